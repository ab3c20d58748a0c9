"""Broadcasting and matrix multiplication: the same shape as torch, or the same refusal."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from shapeproof.dims import evaluate, symbol, symbols_of
from shapeproof.shapes import Judge, Refusal, Refused, Shape, broadcast, broadcast_refusal, matmul

sizes = st.sampled_from([0, 1, 1, 2, 3])
shapes = st.lists(sizes, max_size=4).map(tuple)


def refused(*_: object) -> Refusal:
    return Refusal("matmul", "refused")


def torch_shape(operation, *operands):
    try:
        return tuple(operation(*(torch.empty(each, device="meta") for each in operands)).shape)
    except RuntimeError:
        return None


def our_shape(operation, *arguments):
    try:
        return operation(*arguments).dims
    except Refused:
        return None


@given(shapes, shapes)
def test_broadcasting_agrees(a, b):
    first, second = Shape(a), Shape(b)
    ours = our_shape(broadcast, Judge(), first, second, broadcast_refusal("add", first, second))
    assert ours == torch_shape(torch.add, a, b)


@given(shapes, shapes)
def test_matmul_agrees(a, b):
    ours = our_shape(matmul, Judge(), Shape(a), Shape(b), refused, refused)
    assert ours == torch_shape(torch.matmul, a, b)


NAMES = {"m": 2, "k": 3, "n": 5, "b": 4}
symbolic = st.lists(st.sampled_from([*NAMES, 1]), min_size=1, max_size=4)


@given(symbolic, symbolic)
def test_symbolic_operands_agree_where_their_condition_holds(a, b):
    """A refusal becomes a condition: at numbers that meet it shapes agree, at others torch refuses."""
    dims = {name: symbol(name, lower=1) for name in NAMES}
    judge = Judge()
    try:
        ours = matmul(judge, Shape(dims.get(x, x) for x in a), Shape(dims.get(x, x) for x in b), refused, refused)
    except Refused:
        ours = None
    true = torch_shape(torch.matmul, [NAMES.get(x, x) for x in a], [NAMES.get(x, x) for x in b])
    met = all(_holds(condition) for condition, _ in judge.assumed)
    if ours is None or not met:
        assert true is None
    else:
        found = tuple(evaluate(judge.resolve(item), NAMES) for item in ours.dims)
        assert found == true


def _holds(condition) -> bool:
    parts = getattr(condition, "conditions", None)
    if parts is not None:
        several = [_holds(part) for part in parts]
        return any(several) if type(condition).__name__ == "Any" else all(several)
    value = evaluate(condition.dim, NAMES)
    return {"==": value == 0, "!=": value != 0, ">=": value >= 0}[condition.op.value]


def test_a_matrix_times_an_input_of_open_rank_keeps_its_leading_axes():
    judge = Judge()
    x = Shape([judge.free_splat("x")])
    d = symbol("d")
    made = matmul(judge, x, Shape([d, 7]), refused, refused)
    assert made.items[-1] == 7 and made.rank is None
    assert judge.reading(x).items[-1] is d


def test_free_sizes_are_not_solved_by_broadcasting():
    judge = Judge()
    a, b = judge.free("a"), judge.free("b")
    result = broadcast(judge, Shape([a]), Shape([b]), broadcast_refusal("add", Shape([a]), Shape([b])))
    judge.same(a, 64, refused())
    judge.same(b, 1, refused())
    judge.same(result.dims[0], 64, refused())
    assert symbols_of(result.dims[0])


def test_one_free_size_meets_a_fixed_one():
    judge = Judge()
    a = judge.free("a")
    result = broadcast(judge, Shape([a]), Shape([5]), broadcast_refusal("add", Shape([a]), Shape([5])))
    assert result.dims == (5,)
    with pytest.raises(Refused):
        judge.same(a, 4, refused())


def test_two_fixed_symbols_join_the_contract():
    judge = Judge()
    n, m = symbol("n", lower=1), symbol("m", lower=1)
    result = broadcast(judge, Shape([n]), Shape([m]), broadcast_refusal("add", Shape([n]), Shape([m])))
    assert len(judge.assumed) == 1
    for x, y in ((3, 3), (1, 4), (4, 1)):
        assert evaluate(result.dims[0], {"n": x, "m": y}) == max(x, y)
