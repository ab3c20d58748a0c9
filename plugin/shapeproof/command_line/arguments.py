"""What can be typed: the subcommands and their options. A wrong option is one line on stderr and exit code 2."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from shapeproof.version import VERSION

CHECK_FORMATS = ("text", "json", "github", "sarif", "junit")
PARAMS_FORMATS = ("text", "json", "markdown", "latex", "csv")


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, with the nearest right option where one is near."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        settings["allow_abbrev"] = False
        super().__init__(*arguments, **settings)

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}{self._hint(message)}; see {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)

    def _hint(self, message: str) -> str:
        if not message.startswith("unrecognized arguments: -"):
            return ""
        import difflib

        wrong = message.removeprefix("unrecognized arguments: ").split()[0].partition("=")[0]
        near = difflib.get_close_matches(wrong, self._known_options(), n=1)
        return f" (did you mean {near[0]}?)" if near else ""

    def _known_options(self) -> list[str]:
        return [option for action in self._actions for option in action.option_strings]

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse's, but paths may stand between options, and a subcommand tells what it does not know."""
        parsed, rest = self.parse_known_args(args, namespace)
        places = getattr(parsed, "paths", getattr(parsed, "targets", None))
        if places is not None and not any(each.startswith("-") and each != "-" for each in rest):
            places.extend(rest)
        elif rest:
            parser = getattr(parsed, "parser", self)
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
        return parsed


class _PrintVersion(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        print(f"shapeproof {VERSION}")
        parser.exit()


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line as a namespace; ``command`` is the subcommand. Ends the process where it cannot be read."""
    parser = _Parser(
        prog="shapeproof",
        description="Symbolic tensor shapes for PyTorch source, without running it.",
    )
    parser.add_argument("--version", action=_PrintVersion, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for add in (_add_check, _add_params, _add_explain, _add_annotate, _add_lsp, _add_cache):
        subparser = add(commands)
        subparser.set_defaults(parser=subparser)
    parsed: argparse.Namespace = parser.parse_args(arguments)
    return parsed


def _add_check(commands: Any) -> argparse.ArgumentParser:
    check: argparse.ArgumentParser = commands.add_parser(
        "check",
        help="find shape mismatches",
        description="Find shape mismatches in files and folders. Exit code 0: none, 1: some, 2: a wrong request.",
    )
    check.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: the project); - is stdin")
    check.add_argument("--format", choices=CHECK_FORMATS, default="text", help="how to print (default: text)")
    check.add_argument("--select", action="append", type=_codes, metavar="CODE,…", help="tell these codes only")
    check.add_argument("--ignore", action="append", type=_codes, metavar="CODE,…", help="do not tell these codes")
    check.add_argument("--strict", action="store_true", default=None, help="warnings fail too; unused ignores are told")
    check.add_argument("--stats", action="store_true", help="print how much of the shapes is known")
    check.add_argument("--unknown", action="store_true", help="print why shapes are not known")
    check.add_argument("--explain", action="store_true", help="tell the whole way of each size, line by line")
    check.add_argument("--fix", action="store_true", help="make the edits that are the only ones possible")
    check.add_argument("--unsafe-fixes", action="store_true", help="make edits where several are possible, too")
    check.add_argument("--diff", action="store_true", help="show what would be edited and write nothing")
    check.add_argument("--stdin-filename", metavar="NAME", help="the name of what is read from stdin with -")
    check.add_argument("--jobs", type=_jobs, metavar="N", help="processes; 0: one a processor (default: as pays)")
    _add_common(check)
    return check


def _add_params(commands: Any) -> argparse.ArgumentParser:
    params: argparse.ArgumentParser = commands.add_parser(
        "params",
        help="count parameters as formulas",
        description="Tables of layers and parameters, as formulas of a model's arguments.",
    )
    params.add_argument(
        "targets",
        nargs="+",
        metavar="TARGET",
        help="FILE.py:EXPR or package.module:EXPR; EXPR is a class, builder or call",
    )
    params.add_argument(
        "-D",
        action="append",
        default=[],
        dest="numbers",
        metavar="NAME=VALUE",
        help="a number for a symbol (repeatable)",
    )
    params.add_argument(
        "--input",
        action="append",
        default=[],
        dest="inputs",
        metavar="[NAME=]DIMS[:DTYPE]",
        help="run forward too, on a tensor such as x=b,3,224,224 or ids=2,16:int64 (repeatable)",
    )
    params.add_argument("--train", action="store_true", help="run forward in training mode")
    params.add_argument(
        "--solve", metavar="NAME=COUNT", help="which number gives this count: total=…, trainable=…, LAYER=…"
    )
    params.add_argument("--depth", type=_depth, metavar="N", help="show the tree to this depth")
    params.add_argument("--format", choices=PARAMS_FORMATS, default="text", help="how to print (default: text)")
    _add_common(params)
    return params


def _add_explain(commands: Any) -> argparse.ArgumentParser:
    explain: argparse.ArgumentParser = commands.add_parser(
        "explain",
        help="say what a code, a message of torch or a class means",
        description="What a code means, with a bad and a good example; what a message of torch means, and where in the "
        "project its sizes meet; or what a class or function demands of its arguments and inputs.",
    )
    explain.add_argument(
        "code", metavar="CODE|MESSAGE|TARGET", help="a code such as linear, torch's line in quotes, or FILE.py:CLASS"
    )
    explain.add_argument("--format", choices=("text", "json"), default="text", help="how to print a contract")
    _add_common(explain)
    return explain


def _add_annotate(commands: Any) -> argparse.ArgumentParser:
    annotate: argparse.ArgumentParser = commands.add_parser(
        "annotate",
        help="write inferred shapes into files",
        description="Write what is inferred as jaxtyping annotations on signatures, or as comments at lines' ends.",
    )
    annotate.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: the project)")
    annotate.add_argument("--comments", action="store_true", help="comments at the ends of lines instead")
    annotate.add_argument("--diff", action="store_true", help="show what would be written and write nothing")
    _add_common(annotate)
    return annotate


def _add_lsp(commands: Any) -> argparse.ArgumentParser:
    lsp: argparse.ArgumentParser = commands.add_parser(
        "lsp", help="serve an editor", description="Serve an editor over standard input and output, or over TCP."
    )
    lsp.add_argument("--tcp", type=int, metavar="PORT", help="listen on this port of this machine")
    lsp.add_argument("--stdio", action="store_true", help="standard input and output (the default)")
    return lsp


def _add_cache(commands: Any) -> argparse.ArgumentParser:
    cache: argparse.ArgumentParser = commands.add_parser(
        "cache",
        help="what is kept between runs",
        description="Show or remove what is kept between runs. Nothing in it is needed: results are the same without.",
    )
    cache.add_argument("action", choices=("info", "clear"), help="info: where it is, and its size; clear: remove it")
    cache.add_argument("--config", metavar="FILE", help="use this configuration instead of the nearest one")
    return cache


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--search-path", action="append", default=[], metavar="DIR", help="one more folder to import from (repeatable)"
    )
    parser.add_argument("--config", metavar="FILE", help="use this configuration instead of the nearest one")
    parser.add_argument("--no-cache", action="store_true", help="read no stored results and store none")


def _codes(text: str) -> list[str]:
    return [code.strip() for code in text.split(",") if code.strip()]


def _jobs(text: str) -> int:
    number = _whole(text)
    if number == 0:
        import os

        return os.cpu_count() or 1
    return number


def _depth(text: str) -> int:
    return _whole(text)


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of at least 0")
    return int(text)
