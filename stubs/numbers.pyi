"""The tower of numbers, as far as isinstance asks for it."""

class _Kind(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, cls.members)

class Number(metaclass=_Kind):
    members = (int, float, complex)
class Complex(metaclass=_Kind):
    members = (int, float, complex)
class Real(metaclass=_Kind):
    members = (int, float)
class Rational(metaclass=_Kind):
    members = (int,)
class Integral(metaclass=_Kind):
    members = (int,)
