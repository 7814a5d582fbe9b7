"""certainty: what is shown until somebody asks for more. A Document keeps all; views show what is right nine times in ten or more."""

from collections.abc import Callable

import msgspec
from msgspec import Struct

from whence.layers.document import Attribution, Claim, Document, Quotation
from whence.layers.naming import VoiceNames

# Probabilities from which a record is shown. Together they let 92 of 100 attributions in the news be right; what a rule
# has found is trusted sooner, since rules were written for history and the probability was learnt from the news.
SHOWN_HEARD, SHOWN_RULE, SHOWN_SPEAKER = 0.845, 0.8, 0.8
SHOWN_PLAIN = 0.5  # where the grammar leaves nothing open: somebody, a verb of saying or thinking, 'that'; 'it is said that'; a quotation beside its cue
SHOWN_SPOKEN = 0.65  # of direct speech that the model alone has heard
SHOWN_NAMED = 0.7  # of a quotation beside which its speaker is named
# how rules say why: see verb_frames, state_frames, frames
_PLAIN = (" that", "passive, to", "in the view of", "a quotation")
_EVEN = 0.5  # below it a record is more likely wrong than right


def is_uncertain(record: Attribution | Quotation) -> bool:
    """Whether a record is kept but not shown by default. What rules alone have found has no probability and is shown."""
    return record.probability is not None and record.probability < _least(record)


def _least(record: Attribution | Quotation) -> float:
    if isinstance(record, Quotation):
        return SHOWN_NAMED if record.basis == "named" else SHOWN_SPEAKER
    why = record.why or ""
    if why.endswith(_PLAIN):
        return SHOWN_PLAIN
    if why == "heard":
        return SHOWN_SPOKEN if record.kind == "direct" else SHOWN_HEARD
    return SHOWN_RULE


class Doubted(Struct, frozen=True):
    """Words of which it is not certain who says them: where they stand, and who perhaps does."""

    start: int
    end: int
    perhaps: str


class LeftOut(Struct, frozen=True):
    """What is kept but not shown: how many attributions, how many speakers of quotations, and the words that they are about."""

    attributions: int = 0
    speakers: int = 0
    words: tuple[Doubted, ...] = ()

    @property
    def count(self) -> int:
        """How many records are not shown."""
        return self.attributions + self.speakers


class Doubts:
    """The records of a document that are uncertain, or otherwise doubted: attributions by id, and quotations with the voice that is doubted."""

    def __init__(
        self, document: Document, doubted: Callable[[Attribution | Quotation], bool] = is_uncertain
    ) -> None:
        self.attributions = frozenset(a.id for a in document.attributions if doubted(a))
        # of a quotation in pieces each piece is as sure as what brings them all
        carried = {
            (q, a.voice)
            for a in document.attributions
            if a.id not in self.attributions and a.kind == "direct"
            for q in a.quotations
        }
        self.quotations = {
            q.id: q.voice
            for q in document.quotations
            if doubted(q) and q.voice and (q.id, q.voice) not in carried
        }

    def of_claim(self, claim: Claim) -> bool:
        """Whether a claim rests on an uncertain record."""
        return claim.attribution in self.attributions or (
            claim.quotation in self.quotations and claim.voice == self.quotations[claim.quotation]
        )


def shown(document: Document) -> Document:
    """The document without uncertain attributions and speakers, and without the claims, voices and relations that rest on
    them."""
    return _without(document, Doubts(document))


def likely(document: Document) -> Document:
    """The document without what is more likely wrong than right: of the rest it can be said that somebody perhaps says so."""
    return _without(document, Doubts(document, _is_unlikely))


def _is_unlikely(record: Attribution | Quotation) -> bool:
    return record.probability is not None and record.probability < _EVEN


def _without(document: Document, doubts: Doubts) -> Document:
    gone, doubted = doubts.attributions, doubts.quotations
    if not gone and not doubted:
        return document
    attributions = tuple(
        msgspec.structs.replace(a, parent=None) if a.parent in gone else a
        for a in document.attributions
        if a.id not in gone
    )
    quotations = tuple(_without_voice(q) if q.id in doubted else q for q in document.quotations)
    claims = tuple(c for c in document.claims if not doubts.of_claim(c))
    used = {a.voice for a in attributions if a.voice} | {q.voice for q in quotations if q.voice}
    used |= {c.voice for c in claims}
    used |= {i.voice for q in quotations for i in q.insertions if i.voice}
    parents = {v.id: v.parent for v in document.voices}
    for voice in sorted(used):
        at = parents.get(voice)
        while at is not None and at not in used:
            used.add(at)
            at = parents.get(at)
    kept = {c.id for c in claims}
    return msgspec.structs.replace(
        document, attributions=attributions, quotations=quotations, claims=claims,
        voices=tuple(v for v in document.voices if v.id in used or v.id == "v0"),
        relations=tuple(r for r in document.relations if {*r.a, *r.b} <= kept),
    )  # fmt: skip


def view(document: Document, uncertain: bool) -> tuple[Document, LeftOut]:
    """The document as it is to be shown, and what is left out of it; the words that are doubted are told in both cases."""
    if uncertain:
        return document, LeftOut(words=doubted_words(document))
    return shown(document), msgspec.structs.replace(left_out(document), words=doubted_words(likely(document)))


def left_out(document: Document) -> LeftOut:
    """How much of a document is kept but not shown; the words that it is about only ``view`` gives."""
    return LeftOut(
        sum(is_uncertain(a) for a in document.attributions),
        sum(is_uncertain(q) and q.voice is not None for q in document.quotations),
    )


def doubted_words(document: Document) -> tuple[Doubted, ...]:
    """The words of which it is not certain who says them, in the order of the text."""
    doubts, names = Doubts(document), VoiceNames(document)
    said = [
        Doubted(s.start, s.end, names.chain(a.voice) if a.source else "somebody not named")
        for a in document.attributions
        if a.id in doubts.attributions
        for s in a.content
    ]
    quoted = [
        Doubted(q.start, q.end, names.chain(q.voice))
        for q in document.quotations
        if q.id in doubts.quotations
    ]
    return tuple(sorted({*said, *quoted}, key=lambda d: (d.start, d.end, d.perhaps)))


def _without_voice(q: Quotation) -> Quotation:
    return msgspec.structs.replace(q, voice=None, basis="none", told_by=())
