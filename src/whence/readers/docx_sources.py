"""docx_sources: what Word's own sources and EndNote's fields say of a cited work, as CSL-JSON in the form of Zotero's fields.

Word keeps its sources in a part of the file (ECMA-376 Part 1, 22.6) and cites them by tag; EndNote keeps its record, as XML,
in the field itself.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Any

import msgspec

from whence.readers.archive import Archive, xml
from whence.readers.unreadable import Unreadable

_B = "{http://schemas.openxmlformats.org/officeDocument/2006/bibliography}"
_WORD_TYPES = {
    "Book": "book", "BookSection": "chapter", "JournalArticle": "article-journal", "ArticleInAPeriodical": "article-magazine",
    "ConferenceProceedings": "paper-conference", "Report": "report", "InternetSite": "webpage", "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "document", "Interview": "interview", "Film": "motion_picture", "SoundRecording": "song", "Case": "legal_case",
    "Patent": "patent", "Art": "graphic", "Performance": "performance", "Misc": "document",
}  # fmt: skip
_WORD_FIELDS = {
    "Title": "title", "Publisher": "publisher", "City": "publisher-place", "JournalName": "container-title",
    "PeriodicalTitle": "container-title", "BookTitle": "container-title", "ConferenceName": "container-title",
    "InternetSiteTitle": "container-title", "Volume": "volume", "Issue": "issue", "Pages": "page", "URL": "URL",
    "StandardNumber": "ISBN", "Edition": "edition", "DOI": "DOI", "Institution": "publisher", "ShortTitle": "title-short",
    "ThesisType": "genre", "Comments": "note",
}  # fmt: skip
_WORD_PEOPLE = {"Author": "author", "Editor": "editor", "Translator": "translator", "Interviewer": "interviewer",
                "Interviewee": "author", "BookAuthor": "container-author", "Director": "author"}  # fmt: skip
_ENDNOTE_TYPES = {
    "book": "book", "edited book": "book", "book section": "chapter", "journal article": "article-journal",
    "newspaper article": "article-newspaper", "magazine article": "article-magazine", "thesis": "thesis", "report": "report",
    "manuscript": "manuscript", "web page": "webpage", "conference paper": "paper-conference", "statute": "legislation",
    "case": "legal_case", "personal communication": "personal_communication", "unpublished work": "manuscript",
}  # fmt: skip
_ENDNOTE_FIELDS = {
    "titles/title": "title", "titles/secondary-title": "container-title", "titles/tertiary-title": "collection-title",
    "periodical/full-title": "container-title", "publisher": "publisher", "pub-location": "publisher-place", "volume": "volume",
    "number": "issue", "pages": "page", "edition": "edition", "isbn": "ISBN", "electronic-resource-num": "DOI",
    "urls/related-urls/url": "URL", "language": "language",
}  # fmt: skip
_ENDNOTE_PEOPLE = {"authors": "author", "secondary-authors": "editor", "subsidiary-authors": "translator"}
_ENDNOTE = re.compile(r"(<EndNote>.*</EndNote>)", re.DOTALL)
_WORD = re.compile(r"\s*CITATION\s+(?P<tag>\S+)(?P<more>.*)$", re.DOTALL)
_PAGES = re.compile(r"\\p\s+(?:\"(?P<quoted>[^\"]{1,60})\"|(?P<plain>\S{1,60}))")
_MOST = 20_000  # sources of a document


def word_sources(archive: Archive) -> dict[str, dict[str, Any]]:
    """Word's own sources by their tags, as CSL items."""
    found: dict[str, dict[str, Any]] = {}
    for name in archive.names():
        if not re.fullmatch(r"customXml/item\d+\.xml", name):
            continue
        try:
            root = xml(archive.read(name), name)
        except Unreadable:
            continue  # parts of other programs lie there too
        if root.tag == f"{_B}Sources":
            for source in list(root)[:_MOST]:
                found.setdefault(str(source.findtext(f"{_B}Tag") or ""), _word_item(source))
    return found


def _word_item(source: Any) -> dict[str, Any]:
    item: dict[str, Any] = {"type": _WORD_TYPES.get(source.findtext(f"{_B}SourceType") or "", "document")}
    for name, csl in _WORD_FIELDS.items():
        value = " ".join((source.findtext(f"{_B}{name}") or "").split())
        if value:
            item.setdefault(csl, value)
    for name, csl in _WORD_PEOPLE.items():
        people = [_word_person(p) for p in source.iterfind(f"{_B}Author/{_B}{name}/{_B}NameList/{_B}Person")]
        body = " ".join((source.findtext(f"{_B}Author/{_B}{name}/{_B}Corporate") or "").split())
        people = people or ([{"literal": body}] if body else [])
        if people:
            item.setdefault(csl, people)
    parts = [source.findtext(f"{_B}{p}") or "" for p in ("Year", "Month", "Day")]
    year = re.search(r"\d{4}", parts[0])
    if year:
        month = int(parts[1]) if parts[1].strip().isdigit() else 0
        day = int(parts[2]) if parts[2].strip().isdigit() else 0
        item["issued"] = {
            "date-parts": [[int(year[0]), *([month] if month else []), *([day] if month and day else [])]]
        }
    return item


def _word_person(person: Any) -> dict[str, str]:
    given = " ".join(filter(None, (person.findtext(f"{_B}First"), person.findtext(f"{_B}Middle"))))
    family = (person.findtext(f"{_B}Last") or "").strip()
    return {k: v for k, v in (("family", family or given), ("given", given if family else "")) if v}


def word_citation(instruction: str, sources: dict[str, dict[str, Any]]) -> str | None:
    """The works of a field 'CITATION tag \\p 12 \\m tag2' as CSL-JSON; None where none of them is known."""
    match = _WORD.match(instruction)
    if not match:
        return None
    entries = []
    for n, part in enumerate(re.split(r"\\m\s+", instruction.strip().removeprefix("CITATION"))):
        tag = part.split()[0] if part.split() else ""
        if tag not in sources:
            continue
        entry: dict[str, Any] = {"itemData": sources[tag]}
        pages = _PAGES.search(part if n else match["more"].split("\\m")[0])
        if pages:
            entry |= {"locator": pages["quoted"] or pages["plain"], "label": "page"}
        entries.append(entry)
    return _stored(entries)


def endnote_data(data: str) -> str:
    """What EndNote keeps in a field's data instead of its instruction; empty where it is something else."""
    try:
        words = base64.b64decode("".join(data.split()), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
    return words.strip("\0 ") if "<EndNote>" in words else ""


def endnote_citation(instruction: str) -> str | None:
    """The works of an EndNote field as CSL-JSON; None where the field is none of EndNote's."""
    match = _ENDNOTE.search(instruction)
    if not match:
        return None
    try:
        root = xml(match[1].encode("utf-8"), "a field")
    except Unreadable:
        return None
    entries = []
    for cite in root.iter("Cite"):
        record = cite.find("record")
        entry: dict[str, Any] = {"itemData": _endnote_item(record if record is not None else cite, cite)}
        pages = (cite.findtext("Pages") or "").strip()
        if pages:
            entry |= {"locator": pages, "label": "page"}
        entries.append(entry)
    return _stored(entries)


def _endnote_item(record: Any, cite: Any) -> dict[str, Any]:
    kind = record.find("ref-type")
    name = str(kind.get("name", "")).lower() if kind is not None else ""
    item: dict[str, Any] = {"type": _ENDNOTE_TYPES.get(name, "document")}
    for path, csl in _ENDNOTE_FIELDS.items():
        value = _words(record.find(path))
        if value:
            item.setdefault(csl, value)
    for path, csl in _ENDNOTE_PEOPLE.items():
        people = [_name(_words(a)) for a in record.iterfind(f"contributors/{path}/author")]
        if people:
            item[csl] = people
    if "author" not in item and cite.findtext("Author"):
        item["author"] = [_name(" ".join(cite.findtext("Author").split()))]
    year = re.search(r"\d{4}", _words(record.find("dates/year")) or cite.findtext("Year") or "")
    if year:
        item["issued"] = {"date-parts": [[int(year[0])]]}
    return item


def _words(element: Any | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _name(words: str) -> dict[str, str]:
    family, comma, given = words.partition(",")
    if comma and given.strip():
        return {"family": family.strip(), "given": given.strip()}
    return {"literal": words.strip(" ,")}


def _stored(entries: Iterable[dict[str, Any]]) -> str | None:
    """Citations in the form of Zotero's fields, which one reader of them takes."""
    items = list(entries)
    return msgspec.json.encode({"citationItems": items}).decode() if items else None
