"""Programs about what a class may define: descriptors, hooks of attributes and classes, operators' fallbacks, protocols."""

from __future__ import annotations

from conformance.programs.source import Source, logged
from conformance.programs.templates import Pools, drawn, filled, stepped

_LEFT = (
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
    "matmul",
    "divmod",
)
_ANSWERS = (
    "NotImplemented", "('$c', '$op', type(other).__name__)", "self", "None", "$c.made(self)", "other", "$int", "raise_(TypeError('no $op'))",
    "NotImplemented if isinstance(other, int) else '$c.$op'", "super().__$op__(other)",
)  # fmt: skip
_MEMBERS = (
    "def __$op__(self, other): return $answer", "def __r$op__(self, other): return $answer", "def __i$op__(self, other): return $answer",
    "def __$cmp__(self, other): return $answer", "def __$cmp__(self, other): return $answer", "def __hash__(self): return $hash", "__hash__ = None",
    "def __bool__(self): return $truth", "def __len__(self): return $length", "def __iter__(self): return $iterated", "def __iter__(self): yield from ($int, $int)",
    "def __getitem__(self, key):\n        if key == $n: raise IndexError(key)\n        return ('item', key)", "def __getitem__(self, key): return [10, 20, 30][key]",
    "def __contains__(self, item): return $truth", "def __index__(self): return $length", "def __int__(self): return $length", "def __float__(self): return $length", "def __complex__(self): return $length",
    "def __str__(self): return $text", "def __repr__(self): return $text", "def __format__(self, spec): return $text", "def __call__(self, *args, **kw): return ('called', args, kw)",
    "def __neg__(self): return 'neg'", "__pos__ = lambda self: 'pos'", "def __invert__(self): return NotImplemented", "def __abs__(self): return $length", "def __round__(self, n='none'): return ('round', n)",
    "def __trunc__(self): return $n", "def __floor__(self): return 'floor'", "def __reversed__(self): return $iterated", "def __length_hint__(self): return $length", "def __next__(self): raise StopIteration",
    "def __getattr__(self, name): return ('ga', name)", "def __getattr__(self, name):\n        if name[0] == 'q': return name\n        raise AttributeError('no ' + name)",
    "def __getattribute__(self, name):\n        if name == 'v': return 'hidden'\n        return super().__getattribute__(name)", "def __getattribute__(self, name):\n        if name == 'w': raise AttributeError('w!')\n        return object.__getattribute__(self, name)",
    "def __setattr__(self, name, value): log.append(('set', name)); super().__setattr__(name, value)", "def __delattr__(self, name): log.append(('del', name)); object.__delattr__(self, name)",
    "def __set_name__(self, owner, name): log.append((owner.__name__, name))", "def __init_subclass__(cls, /, **kw): log.append((cls.__name__, sorted(kw))); super().__init_subclass__()", "def __init_subclass__(cls, tag=None): cls.tag = tag",
    "__slots__ = ('v', 'w')", "__slots__ = ()", "__slots__ = 'v'", "__match_args__ = ('v', 'w')", "def __class_getitem__(cls, item): return (cls.__name__, item)", "def __new__(cls, *args): return $new", "def __new__(cls, *args, **kw):\n        log.append(('new', args, kw)); return super().__new__(cls)",
    "def __init__(self, v=7): self.v = v; log.append('init $c')", "def __init__(self, *args, **kw):\n        super().__init__(*args, **kw)\n        self.w = 'w$c'", "def __enter__(self): log.append('enter'); return self", "def __exit__(self, kind, value, tb): log.append(kind and kind.__name__); return $truth", "def __del__(self): pass",
    "d = Data('d')", "e = Plain()", "f = Counted()", "@property\n    def p(self): return ('p', getattr(self, 'v', None))", "@property\n    def p(self): raise AttributeError('in p')", "@property\n    def q(self): return self._q\n    @q.setter\n    def q(self, value): self._q = [value]\n    @q.deleter\n    def q(self): del self._q; log.append('gone')",
    "@classmethod\n    def cm(cls, *a): return (cls.__name__, a)", "@staticmethod\n    def sm(*a): return a", "@classmethod\n    def cm(cls, *a): return super().cm(*a)", "def m(self, x=1): return ('$c.m', x)", "def m(self, *a): return ('$c', super().m(*a))", "k = $int\n    def m(self): return (self.k, type(self).k)",
    "x = [v for v in range(3)]\n    y = x", "def __x(self): return 'private $c'\n    def y(self): return self.__x()", "class Inner:\n        z = $int\n    z = Inner.z", "def __eq__(self, other): return $answer", "def __lt__(self, other): return getattr(self, 'v', 0) < getattr(other, 'v', 0)", "def __dir__(self): return ['b', 'a']",
    "def __missing__(self, key): return ('missing', key)", "def __copy__(self): return 'copied'", "def __instancecheck__(self, o): return True", "a: int = $int\n    b: 'str'", "def __get__(self, obj, owner=None): return ('got', obj is None)", "def __sizeof__(self): return 5", "def __delitem__(self, key): log.append(('delitem', key))", "def __setitem__(self, key, value): log.append(('setitem', key, value))",
)  # fmt: skip
_POOLS: Pools = {
    "op": _LEFT, "cmp": ("eq", "ne", "lt", "le", "gt", "ge"), "answer": _ANSWERS, "hash": ("$int", "hash('x')", "'bad'", "super().__hash__() * 0", "10**30"),
    "truth": ("True", "False", "False", "$n", "None", "'yes'"), "length": ("0", "1", "3", "-1", "'bad'", "2.5", "True", "10**30"), "iterated": ("iter([1, 2])", "[1, 2]", "iter('ab')", "self", "(v for v in 'xy')", "None"),
    "text": ("'text $c'", "'ü'", "5", "repr(getattr(self, 'v', 0))", "super().__repr__()[:1]", "None"), "new": ("$int", "super().__new__(cls)", "object.__new__(cls)", "object()", "super().__new__(cls, *args)"),
    "o": ("o0", "o1", "o2", "o0"), "c": ("A", "B", "C"),
}  # fmt: skip
_USES = (
    "$o $binary $o", "$o $binary $int", "$int $binary $o", "$o $binary $str", "$list $binary $o", "divmod($o, $o)", "divmod($int, $o)", "pow($o, $o)", "pow($o, 2, 3)", "$o @ $o", "2 ** $o", "$o ** $o", "-$o", "+$o", "~$o", "abs($o)", "round($o)", "round($o, 1)",
    "str($o)", "repr($o)", "f'{$o}'", "f'{$o:>5}'", "'%s' % $o", "'%d' % $o", "format($o, 'x')", "bool($o)", "not $o", "len($o)", "list($o)", "[*$o]", "iter($o)", "next($o)", "next(iter($o))", "1 in $o", "'item' in $o", "$o in $o", "$o[$n]", "$o['k']", "$o[1:2]", "$o[...]", "$o[1, 2]", "del_($o, 1)",
    "$o($int)", "$o(1, k=2)", "callable($o)", "hash($o) == hash($o)", "hash($o)", "{$o: 1}.get($o)", "len({$o, $o})", "$o in [$o]", "[$o, 1].index(1)", "[$o].count($o)", "$o == $o", "$o != $o", "$o < $o < $o", "$o <= $o", "$o > $int", "sorted([$o, $o], key=lambda t: 0) == [$o, $o]", "max($o, $o) is $o", "sorted([$o, $o])[0] is $o", "min([$o])",
    "[0, 1, 2, 3][$o]", "range($o)", "'a' * $o", "[1] * $o", "int($o)", "float($o)", "complex($o)", "hex($o)", "chr($o)", "bytes($o)", "operator.index($o)", "math.floor($o)", "math.ceil($o)", "math.trunc($o)", "slice(1, $o).indices(5)", "'abc'[:$o]", "list(reversed($o))", "sum([$o, $o])", "sum([1], $o)", "any([$o])", "all([$o])", "tuple($o)", "set($o) == set($o)", "dict($o)", "enumerate($o) is None",
    "list(zip($o, 'ab'))", "list(map(str, $o))", "''.join($o)", "$o.v", "$o.w", "$o.p", "$o.q", "$o.d", "$o.e", "$o.f", "$o.m()", "$o.m(2)", "$o.cm(1)", "$o.sm(1)", "$o.k", "$o.x", "$o.y", "$o.y()", "$o.z", "$o.qq", "$o.nope", "$o.tag", "$o._A__x()", "$o.__x", "$o.Inner.z", "$c.p.__class__.__name__", "$c.d", "$c.e", "$c.f", "$c.m($o)", "$c.cm()", "$c.sm(2)", "$c.v", "$c.tag", "$c[int]", "$c.__name__",
    "$c.__mro__[1].__name__", "[k.__name__ for k in $c.mro()]", "$c.__bases__[0].__name__", "getattr($o, 'v', 'none')", "getattr($o, 'nope', 'none')", "hasattr($o, 'p')", "hasattr($o, 'qz')", "hasattr($o, 'a')", "vars($o)", "sorted($o.__dict__)", "$o.__class__.__name__", "isinstance($o, $c)", "issubclass($c, $c)", "type($o) is $c", "$c() == $c()", "$c(1)", "$c(1, 2)", "$c(v=3)", "$c.__doc__", "$c.__annotations__",
    "$o.__hash__ is None", "$o.__eq__($o)", "$o.__lt__($o)", "$o.__ne__($o)", "$o.__add__(1)", "object.__eq__($o, $o)", "object.__getattribute__($o, 'v')", "super($c, $o).m()", "super($c, $o).__init__", "$c.__new__($c).__class__.__name__", "$c.__dict__.get('k')", "'m' in $c.__dict__", "$c.__match_args__", "$c.__slots__", "$o.__slots__", "$o.__dict__", "$c.__qualname__", "$c.__module__ == __name__", "$o.m.__self__ is $o", "$o.m.__func__ is $c.m", "$o.m == $o.m", "$o.m is $o.m", "$c.m is $c.m", "dir($o)", "copy.copy($o)", "str(type($o))[:6]", "$o and 1", "$o or 2", "1 if $o else 2", "bool([$o] == [$o])", "($o, 1) == ($o, 1)", "($o, 1) < ($o, 2)", "{'a': $o} == {'a': $o}", "[$o] < [$o]",
)  # fmt: skip
_DOES = (
    "$o.v = $int", "$o.w = $int", "$o.new = 1", "$o.d = $int", "$o.e = $int", "$o.p = 1", "$o.q = 5", "del $o.q", "del $o.v", "del $o.d", "del $o.nope", "$o += $int", "$o += $o", "$o -= 1", "$o *= $o", "$o |= $o", "$o[1] = 2", "del $o[1]", "$o[0] += 1", "with $o as t: log.append(t is $o); raise KeyError('k')", "with $o: pass", "for t in $o: log.append(t); break", "a, b = $o", "a, *b = $o; log.append(b)", "print(*$o)",
    "$c.k = 9", "$c.new = lambda self: 'new'; log.append($o.new())", "del $c.k", "del $c.m", "$c.m = 5", "$c.__len__ = lambda self: 2; log.append(len($o))", "$c.__eq__ = lambda self, other: 'E'; log.append($o == 1)", "class D($c, tag=1): pass", "class D($c): pass\nlog.append(D.__mro__[1].__name__)", "class D($c, $c): pass", "class D($c, object): v = 1", "class D(object, $c): v = 1", "setattr($o, 'v', 3)", "delattr($o, 'v')", "$o.__class__ = $c", "$o.__dict__['z'] = 26", "$o.__dict__ = {'v': 0}", "$o.v.x = 1", "$o.m.x = 1", "log.append({**$o})", "match $o:\n    case A(v): log.append(('A', v))\n    case B(v, w): log.append('B')\n    case _: log.append('no')", "match $o:\n    case $c(v=v): log.append(v)\n    case [a, *b]: log.append(b)", "raise $o", "assert $o", "if $o: log.append('t')", "while $o: break", "global t\nt = $o", "$o = $o", "async_ = $o; del async_",
)  # fmt: skip
_FORMER = (
    "import operator, math, copy\ndef raise_(e): raise e\ndef del_(o, k): del o[k]\n"
    "class Data:\n    def __init__(self, name): self.name = name\n    def __set_name__(self, owner, name): log.append(('named', owner.__name__, name))\n"
    "    def __get__(self, obj, owner=None): return (self.name, obj is None, owner.__name__)\n    def __set__(self, obj, value): log.append(('stored', value))\n"
    "    def __delete__(self, obj): log.append('deleted')\n"
    "class Plain:\n    def __get__(self, obj, owner=None): return 'plain of ' + ('class' if obj is None else 'object')\n"
    "class Counted:\n    n = 0\n    def __get__(self, obj, owner=None):\n        self.n += 1\n        return self.n"
)


def protocols(source: Source) -> str:
    """Three classes with special methods drawn at random, three objects, and what Python asks of them."""
    lines = [_FORMER]
    bases = {
        "A": source.pick(("", "", "", "dict", "list", "int", "str", "Exception")),
        "B": source.pick(("A", "A", "")),
        "C": source.pick(("A", "B", "B, A", "A, B", "")),
    }
    for name, base in bases.items():
        body = []
        for _ in range(source.number(1, 5)):
            text = source.pick(_MEMBERS).replace("$c", name)
            body.append(filled(source, _same(source, text), {**_POOLS, "c": (name,)}))
        inside = "\n".join(f"    {line}" for member in body for line in f"    {member}".split("\n"))
        lines.append(
            f"try:\n    class {name}({base}):\n{inside}\n        made = classmethod(lambda cls, o: cls.__name__)\n"
            f"except Exception as error:\n    log.append((type(error).__name__, str(error)))\n    class {name}: pass"
        )
    for at, name in enumerate("ABC"):
        lines.append(
            f"try: o{at} = {name}({filled(source, source.pick(('', '', '$int', '$str')))})\nexcept Exception as error: log.append((type(error).__name__, str(error))); o{at} = {at}"
        )
    for _ in range(source.number(4, 10)):
        if source.chance(70):
            lines.append(stepped(f"log.append({drawn(source, _USES, 1, 1, _POOLS)[0]})"))
        else:
            lines.append(stepped(drawn(source, _DOES, 1, 1, _POOLS)[0]))
    lines.append(
        "log = [t if isinstance(t, (int, float, str, tuple, list, dict, type(None))) and type(t).__module__ == 'builtins' else type(t).__name__ for t in log]"
    )
    return logged(lines, [])


def _same(source: Source, text: str) -> str:
    """One operator in all places of a member."""
    return text.replace("$op", source.pick(_LEFT)) if "$op" in text else text
