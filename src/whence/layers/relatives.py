"""relatives: whom 'who' and 'which' stand for: the words before them in their sentence."""

from whence.layers.document import Document
from whence.layers.hosts import Hosts, Sentence
from whence.text import Span, SpanIndex, Text

_RELATIVE = frozenset(["who", "which"])


class Relatives:
    """Answers for one document; a block is taken apart when something in it is asked for."""

    def __init__(self, doc: Document, text: Text) -> None:
        self._doc, self._text = doc, text
        self._blocks = SpanIndex(doc.blocks)
        self._hosts: Hosts | None = None
        self._sentences: dict[int, list[Sentence]] = {}

    def meant(self, span: Span) -> Span:
        """The phrase to which a relative pronoun belongs; any other words as they are."""
        if self._doc.text[span.start : span.end].lower() not in _RELATIVE:
            return span
        for sentence in self._around(span):
            host = sentence.host
            at = next((k for k, item in enumerate(host.items) if item.start == span.start), 0)
            phrase = host.antecedent(at) if at else None
            if phrase is not None:
                return Span(host.items[phrase.first].start, host.items[phrase.last].end)
        return span

    def _around(self, span: Span) -> list[Sentence]:
        block = self._blocks.at(span.start)
        if block is None:
            return []
        if self._hosts is None:
            self._hosts = Hosts(self._doc, self._text)
        if block.start not in self._sentences:
            self._sentences[block.start] = self._hosts.of_block(block.start, block.end, 0)
        return [s for s in self._sentences[block.start] if s.start <= span.start < s.end]
