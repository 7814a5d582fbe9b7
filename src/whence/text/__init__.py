"""What is on the page: characters, where they come from, and how to point at them. No meaning."""

from whence.text.anchor import Anchor, Placer, anchor_of, place
from whence.text.index import SpanIndex
from whence.text.source import Given, Origin, Page, Text
from whence.text.span import Span, trimmed

__all__ = [
    "Anchor",
    "Given",
    "Origin",
    "Page",
    "Placer",
    "Span",
    "SpanIndex",
    "Text",
    "anchor_of",
    "place",
    "trimmed",
]
