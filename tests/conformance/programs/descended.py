"""Programs over families of classes: cooperative calls, fields and registries that a base sets up, abstract methods."""

from __future__ import annotations

from conformance.programs.source import Source, logged
from conformance.programs.templates import Pools, drawn, filled, stepped

_POOLS: Pools = {
    "c": ("A", "B", "C", "D"), "o": ("a", "b", "c", "d"), "f": ("x", "y", "z"), "v": ("$int", "'s'", "None", "1.5", "[1]", "-3", "'long text'"),
}  # fmt: skip
_HEAD = """\
import abc, copy, functools, operator
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable
T = TypeVar('T')
class Field:
    made = 0
    def __init__(self, default=None, kind=None, check=None):
        self.default, self.kind, self.check, self.order = default, kind, check, Field.made
        Field.made += 1
    def __set_name__(self, owner, name): self.name, self.owner = name, owner.__name__
    def __get__(self, obj, owner=None):
        if obj is None: return self
        return obj.__dict__.get(self.name, self.default)
    def __repr__(self): return f'{type(self).__name__}({self.name})'
class Typed(Field):
    def __set__(self, obj, value):
        if self.kind is not None and not isinstance(value, self.kind): raise TypeError(f'{self.name} must be {self.kind.__name__}, not {type(value).__name__}')
        if self.check is not None and not self.check(value): raise ValueError(f'bad {self.name}: {value!r}')
        obj.__dict__[self.name] = value
    def __delete__(self, obj):
        if self.name not in obj.__dict__: raise AttributeError(self.name)
        del obj.__dict__[self.name]
class Lazy:
    def __init__(self, make): self.make = make; functools.update_wrapper(self, make)
    def __set_name__(self, owner, name): self.attribute = '_' + name
    def __get__(self, obj, owner=None):
        if obj is None: return self
        if not hasattr(obj, self.attribute): setattr(obj, self.attribute, self.make(obj))
        return getattr(obj, self.attribute)
class ClassProperty:
    def __init__(self, make): self.make = make
    def __get__(self, obj, owner=None): return self.make(type(obj) if owner is None else owner)
class Bound:
    def __init__(self, f): self.f = f
    def __get__(self, obj, owner=None): return self if obj is None else functools.partial(self.f, obj)
    def __call__(self, *args): return ('unbound', args)
class Meta(type):
    registry = {}
    def __new__(meta, name, bases, names, **kw):
        names = dict(names)
        found = [k for k, v in names.items() if isinstance(v, Field)]
        names['own_fields'] = tuple(found)
        cls = super().__new__(meta, name, bases, names)
        meta.registry[name] = cls
        return cls
    def __init__(cls, name, bases, names, tag=None, **kw):
        super().__init__(name, bases, names)
        cls.tag = tag or getattr(cls, 'tag', None)
        cls.all_fields = [f for k in reversed(cls.__mro__) for f in vars(k).get('own_fields', ())]
    def __call__(cls, *args, **kw):
        log.append(('making', cls.__name__))
        return super().__call__(*args, **kw)
    def __getitem__(cls, key): return getattr(cls, key)
    def __len__(cls): return len(cls.all_fields)
    def __iter__(cls): return iter(cls.all_fields)
    def __contains__(cls, key): return key in cls.all_fields
    @property
    def shouted(cls): return cls.__name__.upper()
    def __repr__(cls): return f'<class {cls.__name__} of {len(cls)}>'
class Plain:
    subclasses = []
    def __init_subclass__(cls, /, tag=None, abstract=False, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag or cls.__name__.lower()
        cls.all_fields = [k for c in reversed(cls.__mro__) for k, v in vars(c).items() if isinstance(v, Field)]
        if not abstract: Plain.subclasses.append(cls.__name__)
class Setup:
    def __init__(self, **kw):
        for k in list(kw):
            if k in getattr(type(self), 'all_fields', ()): setattr(self, k, kw.pop(k))
        super().__init__(**kw)
class Mixin:
    def __init__(self, *args, mixed=0, **kw): super().__init__(*args, **kw); self.mixed = mixed
    def name(self): return 'mixin+' + super().name()
    def __eq__(self, other): return type(self) is type(other) and self.__dict__ == other.__dict__
    def __hash__(self): return hash(tuple(sorted(map(str, self.__dict__))))
class Counting:
    count = 0
    def __new__(cls, *args, **kw):
        cls.count += 1
        return super().__new__(cls)
class Single:
    kept = {}
    def __new__(cls, *args, **kw):
        if cls not in cls.kept: cls.kept[cls] = super().__new__(cls)
        return cls.kept[cls]
@runtime_checkable
class Named(Protocol):
    def name(self): ...
def tagged(tag):
    def inner(cls): cls.tagged = tag; return cls
    return inner
def with_repr(cls):
    cls.__repr__ = lambda self: f'{cls.__name__}{sorted(vars(self))}'
    return cls
"""
_MEMBERS = (
    "$f = Field($v)", "$f = Typed($int, int)", "$f = Typed('t', str, len)", "$f = Typed(1, check=lambda v: v)", "$f = Field(kind=int)", "$f: int = $int", "$f = $v", "def name(self): return '$c'", "def name(self): return '$c>' + super().name()", "def name(self): return self.__class__.__name__ + Base.name(self)",
    "@abc.abstractmethod\n    def must(self): return 'abstract $c'", "def must(self): return '$c must'", "def must(self): return super().must() + '$c'", "@property\n    @abc.abstractmethod\n    def size(self): ...", "@property\n    def size(self): return 1", "@property\n    def size(self): return super().size + 1", "size = 5", "@functools.cached_property\n    def size(self): log.append('size'); return len(self.__dict__)",
    "@property\n    def p(self): return getattr(self, '_p', '$c')\n    @p.setter\n    def p(self, v): self._p = v", "p = property(lambda self: 'lambda $c', doc='doc of p')", "p = Base.p.setter(lambda self, v: log.append(('p', v)))", "@Base.p.getter\n    def p(self): return 'got'", "@Lazy\n    def lazy(self):\n        'Lazy doc.'\n        log.append('lazy'); return self.name()", "@ClassProperty\n    def cp(cls): return cls.__name__", "@Bound\n    def bound(self, *args): return (type(self).__name__, args)", "@classmethod\n    def make(cls, **kw): return cls(**kw)", "@classmethod\n    def make(cls, **kw): o = super().make(**kw); o.by = '$c'; return o", "@staticmethod\n    def st(v): return ('$c', v)", "@functools.singledispatchmethod\n    def kind(self, v): return 'any'\n    @kind.register\n    def _(self, v: int): return 'int'",
    "def __init__(self, *args, **kw): super().__init__(*args, **kw); self.at = '$c'", "def __init__(self, extra=1, **kw):\n        self.extra = extra\n        super().__init__(**kw)", "def __repr__(self): return f'$c({self.tag})'", "def __str__(self): return '$c!'", "def __eq__(self, other): return isinstance(other, Base)", "def __lt__(self, other): return self.name() < other.name()", "def __add__(self, other): return ('$c+', other)", "def __radd__(self, other): return (other, '+$c')", "def __getattr__(self, key):\n        if key.startswith('f_'): return key[2:]\n        raise AttributeError(f'$c has no {key}')", "def __setattr__(self, key, value): log.append(('set', key)); super().__setattr__(key, value)", "def __init_subclass__(cls, **kw): log.append(('sub', cls.__name__)); super().__init_subclass__(**kw)", "def __class_getitem__(cls, item): return f'{cls.__name__}[{item}]'", "def __call__(self, *args): return ('called', args)", "def __iter__(self): return iter(self.all_fields)", "def __len__(self): return 3", "def __bool__(self): return False", "def __enter__(self): return self.name()\n    def __exit__(self, *exc): log.append(exc[0]); return exc[0] is KeyError", "def __copy__(self): o = type(self).__new__(type(self)); o.copied = True; return o", "__hash__ = None", "__slots__ = ('slot',)", "class Config:\n        key = '$c'", "class Config(Base.Config):\n        more = 1", "items = [n * 2 for n in range(3)]\n    total = sum(items)", "for $f in range(2): pass", "if True:\n        def cond(self): return 'cond'", "__x = '$c'\n    def private(self): return self.__x", "def both(self): return [k.__name__ for k in type(self).__mro__[:-1]]", "def run(self, n):\n        if n: return [type(self).__name__, *self.run(n - 1)]\n        return [super().__repr__()[:1]]",
)  # fmt: skip
_USES = (
    "$c()", "$c(x=$v)", "$c(y=$v, z=$v)", "$c(mixed=2)", "$c(nope=1)", "$c(1)", "$o.x", "$o.y", "$o.z", "$o.name()", "$o.must()", "$o.size", "$o.p", "$o.lazy", "$o.lazy, $o.lazy", "$o.cp", "$o.bound(1)", "$c.bound(1)", "$c.make(x=1)", "$c.make().by", "$c.st(2)", "$o.kind(1), $o.kind('s')", "$o.at", "$o.extra", "$o.both()", "$o.run(2)", "$o.private()", "$o.cond()", "$o.f_key", "$o.nope", "$o.mixed", "$o.tag", "$c.tag", "$c.tagged", "$o.Config.key", "$c.Config.more", "$o.items, $o.total", "$c.count", "$o is $o", "$c() is $c()", "$c() == $c()", "$o == $o", "$o != $o", "$o < $o", "$o + 1", "1 + $o", "$o + $o", "sum([$o])", "sum([$o, $o], $n)", "hash($o) == hash($o)", "{$o}", "len($o)", "bool($o)", "list($o)", "$o(1)", "repr($o)[:12]", "str($o)", "f'{$o}'",
    "$c.x", "$c.y", "$c.z", "$c.p.fset is None", "$c.p.__doc__", "$c.lazy.__doc__", "$c.lazy.__name__", "$c.cp", "$c.all_fields", "$c.own_fields", "$c.shouted", "$c['tag']", "$c[int]", "len($c)", "list($c)", "'x' in $c", "repr($c)", "Meta.registry.keys()", "Plain.subclasses", "type($c).__name__", "type($c) is Meta", "isinstance($o, Named)", "isinstance($c, Meta)", "issubclass($c, $c)", "isinstance($o, ($c, int))", "[k.__name__ for k in $c.__mro__]", "[k.__name__ for k in $c.__bases__]", "$c.__abstractmethods__", "sorted($c.__abstractmethods__)", "$c.__dict__.keys() >= {'tag'}", "'name' in vars($c)", "sorted(vars($o))", "$o.__dict__", "$o.__class__.__name__", "$c.__name__, $c.__qualname__", "$c.name.__qualname__", "$o.name.__func__ is $c.name", "$o.name.__self__ is $o", "$c.name($o)", "$c.name(1)", "super($c, $o).name()", "super(type($o), $o).name()", "super($c, $c).__name__", "getattr($o, '$f', 'none')", "hasattr($o, 'must'), hasattr($o, 'slot')", "$o.slot", "$c.slot", "copy.copy($o)", "copy.copy($o).x", "copy.deepcopy($o).__dict__ == $o.__dict__", "operator.attrgetter('x', 'tag')($o)", "operator.methodcaller('name')($o)", "functools.reduce(getattr, ['__class__', '__name__'], $o)", "$c.__init__ is Base.__init__", "$c.make.__self__ is $c", "$c.make.__func__ is Base.make.__func__", "Base.make.__name__", "$c.__annotations__", "$c.__doc__", "$c.__init_subclass__()", "$c.__subclasses__()", "callable($o), callable($c)", "dir($c).count('name')", "Field.made > 0", "[f.order > 0 for f in vars($c).values() if isinstance(f, Field)]", "type('E', ($c,), {'name': lambda self: 'E'})().name()", "type('E', ($c, $c), {})", "type($o)(x=1).x", "Meta('F', (), {'q': Field(1)}).all_fields", "Meta('F', ($c,), {'q': Field(1)}, tag='f').tag", "$c.__class__.__class__.__name__", "abc.update_abstractmethods($c) is $c", "Generic[T].__class__.__name__", "$c.mro()[1].__name__", "$c.__module__ == __name__", "object.__repr__($o)[:1]", "object.__new__($c).x", "$c.__new__($c).tag", "$c.__eq__($o, $o)",
)  # fmt: skip
_DOES = (
    "$o.$f = $v\nlog.append($o.$f)", "$o.p = $v\nlog.append($o.p)", "del $o.$f\nlog.append($o.$f)", "$o.size = 9\nlog.append($o.size)", "$o.lazy = 1\nlog.append($o.lazy)", "$c.$f = $v\nlog.append($o.$f)", "$c.name = lambda self: 'patched'\nlog.append($o.name())", "del $c.name\nlog.append($o.name())", "$o.name = lambda: 'own'\nlog.append($o.name())", "$o.__class__ = $c\nlog.append($o.name())", "class E($c, tag='e'): pass\nlog.append((E.tag, E.all_fields))", "class E($c): w = Typed(3, int)\nlog.append(E().w)", "class E($c, $c): pass\nlog.append([k.__name__ for k in E.__mro__])", "class E(Mixin, $c): pass\nlog.append(E(mixed=1).name())", "class E($c, metaclass=Meta): pass\nlog.append(E.shouted)", "class E($c, metaclass=abc.ABCMeta):\n    @abc.abstractmethod\n    def q(self): ...\nE()", "@tagged('t')\n@with_repr\nclass E($c): pass\nlog.append((E.tagged, repr(E())))", "with $o as w: log.append(w); raise KeyError(1)", "for w in $o: log.append(w)", "$o += 1; log.append($o)", "$o.slot = 1\nlog.append($o.slot)", "$o.anything = [$o.tag]\nlog.append(sorted(vars($o)))", "vars($o)['$f'] = 'raw'\nlog.append($o.$f)", "setattr($c, 'new', property(lambda self: self.tag))\nlog.append($o.new)", "$c.late = Field(5)\nlog.append($o.late)", "late = Field(5); late.__set_name__($c, 'late'); $c.late = late\nlog.append($o.late)", "match $o:\n    case $c(x=w): log.append(w)\n    case Base(): log.append('base')\n    case _: log.append('none')",
)  # fmt: skip


def descended(source: Source) -> str:
    """A base with its services, three or four classes below it, an object of each, and questions."""
    kind = source.pick(("Plain", "Plain", "metaclass=Meta", "abc.ABC", "Generic[T]", "", "Single", "Counting"))
    lines = [
        _HEAD,
        "class Root:\n    tag = 'root'\n    all_fields = ()\n    def __init__(self): log.append('root')\n    def name(self): return 'root'",
        f"class Base(Setup, {'' if '=' in kind else kind + ', ' if kind else ''}Root{', ' + kind if '=' in kind else ''}):\n    'The base.'\n    x = Typed(0, int)\n    class Config: key = 'base'\n    def name(self): return 'base'\n    @classmethod\n    def make(cls, **kw): return cls(**kw)\n    @property\n    def p(self): return 'base p'\n    @property\n    def size(self): return 0\n    def must(self): return 'base must'",
    ]  # fmt: skip
    bases = {
        "A": source.pick(("Base", "Base", "Mixin, Base", "Base[int]" if kind == "Generic[T]" else "Base")),
        "B": source.pick(("A", "Base", "Mixin, A", "Base, Mixin")),
        "C": source.pick(("A, B", "B, A", "A", "B", "Base")),
        "D": source.pick(("B, C", "C, B", "C", "A", "B, A")),
    }
    for name, row in bases.items():
        keyword = source.pick(("", "", "", f", tag='{name}1'", ", abstract=True", ", other=1"))
        head = source.pick(("", "", "", "@with_repr\n    ", "@functools.total_ordering\n    "))
        members = [
            filled(source, source.pick(_MEMBERS).replace("$c", name), {**_POOLS, "c": (name,)})
            for _ in range(source.number(1, 4))
        ]
        inside = "\n".join(f"    {line}" for member in members for line in f"    {member}".split("\n"))
        lines.append(f"try:\n    {head}class {name}({row}{keyword}):\n{inside}\nexcept Exception as error:\n    log.append((type(error).__name__, str(error)))\n    class {name}(Base): pass")  # fmt: skip
    for name in "ABCD":
        given = filled(source, source.pick(("", "", "x=$v", "x=1", "mixed=1")), _POOLS)
        lines.append(f"try: {name.lower()} = {name}({given})\nexcept Exception as error: log.append((type(error).__name__, str(error))); {name.lower()} = Base()")  # fmt: skip
    for _ in range(source.number(4, 10)):
        if source.chance(75):
            lines.append(stepped(f"log.append({drawn(source, _USES, 1, 1, _POOLS)[0]})"))
        else:
            lines.append(stepped(drawn(source, _DOES, 1, 1, _POOLS)[0]))
    lines.append(
        "def shown(t): return t if type(t) in (int, float, str, bool, type(None)) else [shown(u) for u in t] if type(t) in (list, tuple) else sorted(map(str, t)) if type(t) in (set, frozenset) else {k: shown(u) for k, u in t.items()} if type(t) is dict else t.__name__ if isinstance(t, type) else type(t).__name__\nlog = [shown(t) for t in log]"
    )
    return logged(lines, [])
