"""Losses."""

from __future__ import annotations

from functools import partial

from conformance.pen import FLAGS, REDUCTIONS, Draw, Given, Maker, Pen, Sizes, given, indices, ones, shares

ARGUMENTS: dict[str, tuple[str, ...]] = {  # of the losses that compare elements
    "L1Loss": ("",), "MSELoss": ("",), "SmoothL1Loss": ("", ", beta=0.5"), "HuberLoss": ("", ", delta=0.5"),
    "SoftMarginLoss": ("",), "PoissonNLLLoss": ("", ", log_input=False", ", full=True"),
    "KLDivLoss": ("", ", log_target=True"), "HingeEmbeddingLoss": ("", ", margin=0.5"),
    "BCELoss": ("",), "BCEWithLogitsLoss": ("",),
}  # fmt: skip


def _made(pen: Pen, name: str, *options: str) -> str:
    written = (
        "".join(options) + pen.options(0.7, reduction=REDUCTIONS) + pen.options(0.05, reduce=FLAGS, size_average=FLAGS)
    )
    return f"nn.{name}({written.removeprefix(', ')})"


def _other(pen: Pen, sizes: Sizes) -> Sizes:
    """The same sizes, or now and then others that may go with them."""
    if pen.flag(0.85):
        return sizes
    changed = tuple(pen.choice((1, pen.near(size), size)) for size in sizes)
    return changed[pen.choice((0, 0, 1)) :]


def elementwise(pen: Pen, name: str) -> Draw:
    sizes = pen.any_sizes()
    options = pen.choice(ARGUMENTS[name])
    if name.startswith("BCE") and sizes and pen.flag(0.25):
        key = pen.choice(("weight", "pos_weight")) if name == "BCEWithLogitsLoss" else "weight"
        options += f", {key}=torch.rand({pen.near(sizes[-1])})"
    return Draw(_made(pen, name, options), (shares(*sizes), shares(*_other(pen, sizes))))


def gaussian(pen: Pen) -> Draw:
    sizes = (*pen.any_sizes(2), pen.size(4))
    spread = pen.choice((sizes, sizes, sizes[:-1], (*sizes[:-1], 1), tuple(pen.near(size) for size in sizes)))
    return Draw(
        _made(pen, "GaussianNLLLoss", pen.options(full=FLAGS)),
        (given(*sizes), given(*_other(pen, sizes)), ones(*spread)),
    )


def of_classes(pen: Pen, name: str) -> Draw:
    classes = pen.randint(1, 5)
    rest = pen.sizes(pen.choice((0, 0, 1, 2, 3)), 4)
    if name == "NLLLoss2d":
        rest = pen.sizes(2, 4)
    batch = (pen.size(4),) if rest or pen.flag(0.8) else ()
    options = pen.options(0.15, weight=f"torch.rand({pen.near(classes)})", ignore_index=("0", "-1"))
    if name == "CrossEntropyLoss":
        options += pen.options(0.15, label_smoothing="0.1")
        if pen.flag(0.25):
            sizes = (*batch, classes, *rest)
            return Draw(_made(pen, name, options), (given(*sizes), shares(*_other(pen, sizes))))
    target = indices(classes, *(pen.near(size) for size in (*batch, *rest)))
    return Draw(_made(pen, name, options), (given(*batch, classes, *rest), target))


def linear_cross_entropy(pen: Pen) -> Draw:
    wide, classes, batch = pen.randint(1, 5), pen.randint(1, 5), pen.size(4)
    options = pen.options(0.2, bias=FLAGS, label_smoothing="0.1", weight=f"torch.rand({classes})")
    options += pen.options(0.5, reduction=REDUCTIONS)
    rest = pen.choice(((), (pen.size(3),)))
    if rest:
        options += f", out_features=({rest[0]},)"
        written = f"{wide}, {classes}{options}"
        return Draw(
            f"nn.LinearCrossEntropyLoss({written})",
            (given(batch, pen.near(wide)), indices(classes, pen.near(batch), *rest)),
        )
    written = f"{wide}, {classes}{options}"
    return Draw(
        f"nn.LinearCrossEntropyLoss({written})", (given(batch, pen.near(wide)), indices(classes, pen.near(batch)))
    )


def multi_margin(pen: Pen) -> Draw:
    classes = pen.randint(1, 5)
    batch = pen.choice(((), (pen.size(4),), (pen.size(4),)))
    options = pen.options(0.2, p=("1", "2"), margin="0.5", weight=f"torch.rand({pen.near(classes)})")
    target = indices(classes, *(pen.near(size) for size in batch))
    return Draw(_made(pen, "MultiMarginLoss", options), (given(*batch, classes), target))


def multi_label(pen: Pen, name: str) -> Draw:
    sizes = (*pen.choice(((), (pen.size(4),), (pen.size(4),))), pen.randint(1, 5))
    if name == "MultiLabelSoftMarginLoss":
        options = pen.options(0.2, weight=f"torch.rand({pen.near(sizes[-1])})")
        return Draw(_made(pen, name, options), (given(*sizes), shares(*_other(pen, sizes))))
    target = Given(_other(pen, sizes), "torch.zeros({}, dtype=torch.int64)")
    return Draw(_made(pen, name), (given(*sizes), target))


def of_pairs(pen: Pen, name: str) -> Draw:
    lead = pen.choice(((), (pen.size(4),), (pen.size(4),)))
    options = pen.options(0.3, margin="0.5")
    if name == "CosineEmbeddingLoss":
        sizes = (*lead, pen.size(4))
        return Draw(
            _made(pen, name, options), (given(*sizes), given(*_other(pen, sizes)), ones(*(pen.near(n) for n in lead)))
        )
    sizes = pen.any_sizes(3)
    return Draw(_made(pen, name, options), (given(*sizes), given(*_other(pen, sizes)), ones(*_other(pen, sizes))))


def triplet(pen: Pen, name: str) -> Draw:
    sizes = (*pen.any_sizes(2), pen.size(4))
    options = pen.options(0.3, margin="0.5", swap=FLAGS)
    if name == "TripletMarginLoss":
        options += pen.options(0.3, p=("1", "2", "3.0"))
    elif pen.flag(0.3):
        options += ", distance_function=nn.PairwiseDistance()"
    written = options + pen.options(0.7, reduction=REDUCTIONS)
    row = (given(*sizes), given(*_other(pen, sizes)), given(*_other(pen, sizes)))
    return Draw(f"nn.{name}({written.removeprefix(', ')})", row)


def alignment(pen: Pen) -> Draw:
    steps, batch, classes, most = pen.randint(6, 9), pen.randint(1, 3), pen.randint(2, 5), pen.randint(1, 3)
    layer = _made(pen, "CTCLoss", pen.options(0.3, zero_infinity=FLAGS, blank="0"))
    if pen.flag(0.2):
        labels = indices(classes, pen.near(most))
        row = (given(steps, classes), labels)
        return Draw(layer, row, f"a.log_softmax(-1), b, torch.tensor({steps}), torch.tensor({most})")
    lengths = Given((pen.near(batch),), f"torch.full({{}}, {most})")
    ends = Given((pen.near(batch),), f"torch.full({{}}, {steps})")
    labels = indices(classes, batch, most) if pen.flag(0.7) else indices(classes, batch * most)
    return Draw(layer, (given(steps, batch, classes), labels, ends, lengths), "a.log_softmax(2), b, c, d")


def adaptive_softmax(pen: Pen) -> Draw:
    wide, classes = pen.randint(4, 9), pen.randint(8, 12)
    cuts = pen.choice(([3], [2, 5], [2, 4, 6]))
    options = pen.options(0.3, div_value=("2.0", "2"), head_bias=FLAGS)
    batch = pen.choice(((), (pen.randint(1, 4),), (pen.randint(1, 4),)))
    x, target = given(*batch, pen.near(wide)), indices(classes, *(pen.near(size) for size in batch))
    return Draw(f"nn.AdaptiveLogSoftmaxWithLoss({wide}, {classes}, {cuts}{options})", (x, target))


MAKERS: dict[str, Maker] = {
    "GaussianNLLLoss": gaussian, "LinearCrossEntropyLoss": linear_cross_entropy, "MultiMarginLoss": multi_margin,
    "CTCLoss": alignment, "AdaptiveLogSoftmaxWithLoss": adaptive_softmax,
}  # fmt: skip
MAKERS.update({_name: partial(elementwise, name=_name) for _name in ARGUMENTS})
MAKERS.update({_name: partial(of_classes, name=_name) for _name in ("CrossEntropyLoss", "NLLLoss", "NLLLoss2d")})
MAKERS.update(
    {_name: partial(multi_label, name=_name) for _name in ("MultiLabelMarginLoss", "MultiLabelSoftMarginLoss")}
)
MAKERS.update({_name: partial(of_pairs, name=_name) for _name in ("CosineEmbeddingLoss", "MarginRankingLoss")})
MAKERS.update({_name: partial(triplet, name=_name) for _name in ("TripletMarginLoss", "TripletMarginWithDistanceLoss")})
