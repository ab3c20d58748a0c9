"""Attention: scaled dot products, and nn.MultiheadAttention."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from shapeproof.dims import Size, divides, equal, less_equal, render
from shapeproof.shapes import Gap, Refusal, Refused, Shape, broadcast, text_of
from shapeproof.torch_model import dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import has_shape, of, of_rank, place, same_type, within
from shapeproof.torch_model.tensors import is_undecided
from shapeproof.values import Value


def _expects(op: Operation, value: Value, axis: int, what: str) -> Callable[[Size, Size], None]:
    """Hold a size of an operand against what it must be."""

    def hold(got: Size, expected: Size) -> None:
        if got is not expected:
            op.same(
                got,
                expected,
                f"{op.label} expects {what}{{b}}, got {{a}}",
                expected=op.judge.resolve(expected),
                got=op.judge.resolve(got),
                operand=place(op, value),
                axis=axis,
            )

    return hold


# --- scaled dot products --------------------------------------------------------------------------------------------


def activation(op: Operation, chosen: Value, relu: Value, gelu: Value) -> Value:
    """The function between a Transformer layer's two Linear layers: by its name, or as it was given.

    An argument of which nothing is known stands for one that keeps its input's shape, as the layer needs.
    """
    if isinstance(chosen, str):
        if chosen not in ("relu", "gelu"):
            op.refuse(f"a Transformer layer knows the activations relu and gelu, got {chosen!r}", code="parameter")
        return relu if chosen == "relu" else gelu
    return relu if is_undecided(op.machine, chosen) else chosen


def _check_types(op: Operation, operands: tuple[Value, ...], mask: Value) -> None:
    """The three are of one type, and a mask is of theirs or of bool; autocast may mend floats of different sizes."""
    types = [op.dtype(operand) for operand in operands]
    kinds = {dtypes.is_float(name) for name in types if name is not None}
    if len(kinds) > 1:
        op.refuse(f"{op.label} expects query, key and value of one type, got {', '.join(map(str, types))}")
    given = op.dtype(mask) if op.is_tensor(mask) else None
    if given is not None and kinds == {True} and given != "bool" and dtypes.is_integral(given):
        op.refuse(f"{op.label} expects a mask of bool or of floats, got {given}", operand=place(op, mask))


def scaled_dot_product(
    op: Operation,
    query: Value,
    key: Value,
    value: Value,
    attn_mask: Value = None,
    dropout_p: Value = 0.0,
    is_causal: Value = False,
    scale: Value = None,
    enable_gqa: Value = False,
) -> Value:
    """``softmax(q @ k.T) @ v`` over the last two axes; the leading ones are broadcast."""
    shapes = []
    for operand, what in ((query, "query"), (key, "key"), (value, "value")):
        shape = op.shape(operand, what)
        wide = op.judge.at_least(shape, 2)
        if wide is None:
            op.refuse(
                f"{op.label} expects at least 2 dimensions for {what}, got {text_of(shape)}", operand=place(op, operand)
            )
        shapes.append(wide)
    _check_types(op, (query, key, value), attn_mask)
    q, k, v = (op.judge.reading(shape) for shape in shapes)
    if 0 in v.items:  # torch looks no further
        return same_type(op, query, (*q.items[:-1], v.items[-1]))
    grouped = op.flag(enable_gqa)
    if 0 not in q.items[:-1]:
        return _attended(op, (query, key, value), (q, k, v), attn_mask, grouped)
    try:
        made = _attended(op, (query, key, value), (q, k, v), attn_mask, grouped)
    except Refused:
        raise Gap(f"{op.label} without elements does not look at all sizes") from None
    if op.shape(made).items != (*q.items[:-1], v.items[-1]):
        raise Gap(f"{op.label} without elements may not broadcast")
    return made


def _attended(
    op: Operation, operands: tuple[Value, ...], shapes: tuple[Shape, ...], attn_mask: Value, grouped: bool
) -> Value:
    (query, key, value), (q, k, v) = operands, shapes
    _expects(op, key, -1, "a key whose last dimension is the query's ")(k.items[-1], q.items[-1])  # type: ignore[arg-type]
    length: Size = q.items[-2]  # type: ignore[assignment]
    keys: Size = k.items[-2]  # type: ignore[assignment]
    values: Size = v.items[-2]  # type: ignore[assignment]
    widths = equal(k.items[-1], v.items[-1])  # type: ignore[arg-type]
    masks = op.shape(attn_mask).rank if has_shape(op, attn_mask) else None
    if masks in (None, 2, 4) and q.rank in (4, None) and op.judge.holds(widths) is not False:
        op.judge.suppose(equal(keys, values))  # torch's kernel for this case does not look
    else:
        _expects(op, value, -2, "as many values as keys, ")(values, keys)
    heads_q, heads_k, heads_v = (Shape(shape.items[:-2]) for shape in (q, k, v))
    if grouped:
        scores, leading = _grouped(op, heads_q, heads_k, heads_v)
    else:
        scores = _joined(op, heads_q, heads_k, "key")
        leading = _joined(op, scores, heads_v, "value")
    if has_shape(op, attn_mask) and 0 not in (*q.items, *k.items, *v.items):
        _check_mask(op, attn_mask, Shape((*scores.items, length, keys)))
    return same_type(op, query, (*leading.items, length, v.items[-1]))


def _check_mask(op: Operation, attn_mask: Value, scores: Shape) -> None:
    mask = op.shape(attn_mask, "attn_mask")

    def refusal(a: Size, b: Size, axis: int) -> Refusal:
        return op.refusal(
            f"{op.label} cannot apply a mask of {text_of(op.judge.reading(mask))} to scores of"
            f" {text_of(op.judge.reading(scores))}",
            expected=op.judge.resolve(a),
            got=op.judge.resolve(b),
            operand=place(op, attn_mask),
            axis=axis,
        )

    if scores.rank == 4 and mask.rank is not None and mask.rank < 2:
        raise Refused(refusal(2, mask.rank, 0))
    within(op, scores, mask, refusal)


def _joined(op: Operation, a: Shape, b: Shape, what: str) -> Shape:
    def refusal(left: Size, right: Size, axis: int) -> Refusal:
        return op.refusal(
            f"{op.label} cannot broadcast the leading dimensions {text_of(op.judge.reading(a))} and"
            f" {text_of(op.judge.reading(b))} of the {what}",
            expected=op.judge.resolve(left),
            got=op.judge.resolve(right),
            operand={"key": 1, "value": 2}[what],
            axis=axis - 2,
        )

    return broadcast(op.judge, a, b, refusal)


def _grouped(op: Operation, q: Shape, k: Shape, v: Shape) -> tuple[Shape, Shape]:
    """Keys and values of fewer heads, each for a group of queries."""
    wide = [op.judge.at_least(shape, 1) for shape in (q, k, v)]
    if any(shape is None for shape in wide):
        raise Gap(f"{op.label} with enable_gqa for tensors without heads")
    q, k, v = (op.judge.reading(shape) for shape in wide)  # type: ignore[arg-type]
    heads: Size = q.items[-1]  # type: ignore[assignment]
    for shape, what, operand in ((k, "key", 1), (v, "value", 2)):
        few: Size = shape.items[-1]  # type: ignore[assignment]
        op.require(
            divides(few, heads),
            f"{op.label} cannot share {render(few)} {what} heads among {render(heads)} query heads",
            expected=heads,
            got=few,
            operand=operand,
            axis=-3,
        )
    scores = _joined(op, Shape(q.items[:-1]), Shape(k.items[:-1]), "key")
    leading = _joined(op, scores, Shape(v.items[:-1]), "value")
    return Shape((*scores.items, heads)), Shape((*leading.items, heads))


# --- several heads --------------------------------------------------------------------------------------------------


def check_heads(op: Operation, self: Value, embed_dim: Value, num_heads: Value) -> Value:
    """What the constructor asks for."""
    width, heads = op.size(embed_dim, "embed_dim"), op.size(num_heads, "num_heads")
    for size, what in ((width, "embed_dim"), (heads, "num_heads")):
        message = f"{op.label} needs {what} to be at least 1, got {render(size)}"
        op.require(less_equal(1, size), message, code="parameter")
    message = f"{op.label} cannot divide an embed_dim of {render(width)} into {render(heads)} heads"
    op.require(divides(heads, width), message, expected=heads, got=width, code="parameter")
    return None


class Rows(NamedTuple):
    """What query, key and value have in common: lengths and the batch (None without one)."""

    length: Size
    keys: Size
    batch: Size | None


def multihead_layer(
    op: Operation,
    self: Value,
    query: Value,
    key: Value,
    value: Value,
    key_padding_mask: Value = None,
    need_weights: Value = True,
    attn_mask: Value = None,
    average_attn_weights: Value = True,
    is_causal: Value = False,
) -> Value:
    """``(output, weights)``; the weights None where they are not asked for."""
    width, heads = op.size(of(op, self, "embed_dim")), op.size(of(op, self, "num_heads"))
    widths = (width, op.size(of(op, self, "kdim")), op.size(of(op, self, "vdim")))
    rows = rows_of(op, query, key, value, widths, op.flag(of(op, self, "batch_first")))
    keys = rows.keys
    if of(op, self, "bias_k") is not None:
        keys = keys + 1
    if op.flag(of(op, self, "add_zero_attn")):
        keys = keys + 1
    if op.flag(is_causal) and attn_mask is None and not op.flag(need_weights) and key_padding_mask is None:
        raise Gap(f"{op.label} with is_causal and without a mask")
    check_masks(op, key_padding_mask, attn_mask, rows, heads)
    made = same_type(op, query, (*op.known(query, "query")[:-1], width))
    return (made, weights_of(op, query, need_weights, average_attn_weights, rows, heads, keys))


def weights_of(
    op: Operation, query: Value, wanted: Value, average: Value, rows: Rows, heads: Size, keys: Size
) -> Value:
    if not op.flag(wanted):
        return None
    batch = () if rows.batch is None else (rows.batch,)
    each = () if op.flag(average) else (heads,)
    return same_type(op, query, (*batch, *each, rows.length, keys))


def rows_of(
    op: Operation, query: Value, key: Value, value: Value, widths: tuple[Size, Size, Size], batch_first: bool
) -> Rows:
    q = of_rank(op, query, (3, 2), "query")
    k = of_rank(op, key, (len(q),), "key")
    v = of_rank(op, value, (len(q),), "value")
    for operand, sizes, width, what in (
        (query, q, widths[0], "query"), (key, k, widths[1], "key"), (value, v, widths[2], "value"),
    ):  # fmt: skip
        _expects(op, operand, -1, f"a {what} with a last dimension of ")(sizes[-1], width)
    if len(q) == 2:
        _expects(op, value, -2, "as many values as keys, ")(v[0], k[0])
        return Rows(q[0], k[0], None)
    batch, row = (0, 1) if batch_first else (1, 0)
    are_there = op.judge.holds(equal(k[row], 0)) is not True  # torch views no keys at all as keys of any batch
    if are_there:
        _expects(op, key, batch - 3, "a key with a batch of ")(k[batch], q[batch])
    _expects(op, value, batch - 3, "a value with a batch of ")(v[batch], q[batch] if are_there else k[batch])
    _expects(op, value, row - 3, "as many values as keys, ")(v[row], k[row])
    return Rows(q[row], k[row], q[batch])


def check_masks(op: Operation, padding: Value, mask: Value, rows: Rows, heads: Size) -> None:
    if has_shape(op, padding):
        sizes = of_rank(op, padding, (1 if rows.batch is None else 2,), "key_padding_mask")
        _expects(op, padding, -1, "a key_padding_mask with a last dimension of ")(sizes[-1], rows.keys)
        if rows.batch is not None:
            _expects(op, padding, -2, "a key_padding_mask with a batch of ")(sizes[0], rows.batch)
    if has_shape(op, mask):
        sizes = of_rank(op, mask, (2, 3), "attn_mask")
        _expects(op, mask, -1, "an attn_mask with a last dimension of ")(sizes[-1], rows.keys)
        _expects(op, mask, -2, "an attn_mask with a row for each of the queries, ")(sizes[-2], rows.length)
        if len(sizes) == 3:
            batch = 1 if rows.batch is None else rows.batch
            _expects(op, mask, -3, "an attn_mask with a first dimension of ")(sizes[0], batch * heads)


def check_transformer(op: Operation, self: Value, src: Value, tgt: Value) -> Value:
    """``nn.Transformer``: source and target agree in batch and width."""
    width = op.size(of(op, self, "d_model"))
    source = of_rank(op, src, (3, 2), "src")
    target = of_rank(op, tgt, (len(source),), "tgt")
    if len(source) == 3:
        batch = 0 if op.flag(of(op, self, "batch_first")) else 1
        _expects(op, tgt, batch - 3, "a tgt with a batch of ")(target[batch], source[batch])
    _expects(op, src, -1, "a src with a last dimension of ")(source[-1], width)
    _expects(op, tgt, -1, "a tgt with a last dimension of ")(target[-1], width)
    return None
