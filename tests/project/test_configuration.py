"""The settings: where they are found, what they mean, and every message about a wrong one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shapeproof.analysis.facts import Severity
from shapeproof.analysis.request import InputRequest
from shapeproof.project import ConfigurationError, Project
from shapeproof.project.configuration import KEYS, Configuration, find_configuration, read_configuration

FULL = """\
[tool.shapeproof]
include = ["*.py", "*.pyw"]
exclude = ["legacy/*"]
search-path = ["lib"]
python-environment = "env"
stubs = ["typings"]
select = ["linear", "matmul"]
ignore = ["silent-broadcast"]
severity = {unregistered = "error", loss = "information"}
per-file-ignores = {"tests/*" = ["linear"]}
strict = true
python-version = "3.12"
cache-dir = "../cache"

[tool.shapeproof.inputs]
"model.py:Net" = "x=b,1,28,28"
"model.py:Pair" = ["b,3", "ids=b,16:int64"]
"""
PATH = "pyproject.toml"


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str, name: str = PATH) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key(tmp_path: Path) -> None:
    for folder in ("lib", "env", "typings"):
        (tmp_path / folder).mkdir()
    assert read_configuration(write(FULL)) == Configuration(
        tmp_path,
        tmp_path / PATH,
        include=("*.py", "*.pyw"),
        exclude=("legacy/*",),
        search_path=(tmp_path / "lib",),
        python_environment=tmp_path / "env",
        stubs=(tmp_path / "typings",),
        select=("linear", "matmul"),
        ignore=("silent-broadcast",),
        severity={"unregistered": Severity.ERROR, "loss": Severity.INFORMATION},
        per_file_ignores={"tests/*": ("linear",)},
        strict=True,
        python_version=(3, 12),
        cache_dir=tmp_path.parent / "cache",
        inputs={
            "model.py:Net": (InputRequest("x", ("b", "1", "28", "28")),),
            "model.py:Pair": (InputRequest(None, ("b", "3")), InputRequest("ids", ("b", "16"), "int64")),
        },
    )
    assert all(f"{key} =" in FULL or f".{key}]" in FULL for key in KEYS)


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    top = write("[tool.shapeproof]\n").absolute()
    write("[project]\nname = 'inner'\n", "inner/pyproject.toml")
    own = write("strict = true\n", "inner/deep/shapeproof.toml").absolute()
    assert find_configuration(tmp_path / "inner") == top
    assert find_configuration(tmp_path / "inner" / "deep" / "er") == own
    assert read_configuration(own).strict


MISTAKES = [
    (
        '[tool.shapeproof]\nserach-path = ["x"]',
        'pyproject.toml: unknown key "serach-path" in [tool.shapeproof]; did you mean "search-path"?',
    ),
    (
        "[tool.shapeproof]\nxyzzy = 1",
        'pyproject.toml: unknown key "xyzzy" in [tool.shapeproof]; the keys are include, exclude, search-path, '
        "python-environment, stubs, select, ignore, severity, per-file-ignores, strict, python-version, cache-dir, "
        "inputs",
    ),
    (
        '[tool.shapeproof]\nstrict = "yes"',
        'pyproject.toml: "strict" in [tool.shapeproof] must be true or false, got "yes"',
    ),
    (
        '[tool.shapeproof]\nselect = "linear"',
        'pyproject.toml: "select" in [tool.shapeproof] must be a list of strings, got "linear"',
    ),
    (
        '[tool.shapeproof]\nselect = ["linaer"]',
        'pyproject.toml: "select" in [tool.shapeproof]: no code is called "linaer"; did you mean "linear"?',
    ),
    (
        '[tool.shapeproof.severity]\nlinear = "fatal"',
        'pyproject.toml: "severity.linear" in [tool.shapeproof] must be "error", "warning" or "information", '
        'got "fatal"',
    ),
    (
        '[tool.shapeproof.severity]\nlinaer = "error"',
        'pyproject.toml: "severity" in [tool.shapeproof]: no code is called "linaer"; did you mean "linear"?',
    ),
    (
        "[tool.shapeproof]\nper-file-ignores = []",
        'pyproject.toml: "per-file-ignores" in [tool.shapeproof] must be a table, got []',
    ),
    (
        "[tool.shapeproof]\npython-version = 3.12",
        'pyproject.toml: "python-version" in [tool.shapeproof] must be a string such as "3.12", got 3.12',
    ),
    (
        '[tool.shapeproof]\nsearch-path = ["nowhere"]',
        'pyproject.toml: "search-path" in [tool.shapeproof]: there is no folder nowhere',
    ),
    (
        '[tool.shapeproof.inputs]\n"model.py" = "b,3"',
        'pyproject.toml: "inputs" in [tool.shapeproof]: model.py: a target is FILE.py:EXPR or package.module:EXPR; '
        "name a class or function behind a colon, as in model.py:Net",
    ),
    (
        '[tool.shapeproof.inputs]\n"model.py:Net" = "x=b,3:int99"',
        'pyproject.toml: "inputs" in [tool.shapeproof]: "model.py:Net" = x=b,3:int99: no dtype is called \'int99\'; '
        'did you mean "int"?',
    ),
    (
        '[tool.shapeproof.inputs]\n"model.py:Net" = 3',
        'pyproject.toml: "inputs.model.py:Net" in [tool.shapeproof] must be a list of strings, got 3',
    ),
    ("[tool]\nshapeproof = 3", 'pyproject.toml: "tool.shapeproof" must be a table, got 3'),
    (
        "[tool.shapeproof",
        "pyproject.toml: is not TOML: Expected ']' at the end of a table declaration (at end of document)",
    ),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_one_line_that_says_how_to_mend_it(text: str, message: str) -> None:
    path = write(text)
    with pytest.raises(ConfigurationError, match=f"^{re.escape(message)}$"):
        read_configuration(path)


def test_files_that_cannot_be_read() -> None:
    with pytest.raises(ConfigurationError, match=r"^gone.toml: cannot be read: No such file or directory$"):
        read_configuration(Path("gone.toml"))
    Path("latin.toml").write_bytes(b'cache-dir = "caf\xe9"')
    with pytest.raises(ConfigurationError, match=r"^latin.toml: is not UTF-8; save it as UTF-8$"):
        read_configuration(Path("latin.toml"))
    with pytest.raises(ConfigurationError, match=r"^pyproject.toml: is not TOML: .+"):
        read_configuration(write("[tool.shapeproof"))


def test_the_own_file_names_itself() -> None:
    path = write("stritc = true", "shapeproof.toml")
    with pytest.raises(
        ConfigurationError, match=r'^shapeproof.toml: unknown key "stritc" in the file; did you mean "strict"'
    ):
        read_configuration(path)


def test_a_project_raises_it(tmp_path: Path) -> None:
    write("[tool.shapeproof]\nstritc = true\n")
    write("x = 1\n", "m.py")
    with pytest.raises(ConfigurationError):
        Project(tmp_path).check(["m.py"])
    write("strict = true\n", "other.toml")
    assert Project(tmp_path, config="other.toml").check(["m.py"]).strict
