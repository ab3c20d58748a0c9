"""argparse against CPython; what must be typed is an integer of its name, or not known."""

from libraries.running import by_interpreter, check_raises

PARSER = """
import argparse
p = argparse.ArgumentParser()
p.add_argument('--n', type=int, required=True)
p.add_argument('--m', choices=[1, 2], type=int)
"""


def test_what_a_parser_refuses() -> None:
    check_raises(
        PARSER,
        {
            "p.parse_args([])": "SystemExit",
            "p.parse_args(['--n', '3', '--m', '5'])": "SystemExit",
            "p.parse_args(['--n', '3', '--zz'])": "SystemExit",
        },
    )


def test_what_must_be_typed() -> None:
    text = PARSER + "p.add_argument('f', type=str)\nargs = p.parse_args()\nresult = args.n * 2, args.m, args.f"
    number, default, text_argument = by_interpreter(text)
    assert str(number) == "2*n"
    assert default is None
    assert text_argument.reason == "the argument f, which is typed, is not known"
