"""``requires`` against torch: it holds exactly for the settings with which a class can be built and called."""

from __future__ import annotations

import random
import textwrap
import warnings
from pathlib import Path
from typing import Any

import pytest
import torch
from analysis import contract_blocks, contract_layers
from shapeproof.project import Project
from torch import nn

SETTINGS = 200
HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n\n"

TOO_STRICT = {"Careless", "Defaulted", "Repeated", "Residual"}
"""Of these no requirement says all that works with a size of 0, or with no layer at all."""
CLASSES = contract_layers.CLASSES | contract_blocks.CLASSES


def _succeeds(cls: type[nn.Module], values: dict[str, int], fed: str) -> bool:
    try:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = cls(**values)
            model(*eval(f"({fed},)", {"torch": torch, **values}))
    except (RuntimeError, ValueError, AssertionError, ZeroDivisionError, IndexError):
        return False
    return True


@pytest.mark.parametrize("name", CLASSES)
def test_requires_holds_exactly_where_torch_succeeds(name: str, tmp_path: Path) -> None:
    wrong, succeeded = _compared(name, tmp_path, 1)
    assert not wrong
    assert succeeded


@pytest.mark.parametrize("name", sorted(CLASSES.keys() - {"Shuffled"}))  # its stride may be a float, for all it does
def test_requires_never_holds_where_torch_refuses_what_is_no_size(name: str, tmp_path: Path) -> None:
    wrong, _ = _compared(name, tmp_path, -1)
    too_much = [each for each in wrong if each[1]]
    assert not too_much
    assert name in TOO_STRICT or not wrong


def _compared(name: str, folder: Path, least: int) -> tuple[list[Any], int]:
    """Settings from ``least`` on for which what is told is not what torch does, and how many torch takes."""
    fed, source = CLASSES[name]
    text = HEAD + textwrap.dedent(source).lstrip("\n")
    (folder / "m.py").write_text(text, encoding="utf-8")
    table = Project(folder, use_cache=False).params(f"m.py:{name}")
    assert table.error is None
    space: dict[str, Any] = {}
    exec(compile(text, "m.py", "exec"), space)
    cls = space[name]
    names = list(cls.__init__.__code__.co_varnames[1 : cls.__init__.__code__.co_argcount])
    random.seed(name)
    wrong = []
    succeeded = 0
    for _ in range(SETTINGS):
        values = {n: random.randint(least, 8) for n in names}
        told = all(eval(condition, {"max": max, "min": min, "int": int, **values}) for condition in table.requires)
        real = _succeeds(cls, values, fed)
        succeeded += real
        if told != real:
            wrong.append((values, told, real, table.requires))
    return wrong, succeeded
