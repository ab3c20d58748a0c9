# ruff: noqa: E501
"""Products of matrices, linear algebra, Fourier transforms, distances."""

from __future__ import annotations

from functools import partial

from conformance.calls.spelling import call, dim, floats
from conformance.pen import Call, Given, Maker, Pen, Sizes


def product(pen: Pen, name: str) -> Call:
    n, m, p = pen.size(4), pen.size(4), pen.size(4)
    batch = pen.sizes(pen.choice((0, 0, 1, 2)), 3)
    other = tuple(1 if pen.flag(0.2) else size for size in batch)
    near = pen.near(m)
    if name in ("matmul", "@", "linalg.matmul"):
        left = (m,) if pen.flag(0.2) else (*batch, n, m)
        right = pen.choice(((near,), (near, p), (*other, near, p)))
        row_of = (floats(pen, left), floats(pen, right))
        if name == "@":
            return Call("a @ b", row_of)
        return call(pen, name, [("input", "a"), ("other", "b")], row_of, "fm" if name == "matmul" else "f")
    shapes: dict[str, tuple[Sizes, ...]] = {
        "mm": ((n, m), (near, p)), "mv": ((n, m), (near,)), "dot": ((m,), (near,)), "vdot": ((m,), (near,)), "inner": ((*batch, m), (n, near)),
        "outer": ((n,), (m,)), "ger": ((n,), (m,)), "bmm": ((p, n, m), (pen.near(p), near, n)), "kron": ((n, m), (p,)), "linalg.vecdot": ((*batch, m), (*other, near)),
        "cross": ((*batch, 3), (*other, 3)), "linalg.cross": ((*batch, 3), (*other, 3)), "cdist": ((*batch, n, m), (*other, p, near)), "tensordot": ((n, m), (near, p)),
        "chain_matmul": ((n, m), (near, p)), "linalg.multi_dot": ((n, m), (near, p)), "cosine_similarity": ((n, m), (n, near)), "pairwise_distance": ((n, m), (n, near)),
        "cov": ((n, m),), "corrcoef": ((n, m),), "pdist": ((n, m),),
    }  # fmt: skip
    row_of = tuple(floats(pen, sizes) for sizes in shapes[name])
    names = {"mm": "mat2", "mv": "vec", "dot": "tensor", "ger": "vec2", "outer": "vec2", "bmm": "mat2"}
    if name in ("chain_matmul", "linalg.multi_dot"):
        return Call("torch.chain_matmul(a, b)" if name == "chain_matmul" else "torch.linalg.multi_dot([a, b])", row_of)
    if name == "tensordot":
        return Call(
            pen.choice(
                ("torch.tensordot(a, b, 1)", "torch.tensordot(a, b, dims=([1], [0]))", "torch.tensordot(a, b, dims=0)")
            ),
            row_of,
        )
    if name in ("cosine_similarity", "pairwise_distance", "cdist", "pdist"):
        where = pen.choice(("torch", "F")) if name not in ("cdist",) else "torch"
        return Call(
            f"{where}.{name}({', '.join('ab'[: len(row_of)])}{', p=1.0' if name == 'cdist' and pen.flag(0.3) else ''})",
            row_of,
        )
    if name in ("cross", "linalg.cross"):
        return call(
            pen, name, [("input", "a"), ("other", "b")], row_of, "fm" if name == "cross" else "f", (("dim=", "-1"),)
        )
    if len(row_of) == 1:
        return call(pen, name, [("input", "a")], row_of, "fm")
    parameter = "y" if name == "linalg.vecdot" else names.get(name, "other")
    first = "x" if name == "linalg.vecdot" else "input"
    return call(pen, name, [(first, "a"), (parameter, "b")], row_of, "f" if "." in name else "fm")


def added(pen: Pen, name: str) -> Call:
    n, m, p, b = pen.size(4), pen.size(4), pen.size(4), pen.size(3)
    near = pen.near(m)
    shapes: dict[str, tuple[Sizes, Sizes, Sizes, str, str]] = {
        "addmm": ((n, p), (n, m), (near, p), "mat1", "mat2"), "addmv": ((n,), (n, m), (near,), "mat", "vec"), "addr": ((n, m), (n,), (near,), "vec1", "vec2"),
        "baddbmm": ((b, n, p), (b, n, m), (b, near, p), "batch1", "batch2"), "addbmm": ((n, p), (b, n, m), (b, near, p), "batch1", "batch2"),
    }  # fmt: skip
    start, one, two, first, second = shapes[name]
    start = pen.choice((start, start, start[-1:], (1,), ()))
    row_of = tuple(floats(pen, sizes) for sizes in (start, one, two))
    return call(
        pen, name, [("input", "a"), (first, "b"), (second, "c")], row_of, "ffmi", (("beta=", "0.5"), ("alpha=", "2"))
    )


def of_matrix(pen: Pen, name: str) -> Call:
    n, m = pen.randint(1, 4), pen.randint(1, 4)
    batch = pen.sizes(pen.choice((0, 0, 1)), 3)
    square = (*batch, n, pen.near(n))
    a = floats(pen, square)
    if name.partition(".")[2] in (
        "svd",
        "svdvals",
        "qr",
        "pinv",
        "matrix_rank",
        "matrix_norm",
        "cond",
        "lstsq",
    ) or name in ("svd", "qr", "pinverse"):
        a = floats(pen, (*batch, n, m))
    if name in (
        "linalg.inv",
        "inverse",
        "linalg.inv_ex",
        "linalg.solve",
        "linalg.solve_ex",
        "linalg.tensorinv",
        "linalg.lu_factor",
        "lu",
        "linalg.lu",
    ):
        a = Given((*batch, n, n) if pen.flag(0.9) else square, "torch.randn({})")
    b = floats(pen, pen.choice(((*batch, pen.near(n), 2), (*batch, pen.near(n)))))
    texts = {
        "linalg.det": "torch.linalg.det(a)", "det": "a.det()", "logdet": "torch.logdet(a)", "slogdet": "torch.slogdet(a)", "linalg.slogdet": "torch.linalg.slogdet(A=a)",
        "linalg.inv": "torch.linalg.inv(a)", "inverse": "a.inverse()", "linalg.inv_ex": "torch.linalg.inv_ex(a)", "linalg.pinv": "torch.linalg.pinv(a)", "pinverse": "torch.pinverse(a)",
        "linalg.svd": pen.choice(("torch.linalg.svd(a)", "torch.linalg.svd(a, full_matrices=False)")), "svd": pen.choice(("torch.svd(a)", "a.svd(some=False)")), "linalg.svdvals": "torch.linalg.svdvals(a)",
        "linalg.qr": pen.choice(("torch.linalg.qr(a)", "torch.linalg.qr(a, mode='complete')", "torch.linalg.qr(a, mode='r')")), "qr": "torch.qr(a, some=False)",
        "linalg.eig": "torch.linalg.eig(a)", "linalg.eigvals": "torch.linalg.eigvals(a)", "linalg.eigh": "torch.linalg.eigh(a, UPLO='U')", "linalg.eigvalsh": "torch.linalg.eigvalsh(a)",
        "linalg.matrix_norm": pen.choice(("torch.linalg.matrix_norm(a)", "torch.linalg.matrix_norm(a, 'nuc')", "torch.linalg.matrix_norm(a, ord=1, dim=(0, 1), keepdim=True)")),
        "linalg.norm": pen.choice(("torch.linalg.norm(a)", "torch.linalg.norm(a, dim=-1)", "torch.linalg.norm(a, ord=2, dim=(-2, -1))", "torch.linalg.vector_norm(a, dim=0, keepdim=True)", "torch.linalg.vector_norm(a)")),
        "linalg.matrix_power": pen.choice(("torch.linalg.matrix_power(a, 2)", "torch.matrix_power(a, n=0)", "a.matrix_power(3)")),
        "linalg.matrix_exp": pen.choice(("torch.linalg.matrix_exp(a)", "torch.matrix_exp(a)", "a.matrix_exp()")), "linalg.cond": "torch.linalg.cond(a)",
        "linalg.matrix_rank": "torch.linalg.matrix_rank(a)", "linalg.solve": "torch.linalg.solve(a, b)", "linalg.solve_ex": "torch.linalg.solve_ex(a, b)", "linalg.lstsq": "torch.linalg.lstsq(a, b)[0]",
        "linalg.lu": "torch.linalg.lu(a)", "linalg.lu_factor": "torch.linalg.lu_factor(a)", "lu": "torch.lu(a)", "linalg.solve_triangular": "torch.linalg.solve_triangular(a, b, upper=True)",
        "triangular_solve": "torch.triangular_solve(b, a)", "linalg.cholesky_ex": "torch.linalg.cholesky_ex(a)", "linalg.tensorinv": "torch.linalg.tensorinv(a.unsqueeze(-1), ind=1)",
        "geqrf": "torch.geqrf(a)", "linalg.ldl_factor": "torch.linalg.ldl_factor(a)", "orgqr": "torch.linalg.householder_product(a, torch.zeros(a.shape[:-1]))", "linalg.ldl_factor_ex": "torch.linalg.ldl_factor_ex(a)",
    }  # fmt: skip
    return Call(texts[name], (a, b) if ", b" in texts[name] or "(b," in texts[name] else (a,))


OF_MATRIX = """
linalg.det det logdet slogdet linalg.slogdet linalg.inv inverse linalg.inv_ex linalg.pinv pinverse linalg.svd svd
linalg.svdvals linalg.qr qr linalg.eig linalg.eigvals linalg.eigh linalg.eigvalsh linalg.matrix_norm linalg.norm
linalg.matrix_power linalg.matrix_exp linalg.cond linalg.matrix_rank linalg.solve linalg.solve_ex linalg.lstsq
linalg.lu linalg.lu_factor lu linalg.solve_triangular triangular_solve linalg.cholesky_ex linalg.tensorinv geqrf
linalg.ldl_factor orgqr linalg.ldl_factor_ex
""".split()  # noqa: SIM905


def fourier(pen: Pen, name: str) -> Call:
    sizes = pen.sizes(pen.randint(1, 3), 6)
    a, rank = floats(pen, sizes), len(sizes)
    if name.rpartition(".")[2] in ("irfft", "hfft", "irfft2", "hfft2", "irfftn", "hfftn", "ifft", "fft"):
        a = Given(sizes, "torch.ones({}, dtype=torch.cfloat)")
    d = dim(pen, rank)
    if name.endswith("shift"):
        return call(pen, name, [("input", "a")], (a,), "f", (("dim=", pen.choice((str(d), f"({d},)"))),))
    if name.endswith("2"):
        options: tuple[tuple[str, str], ...] = (
            ("s=", "(3, 4)"),
            ("dim=", pen.choice(("(-2, -1)", "(0, 1)"))),
            ("norm=", "'ortho'"),
        )
    elif name.endswith("n"):
        options = (
            (("dim=", f"({d},)"), ("norm=", "'forward'")) if pen.flag(0.7) else (("s=", f"({pen.randint(1, 5)},)"),)
        )
    else:
        options = (("n=", str(pen.randint(1, 7))), ("dim=", str(d)), ("norm=", "'ortho'"))
    return call(pen, name, [("input", "a")], (a,), "f", options)


FOURIER = [
    f"fft.{each}{end}" for each in ("fft", "ifft", "rfft", "irfft", "hfft", "ihfft") for end in ("", "2", "n")
] + ["fft.fftshift", "fft.ifftshift"]


def spectrogram(pen: Pen) -> Call:
    n, length = pen.choice((2, 4, 6)), pen.randint(8, 20)
    lead = pen.sizes(pen.choice((0, 1)), 2)
    options = pen.options(
        0.4,
        hop_length="2",
        center=("True", "False"),
        onesided=("True", "False"),
        normalized="True",
        pad_mode="'constant'",
    )
    how = pen.choice(("torch.stft(a, {}", "a.stft({}"))
    return Call(
        f"{how.format(n)}{options}, return_complex={pen.choice(('True', 'False'))})", (floats(pen, (*lead, length)),)
    )


PRODUCTS = """
matmul @ linalg.matmul mm mv dot vdot inner outer ger bmm kron linalg.vecdot cross linalg.cross cdist tensordot
chain_matmul linalg.multi_dot cosine_similarity pairwise_distance cov corrcoef pdist
""".split()  # noqa: SIM905
MAKERS: dict[str, Maker] = {_name: partial(product, name=_name) for _name in PRODUCTS}
MAKERS.update({_name: partial(added, name=_name) for _name in ("addmm", "addmv", "addr", "baddbmm", "addbmm")})
MAKERS.update({_name: partial(of_matrix, name=_name) for _name in OF_MATRIX})
MAKERS.update({_name: partial(fourier, name=_name) for _name in FOURIER})
MAKERS["stft"] = spectrogram
