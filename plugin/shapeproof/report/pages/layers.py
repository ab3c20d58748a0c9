"""Pages of the findings about torch's layers."""

from shapeproof.report.pages.page import Page

PAGES = {
    "linear": Page(
        "`nn.Linear(in_features, out_features)` multiplies the last dimension of its input, which must be "
        "`in_features`.",
        """
from torch import nn

model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(64, 10))
model(torch.rand(32, 784))
""",
        """
from torch import nn

model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
model(torch.rand(32, 784))
""",
    ),
    "conv": Page(
        "A convolution reads the channels from one dimension, which must be its `in_channels`, and slides over the "
        "others, which with their padding must be at least as long as its kernel. `groups` must divide both "
        "channel counts.",
        """
from torch import nn

nn.Conv2d(3, 16, kernel_size=3)(torch.rand(8, 1, 28, 28))
""",
        """
from torch import nn

nn.Conv2d(1, 16, kernel_size=3)(torch.rand(8, 1, 28, 28))
""",
    ),
    "pool": Page(
        "Pooling takes images of a fixed number of dimensions, pads by at most half its kernel, and needs an "
        "output of at least one pixel.",
        """
from torch import nn

nn.MaxPool2d(4)(torch.rand(8, 16, 3, 3))
""",
        """
from torch import nn

nn.MaxPool2d(3)(torch.rand(8, 16, 3, 3))
""",
    ),
    "norm": Page(
        "BatchNorm counts the channels in dimension 1, GroupNorm and InstanceNorm too, and LayerNorm the last "
        "dimensions: each must be what the layer was made for.",
        """
from torch import nn

nn.BatchNorm2d(32)(torch.rand(8, 16, 28, 28))
""",
        """
from torch import nn

nn.BatchNorm2d(16)(torch.rand(8, 16, 28, 28))
""",
    ),
    "embedding": Page(
        "An embedding adds a dimension of `embedding_dim` to a tensor of whole numbers; `nn.EmbeddingBag` takes "
        "one or two dimensions, and its offsets only with one.",
        """
from torch import nn

nn.EmbeddingBag(1000, 64)(torch.zeros(2, 3, 4, dtype=torch.long))
""",
        """
from torch import nn

nn.EmbeddingBag(1000, 64)(torch.zeros(2, 3, dtype=torch.long))
""",
    ),
    "rnn": Page(
        "An RNN, LSTM or GRU reads `input_size` features from the last dimension; its states are `[layers * "
        "directions, batch, hidden_size]`, with `batch_first=True` as well.",
        """
from torch import nn

nn.LSTM(input_size=32, hidden_size=64, batch_first=True)(torch.rand(8, 20, 64))
""",
        """
from torch import nn

nn.LSTM(input_size=64, hidden_size=64, batch_first=True)(torch.rand(8, 20, 64))
""",
    ),
    "attention": Page(
        "The number of heads divides the embedding; queries and keys share their last dimension, keys and values "
        "their length, and a mask has one row a query and one column a key.",
        """
from torch.nn import functional as F

F.scaled_dot_product_attention(torch.rand(2, 8, 10, 64), torch.rand(2, 8, 10, 32), torch.rand(2, 8, 10, 64))
""",
        """
from torch.nn import functional as F

F.scaled_dot_product_attention(torch.rand(2, 8, 10, 64), torch.rand(2, 8, 10, 64), torch.rand(2, 8, 10, 64))
""",
    ),
    "loss": Page(
        "Each loss says which shapes its target may have: of `cross_entropy`'s predictions `[n, classes, *rest]` "
        "the target is `[n, *rest]` as class numbers, or has the predictions' own shape as probabilities.",
        """
from torch.nn import functional as F

F.cross_entropy(torch.rand(8, 10), torch.zeros(4, dtype=torch.long))
""",
        """
from torch.nn import functional as F

F.cross_entropy(torch.rand(8, 10), torch.zeros(8, dtype=torch.long))
""",
    ),
    "parameter": Page(
        "Some sizes refuse to become a layer at all: heads that do not divide the embedding, groups that do not "
        "divide the channels, a negative size.",
        """
from torch import nn

nn.MultiheadAttention(embed_dim=100, num_heads=8)
""",
        """
from torch import nn

nn.MultiheadAttention(embed_dim=96, num_heads=8)
""",
    ),
    "unregistered": Page(
        "torch finds layers and parameters only as attributes of a module and in its own containers. In a plain "
        "list or dictionary they are neither trained nor saved nor moved to a device. It runs, so this is a "
        "warning.",
        """
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(8, 8) for _ in range(3)]
""",
        """
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(8, 8) for _ in range(3))
""",
    ),
    "unused-layer": Page(
        "A layer that no method uses still counts in the model's size, takes optimiser memory and gets no "
        "gradient. Often it was meant to be called and another one is called twice. It runs, so this would be a "
        "warning; it is not told, because nothing is certain of it: another program may call the layer, load "
        "weights into it or put another in its place.",
        """
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(8, 8)
        self.second = nn.Linear(8, 8)

    def forward(self, x):
        return self.first(self.first(x))
""",
        """
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(8, 8)
        self.second = nn.Linear(8, 8)

    def forward(self, x):
        return self.second(self.first(x))
""",
    ),
}
