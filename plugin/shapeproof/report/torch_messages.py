"""Messages that torch raises about shapes: what each means in plain words, and which sizes it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ROW = r"\[(?:\d+(?:, ?\d+)*)?\]"


@dataclass(frozen=True, slots=True)
class Message:
    """A message by its pattern; ``meaning`` may name the pattern's groups, ``sizes`` are the groups to look for."""

    code: str
    pattern: str
    meaning: str
    sizes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A pasted message, understood: the code of findings like it, what it means, and the sizes it speaks of."""

    code: str
    meaning: str
    sizes: tuple[int, ...]


MESSAGES = (
    Message(
        "linear",
        r"mat1 and mat2 shapes cannot be multiplied \((?P<a>\d+)x(?P<b>\d+) and (?P<c>\d+)x(?P<d>\d+)\)",
        "A matrix of {a} rows of {b} numbers is multiplied by one of {c} rows: {b} and {c} must be the "
        "same. In a model "
        "this is most often an nn.Linear({c}, {d}) that is given {b} features: either the layer before it makes "
        "{b} of them, or the tensor was flattened to {b}.",
        ("b", "c", "d"),
    ),
    Message(
        "conv",
        r"weight of size (?P<weight>\[[\d, ]+\]), expected input(?P<input>\[[\d, ]+\]) to have (?P<a>\d+) channels, "
        r"but got (?P<b>\d+) channels",
        "A convolution made for {a} input channels is given {b}. Channels stand in dimension 1 of a batch, so a batch "
        "of {input} has {b}: either the layer's in_channels is wrong, or the axes are in another order.",
        ("a", "b"),
    ),
    Message(
        "broadcast",
        r"size of tensor a \((?P<a>\d+)\) must match the size of tensor b \((?P<b>\d+)\) at non-singleton dimension "
        r"(?P<d>\d+)",
        "Two tensors are combined elementwise whose sizes in dimension {d} are {a} and {b}. Sizes must be equal there, "
        "or one of them 1.",
        ("a", "b"),
    ),
    Message(
        "reshape",
        r"shape '(?P<row>\[[-\d, ]+\])' is invalid for input of size (?P<n>\d+)",
        "A tensor of {n} numbers is viewed as {row}, which holds another number of them: the product of the sizes must "
        "stay the same, and -1 only stands for a size that divides evenly.",
        ("n",),
    ),
    Message(
        "join",
        r"Sizes of tensors must match except in dimension (?P<d>\d+)\. Expected size (?P<a>\d+) but got "
        r"size (?P<b>\d+) "
        r"for tensor number (?P<n>\d+)",
        "torch.cat joins tensors along dimension {d}; in every other dimension they must have the same size. Tensor "
        "number {n} has {b} where those before it have {a}.",
        ("a", "b"),
    ),
    Message(
        "loss",
        r"Expected input batch_size \((?P<a>\d+)\) to match target batch_size \((?P<b>\d+)\)",
        "A loss is given {a} predictions and {b} targets. Often a view or reshape has put another axis into the batch, "
        "or (batch, time, classes) was not flattened together with (batch, time).",
        ("a", "b"),
    ),
    Message(
        "reshape",
        r"view size is not compatible with input tensor's size and stride",
        "view needs elements that lie in memory as the new shape reads them; after transpose or permute they do not. "
        "reshape copies where it must, and .contiguous() before view does the same.",
    ),
    Message(
        "conv",
        r"Expected (?P<w>\dD) \(unbatched\) or (?P<x>\dD) \(batched\) input to (?P<name>\w+), but got input of size: "
        rf"(?P<row>{_ROW})",
        "{name} takes a batch ({x}) or one sample ({w}); {row} has another number of dimensions. A missing channel or "
        "batch axis is added by unsqueeze.",
    ),
    Message(
        "join",
        rf"stack expects each tensor to be equal size, but got (?P<a>{_ROW}) at entry \d+ and (?P<b>{_ROW}) at entry "
        r"(?P<n>\d+)",
        "torch.stack puts tensors of one shape along a new axis; entry {n} is {b} beside {a}. To join along "
        "an axis that "
        "is there already use torch.cat; samples of different lengths are padded first.",
    ),
    Message(
        "norm",
        r"Given normalized_shape=(?P<a>\[[\d, ]+\]), expected input with shape \[\*, [\d, ]+\], but got input of size"
        r"(?P<b>\[[\d, ]+\])",
        "A LayerNorm made for last dimensions of {a} is given a tensor of {b}: it normalises the last axes, which must "
        "be what it was made for.",
        ("a", "b"),
    ),
    Message(
        "norm",
        r"running_mean should contain (?P<a>\d+) elements not (?P<b>\d+)",
        "A BatchNorm made for {b} channels is given {a} of them in dimension 1.",
        ("a", "b"),
    ),
    Message(
        "index",
        r"index (?P<i>-?\d+) is out of bounds for dimension (?P<d>\d+) with size (?P<n>\d+)",
        "Element {i} of dimension {d} is asked for, which has {n} of them, counted from 0.",
        ("n",),
    ),
    Message(
        "embedding",
        r"index out of range in self",
        "An embedding is given an index that is not below its num_embeddings: the vocabulary it was made for is too "
        "small, or a padding or unknown token lies outside it.",
    ),
    Message(
        "loss",
        r"Target (?P<i>-?\d+) is out of bounds",
        "A classification loss is given the class {i}, but the scores have no such place in dimension 1: classes are "
        "counted from 0, and the last layer must give one score for each of them.",
    ),
    Message(
        "rnn",
        rf"Expected hidden(?:\[\d\])? size \((?P<a>[\d, ]+)\), got (?P<b>{_ROW})",
        "A recurrent layer is given a first state of {b} where it takes ({a}): layers (times 2 if bidirectional), "
        "batch, hidden size; the batch comes second there whatever batch_first says.",
        ("b",),
    ),
    Message(
        "norm",
        r"Expected more than 1 value per channel when training, got input size torch\.Size\((?P<a>\[[\d, ]+\])\)",
        "A BatchNorm in training is given {a}: one value a channel has no variance. Most often the last batch of an "
        "epoch holds one sample (DataLoader(..., drop_last=True) leaves it out), or a model is tried on one sample "
        "before .eval().",
    ),
    Message(
        "norm",
        r"num_channels \((?P<a>\d+)\) must be divisible by num_groups \((?P<b>\d+)\)",
        "A GroupNorm is to part {a} channels into {b} equal groups, and {b} does not divide {a}.",
        ("a", "b"),
    ),
    Message(
        "index",
        r"Dimension out of range \(expected to be in range of \[(?P<a>-?\d+), (?P<b>-?\d+)\], but got (?P<c>-?\d+)\)",
        "Axis {c} is asked for of a tensor whose axes are {a} to {b}: it has fewer dimensions than the code expects.",
    ),
    Message(
        "matmul",
        r"Expected size for first two dimensions of batch2 tensor to be: \[(?P<a>\d+), (?P<b>\d+)\] but got: "
        r"\[(?P<c>\d+), (?P<d>\d+)\]",
        "Two batches of matrices are multiplied: the second must have {a} matrices of {b} rows, and has {c} of {d}. "
        "Often one side lacks a transpose(-2, -1).",
        ("a", "b", "c", "d"),
    ),
    Message(
        "einsum",
        r"einsum\(\): subscript (?P<s>\w) has size (?P<a>\d+) for operand (?P<n>\d+) which does not broadcast with "
        r"previously seen size (?P<b>\d+)",
        "The letter {s} of an einsum stands for {b} in one operand and for {a} in operand {n}: one letter is one size.",
        ("a", "b"),
    ),
    Message(
        "attention",
        r"was expecting embedding dimension of (?P<a>\d+), but got (?P<b>\d+)",
        "A MultiheadAttention made for embed_dim {a} is given queries of {b} features.",
        ("a", "b"),
    ),
    Message(
        "attention",
        r"embed_dim must be divisible by num_heads",
        "Each head takes embed_dim // num_heads features, so num_heads must divide embed_dim evenly.",
    ),
    Message(
        "rnn",
        r"input\.size\(-1\) must be equal to input_size\. Expected (?P<a>\d+), got (?P<b>\d+)",
        "A recurrent layer made for {a} features a step is given {b}. The features are the last axis, whatever "
        "batch_first says.",
        ("a", "b"),
    ),
    Message(
        "conv",
        r"Calculated padded input size per channel: \((?P<a>[\dx ]+)\)\. Kernel size: \((?P<b>[\dx ]+)\)\. Kernel size "
        r"can't be greater than actual input size",
        "An image of {a} pixels (padding counted) is smaller than a kernel of {b}: too many layers have "
        "made it smaller "
        "before, or the input image is too small.",
    ),
    Message(
        "pool",
        r"Output size is too small",
        "A pooling layer would leave no pixel: its input is smaller than its kernel. Too many layers have "
        "made the image "
        "smaller before, or the input image is too small.",
    ),
    Message(
        "inplace",
        rf"output with shape (?P<a>{_ROW}) doesn't match the broadcast shape (?P<b>{_ROW})",
        "An operation in place (+=, add_) cannot make its tensor larger: {a} would become {b}. Written without the "
        "underscore it makes a new tensor.",
    ),
    Message(
        "expand",
        r"expanded size of the tensor \((?P<a>-?\d+)\) must match the existing size \((?P<b>\d+)\) at non-singleton "
        r"dimension (?P<d>\d+)",
        "Only an axis of size 1 can be expanded: dimension {d} has {b} and should become {a}.",
        ("a", "b"),
    ),
    Message(
        "split",
        r"split_with_sizes expects split_sizes to sum exactly to (?P<a>\d+) \(input tensor's size at dimension "
        r"(?P<d>-?\d+)\), but got split_sizes=(?P<b>\[[\d, ]+\])",
        "A tensor of {a} along dimension {d} is split into {b}, which do not add up to it.",
        ("a", "b"),
    ),
    Message(
        "split",
        r"(?:not enough|too many) values to unpack \(expected (?P<a>\d+)",
        "A row of {a} names is unpacked from something of another length: often x.shape of a tensor of another number "
        "of dimensions.",
    ),
    Message(
        "loss",
        r"Using a target size \(torch\.Size\((?P<a>\[[\d, ]*\])\)\) that is different to the input size "
        r"\(torch\.Size\((?P<b>\[[\d, ]*\])\)\)",
        "A loss compares predictions of {b} with targets of {a}; they are broadcast, so every prediction is compared "
        "with targets that are not its own. Often a squeeze or unsqueeze of the last axis is missing.",
        ("a", "b"),
    ),
    Message(
        "parameter",
        r"size mismatch for (?P<name>[\w.]+): copying a param with shape torch\.Size\((?P<a>\[[\d, ]*\])\) from "
        r"checkpoint, the shape in current model is torch\.Size\((?P<b>\[[\d, ]*\])\)",
        "The checkpoint was saved from a model whose {name} is {a}; this model's is {b}. It must be built "
        "with the same "
        "sizes, or that weight left out.",
        ("a", "b"),
    ),
    Message(
        "matmul",
        r"size mismatch, got input \((?P<a>\d+)\), mat \((?P<b>\d+)x(?P<c>\d+)\), vec \((?P<d>\d+)\)",
        "A matrix of {b} rows of {c} numbers is multiplied by a vector of {d}: {c} and {d} must be the same.",
        ("c", "d"),
    ),
    Message(
        "matmul",
        r"inconsistent tensor size, expected tensor \[(?P<a>\d+)\] and src \[(?P<b>\d+)\] to have the same number of "
        r"elements",
        "The dot product of vectors of {a} and {b} numbers: their lengths must be the same.",
        ("a", "b"),
    ),
    Message(
        "einops",
        r"Shape mismatch, can't divide axis of length (?P<a>\d+) in chunks of (?P<b>\d+)",
        "An einops pattern splits an axis of {a} into groups of {b}, which does not come out evenly.",
        ("a", "b"),
    ),
)  # fmt: skip
"""The commonest messages, the more special ones first."""


def understand(text: str) -> Understood | None:
    """What a pasted message means; None for one that is not known."""
    plain = " ".join(text.split())
    for message in MESSAGES:
        found = re.search(message.pattern, plain)
        if found is not None:
            sizes = tuple(dict.fromkeys(_numbers(found[name] for name in message.sizes)))
            return Understood(message.code, message.meaning.format(**found.groupdict()), sizes)
    return None


def _numbers(texts: Iterator[str]) -> Iterator[int]:
    for text in texts:
        for number in re.findall(r"\d+", text):
            if int(number) > 1:
                yield int(number)
