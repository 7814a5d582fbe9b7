"""name_variants: forms of one name in a document, joined. A short form that two full names share stays apart."""

from collections import defaultdict

from whence.layers.name_kinds import Cluster, kind_of
from whence.layers.name_lists import NameLists
from whence.names import expands, is_acronym, shortens, tokens


def merged(clusters: list[Cluster], lists: NameLists) -> list[Cluster]:
    """Clusters of the same entity joined, in an order that does not depend on how they were found."""
    clusters = sorted(clusters, key=lambda c: c.first)
    clusters = _merge_reordered(clusters)
    clusters = _merge_short(clusters, lists)
    _like_a_known_body(clusters)
    clusters = _merge_heads(clusters)
    return _merge_acronyms(clusters, lists)


def _join(into: Cluster, other: Cluster, why: str) -> None:
    for name, count in other.called.items():
        into.called[name] = into.called.get(name, 0) + count
    for name, count in other.names.items():
        into.names[name] = into.names.get(name, 0) + count
    into.mentions.extend(other.mentions)
    into.told = max(into.told, other.told)
    for kind, value in other.score.items():
        into.score[kind] = into.score.get(kind, 0.0) + value
    into.first = min(into.first, other.first)
    into.why.append(why)


def _merge_reordered(clusters: list[Cluster]) -> list[Cluster]:
    by_words: dict[tuple[str, ...], Cluster] = {}
    kept = []
    for c in clusters:
        words = tuple(sorted(tokens(c.fullest))) or (c.fullest,)
        if len(words) == 1 and "a woman" in c.why:
            words = ("a wife" if "a wife" in c.why else "a woman", *words)  # not Mr. Yeo
        if words in by_words and "site" not in c.why:
            _join(by_words[words], c, "same words")
        else:
            by_words[words] = c
            kept.append(c)
    return kept


def _merge_short(clusters: list[Cluster], lists: NameLists) -> list[Cluster]:
    """A short personal name goes to the one full name that it can stand for."""
    full: dict[str, list[Cluster]] = defaultdict(list)
    for c in clusters:
        words = tokens(c.fullest)
        if len(words) > 1 and kind_of(c) == "person":
            full[words[-1]].append(c)
            if len(words[0]) > 1:
                full[words[0]].append(c)
    gone: set[int] = set()
    misses = {tokens(c.fullest) for c in clusters if "a woman’s title" in c.why}
    for c in sorted(clusters, key=lambda c: -len(tokens(c.fullest))):
        words = tokens(c.fullest)
        if "a wife" in c.why and words in misses:
            continue  # 'Mrs. Yeo' beside Miss Yeo, who may be Ada Yeo
        if (
            not words
            or (kind_of(c) in ("place", "group", "event", "work") and c.score[kind_of(c)] > 4.5)
            or c.score["organisation"] >= 4
        ):
            continue
        fits = [
            o
            for o in full.get(words[-1], ())
            if o is not c and id(o) not in gone and shortens(c.fullest, o.fullest)
        ]
        if "a woman" in c.why:
            fits = [o for o in fits if lists.given.get(o.fullest.split()[0], ("",))[0] != "m"]
        last = [o for o in fits if tokens(o.fullest)[-1] == words[-1]]
        fits = last or fits
        if len({id(o) for o in fits}) == 1 and not (c.score["place"] >= 4 and not last):
            # a place's name inside a person's name stays a place where it is used as one
            if c.score["place"] >= 4 and c.score["place"] > c.score["person"] + 1:
                continue
            _join(fits[0], c, "short name")
            gone.add(id(c))
    return [c for c in clusters if id(c) not in gone]


def _like_a_known_body(clusters: list[Cluster]) -> None:
    """'Mojahedi Khalq' beside 'Mojahedin': a name that is nearly that of a body is one too."""
    bodies: dict[str, list[tuple[Cluster, str]]] = defaultdict(list)
    for c in clusters:
        words = tokens(c.fullest)
        if len(words) == 1 and len(words[0]) >= 7 and kind_of(c) in ("organisation", "group"):
            bodies[words[0][:6]].append((c, words[0]))
    for c in clusters:
        first = (tokens(c.fullest) or ("",))[0]
        for body, word in bodies.get(first[:6], ()):
            alike = first.startswith(word[:-1]) or word.startswith(first)
            if c is not body and first != word and alike and abs(len(first) - len(word)) <= 2:
                c.score[kind_of(body)] += 4


def _merge_heads(clusters: list[Cluster]) -> list[Cluster]:
    """'the League' goes to the one body whose name begins or ends with it: 'the Panmen’s League'."""
    gone: set[int] = set()
    full: dict[str, list[Cluster]] = defaultdict(list)
    for c in clusters:
        words = tokens(c.fullest)
        if len(words) > 1 and kind_of(c) == "organisation":
            for word in {words[0], words[-1]}:
                full[word].append(c)
    for c in clusters:
        words = tokens(c.fullest)
        if (
            len(words) == 1
            and kind_of(c) == "organisation"
            and len(full.get(words[0], ())) == 1
            and not is_acronym(c.fullest)
        ):
            _join(full[words[0]][0], c, "head word")
            gone.add(id(c))
    return [c for c in clusters if id(c) not in gone]


def _merge_acronyms(clusters: list[Cluster], lists: NameLists) -> list[Cluster]:
    places = frozenset(n for c in clusters if kind_of(c) == "place" for n in c.names)
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
        if len(fits) == 1 and kind_of(fits[0]) not in ("person", "place"):
            _join(fits[0], c, "acronym")
            fits[0].score["organisation"] += 2
            gone.add(id(c))
    return [c for c in clusters if id(c) not in gone]
