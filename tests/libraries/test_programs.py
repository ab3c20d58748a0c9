"""Programs that use a library, each ending in a list whose items are all known and the same under CPython."""

from pathlib import Path

import pytest
from libraries.running import check

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.txt"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_what_cpython_makes_of_it(program: Path) -> None:
    check(program.read_text(encoding="utf-8"))
