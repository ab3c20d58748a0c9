"""Random layers and calls as people write them: no wrong size, no false alarm, hardly anything not known.

A few of each here; ``python -m conformance.drawn layers --seed N`` measures as many as are wanted.
"""

from __future__ import annotations

import pytest
from conformance.drawn import BAD, KINDS, measure
from conformance.draws import MAKERS, draws_of, emptied_of, mutants_of
from conformance.layers.drawing import PUBLIC, samples_of
from conformance.pen import Given, Pen
from conformance.respelling import respelled, respelled_of
from conformance.tally import Tally
from conformance.written import Answer, Piece, agrees, read, run_real, verdict

SEED = 20_261


def test_every_layer_of_torch_is_drawn() -> None:
    assert sorted(MAKERS["layers"]) == PUBLIC


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_no_answer_is_wrong(kind: str) -> None:
    tally, hard = Tally(KINDS, BAD), Tally(KINDS, BAD)
    for name in MAKERS[kind]:
        measure(name, [*draws_of(kind, name, 4, SEED), *mutants_of(kind, name, 4, SEED)], tally)
        measure(name, [*emptied_of(kind, name, 2, SEED), *respelled_of(kind, name, 2, SEED)], hard)
    assert tally.of(("wrong", "false alarm", "fault")) == hard.of(("wrong", "false alarm", "fault")) == {}
    assert tally.total["unknown"] <= tally.total["exact"] / 50, tally.reasons["unknown"]
    assert tally.total["missed"] <= tally.total["told"] / 4, tally.reasons["missed"]


@pytest.mark.slow
def test_no_answer_to_torchs_own_samples_is_wrong() -> None:
    tally = Tally(KINDS, BAD)
    for name in PUBLIC:
        measure(name, list(samples_of(name))[:30], tally)
    assert tally.of(("wrong", "false alarm", "fault", "unknown")) == {}


PIECES = [
    Piece(("a = torch.zeros(2, 3)",), ("a", "(a, a.shape)", "{'a': [a, None]}", "a.dim()", "a.shape == (2, 3)")),
    Piece(("m1 = torch.nn.Linear(3, 4)", "y1 = m1(torch.zeros(2, 5))"), ("y1",)),
    Piece(("from elsewhere import b",), ("b",)),
]


def test_what_is_revealed_and_refused_is_told_apart() -> None:
    first, second, third = read(PIECES)
    assert first == run_real(PIECES[0])
    assert second.refusal == "[linear] Linear expects a last dimension of 3, got 5"
    assert run_real(PIECES[1]).refusal == "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x5 and 3x4)"
    assert third == Answer(("Unknown",))


@pytest.mark.parametrize(
    ("real", "ours", "kind"),
    [
        (Answer(("Tensor[2, 3]",)), Answer(("Tensor[2, 3]",)), "exact"),
        (Answer(("Tensor[2, 3]",)), Answer(("Tensor[2, 4]",)), "wrong"),
        (Answer(("Tensor[2, 3]",)), Answer(("Tensor[2]",)), "wrong"),
        (Answer(("Tensor[2, 3]",)), Answer(("Tensor[2, nonzero]",)), "unknown"),
        (Answer(("Tensor[2, 3]",)), Answer(("Tensor[...]",)), "unknown"),
        (Answer(("tuple[Tensor[2], None]",)), Answer(("tuple[Tensor[3], Unknown]",)), "wrong"),
        (Answer(("tuple[Tensor[2], None]",)), Answer(("tuple[Tensor[2], Unknown]",)), "unknown"),
        (Answer((), "no"), Answer(("Tensor[2]",)), "missed"),
        (Answer((), "no"), Answer(("Tensor[2]",), "[conv] no"), "told"),
        (Answer(("Tensor[2]",)), Answer(("Tensor[2]",), "[conv] no"), "false alarm"),
        (Answer(("Tensor[2]",)), Answer(("Tensor[2]",), "[internal] fault"), "fault"),
    ],
)
def test_verdicts(real: Answer, ours: Answer, kind: str) -> None:
    assert verdict(real, ours)[0] == kind


def test_what_is_not_known_agrees_with_what_may_be() -> None:
    assert agrees("int(3)", "int(n + 1)")
    assert not agrees("Tensor[3]", "int(n)")


def test_a_tensor_of_one_axis_is_written_as_a_row() -> None:
    assert Given((3,)).source == "torch.randn((3,))"


def test_a_call_is_written_in_other_ways() -> None:
    pen = Pen("ways")
    ways = {respelled("nn.Conv2d(3, 8, (3, 5))", pen) for _ in range(300)}
    assert "nn.Conv2d(3, 8, kernel_size=torch.Size([3, 5]))" in ways
    assert "nn.Conv2d(3, 8, [3, 5])" in ways
    assert "nn.Conv2d(3, 8, (3, -5))" in ways
    assert "nn.Conv2d(3, 8, (3, 5))" in ways
