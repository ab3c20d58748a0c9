"""What inspect reads of a callable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from shapeproof.interpreter import classes, imports
from shapeproof.interpreter.builtins.formatting import repr_of
from shapeproof.interpreter.function_attributes import defaults_of
from shapeproof.libraries.stubbed import stubbed_class
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import (
    BoundMethod,
    Class,
    ClassMethod,
    Function,
    Object,
    PythonModule,
    StaticMethod,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_KINDS = {"positional": 0, "normal": 1, "variadic": 2, "keyword": 3, "keywords": 4}
Row = tuple[str, int, tuple[Value, ...], bool]  # name, kind as inspect numbers it, the default or none, annotated


def parameters(machine: Interpreter, callable: Value) -> Value:
    """The parameters of a callable, the bound one left out."""
    return machine.new_list(_rows(machine, callable, 20))


def _rows(machine: Interpreter, callable: Value, depth: int) -> list[Row]:
    function, bound = _function_of(machine, callable)
    if isinstance(function, Object) and depth:
        wrapped = machine.attributes(function).get("__wrapped__")
        if wrapped is not None:
            rows = _rows(machine, wrapped, depth - 1)
            return rows[1:] if bound else rows
        if stubbed_class(machine, "functools.partial") in function.cls.mro:
            return _of_partial(machine, function, depth)
    if not isinstance(function, Function):
        raise Gap("the signature of something not understood")
    defaults = defaults_of(machine, function)
    rows = [
        (
            parameter.name,
            _KINDS[parameter.kind],
            (defaults[parameter.name],) if parameter.name in defaults else (),
            parameter.annotation is not None,
        )
        for parameter in function.node.parameters
    ]
    return rows[1:] if bound and rows and rows[0][1] < 2 else rows


def _function_of(machine: Interpreter, callable: Value) -> tuple[Value, bool]:
    """The function that a call runs, and whether its first parameter is bound already."""
    if isinstance(callable, Unknown):
        raise Gap(callable.reason)
    if isinstance(callable, BoundMethod):
        return callable.function, True
    if isinstance(callable, StaticMethod | ClassMethod):
        return callable.function, isinstance(callable, ClassMethod)
    if isinstance(callable, Function):
        return callable, False
    if isinstance(callable, Class):
        for name in ("__new__", "__init__"):
            found = classes.lookup(machine, callable, name)
            if isinstance(found, Function) and (name == "__init__" or not _initialises(machine, callable)):
                return found, True
        if any(parent.open_base is not None for parent in callable.mro):
            raise Gap("the signature of a class whose bases are not known")
        return classes.lookup(machine, callable, "__init__"), True
    if isinstance(callable, Object) and not isinstance(callable, PythonModule):
        if stubbed_class(machine, "functools.partial") in callable.cls.mro:
            return callable, False
        if machine.attributes(callable).get("__wrapped__") is not None:
            return callable, False
        return classes.lookup(machine, callable.cls, "__call__"), True
    return callable, False


def _initialises(machine: Interpreter, cls: Class) -> bool:
    return isinstance(classes.lookup(machine, cls, "__init__"), Function)


def _of_partial(machine: Interpreter, partial: Object, depth: int) -> list[Row]:
    """What a partial object leaves open: filled keywords are defaults, and those behind one are keyword-only."""
    held = machine.attributes(partial)
    filled = machine.content(held["keywords"])
    rows: list[Row] = []
    left = len(held["args"])
    keyword_only = False
    rows_given = _rows(machine, held["func"], depth - 1)
    if not _fit(rows_given, left, filled):
        _refuse(machine, partial)
    for name, kind, default, annotated in rows_given:
        if kind < 2 and left:
            left -= 1
            continue
        if name in filled and kind in (1, 3):
            default, keyword_only = (filled[name],), keyword_only or kind == 1
        if keyword_only and kind == 2:
            continue
        rows.append((name, 3 if keyword_only and kind == 1 else kind, default, annotated))
    return rows


def _refuse(machine: Interpreter, partial: Object) -> NoReturn:
    """Raise the ValueError of a partial object whose arguments do not fit, whose text may hold an address."""
    try:
        shown = repr_of(machine, partial)
    except Gap:
        machine.throw_in_other_words("ValueError", "partial object … has incorrect arguments")
    machine.throw_exactly("ValueError", f"partial object {shown} has incorrect arguments")


def _fit(rows: list[Row], count: int, keywords: Iterable[Value]) -> bool:
    """Whether parameters take a number of arguments and these keywords; some may be left open."""
    by_place = [(name, kind) for name, kind, *_ in rows if kind < 2]
    kinds = {kind for _, kind, *_ in rows}
    taken = {name for name, kind in by_place[:count] if kind == 1}
    named = {name for name, kind, *_ in rows if kind in (1, 3)}
    return (count <= len(by_place) or 2 in kinds) and all(
        each not in taken and (each in named or 4 in kinds) for each in keywords
    )


def is_module(machine: Interpreter, value: Value) -> Value:
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    return isinstance(value, PythonModule)


def is_generator_function(machine: Interpreter, value: Value) -> Value:
    node = _definition(value)
    return node is not None and node.generator and not node.asynchronous


def is_coroutine_function(machine: Interpreter, value: Value) -> Value:
    node = _definition(value)
    return node is not None and node.asynchronous and not node.generator


def class_annotations(machine: Interpreter, value: Value) -> Value:
    """What a class's own body annotates, by name."""
    if not isinstance(value, Class):
        raise Gap("the annotations of what is no class")
    return machine.new_dict(own_annotations(machine, value))


def own_annotations(machine: Interpreter, cls: Class) -> dict[str, Value]:
    """A name as an annotation is what the module binds to it; of others it is known that they are there."""
    found: dict[str, Value] = {}
    for name, node in machine.attributes(cls).get("\0annotations", ()):
        found[name] = machine.unknown("an annotation as a value")
        if isinstance(node, nodes.Name) and cls.module is not None and not _are_texts(cls.module):
            said = imports.global_name(machine, cls.module, node.name, node.span)
            if isinstance(said, Class):
                found[name] = said
    return found


def _are_texts(module: PythonModule) -> bool:
    """Whether the module keeps its annotations as texts (``from __future__ import annotations``)."""
    return "annotations" in module.binders


def source(machine: Interpreter, value: Value) -> Value:
    """The text of a module of the program."""
    if isinstance(value, PythonModule) and value.source is not None and not value.is_stub:
        return "".join(statement.text for statement in value.source.statements)
    raise Gap("the source text of this")


def _definition(value: Value) -> nodes.FunctionDefinition | None:
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    function = value.function if isinstance(value, BoundMethod) else value
    node = function.node if isinstance(function, Function) else None
    return node if isinstance(node, nodes.FunctionDefinition) else None
