"""Texts become sizes; whatever else they are, one DimSyntaxError says where."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapeproof.dims import (
    Dim,
    DimBudgetError,
    DimSyntaxError,
    FloatExpression,
    Size,
    atom_of,
    equal,
    evaluate,
    latex,
    maximum,
    parse,
    power,
    real,
    render,
    substitute,
    symbol,
    symbols_of,
    to_integer,
)

d, h = symbol("d", lower=1), symbol("heads", lower=1)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("4", 4),
        (" d ", d),
        ("d//heads", d // h),
        ("-d + 2*d", d),
        ("+d", d),
        ("(d +\n 1)", d + 1),
        ("2**3", 8),
        ("d**2 % heads", d**2 % h),
        ("min(d, 3, heads) + max(1, d)", parse("d + min(3, d, heads)")),
        ("int(d*0.25)", to_integer(real("*", d, 0.25), "int")),
        ("int(3*0.5)", 1),
        ("int(d // 2)", d // 2),
        ("round(-d*1.5)", to_integer(real("*", -d, 1.5), "round")),
        ("math.ceil(d/2)", to_integer(real("/", d, 2), "ceil")),
        ("math.floor(math.sqrt(d))", to_integer(real("sqrt", d), "floor")),
        ("0x10*d", 16 * d),
        ("1_000", 1000),
    ],
)
def test_sizes(text: str, size: Size) -> None:
    found = parse(text)
    assert found is size or found == size


def test_names_are_looked_up() -> None:
    assert parse("width", {"width": 3}) == 3
    assert parse("a + b", lambda name: 2 if name == "a" else None) is symbol("b", lower=1) + 2
    assert repr(parse("ﬁ + é")) == "fi + é"


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("2 * 'x'", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 4),
        ("é * 1.5", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 4),
        ("(1 +\n  x.y)", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 7),
        ("d / 2", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 0),
        ("True", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 0),
        ("min()", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 0),
        ("min(d)", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 0),
        ("min(d, 3, key=d)", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 0),
        ("min(*d, 3)", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 4),
        ("int()", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 0),
        ("int('3')", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 4),
        ("f(d)", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 0),
        ("d if d else 3", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 0),
        ("d and 3", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 0),
        ("~d", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 0),
        ("d @ d", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 0),
        ("(d := 3)", "only names, whole numbers and + - * // % ** min max may stand in a dimension", 1),
        ("1 + d//0", "division by zero", 4),
        ("d % (d - d)", "modulo by zero", 0),
        ("d**heads", "a power of a Dim must be a small non-negative int", 0),
        ("d**-1", "a power of a Dim must be a small non-negative int", 0),
        ("int(1/0)", "1/0 has no value", 0),
        ("int(1e308*10)", "cannot convert float infinity to integer", 0),
    ],
)
def test_what_cannot_be_read(text: str, message: str, column: int) -> None:
    with pytest.raises(DimSyntaxError) as caught:
        parse(text)
    assert (str(caught.value), caught.value.column) == (message, column)


@pytest.mark.parametrize("text", ["", " ", "d +", "  d +", "d = 3", "d\0", "d\nd", "1if", "'\\d' +", "d 3"])
def test_what_is_no_expression(text: str, recwarn: pytest.WarningsRecorder) -> None:
    with pytest.raises(DimSyntaxError, match=r"^this is no arithmetic expression$") as caught:
        parse(text)
    assert 0 <= caught.value.column <= len(text)
    assert not recwarn.list


HOSTILE = [
    "x" * 100_000,
    "(" * 1_000 + "d" + ")" * 999,
    "(" * 900 + "d" + ")" * 900,
    "-" * 1_999 + "d",
    "+".join(["d"] * 1_000),
    "d" + "-1" * 999,
    "//".join(["d"] * 600),
    "**".join(["2"] * 600),
    "9**64**64**64",
    "((((((9**64)**64)**64)**64)**64)**64)",
    "((((((d**64)**64)**64)**64)**64)**64)",
    "(a+b+c+d+e+f+g)**64",
    "*".join(f"(a{i}+b{i}+c{i})" for i in range(100)),
    "min(" * 300 + "d" + ",1)" * 300,
    "max(" * 60 + "d" + ",x%d)" * 60,
    "d%(" * 200 + "3" + ")" * 200,
    "int(" * 300 + "d" + ")" * 300,
    "int(" + "0.5*(" * 200 + "d" + ")" * 201,
    "int(9.0**9**9**9)",
    "int(9**9**9*0.5)",
    "9" * 1_990,
    "9" * 1_990 + "**64",
    "0x" + "f" * 1_990,
    "d." + "a." * 900 + "a",
    "d[" * 400 + "0" + "]" * 400,
    "lambda: " * 200 + "0",
    "not " * 400 + "d",
    "\ud800",
    "d\n" * 900,
    "\\" * 100,
    "'" * 999,
    "f'{" * 300,
    "1if d else " * 150 + "1",
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:24].encode("ascii", "replace").decode() for text in HOSTILE])
def test_hostile_texts_are_read_or_refused_at_once(text: str) -> None:
    start = time.process_time()
    try:
        size = parse(text)
    except DimSyntaxError as error:
        assert len(str(error)) < 100
        assert 0 <= error.column <= len(text)
    else:
        assert len(render(size)) < 200_000
        assert len(latex(size)) < 1_000_000
        equal(size, size)
        if isinstance(size, Dim):
            substitute(size, {symbols_of(size)[0]: 7})
    assert time.process_time() - start < 5


@settings(max_examples=400)
@given(st.text(alphabet="dab019+-*/%()., \n.eminatx_'\"[]{}:=&~é\0", max_size=60) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        size = parse(text)
    except DimSyntaxError as error:
        assert 0 <= error.column <= max(len(text), 1)
    else:
        assert isinstance(size, int | Dim)


# --- sizes that grow ----------------------------------------------------------------------------------------------


def grown(step: object, start: Size, rounds: int = 5_000) -> Size:
    size = start
    for _ in range(rounds):
        size = step(size)  # type: ignore[operator]
    return size


@pytest.mark.parametrize(
    "step",
    [
        lambda s: s * s,
        lambda s: (s * 3 + 1) // h,
        lambda s: maximum(s, s // h),
        lambda s: maximum(s // h, s % h) * s + 1,
        lambda s: (s + 1) * (s + h),
        lambda s: h // (s + 1),
        lambda s: s % (d * s + 1),
        lambda s: to_integer(real("*", s, 0.5), "int"),
        lambda s: s + symbol("grown", uid=len(s.terms)),
    ],
    ids=["square", "quotient", "extreme", "both", "product", "under", "remainder", "float", "sum"],
)
def test_what_grows_ends_in_one_budget_error(step: object) -> None:
    start = time.process_time()
    with pytest.raises(DimBudgetError, match="budget: a "):
        grown(step, d, 20_000)
    assert time.process_time() - start < 10


def test_floats_that_grow_end_in_one_budget_error() -> None:
    value: FloatExpression | float = real("float", d)
    with pytest.raises(DimBudgetError, match="nested too deeply"):
        for _ in range(1_000):
            value = real("*", value, 0.5)
    wide = real("float", d)
    with pytest.raises(DimBudgetError):
        for _ in range(1_000):
            wide = real("+", wide, wide)


def test_the_deepest_size_can_still_be_worked_with() -> None:
    import pickle

    size: Size = d
    try:
        while True:
            size = (size * 3 + 1) // h
    except DimBudgetError:
        pass
    assert isinstance(size, Dim)
    assert size.depth == 48
    assert pickle.loads(pickle.dumps(size)) is size
    assert parse(render(size)) is size
    assert latex(size).count("{") == latex(size).count("}")
    assert substitute(size, {d: 1, h: 2}) == evaluate(size, {"d": 1, "heads": 2})
    assert equal(size, size + 1) is False
    assert symbols_of(size) == (d, h)
    assert atom_of(size) is not None


def test_powers_of_numbers_are_bounded() -> None:
    with pytest.raises(DimBudgetError):
        power(10**1000, 64)
    assert power(-1, 64) == 1
    assert power(2, 64) == 2**64
    large = power(d, 64)
    for _ in range(5):
        large = large * large
    assert substitute(large, {d: -1}) == 1
    with pytest.raises(DimBudgetError):
        substitute(large, {d: 10**9})
