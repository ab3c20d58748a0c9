"""The abstract numbers: what a class of the program gets from them, and must bring itself."""

from __future__ import annotations

from libraries.running import check

HALF = """
from numbers import Integral, Rational, Real

class Half(Rational):
    __slots__ = ("n",)
    def __init__(self, n): self.n = n
    numerator = property(lambda self: self.n)
    denominator = property(lambda self: 2)
    def _same(self, other=None, *_): return self
    __abs__ = __add__ = __ceil__ = __floor__ = __floordiv__ = __mod__ = __mul__ = __neg__ = __pos__ = __pow__ = _same
    __radd__ = __rfloordiv__ = __rmod__ = __rmul__ = __round__ = __rpow__ = __rtruediv__ = __truediv__ = _same
    __trunc__ = _same
    def __eq__(self, other): return isinstance(other, Half) and self.n == other.n
    def __lt__(self, other): return self.n < other.n
    def __le__(self, other): return self.n <= other.n

class Short(Rational):
    numerator = denominator = 1

def ends(make):
    try:
        return make()
    except TypeError as error:
        return str(error)[:40]

h = Half(3)
"""


def test_what_the_tower_gives() -> None:
    check(
        HALF
        + "result = [float(h), complex(h), bool(h), h.imag, h.real is h, h.conjugate() is h, isinstance(h, Real),"
        + " isinstance(h, Integral), divmod(h, 1) == (h, h), ends(lambda: hash(h)), ends(Short)]"
    )
