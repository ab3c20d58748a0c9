"""collections as programs use it, against CPython."""

from libraries.running import check_raises


def test_what_collections_refuses() -> None:
    check_raises(
        "from collections import *\nP = namedtuple('P', 'x y'); p = P(1, 2)",
        {
            "namedtuple('P', 'x x')": "ValueError",
            "namedtuple('P', '_x')": "ValueError",
            "P(1)": "TypeError",
            "P(1, 2, 3)": "TypeError",
            "p._replace(q=1)": "ValueError",
            "OrderedDict().popitem()": "KeyError",
            "deque().pop()": "IndexError",
            "P._make([1])": "TypeError",
            "defaultdict()[1]": "KeyError",
        },
    )
