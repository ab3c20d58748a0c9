"""Atoms: what a polynomial is over. Equal atoms are one object."""

from __future__ import annotations

from enum import Enum
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from shapeproof.dims.budgets import check_nesting

if TYPE_CHECKING:
    from shapeproof.dims.floats import FloatExpression
    from shapeproof.dims.polynomial import Size

A = TypeVar("A", bound="Atom")


class Kind(Enum):
    """Who picks a symbol's value: the caller (RIGID), the use that solves it (FREE), the data (FRESH)."""

    RIGID = "rigid"
    FREE = "free"
    FRESH = "fresh"


class _Part(Protocol):
    """What an atom is made of, besides plain numbers: a Dim or a float expression."""

    @property
    def depth(self) -> int: ...
    @property
    def weight(self) -> int: ...
    @property
    def symbols(self) -> frozenset[Symbol]: ...
    @property
    def order(self) -> str: ...


class Atom:
    """What a polynomial is over. ``index`` orders atoms within a process, ``order`` everywhere."""

    __slots__ = ("_order", "depth", "index", "key", "symbols", "text", "weight")
    _table: ClassVar[dict[Any, Atom]] = {}
    _count: ClassVar[count[int]] = count()

    key: Any
    index: int
    depth: int
    weight: int
    symbols: frozenset[Symbol]
    text: str  # as it is rendered, once it was
    _order: str

    def __reduce__(self) -> Any:
        return (_rebuild_atom, (type(self), self.key))

    def __copy__(self) -> Atom:
        return self

    def __deepcopy__(self, memo: Any) -> Atom:
        return self

    @property
    def order(self) -> str:
        """A text no other atom has, the same in every process."""
        if not self._order:
            parts = (repr(part) if isinstance(part, int | str) else part.order for part in self.key)
            self._order = f"{type(self).__name__}({', '.join(parts)})"
        return self._order


def intern(cls: type[A], key: tuple[Any, ...]) -> A:
    """The atom of that class and key; DimBudgetError where it would be too large."""
    found = Atom._table.get((cls, key))
    if found is None:
        found = cls.__new__(cls)
        found.key = key
        found.text = ""
        if isinstance(found, Symbol):
            found.depth, found.weight, found.symbols = 0, 1, frozenset((found,))
            found._order = f"{found.name}#{found.uid}:{found.kind.value}:{found.lower}"
        else:
            parts: list[_Part] = [part for part in key if not isinstance(part, int | str)]
            found.depth = 1 + max((part.depth for part in parts), default=0)
            found.weight = 1 + sum(part.weight for part in parts)
            check_nesting(found.depth, found.weight)
            found.symbols = frozenset[Symbol]().union(*(part.symbols for part in parts))
            found._order = ""
        found.index = next(Atom._count)
        found = Atom._table.setdefault((cls, key), found)
    return found  # type: ignore[return-value]


def _rebuild_atom(cls: type[Atom], key: tuple[Any, ...]) -> Atom:
    return intern(cls, key)


class Symbol(Atom):
    """A named unknown; ``lower`` is its intrinsic bound (None: any integer)."""

    __slots__ = ()

    @property
    def name(self) -> str:
        return self.key[0]  # type: ignore[no-any-return]

    @property
    def kind(self) -> Kind:
        return self.key[1]  # type: ignore[no-any-return]

    @property
    def lower(self) -> int | None:
        return self.key[2]  # type: ignore[no-any-return]

    @property
    def uid(self) -> int:
        return self.key[3]  # type: ignore[no-any-return]


class FloorDiv(Atom):
    __slots__ = ()

    @property
    def numerator(self) -> Size:
        return self.key[0]  # type: ignore[no-any-return]

    @property
    def denominator(self) -> Size:
        return self.key[1]  # type: ignore[no-any-return]


class Mod(FloorDiv):
    __slots__ = ()


class Minimum(Atom):
    __slots__ = ()

    @property
    def arguments(self) -> tuple[Size, ...]:
        return self.key  # type: ignore[no-any-return]


class Maximum(Minimum):
    __slots__ = ()


class Opaque(Atom):
    """An integer made of float arithmetic: ``int(d*0.25)``, ``round``, ``ceil``, ``floor``."""

    __slots__ = ()

    @property
    def expression(self) -> FloatExpression:
        return self.key[0]  # type: ignore[no-any-return]

    @property
    def conversion(self) -> str:
        return self.key[1]  # type: ignore[no-any-return]
