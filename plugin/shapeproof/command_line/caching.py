"""``shapeproof cache``."""

from __future__ import annotations

import argparse
from pathlib import Path

from shapeproof.command_line.output import write
from shapeproof.project.cache.folder import LARGEST_CACHE, CacheFolder, open_folder
from shapeproof.project.configuration import find_configuration, read_configuration


def cache(options: argparse.Namespace) -> int:
    """Say what the cache holds, or remove it, and give the exit code."""
    found = find_configuration(Path.cwd()) if options.config is None else Path(options.config)
    folder = open_folder(None if found is None else read_configuration(found).cache_dir)
    if folder is None:
        write("No folder can be written for a cache, so nothing is kept.\n")
    elif options.action == "info":
        write(_info(folder))
    else:
        removed = folder.clear()
        write(f"Removed {removed} {'entry' if removed == 1 else 'entries'} from {folder.path.as_posix()}.\n")
    return 0


def _info(folder: CacheFolder) -> str:
    lines = [folder.path.as_posix()]
    rows = [(each.kind, each.entries, each.size) for each in folder.usage()]
    total = ("total", sum(entries for _, entries, _ in rows), sum(size for _, _, size in rows))
    for kind, entries, size in (*rows, total):
        lines.append(f"{kind:<9}{entries:>8} {'entry  ' if entries == 1 else 'entries'} {_megabytes(size):>11}")
    return "\n".join([*lines, f"at most {_megabytes(LARGEST_CACHE)} are kept", ""])


def _megabytes(size: int) -> str:
    return f"{size / 2**20:,.1f} MB"
