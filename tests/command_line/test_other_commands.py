"""``shapeproof params``, ``explain``, ``lsp`` and the command itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line.running import Done, here, shapeproof
from shapeproof.report.codes import explain


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "net.py").write_text("", encoding="utf-8")
    return tmp_path


def test_what_is_asked_reaches_the_engine(folder: Path) -> None:
    options = ["-D", "d=100", "-D", "config.bias=false", "--train", "--solve", "total=7", "--depth", "1"]
    done = here(folder, "params", "net.py:Net", "pkg:Net", *options, "--format", "json")
    assert (done.code, done.err) == (2, "pkg:Net: no module pkg is found; name its folder with --search-path DIR\n")
    first, second = map(json.loads, done.out.splitlines())
    assert first["requires"] == ["'net'", "(('d', 100), ('config.bias', False))", "()", "True", "('total', 7)"]
    assert (first["error"], first["total"]) == (None, {"formula": "7", "value": 7})
    assert (second["target"], second["error"]) == ("pkg:Net", done.err.rstrip("\n"))


def test_a_refused_forward_is_exit_code_1(folder: Path) -> None:
    done = here(folder, "params", "net.py:Net", "--input", "x=b,3", "--format", "json")
    assert (done.code, done.err) == (1, "")
    assert [each["code"] for each in json.loads(done.out)["findings"]] == ["linear"]


def test_text_of_several_targets(folder: Path) -> None:
    done = here(folder, "params", "net.py:A", "net.py:crash", "net.py:B")
    assert (done.code, done.err) == (
        2,
        "net.py:crash: shapeproof failed on this target (RuntimeError: no); please report it\n",
    )
    assert [line for line in done.out.splitlines() if line.startswith("net.py:")] == ["net.py:A", "net.py:B"]
    assert "\n\nnet.py:B\n\n" in done.out


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("markdown", "## `net.py:A`\n\n| layer |"),
        ("latex", "% net.py:A\n\\begin{tabular}{llr}\n"),
        ("csv", "target,kind,name,type,shape,input,output,calls,formula,value,trainable,tied_to\nnet.py:A,total,"),
    ],
)
def test_other_formats(folder: Path, form: str, start: str) -> None:
    done = here(folder, "params", "net.py:A", "net.py:B", "--format", form)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(start)
    assert done.out.count("target,kind") == (form == "csv")
    assert "net.py:B" in done.out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["net.py:Net", "-D", "d"],
            "shapeproof params: -D d: write it as name=value, as in -D d=100 or -D config.n_embd=768",
        ),
        (
            ["net.py:Net", "--input", "x=b:flaot32"],
            "shapeproof params: --input x=b:flaot32: no dtype is called 'flaot32'; did you mean \"float32\"?",
        ),
        (
            ["net.py:Net", "--solve", "all"],
            "shapeproof params: --solve all: write it as total=COUNT, trainable=COUNT or LAYER=COUNT, as in --solve "
            "total=170200",
        ),
        (
            ["net.py"],
            "net.py: a target is FILE.py:EXPR or package.module:EXPR; name a class or function behind a colon, as in "
            "model.py:Net",
        ),
        ([], "shapeproof params: the following arguments are required: TARGET; see shapeproof params --help"),
        (["net.py:Net", "--search-path", "gone"], "shapeproof params: --search-path gone: there is no such folder"),
    ],
)
def test_what_is_wrong_is_one_line(folder: Path, arguments: list[str], line: str) -> None:
    assert here(folder, "params", *arguments) == Done(2, "", f"{line}\n")


def test_explain(folder: Path) -> None:
    assert here(folder, "explain", "linear") == Done(0, explain("linear"), "")
    line = 'shapeproof explain: no code is called "linaer"; did you mean "linear"?\n'
    assert here(folder, "explain", "linaer") == Done(2, "", line)
    assert here(folder, "explain", "xyzzy").err.startswith(
        'shapeproof explain: no code is called "xyzzy"; the codes are linear, matmul, conv, '
    )


def test_lsp_without_pygls_is_one_line(folder: Path) -> None:
    (folder / "pygls.py").write_text(
        "raise ModuleNotFoundError('No module named pygls', name='pygls')\n", encoding="utf-8"
    )
    done = shapeproof(folder, "lsp", "--stdio", path=str(folder))
    message = "shapeproof lsp needs pygls, which is not installed: pip install 'shapeproof[lsp]'\n"
    assert done == Done(2, "", message)


def test_the_command_itself(folder: Path) -> None:
    done = here(folder, "--version")
    assert (done.code, done.out.split()[0]) == (0, "shapeproof")
    assert here(folder) == Done(
        2, "", "shapeproof: the following arguments are required: COMMAND; see shapeproof --help\n"
    )
    done = here(folder, "chekc")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    for command in ("check", "params", "explain", "lsp"):
        assert here(folder, command, "--help").out.startswith(f"usage: shapeproof {command}")
