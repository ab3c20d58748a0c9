"""Rows of sizes: broadcasting, matrix multiplication, matching and dimension strings. Knows nothing of torch."""

from shapeproof.shapes.broadcasting import broadcast, broadcast_refusal, matmul, stretch
from shapeproof.shapes.channels import Gap, Refusal, Refused
from shapeproof.shapes.judge import Judge, is_open
from shapeproof.shapes.patterns import (
    Axis,
    Pattern,
    PatternError,
    Run,
    build,
    free_names,
    match,
    parse_pattern,
    size_of,
    unify,
)
from shapeproof.shapes.promises import Bindings, Promise, Side
from shapeproof.shapes.shape import Item, Shape, Splat, item_text, text_of

__all__ = [
    "Axis",
    "Bindings",
    "Gap",
    "Item",
    "Judge",
    "Pattern",
    "PatternError",
    "Promise",
    "Refusal",
    "Refused",
    "Run",
    "Shape",
    "Side",
    "Splat",
    "broadcast",
    "broadcast_refusal",
    "build",
    "free_names",
    "is_open",
    "item_text",
    "match",
    "matmul",
    "parse_pattern",
    "size_of",
    "stretch",
    "text_of",
    "unify",
]
