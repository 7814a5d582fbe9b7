"""voices_there: whose the quoted words are in the source: its author's, or somebody's whom the source quotes or reports."""

from msgspec import Struct

from whence.follow.finding import Place
from whence.follow.quoted import Quoted
from whence.follow.searched import Searched
from whence.names.forms import plain
from whence.text import Span

_AROUND = 160  # characters of the source that are shown on both sides
_SMALL = 2  # letters of a word that is no name


class VoiceThere(Struct, frozen=True):
    """Whose words they are in the source, and whether the quotation gives them to somebody else (``other``).

    ``message`` is then one plain sentence; ``passage`` the words of the source around the place.
    """

    name: str
    other: bool
    message: str | None
    passage: str


def voice_there(quoted: Quoted, searched: Searched, place: Place) -> VoiceThere | None:
    """The voice at a place; None where the document was read without voices."""
    document = searched.document
    if not document.voices:
        return None
    span = Span(place.spans[0].start, place.spans[-1].end)
    names = searched.voice_names
    voice = searched.voice_places.at(place.spans[0])
    name = names.chain(voice) if voice else "somebody who is not named"
    text = document.text
    passage = _around(text, span)
    is_author = names.is_author(voice)
    message = None
    if quoted.speaker and not (is_author and not document.document.byline):
        ours = _name_words(quoted.speaker)
        theirs = _name_words(name)
        is_source = not is_author and ours & _name_words(
            document.document.byline or ""
        )  # its author only tells them
        known = is_author or names.is_named(voice) or (voice and is_source)
        if known and ours and theirs and ours.isdisjoint(theirs):
            whose = f"its author, {name}" if is_author else name
            message = f"Here the words are {quoted.speaker}’s; in {document.document.name} they are those of {whose}."
    return VoiceThere(name, message is not None, message, passage)


def _around(text: str, span: Span) -> str:
    """The words of a span with some before and after it, from word to word."""
    start = text.find(" ", max(0, span.start - _AROUND), span.start) + 1 if span.start > _AROUND else 0
    end = text.rfind(" ", span.end, span.end + _AROUND) if span.end + _AROUND < len(text) else len(text)
    words = " ".join(text[start or max(0, span.start - _AROUND) : max(end, span.end)].split())
    return f"{'… ' if start else ''}{words}{' …' if end < len(text) else ''}"


def _name_words(name: str) -> frozenset[str]:
    return frozenset(w for w in plain(name).split() if len(w) > _SMALL)
