"""Arguments of which nobody says what they are, and loops whose rounds are not known, in snippets."""

from pathlib import Path

from snippets import check_snippet


def test_the_attributes_of_a_config_are_symbols(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn

        class Mlp(nn.Module):
            def __init__(self, config):
                super().__init__()
                assert config.width % config.heads == 0
                self.up = nn.Linear(config.width, 4 * config.width, bias=config.bias)
                self.down = nn.Linear(4 * config.width, config.width)
                self.bad = nn.Linear(3 * config.width, config.width)

            def forward(self, x):
                y = self.up(x)
                reveal_type(y)  # reveal: Tensor[*x, 4*config.width]
                self.bad(y)  # error: [linear] expects a last dimension of 3*config.width
                return self.down(y)
        """,
    )


def test_what_was_assigned_to_an_argument_is_read_back(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from torch import nn

        class Net(nn.Module):
            def __init__(self, config):
                super().__init__()
                config.inner = 8
                self.fc = nn.Linear(config.inner, config.outer)
                reveal_type(config.inner)  # reveal: int(8)
                reveal_type(config.outer)  # reveal: int(config.outer)
        """,
    )


def test_an_argument_may_be_of_any_type_until_it_is_a_size(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn

        class Net(nn.Module):
            def __init__(self, width, norm, mode):
                super().__init__()
                if isinstance(width, (tuple, list)):
                    width, _ = width
                if norm is None:
                    self.norm = nn.Identity()
                elif isinstance(norm, str):
                    self.norm = nn.BatchNorm1d(width)
                else:
                    self.norm = norm(width)
                if mode == "wide":
                    self.fc = nn.Linear(width, 2 * width)
                elif mode == "flat":
                    self.fc = nn.Linear(width, width)
                else:
                    raise ValueError(mode)

            def forward(self, x):
                return self.fc(self.norm(x))
        """,
    )


def test_answers_about_one_argument_agree_with_each_other(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        def size(mode):
            if mode == "a":
                return (1, 2) if mode == "b" else 3
            return 3

        def kind(value):
            if isinstance(value, str):
                return 1 if isinstance(value, tuple) or value is None else 2
            return 2

        class Holder:
            def __init__(self, mode, value):
                reveal_type(size(mode))  # reveal: int(3)
                reveal_type(kind(value))  # reveal: int(2)

        from torch import nn

        class Net(nn.Module):
            def __init__(self, mode, value):
                super().__init__()
                Holder(mode, value)
        """,
    )


def test_one_round_of_a_loop_over_the_unknown_is_judged(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn
        from somewhere import loader

        net = nn.Sequential(nn.Linear(8, 4), nn.ReLU())
        head = nn.Linear(5, 2)
        total = 0
        for images, labels in loader:
            hidden = net(torch.zeros(3, 8))
            out = head(hidden)  # error: [linear] expects a last dimension of 5, got 4
            total += 1
        reveal_type(total)  # reveal: Unknown
        """,
    )


def test_what_a_loop_of_unknown_rounds_returns_is_unknown(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn
        from somewhere import loader

        def first():
            for item in loader:
                return 3
            return 2

        nn.Linear(3, 3)(torch.zeros(2, first()))
        """,
    )


def test_a_long_training_loop_ends_within_its_budget(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn

        net = nn.Linear(4, 4)
        step = 0
        while True:
            loss = net(torch.zeros(2, 4)).sum()
            loss.backward()
            step += 1
            if step > 10_000_000:
                break
        net(torch.zeros(2, 3))  # error: [linear] expects a last dimension of 4, got 3
        """,
    )


def test_a_tensor_made_from_an_argument_may_have_any_shape(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn

        class Normalize(nn.Module):
            def __init__(self, mean, std, row):
                super().__init__()
                self.mean = mean
                self.register_buffer("std", torch.tensor(std).view(1, 3, 1, 1))
                self.pairs = torch.tensor([[1.0, 2.0], row])

            def forward(self, image):
                mean = torch.as_tensor(self.mean)
                return (image - mean[:, None, None]) / self.std
        """,
    )


def test_a_row_as_long_as_an_argument_says_has_no_known_number_of_axes(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from itertools import repeat
        from torch import nn

        class Block(nn.Module):
            def __init__(self, width, kernel):
                super().__init__()
                if not isinstance(kernel, int):
                    kernel = tuple(repeat(3, len(kernel)))
                self.conv = nn.Conv2d(width, width, kernel)

            def forward(self, x):
                return self.conv(x)

        class Halves(nn.Module):
            def __init__(self, width, parts):
                super().__init__()
                self.parts = parts
                self.fc = nn.Linear(width, width // parts if parts != 0 else width)

            def forward(self, x):
                if self.parts == 0:
                    return x.view(x.shape[0] // self.parts, -1)
                return self.fc(x)
        """,
    )


def test_an_argument_used_as_a_tensor_has_no_known_shape(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from einops import repeat
        from torch import nn

        class Pretrain(nn.Module):
            def __init__(self, transformer, words):
                super().__init__()
                self.transformer = transformer
                self.embed = nn.Embedding(words, 8)

            def forward(self, batch):
                tokens = repeat(self.transformer.cls_token, "() n d -> b n d", b=4)
                words = self.embed(batch.words)
                return tokens, words.size()[1]

        def attend(frequencies, x, size):
            assert frequencies.shape == (size, x.shape[-1])
            return x
        """,
    )


def test_a_path_that_may_be_misunderstood_proves_nothing(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        import torch.nn.functional as F

        class Version(tuple):
            pass

        def resize(image, version, size=None, factor=None):
            if version < 7:
                return F.interpolate(image, size, factor)
            return Version().resize(image, size, factor)
        """,
    )


def test_nobody_calls_with_nothing_what_takes_any_number(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from torch import nn

        class First(nn.Module):
            def forward(self, *inputs):
                return inputs if len(inputs) > 1 else inputs[0]

        def last(*inputs):
            return inputs[-1]
        """,
    )


def test_what_may_be_a_list_may_be_read_backwards(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch

        def scaled(repeats):
            total = sum(repeats)
            return [r / total for r in repeats[::-1]]

        torch.zeros(3)[::-1]  # error: [index] a slice of a tensor needs a step of at least 1, got -1
        """,
    )


def test_an_argument_that_is_a_number_is_of_every_class_that_numbers_are_of(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import numbers
        import torch
        from torch import nn

        class Scale(nn.Module):
            def __init__(self, width: int, side: int):
                super().__init__()
                if isinstance(width, numbers.Integral):
                    width = (width,)
                self.weight = nn.Parameter(torch.ones(tuple(width)))
                self.bias = nn.Parameter(torch.ones(side if isinstance(side, (str, tuple)) else side + 1))

            def forward(self, x):
                reveal_type(self.weight)  # reveal: Tensor[width]
                reveal_type(self.bias)  # reveal: Tensor[side + 1]
                return x * self.weight
        """,
    )


def test_an_input_that_is_a_tuple_of_whole_numbers_is_as_many_symbols(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from typing import Tuple

        import torch

        Size = Tuple[int, int]

        def windows(size: Size, more: "tuple[int, int, int]"):
            h, w = size
            y = torch.zeros(2, h, w)
            reveal_type(y)  # reveal: Tensor[2, size[0], size[1]]
            reveal_type(torch.zeros(size + more[1:]))  # reveal: Tensor[size[0], size[1], more[1], more[2]]
            reveal_type(y.view(2, h * w))  # reveal: Tensor[2, size[0]*size[1]]
            return y @ torch.zeros(w + 1, 2)  # error: [matmul] the inner sizes size[1] and size[1] + 1 differ

        def rows(sizes: Tuple[int], many: tuple[int, ...], other: tuple[int, str], x: torch.Tensor):
            reveal_type(sizes)  # reveal: Unknown
            reveal_type(many)  # reveal: Unknown
            reveal_type(other)  # reveal: Unknown
        """,
    )


def test_an_input_that_is_a_float_is_a_number_and_no_whole_one(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn

        def attend(query: torch.Tensor, key: torch.Tensor, scaling: float, keep: float | None = None):
            b, n, d = query.shape
            c, m, d = key.shape
            weights = query @ key.transpose(1, 2) * scaling
            reveal_type(weights)  # reveal: Tensor[b, n, m]
            if scaling is None:
                weights @ torch.zeros(7)
            kept = int(n * scaling)
            reveal_type(torch.zeros(kept))  # reveal: Tensor[int(n*scaling)]
            torch.zeros(kept) + torch.zeros(n)
            (torch.zeros(3, 4) * scaling).view(3, 5)  # error: [reshape]
            if scaling == int(scaling):
                weights @ torch.zeros(7)
            return weights
        """,
    )


def test_what_is_made_of_a_float_need_not_be_whole(tmp_path: Path) -> None:
    source = """
        from torch import nn

        class Mlp(nn.Module):
            def __init__(self, width: int, ratio: float):
                super().__init__()
                hidden = int(width * ratio)
                self.up = nn.Linear(width, hidden)
                self.down = nn.Linear(hidden if hidden % width else 2 * hidden, width)

            def forward(self, x):
                return self.down(self.up(x))
        """
    check_snippet(tmp_path, source)
    told = "self.down(self.up(x))  # error: [linear] expects a last dimension of 2*"
    check_snippet(tmp_path, source.replace("ratio: float", "ratio: int").replace("self.down(self.up(x))", told))


def test_a_number_that_is_not_known_can_be_written_out(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch

        def tell(x: torch.Tensor, share: float):
            n, d = x.shape
            try:
                told = f"{share:.2f} {d ** 0.5:.2f} {n == d:>5}" + "{:.3f}".format(share)
            except (ValueError, TypeError):
                return x @ torch.zeros(7, 7, 7, 7, 7)
            reveal_type(told)  # reveal: Unknown
            return x.view(3, 5, 0, 7) if n == n + 1 else torch.zeros(3) @ torch.zeros(4)  # error: [matmul]
        """,
    )


def test_a_product_of_floats_is_the_same_in_either_order(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from torch import nn

        class Mlp(nn.Module):
            def __init__(self, width: int, ratio: float):
                super().__init__()
                self.up = nn.Linear(width, int(width * ratio))
                self.down = nn.Linear(int(ratio * width), width)
                self.bad = nn.Linear(int(ratio * width) + 1, width)

            def forward(self, x):
                y = self.up(x)
                self.bad(y)  # error: [linear] expects a last dimension of int(width*ratio) + 1, got int(width*ratio)
                return self.down(y)
        """,
    )
