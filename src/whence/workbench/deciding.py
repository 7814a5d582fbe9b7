"""deciding: from what a person does on a page to an Entry of the log, and what that changed.

A page says at which position of the log it was drawn. Where somebody has decided about the same thing since, nothing is written and the page
is told so: two people, or two tabs, never overwrite each other unseen.
"""

from collections.abc import Sequence
from typing import Any, Literal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from whence.decisions import Records, check
from whence.decisions.differing import things
from whence.decisions.entries import AnyEntry, Withdraw
from whence.decisions.fold import State
from whence.decisions.making import Action, entry, restorations, together, withdrawals
from whence.exports.results import said_of_entry
from whence.ledger import Ledger
from whence.text import Anchor, Span, trimmed
from whence.workbench.desk import AtHand, Desk

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


class Told(BaseModel):
    """An event as a document tells it: the document by path or id, the event's record."""

    document: str
    event: str


class Events(BaseModel):
    """Tellings of one event, or of another one than the rest."""

    action: Literal["same", "different"]
    position: int = Field(ge=0)
    left: Told
    right: list[Told] = Field(min_length=1, max_length=60)
    because: str = Field("", max_length=_LONGEST)


class Names(BaseModel):
    """Two names of different documents that are one person's, or are not."""

    action: Literal["same", "different"]
    one: str = Field(max_length=_LONGEST)
    other: str = Field(max_length=_LONGEST)
    because: str = Field("", max_length=_LONGEST)


class Undo(BaseModel):
    """Takes back the last decision of whoever sits here, or with ``entry`` that one."""

    entry: str | None = None


router = APIRouter(prefix="/api", tags=["decide"])


@router.post("/d/{name}/decide")
def decide(desk: AtHand, name: str, asked: Decision) -> dict[str, Any]:
    """Decide about records or words of a document."""
    read = desk.read(name)
    try:
        entries = _entries(desk, read.whole.text, read.records, asked)
        check(read.whole, entries)
    except (KeyError, ValueError) as error:
        raise HTTPException(422, _sentence(error)) from error
    if not entries:
        raise HTTPException(422, "Choose something to decide about first.")
    return desk.write(lambda ledger: _written(ledger, entries, asked.position, desk.by))


@router.post("/events")
def events(desk: AtHand, asked: Events) -> dict[str, Any]:
    """Say that tellings are of one event, or of two."""

    def anchor(told: Told) -> Anchor:
        return desk.read(told.document).records.anchor(told.event)

    try:
        left = anchor(asked.left)
        entries = together(
            [entry(asked.action, left, desk.by, asked.because, other=anchor(r)) for r in asked.right]
        )
    except LookupError as error:
        raise HTTPException(422, "The page is older than the ledger; look again.") from error
    return desk.write(lambda ledger: _written(ledger, entries, asked.position, desk.by))


@router.post("/names")
def names(desk: AtHand, asked: Names) -> dict[str, Any]:
    """Say that two names are one person's, wherever they stand, or that they are not."""
    with desk.snapshot() as snapshot:
        one, other = snapshot.place_of_name(asked.one), snapshot.place_of_name(asked.other)
        position = snapshot.position
    if asked.one == asked.other:
        raise HTTPException(422, "These are the same name.")
    if one.document == other.document:
        raise HTTPException(422, "Both stand in one document: join them there, under Names.")
    made = entry(asked.action, one, desk.by, asked.because, other=other)
    return desk.write(lambda ledger: _written(ledger, [made], position, desk.by))


@router.post("/undo")
def undo(desk: AtHand, asked: Undo) -> dict[str, Any]:
    """Take the last decision back."""
    return desk.write(lambda ledger: _taken_back(ledger, desk.by, asked.entry))


@router.post("/redo")
def redo(desk: AtHand) -> dict[str, Any]:
    """Make good what was taken back last."""
    return desk.write(lambda ledger: _made_good(ledger, desk.by))


def _entries(desk: Desk, text: str, records: Records, asked: Decision) -> list[AnyEntry]:
    """The Entries of a request. Raises KeyError for an unknown record, ValueError for what cannot be."""
    spans = _spans(text, asked.spans)
    anchors = [records.anchor(r) for r in asked.records]
    if not anchors and spans:
        anchors = [records.anchor_at(asked.kind or "place", spans)]
    to = records.anchor_at(anchors[0].kind, spans) if asked.records and spans and anchors else None
    other = records.anchor(asked.other) if asked.other else None
    made = [
        entry(asked.action, anchor, desk.by, asked.because, asked.field, asked.value, to, other, asked.fields)
        for anchor in anchors
    ]
    return together(made)


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
        made = snapshot.decisions()
    since = {e.id for e in made.state.entries[position:]}  # positions count from 1, without gaps
    wanted = {t for e in entries for t in things(e)}
    for other in made.standing:
        if other.id in since and wanted & set(things(other)):
            raise HTTPException(
                409,
                f"{other.by} has decided about this meanwhile: {said_of_entry(other)}. Nothing was written; look at it and decide again.",
            )
    logged = ledger.append_all(entries)
    return {"position": logged[-1].position, "entries": [str(m.entry.id) for m in logged]}


def _taken_back(ledger: Ledger, by: str, wanted: str | None) -> dict[str, Any]:
    with ledger.snapshot() as snapshot:
        state = snapshot.state()
    undone = withdrawals(state, by, wanted)
    if not undone:
        raise HTTPException(404, "There is nothing to take back.")
    made = ledger.append_all(undone)
    return {"position": made[-1].position, "said": f"Taken back: {_said(state, undone)}."}


def _made_good(ledger: Ledger, by: str) -> dict[str, Any]:
    """Takes back what was withdrawn last, as long as nothing was decided after it."""
    with ledger.snapshot() as snapshot:
        state = snapshot.state()
    again = restorations(state, by)
    if not again:
        raise HTTPException(404, "There is nothing to redo.")
    made = ledger.append_all(again)
    first = [next(w for w in state.entries if w.id == a.entry) for a in again]
    return {
        "position": made[-1].position,
        "said": f"Redone: {_said(state, [w for w in first if isinstance(w, Withdraw)])}.",
    }


def _said(state: State, undone: Sequence[Withdraw]) -> str:
    known = {e.id: e for e in state.entries}
    said = said_of_entry(known[undone[0].entry])
    return f"{len(undone)} decisions at once, the first {said}" if len(undone) > 1 else said


def _sentence(error: Exception) -> str:
    return "The page is older than the ledger; look again." if isinstance(error, KeyError) else str(error)
