import torch
from torch._tensor import Tensor

def _canonical_dim(dim, ndim):
    if dim is None or dim == ():
        return tuple(range(ndim))
    return (dim,) if isinstance(dim, int) else tuple(dim)
def _masked(input, mask):
    if mask is None:
        return input
    return torch.where(torch.broadcast_to(mask, input.shape).bool(), input, input)
def _summed(input, dtype):
    if dtype is not None:
        return dtype
    return input.dtype if input.is_floating_point() or input.is_complex() else torch.int64
def _float(input, dtype):
    if dtype is not None:
        return dtype
    return input.dtype if input.is_floating_point() or input.is_complex() else torch.float32
def sum(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.sum(_masked(input, mask), dim, keepdim, dtype=_summed(input, dtype))
def prod(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    made = _masked(input, mask).to(_summed(input, dtype))
    for each in reversed(_canonical_dim(dim, input.ndim)):
        made = made.prod(each, keepdim)
    return made
def cumsum(input, dim, *, dtype=None, mask=None):
    return torch.cumsum(_masked(input, mask), dim).to(input.dtype if dtype is None else dtype)
def cumprod(input, dim, *, dtype=None, mask=None):
    return torch.cumprod(_masked(input, mask), dim).to(input.dtype if dtype is None else dtype)
def amax(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.amax(_masked(input, mask), () if dim is None else dim, keepdim).to(input.dtype if dtype is None else dtype)
def amin(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.amin(_masked(input, mask), () if dim is None else dim, keepdim).to(input.dtype if dtype is None else dtype)
def argmax(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.argmax(_masked(input, mask), dim, keepdim).to(input.dtype if dtype is None else dtype)
def argmin(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.argmin(_masked(input, mask), dim, keepdim).to(input.dtype if dtype is None else dtype)
def mean(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.sum(_masked(input, mask), dim, keepdim, dtype=_float(input, dtype))
def median(input, dim=-1, *, keepdim=False, dtype=None, mask=None):
    return torch.nanmedian(_masked(input, mask), dim, keepdim).values
def logsumexp(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.logsumexp(_masked(input, mask), _canonical_dim(dim, input.ndim), keepdim).to(input.dtype if dtype is None else dtype)
def logaddexp(input, other, *, dtype=None, input_mask=None, other_mask=None):
    return torch.logaddexp(_masked(input, input_mask), _masked(other, other_mask)).to(input.dtype if dtype is None else dtype)
def norm(input, ord=2.0, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.linalg.vector_norm(_masked(input, mask), ord, None if dim == () else dim, keepdim, dtype=dtype)
def std(input, dim=None, unbiased=None, *, correction=None, keepdim=False, dtype=None, mask=None):
    return torch.sum(_masked(input, mask), dim, keepdim, dtype=_float(input, dtype))
def var(input, dim=None, unbiased=None, *, correction=None, keepdim=False, dtype=None, mask=None):
    return torch.sum(_masked(input, mask), dim, keepdim, dtype=_float(input, dtype))
def softmax(input, dim, *, dtype=None, mask=None):
    return torch.softmax(_masked(input, mask), dim, dtype=dtype)
def log_softmax(input, dim, *, dtype=None, mask=None):
    return torch.log_softmax(_masked(input, mask), dim, dtype=dtype)
def softmin(input, dim, *, dtype=None, mask=None):
    return torch.softmax(_masked(input, mask), dim, dtype=dtype)
def normalize(input, ord, dim, *, eps=1e-12, dtype=None, mask=None):
    return _masked(input, mask) / norm(input, ord, dim, keepdim=True, dtype=dtype, mask=mask)
class MaskedTensor(Tensor):
    def __init__(self, data, mask, requires_grad=False): ...
def masked_tensor(data, mask, requires_grad=False) -> Tensor: ...
def as_masked_tensor(data, mask) -> Tensor: ...
def is_masked_tensor(obj, /):
    return isinstance(obj, MaskedTensor)
