"""asking: the operations that only read: pieces of a document, one record with all that is known of it, search, names, dates, the log."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import PlainTextResponse

from whence.dates.edtf import read_edtf
from whence.dates.in_words import edtf_words
from whence.decisions.entries import entry_json
from whence.layers.document import Document
from whence.layers.naming import VoiceNames, excerpt
from whence.layers.places import PlaceNames
from whence.ledger import Question
from whence.text import Span
from whence.workbench.describing import claim_in_words, described
from whence.workbench.desk import AtHand
from whence.workbench.logged import entry_in_words, logged

_MOST = 200


router = APIRouter(prefix="/api", tags=["ask"])


def _question(
    q: str = "", voice: str = "", about: str = "", source: str = "", since: str = "", until: str = "", kind: str = "",
    document: str = "",
) -> Question:  # fmt: skip
    return Question(q, *((v.strip() or None) for v in (voice, about, source, since, until, kind, document)))


Asked = Annotated[Question, Depends(_question)]


@router.get("/d/{name}/outline")
def outline(desk: AtHand, name: str, uncertain: bool = False) -> dict[str, Any]:
    """Where the pieces of a document begin and end."""
    sheet = desk.read(name).sheet(uncertain)
    return {
        "position": sheet.position,
        "pieces": [{"start": p.start, "end": p.end, "rows": len(p.rows)} for p in sheet.pieces],
        "left_out": sheet.left_out.count,
    }


@router.get("/d/{name}/piece/{number}")
def piece(desk: AtHand, name: str, number: int, uncertain: bool = False) -> dict[str, Any]:
    """One piece of a document, with its layers."""
    sheet = desk.read(name).sheet(uncertain)
    if not 0 <= number < len(sheet.pieces):
        raise HTTPException(404, "The document has no such piece.")
    found = sheet.pieces[number]
    return {
        "position": sheet.position,
        "html": sheet.laid.piece(found.rows),
        "layers": {
            layer: [(s.start, s.end) for r in found.rows for s in index.inside(r.start, r.end)]
            for layer, index in sheet.layers.items()
        },
    }


@router.get("/d/{name}/above")
def above(desk: AtHand, name: str, uncertain: bool = False) -> dict[str, Any]:
    """What stands above the text."""
    sheet = desk.read(name).sheet(uncertain)
    return {"position": sheet.position, "html": sheet.laid.above()}


@router.get("/d/{name}/record/{record}")
def record(desk: AtHand, name: str, record: str) -> dict[str, Any]:
    """A record with its decisions and what can be decided."""
    try:
        return described(desk.read(name), record)
    except KeyError as error:
        raise HTTPException(404, "There is no such record any more.") from error


@router.get("/d/{name}/claims")
def claims(desk: AtHand, name: str, start: int, end: int) -> list[dict[str, Any]]:
    """The claims in a stretch of a document, each with whose it is."""
    document = desk.read(name).whole
    names = VoiceNames(document)
    return [
        claim_in_words(document, c, names)
        for c in document.claims
        if c.evidence and c.evidence[0].start < end and start < c.evidence[-1].end
    ][:_MOST]


@router.get("/d/{name}/people")
def people(desk: AtHand, name: str) -> list[dict[str, Any]]:
    """The names of a document, each with its forms and places."""
    return _people(desk.read(name).whole)


@router.get("/d/{name}/queue")
def queue(desk: AtHand, name: str, limit: int = Query(50, ge=1, le=_MOST)) -> list[dict[str, Any]]:
    """What to look at next in a document."""
    read = desk.read(name)
    places = PlaceNames(read.whole)
    return [
        {**msgspec.to_builtins(q), "place": places.label(q.start), "words": excerpt(read.whole.text, Span(q.start, q.end), 80)}
        for q in read.questions[:limit]
    ]  # fmt: skip


@router.get("/d/{name}/decisions")
def decisions(desk: AtHand, name: str) -> dict[str, Any]:
    """Which decisions stand where, and which have no place any more."""
    found = desk.read(name).decided
    return {
        "standing": [{**entry_in_words(s.entry), "record": s.record, "spans": msgspec.to_builtins(s.spans)} for s in found.standing],
        "orphans": [{**entry_in_words(o.entry), "why": o.why} for o in found.orphans],
    }  # fmt: skip


@router.get("/find")
def find(desk: AtHand, asked: Asked, limit: int = Query(40, ge=1, le=_MOST)) -> dict[str, Any]:
    """Lines by words, voice, names, source, time."""
    try:
        with desk.snapshot() as snapshot:
            found = snapshot.find(asked, limit)
    except ValueError as error:
        return {"lines": [], "more": False, "said": str(error)}
    lines = [{**msgspec.to_builtins(f), "when": [edtf_words(t) for t in f.times]} for f in found]
    return {"lines": lines, "more": found.more, "said": ""}


@router.get("/names")
def names(desk: AtHand, q: str = "", limit: int = Query(12, ge=1, le=50)) -> list[str]:
    """Names that begin like this, for typing."""
    with desk.snapshot() as snapshot:
        return snapshot.names_beginning(q, limit)


@router.get("/works")
def works(desk: AtHand, q: str = "", limit: int = Query(12, ge=1, le=50)) -> list[dict[str, Any]]:
    """Works with these words."""
    with desk.snapshot() as snapshot:
        found: list[dict[str, Any]] = msgspec.to_builtins(list(snapshot.works(q))[:limit])
        return found


@router.get("/edtf")
def edtf(desk: AtHand, words: str) -> dict[str, Any]:
    """A date in EDTF: its first and last possible day."""
    try:
        read = read_edtf(words)
    except ValueError as error:
        return {"said": str(error)}
    built: dict[str, Any] = msgspec.to_builtins(read)
    return {**built, "said": ""}


@router.get("/log")
def log(desk: AtHand, by: str = "", kind: str = "", document: str = "", limit: int = Query(100, ge=1, le=2_000)) -> dict[str, Any]:  # fmt: skip
    """What people decided, the last first."""
    return logged(desk, by, kind, document, limit)


@router.get("/log.jsonl")
def export(desk: AtHand) -> PlainTextResponse:
    """The log as JSON Lines, to keep or to merge elsewhere."""
    with desk.snapshot() as snapshot:
        lines = [entry_json(row.entry) for row in snapshot.log()]
    return PlainTextResponse(
        "".join(f"{line}\n" for line in lines), media_type="application/jsonl",
        headers={"content-disposition": 'attachment; filename="decisions.jsonl"'},
    )  # fmt: skip


def _people(document: Document) -> list[dict[str, Any]]:
    places: dict[str, list[list[int]]] = {}
    for m in document.mentions:
        if m.form == "name":
            places.setdefault(m.entity, []).append([m.start, m.end])
    return [
        {"id": e.id, "kind": e.kind, "name": e.name, "names": list(e.names), "places": places[e.id]}
        for e in document.entities
        if e.id in places
    ]
