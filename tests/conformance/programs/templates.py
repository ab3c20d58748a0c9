"""Programs drawn from templates: ``$name`` in a text stands for one of the texts of that pool."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from conformance.programs.source import Source

Pools = Mapping[str, Sequence[str]]

INT = ("0", "1", "2", "3", "-1", "-2", "5", "7", "10", "True", "False", "-10", "100")
BIG = ("10**20", "-(2**70)", "2**64 - 1", "2**31", "-(2**63)", "10**18 + 7")
FLOAT = (
    "0.0", "-0.0", "0.5", "1.5", "2.5", "-2.25", "3.0", "1e16", "1e-7", "1e22", "123456.789", "2.675", "0.1 + 0.2", "1/3",
    "float('inf')", "float('-inf')", "float('nan')", "5e-324", "1.7976931348623157e308",
)  # fmt: skip
STR = (
    "''", "'a'", "'b'", "'ab'", "'abc'", "'A b'", "'  x '", "'12'", "'-3'", "'é'", "'ß'", "'aXbXc'", "'a\\tb\\nc'", "'x,y,,z'",
    "'ǆ'", "'١٢'", "'½'", "'\\u200b'", "'日本'", "'İ'", "'\\x00'", "'Hello World'", "'it\\'s'", "'\"q\"'", "'{}'", "'%s'",
)  # fmt: skip
BYTES = ("b''", "b'a'", "b'ab'", "b'a,b'", "b' 12 '", "b'\\x00\\xff'", "b'aXbX'", "b'Ab\\n'")
COMPLEX = ("2j", "1 + 2j", "-1.5 - 0j", "complex('nan')", "0j")
SCALAR = ("$int", "$int", "$float", "$str", "$str", "$bytes", "None", "$complex", "$big")
ROW = (
    "[]", "[3, 1, 2]", "[1, 'a', None]", "['b', 'a', 'c']", "[[1], [0, 5]]", "[1.5, 2, True]", "[0]", "[$scalar]", "[$int, $int, $int]",
    "[$scalar, $scalar]", "[$str, $str, $str]",
)  # fmt: skip
TUPLE = ("()", "(1,)", "(1, 2)", "(2, 1, 3)", "('a', 1)", "((1, 2), 3)", "($scalar, $scalar)", "($int, $str)")
DICT = (
    "{}", "{'a': 1}", "{'a': 1, 'b': 2}", "{1: 'x', 2: 'y'}", "{'b': [1], 'a': None}", "{(1, 2): 3}", "{$hashable: $scalar}",
    "{$hashable: 1, $hashable: 2}",
)  # fmt: skip
SET = ("set()", "{1}", "{1, 2, 3}", "{'a'}", "frozenset()", "frozenset([2, 3])", "{1.0, True, 2}", "{$hashable}")
OTHER = (
    "None",
    "...",
    "range(3)",
    "range(5, 0, -2)",
    "slice(1, 3)",
    "int",
    "len",
    "NotImplemented",
    "bytearray(b'ab')",
    "object",
)
POOLS: Pools = {
    "int": INT, "big": BIG, "float": FLOAT, "str": STR, "bytes": BYTES, "complex": COMPLEX, "scalar": SCALAR, "list": ROW,
    "tuple": TUPLE, "dict": DICT, "set": SET, "other": OTHER, "number": ("$int", "$int", "$float", "$big", "$complex"),
    "real": ("$int", "$float", "$big"), "hashable": ("$int", "$str", "$float", "None", "(1, 2)", "$bytes", "True"),
    "any": ("$scalar", "$scalar", "$list", "$tuple", "$dict", "$set", "$other"),
    "row": ("$list", "$list", "$tuple", "$str", "$dict", "range($int)", "$set", "iter([1, 2])", "(v for v in [2, 1])", "$scalar"),
    "n": ("0", "1", "2", "3"), "index": ("0", "1", "2", "-1", "-3", "5", "True", "None", "'a'", "1.0"),
    "bound": ("", "", "0", "1", "2", "-1", "-2", "9", "-9", "None", "10**20"),
    "slice": ("$bound:$bound", "$bound:$bound:$step", ":", "::-1"), "step": ("", "1", "2", "-1", "-2", "0", "3"),
    "key": ("None", "str", "len", "repr", "lambda v: -v", "lambda v: 0", "abs", "int", "type", "lambda v: (str(type(v)), v)"),
    "binary": ("+", "-", "*", "/", "//", "%", "&", "|", "^", "<<", ">>", "==", "!=", "<", "<=", ">", ">=", "in", "not in"),
    "compare": ("==", "!=", "<", "<=", ">", ">="), "sequence": ("$list", "$tuple", "$str", "range(4)"),
}  # fmt: skip

_PLACE = re.compile(r"\$([a-z]+)")


def filled(source: Source, text: str, pools: Pools | None = None) -> str:
    """The text with something drawn for each ``$name``."""

    def drawn(match: re.Match[str]) -> str:
        name = match[1]
        row = pools[name] if pools is not None and name in pools else POOLS[name]
        return filled(source, source.pick(row), pools)

    return _PLACE.sub(drawn, text)


def drawn(source: Source, row: Sequence[str], least: int, most: int, pools: Pools | None = None) -> list[str]:
    """A few texts of a row, each filled in; the same one may come again."""
    return [filled(source, source.pick(row), pools) for _ in range(source.number(least, most))]


def stepped(step: str) -> str:
    """A statement (or several) after which the program goes on whatever it raises."""
    body = "\n".join(f"    {line}" for line in step.split("\n"))
    return f"try:\n{body}\nexcept Exception as error: log.append((type(error).__name__, str(error)))"
