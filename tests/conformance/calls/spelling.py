"""The ways to write one call: function or method, by place or by name, in place, into ``out``."""

from __future__ import annotations

from conformance.pen import Call, Given, Pen, Sizes

FLOATS = ("torch.randn({})", "torch.randn({})", "torch.zeros({})", "torch.ones({})", "torch.full({}, 0.5)")
WHOLE = ("torch.ones({}, dtype=torch.int64)", "torch.zeros({}, dtype=torch.long)", "torch.randint(1, 5, {})")
TRUTH = ("torch.zeros({}, dtype=torch.bool)", "torch.ones({}, dtype=torch.bool)", "torch.rand({}) > 0.5")


def floats(pen: Pen, sizes: Sizes) -> Given:
    return Given(sizes, pen.choice(FLOATS))


def whole(pen: Pen, sizes: Sizes) -> Given:
    return Given(sizes, pen.choice(WHOLE))


def truth(pen: Pen, sizes: Sizes) -> Given:
    return Given(sizes, pen.choice(TRUTH))


Argument = tuple[str, str]  # a parameter's name and what is given


def call(
    pen: Pen,
    name: str,
    arguments: list[Argument],
    inputs: tuple[Given, ...],
    forms: str = "fm",
    optional: tuple[Argument, ...] = (),
) -> Call:
    """One of the forms: f(unction), m(ethod), i(n place), o(ut). The first argument is the tensor ``a``.

    The first arguments stand at their places, the others (and all whose name ends in ``=``) have their names.
    """
    form = pen.choice(forms)
    method = name.rpartition(".")[2]
    path = name if name.startswith("F.") else f"torch.{name}"
    rest = arguments[1:] if form in "mi" else arguments
    by_place = pen.choice((len(rest), len(rest), pen.randint(0, len(rest))))
    written = []
    for at, (parameter, value) in enumerate([*rest, *(each for each in optional if pen.flag(0.35))]):
        by_place = min(by_place, at) if parameter.endswith("=") else by_place
        written.append(value if at < by_place else f"{parameter.removesuffix('=')}={value}")
    text = ", ".join(written)
    receiver = arguments[0][1]
    if form == "m":
        return Call(f"{receiver}.{method}({text})", inputs)
    if form == "i":
        return Call(f"{receiver}.{method}_({text})", inputs, receiver if pen.flag(0.3) else "")
    if form == "o":
        return Call(f"{path}({text}, out=torch.empty(0))", inputs)
    return Call(f"{path}({text})", inputs)


def row(pen: Pen, sizes: Sizes, is_open: bool = True) -> str:
    """Sizes as they are handed over: apart (where the function takes them so), or in one row."""
    forms = [str(sizes), str(list(sizes)), f"torch.Size({list(sizes)})"]
    if is_open and sizes:
        forms += [", ".join(map(str, sizes))] * 2
    if len(sizes) == 1 and is_open:
        forms.append(str(sizes[0]))
    return pen.choice(forms)


def dim(pen: Pen, rank: int, extra: int = 0) -> int:
    """An axis, seldom one that is not there."""
    bound = max(rank + extra, 1)
    if pen.flag(0.04):
        return pen.choice((bound, -bound - 1))
    return pen.randint(-bound, bound - 1)


def stretched(pen: Pen, sizes: Sizes) -> Sizes:
    """Sizes that most often go together with these."""
    if pen.flag(0.06):
        return pen.any_sizes()
    other = tuple(1 if pen.flag(0.2) else size for size in sizes)
    choice = pen.random()
    if choice < 0.25:
        return other[pen.randint(0, len(other)) :]
    if choice < 0.35:
        return (pen.size(3), *other)
    return other
