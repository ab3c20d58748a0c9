"""Functions and methods of tensors against torch's own samples.

``python -m pytest -s -k table tests/conformance/test_functions.py`` prints how much of each operator is known.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from conformance.operators import OPERATORS, mutants_of, refusals_of, samples_of
from conformance.oracle import Case, NotKnown, Outcome, Sized, run_ours, run_real, run_symbolic, same_value
from conformance.table import verdict
from conformance.tally import run_apart
from shapeproof.interpreter.iteration import Repeated

LIMIT = 5  # samples of a form; ``python -m conformance.table --samples 1000`` takes all
PARTS = 8
ABOUT_SIZES = re.compile("size|shape|dimension|Dimension|rank|out of range|broadcast|elements|must match|expandable")
ABOUT_OTHERS = re.compile(  # of the refusals that speak of sizes, those that are about values, types, devices
    "up to 64 dims|out of bounds for (dimension|storage)|single memory location|dtype|2\\^24|sizes and strides|kernel"
    "|expected spacing|same device|physical_layout|dimensions of logical|negative dims|must be 0-dim"
    "|argument .* must be"
)
# What these refuse is about more than sizes we follow, or about arguments no one writes.
NOT_FOLLOWED = {
    "as_strided",
    "as_strided_scatter",
    "empty_permuted",
    "gradient",
    "histogramdd",
    "stft",
    "istft",
    "unravel_index",
}


def _is_part(value: Any) -> bool:
    """Whether something in a value is not known."""
    if isinstance(value, NotKnown | Repeated):
        return True
    if isinstance(value, Sized):
        return any(isinstance(size, NotKnown) for size in value.sizes)
    return isinstance(value, tuple | list) and any(_is_part(item) for item in value)


def _verdict(case: Case, real: Outcome, ours: Outcome) -> str:
    if ours.kind == "gap":
        return "gap"
    if ours.kind == "refused":
        return "refused" if real.kind == "refused" else "wrong"
    if real.kind == "refused":
        return "missed"
    if isinstance(ours.value, tuple) and any(isinstance(item, Repeated) for item in ours.value):
        return "part"
    if not same_value(real.value, ours.value, parts=True):
        return "wrong"
    return "part" if _is_part(ours.value) else "agree"


def _row(cases: list[Case], run: Any) -> tuple[Counter[str], list[str]]:
    counts: Counter[str] = Counter()
    wrong = []
    for case in cases:
        real, ours = run_real(case), run(case)
        verdict = _verdict(case, real, ours)
        counts[verdict] += 1
        if verdict == "wrong":
            wrong.append(f"{case}\n    torch: {real}\n    ours:  {ours}"[:1000])
    return counts, wrong


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_samples(name: str) -> None:
    counts, wrong = _row(list(samples_of(name, LIMIT)), run_ours)
    assert not wrong, f"{name} {dict(counts)}\n" + "\n".join(wrong)


def _is_special(name: str, case: Case) -> bool:
    """Sizes that a symbol is taken not to be: 0 anywhere, 1 where ``squeeze()`` would drop it."""
    sizes = [size for given in case.inputs.values() for size in getattr(given, "sizes", ())]
    return 0 in sizes or (name.startswith("squeeze") and 1 in sizes)


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_samples_of_symbolic_size(name: str) -> None:
    """Every size a symbol of at least 1; the result and the contract evaluated afterwards."""
    cases = [case for case in samples_of(name, LIMIT) if not _is_special(name, case)]
    counts, wrong = _row(cases, run_symbolic)
    assert not wrong, f"{name} {dict(counts)}\n" + "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(name for name in OPERATORS if name not in NOT_FOLLOWED))
def test_refusals(name: str) -> None:
    """Where torch refuses for sizes, no shape is given."""
    missed = []
    for case in refusals_of(name):
        real = run_real(case)
        if real.kind != "refused" or not ABOUT_SIZES.search(real.text) or ABOUT_OTHERS.search(real.text):
            continue
        if real.text.startswith("TypeError"):
            continue
        ours = run_ours(case)
        if ours.kind == "value":
            missed.append(f"{case}\n    torch: {real}\n    ours:  {ours}"[:1000])
    assert not missed, f"{name}\n" + "\n".join(missed)


@pytest.mark.parametrize("part", range(PARTS))
def test_other_shapes(part: int) -> None:
    """The same calls with one tensor of another shape: torch's shape, or a refusal where torch refuses."""
    cases = [case for name in sorted(OPERATORS)[part::PARTS] for case in mutants_of(name, 2)]
    wrong = []
    for case, real in zip(cases, run_apart(cases, run_real), strict=True):
        ours = run_ours(case)
        if real is not None and verdict(real, ours)[0] in ("wrong", "false alarm"):
            wrong.append(f"{case}\n    torch: {real}\n    ours:  {ours}"[:1000])
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_table() -> None:
    """How much is known: nearly all operators agree in every sample."""
    total: Counter[str] = Counter()
    whole = 0
    for name in sorted(OPERATORS):
        counts, _ = _row(list(samples_of(name, LIMIT)), run_ours)
        total.update(counts)
        whole += set(counts) <= {"agree", "refused", "part"}
        print(f"{name:40} {'  '.join(f'{verdict} {count}' for verdict, count in sorted(counts.items()))}")
    print(f"{len(OPERATORS)} operators, {whole} known in every sample; {dict(total)}")
    assert total["wrong"] == 0
    assert whole >= 0.9 * len(OPERATORS)
