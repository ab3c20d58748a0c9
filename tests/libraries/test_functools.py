"""functools as programs use it, against CPython."""

from libraries.running import check_raises


def test_what_functools_refuses() -> None:
    check_raises("from functools import *", {"reduce(max, [])": "TypeError", "partial(3)": "TypeError"})
