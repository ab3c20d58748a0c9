"""The other functions that Python has without an import."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from shapeproof.dims import (
    Condition,
    Dim,
    FloatExpression,
    Kind,
    conjunction,
    disjunction,
    less_equal,
    symbol,
)
from shapeproof.interpreter import namespaces
from shapeproof.interpreter.arguments import open_name
from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.equality import decided, truth_condition
from shapeproof.interpreter.builtins.extremes import extreme
from shapeproof.interpreter.builtins.iterators import iterate_function, next_function
from shapeproof.interpreter.builtins.numbers import absolute, index, raised_to, rounded
from shapeproof.interpreter.builtins.ordering import ordered
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    call_special,
    check_count,
    check_one,
    compute,
    is_certain,
    is_instance_of,
    is_symbolic,
    known,
    lookup,
    plain,
    raise_builtin,
    reject_keywords,
    type_name,
)
from shapeproof.interpreter.builtins.ranges import length_of_range
from shapeproof.interpreter.builtins.rows import as_repeated, check_iterable, iterated, length_of_row, listed, row
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import walk
from shapeproof.interpreter.registries import check_complete
from shapeproof.shapes import Gap
from shapeproof.values import Function, Object, Range, ShapeValue, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

BuiltinFunction = Callable[["Interpreter", Arguments, Keywords], Value]


def length(machine: Interpreter, value: Value) -> Value:
    """``len(value)``."""
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    kind = type(value)
    if kind in (str, bytes):
        return len(value)
    if kind is tuple:
        return length_of_row(value)
    if kind is Range:
        return length_of_range(machine, value)
    if kind is ShapeValue:
        raise Gap("the length of a shape of unknown rank")
    if isinstance(value, Object):
        check_complete(machine, value)
    found = call_special(machine, value, "__len__") if isinstance(value, Object) else MISSING
    if found is MISSING:
        argument = open_name(machine, value)
        if argument is not None:
            return symbol(f"len({argument})", Kind.RIGID, lower=0)
        machine.throw("TypeError", f"object of type '{type_name(machine, value)}' has no len()")
    if isinstance(found, Unknown) or type(found) is Dim:
        return found
    number = index(machine, found)
    if type(number) is int and number < 0:
        machine.throw("ValueError", "__len__() should return >= 0")
    if type(number) is int and number > sys.maxsize:
        machine.throw("OverflowError", "cannot fit 'int' into an index-sized integer")
    return number


def _len(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    reject_keywords(machine, "len", keywords)
    check_one(machine, "len", arguments)
    return length(machine, arguments[0])


# --- any, all, sum --------------------------------------------------------------------------------------------------


def _quantified(absorbing: bool, name: str) -> BuiltinFunction:
    def function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        check_one(machine, name, arguments)
        conditions: list[Condition] = []
        unknown: Unknown | None = None
        check_iterable(machine, arguments[0])
        for item in walk(machine, arguments[0]):
            repeated = as_repeated(item)
            answer = truth_condition(machine, item if repeated is None else repeated.item)
            if repeated is not None and answer is not (not absorbing):
                happens = decided(machine, less_equal(1, repeated.count))
                if happens is not True or not isinstance(answer, bool):
                    raise Gap(f"{name} of a row of symbolic length")
            if answer is absorbing:
                return absorbing
            if isinstance(answer, Unknown):
                unknown = answer
            elif not isinstance(answer, bool):
                conditions.append(answer)
        if unknown is not None:
            raise Gap(unknown.reason)
        condition = disjunction(*conditions) if absorbing else conjunction(*conditions)
        return condition if isinstance(condition, bool) else Truth(condition)

    return function


def _sum(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    if not arguments or len(arguments) + len(keywords) > 2:
        compute(machine, sum, *[None] * len(arguments))
    check_iterable(machine, arguments[0])
    start = arguments[1] if len(arguments) == 2 else keywords.get("start", 0)
    inner = plain(machine, start)
    if isinstance(inner, str | bytes) or is_instance_of(machine, start, "bytearray"):
        compute(machine, sum, (), start)
    items = iterated(machine, arguments[0])
    plain_items = [plain(machine, item) for item in items]
    numbers = known(start) and all(type(item) in (int, float, bool) for item in plain_items)
    if numbers and not any(type(item) is Object and _adds_otherwise(machine, item) for item in items):
        return compute(machine, sum, tuple(plain_items), start)
    total = start
    for item in items:
        machine.step()
        repeated = as_repeated(item)
        if repeated is None:
            total = machine.binary("+", total, item)
            continue
        value = plain(machine, repeated.item)
        if type(value) in (int, bool, float, Dim, FloatExpression):
            total = machine.binary("+", total, machine.binary("*", value, repeated.count))
        elif isinstance(value, Object) and machine.classes.list not in value.cls.mro:
            total = machine.binary("+", total, value)
        else:
            raise Gap("the sum of a row of symbolic length")
    return total


def _adds_otherwise(machine: Interpreter, item: Object) -> bool:
    """Whether an instance of a subclass of int or float says itself how it is added."""
    return any(isinstance(lookup(machine, item, name), Function) for name in ("__add__", "__radd__"))


# --- order ----------------------------------------------------------------------------------------------------------


def _sorted(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "sorted", arguments, 1, 1)
    items = listed(machine, arguments[0])
    return machine.new_list(ordered(machine, row(machine, tuple(items), "sorted"), keywords, "sort"))


# --- numbers and texts ----------------------------------------------------------------------------------------------


def _abs(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "abs", arguments)
    return absolute(machine, arguments[0])


def _divmod(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "divmod", arguments, 2, 2)
    arguments, given = tuple(plain(machine, argument) for argument in arguments), arguments
    if known(arguments) or all(_is_hosted_alone(machine, argument) for argument in arguments):
        return compute(machine, divmod, *given)
    for receiver, other, name in (
        (arguments[0], arguments[1], "__divmod__"),
        (arguments[1], arguments[0], "__rdivmod__"),
    ):
        if isinstance(receiver, Object) and not isinstance(plain(machine, receiver), int | float):
            found = call_special(machine, receiver, name, other)
            if found is not MISSING and found != machine.classes.not_implemented:
                return found
    if any(isinstance(each, Object) for each in arguments) and all(is_certain(machine, each) for each in arguments):
        names = [type_name(machine, each) for each in given]
        machine.throw("TypeError", f"unsupported operand type(s) for divmod(): '{names[0]}' and '{names[1]}'")
    return machine.binary("//", *arguments), machine.binary("%", *arguments)


def _is_hosted_alone(machine: Interpreter, value: Value) -> bool:
    """Whether CPython knows what a value does in arithmetic."""
    return known(value) or (is_certain(machine, value) and not isinstance(value, Object) and not is_symbolic(value))


def _pow(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    names = ("base", "exp", "mod")
    given = [*arguments, *(keywords[name] for name in names[len(arguments) :] if name in keywords)]
    if not 2 <= len(given) <= 3:
        compute(machine, pow, *[None] * len(given))
    return raised_to(machine, *given)


def _round(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    if len(arguments) + len(keywords) > 2:
        compute(machine, round, *[None] * (len(arguments) + len(keywords)))
    number = arguments[0] if arguments else keywords.get("number", MISSING)
    if number is MISSING:
        machine.throw("TypeError", "round() missing required argument 'number' (pos 1)")
    return rounded(machine, number, arguments[1] if len(arguments) > 1 else keywords.get("ndigits"))


def _hosted(function: Callable[..., Any]) -> BuiltinFunction:
    def call(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        return compute(machine, function, *arguments, **keywords)

    return call


def _of_integer(function: Callable[..., Any]) -> BuiltinFunction:
    def call(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        check_one(machine, function.__name__, arguments)
        number = index(machine, arguments[0])
        return compute(machine, function, number)

    return call


def _format(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "format", arguments, 1, 2)
    specification = plain(machine, arguments[1]) if len(arguments) == 2 else ""
    if not isinstance(specification, str):
        return compute(machine, format, *arguments)
    return formatting.formatted(machine, arguments[0], specification)


def _repr(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "repr", arguments)
    return formatting.repr_of(machine, arguments[0])


def _ascii(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "ascii", arguments)
    return formatting.ascii_of(machine, arguments[0])


# --- the outside ----------------------------------------------------------------------------------------------------


def _print(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    """Nothing is printed; what is printed is asked for its text, which may raise."""
    wrong = keywords.keys() - {"sep", "end", "file", "flush", "**"}
    if wrong:
        machine.throw(
            "TypeError",
            f"'{next(each for each in keywords if each in wrong)}' is an invalid keyword argument for print()",
        )
    for argument in arguments:
        if type(argument) is Object and not argument.cls.builtin:
            with suppress(Gap):
                formatting.string_of(machine, argument)
    return None


def _input(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    return machine.unknown("what a user types")


def _import(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    name = arguments[0] if arguments else keywords.get("name")
    if not isinstance(name, str):
        raise Gap("an import whose name is not known")
    found = machine.import_module(name)
    wanted = arguments[3] if len(arguments) > 3 else keywords.get("fromlist")
    return found if wanted or "." not in name else machine.import_module(name.partition(".")[0])


def _exit(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> NoReturn:
    raise_builtin(machine, "SystemExit", arguments, code=arguments[0] if arguments else None)


def _outside(name: str) -> BuiltinFunction:
    def function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        reason = f"{name} is not followed"
        for value in (*arguments, *keywords.values()):
            namespaces.lose(machine, value, reason)
        if name == "exec" and machine.frame is not None:
            machine.frame.module.opened = True
        raise Gap(reason)

    return function


FUNCTIONS: dict[str, BuiltinFunction] = {
    "len": _len,
    "any": _quantified(True, "any"),
    "all": _quantified(False, "all"),
    "sum": _sum,
    "min": extreme("min"),
    "max": extreme("max"),
    "sorted": _sorted,
    "iter": iterate_function,
    "next": next_function,
    "abs": _abs,
    "divmod": _divmod,
    "pow": _pow,
    "round": _round,
    "chr": _of_integer(chr),
    "ord": _hosted(ord),
    "bin": _of_integer(bin),
    "oct": _of_integer(oct),
    "hex": _of_integer(hex),
    "format": _format,
    "repr": _repr,
    "ascii": _ascii,
    "print": _print,
    "input": _input,
    "exit": _exit,
    "quit": _exit,
    "__import__": _import,
    **{name: _outside(name) for name in ("open", "eval", "exec", "compile", "breakpoint", "help", "aiter", "anext")},
}
