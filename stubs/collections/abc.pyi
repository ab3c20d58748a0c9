"""The abstract containers: what belongs to them is known by the methods and classes of builtins/instances."""

__complete__ = True

class Hashable: ...
class Awaitable:
    def __class_getitem__(cls, item): return cls
class Coroutine(Awaitable): ...
class AsyncIterable:
    def __class_getitem__(cls, item): return cls
class AsyncIterator(AsyncIterable): ...
class AsyncGenerator(AsyncIterator): ...
class Iterable:
    def __class_getitem__(cls, item): return cls
class Iterator(Iterable):
    def __iter__(self): return self
class Reversible(Iterable): ...
class Generator(Iterator): ...
class Sized: ...
class Container:
    def __class_getitem__(cls, item): return cls
class Collection(Sized, Iterable, Container): ...
class Callable:
    def __class_getitem__(cls, item): return cls
class Buffer: ...

class Sequence(Reversible, Collection):
    def __iter__(self):
        found = []
        while True:
            try:
                found.append(self[len(found)])
            except IndexError:
                break
        return iter(found)
    def __contains__(self, value):
        for item in self:
            if item is value or item == value:
                return True
        return False
    def __reversed__(self):
        return iter([self[i] for i in reversed(range(len(self)))])
    def index(self, value, start=0, stop=None):
        for i, item in enumerate(self):
            if i >= start and (stop is None or i < stop) and (item is value or item == value):
                return i
        raise ValueError
    def count(self, value):
        return sum(1 for item in self if item is value or item == value)

class MutableSequence(Sequence):
    def append(self, value): self.insert(len(self), value)
    def clear(self):
        while len(self):
            self.pop()
    def reverse(self):
        n = len(self)
        for i in range(n // 2):
            self[i], self[n - i - 1] = self[n - i - 1], self[i]
    def extend(self, values):
        for value in list(values):
            self.append(value)
    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value
    def remove(self, value): del self[self.index(value)]
    def __iadd__(self, values):
        self.extend(values)
        return self

class ByteString(Sequence): ...

class Set(Collection):
    def __le__(self, other): return len(self) <= len(other) and all(item in other for item in self)
    def __lt__(self, other): return len(self) < len(other) and self.__le__(other)
    def __ge__(self, other): return len(self) >= len(other) and all(item in self for item in other)
    def __gt__(self, other): return len(self) > len(other) and self.__ge__(other)
    def __eq__(self, other): return len(self) == len(other) and self.__le__(other)
    def isdisjoint(self, other): return not any(item in self for item in other)

class MutableSet(Set): ...

class Mapping(Collection):
    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default
    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True
    def keys(self): return [key for key in self]
    def values(self): return [self[key] for key in self]
    def items(self): return [(key, self[key]) for key in self]
    def __eq__(self, other):
        return dict(self.items()) == dict(other.items()) if isinstance(other, Mapping) else NotImplemented

_MISSING = object()

class MutableMapping(Mapping):
    def pop(self, key, default=_MISSING):
        try:
            value = self[key]
        except KeyError:
            if default is _MISSING:
                raise
            return default
        del self[key]
        return value
    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError
    def clear(self):
        while len(self):
            self.popitem()
    def update(self, other=(), /, **keywords):
        for key, value in dict(other, **keywords).items():
            self[key] = value
    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default

class MappingView(Sized): ...
class KeysView(MappingView, Set): ...
class ItemsView(MappingView, Set): ...
class ValuesView(MappingView, Collection): ...
