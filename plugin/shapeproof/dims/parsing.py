"""Sizes from text: Python's arithmetic over names and ints, and ints made of floats (``int(d*0.25)``)."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Mapping
from functools import lru_cache

from shapeproof.dims.division import floordiv, modulo
from shapeproof.dims.extremes import maximum, minimum
from shapeproof.dims.floats import INFIX, MATH, FloatExpression
from shapeproof.dims.polynomial import Dim, Size, power, symbol, to_integer

MAXIMAL_LENGTH = 2_000
MAXIMAL_NESTING = 64
Names = Mapping[str, Size] | Callable[[str], Size | None] | None
Real = Size | float | FloatExpression

_SIZE_OPERATIONS: dict[type[ast.operator], Callable[[Size, Size], Size]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.FloorDiv: floordiv,
    ast.Mod: modulo,
    ast.Pow: power,
}
_FLOAT_OPERATIONS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
}
_MAY_WARN = re.compile(r"\d[^\W\d]|\\")  # `1if`, `"\d"`: Python prints a warning about them
_EXTREMES: dict[str, Callable[..., Size]] = {"min": minimum, "max": maximum}
_CONVERSIONS = {"int": "int", "round": "round", "math.ceil": "ceil", "math.floor": "floor"}
_FUNCTIONS = {f"math.{name}": name for name in MATH} | {name: name for name in ("abs", "float", "min", "max")}
assert set(_FLOAT_OPERATIONS.values()) == set(INFIX)


class DimSyntaxError(ValueError):
    """A dimension that cannot be read; ``column`` counts from 0 within its text."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


def parse(text: str, names: Names = None) -> Size:
    """The size a text says; names not given are rigid symbols of at least 1."""
    if len(text) > MAXIMAL_LENGTH:
        raise DimSyntaxError("this dimension is too long", 0)
    plain = text.strip()
    start = len(text) - len(text.lstrip())
    try:
        tree = _tree(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = (getattr(error, "offset", 1) or 1) - 1
        raise DimSyntaxError("this is no arithmetic expression", start + min(column, len(plain))) from None
    return _Reader(plain, start, names).size(tree.body, 0)


@lru_cache(maxsize=4096)
def _tree(text: str) -> ast.Expression:
    if not _MAY_WARN.search(text):
        return ast.parse(text, mode="eval")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text, mode="eval")


class _Reader:
    def __init__(self, text: str, start: int, names: Names) -> None:
        self.lines = text.splitlines(keepends=True)
        self.start = start
        self.names = names

    def error(self, message: str, node: ast.expr) -> DimSyntaxError:
        before = "".join(self.lines[: node.lineno - 1])
        line = self.lines[node.lineno - 1] if node.lineno <= len(self.lines) else ""
        inside = line.encode(errors="surrogatepass")[: node.col_offset].decode(errors="ignore")
        return DimSyntaxError(message, self.start + len(before) + len(inside))

    def size(self, node: ast.expr, depth: int) -> Size:
        chain: list[ast.BinOp] = []
        while isinstance(node, ast.BinOp):  # a long sum leans to the left
            chain.append(node)
            node = node.left
        result = self._operand(node, depth)
        for binary in reversed(chain):
            if type(binary.op) not in _SIZE_OPERATIONS:
                raise self.error(_ALLOWED, binary)
            result = self._whole(binary, result, self.size(binary.right, self._deeper(binary, depth)))
        return result

    def _whole(self, node: ast.BinOp, left: Size, right: Size) -> Size:
        try:
            return _SIZE_OPERATIONS[type(node.op)](left, right)
        except (ZeroDivisionError, ValueError) as error:
            raise self.error(str(error), node) from None

    def _deeper(self, node: ast.expr, depth: int) -> int:
        if depth >= MAXIMAL_NESTING:
            raise self.error("this dimension is nested too deeply", node)
        return depth + 1

    def _operand(self, node: ast.expr, depth: int) -> Size:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value
        if isinstance(node, ast.Name):
            return self._named(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            inner = self.size(node.operand, self._deeper(node, depth))
            return -inner if isinstance(node.op, ast.USub) else inner
        if isinstance(node, ast.Call) and not node.keywords:
            name = ast.unparse(node.func) if isinstance(node.func, ast.Name | ast.Attribute) else ""
            inside = self._deeper(node, depth)
            try:
                if name in _EXTREMES and len(node.args) > 1:
                    return _EXTREMES[name](*(self.size(argument, inside) for argument in node.args))
                if name in _CONVERSIONS and len(node.args) == 1:
                    value = self._real(node.args[0], inside)
                    return value if isinstance(value, int | Dim) else to_integer(value, _CONVERSIONS[name])
            except DimSyntaxError:
                raise
            except (ArithmeticError, ValueError) as error:
                raise self.error(str(error), node) from None
        raise self.error(_ALLOWED, node)

    def _named(self, node: ast.Name) -> Size:
        found = self.names(node.id) if callable(self.names) else (self.names or {}).get(node.id)
        return symbol(node.id, lower=1) if found is None else found

    def _real(self, node: ast.expr, depth: int) -> Real:
        """A float, or what becomes one; sizes stay sizes as long as Python keeps them whole."""
        inside = self._deeper(node, depth)
        if isinstance(node, ast.Constant) and type(node.value) is float:
            return node.value
        if isinstance(node, ast.BinOp) and type(node.op) in _FLOAT_OPERATIONS:
            left, right = self._real(node.left, inside), self._real(node.right, inside)
            if isinstance(left, int | Dim) and isinstance(right, int | Dim) and type(node.op) in _SIZE_OPERATIONS:
                return self._whole(node, left, right)
            return self._computed(_FLOAT_OPERATIONS[type(node.op)], left, right)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self._real(node.operand, inside)
            return -value if isinstance(value, int | float | Dim) else self._computed("neg", value)
        if isinstance(node, ast.Call) and not node.keywords and isinstance(node.func, ast.Name | ast.Attribute):
            name = ast.unparse(node.func)
            if name == "float" and len(node.args) == 1 and isinstance(node.args[0], ast.Constant):
                return self._float_of_text(node.args[0])
            if name in _FUNCTIONS:
                values = [self._real(argument, inside) for argument in node.args]
                if name not in _EXTREMES or not all(isinstance(value, int | Dim) for value in values):
                    return self._computed(_FUNCTIONS[name], *values)
        return self.size(node, depth)

    def _float_of_text(self, node: ast.Constant) -> float:
        if isinstance(node.value, str) and node.value in ("nan", "inf", "-inf"):
            return float(node.value)
        if type(node.value) in (int, float):
            return float(node.value)  # type: ignore[arg-type]
        raise self.error(_ALLOWED, node)

    def _computed(self, op: str, *arguments: Real) -> Real:
        made = FloatExpression(op, arguments)
        known = made.number()
        return made if known is None else known


_ALLOWED = "only names, whole numbers and + - * // % ** min max may stand in a dimension"
