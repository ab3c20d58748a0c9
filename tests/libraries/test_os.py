"""os, os.path and pathlib against CPython."""

from libraries.running import check_raises


def test_what_paths_refuse() -> None:
    check_raises(
        "from pathlib import PurePosixPath as P",
        {
            "P('a').relative_to('b')": "ValueError",
            "P('').with_name('x')": "ValueError",
            "P('a').nope": "AttributeError",
        },
    )
