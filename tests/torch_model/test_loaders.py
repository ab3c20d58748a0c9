"""Batches of a DataLoader: their shapes are those torch gives, and the last one may be smaller."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from shapeproof.project import Project
from snippets import check_snippet

SETS = """
import torch
from torch.utils.data import ConcatDataset, DataLoader, Dataset, Subset, TensorDataset, random_split


class Waves(Dataset):
    def __init__(self, number, length):
        self.number = number
        self.length = length

    def __len__(self):
        return self.number

    def __getitem__(self, index):
        times = torch.linspace(0, 1, self.length)
        return {"wave": torch.sin(times * index), "place": index, "share": index / self.number, "odd": index % 2 == 1}


class Rows(Dataset):
    def __init__(self, images, labels):
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.images[index], self.labels[index]


pairs = TensorDataset(torch.rand(10, 3), torch.randint(0, 4, (10,)))
waves = Waves(7, 50)
first, second = random_split(pairs, [6, 4])
most, few = random_split(pairs, [0.75, 0.25])
"""

LOADERS = [
    "DataLoader(pairs, batch_size=4)",
    "DataLoader(pairs, 20, shuffle=True)",
    "DataLoader(pairs)",
    "DataLoader(pairs, batch_size=None)",
    "DataLoader(waves, batch_size=3, drop_last=True)",
    "DataLoader(first, batch_size=5)",
    "DataLoader(most, batch_size=20)",
    "DataLoader(few, batch_size=20)",
    "DataLoader(Subset(waves, [1, 2, 5]), batch_size=2)",
    "DataLoader(torch.rand(9, 2, 2), batch_size=6)",
    "DataLoader(ConcatDataset([pairs, pairs]), batch_size=16)",
    "DataLoader([(torch.rand(3), 1) for _ in range(5)], batch_size=2)",
    "DataLoader(Rows([torch.rand(3, 2) for _ in range(5)], [0, 1, 0, 1, 1]), batch_size=2)",
]


def shown(value: Any) -> str:
    if isinstance(value, torch.Tensor):
        return f"Tensor[{', '.join(map(str, value.shape))}]"
    if isinstance(value, dict):
        return "dict[" + ", ".join(f"{key}: {shown(each)}" for key, each in value.items()) + "]"
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__}[{', '.join(map(shown, value))}]"
    raise TypeError(type(value))


@pytest.mark.parametrize("loader", LOADERS)
def test_batches_are_those_of_torch(loader: str, tmp_path: Path) -> None:
    space: dict[str, Any] = {}
    exec(SETS, space)
    batches = [shown(batch) for batch in eval(loader, space)]
    sizes = [batches[0], batches[-1]]
    source = f"{SETS}\nloader = {loader}\nreveal_type(next(iter(loader)))\n"
    source += "for last in loader:\n    pass\nreveal_type(last)\nreveal_type(len(list(loader)))\n"
    (tmp_path / "m.py").write_text(source)
    report = Project(tmp_path, use_cache=False).check()
    told = [finding.message for facts in report.files for finding in facts.findings]
    assert told == [*sizes, f"int({len(batches)})"]


def test_what_only_the_last_batch_breaks(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn
        from torch.utils.data import DataLoader, TensorDataset

        BATCH = 16


        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.rnn = nn.GRU(4, 8, batch_first=True)
                self.out = nn.Linear(8, 2)

            def forward(self, x):
                h0 = torch.zeros(1, BATCH, 8)
                y, _ = self.rnn(x, h0)  # error: [last-batch] alone: 100 samples in batches of 16 leave 4
                return self.out(y[:, -1])


        data = TensorDataset(torch.randn(100, 5, 4), torch.randint(0, 2, (100,)))
        net = Net()
        for epoch in range(3):
            for i, (x, y) in enumerate(DataLoader(data, batch_size=BATCH, shuffle=True)):
                nn.functional.cross_entropy(net(x), y).backward()
        for x, y in DataLoader(data, batch_size=BATCH, drop_last=True):
            net(x)
        for (x,) in DataLoader(TensorDataset(torch.randn(96, 5, 4)), batch_size=BATCH):
            net(x)
        """,
    )


def test_what_every_batch_breaks_is_no_matter_of_the_last(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn
        from torch.utils.data import DataLoader, TensorDataset

        model = nn.Linear(5, 2)
        for (x,) in DataLoader(TensorDataset(torch.rand(10, 4)), batch_size=4):
            model(x)  # error: [linear] Linear expects a last dimension of 5, got 4
        """,
    )


def test_a_loader_of_what_is_not_known_proves_nothing(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn
        from torch.utils.data import DataLoader, IterableDataset, TensorDataset
        from somewhere import Pictures


        class Endless(IterableDataset):
            def __iter__(self):
                while True:
                    yield torch.rand(3)


        def padded(samples):
            return torch.stack([each[0] for each in samples]), 1


        model = nn.Linear(5, 2)
        for x, y in DataLoader(Pictures(), batch_size=4):
            model(x).view(4, 2)
        for x in DataLoader(Endless(), batch_size=4):
            model(x)
        for x, y in DataLoader(TensorDataset(torch.rand(10, 4)), batch_size=4, collate_fn=padded):
            model(x)


        def evaluate(data, size):
            seen = []
            for x, y in DataLoader(TensorDataset(data, data), batch_size=size):
                seen.append(x.view(size, -1))
            reveal_type(len(seen))  # reveal: int(batches)
            return torch.cat(seen)
        """,
    )
