# ruff: noqa: E501
"""Elementwise functions and operators."""

from __future__ import annotations

from functools import partial

from conformance.calls.spelling import call, floats, stretched, truth, whole
from conformance.pen import Call, Given, Maker, Pen

UNARY = """
abs absolute acos arccos acosh arccosh angle asin arcsin asinh arcsinh atan arctan atanh arctanh ceil cos cosh
deg2rad digamma erf erfc erfinv exp exp2 expm1 fix floor frac i0 lgamma log log10 log1p log2 logit neg negative
positive rad2deg reciprocal round rsqrt sigmoid sign sgn sin sinc sinh sqrt square tan tanh trunc nan_to_num
isfinite isinf isnan isneginf isposinf isreal signbit logical_not relu selu celu hardshrink conj conj_physical
resolve_conj resolve_neg special.airy_ai special.bessel_j0 special.bessel_j1 special.bessel_y0 special.bessel_y1
special.digamma special.entr special.erf special.erfc special.erfcx special.erfinv special.exp2 special.expit
special.expm1 special.gammaln special.i0 special.i0e special.i1 special.i1e special.log1p special.log_ndtr
special.logit special.modified_bessel_i0 special.modified_bessel_i1 special.modified_bessel_k0
special.modified_bessel_k1 special.ndtr special.ndtri special.psi special.round special.scaled_modified_bessel_k0
special.scaled_modified_bessel_k1 special.sinc special.spherical_bessel_j0 F.relu F.relu6 F.elu F.selu F.celu
F.leaky_relu F.rrelu F.gelu F.silu F.mish F.softplus F.softsign F.softshrink F.hardshrink F.hardsigmoid F.hardswish
F.hardtanh F.logsigmoid F.tanhshrink F.tanh F.sigmoid F.dropout F.alpha_dropout F.feature_alpha_dropout F.elu_
F.selu_ F.celu_ F.relu_ F.leaky_relu_ F.rrelu_ F.hardtanh_ relu_ rrelu rrelu_ selu_ celu_ sin_ cos_ exp_ log_ sqrt_
abs_ neg_ tanh_ sigmoid_ floor_ ceil_ round_ trunc_ frac_ reciprocal_ rsqrt_ square_ erf_ erfc_ exp2_ expm1_ log1p_
log2_ log10_ tan_ sinh_ cosh_ acos_ asin_ atan_ acosh_ asinh_ atanh_ deg2rad_ rad2deg_ sinc_ i0_ logit_ nan_to_num_
negative_ fix_ arccos_ arccosh_ arcsin_ arcsinh_ arctan_ arctanh_ conj_physical_ detach detach_ clone empty_like
zeros_like ones_like rand_like randn_like poisson bernoulli zero_ ravel
""".split()  # noqa: SIM905
NO_METHOD = {
    "isreal_", "rrelu", "rrelu_", "selu", "selu_", "celu", "celu_", "empty_like", "zeros_like", "ones_like", "rand_like",
    "randn_like", "poisson", "logit_",
}  # fmt: skip
NO_IN_PLACE = {
    "angle", "isfinite", "isinf", "isnan", "isneginf", "isposinf", "isreal", "signbit", "positive", "conj", "resolve_conj",
    "resolve_neg", "hardshrink", "ravel", "clone",
}  # fmt: skip
METHOD_ONLY = {"zero_"}


def unary(pen: Pen, name: str) -> Call:
    given = (floats(pen, pen.any_sizes()),)
    if name in ("bernoulli", "poisson"):
        given = (Given(pen.any_sizes(), "torch.rand({})"),)
    if name in METHOD_ONLY:
        return Call(f"a.{name}()", given)
    if name in NO_METHOD or "." in name or name.endswith("_"):
        if name.endswith("_") and "." not in name and name not in NO_METHOD and pen.flag():
            return Call(f"a.{name}()", given, "a" if pen.flag(0.3) else "")
        path = name if name.startswith("F.") else f"torch.{name}"
        return Call(f"{path}({pen.choice(('a', 'a', 'input=a'))})", given)
    forms = "ffmm" if name in NO_IN_PLACE else "ffmmi"
    return call(pen, name, [("input", "a")], given, forms)


BINARY = """
add sub subtract mul multiply div divide true_divide floor_divide remainder fmod pow float_power atan2 arctan2
copysign fmax fmin maximum minimum hypot logaddexp logaddexp2 nextafter xlogy ldexp heaviside eq ne not_equal lt
less le less_equal gt greater ge greater_equal isclose logical_and logical_or logical_xor special.xlog1py
special.xlogy special.zeta special.gammainc special.gammaincc special.chebyshev_polynomial_t
special.chebyshev_polynomial_u special.chebyshev_polynomial_v special.chebyshev_polynomial_w
special.hermite_polynomial_h special.hermite_polynomial_he special.laguerre_polynomial_l
special.legendre_polynomial_p special.shifted_chebyshev_polynomial_t special.shifted_chebyshev_polynomial_u
special.shifted_chebyshev_polynomial_v special.shifted_chebyshev_polynomial_w dist rsub igamma igammac
""".split()  # noqa: SIM905
WHOLE_BINARY = """
bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift gcd lcm
""".split()  # noqa: SIM905
WITH_NUMBERS = {
    "add", "sub", "subtract", "mul", "multiply", "div", "divide", "true_divide", "floor_divide", "remainder", "fmod", "pow",
    "float_power", "eq", "ne", "not_equal", "lt", "less", "le", "less_equal", "gt", "greater", "ge", "greater_equal", "rsub",
    "bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_left_shift", "bitwise_right_shift", "copysign", "xlogy",
}  # fmt: skip
NEVER_IN_PLACE = {"fmax", "fmin", "maximum", "minimum", "logaddexp", "logaddexp2", "isclose", "dist", "rsub"}
NO_BINARY_METHOD = {"rsub"}
PARAMETERS = {"pow": "exponent", "float_power": "exponent", "heaviside": "values", "special.chebyshev": "n"}


def binary(pen: Pen, name: str) -> Call:
    sizes = pen.any_sizes()
    make = whole if name in WHOLE_BINARY else floats
    other = PARAMETERS.get(name, "n" if "polynomial" in name else "other")
    forms = (
        "ffm" + ("" if name in NEVER_IN_PLACE else "i") + ("o" if name in ("add", "mul", "maximum", "atan2") else "")
    )
    if name.startswith("special.") or name in NO_BINARY_METHOD:
        forms = "f"
    if name in WITH_NUMBERS and pen.flag(0.3):
        number = pen.choice(("2", "1", "True")) if make is whole else pen.choice(("2", "0.5", "-1", "3.0"))
        return call(pen, name, [("input", "a"), (other, number)], (make(pen, sizes),), forms.replace("o", ""))
    optional = (("alpha=", "2"),) if name in ("add", "sub") else ()
    optional = (("rounding_mode=", pen.choice(("'floor'", "'trunc'"))),) if name in ("div", "divide") else optional
    return call(
        pen, name, [("input", "a"), (other, "b")], (make(pen, sizes), make(pen, stretched(pen, sizes))), forms, optional
    )


SIGNS = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "==": "eq", "!=": "ne",
    "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "&": "and", "|": "or", "^": "xor", "<<": "lshift", ">>": "rshift",
}  # fmt: skip


def infix(pen: Pen, sign: str) -> Call:
    sizes = pen.any_sizes()
    make = whole if sign in ("&", "|", "^", "<<", ">>") else floats
    choice = pen.random()
    if choice < 0.2:
        return Call(f"a {sign} {2 if make is whole else pen.choice(('2', '0.5', '-3'))}", (make(pen, sizes),))
    if choice < 0.4:
        return Call(f"{2 if make is whole else pen.choice(('2', '1.5'))} {sign} a", (make(pen, sizes),))
    row = (make(pen, sizes), make(pen, stretched(pen, sizes)))
    if choice < 0.6 and sign not in ("==", "!=", "<", "<=", ">", ">="):
        return Call(f"a {sign}= b", row, "a")
    return Call(f"a {sign} b", row)


def prefix(pen: Pen, sign: str) -> Call:
    return Call(f"{sign}a", ((truth if sign == "~" else floats)(pen, pen.any_sizes()),))


def ternary(pen: Pen, name: str) -> Call:
    sizes = pen.any_sizes(3)
    row = tuple(floats(pen, each) for each in (sizes, stretched(pen, sizes), stretched(pen, sizes)))
    if name == "where":
        condition = truth(pen, stretched(pen, sizes))
        if pen.flag(0.25):
            return Call(
                pen.choice(("torch.where(a, b, 0.0)", "torch.where(a, 1.0, b)", "b.where(a, 0)")), (condition, row[1])
            )
        return Call(pen.choice(("torch.where(a, b, c)", "b.where(a, c)")), (condition, *row[1:]))
    if name == "lerp":
        weight = pen.choice(("c", "0.5"))
        return call(pen, name, [("input", "a"), ("end", "b"), ("weight", weight)], row, "ffmi")
    if name in ("addcmul", "addcdiv"):
        names = [("input", "a"), ("tensor1", "b"), ("tensor2", "c")]
        return call(pen, name, names, row, "ffmi", (("value=", "0.5"),))
    if name == "clamp":
        low, high = pen.choice((("b", "c"), ("0", "1"), ("0.5", "None"), ("None", "1")))
        return call(pen, pen.choice(("clamp", "clip")), [("input", "a"), ("min", low), ("max", high)], row, "ffmi")
    raise AssertionError(name)


def bounded(pen: Pen, name: str) -> Call:
    sizes = pen.any_sizes()
    side = name.removeprefix("clamp_").removesuffix("_")
    given = (floats(pen, sizes), floats(pen, stretched(pen, sizes)))
    return call(
        pen, name, [("input", "a"), (side, pen.choice(("b", "0.5")))], given, "fm" if name.endswith("_") else "ffmi"
    )


def with_number(pen: Pen, name: str) -> Call:
    """Functions of a tensor and a number."""
    a = floats(pen, pen.any_sizes())
    texts = {
        "mvlgamma": ("torch.mvlgamma(a + 4, 2)", "(a + 4).mvlgamma(p=2)"),
        "special.multigammaln": ("torch.special.multigammaln(a + 4, 2)",),
        "polygamma": ("torch.polygamma(1, a)", "a.polygamma(2)", "torch.special.polygamma(1, a)"),
        "special.polygamma": ("torch.special.polygamma(1, a)",),
        "round": ("torch.round(a, decimals=1)", "a.round(decimals=2)"),
        "renorm": ("torch.renorm(a, 2, 0, 1.0)", "a.renorm(p=1, dim=-1, maxnorm=2)"),
        "full_like": ("torch.full_like(a, 3)", "torch.full_like(a, fill_value=0.5)", "torch.full_like(a, 1, dtype=torch.int64)"),
        "randint_like": ("torch.randint_like(a, 5)", "torch.randint_like(a, 1, 5)", "torch.randint_like(a, high=4)"),
        "fill_": ("a.fill_(1)", "torch.fill(a, 2.0)", "torch.fill_(a, 1)", "a.fill_(torch.tensor(2.0))"),
        "threshold": ("torch.threshold(a, 0.1, 20)", "F.threshold(a, 0.1, 20)", "torch.threshold_(a, 1, 2)", "F.threshold_(a, 0, 1)"),
        "dropout": (
            "torch.dropout(a, 0.5, True)", "torch.alpha_dropout(a, p=0.2, train=False)", "F.dropout(a, p=0.1, training=False)",
            "torch.dropout_(a, 0.5, True)", "torch.feature_dropout(torch.ones(2, 3, 4), 0.5, True)", "torch.native_dropout(a, 0.5, True)",
            "torch.feature_alpha_dropout(torch.ones(2, 3), 0.5, False)",
        ),
        "softplus": ("F.softplus(a, 2, 10)", "F.elu(a, alpha=0.5)", "F.hardtanh(a, -2, 2)", "F.leaky_relu(a, 0.3, True)", "F.gelu(a, approximate='tanh')"),
        "to": (
            "a.to(torch.float64)", "a.to('cpu')", "a.to(torch.device('cpu'), torch.int32)", "a.type(torch.float16)", "a.to(dtype=torch.bool)",
            "a.to(torch.zeros(1, dtype=torch.int64))", "a.type_as(torch.zeros(2))", "a.cpu()", "a.contiguous()",
        ),
        "cast": ("a.float()", "a.double()", "a.half()", "a.bfloat16()", "a.int()", "a.long()", "a.short()", "a.char()", "a.byte()", "a.bool()", "a.cfloat()", "a.cdouble()", "a.chalf()"),
        "filled": ("a.normal_()", "a.uniform_(0, 1)", "a.exponential_()", "a.geometric_(0.5)", "a.cauchy_()", "a.log_normal_()", "a.random_(5)", "a.bernoulli_(0.5)", "a.zero_()"),
        "init": (
            "nn.init.zeros_(a)", "nn.init.normal_(a, std=0.1)", "nn.init.constant_(a, 0.3)", "nn.init.uniform_(a)", "nn.init.ones_(a)",
            "nn.init.trunc_normal_(a)", "nn.init.kaiming_normal_(a)", "nn.init.xavier_uniform_(a)", "nn.init.orthogonal_(a)", "nn.init.eye_(a)",
            "nn.init.dirac_(a)", "nn.init.sparse_(a, 0.2)",
        ),
    }  # fmt: skip
    return Call(pen.choice(texts[name]), (a,))


MAKERS: dict[str, Maker] = {}
MAKERS.update({_name: partial(unary, name=_name) for _name in UNARY})
MAKERS.update({_name: partial(binary, name=_name) for _name in (*BINARY, *WHOLE_BINARY)})
MAKERS.update({_sign: partial(infix, sign=_sign) for _sign in SIGNS})
MAKERS.update({f"{_sign}a": partial(prefix, sign=_sign) for _sign in "-+~"})
MAKERS.update({_name: partial(ternary, name=_name) for _name in ("where", "lerp", "addcmul", "addcdiv", "clamp")})
MAKERS.update({_name: partial(bounded, name=_name) for _name in ("clamp_min", "clamp_max", "clamp_min_", "clamp_max_")})
for _name in (
    "mvlgamma", "special.multigammaln", "polygamma", "special.polygamma", "round", "renorm", "full_like", "randint_like",
    "fill_", "threshold", "dropout", "softplus", "to", "cast", "filled", "init",
):  # fmt: skip
    MAKERS[f"{_name} with arguments"] = partial(with_number, name=_name)
