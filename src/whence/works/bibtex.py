"""bibtex: BibTeX and biblatex entries as CSL items, and CSL items as BibTeX that Zotero and LaTeX read."""

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

Item = dict[str, Any]

_LARGEST = 20_000_000  # characters of a file
_TYPES = {
    "article": "article-journal", "book": "book", "mvbook": "book", "booklet": "pamphlet", "collection": "book",
    "inbook": "chapter", "incollection": "chapter", "suppbook": "chapter", "inproceedings": "paper-conference",
    "conference": "paper-conference", "proceedings": "book", "manual": "report", "report": "report", "techreport": "report",
    "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis", "unpublished": "manuscript",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "periodical": "periodical", "letter": "personal_communication",
    "interview": "interview", "inreference": "entry-encyclopedia", "legislation": "legislation", "jurisdiction": "legal_case",
    "video": "motion_picture", "audio": "song", "misc": "document",
}  # fmt: skip
_WRITTEN = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "article": "article",
    "book": "book", "chapter": "incollection", "entry-encyclopedia": "incollection", "paper-conference": "inproceedings",
    "report": "techreport", "thesis": "phdthesis", "manuscript": "unpublished", "pamphlet": "booklet",
}  # fmt: skip
_FIELDS = {
    "title": "title", "journal": "container-title", "journaltitle": "container-title", "booktitle": "container-title",
    "publisher": "publisher", "institution": "publisher", "school": "publisher", "organization": "publisher",
    "address": "publisher-place", "location": "publisher-place", "volume": "volume", "number": "issue", "issue": "issue",
    "pages": "page", "doi": "DOI", "isbn": "ISBN", "url": "URL", "series": "collection-title", "edition": "edition",
    "note": "note", "type": "genre", "language": "language", "langid": "language", "library": "archive",
    "shorttitle": "title-short", "howpublished": "medium", "chapter": "chapter-number",
}  # fmt: skip
_PEOPLE = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author",
    "interviewer": "interviewer", "recipient": "recipient",
}  # fmt: skip
_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def items(text: str) -> dict[str, Item]:
    """The entries of a BibTeX file by their keys. Entries that cannot be parsed are left out.

    Raises ValueError for a file that is too large.
    """
    if len(text) > _LARGEST:
        raise ValueError(f"is larger than {_LARGEST // 1_000_000} million characters")
    import logging

    bibtexparser: Any = import_module("bibtexparser")
    ways: Any = import_module("bibtexparser.middlewares")
    for name in ("bibtexparser", "bibtexparser.splitter", "pylatexenc"):
        logging.getLogger(name).setLevel(
            logging.CRITICAL
        )  # what cannot be parsed is no concern of the terminal
    library = bibtexparser.parse_string(
        text, append_middleware=[ways.SeparateCoAuthors(), ways.SplitNameParts()]
    )
    return {entry.key: _item(entry) for entry in library.entries}


def _item(entry: Any) -> Item:
    item: Item = {"id": entry.key, "type": _TYPES.get(entry.entry_type.lower(), "document")}
    date: dict[str, str] = {}
    for field in entry.fields:
        name, value = field.key.lower(), field.value
        if name in _PEOPLE and isinstance(value, list):
            item[_PEOPLE[name]] = [_person(p) for p in value]
        elif name in ("year", "month", "day", "date", "urldate"):
            date[name] = str(value)
        elif name in _FIELDS and str(value).strip():
            item[_FIELDS[name]] = _plain(str(value).replace("--", "–"))
    issued = _date(date)
    if issued:
        item["issued"] = {"date-parts": [issued]}
    return item


def _plain(words: str) -> str:
    """Words without LaTeX's commands and braces."""
    if not re.search(r"[\\{}$~]", words):
        return " ".join(words.split())
    latex: Any = import_module("pylatexenc.latex2text")
    return " ".join(str(latex.LatexNodes2Text().latex_to_text(words)).split())


def _person(parts: Any) -> dict[str, str]:
    """A person of the parts into which bibtexparser takes a name; braces around a whole name make it a body's."""
    if not hasattr(parts, "last"):
        return {"literal": _plain(str(parts))}
    last, first = " ".join(parts.last), _plain(" ".join(parts.first))
    if not first and not parts.von:
        return {"literal": _plain(last)} if " " in last else {"family": _plain(last)}
    person = {
        "family": _plain(" ".join([*parts.von, last])),
        "given": first,
        "suffix": _plain(" ".join(parts.jr)),
    }
    return {k: v for k, v in person.items() if v}


def _date(date: Mapping[str, str]) -> list[int]:
    told = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date.get("date", ""))
    if told:
        return [int(p) for p in told.groups() if p]
    year = re.search(r"\d{4}", date.get("year", ""))
    month = date.get("month", "").strip().lower()
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3], 0)
    day = date.get("day", "").strip()
    if not year:
        return []
    return [int(year[0]), *([number] if number else []), *([int(day)] if number and day.isdigit() else [])]


def written(csl: Iterable[Item]) -> str:
    """CSL items as BibTeX, in UTF-8, an entry each with a key made of author, year and title."""
    keys: set[str] = set()
    return "\n".join(_entry(item, keys) for item in csl)


def _entry(item: Item, keys: set[str]) -> str:
    kind = str(item.get("type", "document"))
    own = {csl: bib for bib, csl in _FIELDS.items() if bib in _OWN}
    own["container-title"] = "journal" if kind.startswith("article") else "booktitle"
    own["publisher"] = {"report": "institution", "thesis": "school"}.get(kind, "publisher")
    rows = [
        (name, " and ".join(map(_written_name, item[csl])))
        for name, csl in _PEOPLE.items()
        if isinstance(item.get(csl), list) and item[csl]
    ]
    rows += [(own[csl], str(item[csl])) for csl in own if item.get(csl)]
    ends = [[str(p) for p in end] for end in (item.get("issued") or {}).get("date-parts", [])]
    if ends and ends[0]:
        rows.append(("year", ends[0][0]))
        dates = ["-".join([end[0], *(p.zfill(2) for p in end[1:])]) for end in ends if end]
        rows += [("date", "/".join(dates))] if len(ends[0]) > 1 or len(dates) > 1 else []
    if item.get("archive_location"):
        rows.append(("note", str(item["archive_location"])))
    body = "".join(f"  {name} = {{{_escaped(value, name)}}},\n" for name, value in rows)
    return f"@{_WRITTEN.get(kind, 'misc')}{{{_key(item, keys)},\n{body}}}\n"


_OWN = frozenset(
    "title journal publisher address volume number pages doi isbn url series edition note type language library "
    "shorttitle howpublished chapter".split()
)


def _written_name(person: Mapping[str, str]) -> str:
    if person.get("literal") or not person.get("given"):
        name = person.get("literal") or person.get("family", "")
        return f"{{{_escaped(name)}}}" if " " in name else _escaped(name)
    suffix = f", {person['suffix']}" if person.get("suffix") else ""
    return _escaped(f"{person['family']}{suffix}, {person['given']}")


def _escaped(value: str, name: str = "") -> str:
    """Values for BibTeX: LaTeX's own signs escaped, braces that do not match left out; names are escaped already."""
    if name in _PEOPLE or name in ("url", "doi"):
        return value
    plain = value.replace("\\", "").replace("{", "").replace("}", "")
    return (
        re.sub(r"([&%$#_])", r"\\\1", plain)
        .replace("~", r"\textasciitilde{}")
        .replace("^", r"\textasciicircum{}")
    )


def _key(item: Item, keys: set[str]) -> str:
    people = item.get("author") or item.get("editor") or [{}]
    name = people[0].get("family") or people[0].get("literal", "")
    parts = (item.get("issued") or {}).get("date-parts", [[]])[0]
    words = [w for w in re.findall(r"\w+", str(item.get("title", ""))) if len(w) > 3]
    made = "".join(
        re.findall(r"[^\W_]+", f"{name} {parts[0] if parts else ''} {words[0] if words else ''}")
    ).lower()
    made = made or "work"
    key, n = made, 1
    while key in keys:
        n += 1
        key = f"{made}{n}"
    keys.add(key)
    return key
