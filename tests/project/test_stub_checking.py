# ruff: noqa: E501
"""Stubs that a user wrote: what they say is used, and what is wrong with one is told in a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapeproof import ConfigurationError, Project

GOOD = """
from torch import Tensor
from torch.nn import Module, Parameter

def patches(image: Float[Tensor, "b c h w"], size: int) -> Float[Tensor, "b (h//size)*(w//size) c*size**2"]: ...

class Mix(Module):
    __family__ = "linear"
    weight: Float[Parameter, "dim dim*ratio"]
    bias: Float[Parameter, "dim*ratio"] if bias else None
    def __init__(self, dim: int, ratio: int = 4, bias: bool = True) -> None: ...
    def forward(self, x: Float[Tensor, "*batch dim"]) -> Float[Tensor, "*batch dim*ratio"]: ...

@family("reshape")
@rule("views.flatten")
def flat(tensor, start_dim=0, end_dim=-1) -> Tensor: ...
"""

PROGRAM = """
import torch
from mine import Mix, flat, patches
reveal_type(patches(torch.rand(2, 3, 32, 32), 8))
reveal_type(flat(torch.rand(2, 3, 4), 1))
mix = Mix(6)
reveal_type(mix(torch.rand(5, 6)))
reveal_type(mix.weight.shape)
mix(torch.rand(5, 7))
"""


def project(folder: Path, stub: str | bytes) -> Project:
    (folder / "stubs").mkdir()
    (folder / "pyproject.toml").write_text('[tool.shapeproof]\nstubs = ["stubs"]\n')
    (folder / "program.py").write_text(PROGRAM)
    (folder / "stubs" / "mine.pyi").write_bytes(stub if isinstance(stub, bytes) else stub.encode())
    return Project(folder)


def test_what_a_stub_says_is_used(tmp_path: Path) -> None:
    (facts,) = project(tmp_path, GOOD).check([tmp_path / "program.py"]).files
    assert [each.message for each in facts.findings] == [
        "Tensor[2, 16, 192]",
        "Tensor[2, 12]",
        "Tensor[5, 24]",
        "tuple[int(6), int(24)]",
        "Mix expects a last dimension of 6, got 7",
    ]


FAULTS: list[tuple[str | bytes, str]] = [
    ('def f(x: Float[Tensor, "b d +"]): ...\n', ':1: "b d +" is no shape: this is no arithmetic expression (column 5 of the string)'),
    ('\n\ndef f(x: Float[Tensor, "*a *b"]): ...\n', ':3: "*a *b" is no shape: only one of * and ... may stand in a shape (column 4 of the string)'),
    ('def f(x: Flaot[Tensor, "b"]): ...\n', ':1: Flaot is no type of tensor; did you mean "Float"?'),
    ("def f(x: Float[Tensor, 3]): ...\n", ":1: the dimensions of a tensor are said by a string"),
    ('@rule("veiws.flatten")\ndef f(x): ...\n', ':1: there is no file of rules "veiws"; did you mean "views"?'),
    ('@rule("views.flaten")\ndef f(x): ...\n', ':1: there is no rule "flaten" in "views"; did you mean "flatten"?'),
    ('@rule("flatten")\ndef f(x): ...\n', ':1: "flatten" is no name of a rule: it is a file and a function, such as "views.reshape"'),
    ("@rule(flatten)\ndef f(x): ...\n", ":1: @rule takes a name in quotes"),
    ('@native("registration.same")\ndef f(x): ...\n', ":1: @native is for the stubs that come with shapeproof; write a body, or name a @rule"),
    ('@family("linaer")\ndef f(x): ...\n', ':1: "linaer" is no code of a finding; did you mean "linear"?'),
    ('class A:\n    __family__ = "nrom"\n', ':2: "nrom" is no code of a finding; did you mean "norm"?'),
    ('def f(x: Float[Tensor, "b d"]) -> Float[Tensor, "b e"]: ...\n', ":1: e in the result of f is in none of its arguments"),
    ("def f(:\n", ":1: is not Python: "),
    (b'x = "\xff"\n', ": is not UTF-8; save it as UTF-8"),
    ("x = " + "(" * 500 + ")" * 500 + "\n", ":1: is not Python: too many nested parentheses"),
]  # fmt: skip


@pytest.mark.parametrize("stub, fault", FAULTS)
def test_a_malformed_stub_is_told_in_a_line(
    stub: str | bytes, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError) as raised:
        project(tmp_path, stub).check([tmp_path / "program.py"])
    message = str(raised.value)
    assert message.startswith(f"stubs/mine.pyi{fault}") and "\n" not in message
