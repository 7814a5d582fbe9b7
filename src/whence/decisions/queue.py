"""queue: what to look at next in a document: what the machine is least sure of, and of that what most rests on, first."""

from collections import Counter
from math import log2

from msgspec import Struct

from whence.decisions.applied import Decided
from whence.layers.certainty import is_uncertain
from whence.layers.document import Document
from whence.layers.naming import VoiceNames, excerpt
from whence.text import Span

_OF_PROBLEM = 0.6  # how uncertain a problem is taken to be
_QUIET = ("told_differs", "note_number_missing", "language")


class Question(Struct, frozen=True):
    """Something that a person should decide: the record (None for a place), where, a plain sentence, how uncertain it is times what rests on it."""

    kind: str
    record: str | None
    start: int
    end: int
    why: str
    weight: float


def questions(found: Decided) -> list[Question]:
    """The questions of a document, the weightiest first. What a person has decided is none any more."""
    document = found.document
    decided = {s.record for s in found.standing if s.record}
    rests = _rests(document)
    names = VoiceNames(document)
    made = []
    told: set[Span] = set()
    for q in document.quotations:
        if q.use in ("speech", "writing") and is_uncertain(q) and q.voice and q.id not in decided:
            told.add(Span(q.start, q.end))
            who = names.chain(q.voice)
            made.append(
                _question(
                    "quotation", q.id, q.start, q.end, f"Does {who} say this?", q.probability, rests[q.id]
                )
            )
    for a in document.attributions:
        if is_uncertain(a) and a.id not in decided and not a.quotations:
            spans = sorted((*a.source, *a.cue, *a.content))
            if spans:
                who = names.chain(a.voice)
                made.append(
                    _question(
                        "attribution", a.id, spans[0].start, spans[-1].end, f"Is it {who} who says or thinks this?",
                        a.probability, rests[a.id],
                    )
                )  # fmt: skip
    for t in document.times:
        if len(t.resolved) > 1 and t.id not in decided:
            readings = " or ".join(r.edtf or r.value for r in t.resolved)
            why = f"Is “{excerpt(document.text, Span(t.start, t.end), 40)}” {readings}?"
            made.append(_question("time", t.id, t.start, t.end, why, 0.5, rests[t.id]))
    quotations = {Span(q.start, q.end): q.id for q in reversed(document.quotations)}
    for p in document.problems:
        if p.spans and p.kind not in _QUIET and p.spans[0] not in told and p.kind != "date_ambiguous":
            record = quotations.get(p.spans[0])
            made.append(
                Question("problem", record, p.spans[0].start, p.spans[-1].end, p.message, _OF_PROBLEM)
            )
    return sorted(made, key=lambda m: (-m.weight, m.start, m.kind))


def _question(kind: str, record: str, start: int, end: int, why: str, probability: float | None, rests: int) -> Question:  # fmt: skip
    doubt = 1 - abs(2 * (probability if probability is not None else 0.5) - 1)
    return Question(kind, record, start, end, why, round((0.2 + doubt) * log2(2 + rests), 3))


def _rests(document: Document) -> Counter[str]:
    """How many claims rest on each record."""
    found: Counter[str] = Counter()
    for c in document.claims:
        found.update(i for i in (c.quotation, c.attribution, *c.times) if i)
    return found
