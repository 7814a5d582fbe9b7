"""following: every quotation of some documents looked for in the works that its notes cite, and then in all documents at hand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from whence.follow.cited_documents import CitedDocuments, Link, Verdict
from whence.follow.differences import Difference
from whence.follow.finding import Place, Turn, Wanted, find
from whence.follow.library import Library
from whence.follow.paraphrase import Beside, beside
from whence.follow.quoted import Quoted, quotations_of
from whence.follow.scanning import SHORTEST, Scanner, scan
from whence.follow.searched import Searched, pages_of
from whence.follow.second_hand import HandedOn, Pending, handed_on, quotation_at, shared_slips
from whence.follow.voices_there import VoiceThere, voice_there
from whence.layers.document import Citation, Claim, Document
from whence.layers.places import PlaceNames
from whence.ledger.reading import work_key
from whence.text import Span, SpanIndex
from whence.works.labels import work_label

Answer = Literal[
    "word_for_word",
    "differs",
    "elsewhere",
    "nothing",
    "not_here",
    "no_text",
    "no_source",
    "too_short",
    "empty",
]
_MOST_ELSEWHERE = 5  # further documents that are looked at for one quotation
_LONGEST_SHOWN = 400  # characters of the words at the place


class FoundAt(Struct, frozen=True):
    """Where words stand: the document, the page and place, the spans, the words, and what is different there.

    ``given_there``: the words are quoted there too, and this is the work that is given for them. ``on_cited_page`` is None where no page is cited, or the document has none.
    """

    path: str
    title: str | None
    page: str | None
    place: str
    on_cited_page: bool | None
    spans: tuple[Span, ...]
    words: str
    covered: float
    differences: tuple[Difference, ...]
    bridged: tuple[str, ...]
    turns: tuple[Turn, ...]
    voice: VoiceThere | None
    given_there: str | None = None


class Followed(Struct, frozen=True):
    """A quotation, the source that is given for it, and whether it is there.

    ``answer``: found word for word, found with differences, found only in another document (``elsewhere``), ``nothing`` found in
    the source, the source ``not_here``, the cited page without text, no source given and found nowhere (``no_source``), too
    short to be looked for everywhere, or without any words (``empty``). ``searched``: whether it was looked for in all
    documents. ``chain``: where the source has it from; ``same_slips``: documents
    that quote the place with the same slip. ``through`` is the work in which it was seen, if a note says so.
    """

    document: str
    quotation: str
    place: str
    start: int
    end: int
    words: str
    voice: str
    note: str | None
    work: str | None
    work_label: str | None
    cited: str | None
    through: str | None
    link: Verdict | None
    source: str | None
    why: str | None
    answer: Answer
    searched: bool
    found: FoundAt | None
    elsewhere: tuple[FoundAt, ...]
    chain: tuple[HandedOn, ...] = ()
    same_slips: tuple[str, ...] = ()


class Paraphrased(Struct, frozen=True):
    """A claim with a note and without quotation marks, beside the passages of its source that share its names, dates and numbers."""

    document: str
    claim: str
    place: str
    start: int
    end: int
    words: str
    note: str | None
    work: str | None
    work_label: str | None
    cited: str | None
    source: str
    beside: Beside


class _Job(Struct):
    """A quotation on its way: what was found in its sources, and elsewhere."""

    path: str
    quoted: Quoted
    wanted: Wanted
    links: list[tuple[int, Link]]  # which of its citations, and the document that it leads to
    found: FoundAt | None = None
    found_by: int = -1
    no_text: bool = False
    further: tuple[Quoted, Document] | None = None  # the quotation that the source itself has there
    elsewhere: dict[str, FoundAt] = msgspec.field(default_factory=dict)


def follow(
    documents: Iterable[tuple[str, Document]],
    library: Library,
    decided: Mapping[str, str | None] | None = None,
) -> list[Followed]:
    """The quotations of documents in the order of the text, each with what was found. ``decided``: see CitedDocuments."""
    cards = library.cards()
    links = CitedDocuments(cards, decided)
    jobs = [job for path, document in documents for job in _jobs(path, document, links)]
    _in_their_sources(jobs, library, {c.path for c in cards if not c.has_text})
    _everywhere(jobs, library)
    pending = [
        Pending(n, job.found.path, *job.further, frozenset({job.path, job.found.path}))
        for n, job in enumerate(jobs)
        if job.found and job.further
    ]
    legible = CitedDocuments([c for c in cards if c.has_text], decided)
    chains = handed_on(pending, legible, library)
    slips = shared_slips(
        {n: (j.path, j.found.path, j.found.spans, j.found.differences) for n, j in enumerate(jobs) if j.found}
    )
    return [_followed(job, chains.get(n, ()), slips.get(n, ())) for n, job in enumerate(jobs)]


def paraphrases(
    documents: Iterable[tuple[str, Document]],
    library: Library,
    decided: Mapping[str, str | None] | None = None,
) -> list[Paraphrased]:
    """The claims of documents that a note gives to a work that is here, beside the passages of it."""
    links = CitedDocuments([c for c in library.cards() if c.has_text], decided)
    wanted: dict[str, list[tuple[int, str, Document, Claim, Citation]]] = defaultdict(list)
    order = 0
    for path, document in documents:
        for claim, citation, source in _claims(path, document, links):
            wanted[source].append((order, path, document, claim, citation))
            order += 1
    made: list[tuple[int, Paraphrased]] = []
    for source in sorted(wanted):
        searched = Searched(library.document(source), source)
        for n, path, document, claim, citation in wanted[source]:
            found = beside(document, claim, searched, _pages_cited(citation))
            if found:
                made.append((n, _paraphrased(path, document, claim, citation, source, found)))
    return [row for _, row in sorted(made, key=lambda pair: pair[0])]


def _claims(path: str, document: Document, links: CitedDocuments) -> Iterator[tuple[Claim, Citation, str]]:
    """The claims without quotation marks whose citation leads to a document."""
    works = {w.id: w for w in document.works}
    citations = {c.id: c for c in document.citations}
    quoted = SpanIndex([q for q in document.quotations if q.use in ("speech", "writing")])
    for claim in document.claims:
        citation = citations.get(claim.citation or "")
        work = works.get(citation.work or "") if citation else None
        if citation is None or work is None or claim.quotation or not claim.evidence:
            continue
        if any(quoted.touching(s.start, s.end) for s in claim.evidence):
            continue
        link = links.link(work.csl, work_key(work), path)
        if link.path and link.verdict in ("linked", "maybe"):
            yield claim, citation, link.path


def _paraphrased(
    path: str, document: Document, claim: Claim, citation: Citation, source: str, found: Beside
) -> Paraphrased:
    first, last = claim.evidence[0].start, claim.evidence[-1].end
    work = next(w for w in document.works if w.id == citation.work)
    note = next((n.label for n in document.notes if n.id == citation.note), None)
    return Paraphrased(
        path,
        claim.id,
        PlaceNames(document).label(first),
        first,
        last,
        " … ".join(" ".join(document.text[s.start : s.end].split()) for s in claim.evidence),
        note,
        work.id,
        work_label(work.csl),
        f"{citation.locator.label} {citation.locator.value}" if citation.locator else None,
        source,
        found,
    )


def _jobs(path: str, document: Document, links: CitedDocuments) -> Iterator[_Job]:
    keys = {w.id: work_key(w) for w in document.works}
    works = {w.id: w for w in document.works}
    known: dict[str, Link] = {}
    for quoted in quotations_of(document):
        found = []
        for n, citation in enumerate(quoted.citations):
            work = citation.work
            if work is None or work not in works:
                continue
            if work not in known:
                known[work] = links.link(works[work].csl, keys[work], path)
            found.append((n, known[work]))
        yield _Job(path, quoted, Wanted(document, quoted.quotation), found)


def _in_their_sources(jobs: Sequence[_Job], library: Library, without_text: set[str]) -> None:
    """Looks for each quotation in the documents that its citations lead to; a document is opened once."""
    by_source: dict[str, list[tuple[_Job, int]]] = defaultdict(list)
    for job in jobs:
        for n, link in job.links:
            if link.path in without_text:
                job.no_text = True
            elif link.path and link.verdict in ("linked", "maybe") and len(job.wanted):
                by_source[link.path].append((job, n))
    for path in sorted(by_source):
        searched = Searched(library.document(path), path)
        for job, n in by_source[path]:
            if job.found and job.found_by <= n:
                continue
            labels = _pages_cited(job.quoted.citations[n])
            place = find(job.wanted, searched, searched.on_pages(labels))
            if place:
                job.found, job.found_by = _found_at(job, searched, place, labels), n
                further = quotation_at(searched, place.spans)
                job.further = (further, searched.document) if further else None
            elif labels & searched.empty_pages():
                job.no_text = True


def _everywhere(jobs: Sequence[_Job], library: Library) -> None:
    """Looks for all quotations in all texts; where their own documents have them again does not count."""
    scanner = Scanner([job.wanted.words.forms if job.wanted.words else () for job in jobs])
    for path, _, numbers in scan(scanner, library.texts()):
        searched: Searched | None = None
        for number in numbers:
            job = jobs[number]
            if (
                path == job.path
                or (job.found and path == job.found.path)
                or len(job.elsewhere) >= _MOST_ELSEWHERE
            ):
                continue
            searched = searched or Searched(library.document(path), path, scanner.places)
            place = find(job.wanted, searched, anywhere=True)
            if place:
                found = _found_at(job, searched, place, frozenset())
                job.elsewhere[path] = msgspec.structs.replace(
                    found, given_there=_given(quotation_at(searched, place.spans))
                )


def _given(quoted: Quoted | None) -> str | None:
    """The work that a quotation gives as its source, with the place in it."""
    for citation in quoted.citations if quoted else ():
        label = quoted.labels.get(citation.work or "") if quoted else None
        if label:
            return (
                f"{label}, {citation.locator.label} {citation.locator.value}" if citation.locator else label
            )
    return None


def _pages_cited(citation: Citation) -> frozenset[str]:
    locator = citation.locator
    return pages_of(locator.value) if locator and locator.label in ("page", "folio") else frozenset()


def _found_at(job: _Job, searched: Searched, place: Place, labels: frozenset[str]) -> FoundAt:
    first = place.spans[0]
    page = searched.page(first.start)
    ends = [at for s in place.spans for at in (s.start, s.end - 1)]
    on_page = {p.casefold() for at in ends if (p := searched.page(at))}
    words = " … ".join(" ".join(searched.document.text[s.start : s.end].split()) for s in place.spans)
    return FoundAt(
        path=searched.path,
        title=searched.document.document.title,
        page=page,
        place=searched.place(first.start),
        on_cited_page=bool(labels & on_page) if labels and on_page else None,
        spans=place.spans,
        words=words if len(words) <= _LONGEST_SHOWN else words[:_LONGEST_SHOWN].rsplit(" ", 1)[0] + " …",
        covered=round(place.covered, 3),
        differences=place.differences,
        bridged=place.bridged,
        turns=place.turns,
        voice=voice_there(job.quoted, searched, place),
    )


def _followed(job: _Job, chain: tuple[HandedOn, ...], same_slips: tuple[str, ...]) -> Followed:
    quoted = job.quoted
    n = job.found_by if job.found else _first_link(job)
    citation = quoted.citations[n] if n is not None and n >= 0 else None
    link = next((link for k, link in job.links if k == n), None)
    return Followed(
        document=job.path,
        quotation=quoted.quotation.id,
        place=quoted.place,
        start=quoted.quotation.start,
        end=quoted.quotation.end,
        words=quoted.words,
        voice=quoted.voice,
        note=quoted.notes.get(citation.note or "") if citation else None,
        work=citation.work if citation else None,
        work_label=quoted.labels.get(citation.work or "") if citation else None,
        cited=f"{citation.locator.label} {citation.locator.value}" if citation and citation.locator else None,
        through=quoted.through,
        link=link.verdict if link else None,
        source=link.path if link else None,
        why=link.why if link else None,
        answer=_answer(job, link),
        searched=len(job.wanted) >= SHORTEST,
        found=job.found,
        elsewhere=tuple(job.elsewhere[path] for path in sorted(job.elsewhere)),
        chain=chain,
        same_slips=same_slips,
    )


def _first_link(job: _Job) -> int | None:
    """The citation that is shown where nothing was found: the first that leads to a document, else the first with a work."""
    led = [n for n, link in job.links if link.path]
    return led[0] if led else job.links[0][0] if job.links else None


def _answer(job: _Job, link: Link | None) -> Answer:
    if not len(job.wanted):
        return "empty"
    if job.found:
        return "differs" if job.found.differences else "word_for_word"
    if job.elsewhere:
        return "elsewhere"
    here = [link for _, link in job.links if link.verdict in ("linked", "maybe")]
    if here:
        return "no_text" if job.no_text else "nothing"
    if link:
        return "not_here"
    return "no_source" if len(job.wanted) >= SHORTEST else "too_short"
