"""Facts: what is assumed on a path, and the verdicts that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any as Anything
from typing import ClassVar, Union

from shapeproof.dims.bounds import Interval, interval
from shapeproof.dims.conditions import (
    EQ,
    GE,
    NE,
    All,
    Condition,
    Opinion,
    Relation,
    conjunction,
    disjunction,
    negate,
    nonnegative,
    zero,
)
from shapeproof.dims.polynomial import (
    Atom,
    Dim,
    FloorDiv,
    Kind,
    Maximum,
    Minimum,
    Mod,
    Opaque,
    Size,
    Symbol,
    atom_of,
    exact_quotient,
    floordiv,
    make,
    maximum,
    minimum,
    modulo,
    of_atom,
    power,
)


class _Certain:
    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


ALWAYS = _Certain("ALWAYS")
NEVER = _Certain("NEVER")


@dataclass(frozen=True, slots=True)
class When:
    """It holds where the condition does."""

    condition: Condition


Verdict = Union[_Certain, When]  # noqa: UP007


def symbols_of(size: Size) -> tuple[Dim, ...]:
    """The symbols a size is made of, as Dims, by name."""
    found: dict[Symbol, None] = {}
    _collect(size, found)
    return tuple(of_atom(atom) for atom in sorted(found, key=lambda s: (s.name, s.uid)))


def _collect(value: Anything, found: dict[Symbol, None]) -> None:
    if isinstance(value, Dim):
        for monomial in value.terms:
            for atom, _ in monomial:
                _collect(atom, found)
    elif isinstance(value, Symbol):
        found[value] = None
    elif isinstance(value, FloorDiv):
        _collect(value.numerator, found)
        _collect(value.denominator, found)
    elif isinstance(value, Minimum):
        for argument in value.arguments:
            _collect(argument, found)
    elif isinstance(value, Opaque):
        _collect(value.expression, found)
    elif hasattr(value, "arguments"):
        for argument in value.arguments:
            _collect(argument, found)


def substitute(size: Size, bindings: Mapping[Dim, Size]) -> Size:
    """The size with symbols replaced; raises ZeroDivisionError where a divisor becomes 0."""
    if isinstance(size, int) or not bindings:
        return size
    table = {atom: value for key, value in bindings.items() if (atom := atom_of(key)) is not None}
    return _substitute(size, table)


def _substitute(size: Size, table: Mapping[Atom, Size]) -> Size:
    if isinstance(size, int):
        return size
    result: Size = 0
    changed = False
    for monomial, coefficient in size.terms.items():
        product: Size = make({(): coefficient}) if type(coefficient) is int else 1
        for atom, exponent in monomial:
            replaced = _substitute_atom(atom, table)
            changed = changed or replaced is not None
            product = product * power(of_atom(atom) if replaced is None else replaced, exponent)
        if type(coefficient) is not int:
            product = make({m: c * coefficient for m, c in (product.terms if isinstance(product, Dim) else {(): product}).items()})
        result = result + product
    return result if changed else size


def _substitute_atom(atom: Atom, table: Mapping[Atom, Size]) -> Size | None:
    found = table.get(atom)
    if found is not None:
        return found
    if isinstance(atom, FloorDiv):
        n, d = _substitute(atom.numerator, table), _substitute(atom.denominator, table)
        if n == atom.numerator and d == atom.denominator:
            return None
        return modulo(n, d) if isinstance(atom, Mod) else floordiv(n, d)
    if isinstance(atom, Minimum):
        parts = [_substitute(a, table) for a in atom.arguments]
        if tuple(parts) == atom.arguments:
            return None
        return maximum(*parts) if isinstance(atom, Maximum) else minimum(*parts)
    if isinstance(atom, Opaque):
        from shapeproof.dims.floats import FloatExpression
        from shapeproof.dims.polynomial import to_integer

        def replace(expression: FloatExpression) -> FloatExpression:
            return FloatExpression(
                expression.op,
                tuple(
                    replace(a) if isinstance(a, FloatExpression) else (_substitute(a, table) if isinstance(a, Dim) else a)
                    for a in expression.arguments
                ),
            )

        made = replace(atom.expression)
        return None if made == atom.expression else to_integer(made, atom.conversion)
    return None


def evaluate(size: Size, values: Mapping[Anything, int]) -> Anything:
    """The number a size is when its symbols (by name, or as Dims) have values; KeyError where one is missing."""
    if isinstance(size, int):
        return size
    table: dict[Dim, Size] = {}
    for symbol_dim in symbols_of(size):
        atom = atom_of(symbol_dim)
        assert isinstance(atom, Symbol)
        table[symbol_dim] = values[symbol_dim] if symbol_dim in values else values[atom.name]
    result = substitute(size, table)
    if isinstance(result, Dim):
        constant = result.terms.get(())
        if len(result.terms) == 1 and constant is not None:
            return constant
        raise ValueError(f"{size!r} has no integer value there")
    return result


@dataclass(frozen=True, slots=True)
class Facts:
    """An immutable set of assumptions, each with its origin. Empty facts cost nothing."""

    conditions: tuple[tuple[Condition, Anything], ...] = ()
    solutions: Mapping[Symbol, Size] = ()  # type: ignore[assignment]
    bounds: Mapping[Symbol, Interval] = ()  # type: ignore[assignment]
    known: frozenset[Condition] = frozenset()

    EMPTY: ClassVar[Facts]

    def simplify(self, size: Size) -> Size:
        """The size under solved equalities and known divisibility (``h*(d//h)`` is ``d`` where ``d % h == 0``)."""
        if isinstance(size, int) or not (self.solutions or self.known):
            return size
        if self.solutions:
            for _ in range(20):
                try:
                    replaced = _substitute(size, self.solutions)
                except ZeroDivisionError:
                    return size
                if replaced == size:
                    break
                size = replaced
                if isinstance(size, int):
                    return size
        for condition in self.known:
            if isinstance(size, int):
                return size
            if isinstance(condition, Relation) and condition.op is EQ:
                atom = atom_of(condition.dim)
                if isinstance(atom, Mod):
                    size = _with_divisibility(size, atom)
        return size

    def decide(self, condition: Condition | bool) -> Verdict:
        """Whether a condition holds on this path."""
        if isinstance(condition, bool):
            return ALWAYS if condition else NEVER
        if isinstance(condition, Relation):
            return self._decide_relation(condition)
        if isinstance(condition, Opinion):
            if condition in self.known:
                return ALWAYS
            return NEVER if negate(condition) in self.known else When(condition)
        parts = [self.decide(c) for c in condition.conditions]
        absorbing = NEVER if isinstance(condition, All) else ALWAYS
        if any(p is absorbing for p in parts):
            return absorbing
        left = [p.condition for p in parts if isinstance(p, When)]
        if not left:
            return ALWAYS if absorbing is NEVER else NEVER
        combined = conjunction(*left) if isinstance(condition, All) else disjunction(*left)
        if isinstance(combined, bool):
            return ALWAYS if combined else NEVER
        if combined in self.known:
            return ALWAYS
        return When(combined)

    def _decide_relation(self, relation: Relation) -> Verdict:
        simplified = self.simplify(relation.dim) if self.solutions or self.known else relation.dim
        if simplified != relation.dim:
            again = _relation(relation.op, simplified)
            if isinstance(again, bool):
                return ALWAYS if again else NEVER
            if not isinstance(again, Relation):
                return self.decide(again)
            relation = again
        if relation in self.known:
            return ALWAYS
        opposite = negate(relation)
        if opposite in self.known:
            return NEVER
        low, high = interval(relation.dim, self.bounds or {})
        if relation.op is GE:
            if low is not None and low >= 0:
                return ALWAYS
            if high is not None and high < 0:
                return NEVER
            for other in self.known:
                if isinstance(other, Relation) and other.op is not NE:
                    gap = relation.dim - other.dim
                    if isinstance(gap, int) and gap >= 0:
                        return ALWAYS
        elif (low is not None and low > 0) or (high is not None and high < 0):
            return NEVER if relation.op is EQ else ALWAYS
        elif low is not None and low == high == 0:
            return ALWAYS if relation.op is EQ else NEVER
        else:
            implied = self._by_known_order(relation.dim)
            if implied:
                return NEVER if relation.op is EQ else ALWAYS
        return When(relation)

    def _by_known_order(self, dim: Dim) -> bool:
        """Whether a known ``x >= 0`` makes the dim positive or negative."""
        for other in self.known:
            if isinstance(other, Relation) and other.op is GE:
                for signed in (dim, -dim):
                    gap = signed - other.dim
                    if isinstance(gap, int) and gap > 0:
                        return True
        return False

    def assume(self, condition: Condition | bool, origin: Anything = None) -> Facts | None:
        """These facts and the condition; None where that is a contradiction."""
        verdict = self.decide(condition)
        if verdict is ALWAYS:
            return self
        if verdict is NEVER:
            return None
        assert isinstance(verdict, When)
        return self._with(verdict.condition, origin)

    def _with(self, condition: Condition, origin: Anything) -> Facts | None:
        if isinstance(condition, All):
            facts: Facts | None = self
            for part in condition.conditions:
                if facts is None:
                    return None
                facts = facts.assume(part, origin)
            return facts
        solutions, bounds = self.solutions, self.bounds
        if isinstance(condition, Relation):
            if condition.op is EQ:
                solved = solve_linear(condition.dim)
                if solved is not None and solved[0] not in (solutions or {}):
                    bound = self._solved(solved[0], solved[1], origin)
                    if bound is None:
                        return None
                    return Facts(bound.conditions, bound.solutions, bound.bounds, bound.known | {condition})
            elif condition.op is GE:
                bounds = _tightened(condition.dim, dict(bounds or {}))
            elif condition.op is NE:
                bounds = _excluding(condition.dim, dict(bounds or {}))
        return Facts((*self.conditions, (condition, origin)), solutions, bounds, self.known | {condition})

    def solve(self, symbol: Dim, size: Size, origin: Anything = None) -> Facts | None:
        """These facts with ``symbol`` bound to ``size``; None where that is a contradiction."""
        atom = atom_of(symbol)
        assert isinstance(atom, Symbol)
        return self._solved(atom, size, origin)

    def _solved(self, atom: Symbol, size: Size, origin: Anything) -> Facts | None:
        size = self.simplify(size)
        if atom in (self.solutions or {}):
            return self.assume(zero(self.solutions[atom] - size), origin)
        if size is of_atom(atom):
            return self
        low, high = interval(of_atom(atom), self.bounds or {})
        size_low, size_high = interval(size, self.bounds or {})
        if (low is not None and size_high is not None and size_high < low) or (
            high is not None and size_low is not None and size_low > high
        ):
            return None
        solutions = {**(self.solutions or {}), atom: size}
        relation = zero(of_atom(atom) - size)
        conditions = self.conditions
        if not isinstance(relation, bool):
            conditions = (*conditions, (relation, origin))
        return self._rechecked(conditions, solutions)

    def _rechecked(self, conditions: tuple[tuple[Condition, Anything], ...], solutions: Mapping[Symbol, Size]) -> Facts | None:
        """A new solution may contradict what was assumed before."""
        bare = Facts((), solutions, self.bounds, frozenset())
        for condition in self.known:
            if bare.decide(condition) is NEVER:
                return None
        return Facts(conditions, solutions, self.bounds, self.known)

    def lower_bound(self, size: Size) -> int | None:
        return interval(self.simplify(size), self.bounds or {})[0]

    def upper_bound(self, size: Size) -> int | None:
        return interval(self.simplify(size), self.bounds or {})[1]


Facts.EMPTY = Facts()


def _relation(op: Anything, dim: Size) -> Condition | bool:
    if op is EQ:
        return zero(dim)
    if op is NE:
        return negate(zero(dim))
    return nonnegative(dim)


def solve_linear(dim: Dim) -> tuple[Symbol, Size] | None:
    """A symbol with coefficient ±1 that stands alone in ``dim == 0``, and what it equals; free symbols first."""
    best: tuple[int, str, Symbol, Size] | None = None
    for monomial, coefficient in dim.terms.items():
        if len(monomial) != 1 or monomial[0][1] != 1 or coefficient not in (1, -1):
            continue
        atom = monomial[0][0]
        if not isinstance(atom, Symbol):
            continue
        rest = dim - of_atom(atom) * int(coefficient)
        if of_atom(atom) in symbols_of(rest):
            continue
        rank = {Kind.FREE: 0, Kind.FRESH: 1, Kind.RIGID: 2}[atom.kind]
        candidate = (rank, atom.name, atom, rest * -int(coefficient))
        if best is None or candidate[:2] < best[:2]:
            best = candidate
    return None if best is None else (best[2], best[3])


def _with_divisibility(size: Dim, fact: Mod) -> Size:
    """``d*(n//d)`` is ``n`` and ``n % d`` is 0 where d divides n."""
    n, d = fact.numerator, fact.denominator
    quotient = floordiv(n, d)
    atom = atom_of(quotient)
    size_now = _substitute(size, {fact: 0})
    if isinstance(size_now, int) or atom is None:
        return size_now
    result: Size = 0
    product = d * quotient
    for monomial, coefficient in size_now.terms.items():
        term = make({monomial: coefficient})
        rest = exact_quotient(term, product)
        result = result + (term if rest is None else rest * n)
    return result


def _tightened(dim: Dim, bounds: dict[Symbol, Interval]) -> dict[Symbol, Interval]:
    """Bounds after ``dim >= 0`` is assumed, where dim is linear in one symbol."""
    found = _linear_in_one(dim)
    if found is None:
        return bounds
    atom, factor, constant = found
    low, high = bounds.get(atom, (None, None))
    if factor > 0:
        least = -(constant // factor)
        low = least if low is None else max(low, least)
    else:
        most = constant // -factor
        high = most if high is None else min(high, most)
    bounds[atom] = (low, high)
    return bounds


def _excluding(dim: Dim, bounds: dict[Symbol, Interval]) -> dict[Symbol, Interval]:
    """A bound that may not be reached is one further in."""
    found = _linear_in_one(dim)
    if found is None or found[1] not in (1, -1):
        return bounds
    atom, factor, constant = found
    excluded = -constant * factor
    low, high = interval(of_atom(atom), bounds)
    if low == excluded:
        bounds[atom] = (excluded + 1, high)
    elif high == excluded:
        bounds[atom] = (low, excluded - 1)
    return bounds


def _linear_in_one(dim: Dim) -> tuple[Symbol, int, int] | None:
    constant, found = 0, None
    for monomial, coefficient in dim.terms.items():
        if type(coefficient) is not int:
            return None
        if not monomial:
            constant = coefficient
        elif found is None and len(monomial) == 1 and monomial[0][1] == 1 and isinstance(monomial[0][0], Symbol):
            found = (monomial[0][0], coefficient)
        else:
            return None
    return None if found is None else (found[0], found[1], constant)


