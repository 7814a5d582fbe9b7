"""citations: the references in the notes, what kind each is, and the works they stand on; Ibid. and its kin resolved.

A back reference goes to the citation just before it (ibid.), or to the only earlier one that its name or title fits
(op. cit., short titles). Where none or several fit it stays unresolved: that is a problem, not a guess.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from whence.layers.citation_fields import FieldItem, fields
from whence.layers.citation_heads import BEGINNING, SUPRA, YEAR, Known, declared_holders
from whence.layers.citation_readings import Reading, in_note
from whence.layers.document import Citation, CitationForm, Document, Locator, Work
from whence.layers.reference_list import entries, pointers
from whence.layers.step import Records, Step
from whence.text import Span, SpanIndex, Text
from whence.works import (
    Kin,
    best,
    csl_name,
    date_parts,
    key,
    kin,
    letters,
    locators,
    parties,
    shelf_mark,
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


class _Shelf:
    """The works of the document as they are met, each once."""

    def __init__(self) -> None:
        self.works: list[Work] = []
        self._by_key: dict[tuple[str, ...], str] = {}
        self._by_family: dict[str, list[Work]] = {}
        self._by_container: dict[str, list[Work]] = {}
        self._by_place: dict[str, str] = {}
        self._called: dict[str, str] = {}
        self._by_beginning: dict[str, list[tuple[str, str]]] = {}

    def put(self, item: dict) -> str:  # type: ignore[type-arg]
        location = str(item.get("archive_location", ""))
        place = letters(shelf_mark(location))
        untitled = bool(place) and str(item.get("title", "")) == location
        found = self._by_key.get(key(item)) or (self._by_place.get(place) if untitled else None)
        if found:
            return found
        work = Work(f"w{len(self.works) + 1}", {"id": f"w{len(self.works) + 1}", **item}, why="reference")
        self.works.append(work)
        self._by_key[key(item)] = work.id
        if place:
            self._by_place.setdefault(place, work.id)
        if container := letters(str(item.get("container-title", ""))):
            self._by_container.setdefault(container, []).append(work)
        for party in map(letters, parties(item)):
            # two cases of one name: nobody can tell which
            self._called[party] = "" if party in self._called else work.id
        own = letters(str(item.get("title", "")))
        self._by_beginning.setdefault(own[:BEGINNING], []).append((own, work.id))
        for family in _families(work):
            self._by_family.setdefault(family, []).append(work)
        return work.id

    def known(self, item: dict[str, Any] | None) -> str | None:
        """The work that was met before under the same author and title."""
        return self._by_key.get(key(item)) if item else None

    def titled(self, title: str) -> list[str]:
        """The works that a title alone can mean."""
        short = letters(title)
        called = self._called.get(short)
        if called is not None:
            return [called] if called else []
        if len(short) < BEGINNING:
            return []
        return [work for own, work in self._by_beginning.get(short[:BEGINNING], ()) if own.startswith(short)]

    def printed_in(self, container: str | None, dated: str | None) -> list[str]:
        """The works in a periodical of a day: 'Gazette des tribunaux, 27 février 1840, art. cité'."""
        parts = date_parts(dated or "")
        return [
            w.id
            for w in self._by_container.get(letters(container or ""), ())
            if parts and w.csl.get("issued", {}).get("date-parts", [[]])[0][:1] == parts[0][:1]
        ]

    def call(self, work: str, name: str) -> None:
        """What a note says that it calls a work from there on."""
        self._called[letters(name)] = work

    def matching(self, name: str | None, title: str | None, year: str | None = None) -> list[str]:
        """The works that an author's name and a short title can mean: those whose title is so; else those whose title begins so; else those that have its words."""
        family, whole = letters(name.split()[-1]) if name else "", letters(name or "")
        short = letters(title or "")
        found: dict[int, list[str]] = {}
        for work in self._by_family.get(family, ()) if family else ():
            fit = _fit(short, title or "", str(work.csl.get("title", "")))
            if fit is not None and (not year or year in str(work.csl.get("issued", ""))):
                found.setdefault(fit, []).append(work.id)
        for own, number in self._by_beginning.get(whole[:BEGINNING], ()) if len(whole) > 5 else ():
            work = self.works[int(number[1:]) - 1]
            dated = not year or year in str(work.csl.get("issued", ""))
            if own.startswith(whole) and dated and not _families(work):
                found.setdefault(1, []).append(number)
        return list(dict.fromkeys(found[min(found)])) if found else []


def _fit(short: str, title: str, own: str) -> int | None:
    """How well a short title fits a work's own: 0 the same, 1 its beginning, 2 words of it; None not at all."""
    whole = letters(own)
    if not short:
        return 1
    if whole == short or letters(own.split(":")[0]) == short:
        return 0
    if whole.startswith(short[:40]) or letters(
        re.sub(r"^(?:The|An?|Die|Der|Das|Les?|La|L['’])\s?", "", own)
    ).startswith(short):
        return 1
    if (len(short) > 8 and short in whole) or (len(short) > 3 and _words(title) <= _words(own)):
        return 2
    return None


def _words(title: str) -> set[str]:
    """The words of a title as they are compared."""
    return {letters(w) for w in title.split()} - {""}


def _families(work: Work) -> set[str]:
    """The letters of the family names of a work's authors and editors."""
    people = [*work.csl.get("author", ()), *work.csl.get("editor", ())]
    return {letters((p.get("family") or p.get("literal") or "?").split()[-1]) for p in people}


def _resolved(readings: list[Reading], doc: Document) -> Records:
    shelf = _Shelf()
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
    shelf: _Shelf,
    distance: "_Distance",
) -> tuple[str | None, str | None, CitationForm | None]:
    """The work of a reading, the citation it points back to, and its form (None: no citation after all)."""
    if reading.form == "ibid":
        # notes of commentary alone may stand between; another chapter may not
        near = before is not None and distance.is_near(before.note, reading.note)
        return (before.work, before.id, "ibid") if before is not None and near else (None, None, "ibid")
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
    return shelf.put(reading.item), None, reading.form


def _fitting(reading: Reading, shelf: _Shelf) -> list[str]:
    """The works that a back reference can mean; 'op. cit.' leads to the only work of its author, whatever title stands there."""
    if reading.name is None and reading.title:
        return shelf.titled(reading.title)
    found = shelf.matching(reading.name, reading.title, reading.year) or shelf.printed_in(
        reading.name, reading.title
    )
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
