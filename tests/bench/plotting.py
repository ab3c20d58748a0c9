"""A small picture of how time grows: one line a row of points, both axes logarithmic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 400, 60, 20, 160, 45
_COLOURS = ("#1f6feb", "#d1480f", "#2f7d32", "#7b3fa0")


def svg(lines: Mapping[str, Sequence[tuple[float, float]]], across: str, up: str) -> str:
    """The picture as SVG; points are of positive numbers."""
    points = [point for row in lines.values() for point in row]
    left, right = floor(log10(min(x for x, _ in points))), ceil(log10(max(x for x, _ in points)))
    low, high = floor(log10(min(y for _, y in points))), ceil(log10(max(y for _, y in points)))
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            round(LEFT + width * (log10(x) - left) / max(right - left, 1), 1),
            round(TOP + height * (1 - (log10(y) - low) / max(high - low, 1)), 1),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for power in range(left, right + 1):
        x, _ = place(10.0**power, 10.0**low)
        parts.append(f'<path d="M{x} {TOP}V{TOP + height}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{TOP + height + 16}" text-anchor="middle">{10.0**power:g}</text>')
    for power in range(low, high + 1):
        _, y = place(10.0**left, 10.0**power)
        parts.append(f'<path d="M{LEFT} {y}H{LEFT + width}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{10.0**power:g}</text>')
    for colour, (name, row) in zip(_COLOURS, lines.items(), strict=False):
        places = [place(x, y) for x, y in row]
        path = "L".join(f"{x} {y}" for x, y in places)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places]
        parts.append(f'<text x="{LEFT + width + 8}" y="{places[-1][1] + 4}" fill="{colour}">{name}</text>')
    parts.append(f'<text x="{LEFT + width / 2}" y="{HEIGHT - 8}" text-anchor="middle">{across}</text>')
    turned = f'transform="rotate(-90 14 {TOP + height / 2})"'
    parts.append(f'<text x="14" y="{TOP + height / 2}" text-anchor="middle" {turned}>{up}</text>')
    return "\n".join([*parts, "</svg>", ""])
