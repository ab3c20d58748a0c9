"""numpy's small arrays of numbers, as constructors compute with them. See libraries/numpy and libraries/arrays.

A scalar of numpy's is a number of Python's here. Of large arrays the sizes are known, not the numbers.
"""

__complete__ = True

pi = 3.141592653589793
e = 2.718281828459045
euler_gamma = 0.5772156649015329
inf = float("inf")
nan = float("nan")
newaxis = None

@native("unmodelled.name")
def _unmodelled(name): ...
@native("numpy.array")
def _array(object, dtype): ...
@native("numpy.full")
def _full(shape, fill_value, dtype): ...
@native("numpy.unknown_numbers")
def _some(shape, dtype): ...
@native("numpy.arange")
def _arange(start, stop, step, dtype): ...
@native("numpy.linspace")
def _linspace(start, stop, num, endpoint, retstep, dtype): ...
@native("numpy.eye")
def _eye(n, m, dtype): ...
@native("numpy.binary")
def _binary(name, a, b): ...
@native("numpy.unary")
def _unary(name, x): ...
@native("numpy.extreme")
def _extreme(name, a, b): ...
@native("numpy.where")
def _where(condition, a, b): ...
@native("numpy_axes.to_list")
def _to_list(a): ...
@native("numpy_axes.get_item")
def _get(a, index): ...
@native("numpy_axes.set_item")
def _set(a, index, value): ...
@native("numpy_axes.reshape")
def _reshape(a, shape): ...
@native("numpy_axes.transpose")
def _transpose(a, axes): ...
@native("numpy_axes.swap_axes")
def _swap(a, first, second): ...
@native("numpy_axes.expand_dims")
def _expand(a, axis): ...
@native("numpy_axes.squeeze")
def _squeeze(a, axis): ...
@native("numpy_axes.broadcast_to")
def _broadcast(a, shape): ...
@native("numpy_axes.concatenate")
def _concatenate(rows, axis): ...
@native("numpy_axes.stack")
def _stack(rows, axis): ...
@native("numpy_axes.size_of")
def _size(a): ...
@native("numpy_axes.reduce")
def _reduce(name, a, axis, keepdims): ...
@native("numpy_axes.cumulate")
def _cumulate(name, a, axis): ...
@native("numpy_axes.order")
def _order(a, places): ...
@native("numpy.shape_of")
def _shape(a): ...
@native("numpy.type_of")
def _type(a): ...

# --- types

class dtype:
    def __init__(self, name):
        self.name = name if isinstance(name, str) else name.name if isinstance(name, dtype) else _NAMES.get(name, name.__name__)
    def __eq__(self, other):
        return self.name == (other if isinstance(other, str) else other.name if isinstance(other, dtype) else _NAMES.get(other, other.__name__))
    def __repr__(self): return f"dtype({self.name!r})"
    def __str__(self): return self.name

class generic: ...
class number(generic): ...
class integer(number): ...
class signedinteger(integer): ...
class unsignedinteger(integer): ...
class inexact(number): ...
class floating(inexact): ...
class complexfloating(inexact): ...
class int8(signedinteger):
    def __new__(cls, value=0): return _array(value, 'int8').item()
class int16(signedinteger):
    def __new__(cls, value=0): return _array(value, 'int16').item()
class int32(signedinteger):
    def __new__(cls, value=0): return _array(value, 'int32').item()
class int64(signedinteger):
    def __new__(cls, value=0): return _array(value, 'int64').item()
class uint8(unsignedinteger):
    def __new__(cls, value=0): return _array(value, 'uint8').item()
class uint16(unsignedinteger):
    def __new__(cls, value=0): return _array(value, 'uint16').item()
class uint32(unsignedinteger):
    def __new__(cls, value=0): return _array(value, 'uint32').item()
class uint64(unsignedinteger):
    def __new__(cls, value=0): return _array(value, 'uint64').item()
class float16(floating):
    def __new__(cls, value=0): return _array(value, 'float16').item()
class float32(floating):
    def __new__(cls, value=0): return _array(value, 'float32').item()
class float64(floating):
    def __new__(cls, value=0): return _array(value, 'float64').item()
class bool_(generic):
    def __new__(cls, value=False): return bool(value)
class complex64(complexfloating): ...
class complex128(complexfloating): ...
class str_(generic): ...
class object_(generic): ...
int_ = intp = longlong = int64
float_ = double = float64
single = float32
half = float16
bool = bool_
_NAMES = {int: "int64", float: "float64", bool_: "bool"}

class finfo:
    def __new__(cls, dtype):
        made = object.__new__(cls)
        bits = {"float16": (0.0009765625, 65504.0), "float32": (1.1920928955078125e-07, 3.4028234663852886e+38), "float64": (2.220446049250313e-16, 1.7976931348623157e+308)}
        name = dtype if isinstance(dtype, str) else _NAMES.get(dtype, dtype.__name__)
        made.eps, made.max = bits[name]
        made.min = -made.max
        return made

class iinfo:
    def __new__(cls, type):
        made = object.__new__(cls)
        name = type if isinstance(type, str) else _NAMES.get(type, type.__name__)
        bits = int(name.lstrip("uint"))
        made.bits = bits
        made.min, made.max = (0, 2 ** bits - 1) if name.startswith("u") else (-2 ** (bits - 1), 2 ** (bits - 1) - 1)
        return made

# --- arrays

class ndarray:
    def __init__(self, shape=(), dtype=None, *args): raise TypeError("arrays are made by functions")
    @property
    def shape(self): return _shape(self)
    @property
    def dtype(self): return dtype(_type(self))
    @property
    def ndim(self): return len(_shape(self))
    @property
    def size(self): return _size(self)
    @property
    def T(self): return _transpose(self, None)
    @property
    def flat(self): return iter(_to_list(_reshape(self, -1)))
    def __len__(self): return _shape(self)[0]
    def __iter__(self): return iter([_get(self, i) for i in range(_shape(self)[0])])
    def __getitem__(self, index): return _get(self, index)
    def __setitem__(self, index, value): _set(self, index, value)
    def __bool__(self):
        if _size(self) != 1:
            raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
        return True if self.item() else False
    def __float__(self): return float(self.item())
    def __int__(self): return int(self.item())
    def __index__(self): return int(self.item())
    def __contains__(self, value): return (self == value).any()
    def __repr__(self): return _unmodelled("the text of an array")
    def __str__(self): return _unmodelled("the text of an array")
    def tolist(self): return _to_list(self)
    def item(self, *args):
        if args:
            return _get(_reshape(self, -1) if len(args) == 1 else self, args[0] if len(args) == 1 else args)
        if _size(self) != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return _get(_reshape(self, -1), 0)
    def astype(self, dtype, *args, **keywords): return _array(self, dtype)
    def copy(self, order="C"): return _array(self, None)
    __copy__ = copy
    def __deepcopy__(self, memo): return _array(self, None)
    def reshape(self, *shape, order="C"): return _reshape(self, shape) if order == "C" else _unmodelled("ndarray.reshape in another order")
    def flatten(self, order="C"): return _reshape(self, -1) if order == "C" else _unmodelled("ndarray.flatten in another order")
    ravel = flatten
    def transpose(self, *axes): return _transpose(self, axes)
    def swapaxes(self, axis1, axis2): return _swap(self, axis1, axis2)
    def squeeze(self, axis=None): return _squeeze(self, axis)
    def fill(self, value): _set(self, ..., value)
    def sum(self, axis=None, dtype=None, out=None, keepdims=False): return _reduce("sum", self, axis, keepdims)
    def prod(self, axis=None, dtype=None, out=None, keepdims=False): return _reduce("prod", self, axis, keepdims)
    def mean(self, axis=None, dtype=None, out=None, keepdims=False): return _reduce("mean", self, axis, keepdims)
    def max(self, axis=None, out=None, keepdims=False): return _reduce("max", self, axis, keepdims)
    def min(self, axis=None, out=None, keepdims=False): return _reduce("min", self, axis, keepdims)
    def any(self, axis=None, out=None, keepdims=False): return _reduce("any", self, axis, keepdims)
    def all(self, axis=None, out=None, keepdims=False): return _reduce("all", self, axis, keepdims)
    def argmax(self, axis=None, out=None, keepdims=False): return _reduce("argmax", self, axis, keepdims)
    def argmin(self, axis=None, out=None, keepdims=False): return _reduce("argmin", self, axis, keepdims)
    def cumsum(self, axis=None, dtype=None, out=None): return _cumulate("cumsum", self, axis)
    def cumprod(self, axis=None, dtype=None, out=None): return _cumulate("cumprod", self, axis)
    def argsort(self, axis=-1, kind=None, order=None): return _order(self, True)
    def repeat(self, repeats, axis=None): return repeat(self, repeats, axis)
    def clip(self, min=None, max=None, out=None): return clip(self, min, max)
    def round(self, decimals=0, out=None): return round(self, decimals)
    def setflags(self, *args, **keywords): return None
    def __getattr__(self, name): return _unmodelled(f"ndarray.{name}")
    def __neg__(self): return _unary("negative", self)
    def __pos__(self): return self
    def __abs__(self): return _unary("abs", self)
    def __matmul__(self, other): return matmul(self, other)
    def __rmatmul__(self, other): return matmul(other, self)
    def __add__(self, other): return _binary("add", self, other)
    def __radd__(self, other): return _binary("add", other, self)
    def __iadd__(self, other):
        _set(self, ..., _binary("add", self, other))
        return self
    def __sub__(self, other): return _binary("subtract", self, other)
    def __rsub__(self, other): return _binary("subtract", other, self)
    def __isub__(self, other):
        _set(self, ..., _binary("subtract", self, other))
        return self
    def __mul__(self, other): return _binary("multiply", self, other)
    def __rmul__(self, other): return _binary("multiply", other, self)
    def __imul__(self, other):
        _set(self, ..., _binary("multiply", self, other))
        return self
    def __truediv__(self, other): return _binary("divide", self, other)
    def __rtruediv__(self, other): return _binary("divide", other, self)
    def __itruediv__(self, other):
        _set(self, ..., _binary("divide", self, other))
        return self
    def __floordiv__(self, other): return _binary("floor_divide", self, other)
    def __rfloordiv__(self, other): return _binary("floor_divide", other, self)
    def __ifloordiv__(self, other):
        _set(self, ..., _binary("floor_divide", self, other))
        return self
    def __mod__(self, other): return _binary("mod", self, other)
    def __rmod__(self, other): return _binary("mod", other, self)
    def __imod__(self, other):
        _set(self, ..., _binary("mod", self, other))
        return self
    def __pow__(self, other): return _binary("power", self, other)
    def __rpow__(self, other): return _binary("power", other, self)
    def __ipow__(self, other):
        _set(self, ..., _binary("power", self, other))
        return self
    def __eq__(self, other): return _binary("equal", self, other)
    def __ne__(self, other): return _binary("not_equal", self, other)
    def __lt__(self, other): return _binary("less", self, other)
    def __le__(self, other): return _binary("less_equal", self, other)
    def __gt__(self, other): return _binary("greater", self, other)
    def __ge__(self, other): return _binary("greater_equal", self, other)

# --- functions

def sqrt(x, /, out=None, **keywords): return _unary("sqrt", x)
def exp(x, /, out=None, **keywords): return _unary("exp", x)
def exp2(x, /, out=None, **keywords): return _unary("exp2", x)
def log(x, /, out=None, **keywords): return _unary("log", x)
def log2(x, /, out=None, **keywords): return _unary("log2", x)
def log10(x, /, out=None, **keywords): return _unary("log10", x)
def log1p(x, /, out=None, **keywords): return _unary("log1p", x)
def expm1(x, /, out=None, **keywords): return _unary("expm1", x)
def sin(x, /, out=None, **keywords): return _unary("sin", x)
def cos(x, /, out=None, **keywords): return _unary("cos", x)
def tan(x, /, out=None, **keywords): return _unary("tan", x)
def sinh(x, /, out=None, **keywords): return _unary("sinh", x)
def cosh(x, /, out=None, **keywords): return _unary("cosh", x)
def tanh(x, /, out=None, **keywords): return _unary("tanh", x)
def floor(x, /, out=None, **keywords): return _unary("floor", x)
def ceil(x, /, out=None, **keywords): return _unary("ceil", x)
def trunc(x, /, out=None, **keywords): return _unary("trunc", x)
def rint(x, /, out=None, **keywords): return _unary("rint", x)
def square(x, /, out=None, **keywords): return _unary("square", x)
def sign(x, /, out=None, **keywords): return _unary("sign", x)
def negative(x, /, out=None, **keywords): return _unary("negative", x)
def abs(x, /, out=None, **keywords): return _unary("abs", x)
absolute = fabs = abs
def add(x1, x2, /, out=None, **keywords): return _binary("add", x1, x2)
def subtract(x1, x2, /, out=None, **keywords): return _binary("subtract", x1, x2)
def multiply(x1, x2, /, out=None, **keywords): return _binary("multiply", x1, x2)
def divide(x1, x2, /, out=None, **keywords): return _binary("divide", x1, x2)
def true_divide(x1, x2, /, out=None, **keywords): return _binary("true_divide", x1, x2)
def floor_divide(x1, x2, /, out=None, **keywords): return _binary("floor_divide", x1, x2)
def mod(x1, x2, /, out=None, **keywords): return _binary("mod", x1, x2)
def remainder(x1, x2, /, out=None, **keywords): return _binary("remainder", x1, x2)
def power(x1, x2, /, out=None, **keywords): return _binary("power", x1, x2)
def equal(x1, x2, /, out=None, **keywords): return _binary("equal", x1, x2)
def not_equal(x1, x2, /, out=None, **keywords): return _binary("not_equal", x1, x2)
def less(x1, x2, /, out=None, **keywords): return _binary("less", x1, x2)
def less_equal(x1, x2, /, out=None, **keywords): return _binary("less_equal", x1, x2)
def greater(x1, x2, /, out=None, **keywords): return _binary("greater", x1, x2)
def greater_equal(x1, x2, /, out=None, **keywords): return _binary("greater_equal", x1, x2)
def sum(a, axis=None, dtype=None, out=None, keepdims=False, **keywords): return _reduce("sum", a, axis, keepdims)
def prod(a, axis=None, dtype=None, out=None, keepdims=False, **keywords): return _reduce("prod", a, axis, keepdims)
def mean(a, axis=None, dtype=None, out=None, keepdims=False, **keywords): return _reduce("mean", a, axis, keepdims)
def max(a, axis=None, dtype=None, out=None, keepdims=False, **keywords): return _reduce("max", a, axis, keepdims)
def min(a, axis=None, dtype=None, out=None, keepdims=False, **keywords): return _reduce("min", a, axis, keepdims)
def any(a, axis=None, dtype=None, out=None, keepdims=False, **keywords): return _reduce("any", a, axis, keepdims)
def all(a, axis=None, dtype=None, out=None, keepdims=False, **keywords): return _reduce("all", a, axis, keepdims)
amax = max
amin = min
def argmax(a, axis=None, out=None, *, keepdims=False): return _reduce("argmax", a, axis, keepdims)
def argmin(a, axis=None, out=None, *, keepdims=False): return _reduce("argmin", a, axis, keepdims)
def cumsum(a, axis=None, dtype=None, out=None): return _cumulate("cumsum", a, axis)
def cumprod(a, axis=None, dtype=None, out=None): return _cumulate("cumprod", a, axis)

def maximum(x1, x2, /, **keywords): return _extreme("maximum", x1, x2)
def minimum(x1, x2, /, **keywords): return _extreme("minimum", x1, x2)
def clip(a, a_min=None, a_max=None, out=None, **keywords):
    if a_min is not None:
        a = _extreme("maximum", a, a_min)
    return a if a_max is None else _extreme("minimum", a, a_max)
def where(condition, x=None, y=None): return _unmodelled("numpy.where of one argument") if x is None else _where(condition, x, y)
def round(a, decimals=0, out=None): return _unary("rint", a) if decimals == 0 else _unmodelled("numpy.round")
around = round_ = round

def array(object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0, like=None): return _array(object, dtype)
def asarray(a, dtype=None, order=None, **keywords):
    return a if isinstance(a, ndarray) and dtype is None else _array(a, dtype)
asanyarray = ascontiguousarray = asarray
def copy(a, order="K", subok=False): return _array(a, None)
def arange(start, stop=None, step=1, dtype=None, **keywords): return _arange(start, stop, step, dtype)
def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0): return _linspace(start, stop, num, endpoint, retstep, dtype)
def zeros(shape, dtype=None, order="C", **keywords): return _full(shape, 0.0, dtype)
def ones(shape, dtype=None, order="C", **keywords): return _full(shape, 1.0, dtype)
def empty(shape, dtype=None, order="C", **keywords): return _some(shape, dtype)
def full(shape, fill_value, dtype=None, order="C", **keywords): return _full(shape, fill_value, dtype)
def zeros_like(a, dtype=None, **keywords): return _full(shape(a), 0, _type(a) if dtype is None else dtype)
def ones_like(a, dtype=None, **keywords): return _full(shape(a), 1, _type(a) if dtype is None else dtype)
def full_like(a, fill_value, dtype=None, **keywords): return _full(shape(a), fill_value, _type(a) if dtype is None else dtype)
def empty_like(prototype, dtype=None, **keywords): return _some(shape(prototype), _type(prototype) if dtype is None else dtype)
def eye(N, M=None, k=0, dtype=None, **keywords): return _eye(N, M, dtype) if k == 0 else _unmodelled("numpy.eye off the diagonal")
def identity(n, dtype=None, **keywords): return _eye(n, None, dtype)

def shape(a): return _shape(a)
def size(a, axis=None): return _size(a) if axis is None else _shape(a)[axis]
def ndim(a): return len(_shape(a))
def reshape(a, shape, order="C"): return _reshape(a, shape) if order == "C" else _unmodelled("numpy.reshape in another order")
def ravel(a, order="C"): return _reshape(a, -1)
def transpose(a, axes=None): return _transpose(a, None if axes is None else (axes,))
def swapaxes(a, axis1, axis2): return _swap(a, axis1, axis2)
def moveaxis(a, source, destination):
    rank = len(_shape(a))
    rest = [axis for axis in range(rank) if axis != source % rank]
    rest.insert(destination % rank, source % rank)
    return _transpose(a, (tuple(rest),))
def expand_dims(a, axis): return _expand(a, axis)
def squeeze(a, axis=None): return _squeeze(a, axis)
def broadcast_to(array, shape, subok=False): return _broadcast(array, shape)
def concatenate(arrays, axis=0, out=None, **keywords): return _concatenate(arrays, axis)
def stack(arrays, axis=0, out=None, **keywords): return _stack(arrays, axis)
def vstack(tup, **keywords): return _concatenate([_reshape(a, (1, -1)) if len(_shape(a)) < 2 else a for a in tup], 0)
def hstack(tup, **keywords):
    rows = [_reshape(a, -1) if len(_shape(a)) < 1 else a for a in tup]
    return _concatenate(rows, 0 if len(_shape(rows[0])) == 1 else 1)
def append(arr, values, axis=None): return _concatenate([arr, values], axis)
def atleast_1d(a): return _reshape(a, -1) if len(_shape(a)) < 1 else asarray(a)
def flip(m, axis=None):
    axes = range(len(_shape(m))) if axis is None else (axis,)
    for each in axes:
        index = [slice(None)] * len(_shape(m))
        index[each] = slice(None, None, -1)
        m = _get(asarray(m), tuple(index))
    return m
def tile(A, reps):
    reps = tuple(reps) if isinstance(reps, (tuple, list)) else (reps,)
    made = asarray(A)
    rank = len(reps) if len(reps) > len(_shape(made)) else len(_shape(made))
    made = _reshape(made, (1,) * (rank - len(_shape(made))) + _shape(made))
    for axis, times in enumerate((1,) * (rank - len(reps)) + reps):
        made = _concatenate([made] * times, axis)
    return made
def repeat(a, repeats, axis=None):
    if not isinstance(repeats, int):
        return _unmodelled("numpy.repeat with several numbers")
    if axis is None:
        a, axis = _reshape(a, -1), 0
    rank = len(_shape(a))
    wide = _expand(asarray(a), axis % rank + 1)
    joined = _concatenate([wide] * repeats, axis % rank + 1)
    sizes = list(_shape(a))
    sizes[axis % rank] = sizes[axis % rank] * repeats
    return _reshape(joined, tuple(sizes))
def split(ary, indices_or_sections, axis=0):
    length = _shape(ary)[axis]
    if isinstance(indices_or_sections, int):
        if length % indices_or_sections:
            raise ValueError("array split does not result in an equal division")
        part = length // indices_or_sections
        bounds = [part * i for i in range(indices_or_sections + 1)]
    else:
        bounds = [0, *indices_or_sections, length]
    index = [slice(None)] * (axis % len(_shape(ary)))
    return [_get(asarray(ary), (*index, slice(a, b))) for a, b in zip(bounds, bounds[1:])]
def array_split(ary, indices_or_sections, axis=0):
    if not isinstance(indices_or_sections, int):
        return split(ary, indices_or_sections, axis)
    length = _shape(ary)[axis]
    part, extra = divmod(length, indices_or_sections)
    sizes = [part + 1] * extra + [part] * (indices_or_sections - extra)
    bounds = []
    for each in sizes[:-1]:
        bounds.append(each + (bounds[-1] if bounds else 0))
    return split(ary, bounds, axis)
def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    rank = len(xi)
    if sparse:
        return _unmodelled("a sparse numpy.meshgrid")
    order = (1, 0, *range(2, rank)) if indexing == "xy" and rank > 1 else tuple(range(rank))
    lengths = [_size(x) for x in xi]
    sizes = tuple([lengths[axis] for axis in order])
    found = []
    for i, x in enumerate(xi):
        own = [1] * rank
        own[order.index(i)] = lengths[i]
        found.append(_broadcast(_reshape(x, tuple(own)), sizes))
    return found
def outer(a, b, out=None): return _binary("multiply", _reshape(a, (-1, 1)), _reshape(b, (1, -1)))
def dot(a, b, out=None):
    if len(_shape(a)) == 0 or len(_shape(b)) == 0:
        return _binary("multiply", a, b)
    return matmul(a, b)
def matmul(x1, x2, /, **keywords):
    a, b = _shape(x1), _shape(x2)
    if len(a) > 2 or len(b) > 2 or not a or not b:
        return _unmodelled("numpy.matmul of many axes")
    if a[-1] != b[0]:
        raise ValueError("matmul: Input operand 1 has a mismatch in its core dimension 0")
    return _some(a[:-1] + b[1:], "float64")
def sort(a, axis=-1, **keywords): return _order(a, False)
def argsort(a, axis=-1, **keywords): return _order(a, True)
def array_equal(a1, a2, equal_nan=False): return _shape(a1) == _shape(a2) and (asarray(a1) == asarray(a2)).all()
def isscalar(element): return isinstance(element, (int, float, complex, str, bytes))
def issubdtype(arg1, arg2):
    return issubclass(arg1, arg2) if isinstance(arg1, type) and isinstance(arg2, type) else _unmodelled("numpy.issubdtype")
def isnan(x, /, **keywords): return asarray(x) != asarray(x)
def deg2rad(x): return _binary("multiply", x, pi / 180)
radians = deg2rad
def set_printoptions(**keywords): return None
def seterr(**keywords): return {}

from numpy import random

def __getattr__(name):
    return _unmodelled(f"numpy.{name}")
