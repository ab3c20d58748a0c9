"""What ``torch.func`` asks of the functions and tensors that it is given."""

from __future__ import annotations

from shapeproof.shapes import text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.values import Value


def same_sizes(op: Operation, sizes: Value) -> Value:
    """The size that all mapped axes have."""
    op.label = "vmap"
    row = op.plain_sizes(tuple(op.machine.iterate(sizes)), "the mapped axes")
    for size in row[1:]:
        op.same(row[0], size, "vmap expects mapped axes of one size, got {a} and {b}")
    return op.judge.resolve(row[0]) if not isinstance(row[0], int) else row[0]


def scalar(op: Operation, value: Value) -> Value:
    """What is differentiated must be a scalar."""
    op.label = "grad"
    if op.is_tensor(value):
        shape = op.shape(value, "result")
        if shape.rank is not None and shape.rank > 0:
            op.refuse(f"grad needs a function whose result is a scalar, got {text_of(shape)}", got=shape)
    return value
