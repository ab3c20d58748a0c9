"""Targets, numbers, inputs and counts as people type them."""

from __future__ import annotations

import re

import pytest
from shapeproof.analysis.request import InputRequest, Number
from shapeproof.project import RequestError
from shapeproof.project.requests import read_input, read_number, read_solve, split_target


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("model.py:Net", ("model.py", "Net")),
        ("a/b.py:Net(784, hidden=h)", ("a/b.py", "Net(784, hidden=h)")),
        ("torchvision.models.resnet:resnet50", ("torchvision.models.resnet", "resnet50")),
        ("m.py:Net(x[1:2])", ("m.py", "Net(x[1:2])")),
        (r"C:\models\m.py:Net", (r"C:\models\m.py", "Net")),
        (" m.py : Net ", ("m.py", "Net")),
    ],
)
def test_targets(text: str, parts: tuple[str, str]) -> None:
    assert split_target(text) == parts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("d=100", ("d", 100)),
        ("config.n_embd=7_68", ("config.n_embd", 768)),
        ("p=0.5", ("p", 0.5)),
        ("p=1e-3", ("p", 0.001)),
        ("bias=true", ("bias", True)),
        ("bias=False", ("bias", False)),
        ("norm=none", ("norm", None)),
        ("mode=max", ("mode", "max")),
        ("mode='100'", ("mode", "100")),
        ("n=-3", ("n", -3)),
        ("name=", ("name", "")),
    ],
)
def test_numbers(text: str, number: tuple[str, Number]) -> None:
    read = read_number(text)
    assert read == number
    assert type(read[1]) is type(number[1])


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("2,3,224,224", InputRequest(None, ("2", "3", "224", "224"))),
        ("x=b,t,dim", InputRequest("x", ("b", "t", "dim"))),
        ("ids=2,16:int64", InputRequest("ids", ("2", "16"), "int64")),
        ("ids=2,16:torch.long", InputRequest("ids", ("2", "16"), "long")),
        ("x = b, 2*d + 1", InputRequest("x", ("b", "2*d + 1"))),
        ("x=b,max(h, w)", InputRequest("x", ("b", "max(h, w)"))),
        ("n,", InputRequest(None, ("n",))),
        ("scale=", InputRequest("scale", ())),
        (":bool", InputRequest(None, (), "bool")),
    ],
)
def test_inputs(text: str, request_: InputRequest) -> None:
    assert read_input(text) == request_


def test_counts() -> None:
    assert read_solve("total=170200") == ("total", 170_200)
    assert read_solve("backbone.fc=170,200") == ("backbone.fc", 170_200)
    assert read_solve("trainable = 1_000") == ("trainable", 1_000)


@pytest.mark.parametrize(
    ("message", "read", "text"),
    [
        (
            "m.py: a target is FILE.py:EXPR or package.module:EXPR; name a class or function behind a colon, as in "
            "model.py:Net",
            split_target,
            "m.py",
        ),
        ("-D d: write it as name=value, as in -D d=100 or -D config.n_embd=768", read_number, "d"),
        ("-D 3=d: write it as name=value, as in -D d=100 or -D config.n_embd=768", read_number, "3=d"),
        (
            "--input x=b,@: '@' is no size (this is no arithmetic expression); write sizes as in x=b,3,224,224 or "
            "ids=2,16:int64",
            read_input,
            "x=b,@",
        ),
        ("--input x=b:flaot32: no dtype is called 'flaot32'; did you mean \"float32\"?", read_input, "x=b:flaot32"),
        (
            "--solve total: write it as total=COUNT, trainable=COUNT or LAYER=COUNT, as in --solve total=170200",
            read_solve,
            "total",
        ),
        (
            "--solve total=many: write it as total=COUNT, trainable=COUNT or LAYER=COUNT, as in --solve total=170200",
            read_solve,
            "total=many",
        ),
    ],
)
def test_what_cannot_be_read_says_how_to_write_it(message: str, read: object, text: str) -> None:
    assert callable(read)
    with pytest.raises(RequestError, match=f"^{re.escape(message)}$"):
        read(text)
