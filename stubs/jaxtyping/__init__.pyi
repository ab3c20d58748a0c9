"""Annotations of arrays. What they say is read where they stand; as values they are harmless."""

__complete__ = True

@native("unmodelled.name")
def _unmodelled(name): ...

class _Family:
    """A kind of elements; with an array and its dimensions in brackets, an annotation."""
    def __init__(self, name): self.__name__ = name
    def __getitem__(self, item): return _Annotation(self, item)
    def __or__(self, other): return _Annotation(self, other)
    def __ror__(self, other): return _Annotation(self, other)

class _Annotation:
    def __init__(self, family, item):
        self.family = family
        self.item = item
    def __getitem__(self, item): return self
    def __or__(self, other): return self
    def __ror__(self, other): return self
    def __getattr__(self, name): return _unmodelled(f"{name} of an annotation")
    def __instancecheck__(self, instance): return _unmodelled("whether a value is what an annotation says")

AbstractArray = AbstractDtype = _Annotation

BFloat16, Float16, Float32, Float64, Float = [_Family(n) for n in ("BFloat16", "Float16", "Float32", "Float64", "Float")]
Float8e4m3b11fnuz, Float8e4m3fn, Float8e4m3fnuz, Float8e5m2, Float8e5m2fnuz = [_Family("Float8") for _ in range(5)]
Int2, Int4, Int8, Int16, Int32, Int64, Int = [_Family(n) for n in ("Int2", "Int4", "Int8", "Int16", "Int32", "Int64", "Int")]
UInt2, UInt4, UInt8, UInt16, UInt32, UInt64, UInt = [_Family(n) for n in ("UInt2", "UInt4", "UInt8", "UInt16", "UInt32", "UInt64", "UInt")]
Complex64, Complex128, Complex, Bool, Integer, Real, Inexact, Num, Shaped, Key = [
    _Family(n) for n in ("Complex64", "Complex128", "Complex", "Bool", "Integer", "Real", "Inexact", "Num", "Shaped", "Key")
]
PyTree, Array, ArrayLike, Scalar, ScalarLike, PRNGKeyArray, PyTreeDef = [
    _Family(n) for n in ("PyTree", "Array", "ArrayLike", "Scalar", "ScalarLike", "PRNGKeyArray", "PyTreeDef")
]

def jaxtyped(fn=None, *, typechecker=None):
    """Checks at run time what is checked here without running: transparent."""
    return fn if fn is not None else lambda function: function

class _Context:
    def __enter__(self): return self
    def __exit__(self, *exc_info): return None
    def uninstall(self): return None

def install_import_hook(modules, typechecker=None): return _Context()

class TypeCheckError(TypeError): pass
class AnnotationError(Exception): pass

def print_bindings(): return None
def get_array_name_format(): return "dtype_and_shape"
def set_array_name_format(value): return None

class _Config:
    def update(self, item, value): return None
    def __getattr__(self, name): return _unmodelled(f"config.{name}")

config = _Config()

def __getattr__(name): return _unmodelled(f"jaxtyping.{name}")
