"""The same promises, held to here without running and by jaxtyping on tensors whose sizes are all different."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from jaxtyping import AnnotationError, Float, jaxtyped
from shapeproof.project import Project

INPUTS = {"b d": (5, 7), "b": (5,), "b d e": (5, 7, 11), "d d": (7, 7), "": (), "#b d": (5, 7)}
BODIES = [
    "x", "x * 2", "x.sum(-1)", "x.sum(0)", "x.t()", "x.unsqueeze(0)", "x.flatten()", "torch.cat([x, x], -1)",
    "x[..., 1:]", "x.sum()",
]  # fmt: skip
OUTPUTS = ["b d", "b", "d b", "1 b d", "b*d", "b 2*d", "b d-1", "*n d", "*n", "...", "_ d", "b _", "", "d", "rest=9"]


def is_taken(given: str, promised: str, body: str) -> bool | None:
    """Whether jaxtyping takes what the body gives; None where the body or the annotation cannot be evaluated."""
    x = torch.zeros(INPUTS[given])
    with jaxtyped("context"):  # type: ignore[call-overload]
        assert isinstance(x, Float[torch.Tensor, given])
        try:
            return isinstance(eval(body, {"x": x, "torch": torch}), Float[torch.Tensor, promised])
        except (RuntimeError, IndexError, AnnotationError):
            return None


@pytest.mark.parametrize("given", INPUTS)
def test_what_jaxtyping_refuses_is_refused(tmp_path: Path, given: str) -> None:
    lines = ["import torch", "from torch import Tensor", "from jaxtyping import Float"]
    cases: list[tuple[str, str, int]] = []
    for body in BODIES:
        for promised in OUTPUTS:
            lines.append(f'def f{len(cases)}(x: Float[Tensor, "{given}"]) -> Float[Tensor, "{promised}"]:')
            lines.append(f"    return {body}")
            cases.append((body, promised, len(lines)))
    file = tmp_path / "cases.py"
    file.write_text("\n".join(lines) + "\n")
    found = {finding.place.line for finding in Project(tmp_path).check([str(file)]).files[0].findings}
    wrong: list[str] = []
    for body, promised, line in cases:
        taken = is_taken(given, promised, body)
        if taken is not None and taken is (line in found):
            wrong.append(f"{given!r} -> {promised!r}: {body}: jaxtyping {'takes' if taken else 'refuses'} it")
    assert not wrong, "\n".join(wrong)
