"""problems: what a careful reader should look at, in one plain sentence each. Nothing is repaired here, and nothing judged."""

import datetime
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from whence.dates.in_words import WEEKDAYS, value_words
from whence.dates.named import GREGORIAN, weekday
from whence.lang import lexicon
from whence.lang.saying import LANGUAGES
from whence.layers.citations import ACROSS, OF_SEVERAL
from whence.layers.cited import Cited
from whence.layers.document import Document, Event, Problem
from whence.layers.quotations import without_partner
from whence.layers.step import Records, Step
from whence.text import Span, SpanIndex, Text

# In the order of what most needs a reader.
KINDS = (
    "two_dates", "weekday_differs", "calendars_differ", "date_ambiguous", "marker_without_note", "note_without_marker", "back_reference_unresolved",
    "back_reference_uncertain", "source_differs_from_note", "speaker_unknown", "speaker_from_note", "pronoun_unresolved", "unclosed_quotation",
    "note_number_missing", "told_differs", "page_without_text", "comment", "language",
)  # fmt: skip


_MOST_MARKS = 200


def annotate(doc: Document, text: Text) -> Records:
    """Problems in the order of the text, those of one place in the order of their kinds."""
    found: list[Problem] = list(doc.problems)  # what an earlier step has found
    found.extend(_of_the_file(text))
    for look in (
        _language,
        _notes,
        _back_references,
        _marks,
        _speakers,
        _pronouns,
        _weekdays,
        _calendars,
        _ambiguous,
        _two_dates,
    ):
        found.extend(look(doc))
    found.sort(key=lambda p: (p.spans[0].start if p.spans else -1, KINDS.index(p.kind), p.message))
    return {"problems": tuple(found)}


def _shown(doc: Document, span: Span, most: int = 60) -> str:
    words = re.sub(r"\s+", " ", doc.text[span.start : span.end])
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def _of_the_file(text: Text) -> Iterator[Problem]:
    """What the file's reader noticed, and the comments that people left in it."""
    for g in text.given:
        if g.kind == "notice":
            spans = (Span(g.start, g.end),) if g.end > g.start else ()
            yield Problem(g.get("problem") or "page_without_text", spans, g.get("message") or "")
        elif g.kind == "comment":
            words = " ".join((g.get("text") or "").split())
            short = words if len(words) <= 300 else words[:299].rsplit(" ", 1)[0] + "…"
            by = f" by {g.get('author')}" if g.get("author") else ""
            yield Problem("comment", (Span(g.start, g.end),), f"A comment{by}: “{short}”")


def _language(doc: Document) -> Iterator[Problem]:
    code = doc.document.language
    if code is None:
        yield Problem(
            "language",
            (),
            "The language of this text could not be told; it was read by the rules for English.",
        )
    elif code != "en":
        besides = (
            ", and who is said to say what beside a verb of saying" if code.split("-")[0] in LANGUAGES else ""
        )
        yield Problem(
            "language",
            (),
            f"This text seems to be in another language ({code}); the rules for words are English, so only marks, notes and layout{besides} were read with confidence.",
        )


def _notes(doc: Document) -> Iterator[Problem]:
    for marker in doc.markers:
        if marker.note is None:
            yield Problem(
                "marker_without_note",
                (Span(marker.start, marker.end),),
                f"The marker {marker.label} has no note.",
            )
    for note in doc.notes:
        if not note.markers:
            yield Problem(
                "note_without_marker",
                (Span(note.start, note.end),),
                f"Note {note.label} has no marker in the text.",
            )
    numbers = [(int(n.label), n) for n in doc.notes if n.label.isdigit()]
    for (a, first), (b, second) in itertools.pairwise(numbers):
        if b == a + 2:
            span = Span(second.start, second.end)
            yield Problem(
                "note_number_missing",
                (span,),
                f"Between note {first.label} and note {second.label} one number is missing.",
            )


def _back_references(doc: Document) -> Iterator[Problem]:
    words = {
        "ibid": "Ibid.",
        "idem": "Idem",
        "op_cit": "op. cit.",
        "loc_cit": "loc. cit.",
        "supra": "the reference above",
        "short": "the short title",
    }
    for c in doc.citations:
        why = c.why or ""
        if why.endswith((ACROSS, OF_SEVERAL)):
            span = Span(c.start, c.end)
            reason = (
                "a note without a reference stands between"
                if why.endswith(ACROSS)
                else "the note before cites several works"
            )
            yield Problem(
                "back_reference_uncertain", (span,), f"Which work Ibid. means in “{_shown(doc, span)}” is not certain: {reason}."
            )  # fmt: skip
        if c.form in words and c.work is None:
            span = Span(c.start, c.end)
            reason = (
                "nothing certain stands before it"
                if c.form == "ibid"
                else "no one work cited before fits it alone"
            )
            yield Problem(
                "back_reference_unresolved",
                (span,),
                f"It cannot be told which work {words[c.form]} means in “{_shown(doc, span)}”: {reason}.",
            )


def _marks(doc: Document) -> Iterator[Problem]:
    blocks = SpanIndex(doc.blocks)
    alone = without_partner(doc)
    for mark in alone[:_MOST_MARKS]:
        block = blocks.at(mark.at)
        end = min(block.end if block else mark.at + 1, mark.at + 60)
        span = Span(mark.at, mark.at + 1)
        near = _shown(
            doc,
            Span(mark.at, end)
            if mark.opening
            else Span(max(block.start if block else 0, mark.at - 50), mark.at + 1),
        )
        what = "is opened and never closed" if mark.opening else "is closed and was never opened"
        yield Problem("unclosed_quotation", (span,), f"A quotation {what}: {near}")
    if len(alone) > _MOST_MARKS:
        rest = alone[_MOST_MARKS:]
        spans = tuple(Span(mark.at, mark.at + 1) for mark in rest[:_MOST_MARKS])
        yield Problem("unclosed_quotation", spans, f"{len(rest)} more quotation marks have no partner.")


def _speakers(doc: Document) -> Iterator[Problem]:
    names = {e.id: e.name for e in doc.entities}
    voices = {v.id: v for v in doc.voices}
    works = {w.id: w for w in doc.works}
    cited = Cited(doc)
    inner = SpanIndex([q for q in doc.quotations if q.voice])
    for q in doc.quotations:
        span = Span(q.start, q.end)
        if q.use not in ("speech", "writing"):
            continue
        if q.voice is None:
            nested = any(o.id != q.id for o in inner.around(q.start, q.end))
            if not nested:
                yield Problem(
                    "speaker_unknown", (span,), f"Nobody is named as the speaker of {_quoted(doc, span)}."
                )
            continue
        who = " and ".join(names[h] for h in voices[q.voice].holders) or "somebody who is not named"
        if q.basis == "note":
            yield Problem(
                "speaker_from_note",
                (span,),
                f"Only the note tells that {who} speaks in {_quoted(doc, span)}.",
            )
        citation = cited.by_marker(q.marker)
        work = works.get(citation.work or "") if citation else None
        if (
            q.form == "block"
            and q.basis in ("named", "pronoun")
            and work
            and work.people
            and voices[q.voice].holders
        ):
            people = {p.entity for p in work.people}
            if not people & set(voices[q.voice].holders):
                authors = (
                    " and ".join(names[p.entity] for p in work.people if p.role == "author")
                    or names[work.people[0].entity]
                )
                yield Problem(
                    "source_differs_from_note",
                    (span,),
                    f"The text gives {_quoted(doc, span)} to {who}, its note cites a work of {authors}.",
                )


def _quoted(doc: Document, span: Span) -> str:
    words = _shown(doc, span, 40)
    return words if words[:1] in "“\"«„‘'" else f"“{words}”"


def _pronouns(doc: Document) -> Iterator[Problem]:
    pronouns = lexicon(doc.document.language).pronouns
    for v in doc.voices:
        for span in v.unnamed:
            word = doc.text[span.start : span.end].lower()
            if word in pronouns and word not in ("it",):
                yield Problem(
                    "pronoun_unresolved",
                    (span,),
                    f"It cannot be told for whom “{doc.text[span.start : span.end]}” stands here.",
                )


def _weekdays(doc: Document) -> Iterator[Problem]:
    """'Monday, 4 May 1921', where that day was a Wednesday."""
    names = dict(enumerate(WEEKDAYS, 1))
    found = re.compile(rf"\b({'|'.join(names.values())})\b", re.IGNORECASE)
    for t in doc.times:
        said = found.search(doc.text, t.start, t.end)
        value = t.resolved[0].value if len(t.resolved) == 1 and t.resolved[0].basis == "stated" else None
        if said and value and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            day = datetime.date.fromisoformat(value)
            real, calendar = names[weekday(day)], "Gregorian" if day.year >= GREGORIAN else "Julian"
            if real.lower() != said[1].lower():
                yield Problem(
                    "weekday_differs",
                    (Span(t.start, t.end),),
                    f"{_shown(doc, Span(t.start, t.end))} was a {real} in the {calendar} calendar, not a {said[1]}.",
                )


def _calendars(doc: Document) -> Iterator[Problem]:
    """A day given in two calendars, '30 Khordad 1360 (21 June 1981)', that are not the same day; so with years."""
    for first, second in itertools.pairwise(doc.times):
        between = doc.text[first.end : second.start]
        if first.calendar == "gregorian" or not first.resolved or not re.fullmatch(r"\s*[(/=,]\s*", between):
            continue
        if second.calendar != "gregorian" or not second.resolved:
            continue
        a, b = first.resolved[0], second.resolved[0]
        if (
            a.earliest
            and a.latest
            and b.earliest
            and b.latest
            and not (a.earliest <= b.latest and b.earliest <= a.latest)
        ):
            spans = (Span(first.start, first.end), Span(second.start, second.end))
            yield _differing(doc, spans, a.edtf or a.value)
    for t in doc.times:
        if t.calendar != "gregorian" and len(t.resolved) == 2 and t.resolved[1].basis == "calendar":
            yield _differing(doc, (Span(t.start, t.end),), t.resolved[1].edtf or t.resolved[1].value)


def _differing(doc: Document, spans: tuple[Span, ...], means: str) -> Problem:
    return Problem(
        "calendars_differ",
        spans,
        f"{_shown(doc, spans[0])} is {means} in the Gregorian calendar; the text says otherwise.",
    )


def _ambiguous(doc: Document) -> Iterator[Problem]:
    """'5/6/1998': the fifth of June or the sixth of May; a month of this year or of that, where dates of both stand before."""
    for t in doc.times:
        said_so = bool(t.edtf and t.edtf.startswith("["))  # 'in June or July 1826'
        one_basis = len({r.basis for r in t.resolved}) == 1 and t.calendar == "gregorian"
        if len(t.resolved) == 2 and one_basis and not said_so:
            first, second = (value_words(r.value) for r in t.resolved)
            yield Problem(
                "date_ambiguous",
                (Span(t.start, t.end),),
                f"{_shown(doc, Span(t.start, t.end))} can be {first} or {second}.",
            )


def _two_dates(doc: Document) -> Iterator[Problem]:
    """One event, by its word and its people, with two different days."""
    times = {t.id: t for t in doc.times}
    groups: dict[tuple[str, str, tuple[str, ...]], list[tuple[Event, str]]] = defaultdict(list)
    for e in (e for e in doc.events if e.kind != "other"):
        days = [
            times[t].resolved[0].value
            for t in e.times
            if len(times[t].resolved) == 1 and times[t].mod is None
        ]
        people = tuple(sorted(p.entity for p in e.participants))
        if len(days) == 1 and re.fullmatch(r"\d{4}-\d\d-\d\d", days[0]) and people:
            trigger = e.triggers[0]
            groups[(e.kind, doc.text[trigger.start : trigger.end].lower(), people)].append((e, days[0]))
    for (_, word, _), told in groups.items():
        if len({day for _, day in told}) == 2:
            spans = tuple(Span(times[e.times[0]].start, times[e.times[0]].end) for e, _ in told)
            first, second = sorted({day for _, day in told})
            yield Problem(
                "two_dates",
                spans,
                f"The {word} has two dates, {first} and {second}: one event told twice, or two.",
            )


STEP = Step(
    "problems",
    needs=(
        "document", "blocks", "entities", "voices", "markers", "notes", "citations", "works", "times", "quotations", "events",
        "problems",
    ),
    makes=("problems",),
    annotate=annotate,
)  # fmt: skip
