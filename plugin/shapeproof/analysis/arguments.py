"""What a class or function is called with when nobody says: symbols for a constructor, free tensors for inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.dims import Dim, Kind, Symbol, atom_of, symbol
from shapeproof.interpreter import classes
from shapeproof.interpreter.arguments import FREE_MARK, given_float, open_argument
from shapeproof.interpreter.world import World
from shapeproof.program import nodes
from shapeproof.shapes import Shape
from shapeproof.torch_model.annotations import declared
from shapeproof.torch_model.promises import promised_input, says_a_shape
from shapeproof.torch_model.tensors import new_tensor
from shapeproof.values import BoundMethod, Class, Function, Native, Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def parameters_of(machine: Interpreter, callee: Value) -> tuple[nodes.Parameter, ...]:
    """The parameters a caller fills in: a class's are its ``__init__``'s, without the receiver."""
    function = _filled_in(machine, callee)
    if function is None:
        return ()
    return function.node.parameters[1:] if isinstance(callee, Class | BoundMethod) else function.node.parameters


def defaults_of(machine: Interpreter, callee: Value) -> dict[str, Value]:
    function = _filled_in(machine, callee)
    return {} if function is None else dict(function.defaults)


def empty_defaults(machine: Interpreter, callee: Value) -> frozenset[str]:
    """The parameters whose default stands for nothing: ``size=None, scale_factor=None``, ``widths=()``."""
    return frozenset(name for name, value in defaults_of(machine, callee).items() if _is_nothing(machine, value))


def _is_nothing(machine: Interpreter, value: Value) -> bool:
    if isinstance(value, Object):
        return machine.state(value).content in ((), {})
    return value is None or value == ()


def _filled_in(machine: Interpreter, callee: Value) -> Function | None:
    """The function whose parameters a call of this fills in: the program's own, or as a stub declares it."""
    if isinstance(callee, Class):
        found = (_written(classes.lookup(machine, callee, name)) for name in ("__init__", "__new__"))
        return next((each for each in found if each is not None), None)
    return _written(callee.function if isinstance(callee, BoundMethod) else callee)


def _written(value: Value) -> Function | None:
    return value if isinstance(value, Function) else value.declared if isinstance(value, Native) else None


def symbolic_arguments(machine: Interpreter, callee: Value, *, sizes_too: bool = False) -> dict[str, Value] | None:
    """Required arguments as symbols, by name; None where one cannot be given by name.

    With ``sizes_too`` also those whose default is a whole number: the most general way a class is built.
    """
    found: dict[str, Value] = {}
    defaults = defaults_of(machine, callee)
    for parameter in parameters_of(machine, callee):
        if parameter.kind in ("variadic", "keywords"):
            continue
        if parameter.name in defaults and not (sizes_too and type(defaults[parameter.name]) is int):
            continue
        if parameter.kind == "positional":
            return None
        name = parameter.name
        found[name] = given_float(name) if _is_float(parameter) else open_argument(machine, name)
    return found


def _is_float(parameter: nodes.Parameter) -> bool:
    return isinstance(parameter.annotation, nodes.Name) and parameter.annotation.name == "float"


def as_taken(machine: Interpreter, given: dict[str, Value]) -> dict[str, Value]:
    """The same arguments, with floats where this run takes them for such."""
    return {name: given_float(name) if name in machine.floats else value for name, value in given.items()}


def numbers_of(machine: Interpreter, callee: Value) -> frozenset[str]:
    """The parameters that take an ``int``: they say so, or are one unless given."""
    defaults = defaults_of(machine, callee)
    return frozenset(
        parameter.name
        for parameter in parameters_of(machine, callee)
        if (isinstance(parameter.annotation, nodes.Name) and parameter.annotation.name == "int")
        or type(defaults.get(parameter.name)) is int
    )


def world_of_numbers(machine: Interpreter, callee: Value, given: dict[str, Value]) -> World:
    """This world, in which what is given for an ``int`` is a number."""
    said = numbers_of(machine, callee)
    atoms = [atom_of(value) for name, value in given.items() if name in said and isinstance(value, Dim)]
    numbers = [atom for atom in atoms if isinstance(atom, Symbol)]
    here = machine.world()
    return here._replace(facts=here.facts.with_numbers(numbers)) if numbers else here


def free_inputs(machine: Interpreter, function: Value, receiver: Object | None) -> list[Value] | None:
    """Free tensors (or numbers, where an annotation says so) for the required parameters; None where it cannot be."""
    values: list[Value] = []
    defaults = defaults_of(machine, function)
    for parameter in parameters_of(machine, function):
        if parameter.kind == "variadic" and not values:
            return None  # nobody calls it with nothing
        if parameter.kind in ("variadic", "keywords"):
            continue
        if parameter.name in defaults:
            break
        if parameter.kind == "keyword":
            return None
        values.append(free_input(machine, parameter, receiver, function_of(function)))
    return values


def optional_inputs(machine: Interpreter, callee: Value, receiver: Object | None) -> dict[str, Value]:
    """Tensors for the parameters that are None unless given, and whose annotation says of what shape they are then."""
    function = function_of(callee)
    found: dict[str, Value] = {}
    for parameter in _optional(machine, callee) if function is not None else ():
        assert function is not None
        made = promised_input(machine, parameter, receiver, function)
        if isinstance(made, Object):
            found[parameter.name] = made
    return found


def more_inputs(
    machine: Interpreter, callee: Value, receiver: Object | None, optional: bool, given: frozenset[str]
) -> dict[str, Value]:
    """Inputs that have a default: of a shape that their annotation says, or (``given``) of which nothing is known."""
    if optional:
        return optional_inputs(machine, callee, receiver)
    return {name: machine.unknown(f"what calls give for {name}") for name in sorted(given)}


def takes_optional_inputs(machine: Interpreter, callee: Value) -> bool:
    """Whether there is a parameter that `optional_inputs` may give."""
    return next(iter(_optional(machine, callee)), None) is not None


def _optional(machine: Interpreter, callee: Value) -> list[nodes.Parameter]:
    function = function_of(callee)
    if function is None:
        return []
    defaults = defaults_of(machine, function)
    return [
        parameter
        for parameter in parameters_of(machine, callee)
        if parameter.kind in ("normal", "keyword")
        and parameter.name in defaults
        and defaults[parameter.name] is None
        and says_a_shape(machine, parameter, function)
    ]


def function_of(callee: Value) -> Function | None:
    """The function of the program behind a callable."""
    inner = callee.function if isinstance(callee, BoundMethod) else callee
    return inner if isinstance(inner, Function) else None


def free_input(
    machine: Interpreter, parameter: nodes.Parameter, receiver: Object | None, function: Function | None = None
) -> Value:
    """One input of which the annotation, if any, is all that is known."""
    name, annotation = parameter.name, parameter.annotation
    if annotation is not None:
        if function is not None:
            made = promised_input(machine, parameter, receiver, function)
            if made is not None:
                return made
        wanted = declared(annotation)
        if wanted is not None:
            return new_tensor(machine, Shape([machine.judge.free_splat(name)]), wanted.dtype)
        last = annotation.name if isinstance(annotation, nodes.Name | nodes.Attribute) else None
        if last == "int":
            return symbol(name, Kind.RIGID)
        if _is_float(parameter):
            return given_float(name)
        if last not in ("Tensor", "LongTensor", "FloatTensor", "BoolTensor", "IntTensor"):
            return machine.unknown(f"the argument {name} is of a type that is not a tensor's")
        return new_tensor(machine, Shape([machine.judge.free_splat(name)]))
    made = new_tensor(machine, Shape([machine.judge.free_splat(name)]))
    machine.set_attribute_raw(made, FREE_MARK, name)
    return made
