"""``shapeproof params``."""

from __future__ import annotations

import argparse
import os
import sys

from shapeproof.analysis.facts import ModelTable, Severity
from shapeproof.command_line.checking import existing_folders
from shapeproof.command_line.output import Progress, complain, write
from shapeproof.project import Project
from shapeproof.project.requests import read_input, read_number, read_solve


def params(options: argparse.Namespace) -> int:
    """Answer each target, print its table as soon as it is there, and give the exit code."""
    search_paths = existing_folders(options.search_path)
    project = Project(os.getcwd(), search_paths, options.config, use_cache=not options.no_cache)
    numbers = [read_number(text) for text in options.numbers]
    inputs = [read_input(text) for text in options.inputs]
    solve = None if options.solve is None else read_solve(options.solve)
    code = 0
    tables: list[ModelTable] = []
    for target in options.targets:
        with Progress(f"reading {target}", quiet=options.format == "json"):
            table = project.params(target, numbers=numbers, inputs=inputs, train=options.train, solve=solve)
        _print(table, options, is_first=not tables)
        tables.append(table)
        if table.error is not None:
            complain(table.error)
        code = max(code, _exit_code(table))
    if options.format == "csv":
        from shapeproof.report.params_csv import render_params_csv

        write(render_params_csv(tables), as_utf8=True)
    return code


def _exit_code(table: ModelTable) -> int:
    if table.error is not None:
        return 2
    return int(any(finding.severity is Severity.ERROR for finding in table.findings))


def _print(table: ModelTable, options: argparse.Namespace, *, is_first: bool) -> None:
    match options.format:
        case "json":
            from shapeproof.report.params_json import render_params_json

            write(render_params_json(table), as_utf8=True)
        case "markdown" if table.error is None:
            from shapeproof.report.params_markdown import render_params_markdown

            write(_apart(is_first) + render_params_markdown(table, options.depth), as_utf8=True)
        case "latex" if table.error is None:
            from shapeproof.report.params_latex import render_params_latex

            write(_apart(is_first) + render_params_latex(table), as_utf8=True)
        case "text" if table.error is None:
            _print_text(table, options.depth, is_first)


def _print_text(table: ModelTable, depth: int | None, is_first: bool) -> None:
    if sys.stdout.isatty():
        from rich.console import Console

        from shapeproof.report.params_text import rich_params

        Console(highlight=False).print(rich_params(table, depth))
    else:
        from shapeproof.report.params_text import render_params_text

        write(_apart(is_first) + render_params_text(table, depth))


def _apart(is_first: bool) -> str:
    return "" if is_first else "\n"
