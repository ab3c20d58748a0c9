"""How a file uses its own classes: which arguments it never leaves at their defaults, which attributes it changes.

A default that no caller leaves in place says nothing of how a class is used: ``norm_layer=nn.LayerNorm`` may not fit
the layers around it, while every call gives another.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from shapeproof.analysis.arguments import defaults_of, empty_defaults, parameters_of
from shapeproof.program import nodes
from shapeproof.program.walking import walk
from shapeproof.values import BoundMethod, Class, Function

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter
    from shapeproof.program.sources import ProgramSource


_QUESTIONS = frozenset({"isinstance", "issubclass", "super", "print", "hasattr", "getattr", "partial"})
"""Calls that make nothing of a class they are given; what a partial makes is counted as a call of the class."""


_Kind = TypeVar("_Kind", bound=nodes.Node)


class Usage:
    """The calls of one file, by the name of what is called."""

    def __init__(self, source: ProgramSource | None) -> None:
        self._source = source

    def always_given(self, machine: Interpreter, callee: Class | Function) -> frozenset[str]:
        """The parameters that every call of a class or function in this file gives a value.

        Where the file gives the class itself to a call, what it is made with is decided elsewhere: a default with
        nothing in it (``widths=()``) is taken to hold the place of what is given there.
        """
        names = [parameter.name for parameter in parameters_of(machine, callee)]
        rows = [_given(call, names) for call in self._calls.get(callee.name, [])]
        if callee.name in self._handed_on:
            rows.append(empty_defaults(machine, callee))
        return frozenset.intersection(*rows) if rows else frozenset()

    def proving_nothing(self, machine: Interpreter, callee: Class | Function) -> tuple[frozenset[str], frozenset[str]]:
        """The parameters with defaults that every call in this file gives; and, where it neither calls the class or
        function nor hands it on, those whose default has nothing in it."""
        if callee.name in self._calls or callee.name in self._handed_on:
            return self.always_given(machine, callee) & defaults_of(machine, callee).keys(), frozenset()
        return frozenset(), empty_defaults(machine, callee)

    def fed_proving_nothing(
        self, machine: Interpreter, cls: Class, forward: BoundMethod
    ) -> tuple[frozenset[str], frozenset[str]]:
        """As `proving_nothing`, of the inputs of a model of a class."""
        if any(name in self._named_calls for name in self._models.get(cls.name, ())):
            return self.always_fed(machine, cls, forward) & defaults_of(machine, forward).keys(), frozenset()
        return frozenset(), empty_defaults(machine, forward)

    def always_fed(self, machine: Interpreter, cls: Class, forward: BoundMethod) -> frozenset[str]:
        """The inputs that every call of a model of this class in this file gives: ``self.head = Head(8)`` is one."""
        names = [parameter.name for parameter in parameters_of(machine, forward)]
        rows = [
            _given(call, names) for name in self._models.get(cls.name, ()) for call in self._named_calls.get(name, [])
        ]
        return frozenset.intersection(*rows) if rows else frozenset()

    @cached_property
    def _models(self) -> dict[str, set[str]]:
        """By the name of what is called: the names and attributes that are what it gives."""
        found: dict[str, set[str]] = {}
        for each in self._every(nodes.Assign):
            if isinstance(each.value, nodes.Call) and isinstance(each.value.function, nodes.Name):
                names = (t.name for t in each.targets if isinstance(t, nodes.Name | nodes.Attribute))
                found.setdefault(each.value.function.name, set()).update(names)
        return found

    @cached_property
    def _named_calls(self) -> dict[str, list[tuple[nodes.Argument, ...]]]:
        found: dict[str, list[tuple[nodes.Argument, ...]]] = {}
        for call in self._every_call():
            if isinstance(call.function, nodes.Name | nodes.Attribute):
                found.setdefault(call.function.name, []).append(call.arguments)
        return found

    @cached_property
    def _handed_on(self) -> frozenset[str]:
        return frozenset(
            argument.value.name
            for call in self._every_call()
            if getattr(call.function, "name", None) not in _QUESTIONS
            for argument in call.arguments
            if isinstance(argument.value, nodes.Name)
        )

    @cached_property
    def _calls(self) -> dict[str, list[tuple[nodes.Argument, ...]]]:
        found: dict[str, list[tuple[nodes.Argument, ...]]] = {}
        for call in self._every_call():
            function, arguments = call.function, call.arguments
            if arguments and getattr(function, "name", None) == "partial":
                function, arguments = arguments[0].value, arguments[1:]
            if isinstance(function, nodes.Name):
                found.setdefault(function.name, []).append(arguments)
        return found

    @cached_property
    def changed(self) -> frozenset[str] | None:
        """The attributes that something besides a constructor assigns; None where that cannot be told."""
        found: set[str] = set()
        for function in self._every(nodes.FunctionDefinition):
            if function.name == "__init__":
                continue
            for node in walk(function.body):
                names = _assigned(node)
                if names is None:
                    return None
                found |= names
        return frozenset(found)

    def _every_call(self) -> Iterator[nodes.Call]:
        return self._every(nodes.Call)

    def _every(self, kind: type[_Kind]) -> Iterator[_Kind]:
        source = self._source
        count = len(source.statements) if source is not None else 0
        rows = (source.unit(index).statements for index in range(count)) if source is not None else ()
        return (node for row in rows for node in walk(row) if isinstance(node, kind))


_REGISTERING = frozenset({"register_buffer", "register_parameter", "add_module", "register_module", "setattr"})


def _assigned(node: nodes.Node) -> set[str] | None:
    """The attributes that one node assigns to; None where it computes their names."""
    targets: tuple[nodes.Expression | None, ...] = ()
    if isinstance(node, nodes.Assign):
        targets = node.targets
    elif isinstance(node, nodes.AugmentedAssign | nodes.AnnotatedAssign | nodes.For | nodes.WithItem):
        targets = (node.target,)
    elif isinstance(node, nodes.Call) and getattr(node.function, "name", None) in _REGISTERING:
        place = 1 if isinstance(node.function, nodes.Name) else 0
        given = [argument.value for argument in node.arguments]
        name = given[place] if place < len(given) else None
        return {name.value} if isinstance(name, nodes.Constant) and isinstance(name.value, str) else None
    return {each.name for each in walk(targets) if isinstance(each, nodes.Attribute)}


def _given(arguments: tuple[nodes.Argument, ...], names: list[str]) -> frozenset[str]:
    """The parameters a call fills in by place or by name; what a ``**`` gives is not known."""
    by_place = sum(argument.keyword is None and argument.stars == 0 for argument in arguments)
    by_name = (argument.keyword for argument in arguments if argument.keyword is not None)
    return frozenset((*names[:by_place], *by_name))
