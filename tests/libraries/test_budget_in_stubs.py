"""A run that ends within a statement of a stub leaves the stub whole for the runs after it."""

from __future__ import annotations

import pytest
from libraries.running import run
from shapeproof.interpreter.world import BudgetSpent
from shapeproof.values import Class


def test_a_class_of_a_stub_whose_statement_was_cut_short_is_there_for_the_next_run() -> None:
    machine, _ = run("import re\n")
    machine.steps, machine.step_budget = 0, 3
    with pytest.raises(BudgetSpent):
        machine.get_attribute(machine.import_module("re"), "Pattern")
    machine.steps, machine.step_budget = 0, 10_000
    assert isinstance(machine.get_attribute(machine.import_module("re"), "Pattern"), Class)
