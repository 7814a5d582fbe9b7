"""life_dates: births and deaths as works of reference tell them: 'RELL, Anna (b. Lund, 4 May 1811, d. Oslo 1877)', 'Anna Rell (1811–1877)', 'Rell († 1877)'.

The sign is the event's word: b., d., *, † or, of two years in brackets, each year. Of whom it is told is the person named before it.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from whence.lang import lexicon
from whence.layers.document import Document, Event, Mention, Participant, Party, Time
from whence.text import Span, SpanIndex

BORN, DIED = "sign born", "sign died"
_SIGN = re.compile(r"(?:(?<=\()|(?<=[,;—–]\s)|(?<=[,;—–]))(?P<sign>[bd](?=\.\s)|[*†](?=\s?\w))")
_SPAN = re.compile(r"\((?=[^()]{3,40}\))")
_JOINED = re.compile(r"(?:[\s,.*†]|\b(?:at|in|near|on|c|ca|about|probably|there)\b)*")
_BEHIND = re.compile(r",?\s(?:in|at|near)\s")
_ENDS = re.compile(r"(?<!\bb)(?<!\bd)[.!?]\s+[A-Z]")
_HEADWORD = re.compile(r"(?:^|[\n.]\s*)(?P<family>[A-ZÀ-Þ][A-ZÀ-Þ’'-]+),\s$")  # 'DORN, | Anna (b. …'
_WITHIN = 60  # characters from a sign to its date
_NAMED_WITHIN = 90  # characters from a person's name to the sign
_LIVED = range(25, 106)  # years: fewer may be a reign or a term of office
_OF_OFFICE = frozenset(["office", "religious", "noble"])  # kinds of titles
_OF_RULERS = re.compile(r"\b[IVX]+$")  # 'Louis XIV (1643–1715)'
_WORD_BEFORE = re.compile(r"(\w+)\s+$")


class _LifeDates:
    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._times = SpanIndex([t for t in document.times if t.type == "DATE"])
        self._by_id = {t.id: t for t in document.times}
        kinds = {e.id: e.kind for e in document.entities}
        names = [m for m in document.mentions if m.form == "name"]
        self._kinds, self._names = kinds, SpanIndex(names)
        self._people = SpanIndex([m for m in names if kinds.get(m.entity) == "person"])
        known = lexicon(document.document.language)
        self._offices = {row[0].lower() for row in known.rows("titles") if row[1] in _OF_OFFICE}
        self._places = SpanIndex([m for m in names if kinds.get(m.entity) == "place"])

    def signed(self, block: Span) -> Iterator[Event]:
        """Those with a sign before them: 'b. Lund, 4 May 1811'."""
        for m in _SIGN.finditer(self._text, block.start, block.end):
            who = self._person_before(m.start("sign"), block)
            told = self._told(m.end("sign"), block)
            if who and told:
                why = BORN if m["sign"] in "b*" else DIED
                yield self._event(Span(*m.span("sign")), why, who, told)

    def spanned(self, block: Span) -> Iterator[Event]:
        """Two years in brackets behind a person's name: 'Anna Rell (1811–1877)'."""
        for m in _SPAN.finditer(self._text, block.start, block.end):
            who = self._named_at(m.start())
            first = next(iter(self._times.inside(m.end(), m.end() + 6)), None)
            last = self._by_id.get(first.until or "") if first else None
            if not who or not first or not last or self._rules(who):
                continue
            if self._text[last.end : last.end + 1] == ")" and _are_years_of_life(first, last):
                yield self._event(Span(first.start, first.end), BORN, who, (first, None))
                yield self._event(Span(last.start, last.end), DIED, who, (last, None))

    def of_whom(self, event: Event) -> Event:
        """'Anna Rell (born 1811, died 1877)': an event of life in brackets, of nobody else, with the person named before them."""
        at = event.triggers[0].start
        if event.kind != "life" or event.parties:
            return event
        opens = self._open_bracket(max(0, at - _WITHIN), at)
        who = None if opens is None else self._named_at(opens)
        if who is None:
            return event
        taking = Participant(who.entity, "patient")
        party = Party(who.start, who.end, "patient", who.entity)
        return replace(event, participants=(taking,), parties=(party,))

    def _named_at(self, opens: int) -> Mention | None:
        """The person whose name a bracket follows at once."""
        who = self._people.before(opens)
        return who if who and opens - who.end <= 1 else None

    def _open_bracket(self, start: int, at: int) -> int | None:
        """Where the bracket opens that is still open at a place; None where none is."""
        opens = self._text.rfind("(", start, at)
        return opens if opens >= 0 and ")" not in self._text[opens:at] else None

    def _event(self, at: Span, why: str, who: Mention, told: tuple[Time | None, Mention | None]) -> Event:
        time, place = told
        before = _HEADWORD.search(self._text, max(0, who.start - _NAMED_WITHIN), who.start)
        return Event(
            "",
            (at,),
            "life",
            times=(time.id,) if time else (),
            places=(place.entity,) if place else (),
            participants=(Participant(who.entity, "patient"),),
            parties=(Party(before.start("family") if before else who.start, who.end, "patient", who.entity),),
            why=why,
        )

    def _rules(self, who: Mention) -> bool:
        """Whether somebody is called by an office, of which the years may be: 'Governor Rell (1820–1850)'."""
        before = _WORD_BEFORE.search(self._text, max(0, who.start - 30), who.start)
        office = before is not None and before[1].lower() in self._offices
        return office or _OF_RULERS.search(self._text[who.start : who.end]) is not None

    def _person_before(self, at: int, block: Span) -> Mention | None:
        opens = self._open_bracket(block.start, at)
        who = self._people.before(at if opens is None else opens)
        near = who and who.start >= block.start and at - who.end <= _NAMED_WITHIN
        return who if near and who and not _ENDS.search(self._text, who.end, at) else None

    def _told(self, at: int, block: Span) -> tuple[Time | None, Mention | None] | None:
        """The date and the place behind a sign, with nothing but names between; None where there is neither."""
        end = min(block.end, at + _WITHIN)
        named = next(iter(self._names.inside(at, end)), None)
        if named and not _JOINED.fullmatch(self._text[at : named.start]):
            named = None
        behind = named.end if named else at
        place = named if named and self._kinds.get(named.entity) == "place" else None
        time = next(iter(self._times.inside(behind, end)), None)
        if time and not _JOINED.fullmatch(self._text[behind : time.start]):
            time = None
        if time and not named:
            place = next(iter(self._places.inside(time.end, min(block.end, time.end + _WITHIN))), None)
            place = place if place and _BEHIND.fullmatch(self._text[time.end : place.start]) else None
        return (time, place) if time or place else None


def _are_years_of_life(first: Time, last: Time) -> bool:
    years = [t.value for t in (first, last)]
    return all(len(y) == 4 and y.isdigit() for y in years) and int(years[1]) - int(years[0]) in _LIVED


def with_life_dates(document: Document, events: list[Event]) -> list[Event]:
    """Events of a document with the births and deaths that signs and brackets tell; those told in words inside brackets are of the person named before."""
    reader = _LifeDates(document)
    blocks = [Span(b.start, b.end) for b in document.blocks]
    found = [e for b in blocks for e in (*reader.signed(b), *reader.spanned(b))]
    return [*(reader.of_whom(e) for e in events), *found]
