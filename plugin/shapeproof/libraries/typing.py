"""The natives of typing: named tuples written as classes, and what is an instance of a protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import classes
from shapeproof.interpreter.builtins.formatting import repr_of
from shapeproof.interpreter.builtins.plain import host
from shapeproof.interpreter.channels import MISSING
from shapeproof.libraries.collections import define_fields
from shapeproof.libraries.inspect import own_annotations
from shapeproof.libraries.stubbed import stubbed_class
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import Class, Unknown, Value

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
    """``Pair[int]``: the class itself; a class none of whose bases has parameters has none to give."""
    if cls in (stubbed_class(machine, "typing.Generic"), stubbed_class(machine, "typing.Protocol")):
        row = item if type(item) is tuple else (item,)
        return machine.call(stubbed_class(machine, "typing._GenericAlias"), (cls, row))
    if isinstance(cls, Class) and cls.node is not None and cls.module is not None and not cls.module.is_stub:
        bases = [argument.value for argument in cls.node.arguments if argument.keyword is None]
        if all(isinstance(base, nodes.Name) for base in bases) and not cls.node.type_parameters:
            machine.throw("TypeError", f"{repr_of(machine, cls)} is not a generic class")
    return cls


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
            if name.startswith("\0") or (name.startswith("__") and name in ("__module__", "__doc__")):
                continue
            found = machine.find_attribute(instance, name)
            if found is MISSING:
                return False
            if isinstance(found, Unknown):
                raise Gap(f"whether a value has {name}")
    return True
