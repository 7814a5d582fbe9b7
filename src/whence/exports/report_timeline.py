"""The timeline of the report: the times of one document, those of references left out, each with whoever gives it."""

from collections.abc import Iterator

from whence.dates import LIMITS
from whence.dates.in_words import value_words
from whence.exports.report_margin import Apparatus
from whence.exports.report_words import LETTERS, LIMIT_WORDS
from whence.exports.screen import Screen
from whence.exports.timeline import Giver, Moment
from whence.layers.document import Citation, Note, Time
from whence.layers.naming import excerpt_around
from whence.layers.resolutions import Likely
from whence.layers.voice_places import VoicePlaces
from whence.text import Span, SpanIndex

_WORDS = 90  # characters


def moments(made: Apparatus, screen: Screen) -> Iterator[Moment]:
    """The dated times of the running text, each with whose words give it, perhaps."""
    document = made.document
    references: SpanIndex[Citation | Note] = SpanIndex([*document.citations, *document.notes])
    sentences = SpanIndex(document.sentences)
    voices, likely = VoicePlaces(document, screen.doubted), Likely(document.times)
    for time in document.times:
        if time.type not in ("DATE", "TIME") or not time.resolved or references.around(time.start, time.end):
            continue
        span = Span(time.start, time.end)
        periods = tuple(
            dict.fromkeys((r.earliest, r.latest) for r in time.resolved if r.earliest and r.latest)
        )
        key = made.names.key(None if voices.perhaps(span) else voices.at(span))
        yield Moment(
            value=_value(time),
            periods=periods,
            fuzzy=bool(time.mod and time.mod not in LIMITS) or "~" in (time.edtf or ""),
            likely=all(likely(r) for r in time.resolved),
            giver=Giver(
                name=voices.called(span, made.names),
                key=key,
                letter=LETTERS.get(key, "+"),
                where=made.places.label(time.start),
                href=made.places.link(time.start),
                words=excerpt_around(document.text, span, sentences.at(time.start), _WORDS),
            ),
        )  # fmt: skip


def _value(time: Time) -> str:
    """What the time most likely is; where two readings stay possible, both; a last or first day as one ('by 1921')."""
    return LIMIT_WORDS.get(time.mod or "", "") + " or ".join(
        dict.fromkeys(value_words(r.value) for r in time.resolved)
    )
