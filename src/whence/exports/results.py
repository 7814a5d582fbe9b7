"""Results: answers of a ledger set for the terminal, each line with its place, its voice and its words."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from uuid import UUID

import msgspec

from whence.decisions.entries import (
    Accept,
    Add,
    AnyEntry,
    Comment,
    Correct,
    Different,
    Dismiss,
    Mark,
    Reject,
    Same,
    Withdraw,
)  # fmt: skip
from whence.exports.terminal import printable
from whence.ledger.log import Logged
from whence.ledger.records import Found, KeptDocument, KeptWork, Shown, Who
from whence.text import Anchor

_LONGEST = 600  # characters of a line's words; show gives all
_MOST_CITING = 6


class Page:
    """A page of text for the terminal, at most ``width`` columns wide; with ``colour`` it holds a terminal's codes."""

    def __init__(self, width: int = 80, colour: bool = False) -> None:
        from rich.console import Console

        self._out = io.StringIO()
        self._console: Console = Console(
            file=self._out, width=max(40, width), force_terminal=colour, highlight=False, legacy_windows=False,
            color_system="256" if colour else None, _environ={},
        )  # fmt: skip

    def line(self, *parts: tuple[str, str], indent: int = 0) -> None:
        """A paragraph of (words, style), indented as a whole."""
        from rich.padding import Padding
        from rich.text import Text

        text = Text()
        for words, style in parts:
            text.append(printable(words), style=style)
        self._console.print(Padding(text, (0, 0, 0, indent)) if indent else text)

    def gap(self) -> None:
        """An empty line."""
        self._console.print()

    def text(self) -> str:
        """All that was set, without blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in self._out.getvalue().splitlines()) + "\n"


def found_page(page: Page, found: Sequence[Found]) -> None:
    """Lines, under the documents in which they stand."""
    for n, (_, lines) in enumerate(groupby(found, key=lambda f: f.document)):
        if n:
            page.gap()
        for at, f in enumerate(lines):
            if not at:
                page.line((f.title or f.name, "bold"), *([(f"  {f.name}", "dim")] if f.title else []))
            _found(page, f)


def _found(page: Page, f: Found) -> None:
    place = f"{f.place}, p. {f.page}" if f.page else f.place
    page.line(
        (place, ""), ("   ", ""), (f.voice, "italic"), (f"   {f.kind}   ", "dim"), (f.id, "dim"), indent=2
    )
    page.line((_cut(f.words, _LONGEST), ""), indent=4)
    beside = [
        *([f"source: {'; '.join(f.sources)}"] if f.sources else []),
        *([f"time: {', '.join(f.times)}"] if f.times else []),
        *([f"about: {', '.join(f.about)}"] if f.about else []),
    ]
    if beside:
        page.line((" · ".join(beside), "dim"), indent=4)


def who_page(page: Page, who: Who) -> None:
    """All that a name says, and all that is said of it."""
    page.line((" / ".join(who.names), "bold"))
    for title, lines in (("Says", who.says), ("Is spoken of", who.said_of)):
        page.gap()
        page.line((title, "bold underline"), ("" if lines else "   nothing found", "dim"))
        if title == "Is spoken of" and who.by:
            page.line(("by " + ", ".join(f"{v.voice} ({v.lines})" for v in who.by[:12]), "dim"))
        found_page(page, lines)
        if lines.more:
            page.line(("… and more; --limit gives more of them", "dim"))


def documents_page(page: Page, documents: Iterable[KeptDocument]) -> None:
    """Files with what is known of them."""
    for d in documents:
        by = ", ".join(p for p in (d.byline, d.date) if p)
        title = d.title or d.name or d.path
        page.line(
            (d.id[:8].ljust(8) if d.status == "read" else "   –    ", "dim"), ("  ", ""), (title, "bold")
        )
        if by:
            page.line((by, ""), indent=10)
        page.line((" · ".join(_facts(d)), "dim"), indent=10)
        for sentence in d.differs:
            page.line((sentence, "yellow"), indent=10)


def _facts(d: KeptDocument) -> Iterator[str]:
    yield d.path + (f", version {d.version}" if d.version > 1 else "")
    if d.status != "read":
        yield f"{d.status}: {d.reason}"
        return
    for number, thing in ((d.claims, "claims"), (d.notes, "notes"), (d.problems, "things to look at")):
        if number:
            yield f"{number} {thing if number > 1 else thing.replace('s ', ' ', 1).removesuffix('s')}"
    if d.tags:
        yield ", ".join(d.tags)


def works_page(page: Page, works: Iterable[KeptWork]) -> None:
    """Works, with the documents that cite them."""
    for w in works:
        page.line((w.label, "bold"))
        more = f" and {len(w.cited_in) - _MOST_CITING} more" if len(w.cited_in) > _MOST_CITING else ""
        page.line(
            (f"{counted(w.documents, 'document')}: {', '.join(w.cited_in[:_MOST_CITING])}{more} · "
             f"{counted(w.citations, 'citation')} in {counted(w.notes, 'note')}", "dim"), indent=2)  # fmt: skip


def counted(n: int, thing: str) -> str:
    """'1 document', '3 documents'."""
    return f"{n} {thing}{'' if n == 1 else 's'}"


def shown_page(page: Page, s: Shown) -> None:
    """One line with all that stands beside it."""
    page.line((s.title or s.name, "bold"), (f"   {s.path or s.name}", "dim"))
    page.line((f"{s.place}{f', p. {s.page}' if s.page else ''} · {s.kind} {s.id}", "dim"))
    page.gap()
    page.line((_tail(s.before), "dim"), (s.words, "bold"), (_head(s.after), "dim"), indent=2)
    page.gap()
    told = f" – told by “{' … '.join(s.told_by)}”" if s.told_by else ""
    _beside(page, "Voice", s.voice + told)
    for source in s.sources:
        locator = (
            f", {source.locator}{' (carried over)' if source.inherited else ''}" if source.locator else ""
        )
        note = f" – note {source.note}: “{source.words}”" if source.note else f" – “{source.words}”"
        _beside(page, "Source", f"{source.work}{locator}{note}")
    if not s.sources:
        _beside(page, "Source", "nothing found")
    for time in s.times:
        span = f", {time.earliest} to {time.latest}" if time.earliest else ""
        basis = f" ({time.basis})" if time.basis else ""
        _beside(page, "Time", f"“{time.words}” – {time.edtf or 'no date'}{span}{basis}")
    if s.about:
        _beside(page, "About", ", ".join(s.about))
    tone = [x for x in (s.told_as, s.polarity, s.certainty) if x]
    if tone:
        _beside(page, "Told as", ", ".join(tone))


def _beside(page: Page, title: str, words: str) -> None:
    page.line((title.ljust(9), "dim"), (words, ""), indent=2)


def _tail(words: str) -> str:
    return "… " + words[-160:].split(" ", 1)[-1] if len(words) > 160 else words


def _head(words: str) -> str:
    return words[:160].rsplit(" ", 1)[0] + " …" if len(words) > 160 else words


def log_page(page: Page, logged: Iterable[Logged]) -> None:
    """The Entries with position, time, person and hash."""
    logged = list(logged)
    known = {row.entry.id: row.entry for row in logged}
    for row in logged:
        entry = row.entry
        page.line(
            (str(row.position).rjust(4), "dim"), (f"  {entry.at.isoformat()}  ", "dim"), (entry.by, "bold"),
            (f"  {said_of_entry(entry, known)}", ""), (f"  – {entry.because}" if entry.because else "", "italic"),
        )  # fmt: skip
        page.line((row.hash, "dim"), indent=6)


def said_of_entry(entry: AnyEntry, known: Mapping[UUID, AnyEntry] | None = None) -> str:
    """An Entry in a few words; with those that are ``known`` a withdrawal says what it takes back."""
    match entry:
        case Accept(what=what):
            return f"accepts {_place(what)}"
        case Reject(what=what):
            return f"rejects {_place(what)}"
        case Correct(what=what, field=field, value=value, to=to):
            new = _cut(" … ".join(to.exact), 60) if to else value or "nothing"
            return f"corrects {field} to “{new}” at {_place(what)}"
        case Same(left=left, right=right):
            return f"takes {_place(left)} and {_place(right)} for one"
        case Different(left=left, right=right):
            return f"keeps {_place(left)} and {_place(right)} apart"
        case Add(what=what):
            return f"adds {_place(what)}"
        case Mark(what=what, label=label):
            return f"marks {_place(what)} “{label}”"
        case Comment(what=what, words=words):
            return f"remarks “{_cut(words, 60)}” at {_place(what)}"
        case Dismiss(rule=rule, values=values):
            return f"dismisses findings of the {rule} {' and '.join(f'“{_cut(v, 60)}”' for v in values)}"
        case Withdraw(entry=other):
            back = (known or {}).get(other)
            return f"takes back: {back.by} {said_of_entry(back, known)}" if back else f"withdraws {other}"


def _place(anchor: Anchor) -> str:
    kind = "the name" if anchor.kind.startswith("entity") else anchor.kind
    return f"{kind} “{_cut(' … '.join(anchor.exact), 60)}” ({anchor.document[:8]})"


def _cut(words: str, limit: int) -> str:
    """The words on one line, cut after one of them where they are longer than ``limit``."""
    words = " ".join(words.split())
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def rows(records: Iterable[msgspec.Struct]) -> Iterator[dict[str, object]]:
    """Records as plain dictionaries, for ``tables``."""
    for record in records:
        plain: dict[str, object] = msgspec.to_builtins(record)
        yield plain


def who_rows(who: Who) -> Iterator[dict[str, object]]:
    """The lines of a Who, each with ``relation``: says, or said of."""
    for relation, lines in (("says", who.says), ("said of", who.said_of)):
        for row in rows(lines):
            yield {"relation": relation, **row}
