"""pages: the pages of the workbench: templates of the program around parts that the report's renderer has set."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import msgspec
from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from whence.compare.chronology import Dated
from whence.dates.in_words import edtf_words
from whence.exports.report import CHOICES
from whence.layers import certainty
from whence.ledger import Unknown
from whence.ledger.periods import day_number
from whence.version import __version__
from whence.workbench.desk import AtHand, Desk
from whence.workbench.logged import logged

_MOST_TIMES = 1_000
_LATER = "<!-- the text -->"
_LAYERS = (("person", "people"), ("place", "places"), ("group", "groups"), ("event", "events"), ("decided", "decisions"), ("doubt", "doubts"))  # fmt: skip


@cache
def _environment() -> Environment:
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, loader=PackageLoader("whence.workbench", "pages"))  # fmt: skip
    made.filters["own"] = Markup
    made.filters["when"] = edtf_words
    return made


def set_page(desk: Desk, template: str, here: str, **values: Any) -> HTMLResponse:
    """One page. ``here`` is its place in the menu."""
    return HTMLResponse(_environment().get_template(template).render(**_common(desk, here), **values))


def _common(desk: Desk, here: str) -> dict[str, Any]:
    return {"here": here, "by": desk.by, "ledger": desk.place.rsplit("/", 1)[-1], "version": __version__}


def _in_two(parts: Iterator[str]) -> Iterator[str]:
    """A page in two parts: what can be shown at once, and what comes after _LATER, once a long text is laid out."""
    held: list[str] = []
    for part in parts:
        held.append(part)
        if _LATER in part:
            yield "".join(held)
            held = []
    yield "".join(held)


router = APIRouter(include_in_schema=False)


@router.get("/")
def documents(desk: AtHand) -> HTMLResponse:
    """The list of documents, and where new ones are put."""
    with desk.snapshot() as snapshot:
        files = list(snapshot.documents())
    return set_page(desk, "documents.html.j2", "documents", files=files)


@router.get("/d/{name}")
def read(desk: AtHand, name: str, uncertain: bool = False) -> StreamingResponse:
    """One document with its apparatus: what can be shown at once first, the text once it is laid out."""
    found = desk.read(name)
    facts = found.whole.document
    left_out = 0 if uncertain else certainty.left_out(found.whole).count
    with desk.snapshot() as snapshot:
        path = snapshot.path_of(facts.id) or facts.name
    values = {
        **_common(desk, "read"), "document": facts, "identity": facts.id[:12], "position": found.position, "uncertain": uncertain,
        "left_out": left_out, "path": path, "choices": CHOICES, "layers": _LAYERS, "questions": len(found.questions),
        "orphans": found.decided.orphans, "is_pdf": facts.media_type == "application/pdf", "LATER": _LATER,
        "lay": lambda: found.sheet(uncertain),
    }  # fmt: skip
    parts = _environment().get_template("read.html.j2").generate(**values)
    return StreamingResponse(_in_two(parts), media_type="text/html; charset=utf-8")


@router.get("/d/{name}/follow")
def follow(desk: AtHand, name: str) -> HTMLResponse:
    """The quotations of a document, each beside its place in the source."""
    from whence.workbench.following import pairs

    with desk.snapshot() as snapshot:
        facts = snapshot.document(name).document
        found = pairs(snapshot, name)
    return set_page(
        desk,
        "follow.html.j2",
        "read",
        title=facts.title or facts.name,
        identity=facts.id[:12],
        pairs=found,
    )


@router.get("/search")
def search(desk: AtHand) -> HTMLResponse:
    """Search: the page asks as one types."""
    return set_page(desk, "search.html.j2", "search")


@router.get("/who")
def who(desk: AtHand, name: str = "") -> HTMLResponse:
    """All that a name says, and all that is said of it."""
    found, said = None, ""
    if name:
        try:
            with desk.snapshot() as snapshot:
                found = snapshot.who(name, 60)
        except Unknown as error:
            said = str(error)
    return set_page(desk, "who.html.j2", "who", name=name, found=found, said=said)


@router.get("/works")
def works(desk: AtHand, q: str = "") -> HTMLResponse:
    """The works that documents rest on."""
    with desk.snapshot() as snapshot:
        found = list(snapshot.works(q))[:300]
    return set_page(desk, "works.html.j2", "works", works=found, q=q)


@router.get("/work")
def work(desk: AtHand, label: str) -> HTMLResponse:
    """What rests on one work."""
    from whence.ledger import Question

    with desk.snapshot() as snapshot:
        found = [w for w in snapshot.works(label) if w.label == label]
        lines = list(snapshot.find(Question(source=label), 200)) if found else []
    return set_page(desk, "work.html.j2", "works", label=label, work=found[0] if found else None, found=lines)


@router.get("/compare")
def compare(desk: AtHand, event: str = "", a: str = "", b: str = "") -> StreamingResponse:
    """Accounts of one event beside each other, and who rests on whom; that it is comparing is shown at once."""
    with desk.snapshot() as snapshot:
        count = snapshot.count()
    values = {
        **_common(desk, "compare"),
        "event": event,
        "a": a,
        "b": b,
        "count": count,
        "LATER": _LATER,
        "compared": desk.beside,
    }
    parts = _environment().get_template("compare.html.j2").generate(**values)
    return StreamingResponse(_in_two(parts), media_type="text/html; charset=utf-8")


@router.get("/chronology")
def chronology(desk: AtHand) -> HTMLResponse:
    """All dated times in their order, each with who gives it."""
    from whence.compare.chronology import chronology as dated

    with desk.snapshot() as snapshot:
        files = [k for k in snapshot.documents() if k.status == "read"]
        rows = dated(document for _, document in snapshot.bodies())
    count = Counter(k.name for k in files)
    ids = {
        k.name: k.id for k in files if count[k.name] == 1
    }  # of two files with one name a link could be wrong
    return set_page(
        desk,
        "chronology.html.j2",
        "chronology",
        rows=rows[:_MOST_TIMES],
        more=max(0, len(rows) - _MOST_TIMES),
        ids=ids,
        bars=_bars(rows[:_MOST_TIMES]),
    )


@router.get("/next")
def next_(desk: AtHand) -> HTMLResponse:
    """What to look at next, over the whole ledger."""
    return set_page(desk, "queue.html.j2", "next", asked=_questions(desk))


@router.get("/log")
def log(desk: AtHand, by: str = "", kind: str = "", document: str = "") -> HTMLResponse:
    """What people decided."""
    return set_page(
        desk,
        "log.html.j2",
        "log",
        by_=by,
        kind=kind,
        document=document,
        **logged(desk, by, kind, document, 500),
    )


@router.get("/l/{line}")
def line(desk: AtHand, line: str) -> RedirectResponse:
    """The way from a line by its id to its words."""
    with desk.snapshot() as snapshot:
        shown = snapshot.show(line)
    return RedirectResponse(f"/d/{shown.document}#c{shown.anchor.spans[0].start}")


def _bars(rows: Sequence[Dated]) -> list[tuple[str, str]]:
    """Where each row lies between the first and the last day of all, in per cent: from where, how long."""
    days = [(day_number(r.earliest) or 0, day_number(r.latest, last=True) or 0) for r in rows]
    years = [(a / 10_000, z / 10_000) for a, z in days]
    first, last = min((a for a, _ in years), default=0), max((z for _, z in years), default=1)
    scale = 100 / max(last - first, 0.01)
    return [(f"{(a - first) * scale:.2f}", f"{max((z - a) * scale, 0.6):.2f}") for a, z in years]


def _questions(desk: Desk, documents: int = 12) -> list[dict[str, Any]]:
    """The weightiest questions of the documents with the most problems."""
    with desk.snapshot() as snapshot:
        files = [k for k in snapshot.documents() if k.status == "read"]
    files.sort(key=lambda k: (-(k.problems or 0), k.path))
    found = []
    for kept in files[:documents]:
        read = desk.read(kept.id)
        for q in read.questions[:20]:
            found.append({**msgspec.to_builtins(q), "document": kept.id, "title": kept.title or kept.name, "words": " ".join(read.whole.text[q.start : q.end].split())[:160]})  # fmt: skip
    return sorted(found, key=lambda q: (-q["weight"], q["document"], q["start"]))[:60]
