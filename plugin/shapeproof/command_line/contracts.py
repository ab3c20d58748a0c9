"""``shapeproof explain TARGET``."""

from __future__ import annotations

import argparse
import os

from shapeproof.command_line.checking import existing_folders
from shapeproof.command_line.output import complain, write
from shapeproof.project import Project
from shapeproof.report.contracts import render_contract_json, render_contract_text


def contract(options: argparse.Namespace) -> int:
    """Print the contract of a class or function and give the exit code: 1 where no sizes can meet it."""
    search_paths = existing_folders(options.search_path)
    project = Project(os.getcwd(), search_paths, options.config, use_cache=not options.no_cache)
    found = project.contract(options.code)
    if options.format == "json":
        write(render_contract_json(found), as_utf8=True)
    elif found.error is None:
        write(render_contract_text(found))
    if found.error is not None:
        complain(found.error)
        return 2
    return int(bool(found.findings))
