"""Measures a network on held-out texts while it is trained: the same decoding as in the program, quick figures."""

import collections
import re
from collections.abc import Sequence

import numpy as np
import torch
from training.batches import batch
from training.corpora.prepared import Prepared
from training.examples import CLASSES, CONTENT, CUE, SOURCE, Example
from training.network import Network

from whence.model import decode
from whence.model.pieces import Pieces

_WORD = re.compile(r"\w+")


def answers(network: Network, group: Sequence[Example]) -> list[np.ndarray]:
    """The heads' numbers for some windows, as the program would get them."""
    made = batch(group)
    with torch.no_grad():
        out = network(
            made.ids, made.shapes, made.quoted, made.sentences, made.blocks, made.mask, made.first, made.last
        )
    return [o.float().numpy() for o in out] + [made]  # type: ignore[list-item]


def attributions(
    network: Network,
    texts: Sequence[Prepared],
    cuts: Sequence[Pieces],
    windows: Sequence[Example],
    least: float,
) -> dict[str, list[dict[str, object]]]:
    """What the network finds, by text, in the scorer's form, with its two log probabilities."""
    network.eval()
    moves, begins = network.pairs.moves.detach().numpy(), network.pairs.begins.detach().numpy()
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
    made: dict[str, object] = {"anchor_log": m.anchor_log, "path_log": m.path_log}
    for name, part in (("source", SOURCE), ("cue", CUE), ("content", CONTENT)):
        spans: list[list[int]] = []
        for n in np.flatnonzero(m.parts[1:-1] == part) + 1:
            at = e.first + int(n) - 1
            if spans and spans[-1][2] == n - 1:
                spans[-1][1:] = [int(pieces.ends[at]), int(n)]
            else:
                spans.append([int(pieces.starts[at]), int(pieces.ends[at]), int(n)])
        made[name] = [{"start": a, "end": z} for a, z, _ in spans]
    return made


def score(
    found: dict[str, list[dict[str, object]]], texts: Sequence[Prepared], least: float
) -> dict[str, float]:
    """F1 of cue, whole over .5 and whole exact, by the rules of the outside scorer; those that touch Discard left out."""
    counts: collections.Counter[str] = collections.Counter()
    for text in texts:
        words = [m.span() for m in _WORD.finditer(text.chars)]
        starts = np.array([a for a, _ in words])
        ends = np.array([z for _, z in words])

        def cover(
            spans: Sequence[tuple[int, int]], starts: np.ndarray = starts, ends: np.ndarray = ends
        ) -> frozenset[int]:
            return _covered(spans, starts, ends)

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


def _covered(spans: Sequence[tuple[int, int]], starts: np.ndarray, ends: np.ndarray) -> frozenset[int]:
    """The numbers of the words that spans touch; where they touch none, their characters as negative numbers."""
    got: set[int] = set()
    for a, z in spans:
        got.update(range(int(np.searchsorted(ends, a, side="right")), int(np.searchsorted(starts, z))))
    return frozenset(got) or frozenset(-1 - k for a, z in spans for k in range(a, z))


def _count(made: list, gold: list, counts: collections.Counter[str]) -> None:  # type: ignore[type-arg]
    def iou(a: frozenset[int], b: frozenset[int]) -> float:
        return 1.0 if not a and not b else len(a & b) / len(a | b)

    pairs = sorted(
        (-(iou(p[1], g[1]) + 0.1 * iou(p[2], g[2])), i, j)
        for i, p in enumerate(made) for j, g in enumerate(gold) if p[1] & g[1]
    )  # fmt: skip
    used_p, used_g = set(), set()
    counts["pred"] += len(made)
    counts["gold"] += len(gold)
    counts["bare gold"] += sum(not g[0] for g in gold)
    for _, i, j in pairs:
        if i in used_p or j in used_g:
            continue
        used_p.add(i)
        used_g.add(j)
        p, g = made[i], gold[j]
        counts["cue"] += 1
        counts["bare"] += not g[0]
        counts["whole"] += iou(p[0], g[0]) > 0.5 and iou(p[2], g[2]) > 0.5
        counts["exact"] += p == g


def judged(
    found: dict[str, list[dict[str, object]]], texts: Sequence[Prepared]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For all that was found and is not nested: what its probability is made from, whether it is right, in which text.

    The columns are those of ``whence.model.decode.calibrated``.
    """
    x, y, of = [], [], []
    for n, text in enumerate(texts):
        made = [a for a in found.get(text.name, []) if not a.get("parent")]
        for a in made:
            one = score({text.name: [a]}, [text], 0.0)
            anchor = float(np.exp(a["anchor_log"]))  # type: ignore[arg-type]
            lift = np.log(max(anchor, 1e-6) / max(1 - anchor, 1e-6))
            x.append([1.0, lift, max(float(a["path_log"]), -12.0), float(not a["source"])])  # type: ignore[arg-type]
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
        *_, scores, _, _made = answers(network, group)
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
        *_, scores, made = answers(network, windows[n : n + 16])
        best = torch.from_numpy(scores).argmax(2)
        hit = made.said.gather(2, best[:, :, None])[..., 0] * made.spoken  # type: ignore[attr-defined]
        right += int(hit.sum())
        total += int(made.spoken.sum())  # type: ignore[attr-defined]
    return 100 * right / max(1, total), total
