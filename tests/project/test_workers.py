"""Several processes: the same facts as one gives, and no file takes another down."""

from __future__ import annotations

from pathlib import Path

import pytest
from project.deadly_texts import DeadlyTexts
from shapeproof.project import Project, projects
from shapeproof.project.workers import Start, analyse_in_workers

TEXT = "import torch\n\nx = torch.ones(2, {number}) @ torch.ones(3, 4)\n"


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    for number in range(1, 6):
        (tmp_path / f"m{number}.py").write_text(TEXT.format(number=number))
    return [str(path) for path in sorted(tmp_path.glob("*.py"))]


def start(folder: Path, paths: list[str], *, use_cache: bool = False) -> Start:
    checked = frozenset(Path(path).name for path in paths)
    return Start(folder, (), None, use_cache, DeadlyTexts(), checked)


def test_the_same_facts(tmp_path: Path, paths: list[str]) -> None:
    counted: list[int] = []
    one = Project(tmp_path, use_cache=False).check(paths)
    two = Project(tmp_path, use_cache=False).check(paths, jobs=2, progress=lambda done, total: counted.append(done))
    assert two.files == one.files
    assert counted == [1, 2, 3, 4, 5]


def test_a_file_that_ends_its_process(tmp_path: Path, paths: list[str]) -> None:
    deadly = tmp_path / "deadly.py"
    deadly.write_text(TEXT.format(number=3))
    counted: list[int] = []
    all_paths = [*paths, str(deadly)]
    facts = analyse_in_workers(start(tmp_path, all_paths), all_paths, 2, lambda: counted.append(1))
    assert set(facts) == set(all_paths)
    assert len(counted) == 6
    found = {Path(path).name: [finding.code for finding in each.findings] for path, each in facts.items()}
    assert found.pop("deadly.py") == ["internal"]
    assert found == {f"m{number}.py": [] if number == 3 else ["matmul"] for number in range(1, 6)}


def test_what_workers_found_is_kept(tmp_path: Path, paths: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first = Project(tmp_path).check(paths, jobs=2)

    def fail(*_: object) -> None:
        raise AssertionError("it was analysed again")

    monkeypatch.setattr("shapeproof.analysis.check_file", fail)
    assert Project(tmp_path).check(paths).files == first.files


@pytest.mark.parametrize(
    ("characters", "processors", "jobs"),
    [(0, 8, 1), (99_999, 8, 1), (100_000, 8, 2), (10_000_000, 8, 8), (10_000_000, 1, 1)],
)
def test_how_many_processes_pay(characters: int, processors: int, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(processors)), raising=False)
    assert projects._worthwhile_jobs(characters) == jobs
