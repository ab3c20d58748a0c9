"""How much of random calls is known: ``python -m conformance.drawn layers --seed 1 [NAME …]``, or ``calls`` (in tests).

Every call is written as people write it (``m = nn.Conv2d(3, 8, 3)``, then ``y = m(a)``; ``y = torch.cat([a, b])``), run
by torch, and read in a file by the whole engine. Compared are the result and, of layers, the shapes of all
parameters and buffers afterwards. A row is a layer or a family of calls, the kinds are those of `conformance.table`;
``missed`` is a call that torch refuses for a reason about shapes and we take, ``other`` one for another reason.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import pickle
import time
from collections import Counter
from collections.abc import Iterator

from conformance.draws import MAKERS, draws_of, emptied_of, mutants_of
from conformance.layers.drawing import samples_of
from conformance.pen import Call, Draw
from conformance.respelling import respelled_of
from conformance.table import is_about_shapes
from conformance.written import Answer, Piece, read, run_real, verdict

KINDS = ("exact", "unknown", "wrong", "false alarm", "told", "missed", "other", "fault", "crash")
BAD = ("fault", "wrong", "false alarm", "missed", "unknown")
A_FILE = 40  # pieces in one file


def piece_of(draw: Draw | Call, number: int) -> Piece:
    return Piece(tuple(draw.statements(number)), tuple(draw.looked_at(number)))


def run_apart(pieces: list[Piece]) -> Iterator[Answer | None]:
    """What torch says of each, in processes of their own: some kernels crash on shapes that do not fit (None)."""
    done = 0
    while done < len(pieces):
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            faulthandler.disable()
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                for piece in pieces[done:]:
                    pickle.dump(run_real(piece), out)
                    out.flush()
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as results:
            while done < len(pieces):
                try:
                    answer: Answer | None = pickle.load(results)
                except (EOFError, pickle.UnpicklingError):
                    answer = None
                done += 1
                yield answer
                if answer is None:
                    break
        os.waitpid(child, 0)


def measure(name: str, draws: list[Draw | Call], show: set[str], reasons: dict[str, Counter[str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    pieces = [piece_of(draw, number) for number, draw in enumerate(draws)]
    ours = [answer for at in range(0, len(pieces), A_FILE) for answer in read(pieces[at : at + A_FILE])]
    for piece, real, mine in zip(pieces, run_apart(pieces), ours, strict=True):
        if real is None:
            counts["crash"] += 1
            continue
        kind, why = verdict(real, mine)
        if kind == "missed" and not is_about_shapes(why):
            kind = "other"
        counts[kind] += 1
        if kind in BAD:
            reasons[kind][f"{name}: {why}"[:150]] += 1
            if kind in show:
                print(f"  {kind}: {piece}\n    torch: {real}\n    ours:  {mine}"[:1500])
    return counts


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("kind", choices=sorted(MAKERS))
    options.add_argument("names", nargs="*", help="layers or families (all)")
    options.add_argument("--draws", type=int, default=40)
    options.add_argument("--mutants", type=int, default=40)
    options.add_argument("--emptied", type=int, default=40, help="draws with sizes and numbers set to 0 or 1")
    options.add_argument("--respelled", type=int, default=40, help="draws that are written in other ways")
    options.add_argument("--no-samples", action="store_true", help="leave out torch's own")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--show", default="", help="kinds whose cases are printed, with commas")
    given = options.parse_args()
    show = set(filter(None, given.show.split(",")))
    reasons: dict[str, Counter[str]] = {kind: Counter() for kind in BAD}
    total: Counter[str] = Counter()
    whole = 0
    names = given.names or sorted(MAKERS[given.kind])
    for name in names:
        started = time.perf_counter()
        draws = list(draws_of(given.kind, name, given.draws, given.seed))
        draws += mutants_of(given.kind, name, given.mutants, given.seed)
        draws += emptied_of(given.kind, name, given.emptied, given.seed)
        draws += respelled_of(given.kind, name, given.respelled, given.seed)
        if given.kind == "layers" and not given.no_samples:
            draws += samples_of(name)
        counts = measure(name, draws, show, reasons)
        total.update(counts)
        whole += not any(counts[kind] for kind in BAD)
        text = "  ".join(f"{kind} {counts[kind]}" for kind in KINDS if counts[kind])
        print(f"{name:32} {text}  {time.perf_counter() - started:.1f} s", flush=True)
    for kind, found in reasons.items():
        print(f"\n== {kind}")
        for reason, count in found.most_common():
            print(f"{count:6} {reason}")
    good = sum(total[kind] for kind in KINDS[:4])
    refused = total["told"] + total["missed"]
    print(f"\n{len(names)} {given.kind}, {whole} without a miss; {dict(total)}")
    print(
        f"exact {total['exact'] / max(good, 1):.2%} of {good}; told {total['told'] / max(refused, 1):.2%} of {refused}"
    )


if __name__ == "__main__":
    main()
