"""The words of the report: what voices, locators and times are called in its margin."""

import re

from whence.dates.edtf import timex_of
from whence.exports.screen import Screen
from whence.layers.document import Document, Locator
from whence.layers.naming import VoiceNames

LETTERS = {0: "", 1: "A", 2: "B", 3: "C", 4: "D", 5: "+", None: "?"}

_SEVERAL = re.compile(r"[-–—,&]|\band\b|\bff\b")
_SHORT_LABELS = {
    "page": ("p.", "pp."),
    "volume": ("vol.", "vols."),
    "folio": ("fol.", "fols."),
    "line": ("l.", "ll."),
}

_SEASON_IN_EDTF = re.compile(r"-?\d{4}-2[1-4](?![\d-])")
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NTH = ("first", "second", "third", "fourth")
_DAY_PARTS = {
    "TMO": "morning",
    "TMI": "midday",
    "TAF": "afternoon",
    "TEV": "evening",
    "TNI": "night",
    "T24:00": "midnight",
    "T12:00": "noon",
}
_REFERENCES = {"PRESENT_REF": "the present", "PAST_REF": "the past", "FUTURE_REF": "the future"}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute"}

SIGNALS = {"see": "see", "see also": "see also", "cf": "cf.", "but see": "but see", "quoted in": "quoted in"}

MODIFIERS = {
    "APPROX": "approximate", "START": "its beginning", "MID": "its middle", "END": "its end",
    "BEFORE": "before", "AFTER": "after", "ON_OR_BEFORE": "no later than", "ON_OR_AFTER": "no earlier than",
    "LESS_THAN": "less than", "MORE_THAN": "more than", "EQUAL_OR_LESS": "at most", "EQUAL_OR_MORE": "at least",
}  # fmt: skip

_MONTHS = "January February March April May June July August September October November December".split()
LIMIT_WORDS = {"BEFORE": "before ", "ON_OR_BEFORE": "by ", "AFTER": "after ", "ON_OR_AFTER": "since "}
"""What stands before a value that is a first or last day."""

TIME_BASES = {
    "stated": "stated in the text",
    "anchored": "counted from another time in the text",
    "narrative": "likely from the narrative",
    "document": "counted from the date of the document",
    "calendar": "converted from its calendar",
    "person": "as a person decided",
}


class Names:
    """The colour and letter (``key``) that each voice has on the screen, and what it is called."""

    def __init__(self, document: Document, screen: Screen) -> None:
        self._voices = VoiceNames(document)
        self._keys = {voice: s.key for s in screen.speakers for voice in s.voices}
        # Somebody who speaks in another chain ('he said that he claimed') is a voice of its own, with the same colour.
        self._keys_of_names = {
            self.name(v): k for v, k in reversed(self._keys.items()) if k and self._voices.is_named(v)
        }

    def key(self, voice: str | None) -> int | None:
        """0 the author, 1 to 4 those with most of the text, 5 everybody else; None: nobody knows."""
        if not self._voices.is_known(voice):
            return None
        if voice in self._keys:
            return self._keys[voice]
        if self._voices.is_author(voice):
            return 0
        return self._keys_of_names.get(self.name(voice), 5) if self._voices.is_named(voice) else 5

    def name(self, voice: str | None) -> str:
        """Who a voice is: names, or the words that describe an unnamed source in quotation marks."""
        return self._voices.name(voice)

    def chain(self, voice: str | None) -> str:
        """The voice with those through whom its words came, without the author: 'Dell, as told by Corl'."""
        return self._voices.chain(voice)


def edtf_words(edtf: str) -> str:
    """EDTF as people read it: a season by its name, all else as it stands.

    >>> edtf_words("1934-23"), edtf_words("1931-24/1932"), edtf_words("1934-05")
    ('autumn 1934', 'winter 1931–32/1932', '1934-05')
    """
    return _SEASON_IN_EDTF.sub(lambda season: value_words(timex_of(season[0])), edtf)


def value_words(value: str) -> str:
    """A value in words where people have better ones than the format: 'winter 1931', '6 months', '44 BC', '4 May 1921, night'."""
    if "/" in value:
        return " to ".join(value_words(part) for part in value.split("/"))
    part = re.fullmatch(r"(.+)(T[A-Z]{2}|T\d\d(?::\d\d)?.*)", value)
    if part:
        day = value_words(part[1])
        clock = _DAY_PARTS.get(part[2], part[2][1:])
        return clock if set(part[1]) <= {"X", "-"} else f"{day}, {clock}"
    christ = re.fullmatch(r"BC(\d{2,4})(-.+)?", value)
    if christ:
        return _before_christ(christ[1], christ[2] or "")
    found = re.fullmatch(r"([\dX]{4})-(SP|SU|FA|WI|Q[1-4X]|H[12])", value)
    if found:
        year = "" if found[1] == "XXXX" else f" {found[1]}"
        if found[2] == "WI" and found[1].isdigit():  # it reaches into the next year
            year += f"–{(int(found[1]) + 1) % 100:02d}"
        return f"{_part_of_year(found[2])}{year}"
    week = re.fullmatch(r"([\dX]{4})-W(\d\d|XX)(-WE)?", value)
    if week and week[2] != "XX":
        return f"{'weekend of ' if week[3] else ''}week {int(week[2])} of {week[1]}"
    weekday = re.fullmatch(r"XXXX-WXX-([1-7])", value)
    if weekday:
        return f"a {_WEEKDAYS[int(weekday[1]) - 1]}"
    duration = re.fullmatch(r"P(T?)(\d+)([YMWDH])", value)
    unit = _UNITS.get(duration[1] + duration[3]) if duration else None
    if duration and unit:
        return f"{duration[2]} {unit}{'' if duration[2] == '1' else 's'}"
    if re.fullmatch(r"\d{3}", value):
        return f"{value}0s"
    if re.fullmatch(r"\d{2}", value):
        return f"{value}00–{value}99"
    if re.fullmatch(r"0\d{3}", value):
        return f"AD {int(value)}"
    return _REFERENCES.get(value, value)


def _part_of_year(code: str) -> str:
    if code in _SEASONS:
        return _SEASONS[code]
    if code == "QX":
        return "a quarter"
    return f"{_NTH[int(code[1]) - 1]} {'quarter' if code[0] == 'Q' else 'half'} of"


def _before_christ(digits: str, rest: str) -> str:
    """'BC0044-03' is 'March 44 BC'; a decade has three digits, a century two."""
    if len(digits) == 4:
        season = _SEASONS.get(rest[1:], "")
        year = f"{int(digits)} BC"
        month, _, day = rest[1:].partition("-")
        named = _MONTHS[int(month) - 1] if month.isdigit() and 1 <= int(month) <= 12 else month
        told = f"{int(day)} {named}" if day.isdigit() else named
        return f"{season or told} {year}".strip()
    if len(digits) == 3:
        return f"{int(digits)}0s BC"
    century = int(digits) + 1
    ending = {1: "st", 2: "nd", 3: "rd"}.get(century % 10 if century % 100 not in (11, 12, 13) else 0, "th")
    return f"{century}{ending} century BC"


def locator_words(locator: Locator) -> str:
    """'p. 15', 'pp. 13-14', 'point 2'; an inherited one in parentheses, which says that it is inherited."""
    short = _SHORT_LABELS.get(locator.label)
    label = short[bool(_SEVERAL.search(locator.value))] if short else locator.label
    words = f"{label} {locator.value}"
    return f"({words}, inherited)" if locator.basis == "inherited" else words
