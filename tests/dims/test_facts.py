"""Verdicts are sound: ALWAYS and NEVER hold at every point that the facts allow, WHEN(c) is equivalent there."""

from __future__ import annotations

import pickle

import pytest
from dims.trees import (
    SYMBOLS,
    Claim,
    Computed,
    Point,
    Tree,
    claims,
    compiled,
    grid,
    names,
    polynomials,
    python,
    relations,
    sizes,
)
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from shapeproof.dims import (
    ALWAYS,
    NEVER,
    Any,
    Condition,
    Dim,
    Facts,
    Kind,
    Opinion,
    Relation,
    Size,
    When,
    atom_of,
    conjunction,
    different,
    disjunction,
    divides,
    equal,
    evaluate,
    floordiv,
    less,
    less_equal,
    maximum,
    minimum,
    modulo,
    negate,
    render_condition,
    solve_linear,
    symbol,
)

a, b, n, k, m = SYMBOLS.values()
NAMES = ("a", "n", "k")
POINTS = grid(NAMES, -6, 7)

d, h, w, x, y, z = (symbol(name) for name in ("d", "h", "w", "x", "y", "z"))
B, C, N = (symbol(name, lower=1) for name in ("B", "C", "N"))
EMPTY = Facts.EMPTY


def when(condition: Condition | bool) -> When:
    assert not isinstance(condition, bool)
    return When(condition)


def given_that(*conditions: Condition | bool) -> Facts:
    facts = EMPTY
    for condition in conditions:
        after = facts.assume(condition)
        assert after is not None
        facts = after
    return facts


def made(claim: Claim) -> Condition | bool | None:
    try:
        return claim.build()
    except ZeroDivisionError:
        return None


def allowed(codes: list[Computed], points: list[Point]) -> list[Point]:
    return [point for point in points if all(python(code, point) for code in codes)]


# --- soundness ----------------------------------------------------------------------------------------------------


def check_soundness(question: Claim, assumed: list[Claim], points: list[Point]) -> None:
    facts: Facts | None = EMPTY
    codes: list[Computed] = []
    for claim in assumed:
        condition = made(claim)
        if condition is None:
            continue
        codes.append(compiled(claim.source))
        before = facts
        facts = before.assume(condition) if before is not None else None
        if facts is None:
            assert not allowed(codes, points), (before, condition)
            event("contradiction")
            return
    assert facts is not None
    condition = made(question)
    if condition is None:
        return
    verdict = facts.decide(condition)
    event(type(verdict).__name__ if isinstance(verdict, When) else repr(verdict))
    code = compiled(question.source)
    left = None if not isinstance(verdict, When) else compiled(render_condition(verdict.condition))
    for point in allowed(codes, points):
        expected = python(code, point)
        if expected is None:
            continue
        if verdict is ALWAYS:
            assert expected, (facts, point)
        elif verdict is NEVER:
            assert not expected, (facts, point)
        else:
            assert left is not None
            assert bool(python(left, point)) == bool(expected), (facts, verdict, point)


@settings(max_examples=300)
@given(claims(sizes(NAMES, leaves=5)))
def test_verdicts_without_facts(question: Claim) -> None:
    check_soundness(question, [], POINTS)


def fact_claims() -> st.SearchStrategy[Claim]:
    """Those that models make: small, and often about the same sizes."""
    small = st.one_of(names(NAMES), polynomials(NAMES, leaves=3), sizes(NAMES, leaves=3, floats=False))
    return st.one_of(relations(small), claims(small))


@settings(max_examples=300)
@given(claims(sizes(NAMES, leaves=5)), st.lists(fact_claims(), min_size=1, max_size=3))
def test_verdicts_under_facts(question: Claim, assumed: list[Claim]) -> None:
    check_soundness(question, assumed, POINTS)


def divisibility(x_tree: Tree, y_tree: Tree) -> Claim:
    return Claim(f"{x_tree} % {y_tree} == 0", lambda: divides(y_tree.build(), x_tree.build()))


def questions_of_divisibility() -> st.SearchStrategy[Claim]:
    """Products and quotients of few symbols: what divisibility decides."""
    few = st.one_of(names(("a", "k")), st.sampled_from([2, 3, 4]).map(lambda v: Tree(str(v), lambda: v)))
    quotient = st.builds(
        lambda x, y, z: Tree(f"({z} * ({x} // {y}))", lambda: z.build() * floordiv(x.build(), y.build())), few, few, few
    )
    half = st.builds(lambda x, y: Tree(f"({x} // {y})", lambda: floordiv(x.build(), y.build())), quotient, few)
    rest = st.builds(lambda x, y: Tree(f"({x} % {y})", lambda: modulo(x.build(), y.build())), quotient, few)
    return relations(st.one_of(few, quotient, half, rest))


@settings(max_examples=300)
@given(
    questions_of_divisibility(),
    st.lists(
        st.builds(
            divisibility,
            polynomials(("a", "k"), leaves=2),
            st.one_of(names(("a", "k")), st.sampled_from([2, 3, 4]).map(lambda v: Tree(str(v), lambda: v))),
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_verdicts_under_divisibility(question: Claim, assumed: list[Claim]) -> None:
    check_soundness(question, assumed, grid(("a", "k"), -16, 24))


def linear() -> st.SearchStrategy[Tree]:
    """``2*a - k + 3`` and the like, so that facts and questions meet."""

    def tree(factors: tuple[int, ...]) -> Tree:
        terms = [(factor, name) for factor, name in zip(factors, NAMES, strict=False) if factor]
        source = " + ".join([*(f"{factor} * {name}" for factor, name in terms), str(factors[-1])])
        return Tree(f"({source})", lambda: sum((factor * SYMBOLS[name] for factor, name in terms), factors[-1]))

    few = st.sampled_from([0, 0, 1, 1, -1, 2, -2, 3])
    return st.tuples(few, few, few, st.integers(-4, 4)).map(tree)


def halves(x: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    by = st.sampled_from([2, 3, 4])
    return st.one_of(
        x,
        x,
        st.builds(lambda t, v: Tree(f"({t} // {v})", lambda: floordiv(t.build(), v)), x, by),
        st.builds(lambda t, v: Tree(f"({t} % {v})", lambda: modulo(t.build(), v)), x, by),
    )


@settings(max_examples=400)
@given(relations(halves(linear())), st.lists(relations(halves(linear())), min_size=1, max_size=4))
def test_verdicts_of_linear_questions(question: Claim, assumed: list[Claim]) -> None:
    check_soundness(question, assumed, POINTS)


@settings(max_examples=150)
@given(sizes(NAMES, leaves=5), st.lists(fact_claims(), min_size=1, max_size=3))
def test_simplifying_keeps_the_value_where_the_facts_hold(tree: Tree, assumed: list[Claim]) -> None:
    facts: Facts | None = EMPTY
    codes = []
    for claim in assumed:
        condition = made(claim)
        if condition is not None and facts is not None:
            facts = facts.assume(condition)
            codes.append(compiled(claim.source))
    assume(facts is not None)
    try:
        size = tree.build()
    except ZeroDivisionError:
        return
    assert facts is not None
    simplified = facts.simplify(size)
    low, high = facts.lower_bound(size), facts.upper_bound(size)
    code = compiled(tree.source)
    for point in allowed(codes, POINTS):
        expected = python(code, point)
        if expected is not None:
            assert evaluate(simplified, point) == expected
            assert low is None or low <= expected
            assert high is None or expected <= high


@settings(max_examples=150)
@given(claims(sizes(NAMES, leaves=4)))
def test_a_negation_is_the_opposite(claim: Claim) -> None:
    condition = made(claim)
    assume(condition is not None)
    assert condition is not None
    opposite = compiled(render_condition(negate(condition)))
    code = compiled(claim.source)
    for point in POINTS[::7]:
        expected = python(code, point)
        if expected is not None:
            assert bool(python(opposite, point)) != bool(expected)


@given(polynomials(leaves=8))
def test_a_solution_solves(tree: Tree) -> None:
    size = tree.build()
    assume(isinstance(size, Dim))
    assert isinstance(size, Dim)
    solved = solve_linear(size)
    if solved is None:
        return
    atom, value = solved
    assert isinstance(value, int) or atom not in value.symbols
    code = compiled(tree.source)
    for point in grid(tuple(SYMBOLS), -2, 2):
        point[atom.name] = evaluate(value, point)
        assert python(code, point) == 0


# --- judgement 8, by name -----------------------------------------------------------------------------------------


def test_signs() -> None:
    assert EMPTY.decide(equal(2 * B, B)) is NEVER
    assert EMPTY.decide(equal(B + C, 0)) is NEVER
    assert EMPTY.decide(equal(B * C + C, C)) is NEVER
    assert EMPTY.decide(equal(B * C + B, C)) is NEVER
    assert EMPTY.decide(less_equal(C, B * C)) is ALWAYS
    assert EMPTY.decide(less(B, B + C)) is ALWAYS
    assert EMPTY.decide(different(B * C, 0)) is ALWAYS
    assert EMPTY.decide(equal(B * C, 0)) is NEVER
    assert EMPTY.decide(less_equal(1, B)) is ALWAYS


def test_symbols_without_a_bound_may_be_zero_or_negative() -> None:
    assert EMPTY.decide(equal(2 * d, d)) == when(equal(d, 0))
    assert EMPTY.decide(equal(x + y, 0)) == when(equal(x, -y))
    assert EMPTY.decide(less_equal(0, d)) == when(less_equal(0, d))
    assert EMPTY.decide(equal(x * y, x * z)) == when(equal(x * y, x * z))
    assert EMPTY.decide(equal(B * y, B * z)) == when(equal(y, z))
    assert EMPTY.decide(less_equal(h * (d // h), d)) == when(less_equal(h * (d // h), d))
    fresh = symbol("found", Kind.FRESH, lower=0)
    assert EMPTY.decide(equal(2 * fresh, fresh)) == when(equal(fresh, 0))
    assert EMPTY.decide(less_equal(0, fresh)) is ALWAYS
    assert EMPTY.decide(equal(fresh + 1, 0)) is NEVER


def test_divisibility() -> None:
    assert EMPTY.decide(equal((d // h) * h, d)) == when(divides(h, d))
    assert render_condition(equal((d // h) * h, d)) == "d % h == 0"
    facts = given_that(divides(h, d))
    assert facts.decide(equal((d // h) * h, d)) is ALWAYS
    assert facts.decide(different((d // h) * h, d)) is NEVER
    assert facts.simplify(3 * h * (d // h) * B + d % h) is 3 * B * d
    assert facts.simplify(h * h * (d // h) ** 2) is d * d
    assert facts.decide(equal(3 * B * N * d, 3 * B * N * h * (d // h))) is ALWAYS
    assert EMPTY.decide(equal(3 * B * N * d, 3 * B * N * h * (d // h))) == when(divides(h, d))
    assert EMPTY.decide(divides(4, 8 * d)) is ALWAYS
    assert EMPTY.decide(divides(4, 8 * d + 2)) is NEVER


def test_parity() -> None:
    assert EMPTY.decide(equal(2 * x, 2 * y + 1)) is NEVER
    assert EMPTY.decide(equal(6 * x + 4 * y, 3)) is NEVER
    assert EMPTY.decide(equal(6 * x + 4 * y, 2)) == when(equal(3 * x + 2 * y, 1))
    assert EMPTY.decide(equal(2 * x, 2 * y)) == when(equal(x, y))
    assert EMPTY.decide(less_equal(2 * x, 2 * y + 1)) == when(less_equal(x, y))


def test_halving_twice() -> None:
    condition = equal(2 * ((x // 2) // 2), x // 2)
    assert render_condition(condition) == "(x//2) % 2 == 0"
    facts = given_that(equal(2 * (x // 2), x))
    assert facts.decide(condition) == when(divides(4, x))
    assert given_that(divides(4, x)).decide(condition) is ALWAYS
    sixteen = given_that(divides(16, x))
    for level in range(4):
        assert sixteen.decide(equal(2 * (x // 2 ** (level + 1)), x // 2**level)) is ALWAYS
        assert sixteen.decide(divides(2**level, x)) is ALWAYS
    assert sixteen.decide(divides(32, x)) == when(divides(32, x))
    assert sixteen.decide(equal(x, 8)) is NEVER
    heads = given_that(divides(h, d), divides(2, d // h))
    assert heads.decide(divides(2 * h, d)) is ALWAYS
    assert heads.decide(equal(2 * ((d // h) // 2), d // h)) is ALWAYS


def test_multiples_within_bounds() -> None:
    assert given_that(divides(4, B)).decide(less_equal(4, B)) is ALWAYS
    assert given_that(divides(B, C)).decide(less_equal(B, C)) is ALWAYS
    assert given_that(divides(4, n)).decide(less_equal(4, n)) == when(less_equal(4, n))
    assert given_that(less_equal(x, -1), divides(3, x)).decide(less_equal(x, -3)) is ALWAYS
    assert given_that(less_equal(x, 0), divides(3, -x)).decide(less_equal(x, -3)) == when(less_equal(x, -3))
    assert given_that(divides(4, x)).decide(less_equal(4, x)) == when(less_equal(4, x))


def test_remainders_and_quotients_of_the_same() -> None:
    assert EMPTY.decide(equal(x % 4, x - 4 * (x // 4))) is ALWAYS
    assert EMPTY.decide(less_equal(2 * (x // 2), x)) is ALWAYS
    assert EMPTY.decide(less_equal(x - 1, 2 * (x // 2))) is ALWAYS
    assert EMPTY.decide(equal(2 * (x // 2), x + 1)) is NEVER
    assert EMPTY.decide(less_equal(1, B - B // 2)) is ALWAYS
    assert EMPTY.decide(equal(x // 2 + (x + 1) // 2, x)) is ALWAYS
    assert EMPTY.decide(less(x % 4, 4)) is ALWAYS
    assert EMPTY.decide(less(x % B, B)) == when(less(x % B, B))
    assert EMPTY.decide(equal(x % 4, 5)) is NEVER


def test_chains_of_solutions() -> None:
    facts = given_that(equal(x, y + 1), equal(y, 2 * z), equal(z, 3))
    assert facts.simplify(x) == 7
    assert facts.decide(equal(x, 7)) is ALWAYS
    assert facts.decide(equal(x, y)) is NEVER
    assert facts.assume(equal(x, 8)) is None
    assert dict(facts.solutions) == {atom_of(x): 7, atom_of(y): 6, atom_of(z): 3}


def test_what_was_known_follows_a_solution() -> None:
    facts = given_that(less_equal(5, x), divides(h, d), equal(x, y + 1), equal(d, 2 * w))
    assert facts.decide(less_equal(4, y)) is ALWAYS
    assert facts.decide(equal(y, 3)) is NEVER
    assert facts.decide(equal(h * ((2 * w) // h), 2 * w)) is ALWAYS
    assert facts.assume(equal(y, 3)) is None
    assert given_that(less(x, y), equal(z, w)).decide(equal(x, y)) is NEVER
    bounded = given_that(equal(B, x - 3))
    assert bounded.decide(less_equal(4, x)) is ALWAYS
    assert [render_condition(condition) for condition, _ in bounded.conditions] == ["B + 3 == x"]


def test_bounds_that_meet_are_an_equation() -> None:
    facts = given_that(less_equal(3, x), less_equal(x, 3))
    assert facts.simplify(x + 1) == 4
    both = given_that(less_equal(x, 2 * y), less_equal(2 * y, x))
    assert both.decide(equal(x, 2 * y)) is ALWAYS
    assert given_that(less_equal(x, 3), different(x, 3)).decide(less(x, 3)) is ALWAYS
    assert given_that(less(x, y)).decide(equal(x, y)) is NEVER
    assert given_that(less(x, y)).decide(less_equal(y, x)) is NEVER
    assert given_that(less(x, y)).decide(less_equal(x, y + 1)) is ALWAYS
    assert given_that(less_equal(0, x)).assume(less(x, 0)) is None


def test_factors_known_to_differ_from_zero() -> None:
    assert given_that(less_equal(1, h)).decide(equal(h * x, h * y)) == when(equal(x, y))
    assert given_that(less_equal(h, -2)).decide(equal(h * x, 0)) == when(equal(x, 0))


def test_equations_no_symbol_solves() -> None:
    facts = given_that(equal(x * y, z * w))
    assert facts.decide(equal(3 * B * x * y, 3 * B * z * w)) is ALWAYS
    assert facts.decide(less_equal(B * x * y, B * z * w)) is ALWAYS
    assert facts.decide(different(h * x * y, h * z * w)) is NEVER
    assert facts.decide(equal(x * y + 1, z * w)) is NEVER
    assert facts.decide(equal(h * x * y, h * z * w)) is ALWAYS
    six = given_that(equal(x * y, 6))
    assert six.decide(equal(x * y, 7)) is NEVER
    assert six.decide(less_equal(6, x * y)) is ALWAYS
    assert six.decide(less_equal(x * y, 5)) is NEVER
    assert six.assume(equal(x, 0)) is None


def test_extremes() -> None:
    assert EMPTY.decide(less_equal(minimum(x, y), maximum(x, y))) == when(less_equal(minimum(x, y), maximum(x, y)))
    assert EMPTY.decide(less_equal(1, maximum(1, x))) is ALWAYS
    assert EMPTY.decide(equal(maximum(1, x), 0)) is NEVER
    assert EMPTY.decide(less_equal(minimum(4, x), 4)) is ALWAYS
    assert minimum(B, 1) == 1


def test_free_symbols_are_solved_before_rigid_ones() -> None:
    free = symbol("x.1", Kind.FREE, lower=1)
    facts = given_that(equal(d, free))
    assert facts.simplify(free) is d
    assert facts.simplify(d) is d
    solved = EMPTY.solve(free, d, "here")
    assert solved is not None
    assert solved.simplify(2 * free) is 2 * d
    assert [origin for _, origin in solved.conditions] == ["here"]
    assert solved.lower_bound(d) == 1
    assert EMPTY.solve(free, 0) is None
    assert EMPTY.solve(free, free + 1) is None
    again = EMPTY.solve(x, 2 * x)
    assert again is not None
    assert again.simplify(x) == 0
    assert solved.solve(free, d) is not None
    twice = solved.solve(free, 5)
    assert twice is not None
    assert twice.simplify(d) == 5


def test_compound_conditions() -> None:
    either = disjunction(equal(x, 1), equal(x, C))
    facts = given_that(different(x, 1))
    assert facts.decide(either) == when(equal(C, x))
    known = given_that(either)
    assert known.decide(either) is ALWAYS
    assert known.decide(negate(either)) is NEVER
    assert disjunction(equal(x, 1), different(x, 1)) is True
    assert conjunction(equal(x, 1), different(x, 1)) is False
    assert EMPTY.assume(conjunction(equal(x, 2), equal(x, 3))) is None
    assert conjunction() is True
    assert disjunction() is False
    assert isinstance(either, Any)
    assert negate(negate(either)) == either
    assert divides(0, x) is False


def test_opinions() -> None:
    opinion = Opinion("flag", 1)
    assert EMPTY.decide(opinion) == When(opinion)
    facts = given_that(opinion)
    assert facts.decide(opinion) is ALWAYS
    assert facts.decide(negate(opinion)) is NEVER
    assert facts.assume(negate(opinion)) is None


def test_facts_are_told_with_their_origins() -> None:
    facts = EMPTY.assume(divides(h, d), "the constructor")
    assert facts is not None
    more = facts.assume(divides(h, d), "again")
    assert more is facts
    assert facts.conditions == ((divides(h, d), "the constructor"),)
    assert facts.assume(True) is facts
    assert facts.assume(False) is None
    assert EMPTY.conditions == ()


def test_verdicts_and_facts_survive_a_pickle() -> None:
    facts = given_that(divides(h, d), equal(x, y + 1), less_equal(3, y))
    again = pickle.loads(pickle.dumps(facts))
    assert again == facts
    assert again.decide(equal(h * (d // h), d)) is ALWAYS
    assert pickle.loads(pickle.dumps(NEVER)) is NEVER
    question = equal(x, z)
    assert pickle.loads(pickle.dumps(When(question))) == When(question)  # type: ignore[arg-type]


def test_a_relation_reads_as_python() -> None:
    cases: list[tuple[Condition | bool, str]] = [
        (equal(d, 4 * h), "d == 4*h"),
        (different(x, 1), "x != 1"),
        (less_equal(d, 4), "d <= 4"),
        (less(4, d), "d >= 5"),
        (less_equal(x + 2, y), "y >= x + 2"),
        (less(d, 0), "d <= -1"),
        (less_equal(-2, d), "d >= -2"),
        (equal(d, -2), "d == -2"),
        (equal(x + y + 3, 0), "x + y == -3"),
        (different(x + 2, y), "x + 2 != y"),
        (divides(h, d), "d % h == 0"),
        (negate(divides(8, x * y)), "(x*y) % 8 != 0"),
        (equal(-(d // h), x), "d//h + x == 0"),
        (less_equal(d // h, -x), "d//h + x <= 0"),
        (conjunction(equal(x, 1), disjunction(equal(y, 1), equal(y, 2))), "x == 1 and (y == 1 or y == 2)"),
        (Opinion("it is so", 1, holds=False), "not (it is so)"),
        (True, "True"),
    ]
    for condition, text in cases:
        assert render_condition(condition) == text
    assert repr(divides(h, d)) == "d % h == 0"
    assert isinstance(divides(h, d), Relation)


@pytest.mark.parametrize("size", [x // B, x % B, maximum(x, y), x * x - y, 2**62 * x])
def test_an_equation_with_itself_is_no_question(size: Size) -> None:
    assert equal(size, size) is True
    assert different(size, size) is False
    assert less_equal(size, size) is True
    assert less(size, size) is False
