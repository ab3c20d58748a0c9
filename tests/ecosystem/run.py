"""The check of whole libraries: every file is read, nothing may crash, nothing may be called an error.

    python tests/ecosystem/run.py FOLDER [--library torchvision …] [--jobs 2] [--seconds 120] [--write]

FOLDER holds the unpacked wheels. The numbers go to numbers.json beside this file (``--write``), so that a change shows;
without it they are compared: a crash, an error, more files that take too long or less coverage fail the run. Kept are
also the findings by code and the commonest reasons for which a shape is not known: what to work on next.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from shapeproof.project import Project

NUMBERS = Path(__file__).with_name("numbers.json")
LIBRARIES = ("torchvision", "timm", "transformers")
REASONS = 25  # of the commonest that are kept
KINDS = ("known", "partial", "assumed", "unknown")


class TooLongError(BaseException):
    """A file has taken more processor time than it may; nothing of the engine catches this."""


def stop(signal_number: int, frame: FrameType | None) -> None:
    raise TooLongError


@cache
def project(folder: str) -> Project:
    """One project a process: sources and stubs are read once."""
    return Project(folder, search_paths=[folder])


@dataclass
class Checked:
    """What one file gave."""

    path: str
    seconds: float = 0.0
    too_long: bool = False
    crashes: list[str] = field(default_factory=list)
    told: list[tuple[str, str, str]] = field(default_factory=list)  # severity, code, the line as it is printed
    tensors: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)


def check_one(task: tuple[str, str, int]) -> Checked:
    """One file checked alone, as an editor would."""
    folder, path, seconds = task
    found = Checked(str(Path(path).relative_to(folder)))
    start = time.process_time()
    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        report = project(folder).check([path])
    except TooLongError:
        found.too_long = True
        project.cache_clear()
        return found
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        found.seconds = time.process_time() - start
    found.crashes += report.errors
    for facts in report.files:
        for finding in facts.findings:
            line = f"{finding.place.line}: {finding.message} [{finding.code}]"
            if finding.code == "internal":
                found.crashes.append(line)
            found.told.append((str(finding.severity), finding.code, line))
        found.tensors.update({kind: getattr(facts.coverage, kind) for kind in KINDS})
        found.reasons.update(dict(facts.unknown_reasons))
    return found


def measure(folder: Path, library: str, jobs: int, limit: int | None, seconds: int) -> dict[str, Any]:
    """The sums of one library; what is wrong is printed as it is met."""
    files = sorted(str(path) for path in (folder / library).rglob("*.py"))[:limit]
    checked: list[Checked] = []
    start = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, maxtasksperchild=200) as pool:
        for found in pool.imap_unordered(check_one, [(str(folder), path, seconds) for path in files], chunksize=4):
            checked.append(found)
            for line in found.crashes:
                print(f"crash: {found.path}:{line}", flush=True)
            for severity, _, line in found.told:
                if severity != "information":
                    print(f"{severity}: {found.path}:{line}", flush=True)
            if found.too_long:
                print(f"too long: {found.path}", flush=True)
    spent = time.perf_counter() - start
    for each in sorted(checked, key=lambda one: -one.seconds)[:5]:
        print(f"slow: {each.seconds:.1f} s {each.path}")
    tensors = sum((each.tensors for each in checked), Counter[str]())
    reasons = sum((each.reasons for each in checked), Counter[str]())
    codes = Counter(f"{severity} {code}" for each in checked for severity, code, _ in each.told)
    return {
        "files": len(files),
        "crashes": sum(len(each.crashes) for each in checked),
        "too long": sum(each.too_long for each in checked),
        "errors": sum(severity == "error" for each in checked for severity, _, _ in each.told),
        "findings": dict(sorted(codes.items())),
        "seconds": round(spent),
        "tensors": {kind: tensors[kind] for kind in KINDS},
        "coverage": round(100 * (tensors["known"] + tensors["partial"]) / max(tensors.total(), 1), 1),
        "unknown": dict(sorted(reasons.most_common(REASONS), key=lambda pair: (-pair[1], pair[0]))),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--library", nargs="*", default=list(LIBRARIES))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=int, help="this many files of each library")
    parser.add_argument("--seconds", type=int, default=120, help="processor time that a file may take")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    kept = json.loads(NUMBERS.read_text()) if NUMBERS.exists() else {}
    failed = False
    for library in options.library:
        numbers = measure(options.folder.resolve(), library, options.jobs, options.limit, options.seconds)
        print(f"{library}: {json.dumps(numbers, indent=2)}", flush=True)
        before = kept.get(library)
        if numbers["crashes"] or numbers["errors"]:
            failed = True
        if before is not None and numbers["too long"] > before.get("too long", 0):
            print(f"{library}: {numbers['too long']} files take too long, {before.get('too long', 0)} before")
            failed = True
        if before is not None and numbers["coverage"] < before["coverage"] - 1:
            print(f"{library}: coverage fell from {before['coverage']} to {numbers['coverage']}")
            failed = True
        kept[library] = numbers
    if options.write:
        NUMBERS.write_text(json.dumps(kept, indent=2) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
