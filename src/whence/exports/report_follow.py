"""report_follow: beside a quotation whether it stands in its source, on which page and in which words, with a way into the source;
and the lines of the screen about it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from whence.exports.follow_page import MILD, answer_words, grouped, summary, turn_words
from whence.exports.report_margin import Apparatus, Bit, Entry, Item
from whence.exports.screen import Line
from whence.text import Span

if TYPE_CHECKING:
    from whence.follow import Followed, FoundAt, Paraphrased

Way = Callable[["FoundAt"], str | None]
_MOST = 5  # lines of the screen
_WORDS = 240  # characters of the source's words
_WORST = ("nothing", "no_text", "elsewhere")


def followed(made: Apparatus, found: "Iterable[Followed]", beside: "Iterable[Paraphrased]", way: Way) -> None:
    """Entries beside the quotations and claims of a document. ``way`` gives the address of a place in a source."""
    for f in found:
        made.add(Entry("follow", "there", f.start, (Item(f"there-{f.quotation}", tuple(_bits(f, way))),)))
    for p in beside:
        made.add(Entry("follow", "beside", p.start, (Item(f"beside-{p.claim}", tuple(_beside(p))),)))


def _bits(f: "Followed", way: Way) -> list[Bit]:
    bits = [Bit(answer_words(f), "hint" if f.answer == "word_for_word" else "value")]
    for n, at in enumerate([*([f.found] if f.found else []), *f.elsewhere]):
        bits.append(Bit("; also in " if n else ", "))
        bits.append(Bit(_called(at), "work", way(at)))
        bits += [Bit(f", p. {at.page}" if at.page else f", {at.place}")]
        if at.on_cited_page is False:
            bits.append(Bit(" (not the cited page)", "hint"))
    if f.found:
        bits += _different(f.found)
    for step in f.chain:
        on = "which has it" if step.found else "where it was not found" if step.path else "which is not here"
        bits += [Bit("; there given to "), Bit(step.work, "work"), Bit(f", {on}")]
    return bits


def _called(at: "FoundAt") -> str:
    return at.title or at.path.rsplit("/", 1)[-1]


def _different(at: "FoundAt") -> list[Bit]:
    """What is different, each by its name, and the words that stand there."""
    bits: list[Bit] = []
    for words, told in grouped(at.differences):
        bits += [Bit(f"; {words}: ", "hint"), Bit(told)]
    for t in at.turns:
        bits += [Bit(f"; {turn_words(t)}: ", "hint"), Bit(f"“{t.context}”", "doc")]
    if at.voice and at.voice.message:
        bits.append(Bit(f"; {at.voice.message}"))
    if any(d.kind not in MILD for d in at.differences):
        words = at.words if len(at.words) <= _WORDS else at.words[:_WORDS].rsplit(" ", 1)[0] + " …"
        bits += [Bit("; the words there: ", "hint"), Bit(f"“{words}”", "doc")]
    return bits


def _beside(p: "Paraphrased") -> list[Bit]:
    bits = [Bit(p.work_label or p.source, "work")]
    for passage in p.beside.passages[:1]:
        at = f"p. {passage.page}" if passage.page else passage.place
        bits += [Bit(f", {at}: "), Bit(f"“{passage.words[:_WORDS]}”", "doc")]
    for words in p.beside.differing:
        bits += [Bit("; other numbers or dates: ", "hint"), Bit(words)]
    return bits


def followed_lines(found: "Sequence[Followed]", beside: "Sequence[Paraphrased]") -> tuple[Line, ...]:
    """How many quotations were found how, then those that a reader should look at first."""
    if not found:
        return ()
    told = ", ".join(f"{n} {words}" for words, n in summary(found) if n)
    lines = [Line(f"{len(found)} quotation{'s' * (len(found) != 1)}: {told}")]
    notable = sorted((f for f in found if _weight(f)), key=lambda f: (-_weight(f), f.start))
    lines += [Line(_told(f), (Span(f.start, f.end),), f.place) for f in notable]
    differing = [p for p in beside if p.beside.differing]
    lines += [
        Line(
            f"Other numbers or dates in {p.work_label}: {p.beside.differing[0]}",
            (Span(p.start, p.end),),
            p.place,
        )
        for p in differing
    ]
    more = len(lines) - _MOST - 1
    return (
        *lines[: _MOST + 1],
        *([Line(f"… and {more} more to look at: whence follow has all")] if more > 0 else []),
    )


def _weight(f: "Followed") -> int:
    """How much a reader should look at a quotation; 0 for one that is as it should be."""
    if f.answer in _WORST:
        return 4 if f.link in ("linked", "maybe") else 0
    if f.found is None:
        return 0
    kinds = {d.kind for d in f.found.differences}
    if kinds & {"negation", "insertion", "order", "joined"} or f.found.turns:
        return 3
    return 2 if kinds - MILD or (f.found.voice and f.found.voice.other) else 0


def _told(f: "Followed") -> str:
    words = f.words if len(f.words) <= 60 else f.words[:60].rsplit(" ", 1)[0] + " …"
    if f.found and f.found.turns and not {d.kind for d in f.found.differences} - MILD:
        return f"{words}: “{f.found.turns[0].words}” {'is left out' if f.found.turns[0].inside else 'stands outside the cut'}"
    if (
        f.found
        and f.found.voice
        and f.found.voice.message
        and not {d.kind for d in f.found.differences} - MILD
    ):
        return f.found.voice.message
    return f"{words}: {answer_words(f)}"
