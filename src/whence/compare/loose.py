"""loose: days, places and lengths of time that a document tells and that no event of it has: 'Carriages first conveyed the public over it on 3 September
1850', 'put an end to his days at Trieste', 'For forty-six days we have been shut in'.

Each becomes that of the nearest event of its sentence, or of the verb of its clause, which is then an event of no kind; a length is told as counted
numbers are. So that accounts of one thing that name it in words which are no event's can be compared by what they say of it.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from whence.lang import lexicon, words_of
from whence.layers.attributions import contents_of
from whence.layers.document import Document, Event, Mention, Time
from whence.layers.event_quantities import length_of
from whence.layers.inner_names import outermost
from whence.text import Span, SpanIndex

LOOSE = "loose"  # why such an event is one
_TIED = 40  # characters before a day or a place in which stands what ties it to a verb
# 'since 3 May', 'the report of 3 May', 'born on 3 May'
_NOT_ITS = re.compile(
    r"\b(?:not|nor|since|until|till|by|before|after|from|to|of|for|than|between|and|or|as|dated|born|following|preceding|through|throughout|ever|every|each)\s+(?:the\s+)?(?:(?:night|morning|evening|day|eve|afternoon)\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?:\b(?:on|upon|in|at|during|early|late)\s+(?:the\s+)?|\b(?:there|here)\s+|^\W*|[,;:(—–]\s*(?:that\s+is\s+)?)$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:(?:in|at|near|on|upon|off|outside)\s+(?:the\s+|our\s+own\s+)?(?:(?:[a-z]+\s+)?[a-z]+\s+of\s+(?:the\s+)?)?"
    r"|(?:inside|within|beneath)\s+(?:the\s+)?(?:walls|gates|bounds|precincts|parish|city|town)\s+of\s+(?:the\s+)?)$"
)
# 'in Lent of 1216', 'during the last ten days of Ramadan 612': within the time told
_WITHIN_TIME = re.compile(
    r"\b(?:in|during|at|on)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?(?:Lent|Advent|Eastertide|Whitsuntide|Carnival|harvest|vintage|days|weeks|months|course|part|half|season)\s+of\s+(?:the\s+year\s+)?$"
)
_BREAKS = re.compile(r"[;:]")
_LONG = re.compile(r"\b(?:(?:year|season|decade|century|age|time|period)s?|to-?morrow|next)\b", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:(?<!the )(?<!his )(?<!her )(?<!my )(?<!last )will|shall|(?:is|are)\s+to)\s+(?:be|have|[a-z]+)\b"
)
_OF_PAPER = re.compile(r"['’]s\b|\s+(?:number|issue|edition|paper|post|mail|train|session)\b")
_LEAST_LENGTH = 2
_LENGTH_OF_VERB = re.compile(
    r"\b(?:for|during|after|took|taken|taking|lasted|lived|been|held|gave|given|got|spent|endured|us|him|her|them|in|of)\s+(?:(?:only|just|full|fully|some|exactly|a|the)\s+){0,2}$|^\W*(?:for\s+)?$",
    re.IGNORECASE,
)


def completed(document: Document) -> Iterator[tuple[Event, bool]]:
    """The events of a document with what no event has, and those of no kind; and whether something of each is loose."""
    if (document.document.language or "en").split("-")[0] == "en":
        yield from _Loose(document).events()
    else:
        yield from ((e, False) for e in document.events)


class _Loose:
    """What is loose in one English document."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self.words = words_of(document.text)
        self.tags = lexicon("en").tags
        known = lexicon("en")
        self.auxiliaries = known.words("classes", "auxiliaries") | known.words("classes", "modals")
        self.times = SpanIndex([t for t in document.times if t.type in ("DATE", "TIME")])
        self.lengths = SpanIndex([t for t in document.times if t.type == "DURATION"])
        places = {e.id for e in document.entities if e.kind == "place"}
        self.places = SpanIndex(
            [m for m in outermost(document.mentions) if m.form == "name" and m.entity in places]
        )
        self.all_times = SpanIndex(document.times)
        self.told = {t for e in document.events for t in e.times}
        self.contents = contents_of(document.attributions)
        self.lengths_told = SpanIndex([q for e in document.events for q in e.quantities])

    def events(self) -> Iterator[tuple[Event, bool]]:
        events = sorted(self.document.events, key=lambda e: (e.triggers[0].start, e.id))
        by_sentence: dict[int, list[Event]] = {}
        sentences = SpanIndex(self.document.sentences)
        for e in events:
            s = sentences.at(e.triggers[0].start)
            by_sentence.setdefault(s.start if s else -1, []).append(e)
        changed: dict[str, Event] = {}
        for s in self.document.sentences:
            if _TO_COME.search(self.text, s.start, s.end):
                continue
            span, beside = Span(s.start, s.end), by_sentence.get(s.start, [])
            yield from ((made, True) for made in self._of_sentence(span, beside, changed))
        yield from ((changed.get(e.id, e), e.id in changed) for e in events)

    def _of_sentence(self, s: Span, beside: Sequence[Event], changed: dict[str, Event]) -> Iterator[Event]:
        """The events of no kind of a sentence; what becomes that of one of its events goes into ``changed``."""
        time, place = self._time(s), self._place(s, beside)
        made: dict[Span, Event] = {}
        for what in (time, place):
            if what is None:
                continue
            near = self._nearest(what, beside, isinstance(what, Time))
            trigger = None if near else self._verb(what, s)
            if near:
                changed[near.id] = _with(changed.get(near.id, near), what)
            elif trigger:
                made[trigger] = _with(made.get(trigger, Event("", (trigger,), "other", why=LOOSE)), what)
        yield from made.values()
        length = self._length(s)
        if length:
            yield length

    def _time(self, s: Span) -> Time | None:
        """The one day of a sentence that no event has and that is told of what happens."""
        free = [
            t
            for t in self.times.inside(s.start, s.end)
            if t.id not in self.told and t.resolved and t.why != "names an event"
        ]
        free = [t for t in free if not self._is_no_day(t) and self._stands(t, s)]
        if len({t.resolved[0].earliest for t in free}) != 1:  # 'on Whitsunday, the 11th of May' is one
            return None
        return free[0]

    def _is_no_day(self, t: Time) -> bool:
        """Whether a time stands in brackets, is somebody's ('yesterday's paper'), or is a long one ('the year past'), or to come."""
        if self.text[max(0, t.start - 1) : t.start] == "(" and self.text[t.end : t.end + 1] in ")–-":
            return True
        owns = _OF_PAPER.match(self.text, t.end) is not None
        return owns or _LONG.search(self.text, t.start, t.end) is not None

    def _stands(self, t: Time, s: Span) -> bool:
        before = self.text[max(s.start, t.start - _TIED) : t.start]
        if _WITHIN_TIME.search(before):
            return True
        if t.start - s.start <= _TIED and _ON.search(before):
            return not _NOT_ITS.search(before)
        spoken = t.value[:4].isalpha() or not self.text[t.start].isdigit()
        return not _NOT_ITS.search(before) and (_ON.search(before) is not None or spoken)

    def _place(self, s: Span, beside: Sequence[Event]) -> Mention | None:
        """The one place of a sentence of which no event has one, where something happens in it."""
        if any(e.places for e in beside):
            return None
        found = [m for m in self.places.inside(s.start, s.end) if not self.all_times.touching(m.start, m.end)]
        tied = [m for m in found if _AT.search(self.text, max(s.start, m.start - _TIED), m.start)]
        return tied[0] if len(tied) == 1 else None

    def _nearest(self, what: Time | Mention, beside: Sequence[Event], timed: bool) -> Event | None:
        """The nearest event of a sentence in the same clause that has no time, or no place, of its own."""
        free = [e for e in beside if not (e.times if timed else e.places)]
        near = [(self._distance(what, e.triggers[0]), e.triggers[0].start, e) for e in free]
        near = [row for row in near if self._is_of(what, row[2].triggers[0])]
        return min(near, key=lambda row: row[:2])[2] if near else None

    def _is_of(self, what: Time | Mention, trigger: Span) -> bool:
        """Whether a day or a place may be of what a word tells: in one clause, and in words of one voice ('denied on Monday that they were shot')."""
        said, told = ({c.attribution for c in self.contents.around(s.start, s.end)} for s in (what, trigger))
        return said == told and not self._is_broken(what, trigger)

    @staticmethod
    def _distance(what: Time | Mention, trigger: Span) -> int:
        return trigger.start - what.end if trigger.start >= what.end else what.start - trigger.end

    def _is_broken(self, what: Time | Mention, trigger: Span) -> bool:
        start, end = sorted((what.start, trigger.start))
        return _BREAKS.search(self.text, start, end) is not None

    def _verb(self, what: Time | Mention, s: Span) -> Span | None:
        """The verb of the clause in which a day or a place stands: the nearest one before it, else the first behind."""
        before, behind = None, None
        for i in self.words.between(s.start, s.end):
            if not self._is_verb(i):
                continue
            span = Span(self.words.starts[i], self.words.ends[i])
            if span.end <= what.start and self._is_of(what, span):
                before = span
            elif span.start >= what.end and behind is None and self._is_of(what, span):
                behind = span
        return before or behind

    def _is_verb(self, i: int) -> bool:
        low = self.words.lower[i]
        if low in self.auxiliaries or self.words.is_capital(i):
            return False
        tags = self.tags.get(low, ())
        finite = bool(tags) and tags[0] in ("Vd", "Vn", "Vz")
        return finite or (not tags and low.endswith("ed") and len(low) > 4)

    def _length(self, s: Span) -> Event | None:
        """The one length of time of a sentence that no event has, as a number of its unit."""
        inside = self.lengths.inside(s.start, s.end)
        if len(inside) != 1 or self.lengths_told.touching(inside[0].start, inside[0].end):
            return None
        t = inside[0]
        q = length_of(t)
        before = self.text[max(s.start, t.start - _TIED) : t.start]
        if q is None or (q.least or 0) < _LEAST_LENGTH or not _LENGTH_OF_VERB.search(before):
            return None
        word = self.text.rfind(" ", t.start, t.end) + 1
        return Event("", (Span(max(t.start, word), t.end),), "other", quantities=(q,), why=LOOSE)


def _with(event: Event, what: Time | Mention) -> Event:
    if isinstance(what, Time):
        return replace(event, times=(*event.times, what.id))
    return replace(event, places=(*event.places, what.entity))
