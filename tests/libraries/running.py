"""Run a text both under CPython and in the interpreter with the stubs and libraries at hand, and compare what it leaves in ``result``."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from interpreter.builtins.comparing import is_not_known, plain_value, same
from interpreter.running import to_host
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.interpreter.imports import module_value, new_module, run_all
from shapeproof.interpreter.machine import Interpreter
from shapeproof.interpreter.protocols import FoundModule
from shapeproof.libraries import PythonLibraries
from shapeproof.source import SourceFile, read_source
from shapeproof.torch_model.library import StubLibrary
from shapeproof.values import PythonModule

STUBS = Path(__file__).parents[2] / "stubs"


class StubImporter:
    """Finds the stubs alone."""

    def find(self, name: str) -> FoundModule | None:
        return _stub(name)


@lru_cache(maxsize=None)
def _stub(name: str) -> FoundModule | None:
    place = STUBS.joinpath(*name.split("."))
    for path, is_package in ((place / "__init__.pyi", True), (place.with_suffix(".pyi"), False)):
        if path.is_file():
            return FoundModule(name, str(path), is_package, read_source(str(path)))
    return FoundModule(name, str(place), True, None) if place.is_dir() else None


def run(text: str) -> tuple[Interpreter, PythonModule]:
    """A module of that text, run from its first statement to its last."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 30_000))
    machine = Interpreter(StubImporter(), (StubLibrary(), PythonLibraries()))
    module = new_module(machine, "program", "program.py", SourceFile("program.py", text), False)
    machine.modules["program"] = module
    run_all(machine, module)
    return machine, module


def by_interpreter(text: str, name: str = "result") -> Any:
    machine, module = run(text)
    return to_host(machine, module_value(machine, module, name))


def by_host(text: str, name: str = "result") -> Any:
    names: dict[str, Any] = {"__name__": "program"}
    module = type(sys)("program")
    sys.modules["program"] = module
    try:
        exec(compile(text, "program.py", "exec", dont_inherit=True), module.__dict__)
    finally:
        del sys.modules["program"]
    names.update(module.__dict__)
    return plain_value(names[name])


def check(text: str) -> None:
    """The text's ``result`` is known, and the same under both."""
    expected, got = by_host(text), by_interpreter(text)
    assert not is_not_known(got), f"not known: {got}"
    assert same(got, expected), f"{got!r} where CPython has {expected!r}"


def raised(text: str, statement: str) -> str:
    """A program that sets ``result`` to the name and text of what a statement raises."""
    return f"{text}\ntry:\n    {statement}\n    result = 'nothing'\nexcept Exception as error:\n    result = type(error).__name__, str(error)\n"


__all__ = ["ProgramRaise", "by_host", "by_interpreter", "check", "raised", "run"]
