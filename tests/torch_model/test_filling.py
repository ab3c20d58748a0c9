"""Calls that only fill weights are left out; calls that do anything else never are."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from shapeproof.project import Project
from shapeproof.torch_model.filling import Fillings
from snippets import check_snippet

MODEL = """
import math
from functools import partial

import torch
from torch import nn


def named_apply(fn, module, name="", include_root=False):
    for child_name, child in module.named_children():
        child_name = ".".join((name, child_name)) if name else child_name
        named_apply(fn=fn, module=child, name=child_name, include_root=True)
    if include_root:
        fn(module=module, name=name)
    return module


def walk(module, name=""):
    for child_name, child in module.named_children():
        yield from walk(child, name + child_name)
    yield name, module


class Block(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.proj = nn.Linear(d, d, bias=d % 2 == 0)
        self.act = nn.GELU()
        self.shift = nn.Parameter(torch.zeros(d))

    def forward(self, x):
        return x + self.act(self.proj(self.norm(x))) + self.shift


{init}


class Net(nn.Module):
    def __init__(self, d=8, depth=6):
        super().__init__()
        self.blocks = nn.Sequential(*[Block(d) for _ in range(depth)])
        self.head = nn.Linear(d, 10)
        {apply}

    def forward(self, x):
        return self.head(self.blocks(x))


def net_8():
    return Net()


def net_16():
    return Net(16, 9)


def net_of_lists(width=24):
    return Net(d=width)
"""

FILLERS = {
    "a chain of classes": (
        """
        def init(module, name=""):
            if isinstance(module, (nn.Linear, nn.Conv2d)):
                nn.init.trunc_normal_(module.weight, std=0.02)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
            elif isinstance(module, Block):
                module.shift.data.fill_(1.0 / math.sqrt(2))
        """,
        "self.apply(init)",
    ),
    "a walk with names": (
        """
        def scaled(weight, bound):
            def half(x):
                return x / 2

            with torch.no_grad():
                weight.uniform_(-half(bound), half(bound))
            return weight

        def init(module, name, scale=0.1):
            if isinstance(module, nn.Linear):
                fan = module.weight.size(0)
                fan //= 2
                scaled(module.weight, scale if name.startswith("head") else 1 / max(fan, 1))
        """,
        "named_apply(partial(init, scale=0.5), self)",
    ),
    "a method of the model": (
        """
        def each(model, fn=None):
            fn = fn or first
            for name, module in walk(model):
                fn(module, name)

        def first(module, name):
            if hasattr(module, "reset_parameters"):
                module.reset_parameters()
        """,
        "each(self)",
    ),
}

OTHERS = {
    "a parameter made anew": "module.weight = nn.Parameter(torch.zeros(3, module.in_features))",
    "an attribute set by name": 'setattr(module, "weight", nn.Parameter(torch.zeros(3, module.in_features)))',
    "a tensor given another size": "module.weight.resize_(3, module.in_features)",
    "data put in its place": "module.weight.data = torch.zeros(3, module.in_features)",
    "a parameter taken away": "del module.bias",
    "a parameter frozen": "module.weight.requires_grad_(False)",
    "a function that is not known to fill": "swap(module)",
    "what is called partial and is not": "module.apply(partial(swap))",
    "a context that does more": "with Swapping(module): pass",
    "an attribute that does more when it is read": "module.swapped",
    "one that is read by name": 'getattr(module, "swapped", None)',
    "one whose name is not known": "[getattr(module, each, None) for each in dir(module)]",
    "a table written to": 'module._parameters["weight"] = nn.Parameter(torch.zeros(3, module.in_features))',
}


OWN_PARTIAL = """
class partial:
    def __init__(self, fn):
        self.fn = fn

    def __call__(self, module):
        self.fn(module)
"""


def written(init: str, apply: str) -> str:
    return MODEL.format(init=dedent(init).strip(), apply=apply)


def tables(root: Path, source: str) -> list[Any]:
    path = root / "net.py"
    path.write_text(source)
    project = Project(root, use_cache=False)
    return [
        project.params(f"net.py:{target}").layers
        for target in ("net_8()", "net_16()", "net_of_lists(24)", "Net(7, 3)", "Net")
    ]


def left_out(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The fillings that are left out from here on."""
    kinds: list[Any] = []
    asked = Fillings.is_followed

    def is_followed(self: Fillings, filling: Any) -> bool:
        found = asked(self, filling)
        if found:
            kinds.append(filling.kind)
        return found

    monkeypatch.setattr(Fillings, "is_followed", is_followed)
    return kinds


@pytest.mark.parametrize("name", FILLERS)
def test_fillings_are_left_out_and_nothing_changes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(*FILLERS[name])
    with monkeypatch.context() as patch:
        patch.setattr(Fillings, "is_followed", lambda self, filling: False)
        every = tables(tmp_path, source)
    kinds = left_out(monkeypatch)
    assert tables(tmp_path, source) == every
    assert kinds


@pytest.mark.parametrize("name", OTHERS)
def test_what_does_more_is_followed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same statement in an initialiser: it is met on every module, and the tables show what it did."""
    init = f"""
def swap(module):
    module.weight = nn.Parameter(torch.zeros(3, module.in_features))


class Swapping:
    def __init__(self, module):
        self.module = module

    def __enter__(self):
        swap(self.module)

    def __exit__(self, *_):
        self.module = None


class Head(nn.Linear):
    @property
    def swapped(self):
        swap(self)


def init(module, name=""):
    if hasattr(module, "in_features"):
        nn.init.zeros_(module.weight)
        {OTHERS[name]}
"""
    source = written(init, "named_apply(init, self)").replace("nn.Linear(d, 10)", "Head(d, 10)")
    if "partial" in OTHERS[name]:
        source = source.replace("from functools import partial", OWN_PARTIAL)
    if "swapped" in OTHERS[name]:
        source = source.replace("self.proj = nn.Linear", "self.proj = Head")
    with monkeypatch.context() as patch:
        patch.setattr(Fillings, "is_followed", lambda self, filling: False)
        every = tables(tmp_path, source)
    kinds = left_out(monkeypatch)
    assert tables(tmp_path, source) == every
    assert not kinds


def test_a_layer_that_is_met_for_the_first_time_is_filled_in_full(tmp_path: Path) -> None:
    """The builder's blocks hold a layer that no other call has filled, and torch refuses to fill it so."""
    source = """
        from torch import nn

        def init(module):
            if isinstance(module, nn.LayerNorm):
                nn.init.xavier_uniform_(module.weight)  # error: [parameter] at least 2 dimensions, got [16]
            elif isinstance(module, nn.Linear):
                nn.init.zeros_(module.bias)

        def layers(norm=None):
            made = nn.Sequential(nn.Linear(4, 16), norm or nn.ReLU(), nn.Linear(16, 4), nn.ReLU(), nn.Linear(4, 2))
            made.apply(init)
            return made

        layers()
        layers()
        layers(nn.Identity())
        layers(nn.LayerNorm(16))
        """
    check_snippet(tmp_path, source)
    check_snippet(
        tmp_path,
        source.replace("  # error: [parameter] at least 2 dimensions, got [16]", "").replace(
            "nn.LayerNorm(16))", "nn.GELU())"
        ),
    )


def test_numbers_that_were_known_are_forgotten(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn

        class Gate(nn.Module):
            def __init__(self):
                super().__init__()
                self.gate = nn.Parameter(torch.ones(1))

        def fill(module):
            nn.init.zeros_(module.gate)

        def gate():
            made = Gate()
            fill(made)
            return made

        first, second, third = gate(), gate(), gate()
        size = 4
        if third.gate.item() == 1:
            size = 5
        reveal_type(torch.zeros(size))  # reveal: Tensor[...]
        """,
    )
