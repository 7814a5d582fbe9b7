"""PolNeAR: attributions, whole and in parts, by the rules of the outside scorer (score_attributions.py), with intervals."""

import collections
import pathlib
import random
import re
from collections.abc import Iterator, Sequence

import numpy as np
from training.corpora import polnear
from training.corpora.prepared import Prepared

import whence
from whence.layers.document import Attribution

_WORD = re.compile(r"\w+")
_SAMPLES = 1_000
Words = frozenset[int]
Parts = tuple[Words, Words, Words]  # source, cue, content
COUNTED = ("cue", "cue exact", "source>.5", "content>.5", "whole>.5", "whole exact")


class Cover:
    """The words of a text by their numbers; a span covers those that it touches."""

    def __init__(self, chars: str) -> None:
        words = [m.span() for m in _WORD.finditer(chars)]
        self.starts = np.array([a for a, _ in words], dtype=np.int64)
        self.ends = np.array([z for _, z in words], dtype=np.int64)

    def __call__(self, spans: Sequence[tuple[int, int]]) -> Words:
        """The words' numbers; where there are none, the characters as negative numbers."""
        got: set[int] = set()
        for a, z in spans:
            low, high = np.searchsorted(self.ends, a, side="right"), np.searchsorted(self.starts, z)
            got.update(range(int(low), int(high)))
        return frozenset(got) or frozenset(-1 - k for a, z in spans for k in range(a, z))


def score(folder: pathlib.Path) -> dict[str, object]:
    """Reads every text of a split and gives precision, recall and F1, in per cent, with 95 % intervals (bootstrap)."""
    each = [_counts(text) for text in polnear.texts(folder)]
    total = _sum(each)
    dice = random.Random(1)
    samples = [_sum(dice.choices(each, k=len(each))) for _ in range(_SAMPLES)] if len(each) > 1 else [total]
    found: dict[str, object] = {"texts": len(each), "predicted": total["made"], "gold": total["gold"]}
    for name in COUNTED:
        found[name] = _figures(name, total["made"], total["gold"], total, samples)
    for role in ("source", "cue", "content"):
        found[f"flat {role}"] = _figures(
            f"flat {role}",
            total[f"made {role}"],
            total[f"gold {role}"],
            total,
            samples,
            f"made {role}",
            f"gold {role}",
        )
    found["without a source, recall"] = round(100 * total["bare"] / max(1, total["bare gold"]), 1)
    found["calibration"] = _calibration(total)
    return found


def _sum(each: Sequence[collections.Counter[str]]) -> collections.Counter[str]:
    total: collections.Counter[str] = collections.Counter()
    for counts in each:
        total.update(counts)
    return total


def _f1(right: int, made: int, gold: int) -> float:
    return round(200 * right / max(1, made + gold), 1)


def _figures(
    name: str, made: int, gold: int, total: collections.Counter[str], samples: Sequence[collections.Counter[str]],
    made_key: str = "made", gold_key: str = "gold",
) -> dict[str, float]:  # fmt: skip
    spread = sorted(_f1(s[name], s[made_key], s[gold_key]) for s in samples)
    return {
        "P": round(100 * total[name] / max(1, made), 1), "R": round(100 * total[name] / max(1, gold), 1),
        "F1": _f1(total[name], made, gold),
        "low": spread[int(0.025 * len(spread))], "high": spread[min(len(spread) - 1, int(0.975 * len(spread)))],
    }  # fmt: skip


def _counts(text: Prepared) -> collections.Counter[str]:
    document = whence.annotate(text.chars, name=text.name)
    cover = Cover(text.chars)
    gold = [(cover(a.source), cover(a.cue), cover(a.content)) for a in text.attributions]
    away = cover(text.discarded) if text.discarded else frozenset()
    kept = [a for a in document.attributions if a.cue and a.parent is None]
    made = [(_parts(a, cover), a) for a in kept]
    made = [(p, a) for p, a in made if not p[1] & away]
    counts = collections.Counter(made=len(made), gold=len(gold))
    counts["bare gold"] = sum(not g[0] for g in gold)
    for (p, _), g in _paired(made, gold):
        source, content = _iou(p[0], g[0]) > 0.5, _iou(p[2], g[2]) > 0.5
        counts.update(
            {
                "cue": 1, "cue exact": p[1] == g[1], "source>.5": source, "content>.5": content, "bare": not g[0],
                "whole>.5": source and content, "whole exact": p == g,
            }
        )  # fmt: skip
    right = {id(a) for (p, a), g in _paired(made, gold) if _iou(p[0], g[0]) > 0.5 and _iou(p[2], g[2]) > 0.5}
    for _, a in made:
        if a.probability is not None:
            bin_ = min(9, int(a.probability * 10))
            counts.update({f"bin {bin_}": 1, f"right {bin_}": id(a) in right})
            counts[f"said {bin_}"] += round(a.probability * 1_000)
    for n, role in enumerate(("source", "cue", "content")):
        mine, theirs = {p[n] for p, _ in made if p[n]}, {g[n] for g in gold if g[n]}
        counts.update(
            {f"made {role}": len(mine), f"gold {role}": len(theirs), f"flat {role}": len(mine & theirs)}
        )
    return counts


def _calibration(total: collections.Counter[str]) -> dict[str, object]:
    """Expected calibration error over ten bins, and for each bin how many, how many right, what was said (per cent)."""
    bins = [n for n in range(10) if total[f"bin {n}"]]
    size = max(1, sum(total[f"bin {n}"] for n in bins))
    off = sum(abs(total[f"right {n}"] - total[f"said {n}"] / 1_000) for n in bins)
    rows = {
        f"{n / 10:.1f}": [total[f"bin {n}"], round(100 * total[f"right {n}"] / total[f"bin {n}"], 1),
                          round(total[f"said {n}"] / 10 / total[f"bin {n}"], 1)] for n in bins
    }  # fmt: skip
    return {"expected calibration error": round(off / size, 3), "bins": rows}


def _parts(a: Attribution, cover: Cover) -> Parts:
    source, cue, content = ([(s.start, s.end) for s in spans] for spans in (a.source, a.cue, a.content))
    return cover(source), cover(cue), cover(content)


def _iou(a: Words, b: Words) -> float:
    return 1.0 if not a and not b else len(a & b) / len(a | b)


def _paired(
    made: Sequence[tuple[Parts, Attribution]], gold: Sequence[Parts]
) -> Iterator[tuple[tuple[Parts, Attribution], Parts]]:
    """Pairs one to one whose cues touch, those with the larger overlap first."""
    pairs = sorted(
        (-(_iou(p[1], g[1]) + 0.1 * _iou(p[2], g[2])), i, j)
        for i, (p, _) in enumerate(made) for j, g in enumerate(gold) if p[1] & g[1]
    )  # fmt: skip
    used: tuple[set[int], set[int]] = set(), set()
    for _, i, j in pairs:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield made[i], gold[j]
