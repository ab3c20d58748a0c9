"""Programs that ask every method of every built-in class and container, special ones too, with any arguments."""

from __future__ import annotations

import builtins
import collections

from conformance.programs.source import Source, logged
from conformance.programs.templates import drawn, filled, stepped

_UNASKED = frozenset({
    "__init_subclass__", "__subclasshook__", "__reduce__", "__reduce_ex__", "__sizeof__", "__getstate__", "__dir__", "__doc__", "__class__",
    "__new__", "__setattr__", "__delattr__", "__getattribute__", "__init__", "__alloc__", "__setstate__", "__dict__", "__module__", "__weakref__",
    "__getnewargs__", "__buffer__", "__release_buffer__", "__hash__", "__repr__", "__slots__", "__class_getitem__", "__abstractmethods__",
    "__copy__", "__getformat__", "__length_hint__",
})  # fmt: skip
_KINDS = {
    "int": ("$int", "$int", "$big"), "bool": ("True", "False"), "float": ("$float",), "complex": ("$complex",), "str": ("$str",),
    "bytes": ("$bytes",), "bytearray": ("bytearray($bytes)",), "list": ("$list",), "tuple": ("$tuple",), "dict": ("$dict",),
    "set": ("{1, 2, 3}", "set()", "{'a'}", "{$hashable}"), "frozenset": ("frozenset([2, 3])", "frozenset()"),
    "range": ("range(5)", "range(2, 9, 3)", "range(5, 0, -2)", "range(0)"), "slice": ("slice(1, 3)", "slice(None, None, -1)", "slice(5)"),
    "deque": ("deque([3, 1, 2])", "deque('ab', 3)", "deque()"), "Counter": ("Counter('abca')", "Counter(a=3, b=-1)", "Counter()"),
    "OrderedDict": ("OrderedDict(a=1, b=2)", "OrderedDict()"), "defaultdict": ("defaultdict(list, a=[1])", "defaultdict(int)", "defaultdict()"),
    "ChainMap": ("ChainMap({'a': 1}, {'a': 2, 'b': 3})", "ChainMap()"),
}  # fmt: skip
_GIVEN = {
    "int": ("$int", "$number", "$int", "'big'", "$float"), "bool": ("$int", "$number"), "float": ("$float", "$number", "$int"),
    "complex": ("$number", "$complex"), "str": ("$str", "$str", "$str", "$int", "[$str, $str]", "($str, $str)", "{97: 'z'}"),
    "bytes": ("$bytes", "$bytes", "$int", "[$bytes]"), "bytearray": ("$bytes", "$bytes", "$int", "[$bytes]"),
    "list": ("$index", "$list", "$scalar", "slice(0, 2)"), "tuple": ("$index", "$tuple", "$scalar", "slice(1, None)"),
    "dict": ("'a'", "$hashable", "$dict", "[('x', 1)]", "1"), "set": ("$set", "$set", "$hashable", "$list"),
    "frozenset": ("$set", "$set", "$hashable", "$list"), "range": ("$int", "$int", "slice(1, 3)", "range(5)"), "slice": ("$int", "slice(5)"),
    "deque": ("$int", "$int", "$list", "deque([1])", "$scalar"), "Counter": ("'a'", "Counter('ab')", "'abc'", "$int", "{'a': 2}"),
    "OrderedDict": ("'a'", "'b'", "{'a': 1}", "OrderedDict(b=2, a=1)", "False"), "defaultdict": ("'a'", "'z'", "{'q': [2]}", "$hashable"),
    "ChainMap": ("'a'", "'b'", "'z'", "{'c': 1}", "ChainMap({'z': 0})"),
}  # fmt: skip
_CLASSES = {kind: getattr(builtins, kind, None) or getattr(collections, kind) for kind in _KINDS}
_NAMES = {kind: tuple(name for name in dir(_CLASSES[kind]) if name not in _UNASKED) for kind in _KINDS}


def _names(source: Source, kind: str) -> str:
    name = source.pick(_NAMES[kind])
    return name if not name.startswith("__") or source.chance(40) else _names(source, kind)


def every_method(source: Source) -> str:
    """Any name of ``dir(kind)``, called with any arguments; what the value is afterwards."""
    kind = source.pick(tuple(_KINDS))
    lines = [
        "from collections import deque, Counter, OrderedDict, defaultdict, ChainMap",
        "def shown(v):\n    if hasattr(v, '__next__'): return [type(v).__name__, *v]\n"
        "    if type(v).__name__ in ('dict_keys', 'dict_values', 'dict_items', 'KeysView', 'ValuesView', 'ItemsView'): return list(v)\n"
        "    if isinstance(v, (set, frozenset)): return (type(v).__name__, sorted(map(repr, v)))\n"
        "    return (type(v).__name__, str(v)) if not callable(v) else 'callable'",
        f"x = {filled(source, source.pick(_KINDS[kind]))}",
    ]
    for _ in range(source.number(3, 8)):
        name = _names(source, kind)
        given = [
            filled(source, source.pick(_GIVEN[kind]) if source.chance(80) else "$any")
            for _ in range(source.pick((0, 1, 1, 1, 2, 2, 3)))
        ]
        is_method = callable(getattr(_CLASSES[kind], name))
        owner = kind if is_method and source.chance(10) else "x"
        if owner != "x" and source.chance(80):
            given.insert(0, "x")
        attribute = f"{owner}.{name}"
        if not is_method:
            lines.append(stepped(f"log.append(shown({attribute}))"))
        else:
            lines.append(stepped(f"log.append(shown({attribute}({', '.join(given)})))"))
        lines.append("log.append(shown(x))")
    return logged(lines, ["shown(x)"])


_MAKERS = (
    "int($text)", "int($text, $base)", "int($any)", "int($real)", "float($text)", "float($any)", "str($any)", "repr($any)", "str($bytes, $encoding)",
    "str($bytes, 'ascii', $errors)", "bytes($any)", "bytes($str, $encoding)", "bytes([$int, $int])", "bytearray($any)", "complex($text)",
    "complex($number, $number)", "complex($any)", "bool($any)", "list($row)", "tuple($row)", "sorted(set($row), key=repr)", "dict($pairs)",
    "dict($pairs, k=$scalar)", "sorted(frozenset($row), key=repr)", "range($int, $int, $int)", "range($any)", "slice($any, $int)", "type($any).__name__",
    "chr($int + 60)", "ord($str)", "ord($bytes)", "bin($any)", "hex($any)", "oct($any)", "ascii($any)", "format($any, $spec)", "round($any, $int)",
    "round($real, $int)", "round($real)", "abs($any)", "divmod($number, $number)", "pow($number, $int, $any)", "pow($int, $int)", "hash($number)",
    "hash($hashable) == hash($hashable)", "len($any)", "sum($row)", "sum($row, $any)", "sum([$number, $number, $number])", "min($row)", "max($row)",
    "min($any, $any)", "max($row, key=$key)", "min($row, key=$key, default=$scalar)", "sorted($row)", "sorted($row, key=$key)",
    "sorted($row, key=$key, reverse=$any)", "list(reversed($any))", "list(enumerate($row, $any))", "list(zip($row, $row))", "list(zip($row, $row, strict=True))",
    "list(map($key, $row))", "list(map(lambda a, b: (b, a), $row, $row))", "list(filter($key, $row))", "list(filter(None, $row))", "any($row)", "all($row)",
    "next(iter($row), $scalar)", "next(iter($row))", "iter($any) is None", "list(iter([3, 2, 1].pop, $int))", "isinstance($any, $classes)",
    "issubclass($any, $classes)", "callable($any)", "getattr($any, $name, $scalar)", "getattr($any, $name).__class__.__name__", "hasattr($any, $name)",
    "int.from_bytes($bytes, $order)", "int.from_bytes($bytes, $order, signed=True)", "($int).to_bytes($int, $order)", "($big).to_bytes(9, $order, signed=True)",
    "float.fromhex($hex)", "($float).hex()", "($float).as_integer_ratio()", "bytes.fromhex($hex)", "dict.fromkeys($row, $scalar)", "str.maketrans($any)",
    "str.maketrans($str, $str)", "list(range($int, $int, $int))[$slice]", "range(10)[$index]", "range(10)[$slice]", "$int in range(0, 9, 3)", "range(0) == range(2, 2)",
    "[$scalar, $scalar][$index]", "$sequence[$slice]", "$dict[$hashable]", "$str.join($row)", "$any $binary $any", "$number $binary $number", "$real $binary $real",
    "-$any", "~$any", "+$any", "not $any", "$any if $any else $any", "$any and $any", "$any or $any", "$int ** $int", "$real ** $int", "$number ** $float",
    "$list $compare $list", "$tuple $compare $tuple", "$set $binary $set", "$dict.keys() $binary $dict.keys()", "$dict.items() $binary $dict.items()",
    "$dict | $dict", "{**$dict, **$any}", "[*$row, *$row]", "{*$row} == {*$row}", "$int $compare $real $compare $number", "$str % $any", "$str % ($scalar, $scalar)",
    "$str.format($any)", "print($any)", "vars($any)", "id($any) == 0", "$any is None", "$bytes $binary $bytes", "$str $binary $any", "$list * $any", "$list + $any",
    "$str[$index]", "$bytes[$slice]", "$any()", "$any.$attr", "input", "bytes($str)", "$any[$any]", "sum($row, start=[])", "max($row, default=$any)", "f'{$any!r:>8}'",
)  # fmt: skip
_MAKER_POOLS = {
    "text": (
        "'12'", "' 12 '", "'1_000'", "'_1'", "'1__0'", "'0x1f'", "'0b11'", "'-0'", "'+5'", "'1.5'", "'.5'", "'5.'", "'1e5'", "'1e'", "'nan'", "'-inf'",
        "'Infinity'", "''", "' '", "'١٢'", "'½'", "'1 2'", "'1j'", "'1+2j'", "'(1+2j)'", "'1_0.5'", "'z'", "'0o17'", "'ff'", "'\\n7\\t'", "b'12'", "b'x'", "'--1'", "'1'*30",
    ),
    "base": ("0", "2", "8", "10", "16", "36", "37", "1", "-1", "2.0", "True"), "encoding": ("'utf-8'", "'ascii'", "'latin-1'", "'utf-16'", "'nope'", "'utf-8-sig'", "'utf-16-be'"),
    "errors": ("'strict'", "'ignore'", "'replace'", "'backslashreplace'", "'odd'"), "order": ("'big'", "'little'", "'odd'"),
    "pairs": ("[('a', 1)]", "{'a': 1}", "[(1,)]", "['ab']", "[1]", "5", "zip('ab', [1, 2])", "[([], 1)]", "$dict", "None", "[['x', 2], ('x', 3)]"),
    "spec": ("''", "'d'", "'>8'", "'^8'", "'.2f'", "'x'", "'#b'", "','", "'_'", "'e'", "'g'", "'%'", "'s'", "'5'", "'*<6'", "'08.3f'", "'+'", "'c'", "'n'", "'q'", "'.3'", "'=+9'", "'z.1f'", "' d'", "'#x'", "'010'", "'_x'", "',.1f'", "'.0e'", "'#g'"),
    "classes": ("int", "str", "(int, str)", "bool", "object", "(list, (tuple, dict))", "float", "type", "int | str", "None", "5", "()"),
    "name": ("'real'", "'append'", "'__len__'", "'nope'", "'__class__'", "'__name__'", "'start'", "'keys'", "'upper'", "5", "'__iter__'", "'__call__'", "'__hash__'", "'__bool__'", "'__doc__'", "'__mro__'"),
    "attr": ("real", "imag", "numerator", "start", "nope", "__class__.__name__"), "hex": ("'0x1.8p1'", "'1f'", "'ff 0a'", "'nan'", "'xyz'", "''", "'-0x.8p-3'", "'0xa'"),
}  # fmt: skip


def every_function(source: Source) -> str:
    """Built-in functions, constructors, operators and displays over values of any kind."""
    expressions = drawn(source, _MAKERS, 3, 8, _MAKER_POOLS)
    lines = [
        "def shown(v):\n    if hasattr(v, '__next__'): return [type(v).__name__, *v]\n"
        "    if isinstance(v, (set, frozenset)): return (type(v).__name__, sorted(map(repr, v)))\n"
        "    return (type(v).__name__, v) if not callable(v) else 'callable'"
    ]
    return logged(lines, [f"shown({each})" for each in expressions if each.strip()])
