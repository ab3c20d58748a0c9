"""``str.format`` and ``str.format_map``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.interpreter.builtins.formatting import CONVERSIONS, format_value
from shapeproof.interpreter.builtins.plain import (
    raise_builtin,
)
from shapeproof.shapes import Gap
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def format_template(machine: Interpreter, template: str, arguments: tuple[Value, ...], mapping: Any) -> str:
    """``template.format(*arguments, **mapping)``; ``mapping`` is a dict of keywords or the program's own mapping."""
    return _Template(machine, arguments, mapping).expand(template, 2)


class _Template:
    def __init__(self, machine: Interpreter, arguments: tuple[Value, ...], mapping: Any) -> None:
        self.machine = machine
        self.arguments = arguments
        self.mapping = mapping
        self.automatic: int | None = None
        self.manual = False

    def expand(self, template: str, depth: int) -> str:
        from _string import formatter_parser  # type: ignore[import-not-found]

        machine = self.machine
        if depth < 0:
            machine.throw("ValueError", "Max string recursion exceeded")
        pieces: list[str] = []
        parsed = formatter_parser(template)
        while True:
            try:
                literal, name, specification, conversion = next(parsed)
            except StopIteration:
                break
            except ValueError as error:
                machine.throw("ValueError", str(error))
            pieces.append(literal)
            if name is None:
                continue
            value = self.field(name)
            if conversion is not None and conversion not in CONVERSIONS:
                machine.throw("ValueError", f"Unknown conversion specifier {conversion}")
            inner = self.expand(specification, depth - 1) if "{" in specification else specification
            pieces.append(format_value(machine, value, conversion or "", inner))
            machine.budget(sum(map(len, pieces)), "a string")
        return "".join(pieces)

    def field(self, name: str) -> Value:
        from _string import formatter_field_name_split

        from shapeproof.interpreter import operators

        machine = self.machine
        try:
            first, rest = formatter_field_name_split(name)
        except ValueError as error:
            machine.throw("ValueError", str(error))
        value = self.argument(first)
        while True:
            try:
                is_attribute, key = next(rest)
            except StopIteration:
                return value
            except ValueError as error:
                machine.throw("ValueError", str(error))
            value = machine.get_attribute(value, key) if is_attribute else operators.get_item(machine, value, key)

    def argument(self, first: int | str) -> Value:
        machine = self.machine
        if first == "":
            if self.manual:
                machine.throw(
                    "ValueError", "cannot switch from manual field specification to automatic field numbering"
                )
            self.automatic = 0 if self.automatic is None else self.automatic + 1
            first = self.automatic
        elif isinstance(first, int):
            if self.automatic is not None:
                machine.throw(
                    "ValueError", "cannot switch from automatic field numbering to manual field specification"
                )
            self.manual = True
        if isinstance(first, int):
            if first >= len(self.arguments):
                if isinstance(self.mapping, dict):
                    message = f"Replacement index {first} out of range for positional args tuple"
                    raise_builtin(machine, "IndexError", (message,))
                machine.throw("ValueError", "Format string contains positional fields")
            return self.arguments[first]
        if isinstance(self.mapping, dict):
            if first not in self.mapping:
                if "**" in self.mapping:
                    raise Gap("a field that may come from ** of unknown content")
                raise_builtin(machine, "KeyError", (first,))
            return self.mapping[first]
        from shapeproof.interpreter import operators

        return operators.get_item(machine, self.mapping, first)
