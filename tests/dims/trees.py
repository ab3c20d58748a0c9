"""Random arithmetic written twice: as a Dim, and as Python source that Python itself computes on ints."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from hypothesis import strategies as st
from shapeproof.dims import (
    Condition,
    Dim,
    Size,
    conjunction,
    different,
    disjunction,
    divides,
    equal,
    floordiv,
    less,
    less_equal,
    maximum,
    minimum,
    modulo,
    negate,
    power,
    real,
    symbol,
    to_integer,
)

SYMBOLS: dict[str, Dim] = {
    "a": symbol("a", lower=1),
    "b": symbol("b", lower=1),
    "n": symbol("n", lower=0),
    "k": symbol("k"),
    "m": symbol("m"),
}
LOWER = {"a": 1, "b": 1, "n": 0, "k": None, "m": None}
CONVERSIONS: dict[str, str] = {"int": "int", "round": "round", "ceil": "math.ceil", "floor": "math.floor"}

Point = dict[str, int]
Computed = Callable[..., Any]


@dataclass(frozen=True)
class Tree:
    """An expression in Python, and how it is made of Dims (which may raise ZeroDivisionError, as Python may)."""

    source: str
    build: Callable[[], Size]

    def __repr__(self) -> str:
        return self.source


def compiled(source: str) -> Computed:
    """Python's own function of the names."""
    return eval(f"lambda {', '.join(f'{name}=None' for name in SYMBOLS)}: {source}", {"math": math})  # type: ignore[no-any-return]


def python(code: Computed, point: Mapping[str, int]) -> Any:
    """What Python says; None where it raises."""
    try:
        return code(**point)
    except (ArithmeticError, ValueError):
        return None


# --- sizes --------------------------------------------------------------------------------------------------------


def _number(value: int) -> Tree:
    return Tree(f"({value})" if value < 0 else str(value), lambda: value)


def _name(name: str) -> Tree:
    return Tree(name, lambda: SYMBOLS[name])


def _binary(sign: str, operation: Callable[[Any, Any], Size]) -> Callable[[Tree, Tree], Tree]:
    return lambda x, y: Tree(f"({x.source} {sign} {y.source})", lambda: operation(x.build(), y.build()))


def _extreme(name: str, operation: Callable[..., Size]) -> Callable[[list[Tree]], Tree]:
    return lambda parts: Tree(
        f"{name}({', '.join(p.source for p in parts)})", lambda: operation(*(p.build() for p in parts))
    )


def _power(x: Tree, exponent: int) -> Tree:
    return Tree(f"({x.source} ** {exponent})", lambda: power(x.build(), exponent))


def _opaque(x: Tree, conversion: str, op: str, factor: float) -> Tree:
    return Tree(
        f"{CONVERSIONS[conversion]}({x.source} {op} {factor!r})",
        lambda: to_integer(real(op, x.build(), factor), conversion),
    )


ADD = _binary("+", lambda x, y: x + y)
SUBTRACT = _binary("-", lambda x, y: x - y)
MULTIPLY = _binary("*", lambda x, y: x * y)
FLOORDIV = _binary("//", floordiv)
MODULO = _binary("%", modulo)


def numbers() -> st.SearchStrategy[Tree]:
    return st.integers(-6, 12).map(_number)


def names(allowed: Iterable[str] = SYMBOLS) -> st.SearchStrategy[Tree]:
    return st.sampled_from(sorted(allowed)).map(_name)


def polynomials(allowed: Iterable[str] = SYMBOLS, leaves: int = 8) -> st.SearchStrategy[Tree]:
    """Sums, differences, products and small powers."""
    return st.recursive(
        st.one_of(names(allowed), numbers()),
        lambda x: st.one_of(
            st.builds(ADD, x, x),
            st.builds(SUBTRACT, x, x),
            st.builds(MULTIPLY, x, x),
            st.builds(_power, x, st.integers(0, 3)),
        ),
        max_leaves=leaves,
    )


def sizes(
    allowed: Iterable[str] = SYMBOLS, leaves: int = 8, *, floats: bool = True, extremes: bool = True
) -> st.SearchStrategy[Tree]:
    """Everything a size can be made of."""
    allowed = tuple(allowed)

    def larger(x: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        positive = st.one_of(st.integers(2, 6).map(_number), names(allowed))
        choices = [
            st.builds(ADD, x, x),
            st.builds(SUBTRACT, x, x),
            st.builds(MULTIPLY, x, x),
            st.builds(FLOORDIV, x, positive),
            st.builds(MODULO, x, positive),
            st.builds(FLOORDIV, x, x),
            st.builds(MODULO, x, x),
        ]
        if extremes:
            parts = st.lists(x, min_size=2, max_size=3)
            choices += [parts.map(_extreme("min", minimum)), parts.map(_extreme("max", maximum))]
        if floats:
            factor = st.sampled_from([0.25, 0.5, 1.5, 2.6666, -0.75])
            choices.append(st.builds(_opaque, x, st.sampled_from(sorted(CONVERSIONS)), st.sampled_from("*+/"), factor))
        return st.one_of(choices)

    return st.recursive(st.one_of(names(allowed), numbers()), larger, max_leaves=leaves)


def points(low: int = -9, high: int = 40) -> st.SearchStrategy[Point]:
    """Values that the symbols' own bounds allow."""
    return st.fixed_dictionaries(
        {name: st.integers(low if lower is None else lower, high) for name, lower in LOWER.items()}
    )


def built(tree: Tree) -> Size | None:
    try:
        return tree.build()
    except ZeroDivisionError:
        return None


# --- conditions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Claim:
    """A condition in Python, and how it is made of Dims."""

    source: str
    build: Callable[[], Condition | bool]

    def __repr__(self) -> str:
        return self.source


def _compare(sign: str, operation: Callable[[Any, Any], Condition | bool]) -> Callable[[Tree, Tree], Claim]:
    return lambda x, y: Claim(f"{x.source} {sign} {y.source}", lambda: operation(x.build(), y.build()))


def _divides(x: Tree, y: Tree) -> Claim:
    return Claim(f"{y.source} % {x.source} == 0", lambda: divides(x.build(), y.build()))


def _negated(x: Claim) -> Claim:
    return Claim(f"not ({x.source})", lambda: negate(x.build()))


def _joined(word: str, operation: Callable[..., Condition | bool]) -> Callable[[Claim, Claim], Claim]:
    # every part is computed, as a Dim's is: Python's `and` would hide a division by zero
    return lambda x, y: Claim(f"(({x.source}) {word} ({y.source}))", lambda: operation(x.build(), y.build()))


def relations(x: st.SearchStrategy[Tree]) -> st.SearchStrategy[Claim]:
    return st.one_of(
        st.builds(_compare("==", equal), x, x),
        st.builds(_compare("!=", different), x, x),
        st.builds(_compare("<=", less_equal), x, x),
        st.builds(_compare("<", less), x, x),
        st.builds(_divides, x, x),
    )


def claims(x: st.SearchStrategy[Tree]) -> st.SearchStrategy[Claim]:
    simple = relations(x)
    return st.one_of(
        simple,
        simple,
        simple.map(_negated),
        st.builds(_joined("&", conjunction), simple, simple),
        st.builds(_joined("|", disjunction), simple, simple),
        st.builds(_joined("|", disjunction), simple, simple).map(_negated),
    )


def grid(allowed: Iterable[str], low: int, high: int) -> list[Point]:
    """All points of a box, as far as the symbols' bounds allow."""
    allowed = sorted(allowed)
    ranges = [range(low if (lower := LOWER[name]) is None else lower, high + 1) for name in allowed]
    return [dict(zip(allowed, values, strict=True)) for values in product(*ranges)]
