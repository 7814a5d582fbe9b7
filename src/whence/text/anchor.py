"""Anchor: what decisions, citations and exports hold on to. Ids change from one reading to the next; words do not.

Follows the W3C Web Annotation Data Model's TextQuoteSelector (exact, prefix, suffix) beside positions.
"""

from collections.abc import Sequence

from msgspec import Struct

from whence.text.span import Span

CONTEXT = 32  # characters kept before and after


class Anchor(Struct, frozen=True):
    """A place in a document that can be found again: the spans, the exact words, and some words around them."""

    document: str
    kind: str
    spans: tuple[Span, ...]
    exact: tuple[str, ...]
    prefix: str
    suffix: str


def anchor_of(chars: str, document: str, kind: str, spans: Sequence[Span]) -> Anchor:
    """The anchor of a record that covers spans of chars. Raises ValueError where there is no span."""
    if not spans:
        raise ValueError("an anchor needs at least one span")
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    return Anchor(
        document=document,
        kind=kind,
        spans=tuple(spans),
        exact=tuple(chars[s.start : s.end] for s in spans),
        prefix=chars[max(0, first - CONTEXT) : first],
        suffix=chars[last : last + CONTEXT],
    )


def place(anchor: Anchor, chars: str) -> tuple[Span, ...] | None:
    """Where the anchor's words stand in chars: the same place, or the one other place with the same context.

    None where they are gone or stand in several places that the context does not tell apart:
    an orphan is listed, never moved to a guess.
    """
    if all(chars[s.start : s.end] == e for s, e in zip(anchor.spans, anchor.exact, strict=True)):
        return anchor.spans
    if len(anchor.spans) != 1:
        return None
    exact = anchor.exact[0]
    found, at = [], chars.find(exact)
    while at >= 0:
        if chars[:at].endswith(anchor.prefix) and chars[at + len(exact) :].startswith(anchor.suffix):
            found.append(Span(at, at + len(exact)))
        at = chars.find(exact, at + 1)
    return (found[0],) if len(found) == 1 else None
