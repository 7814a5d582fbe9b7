"""signals: what the model heard in a document's running text. Asked for by several steps, heard once."""

from functools import lru_cache

from whence.layers import quotation_marks
from whence.layers.document import Document, Model
from whence.layers.quotations import prose
from whence.model.hearing import Heard, hear
from whence.model.network import installed, network
from whence.text import Text

LANGUAGES = frozenset({"en"})
_HEARD = frozenset({"paragraph", "heading", "block_quotation", "list_item", "turn", "verse"})


def signals(doc: Document, text: Text) -> Heard:
    """What was heard; nothing in a language that the model was not trained on. Needs document, blocks, sentences.

    Raises whence.model.network.ModelError where the installed model cannot be used.
    """
    if (doc.document.language or "en").split("-")[0] not in LANGUAGES:
        return Heard()
    blocks = tuple((b.start, b.end) for b in doc.blocks if b.kind in _HEARD)
    kept = _within(tuple((s.start, s.end) for s in doc.sentences), blocks)
    return _heard(text.chars, kept, blocks, prose(doc.blocks)) if kept else Heard()


def heard_by(doc: Document) -> Model | None:
    """The model that was asked for a document's signals; None where its language is none of the model's, or nothing was to hear."""
    if (doc.document.language or "en").split("-")[0] not in LANGUAGES or (
        not doc.attributions and not doc.sentences
    ):
        return None
    return Model(*installed())


@lru_cache(maxsize=2)
def _heard(
    chars: str, sentences: tuple[tuple[int, int], ...], blocks: tuple[tuple[int, int], ...],
    read: tuple[tuple[int, int], ...],
) -> Heard:  # fmt: skip
    marked, _ = quotation_marks.find(chars, read)
    return hear(network(), chars, sentences, blocks, [(m.start, m.end) for m in marked])


def _within(
    sentences: tuple[tuple[int, int], ...], blocks: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """The sentences that stand in the blocks; both in order."""
    kept, at = [], 0
    for start, end in sentences:
        while at < len(blocks) and blocks[at][1] <= start:
            at += 1
        if at < len(blocks) and blocks[at][0] <= start:
            kept.append((start, end))
    return tuple(kept)
