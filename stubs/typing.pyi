"""typing's names: containers are the classes they stand for, the rest are harmless values."""

__complete__ = True

import collections as _collections
import collections.abc as _abc
from types import _type_text

TYPE_CHECKING = False

class _Form:
    """A name to write annotations with; whatever is done to it, it stays one."""
    def __init__(self, origin=None, arguments=()):
        self.__origin__ = origin
        self.__args__ = arguments
    def __getitem__(self, item):
        return _Form(self, item if isinstance(item, tuple) else (item,))
    def __or__(self, other): return _Form()
    def __ror__(self, other): return _Form()
    def __call__(self, *args, **keywords): return _unmodelled("an annotation as a value")
    def __mro_entries__(self, bases): return (object,)
    def __getattr__(self, name): return _unmodelled(f"{name} of an annotation")
    def __eq__(self, other):
        return True if self is other else _unmodelled("whether two annotations are equal")

Any, Union, Optional, ClassVar, Final, Literal, LiteralString = [_Form() for _ in range(7)]
NoReturn, Never, Self, Annotated, Concatenate, TypeAlias, TypeGuard, TypeIs = [_Form() for _ in range(8)]
Required, NotRequired, ReadOnly, Unpack = [_Form() for _ in range(4)]
AnyStr, IO, TextIO, BinaryIO, Pattern, Match = [_Form() for _ in range(6)]
SupportsInt, SupportsFloat, SupportsComplex, SupportsBytes, SupportsIndex, SupportsAbs, SupportsRound = [_Form() for _ in range(7)]

class TypeVar(_Form):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False, default=None):
        self.__name__ = name
        self._sign = "+" if covariant else "-" if contravariant else "~"
        self.__constraints__ = constraints
        self.__bound__ = bound
    def __repr__(self): return self._sign + self.__name__
    def __eq__(self, other): return self is other
    def __hash__(self): return object.__hash__(self)

class ParamSpec(_Form):
    def __init__(self, name, **keywords):
        self.__name__ = name
        self.args = _Form()
        self.kwargs = _Form()

class TypeVarTuple(_Form):
    def __init__(self, name, **keywords): self.__name__ = name
    def __iter__(self): return iter([_Form()])

class TypeAliasType(_Form):
    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self.__value__ = value

class ForwardRef(_Form):
    def __init__(self, arg, **keywords): self.__forward_arg__ = arg

def NewType(name, tp):
    return lambda value: value

Text = str
List = list
Dict = dict
Set = set
FrozenSet = frozenset
Tuple = tuple
Type = type
DefaultDict = _collections.defaultdict
OrderedDict = _collections.OrderedDict
Counter = _collections.Counter
ChainMap = _collections.ChainMap
Deque = _collections.deque
Awaitable = _abc.Awaitable
Coroutine = _abc.Coroutine
AsyncIterable = _abc.AsyncIterable
AsyncIterator = _abc.AsyncIterator
AsyncGenerator = _abc.AsyncGenerator
Iterable = _abc.Iterable
Iterator = _abc.Iterator
Reversible = _abc.Reversible
Generator = _abc.Generator
Sized = _abc.Sized
Hashable = _abc.Hashable
Container = _abc.Container
Collection = _abc.Collection
Callable = _abc.Callable
Sequence = _abc.Sequence
MutableSequence = _abc.MutableSequence
ByteString = _abc.ByteString
AbstractSet = _abc.Set
MutableSet = _abc.MutableSet
Mapping = _abc.Mapping
MutableMapping = _abc.MutableMapping
MappingView = _abc.MappingView
KeysView = _abc.KeysView
ItemsView = _abc.ItemsView
ValuesView = _abc.ValuesView

from contextlib import AbstractContextManager as ContextManager, AbstractAsyncContextManager as AsyncContextManager

class _GenericAlias:
    """``Generic[T]``, from which a class derives as from ``Generic``, and ``Pair[int]`` of a class that does."""
    def __init__(self, origin, args):
        self.__origin__ = origin
        self.__args__ = args
        self.__parameters__ = _parameters_of(args)
        self.__module__ = origin.__module__
    def __call__(self, *args, **keywords):
        made = self.__origin__(*args, **keywords)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made
    def __mro_entries__(self, bases):
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            at = [base is self for base in bases].index(True)
            for base in bases[at + 1:]:
                if isinstance(base, _GenericAlias) and base is not self:
                    return ()
        return (self.__origin__,)
    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self.__origin__.__name__
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)
    def __setattr__(self, name, value):
        if name.startswith("__") and name.endswith("__"):
            object.__setattr__(self, name, value)
        else:
            setattr(self.__origin__, name, value)
    def __getitem__(self, item):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        given = item if isinstance(item, tuple) else (item,)
        if len(given) != len(self.__parameters__) or not all(map(_is_plain_parameter, self.__parameters__)):
            return _unmodelled("an alias given other types")
        return _GenericAlias(self.__origin__, tuple(_put_in(argument, self.__parameters__, given) for argument in self.__args__))
    def __instancecheck__(self, instance): return self.__subclasscheck__(type(instance))
    def __subclasscheck__(self, subclass):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")
    def __or__(self, other): return _Form()
    def __ror__(self, other): return _Form()
    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__
    def __hash__(self): return hash((self.__origin__, self.__args__))
    def __repr__(self): return f"{_type_text(self.__origin__)}[{', '.join(map(_type_text, self.__args__)) or '()'}]"

def _is_plain_parameter(value): return type(value) is TypeVar

def _parameters_of(args):
    """The type variables in arguments, each once."""
    found = []
    for value in args:
        inner = (value,) if isinstance(value, (TypeVar, ParamSpec, TypeVarTuple)) else ()
        if isinstance(value, _GenericAlias):
            inner = value.__parameters__
        for each in inner:
            if not any(each is other for other in found):
                found.append(each)
    return tuple(found)

def _put_in(value, parameters, given):
    for parameter, each in zip(parameters, given):
        if value is parameter:
            return each
    if isinstance(value, _GenericAlias) and value.__parameters__:
        return value[tuple(_put_in(each, parameters, given) for each in value.__parameters__)]
    return value

@native("typing.set_parameters")
def _set_parameters(cls): ...

class Generic:
    def __init_subclass__(cls, /, *args, **keywords):
        super().__init_subclass__(*args, **keywords)
        _set_parameters(cls)
    @classmethod
    @native("typing.generic_item")
    def __class_getitem__(cls, item): ...

class _ProtocolMeta(type):
    @native("typing.is_protocol_instance")
    def __instancecheck__(cls, instance): ...

class Protocol(metaclass=_ProtocolMeta):
    def __init_subclass__(cls, /, *args, **keywords):
        super().__init_subclass__(*args, **keywords)
        _set_parameters(cls)
    @classmethod
    @native("typing.generic_item")
    def __class_getitem__(cls, item): ...

class TypedDict(dict):
    def __new__(cls, *args, **keywords):
        if cls is TypedDict:
            return type(args[0], (TypedDict,), {})
        return dict(*args, **keywords)

class NamedTuple(tuple):
    @classmethod
    @native("typing.named_tuple_class")
    def __init_subclass__(cls, /, **keywords): ...
    @native("typing.named_tuple")
    def __new__(cls, typename, fields=None, /, **keywords): ...

def cast(typ, val): return val
def assert_type(val, typ, /): return val
def reveal_type(obj, /): return obj
def assert_never(arg, /): raise AssertionError("Expected code to be unreachable")
def overload(func): return func
def get_overloads(func): return []
def clear_overloads(): return None
def final(f): return f
def override(method, /): return method
def deprecated(message, /, **keywords): return lambda decorated: decorated
def no_type_check(arg): return arg
def no_type_check_decorator(decorator): return decorator
def runtime_checkable(cls): return cls
runtime = runtime_checkable
def dataclass_transform(**keywords): return lambda cls: cls

@native("typing.type_hints")
def get_type_hints(obj, globalns=None, localns=None, include_extras=False): ...

def get_origin(tp):
    return _unmodelled("typing.get_origin")

def get_args(tp):
    if isinstance(tp, _Form) and tp.__origin__ is Literal:
        return tp.__args__
    return _unmodelled("typing.get_args")

def is_typeddict(tp): return isinstance(tp, type) and issubclass(tp, TypedDict)

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"typing.{name}")
