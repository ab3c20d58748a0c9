"""How much of torch's own operator samples is known: ``python -m conformance.table --samples 30 [NAME …]`` (in tests).

Every sample is written in every form (function, method, in place, operator); a row of the table is an operator. Kinds:

- ``exact``: every tensor of the result has torch's shape, and the nesting is torch's;
- ``partial``, ``unknown``: no wrong size, but not all (or none) of them;
- ``wrong``: another shape than torch's, or a shape where torch gives none;
- ``false alarm``: refused, and torch takes it;
- ``fault``: the engine itself failed;
- ``told``, ``missed``: what torch refuses, refused too or not. Only reasons that are about shapes count.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from conformance.operators import OPERATORS, emptied_of, mutants_of, refusals_of, samples_of
from conformance.oracle import Case, NotKnown, Outcome, Sized, run_ours, run_real, run_symbolic, same_value
from conformance.tally import Tally, is_about_shapes, run_apart
from shapeproof.interpreter.iteration import Repeated


def parts_of(value: Any) -> Iterator[Any]:
    """The tensors, numbers and unknown parts of a value."""
    if isinstance(value, Sized):
        yield from value.sizes
    elif isinstance(value, tuple | list):
        for item in value:
            yield from parts_of(item)
    else:
        yield value


def verdict(real: Outcome, ours: Outcome) -> tuple[str, str]:
    """The kind of an answer, and why it is not known where it is not."""
    if ours.kind == "fault":
        return "fault", ours.text
    if real.kind == "refused":
        if ours.kind == "refused":
            return "told", ""
        return ("missed" if is_about_shapes(real.text) else "other"), real.text
    if ours.kind == "refused":
        return "false alarm", ours.text
    if ours.kind == "gap":
        return "unknown", ours.text
    unknown = [part for part in parts_of(ours.value) if isinstance(part, NotKnown | Repeated)]
    if not any(isinstance(part, Repeated) for part in unknown) and not same_value(
        real.value, ours.value, dtypes=False, parts=True
    ):
        return "wrong", ""
    if unknown:
        return "partial", getattr(unknown[0], "reason", "repeated")
    if not same_value(real.value, ours.value):
        return "dtype", ""
    return "exact", ""


KINDS = ("exact", "dtype", "partial", "unknown", "wrong", "false alarm", "told", "missed", "other", "fault", "crash")
BAD = ("fault", "wrong", "false alarm", "missed", "unknown", "partial", "dtype")


def measure(
    name: str, cases: list[Case], reals: Iterable[Outcome | None], run: Callable[[Case], Outcome], tally: Tally
) -> None:
    for case, real in zip(cases, reals, strict=True):
        try:
            ours = run(case)
        except Exception as fault:
            ours = Outcome("fault", text=f"{type(fault).__name__}: {fault}")
        kind, why = ("crash", "") if real is None else verdict(real, ours)
        tally.add(name, kind, why, case, real, ours)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*", help="operators (all)")
    options.add_argument("--samples", type=int, default=30)
    options.add_argument("--refusals", type=int, default=1_000)
    options.add_argument("--mutants", type=int, default=0, help="samples of each form with another shape")
    options.add_argument("--emptied", type=int, default=0, help="samples of each form with axes of size 0 and 1")
    options.add_argument("--dtype", default="float32")
    options.add_argument("--seed", type=int, default=0, help="of the samples' values, their selection, and the mutants")
    options.add_argument("--symbolic", action="store_true")
    options.add_argument("--show", default="", help="kinds whose cases are printed, with commas")
    options.add_argument("--skip-good", action="store_true")
    given = options.parse_args()
    tally = Tally(KINDS, BAD, frozenset(filter(None, given.show.split(","))))
    run = run_symbolic if given.symbolic else run_ours

    def count(name: str) -> None:
        cases: list[Case] = []
        if not given.skip_good:
            cases += samples_of(name, given.samples, given.dtype, given.seed)
        if given.refusals and not given.symbolic and given.dtype == "float32":
            cases += refusals_of(name, given.refusals)
        cases += mutants_of(name, given.mutants, given.seed)
        cases += emptied_of(name, given.emptied, given.seed)
        apart = given.mutants or given.emptied
        measure(name, cases, run_apart(cases, run_real) if apart else map(run_real, cases), run, tally)

    for name in given.names or sorted(OPERATORS):
        tally.row(name, lambda name=name: count(name), 44)  # type: ignore[misc]
    tally.summary("operators", KINDS[:2], KINDS[:6])


if __name__ == "__main__":
    main()
