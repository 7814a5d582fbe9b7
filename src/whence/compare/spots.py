"""spots: places that are told by a common noun, with or without a name: 'in our flat', 'in the forest above Morvens', 'in Terhorst wood'.

Nobody is at an inn and in a hospital at once; but a chapel may stand in a castle. What can hold what is data (words.toml, spots).
"""

import re
from functools import cache
from itertools import chain

from msgspec import Struct

from whence.lang import lexicon
from whence.layers.document import Event
from whence.text import Span

_AROUND = 60  # characters around a name
_REACH = 110  # characters between an event and its spot
_NAME = r"[^\W\d_a-z][\w'’-]+(?:\s+(?:(?:of|de|la|le|del|the)\s+){0,2}[^\W\d_a-z][\w'’-]+){0,3}"
_LINKS = "of at in on near below above behind beyond off by outside".split()
_NO_PLACE = r"(?!(?:and|or|that|which|who|was|were|is|are|had|has|to|from|with|by|for|he|she|they|it|not|in|on|at|upon|under)\b)"
_PARTED = re.compile(
    r"[.;:?!]|\band\b(?!\s+(?:others\b|[A-Z]))|\b(?:but|or|that|which|who|whom|where|when|while|as|because|before|after|until|to|from|than)\b"
)
_OPENING = re.compile(r"[\"“'‘\s]*")


class Spot(Struct, frozen=True):
    """Where the words for a spot stand, its kind, and the span of the name that they say, if any."""

    start: int
    end: int
    kind: str
    name: Span | None


class _Spots:
    """The spots of one language."""

    def __init__(self, language: str | None) -> None:
        table = lexicon(language).table("words")["spots"]
        self.kinds = {w: kind for kind, words in table["kinds"].items() for w in words.split()}
        holds = {(kind, held) for kind, words in table["holds"].items() for held in words.split()}
        self.holds = frozenset(chain(holds, ((b, a) for a, b in holds)))
        nouns = "|".join(sorted(map(re.escape, self.kinds), key=lambda w: (-len(w), w)))
        parts = "|".join(table["parts"].split())
        self.pattern = re.compile(
            r"\b(?:in|on|at|upon|under|beneath|behind|inside|outside|aboard)\s+(?:(?:the|an?|his|her|their|our|my|its|this)\s+)?"
            rf"(?:{_NO_PLACE}[a-z][a-z'’-]*\s+|of\s+the\s+){{0,4}}?(?:of\s+)?(?:(?P<owner>{_NAME})\s+(?:{_NO_PLACE}[a-z'’-]+\s+){{0,2}}?)?"
            rf"(?P<spot>{nouns})\b(?!['’-]\w|\s+(?:{nouns})\b)(?:\s+(?:{parts})\b)?(?:\s+(?:{'|'.join(_LINKS)})\s+(?:the\s+)?(?P<name>{_NAME}))?"
        )


@cache
def _spots(language: str | None) -> _Spots:
    return _Spots(language)


def spot_of(text: str, event: Event, sentence: Span, language: str | None) -> Spot | None:
    """The spot that follows an event's words in its clause, or opens its sentence."""
    known = _spots(language)
    start, end = event.triggers[0].start, event.triggers[-1].end
    found = known.pattern.search(text, end, min(sentence.end, end + _REACH))
    if found is None or _PARTED.search(text, end, found.start()):
        opening = _OPENING.match(text, sentence.start)
        at = opening.end() if opening else sentence.start
        lower = text[at : at + 1].lower() + text[at + 1 : start]
        found = known.pattern.match(lower)
        if found is None or _PARTED.search(lower, found.end()):
            return None
        return _made(found, known, at)
    return _made(found, known, 0)


def spot_around(text: str, place: Span, sentence: Span, language: str | None) -> Spot | None:
    """The spot whose words hold a place's name: 'in the church at Falköby'."""
    known = _spots(language)
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


def _made(found: "re.Match[str]", known: _Spots, at: int) -> Spot:
    name = "owner" if found["owner"] else "name"
    span = Span(at + found.start(name), at + found.end(name)) if found[name] else None
    return Spot(at + found.start(), at + found.end(), known.kinds[found["spot"]], span)


def exclude(a: str, b: str) -> bool:
    """Whether nobody can be in both kinds of spots at once."""
    return bool(a and b) and a != b and (a, b) not in _spots("en").holds
