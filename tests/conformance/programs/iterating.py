"""Programs over itertools, functools, operator, and the containers of collections, step by step."""

from __future__ import annotations

from conformance.programs.source import Source, logged
from conformance.programs.templates import Pools, drawn, stepped

_POOLS: Pools = {
    "it": ("[1, 2, 3]", "'abca'", "range(5)", "[3, 1, 2, 1]", "$row", "$list", "iter([1, 2])", "{'a': 1, 'b': 2}", "[(1, 2), (3, 4)]", "[]", "(v * v for v in range(4))"),
    "f": ("lambda v: v", "lambda v: v != 2", "str", "bool", "None", "lambda v: v < 3", "operator.not_", "lambda a, b: a", "int", "5"),
    "g": ("operator.add", "operator.mul", "max", "lambda a, b: (a, b)", "lambda a, b: b", "None", "min", "operator.sub", "lambda a: a"),
    "opname": (
        "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and_", "or_", "xor", "lshift", "rshift", "matmul", "concat", "contains", "countOf", "indexOf", "getitem", "eq", "ne", "lt", "le", "gt", "ge",
        "is_", "is_not", "iadd", "isub", "imul", "iand", "ior", "ixor", "iconcat", "ipow", "imod", "ifloordiv", "itruediv", "__add__", "__getitem__", "delitem",
    ),
    "opone": ("neg", "pos", "abs", "not_", "truth", "inv", "invert", "index", "length_hint", "__neg__"),
    "cut": ("$n", "$n, $n", "$n, None", "None", "$n, $n, $n", "-1", "0, 10, 2", "'a'", "None, None, 2", "1.0"),
    "k": ("'a'", "'b'", "'c'", "'z'", "1", "[1]", "$hashable"), "v": ("$int", "$scalar"), "more": ("{'a': 1}", "[('z', 2)]", "'ab'", "Counter('ab')", "[1, 2]", "5", "None", "{'b': -2, 'a': 3}", "ct", "od", "dd"),
}  # fmt: skip
_ITERTOOLS = (
    "list(itertools.accumulate($it))", "list(itertools.accumulate($it, $g))", "list(itertools.accumulate($it, $g, initial=$v))", "list(itertools.accumulate($it, func=$g))", "list(itertools.chain($it, $it))", "list(itertools.chain.from_iterable($it))", "list(itertools.chain(*$it))", "list(itertools.combinations($it, $n))[:9]", "list(itertools.combinations($it, r=2))[:9]", "list(itertools.combinations_with_replacement($it, $n))[:9]", "list(itertools.permutations($it))[:9]", "list(itertools.permutations($it, $n))[:9]", "list(itertools.permutations($it, -1))",
    "list(itertools.compress($it, $it))", "list(itertools.islice(itertools.count($real), 3))", "list(itertools.islice(itertools.count($real, $real), 4))", "list(itertools.islice(itertools.count(start=1, step=$n), 4))", "next(itertools.count($any))", "list(itertools.islice(itertools.cycle($it), 7))", "list(itertools.dropwhile($f, $it))", "list(itertools.takewhile($f, $it))", "list(itertools.filterfalse($f, $it))", "[(k, list(g)) for k, g in itertools.groupby($it)]", "[(k, list(g)) for k, g in itertools.groupby($it, $f)]", "[k for k, g in itertools.groupby($it, key=$f)]",
    "[list(g) for k, g in list(itertools.groupby([1, 1, 2]))]", "list(itertools.islice($it, $cut))", "list(itertools.pairwise($it))", "list(itertools.product($it, $it))[:9]", "list(itertools.product($it, repeat=$n))[:9]", "list(itertools.product())", "list(itertools.repeat($v, $n))", "list(itertools.repeat($v, times=2))", "list(itertools.repeat(1, -1))", "repr(itertools.count(3))", "repr(itertools.count(3, 2))", "list(itertools.starmap($g, $it))", "list(itertools.starmap(pow, [(2, 3), (3, 2)]))", "[list(t) for t in itertools.tee($it)]", "[list(t) for t in itertools.tee($it, $n)]", "list(itertools.zip_longest($it, $it))", "list(itertools.zip_longest($it, $it, fillvalue=$v))", "list(itertools.zip_longest())",
    "next(itertools.chain())", "next(itertools.islice($it, 1), 'end')", "list(zip(itertools.count(), $it))", "list(map(lambda a, b: (a, b), $it, itertools.cycle('xy')))", "sum(itertools.takewhile(lambda v: v < 3, itertools.count()))", "dict(zip($it, itertools.repeat(0)))", "dict(enumerate($it, $n))", "list(itertools.chain.from_iterable(['ab', 'c']))", "list(itertools.islice(i, 1))", "next(i)", "list(i)", "next(i, 'done')", "(lambda a, b: (next(a), list(b), list(a)))(*itertools.tee([1, 2, 3]))", "max(itertools.chain([1], [5], [2]))",
)  # fmt: skip
_FUNCTOOLS = (
    "functools.reduce($g, $it)", "functools.reduce($g, $it, $v)", "functools.reduce($g, [], $v)", "functools.reduce($g, [])", "functools.partial(pow, $n)($n)", "functools.partial($g, $v)($v)", "functools.partial(int, base=2)('101')", "functools.partial(sorted, reverse=True)($it)", "functools.partial(lambda *a, **k: (a, k), 1, x=2)(3, x=4, y=5)", "functools.partial(functools.partial(pow, 2), 3)()", "functools.partial($v)", "functools.partial(pow, 2).args", "functools.partial(print, sep='').keywords", "functools.partial(pow, 2).func is pow", "functools.partial()",
    "sorted($it, key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b)))", "functools.cmp_to_key(lambda a, b: a - b)(3) < functools.cmp_to_key(lambda a, b: a - b)(4)", "max($it, key=functools.cmp_to_key(lambda a, b: b - a))", "cached($n)", "cached($n)", "cached($v)", "cached([1])", "cached(n=$n)", "cached.cache_info()", "cached.cache_clear()", "cached.__wrapped__(2)", "cached.__name__", "cached.cache_parameters()", "small($n)", "small($n)", "small.cache_info()", "typed(1), typed(1.0), typed(True)", "typed.cache_info()", "kind($any)", "kind($any)", "kind.dispatch(bool)(1)", "kind.registry.keys() >= {int, object}", "kind()", "kind.register(str)(lambda v: 'text')('x')",
    "H().lazy", "h.lazy, h.lazy", "h.__dict__", "h.disp($any)", "H().disp(1)", "h.half(3)", "wrapped($n)", "wrapped.__name__, wrapped.__doc__, wrapped.__wrapped__.__name__, wrapped.tag", "wrapped.__dict__.get('tag')", "T(1) <= T(2), T(1) > T(2), T(1) >= T(1)", "T(1) >= 5", "T(1) < 'a'", "T(2) == T(2), T(2) != T(3)", "max(T(1), T(3)).v", "[t.v for t in sorted([T(3), T(1)])]", "functools.total_ordering(int)", "functools.total_ordering(type('N', (), {}))", "delattr(h, 'lazy')", "setattr(h, 'lazy', 5)", "h.lazy", "functools.lru_cache(maxsize=$int)(lambda v: v)(1)", "functools.lru_cache('a')", "functools.cache(len)('abc')", "H.counted(1), H.counted(1), h.counted(1)",
)  # fmt: skip
_OPERATOR = (
    "operator.$opname($any, $any)", "operator.$opname($number, $number)", "operator.$opname($list, $any)", "operator.$opname([1, 2, 1], 1)", "operator.$opname($set, $set)", "operator.$opone($any)", "operator.$opone($number)", "operator.itemgetter($index)($sequence)", "operator.itemgetter(0, 1)($any)", "operator.itemgetter('a')($dict)", "operator.itemgetter()", "operator.itemgetter(slice(1, 3))($sequence)", "operator.attrgetter('real')($any)", "operator.attrgetter('real', 'imag')($number)", "operator.attrgetter('__class__.__name__')($any)", "operator.attrgetter(1)", "operator.methodcaller('upper')($any)", "operator.methodcaller('split', ',')($str)", "operator.methodcaller('split', sep='b')('abc')", "operator.methodcaller('nope')(1)", "operator.setitem($list, $index, 1)", "operator.delitem([1, 2], $index)", "repr(operator.itemgetter(1))", "repr(operator.attrgetter('a', 'b'))", "repr(operator.methodcaller('x', 1, k=2))", "operator.call(pow, 2, 3)", "sorted([(2, 'a'), (1, 'b')], key=operator.itemgetter($n))", "operator.concat($any, $any)", "operator.add(1)",
)  # fmt: skip
_CONTAINERS = (
    "dq.append($v)", "dq.appendleft($v)", "dq.pop()", "dq.popleft()", "dq.extend($it)", "dq.extendleft($it)", "dq.rotate($int)", "dq.rotate()", "dq.insert($index, $v)", "dq.remove($v)", "dq.index($v)", "dq.index(1, $n)", "dq.count($v)", "dq.reverse()", "dq.clear()", "dq.copy()", "dq[$index]", "dq[0:1]", "dq.maxlen", "len(dq)", "$v in dq", "list(reversed(dq))", "dq + deque([9])", "dq + [1]", "dq * $n", "dq == deque([1, 2, 3])", "dq < deque([2])", "deque($it, $n)", "deque($it, maxlen=$int)", "deque(1)", "bool(dq)", "[*dq]", "hash(dq)", "dq == [1]", "setattr(dq, 'maxlen', 3)", "operator.setitem(dq, $index, $v)", "operator.delitem(dq, $index)", "operator.iadd(dq, $it)", "operator.imul(dq, 2)", "max(dq)", "sorted(dq, key=str)", "copy.copy(dq)",
    "ct[$k]", "ct.most_common()", "ct.most_common($n)", "ct.most_common(None)", "list(ct.elements())", "ct.total()", "ct.update($more)", "ct.update(a=2)", "ct.subtract($more)", "ct.subtract(a=1)", "ct + Counter($more)", "ct - Counter('a')", "ct & Counter('aab')", "ct | Counter('xxx')", "+ct", "-ct", "ct == Counter('abca')", "ct <= Counter('aabbccc')", "ct < Counter('aa')", "ct.pop($k)", "ct.get($k)", "ct.get($k, 5)", "operator.setitem(ct, $k, $int)", "operator.delitem(ct, $k)", "ct.copy()", "Counter($more)", "Counter($it)", "Counter(a=1, b=$int)", "Counter.fromkeys('a')", "list(ct)", "sorted(ct.items(), key=str)", "ct.keys() & {'a'}", "$k in ct", "operator.iadd(ct, Counter('a'))", "operator.isub(ct, Counter('abc'))", "operator.iand(ct, Counter('a'))", "operator.ior(ct, Counter('zz'))", "dict(ct)", "ct.setdefault('n', 4)", "repr(Counter())", "ct != {'a': 2}", "ct == {'a': 2, 'b': 1, 'c': 1}", "isinstance(ct, dict)", "ct.clear()", "max(ct, key=ct.get)", "sum(ct.values())", "ct + 1", "ct | {'a': 9}",
    "dd[$k]", "dd[$k].append($v)", "dd.get($k)", "dd.default_factory.__name__", "setattr(dd, 'default_factory', None)", "dd.copy()", "$k in dd", "dd | {'a': 1}", "{'q': 0} | dd", "dd == {'k': [0]}", "dd.pop($k, 'no')", "dd.setdefault($k, 1)", "dd.update($more)", "defaultdict(int, $more)", "defaultdict(5)", "defaultdict(lambda: 7)['x']", "defaultdict(list, [(1, [2])])", "repr(dd)", "len(dd)", "sorted(dd, key=str)", "dd.__missing__('m')", "defaultdict(int).default_factory", "defaultdict(None, a=1)", "operator.ior(dd, $more)", "dd.popitem()",
    "od.move_to_end($k)", "od.move_to_end($k, last=False)", "od.popitem()", "od.popitem(last=False)", "od.popitem(0)", "list(od)", "list(reversed(od))", "od == OrderedDict(b=2, a=1)", "od == {'b': 2, 'a': 1}", "od | {'z': 1}", "{'z': 1} | od", "operator.setitem(od, $k, $v)", "operator.delitem(od, $k)", "od.pop($k)", "od.pop($k, None)", "od.get($k)", "repr(od)", "od.copy()", "OrderedDict($more)", "OrderedDict.fromkeys('ba', $v)", "od.update($more)", "list(od.items())", "od.setdefault($k, $v)", "list(reversed(od.items()))", "od.keys() == {'a', 'b'}", "od != dict(od)", "type(od | od).__name__", "OrderedDict([('a', 1)]) == OrderedDict([('a', 1.0)])", "od.clear()", "len(od)",
    "cm[$k]", "cm.get($k)", "cm.get($k, 0)", "$k in cm", "list(cm)", "len(cm)", "dict(cm)", "cm.maps", "cm.new_child()", "cm.new_child({'a': 9})['a']", "cm.parents", "cm.parents['a']", "operator.setitem(cm, $k, $v)", "operator.delitem(cm, $k)", "cm.pop($k)", "cm.pop($k, 'd')", "cm.popitem()", "cm.clear()", "cm.update($more)", "cm == {'a': 1, 'b': 3}", "repr(cm)", "cm | {'a': 0}", "{'x': 1} | cm", "bool(cm)", "sorted(cm.items(), key=str)", "list(cm.values())", "cm.setdefault($k, 1)", "cm.copy().maps", "ChainMap()", "ChainMap().maps", "cm.keys() & {'a'}", "cm.new_child(a=5)['a']", "ChainMap.fromkeys('ab')", "operator.ior(cm, {'w': 1})",
    "P(1, 2)", "P(1)", "P(1, 2, 3)", "P(x=1, y=2)", "P(1, z=2)", "p.x, p.y", "p[0], p[-1]", "p[9]", "p.z", "p == (1, 2)", "p < (1, 3)", "hash(p) == hash((1, 2))", "p._asdict()", "p._replace(x=5)", "p._replace(q=5)", "P._make([1, 2])", "P._make([1])", "P._fields", "P._field_defaults", "len(p)", "[*p]", "a_b(*p)", "p + (3,)", "p * 2", "p.index(2)", "p.count(1)", "repr(p)", "str(p)", "f'{p}'", "'%s-%s' % p", "setattr(p, 'x', 1)", "isinstance(p, tuple)", "p.__class__.__name__", "P.__doc__", "namedtuple('Q', 'a b', rename=True)(1, 2)", "namedtuple('Q', 'a a')", "namedtuple('Q', 'a class')", "namedtuple('Q', 'a _b', rename=True)._fields", "namedtuple('1Q', 'a')", "namedtuple('Q', ['a', 'b'], defaults=[1, 2, 3])", "namedtuple('Q', 'a, b', defaults=[7])(1)", "D(1)", "D(1, 2)._asdict()", "D()", "D.kind(D(1))", "D(1).total", "D(1) == D(1, 5)", "p.__match_args__", "sorted([P(2, 1), P(1, 2)])", "max(P(1, 5), P(2, 0))", "copy.copy(p)", "p._fields[0]", "p[:1]", "tuple(p)", "dict(p._asdict())", "dict(zip(p._fields, p))", "P.__new__.__name__", "P.mro()[1].__name__", "1 in p", "list(map(P._make, [(1, 2)]))", "D.__annotations__", "D._field_defaults",
    "MappingProxyType({'a': 1})['a']", "MappingProxyType({'a': 1})", "operator.setitem(MappingProxyType({}), 1, 2)", "UserDict(a=1)['a']", "UserList([3, 1])[0]", "sorted(UserList([3, 1]))", "UserDict({'a': 1}).data", "SimpleNamespace(a=1, b='x')", "SimpleNamespace(a=1) == SimpleNamespace(a=1)", "SimpleNamespace(a=1).b", "UserString('ab').upper() == 'AB'",
)  # fmt: skip
_FORMER = [
    "import itertools, functools, operator, copy\nfrom collections import deque, Counter, OrderedDict, defaultdict, ChainMap, namedtuple, UserDict, UserList, UserString\nfrom types import MappingProxyType, SimpleNamespace\nfrom typing import NamedTuple",
    "def shown(v):\n    if hasattr(v, '__next__'): return [type(v).__name__, *v]\n    if isinstance(v, (set, frozenset)): return sorted(map(repr, v))\n    if isinstance(v, (int, float, list, tuple, str)) and type(v).__module__ == 'builtins': return v\n    return (type(v).__name__, repr(v)) if not callable(v) else 'callable'",
]
_FUNCTIONS = [
    "@functools.lru_cache(maxsize=None)\ndef cached(n):\n    'text'\n    log.append('asked')\n    return n\n@functools.lru_cache(maxsize=2)\ndef small(n): log.append(n); return n * 2\n@functools.lru_cache(typed=True)\ndef typed(n): return type(n).__name__",
    "@functools.singledispatch\ndef kind(v): return 'any'\n@kind.register\ndef _(v: int): return 'int'\n@kind.register(list)\n@kind.register(tuple)\ndef _(v): return 'row'\n@kind.register(type(None))\ndef _(v): return 'nothing'",
    "class H:\n    @functools.cached_property\n    def lazy(self): log.append('lazy'); return 7\n    @functools.singledispatchmethod\n    def disp(self, v): return 'any'\n    @disp.register\n    def _(self, v: int): return 'int'\n    def pair(self, a, b): return (a, b)\n    half = functools.partialmethod(pair, 1)\n    @staticmethod\n    @functools.lru_cache\n    def counted(v): log.append('counted'); return v\nh = H()",
    "def deco(f):\n    @functools.wraps(f)\n    def inner(*a, **k): return ('wrapped', f(*a, **k))\n    inner.tag = 'in'\n    return inner\n@deco\ndef wrapped(v):\n    'doc'\n    return v",
    "@functools.total_ordering\nclass T:\n    def __init__(self, v): self.v = v\n    def __eq__(self, o): return isinstance(o, T) and self.v == o.v\n    def __lt__(self, o): return self.v < o.v if isinstance(o, T) else NotImplemented",
]  # fmt: skip
_BUILT = [
    "dq, ct, dd, od, cm = deque([1, 2, 3], maxlen=$m), Counter('abca'), defaultdict(list, k=[0]), OrderedDict(a=1, b=2), ChainMap({'a': 1}, {'a': 2, 'b': 3})",
    "P = namedtuple('P', 'x y')\np = P(1, 2)\ndef a_b(a, b): return (a, b)\nclass D(NamedTuple):\n    a: int\n    b: int = 5\n    def kind(self): return 'D'\n    @property\n    def total(self): return self.a + self.b",
]


def iterating(source: Source) -> str:
    lines = [
        *_FORMER,
        "i = iter('q')",
        stepped(
            drawn(
                source,
                (
                    "i = itertools.chain($it, $it)",
                    "i = itertools.islice($it, 4)",
                    "i = itertools.accumulate($it)",
                    "i = map($g, $it, $it)",
                    "i = iter($it)",
                ),
                1,
                1,
                _POOLS,
            )[0]
        ),
    ]
    return _of(source, [*lines, *_FUNCTIONS], (_ITERTOOLS, _ITERTOOLS, _FUNCTOOLS, _OPERATOR), [])


def containers(source: Source) -> str:
    lines = [*_FORMER, *(line.replace("$m", source.pick(("None", "3", "4", "0"))) for line in _BUILT)]
    start = source.number(0, 5)
    rows = _split(_CONTAINERS)
    return _of(
        source, lines, (rows[start % len(rows)], rows[start % len(rows)], _CONTAINERS), ["dq", "ct", "dd", "od", "cm"]
    )


def _split(row: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The uses of one container each."""
    marks = ("dq", "ct", "dd", "od", "cm", "p")
    return [tuple(each for each in row if mark in each or mark.upper() in each) for mark in marks]


def _of(source: Source, lines: list[str], rows: tuple[tuple[str, ...], ...], shown: list[str]) -> str:
    expressions = []
    for _ in range(source.number(4, 9)):
        expressions += drawn(source, source.pick(rows), 1, 1, _POOLS)
    return logged(lines, [f"shown({each})" for each in (*expressions, *shown)])
