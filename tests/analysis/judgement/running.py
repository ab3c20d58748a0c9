"""A snippet of a rule: lines with a mark are what must be told, all others must be silent."""

from __future__ import annotations

import textwrap
from pathlib import Path

from snippets import check_snippet

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n\n"


def told(folder: Path, source: str) -> None:
    """Check the snippet, which stands indented behind the usual imports."""
    check_snippet(folder, HEAD + textwrap.dedent(source).lstrip("\n"))
