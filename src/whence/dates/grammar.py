"""Time expressions as they are written: patterns of a language, each with the name of its reading (lang/*/dates.toml).

At every word that can begin one, the longest expression wins; of equally long ones the first in the file. What the pieces of
a pattern say is made into values in ``readings``; days and years that share a month or a year with a neighbour in ``shared``.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from whence.dates import other_calendars, regnal, shared
from whence.dates.expression import Expression
from whence.dates.patterns import Found, Pattern, Patterns, beginnings
from whence.dates.pieces import one_of, pieces, plain
from whence.lang import lexicon

_LEFT_OUT = re.compile(r"(?<=\s)\[(?:…|\.\.\.)\](?=\s)")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_SMALL = {ord(c): c.lower() for c in map(chr, range(0x250)) if c != c.lower() and len(c.lower()) == 1}
_MARKED = re.compile(r"\?(?=[),;\]]|\s{1,2}[a-z(])")  # a question mark that ends no sentence
_JOINED = 5  # neighbours that can share a year
_REACH = 64  # characters before a hint where an expression with it can begin
_FROM = 24  # characters before an expression that a reading looks at


class Grammar:
    """The time expressions of one language."""

    def __init__(self, language: str, table: dict[str, Any], people: Mapping[str, bool]) -> None:
        self.table = table
        self.language = language
        self.people = people
        parts = pieces(table)
        parts |= other_calendars.pieces()
        if language == "en":
            parts |= regnal.pieces()
        parts["part"] = one_of(table["parts"])
        parts["approx"] = one_of(table["approximations"])
        self._kept = ("", "")
        self._numbers: dict[str, int] = {**table["numbers"], **table["ordinals"]}
        written = [
            Pattern(e["is"], e["read"], table["macros"], parts)
            for e in (*other_calendars.table()["expressions"], *table["expressions"])
        ]
        self.patterns = Patterns(written, beginnings(language))
        self._hints = _hints(table)
        self.first_words = sorted({*_starts(table), "'", "’"})
        self._start = re.compile(rf"(?<![\w£$€#])(?:\d+|['’](?=\d)|(?:{one_of(_starts(table))})\b)")
        self.event_head = re.compile(
            rf"\s+(?:{one_of(table['event_heads']['words'].split())})\b", re.IGNORECASE
        )
        self.counted = re.compile(rf"\s+(?:{one_of(table['counted']['words'].split())})\b", re.IGNORECASE)
        self.no_year = re.compile(rf"(?:(?<!\w)(?:{table['signs']['no_year_before']}))\s*$", re.IGNORECASE)
        doubt = table["signs"].get("uncertain")
        self.doubt = (
            re.compile(rf"\b(?:{doubt})\s+(?:(?:in|on|as early as|as late as)\s+)?$", re.IGNORECASE)
            if doubt
            else None
        )
        self._limit = re.compile(rf"\b({one_of(table['limits'])})\s+$", re.IGNORECASE)
        measured = one_of([*table["units"], *table["day_parts"]])
        self._units_before = re.compile(rf"\b(?:{measured})\s*$", re.IGNORECASE)
        self.before_year = re.compile(rf"(?<!\w)(?:{table['signs']['before_year']})\s+$", re.IGNORECASE)
        weak, counts = table["signs"].get("weak_before_year"), table["signs"].get("counts")
        self.weak_before_year = re.compile(rf"(?<!\w)(?:{weak})\s+$", re.IGNORECASE) if weak else None
        self.counts = re.compile(counts) if counts else None
        self.many_do = re.compile(table["signs"]["many_do"]) if "many_do" in table["signs"] else None
        of_them = table["signs"].get("of_them")
        self.of_them = re.compile(of_them) if of_them else None
        owners = table["signs"].get("owners")
        self.owned = re.compile(rf"{owners}\s+$", re.IGNORECASE) if owners else None
        self.before_month = re.compile(
            rf"\b(?:{table['signs']['before_month']})(?:\s+the)?\s*$", re.IGNORECASE
        )

    def find(self, chars: str, start: int = 0, end: int | None = None) -> Iterator[Expression]:
        """The time expressions of chars[start:end], in order, none inside another."""
        stop = len(chars) if end is None else end
        waiting: list[Expression] = []
        for found in self._found(chars, start, stop):
            expression = self._limited(chars, self._doubted(chars, found))
            earlier = shared.before(self, chars, start, waiting[-1].end if waiting else start, expression)
            for e in [*earlier, expression]:
                waiting.append(e)
                if len(waiting) > _JOINED:
                    yield waiting.pop(0)
            for n in range(
                len(waiting) - 1, 0, -1
            ):  # backwards: of '3 May, 4 May, 5 May 1911' the last one says the year
                waiting[n - 1 : n + 1] = shared.joined(chars, waiting[n - 1], waiting[n])
        yield from waiting

    def _doubted(self, chars: str, e: Expression) -> Expression:
        """An expression with a question mark right behind it inside a sentence, or a word of doubt before it, is uncertain."""
        if e.type != "DATE" or "X" in e.value[:2] or "REF" in e.value:
            return e
        if _MARKED.match(chars, e.end) or (
            self.doubt and self.doubt.search(chars[max(0, e.start - _FROM) : e.start])
        ):
            return msgspec.structs.replace(e, uncertain=True)
        return e

    def _limited(self, chars: str, e: Expression) -> Expression:
        """'By 1921', 'until May 1921', 'since 1919': the first or the last day of what is told; beside a range's end nothing new."""
        if (
            e.type != "DATE"
            or e.mod
            or e.offset
            or e.until
            or e.means
            or "/" in e.value
            or "X" in e.value
            or "REF" in e.value
        ):
            return e
        led = self._limit.search(chars, max(0, e.start - _FROM), e.start)
        mod = self.table["limits"][plain(led[1])] if led else None
        if (
            led
            and mod in ("AFTER", "BEFORE")
            and self._units_before.search(chars, max(0, led.start() - _FROM), led.start())
        ):
            return e  # 'the fourth day after Christmas 1170' counts from it
        return msgspec.structs.replace(e, mod=mod) if mod else e

    def _small(self, chars: str) -> str:
        """A text in small letters, character for character, and blanks where an editor left something out ('the spring […] of 1922');
        kept for the next call, which asks for the same text."""
        if self._kept[0] is not chars:
            small = chars.translate(_SMALL)
            self._kept = (chars, _LEFT_OUT.sub(lambda m: " " * len(m[0]), small) if "[" in small else small)
        return self._kept[1]

    def _found(self, chars: str, start: int, stop: int) -> Iterator[Expression]:
        at = start
        small = self._small(chars)
        for first, last in self._near_hints(small, start, stop):
            at = max(at, first)
            while at < last:
                begin = self._start.search(small, at, last)
                if begin is None:
                    break
                made = self._best(chars, small, begin, stop)
                yield from made
                at = made[-1].end if made else begin.start() + 1
                while at < stop and chars[at].isalnum() and chars[at - 1].isalnum():
                    at += 1

    def _best(self, chars: str, small: str, begin: "re.Match[str]", stop: int) -> list[Expression]:
        """What the longest pattern reads where an expression can begin."""
        best: list[Expression] = []
        for pattern, match in self.patterns.matches(small, begin, stop):
            if best and match.end() <= best[-1].end:
                continue
            found = Found(match, pattern.names, chars)
            made = pattern.read(self, found)
            if made and made[0].type == "DATE" and not made[0].offset and self._says_how_much(found):
                continue  # 'under 3 May 1920': an entry in a book, no amount
            if made and (not best or made[-1].end > best[-1].end):
                best = made
        return best

    def _near_hints(self, small: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """The stretches in which an expression can begin: every one has a digit or one of a few words in it."""
        first = last = -1
        hints = self._hints
        for hint in _WORD.finditer(small, start, stop):
            if hint[0] not in hints and not hint[0][0].isdigit():
                continue
            if hint.start() - _REACH > last:
                if last >= 0:
                    yield first, last
                first = max(start, hint.start() - _REACH)
                while first > start and small[first - 1].isalnum():
                    first -= 1
            last = hint.end()
        if last >= 0:
            yield first, last

    # -- what readings ask --------------------------------------------------------------------------------------------

    def number(self, words: str) -> float | None:
        """The number that digits or number words say: '6', 'six', 'twenty-one', 'the twenty-first'; None where it is vague."""
        small = plain(words)
        vague = self.table["vague_numbers"].get(small)
        if vague is not None:
            return None if vague == "X" else float(vague)
        small = re.sub(rf"(?<=\d){self.table['signs']['day_endings']}$", "", small)
        if small.endswith(" 1/2"):
            return float(small[:-4]) + 0.5
        if re.fullmatch(r"[\d,.]+", small):
            return float(small.replace(",", "")) if small.strip(",.") else None
        known = self._numbers
        if small in known:
            return float(known[small])
        total = 0.0
        for part in re.split(r"[-\s]+", small):
            value = known.get(part)
            if value is None and part not in ("and", "und", "y", "e", "et"):
                return None
            total = total * 100 if value == 100 and total else total + (value or 0)
        return total or None

    def whole(self, words: str) -> int | None:
        """The whole number that words say, None where they say none."""
        found = self.number(words)
        return int(found) if found is not None and found % 1 == 0 else None

    def month(self, word: str) -> int:
        """The number of a month's name or abbreviation."""
        found: int = self.table["months"][word.lower().rstrip(".")]
        return found

    def part(self, found: Found) -> str | None:
        """The mod of the words that take a part of a date ('early', 'mid-'), or make it approximate."""
        words = found.get("part")
        if words:
            mod: str = self.table["parts"][plain(words)]
            return mod
        return self.approximation(found)

    def approximation(self, found: Found) -> str | None:
        """The mod of approximating words ('about', 'more than')."""
        words = found.get("approx")
        return self.table["approximations"][plain(words)] if words else None

    def _says_how_much(self, found: Found) -> bool:
        return self.approximation(found) not in (None, "APPROX")

    def look(self, name: str, words: str) -> Any:
        """What a table of the language says of some words."""
        return self.table[name][plain(words)]


def _hints(table: dict[str, Any]) -> set[str]:
    """Words of which one stands in every expression that has no digit; of names with other signs in them a telling part."""
    names = ("months", "weekdays", "seasons", "units", "periods", "decades", "day_parts", "sets", "ordinals")
    found = {w for name in names for w in table[name]}
    found |= set(other_calendars.months())
    found |= {w.split()[-1] for name in ("deictic", "references", "named_days") for w in table[name]}
    found |= set(table["signs"].get("hints", "century quarter half weekend recent").split())
    parts = (re.findall(r"[^\W\d_]+", w) for w in found)
    telling = {next((p for p in reversed(ps) if len(p) > 2), max(ps, key=len)) for ps in parts if ps}
    return telling | {f"{p}s" for p in telling}


def _starts(table: dict[str, Any]) -> set[str]:
    """Words with which an expression can begin."""
    names = (
        "months", "weekdays", "seasons", "units", "numbers", "vague_numbers", "ordinals", "decades", "parts", "approximations",
        "deictic", "references", "day_parts", "relations", "sets", "named_days", "quarters",
    )  # fmt: skip
    first = {re.split(r"[\s-]", w)[0].rstrip(".") for name in names for w in table[name]}
    first |= {re.split(r"[\s'’-]", m)[0] for m in other_calendars.months()} | {"ah", "a.h"}
    return first | {f"{w}s" for w in table["weekdays"]} | set(table["starts"]["words"].split())


@cache
def grammar(language: str | None) -> Grammar:
    """The time grammar of a language; English where there is none of its own."""
    own = files("whence.lang").joinpath((language or "en")[:2], "dates.toml")
    if language and language[:2] != "en" and own.is_file():
        return Grammar(language[:2], tomllib.loads(own.read_text(encoding="utf-8")), {})
    words = lexicon("en")
    return Grammar("en", words.table("dates"), words.people_nouns)
