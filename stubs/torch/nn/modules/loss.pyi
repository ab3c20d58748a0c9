from torch.nn.modules.distance import PairwiseDistance
from torch.nn.modules.linear import Linear
from torch.nn.modules._names import __getattr__
from torch.nn.modules.module import Module
import torch
import torch.nn.functional as F
from torch.nn import _reduction as _Reduction

class _Loss(Module):
    __family__ = "loss"
    def __init__(self, size_average=None, reduce=None, reduction="mean"):
        super().__init__()
        if size_average is not None or reduce is not None:
            self.reduction = _Reduction.legacy_get_string(size_average, reduce)
        else:
            self.reduction = reduction

class _WeightedLoss(_Loss):
    __family__ = "loss"
    def __init__(self, weight=None, size_average=None, reduce=None, reduction="mean"):
        super().__init__(size_average, reduce, reduction)
        self.register_buffer("weight", weight)

class L1Loss(_Loss):
    __family__ = "loss"
    @rule("loss.elementwise_layer")
    def forward(self, input, target) -> Tensor: ...

class MSELoss(_Loss):
    __family__ = "loss"
    @rule("loss.elementwise_layer")
    def forward(self, input, target) -> Tensor: ...

class SmoothL1Loss(_Loss):
    __family__ = "loss"
    def __init__(self, size_average=None, reduce=None, reduction="mean", beta=1.0):
        super().__init__(size_average, reduce, reduction)
        self.beta = beta
    @rule("loss.elementwise_layer")
    def forward(self, input, target) -> Tensor: ...

class HuberLoss(_Loss):
    __family__ = "loss"
    def __init__(self, reduction="mean", delta=1.0):
        super().__init__(reduction=reduction)
        if isinstance(delta, complex):
            raise TypeError("HuberLoss needs a real delta")
        self.delta = delta
    @rule("loss.elementwise_layer")
    def forward(self, input, target) -> Tensor: ...

class SoftMarginLoss(_Loss):
    __family__ = "loss"
    @rule("loss.soft_margin_layer")
    def forward(self, input, target) -> Tensor: ...

class KLDivLoss(_Loss):
    __family__ = "loss"
    def __init__(self, size_average=None, reduce=None, reduction="mean", log_target=False):
        super().__init__(size_average, reduce, reduction)
        self.log_target = log_target
    @rule("loss.elementwise_layer")
    def forward(self, input, target) -> Tensor: ...

class HingeEmbeddingLoss(_Loss):
    __family__ = "loss"
    def __init__(self, margin=1.0, size_average=None, reduce=None, reduction="mean"):
        super().__init__(size_average, reduce, reduction)
        self.margin = margin
    @rule("loss.elementwise_layer")
    def forward(self, input, target) -> Tensor: ...

class PoissonNLLLoss(_Loss):
    __family__ = "loss"
    def __init__(self, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction="mean"):
        super().__init__(size_average, reduce, reduction)
        self.log_input = log_input
        self.full = full
        self.eps = eps
    @rule("loss.elementwise_layer")
    def forward(self, log_input, target) -> Tensor: ...

class GaussianNLLLoss(_Loss):
    __family__ = "loss"
    def __init__(self, *, full=False, eps=1e-6, reduction="mean"):
        super().__init__(None, None, reduction)
        self.full = full
        self.eps = eps
    @rule("loss.gaussian_nll_layer")
    def forward(self, input, target, var) -> Tensor: ...

class BCELoss(_WeightedLoss):
    __family__ = "loss"
    @rule("class_loss.binary_layer")
    def forward(self, input, target) -> Tensor: ...

class BCEWithLogitsLoss(_Loss):
    __family__ = "loss"
    def __init__(self, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None):
        super().__init__(size_average, reduce, reduction)
        self.register_buffer("weight", weight)
        self.register_buffer("pos_weight", pos_weight)
    @rule("class_loss.binary_logits_layer")
    def forward(self, input, target) -> Tensor: ...

class NLLLoss(_WeightedLoss):
    __family__ = "loss"
    def __init__(self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index = ignore_index
    @rule("class_loss.nll_layer")
    def forward(self, input, target) -> Tensor: ...

class NLLLoss2d(NLLLoss):
    __family__ = "loss"

class CrossEntropyLoss(_WeightedLoss):
    __family__ = "loss"
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index = ignore_index
        self.label_smoothing = label_smoothing
    @rule("class_loss.cross_entropy_layer")
    def forward(self, input, target) -> Tensor: ...

class LinearCrossEntropyLoss(_WeightedLoss):
    __family__ = "loss"
    def __init__(
        self, in_features, num_classes, *, out_features=(), bias=False, device=None, dtype=None, reduction="mean",
        weight=None, ignore_index=None, label_smoothing=0.0, options=None,
    ):
        super().__init__(weight, None, None, reduction)
        self.num_classes = num_classes
        self.out_features = out_features
        self.ignore_index = ignore_index
        self.label_smoothing = label_smoothing
        outputs = num_classes
        for size in out_features:
            outputs = outputs * size
        self.linear = Linear(in_features, outputs, bias=bias)
        self.options = options
    def forward(self, input, target):
        weight = self.linear.weight.reshape((self.num_classes, *self.out_features, self.linear.in_features))
        bias = None
        if self.linear.bias is not None:
            bias = self.linear.bias.reshape((self.num_classes, *self.out_features))
        return F.linear_cross_entropy(
            input, weight, target, linear_bias=bias, weight=self.weight, reduction=self.reduction,
            ignore_index=self.ignore_index, label_smoothing=self.label_smoothing, options=self.options,
        )

class CTCLoss(_Loss):
    __family__ = "loss"
    def __init__(self, blank=0, reduction="mean", zero_infinity=False):
        super().__init__(reduction=reduction)
        self.blank = blank
        self.zero_infinity = zero_infinity
    @rule("class_loss.ctc_layer")
    def forward(self, log_probs, targets, input_lengths, target_lengths) -> Tensor: ...

class MultiLabelMarginLoss(_Loss):
    __family__ = "loss"
    @rule("class_loss.multilabel_margin_layer")
    def forward(self, input, target) -> Tensor: ...

class MultiLabelSoftMarginLoss(_WeightedLoss):
    __family__ = "loss"
    @rule("class_loss.multilabel_soft_margin_layer")
    def forward(self, input, target) -> Tensor: ...

class MultiMarginLoss(_WeightedLoss):
    __family__ = "loss"
    def __init__(self, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"):
        super().__init__(weight, size_average, reduce, reduction)
        if p != 1 and p != 2:
            raise ValueError("MultiMarginLoss knows p=1 and p=2")
        self._check_weight(weight)
        self.p = p
        self.margin = margin
    @rule("class_loss.check_weight")
    def _check_weight(self, weight): ...
    @rule("class_loss.multi_margin_layer")
    def forward(self, input, target) -> Tensor: ...

class MarginRankingLoss(_Loss):
    __family__ = "loss"
    def __init__(self, margin=0.0, size_average=None, reduce=None, reduction="mean"):
        super().__init__(size_average, reduce, reduction)
        self.margin = margin
    @rule("loss.margin_ranking_layer")
    def forward(self, input1, input2, target) -> Tensor: ...

class CosineEmbeddingLoss(_Loss):
    __family__ = "loss"
    def __init__(self, margin=0.0, size_average=None, reduce=None, reduction="mean"):
        super().__init__(size_average, reduce, reduction)
        self.margin = margin
    @rule("loss.cosine_embedding_layer")
    def forward(self, input1, input2, target) -> Tensor: ...

class TripletMarginLoss(_Loss):
    __family__ = "loss"
    def __init__(self, margin=1.0, p=2.0, eps=1e-6, swap=False, size_average=None, reduce=None, reduction="mean"):
        super().__init__(size_average, reduce, reduction)
        if margin <= 0:
            raise ValueError("TripletMarginLoss needs a margin above 0")
        self.margin = margin
        self.p = p
        self.eps = eps
        self.swap = swap
    @rule("loss.triplet_layer")
    def forward(self, anchor, positive, negative) -> Tensor: ...

class TripletMarginWithDistanceLoss(_Loss):
    __family__ = "loss"
    def __init__(self, *, distance_function=None, margin=1.0, swap=False, reduction="mean"):
        super().__init__(size_average=None, reduce=None, reduction=reduction)
        if margin <= 0:
            raise ValueError("TripletMarginWithDistanceLoss needs a margin above 0")
        self.distance_function = distance_function if distance_function is not None else PairwiseDistance()
        self.margin = margin
        self.swap = swap
    def forward(self, anchor, positive, negative):
        return F.triplet_margin_with_distance_loss(
            anchor, positive, negative, distance_function=self.distance_function, margin=self.margin, swap=self.swap,
            reduction=self.reduction,
        )
