"""os, os.path and pathlib against CPython."""

from pathlib import Path

from libraries.running import check_raises
from snippets import check_snippet


def test_what_paths_refuse() -> None:
    check_raises(
        "from pathlib import PurePosixPath as P",
        {
            "P('a').relative_to('b')": "ValueError",
            "P('').with_name('x')": "ValueError",
            "P('a').nope": "AttributeError",
        },
    )


def test_what_lies_above_a_file_is_not_known(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from pathlib import Path

        root = Path(__file__).parents[9]
        reveal_type(root)  # reveal: Unknown
        reveal_type(len(str(Path("a/b/c.py").parents[1])))  # reveal: int(1)
        reveal_type(len(Path("/a/b").parents))  # reveal: int(2)
        Path("/a/b").parents[2]  # error: [index]
        """,
    )
