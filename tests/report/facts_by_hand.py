"""Facts as an analysis could have found them, for every rendering to be read whole."""

from __future__ import annotations

from shapeproof.analysis.facts import (
    Coverage,
    FileFacts,
    Finding,
    Fix,
    LayerRow,
    ModelTable,
    Note,
    ParameterRow,
    Place,
    Severity,
    Solution,
    TensorShape,
    TextEdit,
    Total,
    UnknownPart,
)
from shapeproof.dims import parse
from shapeproof.project import CheckReport
from shapeproof.shapes import Shape, Splat

LINEAR = Finding(
    Place("net.py", 14, 16, 14, 27),
    "linear",
    Severity.ERROR,
    "Linear expects a last dimension of 64, got 128",
    notes=(
        Note(Place("net.py", 9, 20, 9, 37), "fc2 = nn.Linear(64, 10)"),
        Note(Place("net.py", 8, 20, 8, 39), "128 comes from nn.Linear(784, 128)"),
    ),
    fix=Fix("make fc2 take 128", True, (TextEdit("net.py", (9, 30), (9, 32), "128"),)),
    help="nn.Linear(128, 10)",
)
BROADCAST = Finding(
    Place("net.py", 20, 9, 21, 14),
    "silent-broadcast",
    Severity.WARNING,
    "[b, 1] and [b] give [b, b]: 100% of pairs, <all> of them",
    when="stride != 1",
)
REVEAL = Finding(Place("lib/other.py", 3, 1, 3, 15), "reveal", Severity.INFORMATION, "Tensor[b, 4*d]")

REPORT = CheckReport(
    files=(
        FileFacts("clean.py", coverage=Coverage(known=2)),
        FileFacts("lib/other.py", (REVEAL,), Coverage(known=1, unknown=1), (("numpy is not read", 1),)),
        FileFacts(
            "net.py",
            (LINEAR, BROADCAST),
            Coverage(known=28, partial=2, assumed=1),
            (("sizes depend on data", 2), ("numpy is not read", 2), ("a decorator is not known", 5)),
        ),
    ),
    seconds=0.0414,
)
CLEAN = CheckReport(files=(FileFacts("clean.py", coverage=Coverage(known=2)),), seconds=0.01)

d, b = parse("d"), parse("b")
SESSION = ModelTable(
    "gnn.py:Net(d, k=2)",
    total=Total(3 * d**2 + d + d * 10, 31_100),
    trainable=Total(3 * d**2 + d, 30_100),
    parameters=(
        ParameterRow("scale", (d,), d, 100, True, None),
        ParameterRow("gnn.w_z", (d, 2 * d), 2 * d**2, 20_000, True, None),
        ParameterRow("gnn.w_a", (d, d), d**2, 10_000, True, None),
        ParameterRow("gnn.w_b", (d, d), d**2, 10_000, True, "gnn.w_a"),
        ParameterRow("head.weight", (10, d), 10 * d, 1_000, False, None),
        ParameterRow("head.bias", (10,), 10, 10, True, None),
    ),
    layers=(
        LayerRow("", "Net", d, 100, 3 * d**2 + d + 10 * d, 31_100, 1, (TensorShape(Shape((b, d))),), (None,)),
        LayerRow(
            "gnn",
            "GatedGNN",
            3 * d**2,
            30_000,
            3 * d**2,
            30_000,
            2,
            (TensorShape(Shape((b, d))), TensorShape(Shape((b, d)))),
            ([TensorShape(Shape((b, 2 * d))), None], [TensorShape(Shape((1, 2 * d))), None]),
        ),
        LayerRow("head", "Linear", 10 * d, 1_000, 10 * d, 1_000, 0),
    ),
    output={"logits": TensorShape(Shape((Splat("batch"), 10))), "extra": TensorShape(None)},
    has_output=True,
    requires=("d % heads == 0",),
    findings=(LINEAR,),
    solve=Solution("d", (100,), 100, 31_100),
)
RESNET = ModelTable(
    "resnet.py:resnet",
    total=Total(None, None, 1_728),
    trainable=Total(None, None, d + 8, 108),
    parameters=(ParameterRow("conv.weight", (64, 3, 3, 3), 1_728, 1_728, True, None),),
    layers=(
        LayerRow("", "ResNet", 0, 0, None, None),
        LayerRow("conv", "Conv2d", 1_728, 1_728, 1_728, 1_728),
        LayerRow("backbone", "Wrapper", None, None, None, None),
    ),
    unknown=(
        UnknownPart("backbone", "it comes from torch.hub.load", "resnet.py", 3),
        UnknownPart("head", "no", None, None),
    ),
)
BAD = ModelTable("net.py:Nope", error="net.py:Nope: there is no Nope in net.py")
