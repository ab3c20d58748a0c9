"""The codes and their pages."""

from __future__ import annotations

import warnings

import pytest
from shapeproof.analysis.facts import Severity
from shapeproof.report.codes import CODES, explain, nearest_code
from shapeproof.report.pages import PAGES

ERRORS = [
    "linear",
    "matmul",
    "conv",
    "pool",
    "norm",
    "embedding",
    "rnn",
    "attention",
    "broadcast",
    "reshape",
    "join",
    "split",
    "index",
    "reduce",
    "einsum",
    "einops",
    "loss",
    "inplace",
    "expand",
    "linalg",
    "parameter",
    "annotation",
    "assert-type",
    "hole",
    "raises",
    "contract",
    "last-batch",
    "syntax",
]
WARNINGS = ["silent-broadcast", "unregistered", "unused-layer", "comment", "unused-ignore"]
INFORMATION = ["reveal", "scrambled-view", "implicit-dim", "internal"]


def test_every_code_has_its_severity() -> None:
    for names, severity in ((ERRORS, "error"), (WARNINGS, "warning"), (INFORMATION, "information")):
        for name in names:
            assert CODES[name].severity is Severity(severity)
    assert set(CODES) == {*ERRORS, *WARNINGS, *INFORMATION}


def test_every_code_has_a_page() -> None:
    assert set(PAGES) == set(CODES)
    for name, code in CODES.items():
        page = explain(name)
        assert page.startswith(f"# {name} ({code.severity.value})\n\n{code.summary[0].upper()}")
        assert ("Good:" in page) == bool(PAGES[name].good)


def test_a_page() -> None:
    assert explain("expand") == (
        "# expand (error)\n\n"
        "A dimension that is not 1 is expanded to another size.\n\n"
        "`expand` repeats dimensions of size 1, and adds new ones in front; -1 keeps a size.\n\n"
        "Bad:\n\n```python\nimport torch\n\ntorch.rand(8, 3).expand(8, 10)\n```\n\n"
        "Good:\n\n```python\nimport torch\n\ntorch.rand(8, 1).expand(8, 10)\n```\n\n"
        'Silence it on one line with `# shapeproof: ignore[expand]`, everywhere with `ignore = ["expand"]` in the '
        "configuration.\n"
    )


def test_the_nearest_code() -> None:
    assert nearest_code("linaer") == "linear"
    assert nearest_code("xyzzy") is None


@pytest.mark.parametrize("name", [name for name in CODES if CODES[name].family in ("layers", "operations")])
def test_examples_do_in_torch_what_the_page_says(name: str) -> None:
    page = PAGES[name]
    if page.good:
        run(page.whole_good)
    if page.bad and CODES[name].severity is Severity.ERROR:
        with pytest.raises((RuntimeError, ValueError, IndexError, AssertionError)):
            run(page.whole_bad)
    elif page.bad:
        run(page.whole_bad)


def run(source: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(source, "page", "exec"), {})
