"""The natives of functools: partial objects, wrappers, reduce, caches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import attributes
from shapeproof.interpreter.builtins.equality import find_key
from shapeproof.interpreter.builtins.instances import is_callable
from shapeproof.interpreter.builtins.plain import type_name
from shapeproof.interpreter.builtins.rows import has_repeated
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.function_attributes import ANNOTATED, SETTINGS
from shapeproof.libraries.stubbed import stubbed, stubbed_class
from shapeproof.shapes import Gap
from shapeproof.values import BoundMethod, ClassMethod, Function, Object, Property, StaticMethod, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def fill_in(machine: Interpreter, cls: Value, func: Value, args: Value, keywords: Value) -> Value:
    """``partial.__new__``; a partial of a partial is one partial."""
    if is_callable(machine, func) is False:
        machine.throw_exactly("TypeError", "the first argument must be callable")
    if isinstance(keywords, Unknown):
        raise Gap(keywords.reason)
    given = machine.content(keywords)
    if isinstance(func, Object) and stubbed_class(machine, "functools.partial") in func.cls.mro:
        inner = machine.attributes(func)
        if isinstance(inner["args"], tuple) and isinstance(inner["keywords"], Object):
            args = (*inner["args"], *args)
            given = {**machine.content(inner["keywords"]), **given}
            func = inner["func"]
    return machine.new(cls, {"func": func, "args": args, "keywords": machine.new_dict(given)})


def call_filled_in(machine: Interpreter, partial: Value, args: Value, keywords: Value) -> Value:
    """``partial.__call__``."""
    held = machine.attributes(partial)
    filled = held["args"]
    if not isinstance(filled, tuple):
        raise Gap("the arguments of a partial")
    return machine.call(
        held["func"], (*filled, *args), {**machine.content(held["keywords"]), **machine.content(keywords)}
    )


def bound(machine: Interpreter, function: Value, receiver: Value, cls: Value) -> Value:
    """A function, method or other descriptor as it is found through an instance (None: through the class)."""
    if receiver is not None:
        return attributes.bind(machine, function, receiver, cls)
    if isinstance(function, StaticMethod):
        return function.function
    return BoundMethod(function.function, cls) if isinstance(function, ClassMethod) else function


def update_wrapper(machine: Interpreter, wrapper: Value, wrapped: Value, assigned: Value, updated: Value) -> Value:
    """Give a wrapper the wrapped function's name, text and own attributes."""
    if not isinstance(wrapper, Object):
        return wrapper  # a native, or what is not known: nothing reads what would be set
    for name in machine.iterate(assigned):
        if name == "__annotations__":
            machine.set_attribute_raw(wrapper, ANNOTATED, wrapped)
            continue
        found = machine.find_attribute(wrapped, name)
        if found is not MISSING:
            machine.set_attribute_raw(wrapper, name, found)
    if isinstance(wrapped, Function) and machine.iterate(updated):
        for name, value in machine.attributes(wrapped).items():
            if name not in SETTINGS:
                machine.set_attribute_raw(wrapper, name, value)
    machine.set_attribute_raw(wrapper, "__wrapped__", wrapped)
    return wrapper


def reduce(machine: Interpreter, function: Value, iterable: Value, initial: Value) -> Value:
    items = list(machine.iterate(iterable))
    if has_repeated(items):
        raise Gap("functools.reduce over a row of symbolic length")
    result = initial
    if initial == stubbed(machine, "functools._MISSING"):
        if not items:
            machine.throw_exactly("TypeError", "reduce() of empty iterable with no initial value")
        result = items.pop(0)
    for item in items:
        machine.step()
        result = machine.call(function, (result, item))
    return result


def call_cached(machine: Interpreter, wrapper: Value, args: Value, keywords: Value) -> Value:
    """A call answered from the cache where its arguments are known to have been seen."""
    held = machine.attributes(wrapper)
    function, results = held["__wrapped__"], held["_results"]
    named = machine.content(keywords)
    key: tuple[Value, ...] = (tuple(args), tuple(named.items()))
    if held["_typed"] is not False:
        key = (*key, *(type_name(machine, value) for value in (*args, *named.values())))
    try:
        content = machine.content(results)
        found = find_key(machine, content, key)
    except Gap:
        for name in ("_hits", "_misses"):
            machine.set_attribute_raw(wrapper, name, machine.unknown("how often a cache was asked"))
        return machine.call(function, args, named)
    most = held["_maxsize"]
    if found is not MISSING and most != 0:
        _counted(machine, wrapper, "_hits")
        if most is not None:
            rest = dict(content)
            last = rest.pop(found)
            machine.set_content(results, {**rest, found: last})
        return content[found]
    _counted(machine, wrapper, "_misses")
    result = machine.call(function, args, named)
    if not isinstance(result, Unknown) and most != 0:
        content = {**machine.content(results), key: result}
        if isinstance(most, int) and len(content) > most:
            del content[next(iter(content))]
        machine.set_content(results, content)
    return result


def _counted(machine: Interpreter, wrapper: Object, name: str) -> None:
    count = machine.attributes(wrapper)[name]
    if type(count) is int:
        machine.set_attribute_raw(wrapper, name, count + 1)


def cached_property(machine: Interpreter, func: Value) -> Value:
    return Property(func, cached=True)
