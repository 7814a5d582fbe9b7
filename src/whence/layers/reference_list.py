"""reference_list: the list of references at the end of a text, and the '(Hale 1949, 112)' in the text that point into it."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from whence.layers.cover import running
from whence.layers.document import Block, Document, Locator
from whence.works import best, field_items, letters, locators, parse
from whence.works.field_signs import table

_YEAR = r"(?:1[4-9]\d\d|20\d\d)[a-z]?"
_NAME = r"(?:(?:van|von|de|del|della|di|da|du|la|le|el|al|bin|ibn|der|den|ten)\s+){0,3}[^\W\d_][\w’'\-]+"
_NAMES = rf"(?P<name>{_NAME}(?:\s+{_NAME}){{0,3}}?)(?:(?:,\s+{_NAME}){{0,3}},?\s+(?:and|&|und|et|y|e)\s+{_NAME}|,?\s+et\s+al\.?)?"
_INSIDE = re.compile(rf"{_NAMES},?\s+(?P<year>{_YEAR})(?P<more>(?:[,:]\s*[^;()]{{0,40}})?)$")
_GROUP = re.compile(rf"\((?P<inside>[^()]{{3,300}}?{_YEAR}[^()]{{0,60}})\)")
_BESIDE = re.compile(rf"{_NAMES}(?:['’]s?)?\s+\((?P<year>{_YEAR})(?P<more>(?:[,:]\s*[^;()]{{0,40}})?)\)")
_OWN_YEAR = re.compile(rf"(?<![\d–-]){_YEAR}(?!\d)")
_LEAST = 0.75  # of the parser's certainty: in such a list an entry is a reference
_FEWEST = 2  # entries of a list


class Entry(Struct, frozen=True):
    """An entry of the list: where it stands and its CSL item; ``year`` with the letter that tells two of a year apart."""

    start: int
    end: int
    item: dict[str, Any]
    year: str
    families: frozenset[str]


class Pointer(Struct, frozen=True):
    """Words in the running text that point to an entry, and the place in the work that they give."""

    start: int
    end: int
    entry: Entry
    locator: Locator | None


def entries(doc: Document) -> list[Entry]:
    """The entries of the lists of references; none where a text has no such list."""
    found: list[Entry] = []
    for block in _listed(doc):
        words = " ".join(doc.text[block.start : block.end].split())
        item = field_items.item(words, _LEAST) or parse(words)
        year = _OWN_YEAR.search(words)
        if item is None or year is None:
            continue
        families = frozenset(
            letters(p.get("family") or p.get("literal") or "")
            for p in (*item.get("author", ()), *item.get("editor", ()))
        )
        if families - {""}:
            found.append(Entry(block.start, block.end, item, year[0], families))
    return found if len(found) >= _FEWEST else []


def _listed(doc: Document) -> Iterator[Block]:
    """The paragraphs under a heading such as 'References', up to the next heading."""
    headings = frozenset(table()["lists"]["headings"])
    inside = False
    for block in doc.blocks:
        words = doc.text[block.start : block.end].strip(" .:\n#*_").casefold()
        if block.kind in ("heading", "title") or words in headings:
            inside = re.sub(r"^[\divxlc]+[.)]?\s+", "", words) in headings
        elif inside and block.kind in ("paragraph", "list_item", "other"):
            yield block


def pointers(doc: Document, listed: list[Entry]) -> Iterator[Pointer]:
    """What in the running text points to an entry, in the order of the text. Only what fits one entry alone."""
    known: dict[tuple[str, str], list[Entry]] = {}
    for entry in listed:
        for family in entry.families:
            known.setdefault((family, entry.year), []).append(entry)
    own = {e.start for e in listed}  # an entry is a block
    for block in running(doc):
        if block.start in own:
            continue
        yield from sorted(_in_block(doc.text, block, known), key=lambda p: p.start)


def _in_block(chars: str, block: Block, known: dict[tuple[str, str], list[Entry]]) -> Iterator[Pointer]:
    for group in _GROUP.finditer(chars, block.start, block.end):
        at = group.start("inside")
        for part in group["inside"].split(";"):
            match = _INSIDE.search(part)
            if match:
                yield from _fitting(match, at, at + len(part.rstrip()), known)
            at += len(part) + 1
    for match in _BESIDE.finditer(chars, block.start, block.end):
        yield from _fitting(match, 0, match.end(), known)


def _fitting(
    match: "re.Match[str]", at: int, end: int, known: dict[tuple[str, str], list[Entry]]
) -> Iterator[Pointer]:
    """The one entry with this name and year; the name may have words before it that are none ('see', 'As')."""
    for word in re.finditer(r"\S+", match["name"]):
        fits = known.get((letters(match["name"][word.start() :]), match["year"]), [])
        if len(fits) == 1:
            yield Pointer(at + match.start("name") + word.start(), end, fits[0], _locator(match["more"]))
            return


def _locator(more: str) -> Locator | None:
    place = best(locators(f", {more.strip(' ,:')}")) if more.strip(" ,:") else None
    return Locator(place.label, place.value, "stated") if place else None
