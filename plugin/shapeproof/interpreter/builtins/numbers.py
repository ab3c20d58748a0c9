"""int, float, complex and bool: their methods, their constructors, and arithmetic functions on sizes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from shapeproof.dims import Dim, FloatExpression, Size, less_equal, maximum, real, to_integer
from shapeproof.interpreter import special
from shapeproof.interpreter.builtins.equality import decided, truth_condition
from shapeproof.interpreter.builtins.formatting import repr_of
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    call_special,
    check_count,
    compute,
    is_certain,
    is_instance_of,
    lookup,
    plain,
    reject_keywords,
    type_name,
)
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

LARGEST_BITS = 100_000  # of an integer that is still computed


def index(machine: Interpreter, value: Value) -> Size:
    """What ``operator.index`` gives: a size; raises TypeError in the program for what is certainly no integer."""
    given, value = value, plain(machine, value)
    kind = type(value)
    if kind is int or kind is Dim:
        return value  # type: ignore[no-any-return]
    if kind is bool:
        return int(value)
    if kind is Truth:
        return int(machine.truth(value))
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if kind is FloatExpression:
        raise Gap("a symbolic float where an integer is needed")
    found = call_special(machine, given, "__index__") if isinstance(given, Object) else MISSING
    if found is MISSING:
        machine.throw("TypeError", f"'{type_name(machine, given)}' object cannot be interpreted as an integer")
    if is_certain(machine, found) and not isinstance(plain(machine, found), int | Dim):
        machine.throw("TypeError", f"__index__ returned non-int (type {type_name(machine, found)})")
    return _size(plain(machine, found))


def known_index(machine: Interpreter, value: Value) -> int:
    """As `index`, of a plain number; a Gap for a symbolic one."""
    found = index(machine, value)
    if isinstance(found, int):
        return found
    found = machine.judge.facts.simplify(found)
    if isinstance(found, int):
        return found
    raise Gap("a position that depends on sizes")


def _size(value: Value) -> Size:
    if type(value) is int or isinstance(value, Dim):
        return value
    if type(value) is bool:
        return int(value)
    raise Gap("an integer that is not known")


def place(machine: Interpreter, value: Value) -> int:
    """As `known_index`, of a number that CPython keeps in a machine word."""
    found = known_index(machine, value)
    if not -sys.maxsize - 1 <= found <= sys.maxsize:
        machine.throw("OverflowError", "Python int too large to convert to C ssize_t")
    return found


def check_bits(*numbers: Value) -> None:
    if any(type(number) is int and number.bit_length() > LARGEST_BITS for number in numbers):
        raise Gap("budget: an integer is too large to follow")


# --- constructors ---------------------------------------------------------------------------------------------------


def make_int(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if len(arguments) + len(keywords) > 2:
        named = "keyword " if not arguments else ""
        what = f"int() takes at most 2 {named}arguments ({len(arguments) + len(keywords)} given)"
        machine.throw("TypeError", what)
    if keywords.keys() - {"base"}:
        unexpected = next(name for name in keywords if name != "base")
        machine.throw("TypeError", f"'{unexpected}' is an invalid keyword argument for int()")
    if not arguments:
        return _made(machine, cls, 0)
    if len(arguments) == 2 or keywords:
        base = arguments[1] if len(arguments) == 2 else keywords["base"]
        return _made(machine, cls, compute(machine, int, plain(machine, arguments[0]), index(machine, base)))
    return _made(machine, cls, to_int(machine, arguments[0]))


def to_int(machine: Interpreter, value: Value) -> Value:
    """``int(value)``."""
    given = value
    for name in _asked_first(machine, value, ("__int__", "__index__", "__trunc__")):
        own = _own_conversion(machine, value, name)
        if own is not MISSING:
            return _checked_int(machine, own, name)
    value = plain(machine, value)
    kind = type(value)
    if kind is int or kind is Dim:
        return value
    if kind is Truth:
        return int(machine.truth(value))
    if kind is FloatExpression:
        return to_integer(value, "int")
    if isinstance(value, Object) and not isinstance(value, Class):
        for name in ("__int__", "__index__", "__trunc__"):
            found = call_special(machine, value, name)
            if found is not MISSING:
                return _checked_int(machine, found, name)
        if is_instance_of(machine, value, "bytearray"):
            return compute(machine, int, given)
        kind_name = type_name(machine, value)
        machine.throw(
            "TypeError",
            f"int() argument must be a string, a bytes-like object or a real number, not '{kind_name}'",
        )
    return _read(machine, int, given, "invalid literal for int() with base 10: ")


def _read(machine: Interpreter, kind: type, given: Value, refusal: str) -> Value:
    """``int(text)`` or ``float(text)``; what cannot be read is shown as it shows itself."""
    inner = plain(machine, given)
    if inner is not given and type(inner) is str:
        try:
            return kind(inner)
        except ValueError:
            machine.throw("ValueError", refusal + repr_of(machine, given))
    return compute(machine, kind, given)


def _asked_first(machine: Interpreter, value: Value, names: tuple[str, ...]) -> tuple[str, ...]:
    """The methods that convert an instance of a subclass, rather than what it holds: a number has the first itself."""
    return names[:1] if isinstance(plain(machine, value), int | float | Dim | FloatExpression) else names


def _converted(machine: Interpreter, value: Value, found: Value, name: str) -> Value:
    """The float of what ``__float__`` or ``__index__`` gave."""
    if name == "__float__":
        return _checked_float(machine, value, found)
    return to_float(machine, _checked_int(machine, found, name))


def _own_conversion(machine: Interpreter, value: Value, name: str) -> Value:
    """What an instance of a subclass of a number or str says of itself; MISSING where it says nothing."""
    if type(value) is not Object or plain(machine, value) is value:
        return MISSING
    found = lookup(machine, value, name)
    return special.call(machine, found, value) if special.is_written(found) else MISSING


def _checked_int(machine: Interpreter, found: Value, name: str) -> Value:
    """What ``__int__`` or ``__index__`` gave, which must be an int."""
    inner = plain(machine, found)
    if name == "__trunc__":
        if isinstance(inner, Object) and lookup(machine, inner, "__index__") is not MISSING:
            return index(machine, inner)
        if is_certain(machine, inner) and not isinstance(inner, int | Dim | Truth):
            machine.throw("TypeError", f"__trunc__ returned non-Integral (type {type_name(machine, found)})")
    elif is_certain(machine, inner) and not isinstance(inner, int | Dim | Truth):
        machine.throw("TypeError", f"{name} returned non-int (type {type_name(machine, found)})")
    return int(inner) if type(inner) is bool else inner


def make_float(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    reject_keywords(machine, "float", keywords)
    check_count(machine, "float", arguments, 0, 1)
    return _made(machine, cls, to_float(machine, arguments[0]) if arguments else 0.0)


def to_float(machine: Interpreter, value: Value) -> Value:
    """``float(value)``."""
    given = value
    for name in _asked_first(machine, value, ("__float__", "__index__")):
        own = _own_conversion(machine, value, name)
        if own is not MISSING:
            return _converted(machine, value, own, name)
    value = plain(machine, value)
    kind = type(value)
    if kind is float or kind is FloatExpression:
        return value
    if kind is Dim:
        return real("float", value)
    if kind is Truth:
        return float(machine.truth(value))
    if isinstance(value, Object) and not isinstance(value, Class):
        for name in ("__float__", "__index__"):
            found = call_special(machine, value, name)
            if found is not MISSING:
                return _converted(machine, value, found, name)
        if is_instance_of(machine, value, "bytearray"):
            return compute(machine, float, given)
        machine.throw(
            "TypeError", f"float() argument must be a string or a real number, not '{type_name(machine, value)}'"
        )
    return _read(machine, float, given, "could not convert string to float: ")


def _checked_float(machine: Interpreter, value: Value, found: Value) -> Value:
    inner = plain(machine, found)
    if is_certain(machine, inner) and not isinstance(inner, float | FloatExpression):
        what = f"__float__ returned non-float (type {type_name(machine, found)})"
        machine.throw("TypeError", f"{type_name(machine, value)}.{what}")
    return inner


def make_complex(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    arguments = tuple(_as_number(machine, argument) for argument in arguments)
    return _made(machine, cls, compute(machine, complex, *(plain(machine, a) for a in arguments), **keywords))


def _as_number(machine: Interpreter, value: Value) -> Value:
    """What an object says of itself by ``__complex__``, ``__float__`` or ``__index__``."""
    if isinstance(value, Object) and not isinstance(value, Class):
        inner = plain(machine, value)
        names = ("__complex__",) if isinstance(inner, complex) else ("__complex__", "__float__", "__index__")
        for name in () if isinstance(inner, str) else names:
            found = lookup(machine, value, name)
            if not special.is_written(found):
                continue
            if name != "__complex__":
                return to_float(machine, value)
            said = plain(machine, special.call(machine, found, value))
            if type(said) is not complex and is_certain(machine, said):
                kind = machine.class_of(said).name
                machine.throw("TypeError", f"__complex__ returned non-complex (type {kind})")
            return said
    return value


def make_bool(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    reject_keywords(machine, "bool", keywords)
    check_count(machine, "bool", arguments, 0, 1)
    if not arguments:
        return False
    condition = truth_condition(machine, arguments[0])
    if isinstance(condition, Unknown):
        raise Gap(condition.reason)
    return condition if isinstance(condition, bool) else Truth(condition)


def _made(machine: Interpreter, cls: Class, value: Value) -> Value:
    return value if cls.builtin else machine.new(cls, {}, value)


# --- functions ------------------------------------------------------------------------------------------------------


def absolute(machine: Interpreter, value: Value) -> Value:
    """``abs(value)``."""
    given = value
    own = _own_conversion(machine, value, "__abs__")
    if own is not MISSING:
        return own
    value = plain(machine, value)
    if isinstance(value, Dim):
        if decided(machine, less_equal(0, value)):
            return value
        if decided(machine, less_equal(value, 0)):
            return -value
        return maximum(value, -value)
    if isinstance(value, FloatExpression):
        return real("abs", value)
    if isinstance(value, Truth):
        return int(machine.truth(value))
    if isinstance(value, Object):
        found = call_special(machine, value, "__abs__")
        if found is not MISSING:
            return found
        machine.throw("TypeError", f"bad operand type for abs(): '{type_name(machine, value)}'")
    return compute(machine, abs, given)


def rounded(machine: Interpreter, value: Value, digits: Value = None) -> Value:
    """``round(value, digits)``."""
    given = value
    if type(value) is Object and plain(machine, value) is not value:
        found = lookup(machine, value, "__round__")
        if special.is_written(found):
            return special.call(machine, found, value, *(() if digits is None else (digits,)))
    value = plain(machine, value)
    if isinstance(value, Truth):
        value = int(machine.truth(value))
    if isinstance(value, Object):
        found = call_special(machine, value, "__round__", *(() if digits is None else (digits,)))
        if found is not MISSING:
            return found
        machine.throw("TypeError", f"type {type_name(machine, value)} doesn't define __round__ method")
    if isinstance(value, Dim):
        if digits is None or (isinstance(digits, int) and digits >= 0):
            return value
        raise Gap("a symbolic size rounded to tens")
    if isinstance(value, FloatExpression):
        if digits is None:
            return to_integer(value, "round")
        raise Gap("a symbolic float rounded to digits")
    if type(digits) is int and abs(digits) > 10_000:
        raise Gap("budget: a number rounded to too many digits")
    return compute(machine, round, given, *(() if digits is None else (digits,)))


def raised_to(machine: Interpreter, base: Value, exponent: Value, modulus: Value = None) -> Value:
    """``pow(base, exponent, modulus)``."""
    if modulus is None and (isinstance(base, Object) or isinstance(exponent, Object)):
        return machine.binary("**", base, exponent)
    given = base, exponent, modulus
    base, exponent, modulus = (plain(machine, value) for value in given)
    if isinstance(base, Object) and modulus is not None:
        found = call_special(machine, base, "__pow__", exponent, modulus)
        if found is not MISSING:
            return found
    if modulus is None:
        if type(base) is int and type(exponent) is int and exponent > 0:
            if base.bit_length() * exponent > LARGEST_BITS and abs(base) > 1:
                raise Gap("budget: an integer is too large to follow")
            return base**exponent
        return machine.binary("**", base, exponent)
    check_bits(base, exponent, modulus)
    return compute(machine, pow, *given)


METHODS: dict[str, dict[str, Method]] = {}
CONSTRUCTORS = {"int": make_int, "float": make_float, "complex": make_complex, "bool": make_bool}
