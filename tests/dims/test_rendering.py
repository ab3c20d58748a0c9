"""What is rendered is Python that computes the same, and reads back as the same object; LaTeX is balanced."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from dims.trees import SYMBOLS, Tree, built, compiled, points, polynomials, python, sizes
from hypothesis import assume, given, settings
from shapeproof.dims import (
    FloatExpression,
    Size,
    latex,
    maximum,
    minimum,
    parse,
    real,
    render,
    symbol,
    to_integer,
)

a, b, n, k, m = SYMBOLS.values()
d, h, x, y = (symbol(name) for name in ("d", "heads", "x", "y"))
d_model = symbol("d_model")


@settings(max_examples=300)
@given(sizes(leaves=8), points())
def test_what_is_rendered_computes_the_same(tree: Tree, point: dict[str, int]) -> None:
    size = built(tree)
    expected = python(compiled(tree.source), point)
    assume(size is not None and expected is not None)
    assert size is not None
    value = python(compiled(render(size)), point)
    assert value == expected
    assert type(value) is int


@settings(max_examples=300)
@given(sizes(leaves=8))
def test_what_is_rendered_reads_back_as_the_same_object(tree: Tree) -> None:
    size = built(tree)
    assume(size is not None)
    assert size is not None
    again = parse(render(size), SYMBOLS)
    assert again is size or (type(again) is int and again == size)


@given(polynomials(leaves=3))
def test_fractions_that_are_whole_read_back(tree: Tree) -> None:
    """What sums over loops give: ``n*(n - 1)/2`` times something, and more."""
    w = tree.build()
    size = w * (w - 1) * Fraction(1, 2) + k * (k + 1) * (k + 2) * Fraction(1, 6) + w
    again = parse(render(size), SYMBOLS)
    assert again is size


@given(sizes(leaves=8))
def test_latex_is_balanced(tree: Tree) -> None:
    size = built(tree)
    assume(size is not None)
    assert size is not None
    text = latex(size)
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert text.count(r"\left") == text.count(r"\right")
    assert text.count("(") == text.count(")")
    assert not re.search(r"(?<!\\)[%#&]", text)


CASES: list[tuple[Size, str, str]] = [
    (17 * d**2 + 2 * d, "17*d**2 + 2*d", "17 d^{2} + 2 d"),
    (12 * d_model**2 * n, "12*d_model**2*n", r"12 \, \mathrm{d\_model}^{2} \, n"),
    (-d - 1, "-d - 1", "-d - 1"),
    (d - h, "d - heads", r"d - \mathrm{heads}"),
    (d // h, "d//heads", r"\left\lfloor \frac{d}{\mathrm{heads}} \right\rfloor"),
    (-(d // h), "-(d//heads)", r"-\left\lfloor \frac{d}{\mathrm{heads}} \right\rfloor"),
    (3 - d % h, "-(d % heads) + 3", r"-d \bmod \mathrm{heads} + 3"),
    (x - d % h, "-(d % heads) + x", r"-d \bmod \mathrm{heads} + x"),
    (2 * (d // h) * x, "2*x*(d//heads)", r"2 \, x \, \left\lfloor \frac{d}{\mathrm{heads}} \right\rfloor"),
    ((d // h) ** 2, "(d//heads)**2", r"\left(\left\lfloor \frac{d}{\mathrm{heads}} \right\rfloor\right)^{2}"),
    (x * (d % h), "x*(d % heads)", r"x \left(d \bmod \mathrm{heads}\right)"),
    ((d // h) % 2, "(d//heads) % 2", r"\left(\left\lfloor \frac{d}{\mathrm{heads}} \right\rfloor\right) \bmod 2"),
    (x * y % 2, "(x*y) % 2", r"\left(x y\right) \bmod 2"),
    (d // (h * x), "d//(heads*x)", r"\left\lfloor \frac{d}{\mathrm{heads} \, x} \right\rfloor"),
    (3 // d, "3//d", r"\left\lfloor \frac{3}{d} \right\rfloor"),
    (-3 // d, "-3//d", r"\left\lfloor \frac{-3}{d} \right\rfloor"),
    (n * (n - 1) // 2, "(n**2 - n)//2", r"\frac{1}{2} n^{2} - \frac{1}{2} n"),
    (n * (n - 1) // 2 + d + 1, "(n**2 - n)//2 + d + 1", r"\frac{1}{2} n^{2} + d - \frac{1}{2} n + 1"),
    (
        n * (n + 1) * (2 * n + 1) // 6,
        "(2*n**3 + 3*n**2 + n)//6",
        r"\frac{1}{3} n^{3} + \frac{1}{2} n^{2} + \frac{1}{6} n",
    ),
    (n * Fraction(1, 2) + n * n * Fraction(1, 3), "(2*n**2 + 3*n)/6", r"\frac{1}{3} n^{2} + \frac{1}{2} n"),
    (d * Fraction(1, 2), "d/2", r"\frac{1}{2} d"),
    (minimum(d, 3) + maximum(x, y), "max(x, y) + min(d, 3)", r"\max\left(x, y\right) + \min\left(d, 3\right)"),
    (to_integer(real("*", d, 0.25), "int"), "int(d*0.25)", r"\mathrm{int(d{*}0.25)}"),
    (to_integer(real("/", d, 2), "ceil"), "math.ceil(d/2)", r"\mathrm{math.ceil(d/2)}"),
    (symbol("x.0") + 1, "x.0 + 1", r"\mathrm{x.0} + 1"),
    (symbol("η") + 1, "η + 1", "η + 1"),
    (5, "5", "5"),
]


@pytest.mark.parametrize(("size", "text", "in_latex"), CASES, ids=[text for _, text, _ in CASES])
def test_examples_read_whole(size: Size, text: str, in_latex: str) -> None:
    assert render(size) == str(size) == text
    assert latex(size) == in_latex


def test_float_expressions_keep_their_meaning() -> None:
    half, minus = real("*", d, 0.5), real("neg", real("*", d, 0.5))
    cases: list[tuple[FloatExpression | float, str]] = [
        (real("/", x, real("*", d, 0.5)), "x/(d*0.5)"),
        (real("*", x, real("/", d, 2)), "x*(d/2)"),
        (real("-", x, real("+", half, 1.0)), "x - (d*0.5 + 1.0)"),
        (real("+", real("-", x, half), 1.0), "x - d*0.5 + 1.0"),
        (real("**", minus, 2.0), "(-(d*0.5))**2.0"),
        (real("**", real("**", half, 2.0), 2.0), "((d*0.5)**2.0)**2.0"),
        (real("*", x + y, -0.5), "(x + y)*-0.5"),
        (real("**", x, -0.5), "x**(-0.5)"),
        (real("sqrt", half), "math.sqrt(d*0.5)"),
        (real("+", half, float("inf")), "d*0.5 + float('inf')"),
        (real("max", d, 0.5), "max(d, 0.5)"),
    ]
    for expression, text in cases:
        assert str(expression) == text


def test_the_order_of_construction_does_not_show() -> None:
    p, q = symbol("p_first"), symbol("q_second")
    assert repr(q + p) == repr(p + q) == "p_first + q_second"
    r, s = symbol("s_first_made"), symbol("r_second_made")
    assert repr(r * s + r) == "r_second_made*s_first_made + s_first_made"
