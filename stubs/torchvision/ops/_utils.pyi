import torch

def to_regions(boxes):
    """Regions as one tensor: the number of the image, then the box."""
    if isinstance(boxes, torch.Tensor):
        return boxes
    rows = torch.cat(list(boxes))
    if rows.size(1) != 4:
        raise AssertionError("regions of an image are boxes of 4 numbers")
    return torch.cat([rows[:, :1], rows], dim=1)

def pair(size):
    return (size, size) if isinstance(size, int) else tuple(size)
