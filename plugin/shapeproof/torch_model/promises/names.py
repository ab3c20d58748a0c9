"""What a name in an annotation means, followed through imports and aliases without running anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapeproof.interpreter import imports
from shapeproof.program import nodes
from shapeproof.values import PythonModule

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MAXIMAL_DEPTH = 12
_ENDS = frozenset({
    "jaxtyping", "torchtyping", "typing", "typing_extensions", "collections", "torch", "beartype", "typeguard",
    "numpy", "jax", "builtins", "types", "dataclasses", "abc", "enum", "functools",
})  # fmt: skip
"""Packages whose names are answers: what they mean in an annotation does not stand in their source."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an annotation is written: its module, the line its positions count from, the class body around it."""

    module: PythonModule
    first_line: int
    body: tuple[nodes.Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that stands for another annotation."""

    node: nodes.Expression
    scope: Scope


Meaning = str | Alias | None  # a qualified name (``jaxtyping.Float``), what it stands for, or not known


def meaning(machine: Interpreter, scope: Scope, node: nodes.Expression, depth: int = 0) -> Meaning:
    """What a name or a dotted name means where it is written."""
    if isinstance(node, nodes.Name):
        for statement in reversed(scope.body):
            found = _bound_by(statement, node.name)
            if isinstance(found, nodes.Assign | nodes.AnnotatedAssign | nodes.TypeAlias):
                return _alias(found, scope)
        return in_module(machine, scope.module, node.name, depth)
    if isinstance(node, nodes.Attribute):
        owner = meaning(machine, scope, node.value, depth)
        if not isinstance(owner, str):
            return None
        return _member(machine, owner, node.name, depth)
    return None


def in_module(machine: Interpreter, module: PythonModule, name: str, depth: int = 0) -> Meaning:
    """What a module's name means; a builtin's is ``builtins.list``."""
    source = module.source
    if source is None or depth > MAXIMAL_DEPTH:
        return None
    for index in reversed(module.binders.get(name, ())):
        for statement in reversed(source.unit(index).statements):
            found = _bound_by(statement, name)
            if found is not None:
                return _bound_meaning(machine, module, source.statements[index].first_line, found, name, depth)
    for index in module.stars:
        for statement in source.unit(index).statements:
            if isinstance(statement, nodes.ImportFrom) and statement.names[0].name == "*":
                owner = imports.absolute_name(module, statement.module, statement.level)
                if owner.partition(".")[0] in ("jaxtyping", "torchtyping"):
                    return f"{owner}.{name}"
                starred = _member(machine, owner, name, depth + 1)
                if isinstance(starred, Alias) or (isinstance(starred, str) and not starred.startswith("builtins.")):
                    return starred
    return f"builtins.{name}" if name not in module.binders else None


def _bound_meaning(
    machine: Interpreter, module: PythonModule, first_line: int, found: nodes.Statement, name: str, depth: int
) -> Meaning:
    if isinstance(found, nodes.Import):
        alias = next(a for a in found.names if (a.asname or a.name.partition(".")[0]) == name)
        return alias.name if alias.asname is not None else name
    if isinstance(found, nodes.ImportFrom):
        alias = next(a for a in found.names if (a.asname or a.name) == name)
        return _member(machine, imports.absolute_name(module, found.module, found.level), alias.name, depth + 1)
    if isinstance(found, nodes.Assign | nodes.AnnotatedAssign | nodes.TypeAlias):
        return _alias(found, Scope(module, first_line))
    return f"{module.name}.{name}"


def _alias(found: nodes.Assign | nodes.AnnotatedAssign | nodes.TypeAlias, scope: Scope) -> Alias | None:
    return None if found.value is None else Alias(found.value, scope)


def _member(machine: Interpreter, owner: str, name: str, depth: int) -> Meaning:
    if owner.partition(".")[0] in _ENDS:
        return f"{owner}.{name}"
    module = machine.import_module(owner)
    if not isinstance(module, PythonModule):
        return None
    found = in_module(machine, module, name, depth + 1)
    if isinstance(found, str) and found.startswith("builtins."):
        return f"{owner}.{name}"  # a submodule, or what no statement of it binds
    return found


def _bound_by(statement: nodes.Statement, name: str) -> nodes.Statement | None:
    """The innermost statement in this one that binds a name, the last one if there are several."""
    kind = type(statement)
    if isinstance(statement, nodes.Import):
        return statement if any((a.asname or a.name.partition(".")[0]) == name for a in statement.names) else None
    if isinstance(statement, nodes.ImportFrom):
        return statement if any((a.asname or a.name) == name for a in statement.names) else None
    if isinstance(statement, nodes.Assign):
        return statement if any(isinstance(t, nodes.Name) and t.name == name for t in statement.targets) else None
    if isinstance(statement, nodes.AnnotatedAssign):
        return statement if isinstance(statement.target, nodes.Name) and statement.target.name == name else None
    if kind in (nodes.FunctionDefinition, nodes.ClassDefinition, nodes.TypeAlias):
        return statement if statement.name == name else None  # type: ignore[union-attr]
    for block in _blocks(statement):
        for inner in reversed(block):
            found = _bound_by(inner, name)
            if found is not None:
                return found
    return None


def _blocks(statement: nodes.Statement) -> Iterator[tuple[nodes.Statement, ...]]:
    if isinstance(statement, nodes.If | nodes.While | nodes.For):
        yield from (statement.body, statement.otherwise)
    elif isinstance(statement, nodes.With):
        yield statement.body
    elif isinstance(statement, nodes.Try):
        yield statement.body
        yield from (handler.body for handler in statement.handlers)
