"""collated: the words of a text as they are compared with those of another, each with its place and its exact letters.

Two foldings: the *form* of a word, by which words are matched (no case, no accents, no apostrophes, long s as s), and its
*letters*, by which "word for word" is decided: exact but for what printers and programs do to every text (curly quotes,
ligatures, soft hyphens, composed accents).
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from whence.text import Span

_INNER = "['’ʼ\u00ad]"
WORD = re.compile(  # "[t]he" is one word, of which an editor changed a letter
    rf"(?:\[[^\W\d_]\](?=[^\W\d_]))?[^\W_](?:[^\W_]|[\u0300-\u036f]|{_INNER}(?=[^\W_]))*"
)
_PIECES = re.compile(f"({WORD.pattern})")
_LETTERS = str.maketrans({"’": "'", "ʼ": "'", "ſ": "s", "\u00ad": None})
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_FOLDED = str.maketrans(
    {"ſ": "s", "æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_MARKS = str.maketrans({**dict.fromkeys("“”„«»‘’‚‹›'", '"'), "–": "—", "‒": "—", "…": "..."})
BROKEN = re.compile(r"[-‐‑¬\u00ad]\s*\n\s*")


def letters(word: str) -> str:
    """The exact letters of a word, without what typesetting does to them.

    >>> letters("ﬁnd"), letters("Hale’s"), letters("com\\u00admon")
    ('find', "Hale's", 'common')
    """
    word = word.replace("[", "").replace("]", "")
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", word.translate(_LIGATURES).translate(_LETTERS))


@lru_cache(maxsize=400_000)
def form(word: str) -> str:
    """A word as it is matched.

    >>> form("Éſprit"), form("Don’t"), form("OEUVRES")
    ('esprit', 'dont', 'oeuvres')
    """
    word = word.replace("[", "").replace("]", "")
    if word.isascii():
        return word.lower().replace("'", "")
    small = letters(word).casefold().translate(_FOLDED)
    plain = unicodedata.normalize("NFKD", small)
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")


def marks(between: str) -> str:
    """What stands between two words, without white space and the shapes of quotes and dashes; quotes inside quotes
    change their shape by rule.

    >>> marks(",” "), marks(" – "), marks("")
    (',"', '—', '')
    """
    plain = re.sub(r"\s+", "", between.translate(_MARKS))
    return re.sub(r"-{2,}", "—", plain).replace("\u00ad", "")


class Collated:
    """The words of a stretch of text (by default all of it) without those in ``skip``, such as note markers.

    ``forms``, ``starts`` and ``ends`` are parallel; places are characters of the text.
    """

    def __init__(self, chars: str, spans: Sequence[Span] = (), skip: Sequence[Span] = ()) -> None:
        self.chars = chars
        self._spans = tuple(spans) or (Span(0, len(chars)),) if chars else ()
        self._skip = sorted((s.start, s.end) for s in skip)
        found = self._one_by_one() if self._skip or BROKEN.search(chars) else self._at_once()
        self.forms, self.starts, self.ends = found

    def _at_once(self) -> tuple[list[str], list[int], list[int]]:
        """Forms and places where all words count: the pieces between the words tell where these stand."""
        forms: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for span in self._spans:
            pieces = _PIECES.split(self.chars[span.start : span.end])
            at = list(accumulate(map(len, pieces), initial=span.start))
            forms += map(form, pieces[1::2])
            starts += at[1:-1:2]
            ends += at[2::2]
        return forms, starts, ends

    def _one_by_one(self) -> tuple[list[str], list[int], list[int]]:
        """Forms and places where some words are skipped, and others are broken at the ends of lines."""
        forms: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        begins = [s for s, _ in self._skip]
        for span in self._spans:
            for m in WORD.finditer(self.chars, span.start, span.end):
                n = bisect_left(begins, m.end()) - 1
                if n >= 0 and self._skip[n][1] > m.start():
                    continue
                if ends and m.start() - ends[-1] > 1 and self._is_rest(ends[-1], m.start(), m[0]):
                    forms[-1] += form(m[0])
                    ends[-1] = m.end()
                    continue
                forms.append(form(m[0]))
                starts.append(m.start())
                ends.append(m.end())
        return forms, starts, ends

    def _is_rest(self, end: int, start: int, word: str) -> bool:
        """Whether a word is the rest of the one before it, which a line's end broke."""
        return (
            word[:1].islower()
            and self.chars[end - 1].isalpha()
            and bool(BROKEN.fullmatch(self.chars, end, start))
        )

    def __len__(self) -> int:
        return len(self.forms)

    def letters(self, n: int) -> str:
        """The exact letters of the n-th word."""
        written = self.chars[self.starts[n] : self.ends[n]]
        return letters(BROKEN.sub("", written) if "\n" in written else written)

    def written(self, first: int, last: int) -> str:
        """The text from the first word to the one before ``last``, on one line; empty where there is none."""
        if first >= last:
            return ""
        return " ".join(self.chars[self.starts[first] : self.ends[last - 1]].split())

    def between(self, n: int) -> str:
        """What stands between the n-th word and the next."""
        return self.chars[self.ends[n] : self.starts[n + 1]] if n + 1 < len(self.forms) else ""

    def span(self, first: int, last: int) -> Span:
        """The characters from the first word to the one before ``last``."""
        return Span(self.starts[first], self.ends[last - 1])

    def at(self, position: int) -> int:
        """The number of the first word that begins at a character or after it."""
        return bisect_left(self.starts, position)
