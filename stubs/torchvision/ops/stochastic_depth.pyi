from torch.nn import Module

def stochastic_depth(input, p, mode, training=True):
    if p < 0.0 or p > 1.0:
        raise ValueError("stochastic_depth needs a probability between 0 and 1")
    if mode not in ("batch", "row"):
        raise ValueError("the mode of stochastic_depth is batch or row")
    return input.clone()

class StochasticDepth(Module):
    def __init__(self, p, mode):
        super().__init__()
        self.p = p
        self.mode = mode
    def forward(self, input):
        return stochastic_depth(input, self.p, self.mode, self.training)
