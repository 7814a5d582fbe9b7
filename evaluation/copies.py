"""copies: pairs of documents with and without a passage that one has from the other, made by a seeded generator from texts that you have.

Five kinds, as many of each: verbatim; trimmed at both ends; reworded at the edges and here and there a word; the same facts in other words;
chance overlap (a formula, a title, the same names). The first three are copies, the last two are not.
"""

import pathlib
import random
from collections import Counter
from collections.abc import Callable

import whence
from whence.compare.reuse import reused
from whence.compare.wording import worded
from whence.layers.signals import by_rules

KINDS = ("verbatim", "trimmed", "reworded at the edges", "same facts in other words", "chance overlap")
COPIES = frozenset(KINDS[:3])
_NAMES = "Marten Vool,Ilse Torp,Aron Kessel,Dagny Reve,Piet Harrow,Lena Osk,Jonas Ferrier,Mira Salk,Tomas Brandt,Edda Lunt".split(
    ","
)
_PLACES = "Varn,Oldmere,Kessing,Dunmore,Harsk,Tolverne,Brenwick,Aldersund".split(",")
_ACTS = (("arrested", "taken into custody", "seized"), ("shot", "struck by a bullet", "hit by gunfire"), ("elected mayor", "chosen as mayor", "voted into the mayor's chair"),
         ("dismissed", "removed from his post", "relieved of his duties"), ("killed", "put to death", "slain"))  # fmt: skip
_SAID = (
    "On {d} {m} {y} {n} was {a} in {p}; {k} people saw it, and {o} wrote it down the same evening.",
    "{o}'s note of that night has it so: {k} witnesses stood by when, in {p}, {n} came to be {a}. The year was {y}, the day {m} {d}.",
    "It happened at {p} in {m} {y}, on the {d}th of the month. Before the eyes of {k} onlookers they had {n} {a}, as we know from {o}.",
)
_FORMULAS = (
    "at the end of the day it must be said that there is no doubt",
    "on the other hand it has often been said that the people of the town",
    "in the course of the following year it became clear to all that",
    "for the first time in the history of the country it was decided to",
)
_TITLES = ("A History of the Town of Oldmere and Its Harbour", "The Letters of Dagny Reve to Her Brother")


def score(folder: pathlib.Path, count: int = 2000, seed: int = 1) -> dict[str, object]:
    """Precision and recall of copies among ``count`` pairs."""
    texts = [p.read_text(encoding="utf-8", errors="replace") for p in sorted(folder.rglob("*.txt"))]
    paragraphs = [" ".join(p.split()) for t in texts for p in t.split("\n\n") if 60 <= len(p.split()) <= 400]
    chance = random.Random(seed)
    wrong: list[str] = []
    found: Counter[str] = Counter()
    with by_rules():
        for n in range(count):
            kind = KINDS[n % len(KINDS)]
            a, b = _pair(kind, paragraphs, chance)
            documents = [("a", whence.annotate(a)), ("b", whence.annotate(b))]
            is_found = bool(reused([worded(p, d) for p, d in documents]))
            found[kind] += is_found
            if is_found != (kind in COPIES) and len(wrong) < 20:
                wrong.append(f"{kind}: {a[:1200]}\n--\n{b[:1200]}")
    right = sum(found[k] for k in COPIES)
    named = sum(found.values())
    each = count // len(KINDS)
    return {
        "pairs": each * len(KINDS),
        "found": {k: found[k] for k in KINDS},
        "precision": round(100 * right / named, 1) if named else None,
        "recall": round(100 * right / (each * len(COPIES)), 1),
        "wrong": wrong,
    }


def _pair(kind: str, paragraphs: list[str], chance: random.Random) -> tuple[str, str]:
    one, other, third = chance.sample(paragraphs, 3)
    make: dict[str, Callable[[], tuple[str, str]]] = {
        "verbatim": lambda: (f"{one}\n\n{third}", f"{other}\n\n{one}"),
        "trimmed": lambda: (f"{one}\n\n{third}", _inside(other, _trimmed(one, chance), chance)),
        "reworded at the edges": lambda: (
            f"{one}\n\n{third}",
            _inside(other, _reworded(one, chance), chance),
        ),
        "same facts in other words": lambda: _facts(one, other, chance),
        "chance overlap": lambda: _overlap(one, other, chance),
    }
    return make[kind]()


def _trimmed(passage: str, chance: random.Random) -> str:
    words = passage.split()
    size = chance.randint(25, min(60, len(words)))
    at = chance.randint(0, len(words) - size)
    return " ".join(words[at : at + size])


def _reworded(passage: str, chance: random.Random) -> str:
    words = _trimmed(passage, chance).split()
    for at in (*range(chance.randint(1, 5)), *range(len(words) - chance.randint(1, 5), len(words))):
        words[at] = chance.choice(("indeed", "so", "he", "then", "was", "had", "that", "which"))
    middle = chance.randint(10, len(words) - 10)
    words[middle] = chance.choice(("certain", "great", "same", "other"))
    return " ".join(words)


def _inside(host: str, passage: str, chance: random.Random) -> str:
    words = host.split()
    at = chance.randint(0, len(words))
    return " ".join([*words[:at], passage, *words[at:]])


def _facts(one: str, other: str, chance: random.Random) -> tuple[str, str]:
    acts = chance.choice(_ACTS)
    told = chance.sample(_SAID, 2)
    known = {
        "d": chance.randint(4, 19), "m": chance.choice(("May", "March", "October")), "y": chance.randint(1790, 1940),
        "n": chance.choice(_NAMES[:5]), "o": chance.choice(_NAMES[5:]), "p": chance.choice(_PLACES), "k": chance.randint(3, 90),
    }  # fmt: skip
    first, second = (t.format(**known, a=a) for t, a in zip(told, chance.sample(acts, 2), strict=True))
    return f"{one}\n\n{first}", f"{second}\n\n{other}"


def _overlap(one: str, other: str, chance: random.Random) -> tuple[str, str]:
    shared = chance.choice((
        chance.choice(_FORMULAS), f"as {chance.choice(_TITLES)} says", ", ".join(chance.sample(_NAMES, 3)), chance.choice(_FORMULAS[:2]),
    ))  # fmt: skip
    return _inside(one, shared, chance), _inside(other, shared, chance)
