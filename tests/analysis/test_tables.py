"""Tables of parameters: what is told where a part of the model, or the way through it, is not known."""

from __future__ import annotations

import textwrap
from pathlib import Path

from shapeproof.analysis.facts import ModelTable, TensorShape
from shapeproof.project import Project
from shapeproof.report.layer_rows import summary
from shapeproof.shapes import Shape

START = """
import torch
from torch import nn
from not_installed import unheard_of
"""


def table(folder: Path, text: str, target: str = "Net()", *inputs: str) -> ModelTable:
    (folder / "m.py").write_text(START + textwrap.dedent(text))
    found = Project(folder).params(f"m.py:{target}", inputs=inputs)
    assert found.error is None
    return found


def test_undecided_total_is_at_least_the_smallest_of_all_ways(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(10, 20 if unheard_of() else 5, bias=False)
        """,
    )
    assert found.total is not None
    assert (found.total.formula, found.total.value, found.total.at_least) == (None, None, 50)
    assert found.trainable is not None
    assert found.trainable.at_least == 50
    assert [part.reason for part in found.unknown] == [
        "it depends on what is not known: module not_installed was not found"
    ]


def test_undecided_total_of_sizes_that_are_symbols_has_no_least(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Net(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.fc = nn.Linear(d, 20 if unheard_of() else 5)
        """,
        "Net",
    )
    assert found.total is not None
    assert (found.total.formula, found.total.at_least) == (None, None)


def test_unknown_part_leaves_the_rest_counted(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(10, 5)
                self.extra = unheard_of(5)
        """,
    )
    assert found.total is not None
    assert (found.total.formula, found.total.at_least) == (None, 55)
    assert [part.name for part in found.unknown] == ["extra"]


def test_worlds_that_differ_below_an_equal_handle_are_not_one(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.sizes = {}
                self.choose()
                self.fc = nn.Linear(10, self.sizes["out"])

            def choose(self):
                self.sizes["out"] = 20 if unheard_of() else 5
        """,
    )
    assert found.total is not None
    assert (found.total.formula, found.total.at_least) == (None, 55)


def test_worlds_that_differ_in_what_a_function_closes_over_are_not_one(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        def layer(width):
            return lambda: nn.Linear(10, width)

        def chosen():
            return layer(20) if unheard_of() else layer(5)

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = chosen()()
        """,
    )
    assert found.total is not None
    assert (found.total.formula, found.total.at_least) == (None, 55)


def test_input_of_a_table_is_on_the_cpu(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.kept = {}
                self.fc = nn.Linear(10, 20)

            def mask(self, device):
                if str(device) not in self.kept:
                    self.kept[str(device)] = torch.ones(3, 20, device=device)
                return self.kept[str(device)]

            def forward(self, x):
                if x.device.type == "cpu" and x.is_cpu and not x.is_cuda and x.device.index is None:
                    return self.fc(x) * self.mask(x.device)
                return x
        """,
        "Net()",
        "3,10",
    )
    assert found.output == TensorShape(Shape((3, 20)))


def test_calls_made_while_building_are_not_calls_of_forward(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.body = nn.Conv2d(3, 8, 3)
                self.fc = nn.Linear(self.body(torch.zeros(1, 3, 8, 8)).flatten(1).shape[1], 5)

            def forward(self, x):
                return self.fc(self.body(x).flatten(1))
        """,
        "Net()",
        "2,3,8,8",
    )
    assert [(layer.name, layer.calls, layer.outputs) for layer in found.layers if layer.name] == [
        ("body", 1, (TensorShape(Shape((2, 8, 6, 6))),)),
        ("fc", 1, (TensorShape(Shape((2, 5))),)),
    ]


def test_calls_with_other_objects_of_the_module_are_not_the_same_call(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Stage:
            def __init__(self, width, depth):
                self.width, self.depth = width, depth

        STAGES = (Stage(4, 1), Stage(8, 2), Stage(16, 3))

        def widths(stage):
            found, left = [], stage.depth
            if left < 1:
                raise ValueError(left)
            while left:
                left -= 1
                width = stage.width
                found += [width]
            assert len(found) == stage.depth
            return found

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                rows = [widths(stage) for stage in STAGES]
                self.layers = nn.ModuleList(nn.Linear(1, width, bias=False) for row in rows for width in row)
        """,
    )
    assert [row.count for row in found.parameters] == [4, 8, 8, 16, 16, 16]


def test_what_a_tracer_of_torch_fx_does_is_not_known_rather_than_missing(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        from torch import fx

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(10, 5)
                try:
                    self.graph = fx.Tracer().trace(self.fc)
                except AttributeError:
                    self.fc = None
        """,
    )
    assert [row.count for row in found.parameters] == [50, 5]


def test_a_raise_on_the_paths_that_were_followed_is_not_that_of_all(tmp_path: Path) -> None:
    text = """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                chosen = []
                for name in "abcdefgh":
                    if unheard_of(name):
                        chosen.append(name)
                if chosen:
                    raise ValueError("no name must be chosen")
                self.fc = nn.Linear(10, 5)
        """
    (tmp_path / "m.py").write_text(START + textwrap.dedent(text))
    assert Project(tmp_path).params("m.py:Net()").error == "m.py:Net(): building it takes more paths than are followed"


def test_a_builder_behind_an_unknown_decorator_is_not_known_and_says_why(tmp_path: Path) -> None:
    source = """
    from torch import nn
    from nowhere.registry import register_model

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(3, 4)

    @register_model
    def net():
        return Net()
    """
    path = tmp_path / "net.py"
    path.write_text(textwrap.dedent(source))
    table = Project(tmp_path, use_cache=False).params(f"{path}:net")
    why = "a decorator that is not understood: module nowhere.registry was not found"
    assert table.error == f"{path}:net: {why}"


def test_a_float_among_the_arguments_is_no_whole_number_until_it_is_given(tmp_path: Path) -> None:
    source = """
    from torch import nn

    class Net(nn.Module):
        def __init__(self, width: int, ratio: float):
            super().__init__()
            self.up = nn.Linear(width, int(width * ratio), bias=False)
    """
    (tmp_path / "net.py").write_text(textwrap.dedent(source))
    project = Project(tmp_path, use_cache=False)
    open_ratio = project.params("net.py:Net").total
    whole = project.params("net.py:Net", numbers={"width": 8, "ratio": 4}).total
    half = project.params("net.py:Net", numbers={"width": 8, "ratio": 0.5}).total
    assert open_ratio is not None and whole is not None and half is not None
    assert str(open_ratio.formula) == "int(width*ratio)*width"
    assert (str(whole.formula), whole.value, half.value) == ("4*width**2", 256, 32)


def test_undecided_total_that_every_way_has_is_told(tmp_path: Path) -> None:
    text = """
        class Net(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.fc = nn.Linear(d, d, bias=False)
                self.last = nn.Sequential(nn.ReLU()) if unheard_of() else nn.Linear(LAST, 1)
        """
    same = table(tmp_path, text.replace("nn.Linear(LAST, 1)", "nn.Sequential(nn.Tanh(), nn.Tanh())"), "Net")
    assert same.total is not None
    assert str(same.total.formula) == "d**2"
    assert len(same.unknown) == 1
    other = table(tmp_path, text.replace("LAST", "d"), "Net")
    assert other.total is not None
    assert other.total.formula is None


def test_undecided_total_of_which_a_way_leaves_a_part_open_is_not_told(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Net(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.fc = nn.Linear(d, d, bias=False)
                if unheard_of():
                    self.more = unheard_of(3)
        """,
        "Net",
    )
    assert found.total is not None
    assert found.total.formula is None


MANY_WAYS = """
from torch import nn


class Net(nn.Module):
    def __init__(self, d, heads, a, b, c, e, f, g):
        super().__init__()
        self.attention = nn.MultiheadAttention(d, heads)
        for name, size in (("a", a), ("b", b), ("c", c), ("e", e), ("f", f), ("g", g)):
            if size > 3:
                self.add_module(name, nn.Linear(d, size))
"""


def test_what_is_required_says_whether_it_is_all(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(MANY_WAYS)
    project = Project(tmp_path, use_cache=False)
    many = project.params("net.py:Net")
    assert many.requires == ("d >= 1", "heads >= 1", "d % heads == 0") and not many.requires_all
    one = project.params("net.py:Net(d, heads, 1, 1, 1, 1, 1, 1)")
    assert one.requires == ("d >= 1", "heads >= 1", "d % heads == 0") and one.requires_all
    lines = list(summary(many))
    assert ("not known", "whether it requires more: some paths are not followed") in lines
    assert ("requires", "d % heads == 0") in lines
    assert not [text for heading, text in summary(one) if heading == "not known"]


BIASED = """
from torch import nn


class Norm(nn.Module):
    def __init__(self, width, bias):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width)) if bias else None


class Net(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.first = nn.Linear(config.width, config.width, bias=config.bias)
        self.norm = Norm(config.width, config.bias)
        self.last = nn.Linear(config.width, 2, bias=False)


class Frozen(Net):
    def __init__(self, config):
        super().__init__(config)
        self.last.requires_grad_(False)
"""


def test_a_total_that_depends_on_an_argument_is_told_for_each_of_its_answers(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text("import torch\n" + BIASED)
    table = Project(tmp_path, use_cache=False).params("net.py:Net")
    assert table.total is not None
    assert table.total.formula is None
    assert [(way.when, str(way.total.formula)) for way in table.counts] == [
        (("bias != 0",), "width**2 + 5*width"), (("bias == 0",), "width**2 + 3*width"),
    ]  # fmt: skip
    assert list(summary(table))[:3] == [
        ("total", "width**2 + 5*width where bias != 0"),
        ("total", "width**2 + 3*width where bias == 0"),
        ("trainable", "all of them"),
    ]
    assert "not known" not in dict(summary(table))
    given = Project(tmp_path, use_cache=False).params("net.py:Net", numbers={"config.width": 10})
    assert [way.total.value for way in given.counts] == [150, 130]


def test_trainable_parameters_are_told_for_each_answer_where_they_are_not_all(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text("import torch\n" + BIASED)
    table = Project(tmp_path, use_cache=False).params("net.py:Frozen")
    assert [text for heading, text in summary(table) if heading == "trainable"] == [
        "width**2 + 3*width where bias != 0", "width**2 + width where bias == 0",
    ]  # fmt: skip


def test_a_total_that_all_answers_have_is_one(tmp_path: Path) -> None:
    source = """
from torch import nn


class Net(nn.Module):
    def __init__(self, width, smooth):
        super().__init__()
        self.fc = nn.Linear(width, width)
        self.act = nn.GELU() if smooth else nn.ReLU()
"""
    (tmp_path / "net.py").write_text(source)
    table = Project(tmp_path, use_cache=False).params("net.py:Net")
    assert table.counts == ()
    assert table.total is not None
    assert str(table.total.formula) == "width**2 + width"
