"""spot_words: the words for places that are told by a common noun, with or without a name: 'in our flat', 'in the forest above Morvens'.

What kinds there are, and what can hold what, is data (words.toml, spots).
"""

import re
from functools import cache
from itertools import chain

from whence.lang import lexicon

_EDGES = "banks?|shores?|edge|foot|side|outskirts|mouth"  # 'in a tent on the bank of the Smotra'
_LINKS = "of|at|in|on|near|below|above|behind|beyond|off|by|outside|before|beside"
_NO_PLACE = r"(?!(?:and|or|that|which|who|was|were|is|are|had|has|to|from|with|by|for|he|she|they|it|not|in|on|at|upon|under)\b)"
_THE = "(?:the|an?|his|her|their|our|my|its|this|that)"
_NO_NAMES = ("home", "church", "hall", "school")  # 'in the House of Commons', 'in the Church of England'
_ADVERB = re.compile(r"\s+(?:\w+ly\s+)?")


class SpotWords:
    """Those of one language. ``kinds``: noun → kind; ``holds``: pairs of kinds of which one can hold the other; ``pattern``: the words for a spot, with
    the groups to (where it is where somebody comes or goes), spot (its noun), within (that of what holds it), owner and name."""

    def __init__(self, language: str | None) -> None:
        table = lexicon(language).table("words")["spots"]
        self.kinds: dict[str, str] = {
            w.replace("_", " "): kind for kind, words in table["kinds"].items() for w in words.split()
        }
        holds = {(kind, held) for kind, words in table["holds"].items() for held in words.split()}
        self.holds = frozenset(chain(holds, ((b, a) for a, b in holds)))
        parts = "|".join(table["parts"].split())
        nouns = "|".join(map(self._written, sorted(self.kinds, key=lambda w: (-len(w), w))))
        name = self._named(language)
        self.pattern = re.compile(
            rf"\b(?:(?P<to>to|into|towards)|in|on|at|upon|under|beneath|behind|inside|outside|aboard|beside|below|above|near|opposite)\s+(?:{_THE}\s+)?"
            rf"(?:{_NO_PLACE}[a-z][a-z'’-]*\s+|of\s+the\s+){{0,4}}?(?:of\s+)?(?:(?P<owner>{name})\s+(?:{_NO_PLACE}[a-z'’-]+\s+){{0,2}}?)?"
            rf"(?P<spot>{nouns})\b(?!['’-]\w|\s+(?:{nouns})\b)(?:\s+(?:{parts})\b)?"
            rf"(?:\s+(?:of|in|at|on|behind|beside)\s+{_THE}\s+(?:{_NO_PLACE}[a-z][a-z'’-]*\s+){{0,2}}?(?:{name}\s+)?(?P<within>{nouns})\b(?!['’-]\w))?"
            rf"(?:\s+(?:{_LINKS})\s+(?:the\s+)?(?:(?:{_EDGES})\s+of\s+(?:the\s+)?)?(?P<name>{name}))?(?:,?\s+(?:at|in|near)\s+{name})?"
        )

    @staticmethod
    def _named(language: str | None) -> str:
        """The pattern of a name; no day's."""
        table = lexicon(language).table("dates")
        times = "|".join(
            re.escape(w).capitalize() for w in (*table["weekdays"], *table["months"]) if len(w) > 2
        )
        word = r"[^\W\d_a-z][\w'’-]+"
        return rf"(?!(?:{times})\b){word}(?:\s+(?:(?:of|de|la|le|del|the)\s+){{0,2}}(?!(?:{times})\b){word}){{0,3}}"

    def _written(self, noun: str) -> str:
        """The pattern of a noun; with a capital too where that is a part of a name: 'on the Skerry of Hool'."""
        first = noun[0] if self.kinds[noun] in _NO_NAMES else f"[{noun[0]}{noun[0].upper()}]"
        return first + re.escape(noun[1:]).replace(r"\ ", r"\s+")

    def kind(self, found: "re.Match[str]") -> str:
        """The kind of a spot that is found: that of what holds it, if it is told, which is the larger."""
        return self.kinds[" ".join((found["within"] or found["spot"]).lower().split())]


@cache
def spot_words(language: str | None) -> SpotWords:
    """Those of a language."""
    return SpotWords(language)


def is_spot_behind(text: str, end: int, language: str | None) -> bool:
    """Whether the words for a spot follow at once: 'stood | in the cellar of her house'."""
    adverb = _ADVERB.match(text, end)
    return adverb is not None and spot_words(language).pattern.match(text, adverb.end()) is not None


def is_spot_noun(word: str, language: str | None) -> bool:
    """Whether a word is the noun for a kind of spot: 'farm'."""
    return word in spot_words(language).kinds
