"""Sizes from text: Python's arithmetic over names and ints."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from shapeproof.dims.division import floordiv, modulo
from shapeproof.dims.extremes import maximum, minimum
from shapeproof.dims.polynomial import Size, power, symbol

MAXIMAL_LENGTH = 2_000
Names = Mapping[str, Size] | Callable[[str], Size | None] | None


class DimSyntaxError(ValueError):
    """A dimension that cannot be read; ``column`` counts from 0 within its text."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


def parse(text: str, names: Names = None) -> Size:
    """The size a text says; names not given are rigid symbols of at least 1."""
    if len(text) > MAXIMAL_LENGTH:
        raise DimSyntaxError("this dimension is too long", 0)
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise DimSyntaxError("this is no arithmetic expression", (getattr(error, "offset", 1) or 1) - 1) from None
    return _size(tree.body, names)


def _size(node: ast.expr, names: Names) -> Size:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.Name):
        found = names(node.id) if callable(names) else (names or {}).get(node.id)
        return symbol(node.id, lower=1) if found is None else found
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_size(node.operand, names)
    if isinstance(node, ast.BinOp):
        left, right = _size(node.left, names), _size(node.right, names)
        try:
            if isinstance(node.op, ast.Add):
                return left + right
            if isinstance(node.op, ast.Sub):
                return left - right
            if isinstance(node.op, ast.Mult):
                return left * right
            if isinstance(node.op, ast.FloorDiv):
                return floordiv(left, right)
            if isinstance(node.op, ast.Mod):
                return modulo(left, right)
            if isinstance(node.op, ast.Pow):
                return power(left, right)
        except (ZeroDivisionError, ValueError) as error:
            raise DimSyntaxError(str(error), node.col_offset) from None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
        parts = [_size(argument, names) for argument in node.args]
        return minimum(*parts) if node.func.id == "min" else maximum(*parts)
    raise DimSyntaxError(
        "only names, whole numbers and + - * // % ** min max may stand in a dimension", node.col_offset
    )
