"""The natives of typing: named tuples written as classes, and what is an instance of a protocol."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shapeproof.interpreter import classes
from shapeproof.interpreter.builtins.formatting import repr_of
from shapeproof.interpreter.builtins.plain import host, is_certain
from shapeproof.interpreter.channels import MISSING
from shapeproof.libraries.collections import define_fields
from shapeproof.libraries.inspect import own_annotations
from shapeproof.libraries.stubbed import stubbed_class
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def named_tuple_class(machine: Interpreter, cls: Value, keywords: Value) -> None:
    """``class Point(NamedTuple)``: its annotated names become the fields of a tuple class."""
    if stubbed_class(machine, "typing.NamedTuple") not in cls.bases:
        return
    rest = [base for base in cls.bases if base is not stubbed_class(machine, "typing.NamedTuple")]
    cls.bases = (machine.classes.tuple, *rest)
    cls.mro = (cls, *classes.linearise([list(base.mro) for base in cls.bases] + [list(cls.bases)]))
    own = machine.attributes(cls)
    annotations = dict(own.get("\0annotations", ()))
    defaults = {name: own[name] for name in annotations if name in own}
    define_fields(machine, cls, list(annotations), defaults, annotations)


def named_tuple(machine: Interpreter, cls: Value, typename: Value, fields: Value, keywords: Value) -> Value:
    """``NamedTuple("Point", [("x", int)])``."""
    if cls is not stubbed_class(machine, "typing.NamedTuple"):
        raise Gap("a named tuple of an unusual kind")
    pairs = [] if fields is None else [tuple(machine.iterate(pair)) for pair in machine.iterate(fields)]
    names = [host(machine, pair[0]) for pair in pairs] or list(machine.content(keywords))
    frame = machine.frame
    made = classes.make(
        machine,
        host(machine, typename),
        (machine.classes.tuple,),
        {},
        module=None if frame is None else frame.module,
    )
    define_fields(machine, made, names, {})
    return made


def generic_item(machine: Interpreter, cls: Value, item: Value) -> Value:
    """``Pair[int]``: what stands for the class with these types; a class without parameters has none to give."""
    row = item if type(item) is tuple else (item,)
    if cls not in (stubbed_class(machine, "typing.Generic"), stubbed_class(machine, "typing.Protocol")):
        if not isinstance(cls, Class) or cls.module is None or cls.module.is_stub or not is_certain(machine, cls):
            return cls
        if cls.node is not None and cls.node.type_parameters:
            return cls
        parameters = machine.attributes(cls).get(PARAMETERS, ())
        if type(parameters) is not tuple or not all(map(partial(_is_plain, machine), parameters)):
            return cls
        if not parameters:
            machine.throw("TypeError", f"{repr_of(machine, cls)} is not a generic class")
        if len(row) > len(parameters):
            what = f"Too many arguments for {repr_of(machine, cls)}; actual {len(row)}, expected {len(parameters)}"
            machine.throw_exactly("TypeError", what)
        if len(row) < len(parameters):
            machine.throw_in_other_words("TypeError", "too few types for a generic class")
        row = tuple(machine.builtin("NoneType") if each is None else each for each in row)
        if any(isinstance(each, str | Unknown) for each in row):
            return cls
    return machine.call(stubbed_class(machine, "typing._GenericAlias"), (cls, row))


PARAMETERS, BASES = "__parameters__", "__orig_bases__"


def _is_plain(machine: Interpreter, parameter: Value) -> bool:
    return isinstance(parameter, Object) and parameter.cls is stubbed_class(machine, "typing.TypeVar")


def set_parameters(machine: Interpreter, cls: Value) -> None:
    """Give a class that derives from ``Generic[…]`` its type parameters."""
    alias, generic_class = stubbed_class(machine, "typing._GenericAlias"), stubbed_class(machine, "typing.Generic")
    bases = machine.attributes(cls).get(BASES, ())
    found = [each for each in bases if isinstance(each, Object) and each.cls is alias]
    generic = [each for each in found if machine.attributes(each).get("__origin__") is generic_class]
    parameters: list[Value] = []
    for each in generic or found:
        for parameter in machine.attributes(each).get(PARAMETERS, ()):
            if parameter not in parameters:
                parameters.append(parameter)
    machine.set_attribute_raw(cls, PARAMETERS, tuple(parameters))


def type_hints(machine: Interpreter, value: Value, *_: Value) -> Value:
    """The annotations of a class and of all it inherits from."""
    if not isinstance(value, Class):
        raise Gap("the annotations of what is no class")
    found: dict[str, Value] = {}
    for parent in reversed(value.mro):
        if not isinstance(parent, Class) or parent.open_base is not None:
            raise Gap("the annotations of a class whose bases are not known")
        found.update(own_annotations(machine, parent))
    return machine.new_dict(found)


_NO_MEMBERS = frozenset({"__module__", "__doc__", PARAMETERS, BASES})


def is_protocol_instance(machine: Interpreter, cls: Value, instance: Value) -> Value:
    """By inheritance; for a protocol itself also where the value has all its members."""
    known = machine.is_instance(instance, cls)
    if known is True or isinstance(known, Unknown):
        return known
    protocol = stubbed_class(machine, "typing.Protocol")
    if protocol not in cls.bases:
        return False
    for parent in cls.mro:
        if parent is protocol or parent is machine.classes.object or not isinstance(parent, Class):
            continue
        declared = machine.attributes(parent)
        for name in (*declared, *(name for name, _ in declared.get("\0annotations", ()))):
            if name.startswith("\0") or name in _NO_MEMBERS:
                continue
            found = machine.find_attribute(instance, name)
            if found is MISSING:
                return False
            if isinstance(found, Unknown):
                raise Gap(f"whether a value has {name}")
    return True
