"""What a page says beside a code's own line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Why the finding is made, source that has it and the same source mended; either may be empty.

    The sources are written without their ``import torch``.
    """

    why: str
    bad: str = ""
    good: str = ""

    @property
    def whole_bad(self) -> str:
        return _whole(self.bad)

    @property
    def whole_good(self) -> str:
        return _whole(self.good)


def _whole(source: str) -> str:
    text = source.strip()
    if not text:
        return ""
    if text.startswith(("import ", "from ")):
        return f"import torch\n{text}"
    return f"import torch\n\n\n{text}" if text.startswith(("def ", "class ", "@")) else f"import torch\n\n{text}"
