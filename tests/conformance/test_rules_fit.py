"""Every rule that a stub names is there, and takes the arguments that the stub hands it."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module

import pytest
from conformance.signatures import STUBS
from shapeproof.torch_model.signatures import _NOT_ABOUT_SHAPES

FILES = sorted(path.relative_to(STUBS).as_posix() for path in (STUBS / "torch").rglob("*.pyi"))


def _rules(node: ast.FunctionDef) -> list[str]:
    calls = [each for each in node.decorator_list if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
    return [each.args[0].value for each in calls if each.func.id == "rule"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", FILES)
def test_rules_take_what_stubs_give(file: str) -> None:
    wrong = []
    for node in ast.walk(ast.parse((STUBS / file).read_text())):
        if not isinstance(node, ast.FunctionDef):
            continue
        arguments = node.args
        each = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        names = [given.arg for given in (*each, arguments.vararg, arguments.kwarg) if given is not None]
        count = sum(name not in _NOT_ABOUT_SHAPES for name in names)
        for name in _rules(node):
            place, _, function = name.partition(".")
            rule = getattr(import_module(f"shapeproof.torch_model.rules.{place}"), function)
            try:
                inspect.signature(rule).bind(None, *range(count))
            except TypeError as error:
                wrong.append(f"{node.name} by {name}: {error}")
    assert not wrong, "\n".join(wrong)
