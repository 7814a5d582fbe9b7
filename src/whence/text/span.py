"""Span: the only way in which anything in Whence points at text."""

from msgspec import Struct


class Span(Struct, frozen=True, order=True, gc=False):
    """Code points ``start`` to ``end``, half-open, never empty.

    Raises ValueError for a span that is empty, reversed or begins before the text.

    >>> Span(2, 5)
    Span(start=2, end=5)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no such span: {self.start}-{self.end}")


def trimmed(chars: str, start: int, end: int) -> Span | None:
    """The span from start to end without white space at either side; None where nothing else is there."""
    while start < end and chars[start].isspace():
        start += 1
    while end > start and chars[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
