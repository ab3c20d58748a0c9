from typing import NamedTuple
from torch import Tensor
import torch

class PackedSequence_(NamedTuple):
    data: Tensor
    batch_sizes: Tensor
    sorted_indices: Tensor
    unsorted_indices: Tensor

class PackedSequence(PackedSequence_):
    def __new__(cls, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        if sorted_indices is not None and unsorted_indices is None:
            unsorted_indices = invert_permutation(sorted_indices)
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)
    def to(self, *args, **kwargs): return self
    def cuda(self, *args, **kwargs): return self
    def cpu(self, *args, **kwargs): return self
    def _replace(self, **fields):
        packed = super()._replace(**fields)
        return _of(packed, self._batch, self._steps, self._lengths) if hasattr(self, "_batch") else packed

def _of(packed, batch, steps, lengths):
    packed._batch = batch
    packed._steps = steps
    packed._lengths = lengths
    return packed

@family("rnn")
@rule("recurrent.pack")
def _pack(input, lengths, batch_first, enforce_sorted): ...
@family("rnn")
@rule("recurrent.unpack")
def _unpack(data, batch, steps, batch_first, total_length, lengths): ...
@family("rnn")
@rule("recurrent.pad_sequence")
def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right") -> Tensor: ...

def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    data, batch_sizes, indices, batch, steps, known = _pack(input, lengths, batch_first, enforce_sorted)
    order = None if enforce_sorted else indices
    return _of(PackedSequence(data, batch_sizes, order, order), batch, steps, known)

def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    return _unpack(
        sequence.data, getattr(sequence, "_batch", None), getattr(sequence, "_steps", None), batch_first, total_length,
        getattr(sequence, "_lengths", None),
    )

def pack_sequence(sequences, enforce_sorted=True):
    return pack_padded_sequence(pad_sequence(sequences), [v.size(0) for v in sequences], enforce_sorted=enforce_sorted)

def unpad_sequence(padded_sequences, lengths, batch_first=False):
    if not batch_first:
        padded_sequences = padded_sequences.transpose(0, 1)
    return [row[:length] for row, length in zip(padded_sequences, lengths)]

def unpack_sequence(packed_sequences):
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)

def invert_permutation(permutation):
    return None if permutation is None else torch.empty_like(permutation)
