"""What the plugin reports is what ``check`` finds: all of it, at the same places, in the same words."""

import json

from mypy_programs import (
    AT_THE_TOP,
    BROKEN,
    ERROR,
    FOUND,
    FUNCTION_ALONE,
    LAYERS,
    MENDED,
    REVEALS,
    USES_LAYERS,
    WITHOUT_ANNOTATIONS,
)
from mypy_runs import MypyProject

FILES = {
    "net.py": BROKEN,
    "mended.py": MENDED,
    "plain.py": WITHOUT_ANNOTATIONS,
    "function.py": FUNCTION_ALONE,
    "top.py": AT_THE_TOP,
    "layers.py": LAYERS,
    "user.py": USES_LAYERS,
    "reveals.py": REVEALS,
    "no_torch.py": "def f(x: int) -> int:\n    return x\n",
}


def test_every_finding_of_check(project: MypyProject) -> None:
    for name, text in FILES.items():
        project.write(name, text)
    expected = project.check(".")
    places = [line for line in expected if "error: " in line]
    assert [line.partition(":")[0] for line in places] == ["function.py", "layers.py", "net.py", "plain.py", "top.py"]
    cold = project.mypy(".", code=1)
    assert sorted(line for line in cold.lines if "Revealed type" not in line) == sorted(expected)
    assert FOUND in cold.lines
    warm = project.mypy(".", code=1)
    assert warm.lines == cold.lines


def test_notes_stand_below_their_error(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    assert project.mypy("net.py", code=1).lines == [
        FOUND,
        "net.py:12:16: note: second = nn.Linear(64, 10) at net.py:8",
        "net.py:12:16: note: 128 comes from nn.Linear(784, 128) at net.py:7",
        "net.py:12:16: note: help: nn.Linear(128, 10)",
    ]


def test_a_module_that_is_only_imported_is_checked_too(project: MypyProject) -> None:
    project.write("layers.py", LAYERS)
    project.write("user.py", USES_LAYERS)
    assert sorted(project.mypy("user.py").lines) == sorted(project.check("user.py", "layers.py"))


def test_revealed_shapes(project: MypyProject) -> None:
    project.write("reveals.py", REVEALS)
    lines = project.mypy("reveals.py", "--check-untyped-defs", code=0).lines
    assert 'reveals.py:6:5: note: Revealed shape is "Tensor[*x, 4*d]"' in lines
    assert any("Revealed type is" in line for line in lines)


def test_ends_of_places(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    assert project.mypy("--show-error-end", "net.py").lines[0] == f"net.py:12:16:12:29: {ERROR}"
    pretty = project.mypy("--pretty", "--hide-error-codes", "net.py").lines
    assert pretty[2].index("^") == pretty[1].index("self.second(x)")
    assert pretty[2].count("^") + pretty[2].count("~") == len("self.second(x)")


def test_json(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    output = project.mypy("--output", "json", "net.py", code=1)
    assert [json.loads(line) for line in output.lines] == [
        {
            "file": "net.py",
            "line": 12,
            "column": 15,
            "end_line": 12,
            "end_column": 29,
            "message": "Linear expects a last dimension of 64, got 128 (linear)",
            "hint": (
                "second = nn.Linear(64, 10) at net.py:8\n128 comes from nn.Linear(784, 128) at net.py:7\n"
                "help: nn.Linear(128, 10)"
            ),
            "code": "shape",
            "severity": "error",
        }
    ]


def test_without_torch(project: MypyProject) -> None:
    project.torch = None
    project.write("net.py", BROKEN)
    project.write("function.py", FUNCTION_ALONE)
    output = project.mypy("--ignore-missing-imports", ".", code=1)
    assert sorted(output.lines) == sorted(project.check("."))
    stricter = project.mypy("net.py", code=1)
    assert FOUND in stricter.lines
    assert any("[import-not-found]" in line for line in stricter.lines)
