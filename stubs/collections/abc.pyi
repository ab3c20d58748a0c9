"""The abstract containers; what is an instance of them is asked of what it can do."""

class _Ability(type):
    def __instancecheck__(cls, instance):
        for name in cls.needs:
            if not hasattr(type(instance), name):
                return False
        return not isinstance(instance, cls.excludes)
    def __getitem__(cls, item): return cls
    def __or__(cls, other): return cls
    def __ror__(cls, other): return cls

class Iterable(metaclass=_Ability):
    needs = ("__iter__",)
    excludes = ()
class Iterator(metaclass=_Ability):
    needs = ("__iter__", "__next__")
    excludes = ()
class Generator(metaclass=_Ability):
    needs = ("__next__", "send")
    excludes = ()
class Sized(metaclass=_Ability):
    needs = ("__len__",)
    excludes = ()
class Container(metaclass=_Ability):
    needs = ("__contains__",)
    excludes = ()
class Collection(metaclass=_Ability):
    needs = ("__len__", "__iter__", "__contains__")
    excludes = ()
class Hashable(metaclass=_Ability):
    needs = ("__hash__",)
    excludes = (list, dict, set)
class Callable(metaclass=_Ability):
    needs = ("__call__",)
    excludes = ()
class Sequence(metaclass=_Ability):
    needs = ("__getitem__", "count", "index")
    excludes = ()
class MutableSequence(metaclass=_Ability):
    needs = ("__getitem__", "insert", "append")
    excludes = ()
class Mapping(metaclass=_Ability):
    needs = ("keys", "values", "items", "__getitem__")
    excludes = ()
class MutableMapping(metaclass=_Ability):
    needs = ("keys", "values", "items", "__setitem__")
    excludes = ()
class Set(metaclass=_Ability):
    needs = ("isdisjoint",)
    excludes = ()
class MutableSet(metaclass=_Ability):
    needs = ("isdisjoint", "add")
    excludes = ()
class Awaitable(metaclass=_Ability):
    needs = ("__await__",)
    excludes = ()
class Coroutine(metaclass=_Ability):
    needs = ("__await__", "send")
    excludes = ()
