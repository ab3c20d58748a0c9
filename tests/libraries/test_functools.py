"""functools as programs use it, against CPython."""

from libraries.running import check, check_raises

PROGRAM = """
from functools import *
def f(a,b,c=3,*,d=4):
    'doc'
    return (a,b,c,d)
p = partial(f, 1, d=9); q = partial(p, 2, c=7)
@wraps(f)
def g(*a, **k): return f(*a, **k)
calls = []
@lru_cache(maxsize=None)
def h(x, y=1):
    calls.append(x); return [x]
a, b = h(1), h(1)
@cache
def fib(n): return n if n < 2 else fib(n-1)+fib(n-2)
class A:
    @cached_property
    def v(self):
        calls.append('v'); return 5
    @lru_cache
    def m(self, x): calls.append('m'); return x
    def base(self, x, y): return (x, y)
    pm = partialmethod(base, 1)
    @staticmethod
    def s(x): return x
i = A()
@total_ordering
class O:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
@singledispatch
def sd(x): return 'any'
@sd.register(int)
def _(x): return 'int'
@sd.register(list)
def _(x): return 'list'
result = [p(2), q(), q.args, q.keywords, q.func is f, g.__name__, g.__doc__, g.__wrapped__ is f, g(1,2), a is b, calls, fib(30),
  i.v, i.v, i.m(2), i.m(2), i.pm(5), O(1) <= O(2), O(1) >= O(1), O(2) > O(1), reduce(lambda a, b: a*b, [1,2,3,4]), reduce(max, [], 7),
  sd(1), sd([]), sd('x'), sd(True), sorted([3,1,2], key=cmp_to_key(lambda a,b: b-a)), callable(p), isinstance(p, partial)]
"""


def test_functools() -> None:
    check(PROGRAM)


def test_what_functools_refuses() -> None:
    check_raises("from functools import *", {"reduce(max, [])": "TypeError", "partial(3)": "TypeError"})
