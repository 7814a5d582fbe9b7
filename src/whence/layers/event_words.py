"""event_words: the words that name events, by lang/*/events.txt: verbs and nouns with their kinds, and phrases that say the same as one verb."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, takewhile

from msgspec import Struct

from whence.lang import lexicon
from whence.lang.inflections import inflections

OF_NAMES = "NAME"  # among the nouns of which a phrase says so: names, but of persons
_STOPS = frozenset(". , ; : ! ? ( ) and but or which who that when while".split())
_PARTICLES = frozenset("down up out off over under away in against".split())
_REACH, _CLOSE = 7, 4  # items behind a verb in which the words of a phrase stand; a particle


@cache
def triggers(language: str | None) -> dict[tuple[str, str], str]:
    """(base form, verb or noun) → kind of event."""
    return {(row[0], row[1]): row[2] for row in lexicon(language).rows("events")}


class Phrasal(Struct, frozen=True):
    """A verb with the words that make another of it: those words, the kind of event, and the verb that says the same; ``of`` are the nouns of which
    alone it says so ('the bomb went off')."""

    words: tuple[str, ...]
    kind: str
    same: str
    of: frozenset[str] = frozenset()


@cache
def phrases(language: str | None) -> dict[str, tuple[Phrasal, ...]]:
    """Base of a verb → the phrases that it makes, those of more words first, then those of some nouns only: 'lose' 'life', die; 'strike' 'off' 'head', behead."""
    found: dict[str, list[Phrasal]] = {}
    for row in lexicon(language).rows("events"):
        if row[1] == "phrase":
            verb, *words = row[0].split()
            of = frozenset(row[4].split()) if len(row) > 4 else frozenset()
            found.setdefault(verb, []).append(Phrasal(tuple(words), row[2], row[3], of))
    return {
        verb: tuple(sorted(made, key=lambda p: (-len(p.words), not p.of))) for verb, made in found.items()
    }


def phrases_of(
    verb: str, following: Iterable[str], language: str | None
) -> Iterator[tuple[tuple[int, ...], Phrasal]]:
    """The phrases that a verb makes with some of the words that follow it, in their order, up to a stop, those of more words first: which words, and the phrase."""
    known = [
        p
        for base in sorted(inflections(language).bases(verb) & phrases(language).keys())
        for p in phrases(language)[base]
    ]
    if not known:
        return
    words = list(takewhile(lambda w: w not in _STOPS, islice(following, _REACH)))
    for p in known:
        if (places := _places_of(p.words, words, language)) is not None:
            yield places, p


def _places_of(wanted: Sequence[str], words: Sequence[str], language: str | None) -> tuple[int, ...] | None:
    """Where words stand among others, each behind the one before; a particle stands close ('pulled the house down')."""
    found: list[int] = []
    for w in wanted:
        last = min(len(words), _CLOSE) if w in _PARTICLES else len(words)
        at = next(
            (
                n
                for n in range(found[-1] + 1 if found else 0, last)
                if w in inflections(language).bases(words[n])
            ),
            None,
        )
        if at is None:
            return None
        found.append(at)
    return tuple(found)


@lru_cache(maxsize=100_000)
def kind_of(word: str, part: str, language: str | None) -> str | None:
    """The kind of event that a form of a word names, used as a verb or as a noun."""
    known = triggers(language)
    exact = known.get((word, part))
    if exact and not inflections(language).irregular(word) - {word}:
        return exact
    bases = sorted(inflections(language).bases(word), key=lambda b: (b == word, -len(b), b))
    return next((known[(b, part)] for b in bases if (b, part) in known), None)
