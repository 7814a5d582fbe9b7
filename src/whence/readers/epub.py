"""Books (.epub, EPUB 2 and 3): the chapters in their reading order as one page, with notes, links back and printed pages.

Each chapter is read as a web page is; places are told apart by the chapter in which they stand.
"""

import posixpath
import re
from typing import Any
from urllib.parse import unquote

from whence.readers.archive import Archive, xml
from whence.readers.html_page import Element
from whence.readers.tree import surveyed, written
from whence.readers.unreadable import Unreadable
from whence.text import Text

MEDIA_TYPE = "application/epub+zip"
SUFFIXES = (".epub",)
_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NAVIGATION = frozenset(("toc", "landmarks", "page-list", "loi", "lot", "cover"))
_HTML = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/xml")
_MOST_CHAPTERS = 5_000
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read(raw: bytes) -> Text:
    """The Text of a book. Raises Unreadable where it cannot be opened or its chapters are locked."""
    archive = Archive(raw, "an EPUB book")
    if _is_locked(archive):
        raise Unreadable("is locked by its seller (DRM)", "ask for a copy without a lock")
    opf = _package(archive)
    package = xml(archive.read(opf), opf)
    chapters = _spine(package, opf, archive)
    if not chapters:
        raise Unreadable("names no chapters to read", "repair it, for example with Calibre")
    root = _joined(archive, chapters)
    return written(surveyed(root), None, _facts(package), MEDIA_TYPE)


def _is_locked(archive: Archive) -> bool:
    name = "META-INF/encryption.xml"
    if name not in archive:
        return False
    methods = [
        e.get("Algorithm", "")
        for e in xml(archive.read(name), name).iter()
        if str(e.tag).endswith("EncryptionMethod")
    ]
    return any(m not in _FONTS for m in methods)  # fonts may be obfuscated


def _package(archive: Archive) -> str:
    """The name of the package document."""
    if _CONTAINER in archive:
        for e in xml(archive.read(_CONTAINER), _CONTAINER).iter():
            path = e.get("full-path") if str(e.tag).endswith("rootfile") else None
            if path and path in archive:
                return str(path)
    found = sorted(n for n in archive.names() if n.lower().endswith(".opf"))
    if not found:
        raise Unreadable("is not an EPUB book", "save it anew from the program that made it")
    return found[0]


def _spine(package: Any, opf: str, archive: Archive) -> list[str]:
    """The parts with words, in the order of reading; tables of contents are left out."""
    folder = posixpath.dirname(opf)
    items: dict[str, tuple[str, str, str]] = {}
    for item in package.iter(f"{_OPF}item"):
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        items[item.get("id", "")] = (path, item.get("media-type", ""), item.get("properties", ""))
    found = []
    for ref in package.iter(f"{_OPF}itemref"):
        path, kind, properties = items.get(ref.get("idref", ""), ("", "", ""))
        if path in archive and kind in _HTML and "nav" not in properties.split() and path not in found:
            found.append(path)
    return found[:_MOST_CHAPTERS]


def _joined(archive: Archive, chapters: list[str]) -> Element:
    """One page of all chapters; ids and links carry the number of their chapter."""
    from lxml import etree

    from whence.readers.html import parsed

    numbers = {path: n for n, path in enumerate(chapters)}
    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    for path, n in numbers.items():
        page = parsed(archive.read(path))
        source = page.find("body") if page is not None else None
        if source is None or _NAVIGATION.intersection(source.get("epub:type", "").split()):
            continue
        source.tag = "div"
        source.set("data-where", path)
        source.set("id", f"c{n}")
        for element in source.iter():
            if isinstance(element.tag, str):
                _renamed(element, path, n, numbers)
        for tail in source.iter("nav"):
            if {"toc", "landmarks", "page-list"}.intersection(tail.get("epub:type", "").split()):
                tail.set("hidden", "hidden")
        body.append(source)
    return root


def _renamed(element: Element, path: str, n: int, numbers: dict[str, int]) -> None:
    for key in ("id", "name"):
        value = element.get(key)
        if value and not (key == "id" and element.get("data-where")):
            element.set(key, f"c{n}-{_safe(value)}")
    href = element.get("href")
    if not href or re.match(r"[a-z][a-z0-9+.-]*:", href, re.IGNORECASE):
        return
    target, _, place = href.partition("#")
    other = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
    if other in numbers:
        element.set("href", f"#c{numbers[other]}-{_safe(unquote(place))}" if place else f"#c{numbers[other]}")


def _safe(name: str) -> str:
    return re.sub(r"[\s#]+", "_", name)


def _facts(package: Any) -> dict[str, str]:
    """Title, author, publisher, date and language, as the package gives them."""
    found: dict[str, str] = {}
    for key, tag in (
        ("title", "title"),
        ("publisher", "publisher"),
        ("language", "language"),
        ("date", "date"),
    ):
        element = package.find(f".//{_DC}{tag}")
        words = " ".join("".join(element.itertext()).split()) if element is not None else ""
        if words:
            found[key] = words[:500]
    roles = {
        str(m.get("refines", "")).lstrip("#"): (m.text or "").strip()
        for m in package.iter(f"{_OPF}meta") if m.get("property") == "role"
    }  # fmt: skip
    authors = [
        " ".join("".join(c.itertext()).split())
        for c in package.iter(f"{_DC}creator")
        if c.get(f"{_OPF}role", roles.get(c.get("id", ""), "aut")) == "aut"
    ]
    if authors:
        found["author"] = "; ".join(a for a in authors if a)[:500]
    made = [m.text for m in package.iter(f"{_OPF}meta") if m.get("property") == "dcterms:modified"]
    if any((m or "")[:10] == found.get("date", "")[:10] for m in made):
        found.pop("date", None)  # the day on which the file was made
    if not re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", found.get("date", "")):
        found.pop("date", None)
    elif "date" in found:
        found["date"] = found["date"][:10]
    return found
