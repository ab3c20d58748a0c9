"""The containers of collections."""

__complete__ = True

_absent = object()

class OrderedDict(dict):
    def __init__(self, other=(), /, **keywords):
        dict.__init__(self, other, **keywords)
    def update(self, other=(), /, **keywords):
        dict.update(self, other, **keywords)
    @native("collections.move_to_end")
    def move_to_end(self, key, last=True): ...
    def pop(self, key, default=_absent):
        hash(key)
        return dict.pop(self, key) if default is _absent else dict.pop(self, key, default)
    @native("collections.pop_item")
    def popitem(self, last=True): ...
    def copy(self):
        return self.__class__(self)
    __copy__ = copy
    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        for key in iterable:
            made[key] = value
        return made
    @native("collections.equal_in_order")
    def __eq__(self, other): ...
    def __ne__(self, other):
        same = OrderedDict.__eq__(self, other)
        return same if same is NotImplemented else not same
    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(self)
        made.update(other)
        return made
    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(other)
        made.update(self)
        return made
    def __ior__(self, other):
        self.update(other)
        return self
    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        return f"{self.__class__.__name__}({list(self.items())!r})"

class defaultdict(dict):
    def __init__(self, default_factory=None, /, *args, **keywords):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        self.default_factory = default_factory
        dict.__init__(self, *args, **keywords)
    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        self[key] = value = self.default_factory()
        return value
    def copy(self):
        return type(self)(self.default_factory, self)
    __copy__ = copy
    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = type(self)(self.default_factory, self)
        made.update(other)
        return made
    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = type(self)(self.default_factory, other)
        made.update(self)
        return made
    def __repr__(self):
        return f"{self.__class__.__name__}({self.default_factory!r}, {dict(self.items())!r})"

class Counter(dict):
    def __init__(self, iterable=None, /, **keywords):
        dict.__init__(self)
        self.update(iterable, **keywords)
    def __missing__(self, key):
        return 0
    def most_common(self, n=None):
        ranked = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        if n is None:
            return ranked
        if n == 1:
            return ranked[:1]
        return ranked[:n] if n >= len(self) else ranked[:len(range(0, -n, -1))]
    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key
    def total(self):
        return sum(self.values())
    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")
    def update(self, iterable=None, /, **keywords):
        if iterable is not None:
            if not _is_mapping(iterable):
                for key in iterable:
                    self[key] = self.get(key, 0) + 1
            elif self:
                for key, count in iterable.items():
                    self[key] = count + self.get(key, 0)
            else:
                dict.update(self, iterable)
        if keywords:
            self.update(keywords)
    def subtract(self, iterable=None, /, **keywords):
        if iterable is not None:
            if _is_mapping(iterable):
                for key, count in iterable.items():
                    self[key] = self.get(key, 0) - count
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) - 1
        if keywords:
            self.subtract(keywords)
    def copy(self):
        return self.__class__(self)
    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)
    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] == other[key] for each in (self, other) for key in each)
    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other
    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] <= other[key] for each in (self, other) for key in each)
    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other
    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] >= other[key] for each in (self, other) for key in each)
    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other
    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        made = Counter()
        for key, count in self.items():
            _keep(made, key, count + other[key])
        for key, count in other.items():
            if key not in self:
                _keep(made, key, count)
        return made
    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        made = Counter()
        for key, count in self.items():
            _keep(made, key, count - other[key])
        for key, count in other.items():
            if key not in self and count < 0:
                made[key] = 0 - count
        return made
    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        made = Counter()
        for key, count in self.items():
            theirs = other[key]
            _keep(made, key, theirs if count < theirs else count)
        for key, count in other.items():
            if key not in self:
                _keep(made, key, count)
        return made
    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        made = Counter()
        for key, count in self.items():
            theirs = other[key]
            _keep(made, key, count if count < theirs else theirs)
        return made
    def __pos__(self):
        made = Counter()
        for key, count in self.items():
            _keep(made, key, count)
        return made
    def __neg__(self):
        made = Counter()
        for key, count in self.items():
            if count < 0:
                made[key] = 0 - count
        return made
    def _keep_positive(self):
        for key in [key for key, count in self.items() if not count > 0]:
            del self[key]
        return self
    def __iadd__(self, other):
        for key, count in other.items():
            self[key] += count
        return self._keep_positive()
    def __isub__(self, other):
        for key, count in other.items():
            self[key] -= count
        return self._keep_positive()
    def __ior__(self, other):
        for key, theirs in other.items():
            if theirs > self[key]:
                self[key] = theirs
        return self._keep_positive()
    def __iand__(self, other):
        for key, count in self.items():
            theirs = other[key]
            if theirs < count:
                self[key] = theirs
        return self._keep_positive()
    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            shown = dict(self.most_common())
        except TypeError:
            shown = dict(self)
        return f"{self.__class__.__name__}({shown!r})"

def _keep(counter, key, count):
    if count > 0:
        counter[key] = count

def _is_mapping(value):
    from collections.abc import Mapping
    return isinstance(value, Mapping)

class deque:
    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError("an integer is required")
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
        self._most = None if maxlen is None else maxlen.__index__()
        self._items = []
        self._changes = 0
        self.extend(iterable)
    @property
    def maxlen(self): return self._most
    @maxlen.setter
    def maxlen(self, value): raise AttributeError(_unmodelled("the words of a deque"))
    def _trim(self, from_left):
        self._changes += 1
        if self._most is not None:
            while len(self._items) > self._most:
                self._items.pop(0 if from_left else -1)
    def append(self, x, /):
        self._items.append(x)
        self._trim(True)
    def appendleft(self, x, /):
        self._items.insert(0, x)
        self._trim(False)
    def extend(self, iterable, /):
        for x in list(iterable) if iterable is self else iterable:
            self._items.append(x)
            self._trim(True)
    def extendleft(self, iterable, /):
        for x in list(iterable) if iterable is self else iterable:
            self.appendleft(x)
    def pop(self):
        if not self._items:
            raise IndexError("pop from an empty deque")
        self._changes += 1
        return self._items.pop()
    def popleft(self):
        if not self._items:
            raise IndexError("pop from an empty deque")
        self._changes += 1
        return self._items.pop(0)
    def rotate(self, n=1, /):
        if not hasattr(n, "__index__"):
            raise TypeError(f"'{_shown(n)}' object cannot be interpreted as an integer")
        if len(self._items) > 1:
            n = n.__index__() % len(self._items)
            if n:
                self._changes += 1
                self._items = self._items[-n:] + self._items[:-n]
    def clear(self):
        self._changes += 1
        self._items.clear()
    def copy(self): return self.__class__(self._items, self._most)
    __copy__ = copy
    def count(self, x, /): return self._items.count(x)
    def index(self, x, *bounds):
        try:
            return self._items.index(x, *bounds)
        except ValueError:
            raise ValueError(f"{x!r} is not in deque")
    def insert(self, i, x, /):
        if not hasattr(i, "__index__"):
            raise TypeError(f"'{_shown(i)}' object cannot be interpreted as an integer")
        if self._most is not None and len(self._items) >= self._most:
            raise IndexError("deque already at its maximum size")
        self._changes += 1
        self._items.insert(i, x)
    def remove(self, value, /):
        before = self._changes
        for at, item in enumerate(self._items):
            same = item is value or item == value
            if self._changes != before:
                raise IndexError("deque mutated during remove().")
            if same:
                self._changes += 1
                del self._items[at]
                return
        raise ValueError(f"{value!r} is not in deque")
    def reverse(self): self._items.reverse()
    def __len__(self): return len(self._items)
    def __iter__(self): return _walked(self, self._items, self._changes)
    def __reversed__(self): return _walked(self, self._items[::-1], self._changes)
    def __contains__(self, x): return x in self._items
    def _place(self, i):
        if not hasattr(i, "__index__"):
            raise TypeError(_unmodelled("the words of a deque"))
        i = i.__index__()
        if not -len(self._items) <= i < len(self._items):
            raise IndexError("deque index out of range")
        return i
    def __getitem__(self, i): return self._items[self._place(i)]
    def __setitem__(self, i, x): self._items[self._place(i)] = x
    def __delitem__(self, i):
        at = self._place(i)
        self._changes += 1
        del self._items[at]
    def __eq__(self, other): return self._items == other._items if isinstance(other, deque) else NotImplemented
    def __lt__(self, other): return self._items < other._items if isinstance(other, deque) else NotImplemented
    def __le__(self, other): return self._items <= other._items if isinstance(other, deque) else NotImplemented
    def __gt__(self, other): return self._items > other._items if isinstance(other, deque) else NotImplemented
    def __ge__(self, other): return self._items >= other._items if isinstance(other, deque) else NotImplemented
    def __mul__(self, times):
        made = self.copy()
        made *= times
        return made
    __rmul__ = __mul__
    def __imul__(self, times):
        self._items *= times
        self._trim(True)
        return self
    def __add__(self, other):
        if not isinstance(other, deque):
            raise TypeError(f'can only concatenate deque (not "{_shown(other)}") to deque')
        made = self.copy()
        made.extend(other)
        return made
    def __iadd__(self, other):
        self.extend(other)
        return self
    def __repr__(self):
        bound = "" if self._most is None else f", maxlen={self._most}"
        return f"{self.__class__.__name__}({self._items!r}{bound})"

def _shown(value):
    kind = type(value)
    return f"collections.{kind.__name__}" if kind in (deque, defaultdict, OrderedDict) else kind.__name__

def _walked(row, items, changes):
    for item in list(items):
        if row._changes != changes:
            raise RuntimeError("deque mutated during iteration")
        yield item
    if row._changes != changes:
        raise RuntimeError("deque mutated during iteration")

class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]
    def __missing__(self, key): raise KeyError(key)
    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)
    def get(self, key, default=None): return self[key] if key in self else default
    def __len__(self): return len(self._merged())
    def __iter__(self): return iter(self._merged())
    def __contains__(self, key): return any(key in mapping for mapping in self.maps)
    def __bool__(self): return any(self.maps)
    def _merged(self):
        found = {}
        for mapping in reversed(self.maps):
            found.update(dict.fromkeys(mapping))
        return found
    def keys(self): return _views().KeysView(self)
    def values(self): return _views().ValuesView(self)
    def items(self): return _views().ItemsView(self)
    def new_child(self, m=None, **keywords):
        if m is None:
            m = keywords
        elif keywords:
            m.update(keywords)
        return self.__class__(m, *self.maps)
    @classmethod
    def fromkeys(cls, iterable, *args): return cls(dict.fromkeys(iterable, *args))
    @property
    def parents(self): return self.__class__(*self.maps[1:])
    def __setitem__(self, key, value): self.maps[0][key] = value
    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")
    def pop(self, key, *args):
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")
    def popitem(self):
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")
    def clear(self): self.maps[0].clear()
    def copy(self): return self.__class__(self.maps[0].copy(), *self.maps[1:])
    __copy__ = copy
    def __eq__(self, other):
        if not _is_mapping(other) and not isinstance(other, ChainMap):
            return NotImplemented
        return dict(self.items()) == dict(other.items())
    def __repr__(self): return f"{self.__class__.__name__}({', '.join(map(repr, self.maps))})"
    def __or__(self, other):
        if not _is_mapping(other) and not isinstance(other, ChainMap):
            return NotImplemented
        made = self.copy()
        made.maps[0].update(other)
        return made
    def __ror__(self, other):
        if not _is_mapping(other) and not isinstance(other, ChainMap):
            return NotImplemented
        made = dict(other)
        for mapping in reversed(self.maps):
            made.update(mapping)
        return self.__class__(made)
    def __ior__(self, other):
        self.maps[0].update(other)
        return self
    def update(self, other=(), /, **keywords): _views().MutableMapping.update(self, other, **keywords)
    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default

def _views():
    import collections.abc
    return collections.abc

class UserDict:
    def __init__(self, dict=None, /, **keywords):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if keywords:
            self.update(keywords)
    def __len__(self): return len(self.data)
    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        if hasattr(self.__class__, "__missing__"):
            return self.__class__.__missing__(self, key)
        raise KeyError(key)
    def __setitem__(self, key, item): self.data[key] = item
    def __delitem__(self, key): del self.data[key]
    def __iter__(self): return iter(self.data)
    def __contains__(self, key): return key in self.data
    def get(self, key, default=None): return self[key] if key in self else default
    def keys(self): return _views().KeysView(self)
    def values(self): return _views().ValuesView(self)
    def items(self): return _views().ItemsView(self)
    def update(self, other=(), /, **keywords):
        for key, value in dict(other, **keywords).items():
            self[key] = value
    def pop(self, key, *default):
        if key in self.data or not default:
            value = self[key]
            del self[key]
            return value
        return default[0]
    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]
    def popitem(self):
        if not self.data:
            raise KeyError()
        key = next(iter(self))
        value = self[key]
        del self[key]
        return key, value
    def clear(self):
        while self.data:
            self.popitem()
    def copy(self): return self.__class__(self.data)
    def __eq__(self, other):
        if isinstance(other, UserDict):
            other = other.data
        return dict(self.items()) == other if isinstance(other, dict) else NotImplemented
    def __or__(self, other):
        if not isinstance(other, (dict, UserDict)):
            return NotImplemented
        return self.__class__({**self.data, **(other.data if isinstance(other, UserDict) else other)})
    def __ior__(self, other):
        self.data.update(other.data if isinstance(other, UserDict) else other)
        return self
    def __repr__(self): return repr(self.data)

class UserList:
    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(initlist)
    def __len__(self): return len(self.data)
    def __getitem__(self, i): return self.__class__(self.data[i]) if isinstance(i, slice) else self.data[i]
    def __setitem__(self, i, item): self.data[i] = item
    def __delitem__(self, i): del self.data[i]
    def __iter__(self): return iter(self.data)
    def __contains__(self, item): return item in self.data
    def append(self, item): self.data.append(item)
    def extend(self, other): self.data.extend(other)
    def insert(self, i, item): self.data.insert(i, item)
    def pop(self, i=-1): return self.data.pop(i)
    def remove(self, item): self.data.remove(item)
    def clear(self): self.data.clear()
    def index(self, item, *args): return self.data.index(item, *args)
    def count(self, item): return self.data.count(item)
    def reverse(self): self.data.reverse()
    def sort(self, /, *args, **keywords): self.data.sort(*args, **keywords)
    def copy(self): return self.__class__(self)
    def _other(self, other): return other.data if isinstance(other, UserList) else other
    def __eq__(self, other): return self.data == self._other(other)
    def __lt__(self, other): return self.data < self._other(other)
    def __le__(self, other): return self.data <= self._other(other)
    def __gt__(self, other): return self.data > self._other(other)
    def __ge__(self, other): return self.data >= self._other(other)
    def __add__(self, other): return self.__class__(self.data + list(self._other(other)))
    def __radd__(self, other): return self.__class__(list(self._other(other)) + self.data)
    def __iadd__(self, other):
        self.data += self._other(other)
        return self
    def __mul__(self, n): return self.__class__(self.data * n)
    __rmul__ = __mul__
    def __imul__(self, n):
        self.data *= n
        return self
    def __repr__(self): return repr(self.data)

@native("collections.named_tuple")
def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None): ...

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"collections.{name}")
