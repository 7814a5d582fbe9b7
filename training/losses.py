"""What training makes smaller: the loss of each head against the marks of a corpus, against what teachers say, or both.

Teachers are networks trained before (Hinton et al. 2015); they also say what a corpus does not mark: inner attributions,
names in the news, attributions in novels.
"""

from collections.abc import Sequence

import torch
from msgspec import Struct
from torch import Tensor
from torch.nn import functional
from training import crf
from training.batches import Batch
from training.network import PARTS, Network

WEIGHTS = {"anchor": 1.0, "parts": 0.3, "mentions": 1.0, "speakers": 0.5, "referents": 0.7}
_TAUGHT = 0.5  # of the weight goes to the teachers where the corpus has marks of its own
_AN_ANCHOR = 0.4  # probability from which teachers teach an attribution's parts


class Taught(Struct):
    """What teachers say of a batch, averaged: probabilities of anchors [B, L] and mentions [B, L, W, classes], places of
    speakers [B, Q, L] and of persons [B, R, L]; the vectors and heads to ask for parts."""

    anchors: Tensor
    vectors: list[Tensor]
    mentions: Tensor | None = None
    speakers: Tensor | None = None
    referents: Tensor | None = None


def taught(teachers: Sequence[Network], b: Batch) -> Taught:
    """Asks all teachers."""
    anchors, mentions, speakers, referents, vectors = [], [], [], [], []
    with torch.no_grad():
        for t in teachers:
            x = t.encoder(b.ids, b.shapes, b.quoted, b.blocks, b.mask)
            vectors.append(x)
            anchors.append(torch.sigmoid(t.anchors(x)[..., 0].float()))
            mentions.append(torch.sigmoid(t.mentions(x).float()))
            speakers.append(
                torch.softmax(t.speakers(x, b.first, b.last, b.blocks, b.quoted, b.mask).float(), 2)
            )
            referents.append(torch.softmax(t.referents(x, b.words, b.blocks, b.mask).float(), 2))
    means = [sum(v) / len(teachers) for v in (anchors, mentions, speakers, referents)]
    return Taught(means[0], vectors, *means[1:])  # type: ignore[arg-type]


def losses(network: Network, b: Batch, teachers: Sequence[Network] = ()) -> dict[str, Tensor]:
    """The loss of each head on a batch; only of those that its windows or the teachers teach."""
    x = network.encoder(b.ids, b.shapes, b.quoted, b.blocks, b.mask)
    soft = taught(teachers, b) if teachers else None
    made = {}
    if bool((b.anchor >= 0).any()) or soft:
        made["anchor"] = anchors_loss(network, x, b, soft)
        parts = parts_loss(network, x, b, teachers, soft)
        if parts is not None:
            made["parts"] = parts
    if bool(b.classes.any()) or soft:
        made["mentions"] = _mentions(network, x, b, soft)
    if bool(b.spoken.any()) or (soft and bool(b.asked.any())):
        made["speakers"] = _speakers(network, x, b, soft)
    if bool((b.linked > 0).any()) or (soft and bool((b.words > 0).any())):
        made["referents"] = _referents(network, x, b, soft)
    return made


def _mixed(gold: Tensor, known: Tensor, soft: Tensor | None) -> tuple[Tensor, Tensor]:
    """What is wanted, and how much each place counts."""
    known = known.float()
    if soft is None:
        return gold.float(), known
    share = 1 - known * (1 - _TAUGHT)
    return gold.float() * (1 - share) + soft * share, torch.ones_like(known)


def anchors_loss(network: Network, x: Tensor, b: Batch, soft: Taught | None) -> Tensor:
    scores = network.anchors(x)[..., 0].float()
    wanted, counted = _mixed(b.anchor.clamp(min=0), b.anchor >= 0, soft.anchors if soft else None)
    each = functional.binary_cross_entropy_with_logits(scores, wanted, reduction="none")
    counted = counted * b.mask
    return (each * counted).sum() / (wanted * counted).sum().clamp(min=1)


def parts_loss(
    network: Network, x: Tensor, b: Batch, teachers: Sequence[Network], soft: Taught | None
) -> Tensor | None:
    """The CRF's loss over all anchors of a batch, those of a window side by side."""
    at = b.attributed
    if soft:
        likely = (
            (soft.anchors > _AN_ANCHOR)
            & (b.mask > 0)
            & (b.anchor != 1)
            & ((b.anchor < 0) | (b.told[:, None] == 0))
        )
        at = torch.cat([at, likely.nonzero()])
    if not len(at):
        return None
    at, order = _sorted(at)
    rows, columns, windows, grid = _grid(at)
    mask = b.mask[at[:, 0]]

    def scored(net: Network, vectors: Tensor) -> tuple[Tensor, Tensor]:
        with torch.autocast(
            x.device.type, enabled=False
        ):  # in half precision this head ran away after an epoch
            e = net.pairs(vectors[windows].float(), grid, b.sentences[windows], b.blocks[windows])[
                rows, columns
            ]
        return net.pairs.begins + e[:, 0], crf.steps(e, mask, net.pairs.moves)

    first, steps = scored(network, x)
    gold = order < len(b.attributed)
    wanted = None
    if soft:
        said = [crf.shares(*scored(t, v), mask) for t, v in zip(teachers, soft.vectors, strict=True)]
        wanted = tuple(sum(s[k] for s in said) / len(said) for k in (0, 1))
    if bool(gold.any()):
        known = crf.certain(b.parts[order[gold]], mask[gold], PARTS)
        if wanted is None:
            wanted = known
        else:
            for mine, sure in zip(wanted, known, strict=True):
                mine[gold] = mine[gold] * _TAUGHT + sure * (1 - _TAUGHT)
    return crf.cross_entropy(first, steps, wanted).mean()  # type: ignore[arg-type]


def _sorted(at: Tensor) -> tuple[Tensor, Tensor]:
    order = torch.argsort(at[:, 0], stable=True)
    return at[order], order


def _grid(at: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Anchors [N, 2], sorted by window, as a grid: of each its row and column, the windows, the pieces [windows, most]."""
    windows, rows, counts = torch.unique_consecutive(at[:, 0], return_inverse=True, return_counts=True)
    begins = torch.cumsum(counts, 0) - counts
    columns = torch.arange(len(at), device=at.device) - begins[rows]
    grid = at.new_zeros(len(windows), int(counts.max()))
    grid[rows, columns] = at[:, 1]
    return rows, columns, windows, grid


def _mentions(network: Network, x: Tensor, b: Batch, soft: Taught | None) -> Tensor:
    """Every span is a decision for each class."""
    scores = network.mentions(x).float()
    gold = torch.zeros_like(scores)
    s = b.mentions
    gold[s[:, 0], s[:, 1], s[:, 2], s[:, 3]] = 1
    known = b.classes[:, None, None].expand_as(scores)
    wanted, counted = _mixed(gold, known, soft.mentions if soft else None)
    each = functional.binary_cross_entropy_with_logits(scores, wanted, reduction="none")
    mask, width = b.mask.float(), scores.shape[2]
    ends = functional.pad(mask, (0, width))
    ok = torch.stack([mask * ends[:, w : w + mask.shape[1]] for w in range(width)], 2)
    counted = counted * ok[..., None]
    return (each * counted).sum() / (wanted * counted).sum().clamp(min=1)


def _speakers(network: Network, x: Tensor, b: Batch, soft: Taught | None) -> Tensor:
    raw = network.speakers(x, b.first, b.last, b.blocks, b.quoted, b.mask).float()
    return _pointing(raw, b.said, b.spoken, b.asked, soft.speakers if soft else None)


def _referents(network: Network, x: Tensor, b: Batch, soft: Taught | None) -> Tensor:
    raw = network.referents(x, b.words, b.blocks, b.mask).float()
    return _pointing(raw, b.same, b.linked, b.words > 0, soft.referents if soft else None)


def _pointing(raw: Tensor, same: Tensor, known: Tensor, asked: Tensor, soft: Tensor | None) -> Tensor:
    """All places of the same person (1 in ``same``) count as right together (marginal likelihood); what is not known (-1) is
    left out. Of those asked for, some are ``known``; ``soft`` is what teachers say."""
    scores = torch.log_softmax(raw + (same < 0) * -1e4, 2)
    right = -torch.logsumexp(scores + (same <= 0) * -1e4, 2)
    if soft is None:
        return (right * known).sum() / known.sum().clamp(min=1)
    copied = -(soft * torch.log_softmax(raw, 2).clamp(min=-30)).sum(2)
    each = torch.where(known > 0, right * (1 - _TAUGHT) + copied * _TAUGHT, copied)
    return (each * asked).sum() / asked.sum()
