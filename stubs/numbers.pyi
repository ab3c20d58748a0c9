"""The tower of numbers; what belongs where is known of Python's own numbers, and by inheritance and registration."""

__complete__ = True

from abc import ABCMeta, abstractmethod

class _Tower(ABCMeta):
    @native("numbers.is_instance")
    def __instancecheck__(cls, instance): ...

class Number(metaclass=_Tower):
    __slots__ = ()
    __hash__ = None
    _numbers = (int, float, complex)

class Complex(Number):
    __slots__ = ()
    _numbers = (int, float, complex)
    @abstractmethod
    def __complex__(self): raise NotImplementedError
    @abstractmethod
    def __neg__(self): raise NotImplementedError
    @abstractmethod
    def __pos__(self): raise NotImplementedError
    @abstractmethod
    def __abs__(self): raise NotImplementedError
    @abstractmethod
    def __add__(self, other): raise NotImplementedError
    @abstractmethod
    def __radd__(self, other): raise NotImplementedError
    @abstractmethod
    def __mul__(self, other): raise NotImplementedError
    @abstractmethod
    def __rmul__(self, other): raise NotImplementedError
    @abstractmethod
    def __truediv__(self, other): raise NotImplementedError
    @abstractmethod
    def __rtruediv__(self, other): raise NotImplementedError
    @abstractmethod
    def __pow__(self, other): raise NotImplementedError
    @abstractmethod
    def __rpow__(self, other): raise NotImplementedError
    @abstractmethod
    def __eq__(self, other): raise NotImplementedError
    @property
    @abstractmethod
    def real(self): raise NotImplementedError
    @property
    @abstractmethod
    def imag(self): raise NotImplementedError
    @abstractmethod
    def conjugate(self): raise NotImplementedError
    def __bool__(self): return self != 0
    def __sub__(self, other): return self + -other
    def __rsub__(self, other): return -self + other

class Real(Complex):
    __slots__ = ()
    _numbers = (int, float)
    @abstractmethod
    def __float__(self): raise NotImplementedError
    @abstractmethod
    def __trunc__(self): raise NotImplementedError
    @abstractmethod
    def __floor__(self): raise NotImplementedError
    @abstractmethod
    def __ceil__(self): raise NotImplementedError
    @abstractmethod
    def __round__(self, ndigits=None): raise NotImplementedError
    @abstractmethod
    def __floordiv__(self, other): raise NotImplementedError
    @abstractmethod
    def __rfloordiv__(self, other): raise NotImplementedError
    @abstractmethod
    def __mod__(self, other): raise NotImplementedError
    @abstractmethod
    def __rmod__(self, other): raise NotImplementedError
    @abstractmethod
    def __lt__(self, other): raise NotImplementedError
    @abstractmethod
    def __le__(self, other): raise NotImplementedError
    def __divmod__(self, other): return (self // other, self % other)
    def __rdivmod__(self, other): return (other // self, other % self)
    def __complex__(self): return complex(float(self))
    @property
    def real(self): return +self
    @property
    def imag(self): return 0
    def conjugate(self): return +self

class Rational(Real):
    __slots__ = ()
    _numbers = (int,)
    @property
    @abstractmethod
    def numerator(self): raise NotImplementedError
    @property
    @abstractmethod
    def denominator(self): raise NotImplementedError
    def __float__(self): return int(self.numerator) / int(self.denominator)

class Integral(Rational):
    __slots__ = ()
    _numbers = (int,)
    @abstractmethod
    def __int__(self): raise NotImplementedError
    @abstractmethod
    def __invert__(self): raise NotImplementedError
    @abstractmethod
    def __pow__(self, exponent, modulus=None): raise NotImplementedError
    @abstractmethod
    def __lshift__(self, other): raise NotImplementedError
    @abstractmethod
    def __rlshift__(self, other): raise NotImplementedError
    @abstractmethod
    def __rshift__(self, other): raise NotImplementedError
    @abstractmethod
    def __rrshift__(self, other): raise NotImplementedError
    @abstractmethod
    def __and__(self, other): raise NotImplementedError
    @abstractmethod
    def __rand__(self, other): raise NotImplementedError
    @abstractmethod
    def __xor__(self, other): raise NotImplementedError
    @abstractmethod
    def __rxor__(self, other): raise NotImplementedError
    @abstractmethod
    def __or__(self, other): raise NotImplementedError
    @abstractmethod
    def __ror__(self, other): raise NotImplementedError
    def __index__(self): return int(self)
    def __float__(self): return float(int(self))
    @property
    def numerator(self): return +self
    @property
    def denominator(self): return 1
