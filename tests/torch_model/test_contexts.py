# ruff: noqa: E501
"""Contexts, decorators and wrappers that leave shapes alone; attention by other names; states that are loaded."""

from __future__ import annotations

from pathlib import Path

from snippets import check_snippet

PROGRAM = """
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.attention import sdpa_kernel, SDPBackend
from torch.nn.attention.flex_attention import create_block_mask, create_mask, flex_attention
from torch.nn.attention.bias import causal_lower_right
q = torch.rand(2, 3, 128, 16)
with sdpa_kernel(SDPBackend.MATH):
    reveal_type(F.scaled_dot_product_attention(q, q, q))  # reveal: Tensor[2, 3, 128, 16]
with sdpa_kernel([SDPBackend.MATH, SDPBackend.FLASH_ATTENTION], set_priority=True):
    reveal_type(F.scaled_dot_product_attention(q, q, q))  # reveal: Tensor[2, 3, 128, 16]
def causal(b, h, i, j):
    return i >= j
mask = create_block_mask(causal, B=None, H=None, Q_LEN=128, KV_LEN=128)
reveal_type(flex_attention(q, q, torch.rand(2, 3, 128, 8), block_mask=mask))  # reveal: Tensor[2, 3, 128, 8]
reveal_type(flex_attention(q, torch.rand(2, 1, 64, 16), torch.rand(2, 1, 64, 8), enable_gqa=True))  # reveal: Tensor[2, 3, 128, 8]
reveal_type(flex_attention(q, q, q, return_lse=True))  # reveal: tuple[Tensor[2, 3, 128, 16], Tensor[2, 3, 128]]
reveal_type(create_mask(causal, 1, 1, 128, 128))  # reveal: Tensor[1, 1, 128, 128]
flex_attention(q, torch.rand(2, 3, 128, 15), q)  # error: [attention] F.scaled_dot_product_attention expects a key whose last dimension is the query's 16, got 15
reveal_type(F.scaled_dot_product_attention(q, q, q, attn_mask=causal_lower_right(128, 128)))  # reveal: Tensor[2, 3, 128, 16]
@torch.no_grad()
def f(x): return x @ x.T
@torch.inference_mode()
def g(x): return x @ x.T
@torch.compile
def h(x): return x @ x.T
@torch.jit.script
def i(x): return x @ x.T
@torch.autocast("cpu")
def j(x): return x @ x.T
@torch.compile(fullgraph=True, mode="max-autotune")
def k(x): return x @ x.T
@torch.compiler.disable
def l(x): return x @ x.T
@torch.jit.ignore
def m(x): return x @ x.T
@torch.amp.custom_fwd(device_type="cuda")
def n(x): return x @ x.T
x = torch.rand(3, 4)
for fn in (f, g, h, i, j, k, l, m, n):
    reveal_type(fn(x))  # reveal: Tensor[3, 3]
with torch.autocast("cuda", dtype=torch.float16), torch.no_grad(), torch.inference_mode(), torch.set_grad_enabled(False), torch.cuda.amp.autocast(), torch.autograd.set_detect_anomaly(True):
    reveal_type(x @ x.T)  # reveal: Tensor[3, 3]
net = torch.compile(nn.Linear(4, 3))
reveal_type(net(x))  # reveal: Tensor[3, 3]
net(torch.rand(3, 5))  # error: [linear] Linear expects a last dimension of 4, got 5
reveal_type(torch.jit.trace(nn.Linear(4, 3), x)(x))  # reveal: Tensor[3, 3]
reveal_type(nn.DataParallel(nn.Linear(4, 3))(x))  # reveal: Tensor[3, 3]
reveal_type(nn.parallel.DistributedDataParallel(nn.Linear(4, 3))(x))  # reveal: Tensor[3, 3]
swa = torch.optim.swa_utils.AveragedModel(nn.Linear(4, 3))
reveal_type(swa(x))  # reveal: Tensor[3, 3]
sd = nn.Linear(4, 3).state_dict()
nn.Linear(4, 5).load_state_dict(sd)  # error: [parameter] Linear cannot load this state: weight is [3, 4] there and [5, 4] here; bias is [3] there and [5] here
nn.Linear(4, 3, bias=False).load_state_dict(sd)  # error: [parameter] Linear cannot load this state: bias is not expected
"""


def test_what_leaves_shapes_alone(tmp_path: Path) -> None:
    check_snippet(tmp_path, PROGRAM)
