"""Pages of documents in which readers marked attributions: where they stand, without a word of them."""

import hashlib
import pathlib

import msgspec

Spans = tuple[tuple[int, int], ...]
Places = tuple[Spans, Spans, Spans]  # source, cue, content


class Page(msgspec.Struct, kw_only=True):
    """A page by its document and its place in the text as Whence reads it, with a checksum of its words."""

    document: str
    start: int
    end: int
    sha256: str

    def check(self, chars: str) -> None:
        """Raises ValueError where the document's text is not the one that was marked."""
        if hashlib.sha256(chars[self.start : self.end].encode()).hexdigest() != self.sha256:
            raise ValueError(f"{self.document} reads otherwise at {self.start} than when it was marked.")


class MarkedPage(Page, kw_only=True):
    """A page with all attributions that begin in it."""

    attributions: tuple[Places, ...] = ()


def marked_pages(path: pathlib.Path) -> list[MarkedPage]:
    """The pages of a file, one a line."""
    return [msgspec.json.decode(line, type=MarkedPage) for line in path.read_bytes().splitlines()]
