"""dataclasses as programs use it, against CPython."""

from libraries.running import check, check_raises

PROGRAM = """
import dataclasses
from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, InitVar, KW_ONLY, make_dataclass
from typing import ClassVar, Optional, List
from collections import OrderedDict
@dataclass
class A:
    x: int
    y: float = 2.0
    z: List[int] = field(default_factory=list)
    K: ClassVar[int] = 7
    def total(self): return self.x + self.y
@dataclass(frozen=True, order=True)
class B:
    a: int = 1
    b: str = 'q'
@dataclass
class C(A):
    w: Optional[int] = None
    y: float = 3.0
    n: int = field(init=False, repr=False)
    seed: InitVar[int] = 5
    def __post_init__(self, seed):
        self.n = self.x * 2 + seed
@dataclass
class D:
    a: int
    _: KW_ONLY
    b: int = 3
    c: int
@dataclass(eq=False)
class E:
    v: 'ClassVar[int]' = 3
    u: "int" = 4
    def __repr__(self): return 'E!'
@dataclass
class O(OrderedDict):
    loss: int = None
    logits: int = None
    def __post_init__(self):
        for f in fields(self):
            v = getattr(self, f.name)
            if v is not None: self[f.name] = v
@dataclass
class N:
    d: D
    l: list
    m: dict
M = make_dataclass('M', ['x', ('y', int), ('z', int, 5)])
a = A(1); a2 = A(1); c_ = C(4, w=8); o = O(logits=3)
n = N(D(1, c=2), [D(3, c=4)], {'k': (D(5, c=6),)})
result = [a.x, a.y, a.z, a.z is a2.z, a == a2, a.total(), A.K, A.y, hasattr(A, 'z'), repr(a), B() < B(2), B() == B(1, 'q'), repr(B()), c_.n, c_.y, repr(c_), C(1, 2.0, [3], 4, seed=0).n,
 D(1, c=2).b, repr(D(1, b=2, c=3)), repr(E()), E().u, E.v, [f.name for f in fields(C)], asdict(a), astuple(c_), repr(replace(a, x=5, y=1)), replace(c_, x=2, seed=1).n, is_dataclass(A), is_dataclass(a), is_dataclass(3),
 dict(o), o.logits, o['logits'], list(o.keys()), isinstance(o, dict), asdict(n), repr(M(1, 2)), M(1,2).z, [f.default for f in fields(B)], A(x=1) != A(x=2), a == 3, {B(): 1}[B(1)], dataclasses.fields(A)[2].default_factory is list, A.__match_args__, B.__init__ is not None]
"""


def test_dataclasses() -> None:
    check(PROGRAM)


def test_what_dataclasses_refuse() -> None:
    prelude = """
from dataclasses import *
@dataclass(frozen=True)
class B:
    a: int
    b: int = 2
b = B(1)
def mutable():
    @dataclass
    class Z:
        q: list = []
"""
    check_raises(
        prelude,
        {
            "b.a = 3": "FrozenInstanceError",
            "B()": "TypeError",
            "B(1, 2, 3)": "TypeError",
            "B(a=1, c=3)": "TypeError",
            "del b.a": "FrozenInstanceError",
            "replace(b, q=1)": "TypeError",
            "asdict(B)": "TypeError",
            "fields(3)": "TypeError",
            "mutable()": "ValueError",
        },
    )
