"""What inspect.signature reads of a callable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import classes
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import BoundMethod, Class, Function, Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_KINDS = {"positional": 0, "normal": 1, "variadic": 2, "keyword": 3, "keywords": 4}


def parameters(machine: Interpreter, callable: Value) -> Value:
    """Of each parameter the name, the kind as inspect numbers it, and the default in a tuple of one, or none."""
    function, bound = callable, False
    if isinstance(function, Class):
        function, bound = classes.lookup(machine, function, "__init__"), True
        if function is MISSING:
            return machine.new_list(())
    elif isinstance(function, BoundMethod):
        function, bound = function.function, True
    elif isinstance(function, Object) and not isinstance(function, Function):
        function, bound = classes.lookup(machine, function.cls, "__call__"), True
    for _ in range(20):
        wrapped = machine.attributes(function).get("__wrapped__") if isinstance(function, Function) else None
        if wrapped is None:
            break
        function = wrapped
    if not isinstance(function, Function):
        raise Gap("the signature of something not understood")
    rows = []
    for parameter in function.node.parameters[1 if bound else 0 :]:
        default = (function.defaults[parameter.name],) if parameter.name in function.defaults else ()
        rows.append((parameter.name, _KINDS[parameter.kind], default))
    return machine.new_list(rows)
