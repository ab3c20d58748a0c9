"""Classes of stubs have the names that CPython's own have: what a stub leaves out would be told as missing."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from libraries.running import STUBS, run
from shapeproof.interpreter import classes
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.machine import Interpreter
from shapeproof.values import Class, Unknown

OF_STUBS_ALONE = {"torch", "torchvision", "transformers", "numpy", "einops", "jaxtyping", "omegaconf", "hydra"}
MODULES = sorted(
    path.relative_to(STUBS).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for path in STUBS.rglob("*.pyi")
    if path.relative_to(STUBS).parts[0] not in OF_STUBS_ALONE
)


def test_all_stubs_of_the_standard_library_are_among_them() -> None:
    assert {"threading", "logging", "argparse", "numbers", "weakref", "collections"} <= set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_public_names(name: str) -> None:
    try:
        real = importlib.import_module(name)
    except ImportError:
        pytest.skip(f"{name} is not installed")
    if "site-packages" in (real.__file__ or "" if hasattr(real, "__file__") else ""):
        pytest.skip(f"{name} is not the standard library's")
    machine, _ = run("x = 1\n")
    found = machine.importer.find(name)
    assert found is not None and found.source is not None
    text = found.source.text  # type: ignore[attr-defined]
    module = machine.import_module(name)
    missing = {
        f"{name}.{each}.{attribute}"
        for each in dir(real)
        if isinstance(getattr(real, each), type) and not each.startswith("_")
        for attribute in _missing(machine, machine.get_attribute(module, each), getattr(real, each))
        if f".{attribute}" not in text  # its constructor sets it
    }
    assert not missing


def _missing(machine: Interpreter, ours: Any, real: type) -> list[str]:
    """The public names of a class that ours does not have and does not leave open."""
    if not isinstance(ours, Class) or ours.builtin or issubclass(real, BaseException | type):
        return []
    if isinstance(classes.lookup(machine, ours, "__getattr__"), Unknown) or any(each.open_base for each in ours.mro):
        return []
    if classes.lookup(machine, ours, "__getattr__") is not MISSING:
        return []
    names = [each for each in dir(real) if not each.startswith("_")]
    return [each for each in names if classes.lookup(machine, ours, each) is MISSING]
