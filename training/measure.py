"""Measures a network on held-out texts while it is trained: the same decoding as in the program, quick figures."""

import collections
from collections.abc import Sequence

import numpy as np
import torch
from evaluation.attribution_pairs import Cover, Parts, is_whole, paired
from training.batches import batch
from training.corpora.prepared import Prepared
from training.examples import CLASSES, Example
from training.network import Network

from whence.model import decode
from whence.model.hearing import spans_of
from whence.model.pieces import Pieces


def answers(network: Network, group: Sequence[Example]) -> list[np.ndarray]:
    """The heads' numbers for some windows, as the program would get them."""
    made = batch(group)
    on = made.to(str(next(network.parameters()).device))
    with torch.no_grad():
        out = network(
            on.ids, on.shapes, on.quoted, on.sentences, on.blocks, on.mask, on.first, on.last, on.words
        )
    return [o.float().cpu().numpy() for o in out] + [made]  # type: ignore[list-item]


def attributions(
    network: Network,
    texts: Sequence[Prepared],
    cuts: Sequence[Pieces],
    windows: Sequence[Example],
    least: float,
) -> dict[str, list[dict[str, object]]]:
    """What the network finds, by text, in the scorer's form, with its two log probabilities."""
    network.eval()
    moves, begins = (p.detach().cpu().numpy() for p in (network.pairs.moves, network.pairs.begins))
    found: dict[str, list[dict[str, object]]] = collections.defaultdict(list)
    for n in range(0, len(windows), 16):
        group = windows[n : n + 16]
        anchors, at, parts, *_ = answers(network, group)
        for k, e in enumerate(group):
            pieces, size = cuts[e.text], len(e.ids)
            words = np.concatenate([[-1], pieces.words[e.first : e.first + size - 2], [-2]])
            for m in decode.attributions(
                anchors[k], at[k].astype(int), parts[k], moves, begins, words, least
            ):
                found[texts[e.text].name].append(_spans(m, pieces, e))
    return found


def _spans(m: decode.Marked, pieces: Pieces, e: Example) -> dict[str, object]:
    made: dict[str, object] = {"anchor_log": m.anchor_log, "features": decode.features(m)}
    for name, part in (("source", decode.SOURCE), ("cue", decode.CUE), ("content", decode.CONTENT)):
        made[name] = [{"start": a, "end": z} for a, z in spans_of(pieces, e.first, m.parts == part)]
    return made


def score(
    found: dict[str, list[dict[str, object]]], texts: Sequence[Prepared], least: float
) -> dict[str, float]:
    """F1 of cue, whole over .5 and whole exact, by the rules of the outside scorer; those that touch Discard left out."""
    counts: collections.Counter[str] = collections.Counter()
    for text in texts:
        cover = Cover(text.chars)
        gold = [(cover(a.source), cover(a.cue), cover(a.content)) for a in text.attributions]
        away = cover(text.discarded) if text.discarded else frozenset()
        made = [
            tuple(cover([(s["start"], s["end"]) for s in a[k]]) for k in ("source", "cue", "content"))  # type: ignore[attr-defined]
            for a in found.get(text.name, [])
            if a["cue"] and np.exp(a["anchor_log"]) >= least and not a.get("parent")
        ]
        made = [m for m in made if not m[1] & away]
        _count(made, gold, counts)
    total = max(1, counts["pred"] + counts["gold"])
    return {k: 200 * counts[k] / total for k in ("cue", "whole", "exact")} | {
        "P": 100 * counts["whole"] / max(1, counts["pred"]), "R": 100 * counts["whole"] / max(1, counts["gold"]),
        "bare": 100 * counts["bare"] / max(1, counts["bare gold"]),
    }  # fmt: skip


def _count(made: Sequence[Parts], gold: Sequence[Parts], counts: collections.Counter[str]) -> None:
    counts["pred"] += len(made)
    counts["gold"] += len(gold)
    counts["bare gold"] += sum(not g[0] for g in gold)
    for n, g in paired(made, gold):
        p = made[n]
        counts["cue"] += 1
        counts["bare"] += not g[0]
        counts["whole"] += is_whole(p, g)
        counts["exact"] += p == g


def judged(
    found: dict[str, list[dict[str, object]]], texts: Sequence[Prepared]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For all that was found and is not nested: what its probability is made from, whether it is right, in which text.

    The columns are ``whence.model.decode.features``.
    """
    x, y, of = [], [], []
    for n, text in enumerate(texts):
        made = [a for a in found.get(text.name, []) if not a.get("parent")]
        for a in made:
            one = score({text.name: [a]}, [text], 0.0)
            x.append(a["features"])
            y.append(one["P"] > 50)
            of.append(n)
    return np.array(x), np.array(y, dtype=float), np.array(of)


def nested(found: dict[str, list[dict[str, object]]]) -> None:
    """Marks those whose cue stands in the content of another one: the corpus has none of them."""
    for made in found.values():
        for a in made:
            a["parent"] = any(
                b is not a and b["anchor_log"] > np.log(0.3)
                and any(s["start"] <= c["start"] < s["end"] for s in b["content"] for c in a["cue"])  # type: ignore[attr-defined]
                for b in made
            )  # fmt: skip


def mentions(
    network: Network, windows: Sequence[Example], least: float = 0.5
) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of exact spans with their class, for the classes that each corpus marks."""
    network.eval()
    right: collections.Counter[str] = collections.Counter()
    for n in range(0, len(windows), 16):
        group = windows[n : n + 16]
        *_, scores, _, _, _made = answers(network, group)
        for k, e in enumerate(group):
            size = len(e.ids)
            at = np.argwhere(scores[k, 1 : size - 1] > np.log(least / (1 - least)))
            found = {
                (int(a) + 1, int(a) + 1 + int(w), int(c))
                for a, w, c in at
                if a + 1 + w < size - 1 and e.classes[c]
            }
            gold = set(e.mentions)
            for name, group_ in (("made", found), ("gold", gold), ("right", found & gold)):
                for _, _, c in group_:
                    right[f"{name} {CLASSES[c]}"] += 1
    out = {}
    for c in CLASSES:
        p = right[f"right {c}"] / max(1, right[f"made {c}"])
        r = right[f"right {c}"] / max(1, right[f"gold {c}"])
        out[c] = (100 * p, 100 * r, 200 * p * r / max(1e-9, p + r))
    return out


def speakers(network: Network, windows: Sequence[Example]) -> tuple[float, int]:
    """Share of the quotations for which the likeliest piece stands for the speaker."""
    network.eval()
    right = total = 0
    for n in range(0, len(windows), 16):
        *_, scores, _, made = answers(network, windows[n : n + 16])
        best = torch.from_numpy(scores).argmax(2)
        hit = made.said.gather(2, best[:, :, None])[..., 0] * made.spoken  # type: ignore[attr-defined]
        right += int(hit.sum())
        total += int(made.spoken.sum())  # type: ignore[attr-defined]
    return 100 * right / max(1, total), total


def referents(network: Network, windows: Sequence[Example]) -> tuple[float, float, int]:
    """Of the words in place of a name: for how many the likeliest place is the same person's; of those that have
    one in the window; how many there are."""
    network.eval()
    right = linked = several = total = 0
    for n in range(0, len(windows), 16):
        *_, scores, made = answers(network, windows[n : n + 16])
        same = made.same  # type: ignore[attr-defined]
        best = (torch.from_numpy(scores) + (same < 0) * -1e4).argmax(2)
        known = made.linked > 0  # type: ignore[attr-defined]
        hit = (same.gather(2, best[:, :, None])[..., 0] == 1) & known
        with_one = known & (same[:, :, 0] == 0)
        right, total = right + int(hit.sum()), total + int(known.sum())
        linked, several = linked + int((hit & with_one).sum()), several + int(with_one.sum())
    return 100 * right / max(1, total), 100 * linked / max(1, several), total
