"""second_hand: from the source in which a quotation was found on to the source that is given there, as far as documents are here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from whence.follow.cited_documents import CitedDocuments
from whence.follow.differences import Difference
from whence.follow.finding import Wanted, find
from whence.follow.library import Library
from whence.follow.quoted import Quoted, quotations_of
from whence.follow.searched import Searched, pages_of
from whence.layers.document import Document
from whence.ledger.reading import work_key
from whence.text import Span

_DEEPEST = 8
_SLIPS = ("changed", "added", "omission", "order", "inflection", "negation")


class HandedOn(Struct, frozen=True):
    """One link of a chain: the quotation at this place of this document gives this work as its source.

    ``path`` is the document that is that work (None where it is not here), ``found`` whether the words stand in it, and where.
    """

    document: str
    place: str
    work: str
    cited: str | None
    path: str | None
    found: bool
    page: str | None
    place_there: str | None


class Pending(Struct, frozen=True):
    """A quotation in a source, which gives a source of its own."""

    row: int
    path: str
    quoted: Quoted
    document: Document
    visited: frozenset[str]


def quotation_at(searched: Searched, spans: Sequence[Span]) -> Quoted | None:
    """The quotation of a source that holds most of some spans, if it is quoted there too."""
    first = spans[0]
    for quoted in quotations_of(searched.document):
        q = quoted.quotation
        if q.start <= first.start + 1 and first.end - 1 <= q.end and quoted.citations:
            return quoted
    return None


def handed_on(
    pending: Iterable[Pending], links: CitedDocuments, library: Library
) -> dict[int, tuple[HandedOn, ...]]:
    """The chains, by row; a document is opened once for each step, and no chain comes back to where it was."""
    chains: dict[int, list[HandedOn]] = defaultdict(list)
    waiting = list(pending)
    for _ in range(_DEEPEST):
        by_source: dict[str, list[tuple[Pending, int]]] = defaultdict(list)
        for p in waiting:
            led = _next(p, links)
            if led is None:
                continue
            n, path = led
            if path is None or path in p.visited:
                chains[p.row].append(_link(p, n, None if path is None else path, None, None))
            else:
                by_source[path].append((p, n))
        waiting = []
        for path in sorted(by_source):
            searched = Searched(library.document(path), path)
            for p, n in by_source[path]:
                locator = p.quoted.citations[n].locator
                labels = pages_of(locator.value) if locator and locator.label == "page" else frozenset()
                place = find(Wanted(p.document, p.quoted.quotation), searched, searched.on_pages(labels))
                chains[p.row].append(_link(p, n, path, searched, place.spans if place else None))
                further = quotation_at(searched, place.spans) if place else None
                if further:
                    waiting.append(Pending(p.row, path, further, searched.document, p.visited | {path}))
        if not waiting:
            break
    return {row: tuple(chain) for row, chain in chains.items()}


def _next(p: Pending, links: CitedDocuments) -> tuple[int, str | None] | None:
    """The citation that leads on, and the document it leads to."""
    works = {w.id: w for w in p.document.works}
    first: int | None = None
    for n, citation in enumerate(p.quoted.citations):
        work = works.get(citation.work or "")
        if work is None:
            continue
        first = n if first is None else first
        link = links.link(work.csl, work_key(work), p.path)
        if link.path and link.verdict in ("linked", "maybe"):
            return n, link.path
    return None if first is None else (first, None)


def _link(
    p: Pending, n: int, path: str | None, searched: Searched | None, spans: Sequence[Span] | None
) -> HandedOn:
    citation = p.quoted.citations[n]
    locator = citation.locator
    return HandedOn(
        p.path,
        p.quoted.place,
        p.quoted.labels.get(citation.work or "", ""),
        f"{locator.label} {locator.value}" if locator else None,
        path,
        bool(spans),
        searched.page(spans[0].start) if searched and spans else None,
        searched.place(spans[0].start) if searched and spans else None,
    )


def shared_slips(
    rows: Mapping[int, tuple[str, str, Sequence[Span], Sequence[Difference]]],
) -> dict[int, tuple[str, ...]]:
    """Rows whose quotation of one place differs from it as that of another document does: (document, source, spans, differences).

    Gives the names of those other documents, by row.
    """
    by_slip: dict[tuple[str, str, str, int], set[int]] = defaultdict(set)
    for row, (_, source, _, differences) in rows.items():
        for d in differences:
            if d.kind in _SLIPS:
                at = d.at.start if d.at else -1
                by_slip[(source, d.kind, " ".join(d.quoted.casefold().split()), at)].add(row)
    found: dict[int, set[str]] = defaultdict(set)
    for together in by_slip.values():
        for row in together:
            found[row] |= {rows[other][0] for other in together if rows[other][0] != rows[row][0]}
    return {row: tuple(sorted(names)) for row, names in found.items() if names}
