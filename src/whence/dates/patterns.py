"""patterns: the expressions of a language that a text can go on with, at hand by its next word or two.

A language has more than a hundred patterns, and at most words of a text few of them can match: none at 'in the river', twenty
at 'June'. Which ones begin with which words stands in ``lang/*/beginnings.json``, written by ``make generate`` from the patterns
themselves. A list that was made from other patterns is not used: then all are tried at every word, which is slower and finds the same.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from whence.dates import readings

if TYPE_CHECKING:
    from whence.dates.expression import Expression

BEFORE = r"(?<![\w£$€#])(?<!\d[.,:/])"  # what stands before no expression
BEHIND = re.compile(r"\(\?<[=!][^()]*\)")
LONGEST = 5  # digits that are told apart: five or more are one case
_PIECE = re.compile(r"(?<!\?P)<([a-z]+)(?::(\d))?>")
_NAMED = re.compile(r"\(\?P<([a-z]+\d?)>")
_FROM = 24  # characters before an expression that a reading looks at
_SECOND = re.compile(r"\s+(?:([^\W\d_]+)|(\d))")


class Found:
    """A match of a pattern: its pieces by name, with where they stand; the text around it, as it is written."""

    __slots__ = ("_match", "_names", "chars", "end", "start")

    def __init__(self, match: "re.Match[str]", names: Mapping[str, tuple[str, ...]], chars: str) -> None:
        self._match, self._names, self.chars = match, names, chars
        self.start, self.end = match.span()

    def has(self, piece: str) -> bool:
        """Whether a piece was matched."""
        return self.get(piece) is not None

    def get(self, piece: str) -> str | None:
        """The words of a piece: of the first of its kind that was matched."""
        for name in self._names.get(piece, ()):
            start, end = self._match.span(name)
            if start >= 0:
                return self.chars[start:end]
        return None

    def all(self, piece: str) -> list[str]:
        """The words of all pieces of a kind, in the order of the pattern."""
        spans = (self._match.span(n) for n in self._names.get(piece, ()))
        return [self.chars[start:end] for start, end in spans if start >= 0]

    def span(self, piece: str, number: int = 0) -> tuple[int, int]:
        """Where the n-th piece of a kind stands."""
        matched = [n for n in self._names.get(piece, ()) if self._match[n] is not None]
        return self._match.span(matched[number])

    @property
    def words(self) -> str:
        """All words of the expression."""
        return self.chars[self.start : self.end]

    @property
    def before(self) -> str:
        """Some characters before the expression."""
        return self.chars[max(0, self.start - _FROM) : self.start]

    def after(self, size: int = _FROM) -> str:
        """Some characters after the expression."""
        return self.chars[self.end : self.end + size]


class Pattern:
    """One pattern: its expression, the names of its groups by piece, its reading."""

    def __init__(
        self, source: str, reading: str, macros: Mapping[str, str], parts: Mapping[str, str]
    ) -> None:
        names: dict[str, list[str]] = {}

        def piece(found: "re.Match[str]") -> str:
            kind, nth = found[1], found[2] or "1"
            name = f"{kind}_{nth}"
            names.setdefault(kind, []).append(name)
            group = f"(?P<{name}>{parts[kind]})"
            if kind == "part":
                return rf"(?:{group}(?:\s+|\s*[-–]\s*))"
            return rf"(?:{group}\s*)" if kind == "approx" else group

        for name, macro in macros.items():
            source = source.replace("{" + name + "}", macro)
        source = BEHIND.sub(lambda behind: behind[0].replace(" ", r"\s"), source).replace(" ", r"\s+")
        source = _PIECE.sub(piece, source)
        for named in _NAMED.findall(source):
            if "_" not in named:
                names.setdefault(named.rstrip("0123456789"), []).append(named)
        self.source = f"(?:{source})" + r"(?!\w)"
        self.names = {k: tuple(v) for k, v in names.items()}
        self.read: Callable[[Any, Found], list[Expression]] = readings.READINGS[reading]

    @cached_property
    def regex(self) -> "re.Pattern[str]":
        """The expression, compiled when it is first asked for: most texts need few of them."""
        return re.compile(BEFORE + self.source)


class Beginnings(msgspec.Struct, frozen=True):
    """With which words the patterns of a language begin. The words of a text point at ``lists``, of the numbers of patterns."""

    of: str  # the patterns from which this was made, see made_from
    lists: list[list[int]]
    words: dict[str, int]  # the first word, or '0', '00', … for a number of so many digits
    seconds: dict[
        str, dict[str, int]
    ]  # first word → the second; '0' for any number, '' for words that no pattern has


def made_from(patterns: "Sequence[Pattern]") -> str:
    """A mark of some patterns: others have another one."""
    return hashlib.blake2b("\n".join(p.source for p in patterns).encode(), digest_size=8).hexdigest()


def beginnings(language: str) -> Beginnings | None:
    """The list of a language, None where it has none."""
    path = files("whence.lang").joinpath(language, "beginnings.json")
    return msgspec.json.decode(path.read_bytes(), type=Beginnings) if path.is_file() else None


class Patterns:
    """All patterns of a language, in the order of their file."""

    def __init__(self, patterns: "Sequence[Pattern]", known: Beginnings | None) -> None:
        self.all = patterns
        self._known = known if known and known.of == made_from(patterns) else None
        if self._known:
            self._groups = [[patterns[n] for n in numbers] for numbers in self._known.lists]

    def matches(
        self, small: str, begin: "re.Match[str]", stop: int
    ) -> "Iterator[tuple[Pattern, re.Match[str]]]":
        """The patterns that match where the first word of an expression was found, in their order, each with its match."""
        for pattern in self._beginning(small, begin):
            match = pattern.regex.match(small, begin.start(), stop)
            if match is not None:
                yield pattern, match

    def _beginning(self, small: str, begin: "re.Match[str]") -> "Sequence[Pattern]":
        """The patterns that can begin so. To try them one by one is as fast as one expression for all, which takes seconds to compile."""
        if self._known is None:
            return self.all
        word = begin[0]
        if word[0].isdigit():
            word = "0" * min(len(word), LONGEST)
        seconds = self._known.seconds.get(word)
        number = self._known.words.get(word)
        if seconds is not None and (after := _SECOND.match(small, begin.end())):
            number = seconds.get(after[1] or "0", seconds[""])
        return self.all if number is None else self._groups[number]
