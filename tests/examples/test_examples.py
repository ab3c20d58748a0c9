"""The example models: what shapeproof reads from their source is what torch says when it runs them."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from snippets import check_file

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
BROKEN = Path(__file__).parent / "broken"
NAMES = sorted(path.name for path in EXAMPLES.glob("*.py"))

Setting = dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Example:
    """One model: its class, what its inputs are called and sized, and settings it can be built and run with.

    ``fixed`` are arguments that decide how many layers there are; they are given as numbers, the others stay symbols.
    """

    file: str
    model: str
    inputs: Mapping[str, str]
    draw: Callable[[random.Random], Setting]
    sizes: tuple[str, ...]
    fixed: Setting = field(default_factory=dict)

    @property
    def target(self) -> str:
        return f"examples/{self.file}.py:{self.model}"

    @property
    def call(self) -> str:
        """The target with the fixed arguments given and the others as symbols of their own names."""
        arguments = [
            f"{name}={self.fixed.get(name, name)}" for name in self.draw(random.Random(0)) if name not in self.sizes
        ]
        return f"{self.target}({', '.join(arguments)})"


EXAMPLE_MODELS = [
    Example(
        file="session_gnn",
        model="SessionGNN",
        inputs={"items": "b,n,d", "adjacency_in": "b,n,n", "adjacency_out": "b,n,n"},
        draw=lambda pick: {"d": pick.randint(2, 40), "b": pick.randint(1, 4), "n": pick.randint(2, 9)},
        sizes=("b", "n"),
    ),
    Example(
        file="conv_classifier",
        model="ConvClassifier",
        inputs={"images": "b,in_channels,h,w"},
        draw=lambda pick: {
            "in_channels": pick.randint(1, 5),
            "width": pick.randint(1, 9),
            "num_classes": pick.randint(2, 20),
            "b": pick.randint(1, 4),
            "h": pick.randint(8, 40),
            "w": pick.randint(8, 40),
        },
        sizes=("b", "h", "w"),
    ),
    Example(
        file="gpt",
        model="GPT",
        inputs={"tokens": "b,t:int64"},
        draw=lambda pick: {
            "vocab_size": pick.randint(3, 50),
            "block_size": pick.randint(8, 20),
            "n_layer": 3,
            "n_head": (heads := pick.randint(1, 5)),
            "n_embd": heads * pick.randint(1, 6),
            "b": pick.randint(1, 3),
            "t": pick.randint(1, 8),
        },
        sizes=("b", "t"),
        fixed={"n_layer": 3},
    ),
    Example(
        file="lstm_tagger",
        model="LSTMTagger",
        inputs={"sentences": "b,t:int64"},
        draw=lambda pick: {
            "vocab_size": pick.randint(3, 50),
            "tagset_size": pick.randint(2, 20),
            "embedding_dim": pick.randint(1, 20),
            "hidden_dim": pick.randint(1, 20),
            "num_layers": 2,
            "b": pick.randint(1, 4),
            "t": pick.randint(1, 9),
        },
        sizes=("b", "t"),
        fixed={"num_layers": 2},
    ),
    Example(
        file="unet",
        model="UNet",
        inputs={"image": "b,in_channels,8*h,8*w"},
        draw=lambda pick: {
            "in_channels": pick.randint(1, 4),
            "num_classes": pick.randint(1, 6),
            "width": pick.randint(1, 6),
            "b": pick.randint(1, 3),
            "h": pick.randint(1, 4),
            "w": pick.randint(1, 4),
        },
        sizes=("b", "h", "w"),
    ),
]
by_name = pytest.mark.parametrize("example", EXAMPLE_MODELS, ids=lambda example: example.file)


def shapeproof(*arguments: str, code: int = 0) -> str:
    """What the command prints; it must exit with ``code`` and say nothing on stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "shapeproof", *arguments],
        cwd=ROOT,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (code, ""), done.stdout + done.stderr
    return done.stdout


@cache
def params(target: str, *options: str) -> dict[str, Any]:
    (line,) = shapeproof("params", target, "--format", "json", *options).splitlines()
    table: dict[str, Any] = json.loads(line)
    assert table["error"] is None
    assert table["unknown"] == []
    return table


def settings(example: Example) -> list[Setting]:
    pick = random.Random(example.file)
    return [example.draw(pick) for _ in range(5)]


def at(size: int | str, setting: Setting) -> int:
    """A size from the JSON output as a number; formulas are Python expressions over the arguments' names."""
    if isinstance(size, int):
        return size
    number = eval(size, {"__builtins__": {}, "min": min, "max": max}, dict(setting))
    assert number == int(number)
    return int(number)


def shape_at(tree: Any, setting: Setting) -> Any:
    """A shape from the JSON output with every size as a number."""
    if tree is None:
        return None
    if isinstance(tree, dict):
        return {key: shape_at(value, setting) for key, value in tree.items()}
    return [shape_at(each, setting) if isinstance(each, list | dict | None) else at(each, setting) for each in tree]


def build(example: Example, setting: Setting) -> Any:
    arguments = {name: value for name, value in setting.items() if name not in example.sizes}
    return getattr(load(example.file), example.model)(**arguments).eval()


@cache
def load(name: str) -> ModuleType:
    """The example itself, imported: torch's side of the comparison."""
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def feed(example: Example, setting: Setting) -> list[Any]:
    import torch

    tensors = []
    for spec in example.inputs.values():
        dims, _, dtype = spec.partition(":")
        sizes = [at(dim, setting) for dim in dims.split(",")]
        tensors.append(torch.randint(0, 2, sizes) if dtype == "int64" else torch.rand(sizes))
    return tensors


def run(model: Any, inputs: list[Any]) -> tuple[Any, dict[str, Any]]:
    """What the model returns, and the shape of what each of its leaf layers gave."""
    outputs: dict[str, Any] = {}
    for name, layer in model.named_modules():
        if not list(layer.children()):
            layer.register_forward_hook(lambda _, __, value, name=name: outputs.update({name: shape_of(value)}))
    return model(*inputs), outputs


def shape_of(value: Any) -> Any:
    """The shape of what torch returned, as the JSON output writes shapes."""
    if value is None:
        return None
    if isinstance(value, list | tuple):
        return [shape_of(each) for each in value]
    return list(value.shape)


def input_options(example: Example) -> list[str]:
    return [word for name, spec in example.inputs.items() for word in ("--input", f"{name}={spec}")]


@by_name
def test_parameters_have_the_names_and_shapes_torch_gives_them(example: Example) -> None:
    table = params(example.call)
    for setting in settings(example):
        own = {row["name"]: row for row in table["parameters"] if row["tied_to"] is None}
        real = dict(build(example, setting).named_parameters())
        assert {name: shape_at(row["shape"], setting) for name, row in own.items()} == {
            name: list(weight.shape) for name, weight in real.items()
        }
        assert {name: at(row["count"]["formula"], setting) for name, row in own.items()} == {
            name: weight.numel() for name, weight in real.items()
        }


@by_name
def test_the_total_is_torchs_total_at_any_setting(example: Example) -> None:
    total = params(example.call)["total"]
    for setting in settings(example):
        assert at(total["formula"], setting) == sum(weight.numel() for weight in build(example, setting).parameters())


@by_name
def test_the_total_has_its_value_when_numbers_are_given(example: Example) -> None:
    setting = settings(example)[0]
    numbers = [
        word for name, value in setting.items() if name not in example.sizes for word in ("-D", f"{name}={value}")
    ]
    total = params(example.target, *numbers)["total"]
    assert total["value"] == sum(weight.numel() for weight in build(example, setting).parameters())


@by_name
def test_forward_gives_the_shapes_torch_gives(example: Example) -> None:
    table = params(example.call, *input_options(example))
    layers = {row["name"]: row for row in table["layers"]}
    assert table["findings"] == []
    for setting in settings(example):
        result, outputs = run(build(example, setting), feed(example, setting))
        assert shape_at(table["output"], setting) == shape_of(result)
        assert {name: shape_at(layers[name]["output"], setting) for name in outputs} == outputs


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_clean(name: str) -> None:
    report = json.loads(shapeproof("check", f"examples/{name}", "--format", "json"))
    assert report["diagnostics"] == []
    assert report["summary"]["tensors"]["unknown"] == 0


@pytest.mark.parametrize("name", NAMES)
def test_broken_twins_give_the_findings_they_name(name: str, tmp_path: Path) -> None:
    check_file(tmp_path, BROKEN / name)


@pytest.mark.parametrize("name", NAMES)
def test_broken_twins_raise_in_torch(name: str) -> None:
    done = subprocess.run([sys.executable, BROKEN / name], capture_output=True, text=True, timeout=120)
    assert "RuntimeError" in done.stderr


def test_the_session_graph_network_is_derived() -> None:
    table = params("examples/session_gnn.py:SessionGNN", "-D", "d=100")
    counts = {row["name"].rpartition(".")[2]: (row["shape"], row["count"]["formula"]) for row in table["parameters"]}
    square, wide = (["d", "d"], "d**2"), (["d", "2*d"], "2*d**2")
    assert counts == {
        **dict.fromkeys(["w_in", "w_out", "u_z", "u_r", "u_h", "w_q1", "w_k1"], square),
        **dict.fromkeys(["w_z", "w_r", "w_h", "w_q2", "w_k2"], wide),
        **dict.fromkeys(["b_in", "b_out"], (["d"], "d")),
    }
    assert table["total"] == {"formula": "17*d**2 + 2*d", "value": 170_200}


def test_the_hidden_size_is_found_from_the_total() -> None:
    table = params("examples/session_gnn.py:SessionGNN", "--solve", "total=170200")
    assert table["solve"] == {"symbol": "d", "exact": [100], "nearest": 100, "count": 170_200}


def test_gpt_counts_its_layers_and_ties_its_head() -> None:
    table = params("examples/gpt.py:GPT")
    assert at(
        table["total"]["formula"], {"n_layer": 2, "n_embd": 8, "n_head": 2, "vocab_size": 50, "block_size": 16}
    ) == (2 * (12 * 8**2 + 13 * 8) + 50 * 8 + 16 * 8 + 2 * 8)
    assert "12*n_embd**2*n_layer" in table["total"]["formula"]
    assert "n_embd % n_head == 0" in table["requires"]
    tied = {row["name"]: row["tied_to"] for row in table["parameters"] if row["tied_to"]}
    assert tied == {"head.weight": "token_embedding.weight"}


def _environment() -> dict[str, str]:
    paths = [str(ROOT / "plugin"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
