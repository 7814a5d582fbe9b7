"""Quotations made out of real texts with one kind of change each, and how often Whence names that kind and no other.

The texts are any folder of plain text files; nothing of them is kept. The kinds are balanced, the dice are seeded.
"""

import pathlib
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator

import msgspec

import whence
from whence.follow.finding import Wanted, find
from whence.follow.searched import Searched
from whence.follow.word_kin import word_kin
from whence.layers.document import Document

Words = list[str]
Changed = tuple[str, str | None] | None  # the quotation, and the kind that should be named

_CONTENT = re.compile(r"[a-z]{4,}$")
_PAIRS = (
    ("was", "is"),
    ("were", "are"),
    ("had", "has"),
    ("is", "was"),
    ("are", "were"),
    ("has", "had"),
    ("will", "would"),
    ("came", "comes"),
    ("said", "says"),
    ("made", "makes"),
    ("took", "takes"),
)
_OLD = (
    (r"or$", "our"),
    (r"ic$", "ick"),
    (r"th", "tb"),
    (r"m", "rn"),
    (r"e", "c"),
    (r"ize", "ise"),
    (r"ll", "l"),
    (r"^([a-z])", None),
)
_KIN = word_kin("en")


def _kept(words: Words, *_: object) -> Changed:
    """Nothing is changed but what typesetting changes."""
    text = " ".join(words).replace("'", "’").replace("fi", "ﬁ", 1)
    return text, None


def _spelling(words: Words, dice: random.Random, *_: object) -> Changed:
    at = [n for n, w in enumerate(words[1:-1], 1) if _CONTENT.match(w)]
    dice.shuffle(at)
    for n in at:
        for old, new in dice.sample(_OLD, len(_OLD)):
            made = words[n].capitalize() if new is None else re.sub(old, new, words[n], count=1)
            if made != words[n] and (new is None or not _KIN.is_known(made)):
                return " ".join([*words[:n], made, *words[n + 1 :]]), "spelling"
    return None


def _cut(words: Words, dice: random.Random, least: int, most: int) -> tuple[int, int] | None:
    size = dice.randint(least, most)
    if len(words) < size + 8:
        return None
    start = dice.randint(4, len(words) - size - 4)
    if {words[start].lower(), words[start - 1].lower()} & {
        words[start + size].lower(),
        words[start + size - 1].lower(),
    }:
        return None  # what is left out could be shifted by a word
    return start, start + size


def _elided(words: Words, dice: random.Random, *_: object) -> Changed:
    cut = _cut(words, dice, 3, 12)
    return (" ".join([*words[: cut[0]], "…", *words[cut[1] :]]), "omission_marked") if cut else None


def _left_out(words: Words, dice: random.Random, *_: object) -> Changed:
    cut = _cut(words, dice, 1, 5)
    if cut is None or any(_KIN.is_negation(_bare(w)) for w in words[cut[0] : cut[1]]):
        return None
    return " ".join([*words[: cut[0]], *words[cut[1] :]]), "omission"


def _exchanged(words: Words, dice: random.Random, others: Words) -> Changed:
    at = [n for n in range(2, len(words) - 2) if _CONTENT.match(words[n])]
    if not at:
        return None
    n, other = dice.choice(at), dice.choice(others)
    a, b = words[n], other
    near = [_bare(w) for w in words]
    if (
        _bare(b) in near
        or _KIN.spells(a, b)
        or _KIN.inflects(a, b)
        or _KIN.negates(a, b)
        or _KIN.is_negation(a)
    ):
        return None
    return " ".join([*words[:n], b, *words[n + 1 :]]), "changed"


def _put_in(words: Words, dice: random.Random, others: Words) -> Changed:
    n = dice.randint(3, len(words) - 3)
    added = [dice.choice(others) for _ in range(dice.randint(1, 3))]
    if any(_KIN.is_negation(w) or w in map(_bare, words) for w in added):
        return None
    return " ".join([*words[:n], *added, *words[n:]]), "added"


def _turned(words: Words, dice: random.Random, *_: object) -> Changed:
    n = dice.randint(2, len(words) - 6)
    a, b = dice.randint(1, 2), dice.randint(1, 2)
    one, two = words[n : n + a], words[n + a : n + a + b]
    if [_bare(w) for w in one + two] == [_bare(w) for w in two + one] or any(
        re.search(r"[^\w'’]", w) for w in one + two
    ):
        return None
    return " ".join([*words[:n], *two, *one, *words[n + a + b :]]), "order"


def _inflected(words: Words, dice: random.Random, *_: object) -> Changed:
    at = [(n, b) for n, w in enumerate(words) for a, b in _PAIRS if w == a and 1 < n < len(words) - 2]
    if not at:
        return None
    n, made = dice.choice(at)
    return " ".join([*words[:n], made, *words[n + 1 :]]), "inflection"


def _negated(words: Words, dice: random.Random, *_: object) -> Changed:
    inside = range(2, len(words) - 2)
    said = [n for n in inside if words[n] in ("not", "never", "no")]
    if said:
        n = dice.choice(said)
        return " ".join([*words[:n], *words[n + 1 :]]), "negation"
    at = [n for n in inside if words[n] in ("was", "were", "is", "are", "had", "could", "would", "did")]
    if not at:
        return None
    n = dice.choice(at)
    return " ".join([*words[: n + 1], "not", *words[n + 1 :]]), "negation"


def _stressed(words: Words, dice: random.Random, *_: object) -> Changed:
    at = [n for n in range(1, len(words) - 1) if _CONTENT.match(words[n])]
    if not at:
        return None
    n = dice.choice(at)
    return " ".join([*words[:n], words[n].upper(), *words[n + 1 :]]), "emphasis"


def _contradicted(words: Words, dice: random.Random, *_: object) -> Changed:
    at = [
        n for n in range(2, len(words) - 2)
        if re.fullmatch(r"[A-Z][a-z]{3,}", words[n]) and not re.search(r"[.!?]$", words[n - 1])
    ]  # fmt: skip
    if not at:
        return None
    n = dice.choice(at)
    return " ".join([*words[:n], "[Zarkovian]", *words[n + 1 :]]), "insertion"


def _bare(word: str) -> str:
    return re.sub(r"[\W_]", "", word).lower()


KINDS: dict[str, Callable[[Words, random.Random, Words], Changed]] = {
    "kept": _kept, "spelling": _spelling, "left out, marked": _elided, "left out": _left_out, "changed": _exchanged, "added": _put_in,
    "order": _turned, "tense or number": _inflected, "negation": _negated, "emphasis": _stressed, "insertion": _contradicted,
}  # fmt: skip


class _Texts:
    """Plain texts and their running sentences."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.searched: list[Searched] = []
        self.passages: list[list[Words]] = []
        for path in sorted(folder.rglob("*.txt")):
            chars = path.read_text(encoding="utf-8", errors="replace")
            document = _bare_document(path.name, chars)
            found = [p.split() for p in re.split(r"(?<=[.!?])\s+(?=[A-Z])|\n\s*\n", chars)]
            usable = [w for w in found if 12 <= len(w) <= 60 and _is_prose(w)]
            if len(usable) > 20:
                self.searched.append(Searched(document, path.name))
                self.passages.append(usable)


def _bare_document(name: str, chars: str) -> Document:
    """A document of which only the text is known."""
    return msgspec.structs.replace(whence.annotate("x", name=name), text=chars, blocks=(), sentences=())


def _is_prose(words: Words) -> bool:
    """A sentence without signs that would be read as quotation marks, brackets or notes."""
    text = " ".join(words)
    return (
        not re.search(r"[“”\"\[\]{}_*<>|=…]|\.\.\.|--|\d", text)
        and sum(w[0].islower() for w in words) > len(words) / 2
    )


def made(folder: pathlib.Path, each: int, seed: int) -> Iterator[tuple[str, Searched, str, str | None]]:
    """(name of the kind, text it is taken from, quotation, kind that should be named; "absent": nothing)."""
    dice = random.Random(f"quoting {seed}")
    texts = _Texts(folder)
    vocabulary = [sorted({w for p in ps for w in p if _CONTENT.match(w)}) for ps in texts.passages]
    for name, change in KINDS.items():
        done = 0
        while done < each:
            n = dice.randrange(len(texts.searched))
            words = dice.choice(texts.passages[n])
            words = words[: dice.randint(12, len(words))]
            found = change(words, dice, vocabulary[dice.randrange(len(vocabulary))])
            if found:
                done += 1
                yield name, texts.searched[n], found[0].rstrip(".,;:!?"), found[1]
    for k in range(each):
        n = dice.randrange(len(texts.searched))
        ps = texts.passages[n]
        if k % 2:  # of two places far from each other
            a, b = sorted((dice.randrange(len(ps)), dice.randrange(len(ps))))
            if b - a < 30:
                a, b = 0, len(ps) - 1
            joint = " … " if k % 4 == 1 else " "
            yield (
                "joined",
                texts.searched[n],
                f"{' '.join(ps[a][:14]).rstrip('.,;:!?')}{joint}{' '.join(ps[b][:14]).rstrip('.,;:!?')}",
                "joined",
            )
        else:
            m = (n + 1 + dice.randrange(len(ps) and len(texts.searched) - 1)) % len(texts.searched)
            yield "not there", texts.searched[m], " ".join(dice.choice(ps)[:30]).rstrip(".,;:!?"), "absent"


def score(folder: pathlib.Path, each: int = 90, seed: int = 8, wrong: int = 0) -> dict[str, object]:
    """Per kind: how many are named rightly; what the issue forbids, counted. ``wrong``: how many errors to show."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    false_same = lost = 0
    shown: list[str] = []
    for name, searched, quotation, expected in made(folder, each, seed):
        quoting = whence.annotate(f"Hale wrote in the same year: “{quotation}.” That was all.", language="en")
        total[name] += 1
        if not quoting.quotations:
            shown.append(f"{name}: no quotation was read: {quotation}")
            continue
        wanted = Wanted(quoting, quoting.quotations[0])
        place = find(wanted, searched)
        kinds = sorted({d.kind for d in place.differences}) if place else ["absent"]
        should = [expected] if expected else []
        right[name] += kinds == should
        false_same += bool(place and not kinds and expected)
        lost += place is None and expected != "absent"
        if kinds != should and len(shown) < wrong:
            what = [(d.kind, d.quoted, d.there[:60]) for d in place.differences] if place else "nothing found"
            shown.append(f"{name} ({searched.path}): {quotation} → {what}")
    for line in shown:
        print(line)
    there = sum(total.values()) - total["not there"]
    return {
        "quotations": sum(total.values()),
        "right": round(100 * sum(right.values()) / sum(total.values()), 1),
        "word for word where something differs": false_same,
        "nothing found where it stands": f"{lost} of {there}",
        "by kind": {k: f"{right[k]} of {total[k]}" for k in total},
    }
