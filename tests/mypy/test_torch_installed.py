"""With the installed torch, whose own sources mypy reads."""

from mypy_programs import BROKEN, FOUND, FOUND_SIZED, FUNCTION_ALONE, SIZED
from mypy_runs import MypyProject


def test_cold_warm_and_after_an_edit_of_a_dependency(project: MypyProject) -> None:
    project.torch = "real"
    project.write("sizes.py", "WIDTH = 128\n")
    project.write("net.py", SIZED)
    project.write("function.py", FUNCTION_ALONE)
    project.write("broken.py", BROKEN)
    cold = project.mypy(".", code=1).lines
    assert sorted(cold) == sorted(project.check("."))
    assert sorted(project.mypy(".").lines) == sorted(cold)
    project.write("sizes.py", "WIDTH = 64\n")
    assert FOUND_SIZED in project.mypy(".").lines
    (project.folder / "net.py").unlink()
    assert FOUND.replace("net.py", "broken.py") in project.mypy(".").lines
