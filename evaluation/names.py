"""Names with their type: exact spans of persons, organisations and places (GUM, LitBank); and their forms put together:
B³ (Bagga & Baldwin 1998) over the name mentions that both sides have (LitBank's chains, PDNC's lists of aliases)."""

import collections
import pathlib
from collections.abc import Iterable, Iterator, Mapping

from training.corpora import gum, litbank, pdnc
from training.corpora.prepared import Prepared

import whence
from evaluation.name_extents import extents
from whence.layers.document import Document

TYPES = ("person", "organization", "place")
_KINDS = {"person": "person", "organisation": "organization", "place": "place"}
Span = tuple[int, int]


def gum_score(split: pathlib.Path) -> dict[str, object]:
    """GUM, one split."""
    return _typed(_read(gum.texts(split)))


def litbank_score(split: pathlib.Path) -> dict[str, object]:
    """LitBank, one split: types, and the chains of names."""
    read = list(_read(litbank.texts(split)))
    return _typed(read) | {"variants, B3": _b_cubed((_entities(d), _chains(t)) for t, d in read)}


def pdnc_score(folder: pathlib.Path, novels: frozenset[str] | None = None) -> dict[str, object]:
    """PDNC: whether the names of a character are one entity, over the places of its aliases."""
    read = _read(pdnc.texts(folder, novels))
    return {"variants, B3": _b_cubed((_entities(d), _aliases(t)) for t, d in read)}


def _read(texts: Iterable[Prepared]) -> Iterator[tuple[Prepared, Document]]:
    for text in texts:
        yield text, whence.annotate(text.chars, name=text.name)


def _typed(read: Iterable[tuple[Prepared, Document]]) -> dict[str, object]:
    """By type, names as far as these corpora mark them (see name_extents); and all three as Whence marks them, the name alone."""
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    alone: collections.Counter[str] = collections.Counter()
    for text, document in read:
        kinds = {e.id: _KINDS.get(e.kind, "") for e in document.entities}
        made = {(m.start, m.end, kinds[m.entity]) for m in extents(document)}
        bare = {(m.start, m.end, kinds[m.entity]) for m in document.mentions if m.form == "name"}
        gold = {(m.start, m.end, m.type) for m in text.mentions if m.form == "name"}
        for side, spans in (("made", made), ("gold", gold), ("right", made & gold)):
            counts.update((side, kind) for _, _, kind in spans if kind in TYPES)
        alone.update({"right": _of_the_three(bare & gold), "made": _of_the_three(bare)})
    rows = {kind: _f1(*(counts[side, kind] for side in ("right", "made", "gold"))) for kind in TYPES}
    total = [sum(counts[side, kind] for kind in TYPES) for side in ("right", "made", "gold")]
    return {**rows, "all three": _f1(*total), "the name alone": _f1(alone["right"], alone["made"], total[2])}


def _of_the_three(spans: Iterable[tuple[int, int, str]]) -> int:
    return sum(kind in TYPES for _, _, kind in spans)


def _f1(right: int, made: int, gold: int) -> dict[str, float]:
    return {
        "P": round(100 * right / max(1, made), 1), "R": round(100 * right / max(1, gold), 1),
        "F1": round(200 * right / max(1, made + gold), 1), "of": gold,
    }  # fmt: skip


def _entities(document: Document) -> dict[Span, str]:
    """The entity of each name, by its place."""
    return {(m.start, m.end): m.entity for m in document.mentions if m.form == "name"}


def _chains(text: Prepared) -> dict[Span, str]:
    return {(m.start, m.end): m.chain for m in text.mentions if m.form == "name" and m.chain}


def _aliases(text: Prepared) -> dict[Span, str]:
    return {(r.start, r.end): r.chain for r in text.referents if not r.asked}


def _b_cubed(texts: Iterable[tuple[Mapping[Span, str], Mapping[Span, str]]]) -> dict[str, float]:
    """Over the places that both sides take for a name (the one within the other: 'Mr. Rell', 'Rell')."""
    shared, counted, of = [0.0, 0.0], 0, 0
    for made, gold in texts:
        by_end = {end: who for (_, end), who in made.items()}
        both = [(by_end[end], chain) for (_, end), chain in sorted(gold.items()) if end in by_end]
        counted, of = counted + len(both), of + len(gold)
        pairs = collections.Counter(both)
        for side in (0, 1):
            size = collections.Counter(pair[side] for pair in both)
            shared[side] += sum(pairs[pair] / size[pair[side]] for pair in both)
    p, r = (100 * share / max(1, counted) for share in shared)
    return {
        "P": round(p, 1), "R": round(r, 1), "F1": round(2 * p * r / max(1e-9, p + r), 1), "mentions": counted, "of": of,
    }  # fmt: skip
