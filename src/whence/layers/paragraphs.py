"""Paragraphs of plain text: runs of lines, however the text is laid out (wrapped, one line each, first lines indented)."""

import re
from collections.abc import Iterator

from msgspec import Struct

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]*")
_LONG_LINE = 180  # characters: a line this long was not wrapped at a margin
NOTE_START = re.compile(
    r"[ \t]*(?:"
    r"\[(?:Foot)?note:?\s*(?P<named>[\w*†‡§]{1,6})[:.\]]\s*"
    r"|\[(?P<square>\d{1,4}|[a-z]|[ivxlc]{1,6}|\*{1,3}|[†‡§]|i\d+)\]\.?:?(?=\s|\w|[“\"'‘])"
    r"|\((?P<round>\d{1,3})\)\.?\s+"
    r"|(?P<superscript>[¹²³⁰⁴-⁹]{1,4})\.?\s*"
    r"|(?P<plain>\d{1,4})[.)]?\s+(?=\S)"
    r"|(?P<sign>\*{1,3}|[†‡§])\s*(?=[^\s*†‡§]))",
    re.IGNORECASE,
)
_LIST_START = re.compile(r"[ \t]*(?:[-*•–·]\s+|\(?[a-z]\)\s+|\(?\d{1,2}\)\s+)\S")
OPENS_TURN = re.compile(  # '—When?', '— Когда?'; not '— II —'
    r"[ \t]*(?:[—–―]|--)[ \xa0\u2009\u202f]?(?![IVXLC\d]+\s*[—–―])(?:[¿¡«“]|[^\W\d_a-z])"
)
_NOTES_HEADING = re.compile(
    r"[ \t#*_]*(?:end|foot)?(?:notes|references|sources|citations|bibliography)[:.*_ \t]*$", re.IGNORECASE
)
TURN_LABEL = r"(?P<label>[A-Z][\w.’'\-]*(?: [A-Z][\w.’'\-]*){0,3}|[QA])"
_TURN_START = re.compile(rf"{TURN_LABEL}:\s+(?=\S)")
_TERMINAL = re.compile(r"[.!?:;…]['\"”’»)\]]*\s*(?:\[\d+\]|\(\d+\))?$")


class Paragraph(Struct, frozen=True, gc=False):
    """A run of lines without the white space around it; ``indent`` is the least indent of its lines, ``first`` that of
    the first one, ``lines`` their number and ``gap`` the number of blank lines before it."""

    start: int
    end: int
    indent: int
    first: int
    lines: int
    gap: int


def paragraphs(chars: str) -> list[Paragraph]:
    """The paragraphs of a plain text, in order."""
    found: list[Paragraph] = []
    run: list[tuple[int, int]] = []
    gap = blank = 0
    begins = len(chars) - len(chars.lstrip())
    for start, end in _lines(chars):
        if chars[start:end].strip(" \t\xa0\u200b\ufeff") == "":
            if run:
                found.extend(_cut(chars, run, gap, begins))
                run, blank = [], 0
            blank += 1
            continue
        if not run:
            gap = blank
        run.append((start, end))
        blank = 0
    if run:
        found.extend(_cut(chars, run, gap, begins))
    return found


def _lines(chars: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(chars):
        match = _LINE.match(chars, at)
        end = match.end() if match else at
        yield at, end
        at = end + (2 if chars.startswith("\r\n", end) else 1)


def _cut(chars: str, run: list[tuple[int, int]], gap: int, begins: int) -> Iterator[Paragraph]:
    """A run of lines without a blank line between them, cut where a new paragraph begins all the same.

    ``begins`` is where the text's first word stands.
    """
    whole_lines = len(run) > 1 and any(b - a > _LONG_LINE for a, b in run)
    whole_lines = whole_lines or (run[0][0] <= begins and _is_title_page(chars, run))
    indents = [_indent(chars[a:b]) for a, b in run]
    turns = _are_turns(chars, run)
    # a bare number is too common at a line's start to cut there, but for lists that count on: 1., 2., 3.
    number = _number_at(chars, run[0])
    first = 0
    for i in range(1, len(run) + 1):
        if i < len(run):
            line = chars[run[i][0] : run[i][1]]
            previous = chars[run[i - 1][0] : run[i - 1][1]]
            new = (
                whole_lines
                or (turns and bool(_TURN_START.match(line)))
                or _starts_note(line)
                or bool(
                    _LIST_START.match(line) and (_TERMINAL.search(previous) or _LIST_START.match(previous))
                )
                or bool(OPENS_TURN.match(line) and _TERMINAL.search(previous))
                or (i == 1 and bool(_NOTES_HEADING.match(previous)))
                or (number is not None and _number_at(chars, run[i]) == number + 1)
                or (2 <= indents[i] - indents[i - 1] <= 12 and bool(_TERMINAL.search(previous)))
            )
            if not new:
                continue
            number = _number_at(chars, run[i])
        yield _paragraph(chars, run[first:i], indents[first:i], gap if first == 0 else 0)
        first = i


def _are_turns(chars: str, run: list[tuple[int, int]]) -> bool:
    """Whether lines are turns of a talk: labels of at least two people, each again, with nothing between the lines."""
    labels = [m["label"] for a, b in run if (m := _TURN_START.match(chars[a:b]))]
    return len(labels) >= 4 and len({x for x in labels if labels.count(x) > 1}) >= 2


def _number_at(chars: str, line: tuple[int, int]) -> int | None:
    """The number with which a line begins as an entry of a numbered list does ('12. ')."""
    match = re.match(r"[ \t]*(\d{1,4})[.)]\s+\S", chars[line[0] : line[1]])
    return int(match[1]) if match else None


def _is_title_page(chars: str, run: list[tuple[int, int]]) -> bool:
    """Whether the first lines of a text are title, author, collection: short, unfinished, each beginning anew."""
    lines = [chars[a:b].strip() for a, b in run]
    return len(lines) <= 6 and all(
        len(x) < 90 and x[0].isupper() | (x[:3] == "by ") and x[-1] not in ".,;" for x in lines
    )


def _starts_note(line: str) -> bool:
    match = NOTE_START.match(line)
    return bool(match and (match["named"] or match["square"] or match["superscript"]))


def _paragraph(chars: str, lines: list[tuple[int, int]], indents: list[int], gap: int) -> Paragraph:
    start, end = lines[0][0], lines[-1][1]
    while start < end and (chars[start].isspace() or chars[start] in "\u200b\ufeff"):
        start += 1
    while end > start and (chars[end - 1].isspace() or chars[end - 1] in "\u200b\ufeff"):
        end -= 1
    return Paragraph(start, end, min(indents), indents[0], len(lines), gap)


def _indent(line: str) -> int:
    width = 0
    for c in line:
        if c == "\t":
            width += 4
        elif c in " \xa0":
            width += 1
        else:
            break
    return width
