"""The rules of judgement, each both ways: code that must be told, and its nearest neighbour that must be silent.

A case begins with the number of its rule. Lines with a mark are what must be told, all others must be silent:

    rule  what it says                      beside the cases of that number
     0    only what is certain
     1    the ways in                       test_findings_in_imported_files_lie_at_the_call, test_defaults_in_use
     2    refusals and contracts            test_a_condition_added_to_a_class_…, test_inputs_of_the_configuration_…,
                                            test_contract_truth
     3    recovery
     4    rigid names of annotations
     5    sizes
     6    broadcasting                      test_contracts (what meets a size made of it)
     7    free rank
     8    arithmetic                        dims/
     9    loops of symbolic length          test_tables
    10    state
    11    what is not understood
    12    exceptions
    13    in place
    14    nothing runs, budgets
    15    no crash reaches a user           test_a_fault_is_told_and_the_rest_stands, test_faults
    16    same input, same output           test_a_report_is_the_same_…
    17    names people can read
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from shapeproof.interpreter import operators
from shapeproof.project import Project
from snippets import check_snippet

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n\n"

CASES = {
    "0: what is not known makes no error": """
    from somewhere import width

    layer = nn.Linear(width(), 4)
    layer(torch.zeros(2, 3))
    nn.Linear(5, 4)(torch.zeros(2, 3))  # error: [linear]
    """,
    "1: what only one of a statement's paths refuses is no error": """
    n = int(input())
    a = torch.rand(2, 4)
    if n == 3:
        y = a @ torch.rand(4, 5)
    else:
        y = a @ torch.rand(3, 5)
    y = (a if n == 3 else 2 * a) @ torch.rand(3, 5)  # error: [matmul]

    def row(d):
        return torch.rand(4) if d != 20 else torch.rand(20)

    z = row(int(input())) + torch.rand(2, 4)
    z = row(int(input())) + torch.rand(2, 20)
    """,
    "1: a class, a function, the module and the main guard are ways in": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(4, 8)
            self.b = nn.Linear(4, 2)

        def forward(self, x):
            return self.b(self.a(x))  # error: [linear]

    def scores():
        return torch.zeros(2, 3) @ torch.zeros(2, 3)  # error: [matmul]

    torch.zeros(2) + torch.zeros(3)  # error: [broadcast]

    if __name__ == "__main__":
        torch.zeros(6).view(4, 2)  # error: [reshape]
        torch.zeros(8).view(4, 2)
    """,
    "1: builders whose arguments have defaults are called": """
    class Net(nn.Module):
        def __init__(self, a, b):
            super().__init__()
            self.first = nn.Linear(3, a)
            self.second = nn.Linear(b, 2)

        def forward(self, x):
            return self.second(self.first(x))  # error: [linear]

    def net(a=4, b=5):
        return Net(a, b)
    """,
    "1: methods that nothing here calls are, with free inputs": """
    class Wave(nn.Module):
        def __init__(self, d):
            super().__init__()
            self.narrow = nn.Linear(d, d)
            self.wide = nn.Linear(2 * d, d)

        def forward(self, x):
            return self.half(x)

        def half(self, x):
            return self.wide(x)

        def training_step(self, x, y):
            return F.mse_loss(self.wide(self.narrow(x)), y)  # error: [linear] expects a last dimension of 2*d, got d

        def validation_step(self, x, y):
            return F.mse_loss(self.narrow(self.wide(x)), y)

        @property
        def shape(self):
            return self.wide(torch.zeros(1, 3))

        def helper(self, rows):
            return self.wide(torch.zeros(len(rows), 2 * self.narrow.in_features))
    """,
    "2: a refusal that other sizes escape is no error": """
    class Net(nn.Module):
        def __init__(self, a, b):
            super().__init__()
            self.first = nn.Linear(3, a)
            self.second = nn.Linear(b, 2)

        def forward(self, x):
            return self.second(self.first(x))
    """,
    "2: known arguments that cannot meet it are": """
    class Net(nn.Module):
        def __init__(self, a, b):
            super().__init__()
            self.first = nn.Linear(3, a)
            self.second = nn.Linear(b, 2)

        def forward(self, x):
            return self.second(self.first(x))  # error: [linear] last dimension of 5, got 4

    Net(4, 4)(torch.zeros(1, 3))
    Net(4, 5)(torch.zeros(1, 3))
    """,
    "2: a path that works makes the other a condition": """
    class Net(nn.Module):
        def __init__(self, wide):
            super().__init__()
            self.wide = wide
            self.a = nn.Linear(4, 8)
            self.b = nn.Linear(4, 8)
            self.out = nn.Linear(8, 2)

        def forward(self, x):
            x = self.a(x)
            if self.wide:
                x = self.b(x)
            return self.out(x)
    """,
    "3: what is refused makes no second finding": """
    x = torch.zeros(2, 3) @ torch.zeros(4, 5)  # error: [matmul]
    nn.Linear(7, 2)(x)
    x.view(10)
    """,
    "3: what could not be built, and what comes out of it, make no second finding": """
    table = nn.Embedding(10, 4, padding_idx=12)  # error: [parameter] a padding_idx of 12 lies outside 10 embeddings
    nn.Linear(5, 2)(table(torch.zeros(2, dtype=torch.long)))

    class Encoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.norm = nn.GroupNorm(4, 10)  # error: [parameter]
            self.fc = nn.Linear(10, 2)

        def forward(self, x):
            return self.fc(self.norm(x.transpose(1, 2)).transpose(1, 2))

    nn.Linear(5, 2)(Encoder()(torch.zeros(2, 3, 7)))
    nn.Linear(5, 2)(nn.Embedding(10, 4)(torch.zeros(2, dtype=torch.long)))  # error: [linear] 5, got 4
    """,
    "4: names of annotations are promised at returns": """
    def f(x: "Float[torch.Tensor, 'b d']", w: "Float[torch.Tensor, 'd e']"):
        return x @ w

    def g(x: "Float[torch.Tensor, 'b d']", w: "Float[torch.Tensor, 'e d']"):
        return x @ w.T
    """,
    "5: sizes are at least 1, a constant of 0 is one too": """
    empty = torch.zeros(0, 3)
    empty.view(3, 0)
    empty.view(1, 3)  # error: [reshape]

    class Grow(nn.Module):
        def __init__(self, n):
            super().__init__()
            self.a = nn.Linear(n, n + 1)
            self.b = nn.Linear(n, 2)

        def forward(self, x):
            return self.b(self.a(x))  # error: [linear] got n + 1
    """,
    "6: broadcasting does not solve": """
    def add(x, y):
        z = x + y
        b, c = x.shape
        d, e = y.shape
        return z

    class Scale(nn.Module):
        def __init__(self, n):
            super().__init__()
            self.fc = nn.Linear(4, n)
            self.scale = nn.Parameter(torch.ones(2 * n + 1))

        def forward(self, x):
            return self.fc(x) * self.scale

    class Never(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(4, 6)
            self.scale = nn.Parameter(torch.ones(7))

        def forward(self, x):
            return self.fc(x) * self.scale  # error: [broadcast]
    """,
    "7: an open rank takes what its uses ask for": """
    class Any(nn.Module):
        def __init__(self, d):
            super().__init__()
            self.norm = nn.LayerNorm(d)
            self.fc = nn.Linear(d, d)

        def forward(self, x):
            return x + self.fc(self.norm(x))

    class Three(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(8, 5)

        def forward(self, x):
            B, T, C = x.shape
            y = self.fc(x)
            return y.view(B, T, 5)

    class Fixed(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(8, 5)

        def forward(self, x):
            B, T, C = x.shape
            y = self.fc(x)
            return y.reshape(B, T, 8)  # error: [reshape]
    """,
    "7: a view of many sizes waits for its next use": """
    class Flat(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 8, 3)
            self.fc = nn.Linear(8 * 13 * 13, 10)

        def forward(self, x):
            return self.fc(F.max_pool2d(self.conv(x), 2).flatten(1))  # error: [linear] 1352, got 1152

    Flat()(torch.zeros(2, 1, 28, 28))
    Flat()(torch.zeros(2, 1, 26, 26))
    """,
    "8: arithmetic of heads": """
    class Heads(nn.Module):
        def __init__(self, d, h):
            super().__init__()
            assert d % h == 0
            self.h = h
            self.fc = nn.Linear(d, d)

        def forward(self, x):
            B, T, C = x.shape
            y = x.view(B, T, self.h, C // self.h).transpose(1, 2)
            return self.fc(y.transpose(1, 2).reshape(B, T, C))
    """,
    "9: loops of symbolic length": """
    class Deep(nn.Module):
        def __init__(self, d, n):
            super().__init__()
            self.layers = nn.ModuleList([nn.Linear(d, d) for _ in range(n)])
            self.out = nn.Linear(2 * d, 1)

        def forward(self, x):
            for layer in self.layers:
                x = torch.relu(layer(x))
            return self.out(x)  # error: [linear]
    """,
    "9: a loop that is given up on forgets what it fills": """
    class Collect(nn.Module):
        def __init__(self, d, n, flag):
            super().__init__()
            self.layers = nn.ModuleList()
            for i in range(n):
                if unclear(i):
                    self.layers.append(nn.Linear(d, d))

        def forward(self, x):
            found = []
            for layer in self.layers:
                x = layer(x)
                found.append(x)
            return torch.stack(found)
    """,
    "10: what nobody has set is not known": """
    class Late(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(4, 4)

        def build(self, n):
            self.extra = nn.Linear(n, n)

        def forward(self, x, mask=None):
            x = self.extra(self.fc(x))
            if mask is not None:
                x = x + mask
            return x

    class Modes(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(4, 8)
            self.b = nn.Linear(8, 2)

        def forward(self, x):
            x = self.a(x)
            if self.training:
                return self.b(x)
            return x

    model = Modes()
    nn.Linear(2, 1)(model(torch.zeros(1, 4)))
    model.eval()
    nn.Linear(2, 1)(model(torch.zeros(1, 4)))  # error: [linear]
    """,
    "11: an unknown decorator or patch hides what passes through it": """
    from somewhere import patched

    @patched
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(4, 8)

    nn.Linear(3, 2)(patched(nn.Linear(4, 5))(torch.zeros(1, 4)))
    nn.Linear(3, 2)(nn.Linear(4, 5)(torch.zeros(1, 4)))  # error: [linear]
    """,
    "12: what a handler catches is silent": """
    import contextlib
    import pytest

    try:
        torch.zeros(2) + torch.zeros(3)
    except RuntimeError:
        torch.zeros(2) @ torch.zeros(3)  # error: [matmul]

    with pytest.raises(RuntimeError):
        torch.zeros(2) + torch.zeros(3)

    with contextlib.suppress(Exception):
        torch.zeros(2) + torch.zeros(3)

    try:
        torch.zeros(4) + torch.zeros(3)  # error: [broadcast]
    except KeyError:
        pass
    """,
    "12: unpacking and indexing of sizes": """
    x = torch.zeros(2, 3, 4)
    a, b, c = x.shape
    a, b = x.shape  # error: [split] too many values to unpack
    first = x.shape[2]
    last = x.shape[3]  # error: [index]

    try:
        a, b = x.shape
    except ValueError:
        a = 1
    """,
    "12: the program's own raise": """
    class Net(nn.Module):
        def __init__(self, dim, heads=8):
            super().__init__()
            if dim % heads:
                raise ValueError("dim must be divisible by heads")  # error: [raises] ValueError: dim must be
            self.fc = nn.Linear(dim, dim)

        def forward(self, x):
            return self.fc(x)

    Net(64)
    Net(60)
    """,
    "12: a raise that a caller may avoid": """
    class Net(nn.Module):
        def __init__(self, dim=None, heads=8):
            super().__init__()
            if dim is None:
                raise ValueError("dim must be given")
            assert dim % heads == 0
            self.fc = nn.Linear(dim, dim)

        def forward(self, x):
            raise NotImplementedError
    """,
    "13: in place": """
    x = torch.zeros(3, 1)
    x += torch.zeros(3, 1)
    x += torch.zeros(3, 4)  # error: [inplace]
    y = torch.zeros(3, 1)
    z = y
    y.squeeze_(1)
    z @ torch.zeros(3)
    """,
    "14: nothing runs": """
    class Boom:
        def __init__(self):
            while True:
                pass

    x = Boom()
    torch.zeros(2) + torch.zeros(3)  # error: [broadcast]
    """,
    "0: warnings need certainty too": """
    net = nn.Linear(8, 1)
    data, target = torch.zeros(5, 8), torch.zeros(5)
    loss = F.mse_loss(net(data), target)  # warning: [silent-broadcast] stretches both [5, 1] and [5] to [5, 5]
    right = F.mse_loss(net(data).squeeze(1), target)
    also = F.mse_loss(net(data), target.unsqueeze(1))
    pairs = target.view(-1, 1) - target
    outer = target[:, None] - target
    centred = data.mean(1, keepdim=True) - target
    different = torch.zeros(4, 1) + target
    """,
    "17: names people can read": """
    def f(x):
        batch, time, width = x.shape
        reveal_type(x.flatten(1))  # reveal: Tensor[batch, time*width]
        return x
    """,
    "4: names of annotations: both sides of a promise": """
    from jaxtyping import Float
    from torch import Tensor

    def kept(x: Float[Tensor, "n m"]) -> Float[Tensor, "m n"]:
        return x.t()

    def broken(x: Float[Tensor, "n m"]) -> Float[Tensor, "n m"]:
        return x.t()  # error: [annotation]

    def called(y: Float[Tensor, "a b"]):
        kept(y)
        kept(y.sum(0))  # error: [annotation]

    def joined(x: Float[Tensor, "n m"], y: Float[Tensor, "k"]):
        return x + y

    class Scaled(nn.Module):
        def __init__(self, d, other):
            super().__init__()
            self.width = d
            self.fc = nn.Linear(d, d)
            self.off = nn.Linear(other, other)

        def forward(self, x: Float[Tensor, "b d"]) -> Float[Tensor, "b width"]:
            return self.fc(x)

        def of_other_name(self, x: Float[Tensor, "b d"]) -> Float[Tensor, "b d"]:
            return self.off(x)
    """,
    "8: arithmetic that two sizes never or may meet": """
    class Attention(nn.Module):
        def __init__(self, d, heads):
            super().__init__()
            assert d % heads == 0
            self.heads = heads
            self.qkv = nn.Linear(d, 3 * d)
            self.out = nn.Linear(d, d)
            self.near = nn.Linear(d + 1, d)

        def forward(self, x):
            B, T, C = x.shape
            q, k, v = self.qkv(x).chunk(3, dim=-1)
            y = q.view(B, T, self.heads, C // self.heads).flatten(2)
            return self.out(y)

        def never(self, x):
            B, T, C = x.shape
            y = self.qkv(x).view(B, T, 3, self.heads, C // self.heads)[:, :, 0].flatten(2)
            return self.near(y)  # error: [linear] expects a last dimension of d + 1, got d

    class Quarter(nn.Module):
        def __init__(self, d, ratio=0.25):
            super().__init__()
            self.down = nn.Linear(d // 2 // 2, int(d * ratio))
            self.same = nn.Linear(int(d * ratio), 2)
            self.other = nn.Linear(d // 3, 2)
            self.quarter = nn.Linear(4, d // 4)
            self.more = nn.Linear(d // 4 + 2, 2)

        def forward(self, x):
            return self.same(self.down(x)), self.other(self.down(x))

        def never(self, x):
            return self.more(self.quarter(x))  # error: [linear] expects a last dimension of d//4 + 2, got d//4

    reveal_type(nn.Linear(8, int(10 * 0.25))(torch.zeros(1, 8)))  # reveal: Tensor[1, 2]
    reveal_type(nn.Linear(8, int(9.99999999999999999 * 0.25))(torch.zeros(1, 8)))  # reveal: Tensor[1, 2]
    nn.Linear(int(29 * 0.1), 2)(torch.zeros(1, 3))  # error: [linear] expects a last dimension of 2, got 3
    """,
    "14: budgets are counted and what is beyond them is not known": """
    def endless(n):
        total = 0
        while total < n:
            total += 1
        return torch.zeros(total, 2)

    def descend(n):
        return descend(n + 1) if n >= 0 else n

    nn.Linear(3, 2)(endless(10**9))
    nn.Linear(3, 2)(torch.zeros(2, descend(1)))
    nn.Linear(3, 2)(torch.zeros(2, sum(range(4))))  # error: [linear] got 6
    nn.Linear(3, 2)(endless(5))  # error: [linear] got 2
    """,
    "17: whose name a solved size has": """
    class Named(nn.Module):
        def __init__(self, width, config):
            super().__init__()
            self.first = nn.Linear(width, config.n_embd)

        def forward(self, images, other):
            B, T, C = images.shape
            reveal_type(images)  # reveal: Tensor[B, T, C]
            reveal_type(self.first(images))  # reveal: Tensor[B, T, config.n_embd]
            reveal_type(images)  # reveal: Tensor[B, T, width]
            other.transpose(1, 2)
            reveal_type(other.softmax(1))  # reveal: Tensor[other.0, other.1, other.2, *other]
            return other
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    import textwrap

    check_snippet(tmp_path, HEAD + textwrap.dedent(CASES[name]).lstrip("\n"))


def test_findings_in_imported_files_lie_at_the_call(tmp_path: Path) -> None:
    """1: a mismatch in a file that is not checked lies at the innermost call inside one that is."""
    layers = """
    from torch import nn


    class Block(nn.Module):
        def __init__(self, n, m):
            super().__init__()
            self.a = nn.Linear(n, m)
            self.b = nn.Linear(n, 2)

        def forward(self, x):
            return self.b(self.a(x))
    """
    source = """
    import torch
    from layers import Block

    good = Block(4, 4)(torch.zeros(1, 4))
    bad = Block(4, 5)(torch.zeros(1, 4))  # error: [linear]
    """
    check_snippet(tmp_path, source, files={"layers.py": layers})


def test_a_change_of_one_file_shows_in_its_importers(tmp_path: Path) -> None:
    source = """
    import torch
    from layers import WIDTH, make

    make(WIDTH)(torch.zeros(2, 8)){mark}
    """
    wide = "from torch import nn\n\nWIDTH = 8\n\n\ndef make(n):\n    return nn.Linear(n, 2)\n"
    check_snippet(tmp_path, source.replace("{mark}", ""), files={"layers.py": wide})
    narrow = wide.replace("WIDTH = 8", "WIDTH = 9")
    check_snippet(tmp_path, source.replace("{mark}", "  # error: [linear]"), files={"layers.py": narrow})


LAYERS = """
from torch import nn


class Heads(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.out = nn.Linear(width, width)

    def forward(self, x):
        B, T, C = x.shape
        return self.out(x{parted})
"""
MODEL = """
import torch
from layers import Heads


def run():
    return Heads(10, 4)(torch.zeros(2, 3, 10))


run()
"""


def test_a_condition_added_to_a_class_shows_where_another_file_breaks_it(tmp_path: Path) -> None:
    (tmp_path / "model.py").write_text(MODEL)
    found = []
    for parted in ("", ".view(B, T, self.heads, C // self.heads).flatten(2)", ".unflatten(-1, (2, 5)).flatten(2)"):
        (tmp_path / "layers.py").write_text(LAYERS.replace("{parted}", parted))
        report = Project(tmp_path).check([str(tmp_path / "model.py")])
        found.append([(f.place.path, f.place.line, f.code, f.message) for each in report.files for f in each.findings])
    said = "view of [2, 3, 10] to [2, 3, 4, 2]: the numbers of elements, 60 and 48, differ"
    assert found == [[], [("model.py", 7, "reshape", said)], []]


def test_inputs_of_the_configuration_are_checked_as_a_call_would_be(tmp_path: Path) -> None:
    source = """
    from torch import nn


    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 4, 5)
            self.fc = nn.Linear(4 * 24 * 24, 10)

        def forward(self, x):
            return self.fc(self.conv(x).flatten(1)){mark}
    """
    settings = '[tool.shapeproof.inputs]\n"snippet.py:Net" = "x=b,1,{size},{size}"\n'
    check_snippet(tmp_path, source.replace("{mark}", ""), files={"pyproject.toml": settings.replace("{size}", "28")})
    check_snippet(
        tmp_path,
        source.replace("{mark}", "  # error: [linear]"),
        files={"pyproject.toml": settings.replace("{size}", "32")},
    )


def test_a_fault_is_told_and_the_rest_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """15: where nothing fails nothing is told of it."""
    source = """
    import torch

    def faulty(a):
        return a << 3{mark}

    def told():
        return torch.zeros(2) + torch.zeros(3)  # error: [broadcast]
    """
    check_snippet(tmp_path, source.replace("3{mark}", "2"))
    binary = operators.binary

    def failing(machine: object, operator: str, left: object, right: object) -> object:
        if operator == "<<":
            raise KeyError("a table that lacks a row")
        return binary(machine, operator, left, right)  # type: ignore[arg-type]

    monkeypatch.setattr(operators, "binary", failing)
    check_snippet(tmp_path, source.replace("{mark}", "  # information: [internal] shapeproof failed here"))


WIDTHS = {"wide.py": "from torch import nn\n\nWIDTH = 8\n\n\ndef make(n):\n    return nn.Linear(n, 2)\n"}
USER = "import torch\nfrom wide import WIDTH, make\n\nmake(WIDTH)(torch.zeros({rows}, 7))\n"
WIDTHS |= {f"user_{rows}.py": USER.replace("{rows}", str(rows)) for rows in range(3)}


def test_a_report_is_the_same_in_every_order_with_every_cache_and_number_of_workers(tmp_path: Path) -> None:
    """16: and another one as soon as a file is."""
    for name, text in WIDTHS.items():
        (tmp_path / name).write_text(text)

    def report(project: Project, names: Iterable[str], jobs: int = 1) -> str:
        return repr([(each.path, each.findings) for each in project.check(names, jobs=jobs).files])

    kept = Project(tmp_path)
    first = report(Project(tmp_path, use_cache=False), WIDTHS)
    assert first.count("last dimension of 8, got 7") == 3
    assert {
        report(Project(tmp_path, use_cache=False), reversed(WIDTHS)),
        report(Project(tmp_path, use_cache=False), WIDTHS, jobs=2),
        report(kept, WIDTHS),
        report(kept, reversed(WIDTHS)),
        report(Project(tmp_path), WIDTHS),
    } == {first}
    (tmp_path / "wide.py").write_text(WIDTHS["wide.py"].replace("WIDTH = 8", "WIDTH = 7"))
    assert report(kept, WIDTHS) == report(Project(tmp_path), WIDTHS) != first
    assert "linear" not in report(kept, WIDTHS)


def test_an_open_editor_sees_a_changed_contract_of_another_file(tmp_path: Path) -> None:
    """The same project is asked again, with texts that are not on disk and with those that are."""
    (tmp_path / "model.py").write_text(MODEL)
    layers = tmp_path / "layers.py"
    layers.write_text(LAYERS.replace("{parted}", ""))
    parted = LAYERS.replace("{parted}", ".view(B, T, self.heads, C // self.heads).flatten(2)")
    project = Project(tmp_path)

    def codes(overlays: dict[str, str] | None = None) -> list[str]:
        return [f.code for each in project.check(["model.py"], overlays).files for f in each.findings]

    assert codes() == []
    assert codes({str(layers): parted}) == ["reshape"]
    assert codes() == []
    layers.write_text(parted)
    assert codes() == ["reshape"]
    assert codes({str(layers): LAYERS.replace("{parted}", "")}) == []
