"""Activations, dropout, linear layers, normalisation, embeddings and distances."""

from __future__ import annotations

from functools import partial

from conformance.pen import FLAGS, Draw, Given, Maker, Pen, given, indices, shares

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "CELU": ("", "1.5", "alpha=0.5", "inplace=True"),
    "ELU": ("", "0.5", "alpha=2.0, inplace=True"),
    "GELU": ("", "'tanh'", "approximate='none'"),
    "Hardshrink": ("", "0.3", "lambd=1"),
    "Hardsigmoid": ("", "True"),
    "Hardswish": ("", "inplace=True"),
    "Hardtanh": ("", "-2, 2", "min_val=0.0", "-1.0, 0.5, True"),
    "LeakyReLU": ("", "0.2", "0.1, inplace=True", "negative_slope=0.3"),
    "LogSigmoid": ("",),
    "Mish": ("", "inplace=True"),
    "ReLU": ("", "True", "inplace=False"),
    "ReLU6": ("", "inplace=True"),
    "RReLU": ("", "0.1, 0.3", "lower=0.2, inplace=True"),
    "SELU": ("", "inplace=True"),
    "SiLU": ("", "True"),
    "Sigmoid": ("",),
    "Softplus": ("", "2, 10", "beta=0.5"),
    "Softshrink": ("", "0.3"),
    "Softsign": ("",),
    "Tanh": ("",),
    "Tanhshrink": ("",),
    "Threshold": ("0.1, 20", "1, 2, True", "threshold=0.5, value=0"),
    "Identity": ("", "54, unused=0.1"),
    "AlphaDropout": ("", "0.2", "p=0.0"),
    "Dropout": ("", "0.2", "p=0.5, inplace=True", "1.0"),
    "FeatureAlphaDropout": ("", "p=0.3"),
}


def pointwise(pen: Pen, name: str) -> Draw:
    sizes = pen.any_sizes()
    if name == "FeatureAlphaDropout":
        sizes = (*pen.sizes(2), *pen.any_sizes(2))
    return Draw(f"nn.{name}({pen.choice(ARGUMENTS[name])})", (given(*sizes),))


def channel_dropout(pen: Pen, axes: int) -> Draw:
    lead = pen.sizes(pen.choice((1, 2, 2, 2)), 3)
    return Draw(
        f"nn.Dropout{axes}d({pen.choice(('', '0.2', 'p=0.3, inplace=True'))})", (given(*lead, *pen.sizes(axes, 4)),)
    )


def along(pen: Pen, name: str) -> Draw:
    sizes = pen.sizes(pen.randint(1, 4), 4)
    dim = pen.randint(-len(sizes), len(sizes) - 1)
    if name == "GLU":
        sizes = tuple(2 * size if at == dim % len(sizes) else size for at, size in enumerate(sizes))
        sizes = tuple(pen.near(size) for size in sizes)
    written = "" if pen.flag(0.15) else pen.choice((f"{dim}", f"dim={dim}"))
    return Draw(f"nn.{name}({written})", (given(*sizes),))


def softmax2d(pen: Pen) -> Draw:
    return Draw("nn.Softmax2d()", (given(*pen.sizes(pen.choice((3, 4, 4, 2)), 4)),))


def prelu(pen: Pen) -> Draw:
    channels = pen.randint(1, 4)
    sizes = (pen.size(3), pen.near(channels), *pen.any_sizes(2))
    written = pen.choice(("", f"{channels}", f"num_parameters={channels}, init=0.1"))
    return Draw(f"nn.PReLU({written})", (given(*sizes),))


def linear(pen: Pen) -> Draw:
    wide, out = pen.size(), pen.size()
    written = pen.choice((f"{wide}, {out}", f"in_features={wide}, out_features={out}")) + pen.options(bias=FLAGS)
    return Draw(f"nn.Linear({written})", (given(*pen.any_sizes(3), pen.near(wide)),))


def lazy_linear(pen: Pen) -> Draw:
    return Draw(f"nn.LazyLinear({pen.size()}{pen.options(bias=FLAGS)})", (given(*pen.any_sizes(3), pen.size()),))


def bilinear(pen: Pen) -> Draw:
    a, b, out = pen.randint(1, 5), pen.randint(1, 5), pen.randint(1, 5)
    lead = pen.any_sizes(3)
    other = tuple(pen.near(size) for size in lead)
    layer = f"nn.Bilinear({a}, {b}, {out}{pen.options(bias=FLAGS)})"
    return Draw(layer, (given(*lead, pen.near(a)), given(*other, pen.near(b))))


def flatten(pen: Pen) -> Draw:
    sizes = pen.any_sizes(5)
    rank = max(len(sizes), 1)
    first = pen.randint(-rank, rank - 1)
    written = pen.choice(
        ("", "", f"{first}", f"start_dim={first}", f"{first}, {pen.randint(-rank, rank - 1)}", "0, -1")
    )
    return Draw(f"nn.Flatten({written})", (given(*sizes),))


def unflatten(pen: Pen) -> Draw:
    a, b = pen.randint(1, 4), pen.randint(1, 4)
    sizes = (*pen.any_sizes(2), pen.near(a * b), *pen.any_sizes(2))
    fitting = [at for at, size in enumerate(sizes) if size == a * b] or [0]
    dim = pen.choice(fitting) - (len(sizes) if pen.flag(0.3) else 0)
    wanted = pen.choice((f"({a}, {b})", f"[{a}, {b}]", f"({a}, -1)", f"(-1, {b})", f"torch.Size([{a}, {b}])"))
    return Draw(f"nn.Unflatten({dim}, {wanted})", (given(*sizes),))


def batch_norm(pen: Pen, axes: int, kind: str = "Batch") -> Draw:
    channels = pen.randint(1, 5)
    lead = pen.choice(((pen.size(3, 2),), (pen.size(3, 2),), ())) if kind == "Instance" else (pen.size(3, 2),)
    space = pen.sizes(axes, 4)
    if axes == 1 and kind == "Batch" and pen.flag(0.4):
        space = ()
    options = pen.options(
        0.25, eps="1e-3", momentum=("0.2", "None") if kind == "Batch" else ("0.2",), affine=FLAGS,
        track_running_stats=FLAGS, bias=FLAGS,
    )  # fmt: skip
    return Draw(f"nn.{kind}Norm{axes}d({channels}{options})", (given(*lead, pen.near(channels), *space),))


def lazy_norm(pen: Pen, axes: int, kind: str) -> Draw:
    options = pen.options(0.25, eps="1e-3", affine=FLAGS, track_running_stats=FLAGS)
    x = given(pen.size(3, 2), pen.size(4), *pen.sizes(axes, 4))
    return Draw(f"nn.Lazy{kind}Norm{axes}d({options.removeprefix(', ')})", (x,))


def sync_norm(pen: Pen) -> Draw:
    channels = pen.randint(1, 5)
    x = given(pen.size(3, 2), pen.near(channels), *pen.any_sizes(2))
    return Draw(f"nn.SyncBatchNorm({channels}{pen.options(affine=FLAGS, track_running_stats=FLAGS)}).eval()", (x,))


def group_norm(pen: Pen) -> Draw:
    groups = pen.randint(1, 3)
    channels = groups * pen.randint(1, 3) if pen.flag(0.93) else groups + 1
    x = given(pen.size(3), pen.near(channels), *pen.any_sizes(3))
    return Draw(f"nn.GroupNorm({groups}, {channels}{pen.options(affine=FLAGS, eps='1e-6', bias=FLAGS)})", (x,))


def last_norm(pen: Pen, name: str) -> Draw:
    rest = pen.sizes(pen.randint(1, 3), 4)
    options = pen.options(elementwise_affine=FLAGS, eps="1e-6")
    if name == "LayerNorm":
        options += pen.options(bias=FLAGS)
    written = (
        str(rest[0])
        if len(rest) == 1 and pen.flag(0.8)
        else pen.choice((str(list(rest)), str(rest), f"torch.Size({list(rest)})"))
    )
    x = given(*pen.any_sizes(3), *(pen.near(size) for size in rest))
    return Draw(f"nn.{name}({written}{options})", (x,))


def response_norm(pen: Pen, name: str) -> Draw:
    x = given(*pen.sizes(pen.choice((3, 4, 4, 5)) if name == "LocalResponseNorm" else 4, 4))
    return Draw(f"nn.{name}({pen.randint(1, 4)}{pen.options(alpha='1e-3', beta='0.5', k='2')})", (x,))


def embedding(pen: Pen) -> Draw:
    count, wide = pen.randint(1, 9), pen.size()
    options = pen.options(
        0.2, padding_idx=("0", f"{count - 1}", "-1"), max_norm="1.0", sparse=FLAGS, scale_grad_by_freq=FLAGS
    )
    return Draw(f"nn.Embedding({count}, {wide}{options})", (indices(count, *pen.any_sizes(3)),))


def embedding_bag(pen: Pen) -> Draw:
    count, wide = pen.randint(1, 9), pen.size()
    mode = pen.choice(("mean", "sum", "max"))
    layer = f"nn.EmbeddingBag({count}, {wide}, mode='{mode}'"
    if pen.flag(0.45):
        sizes = pen.sizes(2, 4)
        weights = (shares(*(pen.near(size) for size in sizes)),) if mode == "sum" and pen.flag() else ()
        call = "a, per_sample_weights=b" if weights else "a"
        return Draw(f"{layer})", (indices(count, *sizes), *weights), call)
    length, bags = pen.randint(1, 6), pen.randint(1, 4)
    last = pen.flag(0.3)
    offsets = Given((bags,), "torch.zeros({}, dtype=torch.int64)")
    if last:
        layer += ", include_last_offset=True"
    weights = (shares(pen.near(length)),) if mode == "sum" and pen.flag() else ()
    return Draw(f"{layer})", (indices(count, length), offsets, *weights), "a, b" + (", c" if weights else ""))


def cosine(pen: Pen) -> Draw:
    sizes = pen.sizes(pen.randint(1, 4), 4)
    other = tuple(size if pen.flag(0.8) else pen.choice((1, pen.near(size))) for size in sizes)
    dim = pen.randint(-len(sizes), len(sizes) - 1)
    written = pen.choice(("", f"{dim}", f"dim={dim}, eps=1e-6"))
    return Draw(f"nn.CosineSimilarity({written})", (given(*sizes), given(*other[pen.choice((0, 0, 0, 1)) :])))


def pairwise(pen: Pen) -> Draw:
    sizes = pen.sizes(pen.randint(1, 3), 4)
    other = tuple(size if pen.flag(0.85) else pen.choice((1, pen.near(size))) for size in sizes)
    written = pen.choice(("", "1", "p=3.0")) + pen.options(keepdim=FLAGS)
    return Draw(f"nn.PairwiseDistance({written.removeprefix(', ')})", (given(*sizes), given(*other)))


MAKERS: dict[str, Maker] = {
    "Softmax2d": softmax2d, "PReLU": prelu, "Linear": linear, "LazyLinear": lazy_linear, "Bilinear": bilinear,
    "Flatten": flatten, "Unflatten": unflatten, "SyncBatchNorm": sync_norm, "GroupNorm": group_norm,
    "Embedding": embedding, "EmbeddingBag": embedding_bag, "CosineSimilarity": cosine, "PairwiseDistance": pairwise,
}  # fmt: skip
MAKERS.update({_name: partial(pointwise, name=_name) for _name in ARGUMENTS})
MAKERS.update({_name: partial(along, name=_name) for _name in ("Softmax", "LogSoftmax", "Softmin", "GLU")})
MAKERS.update({_name: partial(last_norm, name=_name) for _name in ("LayerNorm", "RMSNorm")})
MAKERS.update({_name: partial(response_norm, name=_name) for _name in ("LocalResponseNorm", "CrossMapLRN2d")})
for _axes in (1, 2, 3):
    MAKERS[f"Dropout{_axes}d"] = partial(channel_dropout, axes=_axes)
    for _kind in ("Batch", "Instance"):
        MAKERS[f"{_kind}Norm{_axes}d"] = partial(batch_norm, axes=_axes, kind=_kind)
        MAKERS[f"Lazy{_kind}Norm{_axes}d"] = partial(lazy_norm, axes=_axes, kind=_kind)
