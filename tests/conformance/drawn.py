"""How much of random calls is known: ``python -m conformance.drawn layers --seed 1 [NAME …]``, or ``calls`` (in tests).

Every call is written as people write it (``m = nn.Conv2d(3, 8, 3)``, then ``y = m(a)``; ``y = torch.cat([a, b])``), run
by torch, and read in a file by the whole engine. Compared are the result and, of layers, the shapes of all
parameters and buffers afterwards. A row is a layer or a family of calls, the kinds are those of `conformance.table`;
``missed`` is a call that torch refuses for a reason about shapes and we take, ``other`` one for another reason.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from conformance.draws import MAKERS, draws_of, emptied_of, mutants_of
from conformance.layers.drawing import samples_of
from conformance.pen import Call, Draw
from conformance.respelling import respelled_of
from conformance.tally import Tally, is_about_shapes, run_apart
from conformance.written import Piece, read, run_real, verdict

KINDS = ("exact", "unknown", "wrong", "false alarm", "told", "missed", "other", "fault", "crash")
BAD = ("fault", "wrong", "false alarm", "missed", "unknown")
A_FILE = 40  # pieces in one file
WAYS = {  # of drawing, each with the number of its draws that is asked for
    "draws": (draws_of, "that most often fit"),
    "mutants": (mutants_of, "with one size or number changed"),
    "emptied": (emptied_of, "with sizes and numbers set to 0 or 1"),
    "respelled": (respelled_of, "that are written in other ways"),
}


def piece_of(draw: Draw | Call, number: int) -> Piece:
    return Piece(tuple(draw.statements(number)), tuple(draw.looked_at(number)))


def measure(name: str, draws: list[Draw | Call], tally: Tally) -> None:
    pieces = [piece_of(draw, number) for number, draw in enumerate(draws)]
    ours = [answer for at in range(0, len(pieces), A_FILE) for answer in read(pieces[at : at + A_FILE])]
    for piece, real, mine in zip(pieces, run_apart(pieces, run_real), ours, strict=True):
        kind, why = ("crash", "") if real is None else verdict(real, mine)
        if kind == "missed" and not is_about_shapes(why):
            kind = "other"
        tally.add(name, kind, why, piece, real, mine)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("kind", choices=sorted(MAKERS))
    options.add_argument("names", nargs="*", help="layers or families (all)")
    for way, (_, what) in WAYS.items():
        options.add_argument(f"--{way}", type=int, default=40, help=f"draws {what}")
    options.add_argument("--no-samples", action="store_true", help="leave out torch's own")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--show", default="", help="kinds whose cases are printed, with commas")
    given = options.parse_args()
    tally = Tally(KINDS, BAD, frozenset(filter(None, given.show.split(","))))

    def drawn(name: str) -> Iterator[Draw | Call]:
        for way, (draw, _) in WAYS.items():
            yield from draw(given.kind, name, getattr(given, way), given.seed)
        if given.kind == "layers" and not given.no_samples:
            yield from samples_of(name)

    for name in given.names or sorted(MAKERS[given.kind]):
        tally.row(name, lambda name=name: measure(name, list(drawn(name)), tally), 32)  # type: ignore[misc]
    tally.summary(given.kind, KINDS[:1], KINDS[:4])


if __name__ == "__main__":
    main()
