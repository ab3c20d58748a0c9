"""Shapes, and trees of them, as text and as JSON."""

from __future__ import annotations

from typing import Any

from shapeproof.analysis.facts import Scalar, ShapeTree, TensorShape
from shapeproof.dims import Size, latex, render
from shapeproof.shapes import Shape, Splat


def shape_texts(shape: Shape) -> tuple[int | str, ...]:
    """A shape's sizes: numbers where they are numbers, formulas and ``*name`` otherwise."""
    return tuple(f"*{item.name}" if isinstance(item, Splat) else size_json(item) for item in shape.items)


def size_json(size: Size) -> int | str:
    """A number where the size is one, else its formula."""
    return size if isinstance(size, int) else render(size)


def size_text(size: Size) -> str:
    """The formula; a plain number with its thousands apart."""
    return f"{size:,}" if isinstance(size, int) else render(size)


def row_text(sizes: tuple[Size, ...]) -> str:
    """A parameter's shape: ``[d, 2*d]``."""
    return f"[{', '.join(map(render, sizes))}]"


def row_latex(sizes: tuple[Size, ...]) -> str:
    r"""A parameter's shape in mathematics: ``d \times 2 d``."""
    return r" \times ".join(_factor(size) for size in sizes) if sizes else "1"


def _factor(size: Size) -> str:
    text = latex(size)
    return f"({text})" if not isinstance(size, int) and len(size.terms) > 1 else text


def tree_json(tree: ShapeTree) -> Any:
    """A tensor as a flat list (null where its shape is not known), a list of shapes, an object, or null."""
    match tree:
        case None:
            return None
        case TensorShape(shape=shape):
            return None if shape is None else list(shape_texts(shape))
        case Scalar(text=text):
            return text
        case list():
            return [tree_json(each) for each in tree]
        case dict():
            return {key: tree_json(each) for key, each in tree.items()}


def tree_text(tree: ShapeTree) -> str:
    """``[b, 10]``, ``[...]`` for an unknown shape, ``([2], [3])``, ``{logits: [b, 10]}``, ``None``."""
    match tree:
        case None:
            return "None"
        case TensorShape(shape=shape):
            return "[...]" if shape is None else f"[{', '.join(map(str, shape_texts(shape)))}]"
        case Scalar(text=text):
            return text
        case list():
            return f"({', '.join(map(tree_text, tree))})"
        case dict():
            return f"{{{', '.join(f'{key}: {tree_text(each)}' for key, each in tree.items())}}}"


def calls_json(trees: tuple[ShapeTree, ...]) -> Any:
    """What a layer was given or gave: null if it was never called, the shape of one call, or those of several."""
    if not trees:
        return None
    return tree_json(trees[0]) if len(trees) == 1 else {"calls": [tree_json(tree) for tree in trees]}


def calls_text(trees: tuple[ShapeTree, ...]) -> str:
    """The same as text; equal calls are told once."""
    texts: dict[str, int] = {}
    for tree in trees:
        text = tree_text(tree)
        texts[text] = texts.get(text, 0) + 1
    return "; ".join(text if count == 1 else f"{count} x {text}" for text, count in texts.items())
