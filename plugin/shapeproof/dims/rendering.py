"""Sizes and conditions as Python expressions and as LaTeX: terms by falling degree, then by name."""

from __future__ import annotations

from fractions import Fraction

from shapeproof.dims.atoms import Atom, FloorDiv, Maximum, Minimum, Mod, Opaque, Symbol
from shapeproof.dims.conditions import EQ, GE, All, Condition, Opinion, Relation, comparison_of
from shapeproof.dims.division import floordiv
from shapeproof.dims.floats import FloatExpression
from shapeproof.dims.polynomial import (
    Coefficient,
    Dim,
    Monomial,
    Size,
    atom_of,
    make,
    of_atom,
    whole_and_scale,
)


def render(size: Size) -> str:
    """A Python expression of the size."""
    if isinstance(size, int):
        return str(size)
    text = ""
    terms = size.terms
    if whole_and_scale(size)[1] > 1:
        text, terms = _fraction(size)
    for monomial, coefficient in sorted(terms.items(), key=_order):
        part = _term(monomial, _magnitude(coefficient))
        if text:
            text += f" - {part}" if coefficient < 0 else f" + {part}"
        elif coefficient < 0:
            text = f"-({part})" if coefficient == -1 and _is_quotient(monomial) else f"-{part}"
        else:
            text = part
    return text


def _fraction(size: Dim) -> tuple[str, dict[Monomial, Coefficient]]:
    """Terms over one divisor, and the terms left: the whole ones, where the others make whole numbers."""
    fraction = make({m: c for m, c in size.terms.items() if type(c) is not int})
    whole, scale = whole_and_scale(fraction)
    if floordiv(whole, scale) is fraction:
        return f"{_operand(whole)}//{scale}", {m: c for m, c in size.terms.items() if type(c) is int}
    whole, scale = whole_and_scale(size)
    return f"{_operand(whole)}/{scale}", {}


def _order(item: tuple[Monomial, Coefficient]) -> tuple[int, list[str], list[str]]:
    monomial, _ = item
    names = sorted(name for atom, exponent in monomial for name in [render_atom(atom)] * exponent)
    return -sum(exponent for _, exponent in monomial), names, sorted(atom.order for atom, _ in monomial)


def _magnitude(coefficient: Coefficient) -> Coefficient:
    return -coefficient if coefficient < 0 else coefficient


def _is_quotient(monomial: Monomial) -> bool:
    return len(monomial) == 1 and monomial[0][1] == 1 and isinstance(monomial[0][0], FloorDiv)


def _term(monomial: Monomial, coefficient: Coefficient) -> str:
    if coefficient == 1 and _is_quotient(monomial):
        return render_atom(monomial[0][0])
    powers = sorted(
        (isinstance(atom, FloorDiv), render_atom(atom), atom.order, exponent) for atom, exponent in monomial
    )
    factors = []
    for is_quotient, text, _, exponent in powers:
        if is_quotient:
            text = f"({text})"
        factors.append(text if exponent == 1 else f"{text}**{exponent}")
    if coefficient != 1 or not factors:
        factors.insert(0, str(coefficient))
    return "*".join(factors)


def render_atom(atom: Atom) -> str:
    """A Python expression of the atom."""
    if not atom.text:
        atom.text = _rendered(atom)
    return atom.text


def _rendered(atom: Atom) -> str:
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
    return f"{name}({atom.expression.text(render)})"


def _operand(size: Size) -> str:
    if isinstance(size, int):
        return str(size)
    atom = atom_of(size)
    if atom is not None and not isinstance(atom, FloorDiv):
        return render_atom(atom)
    return f"({render(size)})"


# --- conditions -----------------------------------------------------------------------------------------------------


def render_condition(condition: Condition | bool) -> str:
    """A Python expression of the condition: ``d % heads == 0``, ``stride != 1``, ``d <= 4``."""
    if isinstance(condition, bool):
        return str(condition)
    if isinstance(condition, Opinion):
        return condition.text if condition.holds else f"not ({condition.text})"
    if isinstance(condition, Relation):
        return _relation(condition)
    if isinstance(condition, All):
        within = _within(condition)
        if within is not None:
            return within
    word = " and " if isinstance(condition, All) else " or "
    parts = []
    for part in condition.conditions:
        text = render_condition(part)
        loose = isinstance(part, Opinion) and part.holds and (" or " in text or " and " in text or " if " in text)
        parts.append(f"({text})" if loose or not isinstance(part, Relation | Opinion) else text)
    return word.join(parts)


def _within(condition: All) -> str | None:
    """``0 <= p <= 1``, of a symbol or a float that is given between two numbers."""
    ends = [_end(part) for part in condition.conditions]
    low = next((end for end in ends if end is not None and end[1][0] == ">"), None)
    high = next((end for end in ends if end is not None and end[1][0] == "<"), None)
    if len(ends) != 2 or low is None or high is None or low[0] != high[0]:
        return None
    return f"{low[2]} {low[1].replace('>', '<')} {low[0]} {high[1]} {high[2]}"


def _end(part: Condition) -> tuple[str, str, str] | None:
    """Name, sign and number of ``p >= 0``; None for other conditions."""
    comparison = comparison_of(part)
    if comparison is not None and isinstance(part, Relation):
        expression = comparison.expression if part.op is EQ else comparison.expression.opposite()
        left, number = expression.arguments if expression is not None else (None, None)
        if not isinstance(number, int | float) or getattr(left, "op", None) != "given":
            return None
        assert expression is not None
        return (left.text(render), expression.op, repr(number)) if expression.op in ("<", "<=", ">", ">=") else None
    if not isinstance(part, Relation) or part.op is not GE:
        return None
    constant = int(part.dim.terms.get((), 0))
    for sign in (1, -1):
        atom = atom_of(sign * (part.dim - constant))
        if isinstance(atom, Symbol):
            return atom.name, ">=" if sign > 0 else "<=", str(-sign * constant)
    return None


def _relation(relation: Relation) -> str:
    """What is added on the left, what is subtracted on the right; a constant alone stands on the right."""
    comparison = comparison_of(relation)
    if comparison is not None:
        return _comparison(comparison.expression, relation.op is EQ)
    remainder = _remainder(relation)
    if remainder is not None:
        return remainder
    product = _product(relation)
    if product is not None:
        return product
    positive: dict[Monomial, Coefficient] = {}
    negative: dict[Monomial, Coefficient] = {}
    for monomial, coefficient in relation.dim.terms.items():
        if monomial:
            (positive if coefficient > 0 else negative)[monomial] = _magnitude(coefficient)
    constant = relation.dim.terms.get((), 0)
    sign = relation.op.value
    if not positive:
        positive, negative, constant = negative, positive, -constant
        sign = "<=" if relation.op is GE else sign
    if constant < 0 or not negative:
        negative[()] = -constant
    else:
        positive[()] = constant
    return f"{render(make(positive))} {sign} {render(make(negative))}"


def _remainder(relation: Relation) -> str | None:
    """``(n + 1) % 2 == 0`` as ``n % 2 == 1``, where a remainder is all that it is about."""
    constant = relation.dim.terms.get((), 0)
    atom = atom_of(relation.dim - constant)
    if relation.op is GE or not isinstance(atom, Mod) or not isinstance(atom.denominator, int):
        return None
    by, offset = atom.denominator, atom.numerator.terms.get((), 0) if isinstance(atom.numerator, Dim) else 0
    if by < 2 or not offset:
        return None
    plain = atom.numerator - int(offset)
    return f"{_operand(plain)} % {by} {relation.op.value} {(-constant - offset) % by}"


def _product(relation: Relation) -> str | None:
    """``a*b - 2*a - 2*b - 140 == 0`` as ``(a - 2)*(b - 2) == 144``; None where it is no such equation."""
    terms = {monomial: int(coefficient) for monomial, coefficient in relation.dim.terms.items()}
    constant = terms.pop((), 0)
    both = next((monomial for monomial in terms if len(monomial) == 2), ())
    if relation.op is GE or len(terms) != 3 or len(both) != 2:
        return None
    (a, a_exponent), (b, b_exponent) = both
    by_a, by_b, count = terms.get(((a, 1),)), terms.get(((b, 1),)), terms[both]
    if (a_exponent, b_exponent) != (1, 1) or by_a is None or by_b is None or abs(count) != 1:
        return None
    first, second = sorted((render(of_atom(a) + count * by_b), render(of_atom(b) + count * by_a)))
    return f"({first})*({second}) {relation.op.value} {by_a * by_b - count * constant}"


def _comparison(expression: FloatExpression, holds: bool) -> str:
    shown = expression if holds else expression.opposite()
    return f"not {expression.text(render)}" if shown is None else shown.text(render)


# --- LaTeX ----------------------------------------------------------------------------------------------------------

_SPECIAL = {"_": r"\_", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$", "{": r"\{", "}": r"\}", "*": r"{*}"}


def latex(size: Size) -> str:
    """The size in LaTeX, for math mode."""
    if isinstance(size, int):
        return str(size)
    text = ""
    for monomial, coefficient in sorted(size.terms.items(), key=_order):
        part = _latex_term(monomial, _magnitude(coefficient))
        if not text:
            text = f"-{part}" if coefficient < 0 else part
        else:
            text += f" - {part}" if coefficient < 0 else f" + {part}"
    return text


def _latex_term(monomial: Monomial, coefficient: Coefficient) -> str:
    if coefficient == 1 and len(monomial) == 1 and monomial[0][1] == 1 and isinstance(monomial[0][0], Mod):
        return _latex_atom(monomial[0][0])
    factors = []
    for atom, exponent in sorted(monomial, key=lambda item: (isinstance(item[0], FloorDiv), render_atom(item[0]))):
        text = _latex_atom(atom)
        if isinstance(atom, Mod) or (exponent > 1 and not isinstance(atom, Symbol)):
            text = rf"\left({text}\right)"
        factors.append(text if exponent == 1 else f"{text}^{{{exponent}}}")
    if isinstance(coefficient, Fraction):
        factors.insert(0, rf"\frac{{{coefficient.numerator}}}{{{coefficient.denominator}}}")
    elif coefficient != 1 or not factors:
        factors.insert(0, str(coefficient))
    is_word = [factor.startswith(r"\mathrm") for factor in factors]
    spaced = len(factors) > 2 or (any(is_word) and not factors[0].isdigit())
    return r" \, ".join(factors) if spaced else " ".join(factors)


def _latex_atom(atom: Atom) -> str:
    if isinstance(atom, Symbol):
        return atom.name if len(atom.name) == 1 and atom.name.isalnum() else _roman(atom.name)
    if isinstance(atom, Mod):
        return rf"{_latex_operand(atom.numerator)} \bmod {_latex_operand(atom.denominator)}"
    if isinstance(atom, FloorDiv):
        return rf"\left\lfloor \frac{{{latex(atom.numerator)}}}{{{latex(atom.denominator)}}} \right\rfloor"
    if isinstance(atom, Minimum):
        name = r"\max" if isinstance(atom, Maximum) else r"\min"
        return rf"{name}\left({', '.join(map(latex, atom.arguments))}\right)"
    return _roman(render(of_atom(atom)))


def _latex_operand(size: Size) -> str:
    if isinstance(size, int) or isinstance(atom_of(size), Symbol | Minimum):
        return latex(size)
    return rf"\left({latex(size)}\right)"


def _roman(text: str) -> str:
    return rf"\mathrm{{{''.join(_SPECIAL.get(character, character) for character in text)}}}"
