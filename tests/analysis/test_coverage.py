"""What counts as an expression whose shape is known, and as one that is not."""

from __future__ import annotations

import textwrap
from pathlib import Path

from shapeproof.project import Project
from snippets import check_snippet

FREE_WIDTHS = """
    import torch
    from torch import nn


    class Net(nn.Module):
        def __init__(self, widths):
            super().__init__()
            self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:]))

        def forward(self, x):
            for layer in self.layers:
                x = layer(x)
            return x

        def penultimate(self, x):
            count = len(self.layers) - 1
            for layer in list(self.layers)[:count]:
                x = layer(x)
            return x
"""
BUILT = """

    def net(widths=(8, 16, 4)):
        return Net(widths)
"""


def check(tmp_path: Path, source: str) -> tuple[int, int, list[str]]:
    """How many expressions are known (their rank may be open) and unknown, and why those that are not."""
    path = tmp_path / "net.py"
    path.write_text(textwrap.dedent(source))
    (facts,) = Project(tmp_path, use_cache=False).check([path]).files
    assert not facts.findings
    reasons = [why for why, _ in facts.unknown_reasons]
    return facts.coverage.known + facts.coverage.partial, facts.coverage.unknown, reasons


def test_a_method_that_nothing_calls_is_seen_on_a_model_that_a_builder_makes(tmp_path: Path) -> None:
    known, unknown, reasons = check(tmp_path, FREE_WIDTHS)
    assert unknown > 0 and reasons
    known_built, unknown_built, _ = check(tmp_path, FREE_WIDTHS + BUILT)
    assert unknown_built == 0
    assert known_built > known


def test_such_a_method_may_fail_on_that_model_for_it_may_be_meant_for_others(tmp_path: Path) -> None:
    check(
        tmp_path,
        """
        from torch import nn


        class Net(nn.Module):
            def __init__(self, pooled=False):
                super().__init__()
                self.body = nn.Linear(4, 4)
                self.pool = nn.AdaptiveAvgPool1d(1) if pooled else None

            def forward(self, x):
                return self.body(x)

            def pooled(self, x):
                return self.pool(self.body(x))


        def net():
            return Net()
        """,
    )


def test_what_is_a_number_on_another_path_is_no_tensor(tmp_path: Path) -> None:
    known, unknown, _ = check(
        tmp_path,
        """
        from torch import nn
        from elsewhere import sizes_for


        class Net(nn.Module):
            def __init__(self, width, deep):
                super().__init__()
                self.sizes = sizes_for(width) if deep else [2, 2]
                self.body = nn.Linear(4, 4)

            def forward(self, x):
                count = self.sizes[0] + 1
                return self.body(x)
        """,
    )
    assert (known, unknown) == (1, 0)


UNION = """
    from typing import Union

    import torch
    from torch import nn


    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = nn.Linear(4, 4)

        def forward(self, x: Union[torch.Tensor, dict[str, torch.Tensor]]):
            if not isinstance(x, torch.Tensor):
                x = x["patches"]
            return self.body(x).transpose(0, 1)
"""


def test_what_may_be_a_tensor_is_followed_as_one_and_as_what_is_not_known(tmp_path: Path) -> None:
    known, unknown, _ = check(tmp_path, UNION)
    assert known == 2 and unknown == 1, "what stands in the branch of the other alone is not known"


def test_what_a_tensor_alone_is_refused_for_is_no_error_where_it_may_be_something_else(tmp_path: Path) -> None:
    check(tmp_path, UNION.replace("self.body(x).", "(torch.zeros(2) + self.body(x) if torch.is_tensor(x) else x)."))
    check(tmp_path, UNION.replace('x = x["patches"]', "return x").replace("transpose(0, 1)", "view(3, 1, -1, 7, 0)"))


def test_what_is_no_tensor_by_its_name_is_no_shape_that_is_missing(tmp_path: Path) -> None:
    known, unknown, _ = check(
        tmp_path,
        """
        import torch
        from torch import nn

        class Net(nn.Module):
            def forward(self, x):
                return x.float().to(x.dtype).to(x.device)
        """,
    )
    assert (known, unknown) == (3, 0)


def test_builders_that_choose_what_no_other_has_are_run(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from torch import nn

        class Net(nn.Module):
            def __init__(self, width=8, norm=None, gate=False):
                super().__init__()
                self.norm = nn.LayerNorm(width) if norm == "layer" else nn.Identity()
                self.gate = nn.Linear(width, -1 if gate else width)  # error: [parameter] -1

            def forward(self, x):
                return self.gate(self.norm(x))

        def plain(width=8):
            return Net(width)

        def normed(width=8):
            return Net(width, norm="layer")

        def gated(width=8):
            return Net(width, norm="layer", gate=True)
        """,
    )
