"""Generated Python programs over known values, run by CPython and by the interpreter, which must not differ.

    python tests/conformance/python_programs.py --count 20000 [--styles values.operations …] [--seed 0] [--gaps]

Each ends in a list: the value of every expression, or the exception's name and words. A program agrees, or something
in it is not known (a gap); one that ends otherwise is a difference, and is printed.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from conformance.programs import (
    aliasing,
    classes,
    configured,
    controls,
    declared,
    descended,
    everything,
    flow,
    formats,
    iterating,
    protocols,
    values,
)
from conformance.programs.source import Seeded, Source
from interpreter.programs_compared import Comparison, Endless, compared

STYLES: dict[str, Callable[[Source], str]] = {
    "methods": values.method_calls,
    "functions": values.function_calls,
    "operations": values.operations,
    "formatting": values.formatting,
    "statements": flow.statements,
    "closures": flow.closures,
    "generators": flow.generators,
    "comprehensions": flow.comprehensions,
    "hierarchies": classes.hierarchies,
    "builtin subclasses": classes.builtin_subclasses,
    "metaclasses": classes.metaclasses,
    "records": classes.records,
    "libraries": classes.libraries,
    "aliasing": aliasing.aliasing,
    "texts": aliasing.texts,
    "numbers": aliasing.numbers,
    "every method": everything.every_method,
    "every function": everything.every_function,
    "formats": formats.formatted,
    "protocols": protocols.protocols,
    "iterating": iterating.iterating,
    "containers": iterating.containers,
    "controls": controls.controlled,
    "generators of controls": controls.generated,
    "patterns": controls.matched,
    "signatures": controls.signatures,
    "raising": controls.raising,
    "bindings": controls.bindings,
    "dataclasses": declared.dataclassed,
    "enumerations": declared.enumerated,
    "configurations": configured.configured,
    "families": descended.descended,
}


VERDICTS = ("same", "gap", "words", "different", "crash", "none")


def judged(program: str) -> Comparison | None:
    """The comparison of one program; None where it is no program (the writer made a slip) or has no end."""
    try:
        compile(program, "program.py", "exec")
        return compared(program)
    except (SyntaxError, Endless):
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--styles", nargs="*", default=list(STYLES))
    parser.add_argument("--gaps", action="store_true")
    options = parser.parse_args()
    totals: dict[str, Counter[str]] = {style: Counter() for style in options.styles}
    for number in range(options.count):
        style = options.styles[number % len(options.styles)]
        seed = options.seed + number
        program = STYLES[style](Source(Seeded(seed)))
        try:
            comparison = judged(program)
        except Exception:
            print(f"--- crash {style} {seed}\n{program}\n{traceback.format_exc(limit=-4)}", flush=True)
            totals[style]["crash"] += 1
            continue
        verdict = "none" if comparison is None else comparison.verdict
        totals[style][verdict] += 1
        if comparison is not None and (verdict in ("different", "words") or (options.gaps and verdict == "gap")):
            print(f"--- {verdict} {style} {seed}\n{program}\n{comparison.difference()}", flush=True)
    for style, counts in totals.items():
        print(f"{style}: {dict(counts)}")
    print({key: sum(counts[key] for counts in totals.values()) for key in VERDICTS})


if __name__ == "__main__":
    main()
