import torch
from torch._tensor import Tensor

@rule("matrix.mm")
def mm(input, mat2, reduce=None) -> Tensor: ...
@rule("matrix.addmm")
def addmm(input, mat1, mat2, *, beta=1.0, alpha=1.0) -> Tensor: ...
@rule("matrix.addmm")
def sampled_addmm(input, mat1, mat2, *, beta=1.0, alpha=1.0, out=None) -> Tensor: ...
def sum(input, dim=None, dtype=None):
    return torch.sum(input, dim, dtype=dtype)
def softmax(input, dim, *, dtype=None):
    return torch.softmax(input, dim, dtype=dtype)
def log_softmax(input, dim, *, dtype=None):
    return torch.log_softmax(input, dim, dtype=dtype)
def spdiags(diagonals, offsets, shape, layout=None):
    return diagonals.new_empty(shape)
def spsolve(input, other, *, left=True):
    return torch.empty_like(other)
def as_sparse_gradcheck(gradcheck):
    return gradcheck
def to_sparse_semi_structured(original_tensor, transposed=False):
    return original_tensor
def FloatTensor(indices, values=None, size=None):
    return torch.sparse_coo_tensor(indices, values, size, dtype=torch.float32)
def DoubleTensor(indices, values=None, size=None):
    return torch.sparse_coo_tensor(indices, values, size, dtype=torch.float64)
def LongTensor(indices, values=None, size=None):
    return torch.sparse_coo_tensor(indices, values, size, dtype=torch.int64)
def IntTensor(indices, values=None, size=None):
    return torch.sparse_coo_tensor(indices, values, size, dtype=torch.int32)
class check_sparse_tensor_invariants:
    def __init__(self, enable=True): ...
    def __enter__(self):
        return self
    def __exit__(self, type, value, traceback):
        return None
    @staticmethod
    def enable():
        return None
    @staticmethod
    def disable():
        return None
    @staticmethod
    def is_enabled():
        return False
