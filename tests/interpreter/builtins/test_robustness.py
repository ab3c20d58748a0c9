"""No method, function or constructor lets an exception of the host escape, whatever it is called with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any

import pytest
from interpreter.running import run_source
from shapeproof.dims import real, symbol
from shapeproof.interpreter.builtins import CLASSES, CONSTRUCTORS, FUNCTIONS, METHODS
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.interpreter.machine import Interpreter
from shapeproof.shapes import Gap, Refused
from shapeproof.values import LOST, Range, ShapeValue, SliceValue, Truth, Unknown

_PRELUDE = """
class Plain: pass
class Words(str): pass
class Many(list): pass
class Table(dict): pass
values = [
    [], [1, 2], [[1]], {}, {'a': 1}, {1, 2}, set(), frozenset([1]), iter([1, 2]), Plain(), Plain, Words('ab'),
    Many([1]), Table(a=1), ValueError('x'), len, (lambda x: x), {'a': 1}.keys(), {'a': 1}.items(), 'abc'.upper,
    property(len), zip([1], [2]), Words,
]
"""


def _values() -> tuple[Interpreter, list[Any]]:
    machine, module = run_source(_PRELUDE)
    n = symbol("n", lower=1)
    made = list(machine.content(module.values["values"]))
    lost = machine.new(machine.classes.list, None, LOST)
    condition = machine.compare(">", symbol("k"), 3)
    assert isinstance(condition, Truth)
    row = machine.new_list(machine.iterate(Range(0, n, 1)))
    scalars = [
        None,
        True,
        0,
        3,
        -1,
        10**20,
        2.5,
        float("nan"),
        1j,
        "",
        "abc",
        "{} {x}",
        "%d %s",
        b"",
        b"ab",
        ...,
        (),
        (1, "a"),
    ]
    symbolic = [n, real("/", n, 3), condition, Unknown("?"), (n, Unknown("?")), ShapeValue(()), lost, row, module]
    others = [Range(0, 3, 1), Range(0, n, 1), SliceValue(None, 1, None), SliceValue(n, None, -1)]
    return machine, [*scalars, *made, *symbolic, *others]


MACHINE, VALUES = _values()


def _argument_rows(values: list[Any]) -> Iterator[tuple[Any, ...]]:
    yield ()
    yield from ((value,) for value in values)
    few = values[::3]
    yield from product(few, few)
    yield from ((value, value, value) for value in few)


def _called(action: Callable[[], Any]) -> None:
    start = MACHINE.world()
    MACHINE.log = None
    try:
        action()
    except (ProgramRaise, Gap, Refused):
        pass
    finally:
        MACHINE.enter(start)
        MACHINE.log = None


def _receivers(name: str) -> list[Any]:
    cls = MACHINE.builtin(name)
    found = [value for value in VALUES if cls in MACHINE.class_of(value).mro]
    return [*found, Unknown("?")] if name not in ("type", "BaseException", "KeyError", "UnicodeError") else found


@pytest.mark.parametrize("name", METHODS)
def test_methods(name: str) -> None:
    for method in METHODS[name].values():
        for receiver in _receivers(name):
            for arguments in _argument_rows(VALUES):
                _called(partial(method, MACHINE, receiver, arguments, {}))
            _called(partial(method, MACHINE, receiver, (), {"nonsense": 1}))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(name: str) -> None:
    for arguments in _argument_rows(VALUES):
        _called(partial(FUNCTIONS[name], MACHINE, arguments, {}))
    _called(partial(FUNCTIONS[name], MACHINE, (), {"nonsense": 1}))
    _called(partial(FUNCTIONS[name], MACHINE, (VALUES[0],), {"**": Unknown("?")}))


@pytest.mark.parametrize("name", CONSTRUCTORS)
def test_constructors(name: str) -> None:
    for arguments in _argument_rows(VALUES):
        _called(partial(CONSTRUCTORS[name], MACHINE, MACHINE.builtin(name), arguments, {}))
    _called(partial(CONSTRUCTORS[name], MACHINE, MACHINE.builtin(name), (), {"nonsense": 1}))


def test_a_base_stands_before_its_classes() -> None:
    seen: set[str] = set()
    for name, bases in CLASSES.items():
        assert seen.issuperset(bases)
        seen.add(name)
