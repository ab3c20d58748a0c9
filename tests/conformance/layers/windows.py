# ruff: noqa: E501
"""Convolutions, pooling, padding, and what moves blocks about."""

from __future__ import annotations

import math
from functools import partial

from conformance.pen import FLAGS, Draw, Given, Maker, Pen, Sizes, given

MODES = ("'zeros'", "'reflect'", "'replicate'", "'circular'")


def _space(pen: Pen, axes: int, least: Sizes = (1, 1, 1), room: int = 6) -> Sizes:
    """Sizes of axes that a window of these sizes most often fits in."""
    return tuple(pen.randint(max(1, low - pen.choice((0, 0, 0, 1))), low + room) for low in least[:axes])


def convolution(pen: Pen, axes: int, is_lazy: bool = False) -> Draw:
    groups = pen.choice((1, 1, 1, 2, 3))
    channels, out = groups * pen.randint(1, 3), groups * pen.randint(1, 3)
    kernel, window = pen.each(axes, 1, 4)
    dilation, steps = pen.each(axes, 1, 2)
    stride = pen.each(axes, 1, 3)[0]
    padding = pen.each(axes, 0, 2)[0]
    if pen.flag(0.2):
        padding = pen.choice(("'same'", "'valid'"))
    reach = tuple(d * (k - 1) + 1 for k, d in zip(window, steps, strict=True))
    written = f"{out}, {kernel}" if is_lazy else f"{channels}, {out}, {kernel}"
    if pen.flag(0.4):
        written += f", {stride}" + (f", {padding}" + (f", {dilation}" if pen.flag() else "") if pen.flag() else "")
    else:
        written += pen.options(0.45, stride=stride, padding=padding, dilation=dilation)
    written += f", groups={groups}" if groups > 1 else ""
    written += pen.options(0.25, bias=FLAGS, padding_mode=MODES)
    x = given(*pen.batch(), pen.near(channels), *_space(pen, axes, reach))
    return Draw(f"nn.{'Lazy' if is_lazy else ''}Conv{axes}d({written})", (x,))


def transposed(pen: Pen, axes: int, is_lazy: bool = False) -> Draw:
    groups = pen.choice((1, 1, 1, 2))
    channels, out = groups * pen.randint(1, 3), groups * pen.randint(1, 3)
    kernel, stride = pen.each(axes, 1, 4)[0], pen.each(axes, 1, 3)[0]
    written = f"{out}, {kernel}" if is_lazy else f"{channels}, {out}, {kernel}"
    written += pen.options(
        0.4,
        stride=stride,
        padding=lambda: pen.each(axes, 0, 2)[0],
        output_padding=lambda: pen.each(axes, 0, 1)[0],
        dilation=lambda: pen.each(axes, 1, 2)[0],
    )
    written += f", groups={groups}" if groups > 1 else ""
    written += pen.options(0.2, bias=FLAGS)
    space = _space(pen, axes, room=4)
    x = given(*pen.batch(), pen.near(channels), *space)
    layer = f"nn.{'Lazy' if is_lazy else ''}ConvTranspose{axes}d({written})"
    if pen.flag(0.25):
        wanted = [size * pen.randint(1, 3) + pen.randint(0, 3) for size in space]
        return Draw(layer, (x,), f"a, output_size={pen.choice((list, tuple))(wanted)}")
    return Draw(layer, (x,))


def _pool(pen: Pen, axes: int, kind: str) -> Draw:
    kernel, window = pen.each(axes, 1, 4)
    half = min(window) // 2
    padding = pen.each(axes, 0, max(half, 1 if pen.flag(0.1) else 0))[0]
    stride = pen.each(axes, 1, 4)[0]
    if kind == "Max":
        options = pen.options(
            0.35, stride=stride, padding=padding, dilation=lambda: pen.each(axes, 1, 2)[0], ceil_mode=FLAGS,
            return_indices=FLAGS,
        )  # fmt: skip
    elif kind == "Avg":
        options = pen.options(0.4, stride=stride, padding=padding, ceil_mode=FLAGS, count_include_pad=FLAGS)
        options += pen.options(0.15, divisor_override="3") if axes > 1 else ""
    else:
        options = pen.options(0.5, stride=stride, ceil_mode=FLAGS)
        kernel = f"{pen.choice(('1', '2', '3', '1.5'))}, {kernel}"
    x = given(*pen.batch(), pen.size(4), *_space(pen, axes, window))
    return Draw(f"nn.{kind}Pool{axes}d({kernel}{options})", (x,))


def adaptive(pen: Pen, axes: int, kind: str) -> Draw:
    wanted = pen.each(axes, 0 if pen.flag(0.1) else 1, 5)[0]
    if pen.flag(0.25):
        wanted = f"({''.join(pen.choice(('None', '1', '3')) + ', ' for _ in range(axes))})"
    options = pen.options(0.3, return_indices=FLAGS) if kind == "Max" else ""
    return Draw(
        f"nn.Adaptive{kind}Pool{axes}d({wanted}{options})", (given(*pen.batch(), pen.size(4), *_space(pen, axes)),)
    )


def fractional(pen: Pen, axes: int) -> Draw:
    kernel, window = pen.each(axes, 1, 3)
    space = _space(pen, axes, tuple(size + 2 for size in window))
    if pen.flag():
        most = max(1, min(s - k + 1 for s, k in zip(space, window, strict=True)))
        wanted = f"output_size={pen.each(axes, 1, most)[0]}"
    else:
        ratio = pen.choice(("0.5", "0.3", "0.75"))
        wanted = f"output_ratio={ratio}" if pen.flag() else f"output_ratio=({', '.join([ratio] * axes)})"
    options = pen.options(0.3, return_indices=FLAGS)
    return Draw(
        f"nn.FractionalMaxPool{axes}d({kernel}, {wanted}{options})", (given(*pen.batch(), pen.size(3), *space),)
    )


def unpooling(pen: Pen, axes: int) -> Draw:
    kernel, window = pen.each(axes, 1, 3)
    options = pen.options(0.3, stride=lambda: pen.each(axes, 1, 3)[0], padding=lambda: pen.each(axes, 0, 1)[0])
    space = _space(pen, axes, room=4)
    sizes = (*pen.batch(), pen.randint(1, 3), *space)
    places = Given(
        tuple(pen.near(size) if pen.flag(0.1) else size for size in sizes), "torch.zeros({}, dtype=torch.int64)"
    )
    layer = f"nn.MaxUnpool{axes}d({kernel}{options})"
    if pen.flag(0.3):
        wanted = [size * k + pen.choice((0, 0, 1, -1, 2)) for size, k in zip(space, window, strict=True)]
        full = pen.choice((wanted, [*sizes[:-axes], *wanted]))
        return Draw(layer, (given(*sizes), places), f"a, b, output_size={pen.choice((list, tuple))(full)}")
    return Draw(layer, (given(*sizes), places))


def padding(pen: Pen, axes: int, kind: str) -> Draw:
    low = -1 if kind in ("Zero", "Constant") and pen.flag(0.3) else 0
    row = tuple(pen.randint(low, 3) for _ in range(2 * axes))
    written = str(pen.randint(low, 3)) if pen.flag(0.4) else str(row)
    written += pen.choice((", 2.5", ", 0", ", value=1.0")) if kind == "Constant" else ""
    x = given(*pen.batch(), pen.size(3), *_space(pen, axes, (2, 2, 2)))
    return Draw(f"nn.{kind}Pad{axes}d({written})", (x,))


def unfold(pen: Pen) -> Draw:
    kernel, window = pen.each(2, 1, 3)
    options = pen.options(
        0.35, dilation=lambda: pen.each(2, 1, 2)[0], padding=lambda: pen.each(2, 0, 2)[0], stride=lambda: pen.each(2, 1, 2)[0]
    )  # fmt: skip
    return Draw(f"nn.Unfold({kernel}{options})", (given(*pen.batch(), pen.size(3), *_space(pen, 2, window)),))


def fold(pen: Pen) -> Draw:
    kernel, window = pen.each(2, 1, 3)
    wanted, space = pen.each(2, 3, 6)
    stride, steps = pen.each(2, 1, 2)
    around, edges = pen.each(2, 0, 1)
    count = math.prod((size + 2 * p - k) // s + 1 for size, p, k, s in zip(space, edges, window, steps, strict=True))
    rows = pen.randint(1, 3) * math.prod(window)
    x = given(*pen.batch(), pen.near(rows), pen.near(count))
    return Draw(f"nn.Fold({wanted}, {kernel}, stride={stride}, padding={around})", (x,))


def upsample(pen: Pen, name: str = "Upsample") -> Draw:
    axes = pen.randint(1, 3) if name == "Upsample" else 2
    factor = pen.choice(("2", "2.0", "0.5", "1.5", "3", "1.3"))
    if pen.flag(0.2):
        factor = f"({', '.join([factor] * axes)},)"
    wanted = f"size={pen.each(axes, 1, 7)[0]}" if pen.flag() else f"scale_factor={factor}"
    if name == "Upsample":
        mode = pen.choice(("nearest", "nearest-exact", ("linear", "bilinear", "trilinear")[axes - 1]))
        mode = "bicubic" if axes == 2 and pen.flag(0.2) else mode
        wanted += f", mode='{mode}'" if pen.flag(0.7) else ""
        if "mode" in wanted and "nearest" not in mode:
            wanted += pen.options(0.3, align_corners=FLAGS)
        wanted += pen.options(0.15, recompute_scale_factor=FLAGS) if "scale" in wanted else ""
    return Draw(f"nn.{name}({wanted})", (given(pen.size(3), pen.size(3), *_space(pen, axes)),))


def shuffled(pen: Pen, name: str) -> Draw:
    by = pen.randint(1, 3)
    square = by * by
    if name == "PixelShuffle":
        x = given(*pen.any_sizes(2), pen.near(square * pen.randint(1, 2)), pen.size(4), pen.size(4))
    elif name == "PixelUnshuffle":
        x = given(*pen.any_sizes(2), pen.size(3), pen.near(by * pen.randint(1, 3)), pen.near(by * pen.randint(1, 3)))
    else:
        x = given(pen.size(3), pen.near(by * pen.randint(1, 3)), *pen.sizes(pen.randint(1, 3), 4))
    return Draw(f"nn.{name}({by})", (x,))


MAKERS: dict[str, Maker] = {"Unfold": unfold, "Fold": fold, "Upsample": upsample}
for _axes in (1, 2, 3):
    for _lazy in (False, True):
        MAKERS[f"{'Lazy' if _lazy else ''}Conv{_axes}d"] = partial(convolution, axes=_axes, is_lazy=_lazy)
        MAKERS[f"{'Lazy' if _lazy else ''}ConvTranspose{_axes}d"] = partial(transposed, axes=_axes, is_lazy=_lazy)
    for _kind in ("Max", "Avg", "LP"):
        MAKERS[f"{_kind}Pool{_axes}d"] = partial(_pool, axes=_axes, kind=_kind)
    for _kind in ("Max", "Avg"):
        MAKERS[f"Adaptive{_kind}Pool{_axes}d"] = partial(adaptive, axes=_axes, kind=_kind)
    for _kind in ("Zero", "Constant", "Reflection", "Replication", "Circular"):
        MAKERS[f"{_kind}Pad{_axes}d"] = partial(padding, axes=_axes, kind=_kind)
    MAKERS[f"MaxUnpool{_axes}d"] = partial(unpooling, axes=_axes)
for _axes in (2, 3):
    MAKERS[f"FractionalMaxPool{_axes}d"] = partial(fractional, axes=_axes)
for _name in ("UpsamplingNearest2d", "UpsamplingBilinear2d"):
    MAKERS[_name] = partial(upsample, name=_name)
for _name in ("PixelShuffle", "PixelUnshuffle", "ChannelShuffle"):
    MAKERS[_name] = partial(shuffled, name=_name)
