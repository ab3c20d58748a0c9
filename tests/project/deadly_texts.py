"""Texts of files, one of which ends the process that reads it."""

from __future__ import annotations

import multiprocessing
import os
from typing import Any


class DeadlyTexts(dict[str, str]):
    def get(self, path: str, default: Any = None) -> Any:
        if path.endswith("deadly.py") and multiprocessing.parent_process() is not None:
            os._exit(3)
        return super().get(path, default)
