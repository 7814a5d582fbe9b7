"""TEI P5 (and P4) editions (.xml): the text that the editor established, with notes, quotations, speakers, dates and pages.

What the editor marked is taken over: ``<note>`` where it stands or where a ``<ptr>`` calls it, ``<quote>`` and ``<cit>``,
``<said who>``, ``<date when>``, ``<pb n>``. Of two readings of a word (``<choice>``) the one on the page is kept.
"""

import re
from typing import Any

from whence.readers.archive import xml
from whence.readers.html_notes import WebNote
from whence.readers.html_page import Element
from whence.readers.tree import noted, surveyed, written
from whence.readers.unreadable import Unreadable
from whence.text import Given, Text

MEDIA_TYPE = "application/tei+xml"
SUFFIXES = (".xml", ".tei")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROOTS = ("TEI", "TEI.2", "teiCorpus", "teiCorpus.2")
_GONE = frozenset(
    "teiHeader fw figDesc graphic del surplus facsimile sourceDoc standOff expan reg corr index metamark notatedMusic formula listPerson particDesc".split()
)
_PARAGRAPHS = frozenset(
    "p ab byline docAuthor docDate docImprint imprimatur dateline signed salute closer opener trailer argument epigraph sp stage speaker lg postscript bibl titlePart docEdition div0".split()
)
_DIVISIONS = frozenset(
    "text front body back group div div1 div2 div3 div4 div5 div6 div7 floatingText listBibl titlePage docTitle figure".split()
)
_LISTS = _DIVISIONS | {"list", "item", "noteGrp", "notesStmt"}
_RAISED = ("super", "sup")
_NOTES_OF = frozenset("foot end bottom margin left right inline opposite below marg".split())
_MARKS = "“”„\"'‘’«»‹›"
_DEEPEST = 200
_WHITE = re.compile(r"[ \t\r\n]+")


def read(raw: bytes) -> Text:
    """The Text of an edition. Raises Unreadable for other XML."""
    root = xml(raw, "the file")
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = element.tag.rpartition("}")[2]
    if root.tag not in _ROOTS:
        raise Unreadable(
            f"is XML, but no TEI edition (its outermost element is {str(root.tag)[:40]})",
            "save its text as .txt or .html",
        )
    edition = _Edition(root)
    tree, markers = edition.tree()
    text = written(surveyed(tree), noted(markers), {}, MEDIA_TYPE)
    given = [*text.given, *edition.placed(text)]
    facts = _facts(root)
    if facts:
        given.append(Given(0, 0, "metadata", tuple(sorted(facts.items()))))
    given.sort(key=lambda g: (g.start, -g.end, g.kind))
    return Text(text.chars, text.media_type, text.origins, text.pages, tuple(given))


class _Edition:
    """Builds a tree of page elements from an edition."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._ids = {e.get(_ID) or e.get("id"): e for e in root.iter() if e.get(_ID) or e.get("id")}
        self._markers: dict[Element, tuple[str, WebNote]] = {}
        self._notes: list[tuple[Any, WebNote]] = []
        self._by_note: dict[Any, WebNote] = {}
        self._marks: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []  # kind, where, attributes
        self._called = self._targets()
        self._count = 0
        self._number = 0

    def tree(self) -> tuple[Element, dict[Element, tuple[str, WebNote]]]:
        """The tree, and its markers with their notes."""
        from lxml import etree

        html = etree.Element("html")
        body = etree.SubElement(html, "body")
        for text in self._root.iter("text"):
            if not any(a.tag == "text" for a in text.iterancestors()):
                self._block(text, body, 0)
        done = 0
        while done < len(self._notes):
            source, note = self._notes[done]
            done += 1
            body.append(note.element)
            self._children(source, note.element, None, 1)
        return html, self._markers

    def placed(self, text: Text) -> list[Given]:
        """Speakers and dates that the editor marked, at their words."""
        starts: dict[str, int] = {}
        ends: dict[str, int] = {}
        for o in text.origins:
            if not o.generated:
                starts.setdefault(o.where, o.start)
                ends[o.where] = o.end
        return [
            Given(starts[w], ends[w], kind, attributes) for kind, w, attributes in self._marks if w in starts
        ]

    def _targets(self) -> set[Any]:
        """The notes of a list that a pointer calls; a note that stands at its place may be pointed at ('note 5 above')."""
        found = set()
        for pointer in self._root.iter("ptr", "ref"):
            target = self._ids.get(str(pointer.get("target", "")).removeprefix("#"))
            if target is not None and target.tag == "note" and target.getparent().tag in _LISTS:
                found.add(target)
        return found

    # -- blocks -------------------------------------------------------------------------------------------------------

    def _block(self, source: Any, into: Element, level: int) -> None:
        if level > _DEEPEST:
            return
        holder = self._made(into, "div")
        self._children(source, holder, None, level)

    def _children(self, source: Any, into: Element, inline: Element | None, level: int) -> None:
        """The children of an element: blocks below ``into``; words into the open paragraph, or one of their own."""
        open_ = inline
        if source.text and source.text.strip():
            open_ = open_ if open_ is not None else self._made(into, "p")
            self._words(source.text, open_)
        for child in source:
            tag = child.tag
            if isinstance(tag, str) and tag not in _GONE:
                if tag in _DIVISIONS and open_ is None:
                    self._block(child, into, level + 1)
                elif self._is_block(child) and inline is None:
                    open_ = None
                    self._one_block(child, into, level)
                else:
                    if open_ is None and tag not in ("pb", "lb", "cb", "milestone", "anchor"):
                        open_ = self._made(into, "p")
                    self._inline(child, open_ if open_ is not None else into, level)
            if child.tail and (child.tail.strip() or open_ is not None):
                open_ = open_ if open_ is not None else self._made(into, "p")
                self._words(child.tail, open_)

    def _is_block(self, element: Any) -> bool:
        tag = element.tag
        if tag in _PARAGRAPHS or tag in (
            "head",
            "list",
            "table",
            "item",
            "row",
            "l",
            "quote",
            "cit",
            "q",
            "said",
        ):
            if tag in ("q", "said", "quote", "cit"):
                apart = element.getparent().tag in _DIVISIONS or element.get("rend") in (
                    "block",
                    "blockquote",
                )
                return apart or any(
                    e.tag in ("p", "lg", "l", "div") for e in element.iter() if e is not element
                )
            return True
        return tag == "note" and self._is_listed(element)

    def _is_listed(self, note: Any) -> bool:
        """Whether a note stands in a list of notes rather than at its place."""
        return note in self._called

    def _one_block(self, element: Any, into: Element, level: int) -> None:
        tag = element.tag
        if tag == "note":
            return  # written when it is called
        if tag == "head":
            holder = self._made(into, f"h{min(6, max(1, level - 1))}")
            self._children(element, holder, holder, level)
        elif tag in ("quote", "cit", "q", "said"):
            self._children(element, self._made(into, "blockquote"), None, level)
        elif tag == "list":
            for item in element:
                if item.tag in ("item", "head"):
                    self._children(item, self._made(into, "li"), None, level)
        elif tag == "table":
            table = self._made(into, "table")
            for row in element.iter("row"):
                tr = self._made(table, "tr")
                for cell in row.iter("cell"):
                    td = self._made(tr, "td")
                    self._children(cell, td, td, level)
        elif tag in ("lg", "sp", "epigraph", "argument", "postscript", "opener", "closer"):
            self._verse_or_parts(element, into, level)
        else:
            self._paragraph(element, into, level)

    def _paragraph(self, element: Any, into: Element, level: int) -> None:
        """A paragraph; quotations and lists inside it are blocks of their own."""
        holder: Element | None = self._made(into, "p")
        if element.text:
            self._words(element.text, holder)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _GONE:
                if self._is_block(child) and child.tag != "l":
                    self._one_block(child, into, level)
                    holder = None
                else:
                    holder = holder if holder is not None else self._made(into, "p")
                    self._inline(child, holder, level)
            if child.tail and (holder is not None or child.tail.strip()):
                holder = holder if holder is not None else self._made(into, "p")
                self._words(child.tail, holder)

    def _verse_or_parts(self, element: Any, into: Element, level: int) -> None:
        lines = [e for e in element if e.tag == "l"]
        if not lines:
            self._children(element, self._made(into, "div"), None, level)
            return
        holder = self._made(into, "p")
        for n, line in enumerate(lines):
            if n:
                self._made(holder, "br")
            self._children(line, holder, holder, level)

    # -- words --------------------------------------------------------------------------------------------------------

    def _inline(self, element: Any, into: Element, level: int) -> None:
        tag = element.tag
        if level > _DEEPEST or tag in _GONE:
            return
        if tag == "note":
            if element not in self._called:
                self._marker(element, into)
        elif tag in ("ptr", "ref") and self._target(element) is not None:
            self._marker(self._target(element), into, element)
        elif tag == "pb":
            label = str(element.get("n", "")).strip()
            if label:
                self._made(into, "span").attrib.update({"class": "pagebreak", "title": label})
        elif tag in ("lb", "cb"):
            if element.get("break") != "no":
                self._words(" ", into)
        elif tag == "gap":
            self._words(" […] ", into)
        elif tag == "choice":
            self._choice(element, into, level)
        elif tag in ("q", "quote", "said"):
            self._quoted(element, into, level)
        elif tag == "date":
            self._dated(element, into, level)
        else:
            kind = {"hi": "em", "emph": "em", "title": "em", "foreign": "em"}.get(tag, "span")
            if tag == "hi" and any(r in str(element.get("rend", "")) for r in _RAISED):
                kind = "sup"
            holder = self._made(into, kind)
            self._children(element, holder, holder, level + 1)

    def _choice(self, element: Any, into: Element, level: int) -> None:
        kept = [e for e in element if e.tag in ("sic", "orig", "abbr", "unclear", "seg")] or list(element)[:1]
        for one in kept[:1]:
            holder = self._made(into, "span")
            self._children(one, holder, holder, level + 1)

    def _quoted(self, element: Any, into: Element, level: int) -> None:
        """Quoted words; marks are written where the edition leaves them to the markup."""
        inside = "".join(element.itertext()).strip()
        written_ = (into[-1].tail if len(into) else into.text) or ""
        marked = inside[:1] in _MARKS or written_.rstrip(" ")[-1:] in _MARKS
        holder = self._made(into, "span" if marked else "q")
        who = str(element.get("who", "")).removeprefix("#")
        if who:
            where = f"{self._place(element)}"
            holder.set("data-where", where)
            self._marks.append(("said", where, (("who", self._person(who)),)))
        self._children(element, holder, holder, level + 1)

    def _dated(self, element: Any, into: Element, level: int) -> None:
        holder = self._made(into, "span")
        told = {
            k: v
            for k, v in element.attrib.items()
            if k in ("when", "from", "to", "notBefore", "notAfter", "calendar")
        }
        if told:
            where = self._place(element)
            holder.set("data-where", where)
            self._marks.append(("date", where, tuple(sorted((k, str(v)[:60]) for k, v in told.items()))))
        self._children(element, holder, holder, level + 1)

    def _person(self, key: str) -> str:
        person = self._ids.get(key)
        name = next(person.iter("persName", "name"), None) if person is not None else None
        words = "".join(name.itertext()) if name is not None else key.replace("_", " ")
        return _WHITE.sub(" ", words).strip()[:200]

    def _target(self, pointer: Any) -> Any | None:
        target = self._ids.get(str(pointer.get("target", "")).removeprefix("#"))
        return target if target in self._called else None

    def _marker(self, note: Any, into: Element, pointer: Any | None = None) -> None:
        """An empty element where a note is called; the note itself comes at the end."""
        from lxml import etree

        known = self._by_note.get(note)
        if known is None:
            label = str(note.get("n", "")).strip()
            if not label:
                self._number += 1
                label = ("".join(pointer.itertext()).strip() if pointer is not None else "") or str(
                    self._number
                )
            known = WebNote(label[:20], etree.Element("div", {"data-where": self._place(note)}))
            self._by_note[note] = known
            self._notes.append((note, known))
        element = self._made(into, "span")
        self._markers[element] = (known.label, known)

    def _words(self, words: str, into: Element) -> None:
        words = _WHITE.sub(" ", words)
        if len(into):
            into[-1].tail = (into[-1].tail or "") + words
        else:
            into.text = (into.text or "") + words

    def _made(self, into: Element, tag: str) -> Element:
        from lxml import etree

        return etree.SubElement(into, tag)

    def _place(self, element: Any) -> str:
        """How an origin names an element: by its id, else by its number."""
        self._count += 1
        key = element.get(_ID) or element.get("id")
        return f"{element.tag} #{key}" if key else f"{element.tag} {self._count}"


def _facts(root: Any) -> dict[str, str]:
    """Title, author, publisher, date and language of the header."""
    found: dict[str, str] = {}

    def take(key: str, path: str) -> None:
        for element in root.findall(path):
            words = _WHITE.sub(" ", "".join(element.itertext())).strip()
            if words and element.get("type") not in ("short", "sub", "alt") and key not in found:
                found[key] = words[:500]

    header = "teiHeader/fileDesc/"
    for key, path in (
        ("title", f"{header}titleStmt/title"), ("author", f"{header}titleStmt/author"),
        ("date", f"{header}publicationStmt/date"), ("publisher", f"{header}publicationStmt/publisher"),
        ("publisher", f"{header}publicationStmt//publisher"), ("date", f"{header}publicationStmt//date"),
    ):  # fmt: skip
        take(key, path)
    for element in root.findall(f"{header}publicationStmt//date"):
        if element.get("when"):
            found["date"] = str(element.get("when"))[:10]
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", found.get("date", "")):
        found.pop("date", None)
    text = root.find("text")
    language = (text.get(_LANG) if text is not None else None) or root.get(_LANG)
    if language:
        found["language"] = str(language)[:20]
    return found
