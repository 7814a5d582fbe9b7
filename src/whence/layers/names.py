"""names: entities and where they are named. Variants of one name in the document are one entity; kinds by evidence.

Merged are: the same words in another order, a last name with the one full name that it can stand for, an acronym with
the name whose initials it has, a name written small ('rajavi'). A last name that two full names share stays apart.
"""

import re
from collections import defaultdict

from msgspec import Struct

from whence.lang import words_of
from whence.layers.document import Block, Document, Entity, Mention, MentionForm
from whence.layers.german_names import no_nouns
from whence.layers.heard_names import HEARD_AS, heard_names
from whence.layers.name_kinds import Cluster, doubt_unheard, kind_of, weigh, weigh_heard
from whence.layers.name_lists import NameLists
from whence.layers.name_spans import Finder, Found
from whence.layers.name_variants import merged
from whence.layers.signals import heard_parts, signals
from whence.layers.step import Records, Step
from whence.names import tokens
from whence.text import SpanIndex, Text
from whence.works import ROLES

_OF_WOMEN = frozenset(["Mrs.", "Mrs", "Miss", "Ms.", "Ms", "Mme", "Madame", "Lady", "Frau"])


_OF_WIVES = frozenset(["Mrs.", "Mrs", "Mme", "Madame", "Frau"])
_CALLED = _OF_WOMEN | {"Mr.", "Mr", "Monsieur", "Herr"}


def annotate(doc: Document, text: Text) -> Records:
    """Entities in the order of their first mention, and their mentions by name."""
    heard = signals(doc, text).mentions
    finder = Finder(doc, text, heard)
    titles = _titles_of_works(doc, text)
    named = SpanIndex([m for m in heard if m.kind in HEARD_AS])
    spelt = finder.names()
    if (doc.document.language or "").startswith("de"):
        spelt = no_nouns(finder, spelt)
    both = sorted([*spelt, *heard_names(finder, named.records, spelt)], key=lambda f: f.start)
    found = [f for f in both if not titles.touching(f.start, f.end)]
    by_name: dict[tuple[str, ...], Cluster] = {}
    for f in found:
        cluster = by_name.setdefault(_key(f, finder.lists), Cluster({}, [], defaultdict(float), f.start, []))
        cluster.names[f.name] = cluster.names.get(f.name, 0) + 1
        title = f.title.split()[-1] if f.title else ""
        if title in _OF_WOMEN:
            cluster.why.append("a woman")
            cluster.why.append("a wife" if title in _OF_WIVES else "a woman’s title")
        if title in _CALLED and len(f.name.split()) == 1:
            called = f"{title} {f.name}"
            cluster.called[called] = cluster.called.get(called, 0) + 1
        demonym = f.name in finder.lists.demonyms and f.name not in finder.lists.places
        cluster.mentions.append((f.start, f.end, "adjective" if demonym else "name"))
        weigh(cluster, f, finder)
    clusters = list(by_name.values())
    weigh_heard(clusters, named)
    shelf = _Shelf(clusters)
    _people_of_works(shelf, doc, text)
    _colophon_names(shelf, doc, text)
    clusters = merged(clusters, finder.lists)
    doubt_unheard(clusters, named, heard_parts(doc))
    _called_by_title(clusters)
    _works_by_title(clusters, titles)
    _small_letters(clusters, finder, doc)
    _in_notes_and_titles(clusters, doc, text)
    return _records(clusters)


def _key(f: Found, lists: NameLists) -> tuple[str, ...]:
    """Same words, same cluster; a demonym is kept apart from its place."""
    if f.site:
        return ("site", f.name)
    if f.title and f.title.split()[-1] in _OF_WOMEN and len(f.name.split()) == 1:
        return ("wife" if f.title.split()[-1] in _OF_WIVES else "woman", *tokens(f.name))  # beside George Yeo
    return tokens(f.name.removeprefix("The ")) or (f.name,)


def _called_by_title(clusters: list[Cluster]) -> None:
    """'Mrs. Yeo', of whom no other name is known; 'Mr. Yeo', where there are others of his family."""
    families: dict[str, list[Cluster]] = defaultdict(list)
    for c in clusters:
        if kind_of(c) == "person":
            families[(tokens(c.fullest) or ("",))[-1]].append(c)
    for family in families.values():
        for c in family:
            if len(tokens(c.fullest)) == 1 and c.called and (len(family) > 1 or "a woman" in c.why):
                most = max(sorted(c.called), key=lambda name: c.called[name])
                c.names[most] = c.called[most]


# -- names that stand outside the running text -----------------------------------------------------------------------


class _Shelf:
    """The clusters by the words of their names in any order, for names that stand outside the running text."""

    def __init__(self, clusters: list[Cluster]) -> None:
        self._clusters = clusters
        self._by_words: dict[tuple[str, ...], Cluster] = {}
        for c in clusters:
            for name in c.names:
                self._by_words.setdefault(tuple(sorted(tokens(name))), c)

    def of(self, name: str, at: int) -> Cluster:
        """The first cluster with the words of a name; a new one where there is none."""
        words = tuple(sorted(tokens(name)))
        if words not in self._by_words:
            self._by_words[words] = Cluster({}, [], defaultdict(float), at, [])
            self._clusters.append(self._by_words[words])
        return self._by_words[words]


def _people_of_works(shelf: _Shelf, doc: Document, text: Text) -> None:
    """Authors, interviewers and the like of the works cited are entities, mentioned where the reference names them."""
    starts = {c.work: c for c in reversed(doc.citations) if c.work}
    for work in doc.works:
        citation = starts.get(work.id)
        if citation is None:
            continue
        for role in ROLES:
            for person in work.csl.get(role, ()):
                _person_of_work(shelf, person, text.chars, citation.start, citation.end)


def _person_of_work(shelf: _Shelf, person: dict[str, str], chars: str, start: int, end: int) -> None:
    literal = person.get("literal")
    name = literal or " ".join(p for p in (person.get("given"), person.get("family")) if p)
    family = person.get("family") or name
    forms = [name, f"{family} {person.get('given', '')}".strip(), f"{family}, {person.get('given', '')}"]
    for form in forms:
        at = chars.find(form, start, end)
        if at >= 0:
            break
    else:
        return
    existing = shelf.of(name, at)
    existing.names.setdefault(form, 0)
    if not any(a <= at < b for a, b, _ in existing.mentions):
        existing.mentions.append((at, at + len(form), "name"))
    existing.score["organisation" if literal else "person"] += 5 if literal or person.get("given") else 1
    existing.why.append("work")


def _colophon_names(shelf: _Shelf, doc: Document, text: Text) -> None:
    """Those of the byline, each by himself, and the publisher, where the colophon names them."""
    wanted = [(name, "person") for name in _authors(doc.document.byline or "")]
    for name, kind in [*wanted, (doc.document.publisher or "", "organisation")]:
        for block in doc.blocks if name else ():
            at = text.chars.find(name, block.start, block.end) if block.kind == "colophon" else -1
            if at < 0:
                continue
            existing = shelf.of(name, at)
            existing.names[name] = existing.names.get(name, 0) + 1
            existing.mentions.append((at, at + len(name), "name"))
            existing.score["other" if "." in name and " " not in name else kind] += 9
            existing.why.append("colophon")
            break


def _authors(byline: str) -> list[str]:
    """The people of a byline: 'Nora Ellin and Samuel Oake' are two."""
    several = re.split(r",?\s(?:and|&)\s|,\s", byline)
    return several if all(len(name.split()) > 1 for name in several) else [byline]


class _Title(Struct, frozen=True):
    """A place of the running text where the title of a cited work stands."""

    start: int
    end: int
    title: str


def _titles_of_works(doc: Document, text: Text) -> SpanIndex[_Title]:
    """Where the running text gives the title of a cited work."""
    found = []
    for work in doc.works:
        title = str(work.csl.get("title", "")).split(":")[0]
        if len(title.split()) < 3:
            continue
        for block in doc.blocks:
            at = text.chars.find(title, block.start, block.end) if block.kind not in ("note", "title") else -1
            if at >= 0:
                found.append(_Title(at, at + len(title), title))
    return SpanIndex(found)


def _works_by_title(clusters: list[Cluster], titles: SpanIndex[_Title]) -> None:
    """Works that the running text names are entities of their own."""
    by_title: dict[str, Cluster] = {}
    for place in titles.records:
        c = by_title.setdefault(
            place.title, Cluster({place.title: 0}, [], defaultdict(float), place.start, ["work"])
        )
        c.names[place.title] += 1
        c.mentions.append((place.start, place.end, "name"))
        c.score["work"] += 9
    clusters.extend(by_title.values())


# -- more mentions of known names ---------------------------------------------------------------------------------------


def _small_letters(clusters: list[Cluster], finder: Finder, doc: Document) -> None:
    """A name written without its capital ('rajavi says'), where the word is in no dictionary."""
    known = finder.lists.known
    single: dict[str, list[Cluster]] = defaultdict(list)
    for c in clusters:
        if kind_of(c) in ("person", "organisation"):
            for name in c.names:
                if len(tokens(name)) == 1 and len(name) >= 4 and name[0].isupper():
                    single[name.lower()].append(c)
    for block in finder.body:
        for i in finder.words.between(block.start, block.end):
            lower = finder.words.lower[i]
            owners = single.get(lower)
            if (
                owners
                and len(owners) == 1
                and finder.words.form(i) == lower
                and lower not in known.tags
                and lower not in known.people_nouns
            ):
                owners[0].mentions.append((finder.words.starts[i], finder.words.ends[i], "name"))
                owners[0].names[lower] = owners[0].names.get(lower, 0) + 1


def _in_notes_and_titles(clusters: list[Cluster], doc: Document, text: Text) -> None:
    """Names already known, where notes and headings say them again."""
    outside: list[Block] = [b for b in doc.blocks if b.kind in ("note", "title", "heading")]
    forms: dict[str, Cluster] = {}
    for c in clusters:
        for name in c.names:
            if len(name) > 2 and name[0].isupper():
                forms.setdefault(name, c)
    by_first: dict[str, list[str]] = defaultdict(list)
    for name in forms:
        by_first[name.split()[0].split("-")[0].split("’")[0]].append(name)
    for names in by_first.values():
        names.sort(key=lambda n: (-len(n), n))
    taken = {(a, b) for c in clusters for a, b, _ in c.mentions}
    busy = sorted(taken)
    words = words_of(text.chars)
    for block in outside:
        free_from = block.start
        for i in words.between(block.start, block.end):
            start = words.starts[i]
            if start < free_from or not words.is_capital(i):
                continue
            for name in by_first.get(words.form(i), ()):
                end = start + len(name)
                if (
                    text.chars.startswith(name, start)
                    and not text.chars[end : end + 1].isalnum()
                    and end <= block.end
                ):
                    free_from = end
                    if not _overlaps(busy, start, end):
                        c = forms[name]
                        form: MentionForm = (
                            "adjective" if all(m[2] == "adjective" for m in c.mentions) else "name"
                        )
                        c.mentions.append((start, end, form))
                    break


def _overlaps(busy: list[tuple[int, int]], start: int, end: int) -> bool:
    from bisect import bisect_left

    i = bisect_left(busy, (start, 0))
    return any(a < end and b > start for a, b in busy[max(0, i - 2) : i + 2])


# -- records --------------------------------------------------------------------------------------------------------------


def _records(clusters: list[Cluster]) -> Records:
    for c in clusters:
        c.mentions = sorted(set(c.mentions))
        c.first = c.mentions[0][0]
    clusters = sorted(clusters, key=lambda c: (c.first, c.fullest))
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for n, c in enumerate(clusters, 1):
        kind = kind_of(c)
        names = sorted(c.names, key=lambda name: (-c.names[name], name))
        entities.append(Entity(f"e{n}", kind, c.fullest, tuple(names), why=_why(c, kind)))
        mentions.extend(Mention(a, b, f"e{n}", form, why="name") for a, b, form in c.mentions)
    mentions.sort(key=lambda m: (m.start, -m.end, m.entity))
    kept: list[Mention] = []
    for m in mentions:
        if not kept or m.start >= kept[-1].end:
            kept.append(m)
    named = {m.entity for m in kept}
    return {"entities": tuple(e for e in entities if e.id in named), "mentions": tuple(kept)}


def _why(c: Cluster, kind: str) -> str:
    reasons = sorted(set(c.why))
    return f"{kind} by name and context" + (f"; joined: {', '.join(reasons)}" if reasons else "")


STEP = Step(
    "names",
    needs=("document", "blocks", "sentences", "citations", "works"),
    makes=("entities", "mentions"),
    annotate=annotate,
)
