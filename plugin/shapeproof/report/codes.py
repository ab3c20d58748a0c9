"""The codes, and the page that ``shapeproof explain CODE`` prints for each."""

from __future__ import annotations

import difflib

from shapeproof.analysis.codes import CODES, Code
from shapeproof.report.pages import PAGES, Page

__all__ = ["CODES", "Code", "Page", "explain", "nearest_code"]


def explain(name: str) -> str:
    """The page of a code, as Markdown."""
    code, page = CODES[name], PAGES[name]
    parts = [f"# {name} ({code.severity.value})", f"{code.summary[0].upper()}{code.summary[1:]}.", page.why]
    if page.bad:
        parts.append(f"{'Bad' if page.good else 'For example'}:\n\n{_block(page.whole_bad)}")
    if page.good:
        parts.append(f"Good:\n\n{_block(page.whole_good)}")
    if name != "unused-ignore":
        parts.append(
            f'Silence it on one line with `# shapeproof: ignore[{name}]`, everywhere with `ignore = ["{name}"]` in '
            "the configuration."
        )
    return "\n\n".join(parts) + "\n"


def nearest_code(name: str) -> str | None:
    """The code that is spelled most like a name."""
    near = difflib.get_close_matches(name, CODES, n=1, cutoff=0.5)
    return near[0] if near else None


def _block(source: str) -> str:
    return f"```python\n{source}\n```"
