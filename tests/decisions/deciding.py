"""Decisions as short words: 'the quotation “…”' and who is said to speak, so that tests read like what a person does."""

from datetime import UTC, datetime

from whence.decisions import Records, decided
from whence.decisions.entries import Accept, Add, Comment, Correct, Different, Mark, Reject, Same, new_id
from whence.layers.check import broken_rules
from whence.layers.naming import VoiceNames
from whence.layers.reading import read_bytes
from whence.readers import Source
from whence.text import Span

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIELD = {
    "quotation": "quotations", "attribution": "attributions", "claim": "claims", "time": "times", "citation": "citations",
}  # fmt: skip


def read(words, name="page.txt"):
    return read_bytes(Source(name, None), words.encode())


def spans_of(record):
    if hasattr(record, "evidence"):
        return record.evidence
    if hasattr(record, "content"):
        return (*record.source, *record.cue, *record.content)
    return (Span(record.start, record.end),)


def the(document, kind, words):
    """The record of a kind that has these words, the shortest of several."""
    if kind == "entity":
        start = document.text.index(words)
        return next(m.entity for m in document.mentions if (m.start, m.end) == (start, start + len(words)))
    found = [
        r for r in getattr(document, FIELD[kind])
        if words in " … ".join(document.text[s.start : s.end] for s in spans_of(r))
    ]  # fmt: skip
    assert found, (
        kind,
        words,
        [document.text[s.start : s.end] for r in getattr(document, FIELD[kind]) for s in spans_of(r)],
    )
    return min(found, key=lambda r: sum(s.end - s.start for s in spans_of(r)))


def anchor(document, kind, words):
    record = the(document, kind, words)
    if kind == "entity":
        start = document.text.index(words)
        return Records(document).anchor_at("entity", [Span(start, start + len(words))])
    return Records(document).anchor(record.id)


def place(document, kind, words):
    start = document.text.index(words)
    return Records(document).anchor_at(kind, [Span(start, start + len(words))])


def _entry(kind, by="Selma", **more):
    return kind(id=new_id(), at=WHEN, by=by, **more)


def accept(document, kind, words, **more):
    return _entry(Accept, what=anchor(document, kind, words), **more)


def reject(document, kind, words, **more):
    return _entry(Reject, what=anchor(document, kind, words), **more)


def correct(document, kind, words, field, value, to=None, **more):
    return _entry(Correct, what=anchor(document, kind, words), field=field, value=value, to=to, **more)


def same(document, one, other, **more):
    return _entry(Same, left=anchor(document, "entity", one), right=anchor(document, "entity", other), **more)


def different(document, one, other, **more):
    return _entry(
        Different, left=anchor(document, "entity", one), right=anchor(document, "entity", other), **more
    )


def add(document, kind, words, **fields):
    return _entry(Add, what=place(document, kind, words), fields=fields)


def mark(document, words, label):
    return _entry(Mark, what=place(document, "place", words), label=label)


def comment(document, words, said):
    return _entry(Comment, what=place(document, "place", words), words=said)


def after(document, *entries):
    """The document after decisions, none of which is an orphan; it keeps every rule of the format."""
    made = decided(document, entries)
    assert not made.orphans, made.orphans
    assert broken_rules(made.document) == []
    return made.document


def speaker(document, kind, words):
    """Who says it, as people would read it."""
    return VoiceNames(document).chain(the(document, kind, words).voice)
