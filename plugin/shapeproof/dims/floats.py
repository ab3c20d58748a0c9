"""Float arithmetic over sizes: kept as written, computed as IEEE does once the sizes are numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapeproof.dims.polynomial import Size


@dataclass(frozen=True, slots=True)
class FloatExpression:
    """``op`` over sizes, floats and other expressions. ``float`` alone converts a size."""

    op: str
    arguments: tuple[Any, ...]

    def constant(self) -> float | None:
        """The value, if no symbol is left in it."""
        return self.evaluate(lambda size: size if isinstance(size, int) else None)

    def evaluate(self, number: Callable[[Size], int | None]) -> float | None:
        values: list[Any] = []
        for argument in self.arguments:
            if isinstance(argument, FloatExpression):
                value: Any = argument.evaluate(number)
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
        return float(result) if isinstance(result, int | float) else None

    def __str__(self) -> str:
        texts = [repr(a) if isinstance(a, float) else str(a) for a in self.arguments]
        if self.op in INFIX and len(texts) == 2:
            return f"{_bracket(texts[0])}{INFIX[self.op]}{_bracket(texts[1])}"
        if self.op == "neg":
            return f"-{_bracket(texts[0])}"
        return f"{self.op}({', '.join(texts)})"


def _bracket(text: str) -> str:
    return f"({text})" if " " in text else text


INFIX = {"+": " + ", "-": " - ", "*": "*", "/": "/", "**": "**", "//": "//", "%": "%"}

OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
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
    made = FloatExpression(op, arguments)
    known = made.constant()
    return made if known is None else known


def convert(value: float, conversion: str) -> int:
    """int, round, ceil or floor, as Python does them (ValueError or OverflowError for nan and infinities)."""
    if conversion == "int":
        return int(value)
    if conversion == "round":
        return round(value)
    if conversion == "ceil":
        return math.ceil(value)
    return math.floor(value)
