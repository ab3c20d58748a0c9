"""collections as programs use it, against CPython."""

from libraries.running import check, check_raises

PROGRAM = """
from collections import *
from collections.abc import Sequence, Mapping, Iterable, Callable
od = OrderedDict([('a', 1), ('b', 2), ('c', 3)])
od.move_to_end('a'); od2 = OrderedDict(od); od2.move_to_end('a', last=False)
dd = defaultdict(list); dd['x'].append(1); dd['y']; dd2 = defaultdict(int, {'q': 2}, z=3); dd2['w'] += 5
cn = Counter('abracadabra'); cn2 = Counter(a=1, b=7)
dq = deque([1,2,3], maxlen=3); dq.append(4); dq.appendleft(0); dq.rotate(1)
P = namedtuple('P', 'x y z', defaults=[5]); p = P(1, y=2)
class Q(namedtuple('Q', ['a', 'b'])):
    def __new__(cls, a, b=3): return super().__new__(cls, a, b)
    @property
    def s(self): return self.a + self.b
x, y, z = p
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3})
class L(Sequence):
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
    def __len__(self): return 3
class M(Mapping):
    def __getitem__(self, k): return {'a': 1}[k]
    def __len__(self): return 1
    def __iter__(self): return iter(['a'])
result = [list(od), repr(od), od == od2, od == dict(od2), isinstance(od, dict), isinstance(od, OrderedDict), len(od), od['b'], list(od.items()),
 od.popitem(), od.popitem(last=False), od, dict(dd), dd2, repr(dd2), 'nokey' in dd, dd.get('k'), cn, cn.most_common(2), cn['zz'], cn + cn2, cn - cn2, cn & cn2, sum(cn.values()),
 list(dq), dq[0], len(dq), dq.popleft(), repr(dq), 3 in dq, p, p.x, p.z, p[1], p._asdict(), p._replace(x=9), P._fields, repr(p), x + y + z, isinstance(p, tuple), len(p), p == (1,2,5), P._make([1,2,3]),
 Q(1), Q(1).s, Q(1,5), cm['a'], cm['b'], len(cm), list(L()), 2 in L(), isinstance(L(), Sequence), isinstance([], Sequence), isinstance({}, Mapping), isinstance(od, Mapping), isinstance((), Iterable), isinstance(len, Callable), isinstance(3, Iterable),
 M().get('b', 4), dict(M().items()), P._field_defaults, OrderedDict.fromkeys('ab', 0), list(reversed(od2)), OrderedDict(a=1) | {'b': 2}, od.copy(), {p: 1}[(1,2,5)], P(*[1,2])]
"""


def test_collections() -> None:
    check(PROGRAM)


def test_what_collections_refuses() -> None:
    check_raises(
        "from collections import *\nP = namedtuple('P', 'x y'); p = P(1, 2)",
        {
            "namedtuple('P', 'x x')": "ValueError",
            "namedtuple('P', '_x')": "ValueError",
            "P(1)": "TypeError",
            "P(1, 2, 3)": "TypeError",
            "p._replace(q=1)": "ValueError",
            "OrderedDict().popitem()": "KeyError",
            "deque().pop()": "IndexError",
            "P._make([1])": "TypeError",
            "defaultdict()[1]": "KeyError",
        },
    )
