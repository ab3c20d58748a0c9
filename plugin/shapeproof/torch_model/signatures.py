"""Stub functions as natives: by rule, by native, by dimension strings, and declared constructors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import binding, calls, hosts
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.program import nodes
from shapeproof.shapes import Gap, Refusal, Refused, Shape, build, match
from shapeproof.torch_model.annotations import Declared, declared
from shapeproof.torch_model.constructors import constructor
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.sizes_named import Names, written
from shapeproof.torch_model.tensors import new_tensor, tensor_state
from shapeproof.values import Function, Native, Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _definition(function: Function) -> nodes.FunctionDefinition:
    assert isinstance(function.node, nodes.FunctionDefinition)
    return function.node


def label_of(machine: Interpreter, function: Function, arguments: tuple[Value, ...]) -> tuple[str, Object | None]:
    """How messages call it: a layer by its class, a function by its name in torch."""
    owner = function.owner
    if owner is not None and arguments and isinstance(arguments[0], Object):
        receiver = arguments[0]
        if tensor_state(machine, receiver) is None:
            return receiver.cls.name, receiver
        return OPERATORS.get(function.name, function.name), None
    module = function.module.name
    if module.startswith("torch._") or module == "torch":
        return f"torch.{function.name}", None
    if module == "torch.nn.functional":
        return f"F.{function.name}", None
    return f"{module}.{function.name}", None


_SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "matmul": "@",
    "and": "&", "or": "|", "xor": "^", "lshift": "<<", "rshift": ">>",
}  # fmt: skip
OPERATORS = {
    **{f"__{name}__": sign for name, sign in _SIGNS.items()},
    **{f"__r{name}__": sign for name, sign in _SIGNS.items()},
    **{f"__i{name}__": f"{sign}=" for name, sign in _SIGNS.items()},
    "__eq__": "==", "__ne__": "!=", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">=",
    "__neg__": "-", "__pos__": "+", "__invert__": "~", "__abs__": "abs",
    "__bool__": "bool", "__float__": "float", "__int__": "int", "__index__": "int", "__len__": "len",
    "__iter__": "iter",
    "__getitem__": "indexing", "__setitem__": "assigning to an index",
}  # fmt: skip
_OTHER_NAMES = {  # NumPy's, and those of torch's other signatures
    "axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other",
    "indices": "indices_or_sections", "sections": "indices_or_sections",
    "tensor_indices_or_sections": "indices_or_sections", "element": "elements", "test_element": "test_elements",
}  # fmt: skip
_NOT_ABOUT_SHAPES = frozenset({"out", "device", "layout", "pin_memory", "memory_format", "generator", "requires_grad"})


def by_rule(function: Function, rule: Callable[..., Any], family: str) -> Native:
    """A function whose result a rule computes from its arguments, in the order of the stub's parameters.

    The rule is not given what says nothing about shapes (``out``, ``device``, …). A result goes into ``out``.
    """
    parameters = _definition(function).parameters
    names = [parameter.name for parameter in parameters if parameter.name not in _NOT_ABOUT_SHAPES]
    every = frozenset(parameter.name for parameter in parameters)
    variadic = next((parameter.name for parameter in parameters if parameter.kind == "variadic"), None)
    gives_tensor = declared(_definition(function).returns) is not None

    def call(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        if keywords:
            keywords = {
                _OTHER_NAMES[name] if name not in every and _OTHER_NAMES.get(name) in every else name: value
                for name, value in keywords.items()
            }
            if variadic is not None and variadic in keywords:  # view(size=…), zeros(size=…)
                arguments = (*arguments, keywords.pop(variadic))
        try:
            bound = calls.bind(machine, function, parameters, arguments, keywords)
        except ProgramRaise:  # torch's own functions have more signatures than one
            return machine.unknown(f"{function.name} with these arguments is not known")
        if isinstance(bound, Unknown):
            return bound
        label, layer = label_of(machine, function, arguments)
        values = tuple(bound[name] for name in names)
        operation = Operation(machine, label, family, values, layer)
        try:
            if bound.get("memory_format") is not None:
                operation.in_format(bound["memory_format"], values[0])
            made = _put(machine, bound.get("out"), rule(operation, *values))
            if bound.get("requires_grad") is True:
                _ask_for_gradient(machine, made)
            return made
        except Refused as refused:
            machine.refuse(refused.refusal, values, layer)
            return _unknown_tensor(machine, f"{label} was refused")
        except Gap as gap:
            return operation.result(None, reason=str(gap)) if gives_tensor else machine.unknown(str(gap))

    return Native(function.qualname, call, takes_splats=True, declared=function)


def _put(machine: Interpreter, out: Value, result: Value) -> Value:
    """The result in the tensor (or tensors) given for it, which take its shape."""
    if isinstance(out, tuple) and isinstance(result, tuple) and len(out) == len(result):
        for target, each in zip(out, result, strict=True):
            _put(machine, target, each)
        return result
    state = tensor_state(machine, result)
    if state is None or tensor_state(machine, out) is None or not isinstance(out, Object):
        return result
    machine.set_content(out, state)
    return out


def _ask_for_gradient(machine: Interpreter, made: Value) -> None:
    state = tensor_state(machine, made)
    if state is not None and isinstance(made, Object):
        machine.set_content(made, replace(state, requires_grad=True))


def _unknown_tensor(machine: Interpreter, reason: str) -> Value:
    return new_tensor(machine, None, assumed=True, reason=reason)


def by_native(function: Function, native: Callable[..., Any]) -> Native:
    """A function of the engine, called with what the stub's parameters are bound to, in their order."""
    parameters = _definition(function).parameters
    names = [parameter.name for parameter in parameters]

    def call(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        binding.check_receiver(machine, function, arguments)
        bound = calls.bind(machine, function, parameters, arguments, keywords)
        if isinstance(bound, Unknown):
            return bound
        return native(machine, *(bound[name] for name in names))

    if hosts.binds(function):
        return Native(function.qualname, call, declared=function)
    return Native(f"{function.module.name}.{function.qualname}", call, binds=False, declared=function)


# --- dimension strings ----------------------------------------------------------------------------------------------


def by_patterns(function: Function, family: str) -> Native:
    """A function that its annotations describe; ``__init__`` of a class keeps and declares."""
    node = _definition(function)
    if node.name == "__init__":
        return constructor(function, family)
    tensors = [(p.name, d) for p in node.parameters if (d := declared(p.annotation)) is not None]
    result = _result(node.returns)

    def call(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        bound = calls.bind(machine, function, node.parameters, arguments, keywords)
        if isinstance(bound, Unknown):
            return bound
        label, layer = label_of(machine, function, arguments)
        operation = Operation(machine, label, family, tuple(bound.values()), layer)
        try:
            return _matched(operation, bound, tensors, result, function)
        except Refused as refused:
            machine.refuse(refused.refusal, operation.arguments, layer)
            return _unknown_tensor(machine, f"{label} was refused")
        except Gap as gap:
            return machine.unknown(str(gap))

    return Native(function.qualname, call, takes_splats=False, declared=function)


def _result(annotation: nodes.Expression | None) -> Any:
    """What a return annotation says: a Declared, a tuple of such, None, or "self" for the receiver."""
    if (
        isinstance(annotation, nodes.Subscript)
        and isinstance(annotation.value, nodes.Name)
        and annotation.value.name == "tuple"
        and isinstance(annotation.index, nodes.Display)
    ):
        return tuple(_result(element) for element in annotation.index.elements)
    if isinstance(annotation, nodes.Name) and annotation.name == "Self":
        return "self"
    if isinstance(annotation, nodes.Constant) and annotation.value is None:
        return None
    found = declared(annotation)
    return found if found is not None else "unknown"


def _matched(operation: Operation, bound: dict[str, Value], tensors: Any, result: Any, function: Function) -> Value:
    machine = operation.machine
    layer = operation.layer
    names = Names(machine, bound, None if layer is None else machine.attributes(layer).get)
    dtype = None
    for name, want in tensors:
        value = bound[name]
        if want.pattern is None or value is None:
            continue
        state = operation.tensor(value)
        dtype = dtype or state.dtype
        shape = operation.shape(value, name)
        names.prepare(want.pattern)
        position = list(bound).index(name)
        match(machine.judge, shape, want.pattern, names.bindings, _refuser(operation, name, shape, position))
    return _built(operation, result, names, dtype, function)


def _built(operation: Operation, result: Any, names: Names, dtype: str | None, function: Function) -> Value:
    if isinstance(result, tuple):
        return tuple(_built(operation, part, names, dtype, function) for part in result)
    if result is None:
        return None
    if result == "self":
        return operation.arguments[0]
    if isinstance(result, Declared):
        if result.pattern is None:
            return operation.result(None, reason=f"{operation.label} has no shape rule yet")
        names.prepare(result.pattern)
        return operation.result(build(result.pattern, names.bindings.get), result.dtype if dtype is None else dtype)
    return operation.machine.unknown(f"{operation.label} is not modelled")


_PLACES = {-1: "a last dimension", -2: "a second-to-last dimension", 0: "a first dimension", 1: "a second dimension"}


def _refuser(operation: Operation, name: str, shape: Shape, position: int) -> Callable[..., Refusal]:
    def refuse(what: str, expected: Any, got: Any, axis: int | None) -> Refusal:
        of = "" if name in ("input", "self", "x") else f" for {name}"
        if axis is None:
            message = f"{operation.label} expects {what}{of}, got {written(got)}"
        else:
            place = _PLACES.get(axis, f"dimension {axis}")
            sized = f"{place} of {written(expected)}" if axis in _PLACES else f"{place} to be {written(expected)}"
            message = f"{operation.label} expects {sized}{of}, got {written(got)}"
        return operation.refusal(message, expected=expected, got=got, operand=position, axis=axis)

    return refuse
