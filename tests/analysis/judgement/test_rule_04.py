"""Rule 4: names of annotations are promised: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "names of annotations are promised at returns": """
    def f(x: "Float[torch.Tensor, 'b d']", w: "Float[torch.Tensor, 'd e']"):
        return x @ w

    def g(x: "Float[torch.Tensor, 'b d']", w: "Float[torch.Tensor, 'e d']"):
        return x @ w.T
    """,
    "names of annotations: both sides of a promise": """
    from jaxtyping import Float
    from torch import Tensor

    def kept(x: Float[Tensor, "n m"]) -> Float[Tensor, "m n"]:
        return x.t()

    def broken(x: Float[Tensor, "n m"]) -> Float[Tensor, "n m"]:
        return x.t()  # error: [annotation]

    def called(y: Float[Tensor, "a b"]):
        kept(y)
        kept(y.sum(0))  # error: [annotation]

    def joined(x: Float[Tensor, "n m"], y: Float[Tensor, "k"]):
        return x + y

    class Scaled(nn.Module):
        def __init__(self, d, other):
            super().__init__()
            self.width = d
            self.fc = nn.Linear(d, d)
            self.off = nn.Linear(other, other)

        def forward(self, x: Float[Tensor, "b d"]) -> Float[Tensor, "b width"]:
            return self.fc(x)

        def of_other_name(self, x: Float[Tensor, "b d"]) -> Float[Tensor, "b d"]:
            return self.off(x)
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
