"""What the rules of layers have in common: reading a layer's attributes, inputs with or without a batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shapeproof.dims import Dim, Size, disjunction, equal, floordiv, less_equal, render
from shapeproof.shapes import Gap, Item, Refusal, Refused, Shape, Splat, broadcast, is_open, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import Object, Unknown, Value


def held(op: Operation, layer: Value, name: str) -> Value:
    """An attribute of a layer as the program would read it; it may be Unknown."""
    return op.machine.get_attribute(layer, name)


def of(op: Operation, layer: Value, name: str) -> Value:
    """An attribute of a layer without which nothing can be said; a Gap where it is Unknown."""
    value = held(op, layer, name)
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    return value


def place(op: Operation, value: Value) -> int | None:
    """Which of the operation's arguments a value is."""
    for index, argument in enumerate(op.arguments):
        if argument is value:
            return index
    return None


def optional_shape(op: Operation, value: Value, what: str) -> Shape | None:
    """The shape of a tensor that may be left out."""
    return None if value is None else op.shape(value, what)


def of_rank(op: Operation, value: Value, ranks: Sequence[int], what: str = "input") -> tuple[Size, ...]:
    """The sizes of a tensor of one of some ranks, best first; refused where it has another."""
    shape = op.shape(value, what)
    chosen = op.judge.choose_rank(shape, ranks)
    if chosen is None:
        op.refuse(
            f"{op.label} expects {either(sorted(ranks))} dimensions{_for(what)}, got {text_of(shape)}",
            expected=ranks[0],
            got=shape,
            operand=place(op, value),
        )
    return chosen.dims


def _for(what: str) -> str:
    return "" if what == "input" else f" for {what}"


def either(numbers: Sequence[int]) -> str:
    """``3``, ``3 or 4``, ``2, 3 or 4``."""
    texts = [str(number) for number in numbers]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"


def row(op: Operation, value: Value, count: int, what: str) -> tuple[Size, ...]:
    """``count`` ints: one for all, or one for each."""
    sizes = op.plain_sizes(value, what)
    if len(sizes) == 1:
        return sizes * count
    if len(sizes) != count:
        op.refuse(f"{op.label} expects {count} numbers for {what}, got {len(sizes)}")
    return sizes


def positive(op: Operation, sizes: Sequence[Size], what: str) -> None:
    for size in sizes:
        op.require(less_equal(1, size), f"{op.label} needs {_a(what)} of at least 1, got {render(size)}")


def not_negative(op: Operation, sizes: Sequence[Size], what: str) -> None:
    for size in sizes:
        op.require(less_equal(0, size), f"{op.label} needs {_a(what)} of at least 0, got {render(size)}")


def _a(what: str) -> str:
    return f"an {what}" if what.startswith("o") else f"a {what}"


def with_elements(op: Operation, input: Value, sizes: Sequence[Item]) -> None:
    """Axes that may not be empty: those behind the batch."""
    if any(not isinstance(size, Splat) and op.judge.resolve(size) == 0 for size in sizes):
        op.refuse(f"{op.label} needs elements, got {text_of(op.shape(input))}", got=0, operand=place(op, input))


_AXES = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}


def unknown_lengths(op: Operation, count: int) -> tuple[Size, ...]:
    """The sizes of spatial axes that depend on what is not known; the other axes still are what they are."""
    return tuple(op.judge.fresh(name, lower=1) for name in _AXES.get(count, ("length",) * count))


def has_shape(op: Operation, value: Value) -> bool:
    """Whether a tensor that may be left out is there and its shape is known: then it can be held against others."""
    state = tensor_state(op.machine, value)
    return state is not None and state.shape is not None


def windows(length: Size, kernel: Size, stride: Size, before: Size, after: Size, dilation: Size) -> Size:
    """How many windows fit into a padded axis."""
    return floordiv(length + before + after - dilation * (kernel - 1) - 1, stride) + 1


def same_type(op: Operation, value: Value, shape: Shape | Sequence[Item]) -> Object:
    """A result of the dtype of one of the arguments."""
    state = tensor_state(op.machine, value)
    return op.result(shape, None if state is None else state.dtype)


def resolved(op: Operation, size: Size) -> Size:
    return op.judge.resolve(size) if isinstance(size, Dim) else size


def within(op: Operation, target: Shape, given: Shape, refusal: Callable[[Size, Size, int], Refusal]) -> None:
    """A tensor that is applied in place to another must be broadcast to its shape without enlarging it."""
    target, given = op.judge.reading(target), op.judge.reading(given)
    if target.items == given.items:
        return
    if target.rank is None or given.rank is None:
        broadcast(op.judge, target, given, refusal)
        return
    if given.rank > target.rank:
        raise Refused(refusal(target.rank, given.rank, 0))
    for axis in range(-given.rank, 0):
        size, other = target.dims[axis], given.dims[axis]
        allowed = disjunction(equal(other, size), equal(other, 1))
        if is_open(size) or is_open(other):
            if op.judge.holds(allowed) is False:
                raise Refused(refusal(size, other, axis))
            op.judge.suppose(allowed)
        else:
            op.judge.require(allowed, lambda a=size, b=other, at=axis: refusal(a, b, at))  # type: ignore[misc]
