"""contextlib and abc as programs use it, against CPython."""

from libraries.running import check

PROGRAM = """
import contextlib
from contextlib import contextmanager, ExitStack, nullcontext, suppress, closing, ContextDecorator
from abc import ABC, abstractmethod, ABCMeta
log = []
flag = {'v': 0}
@contextmanager
def setf(v):
    old = flag['v']
    flag['v'] = v
    try:
        yield v * 2
    finally:
        flag['v'] = old
@contextmanager
def plain(a, b=2):
    log.append('in'); yield; log.append('out')
@contextmanager
def swallow():
    try:
        yield 1
    except ValueError as e:
        log.append(str(e))
@contextmanager
def nested():
    with setf(9) as q:
        yield q
class M:
    def __init__(self): self.n = 0
    @contextmanager
    def tmp(self, n):
        self.n = n
        yield self
        self.n = 0
def use():
    with setf(5) as d:
        inner = flag['v']
    return inner, d, flag['v']
def use2():
    with swallow():
        raise ValueError('boo')
    return 'after'
def use3():
    try:
        with setf(3):
            raise KeyError('x')
    except KeyError:
        return flag['v']
def use4():
    with plain(1):
        log.append('mid')
    return list(log)
def use5():
    with nested() as q:
        v = flag['v']
    return q, v, flag['v']
def use6():
    m = M()
    with m.tmp(4) as mm:
        k = mm.n
    return k, m.n
@setf(7)
def deco(): return flag['v']
def use7():
    r = []
    with ExitStack() as st:
        r.append(st.enter_context(setf(1)))
        st.callback(r.append, 'cb')
        r.append(flag['v'])
    return r, flag['v']
def use8():
    with suppress(KeyError, ValueError):
        {}['q']
        return 'no'
    return 'yes'
def use9():
    with nullcontext(3) as q, nullcontext():
        return q
class A(ABC):
    @abstractmethod
    def f(self): ...
    @property
    @abstractmethod
    def p(self): ...
class B(A):
    def f(self): return 1
    p = 3
class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, C): return True if any('go' in k.__dict__ for k in C.__mro__) else NotImplemented
class Go:
    def go(self): pass
class Reg(metaclass=ABCMeta): pass
Reg.register(Go)
result = [use(), use2(), log[:], use3(), use4(), use5(), use6(), deco(), flag['v'], use7(), use8(), use9(), B().f(), B().p, isinstance(B(), A), isinstance(Go(), Hook), isinstance(3, Hook), isinstance(Go(), Reg), isinstance(B(), Reg), type(A).__name__]
"""


def test_contextlib() -> None:
    check(PROGRAM)
