"""``shapeproof check``."""

from __future__ import annotations

import argparse
import os
import sys

from shapeproof.analysis.facts import Severity
from shapeproof.command_line.output import Progress, complain, write, write_lines
from shapeproof.project import CheckReport, Project, RequestError
from shapeproof.project.sources import UnreadableSource, decoded


def check(options: argparse.Namespace) -> int:
    """Check what is asked for, print the report, and give the exit code."""
    paths, overlays = _stdin(options)
    search_paths = existing_folders(options.search_path)
    project = Project(os.getcwd(), search_paths, options.config, use_cache=not options.no_cache)
    if options.fix or options.unsafe_fixes or options.diff:
        from shapeproof.command_line.fixing import fix

        return fix(project, options, paths, overlays)
    with Progress("checking", quiet=options.format == "json") as progress:
        report = project.check(
            paths or None,
            overlays,
            select=joined(options.select),
            ignore=joined(options.ignore),
            strict=options.strict,
            jobs=options.jobs,
            progress=progress.update,
        )
    print_report(report, options)
    for error in report.errors:
        complain(error)
    return exit_code(report)


def exit_code(report: CheckReport) -> int:
    """0: clean, 1: errors (if strict also warnings), 2: something asked for could not be read."""
    if report.errors:
        return 2
    failing = {Severity.ERROR, Severity.WARNING} if report.strict else {Severity.ERROR}
    return int(any(finding.severity in failing for facts in report.files for finding in facts.findings))


def existing_folders(paths: list[str]) -> list[str]:
    """The folders given as ``--search-path``, each of which must exist."""
    for path in paths:
        if not os.path.isdir(path):
            raise RequestError(f"--search-path {path}: there is no such folder")
    return paths


def print_report(report: CheckReport, options: argparse.Namespace) -> None:
    """The report on stdout, in the format asked for."""
    match options.format:
        case "json":
            from shapeproof.report.json import render_json

            write(render_json(report), as_utf8=True)
        case "github":
            from shapeproof.report.github import render_github

            write(render_github(report), as_utf8=True)
        case "sarif":
            from shapeproof.report.sarif import render_sarif

            write(render_sarif(report), as_utf8=True)
        case "junit":
            from shapeproof.report.junit import render_junit

            write(render_junit(report), as_utf8=True)
        case _ if report.files or not report.errors:
            from shapeproof.report.text import text_lines

            write_lines(text_lines(report, stats=options.stats, unknown=options.unknown, whole=options.explain))


def _stdin(options: argparse.Namespace) -> tuple[list[str], dict[str, str]]:
    """The paths, with standard input as the text of its file where ``-`` is one of them."""
    paths: list[str] = list(options.paths)
    if "-" not in paths:
        if options.stdin_filename is not None:
            raise RequestError("--stdin-filename names what is read from standard input: give - as the path too")
        return paths, {}
    if len(paths) > 1:
        raise RequestError("-: standard input is checked alone, without other paths")
    name = options.stdin_filename or "stdin.py"
    try:
        text = decoded(name, sys.stdin.buffer.read())
    except UnreadableSource as error:
        raise RequestError(str(error)) from None
    return [name], {os.path.abspath(name): text}


def joined(lists: list[list[str]] | None) -> list[str] | None:
    """The codes of a repeatable option in one list."""
    return None if lists is None else [code for codes in lists for code in codes]
