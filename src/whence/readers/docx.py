"""Word documents (.docx, ECMA-376): the text as Word shows it with all changes accepted, its notes, headings and quotations.

Read are the parts that hold words (document, footnotes, endnotes, comments) with what tells their meaning (styles,
numbering of notes, links, fields of citation programs). Pictures, headers and footers are not.
"""

from whence.readers.archive import Archive
from whence.readers.docx_body import Body
from whence.readers.docx_parts import Parts
from whence.readers.tree import noted, surveyed, whole, written
from whence.text import Given, Text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = (".docx", ".docm")
_HEAD = 4_000  # characters of which a title or an author in the properties must be part


def read(raw: bytes) -> Text:
    """The Text of a Word document. Raises Unreadable where it cannot be opened."""
    parts = Parts(Archive(raw, "a Word document"))
    body = Body(parts)
    root, markers = body.tree()
    page = surveyed(root)
    notes = noted(markers) if markers else None
    text = written(page, notes, {}, MEDIA_TYPE)
    given = [*text.given, *_placed(text, body)]
    facts = whole(parts.facts(), text.chars[:_HEAD])
    if facts:
        given.append(Given(0, 0, "metadata", tuple(sorted(facts.items()))))
    given.sort(key=lambda g: (g.start, -g.end, g.kind))
    return Text(text.chars, text.media_type, text.origins, text.pages, tuple(given))


def _placed(text: Text, body: Body) -> list[Given]:
    """Comments and fields, at the words of the text to which they belong."""
    places = {o.where: o for o in text.origins if not o.generated}
    ends: dict[str, int] = {}
    for o in text.origins:
        if not o.generated:
            ends[o.where] = o.end
    found = []
    for extra in body.extras:
        inside = [w for w in extra.wheres if w in places]
        if inside:
            start, end = places[inside[0]].start, ends[inside[-1]]
            found.append(Given(start, end, extra.kind, tuple(sorted(extra.attributes.items()))))
    return found
