"""cells: what one telling says of its event, row by row: when, where, to whom, by whom, how many, why, what it is called; each with its words."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from whence.compare.values import Number, Value, When, Where
from whence.lang import lexicon
from whence.layers.assertions import Assertions
from whence.layers.cited import Cited
from whence.layers.document import Claim, Document, Event, Mention, Party, Time, ToldAs
from whence.layers.naming import VoiceNames, excerpt
from whence.layers.places import PlaceNames
from whence.layers.resolutions import Likely, label_of
from whence.layers.voice_places import VoicePlaces
from whence.names.forms import plain
from whence.text import Span, SpanIndex
from whence.works.labels import work_label

RowKind = Literal["when", "where", "who", "by whom", "how many", "why", "called"]
ROWS: tuple[RowKind, ...] = ("when", "where", "who", "by whom", "how many", "why", "called")
_NOBODY = re.compile(r"(?:no|not a|not one|none|nobody|nothing|no one)\b", re.IGNORECASE)
_TIE = re.compile(r"\b(in|at|near|off|outside)\s+(?:the\s+)?$", re.IGNORECASE)
_OBJECT_OF_NONE = re.compile(
    r"(?:\s+(?:him|her|them|it|us|me))?\s+(?:no|nobody|no one|nothing|none|not a)\b", re.IGNORECASE
)
_AMONG = re.compile(
    r"[^.;:]*\b(?:as well as|together with|and\s+(?=\d|an?\b|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|some|many))\b"
)
_AND_OTHERS = re.compile(r"\w (?:and|or) $")  # 'twelve women and three children'
_FACILITY = re.compile(
    r"\b(?:street|road|square|hall|palace|church|bridge|station|hospital|hotel|quarter|district|park|gate|market|prison|castle|house|harbou?r|place|rue|via|platz|strasse|avenue)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:\d{4}|XXXX)-(\d\d-\d\d)(?:T.*)?")
PRONOUNS = frozenset(
    "i me my we us our you your he him his himself she her hers herself it its itself they them their themselves this that these those who whom whose one".split()
)
_NOT_TRUE = re.compile(r"\b(?:not true|untrue|false|no truth)\b[^.;:]*$", re.IGNORECASE)
_SAID_WITHIN = 40  # characters: 'It happened on the day of Our Lady's birth, 8 September'
_ADJUNCT = re.compile(r"\s+(?:at|in|by|with|near|from|because|for)\s+(?:the |his |her |their |a )?\w+")
_TAKEN_BACK_WITHIN = 60  # characters behind the sentence
_FAR = 120  # characters from what is said to be untrue to the event
_SHORT = 70  # characters of what an event is called
_LONGEST = 120  # characters of a reason


class Cell(Struct, frozen=True):
    """Words that tell one thing of an event, where they stand, and their value if it can be compared by rule."""

    row: RowKind
    words: str
    start: int
    end: int
    value: Value | None = None


class Account(Struct, frozen=True):
    """How one voice tells one event.

    ``voice`` is the chain as people read it, ``holder`` what is the same for the same voice in another document, ``source`` the work given for it.
    ``counts``: whether it is told as having happened, flatly; only then can it conflict with another. ``denied``: told as not having happened.
    """

    voice: str
    holder: str
    reported: bool
    source: str | None
    place: str
    told_as: ToldAs | None
    denied: bool
    counts: bool
    cells: tuple[Cell, ...]


@cache
def _place_kinds(language: str | None) -> dict[str, str]:
    """Name of a place → what it is: city, country, river …"""
    return {row[0]: row[1] for row in lexicon(language).rows("places")}


class AccountReader:
    """Reads accounts of the events of one document."""

    def __init__(self, path: str, document: Document) -> None:
        self.path, self.document = path, document
        known = lexicon(document.document.language)
        self.assertions = Assertions(document)
        self.names, self.places = VoiceNames(document), PlaceNames(document)
        self.voice_at = VoicePlaces(document)
        self.voices = {v.id: v for v in document.voices}
        self.entities = {e.id: e for e in document.entities}
        self.times = {t.id: t for t in document.times}
        self.likely = Likely(document.times)
        self.all_times = SpanIndex(document.times)
        self.mentions = SpanIndex(document.mentions)
        self.citations = {c.id: c for c in document.citations}
        self.works = {w.id: w for w in document.works}
        self.cited = Cited(document)
        self.all_places = frozenset(plain(n) for e in document.entities if e.kind == "place" for n in e.names)
        self.place_kinds = _place_kinds(document.document.language)
        self.corrections = known.phrase_pattern("claims", "corrections")
        self.causes = known.phrase_pattern("claims", "causes")
        self.withdrawals = known.phrase_pattern("claims", "withdrawals")

    def read(self, event: Event, claim: Claim | None, sentence: Span) -> Account:
        """The account of an event by the voice of the claim in which it stands; without a claim by the voice of its place."""
        at = Span(event.triggers[0].start, event.triggers[-1].end)
        voice = claim.voice if claim else self.voice_at.at(at)
        cells = tuple(
            sorted(self._cells(event, claim, sentence), key=lambda c: (ROWS.index(c.row), c.start, c.end))
        )
        told = self._told_as(event, claim)
        supposed = told in ("expected", "possible", "intended")  # 'nobody would have died'
        denied = (self._denied(event, claim, sentence) or self._of_nobody(event)) and not supposed
        flat = told in (None, "happened") and not denied
        firm = claim is None or (claim.polarity == "positive" and claim.certainty == "asserted")
        corrects = self.corrections.search(
            self.document.text, sentence.start, sentence.end
        ) is not None or self._is_withdrawn(at, sentence, voice)
        return Account(
            self._called(voice),
            self._holder(voice),
            voice != "v0",
            self._source(claim),
            self.places.label(at.start),
            told,
            denied and not self._is_beside_the_point(event, cells),
            flat and firm and not corrects,
            cells,
        )

    def _denied(self, event: Event, claim: Claim | None, sentence: Span) -> bool:
        """Whether the words right before it deny the event, or the one whose words they are is said to deny it."""
        said = claim is not None and claim.attribution is not None and event.id in claim.events
        at = event.triggers[0].start
        if _NOT_TRUE.search(self.document.text, max(sentence.start, at - _FAR), at):
            return True
        return self.assertions.status(event) == "did_not_happen" or (
            said and claim is not None and claim.told_as == "did_not_happen"
        )

    def _is_withdrawn(self, at: Span, sentence: Span, voice: str | None) -> bool:
        """Whether the same voice takes back at once what it tells: '…; I was wrong about that.'"""
        end = min(len(self.document.text), sentence.end + _TAKEN_BACK_WITHIN)
        found = self.withdrawals.search(self.document.text, at.end, end)
        return found is not None and self.voice_at.at(Span(*found.span())) == voice

    def _is_beside_the_point(self, event: Event, cells: Sequence[Cell]) -> bool:
        """'was not arrested at home': what is denied is the how or where, not the event; unless a date or place that can be compared follows."""
        start, end = event.triggers[0].start, event.triggers[-1].end
        before = self.document.text[max(0, start - 40) : start].lower()
        if not re.search(r"\b(?:not|never|n['’]t)\s+(?:\w+\s+){0,2}$", before):
            return False  # 'no one was killed'
        adjunct = _ADJUNCT.match(self.document.text, end, end + 60)
        return adjunct is not None and not any(
            c.start < adjunct.end() and adjunct.start() < c.end for c in cells
        )

    def _of_nobody(self, event: Event) -> bool:
        """Whether it is told of nobody and nothing: 'no one was killed', 'paid him no bribe'."""
        end = event.triggers[-1].end
        behind = re.split(r"[.,;:!?]", self.document.text[end : end + 40], maxsplit=1)[0]
        return bool(_OBJECT_OF_NONE.match(behind)) or any(
            _NOBODY.match(self.document.text, p.start)
            for p in event.parties
            if p.role in ("agent", "patient")
        )

    def _told_as(self, event: Event, claim: Claim | None) -> ToldAs | None:
        return claim.told_as if claim and claim.told_as else self.assertions.status(event)

    def _called(self, voice: str | None) -> str:
        """The voice as people read it; an author who is not named goes under the publisher's name."""
        facts = self.document.document
        if self.names.is_author(voice) and not facts.byline and facts.publisher:
            return facts.publisher
        return self.names.chain(voice)

    def _holder(self, voice: str | None) -> str:
        """What names a voice beyond its document: its holders' names, the byline or publisher of an author; else it is its document's own."""
        record = self.voices.get(voice or "")
        if record is None:
            return f"{self.path}\0?"
        if record.holders:
            return "+".join(
                sorted(" ".join(sorted(plain(self.entities[h].name).split())) for h in record.holders)
            )
        facts = self.document.document
        if record.parent is None and (facts.byline or facts.publisher):
            return " ".join(sorted(plain(facts.byline or facts.publisher or "").split()))
        return f"{self.path}\0{record.id}"

    def _source(self, claim: Claim | None) -> str | None:
        citation = self.citations.get(claim.citation or "") if claim else None
        work = self.works.get(citation.work or "") if citation else None
        return work_label(work.csl) if work else None

    # -- cells ------------------------------------------------------------------------------------------------------

    def _cells(self, event: Event, claim: Claim | None, sentence: Span) -> Iterator[Cell]:
        yield from self._when(event, claim)
        yield from self._where(event, claim, sentence)
        for p in event.parties:
            named = p.entity is not None or not self._is_pronoun(p)
            if named and p.role in ("patient", "agent"):
                yield Cell("who" if p.role == "patient" else "by whom", self._named(p), p.start, p.end)
        yield from self._how_many(event)
        yield from self._why(event, claim)
        if (event.why or "").startswith("noun"):
            yield self._cell("called", event.triggers[0])
        if claim and claim.about == "characterisation" and event.id in claim.events:
            span = Span(claim.evidence[0].start, claim.evidence[-1].end)
            if span.end - span.start <= _SHORT:
                yield self._cell("called", span)

    def _cell(self, row: RowKind, span: Span, value: Value | None = None) -> Cell:
        return Cell(row, excerpt(self.document.text, span, _LONGEST), span.start, span.end, value)

    def _named(self, p: Party) -> str:
        """The words for who takes part; the name that they stand for behind a pronoun."""
        words = excerpt(self.document.text, Span(p.start, p.end), _LONGEST)
        entity = self.entities.get(p.entity or "")
        return f"{words} ({entity.name})" if entity and self._is_pronoun(p) else words

    def _is_pronoun(self, p: Party) -> bool:
        words = self.document.text[p.start : p.end].lower()
        return words in PRONOUNS

    def _when(self, event: Event, claim: Claim | None) -> Iterator[Cell]:
        times = [self.times[t] for t in event.times]
        if not times and claim and len(claim.events) == 1:
            inside = [self.times[t] for t in claim.times]
            times = [t for t in inside if t.type in ("DATE", "TIME") and not self._names_something(t)]
            times = times if len(times) == 1 else []
        for t in times:
            yield self._cell("when", Span(t.start, self._end(t)), self._day(t))

    def _names_something(self, t: Time) -> bool:
        """Whether a date belongs to a thing that it names: 'the 20th June uprising', 'the Decree of 7 January'."""
        before = self.document.text[max(0, t.start - 8) : t.start]
        return t.why == "names an event" or bool(re.search(r"\bof\s+(?:the\s+)?$", before))

    def _end(self, t: Time) -> int:
        until = self.times.get(t.until or "")
        return until.end if until and until.start >= t.start else t.end

    def _day(self, t: Time) -> When | None:
        if not t.resolved and not t.mod and (said := _DAY.fullmatch(t.value)):
            return When(t.edtf or t.value, "", "", False, True, said[1])  # of a year that nobody tells
        if len(t.resolved) != 1 or not t.resolved[0].earliest or not t.resolved[0].latest:
            return None
        r = t.resolved[0]
        until = self.times.get(t.until or "")
        last = until.resolved[0].latest if until and until.resolved else None
        vague = bool(t.mod) or "~" in (r.edtf or "") or "?" in (r.edtf or "")
        spoken = r.basis == "document" and not _DAY.fullmatch(
            t.value
        )  # 'yesterday', in a text whose day is known
        likely = self.likely(r) and not spoken
        said = _DAY.fullmatch(t.value if likely else r.value)
        return When(
            label_of(r),
            r.earliest or "",
            last or r.latest or "",
            vague,
            likely,
            said[1] if said and not last else None,
        )

    def _where(self, event: Event, claim: Claim | None, sentence: Span) -> Iterator[Cell]:
        found = [
            m for m in self.mentions.inside(sentence.start, sentence.end)
            if m.form == "name" and self.entities[m.entity].kind == "place"
        ]  # fmt: skip
        own = [m for m in found if m.entity in event.places]
        if not own and claim and len(claim.events) == 1:
            inside = [m for m in found if any(s.start <= m.start < s.end for s in claim.evidence)]
            stands = [
                m
                for m in inside
                if re.search(
                    r"\b(?:in|at|near)\s+(?:the\s+)?$", self.document.text[max(0, m.start - 12) : m.start]
                )
            ]
            own = stands if len({m.entity for m in inside}) == 1 else []
        yield from (self._place(m, found) for m in own[:1])

    def _place(self, m: Mention, found: Sequence[Mention]) -> Cell:
        """The cell of a place, among the places of its sentence."""
        entity = self.entities[m.entity]
        names = frozenset(plain(n) for n in entity.names)
        beside = frozenset(
            plain(n) for o in found if o.entity != m.entity for n in self.entities[o.entity].names
        )
        kinds = {self.place_kinds[n] for n in entity.names if n in self.place_kinds}
        kind = "facility" if _FACILITY.search(entity.name) else min(kinds, default="")
        tie = _TIE.search(self.document.text[max(0, m.start - 12) : m.start])
        where = Where(names, kind, beside, tie[1].lower() if tie else "", self.path, self.all_places - names)
        return self._cell("where", Span(m.start, m.end), where)

    def said_at(self, start: int, end: int) -> Iterator[Cell]:
        """The day or the place that stands at a position: 'It was 1934, and …', 'That was in Sundsvall'."""
        near = (t for t in self.all_times.inside(start, end) if t.start <= start + _SAID_WITHIN)
        time = next((t for t in near if not re.search(r"[.;:]", self.document.text[start : t.start])), None)
        if time and time.type in ("DATE", "TIME"):
            yield self._cell("when", Span(time.start, self._end(time)), self._day(time))
        for m in self.mentions.inside(start, end):
            if m.start <= start + 4 and m.form == "name" and self.entities[m.entity].kind == "place":
                yield self._place(m, [m])
                return

    def _how_many(self, event: Event) -> Iterator[Cell]:
        text = self.document.text
        for q in event.quantities:
            near = q.about is not None
            role = next(
                (p.role for p in event.parties if p.start <= q.start < p.end),
                "patient",
            )
            phrases = [p for p in event.parties if p.role == role]
            number = Number(
                q.about if near else q.least, q.about if near else q.most, near, q.of or "", role,
                len(phrases) < 2 and not _AMONG.match(text, q.end, q.end + 60) and not _AND_OTHERS.search(text[max(0, q.start - 30) : q.start]),
            )  # fmt: skip
            yield Cell(
                "how many",
                excerpt(text, Span(q.start, self._with_noun(q.end, q.of)), 60),
                q.start,
                q.end,
                number,
            )

    def _with_noun(self, end: int, of: str | None) -> int:
        """The end of the noun that a number counts."""
        at = self.document.text.lower().find(of, end, end + 60) if of else -1
        return at + len(of or "") if at >= 0 else end

    def _why(self, event: Event, claim: Claim | None) -> Iterator[Cell]:
        if claim is None or claim.about != "cause" or (claim.effect and event.id not in claim.effect):
            return
        for s in claim.evidence:
            found = self.causes.search(self.document.text, max(s.start, event.triggers[-1].end), s.end)
            if found:
                yield self._cell("why", Span(found.start(), s.end))
                return
        if event.id in claim.effect:
            yield self._cell("why", Span(claim.evidence[0].start, claim.evidence[-1].end))
