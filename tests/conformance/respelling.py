"""Draws written in another way: arguments by name, rows as lists or sizes, inputs of other types, axes from the back.

What it means is often the same; where it is not (or torch takes it otherwise), torch says what it is.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import replace

import torch
from conformance.draws import MAKERS
from conformance.pen import Call, Draw, Given, Pen

TYPES = ("float64", "float16", "bfloat16", "int64", "int32", "uint8", "bool", "complex64")
BENT = (
    "{}.transpose(0, -1)",
    "{}.contiguous()",
    "{}.clone()",
    "{}.detach()",
    "{}.requires_grad_()",
    "{}[...]",
    "{}.flip(0)",
)


def respelled_of(kind: str, name: str, count: int, seed: int) -> Iterator[Draw | Call]:
    pen = Pen(f"{name} {seed} respelled")
    for _ in range(count):
        draw = MAKERS[kind][name](pen)
        if pen.flag(0.8):
            draw = draw.with_written(respelled(draw.written, pen))
        draw = _called(draw, pen) if isinstance(draw, Draw) else _with_sizes_of_inputs(draw, pen)
        if pen.flag(0.15):
            yield _of_one_type(draw, f".to(torch.{pen.choice(TYPES)})")
        else:
            yield replace(draw, inputs=tuple(_other(each, pen) for each in draw.inputs))


def _called(draw: Draw, pen: Pen) -> Draw:
    """The layer's arguments by name, through ``forward`` or a Sequential, or the layer made with a dtype."""
    names = _parameters(f"{draw.layer.partition('(')[0]}.forward")[1:]
    choice = pen.random()
    if choice < 0.15 and not draw.call and len(names) >= len(draw.inputs):
        kept = pen.randint(0, len(draw.inputs))
        row = [*draw.names[:kept], *(f"{a}={b}" for a, b in zip(names[kept:], draw.names[kept:], strict=False))]
        return replace(draw, call=", ".join(row))
    if choice < 0.2 and draw.layer.endswith(")") and len(draw.inputs) == 1 and not draw.call:
        return replace(draw, layer=f"nn.Sequential(nn.Identity(), {draw.layer})")
    if choice < 0.3 and draw.layer.endswith(")"):
        more = pen.choice(("dtype=torch.float64", "device='cpu'", "device=torch.device('cpu'), dtype=torch.float32"))
        inside = draw.layer[:-1]
        return replace(draw, layer=f"{inside}{'' if inside.endswith('(') else ', '}{more})")
    return draw


def _with_sizes_of_inputs(draw: Call, pen: Pen) -> Call:
    """Numbers that are sizes of the inputs, read from them."""
    if not draw.inputs or not pen.flag(0.3):
        return draw

    def other(found: re.Match[str]) -> str:
        places = [
            (n, at)
            for n, each in zip(draw.names, draw.inputs, strict=True)
            for at, size in enumerate(each.sizes)
            if size == int(found[0])
        ]
        if not places or not pen.flag(0.7):
            return found[0]
        name, at = pen.choice(places)
        return pen.choice((f"{name}.shape[{at}]", f"{name}.size({at})"))

    return draw.with_written(re.sub(r"(?<![\w.'\"])\d+(?![\w.'\"])", other, draw.expression))


def _of_one_type(draw: Draw | Call, cast: str) -> Draw | Call:
    inputs = tuple(replace(each, filled=f"{each.filled}{cast}") for each in draw.inputs)
    if isinstance(draw, Draw):
        return replace(draw, inputs=inputs, layer=f"{draw.layer}{cast}")
    return replace(draw, inputs=inputs)


def _other(given: Given, pen: Pen) -> Given:
    """Another type, or the same tensor as an expression of another."""
    filled = given.filled
    if pen.flag(0.08):
        return replace(given, filled=f"{filled}.to(torch.{pen.choice(TYPES)})")
    if pen.flag(0.1) and given.sizes:
        return replace(given, filled=pen.choice(BENT).replace("{}", filled))
    if pen.flag(0.05):
        return Given((), filled)
    return given


def respelled(text: str, pen: Pen) -> str:
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError:  # a statement
        return text
    return ast.unparse(_Respelling(pen).visit(tree))


class _Respelling(ast.NodeTransformer):
    def __init__(self, pen: Pen) -> None:
        self.pen = pen

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        names = _parameters(ast.unparse(node.func))
        if names and self.pen.flag(0.5) and not any(isinstance(each, ast.Starred) for each in node.args):
            kept = self.pen.randint(0, len(node.args))
            named = [
                ast.keyword(arg=name, value=value) for name, value in zip(names[kept:], node.args[kept:], strict=False)
            ]
            if len(named) == len(node.args) - kept:
                node.args, node.keywords = node.args[:kept], named + node.keywords
        if self.pen.flag(0.3):
            self.pen.shuffle(node.keywords)
        return node

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        self.generic_visit(node)
        return self._row(node, node.elts)

    def visit_List(self, node: ast.List) -> ast.AST:
        self.generic_visit(node)
        return self._row(node, node.elts)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        node.value = self.visit(node.value)
        return node

    def _row(self, node: ast.expr, items: list[ast.expr]) -> ast.AST:
        if not self.pen.flag(0.3) or not all(_is_number(item) for item in items):
            return node
        made: list[ast.expr] = [ast.Tuple(items, ast.Load()), ast.List(items, ast.Load())]
        made.append(ast.Call(ast.Name("torch.Size", ast.Load()), [ast.List(items, ast.Load())], []))
        return self.pen.choice(made)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        number = node.value
        if type(number) is not int or not self.pen.flag(0.12):
            return node
        other = self.pen.choice((-number, -number - 1, -1, -2, -3, number + 3, 7, 4, number > 0))
        return ast.parse(repr(other), mode="eval").body


def _is_number(node: ast.expr) -> bool:
    try:
        return isinstance(ast.literal_eval(node), int)
    except ValueError:
        return False


def _parameters(path: str) -> list[str]:
    """The names of the parameters that may be given by place, as far as torch tells."""
    found = {"nn": torch.nn, "F": torch.nn.functional, "torch": torch}.get(path.partition(".")[0])
    for part in path.split(".")[1:]:
        found = getattr(found, part, None)
    try:
        parameters = inspect.signature(found).parameters.values()  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return []
    return [each.name for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD]
