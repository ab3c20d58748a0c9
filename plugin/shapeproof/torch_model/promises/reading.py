"""Annotations as promises: ``Float[Tensor, "b d"] | None``, rows and containers of them, aliases, strings."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapeproof.program import nodes
from shapeproof.shapes import Pattern, PatternError, parse_pattern
from shapeproof.torch_model.promises.families import ANY, FAMILIES, Family
from shapeproof.torch_model.promises.names import Alias, Scope, meaning

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MAXIMAL_DEPTH = 16


@dataclass(frozen=True, slots=True)
class Array:
    """A tensor of a family whose shape is the pattern's (None: any); ``text`` is as people wrote it."""

    family: Family
    pattern: Pattern | None
    text: str


@dataclass(frozen=True, slots=True)
class Either:
    """One of several; None among them stands for what says nothing of shapes."""

    options: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A tuple of so many parts."""

    parts: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A list, a set, a dict's values: each is the part."""

    part: Said


@dataclass(frozen=True, slots=True)
class Tree:
    """A PyTree: every array in it is the part."""

    part: Said


@dataclass(frozen=True, slots=True)
class Nothing:
    """The value None."""


Said = Array | Either | Row | Many | Tree | Nothing | None

_TENSORS = frozenset({
    "Tensor", "Parameter", "Buffer", "FloatTensor", "DoubleTensor", "HalfTensor", "BFloat16Tensor", "LongTensor",
    "IntTensor", "ShortTensor", "CharTensor", "ByteTensor", "BoolTensor", "UninitializedParameter",
})  # fmt: skip
_LISTS = frozenset({
    "list", "List", "set", "Set", "frozenset", "FrozenSet", "Sequence", "MutableSequence", "Iterable", "Collection",
    "deque", "Deque",
})  # fmt: skip
_TABLES = frozenset({"dict", "Dict", "Mapping", "MutableMapping", "OrderedDict", "DefaultDict", "defaultdict"})
_WRAPPERS = frozenset({"ClassVar", "Final", "Required", "NotRequired", "ReadOnly", "Unpack", "InitVar"})
_PYTHON = (
    "builtins",
    "typing",
    "typing_extensions",
    "collections",
    "collections.abc",
    "dataclasses",
    "beartype.typing",
)


def read(machine: Interpreter, scope: Scope, node: nodes.Expression | None, depth: int = 0) -> Said:
    """What an annotation says of shapes; None where it says nothing, or nothing that can be read."""
    if node is None or depth > MAXIMAL_DEPTH:
        return None
    if isinstance(node, nodes.Constant):
        if node.value is None:
            return Nothing()
        inner = unquoted(node)
        return None if inner is None else read(machine, scope, inner, depth + 1)
    if isinstance(node, nodes.Binary):
        return _either((node.left, node.right), machine, scope, depth) if node.operator == "|" else None
    if isinstance(node, nodes.Name | nodes.Attribute):
        found = meaning(machine, scope, node)
        if isinstance(found, Alias):
            return read(machine, found.scope, found.node, depth + 1)
        return _plain(found) if found is not None else None
    if isinstance(node, nodes.Subscript):
        head = meaning(machine, scope, node.value)
        if isinstance(head, str):
            return _subscripted(machine, scope, head, node.index, depth)
    return None


def whole_numbers(machine: Interpreter, scope: Scope, node: nodes.Expression | None, depth: int = 0) -> int | None:
    """Of how many whole numbers an annotation promises a tuple; None for every other annotation."""
    if depth > MAXIMAL_DEPTH:
        return None
    if isinstance(node, nodes.Constant):
        inner = unquoted(node)
        return None if inner is None else whole_numbers(machine, scope, inner, depth + 1)
    if isinstance(node, nodes.Name | nodes.Attribute):
        found = meaning(machine, scope, node)
        return whole_numbers(machine, found.scope, found.node, depth + 1) if isinstance(found, Alias) else None
    if not isinstance(node, nodes.Subscript):
        return None
    head = meaning(machine, scope, node.value)
    root, _, last = head.rpartition(".") if isinstance(head, str) else ("", "", "")
    elements = node.index.elements if isinstance(node.index, nodes.Display) else (node.index,)
    if root not in _PYTHON or last not in ("tuple", "Tuple") or len(elements) < 2:
        return None  # many write tuple[int] for a tuple of any length
    are_whole = all(
        isinstance(each, nodes.Name) and meaning(machine, scope, each) == "builtins.int" for each in elements
    )
    return len(elements) if are_whole else None


def _plain(name: str) -> Said:
    root, _, last = name.rpartition(".")
    if root.partition(".")[0] == "torch" and last in _TENSORS:
        return Array(ANY, None, last)
    return Array(ANY, None, last) if name == "torchtyping.TensorType" else None


def _subscripted(machine: Interpreter, scope: Scope, head: str, index: nodes.Expression, depth: int) -> Said:
    root, _, last = head.rpartition(".")
    elements = index.elements if isinstance(index, nodes.Display) else (index,)
    if root == "jaxtyping":
        if last in FAMILIES:
            return _array(machine, scope, FAMILIES[last], elements, depth)
        return Tree(read(machine, scope, elements[0], depth + 1)) if last == "PyTree" and elements else None
    if head == "torchtyping.TensorType":
        return _tensor_type(elements)
    if root not in _PYTHON:
        return None
    if last == "Optional":
        return _either((index, nodes.Constant(index.span, None)), machine, scope, depth)
    if last == "Union":
        return _either(elements, machine, scope, depth)
    if last in ("tuple", "Tuple"):
        if len(elements) == 2 and isinstance(elements[1], nodes.EllipsisConstant):
            return _of(Many, read(machine, scope, elements[0], depth + 1))
        parts = tuple(read(machine, scope, element, depth + 1) for element in elements)
        return Row(parts) if any(parts) else None
    if last in _LISTS:
        return _of(Many, read(machine, scope, index, depth + 1))
    if last in _TABLES and len(elements) == 2:
        return _of(Many, read(machine, scope, elements[1], depth + 1))
    if last in _WRAPPERS:
        return read(machine, scope, index, depth + 1)
    if last == "Annotated":
        return _annotated(machine, scope, elements, depth)
    return None


def _of(kind: type[Many], part: Said) -> Many | None:
    return None if part is None else kind(part)


def _either(options: Sequence[nodes.Expression], machine: Interpreter, scope: Scope, depth: int) -> Said:
    found = tuple(read(machine, scope, option, depth + 1) for option in options)
    if not any(found):
        return None
    flat: list[Said] = []
    for each in found:
        flat.extend(each.options if isinstance(each, Either) else (each,))
    return Either(tuple(flat))


def _array(
    machine: Interpreter, scope: Scope, family: Family, elements: Sequence[nodes.Expression], depth: int
) -> Said:
    if len(elements) != 2:
        return None
    text = elements[1]
    if not isinstance(text, nodes.Constant) or not isinstance(text.value, str):
        return None
    inner = read(machine, scope, elements[0], depth + 1)
    dims = text.value
    if isinstance(inner, Array) and inner.pattern is not None:
        dims = f"{dims} {inner.pattern.text}"  # an annotation of an annotation: its dimensions stand behind
        family = family if inner.family.kinds is None else inner.family
    return _with_pattern(family, dims)


def _with_pattern(family: Family, dims: str, text: str | None = None) -> Array | None:
    try:
        pattern = parse_pattern(dims)
    except PatternError:
        return None
    return Array(family, pattern, text or f'{family.name}[Tensor, "{" ".join(dims.split())}"]')


def _annotated(machine: Interpreter, scope: Scope, elements: Sequence[nodes.Expression], depth: int) -> Said:
    """``Annotated[Tensor, "b d"]``: text that reads as dimensions, and as nothing else."""
    inner = read(machine, scope, elements[0], depth + 1)
    if not isinstance(inner, Array) or inner.pattern is not None:
        return inner
    for element in elements[1:]:
        if isinstance(element, nodes.Constant) and isinstance(element.value, str):
            from shapeproof.shapes.wording import reads_as_dimensions

            if reads_as_dimensions(element.value.split()):
                dims = " ".join(element.value.split())
                return _with_pattern(inner.family, dims, f'Annotated[{inner.text}, "{dims}"]')
    return inner


_TORCHTYPING_FAMILIES = {"float": "Float", "int": "Int", "bool": "Bool", "complex": "Complex"}


def _tensor_type(elements: Sequence[nodes.Expression]) -> Said:
    """``TensorType["b", 3, -1, ..., "d": 4, float]``."""
    words: list[str] = []
    family = ANY
    for element in elements:
        if isinstance(element, nodes.Constant) and isinstance(element.value, str):
            words.extend(element.value.split())
        elif isinstance(element, nodes.Constant) and type(element.value) is int:
            words.append(str(element.value))
        elif isinstance(element, nodes.Unary) or (isinstance(element, nodes.Constant) and element.value is None):
            words.append("_")
        elif isinstance(element, nodes.EllipsisConstant):
            words.append("...")
        elif isinstance(element, nodes.Slice):
            word = _named_size(element)
            if word is None:
                return Array(ANY, None, "TensorType")
            words.append(word)
        elif isinstance(element, nodes.Name | nodes.Attribute):
            family = FAMILIES.get(_TORCHTYPING_FAMILIES.get(element.name, ""), family)
        else:
            return Array(ANY, None, "TensorType")
    shown = ", ".join(word if word.isdigit() or word == "..." else f'"{word}"' for word in words)
    found = _with_pattern(family, " ".join(words), f"TensorType[{shown}]")
    return found if found is not None else Array(ANY, None, "TensorType")


def _named_size(element: nodes.Slice) -> str | None:
    """``"name": 4``, a run where the size is ``...``."""
    if not isinstance(element.lower, nodes.Constant) or not isinstance(element.lower.value, str):
        return None
    if isinstance(element.upper, nodes.EllipsisConstant):
        return f"*{element.lower.value}"
    if isinstance(element.upper, nodes.Constant) and type(element.upper.value) is int:
        return str(element.upper.value)
    return element.lower.value


# --- annotations in quotes ------------------------------------------------------------------------------------------


def unquoted(node: nodes.Constant) -> nodes.Expression | None:
    """The annotation a string holds, placed inside it; None where it holds none."""
    text = node.value
    if not isinstance(text, str) or not text.strip() or len(text) > 500:
        return None
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    line, column, end_line, end_column = node.span
    is_plain = line == end_line and end_column - column == len(text) + 2 and text.isascii() and text == text.strip()
    return _lowered(tree, node.span, (line, column + 1) if is_plain else None)


def _lowered(tree: ast.expr, whole: nodes.Span, origin: tuple[int, int] | None) -> nodes.Expression | None:
    span = whole
    if origin is not None and tree.end_col_offset is not None and tree.lineno == 1:
        span = (origin[0], origin[1] + tree.col_offset, origin[0], origin[1] + tree.end_col_offset)
    if isinstance(tree, ast.Name):
        return nodes.Name(span, tree.id)
    if isinstance(tree, ast.Constant):
        if tree.value is ...:
            return nodes.EllipsisConstant(span)
        if tree.value is None or isinstance(tree.value, str | int):
            return nodes.Constant(span, tree.value)
        return None
    if isinstance(tree, ast.Attribute):
        value = _lowered(tree.value, whole, origin)
        return None if value is None else nodes.Attribute(span, value, tree.attr)
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.BitOr):
        left, right = _lowered(tree.left, whole, origin), _lowered(tree.right, whole, origin)
        return None if left is None or right is None else nodes.Binary(span, "|", left, right)
    if isinstance(tree, ast.Subscript):
        value, index = _lowered(tree.value, whole, origin), _lowered(tree.slice, whole, origin)
        return None if value is None or index is None else nodes.Subscript(span, value, index)
    if isinstance(tree, ast.Tuple):
        parts = [_lowered(each, whole, origin) for each in tree.elts]
        return None if None in parts else nodes.Display(span, "tuple", tuple(p for p in parts if p is not None))
    return None
