"""numpy's small arrays of numbers, as constructors compute with them; anything else is not known."""

import math as _math

pi = _math.pi
e = _math.e
inf = _math.inf
nan = _math.nan
newaxis = None

class generic: ...
class number(generic): ...
class ndarray:
    """A one-dimensional row of numbers."""
    def __init__(self, values):
        self._values = list(values)
    @property
    def shape(self): return (len(self._values),)
    @property
    def size(self): return len(self._values)
    @property
    def ndim(self): return 1
    def __len__(self): return len(self._values)
    def __iter__(self): return iter(self._values)
    def __getitem__(self, index):
        found = self._values[index]
        return ndarray(found) if isinstance(index, slice) else found
    def tolist(self): return list(self._values)
    def item(self):
        if len(self._values) != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self._values[0]
    def astype(self, dtype, **keywords):
        if dtype is int or dtype is int64 or dtype is int32:
            return ndarray([int(value) for value in self._values])
        if dtype is float or dtype is float64:
            return ndarray([float(value) for value in self._values])
        return _not_known(dtype)
    def copy(self): return ndarray(self._values)
    def sum(self): return sum(self._values)
    def prod(self): return prod(self._values)
    def max(self): return max(self._values)
    def min(self): return min(self._values)
    def mean(self): return sum(self._values) / len(self._values)
    def cumsum(self): return cumsum(self)
    def _with(self, other, operation):
        if isinstance(other, ndarray):
            return ndarray([operation(a, b) for a, b in zip(self._values, other._values, strict=True)])
        return ndarray([operation(a, other) for a in self._values])
    def __add__(self, other): return self._with(other, lambda a, b: a + b)
    def __radd__(self, other): return self._with(other, lambda a, b: b + a)
    def __sub__(self, other): return self._with(other, lambda a, b: a - b)
    def __rsub__(self, other): return self._with(other, lambda a, b: b - a)
    def __mul__(self, other): return self._with(other, lambda a, b: a * b)
    def __rmul__(self, other): return self._with(other, lambda a, b: b * a)
    def __truediv__(self, other): return self._with(other, lambda a, b: a / b)
    def __rtruediv__(self, other): return self._with(other, lambda a, b: b / a)
    def __floordiv__(self, other): return self._with(other, lambda a, b: a // b)
    def __mod__(self, other): return self._with(other, lambda a, b: a % b)
    def __pow__(self, other): return self._with(other, lambda a, b: a ** b)
    def __rpow__(self, other): return self._with(other, lambda a, b: b ** a)
    def __neg__(self): return ndarray([-a for a in self._values])

class float64(float): ...
class float32(float): ...
class float16(float): ...
class int64(int): ...
class int32(int): ...
class int8(int): ...
class uint8(int): ...
class bool_(int): ...
integer = (int64, int32, int8, uint8)
floating = (float64, float32, float16)

def array(object, dtype=None, **keywords):
    row = list(object)
    for value in row:
        if not isinstance(value, (int, float)):
            return _not_known(row)
    return ndarray(row) if dtype is None else ndarray(row).astype(dtype)

asarray = array

def arange(start, stop=None, step=1, dtype=None):
    if stop is None:
        start, stop = 0, start
    count = max(int(_math.ceil((stop - start) / step)), 0)
    row = ndarray([start + i * step for i in range(count)])
    return row if dtype is None else row.astype(dtype)

def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    parts = num - 1 if endpoint else num
    if num <= 0:
        return ndarray([])
    step = (stop - start) / parts if parts > 0 else 0.0
    if parts > 0 and step != 0:
        values = [i * step + start for i in range(num)]
    else:
        values = [float(start) for _ in range(num)]
    values = [float(value) for value in values]
    if endpoint and num > 1:
        values[-1] = float(stop)
    row = ndarray(values)
    return row if dtype is None else row.astype(dtype)

def cumsum(a, axis=None, dtype=None):
    total = 0
    found = []
    for value in a:
        total = total + value
        found.append(total)
    return ndarray(found)

def prod(a, axis=None):
    result = 1
    for value in a:
        result = result * value
    return result

def sum(a, axis=None):
    result = 0
    for value in a:
        result = result + value
    return result

def _each(function):
    def apply(x, *args, **keywords):
        if isinstance(x, ndarray):
            return ndarray([function(value) for value in x])
        return function(x)
    return apply

sqrt = _each(_math.sqrt)
exp = _each(_math.exp)
log = _each(_math.log)
log2 = _each(_math.log2)
log10 = _each(_math.log10)
floor = _each(lambda value: float(_math.floor(value)))
ceil = _each(lambda value: float(_math.ceil(value)))
abs = absolute = _each(lambda value: -value if value < 0 else value)
sin = _each(_math.sin)
cos = _each(_math.cos)
power = lambda a, b: a ** b
maximum = lambda a, b: a if a >= b else b
minimum = lambda a, b: a if a <= b else b
def ones(shape, dtype=None): return ndarray([1.0] * shape) if isinstance(shape, int) else _not_known(shape)
def zeros(shape, dtype=None): return ndarray([0.0] * shape) if isinstance(shape, int) else _not_known(shape)
