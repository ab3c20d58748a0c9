"""Broadcasting that was very likely not meant: ``[n, 1]`` with ``[n]`` gives ``[n, n]``."""

from __future__ import annotations

from shapeproof.shapes import Shape, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import TensorState, Value

_MATRICES = frozenset({"matmul", "@", "mm", "bmm", "addmm", "linear", "bilinear"})
_DATA = frozenset({"rand", "randn", "randint", "normal", "tensor", "from_numpy", "as_tensor", "zeros", "ones", "full"})
_ON_PURPOSE = frozenset({"view", "reshape", "unsqueeze", "expand", "unflatten", "view_as", "reshape_as", "indexing"})
_LONGEST_WAY = 200


def remark_on_stretching(op: Operation, a: Value, b: Value, result: Shape) -> None:
    """A warning where both operands were stretched along the same size, and the 1 is a layer's or the data's own."""
    first, second = tensor_state(op.machine, a), tensor_state(op.machine, b)
    if first is None or second is None or first.shape is None or second.shape is None:
        return
    x, y = first.shape, second.shape
    if abs(len(x.items) - len(y.items)) != 1 or x.splat is not None or y.splat is not None:
        return
    longer, column, row = (a, first, y) if len(x.items) > len(y.items) else (b, second, x)
    column_shape = op.judge.reading(x if longer is a else y)
    row = op.judge.reading(row)
    if not row.items or column_shape.items[-1] != 1 or column_shape.items[:-1] != row.items or row.items[-1] == 1:
        return
    if not _is_its_own(op, column):
        return
    op.machine.remark(
        op.refusal(
            f"{op.label} stretches both {text_of(op.judge.reading(x))} and {text_of(op.judge.reading(y))}"
            f" to {text_of(op.judge.reading(result))}: every element meets every other",
            got=1,
            operand=next((i for i, value in enumerate(op.arguments) if value is longer), None),
            help=".squeeze(-1) on the first of these shapes, or .unsqueeze(-1) on the second, pairs them one to one"
            if longer is a
            else ".squeeze(-1) on the second of these shapes, or .unsqueeze(-1) on the first, pairs them one to one",
            code="silent-broadcast",
        ),
        op.arguments,
    )


def _is_its_own(op: Operation, state: TensorState) -> bool:
    """Whether the last axis of 1 comes from a layer, a product or data, and not from someone who wrote it there."""
    for _ in range(_LONGEST_WAY):
        producer = state.producer
        if producer is None:
            return not state.requires_grad
        name = producer.label.rpartition(".")[2]
        if name in _ON_PURPOSE or state.shape is None:
            return False
        if name in _MATRICES or name in _DATA or _has_weights(op, producer.layer):
            return True
        rank = len(state.shape.items)
        came_from = next(
            (
                each
                for each in producer.inputs
                if each.shape is not None and len(each.shape.items) == rank and each.shape.items[-1] == 1
            ),
            None,
        )
        if came_from is None:
            return False
        state = came_from
    return False


def _has_weights(op: Operation, layer: Value) -> bool:
    if layer is None:
        return False
    from shapeproof.torch_model.registration import table

    return bool(table(op.machine, layer, "_parameters"))
