"""What `shapeproof explain TARGET` says: conditions on arguments, inputs and results, and the sizes that fit."""

from __future__ import annotations

import textwrap
from pathlib import Path

from shapeproof.analysis.accepted import accepted_sizes
from shapeproof.analysis.facts import Contract
from shapeproof.dims import Kind, Relation, equal, less_equal, maximum, symbol
from shapeproof.project import Project
from shapeproof.report.contracts import contract_json, render_contract_text

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n\n"


def contract(folder: Path, source: str, name: str) -> Contract:
    (folder / "m.py").write_text(HEAD + textwrap.dedent(source).lstrip("\n"), encoding="utf-8")
    found = Project(folder, use_cache=False).contract(f"m.py:{name}")
    assert found.error is None
    return found


CONVOLUTIONS = """
class Net(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.conv = nn.Conv2d(1, 64, 5)
        self.fc = nn.Linear(64 * 12 * 12, classes)

    def forward(self, x):
        return self.fc(F.max_pool2d(self.conv(x), 2).flatten(1))
"""


def test_the_sizes_that_fit_are_found_backwards(tmp_path: Path) -> None:
    case = contract(tmp_path, CONVOLUTIONS, "Net").cases[0]
    assert case.accepts == "28 × 28 or 29 × 29"


def test_a_size_that_fits_within_limits_is_told_by_them(tmp_path: Path) -> None:
    source = """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv1d(1, 8, 16, stride=8)
            self.fc = nn.Linear(8 * 99, 2)

        def forward(self, x):
            return self.fc(self.conv(x).flatten(1))
    """
    assert contract(tmp_path, source, "Net").cases[0].accepts == "800 to 807"


def test_adaptive_pooling_accepts_every_size(tmp_path: Path) -> None:
    source = CONVOLUTIONS.replace("F.max_pool2d(self.conv(x), 2)", "F.adaptive_avg_pool2d(self.conv(x), 12)")
    assert contract(tmp_path, source, "Net").cases[0].accepts is None


def test_sizes_that_have_no_end_are_not_listed() -> None:
    n = symbol("n", Kind.FREE, lower=1)
    at_least = less_equal(3, n)
    halves = equal(maximum(n, 7), n)
    assert isinstance(at_least, Relation) and isinstance(halves, Relation)
    assert accepted_sizes([at_least, halves], [n]) is None


def test_a_contract_as_text(tmp_path: Path) -> None:
    source = """
    class Attention(nn.Module):
        def __init__(self, dim, heads=8):
            super().__init__()
            assert dim % heads == 0
            self.heads = heads
            self.qkv = nn.Linear(dim, 3 * dim)

        def forward(self, x):
            B, T, C = x.shape
            q, k, v = self.qkv(x).split(C, dim=2)
            q = q.view(B, T, self.heads, C // self.heads).transpose(1, 2)
            k = k.view(B, T, self.heads, C // self.heads).transpose(1, 2)
            return q @ k.transpose(-2, -1)
    """
    assert render_contract_text(contract(tmp_path, source, "Attention")) == (
        "Attention(dim, heads=8)\n  requires dim % heads == 0\n  requires dim, heads >= 1\n"
        "  forward(x: [B, T, dim]) -> [B, heads, T, T]\n"
    )


def test_two_ways_to_meet_it_are_one_condition(tmp_path: Path) -> None:
    source = """
    class Shortcut(nn.Module):
        def __init__(self, planes, out, stride):
            super().__init__()
            self.conv = nn.Conv2d(planes, out, 3, stride=stride, padding=1)
            self.down = nn.Conv2d(planes, out, 1, stride=stride) if stride != 1 else None

        def forward(self, x):
            y = self.conv(x)
            return torch.stack([y, x if self.down is None else self.down(x)])
    """
    assert contract(tmp_path, source, "Shortcut").requires == (
        "out >= 1", "planes >= 0", "stride >= 1", "stride != 1 or out == planes"
    )  # fmt: skip


def test_a_condition_that_both_ways_meet_is_none(tmp_path: Path) -> None:
    source = """
    class Free(nn.Module):
        def __init__(self, n, bias):
            super().__init__()
            self.fc = nn.Linear(n, n, bias=bias)

        def forward(self, x):
            return self.fc(x)
    """
    assert contract(tmp_path, source, "Free").requires == ("n >= 0",)


def test_what_no_sizes_can_meet_says_where(tmp_path: Path) -> None:
    source = """
    class Wrong(nn.Module):
        def __init__(self, n):
            super().__init__()
            self.a = nn.Linear(n, 2 * n)
            self.b = nn.Linear(n, n)

        def forward(self, x):
            return self.b(self.a(x))
    """
    found = contract(tmp_path, source, "Wrong")
    assert found.cases == ()
    assert [(f.place.line, f.code) for f in found.findings] == [(13, "linear")]
    assert "accepts no sizes:\n    m.py:13:16: Linear expects" in render_contract_text(found)


def test_functions_have_contracts_and_builders_those_of_what_they_build(tmp_path: Path) -> None:
    source = """
    def scores(q, k):
        b, t, d = q.shape
        b, s, d = k.shape
        return q @ k.transpose(1, 2)

    def block(width):
        return nn.Sequential(nn.Linear(width, 4), nn.ReLU(), nn.Linear(4, width))
    """
    found = contract(tmp_path, source, "scores")
    assert render_contract_text(found) == "scores\n  scores(q: [b, t, d], k: [b, s, d]) -> [b, t, s]\n"
    assert render_contract_text(contract(tmp_path, source, "block")) == (
        "block(width)\n  forward(input: [*input, width]) -> [*input, width]\n"
    )


def test_as_json(tmp_path: Path) -> None:
    found = contract_json(contract(tmp_path, CONVOLUTIONS, "Net"))
    assert found["target"] == "m.py:Net"
    assert found["arguments"] == ["classes=10"]
    assert found["call"] == "forward"
    assert found["cases"][0]["inputs"] == {"x": ["x.0", 1, "x.2", "x.3"]}
    assert found["cases"][0]["output"] == ["x.0", "classes"]
    assert found["cases"][0]["accepts"] == "28 × 28 or 29 × 29"


def test_a_bad_target_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text("x = 3\n", encoding="utf-8")
    project = Project(tmp_path, use_cache=False)
    assert project.contract("m.py:x").error == "m.py:x: no class, function or module: it gives an int"
    assert "there is no file" in (project.contract("n.py:Net").error or "")


def test_sizes_of_slices_are_told_in_the_one_order_in_which_they_fit(tmp_path: Path) -> None:
    source = """
    class Edges(nn.Module):
        def __init__(self, width):
            super().__init__()
            self.out = nn.Linear(2 * width, width)

        def forward(self, edges, nodes):
            batch, count, columns = edges.shape
            _, _, width = nodes.shape
            incoming = edges[:, :, :count] @ nodes
            outgoing = edges[:, :, count : 2 * count] @ nodes
            return self.out(torch.cat([incoming, outgoing], 2))
    """
    assert render_contract_text(contract(tmp_path, source, "Edges")).splitlines() == [
        "Edges(width)",
        "  requires width >= 1",
        "  forward(edges: [batch, count, columns], nodes: [_, count, width]) -> [batch, count, width]",
        "    requires columns >= 2*count",
    ]


def test_least_sizes_are_told_undivided_and_once(tmp_path: Path) -> None:
    source = """
    class Head(nn.Module):
        def __init__(self, channels):
            super().__init__()
            self.conv = nn.Conv2d(channels, channels // 4, 3, padding=1)
            self.pool = nn.MaxPool2d(2)

        def forward(self, x):
            batch, channels, height, width = x.shape
            return self.pool(self.pool(self.conv(x)))
    """
    assert render_contract_text(contract(tmp_path, source, "Head")).splitlines() == [
        "Head(channels)",
        "  requires channels >= 4",
        "  forward(x: [batch, channels, height, width]) -> [batch, channels//4, height//4, width//4]",
        "    requires height >= 4",
        "    requires width >= 4",
    ]


def test_own_checks_of_several_arguments_at_once_are_conditions(tmp_path: Path) -> None:
    source = """
    class Plain(nn.Module):
        def __init__(self, planes, groups=1, width=64):
            super().__init__()
            if groups != 1 or width != 64:
                raise ValueError("only groups=1 and width=64 are supported")
            self.conv = nn.Conv2d(planes, planes, 3, padding=1)

        def forward(self, x):
            batch, channels, height, breadth = x.shape
            x += self.conv(x)
            return x
    """
    found = contract(tmp_path, source, "Plain")
    assert found.requires == ("planes >= 1", "groups == 1", "width == 64")


WAYS = """
class Halving(nn.Module):
    def __init__(self, inside, out, stride):
        super().__init__()
        self.conv = nn.Conv2d(inside, out - 2, 3, stride=stride, padding=1)
        self.down = nn.Identity()
        if stride == 2:
            self.down = nn.AvgPool2d(2, ceil_mode=True)

    def forward(self, x):
        return torch.cat([self.conv(x), self.down(x)[:, :2]], dim=1)


class Rounded(nn.Module):
    def __init__(self, n):
        super().__init__()
        wide = 8 * (n // 8)
        if wide < 0.9 * n:
            wide += 8
        self.fc = nn.Linear(n, wide)

    def forward(self, x):
        return self.fc(x)


class Gated(nn.Module):
    def __init__(self, n, kernel):
        super().__init__()
        self.conv = nn.Conv1d(n, n, kernel, padding=1)

    def forward(self, x):
        batch, channels, length = x.shape
        return x * self.conv(x)
"""


def test_ways_that_differ_say_which_arguments_lead_to_them(tmp_path: Path) -> None:
    said = """
      requires {out} >= 3
      requires {inside}, {stride} >= 1
      forward(x: [x.0, {inside}, x.2, x.3]) -> [x.0, {sum}, (x.2 - 1)//{stride} + 1, (x.3 - 1)//{stride} + 1]
        requires {stride} != 2
        requires (x.2 - 1)//{stride} + 1 == x.2
        requires (x.3 - 1)//{stride} + 1 == x.3
      or forward(x: [x.0, {inside}, x.2, x.3]) -> [x.0, {sum}, (x.2 + 1)//2, (x.3 + 1)//2]
        requires {stride} == 2
    """
    said = textwrap.dedent(said).strip("\n").replace("\n", "\n  ")
    of_class = said.format(inside="inside", out="out", stride="stride", sum="min(inside, 2) + out - 2")
    assert render_contract_text(contract(tmp_path, WAYS, "Halving")) == f"Halving(inside, out, stride)\n  {of_class}\n"
    of_call = said.format(inside="a", out="b", stride="s", sum="b + min(a, 2) - 2")
    assert render_contract_text(contract(tmp_path, WAYS, "Halving(a, b, s)")) == f"Halving(a, b, s)\n  {of_call}\n"


def test_a_number_that_a_comparison_of_floats_decides_is_one_formula(tmp_path: Path) -> None:
    found = contract(tmp_path, WAYS, "Rounded")
    assert found.is_whole
    assert [(repr(case.output), case.requires) for case in found.cases] == [
        ("TensorShape(shape=[*x, 8*int(8*(n//8) < 0.9*n) + 8*(n//8)])", ())
    ]


def test_what_meets_a_size_made_of_it_tells_when_the_two_go_together(tmp_path: Path) -> None:
    case = contract(tmp_path, WAYS, "Gated").cases[0]
    assert case.requires == ("length + 2 >= kernel", "kernel == 3 or length == 1 or kernel == length + 2")


def test_an_argument_and_a_size_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    source = """
    class Windows(nn.Module):
        def __init__(self, w):
            super().__init__()
            self.w = w

        def forward(self, x):
            b, h, w, c = x.shape
            return F.pad(x, (0, 0, 0, -w % self.w))
    """
    found = render_contract_text(contract(tmp_path, source, "Windows"))
    assert found == "Windows(w)\n  requires w != 0\n  forward(x: [b, h, w_, c]) -> [b, h, (-w_) % w + w_, c]\n"


def test_defaults_are_written_as_a_program_writes_them(tmp_path: Path) -> None:
    source = """
    class Net(nn.Module):
        def __init__(self, depths=[3, 9], dims=(4, 8), norm=nn.LayerNorm, act=F.relu, names={"a": 1}, rate=0.5):
            super().__init__()
            self.fc = nn.Linear(dims[0], dims[1])

        def forward(self, x):
            return self.fc(x)
    """
    text = render_contract_text(contract(tmp_path, source, "Net"))
    written = "depths=[3, 9], dims=(4, 8), norm=LayerNorm, act=relu, names={'a': 1}, rate=0.5"
    assert text.splitlines()[0] == f"Net({written})"


def test_a_size_that_both_ways_of_a_question_bind_leads_to_one_case(tmp_path: Path) -> None:
    source = """
    def adjusted(width, by):
        new = max(by, int(width + by / 2) // by * by)
        return new if new >= 0.9 * width else new + by

    class Net(nn.Module):
        def __init__(self, width):
            super().__init__()
            self.fc = nn.Linear(width, adjusted(width * 0.3, 8))

        def forward(self, x):
            return self.fc(x)
    """
    found = contract(tmp_path, source, "Net")
    assert found.is_whole and len(found.cases) == 1
    assert repr(found.cases[0].output).count("int(") == 3  # the size rounded down, twice, and the comparison itself


def test_an_in_place_sum_asks_for_one_size_or_one_that_is_stretched(tmp_path: Path) -> None:
    source = """
    class Net(nn.Module):
        def __init__(self, width, kernel):
            super().__init__()
            self.conv = nn.Conv1d(width, width, kernel, padding=(kernel - 1) // 2)

        def forward(self, x):
            batch, channels, length = x.shape
            y = self.conv(x)
            y += x
            return y
    """
    assert contract(tmp_path, source, "Net").requires == ("kernel >= 1", "width >= 1", "kernel % 2 == 1")


def test_layers_of_torch_have_contracts_by_their_own_names(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(HEAD, encoding="utf-8")
    project = Project(tmp_path, use_cache=False)
    convolution = project.contract("torch.nn:Conv1d")
    assert convolution.arguments[:4] == ("in_channels", "out_channels", "kernel_size", "stride=1")
    assert convolution.requires == (
        "dilation >= 1", "groups >= 1", "in_channels >= 0", "kernel_size >= 1", "out_channels >= 1", "padding >= 0",
        "stride >= 1", "in_channels % groups == 0", "out_channels % groups == 0",
    )  # fmt: skip
    assert project.params("torch.nn:Linear").total is not None
    attention = project.contract("torch.nn:MultiheadAttention")
    assert [name for name, _ in attention.cases[0].inputs] == ["query", "key", "value"]
    assert attention.requires == ("embed_dim >= 1", "num_heads >= 1", "embed_dim % num_heads == 0")


def test_an_argument_that_is_asked_whether_it_is_an_int_is_one(tmp_path: Path) -> None:
    source = """
    class Net(nn.Module):
        def __init__(self, width, kernel):
            super().__init__()
            padding = kernel // 2 if isinstance(kernel, int) else [k // 2 for k in kernel]
            self.conv = nn.Conv2d(width, 4, kernel, padding=padding)

        def forward(self, x):
            batch, channels, high, wide = x.shape
            return self.conv(x)

    class Rows(nn.Module):
        def __init__(self, widths):
            super().__init__()
            if isinstance(widths, int):
                raise TypeError("a list of widths is wanted")
            self.fc = nn.Linear(widths[0], widths[1])

        def forward(self, x):
            return self.fc(x)
    """
    assert [case.requires for case in contract(tmp_path, source, "Net").cases] == [()]
    assert render_contract_text(contract(tmp_path, source, "Rows")) == (
        "Rows(widths)\n  forward(x: [*x, widths[0]]) -> [*x, widths[1]]\n"
    )


def test_a_condition_that_others_leave_no_choice_about_is_not_told(tmp_path: Path) -> None:
    source = """
    class Cell(nn.Module):
        def __init__(self, n):
            super().__init__()
            self.fc = nn.Linear(n, n)

        def forward(self, A, x):
            batch, nodes, edges = A.shape
            batch, rows, width = x.shape
            first = torch.matmul(A[:, :, :nodes], self.fc(x))
            second = torch.matmul(A[:, :, nodes : 2 * nodes], self.fc(x))
            return first + second
    """
    assert contract(tmp_path, source, "Cell").cases[0].requires == ("edges >= 2*nodes",)


def test_what_leading_axes_are_stretched_to_is_told_apart_from_them(tmp_path: Path) -> None:
    source = """
    class Net(nn.Module):
        def __init__(self, d):
            super().__init__()
            self.register_buffer("table", torch.zeros(50, 1, d))
            self.fc = nn.Linear(d, d)

        def forward(self, x):
            return x + self.table[: x.size(0)], self.fc(x)
    """
    output = contract(tmp_path, source, "Net").cases[0].output
    assert str(output) == "[TensorShape(shape=[*broadcast]), TensorShape(shape=[x.0, *x, d])]"


def test_rounded_up_as_rounded_down_is_a_remainder_of_none(tmp_path: Path) -> None:
    source = """
    class Net(nn.Module):
        def __init__(self, d):
            super().__init__()
            self.left = nn.Linear(d, (d + 2) // 3)
            self.right = nn.Linear(d // 3, d)

        def forward(self, x):
            return self.right(self.left(x))
    """
    assert contract(tmp_path, source, "Net").requires == ("d >= 0", "d % 3 == 0")


def test_alternatives_that_come_to_one_number_are_told_as_that(tmp_path: Path) -> None:
    source = """
    class Positions(nn.Module):
        def __init__(self, width):
            super().__init__()
            table = torch.zeros(50, width)
            table[:, 0::2] = torch.zeros(50, (width + 1) // 2)
            table[:, 1::2] = torch.zeros(50, (width + 1) // 2)
            self.table = table

        def forward(self, x):
            return x + self.table[: x.size(0)]
    """
    assert contract(tmp_path, source, "Positions").requires[-1] == "width % 2 == 0 or width == 1"


def test_rounding_up_to_a_multiple_goes_without_saying(tmp_path: Path) -> None:
    source = """
    class Rounded(nn.Module):
        def __init__(self, width, multiple):
            super().__init__()
            self.fc = nn.Linear(8, multiple * ((int(2 * width / 3) + multiple - 1) // multiple))

        def forward(self, x):
            return self.fc(x)
    """
    found = contract(tmp_path, source, "Rounded")
    assert len(found.requires) > 1
    assert [line for line in render_contract_text(found).splitlines() if "requires" in line] == [
        "  requires multiple != 0"
    ]


def test_windows_of_a_padded_image_demand_nothing(tmp_path: Path) -> None:
    source = """
    class Windows(nn.Module):
        def __init__(self, width, window):
            super().__init__()
            self.norm = nn.LayerNorm(width)
            self.window = window

        def forward(self, x):
            batch, high, wide, channels = x.shape
            x, w = self.norm(x), self.window
            more_high, more_wide = (w - high % w) % w, (w - wide % w) % w
            if more_high > 0 or more_wide > 0:
                x = F.pad(x, (0, 0, 0, more_wide, 0, more_high))
            all_high, all_wide = high + more_high, wide + more_wide
            x = x.view(batch, all_high // w, w, all_wide // w, w, channels).permute(0, 1, 3, 2, 4, 5)
            x = x.reshape(-1, w, w, channels)
            count = x.shape[0] // (all_high * all_wide // w // w)
            x = x.view(count, all_high // w, all_wide // w, w, w, -1).permute(0, 1, 3, 2, 4, 5)
            return x.reshape(count, all_high, all_wide, -1)[:, :high, :wide, :]
    """
    found = contract(tmp_path, "import torch.nn.functional as F\n" + textwrap.dedent(source), "Windows")
    assert found.cases[0].requires == ()
    assert repr(found.cases[0].output) == "TensorShape(shape=[batch, high, wide, width])"
