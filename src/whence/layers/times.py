"""times: every time expression as it is written, with its value as the words have it. What context makes of them comes later."""

from whence.dates import Expression, edtf_of, grammar
from whence.layers.document import Document, Offset, Time, TimeType
from whence.layers.step import Records, Step
from whence.text import SpanIndex, Text

_TYPES: dict[str, TimeType] = {"DATE": "DATE", "TIME": "TIME", "DURATION": "DURATION", "SET": "SET"}


def annotate(doc: Document, text: Text) -> Records:
    """Times in the order of the text; numbers inside references and names are no times."""
    found = grammar(doc.document.language)
    citations = SpanIndex(doc.citations)
    markers = SpanIndex(doc.markers)
    mentions = SpanIndex([m for m in doc.mentions if m.form == "name"])
    made: list[Time] = []
    for block in doc.blocks:
        if block.kind in ("other",):
            continue
        for e in found.find(text.chars, block.start, block.end):
            if markers.touching(e.start, e.end) or citations.around(e.start, e.end):
                continue
            around = mentions.around(e.start, e.end)
            if around and any(m.end - m.start > e.end - e.start for m in around):
                continue
            made.append(_record(e, len(made) + 1))
    return {"times": tuple(made)}


def _record(e: Expression, number: int) -> Time:
    offset = Offset(e.offset[0], "after" if e.offset[1] == "after" else "before") if e.offset else None
    edtf = edtf_of(e.value, e.mod) if e.type == "DATE" and e.weekday is None else None
    why = "names an event" if e.names_event else "grammar"
    return Time(
        f"t{number}", e.start, e.end, _TYPES[e.type], "gregorian", e.value, edtf, e.mod, offset, why=why
    )


STEP = Step(
    "times",
    needs=("document", "blocks", "citations", "markers", "mentions"),
    makes=("times",),
    annotate=annotate,
)
