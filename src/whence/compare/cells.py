"""cells: what one telling says of its event, row by row: when, where, to whom, by whom, how many, why, what it is called; each with its words."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from whence.compare.ages_told import AgesTold
from whence.compare.counted import COUNTED
from whence.compare.moments import Moments
from whence.compare.values import ANY, LENGTH, Number, Value, Where
from whence.compare.whereabouts import Whereabouts
from whence.lang import lexicon
from whence.layers.assertions import Assertions
from whence.layers.certainty import Doubts
from whence.layers.cited import Cited
from whence.layers.document import Claim, Document, Event, Party, Quantity, ToldAs
from whence.layers.event_numbers import end_of_counted
from whence.layers.event_quantities import length_of
from whence.layers.naming import VoiceNames, excerpt
from whence.layers.places import PlaceNames
from whence.layers.voice_places import PERHAPS, VoicePlaces
from whence.names.forms import plain
from whence.text import Span, SpanIndex
from whence.works.labels import work_label

RowKind = Literal["when", "where", "who", "by whom", "how many", "why", "called"]
ROWS: tuple[RowKind, ...] = ("when", "where", "who", "by whom", "how many", "why", "called")
_NOBODY = re.compile(r"(?:no(?!\.?\s?\d)|not a|not one|none|nobody|nothing|no one)\b", re.IGNORECASE)
_OBJECT_OF_NONE = re.compile(
    r"(?:\s+(?:him|her|them|it|us|me))?\s+(?:no(?!\.?\s?\d)|nobody|no one|nothing|none|not a)\b",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"[^.;:]*\b(?:as well as|together with|and\s+(?=\d|an?\b|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|some|many))\b"
)
_AND_BOYS = re.compile(r"\W+men,? and (?:boys|women)|\W+men, women,? and children", re.IGNORECASE)
_NOT_MEN = re.compile(r"\b(?:wom[ae]n|child(?:ren)?|girls?|boys?)\b", re.IGNORECASE)
_WHAT_IT_IS = re.compile(r",\s+[a-z].*$")  # behind an author: 'Harbour Watch, final report'
_SO_FAR = re.compile(r"\b(?:so far|to date|up to now|until now|as yet|hitherto|thus far)\b", re.IGNORECASE)
_WITH = re.compile(r"\bwith\s+(?:[a-z]+\s+){0,4}$")  # 'came with sixty ships', 'with no more than forty'
_PART = re.compile(
    r"\b(?:instal?ments?|deposits?|advances?|portions?|shares?|remainder|balance|rest|first payment|part) of\s+(?:[a-z]+\s+){0,2}$"
)
_OF_A_UNIT = frozenset("life assault contest".split())  # kinds of losses, which a company has of its own
_LED_IN = 40  # characters before a number
_NEAR = 150  # characters from a number of men in which women or children are spoken of
# 'twelve women and three children', 'the pilot and his three passengers'
_AND_OTHERS = re.compile(r"\w (?:and|or) (?:(?:his|her|their|its|the) )?$")
PRONOUNS = frozenset(
    "i me my we us our you your he him his himself she her hers herself it its itself they them their themselves this that these those who whom whose one".split()
)
FIRST_PERSON = frozenset("i me my myself".split())
_NOT_TRUE = re.compile(r"\b(?:not true|untrue|false|no truth)\b[^.;:]*$", re.IGNORECASE)
_ADJUNCT = re.compile(r"\s+(?:at|in|by|with|near|from|because|for)\s+(?:the |his |her |their |a )?\w+")
_FOCUSED = re.compile(
    r"(?:\s+(?!and\b|but\b|or\b|who\b|which\b|that\b)[\w'’-]+){0,4}?\s+(?:first|alone|deliberately|intentionally|purposely|on\s+purpose|wantonly|indiscriminately|unlawfully"
    r"|illegally|voluntarily|willingly|without\s+(?:any\s+)?(?:warning|provocation|reason|cause|orders?|trial|necessity))\b"
)  # 'denies that the troops fired first'
_TAKEN_BACK_WITHIN = 60  # characters behind the sentence
_FAR = 120  # characters from what is said to be untrue to the event
_SHORT = 70  # characters of what an event is called
_LONGEST = 120  # characters of a reason


class Cell(Struct, frozen=True, gc=False):
    """Words that tell one thing of an event, where they stand, and their value if it can be compared by rule."""

    row: RowKind
    words: str
    start: int
    end: int
    value: Value | None = None


def _bounds(q: Quantity) -> tuple[int | float | None, int | float | None, bool]:
    """The least and the most that a number may be, and whether it is only near: then it is both."""
    near = q.about is not None
    return (q.about, q.about, True) if near else (q.least, q.most, False)


def is_nameless(cell: Cell) -> bool:
    """'in a room above the shop': a place whose name may be told elsewhere."""
    return isinstance(cell.value, Where) and not cell.value.names


class Account(Struct, frozen=True, gc=False):
    """How one voice tells one event.

    ``voice`` is the chain as people read it, ``holder`` what is the same for the same voice in another document, ``source`` the work given for it.
    ``perhaps``: whether it is not certain that these are its words.
    ``counts``: whether it is told as having happened, flatly; only then can it conflict with another. ``denied``: told as not having happened.
    """

    voice: str
    holder: str
    reported: bool
    perhaps: bool
    source: str | None
    place: str
    told_as: ToldAs | None
    denied: bool
    counts: bool
    cells: tuple[Cell, ...]


class AccountReader:
    """Reads accounts of the events of one document."""

    def __init__(self, path: str, document: Document) -> None:
        self.path, self.document = path, document
        known = lexicon(document.document.language)
        self.assertions = Assertions(document)
        self.names, self.places = VoiceNames(document), PlaceNames(document)
        self.voice_at, self.doubts = VoicePlaces(document), Doubts(document)
        self.voices = {v.id: v for v in document.voices}
        self.entities = {e.id: e for e in document.entities}
        self.moments, self.whereabouts = Moments(document), Whereabouts(path, document)
        self.ages = AgesTold(document)
        self.sentences = SpanIndex(document.sentences)
        self.lengths = SpanIndex([t for t in document.times if t.type == "DURATION"])
        self.citations = {c.id: c for c in document.citations}
        self.works = {w.id: w for w in document.works}
        self.cited = Cited(document)
        self.corrections = known.phrase_pattern("claims", "corrections")
        self.forces = known.words("events", "forces")
        self.units = known.words("events", "units")
        self.causes = known.phrase_pattern("claims", "causes")
        self.hearsay = known.phrase_pattern("claims", "hearsay")
        self.withdrawals = known.phrase_pattern("claims", "withdrawals")

    def read(self, event: Event, claim: Claim | None, sentence: Span) -> Account:
        """The account of an event by the voice of the claim in which it stands; without a claim by the voice of its place."""
        at = Span(event.triggers[0].start, event.triggers[-1].end)
        voice, perhaps = self.voice(at, claim), self._is_doubted(at, claim)
        cells = tuple(
            sorted(
                self._cells(event, claim, sentence, voice), key=lambda c: (ROWS.index(c.row), c.start, c.end)
            )
        )
        told = self._told_as(event, claim)
        supposed = told in ("expected", "possible", "intended")  # 'nobody would have died'
        denied = (self._denied(event, claim, sentence) or self._of_nobody(event)) and not supposed
        flat = told in (None, "happened") and not denied
        firm = claim is None or (
            claim.certainty == "asserted" and not self._is_in_a_denial(claim, at, sentence)
        )
        corrects = self.corrections.search(
            self.document.text, sentence.start, sentence.end
        ) is not None or self._is_withdrawn(at, sentence, voice)
        heard = self.hearsay.search(self.document.text, sentence.start, at.start) is not None
        return Account(
            (PERHAPS if perhaps else "") + self._called(voice),
            self._holder(voice),
            voice != "v0",
            perhaps,
            self._source(claim),
            self.places.label(at.start),
            told,
            denied and not self._is_beside_the_point(event, cells),
            flat and firm and not corrects and not heard,
            cells,
        )

    def voice(self, at: Span, claim: Claim | None) -> str | None:
        """Whose words tell what stands at a place: those of the claim in which it stands, else of the place."""
        return claim.voice if claim else self.voice_at.at(at)

    def _is_doubted(self, at: Span, claim: Claim | None) -> bool:
        return self.doubts.of_claim(claim) if claim else self.voice_at.perhaps(at) is not None

    def speaker(self, voice: str | None) -> str | None:
        """The one name of a voice, for which 'I' and 'me' stand in its words; the byline of an author."""
        record = self.voices.get(voice or "")
        if record is None or len(record.holders) > 1:
            return None
        if record.holders:
            return self.entities[record.holders[0]].name
        return self.document.document.byline if record.parent is None else None

    def _denied(self, event: Event, claim: Claim | None, sentence: Span) -> bool:
        """Whether the words right before it deny the event, or the one whose words they are is said to deny it."""
        said = claim is not None and claim.attribution is not None and event.id in claim.events
        at = event.triggers[0].start
        if _NOT_TRUE.search(self.document.text, max(sentence.start, at - _FAR), at):
            return True
        return self.assertions.status(event) == "did_not_happen" or (
            said and claim is not None and claim.told_as == "did_not_happen"
        )

    def _is_in_a_denial(self, claim: Claim, at: Span, sentence: Span) -> bool:
        """Whether a claim denies something, in the words before an event or in its own clause: not in 'Nineteen were injured, none mortally'."""
        if claim.polarity == "positive":
            return False
        start = max(sentence.start, claim.evidence[0].start)
        rest = re.split(r"[,;:.]", self.document.text[at.end : sentence.end], maxsplit=1)[0]
        return self.assertions.negated(self.document.text[start : at.end] + rest)

    def _is_withdrawn(self, at: Span, sentence: Span, voice: str | None) -> bool:
        """Whether the same voice takes back at once what it tells: '…; I was wrong about that.'"""
        end = min(len(self.document.text), sentence.end + _TAKEN_BACK_WITHIN)
        found = self.withdrawals.search(self.document.text, at.end, end)
        return found is not None and self.voice_at.at(Span(*found.span())) == voice

    def _is_beside_the_point(self, event: Event, cells: Sequence[Cell]) -> bool:
        """'was not arrested at home', 'denies that the troops fired first': what is denied is the how or where, not the event; unless a date or place that
        can be compared follows."""
        start, end = event.triggers[0].start, event.triggers[-1].end
        if _FOCUSED.match(self.document.text, end):
            return True
        before = self.document.text[max(0, start - 40) : start].lower()
        if not re.search(r"\b(?:not|n['’]t)\s+(?:\w+\s+){0,2}$", before):
            return False  # 'no one was killed'
        adjunct = _ADJUNCT.match(self.document.text, end, end + 60)
        if adjunct and event.kind == "move" and adjunct.group().lstrip().startswith("from"):
            return False  # 'did not withdraw from the contest': no place is what he left
        return adjunct is not None and not any(
            c.start < adjunct.end() and adjunct.start() < c.end and not is_nameless(c) for c in cells
        )

    def _of_nobody(self, event: Event) -> bool:
        """Whether it is told of nobody and nothing: 'no one was killed', 'paid him no bribe'."""
        end = event.triggers[0].end  # 'swore no oath'
        of_none = (event.why or "").startswith("verb") and _OBJECT_OF_NONE.match(self.document.text, end)
        return bool(of_none) or any(
            _NOBODY.match(self.document.text, p.start)
            for p in event.parties
            if p.role in ("agent", "patient")
        )

    def _told_as(self, event: Event, claim: Claim | None) -> ToldAs | None:
        of_claim = claim.told_as if claim and (event.id in claim.events or not event.id) else None
        return of_claim or self.assertions.status(event)

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
            named = facts.byline or facts.publisher or ""
            return " ".join(sorted(plain(_WHAT_IT_IS.sub("", named)).split()))
        return f"{self.path}\0{record.id}"

    def _source(self, claim: Claim | None) -> str | None:
        citation = self.citations.get(claim.citation or "") if claim else None
        work = self.works.get(citation.work or "") if citation else None
        return work_label(work.csl) if work else None

    # -- cells ------------------------------------------------------------------------------------------------------

    def _cells(self, event: Event, claim: Claim | None, sentence: Span, voice: str | None) -> Iterator[Cell]:
        yield from (self._cell("when", *found) for found in self.moments.of(event, claim))
        yield from (self._cell("where", *place) for place in self.whereabouts.of(event, claim, sentence))
        for p in event.parties:
            words = self._named(p, voice)
            if words and p.role in ("patient", "agent"):
                yield Cell("who" if p.role == "patient" else "by whom", words, p.start, p.end)
        yield from self._how_many(event, sentence)
        yield from (self._cell("how many", *age) for age in self.ages.of(event, sentence))
        yield from self._why(event, claim)
        if (event.why or "").startswith("noun"):
            yield self._cell("called", event.triggers[0])
        if claim and claim.about == "characterisation" and event.id in claim.events:
            span = Span(claim.evidence[0].start, claim.evidence[-1].end)
            if span.end - span.start <= _SHORT:
                yield self._cell("called", span)

    def _cell(self, row: RowKind, span: Span, value: Value | None = None) -> Cell:
        return Cell(row, excerpt(self.document.text, span, _LONGEST), span.start, span.end, value)

    def _named(self, p: Party, voice: str | None) -> str | None:
        """The words for who takes part; behind a pronoun the name that it stands for; nothing for one that stands for nobody known."""
        words = excerpt(self.document.text, Span(p.start, p.end), _LONGEST)
        if words.lower() not in PRONOUNS:
            return words
        entity = self.entities.get(p.entity or "")
        name = entity.name if entity else self.speaker(voice) if words.lower() in FIRST_PERSON else None
        return f"{words} ({name})" if name else None

    def said_at(self, start: int, end: int) -> Iterator[Cell]:
        """The day or the place that stands at a position: 'It was 1934, and …', 'That was in Sundsvall'."""
        said, place = self.moments.at(start, end), self.whereabouts.at(start, end)
        if said:
            yield self._cell("when", *said)
        if place:
            yield self._cell("where", *place)

    def lasted(self, start: int, end: int) -> Iterator[Cell]:
        """The length of time that stands at a position: 'It went on for 23 days'."""
        t = next((t for t in self.lengths.inside(start, end) if t.start == start), None)
        q = length_of(t) if t else None
        if t and q:
            yield self._cell("how many", Span(t.start, t.end), Number(*_bounds(q), q.of or "", LENGTH))

    def _how_many(self, event: Event, sentence: Span) -> Iterator[Cell]:
        text = self.document.text
        so_far = _SO_FAR.search(text, sentence.start, sentence.end) is not None
        for q in event.quantities:
            least, most, near = _bounds(q)
            role: str = next((p.role for p in event.parties if p.start <= q.start < p.end), "patient")
            if q.of in self.forces and _WITH.search(text, max(0, q.start - _LED_IN), q.start):
                role = "agent"
            role = ANY if event.why == COUNTED else role
            role = LENGTH if self.lengths.touching(q.start, q.end) else role
            phrases = [p for p in event.parties if p.role == role]
            joined = q.of == "men" and _AND_BOYS.match(text, q.end, q.end + 60)
            mixed = not joined and _NOT_MEN.search(text, max(0, q.start - _NEAR), q.end + _NEAR) is not None
            number = Number(
                least, None if so_far else most, near,
                "people" if joined else q.of or "", role,
                len(phrases) < 2 and not _AMONG.match(text, q.end, q.end + 60) and not _AND_OTHERS.search(text[max(0, q.start - 30) : q.start]),
                mixed, self._unit(sentence) if event.kind in _OF_A_UNIT else "",
            )  # fmt: skip
            part = _PART.search(text, max(0, q.start - _LED_IN), q.start) is not None
            yield Cell(
                "how many",
                excerpt(text, Span(q.start, end_of_counted(text, q)), 60),
                q.start,
                q.end,
                None if part else number,
            )

    def _unit(self, sentence: Span) -> str:
        """The body of soldiers of which a sentence speaks, or the one before it, where it speaks of one alone."""
        for s in (sentence, self.sentences.before(sentence.start)):
            words = re.findall(r"[A-Za-z]+", self.document.text[s.start : s.end]) if s else []
            if spoken := {w.lower() for w in words} & self.units:
                return spoken.pop() if len(spoken) == 1 else ""
        return ""

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
