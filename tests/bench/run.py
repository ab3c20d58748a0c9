"""What shapeproof costs, as ratios to other tools and to Python itself, measured in one run.

    python tests/bench/run.py [SECTION …] [--site DIR] [--tools BIN] [--plot growth.svg] [--files N] [--largest N]

Sections: startup, large, sample, params, growth, edits, workers. ``--site`` holds the libraries that are read
(torchvision, timm, transformers); ``--tools`` is the bin folder of an environment with torch, torchinfo, pyrefly, mypy
and torchtyc. What is not there is left out and said so. No test depends on any of it.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "plugin"), str(Path(__file__).parent)]

from measuring import Cost, middle, run  # noqa: E402
from plotting import svg  # noqa: E402
from synthetic import write_project  # noqa: E402

PROGRAM = [sys.executable, "-m", "shapeproof"]
PARSE = (
    "import libcst, sys, time\n"
    "texts = [open(path, encoding='utf-8').read() for path in sys.argv[1:]]\n"
    "started = time.process_time()\n"
    "for text in texts: libcst.parse_module(text)\n"
    "print(time.process_time() - started)\n"
)
LIBRARIES = ("torchvision", "timm", "transformers")


@dataclass
class Bench:
    """One run: where things are, and the rows printed so far."""

    site: Path | None
    tools: Path | None
    files: int
    largest: int
    folder: Path
    lines: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def cache(self, name: str) -> dict[str, str]:
        """The environment of a cache of its own, empty the first time it is asked for."""
        return {"XDG_CACHE_HOME": str(self.folder / "caches" / name), "PYTHONPATH": str(ROOT / "plugin")}

    def tool(self, name: str) -> str | None:
        path = None if self.tools is None else self.tools / name
        return str(path) if path is not None and path.exists() else None

    def row(self, what: str, cost: Cost | None, than: str = "", other: Cost | float | None = None) -> None:
        """One line: what was measured, in seconds of processor time, and how often the other fits into it."""
        if cost is None:
            print(f"{what:<56} did not end, or is not here", flush=True)
            return
        base = other.cpu if isinstance(other, Cost) else other
        ratio = f"{cost.cpu / base:6.2f} x {than}" if base else ""
        print(f"{what:<56}{cost.cpu:9.3f} s {cost.memory:6.0f} MB  {ratio}", flush=True)


def startup(bench: Bench) -> None:
    """Python itself, the version, and the check of an unchanged small file."""
    warm = bench.cache("startup")
    plain = middle([sys.executable, "-c", "pass"], ROOT, runs=9)
    small = [*PROGRAM, "check", "examples/session_gnn.py"]
    bench.row("python -c pass", plain)
    bench.row("shapeproof --version", middle([*PROGRAM, "--version"], ROOT, warm, runs=9), "python -c pass", plain)
    bench.row("shapeproof check of a small file, cold", run(small, ROOT, warm), "python -c pass", plain)
    bench.row("shapeproof check of a small file, unchanged", middle(small, ROOT, warm, runs=9), "python -c pass", plain)


def large(bench: Bench) -> None:
    """The largest of timm's model files, against LibCST's parse of them."""
    if bench.site is None or not (bench.site / "timm").is_dir():
        print("timm is not here: give --site")
        return
    found = sorted((bench.site / "timm" / "models").glob("*.py"), key=lambda path: -path.stat().st_size)
    _against_parse(bench, found[: bench.largest], "largest")


def sample(bench: Bench) -> None:
    """Some model files of each library, cold and warm, against LibCST's parse and other checkers."""
    for library in LIBRARIES:
        if bench.site is None or not (bench.site / library).is_dir():
            print(f"{library} is not here: give --site")
            continue
        models = sorted((bench.site / library / "models").rglob("*.py"))
        models = [path for path in models if path.stat().st_size > 5000 and not path.name.startswith("_")]
        models = [path for path in models if library != "transformers" or path.name.startswith("modeling_")]
        chosen = random.Random(1).sample(models, min(bench.files, len(models)))
        _against_parse(bench, chosen, library)
        _other_checkers(bench, chosen, library)


def _against_parse(bench: Bench, paths: list[Path], name: str) -> None:
    assert bench.site is not None
    parse = _parse_time(paths)
    lines = sum(path.read_text(encoding="utf-8").count("\n") for path in paths)
    print(f"{name}: {', '.join(path.stem for path in paths)} ({lines:,} lines; LibCST parses them in {parse:.3f} s)")
    shown = [str(path.relative_to(bench.site)) for path in paths]
    cache, command = bench.cache(name), [*PROGRAM, "check", "--jobs", "1"]
    for path in shown:
        bench.row(
            f"  cold {path}", run([*command, path], bench.site, cache), "LibCST", _parse_time([bench.site / path])
        )
    run([*command, *shown], bench.site, cache)
    bench.row("  warm, all of them", middle([*command, *shown], bench.site, cache), "LibCST", parse)


def _parse_time(paths: list[Path]) -> float:
    command = [sys.executable, "-c", PARSE, *map(str, paths)]
    times = [float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(3)]
    return median(times)


def _other_checkers(bench: Bench, paths: list[Path], name: str) -> None:
    """Other tools on the same files; they look for other things, so this says what people are used to wait."""
    assert bench.site is not None
    shown = [str(path.relative_to(bench.site)) for path in paths]
    cache = bench.cache(name)
    warm = middle([*PROGRAM, "check", "--jobs", "1", *shown], bench.site, cache)
    for tool, options in (
        ("pyrefly", ["check", "--search-path", str(bench.site)]),
        ("torchtyc", ["check"]),
        ("mypy", ["--ignore-missing-imports", "--follow-imports=silent", "--no-incremental"]),
    ):
        program = bench.tool(tool)
        if program is None:
            print(f"  {tool} is not here: give --tools")
            continue
        cost = middle([program, *options, *shown], bench.site, runs=1 if tool == "mypy" else 3)
        bench.row(f"  {tool}", cost, "shapeproof, warm", warm)


def params(bench: Bench) -> None:
    """A table of resnet50, against importing torch; a table of an example, against torchinfo's."""
    python = bench.tool("python") or sys.executable
    torch = middle([python, "-c", "import torch"], ROOT, runs=3)
    bench.row("python -c 'import torch'", torch)
    if bench.site is not None and (bench.site / "torchvision").is_dir():
        cache, command = bench.cache("params"), [*PROGRAM, "params", "torchvision.models.resnet:resnet50"]
        bench.row("params resnet50, cold", run(command, bench.site, cache), "import torch", torch)
        bench.row("params resnet50, warm", middle(command, bench.site, cache), "import torch", torch)
    summary = (
        "import sys; sys.path.insert(0, 'examples'); import torchinfo, unet; print(torchinfo.summary(unet.UNet()))"
    )
    info = middle([python, "-c", summary], ROOT, runs=3)
    bench.row("torchinfo of examples/unet.py", info)
    cache, command = bench.cache("unet"), [*PROGRAM, "params", "examples/unet.py:UNet()"]
    bench.row("params of it, cold", run(command, ROOT, cache), "torchinfo", info)
    bench.row("params of it, warm", middle(command, ROOT, cache), "torchinfo", info)


def growth(bench: Bench) -> None:
    """Time a line as files become many, and as one model becomes deep; memory of the largest.

    A line's time is that of the lines which one size has more than the size before: starting costs the same in both.
    """
    for what, sizes in (("files", (10, 100, 300, 1000)), ("layers", (10, 30, 100, 300))):
        first, before = 0.0, (0, 0.0)
        for size in sizes:
            folder = bench.folder / f"{what}_{size}"
            lines = write_project(folder, size) if what == "files" else write_project(folder, 2, layers=size)
            cache = bench.cache(f"{what}_{size}")
            run([*PROGRAM, "check", str(ROOT / "examples")], ROOT, cache)  # the stubs' programs are kept
            cold = run([*PROGRAM, "check", "--jobs", "1"], folder, cache)
            warm = middle([*PROGRAM, "check", "--jobs", "1"], folder, cache, runs=3)
            if cold is None or warm is None:
                print(f"{size} {what}: did not end")
                continue
            ratio = ""
            if before[0]:
                a_line = (cold.cpu - before[1]) / (lines - before[0])
                first = first or a_line
                ratio = f"{1e6 * a_line:6.0f} µs for each line more ({a_line / first:4.2f} x the first)"
            before = (lines, cold.cpu)
            bench.lines.setdefault(f"{what}, cold", []).append((lines, cold.cpu))
            bench.lines.setdefault(f"{what}, warm", []).append((lines, warm.cpu))
            print(
                f"{size:>5} {what}, {lines:>6} lines: cold {cold.cpu:7.2f} s, {cold.memory:4.0f} MB; "
                f"warm {warm.cpu:6.3f} s {ratio}",
                flush=True,
            )


def edits(bench: Bench) -> None:
    """A one-line edit in a project of a thousand files that is held in memory, judged again."""
    import time

    from shapeproof.project import Project

    folder = bench.folder / "files_1000"
    if not folder.exists():
        write_project(folder, 1000)
    os.environ.update(bench.cache("files_1000"))
    project = Project(folder)
    project.check()
    chosen = random.Random(1).sample(sorted((folder / "pack").glob("net_*.py")), 15)
    times = []
    for number, path in enumerate(chosen):
        text = path.read_text().replace("self.head(x.mean((2, 3)))", f"self.head(x.mean((2, 3))) + {number}")
        started = time.process_time()
        project.check(overlays={str(path): text})
        times.append(time.process_time() - started)
    print(f"an edit in 1,000 files: median {1000 * median(times):.0f} ms, most {1000 * max(times):.0f} ms")


def workers(bench: Bench) -> None:
    """Two processes against one, of a cold corpus whose stubs are known; a ratio of waiting, so of an idle machine."""
    folder = bench.folder / "files_300"
    if not folder.exists():
        write_project(folder, 300)
    costs = []
    for jobs in ("1", "2"):
        cache = bench.cache(f"workers_{jobs}")
        run([*PROGRAM, "check", str(ROOT / "examples")], ROOT, cache)
        costs.append(run([*PROGRAM, "check", "--jobs", jobs], folder, cache))
        bench.row(f"300 files, {jobs} process{'es' * (jobs != '1')}", costs[-1])
    one, two = costs
    if one is not None and two is not None:
        print(f"two are {one.wall / two.wall:.2f} times as fast; by processor time {2 * one.cpu / two.cpu:.2f} times")


SECTIONS: dict[str, Callable[[Bench], None]] = {
    each.__name__: each for each in (startup, large, sample, params, growth, edits, workers)
}


def about() -> Iterator[str]:
    yield f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    yield ", ".join(f"{name} {version(name)}" for name in ("shapeproof", "libcst", "msgspec"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", choices=[[], *SECTIONS], metavar="SECTION")
    parser.add_argument("--site", type=Path)
    parser.add_argument("--tools", type=Path)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--files", type=int, default=3, help="files of each library (default: 3)")
    parser.add_argument("--largest", type=int, default=5, help="of timm's largest files (default: 5)")
    options = parser.parse_args()
    print("\n".join(about()))
    with tempfile.TemporaryDirectory() as folder:
        site, tools = (None if path is None else path.absolute() for path in (options.site, options.tools))
        bench = Bench(site, tools, options.files, options.largest, Path(folder))
        for name in options.sections or SECTIONS:
            print(f"\n-- {name}")
            SECTIONS[name](bench)
    if options.plot is not None and bench.lines:
        options.plot.write_text(svg(bench.lines, "lines", "seconds of processor time"), encoding="utf-8")


if __name__ == "__main__":
    main()
