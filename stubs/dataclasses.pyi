"""Dataclasses: fields from a class's annotations, and the methods made of them."""

class _Missing: ...

MISSING = _Missing()
KW_ONLY = _Missing()
FrozenInstanceError = AttributeError

class InitVar:
    def __class_getitem__(cls, item): return cls

class Field:
    def __init__(self, default, default_factory, init, repr, compare, metadata, kw_only):
        self.name = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        self.is_init_only = False

def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    return Field(default, default_factory, init, repr, compare, metadata, kw_only)

def _initialise(self, *args, **keywords):
    fields = list(type(self).__dataclass_fields__.values())
    given = list(args)
    extra = []
    positional = [f for f in fields if f.init and f.kw_only is not True]
    if len(given) > len(positional):
        raise TypeError(f"{type(self).__name__}.__init__() takes {len(positional) + 1} positional arguments")
    values = {f.name: value for f, value in zip(positional, given)}
    for f in fields:
        if f.init and f.name in keywords:
            if f.name in values:
                raise TypeError(f"{type(self).__name__}.__init__() got multiple values for argument '{f.name}'")
            value = keywords.pop(f.name)
        elif f.name in values:
            value = values[f.name]
        elif f.default is not MISSING:
            value = f.default
        elif f.default_factory is not MISSING:
            value = f.default_factory()
        elif f.init:
            raise TypeError(f"{type(self).__name__}.__init__() missing required argument: '{f.name}'")
        else:
            continue
        if f.is_init_only:
            extra.append(value)
        else:
            object.__setattr__(self, f.name, value)
    for name in keywords:
        raise TypeError(f"{type(self).__name__}.__init__() got an unexpected keyword argument '{name}'")
    if hasattr(self, "__post_init__"):
        self.__post_init__(*extra)

def _equal(self, other):
    if type(other) is not type(self):
        return NotImplemented
    for f in fields(self):
        if f.compare and getattr(self, f.name) != getattr(other, f.name):
            return False
    return True

def _text(self):
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{type(self).__name__}({shown})"

def _process(cls, init, repr, eq, kw_only):
    found = {}
    for base in reversed(cls.__mro__[1:]):
        for name, inherited in base.__dict__.get("__dataclass_fields__", {}).items():
            found[name] = inherited
    keyword_only = kw_only
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if annotation == "ClassVar":
            continue
        if annotation == "KW_ONLY":
            keyword_only = True
            continue
        value = cls.__dict__.get(name, MISSING)
        if isinstance(value, Field):
            made = value
            if value.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, value.default)
        else:
            made = field(default=value)
        made.name = name
        made.is_init_only = annotation == "InitVar"
        if made.kw_only is MISSING:
            made.kw_only = keyword_only
        found[name] = made
    cls.__dataclass_fields__ = found
    if init and "__init__" not in cls.__dict__:
        cls.__init__ = _initialise
    if eq and "__eq__" not in cls.__dict__:
        cls.__eq__ = _equal
    if repr and "__repr__" not in cls.__dict__:
        cls.__repr__ = _text
    return cls

def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    if cls is None:
        return lambda made: _process(made, init, repr, eq, kw_only)
    return _process(cls, init, repr, eq, kw_only)

def fields(class_or_instance):
    return tuple(f for f in class_or_instance.__dataclass_fields__.values() if not f.is_init_only)

def is_dataclass(obj):
    return hasattr(obj, "__dataclass_fields__")

def asdict(instance, *, dict_factory=dict):
    return _plain(instance)

def _plain(value):
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    return value

def astuple(instance):
    return tuple(getattr(instance, f.name) for f in fields(instance))

def replace(instance, /, **changes):
    values = {f.name: getattr(instance, f.name) for f in fields(instance) if f.init}
    return type(instance)(**{**values, **changes})
