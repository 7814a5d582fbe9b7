"""told_days: which day words mean that name none whole: a weekday, a feast, 'the 5th', a clock time or a part of the day.

In a narrative they go on from the last day told; where a text speaks from a day (a letter, a report, an entry of a diary), from that.
"""

import datetime
import re
from collections.abc import Iterator

from whence.dates import bounds, grammar, named, shifted
from whence.dates.pieces import plain
from whence.layers.document import Document, Resolution, Time, TimeBasis
from whence.layers.resolutions import resolution
from whence.layers.speaking_day import Speaking
from whence.layers.story import Story, Told
from whence.layers.tense import WEIGHTS, Tenses
from whence.text import Span, SpanIndex

DAY_OR_HOUR = re.compile(
    r"T\d|XXXX-XX-XXT[\w:]+$|XXXX-XX-XX$|XXXX-WXX|XXXX-XX-\d\d(?:T[\w:]+)?$"
)  # values asked for here
_PART_OF_DAY = re.compile(r"\b(morning|afternoon|evening|night|tonight|noon)\b", re.IGNORECASE)
_SAID = re.compile(r"[ap]\.?m\b|\d[:.]?\d\d|hours")  # which half of the day is said, or all of a day's hours
_LATE_HOUR = 6  # from which 'that night at eight' is one before midnight
_FOR_WEEKDAYS, _FOR_HOURS = 400, 600  # characters over which the last day told goes on


class Days:
    """Answers for one document."""

    def __init__(self, doc: Document, sentences: SpanIndex[Span], tenses: Tenses) -> None:
        self.chars, self.sentences, self.tenses = doc.text, sentences, tenses
        self._hour: tuple[int, str] | None = None  # where a time of the day was told last, with its day
        self._again = -1  # where something that comes again and again was told last
        self.named_days: dict[str, str] = grammar(doc.document.language).table["named_days"]

    def hear(self, t: Time, value: str | None) -> None:
        """A time was told, with what it came to."""
        if t.type == "SET":
            self._again = t.start
        elif t.type == "TIME" and value is not None:
            self._hour = (t.start, value)

    def found(
        self, t: Time, story: Story, block: int, speaking: Speaking | None, quoted: bool
    ) -> Iterator[Resolution]:
        """The day or days that a time may mean. Nothing where nothing supports one, as a month of speaking does not."""
        if speaking and speaking.month:
            speaking = None
        if t.value == "XXXX-XX-XX":
            yield from self._feast(t, story, block, speaking)
        elif t.value.startswith("XXXX-WXX"):
            yield from self._weekday(t, story, speaking)
        elif re.fullmatch(r"XXXX-XX-\d\d(?:T[\w:]+)?", t.value):
            yield from self._day_of_month(t, story, speaking)
        else:
            yield from self._on_the_day(t, story, None if quoted else speaking)

    def _weekday(self, t: Time, story: Story, speaking: Speaking | None) -> Iterator[Resolution]:
        """In a report the nearest one before its day, or after, where the clause looks ahead; else the one that follows the
        last day told."""
        found = re.fullmatch(r"XXXX-WXX-([1-7])(T[\w:]+)?", t.value)
        if not found:
            return
        number, time = int(found[1]), found[2] or ""
        if speaking:
            day = datetime.date.fromisoformat(speaking.day)
            back = (day.isoweekday() - number) % 7
            ahead = 7 - back if self.tenses.looks_ahead(t) and back else -back
            value = (day + datetime.timedelta(days=ahead)).isoformat()
            yield resolution(value + time, t.mod, speaking.anchor, speaking.basis)
            return
        told = story.base("D")
        near = told is not None and t.start - told.start < _FOR_WEEKDAYS
        if told is not None and near and re.fullmatch(r"\d{4}-\d\d-\d\d", told.value):
            day = datetime.date.fromisoformat(told.value)
            value = (day + datetime.timedelta(days=(number - day.isoweekday()) % 7)).isoformat()
            yield resolution(value + time, t.mod, told.time, "narrative")

    def _feast(self, t: Time, story: Story, block: int, speaking: Speaking | None) -> Iterator[Resolution]:
        """A day that moves with Easter or the weekdays, 'on Good Friday', in the year that is told or that of the report."""
        words = plain(self.chars[t.start : t.end])
        rule = self.named_days.get(words) or self.named_days.get(words.removeprefix("the "))
        if rule is None:
            return
        years: list[tuple[int, str | None, TimeBasis]]
        years = [(year, source, "narrative") for year, source in story.years_of(None, block)]
        if not years and speaking:
            years = [(int(speaking.day[:4]), speaking.anchor, speaking.basis)]
        for year, source, basis in years:
            value = named.value(rule, year) if 325 <= year <= 2999 else None
            if (
                basis == "document"
                and value
                and speaking
                and value < speaking.day
                and self.tenses.looks_ahead(t)
            ):
                value = named.value(rule, year + 1)  # 'the inquiry will report by Easter'
            if value:
                yield resolution(value, t.mod, source, basis)

    def _on_the_day(self, t: Time, story: Story, speaking: Speaking | None) -> Iterator[Resolution]:
        """A clock time or a part of the day, on the last day told; in a report else on its own."""
        told, sentence = self._last_day(t, story), self.sentences.at(t.start)
        if sentence is not None and self._again >= max(sentence.start, told.start if told else 0):
            return  # 'on the first Tuesday of each month at half past seven'
        time = self._of_the_evening(t, t.value[t.value.index("T") :])
        if told is not None and time == t.value:
            time = self._after_the_morning(t, told.value, time)
        told = self._after_the_night(t, told, time) if told is not None else None
        if told is not None and t.start - told.start < _FOR_HOURS:
            yield resolution(told.value + time, t.mod, told.time, "narrative")
        elif speaking:
            yield resolution(speaking.day + time, t.mod, speaking.anchor, speaking.basis)

    def _last_day(self, t: Time, story: Story) -> Told | None:
        """The last day told; where hours have gone on from it into the next one, that."""
        told = story.base("D")
        if told is None or self._hour is None:
            return told
        at, value = self._hour
        same = at > told.start and re.fullmatch(r"\d{4}-\d\d-\d\d", told.value)
        gone_on = same and value.startswith(f"{shifted(told.value, 'P1D', 1)}T")
        return Told(value[:10], told.time, at) if gone_on else told

    def _after_the_night(self, t: Time, told: Told, time: str) -> Told:
        """'They left at 11 p.m. and sent a signal at 3:42 a.m.', 'in the night … In the morning': the day after."""
        late = re.fullmatch(r"(.{10})T(?:NI|EV|(?:1[89]|2\d):\d\d)", self._hour[1]) if self._hour else None
        if self._hour is None or late is None or late[1] != told.value or self._hour[0] < told.start:
            return told
        words = self.chars[t.start : t.end].lower()
        early = re.match(r"T(?:MO|0\d:)", time) and re.search(r"\ba\.?m\b|^0\d|morning|dawn", words)
        if (
            not early
            or self._looks_back(t)
            or re.match(r"(?:that|this|the same) ", words)
            or t.start - self._hour[0] > _FOR_HOURS
        ):
            return told
        after = shifted(told.value, "P1D", 1)
        return Told(after, told.time, told.start) if after else told

    def _of_the_evening(self, t: Time, time: str) -> str:
        """'That evening, at eight o’clock': an hour of the clock's second round."""
        sentence, hour = self.sentences.at(t.start), re.match(r"T(0[1-9]|1[01]):", time)
        if sentence is None or hour is None or _SAID.search(self.chars[t.start : t.end].lower()):
            return time
        parts = [m[1].lower() for m in _PART_OF_DAY.finditer(self.chars, sentence.start, t.start)]
        late = parts[-1:] == ["night"] or parts[-1:] == ["tonight"]
        if parts[-1:] in (["afternoon"], ["evening"]) or (late and int(hour[1]) >= _LATE_HOUR):
            return f"T{int(hour[1]) + 12}{time[3:]}"
        return time

    def _after_the_morning(self, t: Time, day: str, time: str) -> str:
        """'In the morning they attacked … at about four o’clock they gave way': later on the same day, so in the afternoon."""
        hour = re.match(r"T0([1-6]):", time)
        if hour is None or self._hour is None or _SAID.search(self.chars[t.start : t.end].lower()):
            return time
        at, last = self._hour
        before = re.fullmatch(r"(.{10})T(?:(MO)|(0[6-9]|1[0-2]):\d\d)", last)
        if (
            before is None
            or before[1] != day
            or t.start - at > _FOR_HOURS
            or (before[3] and int(before[3]) <= int(hour[1]))
        ):
            return time
        if self._looks_back(t):
            return time
        return f"T{int(hour[1]) + 12}{time[3:]}"

    def _looks_back(self, t: Time) -> bool:
        """Whether a pluperfect stands before a time in its sentence."""
        sentence = self.sentences.at(t.start)
        return (
            sentence is not None and re.search(r"\bhad\b", self.chars[sentence.start : t.start]) is not None
        )

    def _nearest(self, t: Time, own: str) -> str | None:
        """The day of a month that is nearest to the day from which is spoken, on the side of the tense."""
        here, (before, after) = datetime.date.fromisoformat(own), WEIGHTS[self.tenses.of(t)]
        months = [shifted(own[:7], f"P{abs(n)}M", 1 if n > 0 else -1) if n else own[:7] for n in (-1, 0, 1)]
        days = [f"{m}{t.value[7:10]}" for m in months if m and m[0] != "B" and bounds(m + t.value[7:10])[0]]

        def distance(day: str) -> float:
            away = (datetime.date.fromisoformat(day) - here).days
            return away * after if away > 0 else -away * before

        return min(days, key=distance) + t.value[10:] if days else None

    def _goes_on(self, t: Time, told: Told) -> bool:
        """Whether a letter or report that tells of a month goes on with it: in the same sentence, or soon and of what was."""
        sentence = self.sentences.at(t.start)
        if sentence is not None and told.start >= sentence.start:
            return True
        return t.start - told.start < _FOR_WEEKDAYS and self.tenses.of(t) == "past"

    def _day_of_month(self, t: Time, story: Story, speaking: Speaking | None) -> Iterator[Resolution]:
        """'On the 5th': of the month that is told; in a letter or a diary the last one that was, unless it looks ahead."""
        told = story.base("M")
        if speaking and (told is None or speaking.is_entry or not self._goes_on(t, told)):
            day = self._nearest(t, speaking.day)
            if day is not None:
                yield resolution(day, t.mod, speaking.anchor, speaking.basis)
        elif told is not None and bounds(told.value + t.value[7:])[0]:
            yield resolution(told.value + t.value[7:], t.mod, told.time, "narrative")
