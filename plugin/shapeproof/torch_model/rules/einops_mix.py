"""``EinMix``: a weight and a bias of named axes, an einsum between two rearrangements."""

from __future__ import annotations

from collections.abc import Sequence

from shapeproof.shapes import Gap
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.einops_patterns import (
    DOTS,
    Group,
    PatternError,
    Side,
    listed,
    parse_side,
)
from shapeproof.values import Object, Value


def plan(
    op: Operation, self: Value, pattern: Value, weight_shape: Value, bias_shape: Value, axes_lengths: Value
) -> Value:
    """``(before, behind, sizes of the weight, of the bias, equation)``: patterns of rearrangements or None."""
    op.label = self.cls.name if isinstance(self, Object) else "EinMix"
    if not isinstance(pattern, str) or not isinstance(weight_shape, str):
        raise Gap(f"the pattern of {op.label} is not known")
    if bias_shape is not None and not isinstance(bias_shape, str):
        raise Gap(f"the axes of the bias of {op.label} are not known")
    lengths = op.machine.content(axes_lengths) if isinstance(axes_lengths, Object) else None
    if not isinstance(lengths, dict):
        raise Gap(f"the sizes given to {op.label} are not known")
    try:
        return _planned(pattern, weight_shape, bias_shape, dict(lengths))
    except PatternError as error:
        op.refuse(f"{op.label}({pattern!r}, {weight_shape!r}): {error}")


def _planned(pattern: str, weight_shape: str, bias_shape: str | None, lengths: dict[str, Value]) -> Value:
    parts = pattern.split("->")
    if len(parts) != 2:
        raise PatternError("a pattern has two sides with one -> between them")
    left, right, weight = parse_side(parts[0]), parse_side(parts[1]), parse_side(weight_shape)
    _check(left, right, weight, weight_shape, lengths)
    before = f"{parts[0]}-> {_flat(left)}" if any(len(group) != 1 for group in left.groups) else None
    behind = None
    if any(len(group) != 1 for group in right.groups) or right.dots_grouped:
        behind = f"{_flat(right)} ->{parts[1]}"
    bias = None if bias_shape is None else _bias_sizes(right, parse_side(bias_shape), lengths)
    sizes = tuple(lengths[name] if name else 1 for name in (_only(group) for group in weight.groups))
    equation = f"{_flat(left)}, {_flat(weight)} -> {_flat(right)}"
    return (before, behind, sizes, bias, equation)


def _only(group: Group) -> str:
    if len(group) != 1:
        raise PatternError("an axis of 1 cannot stand in the weight")
    return str(group[0])


def _flat(side: Side) -> str:
    return " ".join("..." if axis == DOTS else str(axis) for axis in side.axes)


def _check(left: Side, right: Side, weight: Side, weight_shape: str, lengths: dict[str, Value]) -> None:
    here = {*left.axes, *weight.axes}
    _none(right, [axis for axis in right.axes if axis not in here], "stands on the right side alone")
    if weight.dots is not None:
        raise PatternError("... cannot stand in the weight")
    if (left.dots is None) != (right.dots is None):
        raise PatternError("... stands on one side alone")
    if left.dots_grouped:
        raise PatternError("... cannot stand in parentheses on the left side")
    for side in (left, right, weight):
        if side.numbers:
            raise PatternError(f"the number {side.numbers[0]} cannot stand here: name the axis")
    if "(" in weight_shape or ")" in weight_shape:
        raise PatternError("parentheses cannot stand in the weight")
    _none(weight, [name for name in weight.names if name not in lengths], "of the weight needs a size")
    used = {*left.names, *weight.names}
    _none(left, [name for name in lengths if name not in used], "is given a size and is no axis of the pattern")
    sides = {*left.names, *right.names}
    _none(weight, [name for name in weight.names if name not in sides], "of the weight is in no side of the pattern")


def _none(side: Side, axes: Sequence[object], fault: str) -> None:
    if axes:
        raise PatternError(f"{listed(axes)} {fault}")


def _bias_sizes(right: Side, bias: Side, lengths: dict[str, Value]) -> tuple[Value, ...]:
    """A size for each axis of the output that the bias has, 1 for the others."""
    _none(right, [axis for axis in bias.axes if axis not in right.axes], "of the bias is not in the output")
    _none(bias, [axis for axis in bias.axes if axis not in lengths], "of the bias needs a size")
    sizes: list[Value] = []
    for axis in right.axes:
        if axis == DOTS:
            if any(name in bias.names for name in right.axes[: right.axes.index(DOTS)]):
                raise PatternError("the axes of the bias must lie behind the ... of the output")
        else:
            sizes.append(lengths[str(axis)] if axis in bias.names else 1)
    return tuple(sizes)
