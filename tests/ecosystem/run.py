"""The check of whole libraries: every file is read, nothing may crash, nothing may be called an error.

    python tests/ecosystem/run.py FOLDER [--library torchvision …] [--jobs 2] [--write]

FOLDER holds the unpacked wheels. The numbers go to numbers.json beside this file (``--write``), so that a change shows;
without it they are compared: more crashes or errors, or less coverage, fail the run.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path

from shapeproof.project import Project

NUMBERS = Path(__file__).with_name("numbers.json")
LIBRARIES = ("torchvision", "timm", "transformers")


@cache
def project(folder: str) -> Project:
    """One project a process: sources and stubs are read once."""
    return Project(folder, search_paths=[folder])


def check_one(task: tuple[str, str]) -> dict[str, object]:
    """One file checked alone, as an editor would."""
    folder, path = task
    start = time.perf_counter()
    report = project(folder).check([path])
    found: dict[str, object] = {"path": str(Path(path).relative_to(folder)), "seconds": time.perf_counter() - start}
    findings = [finding for facts in report.files for finding in facts.findings]
    found["crashes"] = [f.message for f in findings if f.code == "internal"] + list(report.errors)
    found["errors"] = [f"{f.place.line}: {f.message} [{f.code}]" for f in findings if f.severity == "error"]
    coverage = [facts.coverage for facts in report.files]
    found["tensors"] = [sum(getattr(c, kind) for c in coverage) for kind in ("known", "partial", "assumed", "unknown")]
    found["reasons"] = [pair for facts in report.files for pair in facts.unknown_reasons]
    return found


def measure(folder: Path, library: str, jobs: int, limit: int | None) -> dict[str, object]:
    """The sums of one library; what is wrong is printed as it is met."""
    files = sorted(str(path) for path in (folder / library).rglob("*.py"))[:limit]
    tensors, reasons = [0, 0, 0, 0], Counter[str]()
    crashes = errors = 0
    slowest: list[tuple[float, str]] = []
    start = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, maxtasksperchild=200) as pool:
        for found in pool.imap_unordered(check_one, [(str(folder), path) for path in files], chunksize=4):
            for kind, lines in (("crash", found["crashes"]), ("error", found["errors"])):
                for line in lines:  # type: ignore[attr-defined]
                    print(f"{kind}: {found['path']}:{line}", flush=True)
            crashes += len(found["crashes"])  # type: ignore[arg-type]
            errors += len(found["errors"])  # type: ignore[arg-type]
            tensors = [a + b for a, b in zip(tensors, found["tensors"], strict=True)]  # type: ignore[call-overload]
            reasons.update(dict(found["reasons"]))  # type: ignore[call-overload]
            slowest.append((float(found["seconds"]), str(found["path"])))  # type: ignore[arg-type]
    seconds = time.perf_counter() - start
    slowest.sort(reverse=True)
    for spent, path in slowest[:5]:
        print(f"slow: {spent:.1f} s {path}")
    for reason, count in reasons.most_common(25):
        print(f"unknown: {count:5} {reason}")
    whole = max(sum(tensors), 1)
    return {
        "files": len(files),
        "crashes": crashes,
        "errors": errors,
        "seconds": round(seconds),
        "tensors": dict(zip(("known", "partial", "assumed", "unknown"), tensors, strict=True)),
        "coverage": round(100 * (tensors[0] + tensors[1]) / whole, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--library", nargs="*", default=list(LIBRARIES))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    kept = json.loads(NUMBERS.read_text()) if NUMBERS.exists() else {}
    failed = False
    for library in options.library:
        numbers = measure(options.folder.resolve(), library, options.jobs, options.limit)
        print(f"{library}: {json.dumps(numbers)}", flush=True)
        before = kept.get(library)
        if numbers["crashes"] or numbers["errors"]:
            failed = True
        if before is not None and float(str(numbers["coverage"])) < before["coverage"] - 1:
            print(f"{library}: coverage fell from {before['coverage']} to {numbers['coverage']}")
            failed = True
        kept[library] = numbers
    if options.write:
        NUMBERS.write_text(json.dumps(kept, indent=2) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
