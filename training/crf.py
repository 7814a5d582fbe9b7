"""The linear-chain CRF (Lafferty et al. 2001) in logarithms, its sums built as a tree, so that long sequences take few steps."""

import torch
from torch import Tensor

_NEVER = -1e4


def steps(emissions: Tensor, mask: Tensor, moves: Tensor) -> Tensor:
    """The scores of going from one part to the next: emissions [N, L, P], mask [N, L] → [N, L - 1, P, P]; nothing where masked."""
    made = moves + emissions[:, 1:, None, :]
    stay = torch.full_like(moves, _NEVER).fill_diagonal_(0.0)
    return torch.where(mask[:, 1:, None, None] > 0, made, stay)


def log_sum(first: Tensor, steps: Tensor) -> Tensor:
    """The logarithm of the sum over all paths: first [N, P], steps [N, S, P, P] → [N]."""
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            tail = steps[:, -1:]
            steps = torch.cat([_joined(steps[:, :-1:2], steps[:, 1::2]), tail], 1)
        else:
            steps = _joined(steps[:, ::2], steps[:, 1::2])
    return torch.logsumexp((first[:, :, None] + steps[:, 0]).flatten(1), 1)


def _joined(a: Tensor, b: Tensor) -> Tensor:
    return torch.logsumexp(a[..., :, :, None] + b[..., None, :, :], -2)


def certain(parts: Tensor, mask: Tensor, number: int) -> tuple[Tensor, Tensor]:
    """The shares of a path that is known: parts [N, L] → of the first part [N, P], of each step [N, L - 1, P, P]."""
    one = torch.nn.functional.one_hot(parts, number).float()
    pairs = one[:, :-1, :, None] * one[:, 1:, None, :]
    return one[:, 0], pairs * (mask[:, 1:, None, None] > 0)


def shares(first: Tensor, steps: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """How much of all paths goes each way: the marginals that ``certain`` gives for one path."""
    with torch.enable_grad():
        first, steps = first.detach().requires_grad_(True), steps.detach().requires_grad_(True)
        a, b = torch.autograd.grad(log_sum(first, steps).sum(), (first, steps))
    return a, b * (mask[:, 1:, None, None] > 0)


def cross_entropy(first: Tensor, steps: Tensor, wanted: tuple[Tensor, Tensor]) -> Tensor:
    """Cross entropy [N] of a CRF against shares of paths; for a certain path its negative log likelihood."""
    scored = (wanted[0] * first).sum(1) + (wanted[1] * steps).sum((1, 2, 3))
    return log_sum(first, steps) - scored
