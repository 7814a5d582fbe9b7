"""Batches: examples of one length together, padded, as tensors."""

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from msgspec import Struct
from torch import Tensor
from training.examples import CLASSES, MOST_ASKED, MOST_QUOTES, Example

_MULTIPLE = 32  # lengths are padded to it: memory grows with each new shape


class Batch(Struct):
    """Windows with what the heads shall say. B windows, L pieces, N anchors, S mentions, Q quotations a window."""

    ids: Tensor
    shapes: Tensor
    quoted: Tensor
    sentences: Tensor
    blocks: Tensor
    mask: Tensor
    anchor: Tensor  # [B, L]: 1 an anchor, 0 none, -1 not known
    attributed: Tensor  # [N, 2]: window and piece of each anchor
    parts: Tensor  # [N, L]
    mentions: Tensor  # [S, 4]: window, first, width, class
    classes: Tensor  # [B, classes]
    first: Tensor  # [B, Q]
    last: Tensor
    said: Tensor  # [B, Q, L]: 1 where the speaker is mentioned; the first place where he is not
    spoken: Tensor  # [B, Q]: 1 where there is a quotation whose speaker is known
    asked: Tensor  # [B, Q]: 1 where there is a quotation
    words: Tensor  # [B, R]: pieces in place of a name; 0 where there are no more
    same: Tensor  # [B, R, L]: 1 the same person, -1 not known; the first place 1 where there is none
    linked: Tensor  # [B, R]: 1 where it is known
    told: Tensor  # [B]: 1 where all attributions are marked

    def to(self, device: str) -> "Batch":
        """The same on a device."""
        return Batch(*(getattr(self, name).to(device, non_blocking=True) for name in self.__struct_fields__))


def batches(examples: Sequence[Example], size: int, dice: random.Random | None) -> Iterator[Batch]:
    """All examples, shuffled where dice are given; neighbours in length go together."""
    for part in grouped(examples, size, dice):
        yield batch([examples[n] for n in part])


def grouped(examples: Sequence[Example], size: int, dice: random.Random | None) -> list[list[int]]:
    """The numbers of the examples of each batch."""
    order = list(range(len(examples)))
    if dice:
        dice.shuffle(order)
        groups = [order[n : n + size * 16] for n in range(0, len(order), size * 16)]
        order = [n for group in groups for n in sorted(group, key=lambda n: len(examples[n].ids))]
    parts = [order[n : n + size] for n in range(0, len(order), size)]
    if dice:
        dice.shuffle(parts)
    return parts


def batch(group: Sequence[Example]) -> Batch:
    """One batch."""
    longest = max(len(e.ids) for e in group)
    size = -(-longest // _MULTIPLE) * _MULTIPLE
    b = len(group)

    def grid(name: str) -> Tensor:
        out = np.zeros((b, size), dtype=np.int64)
        for n, e in enumerate(group):
            values = getattr(e, name)
            out[n, : len(values)] = values
            if name in ("sentences", "blocks"):
                out[n, len(values) :] = values[-1]
        return torch.from_numpy(out)

    mask = np.zeros((b, size), dtype=np.int64)
    anchor = np.full((b, size), -1, dtype=np.int64)
    attributed, parts, mentions = [], [], []
    classes = np.zeros((b, len(CLASSES)), dtype=np.int64)
    quotes = max([1, *(min(len(e.spoken), MOST_QUOTES) for e in group)])
    first = np.ones((b, quotes), dtype=np.int64)
    last = np.ones((b, quotes), dtype=np.int64)
    said = np.zeros((b, quotes, size), dtype=np.int64)
    spoken = np.zeros((b, quotes), dtype=np.int64)
    asked = np.zeros((b, quotes), dtype=np.int64)
    most = max([1, *(min(len(e.asked), MOST_ASKED) for e in group)])
    words = np.zeros((b, most), dtype=np.int64)
    same = np.zeros((b, most, size), dtype=np.int64)
    linked = np.zeros((b, most), dtype=np.int64)
    for n, e in enumerate(group):
        mask[n, : len(e.ids)] = 1
        if "attributions" in e.has:
            anchor[n, 1 : len(e.ids) - 1] = np.where(e.unsure[1:-1] > 0, -1, 0)
            for at, line in e.anchors:
                anchor[n, at] = 1
                attributed.append((n, at))
                parts.append(np.concatenate([line, np.zeros(size - len(line), dtype=np.int64)]))
        if "mentions" in e.has:
            classes[n] = e.classes
            mentions += [(n, a, z - a, c) for a, z, c in e.mentions]
        for q, (a, z, places) in enumerate(e.spoken[:MOST_QUOTES]):
            first[n, q], last[n, q], asked[n, q] = a, z, 1
            if places is not None:
                spoken[n, q] = 1
                said[n, q, : len(places)] = places
                said[n, q, 0] = not places.any()
        for r, (at, line) in enumerate(e.asked[:MOST_ASKED]):
            words[n, r] = at
            if line is not None:
                linked[n, r] = 1
                same[n, r, : len(line)] = line
                same[n, r, 0] = not (line == 1).any()
    return Batch(
        grid("ids"), grid("shapes"), grid("quoted"), grid("sentences"), grid("blocks"), torch.from_numpy(mask),
        torch.from_numpy(anchor), torch.tensor(attributed, dtype=torch.long).view(-1, 2),
        torch.from_numpy(np.array(parts, dtype=np.int64).reshape(-1, size)),
        torch.tensor(mentions, dtype=torch.long).view(-1, 4), torch.from_numpy(classes),
        torch.from_numpy(first), torch.from_numpy(last), torch.from_numpy(said), torch.from_numpy(spoken),
        torch.from_numpy(asked), torch.from_numpy(words), torch.from_numpy(same), torch.from_numpy(linked), torch.tensor(["attributions" in e.has for e in group], dtype=torch.long),
    )  # fmt: skip
