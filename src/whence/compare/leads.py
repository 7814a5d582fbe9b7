"""leads: what in one document may show on whom it rests: its words, the works it cites, those it takes its word from, an agency's name, odd spellings."""

import re
from collections.abc import Iterator

from msgspec import Struct

from whence.lang import lexicon
from whence.layers.document import Document
from whence.ledger.periods import day_number
from whence.ledger.reading import work_key
from whence.names.forms import plain
from whence.text import Span
from whence.works.labels import work_label

_ACCORDING = re.compile(r"\b[Aa]ccording to (?:the )?((?:[A-Z][\w’'-]+)(?: (?:of |the )?[A-Z][\w’'-]+){0,4})")
_SHORTEST_NAME = 5  # letters of a name whose spelling may be odd


class CitedAt(Struct, frozen=True, gc=False):
    """A work that a document cites: its key and CSL item, what it is called, the locator, and where it is cited."""

    key: str
    csl: dict[str, object]
    label: str
    locator: str | None
    at: Span


class Heard(Struct, frozen=True, gc=False):
    """Somebody, or a newspaper, whose word a document passes on: the name, its plain words, and where it is first named for it."""

    name: str
    words: frozenset[str]
    at: Span


class Leads(Struct, frozen=True, eq=False, gc=False):
    """What one document shows. ``names``: what it is called, and its publisher; ``persons``: its authors; ``days``: first and last possible day of writing or publication, as numbers; None where it is not known."""

    path: str
    names: frozenset[frozenset[str]]
    persons: frozenset[frozenset[str]]
    days: tuple[int, int] | None
    cited: tuple[CitedAt, ...]
    heard: tuple[Heard, ...]
    agency: tuple[str, Span] | None
    spellings: dict[str, Span]


def leads_of(path: str, document: Document) -> Leads:
    """What a document shows of what it rests on."""
    facts = document.document
    known = [facts.title, facts.publisher, re.sub(r"\.\w{1,5}$", "", facts.name)]
    names = frozenset(frozenset(plain(n).split()) for n in known if n and plain(n))
    persons = frozenset(frozenset(plain(n).split()) for n in (facts.byline or "").split(";") if plain(n))
    return Leads(
        path,
        names,
        persons,
        _days(document),
        tuple(_cited(document)),
        tuple({h.words: h for h in reversed(list(_heard(document)))}.values()),
        _agency(document),
        _spellings(document),
    )


def _days(document: Document) -> tuple[int, int] | None:
    date = document.document.date
    if date is None or not (date.edtf or date.value):
        return None
    ends = (date.edtf or date.value).split("/")
    first, last = day_number(ends[0]), day_number(ends[-1], True)
    return None if first is None or last is None else (first, last)


def _cited(document: Document) -> Iterator[CitedAt]:
    works = {w.id: w for w in document.works}
    seen = set()
    for c in document.citations:
        work = works.get(c.work or "")
        if work is None:
            continue
        locator = f"{c.locator.label} {c.locator.value}" if c.locator else None
        if (work.id, locator) not in seen:
            seen.add((work.id, locator))
            yield CitedAt(work_key(work), dict(work.csl), work_label(work.csl), locator, Span(c.start, c.end))


def _heard(document: Document) -> Iterator[Heard]:
    entities = {e.id: e for e in document.entities}
    held = {v.id: v.holders for v in document.voices}
    seen = set()
    for a in document.attributions:
        for holder in held.get(a.voice or "", ()):
            entity = entities.get(holder)
            if entity and a.source and holder not in seen and a.kind != "belief":
                seen.add(holder)
                yield Heard(entity.name, frozenset(plain(entity.name).split()), a.source[0])
    for m in _ACCORDING.finditer(document.text):
        yield Heard(m[1], frozenset(plain(m[1]).split()), Span(*m.span(1)))


def _agency(document: Document) -> tuple[str, Span] | None:
    """The news agency that a dateline, or the end of a report, names: 'HULL, 3 May (Reuters) –'."""
    for found in _agencies(document.document.language).finditer(document.text):
        start, end = found.span("name")
        begins = start < 400 and bool(
            re.match(r"\)?\s*[-–—]", document.text[end : end + 4]) or document.text[start - 1 : start] == "("
        )
        ends = len(document.text) - end < 200 and document.text[start - 1 : start] in "(—–[/"
        if begins or ends:
            return found["name"], Span(start, end)
    return None


def _agencies(language: str | None) -> re.Pattern[str]:
    names = lexicon(language).phrases("sources", "agencies")
    return re.compile(rf"(?<!\w)(?P<name>{'|'.join(map(re.escape, names))})(?!\w)")


def _spellings(document: Document) -> dict[str, Span]:
    """The longer words of names, as they are spelt, with the first place of each."""
    kinds = {e.id for e in document.entities if e.kind in ("person", "organisation", "place", "group")}
    found: dict[str, Span] = {}
    for m in document.mentions:
        if m.form == "name" and m.entity in kinds:
            for w in re.finditer(r"[^\W\d_]+", document.text[m.start : m.end]):
                if len(w.group()) >= _SHORTEST_NAME:
                    found.setdefault(w.group().casefold(), Span(m.start + w.start(), m.start + w.end()))
    return found
