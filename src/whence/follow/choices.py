"""choices: which document a person says a cited work is, or is not; kept as Entries in the log, so that it lasts and can be withdrawn."""

from collections.abc import Iterator

from whence.decisions.entries import Different, Same, new_id, now
from whence.layers.document import Document
from whence.ledger import Snapshot, Unknown
from whence.ledger.reading import work_key
from whence.text import Anchor, Span, anchor_of, place

_BEGINNING = 80  # characters by which a document is anchored
_WORK, _DOCUMENT = "work", "document"


def choose(
    snapshot: Snapshot, words: str, path: str, is_it: bool, by: str, because: str = ""
) -> Same | Different:
    """The Entry that says that the one work with these words is a document, or is not. Raises Unknown where there is no such work, or several."""
    source = snapshot.document(path)
    found = dict(_cited(snapshot, words))
    if len(found) != 1:
        raise Unknown(
            f"No work has the words “{words}”." if not found
            else f"“{words}” may be several works; give more of the author’s name and the title."
        )  # fmt: skip
    beginning = Span(0, max(1, min(_BEGINNING, len(source.text))))
    whole = anchor_of(source.text, source.document.id, _DOCUMENT, [beginning])
    kind = Same if is_it else Different
    return kind(id=new_id(), at=now(), by=by, because=because, left=next(iter(found.values())), right=whole)


def _cited(snapshot: Snapshot, words: str) -> Iterator[tuple[str, Anchor]]:
    """Works with these words, each with the first place where it is cited."""
    labels = {w.label for w in snapshot.works(words)}
    from whence.works.labels import work_label

    for _, document in snapshot.bodies():
        for work in document.works:
            if work_label(work.csl) not in labels:
                continue
            citation = next((c for c in document.citations if c.work == work.id), None)
            if citation:
                span = Span(citation.start, citation.end)
                yield work_key(work), anchor_of(document.text, document.document.id, _WORK, [span])


def choices(snapshot: Snapshot) -> dict[str, str | None]:
    """What people have decided: work key → the path of the document, or None for "none of these"; the last word wins."""
    paths = {k.sha256: k.path for k in snapshot.documents() if k.sha256}
    made: dict[str, str | None] = {}
    for entry in snapshot.decisions().standing:
        if (
            not isinstance(entry, (Same, Different))
            or entry.right.kind != _DOCUMENT
            or entry.left.kind != _WORK
        ):
            continue
        key = _key_at(snapshot, entry.left)
        path = paths.get(entry.right.document)
        if key is None or path is None:
            continue
        if isinstance(entry, Same):
            made[key] = path
        elif made.get(key) in (None, path):
            made[key] = None
    return made


def _key_at(snapshot: Snapshot, anchor: Anchor) -> str | None:
    """The key of the work that is cited where an anchor's words stand."""
    try:
        document: Document = snapshot.document(anchor.document)
    except Unknown:
        return None
    spans = place(anchor, document.text)
    works = {w.id: w for w in document.works}
    for citation in document.citations if spans else ():
        if spans and citation.start == spans[0].start and citation.work in works:
            return work_key(works[citation.work])
    return None
