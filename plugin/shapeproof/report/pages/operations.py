"""Pages of the findings about operations on tensors."""

from shapeproof.report.pages.page import Page

PAGES = {
    "matmul": Page(
        "In `a @ b` the last dimension of `a` is the last but one of `b` (or its only one), and the dimensions "
        "before them are broadcast.",
        "torch.rand(64, 3136) @ torch.rand(9216, 128)",
        "torch.rand(64, 9216) @ torch.rand(9216, 128)",
    ),
    "broadcast": Page(
        "Two shapes are broadcast from their last dimension on: each pair must be equal, or one of them 1.",
        "torch.rand(8, 10) + torch.rand(8)",
        "torch.rand(8, 10) + torch.rand(8, 1)",
    ),
    "reshape": Page(
        "`view` and `reshape` keep the number of elements; one size may be -1 and is then what is left over, if "
        "that is a whole number.",
        "torch.rand(8, 64, 7, 7).view(8, 64 * 6 * 6)",
        "torch.rand(8, 64, 7, 7).view(8, 64 * 7 * 7)",
    ),
    "join": Page(
        "`cat` joins tensors that agree in all dimensions but the one they are joined along; `stack` those that "
        "agree in all.",
        "torch.cat([torch.rand(8, 3), torch.rand(9, 3)], dim=1)",
        "torch.cat([torch.rand(8, 3), torch.rand(8, 4)], dim=1)",
    ),
    "split": Page(
        "The sizes given to `split` add up to the dimension, and as many names are unpacked as there are parts.",
        "q, k, v = torch.rand(8, 10, 192).split([64, 64, 32], dim=2)",
        "q, k, v = torch.rand(8, 10, 192).split([64, 64, 64], dim=2)",
    ),
    "index": Page(
        "An axis counts from 0, or from -1 backwards, and lies within the tensor; so does an index within its "
        "dimension.",
        "torch.rand(8, 10).transpose(1, 2)",
        "torch.rand(8, 10).transpose(0, 1)",
    ),
    "reduce": Page(
        "The axes of `sum`, `mean`, `max`, `softmax` and their like are axes of the tensor, each named once.",
        "torch.rand(8, 10).mean(dim=(1, -1))",
        "torch.rand(8, 10).mean(dim=1)",
    ),
    "einsum": Page(
        "Each operand has as many dimensions as its part of the equation has letters, and a letter means one size.",
        'torch.einsum("bij,bjk->bik", torch.rand(8, 3, 4), torch.rand(8, 5, 6))',
        'torch.einsum("bij,bjk->bik", torch.rand(8, 3, 4), torch.rand(8, 4, 6))',
    ),
    "einops": Page(
        "A tensor has the axes its pattern names on the left, a group in parentheses splits its dimension without "
        "rest, and the right side names no new axis without a size.",
        """
from einops import rearrange

rearrange(torch.rand(8, 10, 100), "b n (h d) -> b h n d", h=8)
""",
        """
from einops import rearrange

rearrange(torch.rand(8, 10, 96), "b n (h d) -> b h n d", h=8)
""",
    ),
    "inplace": Page(
        "An operation in place writes into the tensor it is called on, so the result must have that tensor's shape.",
        """
x = torch.rand(8, 1)
x += torch.rand(8, 10)
""",
        """
x = torch.rand(8, 1)
x = x + torch.rand(8, 10)
""",
    ),
    "expand": Page(
        "`expand` repeats dimensions of size 1, and adds new ones in front; -1 keeps a size.",
        "torch.rand(8, 3).expand(8, 10)",
        "torch.rand(8, 1).expand(8, 10)",
    ),
    "linalg": Page(
        "Inverses, determinants, Cholesky factors and eigenvalues are those of square matrices; solving needs as "
        "many rows on the right as there are on the left.",
        "torch.linalg.inv(torch.rand(3, 4))",
        "torch.linalg.pinv(torch.rand(3, 4))",
    ),
    "last-batch": Page(
        "A loader without `drop_last=True` gives a last batch of what is left over. A batch size written into a "
        "view, a hidden state or a mask fails there, after a whole epoch has gone well. It is told where the number "
        "of samples and the batch size are known.",
        """
import torch
from torch.utils.data import DataLoader, TensorDataset

images = TensorDataset(torch.rand(100, 3, 8, 8))
for (batch,) in DataLoader(images, batch_size=16):
    batch.view(16, 192)
""",
        """
import torch
from torch.utils.data import DataLoader, TensorDataset

images = TensorDataset(torch.rand(100, 3, 8, 8))
for (batch,) in DataLoader(images, batch_size=16):
    batch.view(batch.size(0), 192)
""",
    ),
    "silent-broadcast": Page(
        "Shapes such as `[n, 1]` and `[n]` can be broadcast, to `[n, n]`, which is hardly ever meant: in a loss it "
        "trains on every pair. It runs, so this is a warning.",
        """
from torch.nn import functional as F

F.mse_loss(torch.rand(8, 1), torch.rand(8))
""",
        """
from torch.nn import functional as F

F.mse_loss(torch.rand(8, 1).squeeze(1), torch.rand(8))
""",
    ),
    "scrambled-view": Page(
        "A view reads elements in their order in memory. To exchange two axes they must be transposed first; a "
        "view with the exchanged sizes has the right shape and the wrong content. It is told where the sizes before "
        "and after are the same in another order. This is information, not a failure.",
        "torch.rand(8, 10, 64).view(8, 64, 10)",
        "torch.rand(8, 10, 64).transpose(1, 2)",
    ),
    "implicit-dim": Page(
        "Without `dim`, `softmax` and its like choose an axis by the number of dimensions, and torch warns of it. "
        "It is told where the number of dimensions is known. This is information, not a failure.",
        """
from torch.nn import functional as F

F.softmax(torch.rand(8, 10))
""",
        """
from torch.nn import functional as F

F.softmax(torch.rand(8, 10), dim=1)
""",
    ),
}
