"""said_when: the date beside a source and its cue, which says when something was said."""

import re

from whence.layers.document import Attribution, Document, Time
from whence.text import SpanIndex

# the end of a sentence, or a clause with a subject of its own ('at Christmas, and Dr. Pellow declares'), between a time and a cue
_OF_ANOTHER_CLAUSE = re.compile(
    r"[.;!?]['’”\")\]]*\s|,\s+(?:and|but|while)\s+(?:$|the\b|an?\b|[A-Z])|,\s+when\b"
)
_WHO = re.compile(r",\s+(?:who|whose|which)\b[^,]*$")  # 'Pell, who retired last year, remembers'


def said_when(a: Attribution, doc: Document, times: SpanIndex[Time]) -> str | None:
    """The one date beside source and cue, outside the content."""
    spans = [*a.source, *a.cue]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    near = [
        t
        for t in times.touching(max(0, start - 30), end + 40)
        if not any(s.start <= t.start < s.end for s in a.content)
        and "\n\n" not in doc.text[min(t.start, start) : max(t.end, end)]
        and not _OF_ANOTHER_CLAUSE.search(doc.text[min(t.end, end) : max(t.start, start)])
        and not (a.source and _WHO.search(doc.text[a.source[0].start : max(t.start, a.source[0].start)]))
    ]
    return near[0].id if len(near) == 1 else None
