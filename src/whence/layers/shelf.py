"""shelf: the works of a document as its notes name them, each once, and what a short name of one can mean."""

import re
from typing import Any

from whence.layers.citation_heads import BEGINNING
from whence.layers.document import Work
from whence.works import date_parts, key, letters, parties, shelf_mark

_ARTICLE = re.compile(r"^(?:The|An?|Die|Der|Das|Les?|La|Il|El|L['’])\s?")
_TELLING, _SHORTENED = 3, 2  # letters of a word that tells a title, and how many such words
_GROUP = re.compile(r"(?:RG|Record\sGroup)\s\d+")


class Shelf:
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

    def shortened(self, title: str) -> list[str]:
        """The works whose title, with the body that made it, is abbreviated so ('Cal. S. P. Dom.'), or of which so much stands at its end ('Four Masters')."""
        words = title.split()
        if sum(len(letters(w)) >= _TELLING for w in words) < _SHORTENED:
            return []
        return [
            w.id for w in self.works if abbreviates(words, _whole_title(w)) or _ends(words, _whole_title(w))
        ]

    def letter(self, item: dict[str, Any]) -> list[str]:
        """The letters that one named by the families alone can be: 'Courtenay to Bath'; of the same day, where both tell one."""
        ends = _ends_of_letter(item)
        if ends is None:
            return []
        day = item.get("issued")
        alike = [w for w in self.works if _ends_of_letter(w.csl) == ends]
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


def abbreviates(words: list[str], own: str) -> bool:
    """Whether words, one of them cut at a full stop, are each the beginning of a word of a title, in its order: 'Const. Docs.'."""
    if not any(w.endswith(".") for w in words):
        return False
    whole = iter([letters(w) for w in own.split()])
    short = [letters(w) for w in words if letters(w)]
    return all(any(w.startswith(s) for w in whole) for s in short) and letters("".join(words)) != letters(own)


def _ends(words: list[str], own: str) -> bool:
    """Whether a title ends with these words, with its years or without: 'Four Masters' for 'Annals of the Four Masters'."""
    whole = letters(re.sub(r"[\s,]*\b\d{4}(?:[-–]\d+)?$", "", own))
    short = letters("".join(words))
    return whole != short and whole.endswith(short)


def _whole_title(work: Work) -> str:
    """A title with the body before it: 'Calendar of State Papers' 'Domestic, 1634-5' are one name."""
    bodies = [str(p["literal"]) for p in work.csl.get("author", ()) if "literal" in p]
    return " ".join([*bodies, str(work.csl.get("title", ""))])


def _ends_of_letter(item: dict[str, Any]) -> tuple[str, str] | None:
    """The families of who wrote a letter and to whom; None for what is no letter."""
    writer, reader = item.get("author"), item.get("recipient")
    if item.get("type") != "personal_communication" or not writer or not reader:
        return None
    one, other = (
        letters((p.get("family") or p.get("literal") or "?").split()[-1]) for p in (writer[0], reader[0])
    )
    return one, other


def _words(title: str) -> set[str]:
    """The words of a title as they are compared."""
    return {letters(w) for w in title.split()} - {""}


def _families(work: Work) -> set[str]:
    """The letters of the family names of a work's authors and editors."""
    people = [*work.csl.get("author", ()), *work.csl.get("editor", ())]
    return {letters((p.get("family") or p.get("literal") or "?").split()[-1]) for p in people}
