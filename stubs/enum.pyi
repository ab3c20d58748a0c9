"""Enumerations: how members come to be is in libraries/enum."""

__complete__ = True

class auto:
    def __init__(self, value=None): pass
    def __or__(self, other): return _deferred("|", self, other)
    def __and__(self, other): return _deferred("&", self, other)
    def __xor__(self, other): return _deferred("^", self, other)
    def __add__(self, other): return _deferred("+", self, other)
    def __sub__(self, other): return _deferred("-", self, other)
    def __mul__(self, other): return _deferred("*", self, other)
    def __ror__(self, other): return _deferred("|", other, self)
    def __radd__(self, other): return _deferred("+", other, self)
    def __rmul__(self, other): return _deferred("*", other, self)
    def __invert__(self): return _deferred("^", -1, self)

class _Deferred(auto):
    """Arithmetic on numbers that are given once the class is made; CPython gives them as it reads the body."""

def _deferred(operator, left, right):
    made = _Deferred()
    made.operation = (operator, left, right)
    return made

class nonmember:
    def __init__(self, value): self.value = value

class member:
    def __init__(self, value): self.value = value

class EnumType(type):
    @native("enum.make_members")
    def __init__(cls, name, bases, namespace, /, **keywords): ...
    @native("enum.call")
    def __call__(cls, value, names=None, *values, module=None, qualname=None, type=None, start=1, boundary=None): ...
    @native("enum.by_name")
    def __getitem__(cls, name): ...
    @native("enum.contains")
    def __contains__(cls, value): ...
    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])
    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])
    def __len__(cls):
        return len(cls._member_names_)
    def __bool__(cls):
        return True
    def __dir__(cls): return _unmodelled("dir of an enumeration")
    def __repr__(cls):
        return f"<flag {cls.__name__!r}>" if issubclass(cls, Flag) else f"<enum {cls.__name__!r}>"
    @property
    def __members__(cls):
        from types import MappingProxyType
        return MappingProxyType(dict(cls._member_map_))

    def __getattr__(cls, name):
        if name.startswith("_") and not name.endswith("__"):
            return _unmodelled(f"enum.EnumType.{name}")
        raise AttributeError(name)
    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)
    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        super().__delattr__(name)

EnumMeta = EnumType

class Enum(metaclass=EnumType):
    @classmethod
    def _missing_(cls, value):
        return None
    @property
    @native("enum.name_of")
    def name(self): ...
    @name.setter
    def name(self, name): raise AttributeError("<enum 'Enum'> cannot set attribute 'name'")
    @property
    @native("enum.value_of")
    def value(self): ...
    @value.setter
    def value(self, value): raise AttributeError("<enum 'Enum'> cannot set attribute 'value'")
    def __str__(self): return f"{self.__class__.__name__}.{self._name_}"
    def __repr__(self): return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"
    def __format__(self, spec): return format(str(self), spec)
    @native("enum.equal")
    def __eq__(self, other): ...
    def __hash__(self): return hash(self._name_)
    def __dir__(self): return _unmodelled("dir of a member")
    def __copy__(self): return self
    def __deepcopy__(self, memo): return self

class ReprEnum(Enum): ...

class IntEnum(int, ReprEnum):
    __repr__ = Enum.__repr__
    def __str__(self): return str(self._value_)
    def __format__(self, spec): return format(self._value_, spec) if spec else str(self)

class StrEnum(str, ReprEnum):
    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        if len(values) > 1 and not isinstance(values[1], str):
            raise TypeError(f"encoding must be a string, not {values[1]!r}")
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError(f"errors must be a string, not {values[2]!r}")
        text = str(*values)
        made = str.__new__(cls, text)
        made._value_ = text
        return made
    __repr__ = Enum.__repr__
    def __str__(self): return self._value_
    def __format__(self, spec): return format(self._value_, spec) if spec else str(self)

class Flag(Enum):
    @native("enum_flags.combine_or")
    def __or__(self, other): ...
    @native("enum_flags.combine_and")
    def __and__(self, other): ...
    @native("enum_flags.combine_xor")
    def __xor__(self, other): ...
    @native("enum_flags.invert")
    def __invert__(self): ...
    @classmethod
    @native("enum_flags.missing")
    def _missing_(cls, value): ...
    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and {self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_
    def __bool__(self): return bool(self._value_)
    @native("enum_flags.iterated")
    def _iterated(self): ...
    def __iter__(self): return iter(self._iterated())
    def __len__(self): return self._value_.bit_count()
    def __repr__(self):
        if self._name_ is None:
            return f"<{self.__class__.__name__}: {self._value_!r}>"
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"
    def __str__(self):
        if self._name_ is None:
            return f"{self.__class__.__name__}({self._value_!r})"
        return f"{self.__class__.__name__}.{self._name_}"

class IntFlag(int, ReprEnum, Flag):
    __repr__ = Flag.__repr__
    @native("enum_flags.combine_or")
    def __or__(self, other): ...
    @native("enum_flags.combine_and")
    def __and__(self, other): ...
    @native("enum_flags.combine_xor")
    def __xor__(self, other): ...
    @native("enum_flags.invert")
    def __invert__(self): ...
    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__
    def __str__(self): return str(self._value_)
    def __format__(self, spec): return format(self._value_, spec) if spec else str(self)

@native("enum.unique")
def unique(enumeration): ...
UNIQUE, CONTINUOUS, NAMED_FLAGS = "one name per value", "no skipped integer values", "multi-flag aliases may not contain unnamed flags"

def verify(*checks):
    def verified(cls):
        for check in checks:
            if check == UNIQUE:
                unique(cls)
            elif check == CONTINUOUS:
                _refuse_holes(cls)
            else:
                return _unmodelled("enum.verify")
        return cls
    return verified

def _refuse_holes(cls):
    values = {member.value for member in cls}
    if len(values) < 2:
        return
    low, high = min(values), max(values)
    flags = issubclass(cls, Flag)
    if flags:
        wanted = [2 ** power for power in range(low.bit_length(), high.bit_length() - 1)]
    else:
        wanted = range(low + 1, high)
    missing = [str(value) for value in wanted if value not in values]
    if missing:
        kind = "flag" if flags else "enum"
        text = f"invalid {kind} {cls.__name__!r}: missing values {', '.join(missing)}"
        raise ValueError(text[:256])
def global_enum(cls, update_str=False): return cls
property = property

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"enum.{name}")
