"""taking: what a person takes along: citations, the comparison as a table, the original file, the whole ledger as one file."""

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response, StreamingResponse

from whence.decisions.differing import differing
from whence.decisions.entries import AnyEntry, entries_of
from whence.exports.citing import STYLES, cite, html_lines, markdown_lines
from whence.exports.results import said_of_entry
from whence.exports.tables import csv_lines, json_lines
from whence.ledger import Ledger
from whence.readers.files import Source, load
from whence.text import Span, trimmed
from whence.workbench.asking import Asked
from whence.workbench.desk import AtHand, Desk

_MOST_LOG = 50_000_000  # bytes of a log that is merged
_CHUNK = 1 << 20


router = APIRouter(prefix="/api", tags=["take along"])


@router.get("/styles")
def styles() -> list[str]:
    """The styles in which can be cited."""
    return list(STYLES)


@router.get("/d/{name}/cite")
def citation(desk: AtHand, name: str, start: int, end: int, style: str = "chicago-note", form: Literal["text", "markdown", "html"] = "text",
) -> dict[str, Any]:  # fmt: skip
    """Words of a document as a citation."""
    document = desk.read(name).whole
    span = trimmed(document.text, max(0, start), min(end, len(document.text))) if start < end else None
    if span is None:
        raise HTTPException(422, "Choose some words to cite.")
    try:
        found = cite(document, Span(span.start, span.end), style, form)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    built: dict[str, Any] = msgspec.to_builtins(found)
    return {**built, "link": f"/d/{document.document.id[:12]}#c{span.start}"}


@router.get("/d/{name}/original")
def original(desk: AtHand, name: str) -> Response:
    """The file as it was read, if it still lies there."""
    with desk.snapshot() as snapshot:
        document = snapshot.as_read(name)
        path = snapshot.path_of(document.document.id)
    raw = _bytes(desk, path, document.document.id)
    is_pdf = (
        document.document.media_type == "application/pdf"
    )  # the browser shows it; all else is only handed over
    headers = {
        "content-disposition": f"{'inline' if is_pdf else 'attachment'}; filename*=UTF-8''{_quoted(document.document.name)}",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'",
    }
    kind = "application/pdf" if is_pdf else "application/octet-stream"
    return Response(raw, media_type=kind, headers=headers)


@router.get("/find.{form}")
def table(desk: AtHand, form: Literal["csv", "md", "html"], asked: Asked) -> StreamingResponse:
    """The lines of a search as a table, or as a list with anchors."""
    try:
        with desk.snapshot() as snapshot:
            found = snapshot.find(asked, 10_000)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    if form == "md":
        return _file(markdown_lines(found), "text/markdown; charset=utf-8", "lines.md")
    if form == "html":
        return _file(html_lines(found), "text/html; charset=utf-8", "lines.html")
    rows = (dict(msgspec.to_builtins(line)) for line in found)
    return _file(csv_lines(rows, found.columns), "text/csv", "lines.csv")


@router.get("/compare.{form}")
def compare(desk: AtHand, form: Literal["csv", "jsonl"]) -> StreamingResponse:
    """All accounts as a table, or as JSON Lines with who rests on whom."""
    from whence.exports import compare_page

    found = desk.beside()
    events, rests = found.accounts.findings(found.cards, found.decided)
    if form == "csv":
        return _file(
            csv_lines(compare_page.csv_rows(events), compare_page.COLUMNS), "text/csv", "accounts.csv"
        )
    return _file(json_lines(compare_page.json_rows(events, rests)), "application/jsonl", "accounts.jsonl")


@router.get("/ledger")
def ledger(desk: AtHand) -> StreamingResponse:
    """The whole ledger as one file."""
    if "://" in desk.place:
        raise HTTPException(422, "This ledger is a PostgreSQL database; dump it with pg_dump.")
    return StreamingResponse(
        _copied(Path(desk.place)), media_type="application/octet-stream",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{_quoted(Path(desk.place).name)}"},
    )  # fmt: skip


@router.post("/log")
async def merge(desk: AtHand, request: Request) -> dict[str, Any]:
    """Merge another person's log (JSON Lines) into this one."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > _MOST_LOG:
            raise HTTPException(413, "This log is too large.")
    try:
        entries = entries_of(raw.decode())
    except (ValueError, UnicodeError) as error:
        raise HTTPException(422, f"This is no log of Whence: {error}") from error
    return desk.write(lambda ledger: merged(ledger, entries))


def merged(ledger: Ledger, entries: list[AnyEntry]) -> dict[str, Any]:
    """Appends the Entries that the log does not have, in their order; what two people decided differently is told."""
    try:
        new, known = ledger.merge(entries)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    with ledger.snapshot() as snapshot:
        torn = differing(snapshot.decisions().standing)
    return {
        "added": new, "known": known,
        "differing": [{"one": f"{a.by} {said_of_entry(a)}", "other": f"{b.by} {said_of_entry(b)}"} for a, b in torn],
    }  # fmt: skip


def _bytes(desk: Desk, path: str | None, sha256: str) -> bytes:
    """A file's bytes, if they are those that were read. The path is the ledger's own, never one that was asked for."""
    import hashlib

    where = Path(path or "")
    where = where if where.is_absolute() else desk.folder / where
    try:
        raw = load(Source(where.name, where))
    except Exception as error:
        raise HTTPException(404, "The file does not lie where it was read.") from error
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise HTTPException(404, "The file has changed since it was read.")
    return raw


def _file(lines: Iterator[bytes], kind: str, name: str) -> StreamingResponse:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type=kind, headers=headers)


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name, safe="")


def _copied(place: Path) -> Iterator[bytes]:
    """A whole copy of the ledger's file, as it is at one moment, whoever writes meanwhile."""
    with tempfile.TemporaryDirectory(prefix="whence-") as folder:
        copy = Path(folder) / "copy.ledger"
        with sqlite3.connect(place) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        source.close()
        target.close()
        with copy.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
