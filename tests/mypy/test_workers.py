"""``mypy -n 2``: workers, which never see the whole build, report the same."""

from mypy_programs import AT_THE_TOP, BROKEN, FOUND_SIZED, FUNCTION_ALONE, LAYERS, REVEALS, SIZED, USES_LAYERS
from mypy_runs import MypyProject


def test_workers_report_what_one_process_does(project: MypyProject) -> None:
    files = {"net": BROKEN, "top": AT_THE_TOP, "function": FUNCTION_ALONE, "reveals": REVEALS}
    for name, text in {**files, "layers": LAYERS, "user": USES_LAYERS}.items():
        project.write(f"{name}.py", text)
    expected = sorted(project.mypy("--cache-dir", "one", ".").lines)
    for _ in ("cold", "warm"):
        assert sorted(project.mypy("-n", "2", ".", code=1).lines) == expected
    project.write("user.py", USES_LAYERS.replace("nn.Linear(10, 20)", "nn.Linear(10, 30)"))
    expected = sorted(project.mypy("--cache-dir", "one", ".").lines)
    assert sorted(project.mypy("-n", "2", ".", code=1).lines) == expected


def test_only_a_dependency_changes(project: MypyProject) -> None:
    project.write("sizes.py", "WIDTH = 128\n")
    project.write("net.py", SIZED)
    assert project.mypy("-n", "2", "net.py", code=0).lines == []
    project.write("sizes.py", "WIDTH = 64\n")
    assert project.mypy("-n", "2", "net.py", code=1).lines[0] == FOUND_SIZED
    project.write("sizes.py", "WIDTH = 64\nUNUSED = 3\n")
    assert project.mypy("-n", "2", "net.py", code=1).lines[0] == FOUND_SIZED
    project.write("sizes.py", "WIDTH = 128\n")
    assert project.mypy("-n", "2", "net.py", code=0).lines == []
