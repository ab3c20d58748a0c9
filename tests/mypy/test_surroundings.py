"""Other plugins, other stubs, other versions of mypy, and faults of the engine."""

import os
import subprocess
import sys

import pytest
from mypy_programs import BROKEN, ERROR, FOUND
from mypy_runs import ROOT, STUBS, MypyProject

PYREFLYS = """\
from shape_extensions import IntTuple

class Tensor[Shape: IntTuple = ...]: ...
def zeros(*size: int) -> Tensor[[*size]](: ...
"""
FAULTY = """\
from shapeproof.mypy import plugin as plugin
from shapeproof.project import Project


def check(self, *arguments, **options):
    raise ZeroDivisionError("a fault")


Project.check = check
"""
FAULTY_IN_ONE_FILE = """\
from dataclasses import replace

from shapeproof.analysis.facts import Finding, Place, Severity
from shapeproof.mypy import plugin as plugin
from shapeproof.project import Project

real = Project.check
fault = Finding(Place("net.py", 1, 1, 1, 1), "internal", Severity.INFORMATION, "shapeproof failed on this file")


def check(self, *arguments, **options):
    report = real(self, *arguments, **options)
    files = (replace(each, findings=(fault,)) if each.path == "net.py" else each for each in report.files)
    return replace(report, files=tuple(files))


Project.check = check
"""
NEIGHBOUR = """\
from mypy.plugin import Plugin


class Neighbour(Plugin):
    def get_base_class_hook(self, fullname):
        if fullname == "records.Record":
            return lambda ctx: ctx.api.fail(f"A record: {ctx.cls.name}", ctx.cls)
        return None

    def get_method_hook(self, fullname):
        return self.called if fullname == "records.Record.__call__" else None

    def called(self, ctx):
        return ctx.api.named_generic_type("builtins.float", [])

    def report_config_data(self, ctx):
        return ["of the neighbour", 1]


def plugin(version):
    return Neighbour
"""
RECORDS = """\
class Record:
    def __call__(self) -> int:
        return 3


class Point(Record):
    pass


x: str = Record()()
"""
ARRAYS = """\
import numpy as np

x: np.ndarray[tuple[int], np.dtype[np.float64]] = np.zeros(3)
"""


@pytest.mark.parametrize("order", ["shapeproof.mypy, neighbour", "neighbour, shapeproof.mypy"])
def test_beside_other_plugins_and_numpys(project: MypyProject, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONWARNINGS", "ignore::DeprecationWarning")  # numpy's plugin is on its way out
    project.write("net.py", BROKEN)
    project.write("records.py", RECORDS)
    project.write("plugins/neighbour.py", NEIGHBOUR)
    project.paths = [str(project.folder / "plugins")]
    project.plugins = "neighbour"
    alone = project.mypy("records.py", code=1).lines
    assert [line.partition(": error: ")[2] for line in alone] == [
        "A record: Point  [misc]",
        'Incompatible types in assignment (expression has type "float", variable has type "str")  [assignment]',
    ]
    project.plugins = order
    for _ in ("cold", "warm"):
        both = project.mypy(".", code=1)
        assert set(alone) <= set(both.lines)
        assert both.shapes == [FOUND]


def test_beside_numpys_plugin(project: MypyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONWARNINGS", "ignore::DeprecationWarning")  # numpy's plugin is on its way out
    project.write("net.py", BROKEN)
    project.write("arrays.py", ARRAYS)
    project.torch = "installed"
    project.search = [str(STUBS)]
    project.plugins = "shapeproof.mypy, numpy.typing.mypy_plugin"
    assert project.mypy(".", code=1).shapes == [FOUND]


def test_stubs_for_pyrefly_are_named(project: MypyProject) -> None:
    project.torch = "real"
    project.write("net.py", BROKEN)
    project.write("installed/torch-stubs/__init__.pyi", PYREFLYS)
    project.write("installed/torch-stubs/py.typed", "partial\n")
    project.paths = ["installed"]
    lines = project.mypy("net.py", code=2).lines
    assert lines == [
        "installed/torch-stubs/__init__.pyi:1: error: These stubs of torch are written for Pyrefly, and mypy cannot "
        "read them: pip uninstall pyrefly-torch-stubs, or give mypy an environment without them with "
        "--python-executable  [shape]"
    ]


def test_stubs_of_torch_that_mypy_can_read_are_left_alone(project: MypyProject) -> None:
    project.torch = "installed"
    project.write("net.py", BROKEN)
    project.write(
        "installed/torch-stubs/__init__.pyi",
        "from shape_extensions import x\nfrom typing import Any\nTensor: Any\nnn: Any\n",
    )
    project.paths = ["installed"]
    project.search = [str(STUBS)]
    assert FOUND in project.mypy("net.py", code=1).lines


def test_an_older_mypy_is_told_what_to_do() -> None:
    program = "from shapeproof.mypy import plugin; plugin('1.19.1')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugin")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "shapeproof.mypy needs mypy 2.3 or newer, and this is mypy 1.19.1: pip install 'mypy>=2.3'\n"
    )


def test_a_fault_of_the_engine_is_one_note(project: MypyProject) -> None:
    project.write("faulty/faulty_plugin.py", FAULTY)
    project.paths = [str(project.folder / "faulty")]
    project.plugins = "faulty_plugin"
    project.write("net.py", BROKEN + "\n\nx: int = ''\n")
    project.write("other.py", BROKEN)
    for _ in ("cold", "warm"):
        assert project.mypy("net.py", "other.py", code=1).lines == [
            "net.py:1:1: note: shapeproof failed (ZeroDivisionError: a fault); please report it",
            'net.py:15:10: error: Incompatible types in assignment (expression has type "str", variable has type '
            '"int")  [assignment]',
        ]


def test_a_fault_in_one_file_is_one_note_there(project: MypyProject) -> None:
    project.write("faulty/faulty_plugin.py", FAULTY_IN_ONE_FILE)
    project.paths = [str(project.folder / "faulty")]
    project.plugins = "faulty_plugin"
    project.write("net.py", BROKEN)
    project.write("other.py", BROKEN)
    lines = project.mypy("net.py", "other.py", code=1).lines
    assert "net.py:1:1: note: shapeproof failed on this file (internal)" in lines
    assert f"other.py:12:16: {ERROR}" in lines


def test_mypy_called_from_a_program(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    project.write("other.py", BROKEN)
    project.write(
        "program.py",
        "from mypy import api\n"
        "for arguments in (['net.py'], ['other.py'], ['-c', 'import net']):\n"
        "    print(api.run(['--no-error-summary', *arguments])[0].splitlines()[0])\n",
    )
    other = FOUND.replace("net.py", "other.py")
    assert project.run("program", code=0).lines == [FOUND, other, FOUND]
