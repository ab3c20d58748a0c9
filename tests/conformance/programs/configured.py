"""Programs as authors of models write the code around a model: configurations, presets, registries, merged keywords."""

from __future__ import annotations

from conformance.programs.source import Source, logged
from conformance.programs.templates import Pools, drawn, filled, stepped

_POOLS: Pools = {
    "act": ("'relu'", "'gelu'", "Act.RELU", "Act.GELU", "'nope'", "None"), "name": ("'tiny'", "'base'", "'wide'", "'huge'", "'none'"), "dim": ("8", "16", "32", "48", "64", "96"),
    "depths": ("(2, 2)", "[1, 2, 3]", "(3,) * 2", "[2] * 3", "()", "2"), "ratio": ("2", "4", "4.0", "2.5", "0.25", "1 / 3"), "key": ("dim", "heads", "depths", "ratio", "act", "drop", "tag", "extra"),
    "pair": ("dim=$dim", "heads=$n", "depths=$depths", "ratio=$ratio", "act=$act", "drop=0.1", "tag='t'", "nope=1", "heads=3"), "item": ("'dim': $dim", "'heads': $n", "'depths': $depths", "'ratio': $ratio", "'drop': 0.5", "'tag': 'x'", "'nope': 0"),
    "dict": ("{$item}", "{$item, $item}", "{}", "{'opt': {$item}}", "{$item, **PRESETS['tiny']}", "dict($pair)", "PRESETS[$name]", "PRESETS.get($name, {})"), "cfg": ("c", "c", "c2", "Config($pair)", "Config(**$dict)", "Wide()", "Wide($pair)"),
    "spec": ("", ":>8", ":<8", "!r", "!s:>12", ":^10"), "num": (":.2f", ":,", ":05d", ":.3g", ":e", ":+", ":x", ":>6", ":.1%"),
}  # fmt: skip
_FIELDS = (
    "dim: int = 32", "heads: int = 4", "depths: Sequence[int] = (2, 2)", "ratio: float = 4.0", "act: Act = Act.RELU", "drop: float = 0.0", "tag: Optional[str] = None", "opt: dict = field(default_factory=dict)",
    "names: List[str] = field(default_factory=lambda: ['a', 'b'])", "kinds: ClassVar[Dict[str, int]] = {'k': 1}", "inner: 'Inner' = field(default_factory=Inner)", "seed: InitVar[int] = 0", "hidden: int = field(init=False)", "extra: Any = field(default=None, repr=False, compare=False)",
)  # fmt: skip
_METHODS = (
    "def __post_init__(self, *rest):\n        self.hidden = int(self.dim * self.ratio)\n        if self.dim % self.heads: raise ValueError(f'{self.dim=} is not a multiple of {self.heads=}')",
    "def __post_init__(self, *rest):\n        if isinstance(self.act, str): self.act = Act(self.act)\n        if isinstance(self.depths, int): self.depths = (self.depths,) * 2",
    "@property\n    def head_dim(self): return self.dim // self.heads",
    "@classmethod\n    def from_dict(cls, d, **kw):\n        known = {f.name for f in fields(cls)}\n        extra = {k: v for k, v in d.items() if k not in known}\n        if extra: log.append(sorted(extra))\n        return cls(**{**{k: v for k, v in d.items() if k in known}, **kw})",
    "def to_dict(self): return {f.name: getattr(self, f.name) for f in fields(self) if f.init}",
    "@classmethod\n    def preset(cls, name, /, **over): return cls(**(PRESETS[name] | over))",
    "def __getitem__(self, key): return getattr(self, key)", "def update(self, **kw):\n        for k, v in kw.items():\n            if not hasattr(self, k): raise AttributeError(f'{type(self).__name__} has no {k!r}')\n            setattr(self, k, v)\n        return self",
    "def keys(self): return [f.name for f in fields(self)]", "@cached_property\n    def total(self): log.append('total'); return sum(self.depths)", "def __iter__(self): return iter(asdict(self).items())", "def __contains__(self, key): return key in asdict(self)", "@staticmethod\n    def check(v): return v > 0", "def __str__(self): return f'<{self.dim}x{self.heads}>'",
)  # fmt: skip
_USES = (
    "$cfg", "repr($cfg)", "str($cfg)", "asdict($cfg)", "replace($cfg, $pair)", "$cfg == $cfg", "Config(**{**$dict, **$dict})", "Config(**($dict | $dict))", "Config.from_dict($dict)", "Config.from_dict($dict, $pair)", "Config.preset($name)", "Config.preset($name, $pair)", "$cfg.head_dim", "$cfg.hidden", "$cfg['$key']", "$cfg.update($pair).$key", "$cfg.to_dict()", "'$key' in $cfg", "dict($cfg)", "dict(**$cfg)", "{**$cfg}", "$cfg.total, c.total", "getattr($cfg, '$key', 'none')", "hasattr($cfg, '$key')", "vars($cfg)", "Config.kinds", "$cfg.inner", "$cfg.inner.size", "$cfg.names + c.names", "Config.check($n)",
    "f'{$cfg$spec}'", "f'{c.dim$num}'", "f'{c.ratio$num}'", "f'{c.drop$num} {c.heads:>{c.heads}}'", "f'{$dict!r}'", "f'{c.$key=}'", "f'{c.$key!r:>10}|'", "f\"{', '.join(f'{k}={v!r}' for k, v in $dict.items())}\"", "'%(dim)s-%(heads)03d' % {'dim': c.dim, 'heads': c.heads}", "'{0.dim}/{0.heads}'.format(c)", "'{c[dim]}'.format(c=asdict(c))", "'{:>{w}}'.format(c.tag, w=6)", "json.dumps(asdict(c), default=str)", "json.dumps($dict, sort_keys=True)", "json.dumps($dict, indent=2)", "json.loads(json.dumps(PRESETS))[$name]", "json.dumps(c)",
    "REGISTRY[$name]", "sorted(REGISTRY)", "build($name)", "build($name, $pair)", "build($name, **$dict)", "make_tiny($pair)", "make_tiny(**$dict)", "make_tiny.keywords, make_tiny.args, make_tiny.func.__name__", "partial(make_tiny, $pair)()", "partial(Config, $pair)($pair)", "partial(build, $name)($pair)", "partialmethod", "list_models('t*')", "list_models('*e*')", "@register", "register('dup')(build)", "REGISTRY.get('tiny').__name__", "build.__name__, build.__doc__, build.__wrapped__.__name__", "signature(make_tiny).parameters.keys()", "[p.name for p in signature(build.__wrapped__).parameters.values()]", "str(signature(builder))", "signature(builder).bind(1, 2, c=3).arguments", "{k: v.default for k, v in signature(builder).parameters.items()}", "accepted(builder, $dict)",
    "merged($dict, $dict)", "merged(PRESETS, {'tiny': $dict})['tiny']", "flat({'a': {'b': 1}, 'c': $dict})", "deep({'a.b': 1, 'a.c': 2, 'd': $n})", "[*chain.from_iterable([c.depths, [1]])]", "list(accumulate(c.depths))", "[c.dim * 2 ** i for i in range($n)]", "list(zip(c.depths, [c.dim * 2 ** i for i, _ in enumerate(c.depths)]))", "[x / max(1, sum(c.depths) - 1) * 0.1 for x in range(sum(c.depths))]", "rates(c.depths, 0.3)", "make_divisible(c.dim * $ratio)", "make_divisible($n * 7, 8)", "to_2tuple($n)", "to_2tuple('ab')", "to_2tuple((1, 2, 3))", "nums(c.depths)", "{k: v for k, v in sorted($dict.items(), key=lambda kv: str(kv[1]))}", "max($dict, key=len, default='none')", "dict(zip('abc', c.depths))", "dict.fromkeys(c.names, 0)", "OrderedDict($dict)", "OrderedDict($dict) == $dict", "ChainMap($dict, $dict).get('dim')", "dict(ChainMap($dict, PRESETS['base']))", "defaultdict(list, {'a': [1]})", "Counter(c.names).most_common()", "SimpleNamespace(**$dict)", "SimpleNamespace(**$dict) == SimpleNamespace(**$dict)", "vars(SimpleNamespace(**$dict))", "Spec(1)", "Spec(1)._replace(kernel=$n)", "Spec(1)._asdict() | $dict", "Spec(*(1, 2), stride=3)", "Spec._fields, Spec._field_defaults", "blocks([[2, 8, 1], [1, 16, 2, 'se']])", "parse('r2_k3_s2_e4_c16')", "parse('x')", "[str(a) for a in Act]", "Act($act)", "Act[$name]", "Act.RELU.value.upper()", "Act.RELU == 'relu'", "f'{Act.RELU}'", "f'{Act.GELU!r}'", "Act.GELU.name.title()", "Act.RELU in ('relu',)", "{Act.RELU: 1}['relu']", "Mode.TRAIN | Mode.EVAL", "Mode.TRAIN in (Mode.TRAIN | Mode.EVAL)", "Size.S < Size.L", "Size.L + 1", "Size(2).name", "Size['S'] * 2", "[s.value for s in sorted(Size, reverse=True)]", "ACT_FN[c.act]", "ACT_FN.get($act, len)('abc')", "pick($act)", "pick(5)",
    "P1.hidden_size", "P1.d_model", "P1.num", "P1.to_dict()", "P1.nope", "Pre(d_model=3).hidden_size", "Pre(**$dict).to_diff()", "Pre(hidden_size=$n, $pair)", "repr(Pre())", "Pre.from_dict({**$dict, 'hidden_size': 9}).hidden_size", "Pre.model_type", "P1.sub.size", "copy.deepcopy(P1).sub is P1.sub", "copy.copy(P1).sub is P1.sub", "Out(a=1, b=None)", "Out(a=1, b=2).to_tuple()", "Out(a=1)['a']", "Out(a=1, b=3)[0]", "list(Out(a=1, b=3).items())", "len(Out(a=1))", "Out(a=1).b", "'b' in Out(a=1)", "copy.deepcopy(c) == c", "copy.copy(c).opt is c.opt", "'.'.join(['a', *c.names, str(c.heads)])", "'a.b.c'.rsplit('.', 1)", "'layer{}.{}'.format(*c.depths[:2])", "re.sub(r'(\\d+)', lambda m: str(int(m[1]) + 1), 'conv1.bn2')", "[k.replace('module.', '').removeprefix('net.') for k in ('module.a', 'net.b')]", "any(k.startswith(('dim', 'he')) for k in $dict)", "isinstance(c, Config) and not isinstance(c, Wide)", "is_dataclass(c), is_dataclass(Act)", "[f.name for f in fields(Wide)]", "[(f.name, f.default) for f in fields(Config) if f.default is not MISSING]", "fields(Config)[0].type", "Config.__annotations__.keys()", "get_type_hints(Spec)", "Wide.__mro__[1].__name__", "Wide.__doc__", "type(c).__name__", "Config.__match_args__",
)  # fmt: skip
_DOES = (
    "c.$key = $n", "c.dim *= 2; log.append(c.dim)", "c.opt['k'] = c.heads; log.append(c2.opt)", "c.opt.setdefault('l', []).append(1); log.append(c.opt)", "c |= {'a': 1}", "c2 = replace(c, $pair)", "kw = $dict; dim = kw.pop('dim', 5); log.append((dim, kw))", "kw = $dict; kw.update($pair); log.append(kw)", "kw = dict($dict, $pair); log.append(kw)", "(dim, *rest), last = c.depths, c.heads; log.append((dim, rest, last))", "d = $dict; d |= $dict; log.append(list(d))", "for k, v in $dict.items(): setattr(c, k, v)\nlog.append(c)", "PRESETS['tiny']['heads'] = $n", "P1.d_model = 7; log.append(P1.hidden_size)", "P1.new = [1]; log.append(P1.to_dict())", "del c.dim; log.append(c.dim)", "o = Out(a=1); o.b = 5; log.append(list(o)); o['b'] = 6; log.append(o.b)", "match c:\n    case Wide(): log.append('wide')\n    case Config(dim=16 | 32, act=Act.RELU): log.append('small')\n    case Config(dim=d) if d > 32: log.append(d)\n    case _: log.append('other')", "match $dict:\n    case {'dim': int(d), **rest}: log.append((d, rest))\n    case {'heads': h}: log.append(h)\n    case {}: log.append('empty')", "assert c.dim % c.heads == 0, f'{c.dim} % {c.heads}'", "try: Config(**$dict)\nexcept TypeError as e: log.append(str(e).split(' ')[-1]); raise ValueError('bad') from e", "with override(c, $pair) as o: log.append(asdict(o) if is_dataclass(o) else o)\nlog.append(c)", "REGISTRY['new'] = lambda **kw: Wide(**kw); log.append(build('new', $pair))",
)  # fmt: skip
_HEAD = """\
import copy, json, re, fnmatch
from collections import ChainMap, Counter, OrderedDict, defaultdict
from contextlib import contextmanager
from dataclasses import MISSING, InitVar, asdict, dataclass, field, fields, is_dataclass, replace
from enum import Enum, Flag, IntEnum, auto
from functools import cached_property, partial, partialmethod, wraps
from inspect import signature
from itertools import accumulate, chain, repeat
from types import SimpleNamespace
from typing import Any, ClassVar, Dict, List, NamedTuple, Optional, Sequence, get_type_hints
class Act(str, Enum):
    RELU = 'relu'
    GELU = 'gelu'
    @classmethod
    def _missing_(cls, value): raise ValueError(f'{value} is no activation; one of {[a.value for a in cls]}')
class Mode(Flag):
    TRAIN = auto()
    EVAL = auto()
class Size(IntEnum):
    S = 1
    L = auto()
class Spec(NamedTuple):
    out: int
    kernel: int = 3
    stride: int = 1
PRESETS = {'tiny': dict(dim=16, heads=2), 'base': dict(dim=64, heads=8, depths=(2, 6)), 'wide': {'dim': 96}}
ACT_FN = {'relu': lambda x: max(x, 0), Act.GELU: partial(pow, 2)}
REGISTRY = {}
def register(name=None):
    def inner(fn):
        key = name or fn.__name__
        if key in REGISTRY: raise KeyError(f'{key} is there')
        REGISTRY[key] = fn
        return fn
    return inner(name) if callable(name) else inner
def logs(fn):
    'Logs.'
    @wraps(fn)
    def inner(*args, **kwargs):
        log.append((fn.__name__, args, sorted(kwargs)))
        return fn(*args, **kwargs)
    return inner
@logs
def build(name, /, *args, pretrained=False, **kw):
    'Builds.'
    if name not in REGISTRY: raise RuntimeError(f'Unknown model ({name})')
    return REGISTRY[name](*args, **kw)
def builder(a, b=2, *args, c, d=None, **kw) -> int: return (a, b, args, c, d, kw)
def accepted(fn, kw): return {k: v for k, v in kw.items() if k in signature(fn).parameters}
def list_models(pattern): return sorted(fnmatch.filter(REGISTRY, pattern))
def merged(a, b):
    out = dict(a)
    for k, v in b.items(): out[k] = merged(out[k], v) if isinstance(v, dict) and isinstance(out.get(k), dict) else v
    return out
def flat(d, before=''):
    for k, v in d.items():
        if isinstance(v, dict): yield from flat(v, f'{before}{k}.')
        else: yield before + k, v
def deep(d):
    out = {}
    for k, v in d.items():
        *path, last = k.split('.')
        at = out
        for p in path: at = at.setdefault(p, {})
        at[last] = v
    return out
def make_divisible(v, by=8, least=None, limit=0.9):
    new = max(least or by, int(v + by / 2) // by * by)
    return new + by if new < limit * v else new
def to_2tuple(x): return tuple(x) if hasattr(x, '__iter__') and not isinstance(x, str) else tuple(repeat(x, 2))
def nums(row): return '-'.join(map(str, row)) if row else None
def rates(depths, top):
    every = [round(top * i / max(1, sum(depths) - 1), 3) for i in range(sum(depths))]
    return [[every.pop(0) for _ in range(n)] for n in depths]
def blocks(rows):
    out = []
    for n, c, s, *kind in rows: out += [dict(c=c, s=s if i == 0 else 1, **({'kind': kind[0]} if kind else {})) for i in range(n)]
    return out
def parse(text):
    ops = {}
    for op in text.split('_'):
        found = re.split(r'(\\d.*)', op)
        if len(found) >= 2: ops[found[0]] = found[1]
    return {'repeat': int(ops['r']), 'kernel': int(ops.get('k', 1)), **{k: v for k, v in ops.items() if k not in 'rk'}}
def pick(act): return ACT_FN[act] if isinstance(act, str) else act if callable(act) else type(act).__name__
@contextmanager
def override(o, **kw):
    old = {k: getattr(o, k) for k in kw}
    for k, v in kw.items(): setattr(o, k, v)
    try: yield o
    finally:
        for k, v in old.items(): setattr(o, k, v)
@dataclass(frozen=True)
class Inner:
    size: int = 7
class Pre:
    model_type = ''
    attribute_map = {'d_model': 'hidden_size', 'num': 'hidden_size'}
    def __setattr__(self, key, value):
        if key in super().__getattribute__('attribute_map'): key = super().__getattribute__('attribute_map')[key]
        super().__setattr__(key, value)
    def __getattribute__(self, key):
        if key != 'attribute_map' and key in super().__getattribute__('attribute_map'): key = super().__getattribute__('attribute_map')[key]
        return super().__getattribute__(key)
    def __init__(self, hidden_size=4, sub=None, **kwargs):
        self.hidden_size = hidden_size
        self.sub = Inner() if sub is None else Inner(**sub) if isinstance(sub, dict) else sub
        for k, v in kwargs.items():
            try: setattr(self, k, v)
            except AttributeError as e: log.append(k); raise e
    def to_dict(self): return copy.deepcopy(self.__dict__)
    def to_diff(self):
        default = type(self)().to_dict()
        return {k: v for k, v in self.to_dict().items() if k not in default or default[k] != v}
    @classmethod
    def from_dict(cls, d, **kw): return cls(**d, **kw)
    def __repr__(self): return f'{self.__class__.__name__} {json.dumps(self.to_diff(), indent=2, sort_keys=True, default=str)}'
class Out(OrderedDict):
    def __init_subclass__(cls, **kw): super().__init_subclass__(**kw); log.append(cls.__name__)
    def __init__(self, a=None, b=None):
        for k, v in (('a', a), ('b', b)):
            super().__setattr__(k, v)
            if v is not None: super().__setitem__(k, v)
    def __getitem__(self, k): return dict(self.items())[k] if isinstance(k, str) else self.to_tuple()[k]
    def __setattr__(self, k, v):
        if k in self.keys() and v is not None: super().__setitem__(k, v)
        super().__setattr__(k, v)
    def __setitem__(self, k, v): super().__setitem__(k, v); super().__setattr__(k, v)
    def to_tuple(self): return tuple(self[k] for k in self.keys())
P1 = Pre(d_model=5)
"""


def configured(source: Source) -> str:
    """A dataclass of settings with a subclass, registered builders, and what authors do with them."""
    options = ", ".join(source.some(("order=True", "frozen=True", "eq=False", "kw_only=True", "repr=False"), 0, 1))
    fields = source.some(_FIELDS, 3, 10)
    methods = source.some(_METHODS, 2, 7)
    inside = "\n".join(f"    {line}" for each in (*fields, *methods) for line in each.split("\n    "))
    wide = source.pick(("dim: int = 96", "dim: int = 96\n    wider: bool = True", "act: Act = Act.GELU", "heads = 6"))
    lines = [
        _HEAD,
        f"@dataclass{f'({options})' if options else ''}\nclass Config:\n{inside}",
        f"@dataclass\nclass Wide(Config):\n    'A wide one.'\n    {wide}"
        if options != "frozen=True"
        else f"@dataclass(frozen=True)\nclass Wide(Config):\n    {wide}",
        "make_tiny = partial(Config, **PRESETS['tiny'])\nregister('tiny')(make_tiny)\n@register\ndef base(**kw): return Config(**{**PRESETS['base'], **kw})\n@register('wide')\ndef _(*args, **kw): return Wide(*args, **kw)",
        stepped(f"c = c2 = None; c = Config({filled(source, source.pick(('', '', '$pair', '**$dict')), _POOLS)}); c2 = Config()"),
        "c = c or Wide.__new__(Wide); c2 = c2 or c",
    ]  # fmt: skip
    for _ in range(source.number(3, 8)):
        if source.chance(75):
            expression = drawn(source, _USES, 1, 1, _POOLS)[0]
            lines.append(stepped(f"log.append(shown({expression}))" if expression != "@register" else "@register\ndef t1(): pass\nlog.append(sorted(REGISTRY))"))  # fmt: skip
        else:
            lines.append(stepped(drawn(source, _DOES, 1, 1, _POOLS)[0]))
    shown = "def shown(v): return v if v is None or type(v) in (int, float, str, bool) else [shown(t) for t in v] if type(v) in (list, tuple) else {k: shown(t) for k, t in v.items()} if type(v) is dict else repr(v)\n"  # fmt: skip
    return logged(lines, []).replace("log = []\n", f"log = []\n{shown}", 1)
