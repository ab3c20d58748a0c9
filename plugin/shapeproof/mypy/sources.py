"""What mypy was asked to check, and the texts that it reads instead of what lies on disk."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable

from mypy.modulefinder import BuildSource
from mypy.options import Options

COMMAND = "<string>"
"""The path that mypy gives to a program on the command line."""


def sources_of_build() -> list[BuildSource]:
    """The files, modules and programs that mypy was asked to check.

    mypy tells its plugins of each module as it comes to it, which is too late to say what is found in the first; but
    its own list is there before any of them, among the live objects of the process.
    """
    return [each for each in gc.get_objects() if type(each) is BuildSource]


def texts_not_on_disk(options: Options, sources: Iterable[BuildSource]) -> dict[str, str]:
    """Texts by the absolute path that they are read as: programs given with -c, and shadow files."""
    texts = {os.path.abspath(COMMAND): each.text for each in sources if each.text is not None}
    for source, shadow in options.shadow_file or ():
        text = _read(shadow)
        if text is not None:
            texts[os.path.abspath(source)] = text
    return texts


def _read(path: str) -> str | None:
    from shapeproof.project.sources import UnreadableSource, decoded

    try:
        with open(path, "rb") as file:
            return decoded(path, file.read())
    except (OSError, UnreadableSource):
        return None
