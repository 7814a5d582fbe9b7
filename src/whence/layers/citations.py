"""citations: the references in the notes, what kind each is, and the works they stand on; Ibid. and its kin resolved.

A back reference goes to the citation just before it (ibid.), or to the only earlier one that its name or title fits
(op. cit., short titles). Where none or several fit it stays unresolved: that is a problem, not a guess.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from whence.layers.citation_fields import FieldItem, fields
from whence.layers.citation_heads import SUPRA, YEAR, Known, declared_holders
from whence.layers.citation_readings import Reading, in_note
from whence.layers.document import Citation, CitationForm, Document, Locator
from whence.layers.reference_list import entries, pointers
from whence.layers.shelf import Shelf
from whence.layers.step import Records, Step
from whence.text import Span, SpanIndex, Text
from whence.works import (
    Kin,
    best,
    csl_name,
    kin,
    letters,
    locators,
)

ACROSS = "; across a note without a reference"
_LINK = re.compile(r",?\s*<?https?://\S+")
_SECTION = re.compile(
    r"(?<!\w)(?:(?P<s>ss?\.?|secs?\.?|sections?|§§?)|arts?\.?|articles?|Art\.)\s?(?P<n>\d+[A-Z]?(?:\(\w{1,3}\))*)"
)
OF_SEVERAL = "; the last of several works before it"
_ACROSS = 3  # notes of commentary alone over which Ibid. still reaches
_BY_PAGE = 8  # notes for each time that numbers begin again: then they are numbered by page


def annotate(doc: Document, text: Text) -> Records:
    """Citations of all notes in their order, and works, one for each that is cited."""
    body = " ".join(text.chars[b.start : b.end] for b in doc.blocks if b.kind != "note")
    words = kin(doc.document.language)
    stored = list(fields(text))
    readings = list(_in_notes(doc, text, body, words))
    readings = _with_fields(readings, stored, doc)
    return _resolved(_with_list(readings, doc), doc)


def _in_notes(doc: Document, text: Text, body: str, words: Kin) -> Iterator[Reading]:
    """The references of all notes; what one tells of authors and archives, the next ones know."""
    italics = [(g.start, g.end) for g in text.given if g.kind == "emphasis"]
    known = Known(set(), set(), set(), {}, set())
    for note in doc.notes:
        known.holders.update(declared_holders(text.chars[note.start : note.end]))
        inside = italics[bisect_left(italics, (note.start, 0)) : bisect_left(italics, (note.end, 0))]
        for reading in in_note(note, text, body, words, known, inside):
            known.learn(reading.item)
            if reading.alias:
                known.titles.add(letters(reading.alias))
            yield reading


def _with_list(readings: list[Reading], doc: Document) -> list[Reading]:
    """The entries of a list of references, and before them what points to one in the running text."""
    listed = entries(doc)
    if not listed:
        return readings
    made = [
        Reading(
            p.start, p.end, None, "short", "", None, p.entry.item, stored=p.locator, told="list of references"
        )
        for p in pointers(doc, listed)
    ]
    made += [
        Reading(e.start, e.end, None, "full", "", None, e.item, told="list of references") for e in listed
    ]
    return sorted([*readings, *made], key=lambda r: (r.start, r.end))


def _with_fields(readings: list[Reading], stored: list[FieldItem], doc: Document) -> list[Reading]:
    """What citation programs stored, in the place of what was read from the same words."""
    if not stored:
        return readings
    notes = SpanIndex(doc.notes)
    taken = SpanIndex([Span(f.start, f.end) for f in stored])
    kept = [
        r
        for r in readings
        if not any(min(r.end, s.end) - max(r.start, s.start) > 0 for s in taken.touching(r.start, r.end))
    ]
    for field in stored:
        around = notes.around(field.start, field.end)
        kept.append(
            Reading(
                field.start,
                field.end,
                around[0].id if around else None,
                "full",
                "",
                None,
                field.item,
                stored=Locator(field.label or "page", field.locator, "stated") if field.locator else None,
                told="citation field",
            )
        )
    return sorted(kept, key=lambda r: (r.start, r.end))


def _named_first_here(reading: Reading) -> dict[str, object] | None:
    """The work of a short title that no earlier note has given in full: author and title are all that is known of it."""
    if not reading.title or not reading.name:
        return None
    return {"type": "document", "author": [csl_name(reading.name)], "title": reading.title.strip(' “”"')}


def _resolved(readings: list[Reading], doc: Document) -> Records:
    shelf = Shelf()
    made: list[Citation] = []
    by_note: dict[str, list[Citation]] = {}
    latest: dict[str, str] = {}  # work → the citation that named it last
    labels = {n.label: n.id for n in doc.notes}
    distance = _Distance(doc)
    for reading in readings:
        before = made[-1] if made else None
        work, refers_to, form = _target(reading, before, latest, by_note, labels, shelf, distance)
        if form is None:
            continue
        citation = Citation(
            id=f"c{len(made) + 1}",
            start=reading.start,
            end=reading.end,
            note=reading.note,
            form=form,
            work=work,
            refers_to=refers_to,
            locator=reading.stored
            if reading.told
            else _locator(reading, form, made[int(refers_to[1:]) - 1] if refers_to else None),
            signal=reading.signal,
            why=reading.told
            if reading.told
            else f"{form} reference{_doubt(form, before, reading, by_note) if work else ''}",
        )
        made.append(citation)
        if work and reading.alias:
            shelf.call(work, reading.alias)
        if work and reading.item and reading.item.get("number"):
            shelf.call(work, str(reading.item["number"]))
        if work:
            latest[work] = citation.id
        if reading.note:
            by_note.setdefault(reading.note, []).append(citation)
    return {"citations": tuple(made), "works": tuple(shelf.works)}


def _target(
    reading: Reading,
    before: Citation | None,
    latest: dict[str, str],
    by_note: dict[str, list[Citation]],
    labels: dict[str, str],
    shelf: Shelf,
    distance: "_Distance",
) -> tuple[str | None, str | None, CitationForm | None]:
    """The work of a reading, the citation it points back to, and its form (None: no citation after all)."""
    if reading.form == "ibid":
        # notes of commentary alone may stand between; another chapter may not
        near = before is not None and distance.is_near(before.note, reading.note)
        return (before.work, before.id, "ibid") if before is not None and near else (None, None, "ibid")
    if reading.item is not None and (letter := shelf.letter(reading.item)) and len(letter) == 1:
        form: CitationForm = reading.form if reading.form in ("supra", "op_cit", "loc_cit") else "short"
        return letter[0], latest.get(letter[0]), form
    if reading.form == "supra":
        earlier = by_note.get(labels.get(reading.target or "", ""), [])
        works = {c.work for c in earlier}
        if reading.name:
            fitting = _fitting(reading, shelf)
            alone = [w for w in works if w] if len(works) == 1 else []
            same = shelf.known(reading.item)
            meant = (
                [w for w in fitting if w in works]
                or ([same] if same and same in works else [])
                or fitting
                or alone
            )
            return (meant[0], latest.get(meant[0]), "supra") if len(meant) == 1 else (None, None, "supra")
        return (earlier[-1].work, earlier[-1].id, "supra") if len(works) == 1 else (None, None, "supra")
    if reading.told and reading.item is not None:
        work = shelf.put(reading.item)
        return work, latest.get(work) if reading.form == "short" else None, reading.form
    if reading.form in ("op_cit", "loc_cit", "short"):
        works_found = _fitting(reading, shelf)
        if not works_found and reading.form == "short":
            item = reading.item or _named_first_here(reading)
            if item is None:
                return None, None, None
            return shelf.put(item), None, "full"
        if reading.name is None and before is not None and reading.form != "short":
            works_found = [before.work] if before.work else []
        if len(works_found) != 1:
            return None, None, reading.form
        return works_found[0], latest.get(works_found[0]), reading.form
    if reading.item is None:
        return None, None, reading.form
    if reading.form == "idem" and before is not None and before.work:
        author = shelf.works[int(before.work[1:]) - 1].csl.get("author")
        reading.item = {**reading.item, **({"author": author} if author else {})}
    if (
        "author" in reading.item
        and not reading.told
        and len(reading.words) < 90
        and not YEAR.search(reading.words)
    ):
        people = reading.item["author"]
        again = shelf.matching(people[0].get("family") or people[0].get("literal"), reading.item.get("title"))
        if len(again) == 1:
            return again[0], latest.get(again[0]), "short"
    title = str(reading.item.get("title", ""))
    if (
        len(reading.words) < 60
        and "author" not in reading.item
        and len(again := shelf.short_titles.of(title)) == 1
    ):
        return again[0], latest.get(again[0]), "short"
    return shelf.put(reading.item), None, reading.form


def _fitting(reading: Reading, shelf: Shelf) -> list[str]:
    """The works that a back reference can mean; 'op. cit.' leads to the only work of its author, whatever title stands there."""
    if reading.name is None and reading.title:
        return shelf.titled(reading.title)
    found = shelf.matching(reading.name, reading.title, reading.year) or shelf.printed_in(
        reading.name, reading.title
    )
    if not found and reading.name and reading.title is None and reading.form != "short":
        return shelf.titled(reading.name)  # '*Lotte agrarie in Italia*, cit.'
    if found or reading.title is None or reading.form == "short":
        return found
    return shelf.matching(reading.name, None, reading.year)


class _Distance:
    """How far notes stand from each other, and whether another chapter begins between them.

    Where numbers begin again under a heading, a chapter does; where they often begin again without one, it is a page.
    """

    def __init__(self, doc: Document) -> None:
        numbers = [int(n.label) if n.label.isdigit() else None for n in doc.notes]
        again = [
            k
            for k in range(1, len(numbers))
            if (numbers[k] or 0) <= (numbers[k - 1] or 0) and numbers[k] is not None
        ]
        called = {m.note: m.start for m in reversed(doc.markers)}
        headings = [b.start for b in doc.blocks if b.kind in ("heading", "title")]

        def under_heading(k: int) -> bool:
            first, last = (called.get(doc.notes[n].id, -1) for n in (k - 1, k))
            return 0 <= first < last and bisect_left(headings, first) < bisect_left(headings, last)

        chapters = [k for k in again if under_heading(k)]
        by_page = (len(again) - len(chapters)) * _BY_PAGE > len(numbers)
        self._again = chapters if by_page else again

    def is_near(self, note: str | None, current: str | None) -> bool:
        """Whether a back reference in a note can mean what another one cites."""
        if note is None or current is None:
            return False
        first, last = int(note[1:]) - 1, int(current[1:]) - 1
        return last - first <= _ACROSS + 1 and not any(first < k <= last for k in self._again)


def _doubt(
    form: CitationForm, before: Citation | None, reading: Reading, by_note: dict[str, list[Citation]]
) -> str:
    """Why it is not certain which work Ibid. means."""
    if form != "ibid" or before is None or not before.note or not reading.note or before.note == reading.note:
        return ""
    if int(reading.note[1:]) - int(before.note[1:]) > 1:
        return ACROSS
    works = {
        c.work for c in by_note.get(before.note, ()) if c.signal not in ("see", "see also", "cf", "but see")
    }
    return OF_SEVERAL if len(works - {None}) > 1 else ""


def _locator(reading: Reading, form: CitationForm, earlier: Citation | None) -> Locator | None:
    words = reading.words
    if form in ("ibid", "op_cit", "loc_cit", "supra"):
        words = kin(None).ibid.sub("x", words, count=1) if form == "ibid" else words
        words = SUPRA.sub("", words)
    words = _LINK.sub("", words).rstrip(" ,.")
    direct = (
        re.match(r"(?:x|.*?\bcit)\.?\s(?P<n>\d[\d–-]*)$", words)
        if form in ("ibid", "op_cit", "loc_cit")
        else None
    )
    if direct:
        return Locator("page", direct["n"], "stated")  # 'ibid. 697'
    place = best([p for p in locators(words) if p.label != "issue"])
    section = (
        _SECTION.search(words) if (reading.item or {}).get("type") in ("legislation", "treaty") else None
    )
    if section:
        return Locator("section" if section["s"] else "article-locator", section["n"], "stated")
    if place:
        return Locator(place.label, place.value, "stated")
    if form in ("ibid", "loc_cit") and earlier and earlier.locator:
        return Locator(earlier.locator.label, earlier.locator.value, "inherited")
    return None


STEP = Step(
    "citations",
    needs=("document", "blocks", "notes", "markers"),
    makes=("citations", "works"),
    annotate=annotate,
)
