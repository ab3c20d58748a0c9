# ruff: noqa: E501
"""torch.nn.functional: what layers do, with the weights handed over."""

from __future__ import annotations

from functools import partial

from conformance.calls.spelling import floats, truth
from conformance.layers import losses
from conformance.layers.windows import MAKERS as WINDOWS
from conformance.pen import FLAGS, Call, Maker, Pen, indices


def convolution(pen: Pen, axes: int) -> Call:
    groups = pen.choice((1, 1, 2))
    channels, out = groups * pen.randint(1, 2), groups * pen.randint(1, 3)
    window = tuple(pen.randint(1, 3) for _ in range(axes))
    weight = floats(pen, (out, pen.near(channels // groups), *window))
    x = floats(pen, (*pen.batch(), channels, *(size + pen.randint(0, 5) for size in window)))
    bias = floats(pen, (pen.near(out),))
    options = pen.options(
        0.35, stride=("2", f"({', '.join(['2'] * axes)},)"), padding=("1", "'same'", "'valid'", "0"), dilation="2"
    )
    options += f", groups={groups}" if groups > 1 else ""
    path = pen.choice((f"F.conv{axes}d", f"torch.conv{axes}d"))
    if pen.flag():
        return Call(f"{path}(a, b, {pen.choice(('c', 'bias=c'))}{options})", (x, weight, bias))
    return Call(f"{path}({pen.choice(('a, b', 'a, weight=b', 'input=a, weight=b'))}{options})", (x, weight))


def transposed(pen: Pen, axes: int) -> Call:
    channels, out = pen.randint(1, 3), pen.randint(1, 3)
    window = tuple(pen.randint(1, 3) for _ in range(axes))
    weight = floats(pen, (pen.near(channels), out, *window))
    x = floats(pen, (*pen.batch(), channels, *(pen.randint(1, 5) for _ in range(axes))))
    options = pen.options(0.4, stride="2", padding=("1", "0"), output_padding=("0", "1"), dilation="2")
    return Call(f"{pen.choice(('F', 'torch'))}.conv_transpose{axes}d(a, b{options})", (x, weight))


def by_layer(pen: Pen, name: str, function: str) -> Call:
    """A function that takes what its layer takes: the input first, then the layer's arguments."""
    draw = WINDOWS[name](pen)
    arguments = draw.layer[draw.layer.index("(") + 1 : -1]
    rest = draw.call.removeprefix("a, b").removeprefix("a")
    given = ", ".join(draw.names)
    return Call(f"{function}({given}, {arguments}{rest})", draw.inputs)


FROM_LAYERS = {
    **{f"F.{kind}_pool{axes}d": f"{layer}Pool{axes}d" for kind, layer in (("max", "Max"), ("avg", "Avg")) for axes in (1, 2, 3)},
    **{f"F.adaptive_{kind}_pool{axes}d": f"Adaptive{layer}Pool{axes}d" for kind, layer in (("max", "Max"), ("avg", "Avg")) for axes in (1, 2, 3)},
    **{f"F.max_unpool{axes}d": f"MaxUnpool{axes}d" for axes in (1, 2, 3)},
    **{f"F.fractional_max_pool{axes}d": f"FractionalMaxPool{axes}d" for axes in (2, 3)},
    **{f"F.lp_pool{axes}d": f"LPPool{axes}d" for axes in (1, 2, 3)},
    "F.unfold": "Unfold", "F.fold": "Fold", "F.interpolate": "Upsample", "F.upsample": "Upsample", "F.pixel_shuffle": "PixelShuffle",
    "F.pixel_unshuffle": "PixelUnshuffle", "F.channel_shuffle": "ChannelShuffle", "torch.pixel_shuffle": "PixelShuffle",
    "torch.max_pool2d": "MaxPool2d", "F.max_pool2d_with_indices": "MaxPool2d", "F.upsample_nearest": "UpsamplingNearest2d",
    "F.upsample_bilinear": "UpsamplingBilinear2d",
}  # fmt: skip


def padded(pen: Pen) -> Call:
    mode = pen.choice(("constant", "constant", "reflect", "replicate", "circular"))
    count = pen.randint(1, 3)
    row = [pen.randint(-1 if mode == "constant" else 0, 2) for _ in range(2 * count)]
    sizes = pen.sizes(count + pen.choice((0, 1, 2)), 4)
    written = pen.choice((str(row), str(tuple(row)), f"pad={row}"))
    written += "" if mode == "constant" and pen.flag() else f", mode='{mode}'"
    written += pen.options(0.2, value="1.0") if mode == "constant" else ""
    return Call(f"F.pad(a, {written})", (floats(pen, sizes),))


def linear(pen: Pen, name: str) -> Call:
    n, m = pen.size(4), pen.size(4)
    lead = pen.any_sizes(2)
    if name == "bilinear":
        k = pen.randint(1, 3)
        row = (floats(pen, (*lead, n)), floats(pen, (*lead, m)), floats(pen, (k, pen.near(n), m)), floats(pen, (k,)))
        return Call(
            pen.choice(("F.bilinear(a, b, c)", "F.bilinear(a, b, c, d)", "torch.bilinear(a, b, c, bias=d)")), row
        )
    if name == "embedding":
        table = floats(pen, (5, m))
        return Call(
            pen.choice(("F.embedding(a, b)", "F.embedding(a, weight=b, padding_idx=0)", "torch.embedding(b, a)")),
            (indices(5, *lead), table),
        )
    if name == "embedding_bag":
        table = floats(pen, (5, m))
        if pen.flag():
            return Call(
                pen.choice(("F.embedding_bag(a, b)", "F.embedding_bag(a, b, mode='sum')", "F.embedding_bag(b, a)")),
                (indices(5, 2, 3), table),
            )
        return Call("F.embedding_bag(a, b, torch.tensor([0, 2]))", (indices(5, 4), table))
    shapes = (
        floats(pen, (*lead, pen.near(n))),
        floats(pen, (m, n) if pen.flag(0.9) else (n,)),
        floats(pen, (pen.near(m),)),
    )
    return Call(pen.choice(("F.linear(a, b)", "F.linear(a, b, c)", "F.linear(a, weight=b, bias=c)")), shapes)


def norm(pen: Pen, name: str) -> Call:
    c = 2 * pen.randint(1, 3)
    a = floats(pen, (pen.size(3, 2), c, *pen.any_sizes(2)))
    v = floats(pen, (pen.near(c),))
    texts = {
        "batch_norm": ("F.batch_norm(a, b, b)", "F.batch_norm(a, b, b, weight=b, bias=b, training=True)", "torch.batch_norm(a, b, b, None, None, False, 0.1, 1e-5, True)", "F.batch_norm(a, None, None, training=True)"),
        "instance_norm": ("F.instance_norm(a)", "F.instance_norm(a, weight=b, bias=b)"),
        "group_norm": ("F.group_norm(a, 2)", "F.group_norm(a, num_groups=2, weight=b, bias=b)", "torch.group_norm(a, 2)", "F.group_norm(a, 3)"),
        "layer_norm": ("F.layer_norm(a, a.shape[1:])", "F.layer_norm(a, [3])", "F.layer_norm(a, (a.shape[-1],), torch.ones(a.shape[-1]))", "F.rms_norm(a, a.shape[-1:])", "F.rms_norm(a, normalized_shape=(2,))"),
        "local_response_norm": ("F.local_response_norm(a, 2)", "F.local_response_norm(a, size=3, alpha=1e-3)"),
        "prelu": ("F.prelu(a, b)", "torch.prelu(a, b)", "a.prelu(torch.tensor([0.1]))", "F.prelu(a, weight=torch.ones(1))"),
        "native": ("torch.native_batch_norm(a, b, b, b, b, True, 0.1, 1e-5)", "torch.native_layer_norm(a, [a.shape[-1]], None, None, 1e-5)", "torch.native_group_norm(torch.ones(2, 4, 3), None, None, 2, 4, 3, 2, 1e-5)"),
        "channel dropout": ("F.dropout1d(a)", "F.dropout2d(a, 0.2)", "F.dropout3d(a, p=0.3, training=False)", "F.feature_alpha_dropout(a, 0.2, False)"),
    }  # fmt: skip
    return Call(pen.choice(texts[name]), (a, v))


def sampled(pen: Pen, name: str) -> Call:
    n, c, h, w = pen.size(3), pen.size(3), pen.size(4), pen.size(4)
    if name == "affine_grid":
        return Call(
            pen.choice(("F.affine_grid(a, (2, 3, 4, 5), align_corners=False)", "F.affine_grid(a, [2, 1, 3, 4, 5])")),
            (floats(pen, pen.choice(((2, 2, 3), (2, 3, 4)))),),
        )
    return Call(
        pen.choice(("F.grid_sample(a, b)", "F.grid_sample(a, b, mode='nearest', align_corners=True)")),
        (floats(pen, (n, c, h, w)), floats(pen, (pen.near(n), 3, 2, 2 if pen.flag(0.9) else 3))),
    )


def attention(pen: Pen) -> Call:
    lead = pen.sizes(pen.choice((0, 1, 2, 2)), 3)
    length, keys, wide = pen.size(4), pen.size(4), pen.size(4)
    row = (
        floats(pen, (*lead, length, wide)),
        floats(pen, (*lead, keys, pen.near(wide))),
        floats(pen, (*lead, pen.near(keys), pen.size(4))),
    )
    if pen.flag(0.3):
        mask = truth(pen, pen.choice(((length, keys), (*lead, length, keys), (1, pen.near(keys)))))
        return Call("F.scaled_dot_product_attention(a, b, c, attn_mask=d)", (*row, mask))
    return Call(
        pen.choice(
            (
                "F.scaled_dot_product_attention(a, b, c)",
                "F.scaled_dot_product_attention(a, b, c, is_causal=True)",
                "F.scaled_dot_product_attention(a, b, c, dropout_p=0.1, scale=0.5)",
            )
        ),
        row,
    )


def heads(pen: Pen) -> Call:
    """``multi_head_attention_forward``, with a wrong size here and there."""
    count = pen.randint(1, 2)
    wide = count * pen.randint(1, 3)
    batch, length, keys = pen.randint(1, 3), pen.randint(1, 3), pen.randint(1, 3)
    lead = pen.choice(((batch,), (batch,), ()))
    q, k = (floats(pen, (rows, *(pen.near(b) for b in lead), pen.near(wide))) for rows in (length, keys))
    v = floats(pen, (pen.near(keys), *lead, wide))
    packed = floats(pen, (pen.near(3 * wide), wide))
    bias, out, last = (
        floats(pen, (pen.near(3 * wide),)),
        floats(pen, (wide, pen.near(wide))),
        floats(pen, (pen.near(wide),)),
    )
    parts = [f"{pen.near(wide)}, {count}"]
    bias_kv = pen.choice(
        ("None, None", "None, None", f"torch.zeros(1, 1, {pen.near(wide)}), torch.zeros(1, 1, {wide})")
    )
    options = pen.options(0.2, need_weights=FLAGS, training=FLAGS, average_attn_weights=FLAGS)
    options += pen.options(
        0.2,
        attn_mask=lambda: f"torch.zeros({pen.near(length)}, {pen.near(keys)})",
        key_padding_mask=lambda: f"torch.zeros({f'{batch}, ' if lead else ''}{pen.near(keys)}, dtype=torch.bool)",
    )
    zero = pen.choice(FLAGS)
    if pen.flag(0.3):
        apart = ", use_separate_proj_weight=True" + "".join(
            f", {name}_proj_weight=torch.zeros({pen.near(wide)}, {pen.near(wide)})" for name in "qkv"
        )
        return Call(
            f"F.multi_head_attention_forward(a, b, c, {parts[0]}, None, d, {bias_kv}, {zero}, 0.0, e, f{options}{apart})",
            (q, k, v, bias, out, last),
        )
    return Call(
        f"F.multi_head_attention_forward(a, b, c, {parts[0]}, d, e, {bias_kv}, {zero}, 0.0, f, g{options})",
        (q, k, v, packed, bias, out, last),
    )


def loss(pen: Pen, name: str, layer: str) -> Call:
    draw = losses.MAKERS[layer](pen)
    arguments = draw.layer[draw.layer.index("(") + 1 : -1]
    given = draw.call or ", ".join(draw.names)
    return Call(f"{name}({given}{', ' if arguments else ''}{arguments})", draw.inputs)


LOSSES = {
    "F.l1_loss": "L1Loss", "F.mse_loss": "MSELoss", "F.smooth_l1_loss": "SmoothL1Loss", "F.huber_loss": "HuberLoss",
    "F.soft_margin_loss": "SoftMarginLoss", "F.poisson_nll_loss": "PoissonNLLLoss", "F.kl_div": "KLDivLoss",
    "F.hinge_embedding_loss": "HingeEmbeddingLoss", "F.binary_cross_entropy": "BCELoss", "F.cross_entropy": "CrossEntropyLoss",
    "F.binary_cross_entropy_with_logits": "BCEWithLogitsLoss", "F.nll_loss": "NLLLoss", "F.gaussian_nll_loss": "GaussianNLLLoss",
    "F.multi_margin_loss": "MultiMarginLoss", "F.multilabel_margin_loss": "MultiLabelMarginLoss",
    "F.multilabel_soft_margin_loss": "MultiLabelSoftMarginLoss", "F.cosine_embedding_loss": "CosineEmbeddingLoss",
    "F.margin_ranking_loss": "MarginRankingLoss", "F.triplet_margin_loss": "TripletMarginLoss",
    "F.triplet_margin_with_distance_loss": "TripletMarginWithDistanceLoss", "F.ctc_loss": "CTCLoss",
}  # fmt: skip

MAKERS: dict[str, Maker] = {
    "F.pad": padded,
    "F.scaled_dot_product_attention": attention,
    "F.multi_head_attention_forward": heads,
}
for _axes in (1, 2, 3):
    MAKERS[f"conv{_axes}d"] = partial(convolution, axes=_axes)
    MAKERS[f"conv_transpose{_axes}d"] = partial(transposed, axes=_axes)
MAKERS.update({_name: partial(by_layer, name=_layer, function=_name) for _name, _layer in FROM_LAYERS.items()})
MAKERS.update(
    {f"F.{_name}": partial(linear, name=_name) for _name in ("linear", "bilinear", "embedding", "embedding_bag")}
)
MAKERS.update(
    {
        _name: partial(norm, name=_name)
        for _name in (
            "batch_norm",
            "instance_norm",
            "group_norm",
            "layer_norm",
            "local_response_norm",
            "prelu",
            "native",
            "channel dropout",
        )
    }
)
MAKERS.update({f"F.{_name}": partial(sampled, name=_name) for _name in ("affine_grid", "grid_sample")})
MAKERS.update({_name: partial(loss, name=_name, layer=_layer) for _name, _layer in LOSSES.items()})
