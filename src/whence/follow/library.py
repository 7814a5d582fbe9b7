"""library: the documents at hand, as following asks for them: what each is, one whole, the texts of all."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from whence.follow.cited_documents import BEGINNING, Card
from whence.layers.document import Document
from whence.ledger import Snapshot


class Library(Protocol):
    """Documents by path."""

    def cards(self) -> Sequence[Card]:
        """What each document is."""
        ...

    def document(self, path: str) -> Document:
        """One document, whole."""
        ...

    def texts(self) -> Iterator[tuple[str, str]]:
        """The paths and texts of all documents, in the order of the paths."""
        ...


def card_of(document: Document, path: str) -> Card:
    """What a document says of itself."""
    facts = document.document
    date = (facts.date.edtf or facts.date.value) if facts.date else None
    return Card(path, facts.name, facts.title, facts.byline, date, facts.url, document.text[:BEGINNING])


class Shelf:
    """Documents that have just been read."""

    def __init__(self, documents: Sequence[tuple[str, Document]]) -> None:
        self._documents = dict(sorted(documents))

    def cards(self) -> list[Card]:
        """What each document is."""
        return [card_of(d, path) for path, d in self._documents.items()]

    def document(self, path: str) -> Document:
        """One document, whole."""
        return self._documents[path]

    def texts(self) -> Iterator[tuple[str, str]]:
        """The paths and texts of all documents."""
        for path, document in self._documents.items():
            yield path, document.text


class LedgerLibrary:
    """The documents of a ledger, at one moment."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def cards(self) -> list[Card]:
        """What each document is."""
        first = self._snapshot.beginnings(BEGINNING)
        return [
            Card(
                kept.path, kept.name or kept.path.rsplit("/", 1)[-1], kept.title, kept.byline, kept.date, kept.url,
                first.get(kept.path, ""), kept.status == "read",
            )
            for kept in self._snapshot.documents() if kept.status in ("read", "without text")
        ]  # fmt: skip

    def document(self, path: str) -> Document:
        """One document, whole."""
        return self._snapshot.document(path)

    def texts(self) -> Iterator[tuple[str, str]]:
        """The paths and texts of all documents that have one."""
        return self._snapshot.texts()


class Both:
    """Documents that have just been read, and those of a ledger; what both have is taken from the first."""

    def __init__(self, first: Library, second: Library) -> None:
        self._first, self._second = first, second
        self._paths = {c.path for c in first.cards()}

    def cards(self) -> list[Card]:
        """What each document is."""
        return [*self._first.cards(), *(c for c in self._second.cards() if c.path not in self._paths)]

    def document(self, path: str) -> Document:
        """One document, whole."""
        return (self._first if path in self._paths else self._second).document(path)

    def texts(self) -> Iterator[tuple[str, str]]:
        """The paths and texts of all documents."""
        yield from self._first.texts()
        yield from (pair for pair in self._second.texts() if pair[0] not in self._paths)
