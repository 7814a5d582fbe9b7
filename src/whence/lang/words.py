"""Words: the running words and signs of a text in parallel lists, cut once and looked up by bisection."""

import re
from bisect import bisect_left
from functools import lru_cache

# In this order: initials and dotted abbreviations (U.S.), numbers with separators, words with combining marks,
# clitics split off ('s, n't stay with their apostrophe), any other sign alone.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?\b"
    r"|['’](?:s|S|re|ve|ll|d|m)\b"
    r"|[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f])*(?:['’](?!(?:s|S|re|ve|ll|d|m)\b)[^\W\d_]+)*"
    r"|\S"
)


class Words:
    """The words of a text: ``starts``, ``ends`` (code points) and ``lower`` (lower case, straight apostrophes)."""

    def __init__(self, chars: str) -> None:
        self.chars = chars
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lower: list[str] = []
        for match in _WORD.finditer(chars):
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.lower.append(match.group().lower().replace("’", "'"))

    def __len__(self) -> int:
        return len(self.starts)

    def first_from(self, position: int) -> int:
        """The number of the first word that begins at position or after it."""
        return bisect_left(self.starts, position)

    def between(self, start: int, end: int) -> range:
        """The numbers of the words that begin inside start..end."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def form(self, i: int) -> str:
        """The word as it stands in the text."""
        return self.chars[self.starts[i] : self.ends[i]]

    def is_capital(self, i: int) -> bool:
        """Whether the word begins with a capital."""
        return self.chars[self.starts[i]].isupper()

    def is_word(self, i: int) -> bool:
        """Whether it is a word, not a sign or a number."""
        return self.chars[self.starts[i]].isalpha()


@lru_cache(maxsize=4)
def words_of(chars: str) -> Words:
    """The words of a text; the last few texts are kept, since every layer asks for them."""
    return Words(chars)
