"""describing: one record of a document in words: what it is, what it says, which decisions stand about it, what can be decided."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from whence.dates.in_words import edtf_words
from whence.decisions.draft import PERSON
from whence.decisions.entries import Comment, Mark
from whence.layers.certainty import is_uncertain
from whence.layers.document import Attribution, Citation, Claim, Document, Entity, Quotation, Resolution, Time
from whence.layers.naming import VoiceNames, joined
from whence.layers.places import PlaceNames
from whence.text import Span
from whence.workbench.desk import Read
from whence.workbench.logged import entry_in_words
from whence.works.labels import work_label

_FIELDS = {
    "quotation": "quotations", "attribution": "attributions", "claim": "claims", "time": "times", "citation": "citations",
    "event": "events", "entity": "entities",
}  # fmt: skip
Facts = list[tuple[str, str]]


def described(read: Read, record: str) -> dict[str, Any]:
    """One record in words. Raises KeyError where the document has none of that id."""
    document = read.whole
    kind, spans = read.records.kind(record), read.records.spans(record)
    found: Any = next(r for r in getattr(document, _FIELDS[kind]) if r.id == record)
    facts: Facts = []
    made: dict[str, Any] = {
        "id": record, "kind": kind, "spans": [[s.start, s.end] for s in spans], "words": joined(document.text, _apart(spans), 240),
        "facts": facts, "speaker": None, "edtf": None, "uncertain": False,
    }  # fmt: skip
    made |= _kind_of(document, found, facts)
    if getattr(found, "why", None) and found.why != PERSON:
        facts.append(("read by", str(found.why)))
    if getattr(found, "probability", None) is not None:
        sure = f"{100 * found.probability:.0f} of 100 like it are right as a whole: who, in which words, what"
        facts.append(("how sure", sure))
    entries = read.decided.of(record)
    made["entries"] = [entry_in_words(e) for e in entries]
    made["marks"] = [e.label for e in entries if isinstance(e, Mark)]
    made["comments"] = [e.words for e in entries if isinstance(e, Comment)]
    made["sheet"] = _sheet_number(document, spans[0].start)
    made["place"] = PlaceNames(document).label(spans[0].start)
    made["position"] = read.position
    return made


def _kind_of(document: Document, found: Any, facts: Facts) -> dict[str, Any]:
    """What only records of a kind have; what can be said in words goes into ``facts``."""
    match found:
        case Quotation() | Attribution() | Claim():
            return _said(document, found, facts)
        case Time():
            facts += [
                ("may be", f"{edtf_words(r.edtf or r.value)}: {r.earliest} to {r.latest} ({r.basis})")
                for r in found.resolved
            ]
            return {"edtf": _in_edtf(found.resolved[0]) if found.resolved else found.edtf or ""}
        case Entity():
            facts += [("called", "; ".join(found.names)), ("kind", found.kind)]
        case Citation():
            facts.append(("work", _work_of(document, found) or "not told"))
            return _works(document, found)
    return {}


def _in_edtf(r: Resolution) -> str:
    """A resolution in EDTF; where it has no such form ("late 1890s", "the night of"), from its first to its last day."""
    if r.edtf or not r.earliest or not r.latest:
        return r.edtf or ""
    return r.earliest if r.earliest == r.latest else f"{r.earliest}/{r.latest}"


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Spans of which none overlaps another."""
    made: list[Span] = []
    for s in sorted(spans):
        if made and s.start < made[-1].end:
            made[-1] = Span(made[-1].start, max(s.end, made[-1].end))
        else:
            made.append(s)
    return made


def _said(document: Document, found: Quotation | Attribution | Claim, facts: Facts) -> dict[str, Any]:
    names = VoiceNames(document)
    made: dict[str, Any] = {
        "speaker": names.chain(found.voice), "holder": names.name(found.voice) if found.voice else "",
    }  # fmt: skip
    facts.append(("who says it", names.chain(found.voice)))
    if isinstance(found, Claim):
        told = (found.told_as or found.about).replace("_", " ")
        facts.append(("told as", f"{told}, {found.polarity}, {found.certainty}"))
        made["choices"] = {"told_as": found.told_as, "polarity": found.polarity, "certainty": found.certainty}
        return made | _works(document, found)
    if isinstance(found, Quotation):
        by = f", by the words “{joined(document.text, found.told_by, 40)}”" if found.told_by else ""
        basis = "a person’s decision" if found.basis == "person" else found.basis
        facts.append(("known by", f"{basis}{by}"))
    else:
        facts.append(("cue", joined(document.text, found.cue, 60)))
    made["uncertain"] = is_uncertain(found)
    rests = [c for c in document.claims if found.id in (c.quotation, c.attribution)]
    made["claims"] = [claim_in_words(document, c, names) for c in rests]
    return made


def _works(document: Document, found: Claim | Citation) -> dict[str, Any]:
    """The works that it could rest on, and the one on which it does."""
    return {"works": sorted({work_label(w.csl) for w in document.works}), "work": _work_of(document, found)}


def claim_in_words(document: Document, c: Claim, names: VoiceNames) -> dict[str, Any]:
    """A claim with its words and whose it is."""
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
