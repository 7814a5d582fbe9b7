"""notes: markers in the running text, notes, and which belongs to which.

Markers are what the file marks, [n], superscripts, signs (* †), and, where the notes are a numbered list, (n) or digits
glued to a word. Where numbering starts again, the n-th run of markers goes with the n-th run of notes.
"""

import re
from collections.abc import Iterable

import msgspec

from whence.layers.blocks import note_label
from whence.layers.document import Block, Document, Marker, Note
from whence.layers.step import Records, Step
from whence.text import SpanIndex, Text

_SUPERSCRIPTS = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_MARKER = re.compile(
    r"\[\^(?P<caret>[\w-]{1,20})\]"
    r"|\[(?:n\.?\s?)?(?P<square>\d{1,4}|[a-z]|i\d+|\*{1,3}|[†‡§])\]"
    r"|(?<=\S)(?P<superscript>[¹²³⁰⁴-⁹]{1,4})"
    r"|(?<=[\w.,;:!?”’\"'»)])(?P<sign>\*{1,3}|[†‡§])(?=[\s.,;:)\"”’]|$)"
)
_NAMED = re.compile(r"\[(?:Foot)?note:?\s*(?P<label>[\w*†‡§])", re.IGNORECASE)
_ROUND = re.compile(r"(?<=[\w.,;:!?”’\"'»])\s?\((?P<label>\d{1,4})\)")
_GLUED = re.compile(r"(?<=[A-Za-zÀ-ÿ.,;:!?”’\"'»)\]])(?P<label>\d{1,4})(?=[\s,.;:—–)\]]|$)")

Found = tuple[int, int, str]


def annotate(doc: Document, text: Text) -> Records:
    """Notes from the blocks; markers; each with its partner, None where there is none."""
    given = {g.start: g.get("label") for g in text.given if g.kind == "note"}
    notes = []
    for block in (b for b in doc.blocks if b.kind == "note"):
        words = text.chars[block.start : block.end]
        head = note_label(words)
        start, end = block.start, block.end
        named = _NAMED.match(words)
        if named:  # '[Footnote 3: words]': from the label to the last word
            start += named.start("label")
            end -= words.endswith("]")
            end = start + len(text.chars[start:end].rstrip())
        notes.append((start, end, given.get(block.start) or (head[0] if head else "")))
    markers = _markers(text, doc.blocks, notes)
    pairs = _paired(markers, notes)
    made_markers = tuple(
        Marker(f"m{i}", start, end, label, None if pair is None else f"n{pair + 1}", why="label")
        for i, ((start, end, label), pair) in enumerate(zip(markers, pairs, strict=True), 1)
    )
    made_notes = tuple(
        Note(f"n{k}", start, end, label, why="block") for k, (start, end, label) in enumerate(notes, 1)
    )
    return {"markers": made_markers, "notes": _with_markers(made_notes, made_markers)}


def _with_markers(notes: tuple[Note, ...], markers: tuple[Marker, ...]) -> tuple[Note, ...]:
    by_note: dict[str, list[str]] = {}
    for marker in markers:
        if marker.note:
            by_note.setdefault(marker.note, []).append(marker.id)
    return tuple(msgspec.structs.replace(n, markers=tuple(by_note.get(n.id, ()))) for n in notes)


def _markers(text: Text, blocks: Iterable[Block], notes: list[Found]) -> list[Found]:
    """The markers of the running text, in order."""
    marked = [(g.start, g.end, g.get("label") or "") for g in text.given if g.kind == "marker"]
    body = [b for b in blocks if b.kind != "note"]
    labels = {label for _, _, label in notes}
    found: list[Found] = []
    for block in body:
        for match in _MARKER.finditer(text.chars, block.start, block.end):
            form = match.lastgroup or ""
            label = match[form].translate(_SUPERSCRIPTS)
            if _is_marker(form, label, labels, text.chars, match, bool(notes)):
                found.append((match.start(), match.end(), label))
    taken = SpanIndex([_Taken(a, b) for a, b, _ in marked])
    found = marked + [f for f in found if not taken.touching(f[0], f[1])]
    if not found and notes:
        found = _numbered(text.chars, body, notes)
    return sorted(found)


class _Taken:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


def _is_marker(
    form: str, label: str, labels: set[str], chars: str, match: re.Match[str], notes: bool
) -> bool:
    if form == "caret":
        return True  # Markdown's own sign, left as it stands where no note answers to it
    if form == "square":
        before = chars[match.start() - 1 : match.start()]
        if label in labels:
            return (
                bool(before.strip())
                or chars[match.start() - 2 : match.start() - 1] in set(".,;:!?”’\"')")
                or match.start() > 0
            )
        return (
            label.isdigit()
            and len(label) < 4
            and before != ""
            and (before in ".,;:!?”’\"')]" or before.isalnum() or not notes)
        )
    if form == "superscript":
        # square metres and powers are no notes
        unit = re.search(r"(?:\b[kcm]?m|\d|[xyzn²³])$", chars[max(0, match.start() - 3) : match.start()])
        return label in labels or (not notes and not unit)
    return label in labels


def _numbered(chars: str, body: list[Block], notes: list[Found]) -> list[Found]:
    """Markers that are bare numbers, taken only where they follow the notes' own numbers in order."""
    wanted = [label for _, _, label in notes]
    best: list[Found] = []
    for pattern in (_ROUND, _GLUED):
        found: list[Found] = []
        at = 0
        for block in body:
            if block.kind in ("title", "heading", "colophon"):
                continue
            for match in pattern.finditer(chars, block.start, block.end):
                label = match["label"]
                ahead = wanted[at : at + 3]
                if label in ahead:
                    at += ahead.index(label) + 1
                    start = match.start() if pattern is _ROUND else match.start("label")
                    start += len(chars[start : match.end()]) - len(chars[start : match.end()].lstrip())
                    found.append((start, match.end(), label))
        if len(found) > len(best):
            best = found
    return best if len(best) >= max(1, len(notes) // 3) else []


def _runs(found: list[Found]) -> list[list[int]]:
    """Numbers of items, cut where numbering starts again."""
    runs: list[list[int]] = []
    last: int | None = None
    for i, (_, _, label) in enumerate(found):
        number = int(label) if label.isdigit() else None
        again = number is not None and last is not None and number <= 1 < last
        if not runs or again:
            runs.append([])
        runs[-1].append(i)
        last = number if number is not None else last
    return runs


def _paired(markers: list[Found], notes: list[Found]) -> list[int | None]:
    """For each marker the number of its note."""
    marker_runs, note_runs = _runs(markers), _runs(notes)
    pairs: list[int | None] = [None] * len(markers)
    if len(marker_runs) == len(note_runs):
        for run, partner in zip(marker_runs, note_runs, strict=True):
            by_label: dict[str, list[int]] = {}
            for k in partner:
                by_label.setdefault(notes[k][2], []).append(k)
            for i in run:
                candidates = by_label.get(markers[i][2])
                if candidates:
                    # the same sign on every page: each note answers once, in order
                    pairs[i] = candidates.pop(0) if len(candidates) > 1 else candidates[0]
        return pairs
    positions: dict[str, list[int]] = {}
    for k, (_, _, label) in enumerate(notes):
        positions.setdefault(label, []).append(k)
    for i, (start, _, label) in enumerate(markers):
        later = [k for k in positions.get(label, ()) if notes[k][0] > start]
        earlier = [k for k in positions.get(label, ()) if notes[k][0] < start]
        pairs[i] = later[0] if later else (earlier[-1] if earlier else None)
    return pairs


STEP = Step("notes", needs=("blocks",), makes=("markers", "notes"), annotate=annotate)
