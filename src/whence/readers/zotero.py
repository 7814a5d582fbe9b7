"""Zotero exports: CSL-JSON, BibTeX and RIS, and Better BibTeX's JSON with the paths of attachments.

The former do not say which file an item is; that is told by the file's name, which is the item's key, its title, or what
Zotero makes of an attachment's name ('Author - Year - Title').
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from typing import Any

import msgspec
from msgspec import Struct

from whence.dates import grammar
from whence.readers.said import Said
from whence.readers.sources_csv import is_address, is_date
from whence.works import bibtex, ris

_LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es", "italian": "it",
    "portuguese": "pt", "dutch": "nl", "russian": "ru", "turkish": "tr", "persian": "fa", "arabic": "ar",
}  # fmt: skip


class Item(Struct, frozen=True):
    """An item of an export: what it says, the file that it names, and what a file of it may be called."""

    said: Said
    path: Path | None = None
    names: tuple[str, ...] = ()

    def is_called(self, stem: str) -> bool:
        """Whether a file's name (without its suffix) is one that this item's file would have."""
        return self.path is None and _plain(stem) in self.names


def read_export(raw: bytes, folder: Path, suffix: str = ".json") -> list[Item]:
    """The items of an export; none where the JSON is something else. Paths are taken from the export's folder.

    Raises ValueError, with the end of a sentence, for a BibTeX or RIS file that cannot be used.
    """
    if suffix != ".json":
        words = raw.decode("utf-8", "replace")
        return [_csl(e) for e in (bibtex.items(words).values() if suffix == ".bib" else ris.items(words))]
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []
    if isinstance(found, dict) and isinstance(found.get("items"), list):
        return [
            item for entry in found["items"] if isinstance(entry, dict) for item in _better(entry, folder)
        ]
    if isinstance(found, list) and any(
        isinstance(e, dict) and "type" in e and ("title" in e or "author" in e) for e in found
    ):
        return [_csl(e) for e in found if isinstance(e, dict)]
    return []


def _csl(entry: dict[str, Any]) -> Item:
    said = Said(
        title=_words(entry.get("title")),
        author=_people(entry.get("author")),
        date=_csl_date(entry.get("issued")),
        language=_language(entry.get("language")),
        url=_address(entry.get("URL")),
        publisher=_words(entry.get("publisher")) or _words(entry.get("container-title")),
        retrieved=_csl_date(entry.get("accessed")),
        tags=tuple(k.strip() for k in re.split(r"[,;]", _words(entry.get("keyword")) or "") if k.strip()),
    )
    return Item(said, None, _names(said, entry.get("author"), entry.get("id"), entry.get("citation-key")))


def _better(entry: dict[str, Any], folder: Path) -> Iterator[Item]:
    """An item of Better BibTeX's JSON, once for each of its attachments."""
    people = [
        p
        for p in _listed(entry.get("creators"))
        if isinstance(p, dict) and p.get("creatorType", "author") == "author"
    ]
    names = [
        {"family": p.get("lastName"), "given": p.get("firstName"), "literal": p.get("name")} for p in people
    ]
    tags = (t.get("tag") if isinstance(t, dict) else t for t in _listed(entry.get("tags")))
    said = Said(
        title=_words(entry.get("title")),
        author=_people(names),
        date=_date(entry.get("date")),
        language=_language(entry.get("language")),
        url=_address(entry.get("url")),
        publisher=_words(entry.get("publisher")) or _words(entry.get("publicationTitle")),
        retrieved=_date(str(entry.get("accessDate") or "")[:10]),
        tags=tuple(t.strip() for t in tags if isinstance(t, str) and t.strip()),
    )
    paths = [a.get("path") for a in _listed(entry.get("attachments")) if isinstance(a, dict)]
    for path in (p for p in paths if isinstance(p, str) and p):
        yield Item(said, _located(path, folder))
    yield Item(said, None, _names(said, names, entry.get("citationKey"), entry.get("citekey")))


def _located(path: str, folder: Path) -> Path:
    """Where an attachment lies. A path of another machine is looked for by its last parts in the export's folder."""
    parts = PureWindowsPath(path).parts if "\\" in path else Path(path).parts
    whole = Path(*parts) if parts else folder
    if whole.is_absolute() and whole.exists():
        return whole
    inside = [p for p in parts if p not in ("/", "..", ".") and not p.endswith(":\\")]
    for at in range(len(inside)):
        if (folder / Path(*inside[at:])).exists():
            return folder / Path(*inside[at:])
    return whole


def _names(said: Said, people: object, *keys: object) -> tuple[str, ...]:
    """What a file of the item may be called: its key, its title, 'Author - Year - Title' as Zotero writes it."""
    names = {_plain(str(k)) for k in keys if isinstance(k, str | int)}
    title = said.title or ""
    names.add(_plain(title))
    families = [
        str(p.get("family") or p.get("literal") or "") for p in _listed(people) if isinstance(p, dict)
    ]
    year = (said.date or "")[:4]
    written = {1: families[:1], 2: [" and ".join(families)]}.get(
        len(families), [f"{families[0]} et al."] if families else []
    )
    for author in written:
        names |= {_plain(f"{author} - {year} - {title}"), _plain(f"{author} - {title}")}
    return tuple(sorted(n for n in names if len(n) > 1))


def _plain(words: str) -> str:
    """Words as file names are compared: letters and digits alone, without case and accents."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _words(value: object) -> str | None:
    """A text value without the markup that Zotero allows in titles."""
    if not isinstance(value, str):
        return None
    return " ".join(re.sub(r"</?(?:i|b|em|strong|sup|sub|span)\b[^<>]{0,200}>", "", value).split()) or None


def _people(value: object) -> str | None:
    """People as one line: 'Given Family; Given Family'."""
    names = []
    for p in _listed(value):
        if isinstance(p, dict):
            particle = p.get("non-dropping-particle") or p.get("dropping-particle")
            parts = [p.get("given"), particle, p.get("family"), p.get("suffix")]
            names.append(_words(p.get("literal")) or " ".join(str(x) for x in parts if x))
    return "; ".join(n for n in names if n) or None


def _csl_date(value: object) -> str | None:
    """A CSL date as EDTF; of a range its first part, since a document is dated once."""
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [
            int(p) for p in parts[0][:3] if isinstance(p, int) or (isinstance(p, str) and p.strip().isdigit())
        ]
        if numbers:
            edtf = f"{numbers[0]:04d}" + "".join(f"-{n:02d}" for n in numbers[1:])
            circa = "~" if value.get("circa") else ""
            return edtf + circa if is_date(edtf) else None
    return _date(value.get("raw") or value.get("literal"))


def _date(value: object) -> str | None:
    """A date as people write it ('May 4, 1921') as EDTF; None where it tells no year."""
    if not isinstance(value, str) or not value.strip():
        return None
    words = value.strip()
    if is_date(words):
        return words
    found = [e.value for e in grammar("en").find(words[:100]) if e.type == "DATE" and is_date(e.value)]
    return found[0] if found else None


def _language(value: object) -> str | None:
    words = (_words(value) or "").strip().casefold()
    return _LANGUAGES.get(words) or (words if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", words) else None)


def _address(value: object) -> str | None:
    words = _words(value) or ""
    return words if is_address(words) else None
