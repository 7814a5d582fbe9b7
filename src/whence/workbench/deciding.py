"""deciding: from what a person does on a page to an Entry of the log, and what that changed.

A page says at which position of the log it was drawn. Where somebody has decided about the same thing since, nothing is written and the page
is told so: two people, or two tabs, never overwrite each other unseen.
"""

from collections.abc import Sequence
from typing import Any, Literal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from whence.decisions import Records
from whence.decisions.applied import decided
from whence.decisions.differing import things
from whence.decisions.entries import (
    Accept,
    Add,
    AnyEntry,
    Comment,
    Correct,
    Different,
    Mark,
    Reject,
    Same,
    Withdraw,
    new_id,
    now,
)  # fmt: skip
from whence.decisions.fold import State
from whence.exports.results import said_of_entry
from whence.ledger import Ledger
from whence.text import Anchor, Span, trimmed
from whence.workbench.desk import Desk

Action = Literal["accept", "reject", "correct", "add", "same", "different", "mark", "comment"]
_LONGEST = 4_000  # characters of what a person writes


class Decision(BaseModel):
    """What a person decides: about records by their ids, or about a stretch of the text."""

    action: Action
    position: int = Field(ge=0, description="The position of the log at which the page was drawn.")
    records: list[str] = Field(default_factory=list, max_length=500)
    kind: str | None = Field(None, description="What is added at the spans, or what the spans are about.")
    spans: list[tuple[int, int]] = Field(default_factory=list, max_length=20)
    field: str | None = None
    value: str | None = Field(None, max_length=_LONGEST)
    other: str | None = Field(None, description="The record that is the same, or another one.")
    fields: dict[str, str] = Field(default_factory=dict)
    because: str = Field("", max_length=_LONGEST)


class Undo(BaseModel):
    """Takes back the last decision of whoever sits here, or with ``entry`` that one."""

    entry: str | None = None


def router(desk: Desk) -> APIRouter:
    """The operations that write."""
    made = APIRouter(prefix="/api", tags=["decide"])

    @made.post("/d/{name}/decide", summary="Decide about records or words of a document")
    def decide(name: str, asked: Decision) -> dict[str, Any]:
        sheet = desk.sheet(name, uncertain=True)
        try:
            entries = _entries(desk, sheet.whole.text, sheet.records, asked)
        except (KeyError, ValueError) as error:
            raise HTTPException(422, _sentence(error)) from error
        if not entries:
            raise HTTPException(422, "Choose something to decide about first.")
        tried = decided(sheet.whole, entries)
        if tried.orphans:
            raise HTTPException(422, tried.orphans[0].why)
        return desk.write(lambda ledger: _written(ledger, entries, asked.position, desk.by))

    @made.post("/undo", summary="Take the last decision back")
    def undo(asked: Undo) -> dict[str, Any]:
        return desk.write(lambda ledger: _taken_back(ledger, desk.by, asked.entry))

    @made.post("/redo", summary="Make good what was taken back last")
    def redo() -> dict[str, Any]:
        return desk.write(lambda ledger: _made_good(ledger, desk.by))

    return made


def _entries(desk: Desk, text: str, records: Records, asked: Decision) -> list[AnyEntry]:
    """The Entries of a request. Raises KeyError for an unknown record, ValueError for what cannot be."""
    spans = _spans(text, asked.spans)
    anchors = [records.anchor(r) for r in asked.records]
    if not anchors and spans:
        anchors = [records.anchor_at(asked.kind or "place", spans)]
    to = records.anchor_at(anchors[0].kind, spans) if asked.records and spans and anchors else None
    return [_entry(desk, records, asked, anchor, to) for anchor in anchors]


def _entry(desk: Desk, records: Records, asked: Decision, anchor: Anchor, to: Anchor | None) -> AnyEntry:
    head: dict[str, Any] = {"id": new_id(), "at": now(), "by": desk.by, "because": asked.because}
    match asked.action:
        case "accept":
            return Accept(**head, what=anchor)
        case "reject":
            return Reject(**head, what=anchor)
        case "correct":
            if not asked.field:
                raise ValueError("Say what is to be corrected.")
            return Correct(**head, what=anchor, field=asked.field, value=asked.value or None, to=to)
        case "add":
            return Add(**head, what=anchor, fields={k: v for k, v in asked.fields.items() if v})
        case "mark":
            if not (asked.value or "").strip():
                raise ValueError("A mark needs a word.")
            return Mark(**head, what=anchor, label=(asked.value or "").strip())
        case "comment":
            if not (asked.value or "").strip():
                raise ValueError("A comment needs words.")
            return Comment(**head, what=anchor, words=(asked.value or "").strip())
    if not asked.other:
        raise ValueError("Choose the other one.")
    other = records.anchor(asked.other)
    return (Same if asked.action == "same" else Different)(**head, left=anchor, right=other)


def _spans(text: str, given: Sequence[tuple[int, int]]) -> list[Span]:
    """Stretches of the text as they were chosen, without white space at their ends. Raises ValueError."""
    found = []
    for start, end in given:
        if not 0 <= start < end <= len(text):
            raise ValueError("These words are not in the text.")
        span = trimmed(text, start, end)
        if span is None:
            raise ValueError("Only white space was chosen.")
        found.append(span)
    return found


def _written(ledger: Ledger, entries: Sequence[AnyEntry], position: int, by: str) -> dict[str, Any]:
    with ledger.snapshot() as snapshot:
        log = snapshot.log()
        state = snapshot.state()
    since = {e.entry.id: e.entry for e in log if e.position > position}
    wanted = {t for e in entries for t in things(e)}
    for entry in state.standing():
        if entry.id in since and wanted & set(things(entry)):
            raise HTTPException(
                409,
                f"{entry.by} has decided about this meanwhile: {said_of_entry(entry)}. Nothing was written; look at it and decide again.",
            )
    made = ledger.append_all(entries)
    return {"position": made[-1].position, "entries": [str(m.entry.id) for m in made]}


def _taken_back(ledger: Ledger, by: str, wanted: str | None) -> dict[str, Any]:
    with ledger.snapshot() as snapshot:
        state = snapshot.state()
    mine = [e for e in state.standing() if (str(e.id) == wanted if wanted else e.by == by)]
    if not mine:
        raise HTTPException(404, "There is nothing to take back.")
    made = ledger.append(Withdraw(id=new_id(), at=now(), by=by, entry=mine[-1].id))
    return {"position": made.position, "said": f"Taken back: {said_of_entry(mine[-1])}."}


def _made_good(ledger: Ledger, by: str) -> dict[str, Any]:
    """Takes back the last withdrawal, as long as nothing was decided after it."""
    with ledger.snapshot() as snapshot:
        state = snapshot.state()
    undone = _last_undone(state, by)
    if undone is None:
        raise HTTPException(404, "There is nothing to make good again.")
    made = ledger.append(Withdraw(id=new_id(), at=now(), by=by, entry=undone.id))
    entry = next(e for e in state.entries if e.id == undone.entry)
    return {"position": made.position, "said": f"Made good: {said_of_entry(entry)}."}


def _last_undone(state: State, by: str) -> Withdraw | None:
    taken_back = {e.entry for e in state.entries if isinstance(e, Withdraw)}
    withdrawals = {e.id for e in state.entries if isinstance(e, Withdraw)}
    for entry in reversed(state.entries):
        if entry.by != by:
            continue
        if not isinstance(entry, Withdraw):
            return None
        if entry.entry in withdrawals:
            continue  # itself one that made something good
        if entry.id not in taken_back:
            return entry
    return None


def _sentence(error: Exception) -> str:
    return "The page is older than the ledger; look again." if isinstance(error, KeyError) else str(error)
