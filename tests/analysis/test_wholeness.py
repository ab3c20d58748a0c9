"""A contract that is not whole says so, and what it requires then is still needed."""

from __future__ import annotations

from pathlib import Path

from analysis.test_contracts import CONVOLUTIONS, contract
from shapeproof.report.contracts import contract_json, render_contract_text

MANY = """
class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc = nn.Linear(width, width)

    def forward(self, x, mode):
        for name in "abcde":
            if mode == name:
                return torch.cat([self.fc(x)] * ord(name), -1)
        return x
"""


def test_ways_that_are_not_shown_are_counted(tmp_path: Path) -> None:
    found = contract(tmp_path, MANY, "Net")
    assert (len(found.cases), found.more_cases, found.is_whole) == (4, 2, False)
    assert "\n  or in 2 more ways, not shown here\n" in render_contract_text(found)
    said = contract_json(found)
    assert (said["more_cases"], said["whole"]) == (2, False)


def test_a_whole_contract_says_so(tmp_path: Path) -> None:
    found = contract(tmp_path, CONVOLUTIONS, "Net")
    assert found.is_whole
    assert contract_json(found)["whole"] is True


def test_what_was_not_followed_is_not_left_out_of_what_is_required(tmp_path: Path) -> None:
    source = """
    class Net(nn.Module):
        def __init__(self, width, parts, *names):
            super().__init__()
            assert width % 3 == 0
            chosen = [name for name in "abcdefghijklmnop" if unheard_of(name)]
            self.fc = nn.Linear(width, width // 3)
            if len(chosen) < 8:
                assert width % parts == 0

        def forward(self, x):
            return self.fc(x)
    """
    found = contract(tmp_path, source, "Net")
    assert not found.is_whole
    assert found.requires == ("width % 3 == 0",)
