"""Time expressions as they are written: one pattern built from a language's words, each alternative with its reading.

The pattern has no nested repetition, so its cost grows with the text's length alone.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from msgspec import Struct

from whence.dates.value import date_value, is_day
from whence.lang import Lexicon, lexicon


class Expression(Struct, frozen=True):
    """A time expression: where it stands, what kind it is, and its value as the words have it.

    ``names_event``: the date is part of the name of an event ('the 20th June uprising').
    ``weekday``: a weekday alone, 1 for Monday; such a date is resolved, never valued, by a neighbour.
    """

    start: int
    end: int
    type: str
    value: str
    mod: str | None = None
    offset: tuple[str, str] | None = None
    names_event: bool = False
    weekday: int | None = None


_BEFORE_HINT = 80  # characters: 'on the twenty-first day of ' and the like
_DASH = "[-–—]"
Reading = Callable[["Grammar", "re.Match[str]"], Expression | None]


def _group(words: object) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


def _plain(words: str) -> str:
    """Words as the tables have them: small letters, one space between."""
    return re.sub(r"\s+", " ", words.lower())


class Grammar:
    """The time expressions of one language."""

    def __init__(self, words: Lexicon) -> None:
        table = words.table("dates")
        self.months: dict[str, int] = table["months"]
        self.weekdays: dict[str, int] = table["weekdays"]
        self.seasons: dict[str, str] = table["seasons"]
        self.units: dict[str, str] = table["units"]
        self.numbers: dict[str, int] = table["numbers"]
        self.ordinals: dict[str, int] = table["ordinals"]
        self.decades: dict[str, int] = table["decades"]
        self.parts: dict[str, str] = table["parts"]
        self.approximations: dict[str, str] = table["approximations"]
        self.deictic: dict[str, str] = table["deictic"]
        self.references: dict[str, str] = table["references"]
        self.day_parts: dict[str, str] = table["day_parts"]
        self.directions: dict[str, str] = table["after"]
        self.people = words.people_nouns
        heads = _group(table["event_heads"]["words"].split())
        self._event_head = re.compile(rf"\s+(?:{heads})\b", re.IGNORECASE)
        hints = {
            *self.months,
            *self.weekdays,
            *self.seasons,
            *self.units,
            *self.decades,
            *self.deictic,
            *self.references,
        }
        hints |= {*self.day_parts, "century", "centuries"}
        self._hint = re.compile(rf"\d|\b(?:{_group(hints)})", re.IGNORECASE)
        self._pattern = re.compile("|".join(self._alternatives()), re.IGNORECASE)

    def find(self, chars: str, start: int = 0, end: int | None = None) -> Iterator[Expression]:
        """The time expressions of chars[start:end], in order, none inside another."""
        at, stop = start, len(chars) if end is None else end
        for first, last in self._near_hints(chars, start, stop):
            at = max(at, first)
            while at < last and (found := self._pattern.search(chars, at, stop)) and found.start() < last:
                expression = _READINGS[found.lastgroup or ""](self, found)
                if expression is not None:
                    yield expression
                    at = found.end()
                    continue
                at = found.start() + 1
                # never begin again inside a word or number
                while at < stop and chars[at].isalnum() and chars[at - 1].isalnum():
                    at += 1

    def _near_hints(self, chars: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """The stretches in which an expression can begin: every one has a digit or one of a few words in it."""
        first = last = -1
        for hint in self._hint.finditer(chars, start, stop):
            if hint.start() - _BEFORE_HINT > last:
                if last >= 0:
                    yield first, last
                first = max(start, hint.start() - _BEFORE_HINT)
                while first > start and chars[first - 1].isalnum():
                    first -= 1
            last = hint.end()
        if last >= 0:
            yield first, last

    def _alternatives(self) -> list[str]:
        month = rf"(?:{_group(m for m in self.months if len(m) > 4 or m in ('may', 'june', 'july'))})\b|(?:{_group(m for m in self.months if len(m) <= 4 and m not in ('may', 'june', 'july'))})\b\.?"
        month = f"(?:{month})"
        year = r"(?:1[0-9]{3}|20[0-9]{2})(?![\d%])(?![.,]\d)"
        ordinal = rf"(?:{_group(self.ordinals)}|twenty-(?:{_group([o for o, n in self.ordinals.items() if n < 10])})|thirty-first)"
        day = rf"(?:(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?|{ordinal})\b"
        part = rf"(?:(?P<%s>{_group(self.parts)})\s+|(?P<%s>mid|early|late){_DASH})?"
        approx = rf"(?:(?P<%s>{_group(self.approximations)})\s+)?"
        number = self._number_words()
        weekday = rf"(?:{_group(self.weekdays)})"
        unit = rf"(?:{_group(self.units)})"
        season = rf"(?:{_group(self.seasons)})"
        direction = _group(self.directions)
        b = r"(?<![\w£$€#])"
        edge = r"(?!\w)"

        def p(n: int) -> str:
            return part % (f"p{n}", f"q{n}")

        def a(n: int) -> str:
            return approx % f"a{n}"

        return [
            rf"{b}(?P<iso>(?P<iso_y>1[0-9]{{3}}|20[0-9]{{2}})-(?P<iso_m>[01]\d)-(?P<iso_d>[0-3]\d)){edge}",
            rf"{b}(?P<dmy>{p(1)}(?:{weekday},?\s+)?(?:the\s+)?(?P<dmy_d>{day})\s+(?:day\s+)?(?:of\s+)?(?P<dmy_m>{month})(?:,?\s+(?:of\s+)?(?P<dmy_y>{year}))?){edge}",
            rf"{b}(?P<mdy>(?:{weekday},?\s+)?(?P<mdy_m>{month})\s+(?:the\s+)?(?P<mdy_d>{day})(?!\s*(?:{_group(['per cent', 'percent', 'miles', 'people', 'men'])}))(?:(?:,\s*|\s+)(?P<mdy_y>{year}))?){edge}",
            rf"{b}(?P<my>{p(2)}(?P<my_m>{month})(?:,?\s+|\s+of\s+)(?P<my_y>{year})){edge}",
            rf"{b}(?P<sy>{p(3)}(?:the\s+)?(?P<sy_s>{season})(?:\s+of)?\s+(?P<sy_y>{year})){edge}",
            rf"{b}(?P<yy>(?P<yy_a>1[0-9]{{3}}|20[0-9]{{2}}){_DASH}(?P<yy_b>(?:1[0-9]|20)?[0-9]{{2}})(?![\d%-])){edge}",
            rf"{b}(?P<decade>{p(4)}(?:the\s+)?(?:(?P<dec_y>1[0-9]{{2}}0|20[0-9]0)['’]?s|(?P<dec_c>nineteen|eighteen|seventeen)[-\s](?P<dec_w>{_group(self.decades)}))){edge}",
            rf"{b}(?P<century>{p(5)}(?:the\s+)?(?P<cen_n>\d{{1,2}}(?:st|nd|rd|th)|{ordinal})[-\s]+century(?:\s+(?P<cen_bc>b\.?c\.?(?:e\.?)?|a\.?d\.?|c\.?e\.?))?){edge}",
            rf"{b}(?P<offset>{a(1)}(?P<off_n>{number}|several|a\s+few)[-\s]+(?P<off_u>{unit})\s+(?P<off_d>{direction}))(?!\s+(?:midnight|noon)){edge}",
            rf"{b}(?P<bc>(?P<bc_a>about|circa|c\.|around)?\s*(?P<bc_y>\d{{1,4}})\s+(?P<bc_e>b\.c\.e?\.?|bce?)){edge}",
            rf"{b}(?P<clock>(?P<clk_h>[01]?\d|2[0-3])(?:[:.](?P<clk_m>[0-5]\d))?\s*(?P<clk_p>a\.m\.|p\.m\.|am\b|pm\b|o['’]clock)){edge}",
            rf"{b}(?P<lone>(?P<pmod>in|by|since|until|till|before|after|during|from|of|between|and|to)\s+{p(6)}(?P<lone_v>{year})){edge}(?!\s+(?:{_group(['men', 'people', 'dead', 'troops', 'soldiers', 'miles', 'feet', 'pounds', 'dollars', 'killed', 'wounded', 'prisoners', 'years', 'votes', 'copies', 'pages', 'tons', 'guns', 'horses', 'tanks', 'aircraft', 'ships', 'words', 'workers', 'students', 'others', 'times'])}))",
            rf"{b}(?P<pyear>{p(7)}(?P<pyear_y>{year})){edge}",
            rf"{b}(?P<lmonth>(?:(?P<lm_pre>in|since|until|by|during|last|next|this|that|of|from|about)\s+)?(?:the\s+)?{p(8)}(?P<lm_m>{month})(?!,?\s+(?:of\s+)?\d)){edge}",
            rf"{b}(?P<weekday>(?P<wd_rel>last\s+|next\s+|this\s+|that\s+)?(?P<wd_w>{weekday})(?:\s+(?P<wd_p>morning|afternoon|evening|night))?){edge}",
            rf"{b}(?P<anaphor>(?:the|that)\s+(?P<an_r>same|following|next|previous|preceding)\s+(?P<an_u>day|week|month|year|morning|evening|night)){edge}",
            rf"{b}(?P<relunit>(?P<ru_r>last|next|this)\s+(?P<ru_u>week|month|year|night|spring|summer|autumn|winter)){edge}",
            rf"{b}(?P<deictic>(?P<dei_w>{_group(self.deictic)})){edge}",
            rf"{b}(?P<ref>(?P<ref_w>{_group(self.references)})){edge}",
            rf"{b}(?P<duration>{a(2)}(?P<dur_n>{number}|several|a\s+few)[-\s]+(?P<dur_u>{unit})(?![-\s]old)){edge}",
            rf"{b}(?P<long>(?P<long_u>day|week|month|year|decade|century){_DASH}long){edge}",
        ]

    def _number_words(self) -> str:
        """A pattern for a number: '6', 'six', 'twenty-one', 'a hundred and ten'."""
        ones = _group([n for n, v in self.numbers.items() if v < 10 and n not in ("a", "an")])
        tens = _group([n for n, v in self.numbers.items() if v % 10 == 0 and 20 <= v < 100])
        hundreds = rf"(?:an?|{ones})[-\s]+hundred"
        small = rf"(?:{tens})[-\s]+(?:{ones})|{_group(self.numbers)}"
        return rf"(?:\d{{1,3}}|{hundreds}(?:[-\s]+(?:and[-\s]+)?(?:{small}))?|{small})"

    def number(self, words: str) -> int | None:
        """The number that digits or number words say: '6', 'six', 'twenty-one', 'the twenty-first'."""
        plain = re.sub(r"(?<=\d)(st|nd|rd|th)$", "", words.lower().strip())
        if plain.isdigit():
            return int(plain)
        if plain in self.numbers or plain in self.ordinals:
            return self.numbers.get(plain, self.ordinals.get(plain))
        total = 0
        for part in re.split(r"[-\s]+", plain):
            value = self.numbers.get(part, self.ordinals.get(part))
            if value is None and part != "and":
                return None
            total = total * 100 if value == 100 and total else total + (value or 0)
        return total or None

    def month(self, word: str) -> int:
        """The number of a month's name or abbreviation."""
        return self.months[word.lower().rstrip(".")]

    def part(self, found: "re.Match[str]", n: int) -> str | None:
        """The mod of the n-th part words ('early', 'mid-')."""
        word = found[f"p{n}"] or found[f"q{n}"]
        return self.parts[_plain(word)] if word else None

    def approximation(self, found: "re.Match[str]", n: int) -> str | None:
        """The mod of the n-th approximating words ('about', 'more than')."""
        word = found[f"a{n}"]
        return self.approximations[_plain(word)] if word else None

    def names_event(self, found: "re.Match[str]") -> bool:
        """Whether the words after a date make it the name of an event."""
        before = found.string[max(0, found.start() - 4) : found.start()].lower()
        named = before.rstrip().endswith(("the", "s", "’")) or found.group().lower().startswith("the")
        return named and bool(self._event_head.match(found.string, found.end()))


def _make(found: "re.Match[str]", type_: str, value: str, begin: str | int = 0, **more: object) -> Expression:
    """The expression found, from the group ``begin`` on: words before it only showed that it is one."""
    return Expression(found.start(begin), found.end(), type_, value, **more)  # type: ignore[arg-type]


def _day(g: Grammar, found: "re.Match[str]", key: str, part: int | None) -> Expression | None:
    month_word = found[f"{key}_m"]
    if month_word.islower():
        return None  # 'may 3', 'march 20 miles': months have capitals
    year = int(found[f"{key}_y"]) if found[f"{key}_y"] else None
    day, month = g.number(found[f"{key}_d"]), g.month(month_word)
    if day is None or not is_day(year, month, day):
        return None
    if (
        key == "dmy"
        and found["dmy_d"].isalpha()
        and year is None
        and "of" not in found.group().lower().split()
    ):
        return None  # 'the second March' alone
    mod = g.part(found, part) if part else None
    value = date_value(year, month, day)
    if g.names_event(found):
        begin = f"{key}_{key[0]}"  # the day of 'dmy', the month of 'mdy': without weekday and article
        return _make(found, "DATE", value, begin, mod=mod, names_event=True)
    return _make(found, "DATE", value, mod=mod)


def _month_year(g: Grammar, found: "re.Match[str]") -> Expression | None:
    if found["my_m"].islower():
        return None
    return _make(found, "DATE", date_value(int(found["my_y"]), g.month(found["my_m"])), mod=g.part(found, 2))


def _season_year(g: Grammar, found: "re.Match[str]") -> Expression | None:
    value = f"{found['sy_y']}-{g.seasons[found['sy_s'].lower()]}"
    return _make(found, "DATE", value, mod=g.part(found, 3))


def _years(g: Grammar, found: "re.Match[str]") -> Expression | None:
    first, last = found["yy_a"], found["yy_b"]
    last = first[: 4 - len(last)] + last
    if len(found["yy_b"]) == 3 or int(last) <= int(first) or int(last) - int(first) > 150:
        return None
    return _make(found, "DATE", f"{first}/{last}")


def _decade(g: Grammar, found: "re.Match[str]") -> Expression | None:
    if found["dec_y"]:
        value = found["dec_y"][:3]
    else:
        century = {"nineteen": "19", "eighteen": "18", "seventeen": "17"}[found["dec_c"].lower()]
        value = century + str(g.decades[found["dec_w"].lower()] // 10)
    return _make(found, "DATE", value, mod=g.part(found, 4))


def _century(g: Grammar, found: "re.Match[str]") -> Expression | None:
    number = g.number(found["cen_n"])
    era = (found["cen_bc"] or "").lower().replace(".", "")
    if number is None or not 1 <= number <= 21:
        return None
    value = f"BC{number - 1:02d}" if era.startswith("b") else f"{number - 1:02d}"
    return _make(found, "DATE", value, mod=g.part(found, 5))


def _duration_value(g: Grammar, number: str, unit: str) -> str | None:
    """The ISO 8601 duration of a number and a unit; X where the number is not said."""
    words = _plain(number)
    amount = None if words in ("several", "a few") else g.number(words)
    if amount is None and words not in ("several", "a few"):
        return None
    code = g.units[unit.lower()]
    factor = re.match(r"\d+", code)
    size = str(amount * int(factor[0] if factor else 1)) if amount is not None else "X"
    letter = code[len(factor[0]) :] if factor else code
    if letter in ("H", "MIN", "S"):
        return f"PT{size}{letter[0]}"
    return f"P{size}{'D' if letter == 'N' else letter}"


def _offset(g: Grammar, found: "re.Match[str]") -> Expression | None:
    value = _duration_value(g, found["off_n"], found["off_u"])
    direction = g.directions[found["off_d"].lower()]
    mod = g.approximation(found, 1)
    if value is None or found["off_u"].lower().startswith("second"):
        return None
    if found["off_d"].lower() in ("after", "before"):
        # 'two weeks after the coup' counts from an event; 'three years before' at the end of a clause from the last time
        follows = found.string[found.end() : found.end() + 2].strip()
        if follows and follows[0].isalnum():
            return _make(found, "DURATION", value, mod=mod, offset=(value, direction))
    type_ = "TIME" if value.startswith("PT") else "DATE"
    reference = "FUTURE_REF" if direction == "after" else "PAST_REF"
    return _make(
        found, type_, reference, mod=mod, offset=(value, "before" if direction == "ago" else direction)
    )


def _duration(g: Grammar, found: "re.Match[str]") -> Expression | None:
    number, unit = found["dur_n"].lower(), found["dur_u"].lower()
    if unit == "second" or (
        number in ("a", "an") and unit in ("day", "year", "week", "month", "hour", "night")
    ):
        return None  # 'a second man', 'once a year': too often no duration
    value = _duration_value(g, number, unit)
    mod = g.approximation(found, 2)
    return _make(found, "DURATION", value, mod=mod) if value else None


def _long(g: Grammar, found: "re.Match[str]") -> Expression | None:
    value = _duration_value(g, "1", found["long_u"])
    return _make(found, "DURATION", value) if value else None


def _clock(g: Grammar, found: "re.Match[str]") -> Expression | None:
    hour, minute = int(found["clk_h"]), int(found["clk_m"] or 0)
    suffix = found["clk_p"].lower()
    if hour > 12 and not suffix.startswith("o"):
        return None
    hour = hour % 12 + (12 if suffix.startswith("p") else 0) if not suffix.startswith("o") else hour
    return _make(found, "TIME", f"T{hour:02d}:{minute:02d}")


def _lone_year(g: Grammar, found: "re.Match[str]") -> Expression | None:
    mod = g.part(found, 6)
    before, word = found.string[max(0, found.start() - 14) : found.start()], found["pmod"].lower()
    if word in ("to", "and") and not re.search(r"(?:1[0-9]|20)\d\d,?\s*$", before):
        return None  # 'from 1914 to 1918', not 'up to 1500'
    if word == "between":
        counted = re.match(r"\s+and\s+\d{4}\s+([a-z]+)", found.string[found.end() : found.end() + 30])
        if counted and (counted[1] in g.people or counted[1].endswith("s")):
            return None  # 'between 1200 and 1500 men'
    if word == "of" and re.search(r"\b(?:total|number|some|sum|force|crowd|out)\s+$", before, re.IGNORECASE):
        return None
    begin = "p6" if found["p6"] else "q6" if found["q6"] else "lone_v"
    return _make(found, "DATE", found["lone_v"], begin, mod=mod)


def _part_year(g: Grammar, found: "re.Match[str]") -> Expression | None:
    mod = g.part(found, 7)
    before = found.string[: found.start()][-1:]
    after = found.string[found.end() : found.end() + 1]
    bracketed = before == "(" and (after == ")" or after in "-–")
    if mod is None and not bracketed:
        return None  # a number of four digits alone may be anything
    return _make(found, "DATE", found["pyear_y"], mod=mod)


def _lone_month(g: Grammar, found: "re.Match[str]") -> Expression | None:
    """A month without a year: after a preposition, or with a part of it ('mid-March')."""
    name, before, part = found["lm_m"], (found["lm_pre"] or "").lower(), found["p8"] or found["q8"]
    if not name[0].isupper() or (len(name) <= 3 and name.lower() != "may") or not (before or part):
        return None
    begin = "p8" if found["p8"] else "q8" if found["q8"] else "lm_m"
    if before in ("last", "next", "this"):
        begin = "lm_pre"
    return _make(found, "DATE", date_value(None, g.month(name)), begin, mod=g.part(found, 8))


def _weekday(g: Grammar, found: "re.Match[str]") -> Expression | None:
    if not found["wd_w"][0].isupper():
        return None
    number, part = g.weekdays[found["wd_w"].lower()], found["wd_p"]
    value = f"XXXX-WXX-{number}" + (g.day_parts[part.lower()] if part else "")
    begin = "wd_rel" if found["wd_rel"] else "wd_w"
    return _make(found, "TIME" if part else "DATE", value, begin, weekday=number)


def _anaphor(g: Grammar, found: "re.Match[str]") -> Expression | None:
    relation, unit = found["an_r"].lower(), found["an_u"].lower()
    direction = {"same": "after", "following": "after", "next": "after"}.get(relation, "before")
    amount = 0 if relation == "same" else 1
    letter = {"day": "D", "week": "W", "month": "M", "year": "Y"}.get(unit, "D")
    value = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}[letter]
    if unit in g.day_parts:
        value += g.day_parts[unit]
    return _make(
        found, "TIME" if unit in g.day_parts else "DATE", value, offset=(f"P{amount}{letter}", direction)
    )


def _relative_unit(g: Grammar, found: "re.Match[str]") -> Expression | None:
    relation, unit = found["ru_r"].lower(), found["ru_u"].lower()
    direction, amount = {"last": ("before", 1), "next": ("after", 1), "this": ("after", 0)}[relation]
    if unit in g.seasons:
        return _make(found, "DATE", f"XXXX-{g.seasons[unit]}")
    letter = {"week": "W", "month": "M", "year": "Y", "night": "D"}[unit]
    value = {"W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "D": "XXXX-XX-XXTNI"}[letter]
    return _make(
        found, "TIME" if unit == "night" else "DATE", value, offset=(f"P{amount}{letter}", direction)
    )


def _deictic(g: Grammar, found: "re.Match[str]") -> Expression | None:
    move = g.deictic[found["dei_w"].lower()]
    offset = (move.lstrip("-"), "before" if move.startswith("-") else "after")
    return _make(found, "DATE", "PRESENT_REF" if move == "P0D" else "XXXX-XX-XX", offset=offset)


_READINGS: dict[str, Reading] = {
    "iso": lambda g, m: (
        _make(m, "DATE", m["iso"]) if is_day(int(m["iso_y"]), int(m["iso_m"]), int(m["iso_d"])) else None
    ),
    "dmy": lambda g, m: _day(g, m, "dmy", 1),
    "mdy": lambda g, m: _day(g, m, "mdy", None),
    "my": _month_year,
    "sy": _season_year,
    "yy": _years,
    "decade": _decade,
    "century": _century,
    "offset": _offset,
    "bc": lambda g, m: _make(m, "DATE", f"BC{int(m['bc_y']):04d}", mod="APPROX" if m["bc_a"] else None),
    "clock": _clock,
    "lone": _lone_year,
    "pyear": _part_year,
    "lmonth": _lone_month,
    "weekday": _weekday,
    "anaphor": _anaphor,
    "relunit": _relative_unit,
    "deictic": _deictic,
    "ref": lambda g, m: _make(m, "DATE", g.references[_plain(m["ref_w"])]),
    "duration": _duration,
    "long": _long,
}


@cache
def grammar(language: str | None) -> Grammar:
    """The time grammar of a language."""
    return Grammar(lexicon(language))
