"""``sys.modules``, modules by name, read where they are asked for; the exception that is being handled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import imports
from shapeproof.interpreter.builtins.plain import plain, raise_builtin
from shapeproof.interpreter.registries import imports_of
from shapeproof.shapes import Gap
from shapeproof.values import PythonModule, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _name(machine: Interpreter, name: Value) -> str:
    name = plain(machine, name)
    if isinstance(name, Unknown):
        raise Gap(name.reason)
    if not isinstance(name, str):
        raise_builtin(machine, "KeyError", (name,))
    return name


def module_at(machine: Interpreter, modules: Value, name: Value) -> Value:
    text = _name(machine, name)
    running = machine.frame
    while running is not None:
        if running.module.name == text or text == "__main__":
            return running.module
        running = running.parent
    known = machine.modules.get(text)
    if known is None and _is_brought(machine, text):
        known = imports.import_module(machine, text)
    if isinstance(known, PythonModule):
        return known
    raise Gap(f"whether the module {text} is loaded")


def _is_brought(machine: Interpreter, name: str) -> bool:
    """Whether a package that is loaded, and whose stub says what it imports, has loaded a module of its own."""
    package, _, own = name.rpartition(".")
    outer = package
    while outer:
        if outer in machine.modules or _is_brought(machine, outer):
            owner = imports.import_module(machine, outer)
            said = isinstance(owner, PythonModule) and owner.is_stub
            if said and (name in imports_of(machine, owner) or (outer == package and own in owner.binders)):
                return True
        outer = outer.rpartition(".")[0]
    return False


def module_or(machine: Interpreter, modules: Value, name: Value, default: Value) -> Value:
    return module_at(machine, modules, name)


def has_module(machine: Interpreter, modules: Value, name: Value) -> Value:
    return isinstance(module_at(machine, modules, name), PythonModule)


def set_module(machine: Interpreter, modules: Value, name: Value, module: Value) -> None:
    """A module put in place of another (lazy modules do that): what is read from source stays."""


def exception(machine: Interpreter) -> Value:
    return machine.handling
