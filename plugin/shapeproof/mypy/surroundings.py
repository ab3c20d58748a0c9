"""Where modules come from in mypy's eyes, as far as the engine does not know it by itself.

What the engine knows is left out, so that the facts that ``shapeproof check`` kept serve mypy too, and the other way.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mypy.modulefinder import get_search_dirs
from mypy.options import Options

from shapeproof.project.files import project_folder
from shapeproof.project.importer import home_of, site_packages


def search_paths(options: Options) -> list[str]:
    """The folders where mypy looks for installed packages, read as text."""
    on_path, installed = get_search_dirs(options.python_executable)
    return [*on_path, *installed]


def unknown_folders(folders: Iterable[str]) -> list[str]:
    """Those folders that are not the packages of the environment that the engine finds."""
    environments = [os.environ.get("VIRTUAL_ENV", ""), *(os.path.join(top, ".venv") for top in _tops())]
    known = next((site_packages(Path(each)) for each in environments if each and os.path.isdir(each)), [])
    return [folder for folder in folders if folder not in known]


def import_roots(modules: Mapping[str, str]) -> tuple[str, ...]:
    """The folders that the dotted names of modules (by absolute path) start from, where these are no folder's tops.

    In a package whose folders all have an ``__init__.py``, the engine finds the same folder.
    """
    roots = {root for path, name in modules.items() for root in _root_of(path, name)}
    if len(roots) == 1 and all(home_of(path) in roots for path in modules):
        return ()
    return tuple(sorted(roots - set(_tops())))


def may_start_processes() -> bool:
    """Whether the engine may work in several processes: each starts as this one did, which is known of mypy alone."""
    main = sys.modules.get("__main__")
    name = getattr(getattr(main, "__spec__", None), "name", None)
    return name == "mypy.__main__" or os.path.basename(getattr(main, "__file__", None) or "") == "mypy"


def _root_of(path: str, module: str) -> Iterator[str]:
    """The folder that a module's dotted name starts from; none of a file that is not named for its module."""
    parts = path.removesuffix(".py").split(os.sep)
    if parts[-1] == "__init__":
        parts.pop()
    names = module.split(".")
    if parts[-len(names) :] == names:
        yield os.sep.join(parts[: -len(names)]) or os.sep


def _tops() -> list[str]:
    tops = (os.getcwd(), str(project_folder(Path(os.getcwd()))))
    return [folder for top in tops for folder in (top, os.path.join(top, "src"))]
