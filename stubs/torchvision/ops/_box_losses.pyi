"""What the losses of boxes have in common."""

from torch import Tensor

@family("loss")
def _each(boxes1: Float[Tensor, "*batch 4"]) -> Float[Tensor, "*batch"]: ...

def reduced(loss, reduction):
    if reduction not in ("none", "mean", "sum"):
        raise ValueError("the reduction is none of none, mean and sum")
    return loss if reduction == "none" else loss.sum()

def of_pairs(boxes1, boxes2, reduction):
    return reduced(_each(boxes1) + _each(boxes2), reduction)
