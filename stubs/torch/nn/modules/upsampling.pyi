from torch.nn.modules.module import Module

class Upsample(Module):
    __family__ = "pool"
    def __init__(self, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None):
        super().__init__()
        self.name = type(self).__name__
        self.size = size
        if isinstance(scale_factor, tuple):
            self.scale_factor = tuple(float(factor) for factor in scale_factor)
        else:
            self.scale_factor = float(scale_factor) if scale_factor else None
        self.mode = mode
        self.align_corners = align_corners
        self.recompute_scale_factor = recompute_scale_factor
    @rule("resize.layer")
    def forward(self, input) -> Tensor: ...

class UpsamplingNearest2d(Upsample):
    __family__ = "pool"
    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor, mode="nearest")

class UpsamplingBilinear2d(Upsample):
    __family__ = "pool"
    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor, mode="bilinear", align_corners=True)
