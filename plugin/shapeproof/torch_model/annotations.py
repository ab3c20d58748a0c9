"""Annotations of stubs and of programs: what ``Float[Tensor, "*batch d"]`` says, read from its node."""

from __future__ import annotations

from dataclasses import dataclass

from shapeproof.program import nodes
from shapeproof.shapes import Pattern, PatternError, parse_pattern

DTYPES = {
    "Float": "float32", "Float16": "float16", "BFloat16": "bfloat16", "Float32": "float32", "Float64": "float64",
    "Int": "int64", "Int32": "int32", "Int64": "int64", "UInt8": "uint8", "Integer": "int64", "Bool": "bool",
    "Complex": "complex64", "Num": None, "Shaped": None, "Inexact": None, "Real": None, "Key": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Declared:
    """A tensor annotation: what class it is of (Tensor, Parameter, Buffer), its dtype and its pattern (None: any)."""

    cls: str
    dtype: str | None
    pattern: Pattern | None


def declared(annotation: nodes.Expression | None) -> Declared | None:
    """The tensor that an annotation speaks of (also in ``… | None``), or None."""
    if annotation is None:
        return None
    if isinstance(annotation, nodes.Binary) and annotation.operator == "|":
        return declared(annotation.left) or declared(annotation.right)
    if isinstance(annotation, nodes.Name) and annotation.name in ("Tensor", "Parameter", "Buffer"):
        return Declared(annotation.name, None, None)
    if not isinstance(annotation, nodes.Subscript):
        return None
    head = _last_name(annotation.value)
    if head == "Optional":
        return declared(annotation.index)
    index = annotation.index
    if head not in DTYPES or not isinstance(index, nodes.Display) or len(index.elements) != 2:
        return None
    cls, text = _last_name(index.elements[0]), index.elements[1]
    if cls is None or not isinstance(text, nodes.Constant) or not isinstance(text.value, str):
        return None
    try:
        return Declared(cls, DTYPES[head], parse_pattern(text.value))
    except PatternError:
        return None


def sizes_wanted(annotation: nodes.Expression | None) -> int | None:
    """The n of a ``Sizes[n]`` in an annotation: an int there stands for n of them."""
    if isinstance(annotation, nodes.Binary) and annotation.operator == "|":
        return sizes_wanted(annotation.left) or sizes_wanted(annotation.right)
    if isinstance(annotation, nodes.Subscript) and _last_name(annotation.value) == "Sizes":
        index = annotation.index
        if isinstance(index, nodes.Constant) and isinstance(index.value, int):
            return index.value
    return None


def _last_name(node: nodes.Expression) -> str | None:
    if isinstance(node, nodes.Name):
        return node.name
    return node.name if isinstance(node, nodes.Attribute) else None
