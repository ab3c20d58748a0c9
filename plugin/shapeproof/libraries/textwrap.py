"""textwrap of known text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins.plain import compute, plain
from shapeproof.shapes import Gap
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def dedent(machine: Interpreter, text: Value) -> Value:
    return compute(machine, textwrap.dedent, plain(machine, text))


def indent(machine: Interpreter, text: Value, prefix: Value, predicate: Value) -> Value:
    if predicate is not None:
        raise Gap("textwrap.indent with a predicate")
    return compute(machine, textwrap.indent, plain(machine, text), plain(machine, prefix))
