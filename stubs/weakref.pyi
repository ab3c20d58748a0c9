"""References that keep nothing alive: here everything lives."""

from collections import UserDict as _UserDict

@native("unmodelled.name")
def _unmodelled(name): ...

class ref:
    def __init__(self, object, callback=None): self._object = object
    def __call__(self): return self._object
    def __eq__(self, other): return self._object == other._object if isinstance(other, ref) else NotImplemented
    def __hash__(self): return hash(self._object)

ReferenceType = ref
WeakMethod = ref

def proxy(object, callback=None): return object

class WeakValueDictionary(_UserDict): ...
class WeakKeyDictionary(_UserDict): ...
class WeakSet:
    def __init__(self, data=None): self._items = set(data or ())
    def add(self, item): self._items.add(item)
    def discard(self, item): self._items.discard(item)
    def remove(self, item): self._items.remove(item)
    def __contains__(self, item): return item in self._items
    def __iter__(self): return iter(self._items)
    def __len__(self): return len(self._items)

class finalize:
    def __init__(self, obj, func, /, *args, **kwargs): self.alive = True
    def __call__(self, _=None): return None
    def detach(self): return None

def __getattr__(name):
    return _unmodelled(f"weakref.{name}")
