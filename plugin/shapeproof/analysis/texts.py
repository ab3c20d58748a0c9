"""Values as people read them: what ``reveal_type`` shows, and shapes as trees for tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from shapeproof.analysis.arguments import defaults_of, parameters_of
from shapeproof.analysis.facts import Scalar, ShapeTree, TensorShape
from shapeproof.dims import Dim, FloatExpression, render
from shapeproof.interpreter.builtins.formatting import repr_of
from shapeproof.interpreter.iteration import Repeated
from shapeproof.shapes import Gap, Shape, Splat, item_text
from shapeproof.values import Class, Function, Native, Object, ShapeValue, TensorState, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def tensor_text(shape: Shape | None) -> str:
    """``Tensor[b, 4*d]``, ``Tensor[]`` for a scalar, ``Tensor[...]`` where nothing is known."""
    if shape is None:
        return "Tensor[...]"
    return f"Tensor[{', '.join(item_text(item) for item in shape.items)}]"


def value_text(machine: Interpreter, value: Value) -> str:
    """The value, as ``reveal_type`` shows it."""
    if isinstance(value, Unknown):
        return "Unknown"
    if value is None:
        return "None"
    if isinstance(value, bool | Truth):
        return "bool"
    if isinstance(value, int):
        return f"int({value})"
    if isinstance(value, Dim):
        return f"int({render(machine.judge.resolve(value))})"
    if isinstance(value, float | FloatExpression):
        return "float"
    if isinstance(value, str):
        return "str"
    if isinstance(value, tuple):
        return f"tuple[{', '.join(value_text(machine, item) for item in value)}]" if value else "tuple[()]"
    if isinstance(value, ShapeValue):
        items = machine.judge.reading(Shape(value.items)).items
        return (
            f"tuple[{', '.join(f'int({item_text(i)})' if isinstance(i, int | Dim) else item_text(i) for i in items)}]"
        )
    if isinstance(value, Class):
        return f"type[{value.name}]"
    if isinstance(value, Function):
        return f"function {value.name}"
    if isinstance(value, Object):
        return _object_text(machine, value)
    return machine.class_of(value).name


def _object_text(machine: Interpreter, value: Object) -> str:
    content = machine.state(value).content
    if isinstance(content, TensorState):
        return tensor_text(None if content.shape is None else machine.judge.reading(content.shape))
    names = [parent.name for parent in value.cls.mro if parent.builtin]
    if isinstance(content, tuple) and "list" in names:
        return f"list[{', '.join(_item_text(machine, item) for item in content)}]"
    if isinstance(content, tuple) and "tuple" in names:
        return f"tuple[{', '.join(value_text(machine, item) for item in content)}]"
    if isinstance(content, dict) and "dict" in names:
        return f"dict[{', '.join(f'{key}: {value_text(machine, item)}' for key, item in content.items())}]"
    if isinstance(content, dict) and "set" in names:
        return f"set[{', '.join(value_text(machine, item) for item in content)}]"
    return value.cls.name


def _item_text(machine: Interpreter, item: Value) -> str:
    if isinstance(item, Repeated):
        return f"{render(item.count)} x {value_text(machine, item.item)}"
    return value_text(machine, item)


def shape_tree(machine: Interpreter, value: Value) -> ShapeTree:
    """The shapes in a value, for tables and JSON."""
    if value is None:
        return None
    if isinstance(value, Object):
        content = machine.state(value).content
        if isinstance(content, TensorState):
            return TensorShape(None if content.shape is None else machine.judge.reading(content.shape))
        names = [parent.name for parent in value.cls.mro if parent.builtin]
        if isinstance(content, tuple) and ("list" in names or "tuple" in names):
            if any(isinstance(item, Repeated) for item in content):
                return Scalar(value_text(machine, value))
            return [shape_tree(machine, item) for item in content]
        if isinstance(content, dict) and "dict" in names:
            return {str(key): shape_tree(machine, item) for key, item in content.items()}
    if isinstance(value, tuple):
        return [shape_tree(machine, item) for item in value]
    return Scalar(value_text(machine, value))


def told_apart(inputs: Iterable[tuple[str, ShapeTree]], output: ShapeTree) -> ShapeTree:
    """A result in which what only has the name of an input's leading axes has another: ``x + y`` is no ``[*x]``."""
    given = {splat for _, tree in inputs for splat in _splats(tree)}
    names = {splat.name for splat in given}
    return _with_splats(output, lambda s: s if s in given or s.name not in names else Splat("broadcast", s.uid))


def _splats(tree: ShapeTree) -> Iterator[Splat]:
    if isinstance(tree, TensorShape):
        yield from (item for item in (tree.shape.items if tree.shape is not None else ()) if isinstance(item, Splat))
    elif isinstance(tree, list | dict):
        for each in tree.values() if isinstance(tree, dict) else tree:
            yield from _splats(each)


def _with_splats(tree: ShapeTree, shown: Callable[[Splat], Splat]) -> ShapeTree:
    if isinstance(tree, TensorShape) and tree.shape is not None:
        return TensorShape(Shape(shown(item) if isinstance(item, Splat) else item for item in tree.shape.items))
    if isinstance(tree, list):
        return [_with_splats(each, shown) for each in tree]
    if isinstance(tree, dict):
        return {key: _with_splats(each, shown) for key, each in tree.items()}
    return tree


def written_arguments(machine: Interpreter, callee: Value) -> tuple[str, ...]:
    """Each argument as a call would name it, with its default."""
    defaults = defaults_of(machine, callee)
    found = []
    for parameter in parameters_of(machine, callee):
        star = {"variadic": "*", "keywords": "**"}.get(parameter.kind, "")
        default = defaults.get(parameter.name)
        if parameter.name not in defaults:
            found.append(f"{star}{parameter.name}")
        else:
            found.append(f"{parameter.name}={_source_of(machine, default)}")
    return tuple(found)


def _source_of(machine: Interpreter, value: Value) -> str:
    """A default as a program would write it."""
    if isinstance(value, Class | Function):
        return value.qualname
    if isinstance(value, Native):
        return value.name.rpartition(".")[2]
    is_row = isinstance(value, Object) and value.cls.builtin and value.cls.name in ("list", "dict", "set")
    if not (is_row or isinstance(value, tuple | None | bool | int | float | str)):
        return value_text(machine, value)
    try:
        return repr_of(machine, value)
    except Gap:
        return value_text(machine, value)
