"""asking: the operations that only read: pieces of a document, one record with all that is known of it, search, names, dates, the log."""

import re
from bisect import bisect_right
from typing import Any

import msgspec
from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import PlainTextResponse

from whence.dates.edtf import read_edtf
from whence.decisions.applied import about
from whence.decisions.differing import differing
from whence.decisions.entries import AnyEntry, Comment, Mark
from whence.exports.results import said_of_entry
from whence.layers.certainty import is_uncertain
from whence.layers.document import Attribution, Claim, Document, Quotation, Time
from whence.layers.naming import VoiceNames, joined
from whence.layers.places import PlaceNames
from whence.ledger import Question
from whence.workbench.desk import AtHand, Desk, Read, Sheet
from whence.works.labels import work_label

_MOST = 200


router = APIRouter(prefix="/api", tags=["ask"])


@router.get("/d/{name}/outline", summary="Where the pieces of a document begin and end")
def outline(desk: AtHand, name: str, uncertain: bool = False) -> dict[str, Any]:
    sheet = desk.sheet(name, uncertain)
    return {
        "position": sheet.position,
        "pieces": [{"start": p.start, "end": p.end, "rows": len(p.rows)} for p in sheet.pieces],
        "left_out": sum(sheet.left_out),
    }


@router.get("/d/{name}/piece/{number}", summary="One piece of a document, with its layers")
def piece(desk: AtHand, name: str, number: int, uncertain: bool = False) -> dict[str, Any]:
    sheet = desk.sheet(name, uncertain)
    if not 0 <= number < len(sheet.pieces):
        raise HTTPException(404, "The document has no such piece.")
    found = sheet.pieces[number]
    return {
        "position": sheet.position,
        "html": sheet.laid.piece(found.rows),
        "layers": _layers(sheet, [(r.start, _end(sheet, r.start)) for r in found.rows]),
    }


@router.get("/d/{name}/above", summary="What stands above the text")
def above(desk: AtHand, name: str, uncertain: bool = False) -> dict[str, Any]:
    sheet = desk.sheet(name, uncertain)
    return {"position": sheet.position, "html": sheet.laid.above()}


@router.get("/d/{name}/record/{record}", summary="A record with its decisions and what can be decided")
def record(desk: AtHand, name: str, record: str) -> dict[str, Any]:
    return described(desk.read(name), record)


@router.get("/d/{name}/claims", summary="The claims in a stretch of a document, each with whose it is")
def claims(desk: AtHand, name: str, start: int, end: int) -> list[dict[str, Any]]:
    document = desk.read(name).whole
    names = VoiceNames(document)
    return [
        _claim(document, c, names)
        for c in document.claims
        if c.evidence and c.evidence[0].start < end and start < c.evidence[-1].end
    ][:_MOST]


@router.get("/d/{name}/people", summary="The names of a document, each with its forms and places")
def people(desk: AtHand, name: str) -> list[dict[str, Any]]:
    return _people(desk.read(name).whole)


@router.get("/d/{name}/queue", summary="What to look at next in a document")
def queue(desk: AtHand, name: str, limit: int = Query(50, ge=1, le=_MOST)) -> list[dict[str, Any]]:
    read = desk.read(name)
    places = PlaceNames(read.whole)
    return [
        {**msgspec.to_builtins(q), "place": places.label(q.start), "words": joined(read.whole.text, [_span(q)], 80)}
        for q in read.questions[:limit]
    ]  # fmt: skip


@router.get("/d/{name}/decisions", summary="Which decisions stand where, and which have no place any more")
def decisions(desk: AtHand, name: str) -> dict[str, Any]:
    found = desk.read(name).decided
    return {
        "standing": [{**_entry(s.entry), "record": s.record, "spans": msgspec.to_builtins(s.spans)} for s in found.standing],
        "orphans": [{**_entry(o.entry), "why": o.why} for o in found.orphans],
    }  # fmt: skip


@router.get("/find", summary="Lines by words, voice, names, source, time")
def find(desk: AtHand, q: str = "", voice: str = "", about: str = "", source: str = "", since: str = "", until: str = "", kind: str = "", document: str = "",
    limit: int = Query(40, ge=1, le=_MOST),
) -> dict[str, Any]:  # fmt: skip
    asked = Question(q, *((v.strip() or None) for v in (voice, about, source, since, until, kind, document)))
    try:
        with desk.snapshot() as snapshot:
            found = snapshot.find(asked, limit)
    except ValueError as error:
        return {"lines": [], "more": False, "said": str(error)}
    return {"lines": msgspec.to_builtins(list(found)), "more": found.more, "said": ""}


@router.get("/names", summary="Names that begin like this, for typing")
def names(desk: AtHand, q: str = "", limit: int = Query(12, ge=1, le=50)) -> list[str]:
    with desk.snapshot() as snapshot:
        return snapshot.names_beginning(q, limit)


@router.get("/works", summary="Works with these words")
def works(desk: AtHand, q: str = "", limit: int = Query(12, ge=1, le=50)) -> list[dict[str, Any]]:
    with desk.snapshot() as snapshot:
        found: list[dict[str, Any]] = msgspec.to_builtins(list(snapshot.works(q))[:limit])
        return found


@router.get("/edtf", summary="A date in EDTF: its first and last possible day")
def edtf(desk: AtHand, words: str) -> dict[str, Any]:
    try:
        read = read_edtf(words)
    except ValueError as error:
        return {"said": str(error)}
    built: dict[str, Any] = msgspec.to_builtins(read)
    return {**built, "said": ""}


@router.get("/log", summary="What people decided, the last first")
def log(desk: AtHand, by: str = "", kind: str = "", document: str = "", limit: int = Query(100, ge=1, le=2_000)) -> dict[str, Any]:  # fmt: skip
    return logged(desk, by, kind, document, limit)


@router.get("/log.jsonl", summary="The log as JSON Lines, to keep or to merge elsewhere")
def export(desk: AtHand) -> PlainTextResponse:
    from whence.decisions.entries import entry_json

    with desk.snapshot() as snapshot:
        lines = [entry_json(row.entry) for row in snapshot.log()]
    return PlainTextResponse(
        "".join(f"{line}\n" for line in lines), media_type="application/jsonl",
        headers={"content-disposition": 'attachment; filename="decisions.jsonl"'},
    )  # fmt: skip


def logged(desk: Desk, by: str, kind: str, document: str, limit: int) -> dict[str, Any]:
    """The Entries that meet conditions, which of them stand, and where two people decided differently."""
    with desk.snapshot() as snapshot:
        rows = list(snapshot.log())
        made = snapshot.decisions()
    standing = {e.id for e in made.standing}
    torn = differing(made.standing)
    conflicting = {e.id for pair in torn for e in pair}
    found = []
    for row in reversed(rows):
        entry = row.entry
        ids = {a.document for a in about(entry)}
        if (
            (by and entry.by != by)
            or (kind and _kind(entry) != kind)
            or (document and not any(d.startswith(document) for d in ids))
        ):
            continue  # fmt: skip
        found.append(
            {
                **_entry(entry), "position": row.position, "hash": row.hash, "stands": entry.id in standing or _kind(entry) == "withdraw",
                "differs": entry.id in conflicting,
                "where": next((f"/d/{a.document[:12]}#c{a.spans[0].start}" for a in about(entry)), None),
            }
        )  # fmt: skip
        if len(found) == limit:
            break
    people = sorted({row.entry.by for row in rows})
    return {
        "entries": found, "people": people, "size": len(rows),
        "differing": [[_entry(a), _entry(b)] for a, b in torn],
    }  # fmt: skip


def _entry(entry: AnyEntry) -> dict[str, Any]:
    return {
        "id": str(entry.id), "kind": _kind(entry), "by": entry.by, "at": entry.at.isoformat(), "because": entry.because,
        "said": said_of_entry(entry),
    }  # fmt: skip


def _kind(entry: AnyEntry) -> str:
    return type(entry).__name__.lower()


def _span(q: Any) -> Any:
    from whence.text import Span

    return Span(q.start, max(q.end, q.start + 1))


def _end(sheet: Sheet, start: int) -> int:
    block = next((b for b in sheet.document.blocks if b.start == start), None)
    return block.end if block else start


def _layers(sheet: Sheet, extents: list[tuple[int, int]]) -> dict[str, list[list[int]]]:
    """Stretches to be drawn over the text, by layer; none of them is an element of the page."""
    document = sheet.document
    kinds = {e.id: e.kind for e in document.entities}
    made: dict[str, list[list[int]]] = {"person": [], "place": [], "group": [], "event": [], "decided": [], "doubt": []}  # fmt: skip

    def put(layer: str, start: int, end: int) -> None:
        if any(a <= start and end <= b for a, b in extents):
            made[layer].append([start, end])

    for m in document.mentions:
        if m.form == "name":
            kind = kinds[m.entity]
            put("person" if kind == "person" else "place" if kind == "place" else "group", m.start, m.end)
    for e in document.events:
        for s in e.triggers if e.kind != "other" else ():
            put("event", s.start, s.end)
    for standing in sheet.read.decided.standing:
        for s in standing.spans:
            put("decided", s.start, s.end)
    doubted = [s for a in document.attributions if is_uncertain(a) for s in a.cue]
    doubted += [q.segments[0] for q in document.quotations if is_uncertain(q)]
    for s in doubted:
        put("doubt", s.start, s.end)
    return made


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


def described(read: Read, record: str) -> dict[str, Any]:
    """One record in words: what it is, what it says, which decisions stand, what can be decided. Raises HTTPException."""
    document = read.whole
    try:
        kind, spans = read.records.kind(record), read.records.spans(record)
    except KeyError as error:
        raise HTTPException(404, "There is no such record any more.") from error
    names = VoiceNames(document)
    made: dict[str, Any] = {
        "id": record, "kind": kind, "spans": [[s.start, s.end] for s in spans], "words": joined(document.text, spans, 240),
        "facts": [], "speaker": None, "edtf": None, "uncertain": False,
    }  # fmt: skip
    facts: list[tuple[str, str]] = made["facts"]
    field: Any = {"quotation": document.quotations, "attribution": document.attributions, "claim": document.claims, "time": document.times,
             "citation": document.citations, "event": document.events, "entity": document.entities}[kind]  # fmt: skip
    found: Any = next(r for r in field if r.id == record)
    if isinstance(found, Quotation | Attribution | Claim):
        made["speaker"] = names.chain(found.voice)
        made["holder"] = names.name(found.voice) if found.voice else ""
        facts.append(("who says it", names.chain(found.voice)))
    if isinstance(found, Quotation):
        facts.append(("known by", f"{found.basis}{_told(document, found)}"))
    if isinstance(found, Attribution):
        facts.append(("cue", joined(document.text, found.cue, 60)))
    if isinstance(found, Quotation | Attribution):
        made["uncertain"] = is_uncertain(found)
    if isinstance(found, Claim):
        facts.append(("told as", f"{(found.told_as or found.about).replace('_', ' ')}, {found.polarity}, {found.certainty}"))  # fmt: skip
        made["choices"] = {"told_as": found.told_as, "polarity": found.polarity, "certainty": found.certainty}
    if isinstance(found, Time):
        made["edtf"] = (
            (found.resolved[0].edtf or found.resolved[0].value) if found.resolved else found.edtf or ""
        )
        for r in found.resolved:
            facts.append(("may be", f"{r.edtf or r.value}: {r.earliest} to {r.latest} ({r.basis})"))
    if kind == "entity":
        facts.append(("called", "; ".join(found.names)))
        facts.append(("kind", found.kind))
    if kind == "citation":
        work = next((w for w in document.works if w.id == found.work), None)
        facts.append(("work", work_label(work.csl) if work else "not told"))
    if isinstance(found, Claim) or kind == "citation":
        made["works"] = sorted({work_label(w.csl) for w in document.works})
        made["work"] = _work_of(document, found)
    if isinstance(found, Quotation | Attribution):
        rests = [c for c in document.claims if found.id in (c.quotation, c.attribution)]
        made["claims"] = [_claim(document, c, names) for c in rests]
    if getattr(found, "why", None):
        facts.append(("read by", str(found.why)))
    if getattr(found, "probability", None) is not None:
        facts.append(("how sure", f"{100 * found.probability:.0f} of 100 like it are right"))
    entries = read.decided.of(record)
    made["entries"] = [_entry(e) for e in entries]
    made["marks"] = [e.label for e in entries if isinstance(e, Mark)]
    made["comments"] = [e.words for e in entries if isinstance(e, Comment)]
    made["sheet"] = _sheet_number(document, spans[0].start)
    made["place"] = PlaceNames(document).label(spans[0].start)
    made["position"] = read.position
    return made


def _claim(document: Document, c: Claim, names: VoiceNames) -> dict[str, Any]:
    return {
        "id": c.id, "words": joined(document.text, c.evidence, 160), "voice": names.chain(c.voice), "polarity": c.polarity,
        "told_as": c.told_as, "spans": [[s.start, s.end] for s in c.evidence],
    }  # fmt: skip


def _work_of(document: Document, found: Any) -> str:
    """The name of the work that a claim rests on, or a citation means; empty where it is not told."""
    citation = (
        found
        if hasattr(found, "work")
        else next((c for c in document.citations if c.id == found.citation), None)
    )
    work = next((w for w in document.works if citation and w.id == citation.work), None)
    return work_label(work.csl) if work else ""


def _sheet_number(document: Document, at: int) -> int | None:
    """The page of a PDF file, counted from 1, on which a character stands."""
    i = bisect_right([o.start for o in document.origins], at) - 1
    found = re.match(r"page (\d+)", document.origins[i].where) if i >= 0 else None
    return int(found[1]) if found else None


def _told(document: Document, q: Quotation) -> str:
    return f", by the words “{joined(document.text, q.told_by, 40)}”" if q.told_by else ""
