"""mypy's settings and comments act on the plugin's errors as on mypy's own; and the settings of the plugin itself."""

import pytest
from mypy_programs import AT_THE_TOP, BROKEN, FOUND, FUNCTION_ALONE, LAYERS, USES_LAYERS, WITHOUT_ANNOTATIONS
from mypy_runs import MypyProject

LINE = "return self.second(x)"


def with_comment(comment: str) -> str:
    return BROKEN.replace(LINE, f"{LINE}  # {comment}")


@pytest.mark.parametrize("comment", ["type: ignore[shape]", "type: ignore", "shapeproof: ignore[linear]"])
def test_a_comment_silences_a_finding(project: MypyProject, comment: str) -> None:
    project.write("net.py", with_comment(comment))
    assert project.mypy("--strict", "net.py", code=0).lines == []


def test_comments_that_silence_nothing(project: MypyProject) -> None:
    project.write("net.py", with_comment("type: ignore[shape]").replace("nn.Linear(64, 10)", "nn.Linear(128, 10)"))
    assert project.mypy("--warn-unused-ignores", "net.py").lines == [
        'net.py:12: error: Unused "type: ignore" comment  [unused-ignore]'
    ]
    project.write("net.py", with_comment("type: ignore[attr-defined]"))
    error, hint, *_ = project.mypy("net.py").lines
    assert error == FOUND
    assert 'Error code "shape" not covered by "type: ignore[attr-defined]" comment' in hint


def test_a_comment_on_the_last_line_of_a_call_counts(project: MypyProject) -> None:
    project.write("top.py", AT_THE_TOP.replace("5, 4)", "5, 4)  # type: ignore[shape]"))
    assert project.mypy("--warn-unused-ignores", "top.py", code=0).lines == []


def test_an_error_in_the_file_can_be_disabled_there(project: MypyProject) -> None:
    project.write("net.py", '# mypy: disable-error-code="shape"\n' + BROKEN)
    assert project.mypy("net.py", code=0).lines == []
    project.write("net.py", "# mypy: ignore-errors\n" + BROKEN)
    assert project.mypy("net.py", code=0).lines == []


def test_a_comment_at_the_top_ignores_the_whole_file(project: MypyProject) -> None:
    project.write("net.py", "# type: ignore\n" + BROKEN)
    project.write("other.py", BROKEN)
    for arguments in (".",), (".",), ("--no-incremental", "--no-native-parser", "."):
        assert {line.partition(":")[0] for line in project.mypy(*arguments).lines} == {"other.py"}


def test_settings_of_single_modules(project: MypyProject) -> None:
    for name in ("net.py", "other.py", "third.py"):
        project.write(name, BROKEN)
    project.settings = "[mypy-net]\ndisable_error_code = shape\n[mypy-third]\nignore_errors = True\n"
    assert {line.partition(":")[0] for line in project.mypy(".", code=1).lines} == {"other.py"}
    project.settings = "disable_error_code = shape\n[mypy-net]\nenable_error_code = shape\n"
    assert {line.partition(":")[0] for line in project.mypy(".", code=1).lines} == {"net.py"}


def test_follow_imports_silently(project: MypyProject) -> None:
    project.write("layers.py", LAYERS)
    project.write("user.py", USES_LAYERS)
    quiet = project.mypy("--follow-imports=silent", "user.py", code=1)
    assert quiet.lines == project.check("user.py")
    assert quiet.lines[0].startswith("user.py:11:16: error: ")
    assert project.mypy("--follow-imports=silent", "user.py").lines == quiet.lines
    assert project.mypy("--follow-imports=skip", "user.py").lines == quiet.lines
    assert sorted(project.mypy("--follow-imports=silent", "user.py", "layers.py").lines) == sorted(project.check("."))


def test_strict(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    assert project.mypy("--strict", "net.py", code=1).lines == project.check("net.py")


def test_warnings_are_notes_unless_configured(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    project.write("shapeproof.toml", '[severity]\nlinear = "warning"\n')
    assert project.mypy("net.py", code=0).lines[0] == FOUND.replace("error: ", "note: ").removesuffix("  [shape]")
    project.write("shapeproof.toml", 'strict = true\n[severity]\nlinear = "warning"\n')
    assert project.mypy("net.py", code=1).lines[0] == FOUND
    project.write("shapeproof.toml", '[severity]\nlinear = "information"\n')
    assert project.mypy("net.py", code=0).lines == []


def test_functions_without_annotations_can_be_left_out(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    project.write("plain.py", WITHOUT_ANNOTATIONS)
    project.write("function.py", FUNCTION_ALONE)
    project.write("top.py", AT_THE_TOP)
    project.settings = "[shapeproof-mypy]\ncheck_untyped_defs = false\n"
    assert {line.partition(":")[0] for line in project.mypy(".").shapes} == {"net.py", "top.py"}
    project.settings = ""
    assert len({line.partition(":")[0] for line in project.mypy(".").shapes}) == 4


def test_settings_in_a_toml_file(project: MypyProject) -> None:
    project.write("plain.py", WITHOUT_ANNOTATIONS)
    toml = '[tool.mypy]\nplugins = ["shapeproof.mypy"]\nno_site_packages = true\nignore_missing_imports = true\n'
    project.write("pyproject.toml", toml + "[tool.shapeproof-mypy]\ncheck_untyped_defs = false\n")
    arguments = ("--config-file", "pyproject.toml", "plain.py")
    assert project.mypy(*arguments, code=0).lines == []
    project.write("pyproject.toml", toml + "[tool.shapeproof-mypy]\nuntyped_defs = false\n")
    assert project.mypy(*arguments, code=1).lines[0] == (
        'plain.py:1: error: pyproject.toml: unknown key "untyped_defs" in [shapeproof-mypy]; did you mean '
        '"check_untyped_defs"?  [shape]'
    )


def test_wrong_settings_are_one_error(project: MypyProject) -> None:
    project.write("a.py", "")
    project.write("net.py", BROKEN)
    project.settings = "[shapeproof-mypy]\ncheck_untyped_defs = perhaps\n"
    assert project.mypy(".", code=1).shapes == [
        "a.py:1:1: error: mypy.ini: \"check_untyped_defs\" in [shapeproof-mypy] must be true or false, got 'perhaps'"
        "  [shape]",
        FOUND,
    ]
    project.settings = ""
    project.write("shapeproof.toml", 'selct = ["linear"]\n')
    wrong = project.mypy(".", code=1)
    assert wrong.lines == [
        'a.py:1:1: error: shapeproof.toml: unknown key "selct" in the file; did you mean "select"?  [shape]'
    ]
    assert project.mypy(".").lines == wrong.lines
    project.write("shapeproof.toml", 'select = ["linear"]\n')
    assert project.mypy(".").shapes == [FOUND]
