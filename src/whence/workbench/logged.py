"""logged: the log in words: which Entries meet conditions, which of them stand, where two people decided differently."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from whence.decisions.applied import about
from whence.decisions.differing import differing
from whence.decisions.entries import AnyEntry, Comment
from whence.exports.results import said_of_entry
from whence.workbench.desk import Desk

_DOCUMENT = re.compile(r"\(([0-9a-f]{8})\)")


def logged(desk: Desk, by: str, kind: str, document: str, limit: int) -> dict[str, Any]:
    """The Entries that meet conditions, which of them stand, and where two people decided differently."""
    with desk.snapshot() as snapshot:
        rows = list(snapshot.log())
        made = snapshot.decisions()
        titles = {k.sha256[:8]: k.title or k.name or k.path for k in snapshot.documents() if k.sha256}
    known = {e.id: e for e in made.state.entries}
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
                **entry_in_words(entry, known, titles), "position": row.position, "hash": row.hash, "stands": entry.id in standing or _kind(entry) == "withdraw",
                "differs": entry.id in conflicting,
                "where": next((f"/d/{a.document[:12]}#c{a.spans[0].start}" for a in about(entry)), None),
            }
        )  # fmt: skip
        if len(found) == limit:
            break
    people = sorted({row.entry.by for row in rows})
    return {
        "entries": found, "people": people, "size": len(rows),
        "differing": [[entry_in_words(a), entry_in_words(b)] for a, b in torn],
    }  # fmt: skip


def entry_in_words(
    entry: AnyEntry, known: Mapping[UUID, AnyEntry] | None = None, titles: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """An Entry with its kind, its person and what it says in words; documents by their titles where these are given."""
    said = said_of_entry(entry, known)
    if titles:
        said = _DOCUMENT.sub(lambda m: f"in “{titles[m[1]]}”" if m[1] in titles else m[0], said)
    return {
        "id": str(entry.id), "kind": _kind(entry), "by": entry.by, "at": entry.at.isoformat(), "because": entry.because,
        "said": said, "words": entry.words if isinstance(entry, Comment) else "",
    }  # fmt: skip


def _kind(entry: AnyEntry) -> str:
    return type(entry).__name__.lower()
