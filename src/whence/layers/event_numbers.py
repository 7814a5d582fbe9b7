"""event_numbers: how many and how much: the numbers in a phrase, with what they count and how the words limit them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from whence.dates.grammar import Grammar, grammar
from whence.lang import lexicon
from whence.layers.document import Quantity

_SMALL = "a an one".split()
_OR_MORE = re.compile(r"\s+or (?:more|so)\b")
_DIGITS = r"\d{1,3}(?:[,\u202f\u00a0]\d{3})+|\d+(?:\.\d+)?"
_MONEY = re.compile(r"(?:[$£€¥]|US\$|\bRs\.?|\b(?:USD|EUR|GBP))\s*$")
_SIGNS = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen"}
_FOLLOWING = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"[^\w\s'’-]")
_OF_US = re.compile(
    r"\s+of\s+(?P<who>us|them)\b(?!\s+(?:[a-z]+s|men|women|children|people)\b)", re.IGNORECASE
)
THEM, US = "them", "us"  # what is counted, where only a pronoun says it: 'slew three hundred of them'
_PART_OF = re.compile(
    r"\s+(?:of\s+(?:whom|these|those|you)|more|others?|further|additional)\b", re.IGNORECASE
)
_JOINING = frozenset("us them of the his her their its our my your more or fellow other".split())
_NOUN_WITHIN = 60  # characters from a number to the end of what it counts
_LIMIT = 24  # characters before a number in which a limit stands


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=lambda w: (-len(w), w)))


class _Words:
    """The words of numbers of one language, as patterns."""

    def __init__(self, language: str | None) -> None:
        known = lexicon(language)
        self.grammar: Grammar = grammar(language)
        counts = known.table("words")["counts"]
        self.scales: dict[str, int] = counts["scales"]
        self.many: dict[str, int] = counts["many"]
        self.dozen: str = counts["dozen"]
        self.not_counted = frozenset(counts["not_counted"].split())
        self.tags = known.tags
        self.currencies = frozenset(counts["currencies"].split())
        self.people = frozenset(known.people_nouns)
        self.at_least, self.at_most, self.about = (
            re.compile(rf"\b(?:{_any(counts[name])})\s+$", re.IGNORECASE)
            for name in ("at_least", "at_most", "about")
        )
        spelt = _any(
            [*(w for w in self.grammar.table["numbers"] if w not in _SMALL and w.isalpha()), self.dozen]
        )
        scales = _any(self.scales)
        self.pattern = re.compile(
            rf"(?<![\w.,$£€-])(?:(?P<many>{_any(self.many)})\b|(?P<digits>{_DIGITS})(?:\s+(?P<scale>{scales}))?"
            rf"|(?:(?:a|an|one)\s+(?={scales}|{self.dozen}))?(?P<spelt>(?:{spelt})(?:(?:[\s-]+(?:and[\s-]+)?)(?:{spelt}|{scales}|one))*))"
            r"\b(?![:%–-]?\d|%)",
            re.IGNORECASE,
        )
        self.money = re.compile(rf"(?P<sign>[$£€¥])\s?(?P<digits>{_DIGITS})(?:\s+(?P<scale>{scales}))?\b")


@cache
def _words(language: str | None) -> _Words:
    return _Words(language)


def end_of_counted(chars: str, q: Quantity) -> int:
    """The end of the noun that a number counts, where it follows soon; else of the number."""
    at = chars[q.end : q.end + _NOUN_WITHIN].lower().find(q.of) if q.of else -1
    return q.end + at + len(q.of or "") if at >= 0 else q.end


class Numbers:
    """Reads numbers in stretches of one document's text."""

    def __init__(self, chars: str, language: str | None) -> None:
        self.chars = chars
        self.words = _words(language)

    def inside(self, start: int, end: int) -> Iterator[Quantity]:
        """The numbers of things in a stretch, in order; years, ages, ordinals, clock times and parts of dates are none."""
        yield from self._signed(start, end)
        yield from self.counts(start, end)

    def _is_an_age(self, m: re.Match[str]) -> bool:
        """'Salgado, 49, who survived': a small number alone between commas behind a word."""
        alone = (
            self.chars[m.end() : m.end() + 1] == "," and self.chars[max(0, m.start() - 2) : m.start()] == ", "
        )
        return (
            alone and len(m[0]) < 3 and m[0].isdigit() and self.chars[m.start() - 3 : m.start() - 2].isalpha()
        )

    def counts(self, start: int, end: int) -> Iterator[Quantity]:
        """The numbers in a stretch that count something."""
        for m in self.words.pattern.finditer(self.chars, start, end):
            before = self.chars[max(0, m.start() - 6) : m.start()]
            if _MONEY.search(before) or before.endswith(("aged ", "age ")) or self._is_an_age(m):
                continue
            of = self._counted(m.end(), end)
            if m["many"]:
                yield Quantity(
                    m.start(), m.end(), self.words.many[" ".join(m["many"].lower().split())], None, of
                )
                continue
            value = self._value(m["digits"], m["scale"]) if m["digits"] else self._spelt(m["spelt"])
            if (
                value is None
                or of is None
                or (m["digits"] and 1000 <= value <= 2100 and "," not in m["digits"] and of == "")
            ):
                continue
            yield self._limited(m.start(), m.end(), value, of or None, start)

    def sums(self, start: int, end: int) -> Iterator[Quantity]:
        """The sums of money, with a sign before them or a currency behind."""
        yield from self._signed(start, end)
        for q in self.counts(start, end):
            if q.of in self.words.currencies:
                yield q

    def _signed(self, start: int, end: int) -> Iterator[Quantity]:
        for m in self.words.money.finditer(self.chars, start, end):
            value = self._value(m["digits"], m["scale"])
            if value is not None:
                yield self._limited(m.start(), m.end(), value, _SIGNS[m["sign"]], start)

    def _value(self, digits: str, scale: str | None) -> int | None:
        plain = re.sub(r"[,\u202f\u00a0]", "", digits)
        value = float(plain) * self.words.scales.get((scale or "").lower(), 1)
        return int(value) if value % 1 == 0 else None

    def _spelt(self, words: str) -> int | None:
        low = re.sub(r"\band\b", " ", words.lower().replace("-", " ")).split()
        total = part = 0
        for w in low:
            if w == self.words.dozen:
                part = 12 * (part or 1)
            elif w == "hundred":
                part = 100 * (part or 1)
            elif w in self.words.scales:
                total, part = total + (part or 1) * self.words.scales[w], 0
            else:
                value = self.words.grammar.whole(w)
                if value is None:
                    return None
                part += value
        return total + part or None

    def _limited(self, start: int, end: int, value: int, of: str | None, lowest: int) -> Quantity:
        """A number with the limits that the words before and behind it set."""
        before = self.chars[max(lowest - _LIMIT, 0, start - _LIMIT) : start]
        words = self.words
        found = [m for p in (words.at_least, words.at_most, words.about) if (m := p.search(before))]
        limit = min(found, key=lambda m: m.start()).re if found else None  # 'no more than' is not 'more than'
        if limit is words.at_least:
            return Quantity(start, end, value, None, of)
        if limit is words.at_most:
            return Quantity(start, end, None, value, of)
        if limit is words.about or self.chars.startswith("-odd", end):
            return Quantity(start, end, None, None, of, value)
        more = _OR_MORE.match(self.chars, end)
        if more:
            return (
                Quantity(start, end, value, None, of)
                if more.group().endswith("more")
                else Quantity(start, end, None, None, of, value)
            )
        return Quantity(start, end, value, value, of)

    def _counted(self, at: int, end: int) -> str | None:
        """The noun that a number counts: the last of the words that follow without a break; "" where none follows; None where it is no count."""
        if part := _OF_US.match(self.chars, at):
            return part["who"].lower()
        if _PART_OF.match(self.chars, at):
            return None  # 'three of them'
        noun = ""
        for m in _FOLLOWING.finditer(_BROKEN.split(self.chars[at : min(end, at + 60)], maxsplit=1)[0]):
            word = m.group().lower()
            if not noun and word in self.words.not_counted:
                return None
            if word == "of" and noun and noun != "head":
                break  # 'nineteen vessels of our fleet', not '640 head of cattle'
            if word in _JOINING:
                continue
            tags = self.words.tags.get(word, ("N",))
            if "N" not in tags and (noun or tags[0] not in ("J", "E", "Vn")):
                break
            noun = word if "N" in tags else noun
            if noun in self.words.people:
                break
        return noun
