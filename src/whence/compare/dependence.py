"""dependence: who rests on whom: passages in the same words, the same work at the same place, "according to", one agency, shared odd spellings.

What is found is a lead, with both passages. Nothing found is "no link was found", never "independent". Dates decide which of two is the earlier
where they can; where they cannot, no direction is claimed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from rapidfuzz.distance import OSA

from whence.compare.circles import circles
from whence.compare.dismissals import Dismissals
from whence.compare.leads import CitedAt, Heard, Leads
from whence.compare.reuse import Reused
from whence.follow.cited_documents import Card, CitedDocuments
from whence.text import Span

LeadKind = Literal[
    "same words",
    "same quotation",
    "cites",
    "according to",
    "same source",
    "same informant",
    "agency",
    "odd spelling",
]
_JOINS = frozenset(["same words", "cites", "according to", "same source", "agency"])
_ODDEST = 3  # documents that share an odd spelling, at most, for each that has the usual one
_ARTICLES = frozenset(["the", "a", "of"])
_FEW, _SMALL_SHARE = (
    25,
    0.1,
)  # words in common, and share of the shorter text, of which one must be reached to speak of an origin


class Lead(Struct, frozen=True):
    """A sign that two documents are not independent. ``b`` is a document (``within``), or what is outside: a work, a person, an agency.

    ``rests``: "a" (a rests on b), "b" (the other way), or None where nothing tells. ``words`` say what they share; the spans where.
    """

    kind: LeadKind
    a: str
    b: str
    within: bool
    rests: Literal["a", "b"] | None
    words: str
    at_a: Span | None
    at_b: Span | None
    share: float = 0.0
    slight: bool = False

    @property
    def joins(self) -> bool:
        """Whether the lead is strong enough to speak of a shared origin; the others are shown, and left to the reader."""
        return self.kind in _JOINS and not self.slight


class Origin(Struct, frozen=True):
    """Documents that share an origin, as far as the leads tell: what it is (one of them, or what is outside), and those that are it or rest on it."""

    documents: tuple[str, ...]
    what: str


class Dependence(Struct, frozen=True):
    """The leads between documents, the origins that they make, and the circles in which documents rest on one another."""

    documents: tuple[str, ...]
    leads: tuple[Lead, ...]
    origins: tuple[Origin, ...]
    circles: tuple[tuple[str, ...], ...]

    @property
    def alone(self) -> tuple[str, ...]:
        """The documents for which no link was found."""
        linked = {d for o in self.origins for d in o.documents}
        return tuple(d for d in self.documents if d not in linked)

    def sentence(self) -> str:
        """What can be said in one sentence: '4 of 6 share an origin: …; for 2 no link was found.'"""
        whole = len(self.documents)
        parts = [
            f"{len(o.documents)} of {whole} share {'an' if n == 0 else 'another'} origin: {o.what}"
            for n, o in enumerate(self.origins)
        ]
        if self.alone:
            parts.append(
                f"for {len(self.alone)} no link was found"
                if parts
                else f"no link was found between the {whole}"
            )
        return "; ".join(parts) + "."


def dependence(
    documents: Iterable[Leads],
    copied: Iterable[Reused] = (),
    words: Callable[[str, Span], str] = lambda path, span: "",
    cards: Sequence[Card] = (),
    decided: Mapping[str, str | None] | None = None,
    dismissed: Dismissals | None = None,
) -> Dependence:
    """What shows who rests on whom among documents. ``copied``: what pairs of them have in the same words, ``words`` gives those of a passage; ``cards`` and ``decided``: see CitedDocuments; without them no citation leads to a document."""
    held = sorted(documents, key=lambda d: d.path)
    by_path = {d.path: d for d in held}
    leads = [
        *_same_words(copied, by_path),
        *_cites(held, by_path, CitedDocuments(cards, decided)),
        *_according_to(held),
        *_same_sources(held),
        *_agencies(held),
        *_odd_spellings(held),
    ]
    leads = [lead for lead in leads if not _is_dismissed(lead, words, dismissed or Dismissals())]
    leads.sort(key=lambda lead: (lead.a, lead.b, lead.kind, lead.at_a.start if lead.at_a else -1))
    paths = tuple(by_path)
    return Dependence(paths, tuple(leads), tuple(_origins(leads)), tuple(circles(_resting(leads))))


def _is_dismissed(lead: Lead, words: Callable[[str, Span], str], dismissed: Dismissals) -> bool:
    if lead.within and dismissed.apart(lead.a, lead.b):
        return True
    if lead.kind in ("same words", "same quotation") and lead.at_a:
        return bool(dismissed.phrases) and dismissed.has_passage(words(lead.a, lead.at_a))
    return lead.kind in ("according to", "same informant", "agency", "odd spelling") and dismissed.has_name(
        lead.words
    )


def _earlier(a: Leads, b: Leads) -> Literal["a", "b"] | None:
    """Which of two must rest on the other if one does: the later one."""
    if a.days is None or b.days is None:
        return None
    if a.days[1] < b.days[0]:
        return "b"
    return "a" if b.days[1] < a.days[0] else None


def _same_words(found: Iterable[Reused], by_path: Mapping[str, Leads]) -> Iterator[Lead]:
    for pair in found:
        kind: LeadKind = "same quotation" if all(p.quoted for p in pair.passages) else "same words"
        best = max(
            (p for p in pair.passages if kind == "same quotation" or not p.quoted),
            key=lambda p: (p.same, -p.a.start),
        )
        count = sum(p.same for p in pair.passages if kind == "same quotation" or not p.quoted)
        a, b = by_path[pair.a], by_path[pair.b]
        words = f"{count} words in {len(pair.passages)} passage{'s' if len(pair.passages) > 1 else ''}"
        rests = _earlier(a, b) if kind == "same words" else None
        slight = count < _FEW and pair.share < _SMALL_SHARE
        yield Lead(kind, pair.a, pair.b, True, rests, words, best.a, best.b, pair.share, slight)


def _cites(held: Sequence[Leads], by_path: Mapping[str, Leads], links: CitedDocuments) -> Iterator[Lead]:
    """A cites B, which is among the documents."""
    for d in held:
        first: dict[str, tuple[bool, CitedAt]] = {}
        for c in d.cited:
            link = links.link(c.csl, c.key, d.path)
            if link.verdict in ("linked", "maybe") and link.path and link.path in by_path:
                sure = link.verdict == "linked"
                if link.path not in first or (sure and not first[link.path][0]):
                    first[link.path] = (sure, c)
        for path, (sure, c) in sorted(first.items()):
            if _earlier(d, by_path[path]) != "b":  # nothing rests on what is later
                words = c.label if sure else f"{c.label}, maybe"
                yield Lead("cites", d.path, path, True, "a", words, c.at, None, slight=not sure)


def _according_to(held: Sequence[Leads]) -> Iterator[Lead]:
    """A has it from B: the name that it gives for what it tells is B's author, title or publisher; or both have it from somebody else.

    An author may have said it elsewhere than in B: only where B is the earlier is a person's name a sign of an origin.
    """
    by_name: dict[frozenset[str], list[Leads]] = defaultdict(list)
    for d in held:
        for name in sorted(d.names | d.persons, key=sorted):
            by_name[name - _ARTICLES].append(d)
    outside: dict[frozenset[str], list[tuple[Leads, Heard]]] = defaultdict(list)
    for d in held:
        for h in d.heard:
            bare = h.words - _ARTICLES
            theirs = (
                [b for b in by_name.get(bare, ()) if b is not d and _earlier(d, b) != "b"] if bare else []
            )
            for b in theirs:
                person = bare not in {n - _ARTICLES for n in b.names}
                slight = person and _earlier(d, b) != "a"
                yield Lead("according to", d.path, b.path, True, "a", h.name, h.at, None, slight=slight)
            if not theirs and len(bare) > 1:
                outside[bare].append((d, h))
    for rows in outside.values():
        if len({d.path for d, _ in rows}) > 1:
            for d, h in rows:
                yield Lead("same informant", d.path, h.name, False, "a", h.name, h.at, None)


def _same_sources(held: Sequence[Leads]) -> Iterator[Lead]:
    """Two documents cite the same work at the same place."""
    by_place: dict[tuple[str, str], list[tuple[Leads, CitedAt]]] = defaultdict(list)
    for d in held:
        for c in d.cited:
            if c.locator:
                by_place[(c.key, c.locator)].append((d, c))
    for _, rows in sorted(by_place.items()):
        if len({d.path for d, _ in rows}) > 1:
            for d, c in rows:
                yield Lead("same source", d.path, f"{c.label}, {c.locator}", False, "a", c.label, c.at, None)


def _agencies(held: Sequence[Leads]) -> Iterator[Lead]:
    by_agency: dict[str, list[Leads]] = defaultdict(list)
    for d in held:
        if d.agency:
            by_agency[d.agency[0].casefold()].append(d)
    for rows in by_agency.values():
        for d in rows if len(rows) > 1 else ():
            if d.agency:
                yield Lead("agency", d.path, d.agency[0], False, "a", d.agency[0], d.agency[1], None)


def _odd_spellings(held: Sequence[Leads]) -> Iterator[Lead]:
    """A name spelt by two documents as no others spell it: they have the spelling from one another, or from one source."""
    having: dict[str, list[Leads]] = defaultdict(list)
    for d in held:
        for word in d.spellings:
            having[word].append(d)
    for odd, usual in _near_spellings(having):
        rows = [d for d in having[odd] if usual not in d.spellings]
        if 2 <= len(rows) <= _ODDEST and len(having[usual]) > len(rows):
            a, *others = rows
            for b in others:
                words = f"“{odd}” where others have “{usual}”"
                yield Lead(
                    "odd spelling",
                    a.path,
                    b.path,
                    True,
                    _earlier(a, b),
                    words,
                    a.spellings[odd],
                    b.spellings[odd],
                )


def _near_spellings(having: Mapping[str, Sequence[Leads]]) -> Iterator[tuple[str, str]]:
    """Pairs of spellings one letter apart, the rarer first; found by what is left when a letter is taken out."""
    by_rest: dict[str, set[str]] = defaultdict(set)
    for word in having:
        for n in range(len(word)):
            by_rest[word[:n] + word[n + 1 :]].add(word)
        by_rest[word].add(word)
    pairs = {
        (a, b)
        for words in by_rest.values()
        for a in words
        for b in words
        if len(having[a]) < len(having[b]) and OSA.distance(a, b) == 1 and a.rstrip("s") != b.rstrip("s")
    }
    yield from sorted(pairs)


def _resting(leads: Iterable[Lead]) -> dict[str, set[str]]:
    """Document → the documents of the set that it says it rests on."""
    onward: dict[str, set[str]] = defaultdict(set)
    for lead in leads:
        if lead.within and lead.kind in ("cites", "according to"):
            onward[lead.a].add(lead.b)
    return onward


def _origins(leads: Sequence[Lead]) -> list[Origin]:
    """What two documents or more rest on, directly or over others: one of them, or what is outside; those of most documents first.

    Documents that share words of which nobody knows who had them first are one, named by all of them.
    """
    joined = _Joined()
    for lead in leads:
        if lead.joins and lead.rests is None:
            joined.join(f"in {lead.a}", f"in {lead.b}")
    onward: dict[str, set[str]] = defaultdict(set)
    nodes: set[str] = set()
    for lead in (x for x in leads if x.joins):
        a, b = joined.root(f"in {lead.a}"), joined.root(f"in {lead.b}" if lead.within else f"out {lead.b}")
        nodes |= {a, b}
        if lead.rests and a != b:
            onward[b if lead.rests == "b" else a].add(a if lead.rests == "b" else b)
    members = joined.members()
    resting: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        for other in _reached(node, onward):
            resting[other].update(members.get(node, ()))
    made: list[Origin] = []
    held: dict[str, list[set[str]]] = defaultdict(list)  # document → the origins that have it
    for node in sorted(nodes, key=lambda n: (-len(resting[n]), n.startswith("out "), n)):
        documents = resting[node]
        if len(documents) < 2 or any(documents <= larger for larger in held[min(documents)]):
            continue
        names = members.get(node) or [node.removeprefix("out ")]
        made.append(Origin(tuple(sorted(documents)), " = ".join(names)))
        for d in documents:
            held[d].append(documents)
    return made


def _reached(node: str, onward: Mapping[str, set[str]]) -> set[str]:
    """A node and all to which it leads."""
    found, waiting = {node}, [node]
    while waiting:
        for other in sorted(onward.get(waiting.pop(), ())):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


class _Joined:
    """Which documents count as one."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, name: str) -> str:
        """The name under which all go that are one with it."""
        while self._parent.setdefault(name, name) != name:
            name = self._parent[name]
        return name

    def join(self, a: str, b: str) -> None:
        """Makes two one."""
        first, second = sorted((self.root(a), self.root(b)))
        self._parent[second] = first

    def members(self) -> dict[str, list[str]]:
        """The documents that go under each name, in order; none under what is outside."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._parent):
            if name.startswith("in "):
                found[self.root(name)].append(name.removeprefix("in "))
        return found
