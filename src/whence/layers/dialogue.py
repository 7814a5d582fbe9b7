"""dialogue: who speaks in the turns of a dialogue, decided for all of them together.

Each quotation has its own evidence (a cue beside it, the places that the model hears, whom it addresses), and turns lean on
each other (``taking_turns``). What the two together leave open stays open.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from whence.layers.document import Attribution, Block, Document, Quotation
from whence.layers.heard_speakers import HeardSpeakers
from whence.layers.name_lists import name_lists
from whence.layers.referents import Referents
from whence.layers.sources import Sources
from whence.layers.taking_turns import Evidence, decided
from whence.text import Span, SpanIndex

AUTHOR = "v0"
LEAST = 0.4  # probability from which a speaker is told
_MOST = 48  # speakers of a text that are told apart
_BY_PRONOUN, _BY_NAME = 0.95, 0.995  # of the evidence goes to whom a cue tells of
_ADDRESSED, _NAMED = 0.05, 0.4  # what is left of one who is addressed, or named, in the words themselves
_ANSWER_WORDS = 5  # behind a quotation: 'was the old man's answer'
_RECENT = 12  # names before a pronoun that it may stand for
_NONE_NEAR = 0.3  # the worth of somebody who is not named before a pronoun, beside those who are
_NEAR = 3_000  # code points back to a description for which a pronoun may stand
_UNFIT = 0.05  # what is left of the chance of one who does not go with the pronoun
_FITS = {"yes": 1.0, "unknown": 0.5, "hardly": 0.04, "no": 0.01}
_ADDRESS_BEFORE = re.compile(
    r"(?:[“\"‘',.;:!?—-]|^|\b(?:dear|my|oh|ah|no|yes|well|and|but|now))\s*$", re.IGNORECASE
)
_ADDRESS_AFTER = re.compile(r"[,.;!?—”\"’']")


class Turn(Struct, frozen=True):
    """Who speaks in a quotation: an entity, the author (``v0``), or a description by the place of its words."""

    speaker: str | Span
    probability: float
    place: Span | None


class Dialogue:
    """The turns of one document that has dialogue; empty for others."""

    def __init__(
        self,
        doc: Document,
        heard: HeardSpeakers,
        sources: Sources,
        speech: SpanIndex[Quotation],
        referents: Referents,
    ) -> None:
        self.doc, self.heard, self.sources, self.speech = doc, heard, sources, speech
        self.referents = referents
        self.blocks = SpanIndex(doc.blocks)
        self.names = [m for m in doc.mentions if m.form == "name" and not speech.around(m.start, m.end)]
        self.starts = [m.start for m in self.names]
        self.described: dict[str, Span] = {}
        self._left: dict[str, Mapping[str, float]] = {}  # by pronoun
        self.turns: dict[str, Turn | None] = {}  # None: of somebody who is none of those who are known
        # without what the model hears, turns that are only counted off say the wrong name as often as the right one
        if heard.has_dialogue and sources.foreign is None:
            self._decide()

    def _decide(self) -> None:
        by_quotation: dict[str, Attribution] = {}
        for a in self.doc.attributions:
            for q in a.quotations:
                by_quotation.setdefault(q, a)
        found = [self._evidence(q, b, by_quotation.get(q.id)) for q, b in self._spoken()]
        mass: dict[str, float] = defaultdict(float)
        for e in found:
            for person, weight in e.weights.items():
                mass[person] += weight
        people = sorted(mass, key=lambda w: (-mass[w], w))[:_MOST]
        if not people:
            return
        for e, (who, probability) in zip(found, decided(found, people), strict=True):
            self.turns[e.quotation.id] = (
                Turn(self.described.get(who) or who, probability, e.place) if who is not None else None
            )

    def _spoken(self) -> list[tuple[Quotation, Block]]:
        """The quotations of the dialogue, those inside others left out."""
        found = []
        for q in self.doc.quotations:
            block = self.blocks.at(q.start)
            inner = any(o.id != q.id for o in self.speech.around(q.start, q.end))
            if q.form == "inline" and block is not None and not inner and self.heard.is_dialogue(q, block):
                found.append((q, block))
        return found

    # -- what one quotation tells -----------------------------------------------------------------------------------

    def _evidence(self, q: Quotation, block: Block, a: Attribution | None) -> Evidence:
        weights: dict[str, float] = defaultdict(float)
        places = self.heard.by_start.get(q.start, ())
        named = self._named(places)
        source = a.source[0] if a is not None and a.source else None
        pronoun = self.sources.who(source).pronoun if source else None
        plain = source is not None and pronoun is None
        spent = 0.0
        if source is not None:
            spent = _BY_NAME if plain else _BY_PRONOUN
            self._add(weights, source, spent, named)
        for at, weight in places:
            span = self.heard.span(at) if at is not None else None
            if span is not None:
                self._add(weights, span, weight * (1 - spent), named)
        addressed = self._addressed(q)
        less = {**self._left_by(pronoun)} if pronoun else {}
        for who, left in addressed.items():
            less[who] = less.get(who, 1.0) * left
        for who, left in addressed.items():
            if who in weights:
                weights[who] *= left
        best = next((self.heard.span(at) for at, _ in places[:1] if at is not None), None)
        best = source or best
        called = tuple(sorted(_called(addressed)))
        another = max(0.0, spent - sum(weights.values())) if pronoun else 0.0
        answers = self._answers(q, a)
        return Evidence(
            q, int(block.id[1:]), q.start == block.start, weights, best, plain, called, less, another, answers
        )

    def _answers(self, q: Quotation, a: Attribution | None) -> bool:
        """Whether the words beside a quotation say that it answers another one: 'replied he', 'was the answer'."""
        known, words = self.sources.known, self.sources.words
        first = words.first_from(q.end)
        near = words.lower[first : first + _ANSWER_WORDS]
        if near[:1] and near[0] in ("was", "came") and known.words("quotation", "answers") & set(near):
            return True
        cue = {words.lower[i] for s in (a.cue if a else ()) for i in words.between(s.start, s.end)}
        verbs = {known.reporting[w].lemma for w in cue if w in known.reporting}
        return bool(verbs & known.words("quotation", "answering"))

    def _named(self, places: Sequence[tuple[int | None, float]]) -> dict[str, float]:
        """The entities whose names the model points at, with their weights."""
        found: dict[str, float] = defaultdict(float)
        for at, weight in places:
            for m in self.heard.names.around(at, at + 1) if at is not None else ():
                found[m.entity] += weight
        return found

    def _add(self, weights: dict[str, float], span: Span, weight: float, named: Mapping[str, float]) -> None:
        """Gives a weight to whom a name, a description or a pronoun stands for."""
        who = self.sources.who(span)
        if who.author:
            weights[AUTHOR] += weight
        elif who.pronoun is not None:
            for person, share in self._stands_for(span, who.pronoun, named).items():
                weights[person] += weight * share
        elif who.holders:
            weights[who.holders[0]] += weight
        else:
            key = self._description(span)
            if key:
                weights[key] += weight

    def _stands_for(self, span: Span, pronoun: str, named: Mapping[str, float]) -> dict[str, float]:
        """The shares of those for whom a pronoun may stand: as the model hears it; for what it leaves open, whoever is near."""
        found: dict[str, float] = defaultdict(float)
        left = 1.0
        for who, share in self.referents.of(span).items():
            key = who if isinstance(who, str) else self._description(self.heard.span(who))
            if key:
                left -= share
                found[key] += share * (self._fit(key, pronoun) if key in self.sources.entities else 1.0)
        for entity, share in self._behind(pronoun, span.start, named).items():
            found[entity] += left * share
        return found

    def _description(self, span: Span) -> str | None:
        """A description by the noun that says who it is ('the old parson': parson); the same one all through the text."""
        words = self.sources.words
        for i in words.between(span.start, span.end):
            if words.lower[i] in self.sources.known.people_nouns:
                self.described.setdefault(words.lower[i], span)
                return words.lower[i]
        called = self.doc.text[span.start : span.end]
        if called[:1].isupper() and called.isalpha():
            # a name that is nobody's: 'Hall', with a Mr. and a Mrs. Hall
            self.described.setdefault(called.lower(), span)
            return called.lower()
        return None

    def _behind(self, pronoun: str, at: int, named: Mapping[str, float]) -> dict[str, float]:
        """For whom a pronoun may stand: those named before it, the latest first, and those that the model points at."""
        share: dict[str, float] = defaultdict(float)
        upto = bisect_left(self.starts, at)
        worth = 1.0
        for m in reversed(self.names[max(0, upto - _RECENT) : upto]):
            if m.entity not in share and self._fit(m.entity, pronoun) > _FITS["no"]:
                share[m.entity] += (
                    worth * self._fit(m.entity, pronoun) * (0.4 if self.sources.owns(m) else 1.0)
                )
                worth *= 0.55
        for entity, weight in named.items():
            share[entity] += 3 * weight * self._fit(entity, pronoun)
        for noun, span in self.described.items():
            if at - _NEAR < span.start < at and self.sources.can_mean(pronoun, span):
                share[noun] += 0.2
        total = sum(share.values())
        if not total:
            return {}
        total += _NONE_NEAR
        return {k: v / total for k, v in share.items()}

    def _fit(self, entity: str, pronoun: str) -> float:
        """How well an entity goes with a pronoun."""
        wanted = self.sources.known.pronouns.get(pronoun)
        kind = self.sources.entities[entity].kind
        if wanted not in ("m", "f"):
            return _FITS["yes" if self.sources.compatible(entity, pronoun) else "no"]
        if kind != "person":
            return _FITS["no"]
        known = self.sources.turning.get(entity)
        if known:
            return _FITS["yes" if known == wanted else "no"]
        given = name_lists(self.doc.document.language).given.get(
            self.sources.entities[entity].name.split()[0]
        )
        if given and given[0] in ("m", "f"):
            return _FITS["yes" if given[0] == wanted else "hardly"]
        return _FITS["unknown"]

    def _left_by(self, pronoun: str) -> Mapping[str, float]:
        """What a pronoun leaves of the chance of each entity."""
        if pronoun not in self._left:
            self._left[pronoun] = {e: max(_UNFIT, self._fit(e, pronoun)) for e in self.sources.entities}
        return self._left[pronoun]

    def called(self, q: Quotation) -> frozenset[str]:
        """Whom the words address by name ('Come up, Tobin!')."""
        return _called(self._addressed(q))

    def _addressed(self, q: Quotation) -> dict[str, float]:
        """Whom the words themselves name: mostly not whoever speaks them."""
        found: dict[str, float] = {}
        for m in self.sources.names.inside(q.start, q.end):
            before, after = (
                self.doc.text[max(q.start, m.start - 8) : m.start],
                self.doc.text[m.end : m.end + 1],
            )
            address = _ADDRESS_BEFORE.search(before) and _ADDRESS_AFTER.match(after)
            found[m.entity] = min(found.get(m.entity, 1.0), _ADDRESSED if address else _NAMED)
        return found


def _called(addressed: Mapping[str, float]) -> frozenset[str]:
    return frozenset(who for who, left in addressed.items() if left == _ADDRESSED)
