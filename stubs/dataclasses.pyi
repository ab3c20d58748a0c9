"""Dataclasses: what is made of a class's annotations is in libraries/dataclasses."""

__complete__ = True

class _MISSING_TYPE: ...
class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self): return "<factory>"
class KW_ONLY: ...
class FrozenInstanceError(AttributeError): ...

MISSING = _MISSING_TYPE()
_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()

class InitVar:
    def __init__(self, type): self.type = type
    def __class_getitem__(cls, type): return InitVar(type)

class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        from types import MappingProxyType
        self.metadata = MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = None
    @property
    @native("field_types.type_of_field")
    def type(self): ...
    @type.setter
    def type(self, value): self._type = value

def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)

@native("dataclasses.dataclass")
def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False): ...

@native("dataclasses.make_dataclass")
def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False, module=None): ...

@native("dataclasses.fields")
def fields(class_or_instance): ...

@native("dataclasses.is_dataclass")
def is_dataclass(obj): ...

@native("dataclasses.replace")
def replace(obj, /, **changes): ...

def asdict(obj, *, dict_factory=dict):
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _asdict(obj, dict_factory)

def _asdict(obj, dict_factory):
    if is_dataclass(obj) and not isinstance(obj, type):
        return dict_factory([(f.name, _asdict(getattr(obj, f.name), dict_factory)) for f in fields(obj)])
    return _rebuilt(obj, lambda value: _asdict(value, dict_factory))

def astuple(obj, *, tuple_factory=tuple):
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple(obj, tuple_factory)

def _astuple(obj, tuple_factory):
    if is_dataclass(obj) and not isinstance(obj, type):
        return tuple_factory([_astuple(getattr(obj, f.name), tuple_factory) for f in fields(obj)])
    return _rebuilt(obj, lambda value: _astuple(value, tuple_factory))

def _rebuilt(obj, inner):
    if isinstance(obj, tuple):
        if hasattr(obj, "_fields"):
            return type(obj)(*[inner(value) for value in obj])
        return type(obj)(inner(value) for value in obj)
    if isinstance(obj, list):
        return type(obj)(inner(value) for value in obj)
    if isinstance(obj, dict):
        pairs = [(inner(key), inner(value)) for key, value in obj.items()]
        if hasattr(type(obj), "default_factory"):
            return type(obj)(obj.default_factory, pairs)
        return type(obj)(pairs)
    from copy import deepcopy
    return deepcopy(obj)
