"""Views that mix elements on purpose: read in exchanged sizes, cut, and read back, each row is shifted by one more.

``x.view(b, h, k, q)[:, :, 1:].view(b, h, q, k - 1)`` is the relative shift of Transformer-XL (Dai et al. 2019, appendix
B). What was said of the first view is taken back when the second is met.
"""

from __future__ import annotations

from dataclasses import dataclass

from shapeproof.interpreter.world import TAKEN_BACK, RefusalEvent, extend
from shapeproof.shapes import Shape
from shapeproof.torch_model.operation import Operation
from shapeproof.values import Object, Site, Value

_EXCHANGE = "\0exchange"


@dataclass(frozen=True, slots=True)
class Exchange:
    """Where sizes were exchanged by a view, and what came out."""

    site: Site
    shape: Shape


def of(op: Operation, tensor: Value) -> Exchange | None:
    """The exchange that a tensor is a view of, if any."""
    found = op.machine.attributes(tensor).get(_EXCHANGE) if isinstance(tensor, Object) else None
    return found if isinstance(found, Exchange) else None


def keep(op: Operation, made: Object, exchange: Exchange) -> None:
    op.machine.set_attribute_raw(made, _EXCHANGE, exchange)


def undone(op: Operation, tensor: Value, after: Shape) -> bool:
    """Whether the pieces of an exchange are read in as many sizes again: then it was meant, and is taken back."""
    exchange = of(op, tensor)
    if exchange is None:
        return False
    cut = op.shape(tensor)
    if cut.items == exchange.shape.items or cut.rank != exchange.shape.rank or after.rank != cut.rank:
        return False
    if after.items == cut.items:
        return False
    taken_back = op.refusal("the elements are where they were", code=TAKEN_BACK)
    machine = op.machine
    machine.calls = extend(machine.calls, RefusalEvent(taken_back, exchange.site, tuple(machine.stack), (), None))
    return True
