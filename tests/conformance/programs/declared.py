"""Programs over dataclasses and enumerations with their options and odd uses."""

from __future__ import annotations

from conformance.programs.source import Source, logged
from conformance.programs.templates import Pools, drawn, filled, stepped

_OPTIONS = (
    "order=True",
    "frozen=True",
    "eq=False",
    "repr=False",
    "slots=True",
    "kw_only=True",
    "unsafe_hash=True",
    "init=False",
    "match_args=False",
)
_FIELDS = (
    "x: int", "y: int = $int", "z: list = field(default_factory=list)", "w: int = field(default=3, repr=False)", "n: int = field(init=False, default=4)", "k: ClassVar[int] = 5", "c: int = field(compare=False, default=1)", "h: int = field(hash=False, default=2)", "_: KW_ONLY", "a: int = field(kw_only=True, default=6)", "i: InitVar[int] = 7", "bad: list = []", "d: dict = field(default_factory=dict)", "m: int = field(metadata={'u': 1}, default=0)", "u: int = field(init=False)", "both: int = field(default=1, default_factory=int)", "s: 'str' = 's'", "t: tuple = ()", "plain = 3", "b: int",
)  # fmt: skip
_BODY = (
    "def __post_init__(self, *a): log.append(('post', a))", "def __eq__(self, other): return 'own'", "def __repr__(self): return 'own repr'", "def __hash__(self): return 5", "def __lt__(self, other): return True", "@property\n    def total(self): return self.y", "def __init__(self, x=9): self.x = x", "def __setattr__(self, name, value): object.__setattr__(self, name, value)", "def method(self): return type(self).__name__",
)  # fmt: skip
_USES = (
    "make()", "make(1)", "make(1, 2)", "make(x=1)", "make(1, y=3)", "make(1, a=2)", "make(1, 2, 3, 4)", "repr(make(1))", "make(1) == make(1)", "make(1) == make(2)", "make(1) != make(1)", "make(1) < make(2)", "make(1) >= make(1)", "make(1) == (1,)", "sorted([make(2), make(1)])", "hash(make(1)) == hash(make(1))", "{make(1): 1}[make(1)]", "asdict(make(1))", "astuple(make(1))", "asdict(make(1), dict_factory=list)", "replace(make(1), x=5)", "replace(make(1), q=5)", "replace(make(1), n=5)", "[f.name for f in fields(C)]", "[f.name for f in fields(make(1))]", "[(f.name, f.init, f.repr, f.compare, f.kw_only, f.hash) for f in fields(C)]", "fields(C)[0].default", "fields(C)[-1].type", "fields(5)", "is_dataclass(C), is_dataclass(make(1)), is_dataclass(1)", "C.__match_args__", "C.y", "C.x", "C.z", "C.k", "make(1).y", "make(1).z", "make(1).n", "make(1).u", "make(1).total", "make(1).method()", "make(1).i", "vars(make(1))", "make(1).__dict__", "C.__slots__", "C.__hash__ is None", "C.__name__, C.__qualname__", "list(C.__annotations__)", "list(C.__dataclass_fields__)", "setattr(o, 'x', 9)", "setattr(o, 'new', 9)", "delattr(o, 'x')", "o.x", "o == o", "o is replace(o)", "o.z is make(1).z", "str(o)", "f'{o}'", "o.nope", "isinstance(o, C)", "C.__eq__(o, 5)", "make_dataclass('M', ['a', ('b', int)])(1, 2)", "make_dataclass('M', [('a', int, 5)], frozen=True)()", "copy.copy(o) == o", "copy.deepcopy(o) == o", "S(1)", "S(1, 2)", "S(1) == make(1)", "S.__match_args__", "[f.name for f in fields(S)]", "repr(S(1, e=3))", "S(1) < S(2)", "fields(C)[0].metadata", "C(1, 2).__repr__()", "MISSING in [fields(C)[0].default]",
)  # fmt: skip


def dataclassed(source: Source) -> str:
    options, more = source.some(_OPTIONS, 0, 3), source.some(_OPTIONS, 0, 2)
    fields = [filled(source, each) for each in source.some(_FIELDS, 1, 6)]
    if source.chance(60):
        fields = ["x: int", *(each for each in fields if each != "x: int")]
    body = [*fields, *source.some(_BODY, 0, 2)]
    base = source.pick(("", "", "(Base)"))
    lines = [
        "import copy\nfrom dataclasses import *\nfrom dataclasses import MISSING, KW_ONLY, InitVar\nfrom typing import ClassVar",
        "@dataclass\nclass Base:\n    p: int = 0\n    y: int = 8",
        f"try:\n    @dataclass{f'({chr(44).join(options)})' if options else ''}\n    class C{base}:\n" + "\n".join(f"        {line}" for each in body for line in each.split("\n    "))
        .replace("        return", "        return") + "\nexcept Exception as error:\n    log.append((type(error).__name__, str(error)))\n    C = Base",
        f"try:\n    @dataclass{f'({chr(44).join(more)})' if more else ''}\n    class S(C):\n        e: int = 9\nexcept Exception as error:\n    log.append((type(error).__name__, str(error)))\n    S = Base",
        "def make(*a, **k): return C(*a, **k)\ntry: o = C(1)\nexcept Exception as error: log.append((type(error).__name__, str(error))); o = Base()",
    ]  # fmt: skip
    return logged(lines, [f"shown({each})" for each in drawn(source, _USES, 4, 9)]).replace(
        "log = []\n",
        "log = []\ndef shown(v): return v if type(v).__module__ == 'builtins' and not isinstance(v, type) and type(v).__name__ != 'mappingproxy' else repr(v)\n",
        1,
    )


_MEMBERS: Pools = {
    "member": ("$int", "auto()", "$n", "1", "2", "4", "8"), "odd": ("'a'", "(1, 2)", "None", "1.5", "'b'", "[]"),
    "enum": ("$member", "$member", "$odd"), "intenum": ("$member", "$member", "'x'", "'12'"), "flag": ("auto()", "1", "2", "4", "3", "A | B", "0"), "intflag": ("auto()", "1", "2", "4", "7", "0"), "strenum": ("'a'", "auto()", "'b'", "1", "'a', 'ascii'"),
}  # fmt: skip
_ENUM_USES = (
    "list(E)", "len(E)", "E.A", "E.B", "E(1)", "E(2)", "E('a')", "E(99)", "E(0)", "E(3)", "E(-1)", "E(None)", "E['A']", "E['Z']", "E.A.name", "E.A.value", "E.B.value", "E.A == 1", "E.A == E.A", "E.A is E(E.A.value)", "E.A == E.B", "E.A != E.B", "E.A in E", "'A' in E.__members__", "list(E.__members__)", "E.__members__['A'] is E.A", "str(E.A)", "repr(E.A)", "f'{E.A}'", "f'{E.A:>10}'", "'%s' % E.A", "format(E.A, 'd')", "repr(E)", "[e.name for e in E]", "[e.value for e in E]", "E.A < E.B", "E.A > 0", "sorted(E)", "E.A | E.B", "E.A & E.B", "E.A ^ E.B", "~E.A", "(E.A | E.B).name", "(E.A | E.B).value", "list(E.A | E.B)", "len(E.A | E.B)", "E.A in (E.A | E.B)", "bool(E.A)", "bool(E(0))", "E.A + 1", "E.A * 2", "int(E.A)", "E.A | 8", "isinstance(E.A, int)", "isinstance(E.A, E)", "type(E.A).__name__", "hash(E.A) == hash(E.A)", "{E.A: 1}[E.A]", "setattr(E, 'A', 5)", "setattr(E, 'new', 5)", "setattr(E.A, 'value', 5)", "setattr(E.A, 'x', 5)", "delattr(E, 'A')", "E.A.A", "E.nope", "E.A.nope", "E.low", "E.A.low()", "E.A.label", "E.first()", "E.const", "E.C", "E.C is E.A", "E.__class__.__name__", "E.A.__class__.__name__", "E.A.__objclass__" , "Enum('F', 'x y').y.value", "Enum('F', {'x': 5}).x.value", "list(Enum('F', ['p', 'q'], start=3))", "copy.copy(E.A) is E.A", "copy.deepcopy(E.A) is E.A", "E.A.upper()", "E.A.bit_length()", "E()", "reversed(E)", "[*reversed(E)]", "E.A and 1", "not E.A", "E.A.real", "iter(E)", "next(iter(E))", "max(E)", "E._member_names_", "call_sub()", "E.A.__doc__", "E.__doc__", "E.__name__", "E.A._name_", "E.A._value_", "[m for m, v in E.__members__.items()]", "E.A.__hash__() == hash('A')", "E.A == 'a'", "E.A[0]", "len(E.A)", "E.A is not None", "json.dumps(E.A)", "E.__contains__(E.A)", "E.__getitem__('A')", "issubclass(E, Enum)", "match(E.A)",
)  # fmt: skip


def enumerated(source: Source) -> str:
    base = source.pick(
        ("Enum", "Enum", "IntEnum", "Flag", "IntFlag", "StrEnum", "int, Enum", "str, Enum", "Mixed, Enum")
    )
    kind = {"int, Enum": "IntEnum", "str, Enum": "StrEnum", "Mixed, Enum": "Enum"}.get(base, base)
    pool = "$" + kind.lower()
    members = [f"{name} = {filled(source, pool, _MEMBERS)}" for name in ("A", "B", "C", "D")[: source.number(1, 4)]]
    extra = source.some((
        "def low(self): return self.name.lower()", "@property\n    def label(self): return self.name + '!'", "@classmethod\n    def first(cls): return next(iter(cls))", "def __str__(self): return 'str ' + self.name", "def __repr__(self): return 'repr'", "@staticmethod\n    def const(): return 5", "@classmethod\n    def _missing_(cls, value): return cls.A if value == 99 else None", "def __init__(self, *args): self.given = args", "def __eq__(self, other): return self is other", "def __lt__(self, other): return self.value < other.value", "@staticmethod\n    def _generate_next_value_(name, start, count, last): return (name, count)", "_ignore_ = ['D']", "def __bool__(self): return False", "def __format__(self, spec): return 'F' + spec", "def __call__(self): return 'called'", "const = nonmember(5)", "__order__ = 'A B'", "def __new__(cls, value):\n        obj = object.__new__(cls)\n        obj._value_ = value\n        obj.twice = [value] * 2\n        return obj",
    ), 0, 2)  # fmt: skip
    extra.sort(key=lambda each: "_generate" not in each and "_ignore_" not in each)
    first = [
        each for each in extra if "_generate" in each or "_ignore_" in each or "__new__" in each or "__order__" in each
    ]
    rest = [each for each in extra if each not in first]
    head = source.pick(("", "", "", "@unique\n    ", "@verify(CONTINUOUS)\n    "))
    body = "\n".join(f"        {line}" for each in (*first, *members, *rest) for line in each.split("\n    "))
    lines = [
        "import copy, json\nfrom enum import *\nfrom enum import nonmember, verify, CONTINUOUS\nclass Mixed:\n    def mixed(self): return self.name",
        f"try:\n    {head}class E({base}):\n{body}\nexcept Exception as error:\n    log.append((type(error).__name__, str(error)))\n    class E(Enum): A, B = 1, 2",
        "def call_sub():\n    class F(E): pass\n    return F.__name__\ndef match(v):\n    match v:\n        case E.A: return 'is A'\n        case _: return 'other'",
    ]
    return logged(
        lines, [f"str({each})" if source.chance(50) else f"repr({each})" for each in drawn(source, _ENUM_USES, 4, 9)]
    )


def declared(source: Source) -> str:
    return dataclassed(source) if source.chance(50) else enumerated(source)


__all__ = ["dataclassed", "declared", "enumerated", "stepped"]
