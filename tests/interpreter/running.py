"""Run a text in the interpreter, and read known values back as the host's own."""

from __future__ import annotations

import builtins
from itertools import islice
from typing import Any

from shapeproof.interpreter.imports import module_value, new_module, run_all
from shapeproof.interpreter.machine import Interpreter
from shapeproof.source import SourceFile
from shapeproof.values import Class, Namespace, Native, Object, PythonModule, Range, SliceValue, Unknown, Value


class NoImporter:
    """Finds no module."""

    def find(self, name: str) -> None:
        return None


class NotKnown:
    """What `to_host` gives for a value the interpreter does not know; ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __repr__(self) -> str:
        return f"<not known: {self.reason}>"


def run_source(text: str, globals_: dict[str, Value] | None = None) -> tuple[Interpreter, PythonModule]:
    """Run a module's statements in order; ``globals_`` are names it has before."""
    machine = Interpreter(NoImporter())
    module = new_module(machine, "program", "program.py", SourceFile("program.py", text), False)
    machine.modules["program"] = module
    module.values.update(globals_ or {})
    run_all(machine, module)
    return machine, module


def global_of(machine: Interpreter, module: PythonModule, name: str) -> Any:
    """A module's global as a host value."""
    return to_host(machine, module_value(machine, module, name))


def to_host(machine: Interpreter, value: Value) -> Any:
    """A value as the host's own: scalars, containers, classes by name; `NotKnown` where it is not known."""
    if isinstance(value, Unknown):
        return NotKnown(value.reason)
    if type(value) is tuple:
        return tuple(to_host(machine, item) for item in value)
    if isinstance(value, Range) and all(type(part) is int for part in (value.start, value.stop, value.step)):
        return range(value.start, value.stop, value.step)
    if isinstance(value, SliceValue):
        return slice(*(to_host(machine, part) for part in (value.start, value.stop, value.step)))
    if isinstance(value, Native) and callable(getattr(builtins, value.name, None)):
        return getattr(builtins, value.name)
    if isinstance(value, Class):
        return f"<class {value.name}>"
    if isinstance(value, Object) and not isinstance(value, PythonModule):
        return _object(machine, value)
    return value


def _object(machine: Interpreter, value: Object) -> Any:
    try:
        return _content(machine, value)
    except TypeError as error:
        return NotKnown(f"cannot be a host value: {error}")


def _content(machine: Interpreter, value: Object) -> Any:
    content = machine.state(value).content
    if type(content) is Namespace:
        content = machine.content(value)
    name = next((parent.name for parent in value.cls.mro if parent.builtin), "object")
    if name == "dict" and isinstance(content, dict):
        return {to_host(machine, key): to_host(machine, item) for key, item in content.items()}
    if name in ("set", "frozenset") and isinstance(content, dict):
        members = {to_host(machine, key) for key in content}
        return members if name == "set" else frozenset(members)
    if name in ("list", "tuple") and isinstance(content, tuple):
        items = [to_host(machine, item) for item in content]
        return items if name == "list" else tuple(items)
    if name == "bytearray" and isinstance(content, tuple):
        return bytearray(content)
    if name in ("str", "int", "float", "bytes") and content is not None:
        return content
    if machine.builtin("iterator") in value.cls.mro:
        return ["iterator", *(to_host(machine, item) for item in islice(machine.iterate(value), 100))]
    if name.startswith("dict_"):
        return [name, *(to_host(machine, item) for item in machine.iterate(value))]
    if value == machine.classes.not_implemented:
        return NotImplemented
    return f"<{value.cls.name} object>"
