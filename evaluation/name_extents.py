"""name_extents: how far a name goes as ACE, LitBank and GUM mark it: the whole phrase where the model hears one ('old Tom Rell'); else with the titles
before a person's, and the article before that of a body or a place ('Mr. Rell', 'the Salt Office'). Whence marks the name alone, since what people decide
about somebody, and what links documents, holds on to it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from whence.lang import lexicon
from whence.layers.document import Document, Mention
from whence.layers.heard_names import HEARD_AS
from whence.layers.inner_names import WHY as WITHIN
from whence.layers.signals import signals
from whence.model.heard import HeardMention
from whence.text import Span, SpanIndex, Text

_ARTICLE = re.compile(r"\b[Tt]he $")
_FOLLOWING = re.compile(r" ([a-z]+)\b")
_OWNER = re.compile(r"['’]s$|(?<=s)['’]$")
_LONGEST = 40  # characters of the titles before a name
_SURE = 0.5
_WITH_ARTICLE = frozenset(["organisation", "group", "place"])


def extents(doc: Document) -> Iterator[Mention]:
    """The mentions by name, as far as they go; none over another mention."""
    kinds: dict[str, str] = {e.id: e.kind for e in doc.entities}
    known = _known(doc.document.language)
    ends = sorted(m.end for m in doc.mentions)
    heard = SpanIndex(_likeliest(signals(doc, Text(doc.text, "text/plain")).mentions))
    for m in doc.mentions:
        phrase = _phrase(doc.text, m, kinds.get(m.entity, ""), heard) if m.form == "name" else None
        if phrase:
            yield msgspec.structs.replace(m, start=phrase.start, end=phrase.end)
        elif m.form == "name":
            before = bisect_right(ends, m.start)
            free = max(ends[before - 1] if before else 0, m.start - _LONGEST)
            start = _begin(doc.text, free, m, kinds.get(m.entity, ""), known)
            yield msgspec.structs.replace(m, start=start)


def _likeliest(heard: Iterable[HeardMention]) -> list[HeardMention]:
    """Of what is heard at one place the likeliest: 'President of the Isles' is a person, less surely a place."""
    best: dict[tuple[int, int], HeardMention] = {}
    for m in sorted(heard, key=lambda m: -m.probability):
        if m.probability >= _SURE:
            best.setdefault((m.start, m.end), m)
    return list(best.values())


def _phrase(chars: str, m: Mention, kind: str, heard: SpanIndex[HeardMention]) -> Span | None:
    """The likeliest phrase of a name's own kind that the model heard around it, without the 's of an owner; no longer than an inner name."""
    around = [h for h in heard.around(m.start, m.end) if HEARD_AS.get(h.kind) == kind]
    spans = {h: Span(h.start, h.end - _owned(chars, h)) for h in around}
    fitting = [h for h in around if m.why != WITHIN or spans[h].end == m.end]
    return spans[max(fitting, key=lambda h: (h.probability, -h.start))] if fitting else None


def _owned(chars: str, h: HeardMention) -> int:
    """The length of what makes an owner of a name: "'s", or the apostrophe alone behind an s."""
    found = _OWNER.search(chars, h.start, h.end)
    return len(found[0]) if found else 0


def _begin(chars: str, free: int, m: Mention, kind: str, known: "_Known") -> int:
    """Where the mention of a name begins, not before ``free``."""
    if kind == "person":
        titled = known.titles.search(chars, free, m.start)
        return titled.start() if titled else m.start
    article = kind in _WITH_ARTICLE and _ARTICLE.search(chars, free, m.start)
    return m.start - len("the ") if article and not known.is_beside_a_noun(chars, m.end) else m.start


class _Known:
    """What of a language is asked: titles right before a name, one or several; which words are nouns."""

    def __init__(self, language: str | None) -> None:
        rows = sorted({row[0] for row in lexicon(language).rows("titles")}, key=lambda t: (-len(t), t))
        self.titles = re.compile(rf"\b(?:(?:{'|'.join(map(re.escape, rows))})\.? )+$" if rows else r"(?!)")
        self._tags = lexicon(language).tags

    def is_beside_a_noun(self, chars: str, end: int) -> bool:
        """'the Essex marshes': whether the article is that of the noun behind a name."""
        following = _FOLLOWING.match(chars, end)
        tags = self._tags.get(following[1], ()) if following else ()
        return bool(tags) and tags[0] == "N"


_known = cache(_Known)
