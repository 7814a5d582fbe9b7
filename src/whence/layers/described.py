"""described: people whom a text only describes ('my own daughter', 'the sexton', 'a second technician'), as words a pronoun may stand for."""

import re

from whence.lang import lexicon, words_of
from whence.layers.document import Document, Mention
from whence.text import Span, SpanIndex

_LEADS = re.compile(  # what begins such a description, up to three words before its noun
    r"(?:the|my|his|her|our|your|their|its|another|one|this|that|[A-Z][\w-]*['’]s)"
    r"(?:[ \n]+(?!(?:of|and|or|to|in|on|for|with|by|from|at|as|who|that|is|was|were|had|has)\b)[\w’'-]+){0,3}",
    re.IGNORECASE,
)
_REACH = 48  # code points before the noun in which it begins
_GOES_ON = re.compile(r"['’]s?\b|[ \n]*,?[ \n]*[A-Z]|-")  # 'the bishop’s letter', 'the sexton, William Bragg'


class Described:
    """The people of one document who are described and not named."""

    def __init__(self, doc: Document, names: SpanIndex[Mention]) -> None:
        known, words = lexicon(doc.document.language), words_of(doc.text)
        nouns = {noun for noun, several in known.people_nouns.items() if not several} & set(
            known.listed("role_nouns")
        )
        found = []
        for n, lower in enumerate(words.lower):
            start, end = words.starts[n], words.ends[n]
            if lower in nouns and doc.text[start] == lower[0] and not names.touching(start, end):
                lead = self._lead(doc.text, start)
                following = words.lower[n + 1] if n + 1 < len(words.lower) else ""
                if lead is not None and following not in nouns and not _GOES_ON.match(doc.text, end):
                    found.append(Span(lead, end))
        self._spans = SpanIndex(found)

    @staticmethod
    def _lead(chars: str, noun: int) -> int | None:
        """Where the words that lead to a noun begin: the last article or possessive before it, with nothing between but a few words."""
        low = max(0, noun - _REACH)
        best = None
        for at in re.finditer(r"[\w’'-]+", chars[low:noun]):
            if _LEADS.fullmatch(chars[low + at.start() : noun].rstrip()):
                best = low + at.start()
        return best

    def inside(self, start: int, stop: int) -> list[Span]:
        """Those who are described in a stretch, in the order of the text."""
        return self._spans.inside(start, stop)
