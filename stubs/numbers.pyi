"""The tower of numbers; what belongs where is known of Python's own numbers, and by inheritance and registration."""

__complete__ = True

from abc import ABCMeta

class _Tower(ABCMeta):
    @native("numbers.is_instance")
    def __instancecheck__(cls, instance): ...

class Number(metaclass=_Tower):
    _numbers = (int, float, complex)
class Complex(Number):
    _numbers = (int, float, complex)
class Real(Complex):
    _numbers = (int, float)
class Rational(Real):
    _numbers = (int,)
class Integral(Rational):
    _numbers = (int,)
