"""resolved_times: what context makes of a time: a state machine from left to right, one for each voice.

* a full date is stated, and the narrative carries it on;
* '20 June' takes the narrative's year; where the year would be a guess it stays unresolved;
* 'six months later' counts from the last date told in the same paragraph or the one before;
* 'yesterday', 'today' and a lone weekday count from the document's own date, where it has a dateline;
* a date that names an event is not resolved; a quotation has its own time and does not move the narrative.
"""

import datetime
import re

import msgspec

from whence.dates import bounds, edtf_of, shifted
from whence.layers.document import Attribution, Document, Quotation, Resolution, Time
from whence.layers.step import Records, Step
from whence.text import SpanIndex, Text

_YEAR = re.compile(r"(\d{4})")
_REACH = 1  # paragraphs over which an offset may count from the last date


class _State(msgspec.Struct):
    """The last date told: its value, id and paragraph, and the last year."""

    value: str | None = None
    anchor: str | None = None
    block: int = -9
    year: str | None = None
    year_anchor: str | None = None


def annotate(doc: Document, text: Text) -> Records:
    """Times with their resolutions; quotations and attributions with the time at which they were said."""
    resolver = _Resolver(doc, text)
    times = tuple(resolver.resolve(t) for t in doc.times)
    index = SpanIndex([t for t in times if t.type == "DATE"])
    attributions = tuple(msgspec.structs.replace(a, said=_said(a, doc, index)) for a in doc.attributions)
    by_quotation = {q: a.said for a in attributions if a.kind == "direct" for q in a.quotations}
    quotations = tuple(msgspec.structs.replace(q, said=by_quotation.get(q.id)) for q in doc.quotations)
    return {"times": times, "quotations": quotations, "attributions": attributions}


class _Resolver:
    def __init__(self, doc: Document, text: Text) -> None:
        self.doc = doc
        self.text = text
        self.blocks = SpanIndex(doc.blocks)
        self.quotations: SpanIndex[Quotation] = SpanIndex(
            [q for q in doc.quotations if q.use in ("speech", "writing")]
        )
        self.states: dict[str, _State] = {}
        self.in_block: dict[int, tuple[str, str]] = {}  # paragraph → the last date told in it, and its id
        # a report with a dateline speaks from its own day; an essay's colophon only says when it was put up
        self.dateline = self._dateline()

    def _dateline(self) -> str | None:
        date = self.doc.document.date
        if date is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", date.value):
            return None
        if date.start is None:
            return date.value  # told by the user: the day from which the text speaks
        first = next((b for b in self.doc.blocks if b.kind == "paragraph"), None)
        if first is None:
            return None
        head = self.text.chars[first.start : first.start + 80]
        dated = re.match(
            r"[A-Z][A-Z .'’-]{2,40},\s+(?P<month>[A-Z][a-z]+)\.?\s+(?P<day>\d{1,2})|[A-Z][A-Z .'’-]{2,40}\s+(?:--|—|–|\()",
            head,
        )
        if dated is None:
            return None
        own = next((t for t in self.doc.times if t.start < first.start + 60 and t.start >= first.start), None)
        if own and re.fullmatch(r"XXXX-\d\d-\d\d", own.value):
            return date.value[:4] + own.value[4:]
        return date.value

    def resolve(self, t: Time) -> Time:
        quotation = self.quotations.around(t.start, t.end)
        block = self.blocks.at(t.start)
        number = int(block.id[1:]) if block else 0
        note = block is not None and block.kind in ("note", "colophon", "title", "heading")
        state = self.states.setdefault(
            quotation[-1].id if quotation else ("" if not note else f"note{number}"), _State()
        )
        if quotation and state.year is None and len(quotation) == 1:
            outer = self.states.get("", _State())
            state.year, state.year_anchor = outer.year, outer.year_anchor
        found = self._found(t, state, number)
        self._remember(t, found, state, number)
        return msgspec.structs.replace(t, resolved=found)

    def _found(self, t: Time, state: _State, block: int) -> tuple[Resolution, ...]:
        if t.type not in ("DATE", "TIME") or t.why == "names an event":
            return ()
        if re.fullmatch(r"XXXX-WXX-\d", t.value):
            return self._weekday(t)
        if t.offset is not None:
            return self._offset(t, state, block)
        if "X" not in t.value and bounds(t.value, t.mod)[0]:
            return (_resolution(t.value, t.mod, None, "stated"),)
        part = re.fullmatch(r"XXXX(-\d\d(?:-\d\d)?|-(?:SP|SU|FA|WI))", t.value)
        if part and state.year:
            return (_resolution(state.year + part[1], t.mod, state.year_anchor, "narrative"),)
        if part and self.dateline and len(part[1]) > 3:
            return (_resolution(self.dateline[:4] + part[1], t.mod, "document", "document"),)
        return ()

    def _weekday(self, t: Time) -> tuple[Resolution, ...]:
        """A weekday alone, in a report with a dateline: the last such day on or before it."""
        if not self.dateline:
            return ()
        day = datetime.date.fromisoformat(self.dateline)
        back = (day.isoweekday() - int(t.value[-1])) % 7
        if self._future(t):
            return ()
        return (_resolution((day - datetime.timedelta(days=back)).isoformat(), None, "document", "document"),)

    def _future(self, t: Time) -> bool:
        before = self.text.chars[max(0, t.start - 60) : t.start].lower()
        return (
            bool(re.search(r"\b(?:will|next|shall|until|till)\b", before))
            or self.text.chars[t.start : t.start + 4].lower() == "next"
        )

    def _offset(self, t: Time, state: _State, block: int) -> tuple[Resolution, ...]:
        assert t.offset is not None
        sign = 1 if t.offset.direction == "after" else -1
        words = self.text.chars[t.start : t.end].lower()
        if (
            words in ("today", "yesterday", "tomorrow", "tonight")
            or words.startswith(("last ", "next ", "this "))
            or words.endswith("ago")
        ):
            if self.dateline is None or self.quotations.around(t.start, t.end):
                return ()
            value = (
                shifted(self.dateline, t.offset.value, sign) if "P0" not in t.offset.value else self.dateline
            )
            return (
                (_resolution(value, t.mod, "document", "document"),) if value and self._fits(t, value) else ()
            )
        base, anchor = self._counted_from(state, block)
        if base is None or anchor is None:
            return ()
        value = base if t.offset.value.startswith("P0") else shifted(base, t.offset.value, sign)
        return (_resolution(value, t.mod, anchor, "anchored"),) if value else ()

    def _counted_from(self, state: _State, block: int) -> tuple[str | None, str | None]:
        """The date from which an offset counts: the narrative's last one nearby, or the last one of the block
        quotation that the paragraph goes on from."""
        if state.value is not None and block - state.block <= _REACH and state.block == block:
            return state.value, state.anchor
        before = self.doc.blocks[block - 2] if block >= 2 else None
        if before is not None and before.kind == "block_quotation" and block - 1 in self.in_block:
            return self.in_block[block - 1]
        if state.value is not None and block - state.block <= _REACH:
            return state.value, state.anchor
        return None, None

    def _fits(self, t: Time, value: str) -> bool:
        """Whether the resolution is as fine as the words are: 'last week' is no day."""
        return t.value not in ("XXXX-WXX",)

    def _remember(self, t: Time, found: tuple[Resolution, ...], state: _State, block: int) -> None:
        if t.type != "DATE" or len(found) != 1 or t.value == "PRESENT_REF":
            return
        value = found[0].value
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            state.value, state.anchor, state.block = value, t.id, block
            self.in_block[block] = (value, t.id)
            # a year mentioned in passing does not take over the narrative; a day or month with its year does
            if len(value) > 4 or state.year is None:
                state.year, state.year_anchor = value[:4], t.id


def _resolution(value: str, mod: str | None, anchor: str | None, basis: str) -> Resolution:
    earliest, latest = bounds(value, mod)
    return Resolution(value, edtf_of(value, mod), earliest, latest, anchor, basis)  # type: ignore[arg-type]


def _said(a: Attribution, doc: Document, times: SpanIndex[Time]) -> str | None:
    """The one date beside source and cue, outside the content."""
    spans = [*a.source, *a.cue]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    near = [
        t
        for t in times.touching(max(0, start - 30), end + 40)
        if not any(s.start <= t.start < s.end for s in a.content)
        and "\n\n" not in doc.text[min(t.start, start) : max(t.end, end)]
        and not re.search(r"[.;!?]\s", doc.text[min(t.end, end) : max(t.start, start)])
    ]
    return near[0].id if len(near) == 1 else None


STEP = Step(
    "resolved_times",
    needs=("document", "blocks", "times", "quotations", "attributions"),
    makes=("times", "quotations", "attributions"),
    annotate=annotate,
)
