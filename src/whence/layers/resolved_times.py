"""resolved_times: what context makes of times, apart from their words: a state machine over the text, one state a stream.

A quotation has its own time; the narrative carries its last date on; a report counts from its own day; 'ago' and 'later' say
the direction, and the tense of the clause where they don't. What nothing supports stays unresolved.
"""

import re
from collections.abc import Iterator

import msgspec

from whence.dates import bounds, edtf_of, parts_of, truncated, year_value
from whence.layers.ages import Ages
from whence.layers.beside_the_story import BesideTheStory
from whence.layers.calendar_years import CalendarYears, old_style
from whence.layers.counted_times import MONTH_OF_SEASON, Counting
from whence.layers.document import Document, Quotation, Resolution, Time
from whence.layers.main_day import MainDay
from whence.layers.resolutions import resolution
from whence.layers.said_when import said_when
from whence.layers.speaking_day import Speaking, heads_of_entries, nearest_year, next_entry, speaking_day
from whence.layers.step import Records, Step
from whence.layers.story import Story, Told
from whence.layers.tense import Tenses
from whence.layers.times_together import apposed, counted_from_dates, in_order, named_and_dated, on_their_days
from whence.layers.told_days import DAY_OR_HOUR, Days
from whence.layers.unsaid_centuries import ERALESS, era_carried_on, in_its_century, last_year
from whence.layers.weekdays_said import WeekdaysSaid
from whence.text import SpanIndex, Text

_OF_THAT_YEAR = re.compile(r"\b(?:that|the same) year$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till)\s+$", re.IGNORECASE)
_THAT_YEAR = 300  # characters back to a year that 'that same year' can mean, though the narrative did not go on from it
# 'this day week': said of what was it is a week ago
_EITHER_WAY = re.compile(
    r"(?:this day|to-?day|\w+day) (?:week|fortnight|three weeks|se['’]?nnight)", re.IGNORECASE
)
_REACH, _FAR = 2, 6  # paragraphs over which an offset may count from the last date; one in years


def annotate(doc: Document, text: Text) -> Records:
    """Times with their resolutions; quotations and attributions with the time at which they were said."""
    resolver = _Resolver(doc, text)
    alone = [resolver.resolve(t) for t in doc.times]
    dated = on_their_days(
        counted_from_dates(named_and_dated(apposed(alone, text.chars), text.chars), text.chars), text.chars
    )
    times = tuple(in_order(dated))
    index = SpanIndex([t for t in times if t.type == "DATE"])
    attributions = tuple(msgspec.structs.replace(a, said=said_when(a, doc, index)) for a in doc.attributions)
    by_quotation = {q: a.said for a in attributions if a.kind == "direct" for q in a.quotations}
    quotations = tuple(msgspec.structs.replace(q, said=by_quotation.get(q.id)) for q in doc.quotations)
    return {"times": times, "quotations": quotations, "attributions": attributions}


_FROM_CONTEXT = ("narrative", "document", "anchored")


def again(doc: Document) -> Document:
    """A document whose times are resolved anew from what is sure of them, after somebody has said what one of them is."""
    times = tuple(
        msgspec.structs.replace(t, resolved=tuple(r for r in t.resolved if r.basis not in _FROM_CONTEXT))
        for t in doc.times
    )
    bare = msgspec.structs.replace(doc, times=times)
    return msgspec.structs.replace(bare, **annotate(bare, Text(doc.text, doc.document.media_type)))


class _Resolver:
    def __init__(self, doc: Document, text: Text) -> None:
        self.doc = doc
        self.chars = text.chars
        self.blocks = SpanIndex(doc.blocks)
        self.sentences = SpanIndex(doc.sentences)
        self.quotations: SpanIndex[Quotation] = SpanIndex(
            [q for q in doc.quotations if q.use in ("speech", "writing")]
        )
        self.stories: dict[str, Story] = {"": self._first_story()}
        self.last_of_block: dict[int, Told] = {}
        self.calendars = CalendarYears()
        self.speaking = speaking_day(doc, text)
        self.last_year = last_year(doc)
        self.heads = heads_of_entries(doc, text)
        self.tenses = Tenses(self.chars, self.sentences)
        self.counting = Counting(doc, self.tenses)
        self.beside = BesideTheStory(self.chars, self.sentences)
        self.ages = Ages(self.chars, self.sentences)
        self.weekdays = WeekdaysSaid(doc)
        self.main_day = MainDay(doc)
        self.days = Days(doc, self.sentences, self.tenses)

    def resolve(self, t: Time) -> Time:
        """A time with its resolutions. The head of a diary's entry is the day from which the entry speaks."""
        if t.id not in self.heads:
            return self._resolved(t)
        last, self.speaking = self.speaking, None
        made = self._resolved(t)
        after = next_entry(last.day, t.value) if last and last.is_entry else None
        if last and after:
            made = msgspec.structs.replace(
                made, resolved=(resolution(after, t.mod, last.anchor, "anchored"),)
            )
        told = made.resolved[0].value if len(made.resolved) == 1 else ""
        if re.match(r"\d{4}-\d\d-\d\d", told):
            self.speaking = Speaking(told[:10], t.id)
            self.stories[""] = Story.of_day(Told(told[:10], t.id, t.start))  # each entry tells anew
        return made

    def _resolved(self, t: Time) -> Time:
        if t.offset and _EITHER_WAY.fullmatch(self.chars, t.start, t.end) and self.tenses.tells_what_was(t):
            t = msgspec.structs.replace(t, offset=msgspec.structs.replace(t.offset, direction="before"))
        block = self.blocks.at(t.start)
        number = int(block.id[1:]) if block else 0
        quotation = self.quotations.around(t.start, t.end)
        apart = block is not None and block.kind in ("note", "colophon", "title")
        turn = block is not None and block.kind == "turn" and len(quotation) == 1
        story = self._story([] if turn else quotation, number if apart else "turns" if turn else None)
        own = tuple(self._in_its_calendar(t, story, number)) or tuple(self.ages.found(t))
        found = t.resolved or own or tuple(self._found(t, story, number, bool(quotation)))
        if t.why and t.why.endswith("in doubt"):
            found = tuple(
                msgspec.structs.replace(r, edtf=edtf_of(r.value, t.mod, uncertain=True)) for r in found
            )
        either = bool(t.edtf and t.edtf.startswith("["))  # 'in June or July 1826': the year holds of both
        if found and (len(found) == 1 or found[0].basis == "narrative" or either):
            self._remember(t, found[0], story, number)
        self.days.hear(t, found[0].value if found else None)
        self.ages.hear(t, found[0].value if len(found) == 1 else None)
        return msgspec.structs.replace(t, resolved=found)

    def _first_story(self) -> Story:
        """Where the narrative begins: in the one year that the title names, 'The Diary of a Sergeant, 1944'."""
        titles = SpanIndex([b for b in self.doc.blocks if b.kind == "title"])
        named_ = [t for t in self.doc.times if t.type == "DATE" and titles.around(t.start, t.end)]
        years = {
            t.value: t.id for t in named_ if re.fullmatch(r"\d{4}", t.value) and t.calendar == "gregorian"
        }
        if len(named_) != 1 or len(years) != 1:
            return Story()
        ((year, source),) = years.items()
        return Story(int(year), source)

    def _story(self, quotation: list[Quotation], apart: int | str | None) -> Story:
        key = quotation[-1].id if quotation else "" if apart is None else f"apart {apart}"
        if key not in self.stories:
            outer = self.stories.get("")
            carried = outer if quotation and len(quotation) == 1 and outer else None
            self.stories[key] = Story(
                carried.year if carried else None, carried.year_from if carried else None
            )
        return self.stories[key]

    # -- one time -----------------------------------------------------------------------------------------------------

    def _found(self, t: Time, story: Story, block: int, quoted: bool) -> Iterator[Resolution]:
        if t.type not in ("DATE", "TIME") or t.why == "names an event" or t.calendar != "gregorian":
            return
        if t.offset is not None:
            yield from self._offset(t, story, block, quoted)
        elif DAY_OR_HOUR.match(t.value):
            yield from self.days.found(t, story, block, self.speaking, quoted)
        elif re.match(r"XX\d", t.value):
            yield from in_its_century(t, story, self.speaking.day if self.speaking else None, self.last_year)
        elif re.fullmatch(r"\d{4}-QX", t.value):
            quarter = parts_of(story.quarter.value).quarter if story.quarter else None  # type: ignore[union-attr]
            value = f"{t.value[:4]}-Q{quarter}" if quarter else t.value[:4]
            yield resolution(
                value,
                t.mod,
                story.quarter.time if story.quarter else None,
                "narrative" if quarter else "stated",
            )
        elif "X" not in t.value.split("T")[0]:
            era = era_carried_on(self.chars, t, story)
            if era:
                yield resolution(era, t.mod, story.before_christ, "narrative")
            if t.why == ERALESS:
                if not era and story.year is not None:
                    yield resolution(t.value, t.mod, story.year_from, "narrative")
            elif bounds(t.value, t.mod)[0]:
                yield resolution(t.value, t.mod, None, "stated")
        else:
            yield from self._without_year(t, story, block)

    def _in_its_calendar(self, t: Time, story: Story, block: int) -> Iterator[Resolution]:
        """A day or month of another calendar without its year; Old Style counts the years of the story."""
        if t.calendar == "julian" and t.value.startswith("XXXX"):
            same = msgspec.structs.replace(t, calendar="gregorian")
            yield from old_style(t, self._without_year(same, story, block))
        else:
            yield from self.calendars.found(t)

    def _without_year(self, t: Time, story: Story, block: int) -> Iterator[Resolution]:
        """'On 9 May', 'in March', 'the third quarter', 'in the summer'."""
        parts = parts_of(t.value)
        if parts is None or (parts.month is None and not parts.season and not parts.quarter):
            return
        rest = t.value[4:]
        if self.beside.names_no_year(t):
            return
        beside = self._year_beside(t, story)
        if beside is not None:
            yield resolution(f"{truncated(beside.value, 'Y')}{rest}", t.mod, beside.time, "narrative")
            return
        if self.speaking and (
            parts.quarter or not self._in_history(t, story) or self.tenses.of(t) == "ahead"
        ):
            there = parts.month or (parts.quarter or 0) * 3 or MONTH_OF_SEASON.get(parts.season or "", 0)
            year = nearest_year(self.speaking.day, there, parts.day, self.tenses.of(t))
            year = self.weekdays.year(t, year, (year - 1, year + 1)) or year
            yield resolution(f"{year_value(year)}{rest}", t.mod, self.speaking.anchor, self.speaking.basis)
            return
        month = parts.month or MONTH_OF_SEASON.get(parts.season or "")
        later = self._ends_later(t, story, month)
        if later is not None:
            yield resolution(f"{year_value(later)}{rest}", t.mod, story.year_from, "narrative")
            return
        main = self.main_day.of(t, story)
        if main is not None:
            yield resolution(f"{main.value[:4]}{rest}", t.mod, main.time, "narrative")
            return
        for year, source in self.weekdays.years(t, story, story.years_of(month, block)):
            yield resolution(f"{year_value(year)}{rest}", t.mod, source, "narrative")

    def _ends_later(self, t: Time, story: Story, month: int | None) -> int | None:
        """'They held it until the spring', told in December: the year after, for what lasts until then comes after what was told."""
        if not (month and story.month and story.year is not None and month < story.month):
            return None
        return story.year + 1 if _UNTIL.search(self.chars, max(0, t.start - 12), t.start) else None

    def _year_beside(self, t: Time, story: Story) -> Told | None:
        """The year that the sentence itself names before a date without one: 'in 1752, when on the eve of Michaelmas …'."""
        if _OF_THAT_YEAR.search(self.chars, t.start, t.end):
            return max(
                filter(None, (story.last, story.passing, story.beside)), key=lambda d: d.start, default=None
            )
        sentence, told = self.sentences.at(t.start), story.beside
        if told is None or sentence is None:
            return None
        if told.start >= sentence.start:
            return told
        return told if self.beside.goes_on_from(t, told) else None

    def _in_history(self, t: Time, story: Story) -> bool:
        """Whether a report is just then telling of another year than its own: in the same sentence, or in the same answer of an interview."""
        sentence, block = self.sentences.at(t.start), self.blocks.at(t.start)
        if (
            self.speaking is None
            or story.year is None
            or story.last is None
            or sentence is None
            or block is None
        ):
            return False
        since = block.start if block.kind == "turn" and self.tenses.of(t) == "past" else sentence.start
        return since <= story.last.start and abs(story.year - int(self.speaking.day[:4])) > 1

    # -- counted from another time ------------------------------------------------------------------------------------

    def _offset(self, t: Time, story: Story, block: int, quoted: bool) -> Iterator[Resolution]:
        offset = t.offset
        assert offset is not None
        if offset.counted_from == "event":
            return
        speaking = offset.counted_from == "speaking"
        spoken = (
            Told(self.speaking.value, self.speaking.anchor, 0) if self.speaking else self._of_the_interview(t)
        )
        unit = (
            offset.value[-1]
            if re.match(r"P\d", offset.value)
            else "T"
            if offset.value.startswith("PT")
            else "X"
        )
        if speaking:
            base = spoken
            if base is None and t.value != "PRESENT_REF":
                told = self._counted_from(story, block)
                base = told if told and not quoted and not self._is_of_today(t) else None
        else:
            base = self.beside.just_told(t, story) or self._counted_from(story, block, unit == "Y") or spoken
        if offset.value == "P0Y" and story.beside and t.start - story.beside.start < _THAT_YEAR:
            base = story.beside
        if base is None:
            return
        value = (
            base.value
            if offset.value == "P0T"
            else None
            if unit in "TX"
            else self.counting.moved(t, base, story)
        )
        if value is None and spoken and base.time != spoken.time and re.match(r"P0[^T]", offset.value):
            base = spoken  # 'the end of the month', where only years were told
            value = self.counting.moved(t, base, story)
        if value is not None:
            yield resolution(value, t.mod, base.time, "document" if base.time == "document" else "anchored")

    def _of_the_interview(self, t: Time) -> Told | None:
        """The day on which an interview was recorded: its answers tell of long ago, but say 'last week' from that day."""
        block, date = self.blocks.at(t.start), self.doc.document.date
        day = re.fullmatch(r"\d{4}-\d\d-\d\d", date.value) if date else None
        return Told(day[0], "document", 0) if day and block is not None and block.kind == "turn" else None

    def _is_of_today(self, t: Time) -> bool:
        """Whether words mean the day on which something is read ('today', 'two years ago'), not one that is told."""
        words = self.chars[t.start : t.end].lower()
        return bool(
            re.match(r"(?:today|yesterday|tomorrow|tonight|this|last|next)\b", words) or words.endswith("ago")
        )

    def _counted_from(self, story: Story, block: int, years: bool = False) -> Told | None:
        """The date from which an offset counts: the stream's last one nearby, or the last one of the block quotation
        that the paragraph goes on from."""
        before = self.doc.blocks[block - 2] if block >= 2 else None
        here = self.last_of_block.get(block)
        if (
            here is None
            and before is not None
            and before.kind == "block_quotation"
            and block - 1 in self.last_of_block
        ):
            return self.last_of_block[block - 1]
        if story.last is None:
            return None
        at = self.blocks.at(story.last.start)
        return (
            story.last if at is not None and block - int(at.id[1:]) <= (_FAR if years else _REACH) else None
        )

    # -- what stays ---------------------------------------------------------------------------------------------------

    def _remember(self, t: Time, found: Resolution, story: Story, block: int) -> None:
        aged = (
            t.type == "DURATION" and found.basis == "anchored"
        )  # 'when I was six': the story has come to that year
        if (
            (t.type not in ("DATE", "TIME") and not aged)
            or t.value == "PRESENT_REF"
            or t.value.startswith("T")
        ):
            return
        if t.calendar == "other" and len(t.value) < 10:
            return  # a king's year reaches into two, a reign over many: nothing goes on from them
        if t.offset is not None and t.offset.direction == "before" and len(found.value) < 8:
            return  # 'the previous year' looks back; the narrative goes on where it was
        offset = t.offset
        if (
            self.speaking
            and offset
            and (offset.direction, offset.counted_from) == ("before", "speaking")
            and offset.value[-1] in "YM"
        ):
            return  # 'last Christmas', said in a letter
        if (
            offset
            and (offset.direction, offset.counted_from) == ("before", "told")
            and self.beside.looks_back(t)
        ):
            return  # 'the same men had come two days earlier'
        value = re.sub(r"T.*", "", found.value)
        if "/" in value and "/" not in t.value and t.calendar == "gregorian":
            value = t.value  # 'the second week of May 1921': the narrative has come to May
        elif "/" in value and found.latest:
            value = found.latest  # of a month or season of another calendar its end
        if re.fullmatch(r"(?:\d{4}|BC\d{4})(-\d\d){1,2}", value):
            self.last_of_block[block] = Told(value, t.id, t.start)
        if len(found.value) == 4 and self.beside.is_named_by_its_year(t):
            return
        story.remember(
            value, t.id, t.start, self.beside.in_passing(t, story), self._opens(t), t.offset is None, not t.value.startswith("X"), block
        )  # fmt: skip

    def _opens(self, t: Time) -> bool:
        """Whether a date opens its sentence: 'In 1941, …'."""
        sentence = self.sentences.at(t.start)
        return sentence is not None and t.start - sentence.start < 16


STEP = Step(
    "resolved_times",
    needs=("document", "blocks", "sentences", "times", "quotations", "attributions"),
    makes=("times", "quotations", "attributions"),
    annotate=annotate,
)
