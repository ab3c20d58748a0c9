"""math over values: CPython's own results on known numbers, expressions on sizes, else a gap."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, FloatExpression, floordiv, real, to_integer
from shapeproof.interpreter import classes, special
from shapeproof.interpreter.builtins.numbers import index, to_float
from shapeproof.interpreter.builtins.plain import compute, host, is_certain, is_symbolic, lookup, plain
from shapeproof.interpreter.builtins.rows import as_repeated
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Object, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

LARGEST = 5_000  # of what a factorial is taken
Symbolic = Callable[["Interpreter", Value], Value]


def _number(machine: Interpreter, value: Value) -> Value:
    """A number, symbolic or not, as math takes it: what an object's ``__float__`` or ``__index__`` gives."""
    if isinstance(value, Object):
        if special.is_written(lookup(machine, value, "__float__")):
            return to_float(machine, value)
        has_float = isinstance(plain(machine, value), int | float | Dim | FloatExpression)
        if special.is_written(lookup(machine, value, "__index__")) and not has_float:
            return index(machine, value)
    given, value = value, plain(machine, value)
    if isinstance(value, str | bytes):
        return given  # for the words of its refusal
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if isinstance(value, Truth):
        return int(machine.truth(value))
    if isinstance(value, Object):
        for name in ("__float__", "__index__"):
            method = classes.lookup(machine, machine.class_of(value), name)
            if method is not MISSING and not isinstance(method, Unknown):
                return _number(machine, special.call(machine, method, value))
        if is_certain(machine, value):
            machine.throw("TypeError", f"must be real number, not {machine.class_of(value).name}")
        raise Gap(f"math of a {machine.class_of(value).name}")
    return value


def _function(name: str, symbolic: Symbolic | None = None) -> Callable[..., Value]:
    function: Callable[..., Any] = getattr(math, name)

    def call(machine: Interpreter, *arguments: Value) -> Value:
        numbers = [_number(machine, argument) for argument in arguments]
        if any(map(is_symbolic, numbers)):
            if symbolic is None or len(numbers) != 1:
                raise Gap(f"math.{name} of a size that is not known")
            return symbolic(machine, numbers[0])
        return compute(machine, function, *numbers)

    return call


def _real(name: str) -> Callable[..., Value]:
    return _function(name, lambda machine, value: real(name, value))


def _rounding(name: str, conversion: str, method: str) -> Callable[..., Value]:
    function = _function(name, lambda machine, value: _rounded(value, conversion))

    def call(machine: Interpreter, value: Value) -> Value:
        if isinstance(value, Object):
            own = classes.lookup(machine, machine.class_of(value), method)
            if own is not MISSING and not isinstance(own, Unknown):
                return special.call(machine, own, value)
            if name == "trunc" and is_certain(machine, value):
                machine.throw("TypeError", f"type {value.cls.name} doesn't define __trunc__ method")
        return function(machine, value)

    return call


def _rounded(value: Value, conversion: str) -> Value:
    """A size or float expression as an integer. Of a quotient of sizes below 2**53 IEEE's result is the exact one."""
    if isinstance(value, Dim):
        return value
    if value.op == "/" and conversion in ("floor", "ceil"):
        above, below = value.arguments
        if isinstance(above, Dim) and isinstance(below, int) and 0 < below < 2**31:
            return floordiv(above, below) if conversion == "floor" else -floordiv(-above, below)
    return to_integer(value, conversion)


ceil = _rounding("ceil", "ceil", "__ceil__")
floor = _rounding("floor", "floor", "__floor__")
trunc = _rounding("trunc", "int", "__trunc__")
sqrt, exp, sin, cos = map(_real, ("sqrt", "exp", "sin", "cos"))
log2, log10 = map(_real, ("log2", "log10"))
fabs = _function("fabs", lambda machine, value: real("abs", real("float", value)))
acos, acosh, asin, asinh, atan, atanh = map(_function, ("acos", "acosh", "asin", "asinh", "atan", "atanh"))
cbrt, cosh, degrees, erf, erfc, exp2, expm1 = map(
    _function, ("cbrt", "cosh", "degrees", "erf", "erfc", "exp2", "expm1")
)
gamma, lgamma, log1p, radians, sinh, tan, tanh, ulp = map(
    _function, ("gamma", "lgamma", "log1p", "radians", "sinh", "tan", "tanh", "ulp")
)
frexp, modf = map(_function, ("frexp", "modf"))
atan2, copysign, fmod, ldexp, nextafter, remainder = map(
    _function, ("atan2", "copysign", "fmod", "ldexp", "nextafter", "remainder")
)
isfinite = _function("isfinite", lambda machine, value: True if isinstance(value, Dim) else _undecided("isfinite"))
isinf = _function("isinf", lambda machine, value: False if isinstance(value, Dim) else _undecided("isinf"))
isnan = _function("isnan", lambda machine, value: False if isinstance(value, Dim) else _undecided("isnan"))


def _undecided(name: str) -> Value:
    raise Gap(f"math.{name} of a number that is not known")


def log(machine: Interpreter, value: Value, base: Value) -> Value:
    number = _number(machine, value)
    if base is None:
        return real("log", number) if is_symbolic(number) else compute(machine, math.log, number)
    below = _number(machine, base)
    if is_symbolic(number) or is_symbolic(below):
        return real("/", real("log", number), real("log", below))
    return compute(machine, math.log, number, below)


def pow(machine: Interpreter, base: Value, exponent: Value) -> Value:
    numbers = [_number(machine, base), _number(machine, exponent)]
    if any(map(is_symbolic, numbers)):
        return real("**", *(real("float", number) for number in numbers))
    return compute(machine, math.pow, *numbers)


def isqrt(machine: Interpreter, n: Value) -> Value:
    return compute(machine, math.isqrt, _integer(machine, n))


def factorial(machine: Interpreter, value: Value) -> Value:
    return compute(machine, math.factorial, _small(machine, value))


def comb(machine: Interpreter, n: Value, k: Value) -> Value:
    number, chosen = index(machine, n), index(machine, k)
    if isinstance(number, Dim) and chosen in (0, 1, 2):
        return floordiv(number * (number - 1), 2) if chosen == 2 else number if chosen else 1
    return compute(machine, math.comb, _small(machine, number), _small(machine, chosen))


def perm(machine: Interpreter, n: Value, k: Value) -> Value:
    return compute(machine, math.perm, _small(machine, n), None if k is None else _small(machine, k))


def _integer(machine: Interpreter, value: Value) -> int:
    number = index(machine, value)
    if not isinstance(number, int):
        raise Gap("math of a size that is not known")
    return number


def _small(machine: Interpreter, value: Value) -> Value:
    number = _integer(machine, value)
    if number > LARGEST:
        raise Gap("budget: a factorial is too large to compute")
    return number


def gcd(machine: Interpreter, integers: Value) -> Value:
    return _divisors(machine, "gcd", integers)


def lcm(machine: Interpreter, integers: Value) -> Value:
    return _divisors(machine, "lcm", integers)


def _divisors(machine: Interpreter, name: str, integers: Value) -> Value:
    return compute(machine, getattr(math, name), *(_integer(machine, integer) for integer in integers))


def hypot(machine: Interpreter, coordinates: Value) -> Value:
    return _function("hypot")(machine, *coordinates)


def dist(machine: Interpreter, p: Value, q: Value) -> Value:
    return compute(machine, math.dist, tuple(machine.iterate(p)), tuple(machine.iterate(q)))


def fsum(machine: Interpreter, iterable: Value) -> Value:
    return compute(machine, math.fsum, tuple(machine.iterate(iterable)))


def prod(machine: Interpreter, iterable: Value, start: Value) -> Value:
    total = start
    for item in machine.iterate(iterable):
        if as_repeated(item):
            raise Gap("math.prod of a row of symbolic length")
        machine.step()
        total = machine.binary("*", total, item)
    return total


def isclose(machine: Interpreter, a: Value, b: Value, rel_tol: Value, abs_tol: Value) -> Value:
    numbers = [host(machine, _number(machine, value)) for value in (a, b, rel_tol, abs_tol)]
    return compute(machine, lambda x, y, r, t: math.isclose(x, y, rel_tol=r, abs_tol=t), *numbers)
