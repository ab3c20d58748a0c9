"""Modules imported by name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from shapeproof.dims import Opinion
from shapeproof.interpreter import imports
from shapeproof.interpreter.builtins.plain import plain
from shapeproof.libraries.stubbed import stubbed
from shapeproof.shapes import Gap
from shapeproof.values import PythonModule, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _absolute(machine: Interpreter, name: Value, package: Value) -> str:
    name, package = plain(machine, name), plain(machine, package)
    for value in (name, package):
        if isinstance(value, Unknown):
            raise Gap(value.reason)
    if not isinstance(name, str) or not name:
        raise Gap("a module whose name is not known")
    if not name.startswith("."):
        return name
    if not isinstance(package, str):
        machine.throw_exactly(
            "TypeError", f"the 'package' argument is required to perform a relative import for {name!r}"
        )
    level = len(name) - len(name.lstrip("."))
    parts = package.split(".")
    if level > len(parts):
        machine.throw_exactly("ImportError", "attempted relative import beyond top-level package")
    base = ".".join(parts[: len(parts) - level + 1])
    rest = name[level:]
    return f"{base}.{rest}" if rest else base


def import_module(machine: Interpreter, name: Value, package: Value) -> Value:
    return imports.import_module(machine, _absolute(machine, name, package))


def find_spec(machine: Interpreter, name: Value, package: Value) -> Value:
    """Something true for a module that is found. What is not found here may be installed elsewhere: both are followed,
    and for a module the question is asked once."""
    text = _absolute(machine, name, package)
    installed = Opinion(f"the module {text} is installed", crc32(text.encode()))
    if isinstance(imports.import_module(machine, text), PythonModule) or machine.decide(installed):
        return machine.call(stubbed(machine, "types.SimpleNamespace"), (), {"name": text})
    return None
