"""Dims compute as Python does, keep the laws of a ring, and equal normal forms are one object."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from fractions import Fraction

import pytest
import sympy
from dims.trees import (
    ADD,
    FLOORDIV,
    MODULO,
    MULTIPLY,
    SUBTRACT,
    SYMBOLS,
    Tree,
    built,
    compiled,
    names,
    points,
    polynomials,
    python,
    sizes,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapeproof.dims import (
    Dim,
    FloatExpression,
    Kind,
    Size,
    atom_of,
    evaluate,
    exact_quotient,
    floordiv,
    maximum,
    minimum,
    modulo,
    power,
    real,
    render,
    substitute,
    symbol,
    symbols_of,
    to_integer,
)

a, b, n, k, m = SYMBOLS.values()
SYMPY = {name: sympy.Symbol(name, integer=True) for name in SYMBOLS}


def to_sympy(size: Size) -> sympy.Expr:
    return sympy.sympify(render(size).replace("//", "/"), locals=SYMPY)


# --- against Python -----------------------------------------------------------------------------------------------


@settings(max_examples=400)
@given(sizes(), st.lists(points(), min_size=4, max_size=4))
def test_sizes_compute_as_python_does(tree: Tree, at: list[dict[str, int]]) -> None:
    size = built(tree)
    code = compiled(tree.source)
    for point in at:
        expected = python(code, point)
        if size is None:
            assert expected is None
        elif expected is not None:
            assert evaluate(size, point) == expected
            assert type(evaluate(size, point)) is int


@settings(max_examples=150)
@given(polynomials(leaves=12), points(-50, 50))
def test_polynomials_compute_as_python_does(tree: Tree, point: dict[str, int]) -> None:
    assert evaluate(tree.build(), point) == python(compiled(tree.source), point)


@given(sizes(), points())
def test_substituting_numbers_is_evaluating(tree: Tree, point: dict[str, int]) -> None:
    size = built(tree)
    expected = python(compiled(tree.source), point)
    assume(size is not None and expected is not None)
    assert size is not None
    result = substitute(size, {SYMBOLS[name]: value for name, value in point.items()})
    assert result == expected
    assert type(result) is int


@settings(max_examples=150)
@given(sizes(leaves=6), sizes(leaves=4), sizes(leaves=4), points())
def test_substituting_sizes_is_computing_them_first(tree: Tree, x: Tree, y: Tree, point: dict[str, int]) -> None:
    size, first, second = built(tree), built(x), built(y)
    inner = {"a": python(compiled(x.source), point), "k": python(compiled(y.source), point)}
    assume(size is not None and first is not None and second is not None and None not in inner.values())
    assume(inner["a"] >= 1)
    expected = python(compiled(tree.source), {**point, **inner})
    assume(expected is not None)
    assert size is not None and first is not None and second is not None
    assert evaluate(substitute(size, {a: first, k: second}), point) == expected


# --- the laws of a ring, and identity -----------------------------------------------------------------------------


@given(polynomials(), polynomials(), polynomials())
def test_ring_laws_hold_by_identity(x_tree: Tree, y_tree: Tree, z_tree: Tree) -> None:
    x, y, z = x_tree.build(), y_tree.build(), z_tree.build()
    same = [
        (x + y, y + x),
        (x + (y + z), (x + y) + z),
        (x * y, y * x),
        (x * (y * z), (x * y) * z),
        (x * (y + z), x * y + x * z),
        (x - y, x + -1 * y),
        (x - x, 0),
        (x + 0, x),
        (x * 1, x),
        (x * 0, 0),
        (-1 * (-x), x),
        (power(x, 2), x * x),
    ]
    for left, right in same:
        assert left is right or (type(left) is int and type(right) is int and left == right)


@given(sizes(), sizes())
def test_order_of_construction_does_not_matter(x_tree: Tree, y_tree: Tree) -> None:
    x, y = built(x_tree), built(y_tree)
    assume(x is not None and y is not None)
    assert x is not None and y is not None
    for left, right in ((minimum(x, y), minimum(y, x)), (maximum(x, y), maximum(y, x)), (x * y + x, x * (1 + y))):
        assert left is right or left == right


def test_a_term_that_covers_another_is_found_in_either_order() -> None:
    assert minimum(a + n, a) is a
    assert minimum(a, a + n) is a
    assert maximum(a + n, a) is maximum(a, a + n) is a + n
    assert minimum(a * b, b) is b
    assert minimum(minimum(k, m), 3) is minimum(3, m, k)
    assert minimum(4, 3) == 3


def test_numbers_stay_plain() -> None:
    for size in (a - a, (a + 1) - a, a * 0, 3 * a // a, (2 * a) % 2, minimum(2, 3), power(3, 4), substitute(a, {a: 2})):
        assert type(size) is int
    half = a * (a - 1) * Fraction(1, 2)
    assert isinstance(half, Dim)
    assert type(half * 2 - a * a + a) is int
    assert half * 2 is a * a - a
    assert half + half is a * a - a
    assert (half + a * Fraction(1, 2)) * 2 is a * a
    assert evaluate(half, {"a": 5}) == 10
    assert (a - Fraction(1, 2)) + Fraction(1, 2) is a
    assert 1 - a is -(a - 1)
    assert True + a is a + 1
    assert a - True is a - 1
    assert True * a is a


def test_symbols_differ_by_kind_bound_and_number() -> None:
    assert symbol("a", lower=1) is a
    others = [symbol("a"), symbol("a", Kind.FREE, lower=1), symbol("a", lower=1, uid=1)]
    assert len({id(x) for x in [a, *others]}) == 4
    assert (a + others[2]) is (others[2] + a)
    assert minimum(a, others[2]) is minimum(others[2], a)


def test_a_dim_has_no_truth_and_no_silent_comparison() -> None:
    with pytest.raises(TypeError, match=r"Facts\.decide"):
        bool(a)
    for wrong in (lambda: a < 3, lambda: a + "x", lambda: a + 1.5, lambda: a * None, lambda: "x" - a, lambda: a // 1.5):
        with pytest.raises(TypeError):
            wrong()


def test_powers() -> None:
    assert power(a, 0) == 1
    assert (a + b) ** 2 is a**2 + 2 * a * b + b**2
    assert power(2 * a, 3) is 8 * a * a * a
    for exponent in (-1, 65, 1.5, a):
        with pytest.raises(ValueError, match="small non-negative int"):
            power(a, exponent)


# --- whole division -----------------------------------------------------------------------------------------------


@given(sizes(leaves=6), sizes(leaves=5), points())
def test_quotient_and_remainder_belong_together(x_tree: Tree, y_tree: Tree, point: dict[str, int]) -> None:
    x, y = built(x_tree), built(y_tree)
    over, under = python(compiled(x_tree.source), point), python(compiled(y_tree.source), point)
    assume(x is not None and y is not None and y != 0 and over is not None and under)
    assert x is not None and y is not None and over is not None and under is not None
    assert evaluate(floordiv(x, y), point) == over // under
    assert evaluate(modulo(x, y), point) == over % under
    assert evaluate(floordiv(x, y) * y + modulo(x, y), point) == over


def nested_divisions() -> st.SearchStrategy[Tree]:
    by = st.sampled_from([2, 3, 4, 6]).map(lambda v: Tree(str(v), lambda: v))
    leaf = st.sampled_from(["a", "k"]).map(lambda v: Tree(v, lambda: SYMBOLS[v]))
    return st.recursive(
        leaf | by,
        lambda t: st.one_of(
            st.builds(FLOORDIV, t, by),
            st.builds(MODULO, t, by),
            st.builds(MULTIPLY, by, t),
            st.builds(ADD, t, t),
            st.builds(SUBTRACT, t, t),
        ),
        max_leaves=10,
    )


@settings(max_examples=400)
@given(nested_divisions())
def test_nested_divisions_by_numbers(tree: Tree) -> None:
    size, code = tree.build(), compiled(tree.source)
    for first in range(1, 14):
        for second in range(-13, 14, 2):
            point = {"a": first, "k": second}
            assert evaluate(size, point) == python(code, point)


@given(polynomials(leaves=4), polynomials(leaves=3), names(["b", "m"]), names(["b", "m"]), points())
def test_remainders_within_a_division(x_tree: Tree, y_tree: Tree, by: Tree, also: Tree, point: dict[str, int]) -> None:
    x, y, b, c = x_tree.build(), y_tree.build(), by.build(), also.build()
    assume(point[by.source] and point[also.source])
    over = evaluate(x, point) + evaluate(y, point) * (evaluate(x, point) % point[by.source])
    inside = x + y * modulo(x, b)
    assert evaluate(floordiv(inside, c), point) == over // point[also.source]
    assert evaluate(modulo(inside, c), point) == over % point[also.source]


@given(polynomials(leaves=6), polynomials(leaves=6))
def test_exact_quotient_of_a_product(x_tree: Tree, y_tree: Tree) -> None:
    x, y = x_tree.build(), y_tree.build()
    assume(y != 0)
    assert exact_quotient(x * y, y) in (x,)


@settings(max_examples=100)
@given(polynomials(leaves=6), polynomials(leaves=4))
def test_exact_quotient_is_sympys(x_tree: Tree, y_tree: Tree) -> None:
    x, y = x_tree.build(), y_tree.build()
    assume(isinstance(y, Dim) and x != 0)
    quotient, rest = sympy.div(to_sympy(x), to_sympy(y), *SYMPY.values(), domain="QQ")
    whole = all(c.is_Integer for c in sympy.Poly(quotient, *SYMPY.values()).coeffs())
    found = exact_quotient(x, y)
    assert (found is not None) == (rest == 0 and whole)
    if found is not None:
        assert sympy.expand(to_sympy(found) - quotient) == 0


@settings(max_examples=100)
@given(polynomials(leaves=10))
def test_expansion_is_sympys(tree: Tree) -> None:
    expected = sympy.expand(sympy.sympify(tree.source, locals=SYMPY))
    assert sympy.expand(to_sympy(tree.build()) - expected) == 0
    terms = 1 if isinstance(expected, sympy.Integer) else len(expected.as_ordered_terms())
    size = tree.build()
    assert terms == (len(size.terms) if isinstance(size, Dim) else 1)


def test_normal_forms_of_division() -> None:
    x, h = symbol("x"), symbol("h")
    assert (x // 2) // 2 is x // 4
    assert (x // 2 + 1) // 3 is (x + 2) // 6
    assert (4 * x + 2) // 2 is 2 * x + 1
    assert (4 * x + 2) // 4 is x
    assert (6 * x + 4) // 4 is (3 * x + 2) // 2
    assert (x + 7) // 3 is (x + 1) // 3 + 2
    assert -(-x // 2) is (x + 1) // 2
    assert x // -2 is (-x) // 2
    assert x % -2 is -((-x) % 2)
    assert (h * x) // h is x
    assert (h * x + 3) // h is x + 3 // h
    assert (2 * h * x) // (2 * h * a) is x // a
    assert (3 * h) // (2 * h) == 1
    assert x // -h is (-x) // h
    assert x % (-h - a) is -((-x) % (h + a))
    assert (x % 4 + 2 * (x % 3)) % 4 is (x + 2 * (x % 3)) % 4
    assert (x - h) // (h - x) == -1
    assert (h * x + 3) % h is 3 % h
    assert (4 * x) % 2 == 0
    assert (4 * x + 1) % 2 == 1
    assert (8 - x % 8) % 8 is (-x) % 8
    assert (x % 4) % 2 is x % 2
    assert (-(x % h)) % h is (-x) % h
    assert (x + (-x) % h) // h is -((-x) // h)
    assert (x + (8 - x % 8) % 8) // 8 is (x + 7) // 8
    assert (x - x % 8) // 8 is x // 8
    assert (h * x + a * (b % h)) % h is (a * b) % h
    assert (2 * x) % 4 is 2 * (x % 2)
    assert x * (x - 1) // 2 * 2 is x * x - x
    assert x * (x + 1) % 2 == 0
    assert x * (x + 1) * (x + 2) % 6 == 0
    assert (x * (x - 1) + 1) // 2 is x * (x - 1) // 2
    assert (a * a - b * b) // (a - b) is a + b
    assert (a + b) ** 3 // (a + b) is (a + b) ** 2
    for wrong in (lambda: x // 0, lambda: x % 0, lambda: 0 // (x - x), lambda: 1 % (x - x)):
        with pytest.raises(ZeroDivisionError):
            wrong()
    with pytest.raises(ZeroDivisionError):
        substitute(3 // x, {x: 0})


def test_sizes_of_convolutions() -> None:
    size, stride, kernel, padding, dilation = (symbol(x) for x in ("size", "stride", "kernel", "padding", "dilation"))
    out = (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
    assert repr(out) == "(-dilation*kernel + dilation + 2*padding + size - 1)//stride + 1"
    same = substitute(out, {stride: 1, dilation: 1, kernel: 3, padding: 1})
    assert same is size
    halved = substitute(out, {stride: 2, dilation: 1, kernel: 3, padding: 1})
    assert repr(halved) == "(size + 1)//2"
    stem = ((size + 2 * 3 - 7) // 2 + 1 + 2 - 3) // 2 + 1
    assert repr(stem) == "(size + 3)//4"
    assert evaluate(stem, {"size": 224}) == 56


# --- floats -------------------------------------------------------------------------------------------------------


def test_floats_are_computed_as_ieee_does() -> None:
    assert to_integer(real("*", 10, 0.25), "int") == 2
    assert to_integer(real("*", 30, 0.1), "int") == int(30 * 0.1)
    opaque = to_integer(real("*", a, 0.1), "int")
    for value in (1, 3, 10, 29, 30, 2**53 + 1):
        assert evaluate(opaque, {"a": value}) == int(value * 0.1)
    rounded = to_integer(real("/", a, 2), "round")
    assert [evaluate(rounded, {"a": v}) for v in (1, 3, 5, 7)] == [0, 2, 2, 4]
    assert evaluate(to_integer(real("max", a, 0.5), "int"), {"a": 2**60 + 1}) == 2**60 + 1
    assert to_integer(2.5, "round") == 2


def test_equal_float_expressions_are_one_atom_and_others_are_not() -> None:
    assert to_integer(real("*", a, 0.5), "int") is to_integer(real("*", a, 0.5), "int")
    assert to_integer(real("/", a, 3), "int") is not to_integer(real("/", a, 3.0), "int")
    assert to_integer(real("+", a, 0.5), "int") is not to_integer(real("+", a, -0.5), "int")
    nan = float("nan")
    assert to_integer(real("+", a, nan), "int") is to_integer(real("+", a, nan), "int")


def test_float_arithmetic_without_a_value() -> None:
    with pytest.raises(ValueError, match="has no value"):
        to_integer(FloatExpression("/", (1.0, 0.0)), "int")
    with pytest.raises(ValueError, match="no integer value"):
        evaluate(to_integer(real("/", 1.0, real("float", k)), "int"), {"k": 0})
    with pytest.raises(OverflowError):
        to_integer(real("*", 1e308, 10.0), "int")
    with pytest.raises(ValueError):
        to_integer(real("-", float("inf"), float("inf")), "int")
    assert isinstance(real("**", 10**9, 10**9), FloatExpression)


# --- parts --------------------------------------------------------------------------------------------------------


def test_symbols_of_everything() -> None:
    size = minimum(a, k // m) + to_integer(real("*", n, 0.5), "int") + b % a
    assert symbols_of(size) == (a, b, k, m, n)
    assert symbols_of(real("*", n, 0.5)) == (n,)
    assert symbols_of(3) == ()
    assert atom_of(a) is not None and atom_of(2 * a) is None and atom_of(3) is None and atom_of(a * b) is None


def test_missing_values_are_named() -> None:
    with pytest.raises(KeyError, match="b"):
        evaluate(a + b, {"a": 1})
    assert evaluate(a + b, {a: 1, "b": 2}) == 3
    with pytest.raises(KeyError, match="m"):
        evaluate(k // m, {"k": 1})


# --- pickles ------------------------------------------------------------------------------------------------------


@given(sizes())
def test_pickles_and_copies_are_the_same_object(tree: Tree) -> None:
    size = built(tree)
    assume(isinstance(size, Dim))
    for again in (pickle.loads(pickle.dumps(size)), copy.copy(size), copy.deepcopy(size)):
        assert again is size


def test_a_pickle_is_in_normal_form_in_another_process() -> None:
    first = symbol("first_of_here") * symbol("second_of_here") + symbol("first_of_here") ** 2 // symbol(
        "second_of_here"
    )
    program = """if True:
        import pickle, sys
        from shapeproof.dims import symbol
        second, first = symbol("second_of_here"), symbol("first_of_here")
        expected = first * second + first**2 // second
        assert pickle.loads(sys.stdin.buffer.read()) is expected
    """
    result = subprocess.run(
        [sys.executable, "-c", program], input=pickle.dumps(first), capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr.decode()
