"""The pages of docs/rules, from the text that ``shapeproof explain CODE`` prints.

As a program (``python tests/docs/rule_pages.py``) it writes them.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from shapeproof.report.codes import CODES, explain

FOLDER = Path(__file__).parents[2] / "docs" / "rules"


def pages() -> dict[str, str]:
    """Each page's text by its file's name."""
    lines = ["# The rules", "", "Each finding has a code. `shapeproof explain CODE` prints its page."]
    for family, codes in groupby(sorted(CODES.values(), key=lambda code: code.family), key=lambda code: code.family):
        lines += ["", f"## {family[0].upper()}{family[1:]}", ""]
        lines += [f"- [{code.name}]({code.name}.md) ({code.severity.value}): {code.summary}." for code in codes]
    return {"index.md": "\n".join(lines) + "\n", **{f"{name}.md": explain(name) for name in CODES}}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
