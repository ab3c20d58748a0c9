"""itertools and operator against CPython."""

from libraries.running import check

PROGRAM = '''
import itertools, operator
from itertools import *
it = iter(range(10)); s1 = list(islice(it, 3)); s2 = list(islice(it, 1, None, 2))
c1 = count(5); cy = cycle('ab')
class V:
    def __init__(self, v): self.v = v
    def add(self, k, m=1): return self.v + k * m
v = V(V(3))
l = [1]
result = [list(chain([1], (2,), 'ab')), list(chain.from_iterable([[1], [2, 3]])), list(product('ab', [1,2])), list(product([0,1], repeat=3)), list(repeat(7, 3)), list(accumulate([1,2,3])), list(accumulate([1,2,3], lambda a,b: a*b, initial=2)), s1, s2,
 next(c1), next(c1), [next(cy) for _ in range(5)], list(islice(count(2, 3), 4)), list(islice(cycle([1,2]), 5)), list(islice([1,2,3,4], 1, 3)), list(starmap(pow, [(2,3),(3,2)])), list(zip_longest([1,2,3],'a',fillvalue='-')), list(pairwise([1,2,3])), list(combinations('abcd', 2)), list(permutations([1,2,3], 2)), list(permutations([1,2,3])), list(combinations_with_replacement('ab', 2)), list(takewhile(lambda x: x<3, [1,2,3,1])), list(dropwhile(lambda x: x<3, [1,2,3,1])), list(filterfalse(None, [0,1,2])), list(compress('abc', [1,0,1])), [list(t) for t in tee([1,2])], [(k, list(g)) for k, g in groupby([1,1,2,3,3])], [(k, list(g)) for k, g in groupby(['a','b','cc'], len)],
 list(zip(count(), 'abc')), list(zip('ab', repeat(5))), list(map(lambda a, b: a+b, [1,2], cycle([10]))), [i for i, _ in zip(count(1), range(3))],
 operator.add(1,2), operator.mul(3,4), operator.itemgetter(1)([5,6]), operator.itemgetter('a','b')({'a':1,'b':2}), operator.attrgetter('v.v')(v), operator.methodcaller('add', 2, m=3)(V(1)), operator.iadd(l, [2]) is l, l, operator.not_(0), operator.contains([1], 1), operator.index(5), operator.truth([]), operator.abs(-3), operator.xor(5,3), reduce if False else 1, operator.getitem({'q': 2}, 'q'), sorted([(2,'a'),(1,'b')], key=operator.itemgetter(0)), operator.countOf([1,2,1], 1), operator.floordiv(7,2), operator.neg(3), operator.le(1,2)]
'''


def test_itertools() -> None:
    check(PROGRAM)
