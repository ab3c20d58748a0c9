"""What is wrong with what people ask about, in words that lead on: names that nothing has, things that are no model."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from shapeproof.interpreter import imports
from shapeproof.interpreter.channels import MISSING
from shapeproof.program import nodes
from shapeproof.values import PythonModule, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.analysis.request import ParamsRequest
    from shapeproof.interpreter.machine import Interpreter


def what_it_is(machine: Interpreter, request: ParamsRequest, value: Value) -> str:
    """Of what a target gives that is no model: that its file has no such name, why it is not known, or its type."""
    asked, module = request.expression, machine.import_module(request.module.name)
    if isinstance(asked, nodes.Name) and isinstance(module, PythonModule) and not _has(machine, module, asked.name):
        statements = () if module.source is None else module.source.statements
        known = {name for each in statements for name in each.names}
        return f"{os.path.basename(module.path)} has no {asked.name}{near(asked.name, known)}"
    if isinstance(value, Unknown):
        return value.reason
    name = machine.class_of(value).name
    return f"it gives {'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _has(machine: Interpreter, module: PythonModule, name: str) -> bool:
    return imports.module_value(machine, module, name) is not MISSING


def near(word: str, choices: Iterable[str]) -> str:
    """``; did you mean …?`` where one of the choices is spelled alike but for the case of letters, else nothing."""
    lowered = {each.lower(): each for each in sorted(choices)}
    found = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    return f"; did you mean {lowered[found[0]]}?" if found else ""
