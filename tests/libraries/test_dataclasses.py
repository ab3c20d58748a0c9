"""dataclasses as programs use it, against CPython."""

from libraries.running import check_raises


def test_what_dataclasses_refuse() -> None:
    prelude = """
from dataclasses import *
@dataclass(frozen=True)
class B:
    a: int
    b: int = 2
b = B(1)
def mutable():
    @dataclass
    class Z:
        q: list = []
"""
    check_raises(
        prelude,
        {
            "b.a = 3": "FrozenInstanceError",
            "B()": "TypeError",
            "B(1, 2, 3)": "TypeError",
            "B(a=1, c=3)": "TypeError",
            "del b.a": "FrozenInstanceError",
            "replace(b, q=1)": "TypeError",
            "asdict(B)": "TypeError",
            "fields(3)": "TypeError",
            "mutable()": "ValueError",
        },
    )
