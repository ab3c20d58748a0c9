"""Broadcasting and matrix multiplication of shapes."""

from __future__ import annotations

from collections.abc import Callable

from shapeproof.dims import Dim, Size, Symbol, atom_of, disjunction, equal, less_equal, maximum, minimum, symbols_of
from shapeproof.shapes.channels import Refusal, Refused
from shapeproof.shapes.judge import Judge, is_open
from shapeproof.shapes.shape import Item, Shape, Splat, text_of

Refuse = Callable[
    [Size, Size, int], Refusal
]  # the two sizes that do not go together, and the axis (from the end, negative)


def broadcast(judge: Judge, a: Shape, b: Shape, refusal: Refuse, *, in_place: bool = False) -> Shape:
    """The shape two operands are stretched to; ``in_place`` says that ``a`` takes the result and keeps its sizes."""
    a, b = judge.reading(a), judge.reading(b)
    if a.items == b.items:
        return a
    if a.splat is not None or b.splat is not None:
        return _broadcast_open(judge, a, b, refusal, in_place)
    x, y = a.dims, b.dims
    longer, shorter = (x, y) if len(x) >= len(y) else (y, x)
    common = len(shorter)
    kept = len(longer) - common
    result = list(longer[:kept])
    for i, (p, q) in enumerate(zip(longer[kept:], shorter, strict=True)):
        left, right = (p, q) if longer is x else (q, p)
        result.append(stretch(judge, left, right, _at(refusal, i - common), in_place))
    return Shape(result)


def _at(refusal: Refuse, axis: int) -> Callable[[Size, Size], Refusal]:
    return lambda a, b: refusal(a, b, axis)


def stretch(judge: Judge, a: Size, b: Size, refusal: Callable[[Size, Size], Refusal], in_place: bool = False) -> Size:
    """The size of an axis on which two operands meet (judgement 6)."""
    if a is b or a == b:
        return a
    if a == 1:
        return b
    if b == 1:
        return a
    if isinstance(a, int) and isinstance(b, int):
        raise Refused(refusal(a, b))
    a, b = judge.resolve(a), judge.resolve(b)
    if a is b or a == b or b == 1:
        return a
    if a == 1:
        return b
    if judge.is_hole(a) or judge.is_hole(b):
        judge.same(a, b, lambda: refusal(a, b))
        return judge.resolve(b if judge.is_hole(a) else a)
    agreed = disjunction(equal(a, b), equal(a, 1), equal(b, 1))
    if judge.holds(equal(a, b)) is True:
        return a
    if judge.holds(agreed) is False:
        raise Refused(refusal(a, b))
    open_ones = [size for size in (a, b) if is_open(size)]
    are_symbols = all(isinstance(atom_of(size), Symbol) for size in open_ones)
    if in_place and open_ones and not are_symbols:
        judge.require(disjunction(equal(a, b), equal(b, 1)), lambda: refusal(a, b))
        return a
    if not are_symbols or not open_ones:
        judge.require(agreed, lambda: refusal(a, b))
    elif len(open_ones) == 1:
        judge.suppose(agreed)
    if len(open_ones) == 2:
        return judge.free(_name(a, b))
    if open_ones:
        return b if a is open_ones[0] else a
    if isinstance(a, int) or isinstance(b, int):
        return a if isinstance(a, int) else b
    return _larger(judge, a, b)


def _larger(judge: Judge, a: Size, b: Size) -> Size:
    """Of two sizes that go together the one that is not 1: the greater one, but 0 beside a 1."""
    empty = [size for size in (a, b) if judge.holds(less_equal(1, size)) is not True]
    return maximum(a, b) * minimum(1, *empty) if empty else maximum(a, b)


def _name(a: Size, b: Size) -> str:
    """What the size that two others are stretched to is called: as the first, if both have names, or as the one that
    has one, if the other is made of it (``T`` beside ``min(block_size, T)``)."""
    first, second = atom_of(a), atom_of(b)
    if isinstance(first, Symbol):
        return first.name if isinstance(second, Symbol) or a in symbols_of(b) else "broadcast"
    return second.name if isinstance(second, Symbol) and b in symbols_of(a) else "broadcast"


def _broadcast_open(judge: Judge, a: Shape, b: Shape, refusal: Refuse, in_place: bool) -> Shape:
    """One rank, or both, not known: the axes counted from the end meet as far as both have them."""
    tail_a, tail_b = _tail(a), _tail(b)
    common = min(len(tail_a), len(tail_b))
    result: list[Item] = []
    for i in range(-common, 0):
        result.append(stretch(judge, tail_a[i], tail_b[i], _at(refusal, i), in_place))
    rest_a, rest_b = a.items[: len(a.items) - common], b.items[: len(b.items) - common]
    if rest_a == rest_b:
        return Shape((*rest_a, *result))
    if not rest_a or not rest_b:
        return Shape((*(rest_a or rest_b), *result))
    return Shape((_merged(judge, rest_a, rest_b), *result))


def _tail(shape: Shape) -> tuple[Size, ...]:
    return shape.after if shape.splat is not None else shape.dims


def _merged(judge: Judge, a: tuple[Item, ...], b: tuple[Item, ...]) -> Splat:
    """What two different leading parts of open rank are stretched to."""
    if all(item == 1 for item in b) and len(a) == 1 and isinstance(a[0], Splat):
        return judge.free_splat(a[0].name)
    if all(item == 1 for item in a) and len(b) == 1 and isinstance(b[0], Splat):
        return judge.free_splat(b[0].name)
    named = next((item for item in (*a, *b) if isinstance(item, Splat)), Splat("batch"))
    return judge.free_splat(named.name)


def matmul(
    judge: Judge, a: Shape, b: Shape, inner: Callable[[Size, Size], Refusal], batch: Refuse, name: str = "matmul"
) -> Shape:
    """``a @ b`` as torch.matmul has it: 1-d operands lose their axis, batch axes are broadcast."""
    a, b = judge.reading(a), judge.reading(b)
    for index, operand in enumerate((a, b)):
        if operand.rank == 0:
            raise Refused(
                Refusal("matmul", f"{name} needs operands of at least one dimension, got a scalar", operand=index)
            )
    b = _fixed(judge, b, 2)
    a = _fixed(judge, a, 1 if b.rank in (1, 2) else 2)
    b = judge.reading(b)
    vector_a, vector_b = a.rank == 1, b.rank == 1
    last_a = _from_end(a, 1)
    first_b = _from_end(b, 1 if vector_b else 2)
    judge.same(last_a, first_b, lambda: inner(judge.resolve(last_a), judge.resolve(first_b)))
    if vector_a and vector_b:
        return Shape()
    if vector_a:
        return Shape((*_batch_of(b), _from_end(b, 1)))
    if vector_b:
        return Shape(a.items[:-1])
    if b.rank == 2:
        return Shape((*a.items[:-1], _from_end(b, 1)))
    rows, columns = _from_end(a, 2), _from_end(b, 1)
    joined = broadcast(judge, Shape(_batch_of(a)), Shape(_batch_of(b)), batch)
    return Shape((*joined.items, rows, columns))


def _fixed(judge: Judge, shape: Shape, needed: int) -> Shape:
    """An operand with its last axes named; whether one of open rank is a vector is a choice where it matters."""
    if shape.splat is None:
        return shape
    if needed == 2 and shape.least_rank < 2 and judge.pick((2, 1)) == 1:
        judge.with_rank(shape, 1)
        return judge.reading(shape)
    fixed = judge.at_least(shape, needed)
    assert fixed is not None
    return fixed


def _from_end(shape: Shape, place: int) -> Size:
    item = shape.items[-place]
    assert not isinstance(item, Splat)
    return item


def _batch_of(shape: Shape) -> tuple[Item, ...]:
    return shape.items[:-2]


def broadcast_refusal(name: str, a: Shape, b: Shape) -> Refuse:
    """The refusal of a pointwise operation."""

    def make(left: Size, right: Size, axis: int) -> Refusal:
        def text(size: Size) -> str:
            return repr(size) if isinstance(size, Dim) else str(size)

        return Refusal(
            "broadcast",
            f"{name} cannot broadcast {text_of(a)} with {text_of(b)}: {text(left)} and {text(right)} differ in axis"
            f" {axis}",
            expected=left,
            got=right,
            operand=1,
            axis=axis,
        )

    return make
