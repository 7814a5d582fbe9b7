"""The parts of a Word document that say what its words mean: styles, relations, how notes are numbered, properties."""

import posixpath
from functools import cached_property
from typing import Any

from whence.readers.archive import Archive, xml
from whence.readers.docx_sources import word_sources
from whence.readers.unreadable import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_QUOTES = (
    "quote",
    "quotation",
    "blocktext",
    "blockquot",
    "extract",
    "zitat",
    "citation",
    "citazione",
    "cita",
    "epigraph",
)
_SIGNS = "*†‡§"


class Parts:
    """Opens the parts. Raises Unreadable where the document itself is missing."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.main = self._main()
        self.document = self._xml(self.main)
        self._kinds = self._relations(self.main)
        self.links = {i: target for i, (kind, target) in self._kinds.items() if kind == "hyperlink"}
        self.footnotes = self._notes("footnotes")
        self.endnotes = self._notes("endnotes")
        self.comments = self._notes("comments")
        self.styles = self._styles()
        self.settings = self._part("settings")

    @cached_property
    def sources(self) -> dict[str, dict[str, Any]]:
        """Word's own sources by their tags, read when a field cites one."""
        return word_sources(self._archive)

    def name_of(self, kind: str) -> str:
        """The name of the part of a kind ('footnotes'), as origins give it."""
        return next((t for k, t in self._kinds.values() if k == kind), f"word/{kind}.xml")

    def _main(self) -> str:
        if "_rels/.rels" in self._archive:
            for kind, target in self._relations("").values():
                if kind == "officeDocument" and target in self._archive:
                    return target
        if "word/document.xml" in self._archive:
            return "word/document.xml"
        raise Unreadable("holds no Word document", "save it anew from Word or another program as .docx")

    def _xml(self, name: str) -> Any:
        """A part; of the strict kind with the names of the usual one."""
        raw = self._archive.read(name)
        if _STRICT[1:-1].encode() in raw:
            raw = raw.replace(_STRICT[1:-1].encode(), W[1:-1].encode())
            raw = raw.replace(b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode())
        return xml(raw, name)

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → its kind and target."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._archive:
            return {}
        found = {}
        for relation in xml(self._archive.read(rels), rels):
            kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
            target = str(relation.get("Target", ""))
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[str(relation.get("Id", ""))] = (kind, target)
        return found

    def _part(self, kind: str) -> Any | None:
        name = self.name_of(kind)
        return self._xml(name) if name in self._archive else None

    def _notes(self, kind: str) -> dict[str, Any]:
        """Notes or comments by their ids, without the lines that separate them from the page."""
        root = self._part(kind)
        found = {}
        for note in root if root is not None else ():
            if isinstance(note.tag, str) and note.get(f"{W}type", "normal") == "normal":
                found[str(note.get(f"{W}id"))] = note
        return found

    def _styles(self) -> dict[str, str]:
        """Style id → what its paragraphs are: 'h1' … 'h6', 'title', 'quote', or its parent's meaning."""
        root = self._part("styles")
        names, based, own = {}, {}, {}
        for style in root.iter(f"{W}style") if root is not None else ():
            key = str(style.get(f"{W}styleId"))
            name = style.find(f"{W}name")
            names[key] = str(name.get(f"{W}val", "") if name is not None else key)
            parent = style.find(f"{W}basedOn")
            based[key] = str(parent.get(f"{W}val", "")) if parent is not None else ""
            level = style.find(f"{W}pPr/{W}outlineLvl")
            own[key] = _meaning(names[key], level.get(f"{W}val") if level is not None else None)
        meanings = {}
        for key in names:
            at, seen = key, set()
            while at in own and not own[at] and at not in seen:
                seen.add(at)
                at = based[at]
            meanings[key] = own.get(at, "")
        return meanings

    def facts(self) -> dict[str, str]:
        """What the file says of itself: title, author, when it was made, its language."""
        name = "docProps/core.xml"
        if name not in self._archive:
            return {}
        root = xml(self._archive.read(name), name)
        found = {}
        for key, tag in (
            ("title", f"{_DC}title"),
            ("author", f"{_DC}creator"),
            ("language", f"{_DC}language"),
        ):
            element = root.find(tag)
            if element is not None and (element.text or "").strip():
                found[key] = " ".join((element.text or "").split())[:500]
        return found


def _meaning(name: str, outline: str | None) -> str:
    plain = name.lower().replace(" ", "").replace("-", "")
    if plain in ("title", "titel", "titre"):
        return "title"
    if plain.startswith(("heading", "überschrift", "titre", "titolo", "título")) and plain[-1:].isdigit():
        return f"h{min(6, max(1, int(plain[-1])))}"
    if any(q in plain for q in _QUOTES) and "char" not in plain and "footnote" not in plain:
        return "quote"
    return f"h{min(6, int(outline) + 1)}" if outline and outline.isdigit() and int(outline) < 6 else ""


def numbered(n: int, form: str) -> str:
    """The n-th label of a way of numbering (ECMA-376 ST_NumberFormat)."""
    if form in ("lowerRoman", "upperRoman"):
        roman, left = "", n
        for value, sign in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                            (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
            count, left = divmod(left, value)
            roman += sign * count
        return roman if form == "lowerRoman" else roman.upper()
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form == "chicago":
        return _SIGNS[(n - 1) % 4] * ((n - 1) // 4 + 1)
    return str(n)
