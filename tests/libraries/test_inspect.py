"""inspect, warnings, logging, types, sys, string and numbers against CPython."""

from libraries.running import check_raises


def test_what_they_refuse() -> None:
    check_raises(
        "import sys, inspect\ndef f(a): pass",
        {"sys.exit(1)": "SystemExit", "inspect.signature(f).bind()": "TypeError"},
    )
