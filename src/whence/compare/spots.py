"""spots: places that are told by a common noun, with or without a name: 'in our flat', 'in the forest above Morvens', 'in Terhorst wood'.

Nobody is at an inn and in a hospital at once; but a chapel may stand in a castle.
"""

import re

from msgspec import Struct

from whence.layers.document import Event
from whence.layers.spot_words import SpotWords, spot_words
from whence.text import Span

_AROUND = 60  # characters around a name
_SOON = 8  # characters behind an event
_REACH = 110  # characters between an event and its spot
_PARTED = re.compile(
    r"\band\s+(?:locked|shut|put|held|kept|took|brought|carried|led|drove)\s+(?:them|him|her|us|me)\b|[.;:?!]|\band\b(?!\s+(?:others\b|[A-Z]))|\b(?:but|or|that|which|who|whom|where|when|while|as|because|before|after|until|to|from|than)\b"
)
_TO_SOMEBODY = re.compile(
    r"\bto (?:the|a|an|his|her|their) (?:[\w'’-]+ ){1,3}$"
)  # 'to the English captain | in the chapel'
_WHERE = re.compile(r",?\s+where\b(?!.*\bwhere\b)")
_OPENING = re.compile(r"[\"“'‘\s]*(?P<cleft>[Ii]t\s+was\s+(?:only\s+|here\s+|there\s+)?)?")
_THAT = re.compile(r",?\s+that\b")
# 'He was sitting in the inn | when the constables arrested him'
_WAS_THERE = re.compile(r"\b(?:was|were|lay|stood|sat|slept|knelt|stayed)\b[^.;:?!]*$")
_WHEN = re.compile(r",?\s+when\b(?!.*\bwhen\b)")
_HIM = re.compile(r"\b(?:I|he|him|she|her|we|us|they|them|it|me)\b")


class Spot(Struct, frozen=True):
    """Where the words for a spot stand, its kind, and the span of the name that they say, if any."""

    start: int
    end: int
    kind: str
    name: Span | None


def spot_of(text: str, event: Event, sentence: Span, language: str | None) -> Spot | None:
    """The spot that follows an event's words in its clause, or opens its sentence."""
    known = spot_words(language)
    start, end = event.triggers[0].start, event.triggers[-1].end
    behind = known.pattern.finditer(text, end, min(sentence.end, end + _REACH))
    found = next((m for m in behind if not m["to"] or event.kind in ("move", "transfer")), None)
    if found is None or _PARTED.search(_TO_SOMEBODY.sub("", text[end : found.start()])):
        where = _WHERE.search(text, sentence.start, start) or _when(text, event, sentence)
        if where and not _PARTED.search(text, where.end(), start):
            ending = (m for m in known.pattern.finditer(text, sentence.start, where.start()))
            held = next((m for m in ending if m.end() == where.start()), None)
            return _made(held, known, 0) if held else None
        return _opening(text, start, sentence, known)
    return _made(found, known, 0)


def _when(text: str, event: Event, sentence: Span) -> "re.Match[str] | None":
    """The 'when' behind where somebody was to whom it then happened: 'He was sitting in the inn | when the constables arrested him'."""
    start, end = event.triggers[0].start, event.triggers[-1].end
    when = _WHEN.search(text, sentence.start, start)
    if when is None or not _WAS_THERE.search(text, sentence.start, when.start()):
        return None
    return when if _HIM.search(text, when.end(), min(sentence.end, end + _SOON)) else None


def _opening(text: str, start: int, sentence: Span, known: SpotWords) -> Spot | None:
    """The spot with which a sentence opens: 'In the kitchen …', 'It was in the kitchen that …'."""
    opening = _OPENING.match(text, sentence.start)
    at = opening.end() if opening else sentence.start
    lower = text[at : at + 1].lower() + text[at + 1 : start]
    found = known.pattern.match(lower)
    if found is None:
        return None
    that = _THAT.match(lower, found.end()) if opening and opening["cleft"] else None
    return None if _PARTED.search(lower, that.end() if that else found.end()) else _made(found, known, at)


def spot_around(text: str, place: Span, sentence: Span, language: str | None) -> Spot | None:
    """The spot whose words hold a place's name: 'in the church at Falköby'."""
    known = spot_words(language)
    start = max(sentence.start, place.start - _AROUND)
    found = next(
        (
            m
            for m in known.pattern.finditer(text, start, min(sentence.end, place.end + _AROUND))
            if m.start() < place.end and place.start < m.end()
        ),
        None,
    )
    return _made(found, known, 0) if found else None


def _made(found: "re.Match[str]", known: SpotWords, at: int) -> Spot:
    name = "owner" if found["owner"] else "name"
    span = Span(at + found.start(name), at + found.end(name)) if found[name] else None
    return Spot(at + found.start(), at + found.end(), known.kind(found), span)


def exclude(a: str, b: str) -> bool:
    """Whether nobody can be in both kinds of spots at once."""
    return bool(a and b) and a != b and (a, b) not in spot_words("en").holds
