"""counted: numbers that a document tells beside its events: 'returned with 1,214 votes', 'The captives numbered sixty', 'He had nine ships under him'.

Each is told as an event of no kind, named by the noun that is counted, so that two accounts of one thing can be compared by it.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from whence.lang import lexicon
from whence.layers.document import Document, Event, Quantity
from whence.layers.event_numbers import THEM, US, Numbers, end_of_counted
from whence.text import Span, SpanIndex

COUNTED = "counted"  # why such an event is one
_LEAST = 2
_ANOTHER = re.compile(r"\b(?:again|this time|once more|another time|a second time|anew)\b", re.IGNORECASE)
# 'The captives numbered sixty'
_NUMBERED = re.compile(
    r"\b(?P<of>[a-z]+s)\s+(?:(?:who|which|that)\s+\w+\s+)?(?:numbered|totalled|totaled|came\s+to|amounted\s+to|were\s+counted\s+at)"
    r"\s+(?:\w+\s+){0,2}$"
)
_BEFORE = 60  # characters before a number


def counted(document: Document) -> Iterator[Event]:
    """The numbers of a document that no event has and that count people, things or money, as events; in order."""
    language = document.document.language
    numbers = Numbers(document.text, language)
    measures = lexicon(language).words("counts", "measures")
    told = SpanIndex([q for e in document.events for q in e.quantities])
    named = SpanIndex(document.mentions)
    times = SpanIndex(document.times)
    for s in document.sentences:
        if _ANOTHER.search(document.text, s.start, s.end):
            continue  # 'came again, with twenty ships': another event than the one just told
        for q in (_numbered(document.text, q) for q in numbers.inside(s.start, s.end)):
            end = end_of_counted(document.text, q)
            if document.text.startswith("-", q.end):
                continue  # 'a 10-metre craft', 'a three-game streak'
            if not _counts(q, measures) or times.touching(q.start, q.end) or told.touching(q.start, q.end):
                continue
            if any(m.form == "name" and m.start < end for m in named.touching(q.start, end)):
                continue  # 'the Seven Towns'
            start = max(q.end, end - len(q.of or "")) if end > q.end else q.start
            dated = [t.id for t in times.inside(s.start, s.end) if t.type in ("DATE", "TIME")]
            at = tuple(dated) if len(dated) == 1 else ()
            yield Event("", (Span(start, end),), "other", at, quantities=(q,), why=COUNTED)


def _numbered(text: str, q: Quantity) -> Quantity:
    """A number of nothing behind the noun of which it is told, with that noun."""
    said = None if q.of else _NUMBERED.search(text, max(0, q.start - _BEFORE), q.start)
    return replace(q, of=said["of"]) if said else q


def _counts(q: Quantity, measures: frozenset[str]) -> bool:
    """Whether a number counts what accounts can differ about: not 'twelve feet', not 'one of them'."""
    value = q.about or q.least or q.most or 0
    return bool(q.of) and q.of not in (THEM, US) and q.of not in measures and value >= _LEAST
