# ruff: noqa: E501
"""Seeded random layers: every argument a number first, then a symbol of its own."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from conformance.oracle import Case, Input, Number, disagreement, tensor

ROUNDS = 60
Maker = Callable[[random.Random], Case]


def _numbers(**values: int) -> dict[str, Any]:
    return {name: Number(value) for name, value in values.items()}


def _near(pick: random.Random, size: int) -> int:
    """Most often the size itself."""
    return size if pick.random() < 0.85 else max(1, size + pick.choice((-1, 1, 2)))


def _lead(pick: random.Random) -> tuple[int, ...]:
    return (pick.randint(1, 3),) if pick.random() < 0.75 else ()


def convolution(pick: random.Random) -> Case:
    n = pick.randint(1, 3)
    groups = pick.choice((1, 1, 2, 3))
    channels = groups * pick.randint(1, 2)
    out = groups * pick.randint(1, 2) if pick.random() < 0.9 else pick.randint(1, 5)
    names = {"c": channels, "o": out, "k": pick.randint(1, 4), "s": pick.randint(1, 3), "p": pick.randint(0, 3)}
    names |= {"d": pick.randint(1, 2), "g": groups}
    x = tensor(*_lead(pick), _near(pick, channels), *(pick.randint(1, 9) for _ in range(n)))
    return Case(f"nn.Conv{n}d(c, o, k, s, p, d, g)(x)", {"x": x, **_numbers(**names)})


def transposed(pick: random.Random) -> Case:
    n = pick.randint(1, 3)
    groups = pick.choice((1, 1, 2))
    channels, out = groups * pick.randint(1, 2), groups * pick.randint(1, 2)
    names = {"c": channels, "o": out, "k": pick.randint(1, 4), "s": pick.randint(1, 3), "p": pick.randint(0, 2)}
    names |= {"q": pick.randint(0, 2), "d": pick.randint(1, 2), "g": groups}
    x = tensor(pick.randint(1, 3), _near(pick, channels), *(pick.randint(1, 6) for _ in range(n)))
    return Case(f"nn.ConvTranspose{n}d(c, o, k, s, p, q, g, True, d)(x)", {"x": x, **_numbers(**names)})


def max_pool(pick: random.Random) -> Case:
    n = pick.randint(1, 3)
    names = {"k": pick.randint(1, 4), "s": pick.randint(1, 4), "p": pick.randint(0, 2), "d": pick.randint(1, 2)}
    ceil = pick.choice(("False", "True"))
    x = tensor(*_lead(pick), 2, *(pick.randint(1, 9) for _ in range(n)))
    return Case(f"F.max_pool{n}d(x, k, s, p, d, ceil_mode={ceil})", {"x": x, **_numbers(**names)})


def mean_pool(pick: random.Random) -> Case:
    n = pick.randint(1, 3)
    names = {"k": pick.randint(1, 4), "s": pick.randint(1, 4), "p": pick.randint(0, 2)}
    ceil = pick.choice(("False", "True"))
    x = tensor(*_lead(pick), 2, *(pick.randint(1, 9) for _ in range(n)))
    return Case(f"F.avg_pool{n}d(x, k, s, p, ceil_mode={ceil})", {"x": x, **_numbers(**names)})


def adaptive(pick: random.Random) -> Case:
    n = pick.randint(1, 3)
    names = {letter: pick.randint(1, 4) for letter in "abc"[:n]}
    wanted = ", ".join(letter if n == 1 or pick.random() < 0.8 else "None" for letter in names)
    kind = pick.choice(("avg", "max"))
    x = tensor(*_lead(pick), 2, *(pick.randint(1, 9) for _ in range(n)))
    return Case(f"F.adaptive_{kind}_pool{n}d(x, ({wanted},))", {"x": x, **_numbers(**names)})


def padding(pick: random.Random) -> Case:
    mode = pick.choice(("constant", "reflect", "replicate", "circular"))
    count = pick.randint(1, 3)
    names = {letter: pick.randint(0 if mode != "constant" else -1, 3) for letter in "abcdef"[: 2 * count]}
    x = tensor(*(pick.randint(1, 5) for _ in range(count + pick.choice((0, 1, 2)))))
    return Case(f"F.pad(x, ({', '.join(names)}), mode='{mode}')", {"x": x, **_numbers(**names)})


def resampling(pick: random.Random) -> Case:
    n = pick.randint(1, 3)
    mode = pick.choice(("nearest", ("linear", "bilinear", "trilinear")[n - 1], "area", "nearest-exact"))
    x = tensor(1, 2, *(pick.randint(1, 7) for _ in range(n)))
    if pick.random() < 0.5:
        names = {letter: pick.randint(1, 6) for letter in "abc"[:n]}
        return Case(f"F.interpolate(x, size=({', '.join(names)},), mode='{mode}')", {"x": x, **_numbers(**names)})
    factor = pick.choice(("r", "0.5", "1.5", "0.75", "1 / 3", "1.3", "2.0"))
    names = {"r": pick.randint(1, 3)}
    return Case(f"F.interpolate(x, scale_factor={factor}, mode='{mode}')", {"x": x, **_numbers(**names)})


def linear(pick: random.Random) -> Case:
    wide, out = pick.randint(1, 5), pick.randint(1, 5)
    x = tensor(*(pick.randint(1, 3) for _ in range(pick.randint(0, 3))), _near(pick, wide))
    return Case("nn.Linear(i, o)(x)", {"x": x, **_numbers(i=wide, o=out)})


def norm(pick: random.Random) -> Case:
    channels = pick.choice((2, 4, 6))
    shape = (pick.randint(2, 3), _near(pick, channels), *(pick.randint(2, 4) for _ in range(pick.randint(0, 3))))
    kind = pick.choice(("group", "batch", "layer", "instance", "rms"))
    x, c = tensor(*shape), Number(channels)
    if kind == "group":
        return Case("nn.GroupNorm(g, c)(x)", {"x": x, "c": c, "g": Number(pick.choice((1, 2, 3)))})
    if kind == "layer":
        return Case("nn.LayerNorm((c, d))(x)", {"x": x, "c": c, "d": Number(shape[-1])})
    if kind == "rms":
        return Case("nn.RMSNorm(c)(x)", {"x": tensor(*shape[2:], shape[1]), "c": c})
    n = pick.randint(1, 3)
    name, affine = ("BatchNorm", "") if kind == "batch" else ("InstanceNorm", ", affine=True")
    return Case(f"nn.{name}{n}d(c{affine})(x)", {"x": x, "c": c})


def recurrent(pick: random.Random) -> Case:
    kind = pick.choice(("LSTM", "GRU", "RNN"))
    wide, hidden, layers = pick.randint(1, 4), pick.randint(2, 4), pick.randint(1, 3)
    both, first = pick.choice(("True", "False")), pick.choice(("True", "False"))
    projected = f", proj_size={pick.randint(1, 3)}" if kind == "LSTM" and pick.random() < 0.3 else ""
    layer = f"nn.{kind}(i, h, n, bidirectional={both}, batch_first={first}{projected})"
    x = tensor(pick.randint(1, 4), *_lead(pick), _near(pick, wide))
    return Case(f"{layer}(x)", {"x": x, "i": Number(wide), "h": Number(hidden, 1), "n": Number(layers, 1)})


def recurrent_state(pick: random.Random) -> Case:
    wide, hidden, layers, batch = pick.randint(1, 4), pick.randint(2, 4), pick.randint(1, 3), pick.randint(1, 3)
    both = pick.choice((True, False))
    state = tensor(_near(pick, layers * (1 + both)), _near(pick, batch), _near(pick, hidden))
    cell = tensor(layers * (1 + both), batch, _near(pick, hidden))
    x = tensor(4, batch, wide)
    layer = f"nn.LSTM(i, h, n, bidirectional={both})"
    names = {"i": Number(wide), "h": Number(hidden, 1), "n": Number(layers, 1)}
    return Case(f"{layer}(x, (a, b))", {"x": x, "a": state, "b": cell, **names})


def attention(pick: random.Random) -> Case:
    heads = pick.randint(1, 3)
    wide = heads * pick.randint(1, 3) if pick.random() < 0.9 else heads + 1
    batch, length, keys = pick.randint(1, 3), pick.randint(1, 4), pick.randint(1, 4)
    first = pick.choice((True, False))

    def operand(rows: int) -> Input:
        sizes = (_near(pick, batch), rows) if first else (rows, _near(pick, batch))
        return tensor(*sizes, _near(pick, wide))

    given = {"q": operand(length), "k": operand(keys), "v": operand(_near(pick, keys))}
    weights = pick.choice(("", ", need_weights=False", ", average_attn_weights=False"))
    layer = f"nn.MultiheadAttention(e, h, batch_first={first})"
    return Case(f"{layer}(q, k, v{weights})", {**given, "e": Number(wide, 1), "h": Number(heads, 1)})


def products(pick: random.Random) -> Case:
    lead = tuple(pick.randint(1, 3) for _ in range(pick.choice((0, 1, 2, 2, 2, 3))))
    other = tuple(size if pick.random() < 0.85 else 1 for size in lead)
    length, keys, wide, out = (pick.randint(1, 4) for _ in range(4))
    q, k = tensor(*lead, length, wide), tensor(*other, keys, _near(pick, wide))
    v = tensor(*other, keys, pick.choice((wide, out)))
    if pick.random() < 0.5:
        return Case("F.scaled_dot_product_attention(q, k, v)", {"q": q, "k": k, "v": v})
    mask = (length, keys) if pick.random() < 0.5 else (*lead, length, keys)
    mask = tuple(size if pick.random() < 0.85 else 1 for size in mask)
    return Case("F.scaled_dot_product_attention(q, k, v, m)", {"q": q, "k": k, "v": v, "m": tensor(*mask)})


def blocks(pick: random.Random) -> Case:
    names = {"k": pick.randint(1, 3), "d": pick.randint(1, 2), "p": pick.randint(0, 2), "s": pick.randint(1, 2)}
    if pick.random() < 0.5:
        x = tensor(*_lead(pick), 2, pick.randint(1, 6), pick.randint(1, 6))
        return Case("F.unfold(x, k, d, p, s)", {"x": x, **_numbers(**names)})
    high, wide = pick.randint(1, 6), pick.randint(1, 6)
    reach = names["d"] * (names["k"] - 1) + 1
    count = 1
    for size in (high, wide):
        count *= max(1, (size + 2 * names["p"] - reach) // names["s"] + 1)
    x = tensor(*_lead(pick), _near(pick, 2 * names["k"] ** 2), _near(pick, count))
    return Case("F.fold(x, (a, b), k, d, p, s)", {"x": x, **_numbers(**names, a=high, b=wide)})


def shuffles(pick: random.Random) -> Case:
    factor = pick.randint(1, 3)
    name = pick.choice(("pixel_shuffle", "pixel_unshuffle", "channel_shuffle"))
    channels = _near(pick, factor * factor * pick.randint(1, 2))
    x = tensor(*_lead(pick), channels, _near(pick, factor * 2), _near(pick, factor))
    return Case(f"F.{name}(x, r)", {"x": x, "r": Number(factor)})


def losses(pick: random.Random) -> Case:
    kind = pick.choice(("mean", "sum", "none"))
    rest = tuple(pick.randint(1, 3) for _ in range(pick.randint(0, 3)))
    batch, classes = pick.randint(1, 4), pick.randint(1, 4)
    if pick.random() < 0.5:
        name = pick.choice(("cross_entropy", "nll_loss"))
        x = tensor(batch, classes, *rest)
        y = tensor(_near(pick, batch), *(_near(pick, size) for size in rest), dtype="int64")
        return Case(f"F.{name}(x, y, reduction='{kind}')", {"x": x, "y": y})
    names = ("mse_loss", "l1_loss", "binary_cross_entropy", "binary_cross_entropy_with_logits", "soft_margin_loss")
    y = tensor(*(size if pick.random() < 0.85 else 1 for size in rest), _near(pick, classes))
    return Case(f"F.{pick.choice(names)}(x, y, reduction='{kind}')", {"x": tensor(*rest, classes), "y": y})


MAKERS: list[Maker] = [
    convolution, transposed, max_pool, mean_pool, adaptive, padding, resampling, linear, norm, recurrent, recurrent_state,
    attention, products, blocks, shuffles, losses,
]  # fmt: skip
LENIENT = {norm, products, transposed, adaptive}  # these tell some refusals only where they are certain


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_known_sizes(maker: Maker) -> None:
    pick = random.Random(maker.__name__)
    cases = [maker(pick) for _ in range(ROUNDS)]
    wrong = [text for case in cases if (text := disagreement(case, missed=maker is transposed)) is not None]
    assert not wrong, f"{len(wrong)} of {ROUNDS} disagree\n" + "\n".join(wrong)


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_symbolic_sizes(maker: Maker) -> None:
    pick = random.Random(maker.__name__)
    cases = [maker(pick) for _ in range(ROUNDS)]
    options = {"symbolic": True, "gaps": True, "missed": maker in LENIENT}
    wrong = [text for case in cases if (text := disagreement(case, **options)) is not None]
    assert not wrong, f"{len(wrong)} of {ROUNDS} disagree\n" + "\n".join(wrong)
