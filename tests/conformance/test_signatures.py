"""Names, order and defaults of every stub's parameters agree with the installed torch."""

from __future__ import annotations

import pytest
from conformance.signatures import SCHEMAS, Parameter, disagreements, misfit, real_signatures, stub_functions

SEVERAL = {"randint": "its first argument may be left out, which moves the others"}


@pytest.mark.parametrize("owner", sorted(SCHEMAS))
def test_agreement(owner: str) -> None:
    assert {name: why for name, why in disagreements(owner).items() if name not in SEVERAL} == {}


def test_nearly_all_are_compared() -> None:
    compared = sum(bool(real_signatures(owner, name)) for owner in SCHEMAS for name in stub_functions(owner))
    assert compared > 1_400


@pytest.mark.parametrize(
    ("stub", "why"),
    [
        ([("input", "positional")], None),
        ([("x", "positional")], "has x where torch has input"),
        ([], "has no input"),
        ([("input", "positional"), ("dim", "positional", 0)], "has dim=0, torch -1"),
        ([("input", "positional"), ("dim", "positional")], "demands dim"),
    ],
)
def test_misfits_are_told(stub: list[tuple], why: str | None) -> None:
    real = (Parameter("input", "positional"), *([Parameter("dim", "positional", -1)] if len(stub) > 1 else []))
    assert misfit(tuple(Parameter(*each) for each in stub), real) == why
