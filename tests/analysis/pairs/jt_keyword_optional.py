# jaxtyped
import torch
from jaxtyping import Float, Shaped
from torch import Tensor


class Geometry:
    @staticmethod
    def rigid(*, points: Float[Tensor, "n 3"], rotation: Float[Tensor, "3 3"], shift: Float[Tensor, "3"] | None = None) -> Shaped[Tensor, "n 3"]:
        moved = points @ rotation.T
        return moved if shift is None else moved + shift


def circle(steps: int):
    angle = torch.linspace(0, 6.28, steps)
    xy = torch.stack([angle.cos(), angle.sin()], dim=-1)
    return torch.nn.functional.pad(xy, (0, 1))  # bug: return xy


Geometry.rigid(points=circle(12), rotation=torch.eye(3))  # error: [annotation]
