"""Programs that change containers which have several names, texts and numbers asked with every form of argument."""

from __future__ import annotations

from conformance.programs.source import Source, logged

_ITEMS = ("0", "1", "-1", "2.5", "'a'", "'bc'", "None", "(1, 2)", "[0]", "True", "b'x'", "frozenset([1])", "{'k': 1}")
_INDEX = ("0", "1", "2", "-1", "-2", "5", "True")
_BOUND = ("", "", "0", "1", "2", "-1", "-2", "9", "-9", "None")


def _slice(source: Source) -> str:
    step = source.pick(("", "", "", ":2", ":-1", ":-2", ":1"))
    return f"{source.pick(_BOUND)}:{source.pick(_BOUND)}{step}"


def _row(source: Source) -> str:
    items = ", ".join(source.pick(_ITEMS) for _ in range(source.number(0, 4)))
    return source.pick(
        (f"[{items}]", f"({items},)" if items else "()", "'xyz'", "range(3)", "b", "a", "{1: 2}", "iter([7, 8])")
    )


def _on_list(source: Source) -> str:
    item, index, row, part = source.pick(_ITEMS), source.pick(_INDEX), _row(source), _slice(source)
    return source.pick((
        f"a.append({item})", f"a.insert({index}, {item})", f"a[{index}] = {item}", f"a[{part}] = {row}", f"del a[{index}]",
        f"del a[{part}]", f"a += {row}", f"a *= {source.pick(('0', '1', '2', '-1'))}", f"a = a + list({row})", f"a.extend({row})",
        f"a.remove({item})", f"a.pop({index})", "a.pop()", "a.reverse()", "a.sort(key=str)", "a.sort(key=repr, reverse=True)",
        "a.clear()", "b = a.copy()", "b = a", "a, b = b, a", f"b = a[{part}]", f"a.index({item})", f"log.append(a.count({item}))",
        f"log.append({item} in a)", f"log.append(a[{part}])", "first, *rest = a; log.append(rest)", "b.append(a)" if source.chance(5) else "pass",
        f"a[{index}] += {item}", "log.append(a == b)", "log.append(a is b)", f"log.append(a < {row})", "for v in a[:]: a.append(v); break",
        "a[len(a):] = [9]", "a[:0] = [8]", "log.append(sorted(a, key=str))", "c.append(len(a))", "a[0:2], b[0:1] = [5], [6]",
    ))  # fmt: skip


def _on_dict(source: Source) -> str:
    key, item = source.pick(("'a'", "'b'", "1", "1.0", "True", "(1,)", "None", "[1]")), source.pick(_ITEMS)
    pairs = source.pick(
        ("{'a': 1}", "[('z', 2)]", "{1: 'one', True: 'true'}", "[['q', 3]]", "['xy']", "5", "b", "[(1, 2, 3)]")
    )
    return source.pick((
        f"a[{key}] = {item}", f"del a[{key}]", f"a.pop({key})", f"a.pop({key}, {item})", "a.popitem()", f"a.setdefault({key}, {item})",
        f"a.update({pairs})", f"a.update({pairs}, k={item})", f"a |= {pairs}", f"a = a | {pairs}", "a.clear()", "b = a", "b = a.copy()",
        "b = dict(a)", "a, b = b, a", f"log.append(a.get({key}))", f"log.append(a.get({key}, {item}))", f"log.append({key} in a)",
        "log.append(list(a))", "log.append(list(a.items()))", "log.append(list(reversed(a)))", "log.append(a == b)", "log.append(a.keys() & b.keys() == b.keys() & a.keys())",
        f"log.append(dict.fromkeys({_row(source)}, {item}))", f"a[{key}] += {item}", "for k in list(a): del a[k]; break", "for k in a: a['new'] = 1",
        "view = a.items(); a['v'] = 0; log.append(len(view))", "log.append({**a, **b})", "log.append({v: k for k, v in a.items()})", "log.append(sorted(a, key=str))",
        "log.append(max(a, key=str, default='none'))", f"log.append(a.keys() - {{{key}}} == set())",
    ))  # fmt: skip


def _on_set(source: Source) -> str:
    item = source.pick(("0", "1", "2", "-1", "2.0", "(1, 2)", "None", "[1]", "{1}"))
    other = source.pick(("{1, 2}", "[1, 5]", "frozenset([2, 7])", "range(3)", "b", "()", "{3: 4}", "5"))
    operator = source.pick("|&-^")
    return source.pick((
        f"a.add({item})", f"a.discard({item})", f"a.remove({item})", f"a.update({other})", f"a.update({other}, [9])", f"a {operator}= {other}",
        f"b = a {operator} {other}", "b = a", "b = a.copy()", "a, b = b, a", "a.clear()", f"a.intersection_update({other})",
        f"a.difference_update({other})", f"a.symmetric_difference_update({other})", f"b = a.union({other})", f"b = a.intersection({other})",
        f"log.append(a.issubset({other}))", f"log.append(a.issuperset({other}))", f"log.append(a.isdisjoint({other}))", f"log.append(a <= {other})",
        f"log.append(a > {other})", f"log.append({item} in a)", "log.append(len(a))", "log.append(a == b)", "log.append(a is b)",
        "for v in a: a.add(100)", "a = set(map(str, a)) and {1}", "log.append(frozenset(a) == a)", "log.append(sorted(map(str, a)))",
    ))  # fmt: skip


def aliasing(source: Source) -> str:
    """Two names of one container, or of two, changed step by step."""
    kind = source.pick(("list", "dict", "set"))
    first, second, step = {
        "list": ("[3, 1, 2]", "[0]", _on_list), "dict": ("{'a': 1, 'b': [2]}", "{1: 'x'}", _on_dict), "set": ("{1, 2}", "{2}", _on_set),
    }[kind]  # fmt: skip
    lines = [f"a, c = {first}, []", f"b = {source.pick(('a', second))}"]
    for _ in range(source.number(4, 10)):
        lines.append(
            f"try:\n    {step(source)}\nexcept Exception as error: log.append((type(error).__name__, str(error)))"
        )
        if source.chance(40):
            lines.append(
                "log.append((repr(a), repr(b), a is b))"
                if kind != "set"
                else "log.append((sorted(map(str, a)), a is b))"
            )
    return logged(lines, ["a", "b", "c"])


_TEXTS = (
    "'a,b,,c'",
    "'  Hello  World '",
    "'AbC'",
    "'x=1;y=2'",
    "''",
    "'ünïcode'",
    "'line\\none\\r\\ntwo'",
    "'12.5'",
    "'aaa'",
    "'%d items'",
    "'tab\\tbed'",
)


def texts(source: Source) -> str:
    """Methods of texts with keywords, bounds and wrong arguments; formats made of parts."""
    expressions = []
    for _ in range(source.number(4, 9)):
        text, other = source.pick(_TEXTS), source.pick((*_TEXTS[:6], "','", "'a'", "' '", "None", "1", "b'a'"))
        low, high, width = (
            source.pick(("0", "1", "-2", "None")),
            source.pick(("2", "5", "-1", "None")),
            source.number(0, 12),
        )
        expressions.append(source.pick((
            f"{text}.split({other}, {source.pick(('0', '1', '-1'))})", f"{text}.rsplit(maxsplit={source.number(0, 2)})", f"{text}.split(sep={other})",
            f"{text}.splitlines(keepends=True)", f"{text}.find({other}, {low}, {high})", f"{text}.count({other}, {low})", f"{text}.index({other})",
            f"{text}.replace({other}, '-', {source.number(-1, 2)})", f"{text}.strip({other})", f"{text}.startswith(({other}, 'a'), {low})",
            f"{text}.center({width}, '*')", f"{text}.zfill({width})", f"{text}.partition({other})", f"{text}.expandtabs({source.number(0, 8)})",
            f"{text}.encode('ascii', errors={source.pick(('ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'strict'))!r})",
            f"{text}.encode({source.pick(('utf-8', 'latin-1', 'utf-16-le', 'ascii'))!r})", f"{text}.join([{other}, 'q'])", f"{text}.join({text})",
            f"{text}.translate({{97: 'A', 98: None, 120: 0x79}})", f"{text}.maketrans('ab', 'xy', 'c')", f"{text}.title(), {text}.swapcase(), {text}.casefold()",
            f"{text} * {source.number(-1, 3)} + {text}", f"{text} % ({source.number(-9, 99)},)", f"{text} < {other}", f"{other} in {text}", f"{text}[{low}:{high}:{source.pick(('1', '2', '-1'))}]",
            f"'{{0:{source.pick('<>^=')}{width}}}|{{1!r:.{source.number(1, 4)}}}'.format({text}, {text})", f'f"{{{text}!r:{source.pick("<>^")}{width}}}"',
            f"[c.isalnum() + c.isupper() for c in {text}]", f"sorted(set({text}))", f"max({text}, default='none'), min({text}, key=ord, default=0)",
            f"bytes({text}, 'utf-8').{source.pick(('hex()', 'upper()', 'split(b' + chr(39) + ',' + chr(39) + ')', 'find(b' + chr(39) + 'a' + chr(39) + ')', 'decode()'))}",
            f"int({text})", f"float({text})", f"ascii({text}), repr({text}), {text}.isidentifier()", f"''.join(reversed({text}))", f"list(enumerate({text}, {low}))[:2]",
        )))  # fmt: skip
    return logged([], expressions)


_INTS = ("0", "1", "-1", "7", "-13", "255", "1000", "-2**31", "10**18 + 7", "True")
_REALS = ("0.5", "-2.5", "1e-7", "123456.789", "1e16", "2.675", "-0.0", "float('inf')", "1/3")


def numbers(source: Source) -> str:
    """Arithmetic, methods and formats of numbers."""
    expressions = []
    for _ in range(source.number(4, 9)):
        n, m, x = source.pick(_INTS), source.pick(_INTS), source.pick(_REALS)
        either = source.pick((*_INTS, *_REALS, "2 + 1j"))
        operator = source.pick(
            ("+", "-", "*", "/", "//", "%", "&", "|", "^", "<", "<=", "==", "!=", "**" if source.chance(20) else "-")
        )
        expressions.append(source.pick((
            f"({n}) {operator} ({m})", f"({x}) {operator} ({either})", f"({either}) {operator} ({x})", f"divmod({n}, {m})", f"divmod({x}, {m})",
            f"round({x}, {source.number(-3, 4)})", f"round({n}, {source.number(-3, 1)})", f"round({x})", f"int({x})", f"({x}).as_integer_ratio()", f"({x}).hex()",
            f"({n}).bit_length(), ({n}).bit_count()", f"({n}).to_bytes({source.number(1, 9)}, {source.pick(('big', 'little'))!r}, signed={source.pick(('True', 'False'))})",
            f"int.from_bytes(({n}).to_bytes(9, 'big', signed=True), 'big', signed=True)", f"pow({n}, {source.number(0, 5)}, {m})", f"f'{{{n}:{source.pick(('d', 'x', 'b', 'o', '#x', ',', '_', '+d', '08d', 'e', '.2f', 'c', '%', 'n', '>10', '^10_d'))}}}'",
            f"format({x}, {source.pick(('f', '.3e', 'g', '.1%', ',.2f', '+.2f', '010.3f', '>12', '_.4f', '.3', 'n', 'd'))!r})", f"'%{source.pick(('d', 'i', '5.1f', '-8d', '+d', '#x', 'e', 'g', '.3s', 'r'))}' % ({either})",
            f"str({x}), repr({x})", f"abs({either}), -({either})", f"({x}).is_integer(), ({x}).conjugate()", f"complex({x}, {n})", f"bool({either}), not ({either})", f"hash({n}) == hash(float({n}))",
            f"max({n}, {x}), min({m}, {x})", f"sum([{n}, {x}, {m}])", f"sorted([{n}, {x}, {m}])", f"({n}) << {source.number(-1, 9)}", f"~({n}) >> {source.number(0, 9)}", f"({n}) < ({x}) <= ({m})",
            f"range(({n}) % 9, ({m}) % 7, {source.pick(('1', '2', '-1', '0'))})", f"list(range(-(({n}) % 5), ({m}) % 5))", f"bin({n}), oct({n}), hex({n})", f"chr(({n}) % 1000 + 40)", f"int(str({n}), {source.pick(('10', '16', '0', '36'))})",
        )))  # fmt: skip
    return logged([], expressions)
