"""reading_list: the works that documents cite and that are not among the documents at hand, the most cited first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from whence.follow.cited_documents import Card, CitedDocuments, Verdict
from whence.layers.document import Document
from whence.ledger.reading import work_key
from whence.works.labels import work_label


class Missing(Struct, frozen=True):
    """A work that is not here (or only maybe: ``path`` is the document that may be it), and where it is cited."""

    label: str
    verdict: Verdict
    path: str | None
    documents: int
    citations: int
    quotations: int
    cited_in: tuple[str, ...]
    csl: dict[str, Any]


class _Cited(Struct):
    label: str
    csl: dict[str, Any]
    own: str
    documents: list[str]
    citations: int = 0
    quotations: int = 0


def missing(
    documents: Iterable[tuple[str, Document]],
    cards: Sequence[Card],
    decided: Mapping[str, str | None] | None = None,
) -> list[Missing]:
    """The works that are not here, those in most documents first; ``quotations`` are those with a note to the work."""
    links = CitedDocuments(cards, decided)
    works: dict[str, _Cited] = {}
    for path, document in documents:
        notes = {m.id: m.note for m in document.markers}
        quoting = {notes.get(q.marker or "") for q in document.quotations if q.use in ("speech", "writing")}
        for work in document.works:
            label = work_label(work.csl)
            if not label:
                continue
            held = works.setdefault(work_key(work), _Cited(label, dict(work.csl), path, []))
            citations = [c for c in document.citations if c.work == work.id]
            held.documents.append(path)
            held.citations += len(citations)
            held.quotations += len({c.note for c in citations if c.note in quoting and c.note})
    found = []
    for key, held in works.items():
        link = links.link(held.csl, key, held.own)
        if link.verdict in ("not_here", "maybe"):
            found.append(
                Missing(
                    held.label, link.verdict, link.path, len(held.documents), held.citations, held.quotations,
                    tuple(sorted(held.documents)), held.csl,
                )
            )  # fmt: skip
    return sorted(found, key=lambda m: (-m.documents, -m.citations, m.label))
