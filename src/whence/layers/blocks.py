"""blocks: the structure of the page, and nothing of its meaning.

What the file marks (Markdown's headings, quotations, notes) is taken over; plain text is told by its layout: titles,
headings, paragraphs, lists, turns of an interview, notes at the foot or the end, indented quotations, and block
quotations without indent or marks (a paragraph that a lead-in announces and a note marker closes).
"""

import re

from whence.lang import lexicon
from whence.layers.announced import (
    MARKER_AT_END,
    OPENING,
    SUPERSCRIPTS,
    Piece,
    announced_quotations,
    ends_with_cue,
)
from whence.layers.document import Block, BlockKind, Document
from whence.layers.paragraphs import NOTE_START, OPENS_TURN, TURN_LABEL, Paragraph, paragraphs
from whence.layers.step import Records, Step
from whence.layers.title_block import (
    dated_byline,
    is_byline,
    is_dateline,
    is_letterhead,
    is_salutation,
    lines_of_title,
)
from whence.text import Text

_TITLE_LENGTH = 200
_HEADING_LENGTH = 90
_ENDS_SENTENCE = re.compile(r"[.!?…]['\"”’»)\]]*(?:\s*\[\w{1,4}\](?::\s?\d+(?:[–-]\d+)?)?|[¹²³⁰⁴-⁹]+)*$")
_LIST = re.compile(r"(?:[-*•–·]\s+|\(?[a-z]\)\s+|\(?\d{1,2}[.)]\s+|\([ivx]+\)\s+)\S")
_ENTRY = re.compile(
    r"[^\W\d_]+\.?\s+\d{1,2}(?:st|nd|rd|th)?[.:,\s]"
)  # 'Jan. 9.' at the head of a diary's entry
_TURN = re.compile(rf"{TURN_LABEL}(?:\.|:)\s+(?=\S)")
_MARKERS = re.compile(r"(?:\s*\[\w{1,4}\](?::\s?\d+(?:[–-]\d+)?)?|[¹²³⁰⁴-⁹]+)+$")
_SIGNATURE = re.compile(
    r"(?:[-–—]+\s*)?(?:[A-Z][\w'’-]*\.?\s+){1,4}[A-Z][\w'’-]*\.?(?:\s*\n.{1,60})?$|[A-Z]\.\s?[A-Z]\.$"
)
_CLOSES_LETTER = re.compile(  # 'Ever your affectionate friend,' and a name below it
    r"(?:(?:I (?:am|remain)|Believe me|Ever|Always|With|In haste|Your?s?|Thine)\b[^.!?\n]{0,80}[,.]?\s*\n\s*){1,3}"
    r"(?:[A-Z][\w'’-]*\.?[ ]?){1,4}(?:\n.{1,60})?"
)
_DATE_LIKE = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b")


def annotate(doc: Document, text: Text) -> Records:
    """Blocks of the text, in order."""
    marked = [g for g in text.given if g.kind in _GIVEN_KINDS]
    pieces = _from_file(marked, text.chars) if marked else _from_layout(text.chars)
    _title_and_byline(pieces, text.chars, marked=bool(marked))
    announced_quotations(pieces, text.chars)
    blocks = [Block(f"b{n}", p.start, p.end, p.kind, p.level) for n, p in enumerate(pieces, 1)]
    return {"blocks": tuple(blocks)}


_GIVEN_KINDS: dict[str, BlockKind] = {
    "heading": "heading", "paragraph": "paragraph", "block_quotation": "block_quotation", "list_item": "list_item",
    "note": "note", "table": "table", "other": "other",
}  # fmt: skip


def _from_file(marked: list, chars: str) -> list[Piece]:  # type: ignore[type-arg]
    """Blocks that the file marks; what stands between two of them would be white space."""
    pieces = []
    for g in marked:
        level = g.get("level")
        pieces.append(
            Piece(g.start, g.end, _GIVEN_KINDS[g.kind], int(level) if level else None, label=g.get("label"))
        )
    for p in pieces:
        while p.end > p.start and chars[p.end - 1].isspace():
            p.end -= 1
    kept = [p for p in pieces if p.end > p.start]
    _turns(kept, chars)  # no format marks who speaks in an interview
    return kept


def _from_layout(chars: str) -> list[Piece]:
    """Blocks of plain text, by how it is laid out."""
    found = lines_of_title(paragraphs(chars), chars)
    usual = _usual_indent(found)
    pieces = [Piece(p.start, p.end, indent=p.indent - usual, gap=p.gap) for p in found]
    _notes(pieces, chars)
    for i, (piece, paragraph) in enumerate(zip(pieces, found, strict=True)):
        if piece.kind != "paragraph":
            continue
        words = chars[piece.start : piece.end]
        if _is_heading(words, paragraph, i, pieces, chars):
            piece.kind, piece.level = "heading", 2
        elif _LIST.match(words) and not MARKER_AT_END.match(words):
            piece.kind = "list_item"
        elif piece.indent >= 2 and paragraph.lines > 1 and paragraph.first <= paragraph.indent + 4:
            piece.kind = "verse" if _is_verse(words) else "block_quotation"
    _turns(pieces, chars)
    return _joined_notes(pieces, chars)


def _usual_indent(found: list[Paragraph]) -> int:
    """The indent that most characters of the text stand at."""
    weight: dict[int, int] = {}
    for p in found:
        weight[p.indent] = weight.get(p.indent, 0) + p.end - p.start
    return max(weight, key=lambda i: (weight[i], -i), default=0)


def _is_heading(words: str, p: Paragraph, i: int, pieces: list[Piece], chars: str) -> bool:
    if (
        p.lines > 2
        or len(words) > _HEADING_LENGTH
        or words[0] in OPENING
        or OPENS_TURN.match(words)
        or not any(c.isalpha() for c in words)
    ):
        return False
    page = lexicon("en").table("page")["headings"]
    plain = re.sub(r"[^a-z ]", "", words.lower()).strip()
    if (
        plain in page["notes"]
        or plain in page["parts"]
        or (plain.split(" ")[0] in page["numbered"] and len(plain) < 60)
    ):
        return True
    if words.endswith((".", "!", "?", ":", ";", ",", "]", "”", '"', "’")) and not re.match(
        r"[IVXLC]+\.$|\d+\.$", words
    ):
        return False
    if i == len(pieces) - 1 or i == 0:
        return False
    letters = [c for c in words if c.isalpha()]
    if sum(c.isupper() for c in letters) > 0.9 * len(letters) and len(letters) > 2:
        return True
    # prose follows, and what stood before was finished
    following, previous = (
        chars[pieces[i + 1].start : pieces[i + 1].end],
        chars[pieces[i - 1].start : pieces[i - 1].end],
    )
    return (
        len(words) < 70
        and len(words.split()) <= 10
        and words[0].isupper() | words[0].isdigit()
        and len(following) > 1.5 * len(words)
        and bool(_ENDS_SENTENCE.search(previous))
        and not _DATE_LIKE.search(words)
        and not ends_with_cue(words)
        and bool(following[:1].isupper() or following[:1] in OPENING)
    )


def _is_verse(words: str) -> bool:
    lines = [line.strip() for line in words.splitlines()]
    return (
        len(lines) >= 3 and all(len(line) < 55 and line[:1].isupper() for line in lines) and len(words) < 1500
    )


# -- notes ------------------------------------------------------------------------------------------------------


def note_label(words: str) -> tuple[str, int] | None:
    """The label with which a note begins, and how many characters it takes; None where none stands there."""
    match = NOTE_START.match(words)
    if not match:
        return None
    label = next(v for v in match.groups() if v is not None)
    return label.translate(SUPERSCRIPTS), match.end()


def _notes(pieces: list[Piece], chars: str) -> None:
    """Marks the pieces that are notes: under a heading for notes, or labelled as markers elsewhere are."""
    headings = lexicon("en").table("page")["headings"]["notes"]
    used = _labels_in_use(chars)
    section = False
    last_number = 0
    for i, piece in enumerate(pieces):
        words = chars[piece.start : piece.end]
        plain = re.sub(r"[^a-z ]", "", words.lower()).strip()
        if plain in headings and len(words) < 40 and not note_label(words):
            piece.kind, piece.level, section, last_number = "heading", 2, True, 0
            continue
        found = note_label(words)
        if not found:
            section = section and not _begins_part(words, piece)
            continue
        match = NOTE_START.match(words)
        assert match is not None
        label = found[0]
        number = int(label) if label.isdigit() else None
        if match["named"]:
            is_note = True
        elif match["square"]:
            # beside another note it is one even where no marker answers to it
            beside = i > 0 and pieces[i - 1].kind == "note"
            is_note = section or beside or (label in used["square"] and i > 0)
        elif match["superscript"]:
            is_note = section or label in used["superscript"]
        elif match["sign"]:
            is_note = section or (words[0] != "-" and label in used["sign"] and i > 0)
        else:
            follows = number is not None and (number == last_number + 1 or number == 1 or last_number == 0)
            is_note = section and follows
        if is_note:
            piece.kind, piece.label = "note", label
            last_number = number if number is not None else last_number


def _begins_part(words: str, piece: Piece) -> bool:
    """Whether a piece without a label ends a section of notes: a heading in capitals or a new chapter."""
    numbered = lexicon("en").table("page")["headings"]["numbered"]
    first = words.lower().split()[0] if words.split() else ""
    letters = [c for c in words if c.isalpha()]
    return len(words) < _HEADING_LENGTH and (
        first in numbered or (len(letters) > 3 and all(c.isupper() for c in letters))
    )


def _labels_in_use(chars: str) -> dict[str, set[str]]:
    """Labels that stand as markers inside lines, by their form."""
    inside = r"(?<=[^\s\[(])[ \t]?"
    return {
        "square": set(re.findall(inside + r"\[(\d{1,4}|[a-z]|[ivxlc]{1,6}|\*{1,3}|[†‡§])\]", chars)),
        "superscript": {m.translate(SUPERSCRIPTS) for m in re.findall(r"(?<=\S)([¹²³⁰⁴-⁹]{1,4})", chars)},
        "sign": set(re.findall(r"(?<=[\w.,;:!?”’\"')])(\*{1,3}|[†‡§])(?=\s|$)", chars, re.MULTILINE)),
    }


def _joined_notes(pieces: list[Piece], chars: str) -> list[Piece]:
    """A note runs on over paragraphs that have no label of their own, until its bracket closes or the text goes on."""
    joined: list[Piece] = []
    for i, piece in enumerate(pieces):
        last = joined[-1] if joined else None
        if last and last.kind == "note" and piece.kind in ("paragraph", "block_quotation", "verse"):
            body = chars[last.start : last.end]
            opened = body.lower().startswith(("[footnote", "[note")) and body.count("[") > body.count("]")
            later = any(p.kind == "note" for p in pieces[i + 1 : i + 3])
            continued = piece.indent >= 2 and later and not body.lower().startswith("[footnote")
            if opened or continued:
                last.end = piece.end
                continue
        joined.append(piece)
    return joined


# -- turns --------------------------------------------------------------------------------------------------------


def _turns(pieces: list[Piece], chars: str) -> None:
    """Turns of an interview or of minutes: the same few labels at the heads of many paragraphs."""
    labels: dict[str, list[Piece]] = {}
    for piece in pieces:
        match = (
            _TURN.match(chars, piece.start, piece.end) if piece.kind in ("paragraph", "list_item") else None
        )
        if match and len(match["label"]) <= 40 and not _ENTRY.match(chars, piece.start):
            labels.setdefault(match["label"], []).append(piece)
    repeated = {k: v for k, v in labels.items() if len(v) >= 2}
    if len(repeated) < 2 or sum(map(len, repeated.values())) < 4:
        return
    for at in repeated.values():
        for piece in at:
            piece.kind = "turn"
    for piece in pieces:  # a third voice that speaks once or twice
        match = _TURN.match(chars, piece.start, piece.end) if piece.kind == "paragraph" else None
        if match and len(match["label"]) <= 4 and match["label"].isupper():
            piece.kind = "turn"
    for piece in pieces[: next(i for i, p in enumerate(pieces) if p.kind == "turn")]:
        words = chars[piece.start : piece.end]
        if (
            piece.kind == "paragraph"
            and len(words) < 120
            and _TURN.match(words)
            and not _ENDS_SENTENCE.search(words)
        ):
            piece.kind = "other"  # 'Speaker: Matthias Corl', at the head of a transcript


# -- what only meaning-free signs tell ------------------------------------------------------------------------------


def _title_and_byline(pieces: list[Piece], chars: str, marked: bool) -> None:
    """The first piece as the title, a byline below it, and a colophon at the end."""
    body = [p for p in pieces if p.kind != "note"]
    if not body:
        return
    told = marked and any(
        p.kind == "heading" for p in pieces
    )  # the file says itself which lines are headings
    first = body[0]
    words = chars[first.start : first.end]
    if (first.kind == "heading" and (first.level or 1) <= 2 and first is pieces[0]) or (
        first.kind == "paragraph"
        and not told
        and len(body) > 1
        and _is_title(words, chars[body[1].start : body[1].end])
    ):
        first.kind, first.level = "title", 1
    elif (
        first.kind == "paragraph"
        and len(body) > 1
        and is_salutation(chars[body[1].start : body[1].end])
        and is_letterhead(words)
    ):
        first.kind = "colophon"
    for n, p in enumerate(body[1:5], 1):
        words = chars[p.start : p.end]
        if p.kind not in ("paragraph", "heading") or first.kind != "title" or len(words) > _TITLE_LENGTH:
            break
        if is_byline(words) or is_dateline(words) or dated_byline(words):
            p.kind, p.level = "colophon", None
        elif (
            p.kind == "paragraph"
            and not told
            and n < len(body) - 1
            and _is_title(words, chars[body[n + 1].start : body[n + 1].end])
        ):
            p.kind, p.level = "heading", 2
    _closing_lines(body[1:], chars)
    _closing_lines(pieces[1:], chars)


def _closing_lines(pieces: list[Piece], chars: str) -> None:
    """The last piece as a colophon: site, author and date, or a signature with its office."""
    if not pieces:
        return
    last = pieces[-1]
    words = chars[last.start : last.end]
    signed = bool(_CLOSES_LETTER.fullmatch(words)) or (
        len(words) < 80 and bool(_SIGNATURE.match(words)) and not _ENDS_SENTENCE.search(words.rstrip("."))
    )
    if last.kind in ("paragraph", "heading") and (_is_colophon(words) or is_dateline(words) or signed):
        last.kind, last.level = "colophon", None


def _is_title(words: str, following: str) -> bool:
    return (
        len(words) <= _TITLE_LENGTH
        and words.count("\n") <= 2
        and not _MARKERS.sub("", words).endswith((".", ":", ",", ";"))
        and not _is_sentence(words)
        and not OPENS_TURN.match(words)
        and (len(following) > len(words) or is_byline(following) or dated_byline(following) is not None)
        and words[0].isupper() | (words[0] in OPENING) | words[0].isdigit() | (not words[0].isascii())
    )


def _is_sentence(words: str) -> bool:
    """Whether words are running text: they end as a sentence does, or with a marker, and some of them are small."""
    bare = _MARKERS.sub("", words).rstrip()
    small = sum(len(w) > 1 and w.islower() for w in re.findall(r"[^\W\d_]+", bare))
    return small >= 3 and bool(_ENDS_SENTENCE.search(bare) or (bare != words.rstrip() and small >= 5))


_LISTED = re.compile(
    r"[^()\n]{3,120}\((?:1[4-9]|20)\d\d[a-z]?\)\."
)  # 'Vance, E. (2001). The diaries': the last of a list of references


def _is_colophon(words: str) -> bool:
    if len(words) > 200 or words.count("\n") > 3 or _is_sentence(words) or _LISTED.match(words):
        return False
    divided = re.search(r"\s[–—|•·-]\s|\n|,", words)
    return bool(divided and _DATE_LIKE.search(words) and not re.search(r"[a-z]{3}\.\s+[A-Z]", words)) or (
        is_byline(words) and words.lower().startswith(("by ", "written by "))
    )


STEP = Step("blocks", needs=(), makes=("blocks",), annotate=annotate)
