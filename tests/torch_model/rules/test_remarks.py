"""What runs but is worth knowing: views that mix elements, axes that nobody named."""

from pathlib import Path

from snippets import check_snippet


def test_views_with_exchanged_sizes(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch

        x = torch.rand(8, 10, 64)
        x.view(8, 64, 10)  # information: [scrambled-view] to [8, 64, 10] exchanges sizes, not axes: elements are mixed
        x.reshape(-1, 10, 8)  # information: [scrambled-view] reshape of [8, 10, 64] to [64, 10, 8]
        x.view(8, 1, 10, 64)
        x.view(8, 64, 2, 5)
        x.transpose(1, 2).reshape(8, 64, 10)
        torch.rand(4, 4).view(4, 4)


        def heads(y):
            B, T, C = y.shape
            y.view(B, C, T)  # information: [scrambled-view] view of [B, T, C] to [B, C, T]
            y.view(B, T, 1, C)
            return y.reshape(B * T, C).view(B, T, C)
        """,
    )


def test_a_relative_shift_mixes_elements_on_purpose(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        import torch.nn.functional as F

        def shifted(x):
            b, h, q, k = x.shape
            x = x.reshape(b, h, k, q)
            x = x[:, :, 1:, :]
            return x.reshape(b, h, q, k - 1)

        def padded(x):
            b, h, q, k = x.shape
            x = F.pad(x, (1, 0)).view(b, h, k + 1, q)
            return x[:, :, 1:].view(b, h, q, k)

        def no_shift(x):
            b, h, q, k = x.shape
            x = x.reshape(b, h, k, q)  # information: [scrambled-view]
            return x[:, :, 1:, :]

        def no_cut(x):
            b, h, q, k = x.shape
            x = x.reshape(b, h, k, q)  # information: [scrambled-view]
            return x.flatten(2).reshape(b, h, q * k)

        known = torch.rand(2, 3, 5, 7).view(2, 3, 7, 5)[:, :, 1:].view(2, 3, 5, 6)
        """,
    )


def test_an_axis_that_nobody_named(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn
        from torch.nn import functional as F

        F.softmax(torch.rand(8, 10))  # information: [implicit-dim] F.softmax without dim takes dimension 1 of [8, 10]
        F.log_softmax(torch.rand(2, 8, 10))  # information: [implicit-dim] takes dimension 0 of [2, 8, 10]
        nn.Softmax()(torch.rand(8, 10))  # information: [implicit-dim] Softmax without dim takes dimension 1
        F.softmax(torch.rand(8, 10), dim=0)
        F.softmax(torch.rand(8, 10), -1)
        nn.Softmax(dim=1)(torch.rand(8, 10))
        torch.rand(8, 10).softmax(1)


        def of_any_rank(x):
            return F.softmax(x)
        """,
    )
