"""ages: in which year whoever tells was so old, where the text says when that was born: 'I was born in 1862. When I was six …'."""

import datetime
import re
from collections.abc import Iterator

from whence.layers.document import Resolution, Time
from whence.layers.resolutions import resolution
from whence.text import Span, SpanIndex

_BORN = re.compile(r"\bI\s+was\s+born\b[^.;!?]*$")
_I_WAS = re.compile(r"\w+\s+I\s+(?:was|turned)\b")
_HALF = 182  # days: half a year after the birthday


class Ages:
    """Answers for one text, in its order."""

    def __init__(self, chars: str, sentences: SpanIndex[Span]) -> None:
        self._chars, self._sentences = chars, sentences
        self._born: tuple[str, str] | None = None  # value and time of the birth of whoever tells

    def hear(self, t: Time, value: str | None) -> None:
        """A date was told, with what it came to: perhaps the day of the birth."""
        sentence = self._sentences.at(t.start)
        told = value is not None and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value)
        if value is None or not told or sentence is None or self._born is not None:
            return
        if _BORN.search(self._chars, sentence.start, t.start):
            self._born = (value, t.id)

    def found(self, t: Time) -> Iterator[Resolution]:
        """The year in which most of that year of life lay."""
        years = re.fullmatch(r"P(\d+)Y", t.value)
        if (
            self._born is None
            or not years
            or t.offset is None
            or not _I_WAS.match(self._chars, t.start, t.end)
        ):
            return
        born, source = self._born
        year = int(born[:4])
        if len(born) > 4:
            day = datetime.date(year, int(born[5:7]), int(born[8:10] or 1))
            year = (day + datetime.timedelta(days=_HALF)).year
        yield resolution(f"{year + int(years[1]):04d}", "APPROX", source, "anchored")
