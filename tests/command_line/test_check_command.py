"""``shapeproof check``: exit codes, streams and formats."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from command_line.running import FAKE, ROOT, Done, here, shapeproof

ERROR = 'y = f(x)  # finds: linear "expects 64, got 128"\n'
WARNING = "y = f(x)  # finds: unregistered\n"
INFORMATION = "y = f(x)  # finds: reveal\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"error": ERROR, "warning": WARNING, "information": INFORMATION, "clean": ""}.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("clean.py", 0),
        ("information.py", 0),
        ("warning.py", 0),
        ("warning.py --strict", 1),
        ("error.py", 1),
        ("error.py --ignore linear", 0),
        ("error.py --select conv,matmul --select pool", 0),
        ("error.py --select conv --select linear,pool", 1),
        (".", 1),
        ("", 1),
        ("clean.py gone.py", 2),
        ("error.py --select linaer", 2),
        ("error.py --config gone.toml", 2),
        ("error.py --search-path gone", 2),
        ("error.py --frobnicate", 2),
        ("error.py --format xml", 2),
        ("error.py --jobs many", 2),
    ],
)
def test_exit_codes(folder: Path, arguments: str, code: int) -> None:
    done = here(folder, "check", *arguments.split())
    assert done.code == code, done
    assert done.err.count("\n") == (1 if code == 2 else 0), done.err


@pytest.mark.parametrize(("name", "code"), [("clean.py", 0), ("error.py", 1), ("gone.py", 2)])
def test_exit_codes_of_the_program(folder: Path, name: str, code: int) -> None:
    assert shapeproof(folder, "check", name).code == code


def test_paths_may_stand_between_options(folder: Path) -> None:
    for arguments in ("--strict clean.py", "clean.py --stats error.py", "--stats clean.py --strict error.py"):
        done = here(folder, "check", *arguments.split())
        assert (done.code, done.err) == (int("error" in arguments), ""), done


def test_text(folder: Path) -> None:
    assert here(folder, "check", "error.py", "clean.py", "--stats", "--unknown").out.splitlines()[:-1] == [
        "error.py:1:1: error: expects 64, got 128 [linear]",
        "clean.py: not known",
        "    1 x a reason",
        "error.py: not known",
        "    1 x a reason",
        "Found 1 error in 2 files.",
    ]
    assert here(folder, "check", "clean.py") == Done(0, "No errors in 1 file.\n", "")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["gone.py"], "gone.py: no such file or folder"),
        (
            ["x.py", "--select", "linaer"],
            'shapeproof check: select: no code is called "linaer"; did you mean "linear"?',
        ),
        (["--search-path", "gone"], "shapeproof check: --search-path gone: there is no such folder"),
        (["--config", "gone.toml"], "shapeproof check: gone.toml: cannot be read: No such file or directory"),
        (
            ["--selct", "clean.py"],
            "shapeproof check: unrecognized arguments: --selct (did you mean --select?); see shapeproof check --help",
        ),
        (
            ["--jobs", "many"],
            "shapeproof check: argument --jobs: 'many' is no whole number of at least 0; see shapeproof check --help",
        ),
        (
            ["--stdin-filename", "x.py"],
            "shapeproof check: --stdin-filename names what is read from standard input: give - as the path too",
        ),
        (["-", "x.py"], "shapeproof check: -: standard input is checked alone, without other paths"),
    ],
)
def test_what_is_wrong_is_one_line(folder: Path, arguments: list[str], line: str) -> None:
    assert here(folder, "check", *arguments) == Done(2, "", f"{line}\n")


def test_a_wrong_configuration_is_one_line(folder: Path) -> None:
    (folder / "shapeproof.toml").write_text("stritc = true\n", encoding="utf-8")
    line = 'shapeproof check: shapeproof.toml: unknown key "stritc" in the file; did you mean "strict"?\n'
    assert here(folder, "check", "--format", "json") == Done(2, "", line)


def test_json_is_all_there_is(folder: Path) -> None:
    done = here(folder, "check", "error.py", "--format", "json", "--stats", "--unknown")
    assert (done.code, done.err) == (1, "")
    report = json.loads(done.out)
    assert [each["code"] for each in report["diagnostics"]] == ["linear"]
    assert report["summary"]["files"] == 1
    done = here(folder, "check", "clean.py", "gone.py", "--format", "json")
    assert (done.code, done.err) == (2, "gone.py: no such file or folder\n")
    assert json.loads(done.out)["summary"]["files"] == 1


@pytest.mark.parametrize("form", ["github", "sarif", "junit"])
def test_other_formats(folder: Path, form: str) -> None:
    done = here(folder, "check", "error.py", "--format", form)
    assert (done.code, done.err) == (1, "")
    if form == "github":
        assert done.out.startswith("::error title=shapeproof (linear),file=error.py,line=1,")
    elif form == "sarif":
        assert json.loads(done.out)["runs"][0]["results"][0]["ruleId"] == "linear"
    else:
        assert ElementTree.fromstring(done.out).get("failures") == "1"


def test_what_machines_read_is_utf_8_whatever_the_terminal_is(folder: Path) -> None:
    (folder / "ü.py").write_text('# finds: linear "[n × m] 🙂"\n', encoding="utf-8")
    done = shapeproof(folder, "check", "ü.py", "--format", "json", PYTHONIOENCODING="latin-1")
    assert json.loads(done.out)["diagnostics"][0]["message"] == "[n × m] 🙂"
    done = shapeproof(folder, "check", "ü.py", PYTHONIOENCODING="ascii")
    assert done.out.startswith(r"\xfc.py:1:1: error: [n \xd7 m] \U0001f642 [linear]")


def test_standard_input(folder: Path) -> None:
    broken = "def f(:\n"
    done = shapeproof(folder, "check", "-", "--stdin-filename", "error.py", real=True, stdin=broken)
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("error.py:1:") and "[syntax]" in done.out
    assert shapeproof(folder, "check", "-", real=True, stdin=broken).out.startswith("stdin.py:1:")
    done = shapeproof(folder, "check", "-", real=True, stdin="# coding: nonsense\n")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("shapeproof check: stdin.py:1: the declared encoding 'nonsense' is unknown")


def test_workers_give_the_same_bytes(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.py").write_text(f"x_{name} = 1\ndef broken(:\n", encoding="utf-8")
    one, several = (
        shapeproof(tmp_path, "check", ".", "--format", "github", "--jobs", jobs, "--no-cache", real=True)
        for jobs in ("1", "3")
    )
    assert one == several
    assert (one.code, one.out.count("::error")) == (1, 4)


def test_a_closed_pipe_is_no_fault(folder: Path) -> None:
    (folder / "many.py").write_text(ERROR * 5_000, encoding="utf-8")
    command = f"'{sys.executable}' '{FAKE}' check many.py | head -1"
    environment = {"PYTHONPATH": f"{ROOT / 'plugin'}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


def test_nothing_heavy_is_imported(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text("from torch import nn\n\nlayer = nn.Linear(3, 4)\n", encoding="utf-8")
    program = (
        "import sys; from shapeproof.command_line.main import main; main(sys.argv[1:]); "
        "heavy = {'torch', 'numpy', 'mypy', 'pygls', 'lsprotocol', 'sympy', 'rich'} & set(sys.modules); "
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    for arguments in (["check", "net.py"], ["params", "net.py:nn.Linear(3, 4)"], ["explain", "linear"]):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT / "plugin")},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert "imported" not in done.stderr, done.stderr
