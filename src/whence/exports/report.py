"""The report: a read document as one page of HTML, with the screen above and the apparatus beside the text.

The page stands alone: it asks the network for nothing, is readable without JavaScript, and treats every character
of the document as text, never as markup (a content policy in the page forbids all but its own style and script).
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from msgspec import Struct

from whence.exports.report_follow import Way, followed
from whence.exports.report_margin import Apparatus, who_says_what
from whence.exports.report_screen import top
from whence.exports.report_sources import problems, relations, sources, times, ways_back
from whence.exports.report_text import Row, key_class, rows
from whence.exports.report_timeline import moments
from whence.exports.report_words import LETTERS
from whence.exports.screen import Screen
from whence.exports.timeline import timeline
from whence.layers.document import Document
from whence.text import Span

if TYPE_CHECKING:
    from jinja2 import Template

    from whence.follow import Followed, Paraphrased


_MOST_TIMES = 60
CHOICES = (
    ("speaks", "who speaks"),
    ("said", "who is said to say"),
    ("source", "sources"),
    ("follow", "what stands in them"),
    ("time", "times"),
    ("relation", "agreement and disagreement"),
    ("problem", "problems"),
)


class Section(Struct, frozen=True):
    """Rows that belong together: 'list', 'notes' or, for all else, 'text'."""

    kind: str
    rows: tuple[Row, ...]


class Sought(Struct, frozen=True):
    """What was found of a document's quotations and claims in their sources, and the way to a place there."""

    found: "tuple[Followed, ...]"
    beside: "tuple[Paraphrased, ...]"
    way: Way


def report(
    document: Document,
    screen: Screen,
    excerpts: bool = False,
    renamed: bool = False,
    sought: Sought | None = None,
) -> str:
    """One self-contained page of HTML for a read document and its screen. Same in, same out.

    With ``excerpts`` the text itself is left out, but for a few words of each place that a line is about;
    ``renamed`` says on the page that names were replaced.
    """
    return page(
        "page.html.j2",
        document=document.document,
        made_by=document.made_by,
        screen=screen,
        renamed=renamed,
        body=document_part(document, screen, excerpts=excerpts, sought=sought),
    )


def document_part(
    document: Document, screen: Screen, at: str = "", deep: int = 0, excerpts: bool = False, wanted: Iterable[int] = (),
    sought: Sought | None = None,
) -> str:  # fmt: skip
    """The screen and the text of one document as a part of a page.

    ``at`` stands before every id in it, so that several documents can share a page; ``deep`` is how many levels its
    headings lie below those of a page of its own; ``wanted`` are places in its text that others link to.
    """
    laid = Laid(document, screen, sought, excerpts, wanted)
    return _template("document.html.j2").render(
        **laid.values, at=at, deep=deep, desk=False, sections=list(_sections(laid.rows)),
        kinds={e.kind for row in laid.rows for e in row.entries}, choices=CHOICES,
    )  # fmt: skip


class Laid:
    """A document laid out with its apparatus: what stands above the text, and the rows of the text, to be set whole or in pieces."""

    def __init__(
        self, document: Document, screen: Screen, sought: Sought | None = None, excerpts: bool = False,
        wanted: Iterable[int] = (),
    ) -> None:  # fmt: skip
        made = Apparatus(document, screen)
        times_told = None
        if made.places.blocks:
            who_says_what(made)
            sources(made, screen)
            times(made)
            if sought:
                followed(made, sought.found, sought.beside, sought.way)
            relations(made)
            problems(made)
            ways_back(made, screen)
            times_told = timeline(moments(made, screen), _MOST_TIMES)
            for place in wanted:
                made.places.link(place)
        above = top(made, screen)
        ribbon = Span(screen.parts[0].start, screen.parts[-1].end) if screen.parts else None
        self.rows = rows(made, excerpts, ribbon)
        self.values = {
            "document": document.document, "screen": screen, "top": above, "timeline": times_told, "letters": LETTERS,
            "excerpts": excerpts,
        }  # fmt: skip

    def above(self) -> str:
        """What stands above the text: what it rests on, who speaks, what to look at, when."""
        return _template("screen.html.j2").render(**self.values, at="", deep=0, desk=True)

    def piece(self, rows_: Sequence[Row]) -> str:
        """Some rows of the text, each with the place of its first character (``data-s``)."""
        return _template("rows.html.j2").render(
            **self.values, at="", deep=0, desk=True, sections=list(_sections(list(rows_)))
        )


def page(template: str, body: str, **values: object) -> str:
    """A whole page: one of the program's templates around parts that are set already, with its style and script."""
    style, script = _asset("page.css"), _asset("page.js")
    return _template(template).render(
        body=body,
        style=style,
        script=script,
        policy=f"default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src {_checksum(style)}; script-src {_checksum(script)}",
        letters=LETTERS,
        **values,
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
def _template(name: str) -> "Template":
    """A template of the page; everything in it is escaped, but for the program's own style, script and set parts."""
    from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
    from jinja2.runtime import Context
    from markupsafe import Markup

    @pass_context
    def there(context: Context, href: str) -> str:
        """A link to a place of this part of the page. "#/…" is a place of another part; the way to a source is whole already."""
        if href.startswith("#/"):
            return f"#{href[2:]}"
        if not href.startswith("#"):
            return href
        return f"#{context['at']}{href[1:]}"

    @pass_context
    def tokens(context: Context, records: str) -> str:
        """The names of records, as this part of the page writes them."""
        at = context["at"]
        return " ".join(at + r for r in records.split(" ")) if at else records

    loader = PackageLoader("whence.exports", "report_page")
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, loader=loader
    )
    environment.filters.update(key_class=key_class, own=Markup, there=there, tokens=tokens)
    return environment.get_template(name)
