"""Annotations of tensors. What they say is read where they stand; as values they are harmless."""

__complete__ = True

@native("unmodelled.name")
def _unmodelled(name): ...

class _Annotation:
    def __getitem__(self, item): return self
    def __or__(self, other): return self
    def __ror__(self, other): return self

class _TensorType(type):
    def __getitem__(cls, item): return _Annotation()

class TensorType(metaclass=_TensorType):
    """A tensor with dimensions in brackets."""

is_float = is_named = is_float_named = _unmodelled("a detail of torchtyping")

def patch_typeguard(): return None

def __getattr__(name): return _unmodelled(f"torchtyping.{name}")
