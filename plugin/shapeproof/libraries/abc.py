"""What is an instance of an abstract class: by inheritance, registration, or the class's own hook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import abstract, classes
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Class, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def is_instance(machine: Interpreter, cls: Value, instance: Value) -> Value:
    """``ABCMeta.__instancecheck__``."""
    if isinstance(instance, Unknown):
        raise Gap(instance.reason)
    return is_subclass(machine, cls, machine.class_of(instance))


def is_subclass(machine: Interpreter, cls: Value, own: Value) -> Value:
    """``ABCMeta.__subclasscheck__``."""
    if not isinstance(own, Class):
        raise Gap("whether what is no class is a subclass")
    if classes.lookup(machine, cls, "__subclasshook__") is not MISSING:
        answer = machine.call(machine.get_attribute(cls, "__subclasshook__"), (own,))
        if isinstance(answer, bool | Unknown):
            return answer
    known = classes.is_subclass(own, cls)
    if known is not False:
        return known
    for parent in (cls, *(other for other in machine.classes.made if cls in other.mro)):
        registered = machine.attributes(parent).get("_abc_registered", ())
        if any(not isinstance(each, Class) or each in own.mro for each in registered):
            return True
    return False


def update_abstract_methods(machine: Interpreter, cls: Value) -> Value:
    """``abc.update_abstractmethods(cls)``: once more which names a class leaves abstract."""
    if isinstance(cls, Class) and cls.metaclass is not None and abstract.may_be(cls.metaclass):
        abstract.keep_names(machine, cls)
    return cls
