"""reading: from a source to a Document: its bytes, its Text, all layers. The one door that the commands and the library use."""

import hashlib
from typing import BinaryIO

from whence.layers.document import Dated, Document, DocumentFacts
from whence.layers.run import STEPS, annotate
from whence.layers.step import Step
from whence.readers import Said, Source, load, read_text


def read(
    source: Source, said: Said | None = None, stdin: BinaryIO | None = None, steps: tuple[Step, ...] = STEPS
) -> Document:
    """The Document of a source. Raises whence.readers.Unreadable, with a plain sentence, where it cannot be read."""
    return read_bytes(source, load(source, stdin), said, steps)


def read_bytes(
    source: Source, raw: bytes, said: Said | None = None, steps: tuple[Step, ...] = STEPS
) -> Document:
    """The Document of a source whose bytes are at hand. Raises whence.readers.Unreadable like ``read``."""
    said = said or Said()
    text = read_text(source, raw, said.media_type)
    name = source.path.name if source.path else source.name
    facts = DocumentFacts(
        id=hashlib.sha256(raw).hexdigest(),
        text_id=hashlib.sha256(text.chars.encode()).hexdigest(),
        name=name.encode("utf-8", "replace").decode(),
        bytes=len(raw),
        media_type=text.media_type,
        url=said.url,
        retrieved=said.retrieved,
        publisher=said.publisher,
        tags=said.tags,
        title=said.title,
        byline=said.author,
        language=said.language,
        date=Dated(said.date, said.date.rstrip("~?%")) if said.date else None,
    )
    return annotate(text, facts, steps)
