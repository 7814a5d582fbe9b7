"""Text: the characters of one document, with where they come from and what the file itself marks."""

from msgspec import Struct

from whence.text.span import Span


class Origin(Struct, frozen=True, gc=False):
    """Where a run of characters comes from: a range of bytes, an element, a box on a page.

    ``generated`` runs stand in no file: a reader wrote them for what the file stores without characters.
    """

    start: int
    end: int
    where: str
    generated: bool = False


class Page(Struct, frozen=True, gc=False):
    """A page of the original with its printed label (counted where nothing is printed)."""

    start: int
    end: int
    label: str


class Given(Struct, frozen=True):
    """Something that the file itself marks: a note, a heading, a block quotation, a link.

    ``kind`` is the kind of mark; ``attributes`` holds pairs of names and values, sorted by name.
    Marks of the file outrank what rules would guess.
    """

    start: int
    end: int
    kind: str
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """The value of an attribute, None where the mark does not have it."""
        return dict(self.attributes).get(name)


class Text(Struct, frozen=True):
    """What a reader makes of a file. Only readers make or change characters, and every change leaves an Origin."""

    chars: str
    media_type: str
    origins: tuple[Origin, ...] = ()
    pages: tuple[Page, ...] = ()
    given: tuple[Given, ...] = ()

    def __getitem__(self, span: Span) -> str:
        return self.chars[span.start : span.end]
