"""Programs about built-in values: every operator and method, with arguments that fit and arguments that do not."""

from __future__ import annotations

from conformance.programs.source import Source, logged

INTS = ("0", "1", "2", "3", "-1", "-7", "10", "77", "True", "False")
FLOATS = ("0.0", "1.5", "-2.25", "3.0", "1e10", "1e-5", "0.1", "float('inf')", "float('nan')", "-0.0")
STRINGS = ("''", "'a'", "'abc'", "'Hello World'", "'a,b,c'", "'  x '", "'12'", "'-3'", "'é'", "'aXbXc'", "'tab\\there'")
BYTES = ("b''", "b'ab'", "b'a,b'", "b'12'")
OTHERS = ("None", "...", "range(5)", "range(5, 0, -2)", "slice(1, 3)", "2j", "1 + 2j", "int", "len", "NotImplemented")
METHODS = {
    "int": "bit_length bit_count conjugate as_integer_ratio to_bytes __add__ __mod__ __index__ __float__ real imag",
    "float": "is_integer as_integer_ratio hex conjugate __floordiv__ __round__ real __int__ __trunc__",
    "str": (
        "capitalize casefold center count encode endswith expandtabs find format index isalnum isalpha isascii "
        "isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip "
        "partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines "
        "startswith strip swapcase title translate upper zfill __len__ __contains__ __getitem__ __add__ __mul__"
    ),
    "bytes": (
        "capitalize center count decode endswith find hex index isalnum join ljust lower lstrip partition replace "
        "rfind rjust rsplit rstrip split splitlines startswith strip title upper zfill __len__ __contains__"
    ),
    "list": (
        "append clear copy count extend index insert pop remove reverse sort __len__ __contains__ __getitem__ "
        "__add__ __mul__ __eq__ __lt__ __iadd__ __setitem__ __delitem__ __reversed__"
    ),
    "tuple": "count index __len__ __contains__ __getitem__ __add__ __mul__ __eq__ __lt__ __hash__",
    "dict": (
        "clear copy get items keys pop popitem setdefault update values fromkeys __len__ __contains__ __getitem__ "
        "__setitem__ __delitem__ __or__ __eq__ __ior__"
    ),
    "set": (
        "add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset "
        "issuperset pop remove symmetric_difference symmetric_difference_update union update __len__ __contains__ "
        "__and__ __or__ __sub__ __xor__ __le__ __lt__ __eq__ __iand__ __ior__"
    ),
    "frozenset": "copy difference intersection isdisjoint issubset issuperset symmetric_difference union __len__ __or__",
    "range": "count index start stop step __len__ __contains__ __getitem__ __eq__ __reversed__",
    "slice": "start stop step indices __eq__",
}
FUNCTIONS = [
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "bool",
    "bytes",
    "callable",
    "chr",
    "complex",
    "dict",
    "divmod",
    "enumerate",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "hasattr",
    "hash",
    "hex",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "map",
    "max",
    "min",
    "next",
    "oct",
    "ord",
    "pow",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "slice",
    "sorted",
    "str",
    "sum",
    "tuple",
    "type",
    "zip",
]
BINARY = [
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "@",
    "&",
    "|",
    "^",
    "<<",
    ">>",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "is",
    "and",
    "or",
    "not in",
    "is not",
]


def scalar(source: Source) -> str:
    return source.pick((*INTS, *FLOATS, *STRINGS, *STRINGS, *BYTES, "None"))


def small(source: Source) -> str:
    return source.pick((*INTS[:7], *STRINGS[:4], "1.5"))


def display(source: Source, kind: str, depth: int = 1) -> str:
    """A literal of a kind of container."""
    number = source.number(0, 4)
    if kind == "dict":
        return "{" + ", ".join(f"{small(source)}: {value(source, depth - 1)}" for _ in range(number)) + "}"
    if kind in ("set", "frozenset"):
        row = ", ".join(source.pick(INTS[:7]) for _ in range(number))
        return f"{kind}([{row}])"
    row = ", ".join(value(source, depth - 1) for _ in range(number))
    if kind == "list":
        return f"[{row}]"
    return f"({row},)" if row else "()"


def value(source: Source, depth: int = 1) -> str:
    if depth <= 0 or source.chance(55):
        return scalar(source)
    if source.chance(15):
        return source.pick(OTHERS)
    return display(source, source.pick(("list", "tuple", "dict", "set", "frozenset")), depth)


def of_kind(source: Source, kind: str) -> str:
    rows = {"int": (*INTS, "10**20", "-(2**70)"), "float": FLOATS, "str": STRINGS, "bytes": BYTES}
    if kind in rows:
        return source.pick(rows[kind])
    if kind == "range":
        return source.pick(("range(5)", "range(2, 9, 3)", "range(0)", "range(5, 0, -2)"))
    if kind == "slice":
        return source.pick(("slice(3)", "slice(1, None, 2)", "slice(None, None, -1)"))
    return display(source, kind)


def arguments(source: Source) -> str:
    return ", ".join(value(source) for _ in range(source.pick((0, 1, 1, 1, 2, 2, 3))))


def fitting(source: Source, kind: str) -> str:
    """Arguments of a kind that methods of it take."""
    row = {
        "str": (*STRINGS, "1", "3", "','", "['a', 'b']", "None", "('a', 'x')"),
        "bytes": (*BYTES, "1", "b','", "[b'a']"),
        "list": ("0", "1", "-1", "[1, 2]", "'ab'", "None", "5", "slice(0, 2)"),
        "tuple": ("0", "1", "(1,)", "'a'", "slice(1, 2)"),
        "dict": ("'a'", "1", "{1: 2}", "[('x', 1)]", "None"),
        "set": ("1", "{1, 2}", "[3]", "(1, 2)", "frozenset([2])"),
        "frozenset": ("{1, 2}", "[3]", "(1,)"),
        "range": ("1", "0", "7", "slice(1, 3)"),
        "slice": ("5", "0", "slice(3)"),
    }.get(kind, ("1", "2", "0.5", "'big'"))
    return ", ".join(source.pick(row) for _ in range(source.pick((0, 1, 1, 1, 2))))


def method_calls(source: Source) -> str:
    """Method after method of one value, what it holds afterwards, and the same of a subclass."""
    kind = source.pick(tuple(METHODS))
    names = METHODS[kind].split()
    lines = [f"x = {of_kind(source, kind)}"]
    expressions = []
    for _ in range(source.number(2, 7)):
        name = source.pick(names)
        given = fitting(source, kind) if source.chance(75) else arguments(source)
        call = f"x.{name}" if name in ("real", "imag", "start", "stop", "step") else f"x.{name}({given})"
        expressions += [f"list({call})" if name in ("items", "keys", "values", "__reversed__") else call, "x"]
    return logged(lines, expressions)


def function_calls(source: Source) -> str:
    expressions = []
    for _ in range(source.number(2, 7)):
        name = source.pick(FUNCTIONS)
        given = arguments(source)
        if name in ("enumerate", "filter", "iter", "map", "reversed", "zip") and source.chance(80):
            expressions.append(f"list({name}({given}))")
        elif name in ("sorted", "min", "max") and source.chance(40):
            key = source.pick(("key=str", "key=len", "key=lambda v: -v", "reverse=True", "default=0"))
            expressions.append(f"{name}({display(source, 'list')}, {key})")
        else:
            expressions.append(f"{name}({given})")
    return logged([], expressions)


def operations(source: Source) -> str:
    lines = [f"{name} = {value(source)}" for name in "pqr"]
    expressions = []
    for _ in range(source.number(3, 8)):
        left = source.pick(("p", "q", "r", value(source)))
        right = source.pick(("p", "q", "r", value(source)))
        operator = source.pick(BINARY)
        if operator in ("is", "is not"):
            right = source.pick(("None", "True", "..."))
        expressions.append(f"({left} {operator} {right})")
        if source.chance(25):
            expressions.append(f"({source.pick(('-', '+', '~', 'not '))}{left})")
        if source.chance(25):
            bounds = [source.pick(("", "0", "1", "-1", "2", "5", "'a'")) for _ in range(3)]
            expressions.append(f"{left}[{':'.join(bounds)}]")
        if source.chance(25):
            expressions.append(f"{left}[{small(source)}]")
    return logged(lines, expressions)


_FILL = ("", "", "*", "0", " ", "é")
_ALIGN = ("", "<", ">", "^", "=")
_SIGN = ("", "", "+", "-", " ")
_TYPES = ("", "", "d", "f", "e", "g", "%", "s", "x", "#x", "b", "o", "c", "n", "r", ",", "_", ".2f", ".3", ".1e", "X")


def specification(source: Source) -> str:
    align = source.pick(_ALIGN)
    fill = source.pick(_FILL) if align else ""
    width = source.pick(("", "", "1", "5", "08", "12"))
    return fill + align + source.pick(_SIGN) + width + source.pick(_TYPES)


def formatting(source: Source) -> str:
    expressions = []
    for _ in range(source.number(3, 8)):
        shown = value(source)
        form = source.number(0, 4)
        if form == 0:
            expressions.append(f"format({shown}, {specification(source)!r})")
        elif form == 1:
            conversion = source.pick(("", "", "!r", "!s", "!a"))
            expressions.append(f"'<{{{conversion}:{specification(source)}}}>'.format({shown})")
        elif form == 2:
            flags = source.pick(("", "-", "+", "0", "#", " ")) + source.pick(("", "4", "8")) + source.pick(("", ".2"))
            expressions.append(f"'%{flags}{source.pick('sdrfgexoic%')}' % ({shown},)")
        elif form == 3:
            fields = source.pick(
                ("'{0} {1}'", "'{} {}'", "'{a} {0}'", "'{0[0]}'", "'{0.real}'", "'{:>{w}}'", "'{x!r}'")
            )
            expressions.append(f"{fields}.format({shown}, {shown}, a={small(source)}, w={source.pick(INTS[:6])})")
        else:
            conversion = source.pick(("", "", "!r", "!s", "!a"))
            expressions.append(f'f"{{({shown}){conversion}:{specification(source)}}}"')
    return logged([], expressions)
