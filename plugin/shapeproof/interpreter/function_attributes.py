"""The attributes of functions and properties, and annotations as values."""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins import dicts
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import (
    BoundMethod,
    Class,
    Frame,
    Function,
    Native,
    Property,
    PythonModule,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def annotations_of_class(machine: Interpreter, cls: Class) -> Value:
    """A class's own annotations, by name."""
    declared = machine.attributes(cls).get("\0annotations", ())
    return machine.new_dict({name: annotation_value(machine, cls.module, node) for name, node in declared})


def annotation_value(machine: Interpreter, module: PythonModule | None, node: nodes.Expression) -> Value:
    """An annotation's value: what its names mean at the top of the module; a text where annotations are not read."""
    if isinstance(node, nodes.Constant) or module is None:
        return node.value if isinstance(node, nodes.Constant) else machine.unknown("an annotation as a value")
    if "annotations" in module.binders and module.source is not None and not module.is_stub:
        feature = machine.global_value(module, "annotations")
        if isinstance(feature, Unknown):  # from __future__ import annotations
            return node.name if isinstance(node, nodes.Name) else machine.unknown("the text of an annotation")
    from shapeproof.interpreter.expressions import evaluate

    frame = Frame(machine.fresh_id(), module, 1, None)
    machine.put(frame.id, {})
    saved = machine.frame, machine.span, machine.observer
    machine.frame, machine.observer = frame, None
    try:
        return evaluate(machine, node, frame)
    except (ProgramRaise, Gap):
        return machine.unknown("an annotation as a value")
    finally:
        machine.frame, machine.span, machine.observer = saved


def find_in_function(machine: Interpreter, function: Function, name: str) -> Value:
    own = machine.state(function).attributes
    if name in own:
        return own[name]
    if name == "__name__":
        return function.name
    if name == "__qualname__":
        return function.qualname
    if name == "__module__":
        return function.module.name
    if name == "__doc__":
        return getattr(function.node, "docstring", None)
    if name == "__dict__":
        return dicts.namespace_of(machine, function)
    if name == "__get__":
        return Native("__get__", lambda m, a, k: BoundMethod(function, a[0]) if a and a[0] is not None else function)
    if name == "__call__":
        return function
    if name == "__defaults__" or name == "__kwdefaults__":
        return _defaults(machine, function, name)
    if name == "__code__":
        return machine.call(machine.get_attribute(machine.import_module("types"), "CodeType"), (function,))
    if name == "__annotations__" and not _is_annotated(function):
        return machine.new_dict({})
    if name == "__annotations__":
        return _annotations_of_function(machine, function)
    if hasattr(FunctionType, name):
        return Unknown(f"function attribute {name}", machine.here())
    return MISSING


def _is_annotated(function: Function) -> bool:
    node = function.node
    returns = node.returns if isinstance(node, nodes.FunctionDefinition) else None
    return returns is not None or any(parameter.annotation is not None for parameter in node.parameters)


def _annotations_of_function(machine: Interpreter, function: Function) -> Value:
    node = function.node
    found = {
        parameter.name: annotation_value(machine, function.module, parameter.annotation)
        for parameter in node.parameters
        if parameter.annotation is not None
    }
    if isinstance(node, nodes.FunctionDefinition) and node.returns is not None:
        found["return"] = annotation_value(machine, function.module, node.returns)
    return machine.new_dict(found)


def _defaults(machine: Interpreter, function: Function, name: str) -> Value:
    by_keyword = name == "__kwdefaults__"
    found = {
        parameter.name: function.defaults[parameter.name]
        for parameter in function.node.parameters
        if parameter.name in function.defaults and (parameter.kind == "keyword") is by_keyword
    }
    if not found:
        return None
    return machine.new_dict(found) if by_keyword else tuple(found.values())


def find_in_property(value: Property, name: str) -> Value:
    if name == "setter":
        return Native("property.setter", lambda m, a, k: Property(value.getter, a[0], value.deleter))
    if name == "deleter":
        return Native("property.deleter", lambda m, a, k: Property(value.getter, value.setter, a[0]))
    if name == "getter":
        return Native("property.getter", lambda m, a, k: Property(a[0], value.setter, value.deleter))
    if name == "fget":
        return value.getter
    if name == "fset":
        return value.setter
    if name == "fdel":
        return value.deleter
    if name == "__doc__" and value.doc is not None:
        return value.doc
    if name == "__doc__":
        return getattr(getattr(value.getter, "node", None), "docstring", None)
    if name == "__get__":
        return Native("property.__get__", lambda m, a, k: value if a[0] is None else m.call(value.getter, (a[0],)))
    if hasattr(property, name):
        raise Gap(f"property.{name}")
    return MISSING
