"""What ``params`` prints, read whole."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from report.facts_by_hand import BAD, RESNET, SESSION
from rich.console import Console
from shapeproof.analysis.facts import LayerRow, ModelTable, ParameterRow, Scalar, Solution, Total, UnknownPart
from shapeproof.dims import parse
from shapeproof.report.params_csv import render_params_csv
from shapeproof.report.params_json import render_params_json
from shapeproof.report.params_latex import render_params_latex
from shapeproof.report.params_markdown import render_params_markdown
from shapeproof.report.params_text import render_params_text, rich_params

# ruff: noqa: E501

TEXT = """\
gnn.py:Net(d, k=2)

layer    type       weights                           input       output                              parameters       number   share
Net      Net                                          [b, d]      None                                3*d**2 + 11*d    31,100  100.0%
  scale  parameter  [d]                                                                               d                   100    0.3%
  gnn    GatedGNN                                     2 x [b, d]  ([b, 2*d], None); ([1, 2*d], None)  3*d**2           30,000   96.5%
    w_z  parameter  [d, 2*d]                                                                          2*d**2           20,000   64.3%
    w_a  parameter  [d, d]                                                                            d**2             10,000   32.2%
    w_b  parameter  [d, d]                                                                            tied to gnn.w_a
  head   Linear     weight [10, d] frozen, bias [10]                                                  10*d              1,000    3.2%

total      3*d**2 + 11*d = 31,100
trainable  3*d**2 + d = 30,100
requires   d % heads == 0
output     {logits: [*batch, 10], extra: [...]}
solve      d = 100 gives 31,100

net.py:14:16: error: Linear expects a last dimension of 64, got 128 [linear]
    fc2 = nn.Linear(64, 10) at net.py:9
    128 comes from nn.Linear(784, 128) at net.py:8
    help: nn.Linear(128, 10)
"""

PARTLY = """\
resnet.py:resnet

layer       type     weights               parameters  number
resnet      ResNet                         not known
  conv      Conv2d   weight [64, 3, 3, 3]               1,728
  backbone  Wrapper                        not known

total      not known, at least 1,728
trainable  not known, at least d + 8 = 108
not known  backbone: it comes from torch.hub.load at resnet.py:3
not known  head: no
"""

MARKDOWN = """\
## `gnn.py:Net(d, k=2)`

| layer | type | weights | input | output | parameters | number | share |
| --- | --- | --- | --- | --- | --- | ---: | ---: |
| `Net` | Net |  | `[b, d]` | `None` | `3*d**2 + 11*d` | 31,100 | 100.0% |
| `scale` | parameter | `[d]` |  |  | `d` | 100 | 0.3% |
| `gnn` | GatedGNN |  | `2 x [b, d]` | `([b, 2*d], None); ([1, 2*d], None)` | `3*d**2` | 30,000 | 96.5% |
| `gnn.w_z` | parameter | `[d, 2*d]` |  |  | `2*d**2` | 20,000 | 64.3% |
| `gnn.w_a` | parameter | `[d, d]` |  |  | `d**2` | 10,000 | 32.2% |
| `gnn.w_b` | parameter | `[d, d]` |  |  | tied to gnn.w_a |  |  |
| `head` | Linear | `weight [10, d] frozen, bias [10]` |  |  | `10*d` | 1,000 | 3.2% |

- total: `3*d**2 + 11*d = 31,100`
- trainable: `3*d**2 + d = 30,100`
- requires: `d % heads == 0`
- output: `{logits: [*batch, 10], extra: [...]}`
- solve: `d = 100 gives 31,100`

- error `linear` at net.py:14: Linear expects a last dimension of 64, got 128
"""

LATEX = r"""% gnn.py:Net(d, k=2)
\begin{tabular}{llrr}
weights & shape & parameters & number \\
\hline
\texttt{scale} & $d$ & $d$ & $100$ \\
\texttt{gnn.w\_z} & $d \times 2 d$ & $2 d^{2}$ & $20{,}000$ \\
\texttt{gnn.w\_a} & $d \times d$ & $d^{2}$ & $10{,}000$ \\
\texttt{head.weight} & $10 \times d$ & $10 d$ & $1{,}000$ \\
\texttt{head.bias} & $10$ & $10$ & $10$ \\
\hline
total &  & $3 d^{2} + 11 d$ & $31{,}100$ \\
\hline
trainable &  & $3 d^{2} + d$ & $30{,}100$ \\
\end{tabular}
"""

LATEX_PARTLY = r"""% resnet.py:resnet
\begin{tabular}{llr}
weights & shape & parameters \\
\hline
\texttt{conv.weight} & $64 \times 3 \times 3 \times 3$ & $1{,}728$ \\
\hline
total & not all is known & $\geq$ $1{,}728$ \\
\hline
trainable & not all is known & $\geq$ $d + 8$ \\
\end{tabular}
"""

CSV = """\
target,kind,name,type,shape,input,output,calls,formula,value,trainable,tied_to
"gnn.py:Net(d, k=2)",layer,,Net,,"[b, d]",None,1,3*d**2 + 11*d,31100,,
"gnn.py:Net(d, k=2)",layer,gnn,GatedGNN,,"2 x [b, d]","([b, 2*d], None); ([1, 2*d], None)",2,3*d**2,30000,,
"gnn.py:Net(d, k=2)",layer,head,Linear,,,,0,10*d,1000,,
"gnn.py:Net(d, k=2)",parameter,scale,,[d],,,,d,100,true,
"gnn.py:Net(d, k=2)",parameter,gnn.w_z,,"[d, 2*d]",,,,2*d**2,20000,true,
"gnn.py:Net(d, k=2)",parameter,gnn.w_a,,"[d, d]",,,,d**2,10000,true,
"gnn.py:Net(d, k=2)",parameter,gnn.w_b,,"[d, d]",,,,d**2,10000,true,gnn.w_a
"gnn.py:Net(d, k=2)",parameter,head.weight,,"[10, d]",,,,10*d,1000,false,
"gnn.py:Net(d, k=2)",parameter,head.bias,,[10],,,,10,10,true,
"gnn.py:Net(d, k=2)",total,,,,,,,3*d**2 + 11*d,31100,,
"gnn.py:Net(d, k=2)",trainable,,,,,,,3*d**2 + d,30100,,
resnet.py:resnet,layer,,ResNet,,,,0,,,,
resnet.py:resnet,layer,conv,Conv2d,,,,0,1728,1728,,
resnet.py:resnet,layer,backbone,Wrapper,,,,0,,,,
resnet.py:resnet,parameter,conv.weight,,"[64, 3, 3, 3]",,,,1728,1728,true,
resnet.py:resnet,total,,,,,,,,,,
resnet.py:resnet,trainable,,,,,,,,,,
"""


def test_text() -> None:
    assert render_params_text(SESSION) == TEXT
    assert render_params_text(RESNET) == PARTLY


def test_a_depth_hides_what_is_below_it() -> None:
    lines = render_params_text(SESSION, depth=1).splitlines()
    assert [line.split()[0] for line in lines[2:7]] == ["layer", "Net", "scale", "gnn", "head"]
    assert "w_z" not in render_params_markdown(SESSION, depth=1)


def test_a_table_without_numbers_has_one_column_of_counts() -> None:
    d = parse("d")
    table = ModelTable(
        "m.py:Net",
        total=Total(d + 1_000, None),
        parameters=(
            ParameterRow("a", (d,), d, None, True, None),
            ParameterRow("b", (1_000,), 1_000, 1_000, True, None),
        ),
        layers=(LayerRow("", "Net", d + 1_000, None, d + 1_000, None),),
    )
    assert render_params_text(table) == (
        "m.py:Net\n\n"
        "layer  type       weights  parameters\n"
        "Net    Net                 d + 1000\n"
        "  a    parameter  [d]      d\n"
        "  b    parameter  [1000]   1,000\n"
        "\ntotal  d + 1000\n"
    )


def test_a_solution_says_how_near_it_comes() -> None:
    def last_line(solution: Solution) -> str:
        return render_params_text(ModelTable("m.py:Net", solve=solution)).splitlines()[-1]

    assert last_line(Solution("d", (3, 7), 7, 50)) == "solve  d = 3 or 7 gives 50"
    assert last_line(Solution("d", (), 6, 48)) == (
        "solve  no whole number for d gives this count; d = 6 comes nearest from below, with 48"
    )
    assert last_line(Solution("d", (), None, None)) == "solve  no whole number for d gives this count"


def test_a_terminal_shows_every_cell() -> None:
    console = Console(width=200, record=True, force_terminal=True, file=io.StringIO())
    console.print(rich_params(SESSION))
    shown = console.export_text()
    for line in TEXT.splitlines():
        for word in line.split("  "):
            assert word.strip() in shown


def test_markdown() -> None:
    assert render_params_markdown(SESSION) == MARKDOWN


def test_latex() -> None:
    assert render_params_latex(SESSION) == LATEX
    assert render_params_latex(RESNET) == LATEX_PARTLY


def test_latex_gathers_equal_shapes_of_one_layer() -> None:
    d = parse("d_model")
    rows = [ParameterRow(f"gnn.w_{name}", (d, 2 * d + 1), 2 * d**2 + d, None, True, None) for name in "zrh"]
    lines = render_params_latex(ModelTable("m.py:Net", parameters=tuple(rows))).splitlines()
    assert lines[4] == (
        r"\texttt{gnn.w\_z}, \texttt{w\_r}, \texttt{w\_h} & $\mathrm{d\_model} \times (2 \mathrm{d\_model} + 1)$ each"
        r" & $6 \mathrm{d\_model}^{2} + 3 \mathrm{d\_model}$ \\"
    )


def test_csv() -> None:
    assert render_params_csv([SESSION, BAD, RESNET]) == CSV
    assert {len(row) for row in csv.reader(io.StringIO(CSV))} == {12}


def test_json() -> None:
    written = render_params_json(SESSION)
    assert written.count("\n") == 1
    table = json.loads(written)
    assert list(table) == [
        "version", "target", "error", "total", "trainable", "parameters", "layers", "output", "requires", "findings",
        "solve", "unknown",
    ]  # fmt: skip
    assert (table["version"], table["target"], table["error"]) == (1, "gnn.py:Net(d, k=2)", None)
    assert table["total"] == {"formula": "3*d**2 + 11*d", "value": 31_100}
    assert table["trainable"] == {"formula": "3*d**2 + d", "value": 30_100}
    assert table["parameters"][3] == {
        "name": "gnn.w_b",
        "shape": ["d", "d"],
        "count": {"formula": "d**2", "value": 10_000},
        "trainable": True,
        "tied_to": "gnn.w_a",
    }
    assert table["parameters"][4] == {
        "name": "head.weight",
        "shape": [10, "d"],
        "count": {"formula": "10*d", "value": 1_000},
        "trainable": False,
        "tied_to": None,
    }
    assert table["layers"] == [
        {
            "name": "",
            "type": "Net",
            "own": {"formula": "d", "value": 100},
            "total": {"formula": "3*d**2 + 11*d", "value": 31_100},
            "calls": 1,
            "input": ["b", "d"],
            "output": None,
        },
        {
            "name": "gnn",
            "type": "GatedGNN",
            "own": {"formula": "3*d**2", "value": 30_000},
            "total": {"formula": "3*d**2", "value": 30_000},
            "calls": 2,
            "input": {"calls": [["b", "d"], ["b", "d"]]},
            "output": {"calls": [[["b", "2*d"], None], [[1, "2*d"], None]]},
        },
        {
            "name": "head",
            "type": "Linear",
            "own": {"formula": "10*d", "value": 1_000},
            "total": {"formula": "10*d", "value": 1_000},
            "calls": 0,
            "input": None,
            "output": None,
        },
    ]
    assert table["output"] == {"logits": ["*batch", 10], "extra": None}
    assert table["requires"] == ["d % heads == 0"]
    assert [finding["code"] for finding in table["findings"]] == ["linear"]
    assert table["solve"] == {"symbol": "d", "exact": [100], "nearest": 100, "count": 31_100}
    assert table["unknown"] == []


def test_json_of_what_is_not_all_known() -> None:
    table = json.loads(render_params_json(RESNET))
    assert table["total"] == {"formula": None, "value": None, "at_least": {"formula": "1728", "value": 1_728}}
    assert table["trainable"] == {"formula": None, "value": None, "at_least": {"formula": "d + 8", "value": 108}}
    assert table["unknown"] == [
        {"name": "backbone", "reason": "it comes from torch.hub.load", "path": "resnet.py", "line": 3},
        {"name": "head", "reason": "no", "path": None, "line": None},
    ]
    assert json.loads(render_params_json(replace(SESSION, output=Scalar("int(4*d)"))))["output"] == "int(4*d)"


def test_a_bad_target_is_one_object_and_no_table() -> None:
    assert json.loads(render_params_json(BAD)) == {
        "version": 1,
        "target": "net.py:Nope",
        "error": "net.py:Nope: there is no Nope in net.py",
        "total": None,
        "trainable": None,
        "parameters": [],
        "layers": [],
        "output": None,
        "requires": [],
        "findings": [],
        "solve": None,
        "unknown": [],
    }
    assert render_params_text(BAD) == render_params_markdown(BAD) == render_params_latex(BAD) == ""


def test_parts_not_known_for_one_reason_share_a_line() -> None:
    lost = "module not_installed was not found"
    parts = [UnknownPart(name, lost, None, None) for name in ("a", "b", "c", "d", "e", "f")]
    table = ModelTable(
        "m.py:Net",
        total=Total(None, None, None),
        unknown=(
            parts[0],
            UnknownPart("", "it depends on k != 0", None, None),
            UnknownPart("a", lost, "m.py", 7),
            *parts[1:],
        ),
    )
    assert render_params_text(table).splitlines()[-3:] == [
        "total      not known",
        "not known  a, b, c, d and 2 more: module not_installed was not found at m.py:7",
        "not known  it depends on k != 0",
    ]
