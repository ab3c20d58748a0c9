"""Float arithmetic over sizes: kept as written, computed as IEEE does once the sizes are numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.dims.budgets import MAXIMAL_BITS, check_nesting

if TYPE_CHECKING:
    from shapeproof.dims.atoms import Symbol
    from shapeproof.dims.polynomial import Size


class FloatExpression:
    """``op`` over sizes, floats and other expressions. ``float`` alone converts a size.

    ``given`` is a float that somebody gives, by the symbol of its name, which stands for no whole number there.
    """

    __slots__ = ("_identity", "arguments", "depth", "op", "symbols", "weight")

    op: str
    arguments: tuple[Any, ...]
    depth: int
    weight: int
    symbols: frozenset[Symbol]

    def __init__(self, op: str, arguments: tuple[Any, ...]) -> None:
        symbolic = [a for a in arguments if not isinstance(a, int | float)]
        self.op = op
        self.arguments = arguments
        self.depth = 1 + max((a.depth for a in symbolic), default=0)
        self.weight = 1 + sum(a.weight for a in symbolic)
        self.symbols = frozenset().union(*(a.symbols for a in symbolic))
        check_nesting(self.depth, self.weight)
        parts = tuple(map(_identity, arguments))
        self._identity = (op, frozenset(parts) if self._is_commutative() else parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FloatExpression) and (self is other or self._identity == other._identity)

    def __hash__(self) -> int:
        return hash(self._identity)

    def __reduce__(self) -> Any:
        return (FloatExpression, (self.op, self.arguments))

    def __repr__(self) -> str:
        return str(self)

    @property
    def order(self) -> str:
        """A text no other expression has, the same in every process."""
        parts = [a.hex() if isinstance(a, float) else str(a) if isinstance(a, int) else a.order for a in self.arguments]
        return f"{self.op}({', '.join(sorted(parts) if self._is_commutative() else parts)})"

    def _is_commutative(self) -> bool:
        """Whether its two arguments may change places: IEEE gives ``a * b`` and ``b * a`` alike."""
        return self.op in _COMMUTATIVE and len(self.arguments) == 2

    def constant(self) -> float | None:
        """The value, if no symbol is left in it."""
        known = self.number()
        return None if known is None else _float(known)

    def number(self) -> float | int | None:
        """The value, if no symbol is left in it; an int where Python's own functions give one (``max(d, 0.5)``)."""
        return None if self.symbols else self.value(lambda size: size if isinstance(size, int) else None)

    def evaluate(self, number: Callable[[Size], int | None]) -> float | None:
        """The value where ``number`` knows its sizes; None where one is unknown, or Python would raise."""
        value = self.value(number)
        return None if value is None else _float(value)

    def value(self, number: Callable[[Size], int | None]) -> float | int | None:
        values: list[Any] = []
        for argument in self.arguments:
            if isinstance(argument, FloatExpression):
                value: Any = argument.value(number)
            elif isinstance(argument, float):
                value = argument
            else:
                value = number(argument)
            if value is None:
                return None
            values.append(value)
        try:
            result = OPERATIONS[self.op](*values)
        except (ArithmeticError, ValueError):
            return None
        return result if isinstance(result, int | float) else None

    def opposite(self) -> FloatExpression | None:
        """What holds where this comparison does not; None where it is no comparison or an operand could be nan."""
        if self.op not in COMPARISONS or not all(map(_is_finite, self.arguments)):
            return None
        return FloatExpression(COMPARISONS[self.op], self.arguments)

    def __str__(self) -> str:
        return self.text(lambda size: str(size))

    def text(self, size_text: Callable[[Size], str]) -> str:
        """The expression in Python, with ``math`` imported."""
        return _text(self, size_text)[0]


def _is_finite(argument: Any) -> bool:
    """Whether no infinity or nan is written in it."""
    if isinstance(argument, FloatExpression):
        return all(map(_is_finite, argument.arguments))
    return not isinstance(argument, float) or math.isfinite(argument)


_COMMUTATIVE = frozenset({"+", "*"})


def _identity(argument: Any) -> Any:
    """What makes an argument differ: 2 from 2.0, 0.0 from -0.0, but not nan from nan."""
    if isinstance(argument, float):
        return ("float", argument.hex())
    return argument


def _float(value: float | int) -> float | None:
    try:
        return float(value)
    except OverflowError:
        return None


def _raised(base: float | int, exponent: float | int) -> Any:
    if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * abs(exponent) > MAXIMAL_BITS:
        return float(base) ** float(exponent)
    return base**exponent


# --- text -----------------------------------------------------------------------------------------------------------

_COMPARISON, _SUM, _PRODUCT, _SIGN, _POWER, _CALL = range(6)  # how strongly the parts of a text hold together

INFIX: dict[str, tuple[str, int, int, int]] = {  # text, its own strength, what its left and right parts need
    "+": (" + ", _SUM, _SUM, _PRODUCT),
    "-": (" - ", _SUM, _SUM, _PRODUCT),
    "*": ("*", _PRODUCT, _PRODUCT, _SIGN),
    "/": ("/", _PRODUCT, _PRODUCT, _SIGN),
    "//": ("//", _PRODUCT, _PRODUCT, _SIGN),
    "%": (" % ", _PRODUCT, _PRODUCT, _SIGN),
    "**": ("**", _POWER, _CALL, _CALL),
}
COMPARISONS = {"<": ">=", "<=": ">", "==": "!="}  # each with its opposite, where no operand is nan
_BETWEEN = INFIX | {op: (f" {op} ", _COMPARISON, _SUM, _SUM) for pair in COMPARISONS.items() for op in pair}
MATH = {"sqrt", "log", "log2", "log10", "exp", "sin", "cos"}


def _text(value: Any, size_text: Callable[[Size], str]) -> tuple[str, int]:
    if isinstance(value, float):
        text = repr(value) if math.isfinite(value) else f"float('{value!r}')"
        return text, _SIGN if text.startswith("-") else _CALL
    if isinstance(value, int):
        return str(value), _SIGN if value < 0 else _CALL
    if not isinstance(value, FloatExpression):
        text = size_text(value)
        return text, _CALL if text.isidentifier() else _SUM
    if value.op in _BETWEEN and len(value.arguments) == 2:
        sign, strength, left, right = _BETWEEN[value.op]
        first, second = value.arguments
        return _bracketed(first, left, size_text) + sign + _bracketed(second, right, size_text), strength
    if value.op == "given":
        return _text(value.arguments[0], size_text)
    if value.op == "neg":
        return f"-{_bracketed(value.arguments[0], _SIGN, size_text)}", _SIGN
    parts = ", ".join(_text(argument, size_text)[0] for argument in value.arguments)
    return f"{'math.' if value.op in MATH else ''}{value.op}({parts})", _CALL


def _bracketed(value: Any, need: int, size_text: Callable[[Size], str]) -> str:
    text, strength = _text(value, size_text)
    return text if strength >= need else f"({text})"


# --- values ---------------------------------------------------------------------------------------------------------


def _nobody_says(symbol: int) -> float:
    raise ValueError("a float that is given is not known by the number of its symbol")


OPERATIONS: dict[str, Callable[..., Any]] = {
    "given": _nobody_says,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": _raised,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    "neg": lambda a: -a,
    "abs": abs,
    "float": float,
    "sqrt": math.sqrt,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "exp": math.exp,
    "sin": math.sin,
    "cos": math.cos,
    "min": min,
    "max": max,
}


def real(op: str, *arguments: Any) -> FloatExpression | float:
    """The float of an operation: computed where nothing in it is symbolic."""
    if op in _BETWEEN and len(arguments) == 2 and float in map(type, arguments):
        size, factor = (_converted(argument) for argument in arguments)
        if op == "*" and (factor, size).count(1.0) == 1:
            other = size if factor == 1.0 else factor
            return other if isinstance(other, FloatExpression) else FloatExpression("float", (other,))
        arguments = size, factor
    made = FloatExpression(op, arguments)
    known = made.constant()
    return made if known is None else known


def _converted(argument: Any) -> Any:
    """The size that is converted to a float, beside a float: Python converts it anyway."""
    is_conversion = isinstance(argument, FloatExpression) and argument.op == "float"
    inner = argument.arguments[0] if is_conversion else argument
    return argument if isinstance(inner, FloatExpression | float | int) else inner


def convert(value: float, conversion: str) -> int:
    """int, round, ceil or floor, as Python does them (ValueError or OverflowError for nan and infinities)."""
    if conversion == "int":
        return int(value)
    if conversion == "round":
        return round(value)
    if conversion == "ceil":
        return math.ceil(value)
    return math.floor(value)
