"""itertools: what ends is made at once; what does not end is asked value by value."""

__complete__ = True

from operator import add as _add

class chain:
    @native("itertools.chain")
    def __new__(cls, *iterables): ...
    @staticmethod
    @native("itertools.chain_from")
    def from_iterable(iterable): ...

class count:
    def __init__(self, start=0, step=1):
        self._next = start
        self._step = step
    def __iter__(self): return self
    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

class cycle:
    def __init__(self, iterable):
        self._items = list(iterable)
        self._at = 0
    def __iter__(self): return self
    def __next__(self):
        if not self._items:
            raise StopIteration
        value = self._items[self._at]
        self._at = (self._at + 1) % len(self._items)
        return value

class _Forever:
    def __init__(self, item): self._item = item
    def __iter__(self): return self
    def __next__(self): return self._item

@native("itertools.repeat")
def _repeat(object, times): ...

def repeat(object, times=None):
    return _Forever(object) if times is None else _repeat(object, times)

@native("itertools.product")
def product(*iterables, repeat=1): ...
@native("itertools.permutations")
def permutations(iterable, r=None): ...
@native("itertools.combinations")
def combinations(iterable, r): ...
@native("itertools.combinations_with_replacement")
def combinations_with_replacement(iterable, r): ...
@native("itertools.islice")
def islice(iterable, *args): ...
@native("itertools.zip_longest")
def zip_longest(*iterables, fillvalue=None): ...
@native("itertools.pairwise")
def pairwise(iterable, /): ...
@native("itertools.batched")
def batched(iterable, n, *, strict=False): ...
@native("itertools.tee")
def tee(iterable, n=2, /): ...

def accumulate(iterable, func=None, *, initial=None):
    combine = _add if func is None else func
    found = [] if initial is None else [initial]
    for item in iterable:
        found.append(item if not found else combine(found[-1], item))
    return iter(found)

@native("itertools.starmap")
def starmap(function, iterable, /): ...

def takewhile(predicate, iterable, /):
    found = []
    for item in iterable:
        if not predicate(item):
            break
        found.append(item)
    return iter(found)

def dropwhile(predicate, iterable, /):
    found = []
    dropping = True
    for item in iterable:
        dropping = dropping and predicate(item)
        if not dropping:
            found.append(item)
    return iter(found)

def filterfalse(predicate, iterable, /):
    return iter([item for item in iterable if not (item if predicate is None else predicate(item))])

def compress(data, selectors):
    return iter([item for item, chosen in zip(data, selectors) if chosen])

def groupby(iterable, key=None):
    groups = []
    for item in iterable:
        at = item if key is None else key(item)
        if groups and groups[-1][0] == at:
            groups[-1][1].append(item)
        else:
            groups.append((at, [item]))
    return iter([(at, iter(row)) for at, row in groups])

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"itertools.{name}")
