"""copy against CPython."""

from libraries.running import check

PROGRAM = """
import copy
class A:
    def __init__(self, x): self.x = x; self.l = [x]
class D:
    def __init__(self, a): self.a = a; self.n = 0
    def __deepcopy__(self, memo):
        r = D(copy.deepcopy(self.a, memo)); r.n = self.n + 1
        return r
    def __copy__(self): return D(7)
class S:
    def __init__(self): self.v = 1; self.w = 2
    def __getstate__(self): return {'v': self.v + 10}
class T(S):
    def __setstate__(self, s): self.__dict__.update(s); self.z = 3
a = A([1, 2]); b = copy.copy(a); c = copy.deepcopy(a); c.x.append(3)
sh = [1]; pair = [sh, sh, {'k': sh}]; pc = copy.deepcopy(pair); pc[0].append(2)
cyc = []; cyc.append(cyc); cc = copy.deepcopy(cyc)
dd = [D(sh), sh]; dc = copy.deepcopy(dd); dc[1].append(9)
t = ([1], 2); tc = copy.deepcopy(t); tc[0].append(5)
d0 = {'a': [1]}; d1 = d0.copy(); d2 = copy.copy(d0); d3 = copy.deepcopy(d0); d0['a'].append(2); d0['b'] = 1
f = copy.deepcopy(len); K = copy.deepcopy(A)
result = [b.x is a.x, b is a, c.x, a.x, pc, pc[0] is pc[1], pc[2]['k'] is pc[0], sh, cc[0] is cc, dc[0].a is dc[1], dc[0].n, dc[1], copy.copy(D(1)).a, t, tc, d1, d2, d3, d1['a'] is d0['a'], f is len, K is A, copy.copy((1,2)), copy.copy('x'), copy.deepcopy(S()).v, hasattr(copy.deepcopy(S()), 'w'), copy.deepcopy(T()).z, copy.deepcopy({1: (2, [3])}), copy.copy([1,2]), copy.deepcopy(None)]
"""


def test_copy() -> None:
    check(PROGRAM)
