"""Statements of a module whose course depends on what is not known: only what all their paths agree on is known."""

from __future__ import annotations

from pathlib import Path

from snippets import check_snippet


def test_new_objects(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch

        if torch.randn(3).sum() > 0:
            x = torch.zeros(3)
            row = [torch.zeros(2)]
            same = torch.zeros(5)
        else:
            x = torch.zeros(4)
            row = [torch.zeros(1)]
            same = torch.zeros(5)
        reveal_type(x)  # reveal: Unknown
        reveal_type(row)  # reveal: Unknown
        reveal_type(same)  # reveal: Tensor[5]
        x @ torch.zeros(4)
        row[0] @ torch.zeros(1)
        same @ torch.zeros(4)  # error: [matmul]
        """,
    )


def test_older_objects(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn

        row, kept = [1], [2]
        layer = nn.Linear(3, 4)
        tensor = torch.zeros(3, 1)
        if int(input()) > 0:
            row.append(2)
            layer.weight = nn.Parameter(torch.zeros(4, 5))
            layer.scale = 1
            tensor.squeeze_()
        reveal_type(row)  # reveal: list
        reveal_type(kept)  # reveal: list[int(2)]
        reveal_type(tensor)  # reveal: Tensor[...]
        layer(torch.zeros(2, 5))
        tensor @ torch.zeros(3)
        """,
    )


def test_what_is_refused_before_too_many_paths_part_is_certain(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn


        def scatter(x):
            rows = []
            for i in range(5):
                if torch.randn(3).sum() > i:
                    rows.append(i)
            return x @ torch.zeros(7) if rows else x


        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.narrow, self.wide = nn.Linear(3, 4), nn.Linear(5, 6)

            def forward(self, x):
                x = self.wide(self.narrow(x))  # error: [linear] Linear expects a last dimension of 5, got 4
                return scatter(x)


        def work(x):
            y = x @ torch.zeros(4)  # error: [matmul] @ of [2, 3] and [4]: the inner sizes 3 and 4 differ
            return scatter(y)


        def unlucky(x):
            x = scatter(x)
            return x @ torch.zeros(2, 2, 2, 2)


        work(torch.zeros(2, 3))
        unlucky(torch.zeros(2, 3))
        """,
    )


def test_names_of_another_module_that_one_path_alone_changes(tmp_path: Path) -> None:
    source = """
        import math

        import torch

        def patch():
            torch.compile = lambda function: function
            math.tau = 3

        if int(input()) > 0:
            ONE
        else:
            OTHER
        reveal_type(math.tau)  # reveal: Unknown
        reveal_type(math.floor(3.5))  # reveal: int(3)
        torch.zeros(3, 4) @ torch.zeros(3)  # error: [matmul]
        """
    check_snippet(tmp_path, source.replace("ONE", "patch()").replace("OTHER", "pass"))
    check_snippet(tmp_path, source.replace("ONE", "pass").replace("OTHER", "patch()"))
