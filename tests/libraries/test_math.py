"""math on known numbers, against CPython; on sizes, as expressions."""

from libraries.running import check, check_raises, run

from shapeproof.dims import Kind, render, symbol
from shapeproof.interpreter.imports import module_value

PROGRAM = """
import math
from math import ceil, floor, sqrt
class F:
    def __float__(self): return 2.5
    def __index__(self): return 4
result = [math.pi, ceil(2.1), floor(-2.1), math.trunc(-2.7), sqrt(2), math.log(8, 2), math.log2(8), math.log(10), math.log10(1000), math.exp(1), math.prod([2,3,4]), math.prod((x for x in (1.5, 2)), start=3), math.comb(5,2), math.perm(5,2), math.factorial(10), math.gcd(12, 18, 30), math.lcm(4, 6), math.isqrt(17), math.pow(2, 3), math.inf, -math.inf, math.isnan(math.nan), math.isclose(0.1+0.2, 0.3), math.fabs(-3), math.hypot(3,4), math.atan2(1,2), math.tanh(0.5), math.erf(0.3), math.fmod(7,3), math.modf(2.5), math.frexp(8.0), math.copysign(1,-2), math.degrees(1), math.radians(180), math.floor(True), math.ceil(7), math.dist([0,0],[3,4]), math.fsum([.1]*10), math.sqrt(F()), math.tau, math.log1p(1e-10), math.log(True+1)]
"""


def test_math() -> None:
    check(PROGRAM)


def test_what_math_refuses() -> None:
    check_raises(
        "import math",
        {
            "math.sqrt(-1)": "ValueError",
            "math.log(0)": "ValueError",
            "math.factorial(-1)": "ValueError",
            "math.sqrt('a')": "TypeError",
            "math.exp(1000)": "OverflowError",
            "math.gcd(1.5)": "TypeError",
            "math.floor(math.inf)": "OverflowError",
        },
    )


def test_math_of_sizes() -> None:
    sizes = (
        "math.ceil(d), math.floor(d / 4), math.ceil(d / 8) * 8, math.floor(d * 0.3), math.prod([d, 3]), math.comb(d, 2)"
    )
    machine, module = run(f"import math\ndef of(d): return {sizes}")
    d = symbol("d", Kind.RIGID, lower=1)
    found = machine.call(module_value(machine, module, "of"), (d,))
    assert [render(size) for size in found] == ["d", "d//4", "8*((d + 7)//8)", "math.floor(d*0.3)", "3*d", "(d**2 - d)//2"]
