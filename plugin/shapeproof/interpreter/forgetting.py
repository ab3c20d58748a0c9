"""Giving up on a piece of a program: what it binds and what it may change is unknown from there on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import namespaces
from shapeproof.interpreter.channels import MISSING
from shapeproof.program import nodes
from shapeproof.program.walking import INNER, walk
from shapeproof.values import Class, Frame, Function, Object, PythonModule, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_TABLES = ("_parameters", "_buffers", "_modules")
_REGISTERING = ("add_", "register_")


def havoc(machine: Interpreter, body: tuple[nodes.Statement, ...], frame: Frame, reason: str) -> None:
    """What is not followed: every name it binds is unknown from here on, every object it may change too."""
    from shapeproof.interpreter.statements import store_name

    lost = machine.unknown(reason)
    reach = _reach_of(body)
    for bound in reach.bound:
        store_name(machine, frame, bound, lost)
    for root in reach.roots:
        namespaces.lose(machine, _named(machine, frame, root), reason)
    for owner, name in reach.changed:
        value = _value_of(machine, frame, owner)
        if not isinstance(value, Object) or isinstance(value, Class | Function | PythonModule):
            continue
        namespaces.lose(machine, value, reason)
        if name is not None:
            namespaces.lose(machine, machine.attributes(value).get("_modules"), reason)
            machine.set_attribute_raw(value, name, lost)
        else:
            for table in _TABLES:
                namespaces.lose(machine, machine.attributes(value).get(table), reason)


@dataclass(frozen=True, slots=True, eq=False)
class _Reach:
    """What statements may touch: names they bind, names whose objects they use, expressions whose value they change."""

    body: tuple[nodes.Statement, ...]
    bound: tuple[str, ...]
    roots: tuple[str, ...]
    changed: tuple[tuple[nodes.Expression, str | None], ...]


_REACHES: dict[int, _Reach] = {}


def _reach_of(body: tuple[nodes.Statement, ...]) -> _Reach:
    """The reach of statements, found once; by their first node, which the entry keeps alive."""
    known = _REACHES.get(id(body[0])) if body else None
    if known is None or len(known.body) != len(body) or known.body[0] is not body[0]:
        found = list(walk(body, INNER))
        roots = (_root(node) for node in found if isinstance(node, nodes.Attribute | nodes.Subscript))
        known = _Reach(
            body,
            tuple(sorted(set(bound_names(body)))),
            tuple(dict.fromkeys(root for root in roots if root is not None)),
            tuple(each for node in found for each in _changed(node)),
        )
        if body:
            _REACHES[id(body[0])] = known
    return known


def _changed(node: Any) -> Iterator[tuple[nodes.Expression, str | None]]:
    """The expressions whose value a node may change; the attribute it sets, None where it may change any content."""
    targets: tuple[nodes.Expression, ...] = ()
    if isinstance(node, nodes.Assign):
        targets = node.targets
    elif isinstance(node, nodes.AugmentedAssign | nodes.AnnotatedAssign | nodes.For):
        targets = (node.target,)
    elif isinstance(node, nodes.Call):
        function = node.function
        if isinstance(function, nodes.Attribute):
            is_name = isinstance(function.value, nodes.Name)
            if not is_name or function.name.startswith(_REGISTERING):
                yield function.value, None
        elif isinstance(function, nodes.Name) and function.name == "setattr" and node.arguments:
            yield node.arguments[0].value, None
    for target in targets:
        if isinstance(target, nodes.Attribute):
            yield target.value, target.name
        elif isinstance(target, nodes.Subscript):
            yield target.value, None


def _value_of(machine: Interpreter, frame: Frame, node: nodes.Expression) -> Value:
    """What a name, or an attribute of one, holds now; nothing is run for it."""
    if isinstance(node, nodes.Name):
        return _named(machine, frame, node.name)
    if isinstance(node, nodes.Attribute):
        owner = _value_of(machine, frame, node.value)
        if not isinstance(owner, Object):
            return MISSING
        held = machine.attributes(owner)
        if node.name in held:
            return held[node.name]
        for table in _TABLES:
            holder = held.get(table)
            content = machine.state(holder).content if isinstance(holder, Object) else None
            if isinstance(content, dict) and node.name in content:
                return content[node.name]
    return MISSING


def _named(machine: Interpreter, frame: Frame, name: str) -> Value:
    scope: Frame | None = frame
    while scope is not None:
        found = machine.entry(scope.id).get(name, MISSING)
        if found is not MISSING:
            return found
        scope = scope.parent
    return frame.module.values.get(name, MISSING)


def _root(node: nodes.Expression) -> str | None:
    while isinstance(node, nodes.Attribute | nodes.Subscript):
        node = node.value
    return node.name if isinstance(node, nodes.Name) else None


def bound_names(body: tuple[Any, ...]) -> Iterator[str]:
    for node in walk(body, INNER):
        kind = type(node)
        if kind is nodes.Assign:
            for target in node.targets:
                yield from names_of(target)
        elif kind in (nodes.AugmentedAssign, nodes.AnnotatedAssign) or kind is nodes.For:
            yield from names_of(node.target)
        elif kind in (nodes.FunctionDefinition, nodes.ClassDefinition):
            yield node.name
        elif kind is nodes.With:
            for item in node.items:
                if item.target is not None:
                    yield from names_of(item.target)
        elif kind is nodes.NamedExpression:
            yield node.name


def names_of(target: nodes.Expression) -> Iterator[str]:
    if isinstance(target, nodes.Name):
        yield target.name
    elif isinstance(target, nodes.Display):
        for element in target.elements:
            yield from names_of(element)
    elif isinstance(target, nodes.Starred):
        yield from names_of(target.value)
