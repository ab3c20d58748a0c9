"""However mypy is told what to check, and wherever it finds it, the same is found."""

from mypy_programs import BROKEN, ERROR, FOUND, LAYERS, MENDED, USES_LAYERS
from mypy_runs import MypyProject


def test_modules_packages_and_folders(project: MypyProject) -> None:
    project.write("pack/__init__.py", "")
    project.write("pack/layers.py", LAYERS)
    project.write("pack/net.py", USES_LAYERS.replace("from layers", "from .layers"))
    expected = sorted(project.check("pack"))
    assert expected[0].startswith("pack/layers.py:5:12: error: ")
    for arguments in (("-p", "pack"), ("-m", "pack.net"), ("pack",), ("pack/net.py",)):
        assert sorted(project.mypy(*arguments, code=1).lines) == expected


def test_namespace_packages(project: MypyProject) -> None:
    project.write("src/space/parts/sizes.py", "WIDTH = 64\n")
    text = "from space.parts.sizes import WIDTH\n" + BROKEN.replace("nn.Linear(64, 10)", "nn.Linear(WIDTH, 10)")
    project.write("src/space/net.py", text)
    arguments = ("--namespace-packages", "--explicit-package-bases")
    project.settings = "[mypy-unused]\n"
    environment = project.folder / "src"
    in_folder = MypyProject(environment)
    assert in_folder.mypy(*arguments, "-p", "space", code=1).lines[0] == f"space/net.py:13:16: {ERROR}"
    project.settings = ""
    project.search = ["src"]
    assert project.mypy(*arguments, "src", code=1).lines[0] == f"src/space/net.py:13:16: {ERROR}"


def test_a_program_on_the_command_line(project: MypyProject) -> None:
    assert project.mypy("-c", BROKEN, code=1).lines[0] == f"<string>:12:16: {ERROR}"
    project.write("layers.py", LAYERS)
    assert project.mypy("--command", USES_LAYERS, code=1).shapes[0].startswith("layers.py:5:12: error: ")


def test_a_script_without_a_suffix(project: MypyProject) -> None:
    project.write("train", BROKEN)
    assert project.mypy("train", code=1).lines[0] == FOUND.replace("net.py", "train")


def test_stubs_beside_sources_stand_for_them(project: MypyProject) -> None:
    project.write("layers.py", LAYERS)
    project.write("layers.pyi", "from torch import Tensor\ndef head(x: Tensor) -> Tensor: ...\n")
    project.write("user.py", USES_LAYERS)
    assert project.mypy("user.py", code=1).lines == project.check("user.py")


def test_shadow_files(project: MypyProject) -> None:
    project.write("net.py", MENDED)
    project.write("shadow/other.py", BROKEN)
    assert project.mypy("--shadow-file", "net.py", "shadow/other.py", "net.py", code=1).lines[0] == FOUND
    assert project.mypy("net.py", code=0).lines == []
