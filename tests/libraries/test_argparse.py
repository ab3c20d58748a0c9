"""argparse against CPython; what must be typed is an integer of its name, or not known."""

from libraries.running import by_interpreter, check, check_raises

PROGRAM = '''
import argparse
def parser():
    p = argparse.ArgumentParser(description='x')
    p.add_argument('--dim', type=int, default=64, help='d')
    p.add_argument('--lr', '-l', type=float, default='0.5')
    p.add_argument('--no-bias', action='store_false', dest='bias')
    p.add_argument('-v', '--verbose', action='store_true')
    p.add_argument('--layers', nargs='+', type=int, default=[1, 2])
    p.add_argument('--mode', choices=['a', 'b'], default='a')
    p.add_argument('--name')
    p.add_argument('--tag', action='append')
    p.add_argument('--flag', action=argparse.BooleanOptionalAction, default=True)
    p.add_argument('-c', action='count', default=0)
    g = p.add_argument_group('g'); g.add_argument('--in-channels', type=int, default=3)
    p.set_defaults(extra=7, dim=128)
    return p
a = parser().parse_args([])
b = parser().parse_args(['--dim', '5', '--lr=0.25', '-v', '--layers', '3', '4', '--mode', 'b', '--tag', 'x', '--tag', 'y', '--no-flag', '-c', '-c'])
k, rest = parser().parse_known_args(['--what', '--dim', '6'])
q = argparse.ArgumentParser(); q.add_argument('size', type=int); q.add_argument('out'); qq = q.parse_args(['3', 'o'])
result = [vars(a), vars(b), k.dim, rest, vars(qq), argparse.Namespace(a=1) == argparse.Namespace(a=1), 'a' in argparse.Namespace(a=1), parser().get_default('lr'), repr(argparse.Namespace(x=1, y='z'))]
'''

PARSER = """
import argparse
p = argparse.ArgumentParser()
p.add_argument('--n', type=int, required=True)
p.add_argument('--m', choices=[1, 2], type=int)
"""


def test_argparse() -> None:
    check(PROGRAM)


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
