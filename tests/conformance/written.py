"""Pieces of a user's file, run by torch and read by the whole engine as any file is: `reveal_type` tells what it knows.

A `Piece` is some statements and the expressions that are looked at. `run_real` executes it and writes the values as
``reveal_type`` would; `read` puts many pieces into one file, checks it, and gives for each what was revealed and what
was found.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import torch
from shapeproof.project import Project

torch.set_num_threads(1)
PREAMBLE = (
    "import math\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nfrom torch import Tensor\n"
)


@dataclass(frozen=True)
class Piece:
    """``statements`` stand at the top of a file; of the ``looked_at`` the shapes are compared."""

    statements: tuple[str, ...]
    looked_at: tuple[str, ...]

    def __str__(self) -> str:
        return "; ".join(self.statements)


@dataclass(frozen=True)
class Answer:
    """What was revealed of each expression, and the refusal if there was one."""

    revealed: tuple[str, ...] = ()
    refusal: str | None = None


def run_real(piece: Piece) -> Answer:
    """What torch says; every exception counts as a refusal."""
    space: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.manual_seed(0)
        try:
            exec(PREAMBLE + "\n".join(piece.statements), space)
            return Answer(tuple(as_revealed(eval(each, space)) for each in piece.looked_at))
        except Exception as error:
            return Answer((), f"{type(error).__name__}: {error}")


def as_revealed(value: Any) -> str:
    """A value as ``reveal_type`` writes it."""
    if isinstance(value, torch.Tensor):
        return f"Tensor[{', '.join(map(str, value.shape))}]"
    if isinstance(value, torch.Size):
        return f"tuple[{', '.join(f'int({size})' for size in value)}]" if value else "tuple[()]"
    if isinstance(value, tuple):
        return f"tuple[{', '.join(map(as_revealed, value))}]" if value else "tuple[()]"
    if isinstance(value, list):
        return f"list[{', '.join(map(as_revealed, value))}]"
    if isinstance(value, dict):
        return f"dict[{', '.join(f'{key}: {as_revealed(item)}' for key, item in value.items())}]"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return f"int({value})"
    return "None" if value is None else type(value).__name__


def read(pieces: Sequence[Piece]) -> list[Answer]:
    """What the engine says of each piece in a file of them all."""
    lines = PREAMBLE.splitlines()
    shown = []
    for piece in pieces:
        lines += piece.statements
        shown.append(range(len(lines) + 1, len(lines) + 1 + len(piece.looked_at)))
        lines += [f"reveal_type({each})" for each in piece.looked_at]
    refusals: dict[int, str] = {}
    revealed: dict[int, str] = {}
    for line, code, severity, message in _findings("\n".join(lines) + "\n"):
        if code == "reveal":
            revealed[line] = message
        elif severity == "error" or code == "internal":
            refusals.setdefault(line, f"[{code}] {message}")
    answers, start = [], len(PREAMBLE.splitlines()) + 1
    for each in shown:
        refusal = next((refusals[line] for line in range(start, each.stop) if line in refusals), None)
        answers.append(Answer(tuple(revealed.get(line, "nothing") for line in each), refusal))
        start = each.stop
    return answers


def _findings(text: str) -> Iterable[tuple[int, str, str, str]]:
    project, path = _project()
    path.write_text(text, encoding="utf-8")
    report = project.check([str(path)])
    assert not report.errors, report.errors
    for facts in report.files:
        for finding in facts.findings:
            yield finding.place.line, finding.code, str(finding.severity), finding.message


@cache
def _project() -> tuple[Project, Path]:
    """One project for all pieces, and the file that each lot is written to."""
    folder = Path(tempfile.mkdtemp(prefix="pieces"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Project(folder, use_cache=False), folder / "pieces.py"


_TENSOR_OR_SIZE = re.compile(r"Tensor\[\.\.\.\]|Unknown|nothing|int\([^()]*\)|bool|float|[^\[\], ]+|.", re.DOTALL)


def verdict(real: Answer, ours: Answer) -> tuple[str, str]:
    """The kind of an answer (as in `table`), and why."""
    if ours.refusal is not None and ours.refusal.startswith("[internal]"):
        return "fault", ours.refusal
    if real.refusal is not None:
        return ("told", "") if ours.refusal is not None else ("missed", real.refusal)
    if ours.refusal is not None:
        return "false alarm", ours.refusal
    if real.revealed == ours.revealed:
        return "exact", ""
    for wanted, got in zip(real.revealed, ours.revealed, strict=True):
        if not agrees(wanted, got):
            return "wrong", got
    return "unknown", next(got for wanted, got in zip(real.revealed, ours.revealed, strict=True) if wanted != got)


def agrees(wanted: str, got: str) -> bool:
    """Whether what was revealed may be this: what is not known in it agrees with everything."""
    pattern = ""
    for part in _TENSOR_OR_SIZE.findall(got):
        if part in ("Tensor[...]", "Unknown", "nothing", "float"):
            pattern += ".*"
        elif part.startswith("int("):
            pattern += re.escape(part) if part[4:-1].lstrip("-").isdigit() else r"int\(-?\d+\)"
        elif (
            re.fullmatch(r"[^\d\s\[\],].*", part)
            and part not in ("Tensor", "tuple", "list", "dict", "bool", "None")
            and not part.endswith(":")
        ):
            pattern += r".+"  # a size that is a formula
        else:
            pattern += re.escape(part)
    return re.fullmatch(pattern, wanted) is not None
