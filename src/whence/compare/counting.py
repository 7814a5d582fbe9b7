"""counting: whether two tellings count the same things, so that what they count can be compared."""

from functools import cache

from whence.compare.contexts import alike
from whence.compare.heads import noun
from whence.compare.tellings import Telling

_STRIKING = frozenset("assault life arrest destroy aid contest".split())
_SENTENCES_ALIKE = 0.2  # how alike the sentences of two numbers that no event has must be


def count_alike(a: Telling, b: Telling) -> bool:
    """Whether two tellings of two texts count the same things, each but once in its stretch."""
    return a.path != b.path and not (a.only & b.only) <= _anybody()


def one_is_struck(a: Telling, b: Telling) -> bool:
    """'came with nine galleys', 'lost three galleys': whether one tells of those who were there, and the other of those to whom something happened."""
    return (a.event.kind in _STRIKING) != (b.event.kind in _STRIKING)


def marked_alike(a: Telling, b: Telling) -> bool:
    """Whether the sentences of two numbers are alike, and have a telling word, a name or a day in common besides what is counted."""
    if len(a.around & b.around) >= 4:
        return True
    return (
        any(noun(m) not in a.only for m in a.marks & b.marks) and alike(a.words, b.words) >= _SENTENCES_ALIKE
    )


@cache
def _anybody() -> frozenset[str]:
    """What anybody is called who is counted."""
    return frozenset(noun(w) for w in ("people", "persons", "men", "man", "others"))
