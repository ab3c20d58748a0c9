# jaxtyped
from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int, jaxtyped
from beartype import beartype
from torch import Tensor


@jaxtyped(typechecker=beartype)
@dataclass
class Rollout:
    states: Float[Tensor, "t b s"]
    actions: Int[Tensor, "t b"]
    rewards: Float[Tensor, "t b"]


def collect(steps: int, envs: int, size: int) -> Rollout:
    states = torch.rand(steps, envs, size)
    actions = states.argmax(dim=-1)
    rewards = torch.zeros(steps, envs)  # bug: rewards = torch.zeros(envs, steps)
    return Rollout(states, actions, rewards)  # error: [annotation]


collect(4, 3, 2)
