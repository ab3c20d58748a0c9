"""Operators as functions."""

__complete__ = True

def add(a, b, /): return a + b
def sub(a, b, /): return a - b
def mul(a, b, /): return a * b
def truediv(a, b, /): return a / b
def floordiv(a, b, /): return a // b
def mod(a, b, /): return a % b
def pow(a, b, /): return a ** b
def matmul(a, b, /): return a @ b
def neg(a, /): return -a
def pos(a, /): return +a
def inv(a, /): return ~a
invert = inv
@native("operator.absolute")
def abs(a, /): ...
def not_(a, /): return not a
def and_(a, b, /): return a & b
def or_(a, b, /): return a | b
def xor(a, b, /): return a ^ b
def lshift(a, b, /): return a << b
def rshift(a, b, /): return a >> b
def eq(a, b, /): return a == b
def ne(a, b, /): return a != b
def lt(a, b, /): return a < b
def le(a, b, /): return a <= b
def gt(a, b, /): return a > b
def ge(a, b, /): return a >= b
def is_(a, b, /): return a is b
def is_not(a, b, /): return a is not b
def truth(a, /): return True if a else False
def contains(a, b, /): return b in a
def concat(a, b, /): return a + b
def getitem(a, b, /): return a[b]
def setitem(a, b, c, /): a[b] = c
def delitem(a, b, /): del a[b]
def index(a, /): return range(a).stop
def countOf(a, b, /): return sum([1 for item in a if item is b or item == b])
def indexOf(a, b, /):
    for at, item in enumerate(a):
        if item is b or item == b:
            return at
    raise ValueError("sequence.index(x): x not in sequence")
def length_hint(obj, default=0, /): return len(obj) if hasattr(obj, "__len__") else default
def call(obj, /, *args, **keywords): return obj(*args, **keywords)

def iadd(a, b, /):
    a += b
    return a
def isub(a, b, /):
    a -= b
    return a
def imul(a, b, /):
    a *= b
    return a
def itruediv(a, b, /):
    a /= b
    return a
def ifloordiv(a, b, /):
    a //= b
    return a
def imod(a, b, /):
    a %= b
    return a
def ipow(a, b, /):
    a **= b
    return a
def iand(a, b, /):
    a &= b
    return a
def ior(a, b, /):
    a |= b
    return a
def ixor(a, b, /):
    a ^= b
    return a
iconcat = iadd

class itemgetter:
    def __init__(self, item, /, *items):
        self._items = (item, *items)
    def __call__(self, obj):
        if len(self._items) == 1:
            return obj[self._items[0]]
        return tuple([obj[item] for item in self._items])

class attrgetter:
    def __init__(self, attr, /, *attrs):
        self._attrs = (attr, *attrs)
    def __call__(self, obj):
        found = []
        for attr in self._attrs:
            value = obj
            for part in attr.split("."):
                value = getattr(value, part)
            found.append(value)
        return found[0] if len(found) == 1 else tuple(found)

class methodcaller:
    def __init__(self, name, /, *args, **keywords):
        self._name = name
        self._args = args
        self._keywords = keywords
    def __call__(self, obj):
        return getattr(obj, self._name)(*self._args, **self._keywords)

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"operator.{name}")
