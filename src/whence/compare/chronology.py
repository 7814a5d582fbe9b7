"""chronology: the dated times of documents in their order, each with who gives it; of two it is said which is earlier only where
the dates settle it (Allen 1983: before, after; else they may overlap)."""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from whence.dates import LIMITS
from whence.layers.certainty import likely as likely_of
from whence.layers.document import Citation, Document, Note, Time
from whence.layers.naming import VoiceNames, excerpt_around
from whence.layers.places import PlaceNames
from whence.layers.resolutions import Likely, label_of
from whence.layers.voice_places import VoicePlaces
from whence.ledger.periods import day_number
from whence.text import Span, SpanIndex

_WORDS = 110  # characters of the sentence


class Dated(Struct, frozen=True):
    """A time with a place in the order: its EDTF (where it has one), its TIMEX3 value, first and last possible day, and how it is known.

    ``order`` is what the dates say of it and all stated rows before it: "after" (later than any of them), "overlaps" (it may be
    at the same time as one of them), "first", or "unknown" where only the context makes its date likely. ``part`` is the TIMEX3 mod of a part (START, MID, END) or a limit (ON_OR_BEFORE: 'by 1921', 'until 1921'); ``until`` is the TIMEX3 value of the time that ends the stretch
    which begins here; ``latest`` is then that one's, and ``written`` goes on to its end. ``alternatives``: what the same
    words can be as well; each has a row of its own.
    """

    value: str
    timex: str
    earliest: str
    latest: str
    order: str
    part: str | None
    approximate: bool
    likely: bool
    basis: str
    written: str
    until: str | None
    alternatives: tuple[str, ...]
    voice: str
    document: str
    place: str
    words: str
    start: int
    end: int


def chronology(documents: Iterable[Document]) -> tuple[Dated, ...]:
    """The dated times of the running text of documents, the earliest first; those without a year have no place in it."""
    rows = sorted(
        (row for document in documents for row in _rows(document)),
        key=lambda r: (_day(r.earliest), _day(r.latest, True), r.document, r.start, r.value),
    )
    return tuple(_ordered(rows))


def _ordered(rows: Iterable[Dated]) -> Iterator[Dated]:
    latest: int | None = None
    for row in rows:
        if row.likely:
            yield msgspec.structs.replace(row, order="unknown")
            continue
        order = "first" if latest is None else "after" if _day(row.earliest) > latest else "overlaps"
        latest = max(latest or _day(row.latest, True), _day(row.latest, True))
        yield msgspec.structs.replace(row, order=order)


def _day(day: str, last: bool = False) -> int:
    return day_number(day, last) or 0


def _rows(document: Document) -> Iterator[Dated]:
    document = likely_of(document)
    references: SpanIndex[Citation | Note] = SpanIndex([*document.citations, *document.notes])
    sentences = SpanIndex(document.sentences)
    voices, names, places = VoicePlaces(document), VoiceNames(document), PlaceNames(document)
    by_id = {t.id: t for t in document.times}
    likely = Likely(document.times)
    told = {
        t.until for t in document.times if t.resolved
    }  # the ends of stretches stand with their beginnings
    for time in document.times:
        if time.type not in ("DATE", "TIME") or time.id in told or references.around(time.start, time.end):
            continue
        sentence = sentences.at(time.start)
        span = Span(time.start, time.end)
        shown = excerpt_around(document.text, span, sentence, _WORDS)
        end = by_id.get(time.until or "")
        for r in time.resolved:
            if not r.earliest or not r.latest:
                continue
            yield Dated(
                label_of(r),
                r.value,
                r.earliest,
                max(r.latest, _latest(end) or r.latest, key=lambda day: _day(day, True)),
                "",
                time.mod
                if time.mod in (*(() if "/" in r.value else ("START", "MID", "END")), *LIMITS)
                else None,
                bool(time.mod == "APPROX" or "~" in (r.edtf or "")),
                likely(r) or len(time.resolved) > 1,
                r.basis,
                " ".join(document.text[time.start : end.end if end else time.end].split()),
                _value(end),
                tuple(label_of(o) for o in time.resolved if o is not r),
                voices.called(span, names),
                document.document.name,
                places.label(time.start),
                shown,
                time.start,
                time.end,
            )


def _latest(time: Time | None) -> str | None:
    return time.resolved[0].latest if time and time.resolved else None


def _value(time: Time | None) -> str | None:
    if time is None:
        return None
    return time.resolved[0].value if time.resolved else time.value
