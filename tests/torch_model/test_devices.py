"""Devices: what is said of them, and what holds wherever the tensors are."""

from __future__ import annotations

from pathlib import Path

from snippets import check_snippet


def test_devices_are_compared(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch

        x = torch.tensor([])
        size = 3
        if torch.device("cuda:0") != torch.device("cuda", 0):
            size = 4
        if torch.device("cuda:1") == torch.device("cuda", 0):
            size = 5
        if torch.device("cpu") == torch.device("cuda"):
            size = 6
        if x.device == torch.device("meta") or torch.get_default_device() == torch.device("meta"):
            size = 7
        if x.device == "cpu":
            size = 8
        reveal_type(torch.zeros(size))  # reveal: Tensor[3]
        if x.device == torch.device("cpu"):
            size = 9
        reveal_type(torch.zeros(size))  # reveal: Tensor[...]
        """,
    )
