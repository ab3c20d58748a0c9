from torch.nn.modules.module import Module

class ChannelShuffle(Module):
    __family__ = "reshape"
    def __init__(self, groups: int) -> None: ...
    @rule("resize.channel_shuffle_layer")
    def forward(self, input) -> Tensor: ...
