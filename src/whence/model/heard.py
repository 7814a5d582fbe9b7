"""Heard: what the model says of a text, as plain records; without the libraries that it takes to hear."""

from msgspec import Struct

Spans = tuple[tuple[int, int], ...]


class HeardAttribution(Struct, frozen=True):
    """An attribution as the model heard it: code points; how likely there is one here, and one with these parts."""

    source: Spans
    cue: Spans
    content: Spans
    anchor: float
    probability: float


class HeardMention(Struct, frozen=True):
    """A mention: code points, its class ('person name', 'place nominal' …), how likely."""

    start: int
    end: int
    kind: str
    probability: float


class HeardSpeaker(Struct, frozen=True):
    """Where words stand that may be the speaker of the quotation (given by its place): likeliest first; None: not near."""

    start: int
    places: tuple[tuple[int | None, float], ...]


class HeardReferent(Struct, frozen=True):
    """A word in place of a name (by its place), and where else the same person stands: likeliest first; None: not near."""

    start: int
    places: tuple[tuple[int | None, float], ...]


class Heard(Struct, frozen=True):
    """All that was heard in a text, in its order."""

    attributions: tuple[HeardAttribution, ...] = ()
    mentions: tuple[HeardMention, ...] = ()
    speakers: tuple[HeardSpeaker, ...] = ()
    referents: tuple[HeardReferent, ...] = ()
