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
import faulthandler
import os
import pickle
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from conformance.operators import OPERATORS, emptied_of, mutants_of, refusals_of, samples_of
from conformance.oracle import Case, NotKnown, Outcome, Sized, run_ours, run_real, run_symbolic, same_value
from shapeproof.interpreter.iteration import Repeated

OF_SHAPES = re.compile(
    "size|shape|dimension|dims?\\b|rank|out of range|broadcast|elements|must match|expandable|ndim|[1-9]-?D|scalar"
    "|length|empty|numel|match|square|matrix|vector|batch|channel|[1-9]d\\b|non-zero|greater than|at least|kernel"
    "|ambiguous",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(  # of the reasons that speak of sizes, those about values, types, memory and devices
    "not implemented for|same dtype|scalar type|dtype|single memory location|is not a valid value|same device"
    "|got unsupported|up to 64 dims|2\\^24|sizes and strides|layout|TypeError|Sparse|memory format"
    "|out of bounds for storage|result type|Expected a '?\\w*'? ?generator|NotImplementedError|requires_grad|unbacked"
    "|overflow|boolean|floating|complex|integral|integer"
)


def is_about_shapes(text: str) -> bool:
    return bool(OF_SHAPES.search(text)) and not OF_OTHERS.search(text)


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


KINDS = ("exact", "dtype", "partial", "unknown", "wrong", "false alarm", "told", "missed", "other", "fault")
BAD = ("fault", "wrong", "false alarm", "missed", "unknown", "partial", "dtype")


def run_apart(cases: list[Case]) -> Iterator[Outcome]:
    """What torch says of each, in processes of their own: some kernels crash on shapes that do not fit."""
    done = 0
    while done < len(cases):
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            faulthandler.disable()
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                for case in cases[done:]:
                    pickle.dump(run_real(case), out)
                    out.flush()
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as results:
            while done < len(cases):
                try:
                    outcome = pickle.load(results)
                except (EOFError, pickle.UnpicklingError):
                    outcome = Outcome("crash")
                done += 1
                yield outcome
                if outcome.kind == "crash":
                    break
        os.waitpid(child, 0)


def measure(
    cases: list[Case], reals: Iterable[Outcome], run: Callable[[Case], Outcome], tell: Callable[..., None]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for case, real in zip(cases, reals, strict=True):
        if real.kind == "crash":
            counts["crash"] += 1
            continue
        try:
            ours = run(case)
        except Exception as fault:
            ours = Outcome("fault", text=f"{type(fault).__name__}: {fault}")
        kind, why = verdict(real, ours)
        counts[kind] += 1
        if kind in BAD:
            tell(kind, case, real, ours, why)
    return counts


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*", help="operators (all)")
    options.add_argument("--samples", type=int, default=30)
    options.add_argument("--refusals", type=int, default=1_000)
    options.add_argument("--mutants", type=int, default=0)
    options.add_argument("--emptied", type=int, default=0, help="samples of each form with axes of size 0 and 1")
    options.add_argument("--dtype", default="float32")
    options.add_argument("--seed", type=int, default=0, help="of the samples' values, their selection, and the mutants")
    options.add_argument("--symbolic", action="store_true")
    options.add_argument("--show", default="", help="kinds whose cases are printed, with commas")
    options.add_argument("--skip-good", action="store_true")
    given = options.parse_args()
    shown = set(filter(None, given.show.split(",")))
    reasons: dict[str, Counter[str]] = {kind: Counter() for kind in BAD}
    total: Counter[str] = Counter()
    whole = 0

    def tell(kind: str, case: Case, real: Outcome, ours: Outcome, why: str) -> None:
        reasons[kind][f"{name}: {why}"[:150]] += 1
        if kind in shown:
            print(f"  {kind}: {case}\n    torch: {real}\n    ours:  {ours}"[:1200])

    rows = []
    for name in given.names or sorted(OPERATORS):
        started = time.perf_counter()
        cases: list[Case] = []
        if not given.skip_good:
            cases += samples_of(name, given.samples, given.dtype, given.seed)
        if given.refusals and not given.symbolic and given.dtype == "float32":
            cases += refusals_of(name, given.refusals)
        cases += mutants_of(name, given.mutants, given.seed)
        cases += emptied_of(name, given.emptied, given.seed)
        reals = run_apart(cases) if given.mutants or given.emptied else map(run_real, cases)
        counts = measure(cases, reals, run_symbolic if given.symbolic else run_ours, tell)
        total.update(counts)
        whole += not any(counts[kind] for kind in BAD)
        seconds = time.perf_counter() - started
        rows.append((name, counts, seconds))
        text = "  ".join(f"{kind} {counts[kind]}" for kind in KINDS if counts[kind])
        print(f"{name:44} {text}  {seconds:.1f} s", flush=True)
    for kind, found in reasons.items():
        print(f"\n== {kind}")
        for reason, count in found.most_common():
            print(f"{count:6} {reason}")
    good = sum(total[kind] for kind in KINDS[:6])
    refused = total["told"] + total["missed"]
    print(f"\n{len(rows)} operators, {whole} without a miss; {dict(total)}")
    exact, told = (total["exact"] + total["dtype"]) / max(good, 1), total["told"] / max(refused, 1)
    print(f"exact {exact:.2%} of {good}; told {told:.2%} of {refused}")


if __name__ == "__main__":
    main()
