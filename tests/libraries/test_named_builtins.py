"""``builtins``, ``Ellipsis``, and names that a module's own text binds in ways that are not followed."""

from __future__ import annotations

import pytest
from interpreter.running import NotKnown, global_of
from libraries.running import check, run


def test_builtins_are_named() -> None:
    check(
        "import builtins\nresult = [builtins.len('abc'), builtins.int('3'), Ellipsis is ..., type(Ellipsis).__name__,"
        " builtins.max(1, 2), builtins.NotImplemented is NotImplemented, isinstance(3, builtins.int)]"
    )


@pytest.mark.parametrize("binding", ["globals().update(vars(other))", "exec(text)", "globals()['made'] = 1"])
def test_a_name_that_may_be_bound_so_is_not_told_as_missing(binding: str) -> None:
    machine, module = run(
        f"import other\ntext = other.text\n{binding}\ntry:\n    found = made\nexcept NameError:\n    found = None\n"
    )
    assert isinstance(global_of(machine, module, "found"), NotKnown)


def test_what_exec_is_given_may_have_changed() -> None:
    machine, module = run(
        "held = {}\nexec('made = 1', held)\ntry:\n    found = held['made']\nexcept KeyError:\n    found = None\n"
    )
    assert isinstance(global_of(machine, module, "found"), NotKnown)


def test_an_id_is_no_negative_number() -> None:
    machine, module = run("class Held: pass\nfound = [id(Held()) >= 0, id(Held) >= 0, id(Held) == id(Held)]\n")
    assert global_of(machine, module, "found") == [True, True, True]
