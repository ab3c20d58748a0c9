"""JSON text to values and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins.plain import compute, from_host, host, type_name
from shapeproof.libraries.stubbed import stubbed_class
from shapeproof.shapes import Gap
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

LONGEST = 1_000_000


def loads(machine: Interpreter, text: Value, *hooks: Value) -> Value:
    """``json.loads`` past its hooks for objects."""
    if any(hook is not None for hook in hooks[:-1]) or machine.content(hooks[-1]):
        raise Gap("json.loads with hooks")
    given = host(machine, text)
    if not isinstance(given, str | bytes):
        kind = type_name(machine, text)
        machine.throw_exactly("TypeError", f"the JSON object must be str, bytes or bytearray, not {kind}")
    if len(given) > LONGEST:
        raise Gap("budget: a long JSON text")
    try:
        return from_host(machine, json.loads(given))
    except json.JSONDecodeError as error:
        made = machine.call(stubbed_class(machine, "json.JSONDecodeError"), (error.msg, error.doc, error.pos))
        raise machine.raising(made) from None
    except (RecursionError, UnicodeDecodeError):
        raise Gap("budget: a JSON text") from None


def dumps(
    machine: Interpreter,
    value: Value,
    skipkeys: Value,
    ensure_ascii: Value,
    check_circular: Value,
    allow_nan: Value,
    cls: Value,
    indent: Value,
    separators: Value,
    sort_keys: Value,
    rest: Value,
) -> Value:
    if cls is not None or machine.content(rest):
        raise Gap("json.dumps with hooks")
    return compute(
        machine,
        lambda *given: json.dumps(
            given[0],
            skipkeys=given[1],
            ensure_ascii=given[2],
            allow_nan=given[3],
            indent=given[4],
            separators=given[5],
            sort_keys=given[6],
        ),
        *(value, skipkeys, ensure_ascii, allow_nan, indent, separators, sort_keys),
    )
