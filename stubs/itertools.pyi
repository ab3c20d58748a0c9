"""itertools, as Python text where nothing symbolic is to be looked at."""

__complete__ = True

from operator import add as _add

class chain:
    def __init__(self, *iterables):
        self._values = _joined(iterables)
    def __iter__(self): return self._values
    def __next__(self): return next(self._values)
    @classmethod
    def from_iterable(cls, iterable):
        made = cls()
        made._values = _joined(iterable)
        return made

def _joined(iterables):
    for each in iterables:
        yield from each

def _is_number(value):
    return isinstance(value, complex) or any(hasattr(type(value), name) for name in ("__index__", "__int__", "__float__"))

class count:
    def __init__(self, start=0, step=1):
        if not (_is_number(start) and _is_number(step)):
            raise TypeError("a number is required")
        if isinstance(start, bool) and isinstance(step, int) and step == 1:
            start = int(start)
        self._next = start
        self._step = step
    def __iter__(self): return self
    def __repr__(self):
        step = "" if type(self._step) is int and self._step == 1 else f", {self._step!r}"
        return f"count({self._next!r}{step})"
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
def islice(iterable, *args):
    if not 1 <= len(args) <= 3:
        raise TypeError(f"islice expected at least 2 arguments, got {len(args) + 1}")
    start, stop, step = (0, args[0], 1) if len(args) == 1 else (*args, None)[:3]
    start = 0 if start is None else start
    step = 1 if step is None else step
    message = "must be None or an integer: 0 <= x <= sys.maxsize."
    if stop is not None and (not hasattr(stop, "__index__") or stop < 0):
        raise ValueError("Stop argument for islice() " + message if len(args) == 1 else "Indices for islice() " + message)
    if not hasattr(start, "__index__") or start < 0:
        raise ValueError("Indices for islice() " + message)
    if not hasattr(step, "__index__") or step < 1:
        raise ValueError("Step for islice() must be a positive integer or None.")
    return _part(iter(iterable), start, stop, step)

def _part(iterator, start, stop, step):
    count = 0
    wanted = start
    while stop is None or count < stop:
        for item in iterator:
            break
        else:
            return
        count += 1
        if count > wanted:
            wanted += step
            yield item

@native("itertools.zip_longest")
def zip_longest(*iterables, fillvalue=None): ...
def pairwise(iterable, /):
    return _pairs(iter(iterable))

def _pairs(iterator):
    started = False
    for item in iterator:
        if started:
            yield before, item
        before = item
        started = True

def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError("n must be at least one")
    return _batches(iter(iterable), n, strict)

def _batches(iterator, n, strict):
    row = []
    for item in iterator:
        row.append(item)
        if len(row) == n:
            yield tuple(row)
            row = []
    if row:
        if strict:
            raise ValueError("batched(): incomplete batch")
        yield tuple(row)

@native("itertools.tee")
def tee(iterable, n=2, /): ...

def accumulate(iterable, func=None, *, initial=None):
    return _running(iter(iterable), _add if func is None else func, initial)

def _running(iterator, combine, total):
    if total is None:
        for total in iterator:
            break
        else:
            return
    yield total
    for item in iterator:
        total = combine(total, item)
        yield total

@native("itertools.starmap")
def starmap(function, iterable, /): ...

def takewhile(predicate, iterable, /):
    return _first(predicate, iter(iterable))

def _first(predicate, iterator):
    for item in iterator:
        if not predicate(item):
            return
        yield item

def dropwhile(predicate, iterable, /):
    return _behind(predicate, iter(iterable))

def _behind(predicate, iterator):
    for item in iterator:
        if not predicate(item):
            yield item
            break
    yield from iterator

def filterfalse(predicate, iterable, /):
    return _others(predicate, iter(iterable))

def _others(predicate, iterator):
    for item in iterator:
        if not (item if predicate is None else predicate(item)):
            yield item

def compress(data, selectors):
    return _chosen(iter(data), iter(selectors))

def _chosen(data, selectors):
    for item, chosen in zip(data, selectors):
        if chosen:
            yield item

class groupby:
    def __init__(self, iterable, key=None):
        self._source = iter(iterable)
        self._key = key
        self._number = 0
        self._waiting = []
        self._current = []
    def __iter__(self): return self
    def _fetch(self):
        for value in self._source:
            self._waiting = [(value if self._key is None else self._key(value), value)]
            return True
        return False
    def __next__(self):
        self._number += 1
        while True:
            if not self._waiting and not self._fetch():
                raise StopIteration
            at = self._waiting[0][0]
            if not self._current or not (self._current[0] == at):
                break
            self._waiting = []
        self._current = [at]
        return at, self._group(self._number, at)
    def _group(self, number, at):
        while self._number == number:
            if not self._waiting and not self._fetch():
                return
            if not (self._waiting[0][0] == at):
                return
            value = self._waiting[0][1]
            self._waiting = []
            yield value

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"itertools.{name}")
