"""Arguments that are not understood leave as much of a result known as does not depend on them."""

from __future__ import annotations

import pytest
from conformance.oracle import Case, NotKnown, Sized, run_ours, tensor

SETUP = "import unheard_of\nu = unheard_of.value\n"
IMAGES, ROWS = (2, 3, 8, 8), (2, 3)

RESULTS = [
    ("nn.Conv2d(3, 8, 3, padding=u)(x)", IMAGES, "2 8 ? ?"),
    ("nn.Conv2d(3, 8, 3, bias=u)(x)", IMAGES, "2 8 6 6"),
    ("nn.ConvTranspose2d(3, 8, 2, u)(x)", IMAGES, "2 8 ? ?"),
    ("F.conv2d(x, torch.zeros(4, 3, 3, 3), stride=u)", IMAGES, "2 4 ? ?"),
    ("nn.MaxPool2d(u)(x)", IMAGES, "2 3 ? ?"),
    ("nn.AdaptiveAvgPool2d(u)(x)", IMAGES, "2 3 ? ?"),
    ("nn.AdaptiveAvgPool2d((1, u))(x)", IMAGES, "2 3 1 ?"),
    ("F.interpolate(x, size=u)", IMAGES, "2 3 ? ?"),
    ("F.interpolate(x, scale_factor=2, mode=u, align_corners=u)", IMAGES, "2 3 16 16"),
    ("F.pad(x, (1, u, 2, 2))", IMAGES, "2 3 12 ?"),
    ("nn.BatchNorm2d(u)(x)", IMAGES, "2 3 8 8"),
    ("nn.GroupNorm(u, 3)(x)", IMAGES, "2 3 8 8"),
    ("nn.LayerNorm(u)(x)", ROWS, "2 3"),
    ("F.layer_norm(x, u)", ROWS, "2 3"),
    ("F.softmax(x, dim=u)", ROWS, "2 3"),
    ("nn.Linear(u, 4)(x)", ROWS, "2 ?"),
    ("nn.Embedding(u, 4)(x)", ROWS, "2 3 ?"),
    ("F.cross_entropy(x, torch.zeros(2, dtype=torch.long), weight=u)", ROWS, ""),
    ("F.scaled_dot_product_attention(x, x, x, u)", (2, 4, 5, 8), "2 4 5 8"),
    ("nn.MultiheadAttention(8, 2)(x, x, x, key_padding_mask=u)[0]", (5, 2, 8), "5 2 8"),
    ("nn.LSTM(3, 4)(x, (u, u))[0]", (5, 2, 3), "5 2 4"),
    ("nn.GRU(3, 4)(x, u)[0]", (5, 2, 3), "5 2 4"),
]


@pytest.mark.parametrize(("expression", "sizes", "expected"), RESULTS)
def test_results(expression: str, sizes: tuple[int, ...], expected: str) -> None:
    value = run_ours(Case(expression, {"x": tensor(*sizes)}, SETUP)).value
    assert isinstance(value, Sized)
    assert " ".join("?" if isinstance(size, NotKnown) else str(size) for size in value.sizes) == expected


def test_what_is_known_is_still_held_against_the_layer() -> None:
    ours = run_ours(Case("nn.Conv2d(3, 8, 3, stride=u)(x)", {"x": tensor(2, 4, 8, 8)}, SETUP))
    assert ours.text == "Conv2d expects 3 input channels, got 4"
