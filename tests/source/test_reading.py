"""Files on disk: encodings, line ends, and the one line said about what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapeproof.program import nodes
from shapeproof.source import SourceError, read_source


def write(folder: Path, content: bytes) -> str:
    path = folder / "m.py"
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    "content",
    [
        "x = 'é'".encode(),
        b"\xef\xbb\xbf" + "x = 'é'".encode(),
        b"\xef\xbb\xbf# coding: utf-8\n" + "x = 'é'".encode(),
        "# -*- coding: latin-1 -*-\nx = 'é'".encode("latin-1"),
        "#!python\n# vim: set fileencoding=cp1252 :\nx = 'é'".encode("cp1252"),
        "\n# coding=iso-8859-15\nx = 'é'".encode("iso-8859-15"),
        "# coding: utf-8\r\nx = 'é'\r\n".encode(),
        "# a\r# coding: latin-1\rx = 'é'\r".encode("latin-1"),
    ],
)
def test_encodings(tmp_path: Path, content: bytes) -> None:
    source = read_source(write(tmp_path, content))
    [statement] = source.statements
    assert statement.text == "x = 'é'"
    [assign] = source.unit(0).statements
    assert isinstance(assign, nodes.Assign) and isinstance(assign.value, nodes.Constant)
    assert assign.value.value == "é"


def test_a_cookie_counts_in_the_first_two_lines_alone(tmp_path: Path) -> None:
    assert read_source(write(tmp_path, "x = 1\n# coding: ascii\ny = 'é'".encode())).statements[1].text == "y = 'é'"
    assert read_source(write(tmp_path, "#\n#\n# coding: ascii\ny = 'é'".encode())).statements[0].text == "y = 'é'"


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"\r\n\r\n", b"# a", b"\x0c\n"])
def test_files_without_statements(tmp_path: Path, content: bytes) -> None:
    source = read_source(write(tmp_path, content))
    assert list(source.statements) == [] and source.syntax_errors() == []


def test_tabs_and_form_feeds(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, b"def f():\n\tif a:\n\t\treturn 1\n\x0c\n\x0cx = 2\n"))
    assert source.syntax_errors() == []
    assert [statement.first_line for statement in source.statements] == [1, 5]
    [assign] = source.unit(1).statements
    assert assign.span == (0, 1, 0, 6)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"x = 1\ny = '\xe9'",
            "2: byte 0xe9 is not utf-8; save the file as UTF-8 or declare its encoding in the first line",
        ),
        (b"# coding: klingon\n", "1: the declared encoding 'klingon' is unknown; save the file as UTF-8"),
        (b"\n# coding: rot13\n", " 'rot-13' is not a text encoding; declare the one the file is saved in"),
        (b"x = 1\n\x00", "2: holds a NUL byte, so it is not Python source; exclude it"),
        (b"\xef\xbb\xbf# coding: latin-1", "1: declares 'latin-1' but starts with a UTF-8 mark; remove one of them"),
        (b"#" * (10 * 2**20 + 1), " larger than 10 MB; exclude it"),
    ],
    ids=["byte", "unknown", "no text", "nul", "mark", "large"],
)
def test_unreadable(tmp_path: Path, content: bytes, message: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(SourceError) as raised:
        read_source(path)
    assert str(raised.value) == f"{path}:{message}"


def test_no_such_file(tmp_path: Path) -> None:
    path = str(tmp_path / "none.py")
    with pytest.raises(SourceError) as raised:
        read_source(path)
    assert (
        str(raised.value) == f"{path}: cannot be read (no such file or directory); check the path and its permissions"
    )
    with pytest.raises(SourceError, match="cannot be read"):
        read_source(str(tmp_path))
    with pytest.raises(SourceError, match="cannot be read"):
        read_source("a\0b")
