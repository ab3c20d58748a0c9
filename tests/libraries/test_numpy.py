"""numpy's small arrays against numpy itself."""

import random
from pathlib import Path

import pytest
from libraries.running import by_host, by_interpreter, check_raises
from snippets import check_snippet


def test_what_numpy_refuses() -> None:
    check_raises(
        "import numpy as np",
        {
            "np.zeros((2, 3)) + np.zeros((2, 4))": "ValueError",
            "np.zeros((2, 3)).reshape(4, 2)": "ValueError",
            "np.arange(3)[5]": "IndexError",
            "bool(np.arange(3))": "ValueError",
            "np.concatenate([np.zeros((2, 3)), np.zeros((3, 2))])": "ValueError",
        },
    )


@pytest.mark.parametrize("seed", range(40))
def test_rows_of_floats_have_numpys_last_bits(seed: int) -> None:
    chance = random.Random(seed)
    low, high, length = chance.uniform(-3, 3), chance.uniform(-3, 3), chance.randint(2, 300)
    text = f"""
import numpy as np
row = np.linspace({low!r}, {high!r}, {length})
steps = np.arange({low!r}, {low!r} + 4, {chance.uniform(0.01, 1)!r})
sums = float(row.sum()), float(row.mean()), np.cumsum(row).tolist()
result = [row.tolist(), steps.tolist(), *sums, (row * 0.3 + steps[0]).tolist()]
"""
    assert by_interpreter(text) == by_host(text)["result"]


def test_arrays_become_tensors() -> None:
    text = """
import numpy as np, torch
row = torch.from_numpy(np.linspace(0, 1, 5))
grid = torch.from_numpy(np.stack(np.meshgrid(np.arange(4), np.arange(5)))).float()
result = row.shape, row.tolist(), row.dtype == torch.float64, grid.shape, torch.tensor(np.zeros((2, 3))).shape
"""
    assert by_interpreter(text) == ((5,), [0.0, 0.25, 0.5, 0.75, 1.0], True, (2, 5, 4), (2, 3))


@pytest.mark.parametrize("change", ["for i in range(count):", "if count > 3:"])
def test_an_array_that_may_have_been_changed(change: str, tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        f"""
        import numpy as np
        import torch

        count = int(input())
        rows = np.zeros((3, 4))
        {change}
            rows[count % 3] = count
        rows[0, 1] = 2
        changed = torch.tensor(rows), torch.from_numpy(rows), rows.shape, rows + 1, rows[0], len(rows)
        torch.zeros(3) @ torch.zeros(4)  # error: [matmul]
        """,
    )
