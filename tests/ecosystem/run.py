"""The check of whole libraries: every file is read, nothing may crash, nothing may be called an error.

    python tests/ecosystem/run.py FOLDER [--library torchvision …] [--jobs 2] [--seconds 120] [--resume LOG] [--write]

FOLDER holds the unpacked wheels. The numbers go to numbers.json beside this file (``--write``), so that a change shows;
without it they are compared: a crash, an error, more files that take too long or less coverage fail the run. Kept are
also the findings by code and the commonest reasons for which a shape is not known: what to work on next.

``--resume LOG`` writes each file's result to a log as it is finished. What the log holds already is not run again, as
long as it is of the same engine, the same text and a folder with the same files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import shapeproof
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
    allowed: int = 0  # seconds it might take
    megabytes: int = 0  # the most that its process had held by then
    key: str = ""  # of all that the result depends on


class Log:
    """Results as they were finished, one JSON object a line; without a path nothing is kept."""

    def __init__(self, path: Path | None, folder: Path) -> None:
        self.path = path
        self._surroundings = _digest(*_engine(), *_listing(folder)) if path is not None else ""
        self._kept: dict[str, Checked] = {}
        if path is not None and path.exists():
            for line in path.read_text().splitlines():
                found = Checked(**json.loads(line))
                found.tensors, found.reasons = Counter(found.tensors), Counter(found.reasons)
                self._kept[found.key] = found

    def key(self, path: str) -> str:
        """What a result of this file is kept under."""
        return _digest(self._surroundings, path, Path(path).read_text()) if self.path is not None else ""

    def find(self, path: str, seconds: int) -> Checked | None:
        """The result that is kept, unless the file may take longer now than it could then."""
        found = self._kept.get(self.key(path))
        return None if found is None or (found.too_long and found.allowed < seconds) else found

    def keep(self, found: Checked, path: str) -> None:
        if self.path is not None:
            found.key = self.key(path)
            with self.path.open("a") as lines:
                lines.write(json.dumps(vars(found)) + "\n")


def _engine() -> Iterator[str]:
    """All texts that the engine is made of, and its Python."""
    package = Path(shapeproof.__file__).parent
    yield sys.version
    for root, pattern in ((package, "*.py"), (package.parents[1] / "stubs", "*.pyi"), (package / "stubs", "*.pyi")):
        for path in sorted(root.rglob(pattern)):
            yield path.read_text()


def _listing(folder: Path) -> Iterator[str]:
    """What a file may import, by name and size: wheels of one version are never changed."""
    for path in sorted(folder.rglob("*.py")):
        yield f"{path.relative_to(folder)} {path.stat().st_size}"


def _digest(*texts: str) -> str:
    made = hashlib.blake2b(digest_size=16)
    for text in texts:
        made.update(f"{len(text)} ".encode())
        made.update(text.encode())
    return made.hexdigest()


def check_one(task: tuple[str, str, int]) -> Checked:
    """One file checked alone, as an editor would."""
    folder, path, seconds = task
    found = Checked(str(Path(path).relative_to(folder)), allowed=seconds)
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
        found.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
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


def measure(folder: Path, library: str, jobs: int, limit: int | None, seconds: int, log: Log) -> dict[str, Any]:
    """The sums of one library; what is wrong is printed as it is met."""
    files = sorted(str(path) for path in (folder / library).rglob("*.py"))[:limit]
    checked = [found for path in files if (found := log.find(path, seconds)) is not None]
    for found in checked:
        tell(found)
    left = sorted(set(files) - {str(folder / found.path) for found in checked})
    start = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, maxtasksperchild=200) as pool:
        for found in pool.imap_unordered(check_one, [(str(folder), path, seconds) for path in left], chunksize=4):
            checked.append(found)
            log.keep(found, str(folder / found.path))
            tell(found)
    spent = time.perf_counter() - start
    if len(left) < len(files):
        print(f"{len(files) - len(left)} of {len(files)} files were in the log")
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
        "seconds": round(spent if len(left) == len(files) else sum(each.seconds for each in checked)),
        "megabytes": max((each.megabytes for each in checked), default=0),
        "tensors": {kind: tensors[kind] for kind in KINDS},
        "coverage": round(100 * (tensors["known"] + tensors["partial"]) / max(tensors.total(), 1), 1),
        "unknown": dict(sorted(reasons.most_common(REASONS), key=lambda pair: (-pair[1], pair[0]))),
    }


def tell(found: Checked) -> None:
    for line in found.crashes:
        print(f"crash: {found.path}:{line}", flush=True)
    for severity, _, line in found.told:
        if severity != "information":
            print(f"{severity}: {found.path}:{line}", flush=True)
    if found.too_long:
        print(f"too long: {found.path}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--library", nargs="*", default=list(LIBRARIES))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=int, help="this many files of each library")
    parser.add_argument("--seconds", type=int, default=120, help="processor time that a file may take")
    parser.add_argument("--resume", type=Path, metavar="LOG", help="take what LOG holds, and write there what is new")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    kept = json.loads(NUMBERS.read_text()) if NUMBERS.exists() else {}
    failed = False
    folder = options.folder.resolve()
    log = Log(options.resume, folder)
    for library in options.library:
        numbers = measure(folder, library, options.jobs, options.limit, options.seconds, log)
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
