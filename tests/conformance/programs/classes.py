"""Programs about classes: inheritance, operators, attributes, descriptors, metaclasses, subclasses of built-ins."""

from __future__ import annotations

from conformance.programs.source import Source, logged
from conformance.programs.values import display, small

_MEMBERS = (
    "def name(self): return ['{c}', *super().name()] if hasattr(super(), 'name') else ['{c}']",
    "def __repr__(self): return f'{c}({{self.v!r}})'",
    "def __str__(self): return '{c}!' + str(self.v)",
    "def __eq__(self, other): return isinstance(other, {c}) and self.v == other.v",
    "def __eq__(self, other): return NotImplemented",
    "def __hash__(self): return hash(self.v)",
    "def __lt__(self, other): return self.v < (other.v if hasattr(other, 'v') else other)",
    "def __add__(self, other): return type(self)(self.v + (other.v if isinstance(other, Base) else other))",
    "def __radd__(self, other): return ('radd', other)",
    "def __iadd__(self, other): self.v += 1; return self",
    "def __mul__(self, other): return NotImplemented if isinstance(other, str) else ('mul', other)",
    "def __neg__(self): return type(self)(-self.v)",
    "def __bool__(self): return bool(self.v)",
    "def __len__(self): return abs(self.v)",
    "def __iter__(self): return iter(range(self.v))",
    "def __contains__(self, item): return item == self.v",
    "def __getitem__(self, key):\n        if key == 3: raise IndexError(key)\n        return (key, self.v)",
    "def __setitem__(self, key, value): log.append((key, value))",
    "def __delitem__(self, key): log.append(key)",
    "def __call__(self, *args, **kw): return (args, kw, self.v)",
    "def __getattr__(self, name):\n        if name.startswith('q'): return name + '?'\n        raise AttributeError('no ' + name)",
    "def __setattr__(self, name, value): object.__setattr__(self, name, value); log.append(name)",
    "def __delattr__(self, name): log.append('del ' + name); super().__delattr__(name)",
    "def __enter__(self): return self.v",
    "def __exit__(self, *details): log.append(details[0] and details[0].__name__); return {n} > 1",
    "def __format__(self, spec): return '{c}:' + spec",
    "def __index__(self): return self.v",
    "def __int__(self): return self.v + 100",
    "def __float__(self): return self.v + 0.5",
    "def __getattribute__(self, name): return 'x!' if name == 'xx' else super().__getattribute__(name)",
    "@property\n    def twice(self): return self.v * 2",
    "@property\n    def both(self): return self.v\n    @both.setter\n    def both(self, value): self.v = value",
    "@classmethod\n    def make(cls, *a): return cls(*a) if a else cls.__name__",
    "@staticmethod\n    def fixed(x=1): return x + {n}",
    "shared = []\n    def share(self, x): self.shared.append(x); return self.shared",
    "count = {n}\n    def more(self): type(self).count += 1; return self.count",
    "__secret = {n}\n    def secret(self): return self.__secret",
    "def __init_subclass__(cls, **kw): log.append(('sub', cls.__name__, kw)); super().__init_subclass__()",
    "def __new__(cls, *args): log.append(('new', cls.__name__)); return super().__new__(cls)",
    "def __matmul__(self, other): return '@'",
    "def __class_getitem__(cls, item): return (cls.__name__, item)",
    "d = Described()",
    "def __reversed__(self): return 'rev'",
    "def __round__(self, n=None): return ('round', n)",
    "def __divmod__(self, other): return 'dm'",
    "def __eq__(self, other): return 'odd'",
)
_USES = (
    "{o}", "str({o})", "repr({o})", "{o}.v", "{o} == {p}", "{o} != {p}", "{o} < {p}", "{o} > {p}", "{o} + 1", "1 + {o}", "{o} + {p}",
    "{o} * 2", "{o} * 'a'", "2 * {o}", "-{o}", "+{o}", "bool({o})", "len({o})", "list({o})", "3 in {o}", "{o}[1]", "{o}['k']", "{o}[1:2]",
    "{o}(1, k=2)", "{o}()", "{o}.quux", "{o}.nothing", "hasattr({o}, 'qq')", "getattr({o}, 'zz', 'default')", "{o}.name()",
    "{o}.twice", "{o}.both", "{c}.make()", "{c}.make(3)", "{o}.fixed()", "{c}.fixed(4)", "{o}.share(1)", "{o}.more()", "{c}.count",
    "{o}.secret()", "isinstance({o}, {c})", "issubclass({c}, Base)", "[k.__name__ for k in {c}.__mro__]", "type({o}).__name__",
    "{c}.__name__", "{o}.__class__.__name__", "f'{{{o}}}'", "f'{{{o}:>4}}'", "f'{{{o}!r}}'", "format({o}, 'x')", "'%s' % {o}", "int({o})",
    "float({o})", "[10, 11, 12, 13][{o}]", "{o}.d", "{o}.xx", "sorted(vars({o}))", "{o} @ 1", "{c}[int]", "hash({o}) == hash({o})",
    "{{{o}: 1}}[{o}]", "{o} in [{p}, {o}]", "reversed({o})", "round({o})", "round({o}, 2)", "divmod({o}, 2)", "{o} is {o}", "not {o}",
    "{o} and 1", "max({o}, {p}, key=lambda t: t.v)", "callable({o})", "{c}(1, 2)", "{c}(w=1)", "{c}.v", "{o}.__dict__", "{o}.__doc__",
    "abs({o})", "{o} - 1", "{o} // {p}", "1 - {o}", "[*{o}]", "tuple({o}) if hasattr({o}, '__iter__') else 0", "sum([{o}, {p}])",
    "setattr({o}, 'new', 5) or {o}.new", "{o}.__eq__({p})", "{o}.__len__()", "{c}.name({o})", "vars({c})['v']",
)  # fmt: skip
_DOES = (
    "{o}.v = {n}", "{o}.w = {n}", "{o} += {n}", "{o}.both = {n}", "{o}.twice = 1", "del {o}.v", "{o}['k'] = {n}", "del {o}['k']",
    "with {o} as t: raise ValueError('body')", "with {o} as t: log.append(t)", "{c}.count = {n}", "del {o}.zz", "{o}.d = {n}", "{o} *= 2",
    "for t in {o}: log.append(t)", "a, b = {o}", "{c}.extra = lambda self: self.v", "log.append({o}.extra())", "raise {o}", "{o}.__class__ = {c}",
)  # fmt: skip
_BASES = ("", "Base", "Base", "list", "dict", "int", "str", "tuple", "Exception", "object", "Meta")


def hierarchies(source: Source) -> str:
    """Two to four classes, one or two instances of each, and what is done with them."""
    lines = [
        "class Base:\n    def __init__(self, v=1): self.v = v\n    def name(self): return ['Base']\n"
        "    def __repr__(self): return f'<{type(self).__name__}>'",
        "class Described:\n    def __set_name__(self, owner, name): self.n = '_' + name\n"
        "    def __get__(self, obj, owner=None): return self if obj is None else getattr(obj, self.n, 'unset')"
        + ("\n    def __set__(self, obj, value): setattr(obj, self.n, (value,))" if source.chance(50) else ""),
    ]
    names = ["Base"]
    for at in range(source.number(1, 3)):
        name = "ABCD"[at]
        count = source.pick((1, 1, 1, 2))
        bases = [names[source.number(0, len(names) - 1)] for _ in range(count)]
        if source.chance(10):
            bases = [*bases[::-1], "Base"]
        body = source.some(_MEMBERS, 1, 5)
        head = f"class {name}({', '.join(bases)}{', tag=1' if source.chance(5) else ''}):"
        text = "\n".join(
            f"    {member.replace('{c}', name).replace('{n}', str(source.number(0, 3))).replace('{{', '{').replace('}}', '}')}"
            for member in body
        )
        lines.append(
            f"try:\n    {head}\n"
            + "\n".join(f"    {line}" for line in text.split("\n"))
            + f"\nexcept TypeError as e:\n    log.append(str(e)); {name} = Base"
        )
        names.append(name)
    objects = []
    for at, name in enumerate(names):
        objects.append((f"o{at}", name))
        lines.append(f"o{at} = {name}({source.pick(('', '2', '0', '3'))})")
    return _used(source, lines, objects)


def _used(source: Source, lines: list[str], objects: list[tuple[str, str]]) -> str:
    steps = []
    for _ in range(source.number(4, 12)):
        o, c = source.pick(objects)
        p, _ = source.pick(objects)
        template = source.pick(_USES) if source.chance(70) else source.pick(_DOES)
        text = (
            template.replace("{{{o}", "{\0{o}")
            .replace("{o}", o)
            .replace("{p}", p)
            .replace("{c}", c)
            .replace("{n}", str(source.number(0, 4)))
        )
        text = text.replace("{\0", "{{").replace("}}", "}").replace("{{", "{")
        action = f"log.append({text})" if template in _USES else text
        steps.append(f"try:\n    {action}\nexcept Exception as error: log.append((type(error).__name__, str(error)))")
    shown = [f"{o}.__dict__ if hasattr({o}, '__dict__') else 0" for o, _ in objects]
    return logged(
        [*lines, *steps, "log = [t if not isinstance(t, Base) else (type(t).__name__, vars(t)) for t in log]"], shown
    )


def builtin_subclasses(source: Source) -> str:
    kind = source.pick(("list", "dict", "int", "str", "tuple", "set", "float", "Exception", "frozenset"))
    body = source.some((
        "def extra(self): return type(self).__name__", "def __repr__(self): return 'R'", "def __len__(self): return 42",
        "def __getitem__(self, key):\n        if key == 4: raise IndexError\n        return ('item', key)", "def __eq__(self, other): return 'eq'", "def __add__(self, other): return 'added'",
        "def __contains__(self, item): return True", "def __iter__(self): return iter('it')", "def append(self, x): super().append((x, x))",
        "def __missing__(self, key): return ('missing', key)", "def __str__(self): return 'S'", "def __hash__(self): return 5",
        "def __init__(self, *args): self.args2 = args", "def __new__(cls, *args): return super().__new__(cls, *args)", "def upper(self): return 'UP'",
        "def __bool__(self): return False", "x = 1", "def __setitem__(self, key, value): super().__setitem__(key, [value])", "pass",
    ), 1, 4)  # fmt: skip
    given = {
        "list": "[3, 1, 2]", "dict": "{'a': 1}", "int": "5", "str": "'abc'", "tuple": "(1, 2)", "set": "[1, 2]", "float": "2.5",
        "Exception": "'boom', 1", "frozenset": "[1, 2]",
    }[kind]  # fmt: skip
    lines = [f"class K({kind}):", *(f"    {member}" for member in body)]
    lines.append(f"try: k = K({given})\nexcept Exception as error: log.append(str(error)); k = {kind}({given})")
    row = (
        "k", "type(k).__name__", "len(k)", "k == k", "k + k", "k[0]", "k['a']", "k['z']", "list(k)", "str(k)", "repr(k)", "f'{k}'", "1 in k",
        "k.extra()", "k.append(9)", "k.upper()", "bool(k)", "isinstance(k, " + kind + ")", "k * 2", "sorted(k)", "k.copy()", "k.args",
        "hash(k) == hash(k)", "{1: k}", "[k, k]", "k < k", "k | k", "k.get('a')", "max(k)", "sum(k)", "''.join(k)", "k.x", "k.nope", "k[1:]",
        "type(k[1:]).__name__", "type(k + k).__name__", "int(k)", "k.real", "vars(k)", "tuple(k)", "{**k}", "[*k]", "k.pop()", "k.keys()",
        "K.__mro__", "-k", "k and 1", "k is k", "dict(k)", "set(k)", "k.__class__.__name__", "enumerate(k) is None", "divmod(k, 2)", "k.args2",
    )  # fmt: skip
    expressions = [source.pick(row) for _ in range(source.number(4, 10))]
    if source.chance(30):
        lines.append("try: k[0] = 7\nexcept Exception as error: log.append(str(error))")
    return logged(lines, [e if e not in ("k.keys()", "K.__mro__") else f"[str(t) for t in {e}]" for e in expressions])


def metaclasses(source: Source) -> str:
    body = source.some((
        "def __call__(cls, *args):\n        log.append(('call', cls.__name__)); return super().__call__(*args)",
        "def __init__(cls, name, bases, names, **kw): log.append(('init', name, sorted(kw))); super().__init__(name, bases, names)",
        "def __new__(meta, name, bases, names, **kw):\n        names['tagged'] = name.lower()\n        return super().__new__(meta, name, bases, names)",
        "def __len__(cls): return 7", "def __getitem__(cls, key): return (cls.__name__, key)", "def __iter__(cls): return iter('xy')",
        "def __contains__(cls, item): return item == 1", "def shout(cls): return cls.__name__ + '!'", "@property\n    def label(cls): return 'L' + cls.__name__",
        "def __getattr__(cls, name): return 'meta ' + name", "def __instancecheck__(cls, obj): return obj == 3", "def __repr__(cls): return '<' + cls.__name__ + '>'",
        "def __eq__(cls, other): return True\n    def __hash__(cls): return 1", "def __add__(cls, other): return 'sum'", "@classmethod\n    def __prepare__(meta, name, bases, **kw): return {'prepared': 1}",
        "def __setattr__(cls, name, value): log.append(name); super().__setattr__(name, value)", "def __bool__(cls): return False", "def mro(cls): return super().mro()",
    ), 1, 5)  # fmt: skip
    lines = [
        "class Meta(type):",
        *(f"    {member}" for member in body),
        "class A(metaclass=Meta):\n    x = 1\n    def __init__(self, v=0): self.v = v\n    def m(self): return self.v",
    ]
    lines.append(f"class B(A{source.pick(('', ', key=1'))}):\n    y = 2" if source.chance(60) else "B = A")
    row = (
        "A.__name__", "type(A).__name__", "type(B).__name__", "len(A)", "B['k']", "list(A)", "1 in B", "A.shout()", "B.shout()", "A().shout()", "A.label",
        "A().label", "A.missing", "isinstance(3, A)", "isinstance(A(), A)", "repr(A)", "A == B", "A + 1", "A.tagged", "B.tagged", "A.prepared", "B(4).m()",
        "A.x", "B.y", "issubclass(B, A)", "bool(A)", "A is A", "[c.__name__ for c in B.__mro__]", "setattr(A, 'z', 5)", "A.z", "isinstance(A, Meta)",
        "Meta('C', (A,), {'w': 3}).w", "Meta('C', (), {}).__name__", "type('D', (A,), {}).__name__", "A(1, 2)", "callable(A)", "hash(A) == hash(A)", "A.mro()[-1].__name__",
    )  # fmt: skip
    return logged(lines, [source.pick(row) for _ in range(source.number(4, 10))])


def records(source: Source) -> str:
    """dataclasses, enums, named tuples."""
    form = source.number(0, 2)
    if form == 0:
        options = ", ".join(
            source.some(
                (
                    "order=True",
                    "frozen=True",
                    "eq=False",
                    "repr=False",
                    "slots=True",
                    "kw_only=True",
                    "unsafe_hash=True",
                ),
                0,
                3,
            )
        )
        fields = source.some(
            (
                "x: int",
                "y: int = 2",
                "z: list = field(default_factory=list)",
                "w: int = field(default=3, repr=False)",
                "n: int = field(init=False, default=4)",
                "k: ClassVar[int] = 5",
                "c: int = field(compare=False, default=1)",
            ),
            1,
            5,
        )
        extra = source.some(
            (
                "def __post_init__(self): log.append('post')",
                "def total(self): return 1",
                "@property\n    def p(self): return self.x",
            ),
            0,
            2,
        )
        lines = [
            "from dataclasses import dataclass, field, replace, asdict, astuple, fields",
            "from typing import ClassVar",
        ]
        lines += [
            f"@dataclass{f'({options})' if options else ''}",
            "class R:",
            *(f"    {line}" for line in (*fields, *extra)),
        ]
        if source.chance(40):
            lines += ["@dataclass", "class S(R):", "    extra: int = 9"]
        cls = source.pick(("R", "S" if "class S(R):" in lines else "R"))
        lines.append(f"def make(*a, **k): return {cls}(*a, **k)")
        row = (
            "make(1)",
            "make(1, 2)",
            "make(x=1)",
            "make()",
            "repr(make(1))",
            "make(1) == make(1)",
            "make(1) == make(2)",
            "make(1) < make(2)",
            "asdict(make(1))",
            "astuple(make(1))",
            "replace(make(1), x=5)",
            "[f.name for f in fields(R)]",
            "make(1).x",
            "hash(make(1)) == hash(make(1))",
            "make(1).z",
            "make(1).total()",
            "setattr(make(1), 'x', 9)",
            "R.y",
            "make(1).nope",
            "R.__match_args__",
            "make(1, 2, 3, 4, 5, 6, 7)",
            "make(1).__dict__",
            "R.k",
        )
        expressions = [source.pick(row) for _ in range(source.number(4, 9))]
        return logged(
            lines,
            [
                f"str({e})"
                if e.startswith(("make(", "replace")) and e.endswith(")") and "==" not in e and "<" not in e
                else e
                for e in expressions
            ],
        )
    if form == 1:
        base = source.pick(("Enum", "Enum", "IntEnum", "Flag", "StrEnum", "IntFlag"))
        members = {"StrEnum": ("A = 'a'", "B = auto()", "C = 'c'")}.get(
            base, ("A = 1", "B = 2", "C = auto()", "D = 4", "ALIAS = 1")
        )
        body = source.some(members, 1, 4)
        extra = source.some(
            (
                "def low(self): return self.name.lower()",
                "@classmethod\n    def first(cls): return list(cls)[0]",
                "@property\n    def double(self): return self.value * 2",
            ),
            0,
            2,
        )
        lines = [f"from enum import {base}, auto", f"class E({base}):", *(f"    {line}" for line in (*body, *extra))]
        row = (
            "list(E)",
            "E.A",
            "E(1)",
            "E('a')",
            "E['A']",
            "E['Z']",
            "E(99)",
            "E.A.name",
            "E.A.value",
            "E.A == 1",
            "E.A is E.A",
            "E.A == E.B",
            "len(E)",
            "E.A in E",
            "str(E.A)",
            "repr(E.A)",
            "f'{E.A}'",
            "[e.value for e in E]",
            "E.A.low()",
            "E.first()",
            "E.A.double",
            "E.A < E.B",
            "E.A | E.B",
            "E.A & E.B",
            "~E.A",
            "isinstance(E.A, int)",
            "E.__members__.keys()",
            "E.A + 1",
            "hash(E.A) == hash(E.A)",
            "{E.A: 1}[E.A]",
            "E.ALIAS",
            "E.C.value",
            "type(E.A).__name__",
            "E.nope",
            "E.A.nope",
            "bool(E.A)",
            "E.A.__class__.__name__",
        )
        expressions = [source.pick(row) for _ in range(source.number(4, 9))]
        return logged(
            lines, [f"str(list({e}))" if e.endswith("keys()") else f"str({e})" if "E" in e else e for e in expressions]
        )
    lines = [
        "from collections import namedtuple",
        "from typing import NamedTuple",
        f"P = namedtuple('P', {source.pick(('[chr(120), chr(121)]', repr('x y'), repr('x, y')))}{source.pick(('', ', defaults=[7]'))})",
        "class Q(NamedTuple):\n    a: int\n    b: int = 5\n    def both(self): return self.a + self.b",
    ]
    row = (
        "P(1, 2)",
        "P(1)",
        "P(x=1, y=2)",
        "P(1, 2).x",
        "P(1, 2)[1]",
        "P(1, 2)._asdict()",
        "P(1, 2)._replace(x=5)",
        "P._fields",
        "P._make([1, 2])",
        "P(1, 2) == (1, 2)",
        "len(P(1, 2))",
        "tuple(P(1, 2))",
        "Q(1)",
        "Q(1).both()",
        "Q(1, 2).b",
        "Q()",
        "Q(1) == Q(1, 5)",
        "P(1, 2) + (3,)",
        "P(1, 2).z",
        "Q(1)._fields",
        "repr(Q(1))",
        "Q(1) < Q(2)",
        "[*P(1, 2)]",
        "isinstance(P(1, 2), tuple)",
        "P(1, 2).count(1)",
        "Q._field_defaults",
        "P(1, 2, 3)",
        "hash(P(1, 2)) == hash((1, 2))",
    )
    return logged(lines, [f"str({source.pick(row)})" for _ in range(source.number(4, 9))])


def _shown(source: Source) -> str:
    return display(source, source.pick(("list", "tuple"))) if source.chance(70) else small(source)


def libraries(source: Source) -> str:
    """itertools, functools, collections, operator, math, copy, heapq, bisect, string, json, re."""
    lines = [
        "import itertools, functools, collections, operator, math, copy, heapq, bisect, string, json, re, contextlib",
        "from collections import Counter, defaultdict, deque, OrderedDict, ChainMap",
        "dq = deque([1, 2, 3], maxlen=4)\nct = Counter('abca')\ndd = defaultdict(list)\nod = OrderedDict(a=1, b=2)\ncm = ChainMap({'a': 1}, {'a': 2, 'b': 3})",
        "@functools.lru_cache(maxsize=None)\ndef fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)",
        "@functools.singledispatch\ndef kind(x): return 'any'\n@kind.register(int)\ndef _(x): return 'int'\n@kind.register(list)\ndef _(x): return 'list'",
        "@functools.total_ordering\nclass T:\n    def __init__(self, v): self.v = v\n    def __eq__(self, o): return self.v == o.v\n    def __lt__(self, o): return self.v < o.v",
        "@contextlib.contextmanager\ndef cm2(v):\n    log.append('enter')\n    try: yield v\n    except KeyError: log.append('key')\n    finally: log.append('exit')",
    ]
    n, xs, t = str(source.number(0, 4)), _shown(source), source.pick(("'abc'", "[3, 1, 2]", "range(4)", "(1, 2)"))
    row = (
        f"list(itertools.chain({t}, {t}))", f"list(itertools.islice(itertools.count({n}), 3))", f"list(itertools.islice({t}, {n}))", f"list(itertools.accumulate({t}))",
        f"list(itertools.product({t}, repeat={n}))[:5]", f"list(itertools.permutations({t}, {n}))[:5]", f"list(itertools.combinations({t}, {n}))", f"list(itertools.zip_longest({t}, 'xy', fillvalue=0))",
        f"[(k, list(g)) for k, g in itertools.groupby({t}, key=str)]", f"list(itertools.takewhile(lambda v: v != 2, {t}))", f"list(itertools.dropwhile(lambda v: v != 1, {t}))",
        f"list(itertools.starmap(pow, [(2, {n}), (3, 2)]))", f"list(itertools.compress({t}, [1, 0, 1]))", f"list(itertools.pairwise({t}))", f"list(itertools.repeat({n}, 3))",
        f"list(itertools.islice(itertools.cycle({t}), {n}))", f"[list(i) for i in itertools.tee({t})]", f"list(itertools.filterfalse(None, {t}))", f"list(itertools.combinations_with_replacement({t}, 2))[:4]",
        f"functools.reduce(operator.add, {t})", f"functools.reduce(lambda a, b: (a, b), {t}, {n})", "functools.partial(pow, 2)(5)", "functools.partial(int, base=2)('101')", "fib(20)", "fib.cache_info().hits > 0",
        f"kind({xs})", "kind('s')", "kind([])", "T(1) <= T(2), T(1) > T(2), T(1) >= T(1)", "sorted([3, 1], key=functools.cmp_to_key(lambda a, b: b - a))",
        "list(dq)", f"dq.append({n})", "dq.appendleft(0)", "dq.pop()", "dq.popleft()", f"dq.rotate({n})", f"dq[{n}]", "len(dq)", "dq", "dq.extend('ab')", "dq.index(2)", "dq.count(1)", "dq.remove(3)",
        "ct", "ct['a']", "ct['zz']", "ct.most_common(1)", "sorted(ct.elements())", "ct + Counter('ab')", "ct - Counter('a')", "ct.update('cc')", "ct & Counter('aab')", "ct.total()", "sorted(ct.items())",
        f"dd['k'].append({n})", "dict(dd)", "dd['new']", "dd.get('none')", "od.move_to_end('a')", "list(od)", "od.popitem()", "od == {'a': 1, 'b': 2}", "cm['a']", "cm['z']", "sorted(cm)", "cm.new_child({'a': 9})['a']",
        f"operator.itemgetter({n})('abcde')", "operator.attrgetter('real')(5)", "operator.methodcaller('upper')('a')", f"operator.mul({n}, {xs})", "operator.contains([1], 1)",
        f"math.sqrt({n})", f"math.gcd(12, {n})", f"math.factorial({n})", "math.floor(-1.5), math.ceil(1.2), math.trunc(2.7)", f"math.comb(5, {n})", "math.isclose(0.1 + 0.2, 0.3)", "math.prod([1, 2, 3])", f"math.log({n})", f"math.pow(2, {n})", "math.hypot(3, 4)", "math.inf > 1", "math.isnan(math.nan)", "math.lcm(4, 6)", "math.isqrt(17)", "math.sqrt(-1)", "math.log2(8)", "math.fsum([0.1] * 10)", "math.copysign(1, -0.0)", "math.degrees(math.pi)", "math.modf(2.5)", "math.frexp(8.0)",
        f"copy.copy({xs})", f"copy.deepcopy([{xs}, {xs}])", "heapq.nsmallest(2, [3, 1, 2])", "(lambda h: (heapq.heapify(h), heapq.heappop(h), h))([3, 1, 2])", "bisect.bisect([1, 3, 5], 3), bisect.bisect_left([1, 3, 5], 3)", "(lambda l: (bisect.insort(l, 2), l))([1, 3])",
        "string.ascii_lowercase[:3], string.digits", f"json.loads('[1, {{\"a\": null}}, {n}.5, true]')", "json.dumps({'a': [1, None, True, 'x']})", r"re.findall(r'\d+', 'a1b22')", r"re.match(r'(\w)(\d)', 'a1').groups()", "re.sub('a', 'b', 'aXa')", r"re.split(r'[,;]', 'a,b;c')", "re.search('z', 'abc')", "bool(re.fullmatch('a+', 'aaa'))", r"re.compile(r'(?P<n>\d)').search('x7')['n']",
        "contextlib.suppress(KeyError).__enter__()", "contextlib.nullcontext(5).__enter__()", "[*map(operator.neg, [1, 2])]", "[*zip(*[(1, 2), (3, 4)])]", "sum(map(len, ['a', 'bb']))",
    )  # fmt: skip
    expressions = [source.pick(row) for _ in range(source.number(4, 10))]
    if source.chance(40):
        lines.append(
            f"try:\n    with cm2({n}) as v:\n        log.append(v)\n        {source.pick(('pass', 'raise KeyError(1)', 'raise ValueError(2)'))}\nexcept ValueError as e: log.append(str(e))"
        )
    if source.chance(20):
        lines.append(
            "with contextlib.ExitStack() as stack:\n    stack.callback(log.append, 'cb')\n    stack.enter_context(cm2(1))"
        )
    return logged(lines, [e if e not in ("dq", "ct") else f"repr({e})" for e in expressions])
