"""Sizes and conditions as Python expressions and as LaTeX: terms by falling degree, then by name."""

from __future__ import annotations

from fractions import Fraction

from shapeproof.dims.atoms import Atom, FloorDiv, Maximum, Minimum, Mod, Opaque, Symbol
from shapeproof.dims.conditions import EQ, NE, All, Condition, Opinion, Relation
from shapeproof.dims.polynomial import Coefficient, Dim, Monomial, Size, atom_of, make


def render(size: Size) -> str:
    """A Python expression of the size."""
    if isinstance(size, int):
        return str(size)
    scale = 1
    for coefficient in size.terms.values():
        if isinstance(coefficient, Fraction):
            scale = max(scale, coefficient.denominator) if scale % coefficient.denominator else scale
    if scale > 1:
        whole = make({m: c * scale for m, c in size.terms.items()})
        return (
            f"({render(whole)})/{scale}"
            if isinstance(whole, Dim) and len(whole.terms) > 1
            else f"{render(whole)}/{scale}"
        )
    text = ""
    for monomial, coefficient in sorted(size.terms.items(), key=_order):
        part = _term(monomial, abs(coefficient))
        if not text:
            text = f"-{part}" if coefficient < 0 else part
        else:
            text += f" - {part}" if coefficient < 0 else f" + {part}"
    return text


def _order(item: tuple[Monomial, Coefficient]) -> tuple[int, list[str], bool]:
    monomial, coefficient = item
    names = sorted(name for atom, exponent in monomial for name in [_atom(atom)] * exponent)
    return -sum(exponent for _, exponent in monomial), names, coefficient < 0


def _term(monomial: Monomial, coefficient: Coefficient) -> str:
    powers = sorted((_atom(atom), exponent, atom) for atom, exponent in monomial)
    powers.sort(key=lambda p: (isinstance(p[2], FloorDiv), p[0]))
    factors = []
    for text, exponent, atom in powers:
        if isinstance(atom, FloorDiv):
            text = f"({text})"
        factors.append(text if exponent == 1 else f"{text}**{exponent}")
    if coefficient != 1 or not factors:
        factors.insert(0, str(coefficient))
    if len(factors) == 1 and len(powers) == 1 and isinstance(powers[0][2], FloorDiv) and powers[0][1] == 1:
        return powers[0][0]
    return "*".join(factors)


def _atom(atom: Atom) -> str:
    if isinstance(atom, Symbol):
        return atom.name
    if isinstance(atom, FloorDiv):
        operator = " % " if isinstance(atom, Mod) else "//"
        return f"{_operand(atom.numerator)}{operator}{_operand(atom.denominator)}"
    if isinstance(atom, Minimum):
        name = "max" if isinstance(atom, Maximum) else "min"
        return f"{name}({', '.join(map(render, atom.arguments))})"
    assert isinstance(atom, Opaque)
    name = {"ceil": "math.ceil", "floor": "math.floor"}.get(atom.conversion, atom.conversion)
    return f"{name}({atom.expression})"


def _operand(size: Size) -> str:
    if isinstance(size, int):
        return str(size)
    atom = atom_of(size)
    if atom is not None and not isinstance(atom, FloorDiv):
        return _atom(atom)
    return f"({render(size)})"


def render_condition(condition: Condition | bool) -> str:
    """A Python expression of the condition: ``d % heads == 0``, ``stride != 1``, ``d <= 4``."""
    if isinstance(condition, bool):
        return str(condition)
    if isinstance(condition, Opinion):
        return condition.text if condition.holds else f"not ({condition.text})"
    if isinstance(condition, Relation):
        return _relation(condition)
    word = " and " if isinstance(condition, All) else " or "
    parts = []
    for part in condition.conditions:
        text = render_condition(part)
        parts.append(f"({text})" if not isinstance(part, Relation | Opinion) else text)
    return word.join(parts)


def _relation(relation: Relation) -> str:
    positive: dict[Monomial, Coefficient] = {}
    negative: dict[Monomial, Coefficient] = {}
    for monomial, coefficient in relation.dim.terms.items():
        if coefficient > 0:
            positive[monomial] = coefficient
        else:
            negative[monomial] = -coefficient
    left, right = make(positive), make(negative)
    if relation.op is EQ or relation.op is NE:
        if isinstance(left, int):
            left, right = right, left
        return f"{render(left)} {relation.op.value} {render(right)}"
    if isinstance(left, int):
        return f"{render(right)} <= {render(left)}"
    return f"{render(left)} >= {render(right)}"


def latex(size: Size) -> str:
    """The size in LaTeX."""
    if isinstance(size, int):
        return str(size)
    text = ""
    for monomial, coefficient in sorted(size.terms.items(), key=_order):
        part = _latex_term(monomial, abs(coefficient))
        if not text:
            text = f"-{part}" if coefficient < 0 else part
        else:
            text += f" - {part}" if coefficient < 0 else f" + {part}"
    return text


def _latex_term(monomial: Monomial, coefficient: Coefficient) -> str:
    factors = []
    for atom, exponent in sorted(monomial, key=lambda item: _atom(item[0])):
        text = _latex_atom(atom)
        factors.append(text if exponent == 1 else f"{text}^{{{exponent}}}")
    if isinstance(coefficient, Fraction):
        factors.insert(0, rf"\frac{{{coefficient.numerator}}}{{{coefficient.denominator}}}")
    elif coefficient != 1 or not factors:
        factors.insert(0, str(coefficient))
    return r" \, ".join(factors) if len(factors) > 2 else " ".join(factors)


def _latex_atom(atom: Atom) -> str:
    if isinstance(atom, Symbol):
        name = atom.name.replace("_", r"\_")
        return name if len(atom.name) == 1 else rf"\mathrm{{{name}}}"
    if isinstance(atom, Mod):
        return rf"({latex(atom.numerator)} \bmod {latex(atom.denominator)})"
    if isinstance(atom, FloorDiv):
        return rf"\lfloor {latex(atom.numerator)} / {latex(atom.denominator)} \rfloor"
    if isinstance(atom, Minimum):
        name = r"\max" if isinstance(atom, Maximum) else r"\min"
        return rf"{name}({', '.join(map(latex, atom.arguments))})"
    return rf"\mathrm{{{_atom(atom)}}}"
