"""review: a copy of a Word document with what was found of its quotations as comments, for those who work there.

The copy is the file itself with comments added (python-docx); the words, notes and fields stay as they are. Comments carry no
time, so that the same input gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

from whence.exports.follow_page import answer_words, grouped, turn_words
from whence.follow import Followed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AUTHOR, _INITIALS = "Whence", "W"
_APART = 100_000  # no document has so many notes
_BEGINNING = 60  # characters by which a quotation of several paragraphs is found
_LONGEST = 300


def review(path: Path, into: Path, found: Sequence[Followed]) -> int:
    """Writes the copy; how many comments had no place in the body (quotations in notes), and were left out.

    Raises OSError where the copy cannot be written.
    """
    docx: Any = import_module("docx")
    document = docx.Document(str(path))
    body = _Body(document)
    unplaced = 0
    for f in sorted(found, key=lambda f: (f.start, f.end)):
        runs = body.runs_of(f.words)
        if not runs:
            unplaced += 1
            continue
        comment = document.add_comment(
            runs=runs, text="\n".join(comment_lines(f)), author=_AUTHOR, initials=_INITIALS
        )
        comment._comment_elm.attrib.pop(f"{_W}date", None)
    _number_apart(document)
    out = io.BytesIO()
    document.save(out)
    into.write_bytes(_dateless(out.getvalue()))
    return unplaced


def _number_apart(document: Any) -> None:
    """Numbers the comments beyond all notes: LibreOffice 7 leaves footnotes empty that have the number of a comment."""
    parts = [document.part.element, *(c._comment_elm for c in document.comments)]
    tags = {f"{_W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "comment")}
    for part in parts:
        for element in part.iter(*tags):
            element.set(f"{_W}id", str(int(element.get(f"{_W}id")) + _APART))


def comment_lines(f: Followed) -> list[str]:
    """What a comment says: the answer, where, the differences, what stands outside the cuts, whose words they are."""
    lines = [answer_words(f)[:1].upper() + answer_words(f)[1:] + "."]
    if f.work_label:
        source = f" ({f.source})" if f.source else ""
        lines.append(f"Source given: {f.work_label}{', ' + f.cited if f.cited else ''}{source}")
    shown = f.found or next(iter(f.elsewhere), None)
    if f.found:
        page = f"p. {f.found.page}, " if f.found.page else ""
        cited = {True: ", the cited page", False: ", not the cited page", None: ""}[f.found.on_cited_page]
        lines.append(f"There: {page}{f.found.place}{cited}")
    lines += [f"{'Also in' if f.found else 'In'} {e.path}, {e.place}" for e in f.elsewhere]
    if shown:
        lines += [f"{words}: {told}" for words, told in grouped(shown.differences)]
        lines += [f"{turn_words(t).capitalize()}: “{t.words}” in “{t.context}”" for t in shown.turns]
        lines += [shown.voice.message] if shown.voice and shown.voice.message else []
        if shown.differences:
            words = shown.words
            lines.append(f"The words there: “{words if len(words) <= _LONGEST else words[:_LONGEST] + ' …'}”")
    return lines


class _Body:
    """The paragraphs of the body in their order; a quotation is looked for from where the last one stood."""

    def __init__(self, document: Any) -> None:
        self._run: Any = import_module("docx.text.run").Run
        self._paragraphs = list(document.element.body.iter(f"{_W}p"))
        self._document = document
        self._at = 0

    def runs_of(self, words: str) -> list[Any]:
        """The first and last run that hold a quotation, cut out of longer ones; empty where the body does not have it."""
        wanted = " ".join(words.split())
        order = [*range(self._at, len(self._paragraphs)), *range(self._at)]
        for wanted_ in dict.fromkeys((wanted, wanted[:_BEGINNING])):
            for n in order:
                paragraph = self._paragraphs[n]
                found = _find(paragraph, wanted_)
                if found:
                    self._at = n
                    first, last = _cut_out(paragraph, *found)
                    return [self._run(first, self._document), self._run(last, self._document)]
        return []


def _texts(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """The runs of a paragraph with their words; those that were deleted left out."""
    for run in paragraph.iter(f"{_W}r"):
        if any(parent.tag == f"{_W}del" for parent in run.iterancestors()):
            continue
        yield run, "".join(_words(part) for part in run)


def _words(part: Any) -> str:
    if part.tag == f"{_W}t":
        return part.text or ""
    return (
        " "
        if part.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr")
        else "-"
        if part.tag == f"{_W}noBreakHyphen"
        else ""
    )


def _find(paragraph: Any, wanted: str) -> tuple[int, int] | None:
    """Where words stand among the characters of a paragraph, however its white space is."""
    text = "".join(words for _, words in _texts(paragraph))
    plain: list[str] = []
    places: list[int] = []
    for n, c in enumerate(text):
        if c.isspace():
            if plain and plain[-1] == " ":
                continue
            c = " "
        plain.append(c)
        places.append(n)
    at = "".join(plain).find(wanted)
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 and wanted else None


def _cut_out(paragraph: Any, start: int, end: int) -> tuple[Any, Any]:
    """The runs from a character to another one; a run of plain words is cut in two where it begins or ends inside."""
    first = _run_from(paragraph, start)
    last = _run_to(paragraph, end)
    return first, last


def _run_from(paragraph: Any, start: int) -> Any:
    at = 0
    for run, words in list(_texts(paragraph)):
        if at <= start < at + len(words):
            return _split(run, start - at) if start > at and _is_plain(run) else run
        at += len(words)
    return next(paragraph.iter(f"{_W}r"))


def _run_to(paragraph: Any, end: int) -> Any:
    at = 0
    for run, words in list(_texts(paragraph)):
        if at < end <= at + len(words):
            if end < at + len(words) and _is_plain(run):
                _split(run, end - at)
            return run
        at += len(words)
    return list(paragraph.iter(f"{_W}r"))[-1]


def _is_plain(run: Any) -> bool:
    """Whether a run has only one piece of words beside its properties."""
    return [part.tag for part in run if part.tag != f"{_W}rPr"] == [f"{_W}t"]


def _split(run: Any, at: int) -> Any:
    """Cuts a run; gives back its second part, which follows the first."""
    second = deepcopy(run)
    for part, keep in ((run, slice(None, at)), (second, slice(at, None))):
        words = part.find(f"{_W}t")
        words.text = words.text[keep]
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(second)
    return second


def _dateless(archive: bytes) -> bytes:
    """The same parts in an archive that does not say when it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
