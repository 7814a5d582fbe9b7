"""naming: what people call the voices of a document, and the words of its spans on one line."""

from collections.abc import Iterable

from whence.layers.document import Document
from whence.text import Span


def excerpt(text: str, span: Span, limit: int = 64) -> str:
    """The words of a span on one line, cut after a word where they are longer than ``limit``."""
    words = " ".join(text[span.start : min(span.end, span.start + 4 * limit)].split())
    if len(words) <= limit:
        return words
    cut = words[:limit].rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:.") + " …"


def excerpt_around(text: str, span: Span, sentence: Span | None, limit: int) -> str:
    """The sentence in which a span stands, from shortly before it where it stands late in a long one."""
    if sentence is None:
        return excerpt(text, span, limit)
    if span.end - sentence.start <= limit * 3 // 4:
        return excerpt(text, Span(sentence.start, sentence.end), limit)
    start = text.find(" ", span.start - limit // 2, span.start) + 1 or span.start
    return "… " + excerpt(text, Span(start, sentence.end), limit)


def joined(text: str, spans: Iterable[Span], limit: int = 64) -> str:
    """The words of several spans, with an ellipsis between them."""
    return " … ".join(excerpt(text, s, limit) for s in spans)


class VoiceNames:
    """What each voice of a document is called."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._byline = document.document.byline
        self._entities = {e.id: e.name for e in document.entities}
        self._voices = {v.id: v for v in document.voices}

    def is_known(self, voice: str | None) -> bool:
        """Whether the document has the voice."""
        return voice in self._voices

    def is_author(self, voice: str | None) -> bool:
        """Whether the voice is the document's author."""
        return voice in self._voices and self._voices[voice].parent is None

    def is_named(self, voice: str | None) -> bool:
        """Whether a voice is somebody by name; two unnamed ones ('he') need not be the same."""
        return voice in self._voices and bool(self._voices[voice].holders)

    def name(self, voice: str | None) -> str:
        """Who a voice is: names, or the words that describe an unnamed source in quotation marks; the author by the byline."""
        record = self._voices.get(voice or "")
        if record is None:
            return "speaker not told"
        if record.parent is None and self._byline:
            return self._byline
        names = [self._entities.get(h, "?") for h in record.holders]
        names += [f"“{excerpt(self._text, s, 48)}”" for s in record.unnamed]
        if not names:
            return "the author" if record.parent is None else "somebody unnamed"
        return " and ".join(names)

    def chain(self, voice: str | None) -> str:
        """The voice with those through whom its words came, without the author: 'Dell, as told by Corl'."""
        names = [self.name(voice)]
        record = self._voices.get(voice or "")
        seen = {voice}
        while record and record.parent and record.parent not in seen:
            seen.add(record.parent)
            record = self._voices.get(record.parent)
            if record and record.parent is not None and self.name(record.id) != names[-1]:
                names.append(self.name(record.id))
        return ", as told by ".join(names)
