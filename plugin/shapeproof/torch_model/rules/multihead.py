"""What nn.MultiheadAttention does with weights that are handed over: F.multi_head_attention_forward."""

from __future__ import annotations

from shapeproof.dims import Size, disjunction, divides, equal, less_equal, render
from shapeproof.shapes import Gap, Shape, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.attention import check_masks, rows_of, weights_of
from shapeproof.torch_model.rules.layers import has_shape, of_rank, place, same_type
from shapeproof.values import Value


def forward(
    op: Operation,
    query: Value,
    key: Value,
    value: Value,
    embed_dim_to_check: Value,
    num_heads: Value,
    in_proj_weight: Value,
    in_proj_bias: Value,
    bias_k: Value,
    bias_v: Value,
    add_zero_attn: Value,
    dropout_p: Value,
    out_proj_weight: Value,
    out_proj_bias: Value,
    training: Value = True,
    key_padding_mask: Value = None,
    need_weights: Value = True,
    attn_mask: Value = None,
    use_separate_proj_weight: Value = False,
    q_proj_weight: Value = None,
    k_proj_weight: Value = None,
    v_proj_weight: Value = None,
    static_k: Value = None,
    static_v: Value = None,
    average_attn_weights: Value = True,
    is_causal: Value = False,
) -> Value:
    """The batch is the second axis."""
    if static_k is not None or static_v is not None:
        raise Gap(f"{op.label} with static keys or values")
    width, heads = op.size(embed_dim_to_check), op.size(num_heads)
    op.require(less_equal(1, heads), f"{op.label} needs num_heads to be at least 1, got {render(heads)}")
    op.require(divides(heads, width), f"{op.label} cannot divide {render(width)} into {render(heads)} heads")
    are_apart = op.flag(use_separate_proj_weight)
    widths = (width, width, width)
    if are_apart:
        widths = (width, op.known(key, "key")[-1], op.known(value, "value")[-1])
    rows = rows_of(op, query, key, value, widths, False)
    if are_apart:
        weights = (q_proj_weight, k_proj_weight, v_proj_weight)
        for weight, wide, what in zip(weights, widths, "qkv", strict=True):
            _of_shape(op, weight, (width, wide), f"{what}_proj_weight")
        _of_shape(op, in_proj_bias, (3 * width,), "in_proj_bias")
    elif not any(0 in op.shape(operand).items for operand in (query, key, value)):
        _of_shape(op, in_proj_weight, (3 * width, width), "in_proj_weight")
        _check_bias(op, in_proj_bias, width)
    keys = rows.keys + _appended(op, bias_k, bias_v, width)
    if op.flag(add_zero_attn):
        keys = keys + 1
    check_masks(op, key_padding_mask, attn_mask, rows, heads)
    out, inner = of_rank(op, out_proj_weight, (2,), "weight")
    _same(op, inner, width, out_proj_weight, -1, "an out_proj_weight with a last dimension of ")
    if has_shape(op, out_proj_bias) and op.shape(out_proj_bias).rank == 1 and op.shape(out_proj_bias).items != (1,):
        _of_shape(op, out_proj_bias, (out,), "out_proj_bias")
    made = same_type(op, query, (*op.known(query, "query")[:-1], out))
    return (made, weights_of(op, query, need_weights, average_attn_weights, rows, heads, keys))


def _appended(op: Operation, bias_k: Value, bias_v: Value, width: Size) -> Size:
    """How many keys and values stand behind those that are given, the same for the whole batch."""
    if bias_k is None or bias_v is None:
        for bias, what, other in ((bias_k, "bias_k", "bias_v"), (bias_v, "bias_v", "bias_k")):
            if op.is_tensor(bias):
                op.refuse(f"{op.label} takes {what} only together with {other}", operand=place(op, bias))
        return 0
    count: Size = 1
    for bias, what in ((bias_k, "bias_k"), (bias_v, "bias_v")):
        sizes = of_rank(op, bias, (3, 2, 1), what)
        count = sizes[0] if len(sizes) == 3 and bias is bias_k else count
        _of_shape(op, bias, (count, 1, width)[3 - len(sizes) :], what)
    return count


def _check_bias(op: Operation, bias: Value, width: Size) -> None:
    """A number for each row of the weights, which torch cuts in three; a piece of one number is stretched."""
    if not has_shape(op, bias) or op.shape(bias).rank != 1:
        return
    (count,) = op.known(bias)
    fitting = (3 * width, 2 * width + 1, 3, 1)
    op.require(
        disjunction(*(equal(count, size) for size in fitting)),
        f"{op.label} expects in_proj_bias of {text_of(Shape((3 * width,)))}, got {text_of(Shape((count,)))}",
        expected=3 * width,
        got=count,
        operand=place(op, bias),
        axis=-1,
    )


def _of_shape(op: Operation, value: Value, wanted: tuple[Size, ...], what: str) -> None:
    """Hold a tensor, where there is one, against the only shape it may have."""
    if not has_shape(op, value):
        return
    sizes = of_rank(op, value, (len(wanted),), what)
    for axis, (got, want) in enumerate(zip(sizes, wanted, strict=True)):
        if got is not want:
            op.same(
                got,
                want,
                f"{op.label} expects {what} of {text_of(Shape(wanted))}, got {text_of(Shape(sizes))}",
                expected=op.judge.resolve(want),
                got=op.judge.resolve(got),
                operand=place(op, value),
                axis=axis - len(wanted),
            )


def _same(op: Operation, got: Size, want: Size, value: Value, axis: int, what: str) -> None:
    if got is not want:
        op.same(
            got,
            want,
            f"{op.label} expects {what}{{b}}, got {{a}}",
            expected=op.judge.resolve(want),
            got=op.judge.resolve(got),
            operand=place(op, value),
            axis=axis,
        )
