from torch import Tensor
import torch

class PackedSequence:
    def __init__(self, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None, _batch=None, _steps=None, _lengths=None):
        self.data = data
        self.batch_sizes = batch_sizes
        self.sorted_indices = sorted_indices
        self.unsorted_indices = unsorted_indices
        self._batch = _batch
        self._steps = _steps
        self._lengths = _lengths
    def __iter__(self):
        return iter((self.data, self.batch_sizes, self.sorted_indices, self.unsorted_indices))
    def __getitem__(self, index):
        return (self.data, self.batch_sizes, self.sorted_indices, self.unsorted_indices)[index]
    def __len__(self):
        return 4
    def to(self, *args, **kwargs): return self
    def cuda(self, *args, **kwargs): return self
    def cpu(self, *args, **kwargs): return self
    def _replace(self, data=None):
        return PackedSequence(
            self.data if data is None else data, self.batch_sizes, self.sorted_indices, self.unsorted_indices, self._batch,
            self._steps, self._lengths,
        )

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
    if enforce_sorted:
        return PackedSequence(data, batch_sizes, None, None, batch, steps, known)
    return PackedSequence(data, batch_sizes, indices, indices, batch, steps, known)

def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    return _unpack(sequence.data, sequence._batch, sequence._steps, batch_first, total_length, sequence._lengths)

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
