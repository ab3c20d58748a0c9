"""``shapeproof check --fix``, ``--unsafe-fixes`` and ``--diff``."""

from __future__ import annotations

import argparse
import difflib
import importlib
from typing import Any

from shapeproof.command_line.checking import exit_code, joined, print_report
from shapeproof.command_line.output import complain, write
from shapeproof.project import CheckReport, Project


def fix(project: Project, options: argparse.Namespace, paths: list[str], overlays: dict[str, str]) -> int:
    """Edit what can be edited, print what is left (or the edits themselves), and give the exit code."""
    fixing: Any = importlib.import_module("shapeproof.codemods.fixing")
    made = fixing.fixed(
        project,
        paths or None,
        overlays,
        unsafe=options.unsafe_fixes,
        select=joined(options.select),
        ignore=joined(options.ignore),
        strict=options.strict,
        jobs=options.jobs,
    )
    if options.diff:
        for each in made.changes:
            write("".join(diff_lines(each.shown, each.before, each.after)))
        if not made.changes and options.format == "text":
            complain(_nothing(made.report, options.unsafe_fixes))
        for error in made.report.errors:
            complain(error)
        return 2 if made.report.errors else int(bool(made.changes))
    for each in made.changes:
        if each.path in overlays:
            write(each.after)  # standard input is not a file to write to
            return exit_code(made.report)
    fixing.written(made.changes)
    print_report(made.report, options)
    if options.format == "text" and made.changes:
        edits = f"{made.count} edit" + ("s" if made.count != 1 else "")
        files = f"{len(made.changes)} file" + ("s" if len(made.changes) != 1 else "")
        write(f"Made {edits} in {files}.\n")
    for error in made.report.errors:
        complain(error)
    return exit_code(made.report)


def _nothing(report: CheckReport, unsafe: bool) -> str:
    """That no edit is made, and how many there would be with ``--unsafe-fixes``."""
    more = 0 if unsafe else sum(each.fix is not None for facts in report.files for each in facts.findings)
    edits = "edit" if more == 1 else "edits"
    return "nothing to edit" + (f"; --unsafe-fixes offers {more} {edits}" if more else "")


def diff_lines(name: str, before: str, after: str) -> list[str]:
    """A change as a unified diff."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"{name}", f"{name}"
    )
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
