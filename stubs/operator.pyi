"""Operators as functions."""

__complete__ = True

from collections import deque

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
def _is_row(value): return hasattr(value, "__getitem__") and not isinstance(value, (dict, type, slice))

def _concatenated(a, b):
    """As a sequence's own method does, past that of the other; NotImplemented where there is none."""
    for kind in (str, bytes, bytearray, tuple, list, deque):
        if isinstance(a, kind) and type(a).__add__ is kind.__add__:
            return kind.__add__(a, b)
    if not (_is_row(a) and _is_row(b) and (hasattr(type(a), "__add__") or hasattr(type(b), "__radd__"))):
        raise TypeError(f"'{type(a).__name__}' object can't be concatenated")
    return NotImplemented

def concat(a, b, /):
    made = _concatenated(a, b)
    return a + b if made is NotImplemented else made
def getitem(a, b, /): return a[b]
def setitem(a, b, c, /): a[b] = c
def delitem(a, b, /): del a[b]
def index(a, /): return range(a).stop
def _check_row(a):
    if not hasattr(a, "__iter__") and not hasattr(a, "__getitem__"):
        raise TypeError(f"argument of type '{type(a).__name__}' is not iterable")

def countOf(a, b, /):
    _check_row(a)
    return sum([1 for item in a if item is b or item == b])
def indexOf(a, b, /):
    _check_row(a)
    for at, item in enumerate(a):
        if item is b or item == b:
            return at
    raise ValueError("sequence.index(x): x not in sequence")
def length_hint(obj, default=0, /):
    if not isinstance(default, int):
        raise TypeError(f"'{type(default).__name__}' object cannot be interpreted as an integer")
    if hasattr(type(obj), "__len__"):
        return len(obj)
    hint = getattr(type(obj), "__length_hint__", None)
    if hint is None:
        return _unmodelled("how much an iterator holds") if hasattr(type(obj), "__next__") else default
    found = hint(obj)
    if found is NotImplemented:
        return default
    if not isinstance(found, int):
        raise TypeError(f"__length_hint__ must be an integer, not {type(found).__name__}")
    if found < 0:
        raise ValueError("__length_hint__() should return >= 0")
    return found
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
def iconcat(a, b, /):
    for kind in (bytearray, list, deque):
        if isinstance(a, kind) and type(a).__iadd__ is kind.__iadd__:
            return kind.__iadd__(a, b)
    made = _concatenated(a, b)
    if made is NotImplemented:
        a += b
        return a
    return made

__add__ = add
__sub__ = sub
__mul__ = mul
__truediv__ = truediv
__floordiv__ = floordiv
__mod__ = mod
__pow__ = pow
__matmul__ = matmul
__neg__ = neg
__pos__ = pos
__inv__ = inv
__invert__ = invert
__abs__ = abs
__not__ = not_
__and__ = and_
__or__ = or_
__xor__ = xor
__lshift__ = lshift
__rshift__ = rshift
__eq__ = eq
__ne__ = ne
__lt__ = lt
__le__ = le
__gt__ = gt
__ge__ = ge
__contains__ = contains
__concat__ = concat
__getitem__ = getitem
__setitem__ = setitem
__delitem__ = delitem
__index__ = index
__iadd__ = iadd
__isub__ = isub
__imul__ = imul
__itruediv__ = itruediv
__ifloordiv__ = ifloordiv
__imod__ = imod
__ipow__ = ipow
__iand__ = iand
__ior__ = ior
__ixor__ = ixor
__iconcat__ = iconcat

class itemgetter:
    def __init__(self, item, /, *items):
        self._items = (item, *items)
    def __call__(self, obj):
        if len(self._items) == 1:
            return obj[self._items[0]]
        return tuple([obj[item] for item in self._items])

    def __repr__(self): return f"operator.itemgetter({', '.join(map(repr, self._items))})"

class attrgetter:
    def __init__(self, attr, /, *attrs):
        self._attrs = (attr, *attrs)
        if not all(isinstance(each, str) for each in self._attrs):
            raise TypeError("attribute name must be a string")
    def __call__(self, obj):
        found = []
        for attr in self._attrs:
            value = obj
            for part in attr.split("."):
                value = getattr(value, part)
            found.append(value)
        return found[0] if len(found) == 1 else tuple(found)

    def __repr__(self): return f"operator.attrgetter({', '.join(map(repr, self._attrs))})"

class methodcaller:
    def __init__(self, name, /, *args, **keywords):
        if not isinstance(name, str):
            raise TypeError("method name must be a string")
        self._name = name
        self._args = args
        self._keywords = keywords
    def __call__(self, obj):
        return getattr(obj, self._name)(*self._args, **self._keywords)
    def __repr__(self):
        parts = [repr(each) for each in (self._name, *self._args)]
        parts += [f"{name}={value!r}" for name, value in self._keywords.items()]
        return f"operator.methodcaller({', '.join(parts)})"

@native("unmodelled.name")
def _unmodelled(name): ...

def __getattr__(name):
    return _unmodelled(f"operator.{name}")
