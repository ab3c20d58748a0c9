"""inspect, warnings, logging, types, sys, string and numbers against CPython."""

from libraries.running import check, check_raises

PROGRAM = '''
import inspect, warnings, logging, types, sys, string, numbers
from inspect import signature, Parameter
from functools import partial, wraps
def f(a, b=2, *args, c, d=4, **kw): pass
def g(x, /, y): yield 1
class A:
    def __init__(self, dim, heads=8, *, bias=True): pass
    def m(self, x, y=1): pass
    @classmethod
    def cm(cls, q): pass
    @staticmethod
    def sm(z): pass
    def __call__(self, w): pass
class B(A): pass
@wraps(f)
def w(*a, **k): pass
def names(o): return [(n, int(p.kind), p.default is Parameter.empty or p.default) for n, p in signature(o).parameters.items()]
log = logging.getLogger(__name__); log.setLevel('INFO')
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    warnings.warn('x', UserWarning, stacklevel=2)
ns = types.SimpleNamespace(a=1, b=[2]); ns.c = 3
mp = types.MappingProxyType({'k': 1})
class Reg: pass
numbers.Number.register(Reg)
ba = signature(f).bind(1, 2, 3, c=5, e=6); ba.apply_defaults()
result = [names(f), names(g), names(A), names(B), names(A(1).m), names(A.m), names(A.cm), names(A.sm), names(A(1)), names(w), names(partial(f, 1, d=9)), names(partial(f, b=1)), list(signature(f).parameters), 'c' in signature(f).parameters, signature(f).parameters['b'].default, str(signature(f).parameters['a'].kind), signature(f).parameters['kw'].kind == Parameter.VAR_KEYWORD,
 inspect.isclass(A), inspect.isclass(3), inspect.isfunction(f), inspect.isfunction(A), inspect.ismethod(A(1).m), inspect.isgeneratorfunction(g), inspect.ismodule(inspect), inspect.getfullargspec(f)[:6], dict(ba.arguments), ba.args, ba.kwargs, inspect.getmro(B)[1] is A, inspect.unwrap(w) is f,
 log.info('hi'), log.name, logging.getLogger(__name__) is log, log.level, logging.INFO, ns.a, ns == types.SimpleNamespace(a=1, b=[2], c=3), vars(ns), repr(ns), mp['k'], dict(mp), 'k' in mp, len(mp), isinstance(f, types.FunctionType), isinstance(lambda: 0, types.LambdaType), isinstance(A(1).m, types.MethodType), isinstance(None, types.NoneType), isinstance(g(1, 2), types.GeneratorType), isinstance(len, types.BuiltinFunctionType), isinstance(A, types.FunctionType),
 sys.version_info >= (3, 8), sys.version_info.major, sys.version_info[:2] > (3, 7), sys.maxsize, sys.platform, getattr(sys.modules[__name__], 'f') is f, sys.modules['inspect'] is inspect, string.ascii_lowercase, string.digits, string.capwords('a bc'), string.Template('$a ${b}$$').substitute(a=1, b='z'), isinstance(3, numbers.Number), isinstance(3.0, numbers.Integral), isinstance(True, numbers.Integral), isinstance('a', numbers.Number), isinstance(2.5, numbers.Real), isinstance(Reg(), numbers.Number), isinstance(1j, numbers.Real), string.punctuation, sys.float_info.epsilon]
'''


def test_inspect() -> None:
    check(PROGRAM)


def test_what_they_refuse() -> None:
    check_raises(
        "import sys, inspect\ndef f(a): pass",
        {"sys.exit(1)": "SystemExit", "inspect.signature(f).bind()": "TypeError"},
    )
