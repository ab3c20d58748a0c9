"""Programs of nested control flow, calls with every kind of argument, patterns, chained exceptions, and generators."""

from __future__ import annotations

from conformance.programs.source import Source, logged
from conformance.programs.templates import Pools, drawn, filled, stepped


def _block(source: Source, depth: int, *, loop: bool, generator: bool, indent: int) -> list[str]:
    lines: list[str] = []
    for _ in range(source.number(1, 3)):
        lines += _statement(source, depth, loop=loop, generator=generator, indent=indent)
    return lines


def _statement(source: Source, depth: int, *, loop: bool, generator: bool, indent: int) -> list[str]:
    pad = "    " * indent
    n = source.number(0, 5)

    def inner(*, loop: bool = loop) -> list[str]:
        return _block(source, depth - 1, loop=loop, generator=generator, indent=indent + 1)

    form = source.number(0, 13) if depth > 0 else source.number(6, 13)
    if form == 0:
        lines = [f"{pad}try:", *inner()]
        handlers = source.some(
            ("ValueError", "(KeyError, IndexError)", "LookupError as e", "Exception as e", "ZeroDivisionError as e"),
            0,
            2,
        )
        for handler in handlers:
            lines += [
                f"{pad}except {handler}:",
                *([f"{pad}    log.append(repr(e))"] if " as e" in handler else []),
                *inner(),
            ]
        if handlers and source.chance(30):
            lines += [f"{pad}else:", *inner()]
        if not handlers or source.chance(50):
            body = _block(source, depth - 1, loop=loop, generator=False, indent=indent + 1)
            lines += [f"{pad}finally:", *body]
        return lines
    if form == 1:
        return [
            f"{pad}for i{indent} in range({source.number(0, 3)}):",
            *inner(loop=True),
            *([f"{pad}else:", *inner()] if source.chance(40) else []),
        ]
    if form == 2:
        return [
            f"{pad}c{indent} = 0",
            f"{pad}while c{indent} < {source.number(1, 3)}:",
            f"{pad}    c{indent} += 1",
            *inner(loop=True),
            *([f"{pad}else:", *inner()] if source.chance(40) else []),
        ]
    if form == 3:
        return [f"{pad}with Guard({n}, {source.pick(('True', 'False', 'False'))}) as g:", *inner()]
    if form == 4:
        return [
            f"{pad}if len(log) % {source.number(2, 3)} == {source.number(0, 1)}:",
            *inner(),
            *([f"{pad}else:", *inner()] if source.chance(50) else []),
        ]
    if form == 5:
        return [f"{pad}with Guard({n}, False), Guard({n + 1}, {source.pick(('True', 'False'))}):", *inner()]
    choices = [
        f"log.append({n})",
        f"log.append({n})",
        f"raise {source.pick(('ValueError', 'KeyError', 'IndexError', 'ZeroDivisionError'))}({n})",
        "1 / 0",
        "[][1]",
        f"return {n}",
        "return log[-1:]",
        f"x = {n}",
        "log.append(x)",
        "x += 1",
    ]
    if loop:
        choices += ["break", "continue", "break", "continue"]
    if generator:
        choices += [
            f"yield {n}",
            f"log.append((yield {n}))",
            f"x = yield {n}",
            f"yield from [{n}, {n}]",
            "return (yield)",
            f"log.append((yield from sub({n})))",
        ]
    else:
        choices += ["raise", "del x", "raise KeyError('c') from ValueError('d')"]
    return [pad + source.pick(choices)]


_GUARD = (
    "class Guard:\n    def __init__(self, n, swallow): self.n, self.swallow = n, swallow\n    def __enter__(self): log.append(('in', self.n)); return self\n"
    "    def __exit__(self, kind, value, tb): log.append(('out', self.n, kind and kind.__name__, str(value))); return self.swallow and kind is not None and issubclass(kind, Exception)\n"
    "def sub(n):\n    try:\n        got = yield ('sub', n)\n        log.append(('got', got))\n    except KeyError as e: log.append('sub caught')\n    finally: log.append('sub left')\n    return n"
)  # fmt: skip


def controlled(source: Source) -> str:
    """Functions of nested statements, whose ends and order of steps are compared."""
    lines = [_GUARD]
    for name in "fg":
        lines.append(
            "\n".join(
                [f"def {name}(x=1):", *_block(source, 3, loop=False, generator=False, indent=1), "    return 'end'"]
            )
        )
    return logged(lines, ["f()", "g()", "f(2)", "[f(v) for v in (1, 2)]"])


def generated(source: Source) -> str:
    """A generator of nested statements, sent to, thrown into and closed."""
    lines = [
        _GUARD,
        "\n".join(
            [
                "def made(x=1):",
                *_block(source, 3, loop=False, generator=True, indent=1),
                "    yield 'last'",
                "    return 'end'",
            ]
        ),
        "g, h = made(), made(2)",
    ]
    lines.append("def outer():\n    r = yield from made()\n    log.append(('r', r))\n    return 'outer'\no = outer()")
    row = (
        "next($g)", "next($g)", "next($g, 'no')", "$g.send($n)", "$g.send(None)", "$g.throw(ValueError('in'))", "$g.throw(KeyError('in'))", "$g.throw(KeyError)", "$g.throw(GeneratorExit)", "$g.close()", "list($g)", "[*zip($g, range(2))]",
        "$g.gi_running", "iter($g) is $g", "$g.throw(StopIteration('s'))", "$g.throw(TypeError('t')) ", "next(v for v in $g if v)", "1 in $g",
    )  # fmt: skip
    expressions = drawn(source, row, 4, 9, {"g": ("g", "g", "h", "o")})
    return logged(lines, [*expressions, "g.close()", "h.close()", "o.close()"])


_PATTERNS: Pools = {
    "literal": ("0", "1", "-1", "2", "1.5", "'a'", "'ab'", "b'x'", "None", "True", "False", "1 + 2j", "-2"), "name": ("a", "b", "c", "_"),
    "sequence": ("[]", "[$p]", "[$p, $p]", "($p, $p)", "[$p, *_]", "[*rest]", "[$p, *rest, $p]", "(a, b, *_)", "[*_, $p]", "()", "[[$p], $p]", "$p, $p", "[_, _]", "($p,)"),
    "mapping": ("{}", "{'a': $p}", "{'a': $p, **rest}", "{'a': 1, 'b': b}", "{1: $p}", "{'x': $p, 'y': $p}", "{None: $p}", "{K.one: $p}"),
    "class": ("int()", "str()", "int(a)", "list()", "dict()", "float() | int()", "str(s)", "tuple((a, b))", "bool()", "Pt()", "Pt(x, y)", "Pt(x=$p)", "Pt($p, y=$p)", "Pt(1, 2, 3)", "Sub($p)", "Pt(nope=a)", "Odd(a)", "Data($p, $p)", "Data(x=1)", "list([a, *_])", "bytes(b)", "object()", "None | int()", "set()", "range()", "Pt(x, x=1)", "K()", "Nt(a, b)"),
    "value": ("K.one", "K.two", "K.nope", "E.red"), "or": ("$literal | $literal", "[a, _] | [_, _, a]", "(1 | 2 | 3) as n", "{'a': a} | [a]", "int(a) | str(a)"),
    "p": ("$literal", "$literal", "$name", "_", "$sequence", "$class", "$value", "$literal | $literal", "($literal as w)", "$mapping"),
    "top": ("$literal", "$sequence", "$mapping", "$class", "$value", "$or", "$sequence", "$mapping", "$class", "[$p, $p] as whole", "int(a) if a > 1", "[a, b] if a == b", "str(s) if s.isalpha()", "a if False", "$p as w"),
    "subject": (
        "0", "1", "2", "-1", "True", "1.0", "1.5", "'a'", "'ab'", "''", "b'x'", "None", "[]", "[1]", "[1, 2]", "(1, 2)", "[1, 2, 3]", "['a', 'b']", "[[1], 2]", "{}", "{'a': 1}", "{'a': 1, 'b': 2}", "{'a': [1, 2]}", "{1: 'a'}", "{None: 1}", "Pt(1, 2)", "Pt(0, 'a')", "Sub(1, 2)", "Data(1, 2)", "E.red", "range(2)", "{1, 2}", "deque([1, 2])", "int", "Odd()", "1 + 2j", "(1, [2, (3,)])", "Nt(1, 2)", "bytearray(b'x')", "defaultdict(int)", "UserL([1, 2])",
    ),
}  # fmt: skip
_SUBJECTS = (
    "from enum import Enum\nfrom dataclasses import dataclass\nfrom collections import deque, namedtuple, defaultdict\nclass K: one, two = 1, 'ab'\nclass E(Enum): red = 1\n"
    "class Pt:\n    __match_args__ = ('x', 'y')\n    def __init__(self, x, y): self.x, self.y = x, y\n    def __repr__(self): return f'{type(self).__name__}({self.x!r}, {self.y!r})'\nclass Sub(Pt): __match_args__ = ('y',)\nclass Odd:\n    __match_args__ = ['a']\n    def __repr__(self): return 'Odd()'\n"
    "@dataclass\nclass Data:\n    x: int\n    y: int\nNt = namedtuple('Nt', 'a b')\nclass UserL(list): pass"
)


def matched(source: Source) -> str:
    """match statements with patterns of every kind, nested."""
    lines = [_SUBJECTS]
    for at in range(source.number(1, 3)):
        body = [
            "def f" + str(at) + "(subject):",
            "    a = b = c = x = y = s = w = n = rest = whole = 'unset'",
            "    match subject:",
        ]
        for case in range(source.number(1, 4)):
            body += [
                f"        case {filled(source, '$top', _PATTERNS)}:",
                f"            return ({case}, a, b, c, x, y, s, w, n, rest, whole)",
            ]
        body.append("    return ('none', a, b, c, x, y, s, w, n, rest, whole)")
        lines.append("\n".join(body))
    count = len(lines) - 1
    return logged(
        lines,
        [
            f"repr(f{source.number(0, count - 1)}({filled(source, '$subject', _PATTERNS)})).split(' object at')[0]"
            for _ in range(source.number(4, 8))
        ],
    )


def _parameter(source: Source, name: str, defaulted: bool) -> str:
    return f"{name}={source.number(0, 9)}" if defaulted else name


def signatures(source: Source) -> str:
    """Functions with every kind of parameter, called with arguments that fit and that do not."""
    lines, names = (
        [
            "class C:\n    def m(self, a, b=2, *c, d, **e): return (a, b, c, d, e)\n    @classmethod\n    def k(cls, a, /, b): return (a, b)\n    @staticmethod\n    def s(*, a): return a\n    def __call__(self, a=1): return a\n    def __init__(self, p=0, *, q=1): self.p = p, q"
        ],
        [],
    )
    for at in range(source.number(1, 3)):
        parts, left = [], list("abcdef")
        defaulted = False
        for _ in range(source.number(0, 2)):
            defaulted = defaulted or source.chance(30)
            parts.append(_parameter(source, left.pop(0), defaulted))
        if parts and source.chance(30):
            parts.append("/")
        if source.chance(50):
            defaulted = defaulted or source.chance(30)
            parts.append(_parameter(source, left.pop(0), defaulted))
        if source.chance(40):
            bare = source.chance(70)
            parts.append(source.pick(("*args", "*")) if bare else "*args")
            if bare:
                parts.append(_parameter(source, left.pop(0), source.chance(40)))
        if source.chance(40):
            parts.append("**kw")
        names = [f"f{k}" for k in range(at + 1)]
        shown = ", ".join(part.strip("*/").split("=")[0] for part in parts if part.strip("*/"))
        prefix = f"def f{at}({', '.join(parts)}): return ({shown}{',' if shown else ''})"
        lines.append(prefix)
    lines.append("o = C()")
    pools: Pools = {
        "fn": (*names, *names, "o.m", "C.m", "C.k", "o.s", "o", "C", "(lambda a, b=1, *c: (a, b, c))", "len", "max", "sorted", "print", "dict", "int", "range"),
        "arg": ("$n", "$n", "'x'", "*[1, 2]", "*()", "a=$n", "b=$n", "c=3", "d=4", "e=5", "q=1", "**{'a': 1}", "**{'z': 1}", "*'ab'", "**{}", "**{1: 2}", "*5", "**5", "self=1", "key=len", "**{'a': 1, 'b': 2}", "*{'k': 1}", "d=4"),
        "args": ("", "$arg", "$arg, $arg", "$arg, $arg", "$arg, $arg, $arg", "$n, $n, $arg", "$n, $arg, $arg, $arg"),
    }  # fmt: skip
    row = (
        "$fn($args)",
        "$fn($args)",
        "$fn($args)",
        "$fn($args)",
        "C($args).p",
        "o.m.__name__",
        "f0.__defaults__",
        "f0.__kwdefaults__",
        "f0.__name__, f0.__qualname__",
        "f0.__code__.co_argcount",
        "o.m.__func__.__name__",
    )
    return logged(lines, [f"repr({each})" for each in drawn(source, row, 4, 9, pools)])


_RAISES: Pools = {
    "exc": ("ValueError", "KeyError", "TypeError", "IndexError", "ZeroDivisionError", "AttributeError", "StopIteration", "OSError", "Own", "Sub", "RuntimeError", "AssertionError", "NameError", "UnicodeError", "ArithmeticError", "LookupError", "Exception", "NotImplementedError", "OverflowError", "ImportError", "SystemExit", "KeyboardInterrupt", "GeneratorExit", "EOFError", "Warning"),
    "arguments": ("", "'m'", "1", "'a', 2", "None", "[1]", "('t',)", "''", "KeyError('k')", "2, 'two'", "b'x'", "1.5, 'f', 'file'"),
    "made": ("$exc($arguments)", "$exc($arguments)", "$exc", "Own(1, 2)", "Sub('s')", "5", "None", "'text'", "int", "ExceptionGroup('g', [ValueError(1), KeyError(2)])", "Kw(code=3)"),
    "catch": ("Exception", "ValueError", "(KeyError, ValueError)", "LookupError", "Own", "BaseException", "OSError", "ArithmeticError", "()", "5", "(TypeError, 5)", "Sub"),
}  # fmt: skip
_RAISING = (
    "try: raise $made\nexcept $catch as e: log.append(seen(e))", "try:\n    try: raise $made\n    except $catch: raise $made\nexcept BaseException as e: log.append(seen(e))", "try:\n    try: raise $made\n    except $catch as e: raise $made from e\nexcept BaseException as e: log.append(seen(e))",
    "try:\n    try: raise $made\n    except $catch: raise $made from None\nexcept BaseException as e: log.append(seen(e))", "try:\n    try: raise $made\n    finally: raise $made\nexcept BaseException as e: log.append(seen(e))", "try:\n    try: raise $made\n    except $catch: raise\nexcept BaseException as e: log.append(seen(e))", "raise", "try: raise $made from $made\nexcept BaseException as e: log.append(seen(e))",
    "e = $exc($arguments)\nlog.append((str(e), repr(e), e.args))", "e = $exc($arguments)\ne.x = 1\nlog.append(vars(e))", "e = $exc('m')\ne.add_note('note')\nlog.append(e.__notes__)", "e = $exc('m')\ne.args = (1, 2)\nlog.append((str(e), repr(e)))", "try: raise $exc($arguments)\nexcept $catch as e: pass\nlog.append(e)", "log.append(issubclass($exc, $catch))", "log.append(isinstance($exc($arguments), $catch))", "log.append([k.__name__ for k in $exc.__mro__])", "log.append($exc('a') == $exc('a'))", "log.append($exc($arguments).with_traceback(None).args)",
    "try: raise ExceptionGroup('g', [ValueError(1), KeyError(2), OSError(3)])\nexcept* $catch as g: log.append((type(g).__name__, len(g.exceptions)))", "try: raise $made\nexcept* ValueError as g: log.append(seen(g))\nexcept* KeyError: log.append('key')", "log.append(ExceptionGroup('g', [$exc($arguments)]))", "g = ExceptionGroup('g', [ValueError(1), TypeError('t'), ExceptionGroup('h', [ValueError(2)])])\nlog.append((str(g), repr(g), str(g.subgroup(ValueError)), str(g.split(TypeError))))", "log.append(ExceptionGroup('m', $argumentsrow))", "assert $n, 'message'", "assert ()", "try: assert 0, (1, 2)\nexcept AssertionError as e: log.append(e.args)", "log.append(OSError(2, 'no', 'f').filename)", "log.append((OSError(2, 'no').errno, OSError(2, 'no').strerror, type(OSError(2, 'no')).__name__))", "log.append(StopIteration(5).value)", "log.append(SystemExit(3).code)", "log.append(KeyError('k').args[0])", "log.append(str(KeyError('k')))", "try: {}['k']\nexcept KeyError as e: log.append(seen(e))", "try: [].x\nexcept AttributeError as e: log.append(str(e))", "try: nope\nexcept NameError as e: log.append((e.name, str(e)))", "try: int('x')\nexcept ValueError as e: log.append(seen(e))",
    "def f():\n    try: return 1\n    finally: log.append('f')\nlog.append(f())", "def f():\n    for v in range(3):\n        try:\n            if v == 1: return v\n        finally:\n            if v == 1: continue\n    return 'end'\nlog.append(f())", "def f():\n    try: raise $made\n    except $catch: return 'caught'\n    else: return 'else'\n    finally: log.append('finally')\nlog.append(f())", "def f():\n    try: raise $made\n    finally: return 'swallowed'\nlog.append(f())", "x = 1\ntry: x = x / 0\nexcept ZeroDivisionError as x: pass\nlog.append(x)", "with contextlib.suppress($catch): raise $made\nlog.append('after')", "@contextlib.contextmanager\ndef cm():\n    try: yield 1\n    except $catch as e: log.append(seen(e))\nwith cm() as v: raise $made", "with contextlib.ExitStack() as st:\n    st.callback(log.append, 'cb')\n    st.push(lambda *a: $n)\n    raise $made", "try:\n    try: raise $exc('a')\n    except $exc as e:\n        e2 = e\n        raise KeyError('b')\nexcept Exception as e: log.append((seen(e), e.__context__ is e2))", "class Bad(Exception):\n    def __str__(self): return $strs\nlog.append(str(Bad(1)))\nlog.append(repr(Bad(1)))", "class Odd(KeyError, AttributeError): pass\ntry: raise Odd('q')\nexcept AttributeError as e: log.append(seen(e))", "def gen():\n    yield 1\n    raise $made\nlog.append(list(gen()))", "def gen():\n    raise StopIteration(1)\n    yield\nlog.append(list(gen()))", "next(iter([]))", "log.append(next(iter([]), $n))", "del undefined_", "del [1][0], nope_", "def f():\n    print(later)\n    later = 1\nf()", "def f(): return free_\nf()", "class Q:\n    z = undefined_", "(lambda: nope_)()", "try: raise ValueError\nexcept: log.append('bare')", "raise ValueError('a') from 5", "e = ValueError('a'); e.__cause__ = KeyError('b'); log.append((seen(e), e.__suppress_context__))", "e = ValueError(); e.__context__ = 5",
)  # fmt: skip
_SEEN = (
    "import contextlib\nclass Own(Exception):\n    def __init__(self, a=0, b=0): super().__init__(a); self.a = a\n    def __str__(self): return f'own {self.a}'\nclass Sub(ValueError): pass\n"
    "class Kw(Exception):\n    def __init__(self, *, code): self.code = code\n"
    "def seen(e):\n    def one(x): return x and (type(x).__name__, str(x), x.args if all(isinstance(a, (int, str, type(None))) for a in x.args) else len(x.args))\n    return (one(e), one(e.__cause__), one(e.__context__), e.__suppress_context__)"
)


def raising(source: Source) -> str:
    """Exceptions: their parts, chains, groups, handlers that do not fit, and what is left afterwards."""
    pools = {
        **_RAISES,
        "strs": ("5", "'text'", "None", "super().__str__()"),
        "argumentsrow": ("[]", "[1]", "'ab'", "[ValueError(1)]", "[KeyboardInterrupt()]"),
    }
    lines = [_SEEN]
    for step in drawn(source, _RAISING, 3, 8, pools):
        body = "\n".join(f"    {line}" for line in step.split("\n"))
        lines.append(
            f"try:\n{body}\nexcept BaseException as error: log.append((type(error).__name__, str(error), seen(error)))"
        )
    return logged(lines, ["log[-1:]"])


_NESTED = (
    "x = $n\ndef f():\n    def g():\n        nonlocal x\n    return g", "def f():\n    x = $n\n    def g(): nonlocal x; x += 1; return x\n    return g\ng = f()\nlog.append((g(), g(), f()()))", "fs = [lambda v=v: (v, $n) for v in range(2)]\nlog.append([f() for f in fs])", "fs = [lambda: v for v in range(2)]\nlog.append([f() for f in fs])", "a = b = [$n]\nb += [1]\nlog.append((a, a is b))", "a = (1, [2])\na[1] += [3]", "a, b = b, a = [1], [2]\nlog.append((a, b))", "a, *b, c = $row\nlog.append((a, b, c))", "*a, = $row\nlog.append(a)", "a, b = $row\nlog.append((a, b))", "(a, b), c = [$row, 1]\nlog.append(c)", "[a, [b, *c]] = 1, $row\nlog.append(c)", "for a, *b in [(1, 2, 3), $row]: log.append((a, b))", "a = [1, 2, 3]\na[$slice] = $row\nlog.append(a)", "a = [1, 2, 3, 4]\ndel a[$slice]\nlog.append(a)", "a = list(range(6))\na[::2] = $row\nlog.append(a)", "a = [0, 1]\ni = 0\ni, a[i] = 1, 9\nlog.append(a)", "x = y = $scalar\nx = 5\nlog.append(y)", "print((n := $int), n)\nlog.append(n)", "log.append([m := v for v in range(3)])\nlog.append(m)", "log.append([y for x in range(4) if (y := x * 2) > 2])", "if (m := max($row, default=0)): log.append(m)", "x: int = $n\nlog.append(x)", "x: int\nlog.append(x)", "d = {}\nd['a'], d['b'] = d.setdefault('c', 1), len(d)\nlog.append(d)", "log.append({k: v for k, v in $pairs})", "log.append({**$dict, 'z': $scalar})", "log.append([*$row, $scalar])", "log.append((lambda *a, k=1, **kw: (a, k, kw))(*$row, k=$n))", "t = 1, 2\nt += 3,\nlog.append(t)", "s = 'a'\ns += $any\nlog.append(s)", "a = [$int]\na *= $n\nlog.append(a)", "a = $list\nb = a[:]\na.append(1)\nlog.append((a, b, a == b))", "a = [[0] * 2] * 2\na[0][0] = $n\nlog.append(a)", "def f(a, l=[]): l.append(a); return l\nlog.append((f(1), f(2), f(3, [])))", "x = 5\ndef f(): x = 6; return x\nlog.append((f(), x))", "x = 5\ndef f():\n    global x\n    x = 6\nf()\nlog.append(x)", "x = 5\nclass K:\n    x = x + 1\n    y = [x for _ in range(2)]\n    def f(self): return x\nlog.append((K.x, K.y, K().f()))", "log.append(0 < $int < 5 != $real)", "log.append($int < $int > $int == $int)", "log.append(1 if $any else 2)", "log.append([] or $any and 3)", "log.append(not $any or None)", "for i in range(3):\n    if i == $n: break\nelse: log.append('else')\nlog.append(i)", "while $n:\n    log.append('w')\n    break\nelse: log.append('e')", "it = iter([1, 2, 3])\nfor v in it: log.append((v, next(it, 'x')))", "a = [1, 2, 3]\nfor v in a:\n    if v < 3: a.append(v + 2)\nlog.append(a)", "d = {1: 2}\nfor k in d: d[k + 1] = 1", "d = {1: 2, 3: 4}\nfor k in d: del d[k]", "s = {1, 2}\nfor k in s: s.add(k + 5)", "def f(n): return n * f(n - 1) if n else 1\nlog.append(f($n + 10))", "def deco(*a):\n    def wrap(f): return lambda *b: (a, f(*b))\n    return wrap\n@deco($n)\n@deco('x')\ndef f(v): return v\nlog.append(f(1))", "@(lambda c: c.__name__)\nclass K: pass\nlog.append(K)", "log.append(f'{$int!r:>{5}}' 'x')", "log.append((yield_ := 3) + yield_)", "log.append(sorted({$hashable: 1, $hashable: 2}, key=str))", "log.append(list(zip(*[$row, $row])))", "log.append([(i, j) for i in range(3) for j in range(i) if (i + j) % 2])", "log.append({i: [j for j in range(i)] for i in range(3)})", "log.append([[v for v in r] for r in [$row, $row]])", "g = (v for v in $row)\nlog.append((next(g, 'e'), list(g)))", "def f():\n    yield from $row\n    return 5\nlog.append([*f()])", "def f():\n    r = yield from iter($row)\n    yield r\nlog.append(list(f()))", "del x_", "x = [1]\ndel x\nlog.append(x)", "a = $list\na.sort(key=$key)\nlog.append(a)", "a = $list\na.sort(reverse=$n)\nlog.append(a)", "a = [3, 1, 2]\nlog.append((sorted(a), a, a.sort(), a))", "import math\nlog.append(math.$fn($real))", "import math\nlog.append(math.$fntwo($real, $real))", "b = bytearray(b'abc')\nb[$slice] = $bytes\nlog.append(b)", "b = bytearray(b'abc')\nb[$index] = $int\nlog.append(b)", "b = bytearray(b'abc')\ndel b[$slice]\nb += $any\nlog.append(b)", "m = memoryview(b'abc')\nlog.append((m[$index], len(m)))", "x = slice($int, $int, $n)\nlog.append((x, x.indices(5), 'abcdef'[x]))", "log.append($complex $binary $number)", "log.append(($int).__class__ is type($int))", "log.append(compile)", "a = b'%d' % $int\nlog.append(a)", "lst = [$int, $int]\nlst[0], lst[1] = lst[1], lst[0]\nlog.append(lst)", "def f(*, a, b=2): return a, b\nlog.append(f(**dict(a=$n)))", "log.append(max([[1, 2], [$n]], key=len))", "log.append(all(v > $int for v in $row))", "assert (log.append('asked') or True)",
)  # fmt: skip
_STATEMENTS: Pools = {
    "pairs": ("[(1, 2)]", "{'a': 1}.items()", "zip('ab', range(2))", "enumerate('xy')", "[(1,)]", "['ab', 'cd']", "5"),
    "fn": ("floor", "ceil", "trunc", "sqrt", "exp", "log", "log2", "log10", "sin", "cos", "tanh", "fabs", "factorial", "isfinite", "isinf", "isnan", "gamma", "degrees", "isqrt", "frexp", "modf", "expm1", "log1p", "cbrt", "exp2", "erf", "ulp", "radians", "asin", "acosh"),
    "fntwo": ("pow", "fmod", "atan2", "hypot", "gcd", "lcm", "comb", "perm", "copysign", "ldexp", "remainder", "nextafter", "log", "isclose", "dist", "prod"),
}  # fmt: skip


def bindings(source: Source) -> str:
    """Short statements one after another: assignments of every form, scopes, loops, deletions."""
    return logged([stepped(step) for step in drawn(source, _NESTED, 4, 9, _STATEMENTS)], [])
