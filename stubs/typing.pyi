"""typing's names as harmless values: subscripted, called and combined, they stay what they are."""

class _Form:
    def __init__(self, *args, **keywords): pass
    def __getitem__(self, item): return self
    def __call__(self, *args, **keywords): return self
    def __or__(self, other): return self
    def __ror__(self, other): return self
    def __mro_entries__(self, bases): return (object,)

Any = AnyStr = Callable = ClassVar = Concatenate = Final = Literal = LiteralString = Never = NoReturn = _Form()
NotRequired = Optional = Required = Self = TypeAlias = TypeGuard = Union = Unpack = Annotated = _Form()
AsyncGenerator = AsyncIterable = AsyncIterator = Awaitable = ByteString = ChainMap = Collection = Container = _Form()
ContextManager = Coroutine = Counter = DefaultDict = Deque = Dict = FrozenSet = Generator = Hashable = _Form()
ItemsView = Iterable = Iterator = KeysView = List = Mapping = MappingView = Match = MutableMapping = _Form()
MutableSequence = MutableSet = OrderedDict = Pattern = Reversible = Sequence = Set = Sized = Tuple = Type = _Form()
ValuesView = Text = IO = TextIO = BinaryIO = SupportsInt = SupportsFloat = SupportsIndex = SupportsAbs = _Form()
TypeVar = ParamSpec = TypeVarTuple = NewType = _Form()

TYPE_CHECKING = False

class Generic:
    def __class_getitem__(cls, item): return cls

class Protocol:
    def __class_getitem__(cls, item): return cls

class TypedDict(dict): ...

class NamedTuple(tuple):
    def __init_subclass__(cls, **keywords):
        cls._fields = tuple(cls.__annotations__)
        cls._field_defaults = {name: cls.__dict__[name] for name in cls._fields if name in cls.__dict__}
        for index, name in enumerate(cls._fields):
            setattr(cls, name, _item(index))
    def __new__(cls, *args, **keywords):
        values = list(args)
        for name in cls._fields[len(args):]:
            if name in keywords:
                values.append(keywords[name])
            elif name in cls._field_defaults:
                values.append(cls._field_defaults[name])
            else:
                raise TypeError(f"{cls.__name__}.__new__() missing required argument: '{name}'")
        return tuple.__new__(cls, values)
    def _asdict(self):
        return {name: value for name, value in zip(self._fields, self)}
    def _replace(self, **changes):
        return type(self)(*[changes.get(name, value) for name, value in zip(self._fields, self)])

def _item(index):
    return property(lambda self: self[index])

def cast(typ, val): return val
def overload(func): return func
def final(func): return func
def override(func): return func
def no_type_check(func): return func
def runtime_checkable(cls): return cls
def dataclass_transform(**keywords): return lambda cls: cls
