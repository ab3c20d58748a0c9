"""Answers are given again only while all that they were made from is the same; a run without a cache says the same."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from shapeproof import analysis
from shapeproof.analysis.facts import FileFacts
from shapeproof.project import CheckReport, Project
from shapeproof.project.cache import folder as folders
from shapeproof.report.json import render_json
from shapeproof.report.params_json import render_params_json

SIZES = "hidden = 8\n\n\ndef half(n):\n    return n // 2\n"
BLOCK = """\
from torch import nn

from pack.sizes import half, hidden


class Block(nn.Module):
    def __init__(self, d=hidden):
        super().__init__()
        self.a = nn.Linear(d, half(d))
        self.b = nn.Linear(half(d), d)

    def forward(self, x):
        return self.b(self.a(x))
"""
MODEL = """\
import torch

try:
    from pack.extra import WIDTH
except ImportError:
    WIDTH = 8
from pack.block import Block

block = Block()
y = block(torch.ones(2, WIDTH))
"""
ALONE = "import torch\n\nz = torch.ones(2, 3) @ torch.ones(3, 4)\n"
FILES = {"pack/__init__.py": "", "pack/sizes.py": SIZES, "pack/block.py": BLOCK, "main.py": MODEL, "alone.py": ALONE}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of a few files, with a cache of its own."""
    for name, text in FILES.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The paths that the engine was asked about, in order, each once: edits are tried on the file they are in."""
    paths: list[str] = []
    check_file = analysis.check_file

    def noted(importer, module, is_observed):  # type: ignore[no-untyped-def]
        if module.path not in paths[-1:]:
            paths.append(module.path)
        return check_file(importer, module, is_observed)

    monkeypatch.setattr(analysis, "check_file", noted)
    yield paths


def text(report: CheckReport) -> str:
    return render_json(replace(report, seconds=0.0))


def edit(path: Path, old: str, new: str) -> None:
    content = path.read_text()
    assert old in content
    path.write_text(content.replace(old, new))


# --- what is asked again --------------------------------------------------------------------------------------------


def test_an_unchanged_project_is_not_judged_again(folder: Path, judged: list[str]) -> None:
    first = Project().check()
    assert len(judged) == 5
    assert text(Project().check()) == text(first)
    again = Project()
    assert text(again.check()) == text(again.check()) == text(first)
    assert len(judged) == 5


def test_without_cache_nothing_is_kept(folder: Path, judged: list[str], tmp_path: Path) -> None:
    Project(use_cache=False).check()
    Project(use_cache=False).check()
    assert len(judged) == 10
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "old", "new", "wanted"),
    [
        ("alone.py", "ones(2, 3)", "ones(2, 5)", ["alone.py"]),
        ("main.py", "ones(2, WIDTH)", "ones(3, WIDTH)", ["main.py"]),
        ("pack/sizes.py", "n // 2", "n // 4", ["main.py", "pack/block.py", "pack/sizes.py"]),
        ("pack/sizes.py", "8\n", "8\nunused = 9\n", ["main.py", "pack/block.py", "pack/sizes.py"]),
        ("pack/sizes.py", "// 2\n", "// 2  # a comment\n", ["main.py", "pack/block.py", "pack/sizes.py"]),
        ("pack/sizes.py", "// 2\n", "// 2\n# a comment below\n", ["pack/sizes.py"]),
        ("alone.py", "\nz", "\n# moved\nz", ["alone.py"]),
    ],
)
@pytest.mark.parametrize("in_memory", [True, False])
def test_an_edit_judges_what_read_it(
    folder: Path, judged: list[str], name: str, old: str, new: str, wanted: list[str], in_memory: bool
) -> None:
    project = Project()
    project.check()
    judged.clear()
    edit(folder / name, old, new)
    report = (project if in_memory else Project()).check()
    assert judged == wanted
    assert text(report) == text(Project(use_cache=False).check())


def test_an_overlay_is_an_edit(folder: Path, judged: list[str]) -> None:
    project = Project()
    before = text(project.check())
    judged.clear()
    overlays = {str(folder / "main.py"): MODEL.replace("ones(2, WIDTH)", "ones(2, 9)")}
    changed = project.check(overlays=overlays)
    assert judged == ["main.py"]
    assert [each.code for facts in changed.files for each in facts.findings] == ["linear"]
    assert text(project.check()) == before


def test_a_statement_that_nobody_ran_does_not_count(folder: Path, judged: list[str]) -> None:
    path = folder / "pack" / "sizes.py"
    path.write_text(SIZES + "\n\ndef other(n):\n    return n\n")
    project = Project()
    project.check()
    judged.clear()
    edit(path, "    return n\n", "    return n + 1\n\n")
    project.check()
    assert judged == ["pack/sizes.py"]


def test_a_word_that_was_looked_for_counts(folder: Path, judged: list[str]) -> None:
    path = folder / "pack" / "sizes.py"
    path.write_text(SIZES + "\n\ndef other(n):\n    return n\n")
    project = Project()
    project.check(["main.py"])
    judged.clear()
    edit(path, "    return n\n", "    return jaxtyping\n")
    project.check(["main.py"])
    assert judged == ["main.py"]


REGISTERED = """\
from pack.registry import make, register


@register("wide")
def wide():
    return 9


width = make("wide")
"""
REGISTRY = "found = {}\n\n\ndef register(name):\n    def keep(function):\n        found[name] = function\n"
REGISTRY += "        return function\n    return keep\n\n\ndef make(name):\n    return found[name]()\n"


def test_what_is_found_in_a_registry_counts(folder: Path, judged: list[str]) -> None:
    (folder / "pack" / "registry.py").write_text(REGISTRY)
    (folder / "pack" / "makers.py").write_text(REGISTERED.replace('width = make("wide")\n', ""))
    (folder / "main.py").write_text(
        "import torch\n\nimport pack.makers\nfrom pack.registry import make\nfrom pack.block import Block\n\n"
        'def build():\n    return Block()(torch.ones(2, make("wide")))\n'
    )
    project = Project()
    project.check()
    judged.clear()
    edit(folder / "pack" / "makers.py", "return 9", "return 8")
    report = project.check()
    assert set(judged) >= {"main.py", "pack/makers.py"}
    assert text(report) == text(Project(use_cache=False).check())


def test_a_tried_edit_counts(folder: Path) -> None:
    """An edit is offered where the file then checks clean, which may hang on what only the edited file reads."""
    (folder / "main.py").write_text(
        "import torch\nfrom torch import nn\n\n\nclass Net(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\n        self.a = nn.Linear(4, 8)\n        self.b = nn.Linear(9, 2)\n\n"
        "    def forward(self, x):\n        return self.b(self.a(x))\n"
    )
    first = Project().check(["main.py"])
    assert text(first) == text(Project(use_cache=False).check(["main.py"]))
    assert text(Project().check(["main.py"])) == text(first)
    assert any(finding.fix is not None for facts in first.files for finding in facts.findings)


def test_a_module_that_comes_to_be_found(folder: Path, judged: list[str]) -> None:
    Project().check()
    judged.clear()
    (folder / "pack" / "extra.py").write_text("WIDTH = 9\n")
    report = Project().check()
    assert judged == ["main.py", "pack/extra.py"]
    assert [each.code for facts in report.files for each in facts.findings] == ["linear"]
    (folder / "pack" / "extra.py").unlink()
    assert text(Project().check()) == text(Project(use_cache=False).check())


def test_a_stub_of_the_users_that_comes_to_be_found(folder: Path, judged: list[str]) -> None:
    (folder / "stubs").mkdir()
    (folder / "shapeproof.toml").write_text('stubs = ["stubs"]\n')
    Project().check(["main.py"])
    judged.clear()
    (folder / "stubs" / "pack").mkdir()
    (folder / "stubs" / "pack" / "__init__.pyi").write_text("")
    (folder / "stubs" / "pack" / "extra.pyi").write_text("WIDTH: int = 9\n")
    Project().check(["main.py"])
    assert judged == ["main.py"]


def test_settings_that_count_for_facts(folder: Path, judged: list[str]) -> None:
    Project().check()
    judged.clear()
    (folder / "shapeproof.toml").write_text('ignore = ["linear"]\nstrict = true\n')
    Project().check()
    assert judged == []
    (folder / "shapeproof.toml").write_text('[inputs]\n"pack/block.py:Block" = "x=b,9"\n')
    report = Project().check()
    assert len(judged) == 5
    assert [each.code for facts in report.files for each in facts.findings] == ["linear"]
    assert text(Project().check()) == text(report)


def test_what_is_checked_with_it_counts(folder: Path) -> None:
    edit(folder / "main.py", "WIDTH = 8", "WIDTH = 9")
    for paths in (["main.py"], ["main.py", "pack"], ["main.py"]):
        assert text(Project().check(paths)) == text(Project(use_cache=False).check(paths))


def test_a_failure_of_the_engine_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> FileFacts:
        raise KeyError("no")

    with monkeypatch.context() as patch:
        patch.setattr(analysis, "check_file", fail)
        project = Project()
        report = project.check(["alone.py"])
    assert [each.code for facts in report.files for each in facts.findings] == ["internal"]
    assert [facts.findings for facts in project.check(["alone.py"]).files] == [()]


# --- any edits, any state of the cache ------------------------------------------------------------------------------


def change_something(folder: Path, chance: random.Random) -> None:
    """One edit such as people make, not always a sensible one."""
    path = folder / chance.choice(sorted(str(path.relative_to(folder)) for path in folder.rglob("*.py")))
    lines = path.read_text().splitlines(keepends=True)
    match chance.randrange(8):
        case 0:
            lines.insert(chance.randint(0, len(lines)), chance.choice(["\n", "# note\n", "hidden = 6\n"]))
        case 1 if lines:
            lines.pop(chance.randrange(len(lines)))
        case 2 | 3 if lines:
            place = chance.randrange(len(lines))
            lines[place] = "".join(chance.choice("234") if each.isdigit() else each for each in lines[place])
        case 4:
            (folder / "pack" / "extra.py").write_text(f"WIDTH = {chance.randint(6, 9)}\n")
        case 5:
            (folder / chance.choice(["torch.py", "pack.py", "sizes.py", "pack/extra.py"])).write_text("hidden = 4\n")
        case 6 if path.name != "main.py":
            path.unlink()
            return
        case _:
            name = chance.choice(list(FILES))
            (folder / name).write_text(FILES[name])
            return
    path.write_text("".join(lines))


def harm_something(cache: Path, chance: random.Random) -> None:
    """One thing that can happen to a file of the cache."""
    files = sorted(path for path in cache.rglob("*") if path.is_file())
    if not files:
        return
    path = chance.choice(files)
    content = path.read_bytes()
    match chance.randrange(5):
        case 0:
            path.unlink()
        case 1:
            path.write_bytes(content[: chance.randint(0, len(content))])
        case 2 if content:
            place = chance.randrange(len(content))
            path.write_bytes(content[:place] + chance.randbytes(1) + content[place + 1 :])
        case 3:
            path.write_bytes(chance.choice(files).read_bytes())
        case _:
            shutil.rmtree(path.parent)


@pytest.mark.parametrize("seed", range(2))
def test_random_edits(folder: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    lasting = Project()
    for _ in range(8):
        change_something(folder, chance)
        wanted = text(Project(use_cache=False).check())
        assert text(lasting.check()) == wanted
        assert text(Project().check()) == wanted


def test_random_harm_to_the_cache(folder: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    edit(folder / "main.py", "WIDTH = 8", "WIDTH = 9")
    wanted = text(Project(use_cache=False).check())
    for _ in range(8):
        for _ in range(chance.randint(1, 3)):
            harm_something(tmp_path / "cache", chance)
        assert text(Project().check()) == wanted


def test_a_disk_that_takes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    Project().check(["alone.py"])
    edit(folder / "alone.py", "ones(3, 4)", "ones(5, 4)")
    monkeypatch.setattr(folders, "_write_new", refuse)
    for _ in range(2):
        report = Project().check(["alone.py"])
        assert [each.code for facts in report.files for each in facts.findings] == ["matmul"]


def test_a_cache_in_the_place_of_a_file(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    assert text(Project().check()) == text(Project(use_cache=False).check())


# --- tables ---------------------------------------------------------------------------------------------------------


def test_tables_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    requests = [
        ("pack/block.py:Block", {}),
        ("pack/block.py:Block(d=n)", {"inputs": ["x=b,n"], "numbers": {"n": 6}}),
        ("pack.block:Block(2*k + k//3)", {"solve": ("total", 100)}),
        ("pack.block:Block(int(k * 0.5))", {"train": True, "inputs": ["x=b,t,k"]}),
    ]
    first = [render_params_json(Project().params(target, **given)) for target, given in requests]
    plain = [render_params_json(Project(use_cache=False).params(target, **given)) for target, given in requests]
    assert first == plain

    def fail(*_: object) -> None:
        raise AssertionError("the engine was asked again")

    with monkeypatch.context() as patch:
        patch.setattr(analysis, "model_table", fail)
        assert [render_params_json(Project().params(target, **given)) for target, given in requests] == plain
    edit(folder / "pack" / "sizes.py", "n // 2", "n // 4")
    changed = [render_params_json(Project().params(target, **given)) for target, given in requests]
    assert changed != plain
    assert changed == [
        render_params_json(Project(use_cache=False).params(target, **given)) for target, given in requests
    ]


def test_a_target_that_cannot_be_answered_is_asked_again(folder: Path) -> None:
    assert Project().params("pack/none.py:Net").error is not None
    (folder / "pack" / "none.py").write_text(BLOCK.replace("Block", "Net"))
    assert Project().params("pack/none.py:Net").error is None
