"""Project Dialogism Novel Corpus (Vishnubhotla, Hammond & Hirst 2022): speakers of all quotations in novels. No licence stated."""

import ast
import csv
import itertools
import pathlib
import re
from collections.abc import Iterator, Mapping, Sequence

from training.corpora.prepared import Prepared, Referent, Spoken, head_of, prepared

from whence.layers.stand_ins import stand_ins

_NEAR = 2_500  # characters on both sides in which a speaker's names count as mentions
_PRONOUNS = {"he", "she", "i", "they"}


def texts(folder: pathlib.Path, novels: frozenset[str] | None = None) -> Iterator[Prepared]:
    """The novels, or some of them."""
    for path in sorted(p for p in folder.iterdir() if p.is_dir()):
        if novels is not None and path.name not in novels:
            continue
        chars = (path / "novel_text.txt").read_text(encoding="utf-8")
        text = prepared(path.name, chars, ("spoken",))
        text.spoken = list(_spoken(path, chars, dict(text.quotes)))
        text.referents = _referents(path, chars)
        yield text


def aliases(path: pathlib.Path) -> dict[str, tuple[str, ...]]:
    """The characters of a novel with all their names."""
    found = {}
    with (path / "character_info.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = ast.literal_eval(row["Aliases"]) if row["Aliases"].startswith("{") else {row["Aliases"]}
            found[row["Main Name"]] = tuple(
                sorted({*map(str, names), row["Main Name"]}, key=lambda n: (-len(n), n))
            )
    return found


def _referents(path: pathlib.Path, chars: str) -> list[Referent]:
    """The characters' names, the words in their place that tell of a quotation or stand in one; the chain of others is not known."""
    named = aliases(path)
    main = _by_name(named)
    words = stand_ins(chars, "en")
    chains = {word: main.get(who, who) for word, who in _marked(path, chars, words)}
    found = [Referent(a, z, chains.get((a, z), "")) for a, z in words]
    owners: dict[str, set[str]] = {}
    for who, names in named.items():
        for name in names:
            owners.setdefault(name, set()).add(who)
    ours = {name: who for name, (who, *more) in owners.items() if not more and name[:1].isupper()}
    several = "|".join(re.escape(n) for n in sorted(ours, key=lambda n: (-len(n), n)))
    found += [
        Referent(*m.span(), ours[m.group()], asked=False) for m in re.finditer(rf"\b(?:{several})\b", chars)
    ]
    return sorted(found, key=lambda r: (r.start, r.end))


def _marked(
    path: pathlib.Path, chars: str, words: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The words in a name's place whose character is marked, with the character."""
    for row in _rows(path):
        spans = ast.literal_eval(row["quoteByteSpans"])
        told = row["referringExpression"].strip()
        if told and spans:
            at = _place(chars, told, spans[0][0], spans[-1][1])
            word = head_of(chars, words, at, at + len(told)) if at >= 0 else None
            if word:
                yield word, row["speaker"]
        places = itertools.chain(*ast.literal_eval(row["mentionSpansList"]))
        whose = itertools.chain(*ast.literal_eval(row["mentionEntitiesList"]))
        for (a, z), characters in zip(places, whose, strict=False):
            word = head_of(chars, words, a, z)
            if word and len(characters) == 1:
                yield word, characters[0]


def _by_name(named: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The characters by each of their names."""
    return {name: who for who, names in named.items() for name in names} | {who: who for who in named}


def _rows(path: pathlib.Path) -> list[dict[str, str]]:
    with (path / "quotation_info.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _place(chars: str, told: str, first: int, last: int) -> int:
    """Where the words that tell of a quotation stand; -1 where they are not near."""
    return chars.find(told, max(0, first - len(told) - 200), last + len(told) + 200)


def _spoken(path: pathlib.Path, chars: str, quotes: dict[int, int]) -> Iterator[Spoken]:
    named = aliases(path)
    places = {
        who: [m.span() for m in re.finditer(r"\b(?:{})\b".format("|".join(map(re.escape, names))), chars)]
        for who, names in named.items()
    }
    main = _by_name(named)
    rows = _rows(path)
    inside = sorted((int(a), int(b)) for row in rows for a, b in ast.literal_eval(row["quoteByteSpans"]))
    starts = [a for a, _ in inside]
    from bisect import bisect_right

    def quoted(at: int) -> bool:
        n = bisect_right(starts, at) - 1
        return n >= 0 and at < inside[n][1]

    for row in rows:
        who, told = main.get(row["speaker"], row["speaker"]), row["referringExpression"].strip()
        spans = [(int(a), int(b)) for a, b in ast.literal_eval(row["quoteByteSpans"])]
        if not spans:
            continue
        first, last = spans[0][0], spans[-1][1]
        near = [s for s in places.get(who, ()) if first - _NEAR < s[0] < last + _NEAR and not quoted(s[0])]
        if told:
            at = _place(chars, told, first, last)
            for m in re.finditer(r"[A-Za-z]+", told) if at >= 0 else ():
                if m.group().lower() in _PRONOUNS:
                    near.append((at + m.start(), at + m.end()))
        for a, b in spans:
            start = a - 1 if a and a - 1 in quotes else a
            yield Spoken(start, quotes.get(start, b), who, tuple(sorted(near)), row["quoteType"])
