"""citing_words: the words that notes are written with, in all languages together: signals, editors, editions, theses (lang/references)."""

import re
from functools import cache
from typing import Literal, get_args

from whence.works.back_references import tables

Signal = Literal["see", "see also", "cf", "but see", "quoted in"]
SIGNALS: tuple[Signal, ...] = get_args(Signal)


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one kind in all languages: a note in one cites books in many."""
    return frozenset(word for table in tables().values() for word in table.get("words", {}).get(name, ()))


@cache
def one_of(*names: str) -> str:
    """A pattern for any of the words of some kinds, the longest first; a full stop may follow, and blanks be left out behind one."""
    return any_of(frozenset().union(*map(listed, names)))


def any_of(words: frozenset[str]) -> str:
    """A pattern for any of some words."""
    spelled = [
        re.escape(w).replace(r"\.\ ", r"\.?\s?").replace(r"\ ", r"\s")
        for w in sorted(words, key=lambda w: (-len(w), w))
    ]
    return rf"(?:{'|'.join(spelled) or '(?!)'})(?!\w)\.?"


@cache
def signals() -> tuple[tuple[Signal, re.Pattern[str]], ...]:
    """The introductory signals of a reference, the longer before those that they begin with."""
    phrases: dict[str, Signal] = {}
    for table in tables().values():
        for name in SIGNALS:
            phrases |= dict.fromkeys(table.get("signals", {}).get(name, ()), name)
    return tuple(
        (name, re.compile(rf"{any_of(frozenset((phrase,)))}[\s.,:]*", re.IGNORECASE))
        for phrase, name in sorted(phrases.items(), key=lambda found: (-len(found[0]), found[0]))
    )


@cache
def any_signal(*names: Signal) -> str:
    """A pattern for any of the words of some signals."""
    return any_of(
        frozenset(
            phrase
            for table in tables().values()
            for name in names
            for phrase in table.get("signals", {}).get(name, ())
        )
    )
