"""Regular expressions: CPython's own, on known text, where the search is certain to be short."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter.builtins.plain import host, plain
from shapeproof.interpreter.builtins.rows import new_iterator
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.libraries.stubbed import stubbed_class
from shapeproof.shapes import Gap
from shapeproof.values import Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

LONGEST_PATTERN = 2_000
MOST_STEPS = 20_000_000  # a bound of the trials a search may need, from the pattern and the text's length
FLAGS = re.I | re.M | re.S | re.U | re.X | re.A


# --- patterns --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=500)
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return re.compile(pattern, flags)


@lru_cache(maxsize=500)
def _repeats(pattern: str, flags: int) -> tuple[int, bool]:
    """How many repeats of open length stand one behind the other, and whether any stands within another."""
    from re import _parser  # type: ignore[attr-defined]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _count(_parser.parse(pattern, flags), _parser.MAXREPEAT, 0)


def _count(parsed: Any, unbounded: int, depth: int) -> tuple[int, bool]:
    total, nested = 0, False
    for operation, argument in parsed:
        name = str(operation)
        inner: list[Any] = []
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, body = argument
            open_ended = most == unbounded or most - least > 1
            total += open_ended
            found = _count(body, unbounded, depth + open_ended)
            total, nested = total + found[0], nested or found[1] or (open_ended and found[0] > 0)
            continue
        if name == "SUBPATTERN":
            inner = [argument[-1]]
        elif name == "BRANCH":
            inner = list(argument[1])
            nested = nested or depth > 0
        elif name in ("ASSERT", "ASSERT_NOT"):
            inner = [argument[1]]
        elif name == "ATOMIC_GROUP":
            inner = [argument]
        elif name == "GROUPREF_EXISTS":
            inner = [part for part in argument[1:] if part is not None]
        for body in inner:
            found = _count(body, unbounded, depth)
            total, nested = total + found[0], nested or found[1]
    return total, nested


def compile(machine: Interpreter, pattern: Value, flags: Value) -> Value:
    """``re.compile``: an object that holds the pattern's text."""
    if getattr(getattr(pattern, "cls", None), "name", "") == "Pattern":
        return pattern
    text, number = _text(machine, pattern), host(machine, flags)
    if not isinstance(number, int) or len(text) > LONGEST_PATTERN:
        raise Gap("a regular expression that is not followed")
    if number & ~int(FLAGS):
        raise Gap("a flag of a regular expression")
    try:
        made = _compiled(text, number)
    except (re.error, RecursionError, OverflowError) as error:
        if not isinstance(error, re.error):
            raise Gap("budget: a regular expression") from None
        raise ProgramRaise(machine.new(stubbed_class(machine, "re.error"), {"args": (str(error),)})) from None
    held = {
        "pattern": text,
        "flags": made.flags,
        "groups": made.groups,
        "groupindex": machine.new_dict(dict(made.groupindex)),
        "\0given": number,
    }
    return machine.new(stubbed_class(machine, "re.Pattern"), held)


def _text(machine: Interpreter, value: Value) -> str:
    value = plain(machine, value)
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if isinstance(value, bytes):
        raise Gap("regular expressions over bytes")
    if not isinstance(value, str):
        machine.throw_exactly("TypeError", "expected string or bytes-like object")
    return value


def _ready(machine: Interpreter, pattern: Value, string: Value) -> tuple[re.Pattern[str], str]:
    """The pattern and the text to search, where that is certain to be short."""
    held = machine.attributes(pattern)
    source, flags = held["pattern"], held["\0given"]
    text = _text(machine, string)
    repeats, nested = _repeats(source, flags)
    length = max(len(text), 2)
    # every repeat can end at each place, and a search can start at each; one in another can split in 2**length ways
    bits = length + length.bit_length() if nested else (repeats + 1) * length.bit_length()
    if bits > MOST_STEPS.bit_length():
        raise Gap("budget: a regular expression that may search long")
    machine.steps += length
    return _compiled(source, flags), text


# --- searching -------------------------------------------------------------------------------------------------------


def _found(machine: Interpreter, pattern: Value, match: re.Match[str] | None) -> Value:
    if match is None:
        return None
    spans = tuple([match.span(group) for group in range(len(match.groups()) + 1)])
    held = {
        "string": match.string,
        "re": pattern,
        "pos": match.pos,
        "endpos": match.endpos,
        "lastindex": match.lastindex,
        "lastgroup": match.lastgroup,
        "\0spans": spans,
    }
    return machine.new(stubbed_class(machine, "re.Match"), held)


def _bounds(machine: Interpreter, pos: Value, endpos: Value) -> list[int]:
    given = [host(machine, pos)] + ([] if endpos is None else [host(machine, endpos)])
    if not all(isinstance(bound, int) for bound in given):
        raise Gap("the bounds of a search")
    return given


def match(machine: Interpreter, pattern: Value, string: Value, pos: Value, endpos: Value) -> Value:
    compiled, text = _ready(machine, pattern, string)
    return _found(machine, pattern, compiled.match(text, *_bounds(machine, pos, endpos)))


def search(machine: Interpreter, pattern: Value, string: Value, pos: Value, endpos: Value) -> Value:
    compiled, text = _ready(machine, pattern, string)
    return _found(machine, pattern, compiled.search(text, *_bounds(machine, pos, endpos)))


def fullmatch(machine: Interpreter, pattern: Value, string: Value, pos: Value, endpos: Value) -> Value:
    compiled, text = _ready(machine, pattern, string)
    return _found(machine, pattern, compiled.fullmatch(text, *_bounds(machine, pos, endpos)))


def findall(machine: Interpreter, pattern: Value, string: Value, pos: Value, endpos: Value) -> Value:
    compiled, text = _ready(machine, pattern, string)
    return machine.new_list(compiled.findall(text, *_bounds(machine, pos, endpos)))


def finditer(machine: Interpreter, pattern: Value, string: Value, pos: Value, endpos: Value) -> Value:
    compiled, text = _ready(machine, pattern, string)
    found = compiled.finditer(text, *_bounds(machine, pos, endpos))
    return new_iterator(machine, [_found(machine, pattern, each) for each in found])


def split(machine: Interpreter, pattern: Value, string: Value, maxsplit: Value) -> Value:
    compiled, text = _ready(machine, pattern, string)
    return machine.new_list(compiled.split(text, host(machine, maxsplit)))


def subn(machine: Interpreter, pattern: Value, repl: Value, string: Value, count: Value) -> Value:
    compiled, text = _ready(machine, pattern, string)
    template = plain(machine, repl)
    if isinstance(template, Unknown):
        raise Gap(template.reason)

    def replaced(found: re.Match[str]) -> str:
        made = plain(machine, machine.call(repl, (_found(machine, pattern, found),)))
        if not isinstance(made, str):
            raise Gap("a replacement that is not known")
        return made

    if isinstance(template, str) and len(template) * (len(text) + 1) > 1_000_000:
        raise Gap("budget: a replacement in a long text")
    try:
        return compiled.subn(template if isinstance(template, str) else replaced, text, host(machine, count))
    except (re.error, IndexError) as error:
        raise ProgramRaise(machine.new(stubbed_class(machine, "re.error"), {"args": (str(error),)})) from None


def escape(machine: Interpreter, pattern: Value) -> Value:
    return re.escape(_text(machine, pattern))


# --- what was found --------------------------------------------------------------------------------------------------


def _index(machine: Interpreter, match: Value, group: Value) -> int:
    group = plain(machine, group)
    held = machine.attributes(match)
    if isinstance(group, str):
        number = machine.content(machine.attributes(held["re"])["groupindex"]).get(group)
    else:
        number = host(machine, group)
    if not isinstance(number, int) or not 0 <= number < len(held["\0spans"]):
        machine.throw_exactly("IndexError", "no such group")
    return number


def _part(machine: Interpreter, match: Value, group: Value, default: Value = None) -> Value:
    held = machine.attributes(match)
    start, end = held["\0spans"][_index(machine, match, group)]
    return default if start < 0 else held["string"][start:end]


def group(machine: Interpreter, match: Value, args: Value) -> Value:
    if len(args) == 1:
        return _part(machine, match, args[0])
    return tuple([_part(machine, match, each) for each in args]) if args else _part(machine, match, 0)


def item(machine: Interpreter, match: Value, item: Value) -> Value:
    return _part(machine, match, item)


def groups(machine: Interpreter, match: Value, default: Value) -> Value:
    spans = machine.attributes(match)["\0spans"]
    return tuple([_part(machine, match, number, default) for number in range(1, len(spans))])


def group_dict(machine: Interpreter, match: Value, default: Value) -> Value:
    names = machine.content(machine.attributes(machine.attributes(match)["re"])["groupindex"])
    return machine.new_dict({name: _part(machine, match, number, default) for name, number in names.items()})


def start(machine: Interpreter, match: Value, group: Value) -> Value:
    return machine.attributes(match)["\0spans"][_index(machine, match, group)][0]


def end(machine: Interpreter, match: Value, group: Value) -> Value:
    return machine.attributes(match)["\0spans"][_index(machine, match, group)][1]


def expand(machine: Interpreter, match: Value, template: Value) -> Value:
    held = machine.attributes(match)
    pattern = machine.attributes(held["re"])
    again = _compiled(pattern["pattern"], pattern["\0given"]).match(held["string"], held["\0spans"][0][0])
    if again is None or again.span() != held["\0spans"][0]:
        raise Gap("Match.expand")
    return again.expand(_text(machine, template))
