"""GUM and LitBank: who a source is that is only a pronoun ('she said'): of those that are told, how many are right."""

import collections
import pathlib
from collections.abc import Iterable

from training.corpora import gum, litbank
from training.corpora.prepared import Mention, Prepared

import whence
from whence.layers.document import Document, Voice
from whence.text import Span


def gum_score(split: pathlib.Path) -> dict[str, object]:
    """GUM, one split."""
    return _score(gum.texts(split))


def litbank_score(split: pathlib.Path) -> dict[str, object]:
    """LitBank, one split."""
    return _score(litbank.texts(split))


def _score(texts: Iterable[Prepared]) -> dict[str, object]:
    counts: collections.Counter[str] = collections.Counter()
    for text in texts:
        document = whence.annotate(text.chars, name=text.name)
        voices = {v.id: v for v in document.voices}
        meant = {(m.start, m.end): m.chain for m in text.mentions if m.chain and m.form == "pronoun"}
        others = [m for m in text.mentions if m.chain and m.form != "pronoun"]
        for a in document.attributions:
            source = (a.source[0].start, a.source[0].end) if a.source else (0, 0)
            if source not in meant or a.voice not in voices:
                continue
            counts["pronouns"] += 1
            chain = _chain(document, voices[a.voice], a.source[0], others)
            counts["told"] += chain is not None
            counts["right"] += chain == meant[source]
    told, right = counts["told"], counts["right"]
    return {
        "sources that are pronouns": counts["pronouns"], "told": told, "right": right,
        "right of those told": round(100 * right / max(1, told), 1),
    }  # fmt: skip


def _chain(document: Document, voice: Voice, pronoun: Span, others: list[Mention]) -> str | None:
    """The chain of who a voice is said to be: that of most of his names, or of the words that describe him; '' is nobody's; None: not told."""
    if voice.holders:
        names = [m for m in document.mentions if m.form == "name" and m.entity in voice.holders]
        found = collections.Counter(
            o.chain
            for m in names
            for o in others
            if m.start < o.end and o.start < m.end and o.start >= m.start - 6
        )
        return found.most_common(1)[0][0] if found else ""
    told = [s for s in voice.unnamed if s != pronoun]
    if not told:
        return None
    same = [o for o in others if o.start <= told[0].end - 2 < o.end]
    return min(same, key=lambda o: (abs(o.start - told[0].start), o.end - o.start)).chain if same else ""
