"""Prepared texts: a corpus' text cut by Whence's own layers, with what its annotators marked, in code points."""

from collections.abc import Sequence

from msgspec import Struct, field

from whence.layers import blocks, facts, quotation_marks, sentences
from whence.layers.document import DocumentFacts
from whence.layers.quotations import prose
from whence.layers.run import annotate
from whence.text import Text

Spans = tuple[tuple[int, int], ...]


class Attribution(Struct, frozen=True):
    """An attribution as marked: spans of source (may be none), cue and content."""

    source: Spans
    cue: Spans
    content: Spans


class Mention(Struct, frozen=True):
    """A mention: a type (person, organization, place, event, other), a form (name, nominal, pronoun), its chain."""

    start: int
    end: int
    type: str
    form: str
    chain: str = ""


class Spoken(Struct, frozen=True):
    """A quotation with its marks, and where its speaker is mentioned: spans of words that name or stand for him."""

    start: int
    end: int
    speaker: str
    mentions: Spans
    kind: str = ""


class Prepared(Struct):
    """One text with its cuts and marks. ``has`` says which kinds of marks its corpus has."""

    name: str
    chars: str
    sentences: Spans
    blocks: Spans
    quotes: Spans
    has: frozenset[str]
    attributions: Sequence[Attribution] = ()
    discarded: Spans = ()
    mentions: Sequence[Mention] = ()
    spoken: Sequence[Spoken] = ()
    genre: str = ""
    types: frozenset[str] = field(default_factory=frozenset)


def prepared(name: str, chars: str, has: Sequence[str]) -> Prepared:
    """A text cut into blocks, sentences and quotations by the same layers that read a user's document."""
    told = DocumentFacts(id="", text_id="", name=name, bytes=0, media_type="text/plain", language="en")
    doc = annotate(Text(chars, "text/plain"), told, (blocks.STEP, facts.STEP, sentences.STEP))
    marked, _ = quotation_marks.find(chars, prose(doc.blocks))
    return Prepared(
        name,
        chars,
        tuple((s.start, s.end) for s in doc.sentences),
        tuple((b.start, b.end) for b in doc.blocks),
        tuple((m.start, m.end) for m in marked),
        frozenset(has),
    )
