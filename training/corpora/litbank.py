"""LitBank (Bamman et al. 2019, 2020; Sims & Bamman 2020): names, chains, quotations and speakers in fiction. CC BY 4.0."""

import pathlib
from collections.abc import Iterator

from training.corpora.joined import joined
from training.corpora.prepared import Mention, Prepared, Spoken, prepared, referents

_TYPES = {"PER": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}
_FORMS = {"PROP": "name", "NOM": "nominal", "PRON": "pronoun"}


def texts(split: pathlib.Path) -> Iterator[Prepared]:
    """The works of a split."""
    for path in sorted((split / "coref").glob("*_brat.txt")):
        raw = path.read_text(encoding="utf-8")
        lines = raw.splitlines()
        chars, spans = joined([line.split() for line in lines])
        text = prepared(path.stem.removesuffix("_brat"), chars, ("mentions", "spoken", "chains"))
        text.types = frozenset({"person", "organization", "place"})
        moved = _moved(raw, spans)
        text.mentions = _mentions(path.with_suffix(".ann"), moved)
        text.referents = referents(chars, text.mentions)
        text.spoken = list(_spoken(split / "quotations" / f"{path.stem}.ann", spans, text.mentions))
        yield text


def _moved(raw: str, spans: list[list[tuple[int, int]]]) -> tuple[dict[int, int], dict[int, int]]:
    """Where each token's first and last character of the file now stand."""
    starts, ends, at = {}, {}, 0
    for line, mine in zip(raw.splitlines(keepends=True), spans, strict=True):
        place = at
        for word, (a, b) in zip(line.split(), mine, strict=True):
            place = raw.index(word, place)
            starts[place], ends[place + len(word)] = a, b
            place += len(word)
        at += len(line)
    return starts, ends


def _mentions(path: pathlib.Path, moved: tuple[dict[int, int], dict[int, int]]) -> list[Mention]:
    chain: dict[tuple[int, int], str] = {}
    kind: dict[tuple[int, int], str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if not cells[0].startswith("T"):
            continue
        label, first, last = cells[1].split()
        span = int(first), int(last)
        form, _, of = label.partition("_")
        if form in _FORMS and of in (*_TYPES, "VEH"):
            kind[span] = label
        else:
            chain[span] = label
    found = []
    for (a, b), label in sorted(kind.items()):
        form, _, of = label.partition("_")
        if of in _TYPES and a in moved[0] and b in moved[1]:
            found.append(Mention(moved[0][a], moved[1][b], _TYPES[of], _FORMS[form], chain.get((a, b), "")))
    return found


def _spoken(
    path: pathlib.Path, spans: list[list[tuple[int, int]]], mentions: list[Mention]
) -> Iterator[Spoken]:
    who: dict[str, str] = {}
    where: dict[str, tuple[int, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[0] == "QUOTE":
            s1, t1, s2, t2 = map(int, cells[2:6])
            where[cells[1]] = spans[s1][t1][0], spans[s2][t2][1]
        elif cells[0] == "ATTRIB":
            who[cells[1]] = cells[2]
    inside = sorted(where.values())
    for quote, (start, end) in where.items():
        if quote not in who:
            continue
        places = tuple(
            (m.start, m.end)
            for m in mentions
            if m.chain == who[quote] and not any(a <= m.start < b for a, b in inside)
        )
        yield Spoken(start, end, who[quote], places)
