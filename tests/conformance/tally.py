"""What both measurements have in common: torch asked in a process of its own, and answers counted by their kinds."""

from __future__ import annotations

import faulthandler
import os
import pickle
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

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


Case, Found = TypeVar("Case"), TypeVar("Found")


def is_about_shapes(text: str) -> bool:
    """Whether torch's reason for a refusal is one."""
    return bool(OF_SHAPES.search(text)) and not OF_OTHERS.search(text)


def run_apart(cases: Sequence[Case], run: Callable[[Case], Found]) -> Iterator[Found | None]:
    """What torch says of each; None where a kernel crashed, as some do on shapes that do not fit."""
    done = 0
    while done < len(cases):
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            faulthandler.disable()
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                for case in cases[done:]:
                    pickle.dump(run(case), out)
                    out.flush()
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as results:
            while done < len(cases):
                try:
                    found: Found | None = pickle.load(results)
                except (EOFError, pickle.UnpicklingError):
                    found = None
                done += 1
                yield found
                if found is None:
                    break
        os.waitpid(child, 0)


@dataclass
class Tally:
    """Counts by kind for each row and in all, with the reasons of the bad ones; cases of ``shown`` are printed."""

    kinds: Sequence[str]
    bad: Sequence[str]
    shown: frozenset[str] = frozenset()
    total: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, Counter[str]] = field(default_factory=dict)
    rows: int = 0
    whole: int = 0

    def add(self, name: str, kind: str, why: str, case: object, real: object, ours: object) -> None:
        self.total[kind] += 1
        if kind in self.bad:
            self.reasons.setdefault(kind, Counter())[f"{name}: {why}"[:150]] += 1
        if kind in self.shown:
            print(f"  {kind}: {case}\n    torch: {real}\n    ours:  {ours}"[:1500])

    def of(self, kinds: Iterable[str]) -> dict[str, Counter[str]]:
        """The reasons of some kinds, where there are any."""
        return {kind: self.reasons[kind] for kind in kinds if kind in self.reasons}

    def row(self, name: str, count: Callable[[], None], width: int) -> None:
        """Count what belongs to one name, and print it."""
        before, started = self.total.copy(), time.perf_counter()
        count()
        counts = self.total - before
        self.rows += 1
        self.whole += not any(counts[kind] for kind in self.bad)
        text = "  ".join(f"{kind} {counts[kind]}" for kind in self.kinds if counts[kind])
        print(f"{name:{width}} {text}  {time.perf_counter() - started:.1f} s", flush=True)

    def summary(self, what: str, exact: Sequence[str], good: Sequence[str]) -> None:
        """The reasons, the totals, and the shares: of good calls those that are exact, of refused ones those told."""
        for kind in self.bad:
            print(f"\n== {kind}")
            for reason, count in self.reasons.get(kind, Counter()).most_common():
                print(f"{count:6} {reason}")
        total = self.total
        accepted, known = (sum(total[kind] for kind in kinds) for kinds in (good, exact))
        refused = total["told"] + total["missed"]
        print(f"\n{self.rows} {what}, {self.whole} without a miss; {dict(total)}")
        shares = known / max(accepted, 1), total["told"] / max(refused, 1)
        print(f"exact {shares[0]:.2%} of {accepted}; told {shares[1]:.2%} of {refused}")
