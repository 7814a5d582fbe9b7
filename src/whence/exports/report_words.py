"""The words of the report: what voices, works, locators and times are called in its margin."""

import re
from collections.abc import Iterable
from typing import Any

from whence.exports.screen import Screen
from whence.layers.document import Document, Locator, Work
from whence.text import Span

LETTERS = {0: "", 1: "A", 2: "B", 3: "C", 4: "D", 5: "+", None: "?"}

_SEVERAL = re.compile(r"[-–—,&]|\band\b|\bff\b")
_SHORT_LABELS = {
    "page": ("p.", "pp."),
    "volume": ("vol.", "vols."),
    "folio": ("fol.", "fols."),
    "line": ("l.", "ll."),
}
_TYPES = {"interview": "interview", "personal_communication": "letter", "manuscript": "manuscript"}

_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_REFERENCES = {"PRESENT_REF": "the present", "PAST_REF": "the past", "FUTURE_REF": "the future"}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute"}

SIGNALS = {"see": "see", "see also": "see also", "cf": "cf.", "but see": "but see", "quoted in": "quoted in"}

MODIFIERS = {
    "APPROX": "approximate", "START": "its beginning", "MID": "its middle", "END": "its end",
    "BEFORE": "before", "AFTER": "after", "ON_OR_BEFORE": "no later than", "ON_OR_AFTER": "no earlier than",
    "LESS_THAN": "less than", "MORE_THAN": "more than", "EQUAL_OR_LESS": "at most", "EQUAL_OR_MORE": "at least",
}  # fmt: skip

TIME_BASES = {
    "stated": "stated in the text",
    "anchored": "counted from another time in the text",
    "narrative": "likely from the narrative",
    "document": "counted from the date of the document",
    "calendar": "converted from its calendar",
}


def excerpt(text: str, span: Span, limit: int = 64) -> str:
    """The words of a span on one line, cut after a word where they are longer than ``limit``."""
    words = " ".join(text[span.start : min(span.end, span.start + 4 * limit)].split())
    if len(words) <= limit:
        return words
    cut = words[:limit].rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:.") + " …"


def joined(text: str, spans: Iterable[Span], limit: int = 64) -> str:
    """The words of several spans, with an ellipsis between them."""
    return " … ".join(excerpt(text, s, limit) for s in spans)


class Names:
    """What each voice is called, and the colour and letter (``key``) that it has on the screen."""

    def __init__(self, document: Document, screen: Screen) -> None:
        self._text = document.text
        self._entities = {e.id: e.name for e in document.entities}
        self._voices = {v.id: v for v in document.voices}
        self._keys = {voice: s.key for s in screen.speakers for voice in s.voices}
        # Somebody who speaks in another chain ('he said that he claimed') is a voice of its own, with the same colour.
        self._keys_of_names = {
            self.name(v): k for v, k in reversed(self._keys.items()) if k and self._is_named(v)
        }

    def key(self, voice: str | None) -> int | None:
        """0 the author, 1 to 4 those with most of the text, 5 everybody else; None: nobody knows."""
        if voice is None or voice not in self._voices:
            return None
        if voice in self._keys:
            return self._keys[voice]
        if self._voices[voice].parent is None:
            return 0
        return self._keys_of_names.get(self.name(voice), 5) if self._is_named(voice) else 5

    def _is_named(self, voice: str) -> bool:
        """Whether a voice is somebody by name; two unnamed ones ('he') need not be the same."""
        return voice in self._voices and bool(self._voices[voice].holders)

    def name(self, voice: str | None) -> str:
        """Who a voice is: names, or the words that describe an unnamed source in quotation marks."""
        record = self._voices.get(voice or "")
        if record is None:
            return "speaker not told"
        names = [self._entities.get(h, "?") for h in record.holders]
        names += [f"“{excerpt(self._text, s, 48)}”" for s in record.unnamed]
        if not names:
            return "the author" if record.parent is None else "somebody unnamed"
        return " and ".join(names)

    def chain(self, voice: str | None) -> str:
        """The voice with those through whom its words came, without the author: 'Dell, as told by Corl'."""
        names = [self.name(voice)]
        record = self._voices.get(voice or "")
        seen = {voice}
        while record and record.parent and record.parent not in seen:
            seen.add(record.parent)
            record = self._voices.get(record.parent)
            if record and record.parent is not None and self.name(record.id) != names[-1]:
                names.append(self.name(record.id))
        return ", as told by ".join(names)


def _person(person: Any) -> str:
    if not isinstance(person, dict):
        return ""
    return str(person.get("literal") or person.get("family") or person.get("given") or "")


def work_author(work: Work) -> str:
    """The family names of a work's authors; empty where none are known or the title tells them already."""
    people = work.csl.get("author")
    names = [n for n in map(_person, people if isinstance(people, list) else []) if n]
    title = str(work.csl.get("title") or "")
    if not names or any(n in title for n in names):
        return ""
    return f"{names[0]} et al." if len(names) > 3 else ", ".join([*names[:-2], " and ".join(names[-2:])])


def work_title(work: Work) -> str:
    """The title of a work up to its subtitle; what it is where it has none ('interview by Ansty')."""
    title = str(work.csl.get("title") or "")
    if title:
        return title.split(": ", 1)[0]
    kind = _TYPES.get(str(work.csl.get("type")), "work without a title")
    people = work.csl.get("interviewer")
    askers = [n for n in map(_person, people if isinstance(people, list) else []) if n]
    return f"{kind} by {' and '.join(askers)}" if askers else kind


def value_words(value: str) -> str:
    """A value as the format writes it, but seasons, weekdays and plain durations in words: 'winter 1931', '6 months'."""
    season = re.fullmatch(r"([\dX]{4})-(SP|SU|FA|WI)", value)
    if season:
        return f"{_SEASONS[season[2]]} {season[1]}"
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
    return _REFERENCES.get(value, value)


def locator_words(locator: Locator) -> str:
    """'p. 15', 'pp. 13-14', 'point 2'; an inherited one in parentheses, which says that it is inherited."""
    short = _SHORT_LABELS.get(locator.label)
    label = short[bool(_SEVERAL.search(locator.value))] if short else locator.label
    words = f"{label} {locator.value}"
    return f"({words}, inherited)" if locator.basis == "inherited" else words
