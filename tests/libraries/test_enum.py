"""enum as programs use it, against CPython."""

from libraries.running import check, check_raises

PROGRAM = """
from enum import Enum, IntEnum, auto, Flag, IntFlag, unique
from dataclasses import dataclass
from functools import partial
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = 'b'
    CRIMSON = 1
    _x = 9
    def up(self): return self.name.upper()
    @classmethod
    def default(cls): return cls.RED
    @property
    def v2(self): return str(self.value) * 2
class I(IntEnum):
    A = 1
    B = 2
class S(str, Enum):
    X = 'x'
    Y = 'y'
    @classmethod
    def _missing_(cls, v): return cls.X
@dataclass
class W:
    url: str
    meta: dict
class WE(Enum):
    @property
    def url(self): return self.value.url
    @classmethod
    def verify(cls, obj):
        if isinstance(obj, str): obj = cls[obj.replace(cls.__name__ + '.', '')]
        return obj
class R(WE):
    V1 = W('u1', {'a': 1})
    V2 = W('u2', {'a': 2})
    DEFAULT = V2
class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (6.4, 3.3)
    def __init__(self, mass, radius):
        self.mass = mass; self.radius = radius
    @property
    def ratio(self): return self.mass / self.radius
class F(Flag):
    A = auto()
    B = auto()
    C = auto()
    AB = A | B
    NC = ~C & 7
class IF(IntFlag):
    R = 4
    W = 2
class St(str, Enum):
    def _generate_next_value_(name, start, count, last): return name
    ONE = auto()
    TWO = auto()
class New(Enum):
    def __new__(cls, v, extra):
        o = object.__new__(cls); o._value_ = v; o.extra = extra
        return o
    A = (1, 'aa')
    B = (2, 'bb')
An = Enum('An', 'CAT DOG')
class Pad(Enum):
    LO = partial(max, 1)
    def go(self, x): return self.value(x)
result = [Color.RED.value, Color.RED.name, Color.GREEN.value, Color.CRIMSON is Color.RED, len(Color), [m.name for m in Color], Color('b') is Color.BLUE, Color['RED'] is Color.RED, Color.RED == 1, Color.RED == Color.RED, Color.RED != Color.GREEN,
 repr(Color.RED), str(Color.RED), f"{Color.RED}", Color.RED.up(), Color.default().name, Color.GREEN.v2, isinstance(Color.RED, Color), Color._x.value, type(Color.RED) is Color, list(Color.__members__), Color.RED in Color,
 I.A == 1, I.A + 1, I.B > I.A, str(I.A), repr(I.A), f"{I.A}", [10,20,30][I.B], isinstance(I.A, int), I(2) is I.B, S.X == 'x', S('nope').value, S.X.upper(), str(S.X), f"{S.X}", S.X in ('x', 'z'), {S.X: 1}.get('x'), 'x' == S.X,
 R.V1.url, R.DEFAULT is R.V2, R.verify('R.V1').value.meta['a'], R.V1.value.url, len(R), list(R.__members__), Planet.EARTH.ratio, Planet.MARS.value, [p.radius for p in Planet], Planet((6.4, 3.3)).name,
 F.A.value, F.C.value, (F.A | F.B) is F.AB, (F.A | F.C).value, F.A in F.AB, bool(F.A & F.C), (~F.A).value, [f.name for f in F.AB], IF.R | IF.W == 6, (IF.R | 1).value, IF.R & 4, St.TWO.value, St.ONE == 'ONE', New.B.extra, New(1).extra, An.DOG.value, [a.name for a in An], Pad.LO.go(5),
 {Color.RED: 5}[Color.RED], Color.RED is Color(1), [c for c in reversed(I)][0].name, hasattr(Color, 'RED'), getattr(Color, 'NOPE', None), Color.RED.__class__.__name__, max(I.A, I.B).name, sorted([I.B, I.A])[0].name, Color.RED in (Color.RED, Color.BLUE), Color.BLUE in [Color.RED], bool(Color.RED), bool(I.A), not I.A, isinstance(Color, type), issubclass(R, Enum)]
"""


def test_enum() -> None:
    check(PROGRAM)


def test_what_enumerations_refuse() -> None:
    check_raises(
        "from enum import *\nclass Color(Enum):\n    RED = 1\nclass F(Flag):\n    A = 1",
        {
            "Color(5)": "ValueError",
            "Color['x']": "KeyError",
            "Color.NOPE": "AttributeError",
            "F(8)": "ValueError",
            "unique(Enum('Q', {'a': 1, 'b': 1}))": "ValueError",
        },
    )
