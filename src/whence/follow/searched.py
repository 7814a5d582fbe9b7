"""searched: a document as quotations are looked for in it: its words, its pages, what its places are called."""

import re
from collections.abc import Callable
from functools import cached_property

from whence.follow.collated import Collated
from whence.follow.placing import WordPlaces
from whence.layers.document import Document, Quotation
from whence.layers.naming import VoiceNames
from whence.layers.places import PlaceNames
from whence.layers.voice_places import VoicePlaces
from whence.text import Page, Span, SpanIndex

_NUMBERS = re.compile(r"(\d+)(?:\s*[-–—]\s*(\d+))?|\b([ivxlcdm]+)\b", re.IGNORECASE)
_MOST_PAGES = 500  # of one locator


class Searched:
    """A document that holds, or may hold, what is quoted. ``path`` is what it is called in the ledger or on the command line."""

    def __init__(
        self, document: Document, path: str, scan: "Callable[[Collated], WordPlaces] | None" = None
    ) -> None:
        """``scan`` knows where the words of the quotations stand in others; else all words are looked up."""
        self._scan = scan or WordPlaces
        self.document = document
        self.path = path
        self.language = document.document.language

    @cached_property
    def words(self) -> Collated:
        """The words of the text without its note markers."""
        return Collated(self.document.text, skip=[Span(m.start, m.end) for m in self.document.markers])

    @cached_property
    def places(self) -> WordPlaces:
        """Where its words stand."""
        return self._scan(self.words)

    @cached_property
    def voice_places(self) -> VoicePlaces:
        """Whose words stand where."""
        return VoicePlaces(self.document)

    @cached_property
    def voice_names(self) -> VoiceNames:
        """What its voices are called."""
        return VoiceNames(self.document)

    @cached_property
    def _names(self) -> PlaceNames:
        return PlaceNames(self.document)

    @cached_property
    def _pages(self) -> "SpanIndex[Page]":
        return SpanIndex(self.document.pages)

    def page(self, position: int) -> str | None:
        """The label of the page on which a character stands; None where the document has no pages."""
        found = self._pages.at(position)
        return found.label if found else None

    def place(self, position: int) -> str:
        """What a reader calls a place: '¶ 3', 'note 5'."""
        return self._names.label(position)

    def on_pages(self, labels: frozenset[str]) -> list[tuple[int, int]]:
        """The stretches of words on pages of these labels."""
        return [
            (self.words.at(p.start), self.words.at(p.end))
            for p in self.document.pages
            if p.label.casefold() in labels
        ]

    def empty_pages(self) -> frozenset[str]:
        """The labels of pages without any text."""
        return frozenset(
            p.label.casefold() for p in self.document.pages if not self.document.text[p.start : p.end].strip()
        )


def pages_of(locator: str) -> frozenset[str]:
    """The labels of the pages that a locator names.

    >>> sorted(pages_of("13-15")), sorted(pages_of("214n.")), sorted(pages_of("119–21, 7"))
    (['13', '14', '15'], ['214'], ['119', '120', '121', '7'])
    """
    found: set[str] = set()
    for match in _NUMBERS.finditer(locator):
        if match[3]:
            found.add(match[3].casefold())
            continue
        first, last = match[1], match[2] or match[1]
        last = first[: max(0, len(first) - len(last))] + last
        if int(first) <= int(last) <= int(first) + _MOST_PAGES:
            found |= {str(n) for n in range(int(first), int(last) + 1)}
        else:
            found |= {first, last}
    return frozenset(found)


def quoted_words(document: Document, quotation: Quotation) -> Collated:
    """The words of a quotation that are quoted: without marks, insertions, ellipses and note markers."""
    markers = [Span(m.start, m.end) for m in document.markers]
    return Collated(document.text, quotation.segments, markers)
