"""citation_fields: the references that a citation program keeps in a Word document, as CSL items at the words that show them."""

import json
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from whence.text import Given, Text

_MOST = 60  # items of one field
_TEXTS = ("title", "container-title", "publisher", "publisher-place", "volume", "issue", "page", "DOI", "ISBN", "URL",
          "archive", "archive_location", "genre", "note", "collection-title", "edition", "language", "title-short", "section")  # fmt: skip
_PEOPLE = (
    "author",
    "editor",
    "translator",
    "interviewer",
    "recipient",
    "container-author",
    "collection-editor",
)
_DATES = ("issued", "accessed", "original-date", "event-date")


class FieldItem(Struct, frozen=True):
    """One work in a field: the place of the field's words, the CSL item, and the locator that stands in them."""

    start: int
    end: int
    item: dict[str, Any]
    label: str | None
    locator: str | None


def fields(text: Text) -> Iterator[FieldItem]:
    """The items of all citation fields, in the order of the text. What is no sound CSL-JSON is left out."""
    for given in text.given:
        raw = given.get("csl") if given.kind == "citation" else None
        if raw:
            yield from _items(given, raw, text)


def _items(given: Given, raw: str, text: Text) -> Iterator[FieldItem]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return
    entries = found.get("citationItems") if isinstance(found, dict) else None
    for entry in entries[:_MOST] if isinstance(entries, list) else ():
        data = entry.get("itemData") if isinstance(entry, dict) else None
        item = _clean(data) if isinstance(data, dict) else None
        if item is None:
            continue
        locator = str(entry.get("locator") or "").strip()[:60]
        shown = bool(locator) and locator in text.chars[given.start : given.end]
        yield FieldItem(
            given.start,
            given.end,
            item,
            str(entry.get("label") or "page")[:20] if shown else None,
            locator if shown else None,
        )


def _clean(data: dict[str, Any]) -> dict[str, Any] | None:
    """A CSL item with the fields that it may have, as plain values; None for one without a title or an author."""
    item: dict[str, Any] = {"type": str(data.get("type") or "document")[:40]}
    for key in _TEXTS:
        value = data.get(key)
        if isinstance(value, str | int | float) and str(value).strip():
            item[key] = " ".join(str(value).split())[:1000]
    for key in _PEOPLE:
        people = data.get(key)
        names = [_name(p) for p in people[:100] if isinstance(p, dict)] if isinstance(people, list) else []
        if any(names):
            item[key] = [n for n in names if n]
    for key in _DATES:
        parts = data[key].get("date-parts") if isinstance(data.get(key), dict) else None
        first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
        numbers = [int(str(p)) for p in first[:3] if str(p).lstrip("-").isdigit()]
        if numbers:
            item[key] = {"date-parts": [numbers]}
    return item if item.get("title") or item.get("author") else None


def _name(person: dict[str, Any]) -> dict[str, str]:
    kept = {
        k: " ".join(str(person[k]).split())[:200]
        for k in ("family", "given", "literal", "suffix", "non-dropping-particle")
        if person.get(k)
    }
    return kept if kept.get("family") or kept.get("literal") else {}
