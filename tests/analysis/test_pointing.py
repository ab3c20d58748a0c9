"""Findings about a pattern lie on the part of it that is at fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapeproof.project import Project

CALLS = {
    'torch.einsum("ik,kj->ij", a, b)': "k",
    'torch.einsum("b i k, k j -> b i j", a, b)': "b i k",
    'torch.einsum("ij,jk->il", a, torch.zeros(3, 5))': "l",
    'torch.einsum("ii->i", a)': "i",
    'torch.einsum("ij,jk,kl->il", a, b)': "ij,jk,kl",
    'torch.einsum("i...j,...jk->...ik", a, b)': "j",
    'torch.einsum("i?,kj->ij", a, b)': "?",
}


@pytest.mark.parametrize("call", CALLS)
def test_the_part_at_fault_is_marked(tmp_path: Path, call: str) -> None:
    file = tmp_path / "m.py"
    line = f"torch.sum({call})"
    file.write_text(f"import torch\na, b = torch.zeros(2, 3), torch.zeros(4, 5)\n{line}\n")
    (finding,) = Project(tmp_path).check([str(file)]).files[0].findings
    assert (finding.code, finding.place.line) == ("einsum", 3)
    assert line[finding.place.column - 1 : finding.place.end_column - 1] == CALLS[call]
    assert line.index('"') < finding.place.column - 1 < line.rindex('"')


def test_a_pattern_on_another_line_leaves_the_call_marked(tmp_path: Path) -> None:
    file = tmp_path / "m.py"
    file.write_text('import torch\ntorch.einsum(\n    "ik,kj->ij", torch.zeros(2, 3), torch.zeros(4, 5)\n)\n')
    (finding,) = Project(tmp_path).check([str(file)]).files[0].findings
    assert (finding.place.line, finding.place.column) == (2, 1)
