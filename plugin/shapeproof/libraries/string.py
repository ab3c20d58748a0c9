"""``string.Template``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins.formatting import string_of
from shapeproof.interpreter.builtins.plain import plain, raise_builtin
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_FIELD = re.compile(r"\$(?:(\$)|([_a-zA-Z][_a-zA-Z0-9]*)|\{([_a-zA-Z][_a-zA-Z0-9]*)\}|())")


def substitute(machine: Interpreter, template: Value, mapping: Value, safe: Value) -> Value:
    text = plain(machine, template)
    if not isinstance(text, str):
        raise Gap("a template that is not known")
    values = machine.content(mapping)

    def filled(match: re.Match[str]) -> str:
        name = match[2] or match[3]
        if match[1]:
            return "$"
        if name is None:
            if safe:
                return match[0]
            before = text[: match.start(4)].splitlines(keepends=True)
            column = match.start(4) - len("".join(before[:-1]))
            what = f"Invalid placeholder in string: line {len(before)}, col {column}"
            machine.throw_exactly("ValueError", what)
        found = values.get(name, MISSING)
        if found is MISSING and safe:
            return match[0]
        if found is MISSING:
            raise_builtin(machine, "KeyError", (name,))
        return string_of(machine, found)

    return _FIELD.sub(filled, text)
