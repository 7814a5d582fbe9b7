"""word_kin: how two words differ: in spelling only, in tense or number, by a negation, or altogether. The words are data (lang/*/quoting.toml)."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz.distance import OSA

from whence.follow.collated import form
from whence.lang import lexicon
from whence.lang.inflections import inflections

_SHORTEST_SLIP = 5  # letters of a word of which one may be a slip


class WordKin:
    """Answers about pairs of words of one language; only what the language's file has is known."""

    def __init__(self, language: str) -> None:
        self.language = language
        table = _table(language)
        words = table.get("words", {})
        self.negations = frozenset(words.get("negations", "").split())
        self._common = frozenset(words.get("common", "").split())
        self.turns = frozenset(words.get("turns", "").split())
        self.conditions = frozenset(words.get("conditions", "").split())
        self._prefixes = tuple(words.get("negative_prefixes", "").split())
        said = words.get("emphasis_said")
        self.emphasis_said = re.compile(said, re.IGNORECASE) if said else None
        self._inflections = inflections(language)
        spelling = table.get("spelling", {})
        self._rules = [(re.compile(a), b) for a, b in spelling.get("rules", ())]
        self._confused: list[tuple[str, str]] = [(a, b) for a, b in spelling.get("confused", ())]
        self._known = lexicon("en").tags if language == "en" else {}
        dates = lexicon(language).table("dates") if spelling else {}
        self._numerals = {
            form(w): f"#{n}" for w, n in dates.get("numbers", {}).items() if w not in ("a", "an")
        }
        self._numerals |= {form(w): f"#{n}th" for w, n in dates.get("ordinals", {}).items()}
        self._plained: dict[str, str] = {}

    def is_known(self, word: str) -> bool:
        """Whether a form is a word of the language, as far as its word list goes."""
        return word in self._known

    def is_telling(self, word: str) -> bool:
        """Whether a form says something of its own: it is longer than three letters and not one of those in every text."""
        return len(word) > 3 and word not in self._common

    def is_negation(self, word: str) -> bool:
        """Whether a word (its form) says no."""
        return word in self.negations

    def is_negative_prefix(self, letters_: str) -> bool:
        """Whether letters turn a word into its contrary: 'un'."""
        return letters_ in self._prefixes

    def negates(self, a: str, b: str) -> bool:
        """Whether one of two forms says no and the other does not: 'not' for 'now', 'impossible' for 'possible'."""
        if self.is_negation(a) != self.is_negation(b):
            return True
        return any(x == p + y and len(y) > 3 for p in self._prefixes for x, y in ((a, b), (b, a)))

    def inflects(self, a: str, b: str) -> bool:
        """Whether two forms are one word in another tense or number."""
        if self._inflections.irregular(a) & self._inflections.irregular(b):
            return True
        if self.language != "en":
            return len(a) > 3 and a != b and _stemmed(a, self.language) == _stemmed(b, self.language)
        return len(min(a, b, key=len)) > 2 and bool(self._inflections.bases(a) & self._inflections.bases(b))

    def spells(self, a: str, b: str) -> bool:
        """Whether two forms are one word in another spelling, or with a slip of the pen, the press or the scanner."""
        if a == b:
            return True
        if self.plain(a) == self.plain(b) and self.plain(a).startswith("#"):
            return True
        if any(c.isdigit() for c in a + b):
            return a.isdigit() != b.isdigit() and _digits_for_letters(a) == _digits_for_letters(b)
        if self.plain(a) == self.plain(b) and max(len(a), len(b)) > 2:
            return True
        both_known = a in self._known and b in self._known
        if self._confuses(a, b) and not both_known:
            return True
        longest = min(len(a), len(b))
        slip = len(a) != len(b) or sorted(a) == sorted(b)  # a letter too many, too few, or two turned round
        return (
            slip
            and longest >= _SHORTEST_SLIP
            and not both_known
            and OSA.distance(a, b) == 1
            and not self.inflects(a, b)
        )

    def plain(self, word: str) -> str:
        """A form as it is aligned with others: other spellings made one, '6th' and 'sixth' the same."""
        known = self._plained.get(word)
        if known is None:
            known = self._plained[word] = self._made_plain(word)
        return known

    def _made_plain(self, word: str) -> str:
        if word in self._numerals:
            return self._numerals[word]
        number = re.fullmatch(r"(\d+)(st|nd|rd|th)?", word)
        if number:
            return f"#{number[1]}{'th' if number[2] else ''}"
        for pattern, written in self._rules:
            word = pattern.sub(written, word)
        return word

    def _confuses(self, a: str, b: str) -> bool:
        """Whether one of two words is the other with one pair of letters that scanners take for one another."""
        for one, other in self._confused:
            for x, y in ((one, other), (other, one)):
                at = a.find(x)
                while at >= 0:
                    if a[:at] + y + a[at + len(x) :] == b:
                        return True
                    at = a.find(x, at + 1)
        return False


_DIGITS = str.maketrans("loiszb", "101528")


def _digits_for_letters(word: str) -> str:
    """A number in which a scanner took letters for digits: 'l92l' is 1921."""
    return word.translate(_DIGITS) if any(c.isdigit() for c in word) else word


@cache
def _table(language: str) -> dict[str, Any]:
    own = files("whence.lang").joinpath(language, "quoting.toml")
    import tomllib

    return tomllib.loads(own.read_text(encoding="utf-8")) if own.is_file() else {}


@cache
def word_kin(language: str | None) -> WordKin:
    """What is known of a language's words."""
    return WordKin((language or "en")[:2])


@cache
def _stemmed(word: str, language: str) -> str:
    from whence.ledger.words import tokens

    return "".join(tokens(form(word), language))
