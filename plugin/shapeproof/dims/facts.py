"""Facts: what is assumed on a path, and the verdicts that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any as Anything
from typing import ClassVar, Union

from shapeproof.dims.atoms import Atom, Mod, Symbol
from shapeproof.dims.bounds import ANY, Interval, intersection, interval, loosest
from shapeproof.dims.conditions import (
    EQ,
    GE,
    NE,
    All,
    Any,
    Condition,
    Opinion,
    Relation,
    Sense,
    conjunction,
    disjunction,
    excludes_zero,
    is_negative,
    negate,
    nonnegative,
    split,
    zero,
)
from shapeproof.dims.division import exact_quotient
from shapeproof.dims.polynomial import Dim, Size, atom_of, of_atom
from shapeproof.dims.solving import (
    joined_divisibility,
    quotients_named,
    solve_linear,
    with_divisibility,
)
from shapeproof.dims.substitution import substituted


class _Certain:
    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name

    def __reduce__(self) -> str:
        return self.name


ALWAYS = _Certain("ALWAYS")
NEVER = _Certain("NEVER")


@dataclass(frozen=True, slots=True)
class When:
    """It holds where the condition does."""

    condition: Condition


Verdict = Union[_Certain, When]  # noqa: UP007


@dataclass(frozen=True)
class Facts:
    """An immutable set of assumptions, each with its origin. Empty facts cost nothing.

    ``conditions`` are those that were assumed, as they were assumed; ``known`` are the same, and what follows from
    them, in terms of what is not solved. ``bounds`` are those of unsolved symbols, ``forms`` those of other sums.
    """

    conditions: tuple[tuple[Condition, Anything], ...] = ()
    solutions: Mapping[Symbol, Size] = field(default_factory=dict)
    bounds: Mapping[Symbol, Interval] = field(default_factory=dict)
    known: Mapping[Condition, None] = field(default_factory=dict)
    forms: Mapping[Dim, Interval] = field(default_factory=dict)
    _simplified: dict[Dim, Size] = field(default_factory=dict, init=False, compare=False, repr=False)

    EMPTY: ClassVar[Facts]

    # --- sizes ------------------------------------------------------------------------------------------------

    def simplify(self, size: Size) -> Size:
        """The size under solved equalities and known divisibility (``h*(d//h)`` is ``d`` where ``d % h == 0``)."""
        if isinstance(size, int) or not (self.solutions or self.known):
            return size
        found = self._simplified.get(size)
        if found is None:
            found = self._simplified[size] = self._simplify(size)
        return found

    def _simplify(self, size: Size) -> Size:
        try:
            if self.solutions:
                size = substituted(size, self.solutions)  # type: ignore[arg-type]
            for _ in range(8):
                before = size
                for fact in self.divisible:
                    if isinstance(size, int):
                        return size
                    size = with_divisibility(size, fact)
                if size is before:
                    break
        except (ArithmeticError, ValueError):
            pass
        return size

    def lower_bound(self, size: Size) -> int | None:
        return self.interval(size)[0]

    def upper_bound(self, size: Size) -> int | None:
        return self.interval(size)[1]

    def interval(self, size: Size) -> Interval:
        """The least and greatest value that is certain here."""
        return self._interval(self.simplify(size))

    def _interval(self, size: Size) -> Interval:
        found = interval(size, self.bounds)
        if isinstance(size, Dim) and self.forms and not any(type(c) is not int for c in size.terms.values()):
            form, sign, constant = _form(size)
            low, high = self.forms.get(form, ANY)
            if sign < 0:
                low, high = None if high is None else -high, None if low is None else -low
            shifted = (None if low is None else low + constant, None if high is None else high + constant)
            found = intersection(found, shifted)
        return found

    @cached_property
    def divisible(self) -> tuple[Mod, ...]:
        """The remainders that are 0."""
        equal = (c for c in self.known if isinstance(c, Relation) and c.op is EQ)
        return tuple(atom for relation in equal if isinstance(atom := atom_of(relation.dim), Mod))

    @cached_property
    def _equalities(self) -> tuple[Dim, ...]:
        """What is 0 without having been solved for a symbol."""
        equal = (c.dim for c in self.known if isinstance(c, Relation) and c.op is EQ)
        return tuple(dim for dim in equal if len(dim.terms) > 1)

    @cached_property
    def _quotients(self) -> tuple[Mapping[Atom, Size], Mapping[Symbol, Interval]]:
        table, bounds = quotients_named(self.divisible, self._interval)
        return table, {**self.bounds, **bounds}

    # --- verdicts ---------------------------------------------------------------------------------------------

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
        combined = conjunction(*left) if isinstance(condition, All) else disjunction(*left)
        if isinstance(combined, bool):
            return ALWAYS if combined else NEVER
        if condition in self.known or combined in self.known:
            return ALWAYS
        return NEVER if negate(combined) in self.known else When(combined)

    def _decide_relation(self, relation: Relation) -> Verdict:
        found = self._known(relation)
        if found is not None:
            return found
        relation_now = _relation(relation.op, self.simplify(relation.dim), self.bounds)
        if not isinstance(relation_now, Relation):
            return self.decide(relation_now)
        if relation_now != relation:
            relation = relation_now
            found = self._known(relation)
            if found is not None:
                return found
        found = self._by_bounds(relation) or self._by_equalities(relation)
        if found is not None:
            return found
        joined = self._joined(relation)
        return self._known(joined) or When(joined)

    def _known(self, relation: Relation) -> Verdict | None:
        if not self.known:
            return None
        if relation in self.known:
            return ALWAYS
        return NEVER if negate(relation) in self.known else None

    def _by_bounds(self, relation: Relation) -> Verdict | None:
        return _by_interval(relation.op, self._interval(relation.dim))

    def _by_equalities(self, relation: Relation) -> Verdict | None:
        """Verdicts from equations that no symbol solves, and from divisibility by naming the quotients."""
        for dim in self._equalities:
            if relation.dim.symbols >= dim.symbols and exact_quotient(relation.dim, dim) is not None:
                return NEVER if relation.op is NE else ALWAYS
        if not self.divisible:
            return None
        table, bounds = self._quotients
        if not any(atom in table for atom in relation.dim.symbols):
            return None
        try:
            named = _relation(relation.op, substituted(relation.dim, table), bounds)
        except (ArithmeticError, ValueError):
            return None
        if isinstance(named, bool):
            return ALWAYS if named else NEVER
        assert isinstance(named, Relation)
        return _by_interval(named.op, interval(named.dim, bounds))

    def _joined(self, relation: Relation) -> Relation:
        atom = atom_of(relation.dim)
        if isinstance(atom, Mod) and relation.op is not GE:
            joined = joined_divisibility(atom, self.divisible)
            if joined is not None:
                return Relation(relation.op, of_atom(joined))
        return relation

    # --- assumptions ------------------------------------------------------------------------------------------

    def with_numbers(self, symbols: Iterable[Symbol]) -> Facts:
        """These facts, and that the symbols are whole numbers and nothing else; of which size is not said."""
        return replace(self, bounds={**dict.fromkeys(symbols, ANY), **self.bounds})

    def assume(self, condition: Condition | bool, origin: Anything = None) -> Facts | None:
        """These facts and the condition; None where that is a contradiction."""
        verdict = self.decide(condition)
        if verdict is ALWAYS:
            return self
        if verdict is NEVER:
            return None
        assert isinstance(verdict, When)
        if isinstance(verdict.condition, All):
            facts: Facts | None = self
            for part in verdict.condition.conditions:
                facts = None if facts is None else facts.assume(part, origin)
            return facts
        made = self._with(verdict.condition)
        return None if made is None else replace(made, conditions=(*self.conditions, (verdict.condition, origin)))

    def solve(self, symbol: Dim, size: Size, origin: Anything = None) -> Facts | None:
        """These facts with ``symbol`` bound to ``size``; None where that is a contradiction."""
        atom = atom_of(symbol)
        assert isinstance(atom, Symbol)
        value = self.simplify(size)
        if atom in self.solutions or (isinstance(value, Dim) and atom in value.symbols):
            return self.assume(zero(self.simplify(symbol) - value), origin)
        verdict = self.decide(zero(symbol - value))
        if verdict is NEVER:
            return None
        made = self._solved(atom, value)
        if made is None or isinstance(verdict, _Certain):
            return made
        return replace(made, conditions=(*self.conditions, (verdict.condition, origin)))

    def _with(self, condition: Condition) -> Facts | None:
        """These facts and an open condition, not yet told among the conditions."""
        known = {**self.known, condition: None}
        if isinstance(condition, All):
            facts: Facts | None = self
            for part in condition.conditions:
                facts = None if facts is None else facts._following(part)
            return facts
        if not isinstance(condition, Relation):
            return replace(self, known=known)
        if condition.op is EQ:
            solved = solve_linear(condition.dim)
            if solved is not None and solved[0] not in self.solutions:
                return self._solved(*solved)
        form, sign, constant = _form(condition.dim)
        low, high = self._interval(form)
        if condition.op is EQ:
            low = high = -constant * sign
        elif condition.op is NE:
            low = low + 1 if low == -constant * sign else low
            high = high - 1 if high == -constant * sign else high
        elif sign > 0:
            low = intersection((low, None), (-constant, None))[0]
        else:
            high = intersection((None, high), (None, constant))[1]
        return self._bounded(form, (low, high), known, exact=condition.op is EQ)

    def _bounded(self, form: Dim, within: Interval, known: Mapping[Condition, None], *, exact: bool) -> Facts | None:
        low, high = within = self._apart(form, within[0], 1), self._apart(form, within[1], -1)
        if low is not None and high is not None and low > high:
            return None
        atom = atom_of(form)
        if isinstance(atom, Symbol):
            made = replace(self, known=known, bounds={**self.bounds, atom: within})
        else:
            made = replace(self, known=known, forms={**self.forms, form: within})
        if low is not None and low == high and not exact:
            equation = zero(form - low)
            assert not isinstance(equation, All | Any | Opinion)
            return (made if equation else None) if isinstance(equation, bool) else made._with(equation)
        return made

    def _apart(self, form: Dim, bound: int | None, step: int) -> int | None:
        """The bound moved on past values that the form is known not to have."""
        while bound is not None and negate(zero(form - bound)) in self.known:
            bound += step
        return bound

    def _following(self, condition: Condition | bool) -> Facts | None:
        """These facts and a condition that follows from them, or from what is told already."""
        verdict = self.decide(condition)
        if isinstance(verdict, When):
            return self._with(verdict.condition)
        return self if verdict is ALWAYS else None

    def shared(self, other: Facts) -> Facts:
        """What is known here and in other facts, in which the same is solved."""
        told = {condition for condition, _ in other.conditions}
        conditions = tuple(each for each in self.conditions if each[0] in told)
        known = {condition: None for condition in self.known if condition in other.known}
        bounds, forms = loosest(self.bounds, other.bounds), loosest(self.forms, other.forms)
        return Facts(conditions, self.solutions, bounds, known, forms)

    def emptied(self, atom: Symbol) -> Facts | None:
        """These facts with 0 for a symbol that is taken for one at the least where nothing is said of it."""
        return None if atom in self.bounds or atom in self.solutions else self._solved(atom, 0, is_within=True)

    def _solved(self, atom: Symbol, size: Size, *, is_within: bool = False) -> Facts | None:
        """The symbol is replaced in all that is known, whether the size is one of those it can be or is known to be."""
        table: Mapping[Atom, Size] = {atom: size}
        solutions = {key: _replaced(value, table) for key, value in self.solutions.items()} | {atom: size}
        touched = [c for c in self.known if atom in _symbols_of(c)]
        made: Facts | None = Facts(
            self.conditions,
            solutions,
            {key: within for key, within in self.bounds.items() if key is not atom},
            {c: None for c in self.known if atom not in _symbols_of(c)},
            {form: within for form, within in self.forms.items() if atom not in form.symbols},
        )
        low, high = ANY if is_within else self._interval(of_atom(atom))
        for bound in (
            True if low is None else nonnegative(size - low),
            True if high is None else nonnegative(high - size),
        ):
            made = None if made is None else made._following(bound)
        for condition in touched:
            made = None if made is None else made._following(condition)
        return made


Facts.EMPTY = Facts()


def _relation(op: Sense, dim: Size, bounds: Mapping[Symbol, Interval]) -> Condition | bool:
    if op is EQ:
        return zero(dim, bounds)
    if op is NE:
        return negate(zero(dim, bounds))
    return nonnegative(dim, bounds)


def _by_interval(op: Sense, within: Interval) -> Verdict | None:
    low, high = within
    if op is GE:
        return ALWAYS if low is not None and low >= 0 else NEVER if high is not None and high < 0 else None
    if excludes_zero(within):
        return NEVER if op is EQ else ALWAYS
    if low == high == 0:
        return ALWAYS if op is EQ else NEVER
    return None


def _form(dim: Dim) -> tuple[Dim, int, int]:
    """The form, sign and constant with ``dim == sign*form + constant``; a form and its negative are the same one."""
    varying, constant = split(dim)
    return (-varying, -1, constant) if is_negative(varying) else (varying, 1, constant)


def _replaced(size: Size, table: Mapping[Atom, Size]) -> Size:
    try:
        return substituted(size, table)
    except (ArithmeticError, ValueError):
        return size


def _symbols_of(condition: Condition) -> frozenset[Symbol]:
    if isinstance(condition, Relation):
        return condition.dim.symbols
    if isinstance(condition, Any | All):
        return frozenset[Symbol]().union(*map(_symbols_of, condition.conditions))
    return frozenset()
