"""The report: a read document as one page of HTML, with the screen above and the apparatus beside the text.

The page stands alone: it asks the network for nothing, is readable without JavaScript, and treats every character
of the document as text, never as markup (a content policy in the page forbids all but its own style and script).
"""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from msgspec import Struct

from whence.exports.report_margin import Apparatus, who_says_what
from whence.exports.report_screen import top
from whence.exports.report_sources import problems, relations, sources, times, ways_back
from whence.exports.report_text import Row, key_class, rows
from whence.exports.report_words import LETTERS
from whence.exports.screen import Screen
from whence.layers.document import Document

if TYPE_CHECKING:
    from jinja2 import Template


_CHOICES = (
    ("speaks", "who speaks"),
    ("said", "who is said to say"),
    ("source", "sources"),
    ("time", "times"),
    ("relation", "agreement and disagreement"),
    ("problem", "problems"),
)


class Section(Struct, frozen=True):
    """Rows that belong together: 'list', 'notes' or, for all else, 'text'."""

    kind: str
    rows: tuple[Row, ...]


def report(document: Document, screen: Screen) -> str:
    """One self-contained page of HTML for a read document and its screen. Same in, same out."""
    made = Apparatus(document, screen)
    if made.places.blocks:
        who_says_what(made)
        sources(made, screen)
        times(made)
        relations(made)
        problems(made)
        ways_back(made, screen)
    above = top(made, screen)
    set_rows = rows(made)
    style, script = _asset("page.css"), _asset("page.js")
    return _page().render(
        document=document.document,
        made_by=document.made_by,
        screen=screen,
        top=above,
        sections=list(_sections(set_rows)),
        kinds={e.kind for row in set_rows for e in row.entries},
        choices=_CHOICES,
        letters=LETTERS,
        style=style,
        script=script,
        policy=f"default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src {_checksum(style)}; script-src {_checksum(script)}",
    )


def _sections(set_rows: list[Row]) -> Iterator[Section]:
    """Runs of list items and of notes as sections of their own. Notes at the feet of pages go to the end together."""
    runs: list[tuple[str, list[Row]]] = []
    for row in set_rows:
        kind = {"list_item": "list", "note": "notes"}.get(row.kind, "text")
        if runs and runs[-1][0] == kind:
            runs[-1][1].append(row)
        else:
            runs.append((kind, [row]))
    scattered = sum(kind == "notes" for kind, _ in runs) > 1
    for kind, run in runs:
        if not (scattered and kind == "notes"):
            yield Section(kind, tuple(run))
    if scattered:
        yield Section("notes", tuple(row for kind, run in runs if kind == "notes" for row in run))


def _checksum(words: str) -> str:
    """The words' SHA-256 as a content policy writes it."""
    digest = base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _asset(name: str) -> str:
    """A file of the page that is part of the program."""
    return resources.files("whence.exports").joinpath("report_page", name).read_text(encoding="utf-8")


@cache
def _page() -> "Template":
    """The template of the page; everything in it is escaped, but for the program's own style and script."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters["key_class"] = key_class
    environment.filters["own"] = Markup
    return environment.from_string(_asset("page.html.j2"))
