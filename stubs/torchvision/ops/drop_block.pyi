from torch import Tensor
from torch.nn import Module

@family("conv")
def _images(input: Float[Tensor, "n c h w"]) -> Float[Tensor, "n c h w"]: ...
@family("conv")
def _volumes(input: Float[Tensor, "n c d h w"]) -> Float[Tensor, "n c d h w"]: ...

def _check(p):
    if p < 0.0 or p > 1.0:
        raise ValueError("a drop block needs a probability between 0 and 1")

def drop_block2d(input, p, block_size, inplace=False, eps=1e-6, training=True):
    _check(p)
    return _images(input)

def drop_block3d(input, p, block_size, inplace=False, eps=1e-6, training=True):
    _check(p)
    return _volumes(input)

class DropBlock2d(Module):
    def __init__(self, p, block_size, inplace=False, eps=1e-6):
        super().__init__()
        self.p = p
        self.block_size = block_size
        self.inplace = inplace
        self.eps = eps
    def forward(self, input):
        return drop_block2d(input, self.p, self.block_size, self.inplace, self.eps, self.training)

class DropBlock3d(DropBlock2d):
    def forward(self, input):
        return drop_block3d(input, self.p, self.block_size, self.inplace, self.eps, self.training)
