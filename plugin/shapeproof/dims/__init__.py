"""Symbolic integers: the algebra that everything stands on. Knows nothing of torch."""

from shapeproof.dims.atoms import FloorDiv, Kind, Maximum, Minimum, Mod, Opaque, Symbol
from shapeproof.dims.budgets import DimBudgetError
from shapeproof.dims.conditions import (
    EQ,
    GE,
    NE,
    All,
    Any,
    Condition,
    Opinion,
    Relation,
    compared,
    comparison_of,
    conjunction,
    different,
    disjunction,
    divides,
    equal,
    less,
    less_equal,
    negate,
)
from shapeproof.dims.division import exact_quotient, floordiv, modulo
from shapeproof.dims.extremes import maximum, minimum
from shapeproof.dims.facts import ALWAYS, NEVER, Facts, Verdict, When
from shapeproof.dims.floats import FloatExpression, real
from shapeproof.dims.orders import ordered, ordered_condition, ways_to_order
from shapeproof.dims.parsing import DimSyntaxError, parse
from shapeproof.dims.polynomial import Dim, Size, atom_of, power, symbol, to_integer
from shapeproof.dims.rendering import latex, render, render_condition
from shapeproof.dims.solving import solve_linear
from shapeproof.dims.substitution import evaluate, holds, substitute, symbols_of

__all__ = [
    "ALWAYS",
    "EQ",
    "GE",
    "NE",
    "NEVER",
    "All",
    "Any",
    "Condition",
    "Dim",
    "DimBudgetError",
    "DimSyntaxError",
    "Facts",
    "FloatExpression",
    "FloorDiv",
    "Kind",
    "Maximum",
    "Minimum",
    "Mod",
    "Opaque",
    "Opinion",
    "Relation",
    "Size",
    "Symbol",
    "Verdict",
    "When",
    "atom_of",
    "compared",
    "comparison_of",
    "conjunction",
    "different",
    "disjunction",
    "divides",
    "equal",
    "evaluate",
    "exact_quotient",
    "floordiv",
    "holds",
    "latex",
    "less",
    "less_equal",
    "maximum",
    "minimum",
    "modulo",
    "negate",
    "parse",
    "power",
    "real",
    "render",
    "render_condition",
    "solve_linear",
    "substitute",
    "symbol",
    "symbols_of",
    "to_integer",
    "ordered",
    "ordered_condition",
    "ways_to_order",
]
