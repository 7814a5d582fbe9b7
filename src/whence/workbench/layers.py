"""layers: stretches that can be drawn over a text: who and what is named, events, decisions, doubts. None of them is an element of the page."""

from collections.abc import Iterable

from whence.decisions import Standing
from whence.decisions.entries import Reject
from whence.layers.certainty import is_uncertain
from whence.layers.document import Document
from whence.text import Span, SpanIndex

_NAMED = {"person": "person", "place": "place"}  # all other kinds are drawn alike
Layers = dict[str, SpanIndex[Span]]


def layers(document: Document, standing: Iterable[Standing]) -> Layers:
    """The stretches of a document by layer, to be looked up by place."""
    kinds = {e.id: _NAMED.get(e.kind, "group") for e in document.entities}
    made: dict[str, list[Span]] = {
        "person": [], "place": [], "group": [], "event": [], "decided": [], "doubt": [],
    }  # fmt: skip
    for m in document.mentions:
        if m.form == "name":
            made[kinds[m.entity]].append(Span(m.start, m.end))
    made["event"] += [s for e in document.events if e.kind != "other" for s in e.triggers]
    made["decided"] += [s for d in standing if not isinstance(d.entry, Reject) for s in d.spans]
    made["doubt"] += [s for a in document.attributions if is_uncertain(a) for s in a.cue]
    made["doubt"] += [q.segments[0] for q in document.quotations if is_uncertain(q)]
    return {layer: SpanIndex(spans) for layer, spans in made.items()}
