"""Run a text both under CPython and in the interpreter, stubs and libraries at hand, and compare what it ends in."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from interpreter.builtins.comparing import is_not_known, plain_value, same
from interpreter.running import to_host
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


@cache
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


def check(text: str) -> None:
    """Every item of the list that the text ends in (``result = [...]``) is known, and the same under both."""
    last = ast.parse(text).body[-1]
    assert isinstance(last, ast.Assign) and isinstance(last.value, ast.List)
    items = [ast.unparse(item) for item in last.value.elts]
    head = "\n".join(text.split("\n")[: last.lineno - 1])
    program = head + "\n" + "\n".join(f"result_{index} = {item}" for index, item in enumerate(items))
    machine, module = run(program)
    hosted = by_host(program)
    wrong = []
    for index, item in enumerate(items):
        got = to_host(machine, module_value(machine, module, f"result_{index}"))
        expected = plain_value(hosted[f"result_{index}"])
        if is_not_known(got) or not same(got, expected):
            wrong.append(f"{item}: {got!r} where CPython has {expected!r}")
    assert not wrong, "\n".join(wrong)


def check_raises(prelude: str, statements: dict[str, str]) -> None:
    """Each statement raises the exception of that name under both."""
    wrong = []
    for statement, name in statements.items():
        text = f"""{prelude}
try:
    {statement}
    result = None
except BaseException as error:
    result = type(error).__name__
"""
        got = by_interpreter(text)
        expected = by_host(text)["result"]
        if not got == expected == name:
            wrong.append(f"{statement}: {got!r} where CPython has {expected!r}")
    assert not wrong, "\n".join(wrong)


def by_interpreter(text: str, name: str = "result") -> Any:
    """What a module of that text binds to a name."""
    machine, module = run(text)
    return to_host(machine, module_value(machine, module, name))


def by_host(text: str) -> dict[str, Any]:
    """The globals of a module of that text under CPython."""
    module = ModuleType("program")
    sys.modules["program"] = module
    try:
        exec(compile(text, "program.py", "exec", dont_inherit=True), module.__dict__)
    finally:
        del sys.modules["program"]
    return module.__dict__
