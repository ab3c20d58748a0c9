"""Pages of what shapeproof says about itself and its comments."""

from shapeproof.report.pages.page import Page

PAGES = {
    "unused-ignore": Page(
        "A comment that silences nothing hides the next finding on its line. It is told under `--strict` only; "
        "remove the comment, or the code in it that is no longer found.",
        """
y = torch.rand(8, 10)  # shapeproof: ignore[linear]
""",
        """
y = torch.rand(8, 10)
""",
    ),
    "reveal": Page(
        "`reveal_type(value)` is not called, as nothing is run; it prints what is known at that line: `Tensor[b, "
        "4*d]`, `Tensor[...]` for a tensor of unknown shape, `int(4*d)`, `Unknown`. Remove it before the program "
        "runs.",
        """
x = torch.rand(8, 10)
reveal_type(x.T)
""",
    ),
    "internal": Page(
        "An operation or a whole file made shapeproof itself fail, or the file is too large to be checked (more than "
        "600,000 characters: data in Python's clothes, as a rule). No finding is lost silently: this one says "
        "where, and the rest of the report stands. Please report a failure with the source of the named place. This "
        "is information, never a failure of the check.",
    ),
    "syntax": Page(
        "A statement could not be read as Python (up to 3.14). The other statements of the file are analysed as if "
        "it were not there.",
        """
from torch import nn

model = nn.Linear(784, 128
""",
        """
from torch import nn

model = nn.Linear(784, 128)
""",
    ),
}
