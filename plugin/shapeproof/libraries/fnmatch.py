"""fnmatch of known names and patterns."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins.plain import compute, plain
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def matches(machine: Interpreter, name: Value, pat: Value) -> Value:
    return compute(machine, fnmatch.fnmatchcase, plain(machine, name), plain(machine, pat))


def translate(machine: Interpreter, pat: Value) -> Value:
    return compute(machine, fnmatch.translate, plain(machine, pat))
