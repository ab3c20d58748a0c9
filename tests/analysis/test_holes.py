"""Holes: what sizes left open must be, why, and the text that closes them."""

from __future__ import annotations

import random
import re
import textwrap
from itertools import combinations
from pathlib import Path

import pytest
from shapeproof.analysis.facts import Finding
from shapeproof.project import Project
from snippets import check_snippet

HEAD = """
import torch
from torch import nn, Tensor
from jaxtyping import Float
"""
SNIPPETS = {
    "forwards and backwards": """
        class Net(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.a = nn.Linear(d, 4 * d)
                self.b = nn.Linear(..., d)  # error: [hole] must be 4*d
                self.c = nn.Linear(d, ...)  # error: [hole] must be 3*d
                self.d = nn.Linear(3 * d, d)
                self.w = nn.Parameter(torch.empty(d, ...))  # error: [hole] must be 2*d
                self.norm = nn.LayerNorm(...)  # error: [hole] must be d
                self.unused = nn.Embedding(..., d)  # error: [hole] may be any size: nothing that is known fixes it

            def forward(self, x):
                x = self.d(self.c(self.b(self.a(x))))
                return self.norm(torch.cat([x, x], -1) @ self.w.t())
    """,
    "annotations": """
        class Net(nn.Module):
            def __init__(self, d, out):
                super().__init__()
                self.a = nn.Linear(..., ...)  # error: [hole] must be d  # error: [hole] must be out

            def forward(self, x: Float[Tensor, "b d"]) -> Float[Tensor, "b out"]:
                return self.a(x)
    """,
    "arguments of the program's own classes": """
        class Block(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.fc = nn.Linear(d, d)

            def forward(self, x):
                return self.fc(x)

        class Outer(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.pre = nn.Linear(3, d)
                self.block = Block(...)  # error: [hole] must be d
                self.position = nn.Parameter(torch.zeros((1, 5, ...)))  # error: [hole] must be d

            def forward(self, x):
                return self.block(self.pre(x) + self.position)
    """,
    "numbers of a run": """
        class Net(nn.Module):
            def __init__(self, classes=10):
                super().__init__()
                self.conv = nn.Conv2d(3, 16, 3, padding=1)
                self.norm = nn.BatchNorm2d(...)  # error: [hole] must be 16
                self.fc = nn.Linear(..., classes)  # error: [hole] must be 4096

            def forward(self, x):
                x = torch.max_pool2d(self.norm(self.conv(x)), 2)
                return self.fc(x.flatten(1))

        Net()(torch.zeros(8, 3, 32, 32))
    """,
    "quotients": """
        class Heads(nn.Module):
            def __init__(self, d, heads):
                super().__init__()
                self.heads = heads
                self.q = nn.Linear(d, d)

            def forward(self, x):
                B, T, C = x.shape
                return self.q(x).view(B, T, self.heads, ...)  # error: [hole] must be d//heads
    """,
    "what is cut into equal parts": """
        from einops import rearrange

        class By(nn.Module):
            def __init__(self, d, heads):
                super().__init__()
                self.heads = heads
                self.sized = nn.Linear(d, ...)  # error: [hole] must be 3*d
                self.chunked = nn.Linear(d, ...)  # error: [hole] must be 3*d
                self.sliced = nn.Linear(d, ...)  # error: [hole] must be 3*d
                self.arranged = nn.Linear(d, ...)  # error: [hole] must be 3*d
                self.out = nn.Linear(d, d)

            def forward(self, x):
                B, T, C = x.shape
                q, k, v = self.sized(x).split(C, dim=2)
                x = self.out(q + k + v)
                q, k, v = self.chunked(x).chunk(3, dim=-1)
                x = self.out(q + k + v)
                y = self.sliced(x)
                x = self.out(y[..., :C] + y[..., C : 2 * C] + y[..., 2 * C :])
                q, k, v = rearrange(self.arranged(x), "b n (k h d) -> k b h n d", k=3, h=self.heads)
                return self.out(rearrange(q @ k.transpose(-1, -2) @ v, "b h n d -> b n (h d)"))
    """,
    "sizes that attributes hold": """
        class Decoder(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.cell = nn.LSTMCell(d, 2 * d)
                self.width = 2 * d

            def forward(self, x):
                h = torch.zeros(x.shape[0], ...)  # error: [hole] must be 2*d
                return self.cell(x, (h, torch.zeros_like(h)))[0]
    """,
    "what is compared with an open size is not taken to be it": """
        class Cross(nn.Module):
            def __init__(self, wide, other=20):
                super().__init__()
                self.query = nn.Linear(5, wide)
                self.attn = nn.MultiheadAttention(..., 4, kdim=other, vdim=other)  # error: [hole] must be wide

            def forward(self, x, memory):
                return self.attn(self.query(x), memory, memory)[0]

        Cross(32)(torch.rand(3, 2, 5), torch.rand(9, 2, 20))
        attention = nn.MultiheadAttention(..., 4, kdim=20, vdim=20)  # error: [hole] must be 32
        attention(torch.rand(2, 3, 32), torch.rand(9, 3, 20), torch.rand(9, 3, 20))
    """,
    "names around a comprehension": """
        class Tower(nn.Module):
            def __init__(self, depth, hidden=24):
                super().__init__()
                self.first = nn.Linear(10, hidden)
                self.rest = nn.ModuleList(nn.Linear(..., hidden) for _ in range(depth))  # error: [hole] must be hidden

            def forward(self, x):
                x = self.first(x)
                for layer in self.rest:
                    x = layer(x).relu()
                return x

        Tower(3)(torch.rand(4, 10))
    """,
    "a view of rows": """
        class Generator(nn.Module):
            def __init__(self, z, ch):
                super().__init__()
                self.ch = ch
                self.project = nn.Linear(z, ...)  # error: [hole] must be 16*ch

            def forward(self, noise):
                return self.project(noise).reshape(noise.size(0), self.ch, 4, 4)
    """,
    "multiples": """
        class Net(nn.Module):
            def __init__(self, d, ch):
                super().__init__()
                self.attn = nn.MultiheadAttention(..., 4)  # error: [hole] may be any multiple of 4
                self.table = nn.Parameter(torch.empty(d, ...))  # error: [hole] may be any size s for which d*s
                self.grid = nn.Parameter(torch.empty(6, ...))  # error: [hole] may be any multiple of 8

            def forward(self):
                return self.table.view(-1, 3), self.grid.view(-1, 16)
    """,
    "items of a configuration": """
        class Embedded(nn.Module):
            def __init__(self, cfg):
                super().__init__()
                self.tokens = nn.Embedding(cfg["vocab"], cfg["dim"])
                self.places = nn.Embedding(cfg["ctx"], ...)  # error: [hole] must be cfg['dim']

            def forward(self, ids):
                return self.tokens(ids) + self.places(torch.arange(ids.shape[1]))

        Embedded({"vocab": 11, "ctx": 8, "dim": 6})(torch.zeros(2, 5, dtype=torch.long))
    """,
    "two uses clash": """
        class Net(nn.Module):
            def __init__(self, d, e):
                super().__init__()
                self.a = nn.Linear(d, ...)  # error: [hole] no size fits here: one use needs e, another d
                self.b = nn.Linear(e, d)
                self.c = nn.Linear(d, d)

            def forward(self, x):
                y = self.a(x)
                return self.b(y) + self.c(y)
    """,
    "free together": """
        class Net(nn.Module):
            def __init__(self, d, n):
                super().__init__()
                self.a = nn.Linear(d, ...)  # error: [hole] may be any size that line 9 is given too
                self.b = nn.Linear(..., n)  # error: [hole] may be any size that line 8 is given too

            def forward(self, x):
                return self.b(self.a(x))
    """,
    "an ellipsis that is no hole": """
        def index(x):
            return x[..., 0]

        def stub(x, y=...): ...

        class Field:
            def __init__(self, default): self.default = default

        required = Field(...)
        product = torch.einsum(torch.zeros(2, 3), [..., 0], torch.zeros(3), [0], [...])
    """,
    "lazy layers": """
        class Net(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.a = nn.Linear(d, 2 * d)
                self.b = nn.LazyLinear(d)  # information: [hole] in_features is 2*d

            def forward(self, x):
                return self.b(self.a(x))
    """,
}


def test_the_edit_names_what_holds_the_size(tmp_path: Path) -> None:
    text = HEAD + textwrap.dedent(SNIPPETS["sizes that attributes hold"])
    (tmp_path / "m.py").write_text(text)
    (finding,) = Project(tmp_path).check([str(tmp_path / "m.py")]).files[0].findings
    assert finding.fix is not None and finding.fix.edits[0].text == "self.width"


def test_a_number_of_one_run_alone_is_no_safe_edit(tmp_path: Path) -> None:
    source = """
        def use(width):
            weight = torch.zeros(width, ...)
            if width == 4:
                return weight @ torch.zeros(5)

        use(4)
    """
    (tmp_path / "m.py").write_text(HEAD + textwrap.dedent(source))
    (finding,) = Project(tmp_path).check([str(tmp_path / "m.py")]).files[0].findings
    assert finding.message == "must be 5" and finding.fix is not None


@pytest.mark.parametrize("name", SNIPPETS)
def test_holes_are_solved(tmp_path: Path, name: str) -> None:
    check_snippet(tmp_path, HEAD + textwrap.dedent(SNIPPETS[name]))


# --- the first real model -------------------------------------------------------------------------------------------

EXAMPLE = (Path(__file__).parents[2] / "examples" / "session_gnn.py").read_text(encoding="utf-8")
SIZES = [
    (found.start(1) + part.start(), found.start(1) + part.end(), part[0])
    for found in re.finditer(r"torch\.empty\(([^()]*)\)", EXAMPLE)
    for part in re.finditer(r"[^,\s][^,]*", found[1])
]
PAIRS = random.Random(7).sample(list(combinations(range(len(SIZES)), 2)), 12)


def opened(tmp_path: Path, chosen: list[int]) -> list[Finding]:
    text = EXAMPLE
    for index in sorted(chosen, reverse=True):
        start, end, _ = SIZES[index]
        text = f"{text[:start]}...{text[end:]}"
    file = tmp_path / "session_gnn.py"
    file.write_text(text, encoding="utf-8")
    return list(Project(tmp_path).check([str(file)]).files[0].findings)


def texts_of(findings: list[Finding]) -> list[str | None]:
    assert {finding.code for finding in findings} == {"hole"}
    return [None if finding.fix is None else finding.fix.edits[0].text for finding in findings]


@pytest.mark.parametrize("index", range(len(SIZES)))
def test_any_one_weight_size_is_found(tmp_path: Path, index: int) -> None:
    (finding,) = opened(tmp_path, [index])
    assert finding.message == f"must be {SIZES[index][2].replace(' ', '')}"
    assert finding.fix is not None and finding.fix.safe and finding.fix.edits[0].text == SIZES[index][2]
    assert finding.notes


@pytest.mark.parametrize("pair", PAIRS)
def test_any_two_weight_sizes_are_found(tmp_path: Path, pair: tuple[int, int]) -> None:
    assert texts_of(opened(tmp_path, list(pair))) == [SIZES[index][2] for index in pair]


def test_all_weight_sizes_are_found(tmp_path: Path) -> None:
    everything = list(range(len(SIZES)))
    assert texts_of(opened(tmp_path, everything)) == [SIZES[index][2] for index in everything]
