"""The command's entry: which subcommand runs, and what becomes of anything that goes wrong in it."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from shapeproof.collecting import collect_seldom
from shapeproof.command_line.arguments import read_arguments
from shapeproof.command_line.output import complain


def run() -> None:
    """The program ``shapeproof``."""
    collect_seldom()
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; whatever goes wrong is one line on stderr."""
    options = read_arguments(arguments)
    from shapeproof.project import ConfigurationError, RequestError

    try:
        return _dispatch(options)
    except (RequestError, ConfigurationError) as error:
        complain(f"shapeproof {options.command}: {error}")
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        complain(f"shapeproof {options.command}: interrupted")
        return 130
    except Exception as fault:
        if os.environ.get("SHAPEPROOF_TRACEBACK"):
            raise
        complain(f"shapeproof {options.command}: failed itself ({type(fault).__name__}: {fault}); please report it")
        return 2


def _dispatch(options: argparse.Namespace) -> int:
    match options.command:
        case "check":
            from shapeproof.command_line.checking import check

            return check(options)
        case "params":
            from shapeproof.command_line.tables import params

            return params(options)
        case "cache":
            from shapeproof.command_line.caching import cache

            return cache(options)
        case "annotate":
            from shapeproof.command_line.annotating import annotate

            return annotate(options)
        case "explain":
            if is_target(options.code):
                from shapeproof.command_line.contracts import contract

                return contract(options)
            from shapeproof.command_line.explaining import explain_text

            return explain_text(options.code)
        case _:
            importlib.import_module("shapeproof.language_server.server").serve(options.tcp)
            return 0


def is_target(text: str) -> bool:
    """Whether it names a class or function of a file or module rather than a code or a message."""
    module, colon, name = text.partition(":")
    return bool(colon and module and name) and not any(c.isspace() for c in module) and not name[0].isspace()
