"""times: every time expression as it is written, with its value as the words have it. What context makes of them comes later."""

import re
from collections.abc import Iterator
from typing import cast

import msgspec

from whence.dates import Expression, edtf_of, grammar, shifted
from whence.dates.other_calendars import in_hijri_numbers, in_solar_years
from whence.dates.said_dates import day_first
from whence.dates.small_years import tells_small_years, with_small_years
from whence.layers.document import (
    Block,
    Calendar,
    Document,
    Mention,
    Resolution,
    Time,
    TimeBasis,
    TimeType,
)
from whence.layers.resolutions import resolution
from whence.layers.step import Records, Step
from whence.text import SpanIndex, Text

_TYPES: dict[str, TimeType] = {"DATE": "DATE", "TIME": "TIME", "DURATION": "DURATION", "SET": "SET"}


def annotate(doc: Document, text: Text) -> Records:
    """Times in the order of the text; numbers inside references and names are no times."""
    apart = _Apart(doc)
    blocks = [list(_expressions(doc, text, block, apart)) for block in doc.blocks]
    calendars = {e.calendar for found in blocks for e in found if e.means}
    blocks = [
        [in_hijri_numbers(e, text.chars[e.start : e.end], calendars) for e in found] for found in blocks
    ]
    if _day_first(blocks, text.chars):
        blocks = [[_ordered(e, text.chars) for e in found] for found in blocks]
    if "solar_hijri" in calendars:
        blocks = [[in_solar_years(e) for e in found] for found in blocks]
    if any(tells_small_years(found) for found in blocks):
        blocks = [
            _with_small_years(doc, text, block, found, apart)
            for block, found in zip(doc.blocks, blocks, strict=True)
        ]
    made: list[Time] = []
    for found in blocks:
        opened: int | None = None  # the time whose stretch the next one ends
        for e in found:
            made.append(_record(_told_of(e, text.chars), len(made) + 1))
            if opened is not None:
                made[opened] = msgspec.structs.replace(made[opened], until=made[-1].id)
            opened = len(made) - 1 if e.until else None
    return {"times": tuple(made)}


_NUMERIC = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")


def _day_first(blocks: list[list[Expression]], chars: str) -> bool:
    """Whether a text writes the day first in numbers: one of its dates can be read no other way, and none the other way."""
    numbers = [m for found in blocks for e in found if (m := _NUMERIC.fullmatch(chars, e.start, e.end))]
    return any(int(m[1]) > 12 for m in numbers) and not any(int(m[2]) > 12 for m in numbers)


def _ordered(e: Expression, chars: str) -> Expression:
    """'12/11/1996' in a text that writes the day first: the 12th of November alone."""
    if not e.other or e.calendar != "gregorian" or not _NUMERIC.fullmatch(chars, e.start, e.end):
        return e
    return msgspec.structs.replace(e, value=day_first(e, chars[e.start : e.end]), other=None)


def _expressions(doc: Document, text: Text, block: Block, apart: "_Apart") -> Iterator[Expression]:
    """The expressions of a block that are no part of a reference, a marker or a name."""
    if block.kind == "other":
        return
    for e in grammar(doc.document.language).find(text.chars, block.start, block.end):
        if not apart.holds(e, text.chars):
            yield e


def _with_small_years(
    doc: Document, text: Text, block: Block, found: list[Expression], apart: "_Apart"
) -> list[Expression]:
    """The expressions of a block with its years of two or three figures that give no era: 'In 218 he crossed the Alps'."""
    if block.kind == "other":
        return found
    all_ = with_small_years(grammar(doc.document.language), text.chars, block.start, block.end, found)
    return [e for e in all_ if not e.eraless or not apart.holds(e, text.chars)]


class _Apart:
    """What holds numbers that are no times: markers, references, names."""

    def __init__(self, doc: Document) -> None:
        self._citations = SpanIndex(doc.citations)
        self._markers = SpanIndex(doc.markers)
        self._mentions = SpanIndex([m for m in doc.mentions if m.form == "name"])

    def holds(self, e: Expression, chars: str) -> bool:
        """Whether an expression is a part of one of them."""
        if self._markers.touching(e.start, e.end) or self._citations.around(e.start, e.end):
            return True
        return any(_swallows(m, e, chars) for m in self._mentions.around(e.start, e.end))


_LED_IN = re.compile(r"\b(?:in|by|since|until|during|of|on)\s+$", re.IGNORECASE)


def _swallows(m: Mention, e: Expression, chars: str) -> bool:
    """Whether a date is only a part of a name ('the May Fourth Movement'), not the word before one ('in July Danish …')."""
    if m.end - m.start <= e.end - e.start:
        return False
    return not (m.start == e.start and _LED_IN.search(chars, max(0, e.start - 12), e.start))


# a verb, or what is told, before 'about': of what it is told, not nearly when
_TELLS = re.compile(
    r"\b(?:tell|tells|telling|told|know|knows|knew|known|write|writes|wrote|written|talk|talks|talked|speak|speaks|spoke|spoken|hear|hears|heard|say|says|said"
    r"|ask|asks|asked|think|thought|read|learn|learned|learnt|remember|remembered|forget|forgot|nothing|anything|something|everything|little|much|more|truth|story|book"
    r"|article|questions?|testimony|evidence|stories|legends?|memory|memories|doubts?|dispute)\s+$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"about\s+(?:the\s+)?", re.IGNORECASE)


def _told_of(e: Expression, chars: str) -> Expression:
    """'What I have to tell about 19 August': the day of which is told, and not nearly then."""
    about = _ABOUT.match(chars, e.start) if e.mod == "APPROX" else None
    if about is None or not _TELLS.search(chars, max(0, e.start - 16), e.start):
        return e
    return msgspec.structs.replace(e, start=about.end(), mod=None)


def _record(e: Expression, number: int) -> Time:
    edtf = _edtf(e)
    resolved = _readings(e)
    why = (
        "names an event" if e.names_event
        else "grammar, in doubt" if e.uncertain
        else "grammar, era not said" if e.eraless
        else "grammar"
    )  # fmt: skip
    return Time(
        f"t{number}",
        e.start,
        e.end,
        _TYPES[e.type],
        cast("Calendar", e.calendar),
        e.value,
        edtf,
        e.mod,
        e.offset,
        resolved,
        why=why,
    )


def _edtf(e: Expression) -> str | None:
    """The EDTF of an expression as it stands; of 'June or July 1826' a set of one or the other."""
    if e.type not in ("DATE", "TIME") or e.calendar != "gregorian":
        return None
    if e.either:
        return f"[{edtf_of(e.value, None)},{edtf_of(e.other or '', None)}]"
    return edtf_of(e.within or e.value, None if e.within else e.mod, e.uncertain)


def _readings(e: Expression) -> tuple[Resolution, ...]:
    """What a date of another calendar is in the Gregorian, and both readings of one that has two."""
    if e.means and e.other:  # said in two calendars that do not fit each other
        return (
            _reading(e.other, e.mod, "stated"),
            _reading(e.means, e.mod, "calendar", e.calendar == "lunar_hijri"),
        )
    if e.within:
        return (_reading(e.within, None, "stated"),)
    if e.means:
        return (_reading(e.means, e.mod, "calendar", e.calendar == "lunar_hijri"),)
    if e.other:
        return (_reading(e.value, e.mod, "stated"), _reading(e.other, e.mod, "stated"))
    return ()


def _reading(value: str, mod: str | None, basis: TimeBasis, give_or_take: bool = False) -> Resolution:
    """``give_or_take`` a day: a lunar month begins when the moon is seen."""
    made = resolution(value, mod, None, basis)
    if not give_or_take or made.edtf is None or made.earliest is None or made.latest is None:
        return made
    return msgspec.structs.replace(
        made,
        edtf="/".join(f"{part}~" for part in made.edtf.split("/")),
        earliest=shifted(made.earliest, "P1D", -1) or made.earliest,
        latest=shifted(made.latest, "P1D", 1) or made.latest,
    )


STEP = Step(
    "times",
    needs=("document", "blocks", "citations", "markers", "mentions"),
    makes=("times",),
    annotate=annotate,
)
