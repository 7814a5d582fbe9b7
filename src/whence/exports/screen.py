"""Screen: what a reader should see first of a document, as records that the terminal's digest and the report both set.

Five questions: what it rests on, who speaks, what to look at, what could not be told, what to do next.
"""

from msgspec import Struct

from whence.layers.certainty import Doubted
from whence.text import Span


class Line(Struct, frozen=True):
    """One line of the screen: plain words, the places they are about, and where that is for a reader ('¶ 3', 'note 5')."""

    text: str
    spans: tuple[Span, ...] = ()
    where: str = ""


class Support(Struct, frozen=True):
    """A work that the text rests on: how it is called, its notes, its pages (inherited ones in parentheses), and the
    stretches of text that lean on it."""

    work: str
    text: str
    notes: tuple[str, ...]
    pages: str
    spans: tuple[Span, ...]
    where: str


class Speaker(Struct, frozen=True):
    """Somebody with a part of the text: ``key`` is 0 for the author, 1 to 4 for others, 5 for all the rest."""

    key: int
    name: str
    characters: int
    voices: tuple[str, ...]
    first: Span | None


class Part(Struct, frozen=True):
    """A stretch of the running text with one speaker (see Speaker.key), and whether a note covers it."""

    start: int
    end: int
    key: int
    noted: bool


class Screen(Struct, frozen=True):
    """The screen of one document. ``parts`` follow one another through the running text, from its first word to its last."""

    title: str
    about: str
    rests: tuple[Support, ...]
    unsourced: tuple[Line, ...]
    speakers: tuple[Speaker, ...]
    parts: tuple[Part, ...]
    look: tuple[Line, ...]
    untold: tuple[Line, ...]
    next: tuple[Line, ...]
    followed: tuple[Line, ...] = ()
    doubted: tuple[Doubted, ...] = ()
