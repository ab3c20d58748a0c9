"""The containers of collections."""

__complete__ = True

class OrderedDict(dict):
    @native("collections.move_to_end")
    def move_to_end(self, key, last=True): ...
    @native("collections.pop_item")
    def popitem(self, last=True): ...
    def copy(self):
        return self.__class__(self)
    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        for key in iterable:
            made[key] = value
        return made
    @native("collections.equal_in_order")
    def __eq__(self, other): ...
    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(self)
        made.update(other)
        return made
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
        made = self.copy()
        made.update(other)
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
        return ranked if n is None else ranked[:max(n, 0)]
    def elements(self):
        return iter([key for key, count in self.items() for _ in range(count)])
    def total(self):
        return sum(self.values())
    def update(self, iterable=None, /, **keywords):
        _tally(self, iterable, 1)
        if keywords:
            _tally(self, keywords, 1)
    def subtract(self, iterable=None, /, **keywords):
        _tally(self, iterable, -1)
        if keywords:
            _tally(self, keywords, -1)
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
        return _combined(self, other, lambda a, b: a + b, True)
    def __sub__(self, other):
        return _combined(self, other, lambda a, b: a - b, True)
    def __pos__(self): return Counter({key: count for key, count in self.items() if count > 0})
    def __neg__(self): return Counter({key: -count for key, count in self.items() if count < 0})
    def __or__(self, other):
        return _combined(self, other, max, True)
    def __and__(self, other):
        return _combined(self, other, min, False)
    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        return f"{self.__class__.__name__}({dict(self.most_common())!r})"

def _tally(counter, iterable, sign):
    if iterable is None:
        return
    if isinstance(iterable, dict):
        for key, count in iterable.items():
            dict.__setitem__(counter, key, counter.get(key, 0) + sign * count)
    else:
        for key in iterable:
            dict.__setitem__(counter, key, counter.get(key, 0) + sign)

def _combined(a, b, operation, both):
    if not isinstance(b, Counter):
        return NotImplemented
    made = Counter()
    for key, count in a.items():
        found = operation(count, b[key])
        if found > 0:
            dict.__setitem__(made, key, found)
    if both:
        for key, count in b.items():
            if key not in a:
                found = operation(0, count)
                if found > 0:
                    dict.__setitem__(made, key, found)
    return made

class deque:
    def __init__(self, iterable=(), maxlen=None):
        self.maxlen = maxlen
        self._items = []
        self.extend(iterable)
    def _trim(self, from_left):
        if self.maxlen is not None:
            while len(self._items) > self.maxlen:
                self._items.pop(0 if from_left else -1)
    def append(self, x):
        self._items.append(x)
        self._trim(True)
    def appendleft(self, x):
        self._items.insert(0, x)
        self._trim(False)
    def extend(self, iterable):
        self._items.extend(iterable)
        self._trim(True)
    def extendleft(self, iterable):
        for x in iterable:
            self.appendleft(x)
    def pop(self):
        if not self._items:
            raise IndexError("pop from an empty deque")
        return self._items.pop()
    def popleft(self):
        if not self._items:
            raise IndexError("pop from an empty deque")
        return self._items.pop(0)
    def rotate(self, n=1):
        if not hasattr(n, "__index__"):
            raise TypeError(f"'{type(n).__name__}' object cannot be interpreted as an integer")
        if self._items:
            n = n.__index__() % len(self._items)
            if n:
                self._items = self._items[-n:] + self._items[:-n]
    def clear(self): self._items.clear()
    def copy(self): return self.__class__(self._items, self.maxlen)
    __copy__ = copy
    def count(self, x): return self._items.count(x)
    def index(self, x, *bounds):
        try:
            return self._items.index(x, *bounds)
        except ValueError:
            raise ValueError(f"{x!r} is not in deque")
    def insert(self, i, x):
        if self.maxlen is not None and len(self._items) >= self.maxlen:
            raise IndexError("deque already at its maximum size")
        self._items.insert(i, x)
    def remove(self, value):
        if value not in self._items:
            raise ValueError(f"{value!r} is not in deque")
        self._items.remove(value)
    def reverse(self): self._items.reverse()
    def __len__(self): return len(self._items)
    def __iter__(self): return iter(self._items)
    def __reversed__(self): return reversed(self._items)
    def __contains__(self, x): return x in self._items
    def _place(self, i):
        if not hasattr(i, "__index__"):
            raise TypeError(f"sequence index must be integer, not '{type(i).__name__}'")
        i = i.__index__()
        if not -len(self._items) <= i < len(self._items):
            raise IndexError("deque index out of range")
        return i
    def __getitem__(self, i): return self._items[self._place(i)]
    def __setitem__(self, i, x): self._items[self._place(i)] = x
    def __delitem__(self, i): del self._items[self._place(i)]
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
            raise TypeError(f'can only concatenate deque (not "{type(other).__name__}") to deque')
        made = self.copy()
        made.extend(other)
        return made
    def __iadd__(self, other):
        self.extend(other)
        return self
    def __repr__(self):
        bound = "" if self.maxlen is None else f", maxlen={self.maxlen}"
        return f"{self.__class__.__name__}({self._items!r}{bound})"

class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]
    def __missing__(self, key): raise KeyError(key)
    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
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
    def keys(self): return [key for key in self]
    def values(self): return [self[key] for key in self]
    def items(self): return [(key, self[key]) for key in self]
    def new_child(self, m=None, **keywords):
        if m is None:
            m = keywords
        else:
            m.update(keywords)
        return self.__class__(m, *self.maps)
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
        if not isinstance(other, (dict, ChainMap)):
            return NotImplemented
        return dict(self.items()) == dict(other.items())
    def __repr__(self): return f"{self.__class__.__name__}({', '.join(map(repr, self.maps))})"
    def __or__(self, other):
        if not isinstance(other, (dict, ChainMap)):
            return NotImplemented
        made = self.copy()
        made.maps[0].update(other)
        return made
    def __ior__(self, other):
        self.maps[0].update(other)
        return self
    def update(self, *args, **keywords): self.maps[0].update(*args, **keywords)
    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

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
    def keys(self): return self.data.keys()
    def values(self): return [self[key] for key in self]
    def items(self): return [(key, self[key]) for key in self]
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
