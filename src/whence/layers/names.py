"""names: entities and where they are named. Variants of one name in the document are one entity; kinds by evidence.

Merged are: the same words in another order, a last name with the one full name that it can stand for, an acronym with
the name whose initials it has, a name written small ('rajavi'). A last name that two full names share stays apart.
"""

import re
from collections import defaultdict

from msgspec import Struct

from whence.lang import words_of
from whence.layers.document import Block, Document, Entity, EntityKind, Mention, MentionForm
from whence.layers.name_spans import SAINTS, Finder, Found, NameLists
from whence.layers.step import Records, Step
from whence.names import PARTICLES, expands, is_acronym, plain, same_words, shortens, tokens
from whence.text import SpanIndex, Text

_KINDS: tuple[EntityKind, ...] = ("person", "organisation", "place", "group", "work", "event")
_ROLES_CSL = ("author", "editor", "interviewer", "recipient", "translator")


class _Cluster(Struct):
    """All places of one name, with the evidence for what it is."""

    names: dict[str, int]
    mentions: list[tuple[int, int, MentionForm]]
    score: dict[str, float]
    first: int
    why: list[str]

    @property
    def fullest(self) -> str:
        return max(
            self.names,
            key=lambda n: (len(tokens(n)), not is_acronym(n), not n.isupper(), self.names[n], len(n), n),
        )


def annotate(doc: Document, text: Text) -> Records:
    """Entities in the order of their first mention, and their mentions by name."""
    finder = Finder(doc, text)
    titles = _titles_of_works(doc, text)
    found = [f for f in finder.names() if not titles.touching(f.start, f.end)]
    by_name: dict[tuple[str, ...], _Cluster] = {}
    for f in found:
        cluster = by_name.setdefault(_key(f, finder.lists), _Cluster({}, [], defaultdict(float), f.start, []))
        cluster.names[f.name] = cluster.names.get(f.name, 0) + 1
        demonym = f.name in finder.lists.demonyms
        cluster.mentions.append((f.start, f.end, "adjective" if demonym else "name"))
        _weigh(cluster, f, finder)
    clusters = list(by_name.values())
    _people_of_works(clusters, doc, text)
    _colophon_names(clusters, doc, text)
    clusters = _merged(clusters, finder.lists)
    _works_by_title(clusters, titles)
    _small_letters(clusters, finder, doc)
    _in_notes_and_titles(clusters, doc, text)
    return _records(clusters)


def _key(f: Found, lists: NameLists) -> tuple[str, ...]:
    """Same words, same cluster; a demonym is kept apart from its place."""
    if f.site:
        return ("site", f.name)
    return tokens(f.name.removeprefix("The ")) or (f.name,)


# -- what kind of thing ---------------------------------------------------------------------------------------------


def _weigh(c: _Cluster, f: Found, finder: Finder) -> None:
    """Adds to a cluster what its name and the words beside it say of its kind."""
    if f.site:
        c.score["other"] += 9
        c.why.append("site")
        return
    if not c.mentions[1:]:
        _weigh_name(c, f, finder.lists)
    _weigh_context(c, f, finder)


def _weigh_name(c: _Cluster, f: Found, lists: NameLists) -> None:
    """Evidence in the name itself, counted once."""
    words = [w for w in re.split(r"[\s]+", f.name) if w]
    first, last = words[0], words[-1]
    score = c.score
    if f.name in lists.demonyms or f.name in lists.peoples or f.name in lists.groups:
        score["group"] += 6
    head_first, head_last = lists.organisation_words.get(first), lists.organisation_words.get(last)
    if (head_last and head_last[0] in ("end", "both")) or (head_first and head_first[0] in ("start", "both")):
        score["organisation"] += 4 if len(words) > 1 else 1
    elif last.lower() in lists.known.people_nouns and len(words) > 1 and last not in lists.titles:
        score["organisation"] += 3
    if any(w in lists.organisation_words for w in words[1:-1]) and "of" in words:
        score["organisation"] += 4
    if f.name in lists.organisations:
        score["organisation" if lists.organisations[f.name][0] == "organisation" else "group"] += 5
    if f.name in lists.places:
        score["place"] += 4 if "ambiguous" not in lists.places[f.name] else 1
    place_last, place_first = lists.place_words.get(last), lists.place_words.get(first)
    if len(words) > 1 and (
        (place_last and place_last[0] in ("end", "both"))
        or (place_first and place_first[0] in ("start", "both"))
    ):
        score["place"] += 4
    for word, kind in ((last, lists.event_work.get(last)), (first, lists.event_work.get(first))):
        if kind and len(words) > 1 and (word == last or "of" in words):
            score[kind[0]] += 5
    if is_acronym(f.name):
        score["organisation"] += 3
    given = lists.given.get(first) or (("u",) if _folded(first) in _folded_given(lists) else None)
    if first in SAINTS:
        score["place"] += 1
    elif given:
        sure = "ambiguous" not in given
        if len(words) > 1 and not (place_last or head_last):
            score["person"] += 4 if sure else 2
        else:
            score["person"] += 2 if sure and first not in lists.places else 0.3
    if (
        2 <= len(words) <= 4
        and not any(w in PARTICLES for w in words)
        and all(w not in lists.places for w in words)
    ):
        score["person"] += 0.8
    if re.match(r"(?:[A-Z]\. ?)+[A-Z][a-z]", f.name):
        score["person"] += 4


def _folded(name: str) -> str:
    """A given name without the differences that transliteration makes: 'Syavash' and 'Siavash'."""
    bare = (
        plain(name)
        .replace("y", "i")
        .replace("ee", "i")
        .replace("oo", "u")
        .replace("ou", "u")
        .replace("kh", "k")
    )
    return re.sub(r"(.)\1", r"\1", bare)


_FOLDED: dict[int, frozenset[str]] = {}


def _folded_given(lists: NameLists) -> frozenset[str]:
    if id(lists) not in _FOLDED:
        _FOLDED[id(lists)] = frozenset(
            _folded(n) for n, row in lists.given.items() if "ambiguous" not in row and len(n) > 4
        )
    return _FOLDED[id(lists)]


def _weigh_context(c: _Cluster, f: Found, finder: Finder) -> None:
    """Evidence in the words before and after one mention."""
    words, known = finder.words, finder.lists.known
    score = c.score
    before = words.lower[f.first - 1] if f.first else ""
    before2 = words.lower[f.first - 2] if f.first > 1 else ""
    after = words.lower[f.last + 1] if f.last + 1 < len(words) else ""
    after2 = words.lower[f.last + 2] if f.last + 2 < len(words) else ""
    if f.title:
        kind = finder.lists.titles.get(f.title, ("office",))[0]
        score["person"] += 4 if kind != "religious" or f.title not in ("Saint", "St.", "San", "Santa") else 1
    verb = known.reporting.get(after)
    if verb and verb.form in ("past", "third") and before not in ("the", "in", "of"):
        score["person"] += 1
    if (after == "," and after2 in ("who", "aged")) or after == "who":
        score["person"] += 1.5
    if after == "," and after2 in ("a", "an", "the", "his", "her") and _is_role(finder, f.last + 3):
        score["person"] += 1.5
    if (before == "of" and before2 == "command") or before == "by":
        score["person"] += 0.5
    if f.name.isupper() and after == "," and finder.begins(f.first, _NO_BLOCK):
        score["place"] += 4  # a dateline
    if before in known.people_nouns and not known.people_nouns[before] and before2 != "of":
        score["person"] += 1.5
    if after == "'s" and after2 in (
        "wife",
        "husband",
        "brother",
        "sister",
        "mother",
        "father",
        "son",
        "daughter",
        "face",
        "death",
        "widow",
        "hand",
        "hands",
        "life",
        "family",
        "house",
        "letter",
        "diary",
        "memoir",
        "memoirs",
        "escape",
        "book",
    ):
        score["person"] += 1.5
    if after == "'s" and after2 in (
        "members",
        "leaders",
        "forces",
        "leadership",
        "supporters",
        "headquarters",
        "ranks",
        "troops",
        "commander",
        "spokesman",
    ):
        score["organisation"] += 1.5
    if after == "'s" and after2 in (
        "capital",
        "population",
        "borders",
        "border",
        "government",
        "coast",
        "territory",
        "soil",
        "people",
        "streets",
        "foreign",
    ):
        score["place"] += 1.5
    if before in ("in", "at", "near", "outside", "throughout", "inside", "towards"):
        score["place"] += 1 if score["place"] < 8 else 0
    elif before == "of" and before2 in (
        "city",
        "town",
        "village",
        "port",
        "province",
        "district",
        "streets",
        "region",
        "capital",
        "people",
        "king",
        "queen",
        "duke",
        "coast",
        "siege",
        "battle",
    ):
        score["place"] += 2
    elif before == "of" and before2 in (
        "member",
        "members",
        "leader",
        "leaders",
        "commander",
        "forces",
        "combatants",
        "supporters",
        "chairman",
        "secretary",
    ):
        score["organisation"] += 2
    if after in ("were", "are", "have") and before not in ("and", ",") and len(tokens(f.name)) == 1:
        score["organisation"] += 1.5
    if before == "the" and score["place"] < 3 and score["person"] < 3:
        score["organisation"] += 0.6
        score["person"] -= 0.6


_NO_BLOCK = Block("b0", 0, 1, "paragraph")


def _is_role(finder: Finder, i: int) -> bool:
    """Whether one of the next few words is a noun for a person ('a left member of')."""
    nouns = finder.lists.known.people_nouns
    return any(finder.words.lower[k] in nouns for k in range(i, min(i + 4, len(finder.words))))


def _kind(c: _Cluster) -> EntityKind:
    best = max(_KINDS, key=lambda k: (c.score.get(k, 0.0), -_KINDS.index(k)))
    if c.score.get(best, 0.0) < 1.0 or c.score.get("other", 0) > c.score.get(best, 0.0):
        return "other"
    return best


# -- names that stand outside the running text -----------------------------------------------------------------------


def _people_of_works(clusters: list[_Cluster], doc: Document, text: Text) -> None:
    """Authors, interviewers and the like of the works cited are entities, mentioned where the reference names them."""
    starts = {c.work: c for c in reversed(doc.citations) if c.work}
    for work in doc.works:
        citation = starts.get(work.id)
        if citation is None:
            continue
        for role in _ROLES_CSL:
            for person in work.csl.get(role, ()):
                _person_of_work(clusters, person, text.chars, citation.start, citation.end)


def _person_of_work(
    clusters: list[_Cluster], person: dict[str, str], chars: str, start: int, end: int
) -> None:
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
    existing = next((c for c in clusters if any(same_words(n, name) for n in c.names)), None)
    if existing is None:
        existing = _Cluster({}, [], defaultdict(float), at, [])
        clusters.append(existing)
    existing.names.setdefault(form, 0)
    if not any(a <= at < b for a, b, _ in existing.mentions):
        existing.mentions.append((at, at + len(form), "name"))
    existing.score["organisation" if literal else "person"] += 5
    existing.why.append("work")


def _colophon_names(clusters: list[_Cluster], doc: Document, text: Text) -> None:
    """The byline and the publisher, where the colophon names them."""
    for wanted, kind in ((doc.document.byline, "person"), (doc.document.publisher, "organisation")):
        if not wanted:
            continue
        for block in doc.blocks:
            at = text.chars.find(wanted, block.start, block.end) if block.kind == "colophon" else -1
            if at < 0:
                continue
            existing = next((c for c in clusters if any(same_words(n, wanted) for n in c.names)), None)
            if existing is None:
                existing = _Cluster({}, [], defaultdict(float), at, [])
                clusters.append(existing)
            existing.names[wanted] = existing.names.get(wanted, 0) + 1
            existing.mentions.append((at, at + len(wanted), "name"))
            existing.score["other" if "." in wanted and " " not in wanted else kind] += 9
            existing.why.append("colophon")
            break


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


def _works_by_title(clusters: list[_Cluster], titles: SpanIndex[_Title]) -> None:
    """Works that the running text names are entities of their own."""
    by_title: dict[str, _Cluster] = {}
    for place in titles.records:
        c = by_title.setdefault(
            place.title, _Cluster({place.title: 0}, [], defaultdict(float), place.start, ["work"])
        )
        c.names[place.title] += 1
        c.mentions.append((place.start, place.end, "name"))
        c.score["work"] += 9
    clusters.extend(by_title.values())


# -- variants of one name ---------------------------------------------------------------------------------------------


def _merged(clusters: list[_Cluster], lists: NameLists) -> list[_Cluster]:
    """Clusters of the same entity joined, in an order that does not depend on how they were found."""
    clusters = sorted(clusters, key=lambda c: c.first)
    clusters = _merge_reordered(clusters)
    clusters = _merge_short(clusters)
    _like_a_known_body(clusters)
    clusters = _merge_heads(clusters)
    return _merge_acronyms(clusters, lists)


def _join(into: _Cluster, other: _Cluster, why: str) -> None:
    for name, count in other.names.items():
        into.names[name] = into.names.get(name, 0) + count
    into.mentions.extend(other.mentions)
    for kind, value in other.score.items():
        into.score[kind] = into.score.get(kind, 0.0) + value
    into.first = min(into.first, other.first)
    into.why.append(why)


def _merge_reordered(clusters: list[_Cluster]) -> list[_Cluster]:
    by_words: dict[tuple[str, ...], _Cluster] = {}
    kept = []
    for c in clusters:
        words = tuple(sorted(tokens(c.fullest))) or (c.fullest,)
        if words in by_words and "site" not in c.why:
            _join(by_words[words], c, "same words")
        else:
            by_words[words] = c
            kept.append(c)
    return kept


def _merge_short(clusters: list[_Cluster]) -> list[_Cluster]:
    """A short personal name goes to the one full name that it can stand for."""
    full: dict[str, list[_Cluster]] = defaultdict(list)
    for c in clusters:
        words = tokens(c.fullest)
        if len(words) > 1 and _kind(c) == "person":
            full[words[-1]].append(c)
            if len(words[0]) > 1:
                full[words[0]].append(c)
    gone: set[int] = set()
    for c in sorted(clusters, key=lambda c: -len(tokens(c.fullest))):
        words = tokens(c.fullest)
        if (
            not words
            or (_kind(c) in ("place", "group", "event", "work") and c.score[_kind(c)] > 4.5)
            or c.score["organisation"] >= 4
        ):
            continue
        fits = [
            o
            for o in full.get(words[-1], ())
            if o is not c and id(o) not in gone and shortens(c.fullest, o.fullest)
        ]
        last = [o for o in fits if tokens(o.fullest)[-1] == words[-1]]
        fits = last or fits
        if len({id(o) for o in fits}) == 1 and not (c.score["place"] >= 4 and not last):
            # a place's name inside a person's name stays a place where it is used as one
            if c.score["place"] >= 4 and c.score["place"] > c.score["person"] + 1:
                continue
            _join(fits[0], c, "short name")
            gone.add(id(c))
    return [c for c in clusters if id(c) not in gone]


def _like_a_known_body(clusters: list[_Cluster]) -> None:
    """'Mojahedi Khalq' beside 'Mojahedin': a name that is nearly that of a body is one too."""
    bodies: dict[str, list[tuple[_Cluster, str]]] = defaultdict(list)
    for c in clusters:
        words = tokens(c.fullest)
        if len(words) == 1 and len(words[0]) >= 7 and _kind(c) in ("organisation", "group"):
            bodies[words[0][:6]].append((c, words[0]))
    for c in clusters:
        first = (tokens(c.fullest) or ("",))[0]
        for body, word in bodies.get(first[:6], ()):
            alike = first.startswith(word[:-1]) or word.startswith(first)
            if c is not body and first != word and alike and abs(len(first) - len(word)) <= 2:
                c.score[_kind(body)] += 4


def _merge_heads(clusters: list[_Cluster]) -> list[_Cluster]:
    """'the League' goes to the one body whose name begins or ends with it: 'the Panmen’s League'."""
    gone: set[int] = set()
    full: dict[str, list[_Cluster]] = defaultdict(list)
    for c in clusters:
        words = tokens(c.fullest)
        if len(words) > 1 and _kind(c) == "organisation":
            for word in {words[0], words[-1]}:
                full[word].append(c)
    for c in clusters:
        words = tokens(c.fullest)
        if (
            len(words) == 1
            and _kind(c) == "organisation"
            and len(full.get(words[0], ())) == 1
            and not is_acronym(c.fullest)
        ):
            _join(full[words[0]][0], c, "head word")
            gone.add(id(c))
    return [c for c in clusters if id(c) not in gone]


def _merge_acronyms(clusters: list[_Cluster], lists: NameLists) -> list[_Cluster]:
    places = frozenset(n for c in clusters if _kind(c) == "place" for n in c.names)
    gone: set[int] = set()
    for c in clusters:
        if not is_acronym(c.fullest):
            continue
        fits = [
            o
            for o in clusters
            if o is not c
            and not is_acronym(o.fullest)
            and len(tokens(o.fullest)) > 1
            and expands(c.fullest, o.fullest, places)
        ]
        if len(fits) == 1 and _kind(fits[0]) not in ("person", "place"):
            _join(fits[0], c, "acronym")
            fits[0].score["organisation"] += 2
            gone.add(id(c))
    return [c for c in clusters if id(c) not in gone]


# -- more mentions of known names ---------------------------------------------------------------------------------------


def _small_letters(clusters: list[_Cluster], finder: Finder, doc: Document) -> None:
    """A name written without its capital ('rajavi says'), where the word is in no dictionary."""
    known = finder.lists.known
    single: dict[str, list[_Cluster]] = defaultdict(list)
    for c in clusters:
        if _kind(c) in ("person", "organisation"):
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


def _in_notes_and_titles(clusters: list[_Cluster], doc: Document, text: Text) -> None:
    """Names already known, where notes and headings say them again."""
    outside: list[Block] = [b for b in doc.blocks if b.kind in ("note", "title", "heading")]
    forms: dict[str, _Cluster] = {}
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


def _records(clusters: list[_Cluster]) -> Records:
    for c in clusters:
        c.mentions = sorted(set(c.mentions))
        c.first = c.mentions[0][0]
    clusters = sorted(clusters, key=lambda c: (c.first, c.fullest))
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for n, c in enumerate(clusters, 1):
        kind = _kind(c)
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


def _why(c: _Cluster, kind: str) -> str:
    reasons = sorted(set(c.why))
    return f"{kind} by name and context" + (f"; joined: {', '.join(reasons)}" if reasons else "")


STEP = Step(
    "names",
    needs=("document", "blocks", "sentences", "citations", "works"),
    makes=("entities", "mentions"),
    annotate=annotate,
)
