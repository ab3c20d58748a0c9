"""Programs of statements: assignments, loops, branches, functions, closures, generators, exceptions, match."""

from __future__ import annotations

from conformance.programs.source import Source, logged
from conformance.programs.values import display, scalar, small

_INDENT = "    "
_RAISABLE = (
    "ValueError('v')",
    "KeyError('k')",
    "IndexError",
    "TypeError('t', 1)",
    "ZeroDivisionError()",
    "StopIteration",
)


class Flow:
    """Writes statements over the numbers a, b, c, the lists xs, ys, the string s and the dict d."""

    def __init__(self, source: Source, inside: str = "") -> None:
        self.source = source
        self.inside = inside  # "loop", "function", "generator"
        self.depth = 0
        self.serial = 0

    def number(self) -> str:
        source = self.source
        form = source.number(0, 9)
        if form < 4:
            return source.pick(("a", "b", "c", "i"))
        if form < 6:
            return source.pick(("0", "1", "2", "3", "7", "-1"))
        if form == 6:
            return f"({self.number()} {source.pick(('+', '-', '*', '//', '%'))} {self.number()})"
        return source.pick(
            ("len(xs)", "len(s)", "sum(ys)", "max(ys)", "int(a > b)", "xs[0]", "ys[-1]", "len(d)", "abs(b)")
        )

    def condition(self) -> str:
        source = self.source
        form = source.number(0, 5)
        if form < 3:
            return f"{self.number()} {source.pick(('<', '<=', '==', '!=', '>', '>='))} {self.number()}"
        if form == 3:
            return source.pick(("xs", "not ys", "s", "d", "a in ys", "'a' in s", "b not in d"))
        if form == 4:
            return f"{self.condition()} {source.pick(('and', 'or'))} {self.condition()}"
        return f"{self.number()} < {self.number()} < {self.number()}"

    def statement(self, margin: str) -> list[str]:
        source = self.source
        if self.depth < 3 and source.chance(40):
            self.depth += 1
            found = self.compound(margin)
            self.depth -= 1
            return found
        return [margin + self.simple()]

    def simple(self) -> str:
        source = self.source
        row = [
            f"{source.pick('abc')} = {self.number()}",
            f"{source.pick('abc')} {source.pick(('+=', '-=', '*=', '//=', '%='))} {self.number()}",
            f"xs.append({self.number()})",
            f"ys += [{self.number()}]",
            f"d[{self.number()}] = {self.number()}",
            f"s += str({self.number()})",
            f"xs[{self.number()} % 3] = {self.number()}",
            "a, b = b, a",
            f"xs, ys = ys, [{self.number()}, *xs[:2]]",
            f"c = [v for v in xs if v {source.pick(('<', '>'))} {self.number()}].__len__()",
            "first, *others = ys",
            f"c = (lambda v, w=a: v - w)({self.number()})",
            f"c = {self.number()} if {self.condition()} else {self.number()}",
            f"log.append({self.number()})",
            f"log.append(({self.number()}, {self.condition()}))",
            f"d.pop({self.number()}, None)",
            f"del xs[{self.number()}:]" if source.chance(30) else "xs = xs[::-1]",
            "zs = xs; zs.append(c)",
            f"assert {self.condition()}",
            f"raise {source.pick(_RAISABLE)}" if source.chance(20) else "pass",
        ]
        if self.inside == "loop":
            row += ["break", "continue"]
        if self.inside in ("function", "generator"):
            row += [f"return {self.number()}"] if self.inside == "function" else [f"yield {self.number()}"] * 4
        return source.pick(row)

    def block(self, margin: str, inside: str | None = None) -> list[str]:
        outer, self.inside = self.inside, self.inside if inside is None else inside
        found = [line for _ in range(self.source.number(1, 3)) for line in self.statement(margin + _INDENT)]
        self.inside = outer
        return found

    def compound(self, margin: str) -> list[str]:
        source = self.source
        form = source.number(0, 7)
        if form == 0:
            lines = [f"{margin}if {self.condition()}:", *self.block(margin)]
            if source.chance(30):
                lines += [f"{margin}elif {self.condition()}:", *self.block(margin)]
            return [*lines, f"{margin}else:", *self.block(margin)] if source.chance(50) else lines
        if form == 1:
            over = source.pick(
                ("range(3)", "list(xs)[:4]", "'ab'", "enumerate(ys[:3])", "sorted(d)", "zip(xs[:3], ys)")
            )
            target = "i" if "enumerate" not in over and "zip" not in over else "i, j"
            inside = "loop" if self.inside in ("", "loop") else self.inside
            lines = [
                f"{margin}for {target} in {over}:",
                f"{margin}{_INDENT}i = 1" if "'" in over else "",
                *self.block(margin, inside),
            ]
            lines = [line for line in lines if line]
            return [*lines, f"{margin}else:", *self.block(margin)] if source.chance(25) else lines
        if form == 2:
            self.serial += 1
            name = f"n{self.serial}_{self.depth}"
            inside = "loop" if self.inside in ("", "loop") else self.inside
            body = [line for line in self.block(margin, inside) if line.strip() != "continue"]
            return [
                f"{margin}{name} = 0", f"{margin}while {name} < {source.number(1, 4)}:", f"{margin}{_INDENT}{name} += 1",
                *(line if "continue" not in line else line.replace("continue", "pass") for line in body),
            ]  # fmt: skip
        if form in (3, 4):
            return self.guarded(margin)
        if form == 5:
            return self.matched(margin)
        if form == 6:
            return [f"{margin}with Guard({source.pick(('True', 'False'))}, {self.number()}) as c:", *self.block(margin)]
        return self.function(margin)

    def guarded(self, margin: str) -> list[str]:
        source = self.source
        lines = [f"{margin}try:", *self.block(margin)]
        if source.chance(30):
            lines.append(f"{margin}{_INDENT}raise {source.pick(_RAISABLE)}")
        caught = source.some(
            ("ZeroDivisionError", "(ValueError, KeyError)", "LookupError", "TypeError as e", "Exception as e"), 0, 3
        )
        for each in caught:
            lines += [f"{margin}except {each}:", *self.block(margin)]
            if each.endswith("as e"):
                lines.append(f"{margin}{_INDENT}log.append((type(e).__name__, str(e), type(e.__context__).__name__))")
            if source.chance(15):
                lines.append(f"{margin}{_INDENT}raise")
        if caught and source.chance(30):
            lines += [f"{margin}else:", *self.block(margin)]
        if not caught or source.chance(30):
            inside = self.inside if self.inside != "loop" else ""
            lines += [f"{margin}finally:", *self.block(margin, inside), f"{margin}{_INDENT}log.append('finally')"]
        return lines

    def matched(self, margin: str) -> list[str]:
        source = self.source
        subject = source.pick(
            ("a", "xs", "(a, b)", "s", "d", "{'k': a, 'l': xs}", "Point(a, b)", "None", "[a, [b, c]]", "ys[:2]")
        )
        lines = [f"{margin}match {subject}:"]
        for _ in range(source.number(1, 4)):
            pattern = source.pick((
                "0", "1 | 2", "int()", "str(c)", "[]", "[i]", "[i, *_]", "[i, j, *rest]", "(i, 0)", "(1, j) | (j, 1)",
                "{'k': i}", "{'k': int(i), **rest}", "Point(0, j)", "Point(x=i)", "Point(i, j)", "None", "[int(i), [j, _]]",
                "True", "-1", "'ab' | 'abc'", "list() as i", "float() | int() as i", "{}", "i",
            ))  # fmt: skip
            irrefutable = pattern == "i"
            guard = f" if {self.condition()}" if irrefutable or source.chance(30) else ""
            lines += [f"{margin}{_INDENT}case {pattern}{guard}:"]
            lines += [f"{margin}{_INDENT * 2}log.append({source.number(0, 99)})", *self.block(margin + _INDENT)]
        return [*lines, f"{margin}{_INDENT}case _:", f"{margin}{_INDENT * 2}log.append('none')"]

    def function(self, margin: str) -> list[str]:
        source = self.source
        self.serial += 1
        name = f"f{self.serial}_{self.depth}"
        form = source.number(0, 3)
        head = source.pick(("p, q=2", "p, /, q=a", "*p, q=1", "p, *, q=3", "p=1, **q"))
        fixed = ["a, b, c, i = 1, 2, 3, 0", "xs, ys, s, d = [1, 2], [3], 'ab', {1: 2}"]
        inner = [f"{margin}{_INDENT}{line}" for line in fixed]
        shared = (
            [f"{margin}{_INDENT}{source.pick(('nonlocal', 'global'))} total"]
            if margin == "" and source.chance(0)
            else []
        )
        if form == 0:
            made = [f"{margin}def {name}():", *inner, *self.block(margin, "generator"), f"{margin}{_INDENT}yield 'end'"]
            use = source.pick(
                (f"list({name}())", f"[v for v in {name}()]", f"[*{name}()][:1]", f"sum(1 for _ in {name}())")
            )
            return [*made, f"{margin}log.append({use})"]
        body = self.block(margin, "function")
        made = [f"{margin}def {name}({head}):", *inner, *shared, *body, f"{margin}{_INDENT}return (p, q)"]
        given = source.pick(("1", "1, 2", "1, q=5", "", "*[1, 2]", "**{'q': 4}", "1, 2, 3", "p=1", "7, **{'z': 1}"))
        if form == 1:
            made = [f"{margin}@traced", *made]
        return [*made, f"{margin}log.append({name}({given}))"]


PRELUDE = """\
class Guard:
    def __init__(self, hides, value): self.hides, self.value = hides, value
    def __enter__(self): log.append('in'); return self.value
    def __exit__(self, kind, value, traceback): log.append(('out', kind and kind.__name__)); return self.hides
class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
def traced(f):
    def inner(*args, **kwargs):
        log.append((f.__name__, args, sorted(kwargs)))
        return f(*args, **kwargs)
    return inner
"""


def statements(source: Source) -> str:
    """Statements in a function, so that names are local, or at the top."""
    flow = Flow(source)
    first = [
        f"a, b, c, i = {source.number(0, 5)}, {source.number(-2, 4)}, 3, 0",
        "xs, ys, s, d = [3, 1, 2], [0, 4], 'abc', {1: 'x', 2: 5}",
    ]
    body = [line for _ in range(source.number(3, 7)) for line in flow.statement("    ")]
    last = "log.append((a, b, c, xs, ys, s, d))"
    if source.chance(60):
        lines = ["def main():", *(f"    {line}" for line in first), *body, f"    {last}"]
        return (
            f"log = []\n{PRELUDE}"
            + "\n".join(lines)
            + "\ntry: main()\nexcept Exception as e: log.append((type(e).__name__, str(e)))\nresult = log\n"
        )
    lines = [*first, "try:", *body, "except Exception as e: log.append((type(e).__name__, str(e)))", last]
    return f"log = []\n{PRELUDE}" + "\n".join(lines) + "\nresult = log\n"


def closures(source: Source) -> str:
    """Functions that make functions: cells, nonlocal, defaults, late binding, recursion, decorators with arguments."""
    lines = [
        "def counter(start=0, *, step=1):",
        "    def tick(by=None):",
        f"        nonlocal start{', step' if source.chance(30) else ''}",
        f"        start {source.pick(('+=', '-=', '*='))} step if by is None else by",
        f"        {source.pick(('return start', 'log.append(start); return start', 'return (start, step)'))}",
        "    def peek(): return start",
        "    return tick, peek",
        "def times(n):",
        "    def wrap(f):",
        f"        def inner(*args): return [f(*args) for _ in range({source.pick(('n', 'n + 1', 'max(n, 1)'))})]",
        "        return inner",
        "    return wrap",
        "def depth(n): return 0 if n <= 0 else 1 + depth(n - 1)",
        f"late = [lambda: k * 2 for k in range({source.number(1, 4)})]",
        f"early = [lambda k=k: k * 2 for k in range({source.number(1, 4)})]",
        f"tick, peek = counter({source.pick(('', '5', 'step=3', '2, step=2'))})",
        f"@times({source.number(0, 3)})\ndef twice(v): return v + peek()",
        "def collect(v, seen=[]): seen.append(v); return list(seen)",
        "total = 1\ndef bump(by):\n    global total\n    total += by\n    return total",
    ]
    row = (
        "tick()", "tick(2)", "peek()", "[f() for f in late]", "[f() for f in early]", "twice(1)", "depth(7)", "collect(1)",
        "collect('a', [])", "bump(3)", "total", "(lambda *a, **k: (a, k))(1, *[2], x=3)", "(lambda: (yield))().__class__.__name__",
        "sorted([3, 1, 2], key=lambda v: -v)", "tick(by=1)", "tick(1, 2)", "counter(1, 2)", "late[9]", "inner", "twice()",
    )  # fmt: skip
    return logged(lines, [source.pick(row) for _ in range(source.number(4, 10))])


def generators(source: Source) -> str:
    """Generators and iterators asked step by step: send, throw, close, delegation, laziness.

    None is dropped that has still to clean up: when that happens is no matter of the language.
    """
    body = [source.pick((
        "    x = yield {n}", "    log.append((yield {n}))", "    yield from range({n})", "    for k in range({n}): yield k",
        "    try:\n        yield {n}\n    except ValueError as e:\n        log.append(str(e))\n        yield 'caught'",
        "    try:\n        yield {n}\n    finally:\n        log.append('left')", "    y = yield from other({n})\n    log.append(y)",
        "    if {n} % 2: return {n}", "    log.append('at {n}')", "    for _ in range(5):\n        z = yield\n        if z: break",
        "    with Guard(True, {n}) as w:\n        yield w", "    yield [(yield {n}), (yield {n})]", "    raise KeyError({n})",
    )).replace("{n}", str(source.number(0, 4))) for _ in range(source.number(1, 5))]  # fmt: skip
    lines = [
        PRELUDE, "made_here = []\ndef held(g): made_here.append(g); return g", "def other(n):\n    got = yield n\n    return (n, got)", "def made():", *body, "    yield 'last'", "g = made()",
        "h = iter([1, 2, 3, 4])", f"m = {source.pick(('map(log.append, h)', 'zip(h, made())', 'filter(None, h)', 'enumerate(h, 3)', '(v * 2 for v in h if v % 2)'))}",
    ]  # fmt: skip
    row = (
        "next(g)", "next(g, 'no')", "g.send(1)", "g.send(None)", "g.throw(ValueError('in'))", "g.throw(KeyError)", "g.close()",
        "list(g)", "next(m)", "list(m)", "next(h)", "list(h)", "[*g]", "sum(1 for _ in made())", "list(zip(held(made()), g))",
        "iter(g) is g", "max(made(), key=str)", "sorted(map(str, made()))",
    )  # fmt: skip
    return logged(lines, [source.pick(row) for _ in range(source.number(4, 10))])


def comprehensions(source: Source) -> str:
    over = (
        "range(4)", "[3, 1, 2]", "'abca'", "{1: 2, 3: 4}", "{1: 2}.items()", "enumerate('ab')", "zip([1, 2], 'xy')", "set()",
        display(source, "list"), display(source, "dict"),
    )  # fmt: skip
    expressions = []
    for _ in range(source.number(3, 7)):
        first, second = source.pick(over), source.pick(over)
        shown = source.pick(("x", "(x, x)", "str(x)", "x * 2", "[x]", "(x, y)", "f'{x}{y}'", "len(str(x))", "y"))
        test = source.pick(("", "", " if x", " if x != 1", " if str(x) > 'a'", " if (z := x)"))
        clauses = f"for x in {first}{test} for y in {second}" if "y" in shown else f"for x in {first}{test}"
        form = source.number(0, 4)
        expressions.append((
            f"[{shown} {clauses}]", f"sorted(map(str, {{{shown} {clauses}}}))", f"{{str(x): {shown} {clauses}}}",
            f"list(({shown} {clauses}))", f"[[{shown} {clauses}], {scalar(source)}, *[{small(source)}]]",
        )[form])  # fmt: skip
    return logged(["x = 'outer'"], [*expressions, "x"])
