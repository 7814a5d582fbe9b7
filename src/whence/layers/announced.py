"""announced: block quotations without indent or marks. A lead-in announces them, a note marker or the lead-in's verb shows it;
or somebody says 'I' in a text whose author never does.
"""

import re
from itertools import pairwise

from msgspec import Struct

from whence.lang import Words, lexicon
from whence.layers.document import BlockKind
from whence.layers.paragraphs import OPENS_TURN

MARKER_AT_END = re.compile(
    r"(?:\[(?:\d{1,4}|[a-z*†‡]|i\d+)\]|\((\d{1,3})\)|[¹²³⁰⁴-⁹]+)(?::\s?\d+(?:[–-]\d+)?)?[.\s\"”’]*$"
)
_FEW = 5  # words: fewer without a full stop are a heading, no lead-in
_ANY_MARKER = re.compile(r"\[\d{1,4}\]|[¹²³⁰⁴-⁹]+")
_QUOTED = re.compile(r"“[^“”]{0,4000}”|\"[^\"\n]{0,4000}\"|«[^«»]{0,4000}»")
OPENING = "“\"«„‘'‹「『"
SUPERSCRIPTS = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")


class Piece(Struct):
    """A paragraph on its way to a block."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int | None = None
    indent: int = 0
    gap: int = 0
    label: str | None = None


def announced_quotations(pieces: list[Piece], chars: str) -> None:
    """Block quotations without indent or marks: a lead-in announces them, a note marker or the lead-in's verb shows it."""
    for before, piece in pairwise(pieces):
        if piece.kind != "paragraph" or before.kind not in ("paragraph", "list_item"):
            continue
        lead, words = chars[before.start : before.end], chars[piece.start : piece.end]
        if words[0] in OPENING or len(words) < 25 or OPENS_TURN.match(words):
            continue
        open_end = _opens(lead)
        cue = ends_with_cue(lead)
        closed = bool(MARKER_AT_END.search(words))
        own_marker = bool(MARKER_AT_END.search(lead))
        if (closed and open_end and (cue or not _announces_list(lead)) and not own_marker) or (
            cue and lead.rstrip().endswith((":", "—", "–")) and not own_marker
        ):
            piece.kind = "block_quotation"
    _witness_paragraphs(pieces, chars)


def _witness_paragraphs(pieces: list[Piece], chars: str) -> None:
    """Paragraphs in the first person, closed by a note marker, in a text whose author never says 'I': quotations."""
    own = re.compile(r"\b(?:I|my|me|My|myself)\b")
    saying_i = [
        p
        for p in pieces
        if p.kind in ("paragraph", "list_item") and own.search(_QUOTED.sub(" ", chars[p.start : p.end]))
    ]
    closed = [p for p in saying_i if MARKER_AT_END.search(chars[p.start : p.end])]
    notes = {p.label: chars[p.start : p.end] for p in pieces if p.kind == "note"}
    for before, p in pairwise(pieces):
        if p.kind == "paragraph" and p in closed and before.kind == "paragraph":
            markers = _ANY_MARKER.findall(chars[p.start : p.end])
            note = notes.get(markers[0].strip("[]").translate(SUPERSCRIPTS), "") if len(markers) == 1 else ""
            named = set(re.findall(r"\b[A-Z]\w{3,}", chars[max(before.start, before.end - 200) : before.end]))
            if any(re.search(rf"\b{re.escape(name)}\b", note) for name in named):
                p.kind = "block_quotation"  # the author of the note was named just before
    if len(closed) == len(saying_i) and any(p.kind == "paragraph" and p not in closed for p in pieces):
        for p in closed:
            if p.kind == "paragraph" and len(_ANY_MARKER.findall(chars[p.start : p.end])) == 1:
                p.kind = "block_quotation"


def _opens(lead: str) -> bool:
    """Whether a paragraph is left open: it ends with a colon, a dash, a comma, or, being more than a few words, with no sign."""
    last = lead.rstrip()[-1:]
    return last in ":,—–-" or (last.isalnum() and len(lead.split()) > _FEW)


def ends_with_cue(lead: str) -> bool:
    """Whether the last words of a paragraph report speech ('she states', 'he wrote to the Council:')."""
    known = lexicon("en")
    words = Words(lead[-160:])
    signs = {".", "!", "?", ";"}
    tail: list[str] = []
    for i in range(len(words) - 1, -1, -1):
        if words.lower[i] in signs:
            break
        tail.append(words.lower[i])
    for i, word in enumerate(tail[:9]):
        form = known.reporting.get(word)
        if form and form.form != "base" and form.frames & {"q"}:
            return True
        if i == 0 and word not in ":,—–-" and not word.isalnum():
            return False
    return False


def _announces_list(lead: str) -> bool:
    announced = lexicon("en").table("page")["lead_in"]["list_words"].split()
    tail = re.findall(r"[a-z]+", lead[-60:].lower())
    return any(w in announced for w in tail[-4:])
