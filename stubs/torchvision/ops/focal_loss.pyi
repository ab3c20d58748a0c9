from torchvision.ops._box_losses import reduced
import torch.nn.functional as F

def sigmoid_focal_loss(inputs, targets, alpha=0.25, gamma=2, reduction="none"):
    return reduced(F.binary_cross_entropy_with_logits(inputs, targets, reduction="none"), reduction)
