"""following: the quotations of one document, each beside the place in its source, with what is different there and the way to both."""

from collections.abc import Callable
from functools import cache

from msgspec import Struct

from whence.exports.follow_page import answer_words, grouped, is_fine, turn_words
from whence.follow import Followed, FoundAt, LedgerLibrary, choices, follow
from whence.layers.certainty import shown
from whence.layers.naming import excerpt
from whence.ledger import Snapshot
from whence.text import Span

_AROUND = 160  # characters of the source on each side


class There(Struct, frozen=True):
    """A place in a source: what it is called, the way there, the words before, in and after it, and what differs."""

    title: str
    where: str
    href: str | None
    before: str
    words: str
    after: str
    on_cited_page: bool | None
    differences: tuple[str, ...]


class Pair(Struct, frozen=True):
    """A quotation with the source given for it, the answer in words, and the places found."""

    place: str
    href: str
    words: str
    voice: str
    work: str | None
    cited: str | None
    answer: str
    fine: bool
    there: tuple[There, ...]
    chain: tuple[str, ...]


def pairs(snapshot: Snapshot, name: str) -> list[Pair]:
    """The quotations of a document, those that differ first. Raises Unknown."""
    document = snapshot.document(name)
    files = {k.path: k for k in snapshot.documents() if k.status == "read"}
    path = next(p for p, k in files.items() if k.sha256 == document.document.id)
    library = LedgerLibrary(snapshot)
    found = follow([(path, shown(document))], library, choices(snapshot))
    ids = {p: k.id for p, k in files.items()}
    text_of = cache(lambda path: snapshot.document(path).text)  # many quotations are of one source
    made = [_pair(text_of, f, ids) for f in found]
    return sorted(made, key=lambda p: p.fine)  # stable: in the order of the text otherwise


def _pair(text_of: Callable[[str], str], f: Followed, ids: dict[str, str]) -> Pair:
    places = [*([f.found] if f.found else []), *f.elsewhere]
    return Pair(
        f.place, f"/d/{ids[f.document]}#c{f.start}", f.words, f.voice, f.work_label, f.cited, answer_words(f), is_fine(f),
        tuple(_there(text_of, at, ids) for at in places),
        tuple(f"{step.work}{', which has it' if step.found else ''}" for step in f.chain),
    )  # fmt: skip


def _tail(words: str, is_cut: bool) -> str:
    """The last words of a stretch, from the beginning of one of them on."""
    kept = words.split(maxsplit=1)[-1] if is_cut and len(words.split()) > 1 else words
    return ("… " if is_cut else "") + " ".join(kept.split())


def _there(text_of: Callable[[str], str], at: FoundAt, ids: dict[str, str]) -> There:
    start, end = at.spans[0].start, at.spans[-1].end
    before = after = ""
    if at.path in ids:
        text = text_of(at.path)
        before = _tail(text[max(0, start - _AROUND) : start], start > _AROUND)
        after = excerpt(text, Span(end, min(len(text), end + _AROUND)), _AROUND) if end < len(text) else ""
    told = [f"{words}: {said}" for words, said in grouped(at.differences)]
    told += [f"{turn_words(t)}: “{t.context}”" for t in at.turns]
    if at.voice and at.voice.message:
        told.append(at.voice.message)
    return There(
        at.title or at.path.rsplit("/", 1)[-1], f"p. {at.page}" if at.page else at.place,
        f"/d/{ids[at.path]}#c{start}" if at.path in ids else None, before, at.words, after, at.on_cited_page, tuple(told),
    )  # fmt: skip
