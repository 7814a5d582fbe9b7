"""reading: from a source to a Document: its bytes, its Text, all layers. The one door that the commands and the library use."""

import hashlib
from typing import BinaryIO

from msgspec import Struct

from whence.layers.document import Dated, Document, DocumentFacts
from whence.layers.run import STEPS, annotate
from whence.layers.step import Step
from whence.readers import Source, load, read_text


class Said(Struct, frozen=True):
    """What the file does not say and its user does: each outranks what the text seems to say."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
    url: str | None = None
    media_type: str | None = None


def read(
    source: Source, said: Said | None = None, stdin: BinaryIO | None = None, steps: tuple[Step, ...] = STEPS
) -> Document:
    """The Document of a source. Raises whence.readers.Unreadable, with a plain sentence, where it cannot be read."""
    said = said or Said()
    raw = load(source, stdin)
    text = read_text(source, raw, said.media_type)
    name = source.path.name if source.path else source.name
    facts = DocumentFacts(
        id=hashlib.sha256(raw).hexdigest(),
        text_id=hashlib.sha256(text.chars.encode()).hexdigest(),
        name=name.encode("utf-8", "replace").decode(),
        bytes=len(raw),
        media_type=text.media_type,
        url=said.url,
        title=said.title,
        byline=said.author,
        language=said.language,
        date=Dated(said.date, said.date) if said.date else None,
    )
    return annotate(text, facts, steps)
