"""counting: whether two tellings count the same things, so that what they count can be compared."""

from functools import cache

from whence.compare.contexts import alike
from whence.compare.heads import noun
from whence.compare.tellings import Telling
from whence.lang import lexicon

_STRIKING = frozenset("assault life arrest destroy aid contest".split())
_OF_ONE_THING = 4  # telling words that two stretches must share, whose sentences need then be less alike
_SENTENCES_ALIKE = 0.2  # how alike the sentences of two numbers that no event has must be


def count_alike(a: Telling, b: Telling) -> bool:
    """Whether two tellings of two texts count the same things, each but once in its stretch."""
    shared = a.only & b.only
    return a.path != b.path and not shared <= _anybody() and not (shared <= _sums() and _of_others(a, b))


def _of_others(a: Telling, b: Telling) -> bool:
    """'the debts are given as …', 'the assets have brought …': whether two sums are told of things that are not the same."""
    one, other = ({w for w in t.done_to | t.doers if not w.isdigit()} - _sums() for t in (a, b))
    return bool(one and other) and one.isdisjoint(other)


def one_is_struck(a: Telling, b: Telling) -> bool:
    """'came with nine galleys', 'lost three galleys': whether one tells of those who were there, and the other of those to whom something happened."""
    return (a.event.kind in _STRIKING) != (b.event.kind in _STRIKING)


def marked_alike(a: Telling, b: Telling) -> bool:
    """Whether the sentences of two numbers are alike, and have a telling word, a name or a day in common besides what is counted."""
    if (a.only & b.only) & _sums():  # debts and assets, an estimate and a price
        return alike(a.words, b.words) >= _SENTENCES_ALIKE and not a.before.isdisjoint(b.before)
    if len(a.around & b.around) >= _OF_ONE_THING:
        return True
    return (
        any(noun(m) not in a.only for m in a.marks & b.marks) and alike(a.words, b.words) >= _SENTENCES_ALIKE
    )


@cache
def _sums() -> frozenset[str]:
    """What sums of money are counted in."""
    return frozenset(noun(w) for w in lexicon("en").table("words")["counts"]["currencies"].split())


@cache
def _anybody() -> frozenset[str]:
    """What anybody is called who is counted."""
    return frozenset(noun(w) for w in ("people", "persons", "men", "man", "others"))
