"""Every public name of torch, of tensors and of the namespaces around stands in the stubs."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch

STUBS = Path(__file__).parents[2] / "stubs"


def _bound(body: list[ast.stmt]) -> set[str]:
    """The names that statements bind."""
    names: set[str] = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(part.id for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names.update(alias.asname or alias.name for alias in node.names)
    return names


def _module(name: str) -> ast.Module:
    place = STUBS.joinpath(*name.split("."))
    path = place / "__init__.pyi"
    return ast.parse((path if path.is_file() else place.with_suffix(".pyi")).read_text())


def _public(owner: Any) -> set[str]:
    return {
        name for name in dir(owner) if not name.startswith("_") and not isinstance(getattr(owner, name), ModuleType)
    }


def test_torch() -> None:
    assert _public(torch) - _bound(_module("torch").body) == set()


def test_tensor() -> None:
    module = _module("torch._tensor")
    tensor = next(node for node in module.body if isinstance(node, ast.ClassDef) and node.name == "Tensor")
    assert _public(torch.Tensor) - _bound(tensor.body) == set()


@pytest.mark.parametrize("name", ["torch.linalg", "torch.fft", "torch.special", "torch.return_types"])
def test_namespaces(name: str) -> None:
    real = importlib.import_module(name)
    texts = {"Tensor", "common_notes", "multi_dim_common", "common_args", "factory_common_args"}
    public = {each for each in _public(real) - texts if not each.endswith("_out")}
    if name == "torch.return_types":
        public = {each for each in public if each.islower() and isinstance(getattr(real, each), type)}
    assert public - _bound(_module(name).body) == set()


@pytest.mark.parametrize("name", ["torch", "torch.linalg", "torch.fft", "torch.special"])
def test_no_invented_names(name: str) -> None:
    """The stubs define no public function that torch has not."""
    real = importlib.import_module(name)
    made = {node.name for node in _module(name).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert {each for each in made if not each.startswith("_") and not hasattr(real, each)} == set()
