"""The other functions that Python has without an import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from shapeproof.dims import Condition, Dim, FloatExpression, conjunction, disjunction, less_equal, maximum, minimum, real
from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.equality import decided, truth_condition
from shapeproof.interpreter.builtins.iterators import (
    as_repeated,
    iterate_function,
    iterated,
    length_of_range,
    length_of_row,
    next_function,
    row,
)
from shapeproof.interpreter.builtins.lists import ordered, precedes
from shapeproof.interpreter.builtins.numbers import absolute, index, raised_to, rounded
from shapeproof.interpreter.builtins.plain import (
    call_special,
    check_count,
    check_one,
    compute,
    known,
    plain,
    raise_builtin,
    raise_host,
    reject_keywords,
    type_name,
)
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Object, Range, ShapeValue, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Arguments = tuple[Value, ...]
Keywords = dict[str, Value]
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
        found = call_special(machine, value, "__len__")
        if found is not MISSING:
            return found
    machine.throw("TypeError", f"object of type '{type_name(machine, value)}' has no len()")


def _len(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    reject_keywords(machine, "len", keywords)
    check_one(machine, "len", arguments)
    return length(machine, arguments[0])


# --- any, all, sum -------------------------------------------------------------------------------------------------------


def _quantified(absorbing: bool, name: str) -> BuiltinFunction:
    def function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        check_one(machine, name, arguments)
        conditions: list[Condition] = []
        unknown: Unknown | None = None
        for item in iterated(machine, arguments[0]):
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
    check_count(machine, "sum", arguments, 1, 2)
    start = arguments[1] if len(arguments) == 2 else keywords.get("start", 0)
    if type(start) is str:
        machine.throw("TypeError", "sum() can't sum strings [use ''.join(seq) instead]")
    items = [plain(machine, item) for item in iterated(machine, arguments[0])]
    if known(start) and all(type(item) in (int, float, bool) for item in items):
        return compute(machine, sum, tuple(items), start)
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


# --- min, max, sorted ----------------------------------------------------------------------------------------------------


def _extreme(name: str) -> BuiltinFunction:
    def function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        extra = keywords.keys() - {"key", "default"}
        if extra:
            machine.throw("TypeError", f"'{min(extra)}' is an invalid keyword argument for {name}()")
        if not arguments:
            machine.throw("TypeError", f"{name} expected at least 1 argument, got 0")
        items = _candidates(machine, arguments[0]) if len(arguments) == 1 else list(arguments)
        if not items:
            if "default" in keywords:
                return keywords["default"]
            return compute(machine, min if name == "min" else max, ())
        key = keywords.get("key")
        keys = items if key is None else [machine.call(key, (item,)) for item in items]
        return items[_place_of_extreme(machine, keys, name)] if key is not None else _least_or_most(machine, items, name)

    return function


def _candidates(machine: Interpreter, iterable: Value) -> list[Value]:
    found = []
    for item in iterated(machine, iterable):
        repeated = as_repeated(item)
        if repeated is not None and decided(machine, less_equal(1, repeated.count)) is not True:
            raise Gap("the extreme of a row of symbolic length")
        found.append(item if repeated is None else repeated.item)
    return found


def _least_or_most(machine: Interpreter, items: list[Value], name: str) -> Value:
    values = [plain(machine, item) for item in items]
    kinds = {type(value) for value in values}
    if kinds <= {int, bool, Dim} and Dim in kinds:
        result = values[0]
        for value in values[1:]:
            result = _of_two_sizes(machine, result, value, name)
        return result
    if kinds <= {int, bool, float, Dim, FloatExpression} and kinds & {Dim, FloatExpression}:
        return _of_reals(machine, values, name)
    return items[_place_of_extreme(machine, values, name)]


def _of_two_sizes(machine: Interpreter, a: Any, b: Any, name: str) -> Value:
    if decided(machine, less_equal(a, b)):
        return a if name == "min" else b
    if decided(machine, less_equal(b, a)):
        return b if name == "min" else a
    return minimum(int(a) if type(a) is bool else a, b) if name == "min" else maximum(a, b)


def _of_reals(machine: Interpreter, values: list[Value], name: str) -> Value:
    try:
        return values[_place_of_extreme(machine, values, name)]
    except Gap:
        result = values[0]
        for value in values[1:]:
            result = real(name, result, value)
        return result


def _place_of_extreme(machine: Interpreter, keys: Sequence[Value], name: str) -> int:
    keys = [plain(machine, key) for key in keys]
    places = range(len(keys))
    if all(map(known, keys)):
        try:
            return min(places, key=keys.__getitem__) if name == "min" else max(places, key=keys.__getitem__)
        except TypeError as error:
            raise_host(machine, error)
    best = 0
    for at in places[1:]:
        better = precedes(machine, keys[at], keys[best]) if name == "min" else precedes(machine, keys[best], keys[at])
        if better:
            best = at
    return best


def _sorted(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "sorted", arguments, 1, 1)
    items = iterated(machine, arguments[0])
    return machine.new_list(ordered(machine, row(machine, tuple(items), "sorted"), keywords, "sort"))


# --- numbers and texts ---------------------------------------------------------------------------------------------------


def _abs(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "abs", arguments)
    return absolute(machine, arguments[0])


def _divmod(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "divmod", arguments, 2, 2)
    if known(arguments):
        return compute(machine, divmod, *arguments)
    return machine.binary("//", *arguments), machine.binary("%", *arguments)


def _pow(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    names = ("base", "exp", "mod")
    given = [*arguments, *(keywords[name] for name in names[len(arguments) :] if name in keywords)]
    check_count(machine, "pow", tuple(given), 2, 3)
    return raised_to(machine, *given)


def _round(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    number = arguments[0] if arguments else keywords.get("number", MISSING)
    if number is MISSING:
        machine.throw("TypeError", "round() missing required argument 'number' (pos 1)")
    return rounded(machine, number, arguments[1] if len(arguments) > 1 else keywords.get("ndigits"))


def _hosted(function: Callable[..., Any]) -> BuiltinFunction:
    def call(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        return compute(machine, function, *(plain(machine, argument) for argument in arguments), **keywords)

    return call


def _in_base(function: Callable[..., Any]) -> BuiltinFunction:
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


# --- the outside ---------------------------------------------------------------------------------------------------------


def _print(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
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
        raise Gap(f"{name} is not followed")

    return function


FUNCTIONS: dict[str, BuiltinFunction] = {
    "len": _len,
    "any": _quantified(True, "any"),
    "all": _quantified(False, "all"),
    "sum": _sum,
    "min": _extreme("min"),
    "max": _extreme("max"),
    "sorted": _sorted,
    "iter": iterate_function,
    "next": next_function,
    "abs": _abs,
    "divmod": _divmod,
    "pow": _pow,
    "round": _round,
    "chr": _hosted(chr),
    "ord": _hosted(ord),
    "bin": _in_base(bin),
    "oct": _in_base(oct),
    "hex": _in_base(hex),
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
