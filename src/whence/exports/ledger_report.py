"""The report of a ledger: its files, the sources most leaned on, who speaks where, what documents share, when; and the texts."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec import Struct

from whence.compare import shared_passages
from whence.compare.keeping import compared_snapshot
from whence.exports.pseudonyms import Pseudonyms
from whence.exports.report import Sought, document_part, page
from whence.exports.report_accounts import MOST_DOCUMENTS, Accounts, AccountsView
from whence.exports.report_follow import followed_lines
from whence.exports.report_margin import Apparatus
from whence.exports.report_places import Places
from whence.exports.report_screen import lanes
from whence.exports.report_timeline import moments
from whence.exports.report_words import LETTERS
from whence.exports.screen import Screen
from whence.exports.screen_of import screen_of
from whence.exports.timeline import Moment, timeline
from whence.follow import Followed, FoundAt, LedgerLibrary, Paraphrased, choices, follow, paraphrases
from whence.layers.certainty import shown, view
from whence.layers.document import Document
from whence.layers.naming import VoiceNames, excerpt
from whence.ledger import Snapshot
from whence.ledger.records import KeptDocument
from whence.names import plain
from whence.text import Span
from whence.version import __version__

MOST_CHARACTERS = 3_000_000  # of texts on one page: half a million words; more, and browsers stutter
_COLOURS = 4
_MOST_CELLS = 120
_MOST_SPEAKERS = 60
_MOST_WORKS = 100
_MOST_PASSAGES = 60
_MOST_TIMES = 100
_LONGEST = 320  # characters of a passage or a title
_MOST_PLACES = 8


class Link(Struct, frozen=True):
    """Words that lead to a place on the page; to none where the text is left out."""

    words: str
    href: str | None


class Cell(Struct, frozen=True):
    """A stretch of a document's ribbon, in per cent, with its speaker's colour in the ledger."""

    x: str
    width: str
    key: int


class Told(Struct, frozen=True):
    """A document in the list: what it is, its ribbon, and where it stands on the page."""

    title: Link
    about: str
    path: str
    cells: tuple[Cell, ...]
    differs: tuple[str, ...]


class Heard(Struct, frozen=True):
    """Somebody who speaks, in how many characters, and where: documents with the first place of each."""

    name: str
    key: int
    letter: str
    size: int
    places: tuple[Link, ...]
    more: int


class Leaned(Struct, frozen=True):
    """A work, with the documents that cite it."""

    label: str
    notes: int
    documents: tuple[Link, ...]
    more: int


class Shared(Struct, frozen=True):
    """A passage that stands in several documents."""

    words: str
    length: int
    places: tuple[Link, ...]


class _One(Struct, frozen=True):
    """One document of the ledger with what the overview takes from it."""

    at: str
    path: str
    document: Document
    screen: Screen


def ledger_report(
    snapshot: Snapshot, title: str, excerpts: bool = False, names: Pseudonyms | None = None, uncertain: bool = False
) -> str:  # fmt: skip
    """One self-contained page of HTML for all that a ledger holds. Same ledger, same page.

    What is not sure is left out unless ``uncertain``. ``excerpts`` leaves the texts out; so do texts of more than ``MOST_CHARACTERS`` together.
    """
    files = list(snapshot.documents())
    excerpts = excerpts or sum(f.characters or 0 for f in files) > MOST_CHARACTERS
    change: Callable[[Document], Document] = names.document if names else lambda document: document
    sought = {} if names else _sought(snapshot)
    accounts = None if names else _accounts(snapshot, len(files))
    overview = _Overview(snapshot, files, names, change, uncertain, sought, accounts)
    parts = [
        (
            one.at,
            one.screen,
            document_part(
                one.document,
                one.screen,
                one.at,
                1,
                excerpts,
                overview.wanted[one.path],
                overview.sought.get(one.path),
            ),
        )
        for one in overview.each()
    ]
    return page(
        "ledger.html.j2",
        body="",
        at="",
        title=title,
        files=overview.files,
        told=overview.told(),
        legend=overview.legend(),
        speakers=overview.speakers(),
        works=overview.works(),
        works_more=max(0, len(overview.cited) - _MOST_WORKS),
        shared=overview.shared(),
        accounts=overview.compared(),
        uncompared=accounts is None and names is None,
        timeline=timeline(overview.moments, _MOST_TIMES),
        excerpts=excerpts,
        renamed=names is not None,
        parts=parts,
        position=snapshot.position,
        head=snapshot.hash if snapshot.position else "",
        whence=__version__,
    )


_Found = dict[str, tuple[list[Followed], list[Paraphrased]]]


def _sought(snapshot: Snapshot) -> _Found:
    """What was found of each document's quotations and claims in the other documents, by path."""
    library, decided = LedgerLibrary(snapshot), choices(snapshot)
    found: _Found = {}
    for f in follow(_sure(snapshot), library, decided):
        found.setdefault(f.document, ([], []))[0].append(f)
    for p in paraphrases(_sure(snapshot), library, decided):
        found.setdefault(p.document, ([], []))[1].append(p)
    return found


def _accounts(snapshot: Snapshot, count: int) -> Accounts | None:
    """The comparison of the documents; None where there are more of them than a page is for."""
    if count > MOST_DOCUMENTS:
        return None
    return Accounts(compared_snapshot(snapshot))


def _sure(snapshot: Snapshot) -> Iterator[tuple[str, Document]]:
    return ((path, shown(document)) for path, document in snapshot.bodies())


class _Overview:
    """Walks the documents one after the other and keeps of each only what the overview shows."""

    def __init__(
        self, snapshot: Snapshot, files: Sequence[KeptDocument], names: Pseudonyms | None,
        change: Callable[[Document], Document], uncertain: bool, found: "_Found", accounts: Accounts | None,
    ) -> None:  # fmt: skip
        self._snapshot, self._change, self._uncertain = snapshot, change, uncertain
        self.files = [names.record(f) if names else f for f in files]
        self.cited = [names.record(w) if names else w for w in snapshot.works()]
        self._paths = [f.path for f in files]
        self._at = {f.path: f"d{n}-" for n, f in enumerate((f for f in files if f.status == "read"), 1)}
        self._titles: dict[str, str] = {}
        self._size: dict[str, int] = {}
        self._called: dict[str, str] = {}
        self._where: dict[str, list[Link]] = {}
        self._ribbons: dict[str, tuple[Screen, dict[int, str]]] = {}
        self.wanted: dict[str, list[int]] = {path: [] for path in self._at}
        self.moments: list[Moment] = []
        self._passages = shared_passages((p, change(d)) for p, d in snapshot.bodies())[:_MOST_PASSAGES]
        self._links: dict[tuple[str, int], Link] = {}
        self._ways: dict[tuple[str, int], str] = {}
        for quotations, _ in found.values():
            for at in (
                at for f in quotations for at in (f.found, *f.elsewhere) if at and at.path in self.wanted
            ):
                self.wanted[at.path].append(at.spans[0].start)
        self._accounts = accounts
        for path, start in accounts.places() if accounts else ():
            if path in self.wanted:
                self.wanted[path].append(start)
        self.sought = {path: Sought(tuple(f), tuple(b), self._way) for path, (f, b) in found.items()}
        for one in self.each():
            self._take(one)

    def each(self) -> Iterator[_One]:
        """The documents in the order of their paths, each read from the ledger when it is asked for."""
        for path, document in self._snapshot.bodies():
            changed, left_out = view(self._change(document), self._uncertain)
            sought = self.sought.get(path)
            lines = followed_lines(sought.found, sought.beside) if sought else ()
            yield _One(self._at[path], path, changed, screen_of(changed, left_out, lines))

    def compared(self) -> AccountsView | None:
        """The accounts of events beside each other, and who rests on whom; None where nothing was compared."""
        if self._accounts is None:
            return None
        cards, decided = LedgerLibrary(self._snapshot).cards(), choices(self._snapshot)
        return self._accounts.view(cards, decided, self._titles, self._there)

    def _there(self, path: str, start: int) -> str | None:
        """The way to a place of a document; to its beginning where ``start`` is negative."""
        at = self._at.get(path)
        if start < 0:
            return f"#{at}doc" if at else None
        way = self._ways.get((path, start))
        return f"#{way[2:]}" if way else None

    def _way(self, found: FoundAt) -> str | None:
        """The place in another document of the page."""
        return self._ways.get((found.path, found.spans[0].start))

    def _take(self, one: _One) -> None:
        """What the overview needs of a document."""
        title = excerpt(one.screen.title, Span(0, max(len(one.screen.title), 1)), 70)
        self._titles[one.path] = title
        made = Apparatus(one.document, one.screen)
        self._speakers(one, title, made.places)
        for m in moments(made, one.screen):
            giver = msgspec.structs.replace(
                m.giver,
                key=0,
                where=f"{title}, {m.giver.where}",
                href=f"#{one.at}{(m.giver.href or '#')[1:]}",
            )
            self.moments.append(msgspec.structs.replace(m, giver=giver))
        for start in self.wanted[one.path]:
            self._ways[one.path, start] = f"#/{one.at}{made.places.link(start)[1:]}"
        for passage in self._passages:
            for place in passage.places:
                if place.document == one.path:
                    self.wanted[one.path].append(place.span.start)
                    href = f"#{one.at}{made.places.link(place.span.start)[1:]}"
                    self._links[one.path, place.span.start] = Link(
                        f"{title}, {made.places.label(place.span.start)}", href
                    )

    def _speakers(self, one: _One, title: str, places: Places) -> None:
        """Who has how much of the text; the author by the byline."""
        called = VoiceNames(one.document)
        size: dict[str, int] = {}
        first: dict[str, int] = {}
        own = one.screen.parts[0].start if one.screen.parts else 0
        for q in one.document.quotations:
            if q.use in ("speech", "writing") and called.is_named(q.voice) and not called.is_author(q.voice):
                size[called.name(q.voice)] = size.get(called.name(q.voice), 0) + q.end - q.start
                first.setdefault(called.name(q.voice), q.start)
        for a in one.document.attributions:
            if called.is_named(a.voice) and not called.is_author(a.voice) and not a.quotations and a.content:
                size[called.name(a.voice)] = size.get(called.name(a.voice), 0) + sum(
                    s.end - s.start for s in a.content
                )
                first.setdefault(called.name(a.voice), a.content[0].start)
        keyed = {s.key: s.name for s in one.screen.speakers if s.key in range(1, 5)}
        byline = one.document.document.byline
        if byline and ";" in byline:  # several people: nobody is one speaker of that name
            byline = None
        author = byline or ""
        if byline:
            size[byline] = size.get(byline, 0) + next(
                (s.characters for s in one.screen.speakers if s.key == 0), 0
            )
            first[byline] = own
        self._ribbons[one.path] = (one.screen, {**keyed, 0: author})
        for name, length in size.items():
            key = plain(name)
            self._called.setdefault(key, name)
            self._size[key] = self._size.get(key, 0) + length
            self.wanted[one.path].append(first[name])
            link = Link(f"{title}, {places.label(first[name])}", f"#{one.at}{places.link(first[name])[1:]}")
            self._where.setdefault(key, []).append(link)

    def _keys(self) -> dict[str, int]:
        """The colours: for those who are heard in most documents, then at most length."""
        ordered = sorted(self._size, key=lambda k: (-len(self._where[k]), -self._size[k], k))
        return {k: n for n, k in enumerate(ordered[:_COLOURS], 1)}

    def legend(self) -> list[tuple[int, str, str]]:
        """Colour, letter and name of those who have a colour."""
        return [(n, LETTERS[n], self._called[k]) for k, n in self._keys().items()]

    def told(self) -> list[Told]:
        """The documents that were read."""
        keys = self._keys()
        found = []
        for f, path in zip(self.files, self._paths, strict=True):
            if f.status != "read":
                continue
            screen, names = self._ribbons[path]
            about = " · ".join(p for p in (f.byline, f.publisher, f.date) if p)
            cells = tuple(
                _cells(screen, {k: keys.get(plain(n), 0 if k == 0 else 5) for k, n in names.items()})
            )
            found.append(
                Told(Link(self._titles[path], f"#{self._at[path]}doc"), about, f.path, cells, f.differs)
            )
        return found

    def speakers(self) -> list[Heard]:
        """Who speaks, in most documents first."""
        keys = self._keys()
        ordered = sorted(self._size, key=lambda k: (-len(self._where[k]), -self._size[k], k))[:_MOST_SPEAKERS]
        return [
            Heard(self._called[k], keys.get(k, 5), LETTERS[keys.get(k, 5)], self._size[k],
                  tuple(self._where[k][:_MOST_PLACES]), max(0, len(self._where[k]) - _MOST_PLACES))
            for k in ordered
        ]  # fmt: skip

    def works(self) -> list[Leaned]:
        """The works that most documents lean on."""
        by_id = {f.id[:8]: p for f, p in zip(self.files, self._paths, strict=True) if f.status == "read"}
        found = []
        for w in self.cited[:_MOST_WORKS]:
            paths = [by_id[i] for i in w.cited_in if i in by_id]
            links = tuple(Link(self._titles[p], f"#{self._at[p]}rests") for p in paths[:_MOST_PLACES])
            found.append(Leaned(w.label, w.notes, links, max(0, len(paths) - _MOST_PLACES)))
        return found

    def shared(self) -> list[Shared]:
        """The passages that several documents have."""
        return [
            Shared(
                _cut(p.words),
                p.length,
                tuple(self._links[x.document, x.span.start] for x in p.places[:_MOST_PLACES]),
            )
            for p in self._passages
        ]


def _cells(screen: Screen, keys: dict[int, int]) -> Iterator[Cell]:
    """A document's ribbon in the ledger's colours."""
    for cell in lanes(screen.parts, _MOST_CELLS):
        yield Cell(cell.x, cell.width, keys.get(cell.key, 5))


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
