"""paraphrase: beside a claim with a note and no quotation marks, the passages of the cited pages that share its names, dates and numbers.

Numbers and dates that differ are marked; whether the passage says what the claim says is left to the reader.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from whence.follow.collated import Collated
from whence.follow.searched import Searched
from whence.follow.word_kin import word_kin
from whence.layers.document import Claim, Document, Time
from whence.ledger.words import tokens
from whence.text import Span, SpanIndex

_MOST = 3  # passages
_LEAST = 3.0  # what a passage must share
_NAME, _NUMBER, _DATE, _WORD = 2.0, 1.5, 2.5, 0.4
_PLAIN = frozenset(
    tokens(
        "the a an of and in on at to for from by with or as its his her their that which who was were is are had has have be been it he she they not but this these those there",
        "en",
    )
)


class Passage(Struct, frozen=True):
    """A sentence of the source, with what it shares with a claim."""

    page: str | None
    place: str
    span: Span
    words: str
    shared: tuple[str, ...]


class Beside(Struct, frozen=True):
    """The passages beside a claim, the nearest first, and the numbers and dates that are others there, in plain words."""

    passages: tuple[Passage, ...]
    differing: tuple[str, ...]


class _Facts:
    """The names, numbers, dates and words of some spans of a document."""

    def __init__(
        self, document: Document, spans: Sequence[Span], apart: "SpanIndex[Time] | None" = None
    ) -> None:
        text = " ".join(document.text[s.start : s.end] for s in spans)
        language = document.document.language
        times = [t for s in spans for t in (apart or SpanIndex(document.times)).inside(s.start, s.end)]
        self.dates = {
            (r.earliest, r.latest): document.text[t.start : t.end]
            for t in times for r in t.resolved[:1] if r.earliest and r.latest
        }  # fmt: skip
        dated = " ".join(document.text[t.start : t.end] for t in times)
        self.numbers = _numbers(text, dated, language)
        self.names = {
            w for m in re.finditer(r"(?<=[a-z,;] )[A-ZÀ-Þ][^\W\d_]{2,}", text) for w in tokens(m[0], language)
        }
        self.words = set(tokens(text, language)) - _PLAIN


def _numbers(text: str, dated: str, language: str | None) -> dict[tuple[str, str], str]:
    """(number, what is counted) → the words, of numbers in figures and in words that are no part of a date."""
    words = Collated(text)
    plain = word_kin(language).plain
    found: dict[tuple[str, str], str] = {}
    n = 0
    while n < len(words):
        first, value = n, _value(plain(words.forms[n]), words.written(n, n + 1))
        n += 1
        while (
            value is not None
            and n < len(words)
            and words.between(n - 1) == ","
            and re.fullmatch(r"\d{3}", words.forms[n])
        ):
            value, n = 1000 * value + int(words.forms[n]), n + 1  # '1,200'
        if value is None or words.written(first, n) in dated:
            continue
        if 20 <= value < 100 and value % 10 == 0 and n < len(words):
            more = _value(plain(words.forms[n]), words.written(n, n + 1))
            if more is not None and 0 < more < 10:  # 'thirty-eight'
                value, n = value + more, n + 1
        unit = _unit(words, n, language)
        found[str(value), unit] = words.written(first, min(len(words), n + (2 if unit == "%" else 1)))
    return found


def _value(plain: str, written: str) -> int | None:
    """The whole number that a word says; none for 'one', which is a pronoun as often, and for ordinals."""
    digits = re.fullmatch(r"#?(\d{1,9})", plain)
    return int(digits[1]) if digits and written.casefold() != "one" else None


def _unit(words: Collated, n: int, language: str | None) -> str:
    """What is counted: the word behind a number, in its stem."""
    if n >= len(words):
        return ""
    pair = " ".join(words.forms[n : n + 2])
    return (
        "%"
        if pair == "per cent" or words.forms[n] == "percent"
        else " ".join(tokens(words.forms[n], language))
    )


def beside(document: Document, claim: Claim, searched: Searched, labels: frozenset[str]) -> Beside | None:
    """The passages beside a claim; None where none shares enough. Without cited pages all of the source is looked at."""
    ours = _Facts(document, claim.evidence)
    names = ours.names | {
        w
        for e in document.entities
        if e.id in claim.entities
        for w in tokens(e.name, document.document.language)
    }
    times = SpanIndex(searched.document.times)
    scored = []
    for span in _sentences(searched, labels):
        theirs = _Facts(searched.document, [span], times)
        shared = _shared(ours, names, theirs)
        weight = sum(w for w, _ in shared)
        specific = sum(1 for w, _ in shared if w > _WORD)
        if weight >= _LEAST and (specific >= 2 or (specific and len(shared) - specific >= 3)):
            scored.append((-weight, span, theirs, shared))
    if not scored:
        return None
    kept = sorted(scored, key=lambda entry: (entry[0], entry[1]))[:_MOST]
    passages = tuple(
        _passage(searched, span, [word for w, word in shared if w > _WORD]) for _, span, _, shared in kept
    )
    return Beside(passages, tuple(_differing(ours, [facts for _, _, facts, _ in kept])))


def _sentences(searched: Searched, labels: frozenset[str]) -> Iterator[Span]:
    pages = [p for p in searched.document.pages if p.label.casefold() in labels]
    for sentence in searched.document.sentences:
        if not pages or any(p.start < sentence.end and sentence.start < p.end for p in pages):
            yield sentence


def _shared(ours: _Facts, names: set[str], theirs: _Facts) -> list[tuple[float, str]]:
    found = [(_NAME, w) for w in sorted(names & (theirs.words | theirs.names))]
    found += [(_NUMBER, ours.numbers[n]) for n in sorted(set(ours.numbers) & set(theirs.numbers))]
    found += [
        (_DATE, words)
        for (a, z), words in sorted(ours.dates.items())
        if any(b <= z and a <= y for b, y in theirs.dates)
    ]
    found += [(_WORD, w) for w in sorted((ours.words & theirs.words) - names)]
    return found


def _differing(ours: _Facts, theirs: Sequence[_Facts]) -> Iterator[str]:
    """Numbers of one thing, and dates, that are others in all passages."""
    for (number, unit), words in sorted(ours.numbers.items()):
        there = [(n, w) for f in theirs for (n, u), w in sorted(f.numbers.items()) if u == unit and unit]
        if there and all(n != number for n, _ in there):
            yield f"“{words}” here, “{there[0][1]}” there"
    for (a, z), words in sorted(ours.dates.items()):
        dates = [(span, w) for f in theirs for span, w in sorted(f.dates.items())]
        if dates and not any(b <= z and a <= y for (b, y), _ in dates):
            yield f"“{words}” here, “{dates[0][1]}” there"


def _passage(searched: Searched, span: Span, shared: Sequence[str]) -> Passage:
    words = " ".join(searched.document.text[span.start : span.end].split())
    return Passage(
        searched.page(span.start), searched.place(span.start), span, words, tuple(dict.fromkeys(shared))
    )
