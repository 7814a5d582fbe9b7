"""counted: numbers that a document tells beside its events: 'returned with 1,214 votes', 'The captives numbered sixty', 'He had nine ships under him'.

Each is told as an event of no kind, named by the noun that is counted, so that two accounts of one thing can be compared by it.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from whence.lang import lexicon
from whence.layers.document import Document, Event, Quantity
from whence.layers.event_numbers import THEM, US, Numbers, end_of_counted
from whence.layers.inner_names import outermost
from whence.text import Span, SpanIndex

COUNTED = "counted"  # why such an event is one
_LEAST = 2
_CROWDS = frozenset("crowd mob gathering audience congregation".split())
_ANOTHER = re.compile(r"\b(?:again|this time|once more|another time|a second time|anew)\b", re.IGNORECASE)
# 'The captives numbered sixty'
_NUMBERED = re.compile(
    r"\b(?P<of>[a-z]+s)\s+(?:(?:who|which|that)\s+\w+\s+)?(?:numbered|totalled|totaled|came\s+to|amounted\s+to|were\s+counted\s+at)"
    r"\s+(?:\w+\s+){0,2}$"
)
# 'put the number of participants at 8,000', 'the number of the dead was 42'
_NUMBER_OF = re.compile(
    r"\bnumbers?\s+of\s+(?:the\s+|those\s+)?(?P<of>[a-z]+)\b[^.;:,]{0,40}?\s(?:at|to|was|were|is|reached|as)\s+(?:\w+\s+){0,2}$"
)
_TOLL = re.compile(
    r"\b(?:death\s+toll|toll)\b[^.;:,]{0,40}?\s(?:of|at|to|was|is|stood\s+at|reached)\s+(?:\w+\s+){0,2}$"
)
# 'a crowd of 8,000', 'by a majority of 412'
_GROUP_OF = re.compile(
    r"\b(?P<of>crowd|mob|gathering|audience|congregation|majority|population|garrison|membership)\s+of\s+(?:\w+\s+){0,2}$"
)
# 'took on 31 passengers', 'in their last ten games': some more, or some of them
_SOME = re.compile(
    r"\b(?:(?:took|taken|taking|take)\s+(?:on|up|aboard)\b[^.;:]{0,30}|(?:first|last|next|past|previous|final|other|remaining)\s+|(?:estimates?|estimated|valued|valuation|insured|reserve|asking\s+price)\b[^.;]{0,40})$",
    re.IGNORECASE,
)
# 'fifty-two dead lay in the shop'
_STRUCK = re.compile(r"\s+(?P<of>dead|killed|wounded|injured|missing|drowned)\b")
_PLURAL, _PEOPLE = re.compile(r"\s(?:of\sthe\s)?[A-Z][a-z]+s"), 13
_BEFORE, _BEHIND = 60, 40  # characters before and behind a number
_HEIGHTS = frozenset(
    "foot feet inches metres meters metre meter centimetres centimeters fathoms ells cubits spans palms".split()
)
_WATER = re.compile(
    r"\b(?:river|rivers|water|waters|flood|floods|tide|sea|lake|stream|snow|snows|gauge|high-water)\b",
    re.IGNORECASE,
)
_RISEN = re.compile(
    r"\b(?:rose|risen|rise|rising|stood|reached|attained|swelled|swollen|crested|peaked)\b[^.;:,]{0,40}$"
)
_ABOVE = re.compile(r"\s+\w*\s*(?:above|over|higher|deep|high)\b")


def counted(document: Document) -> Iterator[Event]:
    """The numbers of a document that no event has and that count people, things or money, as events; in order."""
    language = document.document.language
    numbers = Numbers(document.text, language)
    measures = lexicon(language).words("counts", "measures")
    told = SpanIndex([q for e in document.events for q in e.quantities])
    named = SpanIndex(list(outermost(document.mentions)))
    times = SpanIndex(document.times)
    for s in document.sentences:
        for q in (_numbered(document.text, q) for q in numbers.inside(s.start, s.end)):
            if _ANOTHER.search(document.text, s.start, q.start):
                break  # 'came again, with twenty ships': another event than the one just told
            end = end_of_counted(document.text, q)
            if document.text.startswith("-", q.end) or _SOME.search(document.text, s.start, q.start):
                continue  # 'a 10-metre craft', 'a three-game streak'
            if (
                not (_counts(q, measures) or _is_level(document.text, q, Span(s.start, s.end)))
                or times.touching(q.start, q.end)
                or told.touching(q.start, q.end)
            ):
                continue
            if names := [m for m in named.touching(q.start, end) if m.form == "name" and m.start < end]:
                if not _is_a_people(q, document.text[q.end : names[0].end]):
                    continue  # 'the Seven Towns'
                q = replace(q, of="people")
            start = max(q.end, end - len(q.of or "")) if end > q.end else q.start
            dated = [t.id for t in times.inside(s.start, s.end) if t.type in ("DATE", "TIME")]
            at = tuple(dated) if len(dated) == 1 else ()
            yield Event("", (Span(start, end),), "other", at, quantities=(q,), why=COUNTED)


def _numbered(text: str, q: Quantity) -> Quantity:
    """A number of nothing behind the noun of which, or of whose number, it is told, with that noun."""
    if q.of:
        return q
    start = max(0, q.start - _BEFORE)
    for said in (p.search(text, start, q.start) for p in (_NUMBERED, _NUMBER_OF, _GROUP_OF)):
        if said:
            return replace(q, of="people" if said["of"] in _CROWDS else said["of"])
    if struck := _STRUCK.match(text, q.end):
        return replace(q, of=struck["of"])
    return replace(q, of="dead") if _TOLL.search(text, start, q.start) else q


def _is_a_people(q: Quantity, behind: str) -> bool:
    """'six thousand Lurcanians': whether a number and a name in the plural are so many people."""
    return (q.least or q.about or 0) >= _PEOPLE and _PLURAL.fullmatch(behind) is not None


def _is_level(text: str, q: Quantity, sentence: Span) -> bool:
    """'the river rose twenty-three feet above summer level': how high water or snow stood."""
    if q.of not in _HEIGHTS:
        return False
    before, behind = text[sentence.start : q.start], text[q.end : q.end + _BEHIND]
    risen = _RISEN.search(before) or _ABOVE.match(behind)
    return bool(risen and _WATER.search(text, sentence.start, sentence.end))


def _counts(q: Quantity, measures: frozenset[str]) -> bool:
    """Whether a number counts what accounts can differ about: not 'twelve feet', not 'one of them'."""
    value = q.about or q.least or q.most or 0
    return bool(q.of) and q.of not in (THEM, US) and q.of not in measures and value >= _LEAST
