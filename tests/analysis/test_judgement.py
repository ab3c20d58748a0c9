"""The rules of judgement, each both ways: code that must be told, and its nearest neighbour that must be silent.

Snippets of one file are in ``judgement/test_rule_NN.py``, by the number of the rule; here is what takes more than one:

    rule  what it says                      beside the snippets of that number
     0    only what is certain
     1    the ways in                       test_findings_in_imported_files_lie_at_the_call, test_defaults_in_use
     2    refusals and contracts            test_a_condition_added_to_a_class_…, test_inputs_of_the_configuration_…,
                                            test_contract_truth
     3    recovery
     4    rigid names of annotations
     5    sizes
     6    broadcasting                      test_contracts (what meets a size made of it)
     7    free rank
     8    arithmetic                        dims/
     9    loops of symbolic length          test_tables
    10    state
    11    what is not understood
    12    exceptions
    13    in place
    14    nothing runs, budgets
    15    no crash reaches a user           test_a_fault_is_told_and_the_rest_stands, test_faults
    16    same input, same output           test_a_report_is_the_same_…
    17    names people can read
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from shapeproof.interpreter import operators
from shapeproof.project import Project
from snippets import check_snippet


def test_findings_in_imported_files_lie_at_the_call(tmp_path: Path) -> None:
    """1: a mismatch in a file that is not checked lies at the innermost call inside one that is."""
    layers = """
    from torch import nn


    class Block(nn.Module):
        def __init__(self, n, m):
            super().__init__()
            self.a = nn.Linear(n, m)
            self.b = nn.Linear(n, 2)

        def forward(self, x):
            return self.b(self.a(x))
    """
    source = """
    import torch
    from layers import Block

    good = Block(4, 4)(torch.zeros(1, 4))
    bad = Block(4, 5)(torch.zeros(1, 4))  # error: [linear]
    """
    check_snippet(tmp_path, source, files={"layers.py": layers})


def test_a_change_of_one_file_shows_in_its_importers(tmp_path: Path) -> None:
    source = """
    import torch
    from layers import WIDTH, make

    make(WIDTH)(torch.zeros(2, 8)){mark}
    """
    wide = "from torch import nn\n\nWIDTH = 8\n\n\ndef make(n):\n    return nn.Linear(n, 2)\n"
    check_snippet(tmp_path, source.replace("{mark}", ""), files={"layers.py": wide})
    narrow = wide.replace("WIDTH = 8", "WIDTH = 9")
    check_snippet(tmp_path, source.replace("{mark}", "  # error: [linear]"), files={"layers.py": narrow})


LAYERS = """
from torch import nn


class Heads(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.out = nn.Linear(width, width)

    def forward(self, x):
        B, T, C = x.shape
        return self.out(x{parted})
"""
MODEL = """
import torch
from layers import Heads


def run():
    return Heads(10, 4)(torch.zeros(2, 3, 10))


run()
"""


def test_a_condition_added_to_a_class_shows_where_another_file_breaks_it(tmp_path: Path) -> None:
    (tmp_path / "model.py").write_text(MODEL)
    found = []
    for parted in ("", ".view(B, T, self.heads, C // self.heads).flatten(2)", ".unflatten(-1, (2, 5)).flatten(2)"):
        (tmp_path / "layers.py").write_text(LAYERS.replace("{parted}", parted))
        report = Project(tmp_path).check([str(tmp_path / "model.py")])
        found.append([(f.place.path, f.place.line, f.code, f.message) for each in report.files for f in each.findings])
    said = "view of [2, 3, 10] to [2, 3, 4, 2]: the numbers of elements, 60 and 48, differ"
    assert found == [[], [("model.py", 7, "reshape", said)], []]


def test_inputs_of_the_configuration_are_checked_as_a_call_would_be(tmp_path: Path) -> None:
    source = """
    from torch import nn


    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 4, 5)
            self.fc = nn.Linear(4 * 24 * 24, 10)

        def forward(self, x):
            return self.fc(self.conv(x).flatten(1)){mark}
    """
    settings = '[tool.shapeproof.inputs]\n"snippet.py:Net" = "x=b,1,{size},{size}"\n'
    check_snippet(tmp_path, source.replace("{mark}", ""), files={"pyproject.toml": settings.replace("{size}", "28")})
    check_snippet(
        tmp_path,
        source.replace("{mark}", "  # error: [linear]"),
        files={"pyproject.toml": settings.replace("{size}", "32")},
    )


def test_a_fault_is_told_and_the_rest_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """15: where nothing fails nothing is told of it."""
    source = """
    import torch

    def faulty(a):
        return a << 3{mark}

    def told():
        return torch.zeros(2) + torch.zeros(3)  # error: [broadcast]
    """
    check_snippet(tmp_path, source.replace("3{mark}", "2"))
    binary = operators.binary

    def failing(machine: object, operator: str, left: object, right: object) -> object:
        if operator == "<<":
            raise KeyError("a table that lacks a row")
        return binary(machine, operator, left, right)  # type: ignore[arg-type]

    monkeypatch.setattr(operators, "binary", failing)
    check_snippet(tmp_path, source.replace("{mark}", "  # information: [internal] shapeproof failed here"))


WIDTHS = {"wide.py": "from torch import nn\n\nWIDTH = 8\n\n\ndef make(n):\n    return nn.Linear(n, 2)\n"}
USER = "import torch\nfrom wide import WIDTH, make\n\nmake(WIDTH)(torch.zeros({rows}, 7))\n"
WIDTHS |= {f"user_{rows}.py": USER.replace("{rows}", str(rows)) for rows in range(3)}


def test_a_report_is_the_same_in_every_order_with_every_cache_and_number_of_workers(tmp_path: Path) -> None:
    """16: and another one as soon as a file is."""
    for name, text in WIDTHS.items():
        (tmp_path / name).write_text(text)

    def report(project: Project, names: Iterable[str], jobs: int = 1) -> str:
        return repr([(each.path, each.findings) for each in project.check(names, jobs=jobs).files])

    kept = Project(tmp_path)
    first = report(Project(tmp_path, use_cache=False), WIDTHS)
    assert first.count("last dimension of 8, got 7") == 3
    assert {
        report(Project(tmp_path, use_cache=False), reversed(WIDTHS)),
        report(Project(tmp_path, use_cache=False), WIDTHS, jobs=2),
        report(kept, WIDTHS),
        report(kept, reversed(WIDTHS)),
        report(Project(tmp_path), WIDTHS),
    } == {first}
    (tmp_path / "wide.py").write_text(WIDTHS["wide.py"].replace("WIDTH = 8", "WIDTH = 7"))
    assert report(kept, WIDTHS) == report(Project(tmp_path), WIDTHS) != first
    assert "linear" not in report(kept, WIDTHS)


def test_an_open_editor_sees_a_changed_contract_of_another_file(tmp_path: Path) -> None:
    """The same project is asked again, with texts that are not on disk and with those that are."""
    (tmp_path / "model.py").write_text(MODEL)
    layers = tmp_path / "layers.py"
    layers.write_text(LAYERS.replace("{parted}", ""))
    parted = LAYERS.replace("{parted}", ".view(B, T, self.heads, C // self.heads).flatten(2)")
    project = Project(tmp_path)

    def codes(overlays: dict[str, str] | None = None) -> list[str]:
        return [f.code for each in project.check(["model.py"], overlays).files for f in each.findings]

    assert codes() == []
    assert codes({str(layers): parted}) == ["reshape"]
    assert codes() == []
    layers.write_text(parted)
    assert codes() == ["reshape"]
    assert codes({str(layers): LAYERS.replace("{parted}", "")}) == []
