"""Holes: ``...`` where a size belongs, as sizes of their own, and the equations they are found to stand in.

A hole is a symbol about which nothing is ever assumed: every condition it meets is written down instead, so that all
its uses can be told and compared afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapeproof.dims import EQ, Condition, Dim, Facts, Kind, Relation, Size, Symbol, atom_of, symbol, symbols_of
from shapeproof.dims import Any as AnyOf
from shapeproof.interpreter.world import Chain, extend, items
from shapeproof.program import nodes
from shapeproof.shapes import Refusal
from shapeproof.values import BoundMethod, Class, Frame, Function, Native, Object, Site, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_TAKES_ELLIPSIS = frozenset({"einsum", "index_put", "index_put_", "__getitem__", "__setitem__", "movedim"})


@dataclass(frozen=True, slots=True)
class Hole:
    """One hole of one run: its place, and the whole numbers that had a name where it is written.

    ``certain`` tells that torch takes a size there; what the program itself takes may be anything until it is used.
    """

    site: Site
    names: Mapping[str, Size]
    certain: bool


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """``dim == 0``, demanded at a place by an operation that would refuse otherwise."""

    dim: Dim
    site: Site
    refusal: Refusal


@dataclass(slots=True)
class Holes:
    """The holes of a check, by their symbols, and every equation met so far."""

    found: dict[Dim, Hole] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)
    run: int = 0

    def touches(self, size: Size) -> bool:
        return bool(self.found) and isinstance(size, Dim) and any(each in self.found for each in symbols_of(size))

    def is_settled(self, facts: Facts) -> bool:
        """Whether a path took a hole to be equal to something; another path then says more of it."""
        return bool(self.found) and any(
            isinstance(each, Relation) and each.op is EQ and self.touches(each.dim) for each, _ in facts.conditions
        )

    def settle(self, demanded: Chain | None, facts: Facts) -> None:
        """A run is over: what was demanded in it, sizes of inputs that it solved replaced."""
        for each in items(demanded):
            now = facts.simplify(each.dim)
            self.equations.append(Equation(now, each.site, each.refusal) if isinstance(now, Dim) else each)


def same_demands(a: Chain | None, b: Chain | None) -> bool:
    """Whether two worlds ask the same of holes, at the same places."""
    left, right = items(a), items(b)
    return [(each.dim, each.site) for each in left] == [(each.dim, each.site) for each in right]


def holds_hole(node: nodes.Expression) -> bool:
    """Whether an argument is a hole, or a row with one in it."""
    if type(node) is nodes.Display:
        return node.kind != "set" and any(type(element) is nodes.EllipsisConstant for element in node.elements)
    return type(node) is nodes.EllipsisConstant


def argument(machine: Interpreter, node: nodes.Expression, function: Value, value: Value, frame: Frame) -> Value:
    """The value of an argument with holes in it, where the function takes sizes."""
    if not _takes_sizes(function):
        return value
    certain = not isinstance(function, Function) and not (isinstance(function, Class) and not _is_stub(function))
    if isinstance(node, nodes.EllipsisConstant):
        return _hole(machine, node, frame, certain)
    assert isinstance(node, nodes.Display)
    items = value if isinstance(value, tuple) else tuple(machine.iterate(value))
    if len(items) != len(node.elements):
        return value
    made = tuple(
        _hole(machine, element, frame, certain) if type(element) is nodes.EllipsisConstant else item
        for element, item in zip(node.elements, items, strict=True)
    )
    return made if isinstance(value, tuple) else machine.new_list(made)


def _takes_sizes(function: Value) -> bool:
    """Torch's layers and functions, and what the program itself defines."""
    if isinstance(function, BoundMethod):
        function = function.function
    if isinstance(function, Native):
        return function.takes_splats and function.name.rpartition(".")[2] not in _TAKES_ELLIPSIS
    if isinstance(function, Class):
        module = function.module
        return module is not None and (not module.is_stub or module.name.partition(".")[0] == "torch")
    return isinstance(function, Function)


def _is_stub(cls: Class) -> bool:
    return cls.module is not None and cls.module.is_stub


def _hole(machine: Interpreter, node: nodes.Expression, frame: Frame, certain: bool) -> Dim:
    from shapeproof.interpreter.machine import site_of

    assert machine.holes is not None
    site = site_of(frame, node.span)
    made = symbol(f"?{site.line}.{site.column}", Kind.RIGID, lower=1, uid=(machine.holes.run << 40) + frame.id)
    if made not in machine.holes.found:
        machine.holes.found[made] = Hole(site, _sizes_of(machine, frame), certain)
    return made


def _sizes_of(machine: Interpreter, frame: Frame) -> dict[str, Size]:
    """The whole numbers that have a name where a frame stands, and those that are attributes of what has one."""
    names: dict[str, Value] = {}
    scope: Frame | None = frame
    while scope is not None:
        if scope is frame or not scope.is_class:
            names = {name: each for name, each in machine.entry(scope.id).items() if name.isidentifier()} | names
        scope = scope.parent
    sizes = {name: each for name, each in names.items() if _is_size(each)}
    for name, each in names.items():
        if isinstance(each, Object) and not isinstance(each, Class | Function):
            held = machine.attributes(each).items()
            sizes |= {f"{name}.{inner}": size for inner, size in held if inner.isidentifier() and _is_size(size)}
    return sizes


def _is_size(value: Value) -> bool:
    return type(value) is int or type(value) is Dim


def meets(machine: Interpreter, condition: Condition, refusal: Refusal) -> bool:
    """Whether a condition is about a hole; it is then written down and nothing is assumed."""
    holes = machine.holes
    assert holes is not None
    relation = condition
    if isinstance(condition, AnyOf):  # of broadcasting: a size that was left open is not meant to be stretched
        relation = condition.conditions[0]
    if not isinstance(relation, Relation) or relation.op is not EQ or not holes.touches(relation.dim):
        return False
    for each in symbols_of(relation.dim):
        atom = atom_of(each)
        if isinstance(atom, Symbol) and atom.kind is Kind.FREE:
            return False  # the size of an input is settled by it
    machine.equations = extend(machine.equations, Equation(relation.dim, machine.here(), refusal))
    return True
