"""``shapeproof annotate``."""

from __future__ import annotations

import argparse
import importlib
import os
from typing import Any

from shapeproof.command_line.checking import existing_folders
from shapeproof.command_line.fixing import diff_lines
from shapeproof.command_line.output import complain, write
from shapeproof.project import Project
from shapeproof.project.sources import UnreadableSource


def annotate(options: argparse.Namespace) -> int:
    """Write the annotations, or show them, and give the exit code: 2 where a path cannot be read."""
    annotating: Any = importlib.import_module("shapeproof.codemods.annotating")
    fixing: Any = importlib.import_module("shapeproof.codemods.fixing")
    folders = existing_folders(options.search_path)
    project = Project(os.getcwd(), folders, options.config, use_cache=not options.no_cache)
    files, errors = project.files(options.paths or None)
    changed = 0
    for path in files:
        try:
            before = fixing.read(path)
            found = project.annotations(path)
        except (UnreadableSource, OSError, UnicodeDecodeError, SyntaxError) as error:
            errors.append(str(error))
            continue
        after = (annotating.with_comments if options.comments else annotating.with_annotations)(before, found)
        if after == before:
            continue
        changed += 1
        shown = os.path.relpath(path).replace(os.sep, "/")
        if options.diff:
            write("".join(diff_lines(shown, before, after)))
        else:
            fixing.written([fixing.Change(path, shown, before, after)])
    for complaint in errors:
        complain(complaint)
    if not options.diff:
        write(f"Annotated {changed} of {len(files)} file{'s' if len(files) != 1 else ''}.\n")
    return 2 if errors else 0
