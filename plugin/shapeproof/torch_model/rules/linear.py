"""``x @ W.T + b`` over the last axis."""

from __future__ import annotations

from shapeproof.dims import Size, disjunction, equal, render
from shapeproof.shapes import Gap, Shape, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import has_shape, held, of, of_rank, place, same_type
from shapeproof.values import Value


def layer(op: Operation, self: Value, input: Value) -> Value:
    weight = of(op, self, "weight")
    if op.is_tensor(weight) and not has_shape(op, weight):
        shape = op.judge.at_least(op.shape(input), 1)
        if shape is not None:
            return same_type(op, input, (*shape.items[:-1], op.judge.fresh("out_features", lower=1)))
    return linear(op, input, weight, held(op, self, "bias"))


def linear(op: Operation, input: Value, weight: Value, bias: Value = None) -> Value:
    matrix = op.shape(weight, "weight")
    if matrix.rank is None:
        raise Gap(f"the rank of the weight of {op.label} is not known")
    if matrix.rank not in (1, 2):
        op.refuse(f"{op.label} expects a weight of 1 or 2 dimensions, got {text_of(matrix)}", operand=place(op, weight))
    shape = _last(op, input, matrix.dims[-1], "")
    out = matrix.dims[:-1]
    if has_shape(op, bias):
        if not out:
            op.refuse(f"{op.label} takes no bias with a weight of 1 dimension", operand=place(op, bias))
        _bias(op, bias, Shape((*shape.items[:-1], *out)))
    return same_type(op, input, (*shape.items[:-1], *out))


def _last(op: Operation, input: Value, expected: Size, of_what: str) -> Shape:
    shape = op.shape(input)
    wide = op.judge.at_least(shape, 1)
    if wide is None:
        op.refuse(f"{op.label} expects at least 1 dimension{of_what}, got a scalar", operand=place(op, input))
    got = wide.items[-1]
    if got is not expected:
        op.same(
            got,  # type: ignore[arg-type]
            expected,
            f"{op.label} expects a last dimension of {{b}}{of_what}, got {{a}}",
            expected=op.judge.resolve(expected),
            got=op.judge.resolve(got),  # type: ignore[arg-type]
            operand=place(op, input),
            axis=-1,
        )
    return wide


def _bias(op: Operation, bias: Value, made: Shape) -> None:
    """The bias is broadcast with the output's last axis, or with more of them where that enlarges nothing."""
    sizes = op.known(bias, "bias")
    if len(sizes) > 1:
        small = (made.rank or 0) >= len(sizes) and all(
            size == 1 or size == own for size, own in zip(sizes, made.items[-len(sizes) :], strict=True)
        )
        if not small:
            raise Gap(f"{op.label} with a bias of {text_of(Shape(sizes))}")
    elif sizes:
        out: Size = made.items[-1]  # type: ignore[assignment]
        op.require(
            disjunction(equal(sizes[0], out), equal(sizes[0], 1)),
            f"{op.label} has a bias of {render(sizes[0])} for {render(out)} outputs",
            expected=out,
            got=sizes[0],
            operand=place(op, bias),
            axis=-1,
        )


def bilinear_layer(op: Operation, self: Value, input1: Value, input2: Value) -> Value:
    return bilinear(op, input1, input2, of(op, self, "weight"), of(op, self, "bias"))


def bilinear(op: Operation, input1: Value, input2: Value, weight: Value, bias: Value = None) -> Value:
    if has_shape(op, weight) and 0 in op.shape(weight).items and op.shape(weight).rank != 3:
        raise Gap(f"{op.label} with a weight of {text_of(op.shape(weight))}")
    out, first, second = of_rank(op, weight, (3,), "weight")
    left = _last(op, input1, first, " for input1")
    right = _last(op, input2, second, " for input2")
    for width, what, operand in ((first, "input1", input1), (second, "input2", input2)):
        if width == 0:
            op.refuse(f"{op.label} needs features in {what}, got 0", got=0, operand=place(op, operand), axis=-1)
    if left.rank is None or right.rank is None:
        if left.items[:-1] != right.items[:-1]:
            raise Gap(f"the rank of the inputs of {op.label} is not known")
        return same_type(op, input1, (*left.items[:-1], out))
    if left.rank != right.rank:
        message = f"{op.label} expects inputs of equal rank, got {text_of(left)} and {text_of(right)}"
        op.refuse(message, operand=place(op, input2))
    at = place(op, input2)
    for axis, (a, b) in enumerate(zip(left.dims[:-1], right.dims[:-1], strict=True)):
        op.same(b, a, f"{op.label} expects {{b}} in input2, got {{a}}", operand=at, axis=axis - left.rank)
    if bias is not None:
        (count,) = of_rank(op, bias, (1,), "bias")
        op.same(count, out, f"{op.label} has a bias of {{a}} for {{b}} outputs", operand=place(op, bias), axis=-1)
    return same_type(op, input1, (*left.items[:-1], out))
