# ruff: noqa: E501
"""Functions of axes: reductions, running sums, sorting, views, joining, cutting, indexing."""

from __future__ import annotations

import math
from functools import partial

from conformance.calls.spelling import call, dim, floats, row, truth
from conformance.pen import Call, Given, Maker, Pen, Sizes, indices

REDUCTIONS = """
sum mean prod amax amin all any std var std_mean var_mean logsumexp nansum nanmean nanmedian median mode max min
argmax argmin norm aminmax count_nonzero quantile nanquantile cummax cummin cumsum cumprod logcumsumexp softmax
log_softmax sort argsort msort topk kthvalue F.softmax F.log_softmax F.softmin F.normalize F.gumbel_softmax F.glu
special.logsumexp special.softmax special.log_softmax cumulative_trapezoid trapezoid trapz diff gradient
""".split()  # noqa: SIM905
SEVERAL = {
    "sum", "mean", "amax", "amin", "std", "var", "std_mean", "var_mean", "logsumexp", "nansum", "nanmean", "norm", "all", "any",
    "count_nonzero",
}  # fmt: skip
ALONE = {
    "cummax", "cummin", "cumsum", "cumprod", "logcumsumexp", "softmax", "log_softmax", "F.softmax", "F.log_softmax",
    "F.softmin", "special.softmax", "special.log_softmax",
}  # fmt: skip
NO_KEEPING = ALONE | {
    "sort", "argsort", "msort", "topk", "kthvalue", "F.normalize", "F.gumbel_softmax", "F.glu", "count_nonzero", "diff", "gradient",
    "trapezoid", "trapz", "cumulative_trapezoid",
}  # fmt: skip


def reduction(pen: Pen, name: str) -> Call:
    sizes = pen.any_sizes()
    if name.startswith("F.") or name in ("topk", "kthvalue", "sort", "quantile"):
        sizes = pen.sizes(pen.randint(1, 4), 5)
    a, rank = floats(pen, sizes), len(sizes)
    forms = (
        "f"
        if "." in name or name in ("trapezoid", "trapz", "cumulative_trapezoid", "gradient", "std_mean", "var_mean")
        else "ffm"
    )
    at = str(dim(pen, rank))
    name_of_dim = (
        "axis"
        if name in ("sum", "mean", "prod", "max", "cumsum", "softmax", "argmax", "amax", "diff") and pen.flag(0.15)
        else "dim"
    )
    if name in ("msort",):
        return call(pen, name, [("input", "a")], (a,), "fm")
    if name in ("topk", "kthvalue"):
        given = [("input", "a"), ("k", str(pen.randint(0 if name == "topk" else 1, 4)))]
        return call(pen, name, given, (a,), forms, (("dim", at),))
    if name in ("quantile", "nanquantile"):
        q = pen.choice(("0.5", "torch.tensor(0.3)", "torch.tensor([0.1, 0.9])"))
        keep = (("dim=", at), ("keepdim=", pen.choice(("True", "False"))))
        return call(pen, name, [("input", "a"), ("q", q)], (a,), forms, keep)
    if name in ("sort", "argsort"):
        return call(
            pen,
            name,
            [("input", "a")],
            (a,),
            forms,
            ((f"{name_of_dim}=", at), ("descending=", "True"), ("stable=", "True")),
        )
    if name in ("diff",):
        return call(pen, name, [("input", "a")], (a,), forms, (("n=", str(pen.randint(0, 3))), (f"{name_of_dim}=", at)))
    if name in ("trapezoid", "trapz", "cumulative_trapezoid"):
        return call(pen, name, [("y", "a")], (a,), "f", (("dx=", "0.5"), ("dim=", at)))
    if name in ("gradient",):
        return call(
            pen,
            name,
            [("input", "a")],
            (floats(pen, tuple(size + 2 for size in sizes)),),
            "f",
            (("dim=", at), ("spacing=", "0.5")),
        )
    if name == "norm":
        p = pen.choice(("2", "1", "float('inf')", "'fro'"))
        several = str(tuple(sorted(pen.sample(range(rank), pen.randint(1, rank))))) if rank else "0"
        given = [("input", "a"), ("p", p)] + ([("dim", pen.choice((at, several)))] if pen.flag(0.7) else [])
        return call(pen, name, given, (a,), "fm", (("keepdim=", "True"),) if len(given) == 3 else ())
    if name in ("F.normalize", "F.gumbel_softmax", "F.glu"):
        return call(pen, name, [("logits" if "gumbel" in name else "input", "a")], (a,), "f", (("dim=", at),))
    if name == "std" or name == "var" or name.endswith("_mean"):
        options: tuple[tuple[str, str], ...] = (("correction=", "0"),) if pen.flag(0.3) else ()
    else:
        options = ()
    if name in ALONE or pen.flag(0.75):
        if name in SEVERAL and pen.flag(0.35):
            chosen = pen.sample(range(-rank, rank), pen.randint(0, min(rank, 2))) if rank else []
            at = pen.choice((str(tuple(chosen)), str(chosen)))
        given = [("input", "a"), (name_of_dim, at)]
        if name in NO_KEEPING:
            return call(pen, name, given, (a,), forms, options)
        keep = pen.choice(("keepdim=", "keepdim=", "keepdims=" if name in ("sum", "amax", "mean") else "keepdim="))
        return call(pen, name, given, (a,), forms, ((keep, pen.choice(("True", "False"))), *options))
    return call(pen, name, [("input", "a")], (a,), forms, options)


# --- views ------------------------------------------------------------------------------------------------------------


def _factors(pen: Pen, count: int) -> Sizes:
    parts = []
    for _ in range(pen.randint(0, 3)):
        divisor = pen.choice([each for each in range(1, count + 1) if count % each == 0] or [1])
        parts.append(divisor)
        count //= divisor
    parts.append(pen.choice((-1, count)))
    pen.shuffle(parts)
    return tuple(parts)


def view(pen: Pen, name: str) -> Call:
    sizes = pen.any_sizes()
    rank, a = len(sizes), floats(pen, sizes)
    d, e = dim(pen, rank), dim(pen, rank)
    order = list(range(rank))
    pen.shuffle(order)
    order = [at - rank if pen.flag(0.3) else at for at in order]
    wanted = _factors(pen, math.prod(sizes))
    if name in ("view", "reshape"):
        text = row(pen, wanted)
        if name == "reshape" and pen.flag(0.3):
            return Call(f"torch.reshape(a, {row(pen, wanted, False)})", (a,))
        if name == "view" and pen.flag(0.1):
            return Call("a.view(torch.int32)", (a,))
        return Call(f"a.{name}({text})", (a,))
    texts: dict[str, list[str]] = {
        "flatten": [f"torch.flatten(a, {d}, {e})", f"a.flatten({d})", f"a.flatten(start_dim={d}, end_dim=-1)", "a.flatten()"],
        "transpose": [f"torch.transpose(a, {d}, {e})", f"a.transpose(dim0={d}, dim1={e})", f"a.transpose_({d}, {e})"],
        "swap": [f"torch.swapaxes(a, {d}, {e})", f"a.swapdims({d}, {e})", f"torch.swapdims(a, dim0={d}, dim1={e})", f"a.swapaxes_({d}, {e})", f"a.swapdims_({d}, {e})", f"a.swapaxes(axis0={d}, axis1={e})"],
        "permute": [f"a.permute({row(pen, tuple(order))})", f"torch.permute(a, {tuple(order)})", f"torch.permute(a, dims={order})"],
        "squeeze": ["a.squeeze()", f"a.squeeze({d})", f"torch.squeeze(a, dim={d})", f"a.squeeze_({d})", f"a.squeeze(({d}, {e}))"],
        "unsqueeze": [f"a.unsqueeze({dim(pen, rank, 1)})", f"torch.unsqueeze(a, dim={dim(pen, rank, 1)})", f"a.unsqueeze_({dim(pen, rank, 1)})"],
        "expand": [f"a.expand({row(pen, tuple(pen.sizes(pen.randint(0, 2), 3)) + tuple(pen.choice((-1, size)) for size in sizes))})", f"a.expand_as(torch.zeros({row(pen, sizes, False)}))", f"torch.broadcast_to(a, {row(pen, sizes, False)})", f"a.broadcast_to({row(pen, (2, *sizes), False)})"],
        "repeat": [f"a.repeat({row(pen, tuple(pen.randint(0, 2) for _ in range(rank + pen.choice((0, 0, 1)))))})", f"torch.tile(a, {row(pen, pen.sizes(pen.randint(0, 3), 2), False)})", f"a.tile({row(pen, pen.sizes(2, 2))})"],
        "repeat_interleave": [f"a.repeat_interleave({pen.randint(0, 3)}, dim={d})", f"torch.repeat_interleave(a, {pen.randint(0, 3)})", f"torch.repeat_interleave(a, repeats=torch.tensor({pen.randint(1, 3)}), dim={d})"],
        "movedim": [f"torch.movedim(a, {d}, {e})", f"a.moveaxis({d}, {e})", f"a.movedim(({', '.join(map(str, order[:2]))},), ({', '.join(map(str, range(len(order[:2]))))},))", f"torch.moveaxis(a, source={d}, destination={e})"],
        "flip": [f"torch.flip(a, ({d},))", f"a.flip({d})", f"a.flip([{d}, {e}])", f"torch.flip(a, dims=({d}, {e}))", "a.fliplr()", "torch.flipud(a)"],
        "roll": [f"torch.roll(a, 1, {d})", "a.roll(2)", f"a.roll((1, 2), ({d}, {e}))", f"torch.roll(a, shifts=1, dims={d})"],
        "rot90": [f"torch.rot90(a, 1, ({d}, {e}))", f"a.rot90({pen.randint(0, 4)}, [0, 1])", "a.rot90()"],
        "narrow": [f"torch.narrow(a, {d}, {pen.randint(0, 2)}, {pen.randint(0, 3)})", f"a.narrow(dim={d}, start=0, length={pen.randint(0, 3)})", f"a.narrow_copy({d}, 0, 1)"],
        "select": [f"torch.select(a, {d}, {pen.randint(-2, 2)})", f"a.select(dim={d}, index=0)", f"a.select({d}, -1)"],
        "diagonal": [f"torch.diagonal(a, {pen.randint(-2, 2)}, {d}, {e})", f"a.diagonal(dim1={d}, dim2={e})", "a.diagonal()", f"torch.diag(a, {pen.randint(-1, 2)})", "a.diag()", f"torch.diag_embed(a, {pen.randint(-1, 1)})", "a.diag_embed()", f"torch.diagflat(a, {pen.randint(-1, 1)})", "a.trace()", f"torch.linalg.diagonal(a, offset={pen.randint(-1, 1)})"],
        "unfold": [f"a.unfold({d}, {pen.randint(0, 3)}, {pen.randint(1, 2)})", f"a.unfold(dimension={d}, size=2, step=1)"],
        "unflatten": [f"a.unflatten({d}, ({pen.randint(1, 3)}, -1))", f"torch.unflatten(a, {d}, (1, {sizes[d] if -rank <= d < rank else 2}))", f"a.unflatten(dim={d}, sizes=[-1])"],
        "as_strided": [f"torch.as_strided(a, ({pen.randint(0, 2)}, 1), (1, 1))", "a.as_strided(size=(1,), stride=(1,))", "a.as_strided((2, 2), (1, 2), 0)"],
        "triangle": [f"torch.tril(a, {pen.randint(-1, 1)})", f"a.triu(diagonal={pen.randint(-1, 1)})", "a.tril_()", "a.triu_(1)"],
        "atleast": ["torch.atleast_1d(a)", "torch.atleast_2d(a)", "torch.atleast_3d(a)", "torch.atleast_2d(a, a)", "torch.atleast_1d([a, a])"],
        "properties": ["a.T", "a.mT", "a.H", "a.mH", "a.t()", "torch.t(a)", "a.adjoint()", "torch.adjoint(a)", "a.t_()", "a.data", "a.real", "a.shape", "a.size()", f"a.size({d})", f"a.size(dim={d})", "a.dim()", "a.ndim", "a.numel()", "a.nelement()", "torch.numel(a)", "len(a)", "a.ndimension()", "a.shape[-1]", "list(a)", "tuple(a.shape)", f"a.shape[{d}]", "a.shape.numel()", "a.stride()", "a.is_floating_point()", "torch.is_tensor(a)"],
        "resize": [f"a.resize_({row(pen, pen.sizes(2, 3))})", f"a.new_zeros({row(pen, pen.sizes(pen.randint(0, 3), 3))})", f"a.new_empty({row(pen, pen.sizes(2, 3))}, dtype=torch.int64)", f"a.new_full({row(pen, pen.sizes(2, 3), False)}, 3)", f"a.new_ones(size={row(pen, pen.sizes(2, 3), False)})", "a.new_tensor([[1, 2], [3, 4]])", "a.resize_as_(torch.zeros(2, 3))", f"a.view_as(torch.zeros({row(pen, sizes, False)}))", f"a.reshape_as(torch.zeros({math.prod(sizes)}))", "a.new_empty_strided((2, 3), (3, 1))"],
        "copies": [f"torch.{each}" for each in (f"transpose_copy(a, {d}, {e})", f"squeeze_copy(a, {d})", f"unsqueeze_copy(a, {d})", f"permute_copy(a, {order})", f"expand_copy(a, {row(pen, sizes, False)})", "view_copy(a, [-1])", f"narrow_copy(a, {d}, 0, 1)", f"select_copy(a, {d}, 0)", f"unbind_copy(a, {d})", "detach_copy(a)", "alias_copy(a)", f"slice_copy(a, {d}, 0, 2)", "diagonal_copy(a)", "t_copy(a)", f"split_copy(a, 2, {d})", f"unfold_copy(a, {d}, 1, 1)", "as_strided_copy(a, (1,), (1,))", "slice_inverse(a, a)")],
    }  # fmt: skip
    return Call(pen.choice(texts[name]), (a,))


VIEWS = """
view reshape flatten transpose swap permute squeeze unsqueeze expand repeat repeat_interleave movedim flip roll
rot90 narrow select diagonal unfold unflatten as_strided triangle atleast properties resize copies
""".split()  # noqa: SIM905


# --- joining and cutting ----------------------------------------------------------------------------------------------


def joined(pen: Pen, name: str) -> Call:
    sizes = pen.any_sizes(3) if name not in ("cat", "concat", "concatenate") else pen.sizes(pen.randint(1, 3), 4)
    at = dim(pen, len(sizes), 1 if name == "stack" else 0)
    others = []
    for _ in range(pen.randint(0, 2)):
        other = list(sizes)
        if "cat" in name and -len(sizes) <= at < len(sizes) and pen.flag():
            other[at] = pen.size(4)
        if other and pen.flag(0.08):
            other[pen.randrange(len(other))] = pen.size(4)
        others.append(floats(pen, tuple(other)))
    row_of = (floats(pen, sizes), *others)
    names = ", ".join("abcd"[: len(row_of)])
    held = f"[{names}]" if pen.flag(0.7) else f"({names},)"
    if name in ("cat", "concat", "concatenate", "stack"):
        where = pen.choice(("", f", {at}", f", dim={at}", f", axis={at}"))
        where = f", dim={at}" if name == "stack" and "axis" in where else where
        return Call(
            f"torch.{name}({'tensors=' if pen.flag(0.1) else ''}{held}{where.replace(', ', ', dim=') if where and '=' not in where and 'tensors' in held else where}".replace(
                "tensors=[", "["
            ).replace("tensors=(", "(")
            + ")",
            row_of,
        )
    if name in ("broadcast_tensors", "meshgrid", "cartesian_prod", "block_diag", "align_tensors"):
        if name == "cartesian_prod":
            row_of = tuple(floats(pen, pen.sizes(1, 4)) for _ in row_of)
        if name == "meshgrid":
            row_of = tuple(floats(pen, pen.sizes(pen.choice((1, 1, 0)), 4)) for _ in row_of)
            return Call(
                f"torch.meshgrid({names}{pen.choice(('', ', indexing=' + repr('ij'), ', indexing=' + repr('xy')))})",
                row_of,
            )
        return Call(f"torch.{name}({names})", row_of)
    if name == "combinations":
        return Call(
            pen.choice(
                (
                    "torch.combinations(a)",
                    "torch.combinations(a, r=3)",
                    "torch.combinations(a, 2, with_replacement=True)",
                )
            ),
            (floats(pen, pen.sizes(1, 5)),),
        )
    return Call(f"torch.{name}({held})", row_of)


JOINS = """
cat concat concatenate stack hstack vstack dstack column_stack row_stack broadcast_tensors meshgrid cartesian_prod
block_diag combinations
""".split()  # noqa: SIM905


def cut(pen: Pen, name: str) -> Call:
    sizes = pen.sizes(pen.randint(1, 3), 6)
    rank, a = len(sizes), floats(pen, sizes)
    at = dim(pen, rank)
    size = sizes[at] if -rank <= at < rank else 3
    first = pen.randint(0, size)
    pieces = [first, size - first]
    if pen.flag(0.1):
        pieces[0] += 1
    texts = {
        "split": [f"torch.split(a, {pen.randint(1, 4)}, {at})", f"a.split({pieces}, dim={at})", f"a.split({pen.randint(1, 4)})", f"torch.split(a, split_size_or_sections={tuple(pieces)}, dim={at})", f"a.split_with_sizes({pieces}, {at})", f"torch.split_with_sizes(a, {pieces}, dim={at})", f"torch.unsafe_split(a, 2, {at})"],
        "chunk": [f"torch.chunk(a, {pen.randint(1, 5)}, {at})", f"a.chunk({pen.randint(1, 5)}, dim={at})", f"a.chunk(chunks=2, dim={at})", f"torch.unsafe_chunk(a, 2, {at})"],
        "tensor_split": [f"torch.tensor_split(a, {pen.randint(1, 5)}, dim={at})", f"a.tensor_split([1, 3], {at})", f"a.tensor_split((2,), dim={at})", f"torch.tensor_split(a, torch.tensor([1, 2]), {at})", f"torch.tensor_split(a, sections=2, dim={at})", f"torch.tensor_split(a, indices=(1,), dim={at})"],
        "unbind": [f"torch.unbind(a, {at})", f"a.unbind(dim={at})", "a.unbind()"],
        "hsplit": [f"torch.hsplit(a, {pen.randint(1, 3)})", "a.hsplit([1])", "torch.vsplit(a, 1)", "a.vsplit((1,))", "torch.dsplit(a, 1)", "a.dsplit([1, 2])"],
    }  # fmt: skip
    return Call(pen.choice(texts[name]), (a,))


# --- indexing ---------------------------------------------------------------------------------------------------------


def gathered(pen: Pen, name: str) -> Call:
    sizes = pen.sizes(pen.randint(1, 3), 4)
    rank, a = len(sizes), floats(pen, sizes)
    at = dim(pen, rank)
    size = sizes[at] if -rank <= at < rank else 1
    count = pen.randint(0, 3)
    index = indices(size, count)
    wide = indices(size, *(pen.randint(0, each) if where != at % rank else count for where, each in enumerate(sizes)))
    source = floats(pen, wide.sizes)
    rows = floats(pen, tuple(count if where == at % rank else pen.near(each) for where, each in enumerate(sizes)))
    mask = truth(pen, tuple(pen.near(each) for each in sizes[: pen.choice((rank, rank, 1))]))
    cases: dict[str, list[tuple[str, tuple[Given, ...]]]] = {
        "gather": [(f"torch.gather(a, {at}, b)", (a, wide)), (f"a.gather(dim={at}, index=b)", (a, wide)), (f"torch.take_along_dim(a, b, {at})", (a, wide)), ("torch.take(a, b)", (a, indices(1, 2, 3))), ("a.take(b)", (a, indices(1, 4)))],
        "index_select": [(f"torch.index_select(a, {at}, b)", (a, index)), (f"a.index_select(dim={at}, index=b)", (a, index))],
        "index_add": [(f"a.index_add({at}, b, c)", (a, index, rows)), (f"torch.index_add(a, {at}, b, c, alpha=2)", (a, index, rows)), (f"a.index_add_({at}, b, c)", (a, index, rows)), (f"a.index_copy({at}, b, c)", (a, index, rows)), (f"a.index_copy_({at}, b, c)", (a, index, rows)), (f"a.index_fill({at}, b, 1.0)", (a, index)), (f"torch.index_fill(a, {at}, b, 0)", (a, index)), (f"a.index_fill_({at}, b, 2)", (a, index)), (f"a.index_reduce({at}, b, c, 'amax')", (a, index, rows))],
        "scatter": [(f"a.scatter({at}, b, c)", (a, wide, source)), (f"a.scatter_({at}, b, 1.0)", (a, wide)), (f"torch.scatter_add(a, {at}, b, c)", (a, wide, source)), (f"a.scatter_add_({at}, b, c)", (a, wide, source)), (f"a.scatter_reduce({at}, b, c, reduce='sum')", (a, wide, source)), (f"a.scatter(dim={at}, index=b, value=0)", (a, wide)), (f"a.scatter({at}, b, c, reduce='add')", (a, wide, source))],
        "masked": [("a.masked_fill(b, 0.0)", (a, mask)), ("torch.masked_fill(a, b, 1)", (a, mask)), ("a.masked_fill_(b, float('-inf'))", (a, mask)), ("a.masked_scatter(b, c)", (a, mask, floats(pen, (99,)))), ("torch.masked_select(a, torch.zeros_like(a, dtype=torch.bool))", (a,)), ("a[b]", (a, Given(mask.sizes, "torch.ones({}, dtype=torch.bool)"))), ("torch.nonzero(torch.ones(3, 2))", ()), ("torch.tensor([0, 1, 1]).nonzero()", ()), ("torch.argwhere(torch.eye(3))", ()), ("torch.where(torch.tensor([True, False, True]))", ()), ("torch.tensor([1, 1, 2]).unique()", ()), ("torch.bincount(torch.tensor([1, 1, 4]))", ()), ("torch.nonzero(a, as_tuple=True)[0][:0]", (a,))],
        "put": [("a.index_put((b,), torch.tensor(1.0))", (a, indices(sizes[0], 2))), ("a.index_put_((b,), torch.zeros(()))", (a, indices(sizes[0], 2))), ("torch.index_put(a, [b], torch.tensor(0.))", (a, indices(sizes[0], 3))), ("a.put(b, torch.ones(2))", (a, indices(1, 2))), ("a.put_(b, torch.ones(2), accumulate=True)", (a, indices(1, 2))), (f"a.select_scatter(torch.zeros(3), {at}, 0)", (a,)), (f"torch.slice_scatter(a, torch.zeros({row(pen, sizes, False)}), {at})", (a,)), ("torch.diagonal_scatter(a, torch.zeros(2))", (a,))],
        "search": [("torch.searchsorted(b, a)", (a, Given((5,), "torch.arange(5.).reshape({})"))), ("torch.bucketize(a, b, right=True)", (a, Given((4,), "torch.arange(4.).reshape({})"))), ("torch.isin(a, b)", (a, floats(pen, (3,)))), ("torch.histc(a, 5)", (a,)), ("torch.histc(a, bins=4, min=0, max=1)", (a,)), ("torch.histogram(a, 5)", (a,)), ("torch.bincount(a, minlength=3)", (Given((0,), "torch.zeros({}, dtype=torch.long)"),)), ("torch.isin(elements=a, test_elements=1)", (a,))],
    }  # fmt: skip
    expression, inputs = pen.choice(cases[name])
    return Call(expression, inputs)


def subscript(pen: Pen) -> Call:
    sizes = pen.sizes(pen.randint(1, 4), 5)
    parts = []
    inputs = [floats(pen, sizes)]
    for size in sizes[: pen.randint(1, len(sizes))]:
        kinds = [
            str(pen.randint(-max(size, 1), max(size - 1, 0))),
            f"{pen.choice(('', '1', '-2'))}:{pen.choice(('', '3', '-1'))}",
            "::2",
            "None",
            ":",
        ]
        if len(inputs) < 4:
            kinds.append("bcd"[len(inputs) - 1])
        part = pen.choice(kinds)
        if part in ("b", "c", "d"):
            inputs.append(indices(size, *pen.choice(((2,), (2,), (3, 1), ()))))
        parts.append(part)
    if pen.flag(0.3):
        parts.insert(pen.choice((0, len(parts))), "...")
    written = ", ".join(parts)
    if pen.flag(0.2):
        return Call(f"a[{written}] = 0.5", tuple(inputs), "a")
    return Call(f"a[{written}]", tuple(inputs))


MAKERS: dict[str, Maker] = {"[]": subscript}
MAKERS.update({_name: partial(reduction, name=_name) for _name in REDUCTIONS})
MAKERS.update({_name: partial(view, name=_name) for _name in VIEWS})
MAKERS.update({_name: partial(joined, name=_name) for _name in JOINS})
MAKERS.update({_name: partial(cut, name=_name) for _name in ("split", "chunk", "tensor_split", "unbind", "hsplit")})
MAKERS.update(
    {
        _name: partial(gathered, name=_name)
        for _name in ("gather", "index_select", "index_add", "scatter", "masked", "put", "search")
    }
)
