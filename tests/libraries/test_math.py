"""math on known numbers, against CPython; on sizes, as expressions."""

from libraries.running import check_raises, run
from shapeproof.dims import Kind, render, symbol
from shapeproof.interpreter.imports import module_value


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
    assert [render(size) for size in found] == [
        "d",
        "d//4",
        "8*((d + 7)//8)",
        "math.floor(d*0.3)",
        "3*d",
        "(d**2 - d)//2",
    ]
