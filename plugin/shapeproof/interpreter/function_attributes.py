"""The attributes of functions and properties, and annotations as values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import FunctionType
from typing import TYPE_CHECKING

from shapeproof.interpreter import namespaces
from shapeproof.interpreter.builtins import dicts
from shapeproof.interpreter.builtins.dicts import HELD
from shapeproof.interpreter.builtins.plain import is_certain, plain
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import (
    BoundMethod,
    Class,
    ClassMethod,
    Frame,
    Function,
    Native,
    Property,
    PythonModule,
    State,
    StaticMethod,
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
    if HELD in own and name not in SETTINGS:
        found = machine.content(own[HELD]).get(name, MISSING)
        if found is not MISSING:
            return found
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
        return _given_defaults(machine, function, name)
    if name == "__code__":
        return machine.call(machine.get_attribute(machine.import_module("types"), "CodeType"), (function,))
    if name == "__annotations__" and ANNOTATED in own:
        return machine.find_attribute(own[ANNOTATED], name)
    if name == "__annotations__":
        made = _annotations_of_function(machine, function) if _is_annotated(function) else machine.new_dict({})
        _set(machine, function, name, made)  # there is one such dict
        return made
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


def _given_defaults(machine: Interpreter, function: Function, name: str) -> Value:
    by_keyword = name == "__kwdefaults__"
    found = {
        parameter.name: function.defaults[parameter.name]
        for parameter in function.node.parameters
        if parameter.name in function.defaults and (parameter.kind == "keyword") is by_keyword
    }
    if not found:
        return None
    if not by_keyword:
        return tuple(found.values())
    made = machine.new_dict(found)
    _set(machine, function, name, made)  # there is one such dict, and what is put into it counts
    return made


# --- what is set on a function ------------------------------------------------------------------------------------

# The attributes of a function that are not in its ``__dict__``, with what each must be, as messages say it.
SETTINGS = {
    "__name__": "string object", "__qualname__": "string object", "__defaults__": "tuple object",
    "__kwdefaults__": "dict object", "__annotations__": "dict object", "__code__": "code object", "__doc__": None,
    "__module__": None,
}  # fmt: skip
ANNOTATED = "\0annotated"  # an attribute of a wrapper: the function whose annotations it has taken
_KINDS = {"string object": "str", "tuple object": "tuple", "dict object": "dict"}
_READ_ONLY = frozenset({"__globals__", "__closure__", "__builtins__"})
_NAMED = frozenset({"__name__", "__qualname__"})
_OF_CALLS = frozenset({"__defaults__", "__kwdefaults__", "__code__"})


def _set(machine: Interpreter, function: Function, name: str, value: Value) -> None:
    state = machine.state(function)
    machine.write(function, State({**state.attributes, name: value}, state.content))
    if name in _OF_CALLS:
        machine.class_writes += 1  # calls that were seen before may differ


def store_in_function(machine: Interpreter, function: Function, name: str, new: Value) -> None:
    """``function.name = new``."""
    if name == "__dict__":
        namespaces.set_namespace(machine, function, new, SETTINGS)
        return
    if name in _READ_ONLY:
        machine.throw("AttributeError", "readonly attribute")
    if name not in SETTINGS:
        machine.set_attribute_raw(function, name, new)
        return
    wanted = SETTINGS[name]
    if wanted is not None and not (new is None and name not in _NAMED and name != "__code__"):
        kind = _KINDS.get(wanted)
        if is_certain(machine, new) and (kind is None or machine.builtin(kind) not in machine.class_of(new).mro):
            machine.throw("TypeError", f"{name} must be set to a {wanted}")
    _set(machine, function, name, new)


def remove_from_function(machine: Interpreter, function: Function, name: str) -> bool:
    """``del function.name`` of what every function has; whether it is such a name."""
    if name == "__dict__":
        machine.throw("TypeError", "cannot delete __dict__")
    if name in _READ_ONLY:
        machine.throw("AttributeError", "readonly attribute")
    if name not in SETTINGS:
        return False
    if name in _NAMED or name == "__code__":
        machine.throw("TypeError", f"{name} must be set to a {SETTINGS[name]}")
    _set(machine, function, name, machine.new_dict({}) if name == "__annotations__" else None)
    return True


def qualname_of(machine: Interpreter, function: Function) -> str:
    """The qualified name of a function, as messages say it."""
    found = machine.state(function).attributes.get("__qualname__", function.qualname)
    return found if isinstance(found, str) else function.qualname


def defaults_of(machine: Interpreter, function: Function) -> Mapping[str, Value]:
    """The defaults of a function by parameter, as its definition gave them or as they were set since."""
    if function.id not in machine.heap and function.id not in machine.base:
        return function.defaults
    own = machine.state(function).attributes
    if "__code__" in own:
        raise Gap("a function whose code was set")
    if "__defaults__" not in own and "__kwdefaults__" not in own:
        return function.defaults
    found: dict[str, Value] = {}
    given, given_by_keyword = own.get("__defaults__", MISSING), own.get("__kwdefaults__", MISSING)
    parameters = function.node.parameters
    positional = [p.name for p in parameters if p.kind in ("normal", "positional")]
    if given is MISSING:
        found.update({name: function.defaults[name] for name in positional if name in function.defaults})
    elif given is not None:
        row = plain(machine, given)
        if type(row) is not tuple:
            raise Gap("a function whose defaults are not known")
        found.update(zip(reversed(positional), reversed(row), strict=False))
    only = [p.name for p in parameters if p.kind == "keyword"]
    if given_by_keyword is MISSING:
        found.update({name: function.defaults[name] for name in only if name in function.defaults})
    elif given_by_keyword is not None:
        content = dicts.content_of(machine, given_by_keyword)
        found.update({name: content[name] for name in only if name in content})
    return found


def find_in_method(machine: Interpreter, value: ClassMethod | StaticMethod, name: str) -> Value:
    """An attribute of a ``classmethod`` or ``staticmethod`` itself."""
    if name == "__get__":
        return Native("__get__", partial(_bound_by, value))
    if name in ("__func__", "__wrapped__"):
        return value.function
    found = machine.find_attribute(value.function, name)
    return False if found is MISSING and name == "__isabstractmethod__" else found


def _bound_by(
    value: ClassMethod | StaticMethod, machine: Interpreter, given: tuple[Value, ...], keywords: dict[str, Value]
) -> Value:
    """``value.__get__(receiver, cls)``."""
    if isinstance(value, StaticMethod):
        return value.function
    owner = given[1] if len(given) > 1 and given[1] is not None else machine.class_of(given[0])
    return BoundMethod(value.function, owner)


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
