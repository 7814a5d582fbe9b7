"""The steps of a training: AdamW at two speeds, a rate that rises and falls, and the running mean of the weights."""

import copy
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from training.network import Network

_RISES = 0.06  # share of all steps


class Steps:
    """Takes the steps. ``slow`` parameters learn at ``rate``, ``quick`` ones at so many times it; ``keep`` is the most that a step leaves of the mean."""

    def __init__(
        self, network: Network, slow: Sequence[nn.Parameter], quick: Sequence[nn.Parameter], rate: float, times: float, keep: float
    ) -> None:  # fmt: skip
        self.optimiser = torch.optim.AdamW(
            [{"params": slow, "lr": rate}, {"params": quick, "lr": rate * times}], weight_decay=0.01, betas=(0.9, 0.98)
        )  # fmt: skip
        for group in self.optimiser.param_groups:
            group["full"] = group["lr"]
        self.keep, self.taught = keep, [*slow, *quick]
        self.average = copy.deepcopy(network).eval()
        pairs = zip(self.average.parameters(), network.parameters(), strict=True)
        self.moved = [(old, new) for old, new in pairs if new.requires_grad]

    def take(self, loss: Tensor, gone: float, done: int) -> None:
        """One step; ``gone`` is the share of all steps, ``done`` their number."""
        for group in self.optimiser.param_groups:
            group["lr"] = group["full"] * min((gone + 1e-3) / _RISES, max(0.01, (1 - gone) / (1 - _RISES)))
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.taught, 1.0)
        self.optimiser.step()
        old, new = zip(*self.moved, strict=True)
        with torch.no_grad():
            torch._foreach_lerp_(old, new, 1 - min(self.keep, (done + 1) / (done + 10)))
