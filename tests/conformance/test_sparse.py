"""Sparse tensors have the sizes they are given; products of them are those of matrices."""

from __future__ import annotations

import pytest
from conformance.oracle import Case, disagreement, run_ours, tensor

MADE = "torch.sparse_coo_tensor(torch.tensor([[0, 1], [1, 0]]), torch.ones(2), (2, 3))"


@pytest.mark.parametrize(
    "expression",
    [
        MADE,
        f"torch.sparse.mm({MADE}, x)",
        f"torch.sparse.mm({MADE}, x).relu()",
        f"torch.sparse.sum({MADE})",
        f"{MADE}.to_dense() @ x",
        f"({MADE} @ x)",
        "torch.sparse.FloatTensor(torch.tensor([[0, 1], [1, 0]]), torch.ones(2), torch.Size([2, 3]))",
        f"torch.sparse.mm({MADE}, y)",
        "x.to_sparse()",
    ],
)
def test_sparse(expression: str) -> None:
    case = Case(expression, {"x": tensor(3, 4), "y": tensor(4, 4)})
    assert disagreement(case) is None


def test_a_size_that_indices_tell_is_not_known() -> None:
    ours = run_ours(Case("torch.sparse_coo_tensor(i, v)", {"i": tensor(2, 5, dtype="int64"), "v": tensor(5)}))
    assert ours.kind == "gap"
    assert ours.text == "the size of torch.sparse_coo_tensor, which its indices tell"
