"""speakers: who speaks, told in one pass from left to right: named beside the words, by a pronoun, by the note alone,
carried on, or nobody. Makes the chain of voices from the author inwards.

A block quotation whose lead-in names a source in its last clause is that source's; else it is spoken by the author (or
interviewee) of the work in its note. The nearest name is often not the speaker, and is never taken for it.
"""

import re

import msgspec

from whence.layers.antecedents import Antecedents
from whence.layers.cited import Cited
from whence.layers.dialogue import AUTHOR, LEAST, Dialogue
from whence.layers.document import (
    Attribution,
    Block,
    Citation,
    Document,
    Insertion,
    Mention,
    Quotation,
    SpeakerBasis,
)
from whence.layers.heard_speakers import HeardSpeakers
from whence.layers.quotations import stands_alone
from whence.layers.referents import Referents
from whence.layers.relatives import Relatives
from whence.layers.signals import signals
from whence.layers.sources import Sources, Who
from whence.layers.step import Records, Step
from whence.layers.turn_labels import TurnLabels, label
from whence.layers.voices import Voices
from whence.model.heard import Heard
from whence.text import Span, SpanIndex, Text

_WHOLE = 8  # words
_SECOND_HAND = re.compile(r"\b(?:quoted|cited|qtd\.?)\s+(?:in|by|after|from)\b|,\s+in:\s", re.IGNORECASE)


class _Told(msgspec.Struct):
    """What is known of a quotation's speaker."""

    voice: str | None
    basis: SpeakerBasis
    told_by: tuple[Span, ...]
    probability: float | None = None


class _Cue(msgspec.Struct, frozen=True):
    """An attribution by the place of its cue."""

    start: int
    end: int
    attribution: Attribution


def _taking(speaker: str | Span) -> Who:
    """Who takes a turn: an entity, or somebody known by the words that describe him."""
    return Who(unnamed=(speaker,)) if isinstance(speaker, Span) else Who(holders=(speaker,))


class _Pass:
    """One pass over a document."""

    def __init__(self, doc: Document, text: Text, heard: Heard) -> None:
        self.doc = doc
        self.sources = Sources(doc)
        self.relatives = Relatives(doc, text)
        self.blocks = SpanIndex(doc.blocks)
        self.sentences = SpanIndex(doc.sentences)
        self.speech = SpanIndex([q for q in doc.quotations if q.use in ("speech", "writing")])
        self.referents = Referents(heard, self.sources)
        self.dialogue = Dialogue(doc, HeardSpeakers(heard, doc), self.sources, self.speech, self.referents)
        self.antecedents = Antecedents(doc, self.sources, self.blocks, self.speech, self.referents)
        self.voices = Voices(self._author(), doc.text)
        self.labels = TurnLabels(doc)
        self.told: dict[str, _Told] = {}
        self.voice_of: dict[str, str] = {}
        self.who_of: dict[str, Who] = {}
        self.sure: dict[str, float] = {}  # of the attributions whose source is a pronoun
        self.pronouns: list[Mention] = []
        self.quotations = {q.id: q for q in doc.quotations}
        self.by_quotation: dict[str, Attribution] = {}
        for a in doc.attributions:
            for q in a.quotations:
                if q not in self.by_quotation or a.kind == "direct":
                    self.by_quotation[q] = a
        self.cited = Cited(doc)
        self.cues = SpanIndex([_Cue(a.cue[0].start, a.cue[0].end, a) for a in doc.attributions])
        self.note_starts = {n.id: n.start for n in doc.notes}
        self.works = {w.id: w for w in doc.works}

    def _author(self) -> tuple[str, ...]:
        byline = self.doc.document.byline
        found = [e.id for e in self.doc.entities if byline and byline in (e.name, *e.names)]
        return tuple(found[:1])

    def run(self) -> None:
        """Outer quotations and attributions first, from left to right; then what stands inside them."""
        level = {q.id: self._depth(q) for q in self.doc.quotations}
        inside = {a.id: self._level_of(a) for a in self.doc.attributions}
        for depth in range(max([0, *level.values(), *inside.values()]) + 1):
            events: list[tuple[int, int, Quotation | Attribution]] = []
            events += [(a.cue[0].start, 0, a) for a in self.doc.attributions if inside[a.id] == depth]
            events += [(self._told_at(q), 1, q) for q in self.doc.quotations if level[q.id] == depth]
            for _, _, record in sorted(events, key=lambda e: (e[0], e[1], e[2].id)):
                if isinstance(record, Attribution):
                    self._attribution(record)
                else:
                    self._quotation(record)

    def _told_at(self, q: Quotation) -> int:
        """Where in the pass a quotation is told: after the cue that tells of it."""
        a = self.by_quotation.get(q.id)
        return max(q.start, a.cue[0].start) if a else q.start

    def _depth(self, q: Quotation) -> int:
        return sum(1 for o in self.speech.around(q.start, q.end) if o.id != q.id)

    def _level_of(self, a: Attribution) -> int:
        """In how many quotations an attribution stands, but for those that its cue interrupts ('« Non, a-t-elle précisé, mais … »')."""
        return sum(q.id not in a.quotations for q in self.speech.around(a.cue[0].start, a.cue[0].end))

    def _around(self, start: int, end: int, but: str = "") -> str:
        """The voice of the innermost quotation around a stretch; the author's where there is none."""
        for q in reversed(self.speech.around(start, end)):
            if q.id != but and q.id in self.told:
                return self.told[q.id].voice or "v0"
        return "v0"

    # -- attributions ---------------------------------------------------------------------------------------------

    def _attribution(self, a: Attribution) -> None:
        cue = a.cue[0]
        parent = self._around(cue.start, cue.end)
        if a.parent in self.voice_of and self._comes_through(self.voice_of[a.parent], parent):
            parent = self.voice_of[a.parent]
        who = self.sources.who(self.relatives.meant(a.source[0])) if a.source else self._bare(a)
        who = self._resolved(who, a, parent)
        self.who_of[a.id] = who
        if who.author:
            if parent == "v0":
                self.voice_of[a.id] = "v0"
                return
            voice = self.voices.made[int(parent[1:])]
            self.voice_of[a.id] = self.voices.get(parent, voice.holders, voice.unnamed, "first person")
            return
        self.voice_of[a.id] = self.voices.get(parent, who.holders, who.unnamed, why=a.why or "attribution")
        if len(who.holders) == 1:
            self.antecedents.last.append((cue.start, who.holders[0]))
            self.antecedents.last_unnamed = None
        elif who.unnamed and a.source and who.basis == "named":
            self.antecedents.last_unnamed = (cue.start, who.unnamed[0])

    def _bare(self, a: Attribution) -> Who:
        """Who is behind a cue without a source: in dialogue whoever's turn it is ('came the answer'), else somebody known by the cue alone."""
        turn = self._turn_of(a)
        return Who(unnamed=a.cue) if turn is None else _taking(turn)

    def _comes_through(self, voice: str, outer: str) -> bool:
        """Whether the words of a voice come through another one, directly or through others."""
        at: str | None = self.voices.parent(voice)
        while at is not None and at != outer:
            at = self.voices.parent(at)
        return at == outer

    def _resolved(self, who: Who, a: Attribution, parent: str) -> Who:
        """A pronoun replaced by whom it stands for; unnamed where that cannot be told."""
        if who.pronoun is None:
            return who
        span = a.source[0]
        turn = self._turn_of(a)
        if isinstance(turn, Span):
            return Who(unnamed=(turn,), basis="pronoun")
        meant, self.sure[a.id] = self.antecedents.stands_for(who.pronoun, span, self._called(a))
        if isinstance(meant, Span) and turn is None:
            return Who(unnamed=(meant,), basis="pronoun")
        entity = turn or (meant if isinstance(meant, str) else None)
        if entity is None:
            described = self.antecedents.description(who.pronoun, span.start)
            return Who(unnamed=(described or span,), basis="pronoun")
        self.pronouns.append(Mention(span.start, span.end, entity, "pronoun", why="antecedent"))
        return Who(holders=(entity,), basis="pronoun")

    def _called(self, a: Attribution) -> frozenset[str]:
        """Whom the words of an attribution address by name: whoever says them is somebody else."""
        said = [self.quotations[q] for q in a.quotations]
        return frozenset(who for q in said for who in self.dialogue.called(q))

    def _turn_of(self, a: Attribution) -> str | Span | None:
        """In dialogue, the person behind 'he said'."""
        for turn in (self.dialogue.turns.get(q) for q in a.quotations):
            if turn and turn.probability >= LEAST and turn.speaker != AUTHOR:
                return turn.speaker
        return None

    # -- quotations -----------------------------------------------------------------------------------------------

    def _quotation(self, q: Quotation) -> None:
        if q.use not in ("speech", "writing"):
            return
        told = self._tell(q)
        self.told[q.id] = told
        holders = self.voices.holders(told.voice) if told.voice else ()
        if len(holders) == 1 and self._depth(q) == 0:
            self.antecedents.last.append((q.start, holders[0]))

    def _tell(self, q: Quotation) -> _Told:
        a = self.by_quotation.get(q.id)
        if a and a.id in self.voice_of and (a.source or q.id not in self.dialogue.turns):
            who = self.who_of[a.id]
            basis: SpeakerBasis = "pronoun" if who.basis == "pronoun" else "named"
            told_by = (*a.source, *(a.cue if not a.source else ()))
            return _Told(self.voice_of[a.id], basis, told_by, self._probability(q, a))
        if q.why == "turn":
            return self._turn(q)
        if stands_alone(q, self.blocks, self.doc.text) and (q.form == "block" or self._opens_before(q)):
            return self._lead_in(q) or self._note(q) or _Told(None, "none", ())
        by_note = self._note(q) if self._is_whole(q) else None
        if q.id in self.dialogue.turns and self.dialogue.turns[q.id] is None:
            return by_note or _Told(None, "none", ())
        return by_note or self._heard(q) or self._carried(q) or self._dialogue(q) or _Told(None, "none", ())

    def _probability(self, q: Quotation, a: Attribution) -> float | None:
        """How sure it is that whoever an attribution names speaks: of it, and of whom its pronoun stands for."""
        turn = self.dialogue.turns.get(q.id)
        if turn and self.who_of[a.id].basis == "pronoun":
            return turn.probability
        if a.id in self.sure:
            return round((a.probability or 1.0) * self.sure[a.id], 3)
        return a.probability

    def _heard(self, q: Quotation) -> _Told | None:
        """In dialogue, who speaks as the turns together tell it."""
        turn = self.dialogue.turns.get(q.id)
        if turn is None or turn.probability < LEAST:
            return None
        places = (turn.place,) if turn.place else ()
        if turn.speaker == AUTHOR:
            return _Told("v0", "inferred", places, turn.probability)
        who = _taking(turn.speaker)
        return _Told(
            self.voices.get("v0", who.holders, who.unnamed, "heard"), "inferred", places, turn.probability
        )

    def _is_whole(self, q: Quotation) -> bool:
        """Whether a quotation between marks is long enough to be somebody's statement: the note after a few quoted words
        says where they stand, not who speaks."""
        return sum(len(self.doc.text[s.start : s.end].split()) for s in q.segments) >= _WHOLE

    def _before(self, q: Quotation) -> Block | None:
        """The block before the one in which a quotation stands."""
        block = self.blocks.at(q.start)
        return self.blocks.before(block.start) if block else None

    def _opens_before(self, q: Quotation) -> bool:
        """Whether the paragraph before a quotation is left open for it."""
        before = self._before(q)
        return before is not None and self.doc.text[before.start : before.end].rstrip().endswith(
            (":", ",", "—", "–")
        )

    def _turn(self, q: Quotation) -> _Told:
        """The label at the head of a turn names its speaker."""
        block = self.blocks.at(q.start)
        span = label(self.doc.text, block, q.start) if block else None
        if span is None:
            return _Told(None, "none", ())
        named, first = self.labels.of(span)
        unnamed = () if named else (first,)
        return _Told(self.voices.get("v0", named, unnamed, "label"), "named", (span,))

    def _lead_in(self, q: Quotation) -> _Told | None:
        """The source of the clause with which the paragraph before a block quotation ends ('Nyabati believes that …:')."""
        before = self._before(q)
        if before is None or before.kind not in ("paragraph", "list_item"):
            return None
        end = before.end
        while end > before.start and not self.doc.text[end - 1].isalnum():
            end -= 1
        if not self.doc.text[before.start : before.end].rstrip().endswith((":", ",", "—")):
            return None
        inside = [c.attribution for c in self.cues.inside(before.start, before.end)]
        for a in sorted(inside, key=lambda a: -int(a.id[1:])):
            if a.id not in self.voice_of:
                continue
            reaches = any(before.end - 4 <= s.end <= before.end or s.end >= end for s in a.content)
            if reaches and a.parent is None:
                who = self.who_of[a.id]
                if who.holders:
                    return _Told(
                        self.voice_of[a.id], "pronoun" if who.basis == "pronoun" else "named", a.source
                    )
        return None

    def _note(self, q: Quotation) -> _Told | None:
        """The author, or interviewee, of the work in the quotation's note."""
        citation = self.cited.by_marker(q.marker)
        work = self.works.get(citation.work or "") if citation else None
        if (
            work is None
            or citation is None
            or citation.signal is not None
            or not self._stands_first(citation)
        ):
            return None  # 'see also', 'cf.', a reference behind others: where to look, not who speaks
        authors = tuple(p.entity for p in work.people if p.role == "author")
        if not authors:
            return None
        return _Told(
            self.voices.get("v0", authors, (), "note"), "note", (Span(citation.start, citation.end),)
        )

    def _stands_first(self, citation: Citation) -> bool:
        """Whether a citation opens its note and is not itself found 'in' or 'after' another work."""
        note = self.note_starts.get(citation.note or "", citation.start)
        words = self.doc.text[citation.start : citation.end]
        return citation.start - note <= 12 and not _SECOND_HAND.search(words)

    def _carried(self, q: Quotation) -> _Told | None:
        """A further quotation of the same paragraph, where nobody else is named between."""
        block = self.blocks.at(q.start)
        if block is None:
            return None
        earlier = [
            o
            for o in self.speech.inside(block.start, q.start)
            if o.id in self.told and self._depth(o) == self._depth(q)
        ]
        if not earlier:
            return None
        last = earlier[-1]
        told = self.told[last.id]
        between = self.antecedents.people.inside(last.end, q.start)
        others = [m for m in between if told.voice and m.entity not in self.voices.holders(told.voice)]
        if told.voice is None or others or "\n\n" in self.doc.text[last.end : q.start]:
            return None
        if self.sources.foreign is not None and self.sentences.inside(last.end, q.start):
            return None  # another sentence may be of somebody whom no rule for its language knows
        return _Told(told.voice, "inferred", told.told_by, told.probability)

    def _dialogue(self, q: Quotation) -> _Told | None:
        """Alternating speech: a paragraph that begins with a quotation and names nobody is spoken by who spoke before last."""
        block = self.blocks.at(q.start)
        if block is None or q.start != block.start or self.sources.foreign is not None:
            return None
        number = int(block.id[1:])
        speakers = []
        for back in (1, 2):
            other = self.doc.blocks[number - 1 - back] if number - 1 - back >= 0 else None
            inside = (
                [o for o in self.speech.inside(other.start, other.end) if o.id in self.told] if other else []
            )
            told = self.told[inside[-1].id] if inside and other and inside[0].start == other.start else None
            speakers.append(told)
        one, two = speakers
        if (
            one
            and two
            and one.voice
            and two.voice
            and one.voice != two.voice
            and not self.antecedents.people.inside(block.start, block.end)
        ):
            return _Told(two.voice, "inferred", two.told_by)
        return None


def annotate(doc: Document, text: Text) -> Records:
    """Voices; quotations and attributions with theirs; pronouns as mentions of whom they stand for."""
    run = _Pass(doc, text, signals(doc, text))
    run.run()
    quotations = []
    for q in doc.quotations:
        told = run.told.get(q.id)
        outside = run._around(q.start, q.end, but=q.id)
        insertions = tuple(Insertion(i.start, i.end, outside) for i in q.insertions)
        q = msgspec.structs.replace(q, insertions=insertions)
        if told:
            q = msgspec.structs.replace(
                q, voice=told.voice, basis=told.basis, told_by=told.told_by, probability=told.probability
            )
        quotations.append(q)
    mentions = sorted({*doc.mentions, *run.pronouns}, key=lambda m: (m.start, -m.end, m.entity))
    return {
        "voices": tuple(run.voices.made),
        "quotations": tuple(quotations),
        "attributions": tuple(msgspec.structs.replace(a, voice=run.voice_of[a.id]) for a in doc.attributions),
        "mentions": tuple(mentions),
    }


STEP = Step(
    "speakers",
    needs=(
        "document", "blocks", "sentences", "entities", "mentions", "markers", "notes", "citations", "works",
        "quotations", "attributions",
    ),
    makes=("voices", "quotations", "attributions", "mentions"),
    annotate=annotate,
)  # fmt: skip
