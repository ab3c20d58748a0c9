"""einops: patterns are read in full, shapes by rule."""

from torch import Tensor

class EinopsError(RuntimeError): ...

@family("einops")
@rule("einops.rearrange")
def rearrange(tensor, pattern, **axes_lengths) -> Tensor: ...

@family("einops")
@rule("einops.repeat")
def repeat(tensor, pattern, **axes_lengths) -> Tensor: ...

@family("einops")
@rule("einops.reduce")
def reduce(tensor, pattern, reduction, **axes_lengths) -> Tensor: ...

@family("einops")
@rule("einops.parse_shape")
def parse_shape(x, pattern): ...

@family("einops")
@rule("einops.einsum")
def einsum(*tensors_and_pattern) -> Tensor: ...

@family("einops")
@rule("einops_packing.pack")
def pack(tensors, pattern): ...

@family("einops")
@rule("einops_packing.unpack")
def unpack(tensor, packed_shapes, pattern): ...

def asnumpy(tensor):
    return tensor.detach().cpu().numpy()
