"""Prepared texts: a corpus' text cut by Whence's own layers, with what its annotators marked, in code points."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct, field

from whence.lang import lexicon
from whence.layers import blocks, facts, quotation_marks, sentences
from whence.layers.document import DocumentFacts
from whence.layers.quotations import prose
from whence.layers.run import annotate
from whence.layers.stand_ins import stand_ins
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


class Referent(Struct, frozen=True):
    """A place that stands for one person of a chain: a name, or a word in its place (``asked``: for whom does it stand?).

    A word in place of a name whose chain nobody has marked has the chain ''.
    """

    start: int
    end: int
    chain: str
    asked: bool = True


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
    referents: Sequence[Referent] = ()
    genre: str = ""
    types: frozenset[str] = field(default_factory=frozenset)


def referents(chars: str, mentions: Sequence[Mention]) -> list[Referent]:
    """The names of persons, and of the words that stand in for one those that a mention of a person has as its head."""
    people = [m for m in mentions if m.type == "person" and m.chain]
    found = [Referent(m.start, m.end, m.chain, asked=False) for m in people if m.form == "name"]
    words = stand_ins(chars, "en")
    heads: dict[tuple[int, int], str] = {}
    for m in sorted((m for m in people if m.form != "name"), key=lambda m: (m.start - m.end, m.start)):
        head = head_of(chars, words, m.start, m.end)
        if head and (m.form == "pronoun") == _is_pronoun(chars, head):
            heads[head] = m.chain  # the shortest mention comes last and keeps its word
    return sorted(
        [*found, *(Referent(a, z, chain) for (a, z), chain in heads.items())], key=lambda r: (r.start, r.end)
    )


def head_of(chars: str, words: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The word in place of a name that a stretch is about: 'his *sister*', 'the parson's *wife*', '*he* said to his aunt'."""
    inside = words[bisect_left(words, (start, 0)) : bisect_left(words, (end, 0))]
    if inside and inside[0] == (start, end):
        return inside[0]
    if inside and inside[0][0] == start and _is_pronoun(chars, inside[0]) and not _owns(chars, inside[0]):
        return inside[0]
    nouns = [w for w in inside if not _is_pronoun(chars, w) and chars[w[1] : w[1] + 2] not in ("'s", "’s")]
    others = [w for w in inside if _is_pronoun(chars, w) and not _owns(chars, w)]
    return min(nouns[:1] + others[:1], default=None)


def _owns(chars: str, word: tuple[int, int]) -> bool:
    """Whether a pronoun says whose something is: 'his', and 'her' with a word behind it."""
    lower = chars[word[0] : word[1]].lower()
    return lower == "his" or (lower == "her" and bool(re.match(r"\s+\w", chars[word[1] : word[1] + 3])))


def _is_pronoun(chars: str, word: tuple[int, int]) -> bool:
    return chars[word[0] : word[1]].lower() in lexicon("en").pronouns


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
        referents=[Referent(a, z, "") for a, z in stand_ins(chars, "en")],
    )
