"""certainty: what is shown until somebody asks for more. A Document keeps all; views show what is right nine times in ten or more."""

import msgspec

from whence.layers.document import Attribution, Document, Quotation

# Probabilities from which a record is shown. Together they let 92 of 100 attributions in the news be right; what a rule
# has found is trusted sooner, since rules were written for history and the probability was learnt from the news.
SHOWN_HEARD, SHOWN_RULE, SHOWN_SPEAKER = 0.84, 0.74, 0.8


def is_uncertain(record: Attribution | Quotation) -> bool:
    """Whether a record is kept but not shown by default. What rules alone have found has no probability and is shown."""
    least = (
        SHOWN_SPEAKER
        if isinstance(record, Quotation)
        else SHOWN_HEARD
        if record.why == "heard"
        else SHOWN_RULE
    )
    return record.probability is not None and record.probability < least


def shown(document: Document) -> Document:
    """The document without uncertain attributions and speakers, and without the claims, voices and relations that rest on
    them."""
    gone = {a.id for a in document.attributions if is_uncertain(a)}
    # of a quotation in pieces each piece is as sure as what brings them all
    carried = {
        (q, a.voice)
        for a in document.attributions
        if a.id not in gone and a.kind == "direct"
        for q in a.quotations
    }
    doubted = {
        q.id: q.voice
        for q in document.quotations
        if is_uncertain(q) and q.voice and (q.id, q.voice) not in carried
    }
    if not gone and not doubted:
        return document
    attributions = tuple(
        msgspec.structs.replace(a, parent=None) if a.parent in gone else a
        for a in document.attributions
        if a.id not in gone
    )
    quotations = tuple(_without_voice(q) if q.id in doubted else q for q in document.quotations)
    claims = tuple(
        c
        for c in document.claims
        if c.attribution not in gone and not (c.quotation in doubted and c.voice == doubted[c.quotation])
    )
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


def view(document: Document, uncertain: bool) -> tuple[Document, tuple[int, int]]:
    """The document as it is to be shown, and how many attributions and speakers are left out of it."""
    return (document, (0, 0)) if uncertain else (shown(document), left_out(document))


def left_out(document: Document) -> tuple[int, int]:
    """How many attributions, and how many speakers of quotations, are kept but not shown."""
    return (
        sum(is_uncertain(a) for a in document.attributions),
        sum(is_uncertain(q) and q.voice is not None for q in document.quotations),
    )


def _without_voice(q: Quotation) -> Quotation:
    return msgspec.structs.replace(q, voice=None, basis="none", told_by=())
