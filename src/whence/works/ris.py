"""ris: RIS records, as Zotero and EndNote exchange them, as CSL items and back."""

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

Item = dict[str, Any]

_LARGEST = 20_000_000
_TYPES = {
    "BOOK": "book", "EDBOOK": "book", "EBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter", "JOUR": "article-journal",
    "EJOUR": "article-journal", "MGZN": "article-magazine", "NEWS": "article-newspaper", "CPAPER": "paper-conference",
    "CONF": "paper-conference", "RPRT": "report", "GOVDOC": "report", "THES": "thesis", "MANSCPT": "manuscript",
    "UNPB": "manuscript", "PCOMM": "personal_communication", "ELEC": "webpage", "BLOG": "post-weblog", "ENCYC": "entry-encyclopedia",
    "CASE": "legal_case", "STAT": "legislation", "BILL": "bill", "HEAR": "hearing", "MPCT": "motion_picture",
    "VIDEO": "motion_picture", "SOUND": "song", "MAP": "map", "PAMP": "pamphlet", "SER": "periodical", "JFULL": "periodical",
    "GEN": "document",
}  # fmt: skip
_WRITTEN = {csl: ris for ris, csl in reversed(_TYPES.items())} | {"interview": "PCOMM", "article": "JOUR"}
_PEOPLE = {"author": "authors", "editor": "secondary_authors", "translator": "subsidiary_authors",
           "interviewer": "tertiary_authors"}  # fmt: skip
_FIELDS = {
    "title": "title", "container-title": "secondary_title", "publisher": "publisher", "publisher-place": "place_published",
    "volume": "volume", "issue": "number", "edition": "edition", "DOI": "doi", "ISBN": "issn", "language": "language",
    "archive": "name_of_database", "archive_location": "call_number", "genre": "type_of_work", "title-short": "short_title",
    "collection-title": "tertiary_title",
}  # fmt: skip


def items(text: str) -> list[Item]:
    """The records of a RIS file. Raises ValueError where it is no RIS or too large."""
    if len(text) > _LARGEST:
        raise ValueError(f"is larger than {_LARGEST // 1_000_000} million characters")
    rispy: Any = import_module("rispy")
    try:
        found = rispy.loads(text)
    except Exception as error:  # rispy has no common class for what it cannot read
        raise ValueError("is not RIS, or breaks off in a record") from error
    if len(found) < len(re.findall(r"(?m)^\ufeff?TY  -", text)):
        raise ValueError("is RIS of which a record has no end (ER  - )")
    return [_item(record) for record in found]


def _item(record: Mapping[str, Any]) -> Item:
    item: Item = {"type": _TYPES.get(str(record.get("type_of_reference", "")), "document")}
    for csl, name in _PEOPLE.items():
        people = record.get(name) or (record.get("first_authors") if csl == "author" else None)
        if people:
            item[csl] = [_person(str(p)) for p in people]
    for csl, name in _FIELDS.items():
        value = record.get(name) or (record.get("primary_title") if csl == "title" else None)
        value = value or (record.get("journal_name") if csl == "container-title" else None)
        if value:
            item[csl] = " ".join(str(value).split())
    if record.get("urls"):
        item["URL"] = str(record["urls"][0])
    if record.get("notes"):
        item["note"] = "; ".join(" ".join(str(n).split()) for n in record["notes"])
    first, last = record.get("start_page"), record.get("end_page")
    if first:
        item["page"] = f"{first}–{last}" if last else str(first)
    date = str(record.get("date") or record.get("publication_year") or record.get("year") or "")
    parts = [int(p) for p in re.findall(r"\d+", date)[:3]]
    if parts:
        item["issued"] = {"date-parts": [parts]}
    return item


def _person(name: str) -> dict[str, str]:
    family, _, given = name.partition(",")
    given, _, suffix = given.partition(",")
    if not given.strip():
        return {"literal": family.strip()} if " " in family.strip() else {"family": family.strip()}
    person = {"family": family.strip(), "given": given.strip()}
    return person | ({"suffix": suffix.strip()} if suffix.strip() else {})


def written(csl: Iterable[Item]) -> str:
    """CSL items as RIS records."""
    rispy: Any = import_module("rispy")
    made: str = rispy.dumps([_record(item) for item in csl])
    return re.sub(r"(?m)^\d+\.\n(?=TY  -)", "", made)


def _record(item: Item) -> dict[str, Any]:
    record: dict[str, Any] = {"type_of_reference": _WRITTEN.get(str(item.get("type")), "GEN")}
    for csl, name in _PEOPLE.items():
        people = item.get(csl)
        if isinstance(people, list) and people:
            record[name] = [_written_name(p) for p in people]
    record |= {name: str(item[csl]) for csl, name in _FIELDS.items() if item.get(csl)}
    if item.get("URL"):
        record["urls"] = [str(item["URL"])]
    if item.get("note"):
        record["notes"] = [str(item["note"])]
    pages = re.split(r"[-–—]", str(item.get("page", "")), maxsplit=1)
    if pages[0]:
        record["start_page"] = pages[0].strip()
        record |= {"end_page": pages[1].strip()} if len(pages) > 1 else {}
    parts = (item.get("issued") or {}).get("date-parts", [[]])[0]
    if parts:
        record["year"] = str(parts[0])
        if len(parts) > 1 and len(item["issued"]["date-parts"]) == 1:  # RIS has no ranges
            record["date"] = "/".join(str(p).zfill(2) for p in parts)
    return record


def _written_name(person: Mapping[str, str]) -> str:
    if person.get("literal") or not person.get("given"):
        return person.get("literal") or person.get("family", "")
    suffix = f", {person['suffix']}" if person.get("suffix") else ""
    return f"{person['family']}, {person['given']}{suffix}"
