"""What is known of Python's own libraries by name."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, FloatExpression, real, to_integer
from shapeproof.shapes import Gap
from shapeproof.values import Native, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _math(name: str) -> Callable[..., Value]:
    host = getattr(math, name)

    def call(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        if all(isinstance(a, int | float) for a in arguments):
            try:
                return host(*arguments)
            except ValueError as error:
                machine.throw("ValueError", str(error))
            except OverflowError as error:
                machine.throw("OverflowError", str(error))
        if any(isinstance(a, Unknown) for a in arguments):
            raise Gap(next(a.reason for a in arguments if isinstance(a, Unknown)))
        if name in ("ceil", "floor", "trunc") and isinstance(arguments[0], Dim):
            return arguments[0]
        if name in ("ceil", "floor") and isinstance(arguments[0], FloatExpression):
            return to_integer(arguments[0], name)
        if name in ("sqrt", "log", "log2", "log10", "exp", "sin", "cos") and len(arguments) == 1:
            if isinstance(arguments[0], Dim | FloatExpression):
                return real(name, arguments[0])
        raise Gap(f"math.{name} of what is not known")

    return call


class PythonLibraries:
    def lookup(self, machine: Interpreter, qualified_name: str) -> Value | None:
        module, _, name = qualified_name.rpartition(".")
        if module == "math":
            found: Any = getattr(math, name, None)
            if isinstance(found, float):
                return found
            return None if found is None else Native(qualified_name, _math(name), binds=False)
        return None

    def covers(self, module_name: str) -> bool:
        return module_name in ("math",)
