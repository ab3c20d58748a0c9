from typing import NamedTuple
from torch import Tensor
from torch.nn.modules.container import ModuleList, Sequential
from torch.nn.modules.linear import Linear
from torch.nn.modules.module import Module

class _ASMoutput(NamedTuple):
    output: Tensor
    loss: Tensor

class AdaptiveLogSoftmaxWithLoss(Module):
    __family__ = "loss"
    def __init__(self, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None):
        super().__init__()
        cutoffs = list(cutoffs)
        if len(cutoffs) == 0:
            raise ValueError("cutoffs should be a sequence of length larger than 0")
        if (
            (cutoffs != sorted(cutoffs)) or (min(cutoffs) <= 0) or (max(cutoffs) > (n_classes - 1))
            or (len(set(cutoffs)) != len(cutoffs)) or any(int(c) != c for c in cutoffs)
        ):
            raise ValueError("cutoffs should be unique, positive, increasing and below n_classes")
        self.in_features = in_features
        self.n_classes = n_classes
        self.cutoffs = cutoffs + [n_classes]
        self.div_value = div_value
        self.head_bias = head_bias
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        self.head = Linear(self.in_features, self.head_size, bias=self.head_bias)
        self.tail = ModuleList()
        for i in range(self.n_clusters):
            hsz = int(self.in_features // (self.div_value ** (i + 1)))
            osz = self.cutoffs[i + 1] - self.cutoffs[i]
            self.tail.append(Sequential(Linear(self.in_features, hsz, bias=False), Linear(hsz, osz, bias=False)))
    def forward(self, input_, target_):
        return _ASMoutput(*self._losses(input_, target_))
    @rule("class_loss.adaptive")
    def _losses(self, input_, target_): ...
    @rule("class_loss.adaptive_scores")
    def log_prob(self, input): ...
    def predict(self, input):
        return self.log_prob(input).argmax(dim=1)
    def reset_parameters(self): ...
    def _get_full_log_prob(self, input, head_output): ...
