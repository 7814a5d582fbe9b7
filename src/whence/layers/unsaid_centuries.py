"""unsaid_centuries: times whose century or era the words do not say: 'the seventies', 'the winter of ’41', 'in 218', 'the mid-first century'."""

import re
from collections.abc import Iterator

from whence.layers.document import Document, Resolution, Time, TimeBasis
from whence.layers.resolutions import resolution
from whence.layers.story import Story

ERALESS = "grammar, era not said"
"""How a time says that its words have no era (Time.why)."""


_AHEAD = 5  # years after the last one that a text names in which a decade may begin
_OURS = 20  # of a century that is not over


def last_year(doc: Document) -> int:
    """The last year that a text names, its own among them."""
    own = (doc.document.date.value,) if doc.document.date else ()
    values = [*own, *(t.value for t in doc.times if t.calendar == "gregorian" and t.type in ("DATE", "TIME"))]
    return max((int(v[:4]) for v in values if re.match(r"[12]\d{3}(?:-|$)", v)), default=9999)


def in_its_century(t: Time, story: Story, day: str | None, last: int) -> Iterator[Resolution]:
    """'The seventies', 'the winter of ’41': the nearest to what is told of, none of our century long after all that the text names; else the last ones before a report's own day."""
    words = t.value[2:]
    basis: TimeBasis
    source: str | None
    if story.decade and (story.last is None or story.decade.start > story.last.start):
        year, source, basis = int(story.decade.value) * 10 + 5, story.decade.time, "narrative"
    elif story.year is not None and story.year > 0:
        year, source, basis = story.year, story.year_from, "narrative"
    elif day:
        year, source, basis = int(day[:4]), "document", "document"
    else:
        return
    century = year // 100
    digits = re.match(r"\d\d?", words)[0]  # type: ignore[index]
    own = year % 100 if len(digits) == 2 else year % 100 // 10
    size = 10 ** len(digits)
    if basis == "document":
        century -= int(digits) > own
    elif int(digits) - own >= size // 2 + (size > 10):
        century -= 1  # 'the eighties', told in 1912
    elif own - int(digits) > size // 2:
        century += 1  # 'by ’02', told after 1998
    if len(digits) == 1 and century >= _OURS and int(f"{century:02d}{digits}0") > last + _AHEAD:
        century -= 1  # 'the forties', in a text that tells of nothing after 2003
    yield resolution(f"{century:02d}{words}", t.mod, source, basis)


def era_carried_on(chars: str, t: Time, story: Story) -> str | None:
    """'By the mid-first century', told after a year before Christ, is a century before Christ, if the words don't say otherwise."""
    if story.before_christ is None or not re.fullmatch(r"[01]\d|0\d{3}(?:-\d\d){0,2}", t.value):
        return None
    if t.why == ERALESS:
        return f"BC{t.value}"
    if len(t.value) > 2:
        return None
    if chars[t.end - 1] in "?-_":
        return None  # '19??' stands in catalogues, of books
    words = chars[t.start : t.end + 6].lower()
    return None if re.search(r"a\.?d\b|c\.?e\b|n\. ?chr|apr\.", words) else f"BC{t.value}"
