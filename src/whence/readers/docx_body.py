"""The body of a Word document as a tree of page elements: runs with changes accepted, notes at their markers, fields, comments."""

import re
from typing import Any

from msgspec import Struct, field

from whence.readers.docx_parts import Parts, R, W, numbered
from whence.readers.docx_sources import endnote_citation, endnote_data, word_citation
from whence.readers.html_notes import WebNote
from whence.readers.html_page import Element

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset(
    f"{W}{t}"
    for t in (
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sectPr",
        "tblGrid",
        "sdtPr",
        "sdtEndPr",
        "instrText",
        "delText",
        "delInstrText",
        "footnoteRef",
        "endnoteRef",
        "annotationRef",
        "pict",
    )
)
_CITES = re.compile(r"ADDIN\s+(?:ZOTERO_ITEM\s+)?(?:CSL_CITATION)\s*(\{.*\})\s*$", re.DOTALL)
_CONTROL = {i: None for i in range(32) if i not in (9, 10, 13)}
_DEEPEST = 200
_NO_HYPHEN = {f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": ""}


class Extra(Struct):
    """A comment or a citation field: what it says, and the runs that it lies over."""

    kind: str
    attributes: dict[str, str]
    wheres: list[str] = field(default_factory=list)


class _Numbering(Struct):
    form: str = "decimal"
    start: int = 1
    each_section: bool = False


class Body:
    """Builds the tree once. ``extras`` are known after ``tree``."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.extras: list[Extra] = []
        self._markers: dict[Element, tuple[str, WebNote]] = {}
        self._notes: list[tuple[str, str, WebNote]] = []  # kind, id
        self._numbering = {k: self._numbering_of(k) for k in ("footnote", "endnote")}
        self._next = {k: n.start for k, n in self._numbering.items()}
        self._open: dict[str, Extra] = {}  # comments and fields that are open
        self._fields: list[list[Any]] = []  # instruction, whether its result has begun, extra
        self._where = ""
        self._paragraph = self._run = 0
        self._part = parts.main

    def tree(self) -> tuple[Element, dict[Element, tuple[str, WebNote]]]:
        """The tree, and its markers with their notes."""
        from lxml import etree

        root = etree.Element("html")
        body = etree.SubElement(root, "body")
        source = self._parts.document.find(f"{W}body")
        self._blocks(source if source is not None else (), body, 0)
        done = 0
        while done < len(self._notes):  # a note may hold the marker of another one
            kind, key, note = self._notes[done]
            done += 1
            self._note(kind, key, note, body)
        return root, self._markers

    def _numbering_of(self, kind: str) -> _Numbering:
        """How notes are numbered: by the last section that says so, else by the settings."""
        made = _Numbering("lowerRoman" if kind == "endnote" else "decimal")
        for holder in (self._parts.settings, self._parts.document):
            for props in holder.iter(f"{W}{kind}Pr") if holder is not None else ():
                for tag in ("numFmt", "numStart", "numRestart"):
                    element = props.find(f"{W}{tag}")
                    value = element.get(f"{W}val", "") if element is not None else ""
                    if tag == "numFmt" and value:
                        made.form = value
                    elif tag == "numStart" and value.isdigit():
                        made.start = int(value)
                    elif tag == "numRestart" and value == "eachSect":
                        made.each_section = True
        return made

    # -- blocks -------------------------------------------------------------------------------------------------------

    def _blocks(self, source: Any, into: Element, depth: int) -> None:
        from lxml import etree

        if depth > _DEEPEST:
            return
        for child in source:
            tag = child.tag
            if not isinstance(tag, str) or tag in _GONE:
                continue
            if tag == f"{W}p":
                self._paragraph_of(child, into)
            elif tag == f"{W}tbl":
                table = etree.SubElement(into, "table", {"data-where": f"{self._part} table"})
                for row in _below(child, f"{W}tr"):
                    tr = etree.SubElement(table, "tr")
                    for cell in _below(row, f"{W}tc"):
                        self._blocks(cell, etree.SubElement(tr, "td"), depth + 1)
            elif tag == f"{_ALTERNATE}AlternateContent":
                chosen = child.find(f"{_ALTERNATE}Choice")
                self._blocks(chosen if chosen is not None else (), into, depth + 1)
            else:
                self._blocks(child, into, depth + 1)  # content controls, inserted blocks, custom XML

    def _paragraph_of(self, p: Any, into: Element) -> None:
        from lxml import etree

        self._paragraph += 1
        self._where = f"{self._part} p {self._paragraph}"
        self._run = 0
        meaning, listed = self._meaning(p)
        tag = "li" if listed and meaning != "quote" else "h1" if meaning == "title" else meaning
        holder = etree.SubElement(into, tag if tag[:1] in ("h", "l") else "p", {"data-where": self._where})
        if meaning == "quote":
            into.remove(holder)
            quote = etree.SubElement(into, "blockquote")
            quote.append(holder)
        boxes: list[Any] = []
        self._inline(p, holder, boxes, 0)
        for box in boxes:
            self._blocks(box, into, 0)
        section = p.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            for kind, numbering in self._numbering.items():
                if numbering.each_section:
                    self._next[kind] = numbering.start

    def _meaning(self, p: Any) -> tuple[str, bool]:
        properties = p.find(f"{W}pPr")
        if properties is None:
            return "", False
        style = properties.find(f"{W}pStyle")
        key = str(style.get(f"{W}val", "")) if style is not None else ""
        meaning = self._parts.styles.get(key, "")
        level = properties.find(f"{W}outlineLvl")
        value = level.get(f"{W}val", "") if level is not None else ""
        if not meaning and value.isdigit() and int(value) < 6:
            meaning = f"h{int(value) + 1}"
        return meaning, properties.find(f"{W}numPr") is not None and not meaning

    def _note(self, kind: str, key: str, note: WebNote, body: Element) -> None:
        """A note at the end of the tree, under its label."""
        found = (self._parts.footnotes if kind == "footnote" else self._parts.endnotes).get(key)
        self._part = f"{self._parts.name_of(f'{kind}s')} note {key}"
        self._paragraph = 0
        body.append(note.element)
        self._blocks(found if found is not None else (), note.element, 0)

    # -- runs -----------------------------------------------------------------------------------------------------------

    def _inline(self, source: Any, into: Element, boxes: list[Any], depth: int) -> None:
        from lxml import etree

        if depth > _DEEPEST:
            return
        for child in source:
            tag = child.tag
            if not isinstance(tag, str) or tag in _GONE:
                continue
            if tag == f"{W}r":
                self._run_of(child, into, boxes)
            elif tag == f"{W}hyperlink":
                target = self._parts.links.get(child.get(f"{R}id", ""))
                holder = etree.SubElement(into, "a", {"href": _plain(target)}) if target else into
                self._inline(child, holder, boxes, depth + 1)
            elif tag == f"{W}fldSimple":
                self._begin_field(child.get(f"{W}instr", ""))
                self._inline(child, into, boxes, depth + 1)
                self._end_field()
            elif tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd"):
                self._comment(str(child.get(f"{W}id")), tag.endswith("Start"))
            elif tag == f"{_MATH}t":
                self._words(child.text or "", into)
            else:
                self._inline(
                    child, into, boxes, depth + 1
                )  # insertions, content controls, smart tags, mathematics

    def _run_of(self, run: Any, into: Element, boxes: list[Any]) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and _is_on(properties.find(f"{W}vanish")):
            return
        holder = into
        if properties is not None:
            raised = properties.find(f"{W}vertAlign")
            if raised is not None and raised.get(f"{W}val") == "superscript":
                holder = self._wrapped(into, "sup")
            elif _is_on(properties.find(f"{W}i")):
                holder = self._wrapped(into, "em")
        custom = None
        for child in run:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                custom = self._marker(child, into)
            elif tag == f"{W}t":
                if custom is not None and (child.text or "").strip():
                    self._own_label(custom, (child.text or "").strip())
                    custom = None
                    continue
                self._words(child.text or "", holder)
            elif tag in (f"{W}tab", f"{W}ptab"):
                self._words(" ", holder)
            elif tag in (f"{W}br", f"{W}cr"):
                if child.get(f"{W}type") not in ("page", "column"):
                    from lxml import etree

                    etree.SubElement(holder, "br")
            elif tag in _NO_HYPHEN:
                self._words(_NO_HYPHEN[tag], holder)
            elif tag == f"{W}sym":
                self._words(_symbol(child), holder)
            elif tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType"), child.findtext(f"{W}fldData"))
            elif tag == f"{W}instrText":
                if self._fields:
                    self._fields[-1][0] += child.text or ""
            else:
                boxes += _boxes(child)

    def _wrapped(self, into: Element, tag: str) -> Element:
        from lxml import etree

        last = into[-1] if len(into) else None
        if last is not None and last.tag == tag and not last.tail:
            return last  # Word breaks one word into several runs
        return etree.SubElement(into, tag)

    def _words(self, words: str, into: Element) -> None:
        """Appends words to an element; those under a comment or a field in an element of their own, to be found again."""
        from lxml import etree

        words = _plain(words)
        if not words or any(not begun for _, begun, _ in self._fields):
            return
        covering = [*self._open.values(), *(e for _, _, e in self._fields if e is not None)]
        if covering:
            self._run += 1
            where = f"{self._where} r {self._run}"
            into = etree.SubElement(into, "span", {"data-where": where})
            for extra in covering:
                extra.wheres.append(where)
        if len(into):
            into[-1].tail = (into[-1].tail or "") + words
        else:
            into.text = (into.text or "") + words

    # -- markers, fields, comments ----------------------------------------------------------------------------------

    def _marker(self, reference: Any, into: Element) -> Element | None:
        """An empty element where a note is called; given back where the words that follow are its label."""
        from lxml import etree

        kind = "footnote" if reference.tag.endswith("}footnoteReference") else "endnote"
        key = str(reference.get(f"{W}id"))
        known = self._parts.footnotes if kind == "footnote" else self._parts.endnotes
        if key not in known:
            return None
        own = reference.get(f"{W}customMarkFollows") in ("1", "true", "on")
        label = "" if own else numbered(self._next[kind], self._numbering[kind].form)
        self._next[kind] += not own
        name = self._parts.name_of(f"{kind}s")
        note = WebNote(label, etree.Element("div", {"data-where": f"{name} note {key}"}))
        self._notes.append((kind, key, note))
        element = etree.SubElement(into, "span", {"data-where": self._where})
        self._markers[element] = (label, note)
        return element if own else None

    def _own_label(self, element: Element, label: str) -> None:
        note = self._markers[element][1]
        note.label = label
        element.text = label
        self._markers[element] = (label, note)

    def _field(self, kind: str | None, data: str | None) -> None:
        if kind == "begin":
            self._fields.append([endnote_data(data) if data else "", False, None])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = True
            self._fields[-1][2] = self._citation(self._fields[-1][0])
        elif kind == "end":
            self._end_field()

    def _begin_field(self, instruction: str) -> None:
        self._fields.append([instruction, True, self._citation(instruction)])

    def _end_field(self) -> None:
        if self._fields:
            extra = self._fields.pop()[2]
            if extra is not None and extra.wheres:
                self.extras.append(extra)

    def _citation(self, instruction: str) -> Extra | None:
        """What a citation program keeps in a field, as CSL-JSON: Zotero, Mendeley, EndNote, Word itself."""
        match = _CITES.search(instruction)
        csl = match[1] if match else endnote_citation(instruction)
        if csl is None and instruction.lstrip().startswith("CITATION"):
            csl = word_citation(instruction, self._parts.sources)
        return Extra("citation", {"csl": _plain(csl)}) if csl else None

    def _comment(self, key: str, begins: bool) -> None:
        comment = self._parts.comments.get(key)
        if not begins:
            extra = self._open.pop(key, None)
            if extra is not None and extra.wheres:
                self.extras.append(extra)
        elif comment is not None:
            words = " ".join("".join(t.text or "" for t in comment.iter(f"{W}t")).split())
            about = {
                "author": comment.get(f"{W}author", ""),
                "date": comment.get(f"{W}date", ""),
                "text": words,
            }
            self._open[key] = Extra("comment", {k: _plain(v)[:2000] for k, v in about.items() if v})


def _below(element: Any, tag: str) -> Any:
    """The children of a kind, through content controls and accepted changes."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _GONE and child.tag not in (f"{W}tr", f"{W}tc"):
            yield from _below(child, tag)


def _boxes(element: Any) -> list[Any]:
    """The text boxes in a drawing; of two ways to draw it the first."""
    if element.tag == f"{_ALTERNATE}AlternateContent":
        chosen = element.find(f"{_ALTERNATE}Choice")
        return [] if chosen is None else list(chosen.iter(f"{W}txbxContent"))
    return list(element.iter(f"{W}txbxContent"))


def _is_on(flag: Any | None) -> bool:
    return flag is not None and flag.get(f"{W}val", "true") not in ("0", "false", "off", "none")


def _symbol(element: Any) -> str:
    """A character of a symbol font; those of Word's private area have none that other fonts know."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return "" if 0xE000 <= code <= 0xF8FF or code > 0x10FFFF else chr(code)


def _plain(words: str | None) -> str:
    """Words that XML can hold."""
    return "".join(
        c
        for c in (words or "").translate(_CONTROL)
        if not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"
    )
