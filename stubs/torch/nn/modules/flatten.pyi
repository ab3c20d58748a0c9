from torch.nn.modules.module import Module

class Flatten(Module):
    __family__ = "reshape"
    def __init__(self, start_dim: int = 1, end_dim: int = -1) -> None: ...
    def forward(self, input):
        return input.flatten(self.start_dim, self.end_dim)

class Unflatten(Module):
    __family__ = "reshape"
    def __init__(self, dim, unflattened_size) -> None: ...
    def forward(self, input):
        return input.unflatten(self.dim, self.unflattened_size)
    def _require_tuple_int(self, input): ...
