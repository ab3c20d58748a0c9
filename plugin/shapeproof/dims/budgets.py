"""How large a size may become: past these bounds an operation raises DimBudgetError instead of taking long."""

from __future__ import annotations

from fractions import Fraction

MAXIMAL_DEPTH = 48  # atoms within atoms; what walks a Dim is recursive
MAXIMAL_WEIGHT = 10_000  # atoms in an atom, counted as often as they are written
MAXIMAL_TERMS = 2_000
MAXIMAL_PRODUCT = 20_000  # pairs of terms
MAXIMAL_EXPONENT = 4_096
MAXIMAL_BITS = 8_192  # of a power of a number


class DimBudgetError(ValueError):
    """A size that would be too large to work with."""


def check_nesting(depth: int, weight: int) -> None:
    if depth > MAXIMAL_DEPTH:
        raise DimBudgetError("budget: a size nested too deeply")
    if weight > MAXIMAL_WEIGHT:
        raise DimBudgetError("budget: a size too large")


def raised(base: int | Fraction, exponent: int) -> int | Fraction:
    """``base ** exponent`` for a non-negative exponent."""
    bits = abs(base.numerator).bit_length() + base.denominator.bit_length() - 1
    if bits * exponent > MAXIMAL_BITS and abs(base) != 1:
        raise DimBudgetError("budget: a number too large")
    result: int | Fraction = base**exponent
    return result
