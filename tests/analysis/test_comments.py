"""Comments that state shapes: which are read, and which cannot be true."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapeproof.analysis.comments import read_comment
from shapeproof.project import Project
from snippets import check_snippet

SHAPES = {
    "# (B, T, C)": "B T C", "# [b, n, d]": "b n d", "# batch x seq x dim": "batch seq dim", "# B,nh,T,hs": "B nh T hs",
    "# x: (N, C, H, W)": "N C H W", "# (B, T,)": "B T", "# shape: (B, 3, H/2, W/2)": "B 3 H/2 W/2",
    "# (B, nh, T, hs) x (B, nh, hs, T) -> (B, nh, T, T)": "B nh T T", "# (..., d)": "... d", "# (2, 3)": "2 3",
    "# (batch_size, seq_len, d_model)": "batch_size seq_len d_model", "#(N, 4)": "N 4", "# (B x N x C)": "B N C",
    "# [b, h, l-1, 2*l+1]": "b h l-1 2*l+1", "# (B, T, 3C)": "B T 3*C", "# [b x 2*l-1]": "b 2*l-1",
}  # fmt: skip
PROSE = [
    "# (optional)", "# note: using list [-1] to preserve the time dim", "# [CLS]", "# (see above)", "# [1]", "# (1)",
    "# token embeddings of shape (b, t, n_embd)", "# (x1, y1, x2, y2)", "# [x, y, w, h]", "# 1, 2, 3", "# yes, no",
    "# (a)", "# (left, right)", "# type: ignore", "# noqa: E501", "# for each of them", "# red, green, blue",
    "# (default: None)", "# a x b of them all", "# [0.5, 0.5]", "# (True, False)", "# TODO (someone): remove",
    "# (2D, 3D)", "# (3rd)",
]  # fmt: skip


@pytest.mark.parametrize("comment", SHAPES)
def test_shapes_are_read(comment: str) -> None:
    stated = read_comment(comment)
    assert stated is not None and " ".join(stated.words) == SHAPES[comment]


@pytest.mark.parametrize("comment", PROSE)
def test_prose_is_left_alone(comment: str) -> None:
    assert read_comment(comment) is None


SOURCE = """
import torch
from torch import nn

conv = nn.Conv2d(1, 6, 5, stride=2)


class Attention(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(d, 3 * d)

    def forward(self, x):
        B, T, C = x.shape  # (B, T, C)
        q, k, v = self.qkv(x).split(C, dim=2)
        q = q.view(B, T, self.heads, C // self.heads).transpose(1, 2)  # (B, nh, T, hs)
        k = k.view(B, T, self.heads, C // self.heads).transpose(1, 2)  # (B, T, nh, hs)  !
        v = v.view(B, T, self.heads, C // self.heads).transpose(1, 2)  # B,nh,T,hs
        a = q @ k.transpose(-2, -1)  # (B, nh, T, hs) x (B, nh, hs, T) -> (B, nh, T, T)
        a = a.softmax(-1)  # (B, T, T)  !
        y = (a @ v).transpose(1, 2).reshape(B, T, C)  # batch x seq x dim
        y = y.transpose(1, 2)  # batch x seq x dim  !
        return y.mean(-1)  # (B, C)


def numbers():
    a = torch.zeros(2, 3)  # (rows, columns)
    b = torch.zeros(4, 3)  # (rows, columns)  !
    c = torch.zeros(4, 3)  # d: (2, 3)
    d = torch.arange(3)  # [0, 1, 2]
    e = torch.zeros(2, 3, 4)  # (..., 4)
    e = torch.zeros(2, 3, 4)  # (..., 5)  !
    return torch.zeros(2, 3)  # (3, 2)  !


def small(image):
    x = conv(image)  # [N, 6, 12, 12]
    y = torch.max_pool2d(x, 2)  # [N, 6, 6, 6]
    y = torch.max_pool2d(x, 2)  # [N, 6, 5, 5]  !
    y = torch.max_pool2d(y, 3)  # [N, 6, 2, 2]
    return y


def pooled(x, w):
    n, t, d = x.shape
    scores = x @ w  # scores: (n, t)
    weights = scores.softmax(dim=-1)  # weights: (n, t)
    return (weights.unsqueeze(1) @ x).squeeze(1)  # (n, t, d)  !


def recurrent(x):
    batch, seq, dim = x.shape
    y = x + 1  # batch x seq x dim
    return y[:, -1]  # batch x seq  !


def grid(x):
    b, c, h, w = x.shape
    z = x.mean(1).flatten(1)  # b, h*w
    z = x.mean(1).flatten(1)  # b, c*h  !
    z = nn.functional.pad(x, (0, w, 0, 1))  # [b, c, h-1, 2*w]  !
    return x.repeat(1, 3, 1, 1)  # (b, 3*c, h, w)


def sequence(image):
    h = conv(image)  # (N, C, H, W)
    N, C, H, W = h.shape
    h = h.flatten(2).permute(2, 0, 1)  # (H*W, N, C)
    return h.flip(0)  # (N, H*W, C)  !


def picked(x, k):
    n, d = x.shape
    y = x[x.norm(dim=1).argsort()[:k]]  # (k, d)
    y = x[x.norm(dim=1).argsort()[:k]]  # (n, k)  !
    return y


picked(torch.rand(9, 4), 3)


def unknown(x, flag):
    if flag:
        x = x[None]
    return x * 2  # (1, d)
"""


def test_what_cannot_be_true_is_told(tmp_path: Path) -> None:
    lines = SOURCE.lstrip("\n").splitlines()
    wrong = [number for number, line in enumerate(lines, 1) if line.endswith("  !")]
    file = tmp_path / "m.py"
    file.write_text("\n".join(line.removesuffix("  !") for line in lines) + "\n")
    findings = Project(tmp_path).check([str(file)]).files[0].findings
    assert [(finding.place.line, finding.code, str(finding.severity)) for finding in findings] == [
        (number, "comment", "warning") for number in wrong
    ]
    assert {
        "the comment says [N, 6, 5, 5], the value is [image.0, 6, (image.2 + 1)//4 - 1, (image.3 + 1)//4 - 1]",
        "the comment says batch x seq, the value is [batch, dim]",
        "the comment says b, c*h, the value is [b, h*w]",
    } <= {finding.message for finding in findings}
    assert findings[0].message == "the comment says (B, T, nh, hs), the value is [B, heads, T, d//heads]"
    text = lines[findings[0].place.line - 1]
    assert text[findings[0].place.column - 1 :].startswith("# (B, T")


SCORES = """
import torch
from torch import nn

class Scorer(nn.Module):
    def forward(self, q: torch.Tensor, kept: torch.Tensor, weights: torch.Tensor):
        scores = torch.matmul(q, kept.transpose(-1, -2).unsqueeze(1))  # [B, S, H, T]
        return (scores * weights.unsqueeze(-1)).sum(dim=2)  # [B, S, T]

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scorer = Scorer()

    def forward(self, x):
        q, kept, weights = torch.zeros(RANKS), torch.zeros(2, 5, 16), torch.zeros(2, 3, 4)
        return self.scorer(q, kept, weights)
"""


def test_a_number_of_dimensions_that_was_supposed_says_nothing_against_a_comment(tmp_path: Path) -> None:
    check_snippet(tmp_path, SCORES.partition("class Net")[0])
    check_snippet(tmp_path, SCORES.replace("RANKS", "2, 3, 4, 16"))


def test_one_that_the_caller_gives_does(tmp_path: Path) -> None:
    told = "  # [B, H, T]# warning: [comment] the comment says [B, H, T], the value is [2, 3, 4, 5]"
    check_snippet(tmp_path, SCORES.replace("RANKS", "2, 3, 4, 16").replace("  # [B, S, H, T]", told))


def test_a_comment_of_dots_and_a_shape_of_open_rank(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch

        def turned(x: torch.Tensor, places: torch.Tensor):
            freq = places.unsqueeze(-1) * torch.arange(4)  # (..., N, D/2), outer product
            freq = freq * 2  # (..., N, D)
            return freq.flatten(-2)  # (*, N)
        """,
    )
