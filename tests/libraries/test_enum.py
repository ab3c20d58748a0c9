"""enum as programs use it, against CPython."""

from libraries.running import check_raises


def test_what_enumerations_refuse() -> None:
    check_raises(
        "from enum import *\nclass Color(Enum):\n    RED = 1\nclass F(Flag):\n    A = 1",
        {
            "Color(5)": "ValueError",
            "Color['x']": "KeyError",
            "Color.NOPE": "AttributeError",
            "F(8)": "ValueError",
            "unique(Enum('Q', {'a': 1, 'b': 1}))": "ValueError",
        },
    )
