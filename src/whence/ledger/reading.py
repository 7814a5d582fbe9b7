"""Readings: one document as the rows that a ledger keeps of it, made before the database is asked for anything."""

import hashlib
import zlib
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from whence.layers.certainty import shown
from whence.layers.document import Document, Work, from_json, to_json
from whence.layers.naming import VoiceNames
from whence.layers.places import PlaceNames
from whence.ledger.lines import KINDS, Line, lines_of
from whence.ledger.periods import period_tokens
from whence.ledger.words import TokenIndex, folded
from whence.works.labels import work_label

READ, FAILED, WITHOUT_TEXT = "read", "failed", "without text"


class FileRead(Struct, frozen=True):
    """A file as it was met: where, its bytes' SHA-256 and size, what was told of it, and how reading it went."""

    path: str
    sha256: str | None
    size: int | None
    told: str
    read_at: str
    read_by: str
    status: str = READ
    reason: str | None = None
    url: str | None = None


class Passage(Struct, frozen=True):
    """A block: where it begins, what a reader calls its place ('¶ 3'), and its printed page."""

    start: int
    place: str
    page: str | None


class HeardVoice(Struct, frozen=True):
    """A voice: its name with the chain it came through, and how many characters of the text are its words."""

    id: str
    name: str
    is_author: bool
    is_named: bool
    characters: int
    names: tuple[str, ...]


class CitedWork(Struct, frozen=True):
    """A work as a document cites it; ``key`` is the same wherever author and title are the same."""

    id: str
    key: str
    label: str
    csl: str
    citations: int
    notes: int


class Reading(Struct, frozen=True):
    """All that a ledger keeps of one document."""

    file: FileRead
    document: Document
    body: bytes
    text: bytes
    passages: tuple[Passage, ...]
    voices: tuple[HeardVoice, ...]
    works: tuple[CitedWork, ...]
    lines: tuple[Line, ...]
    words: tuple[str, ...]
    names: dict[str, tuple[str, ...]]


def reading_of(file: FileRead, document: Document, decided: Document | None = None) -> Reading:
    """The rows of one document; with ``decided`` what can be found is that of the document as people have decided it."""
    read, document = document, decided or document
    sure = shown(document)
    found = lines_of(sure)
    index = TokenIndex(document.text, document.document.language)
    return Reading(
        file=file,
        document=read,
        body=zlib.compress(to_json(msgspec.structs.replace(read, text="")), 6),
        text=zlib.compress(document.text.encode(), 6),
        passages=tuple(_passages(document)),
        voices=tuple(_voices(sure, found)),
        works=tuple(_works(document)),
        lines=tuple(found),
        words=tuple(" ".join(w for s in line.spans for w in index.between(s.start, s.end)) for line in found),
        names={e.id: (e.name, *(n for n in e.names if n != e.name)) for e in document.entities},
    )


def facts_of(document: Document) -> dict[str, object]:
    """The columns of the documents' table that come from the document."""
    facts = document.document
    differs = [p.message for p in document.problems if p.kind == "told_differs"]
    return {
        "sha256": facts.id, "name": facts.name, "title": facts.title, "byline": facts.byline,
        "publisher": facts.publisher, "language": facts.language, "url": facts.url, "retrieved": facts.retrieved,
        "date": (facts.date.edtf or facts.date.value) if facts.date else None,
        "tags": msgspec.json.encode(facts.tags).decode(), "media_type": facts.media_type,
        "characters": len(document.text), "claims": len(document.claims), "notes": len(document.notes),
        "problems": len(document.problems), "differs": msgspec.json.encode(differs).decode(),
    }  # fmt: skip


def unpacked(body: bytes, text: bytes) -> Document:
    """The document of its stored bytes. Raises ValueError where they are damaged."""
    try:
        return msgspec.structs.replace(from_json(zlib.decompress(body)), text=text_of(text))
    except zlib.error as error:
        raise ValueError(f"A stored document is damaged: {error}.") from error


def text_of(text: bytes) -> str:
    """The text of its stored bytes."""
    return zlib.decompress(text).decode()


def beginning_of(text: bytes, characters: int) -> str:
    """The first characters of a stored text, without unpacking the rest."""
    first = zlib.decompressobj().decompress(text, 4 * characters)
    return first.decode("utf-8", "ignore")[:characters]


def checksum(*parts: bytes) -> str:
    """The SHA-256 of bytes."""
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _passages(document: Document) -> Iterator[Passage]:
    places = PlaceNames(document)
    pages = sorted(document.pages, key=lambda p: p.start)
    at = 0
    for block in places.blocks:
        while at + 1 < len(pages) and pages[at + 1].start <= block.start:
            at += 1
        page = pages[at].label if pages and pages[at].start <= block.start else None
        yield Passage(block.start, places.label(block.start), page)


def _voices(document: Document, found: Sequence[Line]) -> Iterator[HeardVoice]:
    called = VoiceNames(document)
    entities = {e.id: (e.name, *(n for n in e.names if n != e.name)) for e in document.entities}
    size: dict[str, int] = {}
    for q in document.quotations:
        if q.voice and q.use in ("speech", "writing"):
            size[q.voice] = size.get(q.voice, 0) + q.end - q.start
    for a in document.attributions:
        if a.voice and not a.quotations:
            size[a.voice] = size.get(a.voice, 0) + sum(s.end - s.start for s in a.content)
    for voice in document.voices:
        author = called.is_author(voice.id)
        byline = document.document.byline if author else None
        names = tuple(n for h in voice.holders for n in entities.get(h, ()))
        yield HeardVoice(
            voice.id,
            called.chain(voice.id),
            author,
            bool(voice.holders or byline),
            size.get(voice.id, 0),
            names or ((byline,) if byline else ()),
        )


def _works(document: Document) -> Iterator[CitedWork]:
    for work in document.works:
        cited = [c for c in document.citations if c.work == work.id]
        label = work_label(work.csl)
        yield CitedWork(
            work.id,
            work_key(work),
            label,
            msgspec.json.encode(work.csl, order="sorted").decode(),
            len(cited),
            len({c.note for c in cited if c.note}),
        )


def work_key(work: Work) -> str:
    """What is the same for the same work in two documents: family names, title up to the subtitle, year where there is no title."""
    people = work.csl.get("author")
    names = [
        str(p.get("family") or p.get("literal") or p.get("given") or "") if isinstance(p, dict) else ""
        for p in (people if isinstance(people, list) else [])
    ]
    title = str(work.csl.get("title") or "")
    parts = [" ".join(sorted(folded(n) for n in names)), folded(title.split(": ", 1)[0])]
    if not title:
        parts.append(msgspec.json.encode(work.csl, order="sorted").decode())
    return "|".join(parts)


def keys_of(
    line: Line, voices: dict[str, list[int]], names: dict[str, list[int]], works: dict[str, int]
) -> str:
    """The keys under which a line stands in the index, beside its words.

    ``k``: its kind; ``v``: a name of whoever speaks (``v0``: the author); ``a``: the full name of somebody it is about, ``b``: another name
    of theirs; ``w``: a work it rests on; ``y``, ``d``, ``l``: years and decades (see periods).
    """
    keys = [f"k{KINDS[line.kind][0]}"]
    keys += ["v0"] if line.voice == "v0" else []
    keys += [f"v{n}" for n in voices.get(line.voice or "", ())]
    for entity in line.about:
        for at, n in enumerate(names.get(entity, ())):
            keys.append(f"{'b' if at else 'a'}{n}")
    keys += [f"w{works[w]}" for w in line.works if w in works]
    keys += [t for p in line.periods for t in period_tokens(p.earliest, p.latest)]
    return " ".join(dict.fromkeys(keys))
