"""signals: what the model heard in a document's running text. Asked for by several steps, heard once."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from whence.layers.document import Block, Document, Model
from whence.layers.quotations import stretches
from whence.layers.stand_ins import stand_ins
from whence.model.file import installed
from whence.model.heard import Heard
from whence.text import SpanIndex, Text

LANGUAGES = frozenset({"en"})
_HEARD = frozenset({"paragraph", "heading", "block_quotation", "list_item", "turn", "verse"})


_BY_RULES: ContextVar[bool] = ContextVar("by_rules", default=False)


@contextmanager
def by_rules() -> Iterator[None]:
    """Inside, documents are read by rules alone: enough, and ten times faster, where only words are looked for in them."""
    before = _BY_RULES.set(True)
    try:
        yield
    finally:
        _BY_RULES.reset(before)


def signals(doc: Document, text: Text) -> Heard:
    """What was heard; nothing in a language that the model was not trained on. Needs document, blocks, sentences.

    Raises whence.model.file.ModelError where the installed model cannot be used.
    """
    if not _is_heard(doc):
        return Heard()
    blocks = tuple((b.start, b.end) for b in doc.blocks if b.kind in _HEARD)
    places = heard_parts(doc)
    kept = tuple((s.start, s.end) for s in doc.sentences if places.at(s.start))
    return (
        _heard(text.chars, kept, blocks, stretches(doc), doc.document.language or "en") if kept else Heard()
    )


def heard_parts(doc: Document) -> SpanIndex[Block]:
    """The blocks in which the model hears: what is named elsewhere it cannot speak to."""
    return SpanIndex([b for b in doc.blocks if b.kind in _HEARD] if _is_heard(doc) else [])


def heard_by(doc: Document) -> Model | None:
    """The model that was asked for a document's signals; None where its language is none of the model's, or nothing was to hear."""
    if not _is_heard(doc):
        return None
    return Model(*installed())


def _is_heard(doc: Document) -> bool:
    return (
        not _BY_RULES.get()
        and bool(doc.sentences)
        and (doc.document.language or "en").split("-")[0] in LANGUAGES
    )


@lru_cache(maxsize=2)
def _heard(
    chars: str, sentences: tuple[tuple[int, int], ...], blocks: tuple[tuple[int, int], ...],
    quoted: tuple[tuple[int, int], ...], language: str,
) -> Heard:  # fmt: skip
    from whence.model.hearing import hear
    from whence.model.network import network

    words = [a for a, _ in stand_ins(chars, language)]
    return hear(network(), chars, sentences, blocks, list(quoted), words)
