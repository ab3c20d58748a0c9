"""The text that ``check`` prints, read whole."""

from __future__ import annotations

import io

from report.facts_by_hand import CLEAN, REPORT
from rich.console import Console
from rich.text import Text
from shapeproof.project import CheckReport
from shapeproof.report.text import render_text, text_lines

WHOLE = """\
lib/other.py:3:1: information: Tensor[b, 4*d] [reveal]
net.py:14:16: error: Linear expects a last dimension of 64, got 128 [linear]
    fc2 = nn.Linear(64, 10) at net.py:9
    128 comes from nn.Linear(784, 128) at net.py:8
    help: nn.Linear(128, 10)
net.py:20:9: warning: [b, 1] and [b] give [b, b]: 100% of pairs, <all> of them (when stride != 1) [silent-broadcast]
"""


def test_findings_and_a_verdict() -> None:
    assert render_text(REPORT) == WHOLE + "Found 1 error and 1 warning in 3 files.\n"


def test_a_clean_report_is_one_line() -> None:
    assert render_text(CLEAN) == "No errors in 1 file.\n"
    assert render_text(CheckReport()) == "No Python files to check.\n"


def test_stats_and_unknown() -> None:
    assert render_text(REPORT, stats=True, unknown=True) == WHOLE + (
        "lib/other.py: not known\n"
        "    1 x numpy is not read\n"
        "net.py: not known\n"
        "    5 x a decorator is not known\n"
        "    2 x numpy is not read\n"
        "    2 x sizes depend on data\n"
        "Found 1 error and 1 warning in 3 files.\n"
        "Shapes of 35 tensor expressions: 31 known (88.6%), 2 in part, 1 assumed, 1 unknown; 0.04 s\n"
    )
    assert render_text(CheckReport(seconds=2), stats=True).endswith(
        "Shapes of 0 tensor expressions: 0 known, 0 in part, 0 assumed, 0 unknown; 2.00 s\n"
    )


def test_a_terminal_shows_the_same_text_in_colour() -> None:
    written = io.StringIO()
    console = Console(file=written, force_terminal=True, color_system="standard", width=40, highlight=False)
    for line in text_lines(REPORT):
        console.print(Text.assemble(*line), soft_wrap=True)
    shown = written.getvalue()
    assert "\x1b[1;31merror\x1b[0m" in shown
    assert Text.from_ansi(shown).plain.rstrip("\n") == render_text(REPORT).rstrip("\n")
