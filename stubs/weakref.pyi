"""References that keep nothing alive: here everything lives."""

from collections import UserDict as _UserDict

@native("unmodelled.name")
def _unmodelled(name): ...

class ref:
    def __init__(self, object, callback=None): self._object = object
    def __call__(self): return self._object
    def __eq__(self, other): return self._object == other._object if isinstance(other, ref) else NotImplemented
    def __hash__(self): return hash(self._object)
    @property
    def __callback__(self): return _unmodelled("the callback of a reference")
    @classmethod
    def __class_getitem__(cls, item): return _unmodelled("a generic reference")

ReferenceType = ref
WeakMethod = ref

def proxy(object, callback=None): return object

class WeakValueDictionary(_UserDict):
    def itervaluerefs(self): return iter(self.valuerefs())
    def valuerefs(self): return [ref(value) for value in self.values()]
    def __deepcopy__(self, memo): return _unmodelled("a copy of a dict of references")
    @classmethod
    def __class_getitem__(cls, item): return _unmodelled("a generic dict of references")
class WeakKeyDictionary(_UserDict):
    def keyrefs(self): return [ref(key) for key in self]
    def __deepcopy__(self, memo): return _unmodelled("a copy of a dict of references")
    @classmethod
    def __class_getitem__(cls, item): return _unmodelled("a generic dict of references")
class WeakSet:
    def __init__(self, data=None): self._items = set(data or ())
    def add(self, item): self._items.add(item)
    def discard(self, item): self._items.discard(item)
    def remove(self, item): self._items.remove(item)
    def __contains__(self, item): return item in self._items
    def __iter__(self): return iter(self._items)
    def __len__(self): return len(self._items)
    def clear(self): self._items.clear()
    def pop(self): return self._items.pop()
    def update(self, other): self._items.update(other)
    def copy(self): return WeakSet(self)
    def isdisjoint(self, other): return self._items.isdisjoint(other)
    def issubset(self, other): return self._items.issubset(other)
    def issuperset(self, other): return self._items.issuperset(other)
    def __eq__(self, other): return self._items == other._items if isinstance(other, WeakSet) else NotImplemented
    __le__, __ge__ = issubset, issuperset
    def __lt__(self, other): return self._items < set(other)
    def __gt__(self, other): return self._items > set(other)
    def __reduce__(self): return _unmodelled("how a set of references is pickled")
    @classmethod
    def __class_getitem__(cls, item): return _unmodelled("a generic set of references")
    def union(self, other): return WeakSet(self._items.union(other))
    __or__ = union
    def intersection(self, other): return WeakSet(self._items.intersection(other))
    __and__ = intersection
    def difference(self, other): return WeakSet(self._items.difference(other))
    __sub__ = difference
    def symmetric_difference(self, other): return WeakSet(self._items.symmetric_difference(other))
    __xor__ = symmetric_difference
    def intersection_update(self, other): self._items.intersection_update(set(other))
    def difference_update(self, other): self._items.difference_update(set(other))
    def symmetric_difference_update(self, other): self._items.symmetric_difference_update(set(other))
    def __ior__(self, other):
        self._items = self._items | set(other)
        return self
    def __iand__(self, other):
        self._items = self._items & set(other)
        return self
    def __isub__(self, other):
        self._items = self._items - set(other)
        return self
    def __ixor__(self, other):
        self._items = self._items ^ set(other)
        return self

class finalize:
    def __init__(self, obj, func, /, *args, **kwargs): self.alive = True
    def __call__(self, _=None): return None
    def detach(self): return None
    def peek(self): return _unmodelled("what is called at the end")
    atexit = True

def __getattr__(name):
    return _unmodelled(f"weakref.{name}")
