"""Inputs as annotations promise them: their names are sizes that the caller picks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.dims import Dim, Kind, Opinion, Size, symbol
from shapeproof.interpreter import classes
from shapeproof.interpreter.branching import decide
from shapeproof.program import nodes
from shapeproof.shapes import Gap, Run, Shape, Splat
from shapeproof.shapes.patterns import size_of
from shapeproof.shapes.shape import Item
from shapeproof.torch_model.promises.keeping import scope_of
from shapeproof.torch_model.promises.reading import Array, Either, Nothing, Row, Said, read, whole_numbers
from shapeproof.torch_model.promises.sizes import member_size
from shapeproof.torch_model.tensors import new_tensor
from shapeproof.values import Function, Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def promised_input(
    machine: Interpreter, parameter: nodes.Parameter, receiver: Object | None, function: Function
) -> Value:
    """A value for a parameter, of the shape or the numbers that its annotation says; None where it says neither."""
    scope, name = scope_of(function), parameter.name
    said = read(machine, scope, parameter.annotation)
    if said is None:
        count = whole_numbers(machine, scope, parameter.annotation)
        return None if count is None else tuple(symbol(f"{name}[{index}]", Kind.RIGID) for index in range(count))
    return _input(machine, said, name, receiver, function)


def says_a_shape(machine: Interpreter, parameter: nodes.Parameter, function: Function) -> bool:
    """Whether a parameter's annotation has dimensions in it, alone or beside None."""
    if parameter.annotation is None:
        return False
    said = read(machine, scope_of(function), parameter.annotation)
    options = said.options if isinstance(said, Either) else (said,)
    return any(isinstance(option, Array) and option.pattern is not None for option in options)


def _input(machine: Interpreter, said: Said, name: str, receiver: Object | None, function: Function) -> Value:
    if isinstance(said, Array):
        if said.pattern is None:
            shape = Shape([machine.judge.free_splat(name)])
        else:
            shape = _shape(machine, said, receiver, function)
        return new_tensor(machine, shape, said.family.stand_in)
    if isinstance(said, Either):
        arrays = [option for option in said.options if isinstance(option, Array)]
        others = [option for option in said.options if not isinstance(option, Array | Nothing)]
        if arrays and not others:
            return _one_of(machine, arrays, name, receiver, function)
        if arrays and decide(machine, Opinion(f"{name} is a tensor", 0, about=(name, "input", Array))):
            return _one_of(machine, arrays, name, receiver, function)
        return machine.unknown(f"the argument {name} may be of several types")
    if isinstance(said, Row) and not _is_loose(said):
        return tuple(
            _input(machine, part, f"{name}.{index}", receiver, function)
            if part is not None
            else machine.unknown(f"a part of the argument {name}")
            for index, part in enumerate(said.parts)
        )
    return None if said is None else machine.unknown(f"the argument {name} is a container of unknown length")


def _one_of(machine: Interpreter, arrays: list[Array], name: str, receiver: Object | None, function: Function) -> Value:
    if len(arrays) == 1:
        return _input(machine, arrays[0], name, receiver, function)
    return new_tensor(machine, Shape([machine.judge.free_splat(name)]))


def _is_loose(said: Row) -> bool:
    """``tuple[Tensor]``, which many write for a tuple of any length."""
    part = said.parts[0] if len(said.parts) == 1 else None
    return isinstance(part, Array) and part.pattern is None


def _shape(machine: Interpreter, said: Array, receiver: Object | None, function: Function) -> Shape:
    assert said.pattern is not None

    def find(name: str) -> Size:
        found = member_size(machine, receiver, name) if receiver is not None else None
        if found is not None:
            return found
        return _argument(machine, receiver, function, name.removeprefix("self."))

    items: list[Item] = []
    for index, item in enumerate(said.pattern.items):
        if isinstance(item, Run):
            items.append(Splat(item.name) if item.name else machine.judge.free_splat("rest"))
        elif item.text is None:
            items.append(machine.judge.free(f"_{index}"))
        else:
            try:
                items.append(size_of(item.text, item.names, find))
            except Gap:
                items.append(machine.judge.free(item.text))
    return Shape(items)


def _argument(machine: Interpreter, receiver: Object | None, function: Function, name: str) -> Dim:
    """A size that the caller picks: the argument of that name where it is a whole number, else one of its own."""
    parameters = function.node.parameters
    if receiver is not None:
        made_by = classes.lookup(machine, receiver.cls, "__init__")
        parameters = made_by.node.parameters[1:] if isinstance(made_by, Function) else ()
    for parameter in parameters:
        kind = parameter.annotation
        if parameter.name == name and (receiver is not None or (isinstance(kind, nodes.Name) and kind.name == "int")):
            return symbol(name, Kind.RIGID)
    return symbol(name, Kind.RIGID, lower=1)
