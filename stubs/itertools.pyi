"""itertools over values that are known; what never ends is cut where the other side ends."""

def chain(*iterables):
    return iter([item for each in iterables for item in each])

def _chain_from(iterables):
    return iter([item for each in iterables for item in each])

chain.from_iterable = _chain_from

def product(*iterables, repeat=1):
    rows = [[]]
    for each in [list(values) for values in iterables] * repeat:
        rows = [[*row, item] for row in rows for item in each]
    return iter([tuple(row) for row in rows])

def repeat(object, times):
    return iter([object] * times)

def accumulate(iterable, func=None, *, initial=None):
    found = [] if initial is None else [initial]
    for item in iterable:
        if not found:
            found.append(item)
        else:
            found.append(found[-1] + item if func is None else func(found[-1], item))
    return iter(found)

def islice(iterable, *args):
    return iter(list(iterable)[slice(*args)])

def starmap(function, iterable):
    return iter([function(*each) for each in iterable])

def zip_longest(*iterables, fillvalue=None):
    rows = [list(each) for each in iterables]
    longest = max([len(row) for row in rows], default=0)
    return iter([tuple([row[i] if i < len(row) else fillvalue for row in rows]) for i in range(longest)])

def pairwise(iterable):
    row = list(iterable)
    return iter(list(zip(row, row[1:])))

def combinations(iterable, r):
    pool = list(iterable)
    if r == 0:
        return iter([()])
    return iter([(pool[i], *rest) for i in range(len(pool)) for rest in combinations(pool[i + 1:], r - 1)])

def permutations(iterable, r=None):
    pool = list(iterable)
    r = len(pool) if r is None else r
    if r == 0:
        return iter([()])
    return iter([(pool[i], *rest) for i in range(len(pool)) for rest in permutations(pool[:i] + pool[i + 1:], r - 1)])

def takewhile(predicate, iterable):
    found = []
    for item in iterable:
        if not predicate(item):
            break
        found.append(item)
    return iter(found)

def dropwhile(predicate, iterable):
    found = []
    dropping = True
    for item in iterable:
        dropping = dropping and predicate(item)
        if not dropping:
            found.append(item)
    return iter(found)

def filterfalse(predicate, iterable):
    return iter([item for item in iterable if not (item if predicate is None else predicate(item))])

def compress(data, selectors):
    return iter([item for item, chosen in zip(data, selectors) if chosen])

def tee(iterable, n=2):
    row = list(iterable)
    return tuple([iter(row) for _ in range(n)])

def groupby(iterable, key=None):
    groups = []
    for item in iterable:
        at = item if key is None else key(item)
        if groups and groups[-1][0] == at:
            groups[-1][1].append(item)
        else:
            groups.append((at, [item]))
    return iter([(at, iter(row)) for at, row in groups])
