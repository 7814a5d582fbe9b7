"""SpanIndex: which records lie inside, around or across a stretch of text, by bisection."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """Anything with a start and an end in code points."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


R = TypeVar("R", bound=Spanned)


class SpanIndex(Generic[R]):
    """Records in the order of the text, looked up by bisection.

    Built once a layer. Records may overlap and nest; the longest one bounds how far back a look goes, so
    a look costs what lies near it as long as no record spans the whole text.
    """

    def __init__(self, records: Sequence[R]) -> None:
        self.records = sorted(records, key=lambda r: (r.start, -r.end))
        self._starts = [r.start for r in self.records]
        self._longest = max((r.end - r.start for r in self.records), default=0)

    def inside(self, start: int, end: int) -> list[R]:
        """The records that lie wholly inside start..end."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [r for r in self.records[first:last] if r.end <= end]

    def touching(self, start: int, end: int) -> list[R]:
        """The records that share at least one character with start..end."""
        first = bisect_right(self._starts, start - self._longest - 1)
        last = bisect_left(self._starts, end)
        return [r for r in self.records[first:last] if r.end > start]

    def around(self, start: int, end: int) -> list[R]:
        """The records that wholly cover start..end, outermost first."""
        return [r for r in self.touching(start, end) if r.start <= start and r.end >= end]

    def at(self, position: int) -> R | None:
        """The innermost record that covers the character at position."""
        found = self.around(position, position + 1)
        return min(found, key=lambda r: r.end - r.start) if found else None

    def before(self, position: int) -> R | None:
        """The last record that begins before position."""
        i = bisect_left(self._starts, position)
        return self.records[i - 1] if i else None

    def from_(self, position: int) -> Iterator[R]:
        """The records that begin at position or after it, in order."""
        for i in range(bisect_left(self._starts, position), len(self.records)):
            yield self.records[i]
