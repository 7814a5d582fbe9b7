"""pages: the pages of the workbench: templates of the program around parts that the report's renderer has set."""

from functools import cache
from importlib import resources
from typing import Any

import msgspec
from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from markupsafe import Markup

from whence.exports.report import CHOICES
from whence.exports.report_words import LETTERS
from whence.ledger import Unknown
from whence.version import __version__
from whence.workbench.adding import Reading
from whence.workbench.asking import logged
from whence.workbench.desk import Desk

_LAYERS = (("person", "people"), ("place", "places"), ("group", "groups"), ("event", "events"), ("decided", "decisions"), ("doubt", "doubts"))  # fmt: skip


class _Templates(BaseLoader):
    """The program's own templates, from its package."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, None]:
        try:
            return (
                resources.files("whence.workbench").joinpath("pages", template).read_text("utf-8"),
                None,
                None,
            )
        except FileNotFoundError as error:
            raise TemplateNotFound(template) from error


@cache
def _environment() -> Environment:
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, loader=_Templates())  # fmt: skip
    made.filters["own"] = Markup
    return made


def set_page(desk: Desk, template: str, here: str, **values: Any) -> HTMLResponse:
    """One page. ``here`` is its place in the menu."""
    common = {"here": here, "by": desk.by, "ledger": desk.place.rsplit("/", 1)[-1], "version": __version__}
    return HTMLResponse(_environment().get_template(template).render(**common, **values))


def router(desk: Desk, reading: Reading) -> APIRouter:
    """The pages."""
    made = APIRouter(include_in_schema=False)

    @made.get("/")
    def documents() -> HTMLResponse:
        with desk.snapshot() as snapshot:
            files = list(snapshot.documents())
        return set_page(desk, "documents.html.j2", "documents", files=files, state=reading.state())

    @made.get("/d/{name}")
    def read(name: str, uncertain: bool = False) -> HTMLResponse:
        try:
            sheet = desk.sheet(name, uncertain)
        except Unknown as error:
            raise HTTPException(404, str(error)) from error
        facts = sheet.document.document
        with desk.snapshot() as snapshot:
            path = next((k.path for k in snapshot.documents() if k.sha256 == facts.id), facts.name)
        return set_page(
            desk, "read.html.j2", "read", document=facts, screen=sheet.laid.values["screen"], above=sheet.laid.above(),
            pieces=[{"start": p.start, "end": p.end, "rows": len(p.rows)} for p in sheet.pieces],
            first=sheet.laid.piece(sheet.pieces[0].rows) if sheet.pieces else "", identity=facts.id[:12], position=sheet.position,
            uncertain=uncertain, left_out=sum(sheet.left_out), path=path, choices=CHOICES,
            layers=_LAYERS, questions=len(sheet.questions), orphans=sheet.decided.orphans, is_pdf=facts.media_type == "application/pdf",
        )  # fmt: skip

    @made.get("/search")
    def search() -> HTMLResponse:
        return set_page(desk, "search.html.j2", "search")

    @made.get("/who")
    def who(name: str = "") -> HTMLResponse:
        found, said = None, ""
        if name:
            try:
                with desk.snapshot() as snapshot:
                    found = snapshot.who(name, 60)
            except Unknown as error:
                said = str(error)
        return set_page(desk, "who.html.j2", "who", name=name, found=found, said=said)

    @made.get("/works")
    def works(q: str = "") -> HTMLResponse:
        with desk.snapshot() as snapshot:
            found = list(snapshot.works(q))[:300]
        return set_page(desk, "works.html.j2", "works", works=found, q=q)

    @made.get("/work")
    def work(label: str) -> HTMLResponse:
        from whence.ledger import Question

        with desk.snapshot() as snapshot:
            found = [w for w in snapshot.works(label) if w.label == label]
            lines = list(snapshot.find(Question(source=label), 200)) if found else []
        return set_page(
            desk, "work.html.j2", "works", label=label, work=found[0] if found else None, found=lines
        )

    @made.get("/compare")
    def compare(event: str = "", a: str = "", b: str = "") -> HTMLResponse:
        found = desk.beside()
        asked = found.asked(event) if event else None
        between = found.between(a, b) if a and b and a != b else ()
        return set_page(
            desk, "compare.html.j2", "compare", view=found.view, asked=asked, event=event, a=a, b=b, between=between,
            titles=found.titles, letters=LETTERS,
        )  # fmt: skip

    @made.get("/chronology")
    def chronology() -> HTMLResponse:
        from whence.compare.chronology import chronology as dated

        with desk.snapshot() as snapshot:
            files = [k for k in snapshot.documents() if k.status == "read"]
            rows = dated(document for _, document in snapshot.bodies())
        ids = {k.name: k.id for k in files}
        return set_page(
            desk,
            "chronology.html.j2",
            "chronology",
            rows=rows[:1_000],
            more=max(0, len(rows) - 1_000),
            ids=ids,
        )

    @made.get("/next")
    def next_() -> HTMLResponse:
        return set_page(desk, "queue.html.j2", "next", asked=_questions(desk))

    @made.get("/log")
    def log(by: str = "", kind: str = "", document: str = "") -> HTMLResponse:
        return set_page(
            desk,
            "log.html.j2",
            "log",
            by_=by,
            kind=kind,
            document=document,
            **logged(desk, by, kind, document, 500),
        )

    @made.get("/l/{line}")
    def line(line: str) -> RedirectResponse:
        try:
            with desk.snapshot() as snapshot:
                shown = snapshot.show(line)
        except Unknown as error:
            raise HTTPException(404, str(error)) from error
        return RedirectResponse(f"/d/{shown.document}#c{shown.anchor.spans[0].start}")

    return made


def _questions(desk: Desk, documents: int = 12) -> list[dict[str, Any]]:
    """The weightiest questions of the documents with the most problems."""
    with desk.snapshot() as snapshot:
        files = [k for k in snapshot.documents() if k.status == "read"]
    files.sort(key=lambda k: (-(k.problems or 0), k.path))
    found = []
    for kept in files[:documents]:
        sheet = desk.sheet(kept.id, True)
        for q in sheet.questions[:20]:
            found.append({**msgspec.to_builtins(q), "document": kept.id, "title": kept.title or kept.name, "words": " ".join(sheet.whole.text[q.start : q.end].split())[:160]})  # fmt: skip
    return sorted(found, key=lambda q: (-q["weight"], q["document"], q["start"]))[:60]
