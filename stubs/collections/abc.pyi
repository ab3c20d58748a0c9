"""The abstract containers: what belongs to them is known by the methods and classes of builtins/instances."""

__complete__ = True

from abc import ABCMeta, abstractmethod

class Hashable(metaclass=ABCMeta):
    @abstractmethod
    def __hash__(self): return 0
class Awaitable(metaclass=ABCMeta):
    def __class_getitem__(cls, item): return cls
    @abstractmethod
    def __await__(self): yield
class Coroutine(Awaitable):
    @abstractmethod
    def send(self, value): raise StopIteration
    @abstractmethod
    def throw(self, typ, val=None, tb=None): ...
    def close(self): ...
class AsyncIterable(metaclass=ABCMeta):
    def __class_getitem__(cls, item): return cls
    @abstractmethod
    def __aiter__(self): return AsyncIterator()
class AsyncIterator(AsyncIterable):
    @abstractmethod
    def __anext__(self): raise StopAsyncIteration
    def __aiter__(self): return self
class AsyncGenerator(AsyncIterator): ...
class Iterable(metaclass=ABCMeta):
    def __class_getitem__(cls, item): return cls
    @abstractmethod
    def __iter__(self):
        while False:
            yield None
class Iterator(Iterable):
    @abstractmethod
    def __next__(self): raise StopIteration
    def __iter__(self): return self
class Reversible(Iterable):
    @abstractmethod
    def __reversed__(self):
        while False:
            yield None
class Generator(Iterator):
    def __next__(self): return self.send(None)
    @abstractmethod
    def send(self, value): raise StopIteration
    @abstractmethod
    def throw(self, typ, val=None, tb=None): ...
    def close(self): return _unmodelled("Generator.close")
class Sized(metaclass=ABCMeta):
    @abstractmethod
    def __len__(self): return 0
class Container(metaclass=ABCMeta):
    def __class_getitem__(cls, item): return cls
    @abstractmethod
    def __contains__(self, x): return False
class Collection(Sized, Iterable, Container): ...
class Callable(metaclass=ABCMeta):
    def __class_getitem__(cls, item): return cls
    @abstractmethod
    def __call__(self, *args, **kwds): return False
class Buffer: ...

class Sequence(Reversible, Collection):
    @abstractmethod
    def __getitem__(self, index): raise IndexError
    def __iter__(self):
        i = 0
        while True:
            try:
                item = self[i]
            except IndexError:
                return
            yield item
            i += 1
    def __contains__(self, value):
        for item in self:
            if item is value or item == value:
                return True
        return False
    def __reversed__(self):
        for i in reversed(range(len(self))):
            yield self[i]
    def index(self, value, start=0, stop=None):
        if start is not None and start < 0:
            start = max(len(self) + start, 0)
        if stop is not None and stop < 0:
            stop += len(self)
        i = start
        while stop is None or i < stop:
            try:
                item = self[i]
            except IndexError:
                break
            if item is value or item == value:
                return i
            i += 1
        raise ValueError
    def count(self, value):
        return sum(1 for item in self if item is value or item == value)

class MutableSequence(Sequence):
    @abstractmethod
    def __setitem__(self, index, value): raise IndexError
    @abstractmethod
    def __delitem__(self, index): raise IndexError
    @abstractmethod
    def insert(self, index, value): raise IndexError
    def append(self, value): self.insert(len(self), value)
    def clear(self):
        try:
            while True:
                self.pop()
        except IndexError:
            pass
    def reverse(self):
        n = len(self)
        for i in range(n // 2):
            self[i], self[n - i - 1] = self[n - i - 1], self[i]
    def extend(self, values):
        if values is self:
            values = list(values)
        for value in values:
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
    def __le__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) <= len(other) and all(item in other for item in self)
    def __lt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) < len(other) and self.__le__(other)
    def __ge__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) >= len(other) and all(item in self for item in other)
    def __gt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) > len(other) and self.__ge__(other)
    def __eq__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) == len(other) and self.__le__(other)
    @classmethod
    def _from_iterable(cls, items): return cls(items)
    def __and__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(item for item in other if item in self)
    __rand__ = __and__
    def isdisjoint(self, other):
        for item in other:
            if item in self:
                return False
        return True
    def __or__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(item for each in (self, other) for item in each)
    __ror__ = __or__
    def __sub__(self, other):
        if not isinstance(other, Set):
            if not isinstance(other, Iterable):
                return NotImplemented
            other = self._from_iterable(other)
        return self._from_iterable(item for item in self if item not in other)
    def __rsub__(self, other):
        if not isinstance(other, Set):
            if not isinstance(other, Iterable):
                return NotImplemented
            other = self._from_iterable(other)
        return self._from_iterable(item for item in other if item not in self)
    def __xor__(self, other):
        if not isinstance(other, Set):
            if not isinstance(other, Iterable):
                return NotImplemented
            other = self._from_iterable(other)
        return (self - other) | (other - self)
    __rxor__ = __xor__
    def _hash(self): return _unmodelled("Set._hash")

class MutableSet(Set):
    @abstractmethod
    def add(self, value): raise NotImplementedError
    @abstractmethod
    def discard(self, value): raise NotImplementedError
    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)
    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError
    def clear(self):
        try:
            while True:
                self.pop()
        except KeyError:
            pass
    def __ior__(self, items):
        for value in items:
            self.add(value)
        return self
    def __iand__(self, items):
        for value in self - items:
            self.discard(value)
        return self
    def __ixor__(self, items):
        if items is self:
            self.clear()
        else:
            if not isinstance(items, Set):
                items = self._from_iterable(items)
            for value in items:
                if value in self:
                    self.discard(value)
                else:
                    self.add(value)
        return self
    def __isub__(self, items):
        if items is self:
            self.clear()
        else:
            for value in items:
                self.discard(value)
        return self

class Mapping(Collection):
    @abstractmethod
    def __getitem__(self, key): raise KeyError
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
    def keys(self): return KeysView(self)
    def values(self): return ValuesView(self)
    def items(self): return ItemsView(self)
    __reversed__ = None
    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

_MISSING = object()

class MutableMapping(Mapping):
    @abstractmethod
    def __setitem__(self, key, value): raise KeyError
    @abstractmethod
    def __delitem__(self, key): raise KeyError
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
        try:
            while True:
                self.popitem()
        except KeyError:
            pass
    def update(self, other=(), /, **keywords):
        if isinstance(other, Mapping):
            for key in other:
                self[key] = other[key]
        elif hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in keywords.items():
            self[key] = value
    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default

class MappingView(Sized):
    def __init__(self, mapping): self._mapping = mapping
    def __len__(self): return len(self._mapping)
    def __repr__(self): return f"{self.__class__.__name__}({self._mapping!r})"
    def __class_getitem__(cls, item): return cls
class KeysView(MappingView, Set):
    @classmethod
    def _from_iterable(cls, items): return set(items)
    def __contains__(self, key): return key in self._mapping
    def __iter__(self): yield from self._mapping
class ItemsView(MappingView, Set):
    @classmethod
    def _from_iterable(cls, items): return set(items)
    def __contains__(self, item):
        key, value = item
        try:
            held = self._mapping[key]
        except KeyError:
            return False
        return held is value or held == value
    def __iter__(self):
        for key in self._mapping:
            yield key, self._mapping[key]
class ValuesView(MappingView, Collection):
    def __contains__(self, value):
        for key in self._mapping:
            held = self._mapping[key]
            if held is value or held == value:
                return True
        return False
    def __iter__(self):
        for key in self._mapping:
            yield self._mapping[key]

@native("unmodelled.name")
def _unmodelled(name): ...
