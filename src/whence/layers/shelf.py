"""shelf: the works of a document as its notes name them, each once, and what a short name of one can mean."""

import re
from typing import Any

from whence.layers.citation_heads import BEGINNING
from whence.layers.document import Work
from whence.layers.short_titles import ShortTitles, abbreviates
from whence.works import date_parts, key, letters, parties, shelf_mark

_ARTICLE = re.compile(r"^(?:The|An?|Die|Der|Das|Les?|La|Il|El|L['’])\s?")
_GROUP = re.compile(r"(?:RG|Record\sGroup)\s\d+")


class Shelf:
    """The works of the document as they are met, each once."""

    def __init__(self) -> None:
        self.works: list[Work] = []
        self._by_key: dict[tuple[str, ...], str] = {}
        self._by_family: dict[str, list[Work]] = {}
        self._by_container: dict[str, list[Work]] = {}
        self._by_ends: dict[tuple[str, str] | None, list[Work]] = {}  # letters, by who wrote them to whom
        self.short_titles = ShortTitles()
        self._by_place: dict[str, str] = {}
        self._called: dict[str, str] = {}
        self._by_beginning: dict[str, list[tuple[str, str]]] = {}

    def put(self, item: dict) -> str:  # type: ignore[type-arg]
        location = str(item.get("archive_location", ""))
        place = letters(_mark(location))
        untitled = bool(place) and str(item.get("title", "")) == location
        found = self._by_key.get(key(item)) or (self._by_place.get(place) if untitled else None)
        if found:
            return found
        work = Work(f"w{len(self.works) + 1}", {"id": f"w{len(self.works) + 1}", **item}, why="reference")
        self.works.append(work)
        self._by_key[key(item)] = work.id
        if place and item["type"] != "personal_communication":  # a volume of letters is none of them
            self._by_place.setdefault(place, work.id)
        if container := letters(str(item.get("container-title", ""))):
            self._by_container.setdefault(container, []).append(work)
        for party in map(letters, parties(item)):
            # two cases of one name: nobody can tell which
            self._called[party] = "" if party in self._called else work.id
        title = str(item.get("title", ""))
        for own in dict.fromkeys((letters(title), letters(_ARTICLE.sub("", title)))):
            self._by_beginning.setdefault(own[:BEGINNING], []).append((own, work.id))
        for family in _families(work):
            self._by_family.setdefault(family, []).append(work)
        if ends := _ends_of_letter(work.csl):
            self._by_ends.setdefault(ends, []).append(work)
        self.short_titles.put(work)
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
            return [work for own, work in self._by_beginning.get(short, ()) if own == short] if short else []
        found = (w for own, w in self._by_beginning.get(short[:BEGINNING], ()) if own.startswith(short))
        return list(dict.fromkeys(found))

    def letter(self, item: dict[str, Any]) -> list[str]:
        """The letters that one named by the families alone can be: 'Courtenay to Bath'; of the same day, where both tell one."""
        day = item.get("issued")
        alike = self._by_ends.get(_ends_of_letter(item), ())
        return [w.id for w in alike if day is None or w.csl.get("issued") in (None, day)]

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


def _mark(location: str) -> str:
    """The shelf mark in the place of a file; where it names but a whole record group, all of the place."""
    mark = shelf_mark(location)
    return location if _GROUP.fullmatch(mark) else mark


def _fit(short: str, title: str, own: str) -> int | None:
    """How well a short title fits a work's own: 0 the same, 1 its beginning, 2 words of it; None not at all."""
    whole = letters(own)
    if not short:
        return 1
    if whole == short or letters(own.split(":")[0]) == short:
        return 0
    if whole.startswith(short[:40]) or letters(_ARTICLE.sub("", own)).startswith(short):
        return 1
    if (len(short) > 8 and short in whole) or (len(short) > 3 and _words(title) <= _words(own)):
        return 2
    if abbreviates(title.split(), own):
        return 2
    return None


def _ends_of_letter(item: dict[str, Any]) -> tuple[str, str] | None:
    """The families of who wrote a letter and to whom; None for what is no letter."""
    writer, reader = item.get("author"), item.get("recipient")
    if item.get("type") != "personal_communication" or not writer or not reader:
        return None
    return _family(writer[0]), _family(reader[0])


def _words(title: str) -> set[str]:
    """The words of a title as they are compared."""
    return {letters(w) for w in title.split()} - {""}


def _families(work: Work) -> set[str]:
    """The letters of the family names of a work's authors and editors."""
    people = [*work.csl.get("author", ()), *work.csl.get("editor", ())]
    return {_family(p) for p in people}


def _family(person: dict[str, str]) -> str:
    """The letters of somebody's family name, or of the last word of a body's."""
    return letters((person.get("family") or person.get("literal") or "?").split()[-1])
