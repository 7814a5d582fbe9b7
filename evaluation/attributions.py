"""PolNeAR: attributions, whole and in parts, by the rules of the outside scorer (score_attributions.py), with intervals."""

import collections
import pathlib
import random
from collections.abc import Sequence

from training.corpora import polnear
from training.corpora.prepared import Prepared

import whence
from evaluation.attribution_pairs import Cover, is_right, paired, parts_of
from whence.layers.certainty import is_uncertain

_SAMPLES = 1_000
COUNTED = ("cue", "cue exact", "source>.5", "content>.5", "whole>.5", "whole exact")


def score(folder: pathlib.Path) -> dict[str, object]:
    """Reads every text of a split and gives precision, recall and F1, in per cent, with 95 % intervals (bootstrap)."""
    each = [_counts(text) for text in polnear.texts(folder)]
    total = _sum(each)
    dice = random.Random(1)
    samples = [_sum(dice.choices(each, k=len(each))) for _ in range(_SAMPLES)] if len(each) > 1 else [total]
    found: dict[str, object] = {"texts": len(each), "predicted": total["made"], "gold": total["gold"]}
    for name in COUNTED:
        found[name] = _figures(name, "made", "gold", total, samples)
    for role in ("source", "cue", "content"):
        found[f"flat {role}"] = _figures(f"flat {role}", f"made {role}", f"gold {role}", total, samples)
    found["without a source, recall"] = round(100 * total["bare"] / max(1, total["bare gold"]), 1)
    found["shown by default"] = {
        "P": round(100 * total["shown right"] / max(1, total["shown"]), 1),
        "R": round(100 * total["shown right"] / max(1, total["gold"]), 1),
    }
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
    name: str,
    made: str,
    gold: str,
    total: collections.Counter[str],
    samples: Sequence[collections.Counter[str]],
) -> dict[str, float]:
    """The share of ``name`` in what was ``made`` and in the ``gold``, by the names of the counts."""
    spread = sorted(_f1(s[name], s[made], s[gold]) for s in samples)
    return {
        "P": round(100 * total[name] / max(1, total[made]), 1), "R": round(100 * total[name] / max(1, total[gold]), 1),
        "F1": _f1(total[name], total[made], total[gold]),
        "low": spread[int(0.025 * len(spread))], "high": spread[min(len(spread) - 1, int(0.975 * len(spread)))],
    }  # fmt: skip


def _counts(text: Prepared) -> collections.Counter[str]:
    document = whence.annotate(text.chars, name=text.name)
    cover = Cover(text.chars)
    gold = [(cover(a.source), cover(a.cue), cover(a.content)) for a in text.attributions]
    away = cover(text.discarded) if text.discarded else frozenset()
    kept = [a for a in document.attributions if a.cue and a.parent is None]
    made = [(parts_of(a, cover), a) for a in kept]
    made = [(p, a) for p, a in made if not p[1] & away]
    counts = collections.Counter(made=len(made), gold=len(gold))
    counts["bare gold"] = sum(not g[0] for g in gold)
    right = set()
    for n, g in paired([p for p, _ in made], gold):
        p, a = made[n]
        source, content = is_right(p[0], g[0]), is_right(p[2], g[2])
        counts.update(
            {
                "cue": 1, "cue exact": p[1] == g[1], "source>.5": source, "content>.5": content, "bare": not g[0],
                "whole>.5": source and content, "whole exact": p == g,
            }
        )  # fmt: skip
        if source and content:
            right.add(a.id)
    for _, a in made:
        if not is_uncertain(a):
            counts.update({"shown": 1, "shown right": a.id in right})
        if a.probability is not None:
            bin_ = min(9, int(a.probability * 10))
            counts.update({f"bin {bin_}": 1, f"right {bin_}": a.id in right})
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
