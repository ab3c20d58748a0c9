"""Annotations of shapes, held to: each snippet says which lines break them."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from snippets import check_snippet

HEAD = """
import torch
from torch import nn, Tensor
from typing import Annotated, Optional, Union, assert_type
from jaxtyping import (
    BFloat16, Bool, Complex, Float, Float16, Float32, Float64, Inexact, Int, Int32, Integer, Key, Num, PyTree, Real,
    Shaped, UInt8, jaxtyped,
)
from beartype import beartype
from dataclasses import dataclass
"""

SNIPPETS = {
    "returns": """
        def mean(x: Float[Tensor, "b d"]) -> Float[Tensor, "b"]:
            return x.mean(-1)

        def rank(x: Float[Tensor, "b d"]) -> Float[Tensor, "b d"]:
            return x.mean(-1)  # error: [annotation] returns [b]: it has 1 dimension, not 2

        def swapped(x: Float[Tensor, "b d"]) -> Float[Tensor, "b d"]:
            return x.t()  # error: [annotation] dimension 0 is d, not b

        def scalar(x: Float[Tensor, "b"]) -> Float[Tensor, ""]:
            return x.sum()

        def no_scalar(x: Float[Tensor, "b"]) -> Float[Tensor, ""]:
            return x  # error: [annotation] it has 1 dimension, not 0

        def product(x: Float[Tensor, "n k"], y: Float[Tensor, "k m"]) -> Float[Tensor, "n m"]:
            return x @ y

        def wrong_product(x: Float[Tensor, "n k"], y: Float[Tensor, "k m"]) -> Float[Tensor, "m n"]:
            return x @ y  # error: [annotation]
    """,
    "forms": """
        def arithmetic(x: Float[Tensor, "b d"]) -> Float[Tensor, "b 2*d"]:
            return torch.cat([x, x], 1)

        def minus(x: Float[Tensor, "b dim"]) -> Float[Tensor, "b dim-1"]:
            return x[:, 1:]

        def wrong_minus(x: Float[Tensor, "b dim"]) -> Float[Tensor, "b dim-1"]:
            return x[:, 2:]  # error: [annotation]

        def later(x: Float[Tensor, "d+1 d"]) -> Float[Tensor, "d d+1"]:
            return x.t()

        def anything(x: Float[Tensor, "_ d"], y: Float[Tensor, "_ ..."]) -> Float[Tensor, "_ d"]:
            return x * 2

        def run(x: Float[Tensor, "*batch d"]) -> Float[Tensor, "*batch"]:
            return x.sum(-1)

        def wrong_run(x: Float[Tensor, "*batch n d"]) -> Float[Tensor, "*batch d"]:
            return x * 2  # error: [annotation]

        def fixed_run(x: Float[Tensor, "*batch d"]) -> Float[Tensor, "b d"]:
            return x * 2  # error: [annotation]

        def stretched(x: Float[Tensor, "#b d"], y: Float[Tensor, "#b d"]) -> Float[Tensor, "b d"]:
            return x + y

        def named(x: Float[Tensor, "batch rgb=3"]) -> Float[Tensor, "batch 3"]:
            return x

        def wrong_named(x: Float[Tensor, "batch rgb=3"]) -> Float[Tensor, "batch rgba=4"]:
            return x  # error: [annotation] dimension 1 is 3, not 4

        def interpolated(x: Float[Tensor, "b d"], n: int) -> Float[Tensor, "{n} b d"]:
            return x.expand(n, -1, -1)

        def wrong_interpolated(x: Float[Tensor, "b d"], n: int) -> Float[Tensor, "b {n}"]:
            return x.unsqueeze(2).expand(-1, -1, n).sum(2)  # error: [annotation]

        def trimmed(x: Float[Tensor, "b t"], n: int) -> Float[Tensor, "b t-2*{n}"]:
            return x[:, n:-n]

        def repeated(x: Float[Tensor, "b t"], n: int) -> Float[Tensor, "b t*{n}"]:
            return x.repeat(1, n)

        def wrong_repeated(x: Float[Tensor, "b t"], n: int) -> Float[Tensor, "b 2*t*{n}"]:
            return x.repeat(1, n)  # error: [annotation] dimension 1 is n*t, not 2*n*t (2*t*n)

        def counted(rows: list, x: Float[Tensor, "b d"]) -> Float[Tensor, "{len(rows)} b d"]:
            return torch.stack([x] * len(rows))

        def wrong_counted(rows: list, x: Float[Tensor, "b d"]) -> Float[Tensor, "{len(rows)} b"]:
            return x[:4]  # error: [annotation] dimension 1 is d, not b

        def sized(rows: int, columns: int) -> Float[Tensor, "rows columns"]:
            return torch.zeros(columns, rows)  # error: [annotation]
    """,
    "families": """
        def index(x: Float[Tensor, "b d"]) -> Int[Tensor, "b"]:
            return x.argmax(-1)

        def no_index(x: Float[Tensor, "b d"]) -> Int[Tensor, "b"]:
            return x.amax(-1)  # error: [annotation] its elements are float32

        def mask(x: Num[Tensor, "b"]) -> Bool[Tensor, "b"]:
            return x > 0

        def double(x: Float[Tensor, "b"]) -> Float32[Tensor, "b"]:
            return x.double()  # error: [annotation] its elements are float64

        def half(x: Float[Tensor, "b"]) -> Float16[Tensor, "b"]:
            return x.half()

        def default(x: Float64[Tensor, "b"]) -> Float64[Tensor, "b"]:
            return x * 2

        def any_of(a: Shaped[Tensor, "b"], b: Real[Tensor, "b"], c: Inexact[Tensor, "b"], d: Key[Tensor, "b"],
                   e: Complex[Tensor, "b"], f: UInt8[Tensor, "b"], g: Integer[Tensor, "b"], h: BFloat16[Tensor, "b"],
                   i: Int32[Tensor, "b"]) -> Shaped[Tensor, "b"]:
            return a
    """,
    "aliases and wrappers": """
        Batch = Float[Tensor, "b d"]
        Maybe = Optional[Batch]

        def alias(x: Batch) -> Batch:
            return x.sum(0)  # error: [annotation]

        def optional(x: Maybe, y: "Float[Tensor, 'd e']") -> "Float[Tensor, 'b e'] | None":
            return x @ y

        def wrong_optional(x: Batch | None) -> Optional[Float[Tensor, "b"]]:
            if x is None:
                return None
            return x.sum(0)  # error: [annotation]

        def pair(x: Batch) -> tuple[Float[Tensor, "b"], Float[Tensor, "d"]]:
            return x.sum(1), x.sum(0)

        def wrong_pair(x: Batch) -> tuple[Float[Tensor, "b"], Float[Tensor, "d"]]:
            return x.sum(0), x.sum(1)  # error: [annotation]

        def table(x: Batch) -> dict[str, Float[Tensor, "b"]]:
            return {"sum": x.sum(1), "mean": x.mean(0)}  # error: [annotation]

        def rows(x: Batch) -> list[Float[Tensor, "d"]]:
            return [x[0], x[1]]

        def tree(x: Batch) -> PyTree[Float[Tensor, "b d"]]:
            return {"a": [x, (x, x.t())]}  # error: [annotation]

        def union(x: Union[Float[Tensor, "b d"], Float[Tensor, "b d e"]]) -> Float[Tensor, "b"]:
            return x.flatten(1).sum(1)

        def nested(x: Float[Batch, "n"]) -> Float[Tensor, "n b d"]:
            return x

        def annotated(x: Annotated[Tensor, "b d"]) -> Annotated[Tensor, "d b"]:
            return x  # error: [annotation] annotated promises Annotated[Tensor, "d b"], returns [b, d]

        def described(x: Annotated[Tensor, "the images"]) -> Annotated[Tensor, "their classes"]:
            return x
    """,
    "calls": """
        def both(x: Float[Tensor, "b d"], y: Float[Tensor, "b d"]) -> Float[Tensor, "b"]:
            return (x * y).sum(-1)

        def caller(x: Float[Tensor, "n k"], y: Float[Tensor, "n m"]):
            both(x, x)
            both(torch.zeros(2, 3), torch.zeros(2, 3))
            both(torch.zeros(2, 3), torch.zeros(2, 4))  # error: [annotation] for y, got [2, 4]
            both(x, y)  # error: [annotation] dimension 1 is m, not k
            reveal_type(both(torch.zeros(2, 3), torch.zeros(2, 3)))  # reveal: Tensor[2]

        def free(x, y):
            return both(x, y)
    """,
    "modules": """
        class Head(nn.Module):
            def __init__(self, d_in, d_out):
                super().__init__()
                self.fc = nn.Linear(d_in, d_out)
                self.scale: Float[Tensor, "d_out"] = nn.Parameter(torch.ones(d_out))
                self.shift: Float[Tensor, "d_out"] = nn.Parameter(torch.ones(d_in))  # error: [annotation]

            def forward(self, x: Float[Tensor, "*batch d_in"]) -> Float[Tensor, "*batch d_out"]:
                return self.fc(x) * self.scale

            def wrong(self, x: Float[Tensor, "b d_in"]) -> Float[Tensor, "b d_in"]:
                return self.fc(x)  # error: [annotation] dimension 1 is d_out, not d_in

        class Wrong(nn.Module):
            def __init__(self, d_in, hidden):
                super().__init__()
                self.width = hidden
                self.fc = nn.Linear(d_in, hidden)

            def forward(self, x: Float[Tensor, "b d_in"]) -> Float[Tensor, "b d_in"]:
                h: Float[Tensor, "b width"] = self.fc(x)
                g: Float[Tensor, "b d_in"] = self.fc(x)  # error: [annotation]
                return h  # error: [annotation] dimension 1 is hidden, not d_in

        def main():
            head = Head(4, 7)
            reveal_type(head(torch.zeros(2, 4)))  # reveal: Tensor[2, 7]
            head(torch.zeros(2, 5))  # error: [annotation] dimension -1 is 5, not 4 (d_in)
    """,
    "decorators": """
        @jaxtyped(typechecker=beartype)
        def one(x: Float[Tensor, "b d"]) -> Float[Tensor, "b"]:
            return x.sum(0)  # error: [annotation]

        @jaxtyped
        @beartype
        def two(x: Float[Tensor, "b d"]) -> Float[Tensor, "b"]:
            return x.sum(0)  # error: [annotation]
    """,
    "records": """
        @dataclass
        class Record:
            states: Float[Tensor, "b d"]
            labels: Int[Tensor, "b"]

        def good(x: Float[Tensor, "b d"]) -> Record:
            return Record(x, x.argmax(1))

        def bad(x: Float[Tensor, "b d"]) -> Record:
            return Record(states=x, labels=x.argmax(0))  # error: [annotation] Record takes

        class Holder:
            weight: Float[Tensor, "n n"]

            def __init__(self, n):
                self.weight = torch.zeros(n, n)

            def change(self, n: int, m: int):
                self.weight = torch.zeros(n, m)

        def changed():
            Holder(3).weight = torch.zeros(3, 4)  # error: [annotation] weight is annotated
    """,
    "assertions": """
        def asserted(x: Float[Tensor, "b d"]):
            assert_type(x, Float[Tensor, "b d"])
            assert_type(x.reshape(-1), Float[Tensor, "b*d"])
            assert_type(x.reshape(-1), Float[Tensor, "b"])  # error: [assert-type]
            assert_type(x, Float[Tensor, "b c"])  # error: [assert-type] dimension 1 is d, not c
            assert_type((x, x.t()), tuple[Float[Tensor, "b d"], Float[Tensor, "d b"]])
            assert_type(x.long(), Float[Tensor, "b d"])  # error: [assert-type] its elements are int64
            reveal_type(x)  # reveal: Tensor[b, d]

        def unannotated(x):
            B, T = x.shape
            assert_type(x, Float[Tensor, "B T"])
            assert_type(x, Float[Tensor, "B T 1"])  # error: [assert-type]

        assert_type(torch.zeros(2, 3), Float[Tensor, "2 3"])
        assert_type(torch.zeros(2, 3), Float[Tensor, "2 4"])  # error: [assert-type]
    """,
    "what cannot be read": """
        def commas(x: Float[Tensor, "b, d"]): ...  # error: [annotation] separated by spaces, not commas

        def open_sum(x: Float[Tensor, "b d+"]): ...  # error: [annotation]

        def two_runs(x: Float[Tensor, "*a *b"]): ...  # error: [annotation]

        def run_and_rest(x: "Float[Tensor, '*a ...']"): ...  # error: [annotation]

        def nothing(x: Float[Tensor]): ...  # error: [annotation]

        def number(x: Float[Tensor, 3]): ...  # error: [annotation]

        Alias = Optional[Float[Tensor, "#"]]  # error: [annotation]
    """,
    "torchtyping": """
        from torchtyping import TensorType

        def right(x: TensorType["b", "d", float]) -> TensorType["d", "b"]:
            return x.t()

        def wrong(x: TensorType["b", ..., 3]) -> TensorType["b", ..., 4]:
            return x  # error: [annotation] wrong promises TensorType["b", ..., 4], returns [b, *rest, 3]

        def sized(x: TensorType["b", "c": 3, -1]) -> TensorType["b", 3, "n"]:
            return x
    """,
    "arguments that may be given": """
        class Masked(nn.Module):
            def forward(
                self, x: Float[Tensor, "b t d"], mask: Optional[Bool[Tensor, "b t"]] = None
            ) -> Float[Tensor, "b t d"]:
                if mask is not None:
                    return (x * mask[:, :, None]).sum(1)  # error: [annotation]
                return x

        def scaled(x: Float[Tensor, "b d"], scale: Float[Tensor, "d"] | None = None) -> Float[Tensor, "b d"]:
            if scale is None:
                return x
            return x * scale

        def wrong(x: Float[Tensor, "b d"], scale: Float[Tensor, "d"] | None = None) -> Float[Tensor, "b d"]:
            return x if scale is None else x @ scale  # error: [annotation]
    """,
    "promises that only some constructions break": """
        class Backbone(nn.Module):
            def __init__(self, d, classes):
                super().__init__()
                self.head = nn.Linear(d, classes) if classes > 0 else None

            def forward(self, x: Float[Tensor, "b n d"]) -> Float[Tensor, "b classes"]:
                if self.head is None:
                    return x
                return self.head(x.mean(1))
    """,
    "a number that an argument may be given": """
        class Heads(nn.Module):
            def __init__(self, width=32, outs=4):
                super().__init__()
                self.heads = nn.ModuleDict({k: nn.Linear(width, outs) for k in ("mean", "scale")})

            def forward(self, z: Float[Tensor, "b w"]) -> dict[str, Float[Tensor, "b 4"]]:
                return {k: head(z) for k, head in self.heads.items()}

        class Others(nn.Module):
            def __init__(self, outs):
                super().__init__()
                self.head = nn.Linear(8, outs)

            def forward(self, z: Float[Tensor, "b w"]) -> Float[Tensor, "b 4"]:
                return self.head(z)  # error: [annotation] dimension 1 is 5, not 4

        Heads()(torch.rand(2, 32))
        Others(5)(torch.rand(2, 8))

        def rows(x: Float[Tensor, "b d"]) -> Float[Tensor, "b 4"]:
            return x  # error: [annotation]
    """,
    "conditions that only some sizes break": """
        class Attention(nn.Module):
            def __init__(self, d, heads):
                super().__init__()
                self.heads, self.size = heads, d // heads
                self.out = nn.Linear(d, d)

            def forward(self, x: Float[Tensor, "b t d"]) -> Float[Tensor, "b t d"]:
                return x.reshape(*x.shape[:2], self.heads, self.size).flatten(2)

        def halves(x: Float[Tensor, "b c h w"]) -> Float[Tensor, "b c h//2 w//2"]:
            return nn.functional.max_pool2d(x, 3, 2, 1)

        def some(x: Float[Tensor, "n d"], keep) -> Float[Tensor, "n d"]:
            return x[keep > 0]
    """,
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_annotations_are_held_to(tmp_path: Path, name: str) -> None:
    check_snippet(tmp_path, HEAD + textwrap.dedent(SNIPPETS[name]))


def test_annotations_not_evaluated_are_read(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from __future__ import annotations
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from jaxtyping import Float
            from torch import Tensor
            import kinds

        def f(x: Float[Tensor, "b d"]) -> Float[Tensor, "d b"]:
            return x  # error: [annotation]

        def g(x: kinds.Image) -> kinds.Flat:
            return x.flatten(1)

        def h(x: kinds.Image) -> kinds.Flat:
            return x.flatten(2)  # error: [annotation]
        """,
        files={
            "kinds.py": """
            import jaxtyping as jt
            import torch
            Image = jt.Float[torch.Tensor, "b c h w"]
            Flat = jt.Float[torch.Tensor, "b c*h*w"]
            """
        },
    )


def test_a_malformed_string_is_pointed_into(tmp_path: Path) -> None:
    from shapeproof.project import Project

    file = tmp_path / "m.py"
    file.write_text(
        "from torch import Tensor\nfrom jaxtyping import Float\n"
        'def f(x: Float[Tensor, "b d 4+"]): ...\ndef g(x: "Float[Tensor, \'*a *b\']"): ...\n'
    )
    first, second = Project(tmp_path).check([str(file)]).files[0].findings
    assert (first.place.line, first.place.column) == (3, 29)
    assert first.message == 'Float[…, "b d 4+"] cannot be read: this is no arithmetic expression'
    assert (second.place.line, second.place.column) == (4, 29)


def test_a_tuple_of_one_tensor_is_often_written_for_any_number(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from jaxtyping import Float
        from torch import Tensor

        def attend(query: Tensor, inputs: tuple[Tensor]):
            positions, mask = inputs
            return query * mask

        def named(query: Tensor, inputs: tuple[Float[Tensor, "b n"]]):
            positions, mask = inputs  # error: [split] not enough values to unpack (expected 2, got 1)
            return query * mask
        """,
    )
