"""pandoc_citations: [@key, p. 12] in Markdown, with the .bib or CSL-JSON file beside it → citations as a program stores them.

The syntax is pandoc's (User's Guide, "Citation syntax"). The words stay as they are; what a key stands for is marked.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from whence.text import Given, Text
from whence.works import best, locators

_LARGEST = 20_000_000  # bytes of a bibliography
_MOST = 20  # bibliographies of a folder
_KEY = r"@(?:\{(?P<braced>[^{}\s]{1,200})\}|(?P<key>[A-Za-z0-9_][\w:.#$%&+?<>~/-]{0,199}))"
_ONE = re.compile(rf"(?<![\w@])-?{_KEY}")
_GROUP = re.compile(r"\[[^\[\]]{0,2000}?@[^\[\]]{1,2000}\](?!\()")
_AFTER = re.compile(r"\s\[(?P<where>[^\[\]@]{1,200})\]")


def with_citations(text: Text, folder: Path | None) -> Text:
    """The text with a mark at every citation whose key stands in a bibliography of the folder."""
    if folder is None or "@" not in text.chars:
        return text
    found = list(_citations(text.chars))
    wanted = {key for _, _, items in found for key, _ in items}
    items = _items(text, folder) if wanted else {}
    given = [
        Given(start, end, "citation", (("csl", _stored(cited, items)),))
        for start, end, cited in found
        if any(key in items for key, _ in cited)
    ]
    if not given:
        return text
    marks = tuple(sorted([*text.given, *given], key=lambda g: (g.start, -g.end, g.kind)))
    return msgspec.structs.replace(text, given=marks)


def _citations(chars: str) -> Iterator[tuple[int, int, list[tuple[str, str]]]]:
    """Citations: first and last character, and the keys with the words that say where in the work."""
    taken = 0
    for group in _GROUP.finditer(chars):
        yield from _bare(chars, taken, group.start())
        cited = []
        for part in group[0][1:-1].split(";"):
            one = _ONE.search(part)
            if one:
                cited.append((_name(one), part[one.end() :].strip(" ,")))
        taken = group.end()
        if cited:
            yield group.start(), group.end(), cited
    yield from _bare(chars, taken, len(chars))


def _bare(chars: str, start: int, end: int) -> Iterator[tuple[int, int, list[tuple[str, str]]]]:
    """Citations in the running text: '@hale1949 [p. 12] says'."""
    for one in _ONE.finditer(chars, start, end):
        where = _AFTER.match(chars, one.start() + len(one[0].rstrip(".:?")), end)
        last = where.end() if where else one.start() + len(one[0].rstrip(".:?"))
        yield one.start(), last, [(_name(one), where["where"] if where else "")]


def _name(one: "re.Match[str]") -> str:
    return str(one["braced"] or one["key"].rstrip(".:?"))


def _stored(cited: list[tuple[str, str]], items: dict[str, dict[str, Any]]) -> str:
    """The citation in the form that reference managers store in their fields."""
    entries = []
    for key, where in cited:
        if key in items:
            entry: dict[str, Any] = {"itemData": items[key]}
            place = best(locators(f", {where}")) if where else None
            if place:
                entry |= {"locator": place.value, "label": place.label}
            entries.append(entry)
    return msgspec.json.encode({"citationItems": entries}).decode()


def _items(text: Text, folder: Path) -> dict[str, dict[str, Any]]:
    """The items of the bibliographies: the one that the front matter names, else all beside the file."""
    named = next((g.get("bibliography") for g in text.given if g.kind == "metadata"), None)
    paths = [folder / Path(named).name] if named else []
    if not any(p.is_file() for p in paths):
        paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".bib", ".json"))[:_MOST]
    found: dict[str, dict[str, Any]] = {}
    for path in paths:
        for key, item in _of_file(path).items():
            found.setdefault(key, item)
    return found


def _of_file(path: Path) -> dict[str, dict[str, Any]]:
    """The items of one file by their keys; nothing where it is no bibliography."""
    try:
        if path.stat().st_size > _LARGEST:
            return {}
        raw = path.read_bytes()
        if path.suffix.lower() == ".bib":
            from whence.works.bibtex import items

            return items(raw.decode("utf-8", "replace"))
        found = msgspec.json.decode(raw)
    except (OSError, ValueError, RecursionError):
        return {}
    entries = [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []
    return {str(e.get(k)): e for k in ("id", "citation-key") for e in entries if e.get(k)}
