"""name_kinds: what kind of thing a name is for, by the evidence of the name itself and of the words beside it."""

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct, field

from whence.layers.document import Block, EntityKind, MentionForm
from whence.layers.heard_names import HEARD_AS
from whence.layers.name_joints import OWNED_PLACES, SAINTS
from whence.layers.name_lists import NameLists
from whence.layers.name_spans import Finder, Found
from whence.model.heard import HeardMention
from whence.names import PARTICLES, folded, is_acronym, tokens
from whence.text import SpanIndex

_KINDS: tuple[EntityKind, ...] = ("person", "organisation", "place", "group", "work", "event")
_HEARD = 8.0  # the weight of what the model is sure of at every place of a name
_UNHEARD = 0.3  # at a place of it where the model listened, on average
_OVER_ALL = 9.0
_TOLD = 4.0  # evidence enough in the name itself: lists and its words
_COVERS = 0.5  # of two stretches together that must be common to both
_COVERS_THE_HEAD = 0.8
# 'Janskerk', 'Marienkirche', 'Prinsengracht': what kind of place, at the end of a name in one word
_IN_ONE_WORD = re.compile(
    r"[a-zà-ÿ]{3}(?:kerk|kirche|kirke|kyrka|kloster|klooster|straat|stra(?:ß|ss)e|gasse|gatan|gade|gracht|singel|poort|platz|plein|brücke|allee)$"
)
_NO_BLOCK = Block("b0", 0, 1, "paragraph")


class Cluster(Struct):
    """All places of one name, with the evidence for what it is."""

    names: dict[str, int]
    mentions: list[tuple[int, int, MentionForm]]
    score: dict[str, float]
    first: int
    why: list[str]
    called: dict[str, int] = field(default_factory=dict)  # with its title: 'Mrs. Yeo'
    told: float = 0.0  # the strongest evidence of the name itself

    @property
    def fullest(self) -> str:
        return max(
            self.names,
            key=lambda n: (len(tokens(n)), not is_acronym(n), not n.isupper(), self.names[n], len(n), n),
        )


def weigh(c: Cluster, f: Found, finder: Finder) -> None:
    """Adds to a cluster what its name and the words beside it say of its kind."""
    if f.site:
        c.score["other"] += 9
        c.why.append("site")
        return
    if not c.mentions[1:]:
        _weigh_name(c, f, finder.lists)
        # 'the Invisible Man': a noun for people counts for more, since the model rarely hears a name in it
        c.told = max((c.score[kind] + (kind == "person") for kind in sorted(c.score)), default=0.0)
    _weigh_context(c, f, finder)


def _weigh_name(c: Cluster, f: Found, lists: NameLists) -> None:
    """Evidence in the name itself, counted once."""
    words = [w for w in re.split(r"[\s]+", f.name) if w]
    first, last = words[0], words[-1]
    score = c.score
    if first in lists.titles and words[1:2] == ["of"]:
        score["person"] += 4  # 'Emperor of the Corlish States': whoever held the office, no state
        return
    if f.name in lists.demonyms or f.name in lists.peoples or f.name in lists.groups:
        score["group"] += 6
    head_first, head_last = lists.organisation_words.get(first), lists.organisation_words.get(last)
    if (head_last and head_last[0] in ("end", "both")) or (head_first and head_first[0] in ("start", "both")):
        score["organisation"] += 4 if len(words) > 1 else 1
    elif last.lower() in lists.known.people_nouns and len(words) > 1 and last not in lists.titles:
        several = lists.known.people_nouns[last.lower()]
        score["organisation" if several else "person"] += 3  # 'the Old Believers', 'the Iron Duke'
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
    if len(words) == 1 and _IN_ONE_WORD.search(first):
        score["place"] += 4
    if len(words) > 1 and any(w.endswith(("'s", "’s")) for w in words[:-1]) and last.lower() in OWNED_PLACES:
        score["place"] += 4
    for word, kind in ((last, lists.event_work.get(last)), (first, lists.event_work.get(first))):
        if kind and len(words) > 1 and (word == last or "of" in words):
            score[kind[0]] += 5
    if is_acronym(f.name):
        score["organisation"] += 3
    given = lists.given.get(first) or (("u",) if folded(first) in lists.folded else None)
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


class _Near(Struct, frozen=True):
    """The two words before a name and the two behind it."""

    before2: str
    before: str
    after: str
    after2: str


def _near(f: Found, finder: Finder) -> _Near:
    lower, size = finder.words.lower, len(finder.words)

    def word(i: int) -> str:
        return lower[i] if 0 <= i < size else ""

    return _Near(word(f.first - 2), word(f.first - 1), word(f.last + 1), word(f.last + 2))


def _weigh_context(c: Cluster, f: Found, finder: Finder) -> None:
    """Evidence in the words before and after one mention."""
    near = _near(f, finder)
    c.score["person"] += _person_nearby(f, near, finder)
    c.score["place"] += _place_nearby(c, f, near, finder)
    c.score["organisation"] += _body_nearby(f, near, finder)
    if near.before == "the" and not f.title and _ends_on_a_thing(f, near, finder):
        c.score["person"] -= 3
    if near.before == "the" and c.score["place"] < 3 and c.score["person"] < 3:
        c.score["organisation"] += 0.6
        c.score["person"] -= 0.6


def _ends_on_a_thing(f: Found, near: _Near, finder: Finder) -> bool:
    """'the Corl Ice Shelf', 'the Mary Rose': whether a name of several words behind 'the' ends on a noun for no person; not 'the Tom Hill story'."""
    words, tags = f.name.lower().split(), finder.lists.known.tags
    if len(words) < 2 or words[-1] in finder.lists.known.people_nouns:
        return False
    behind = tags.get(near.after, ("",))[0]
    return tags.get(words[-1], ("",))[0] == "N" and behind not in ("N", "J")


def _person_nearby(f: Found, near: _Near, finder: Finder) -> float:
    """What speaks for a person: a title, a reporting verb, 'who', a description, a role before the name."""
    known = finder.lists.known
    found = 4.0 if f.title else 0.0
    verb = known.reporting.get(near.after)
    if verb and verb.form in ("past", "third") and near.before not in ("the", "in", "of"):
        found += 1
    tags = known.tags.get(near.after, ())
    if len(tokens(f.name)) > 1 and near.before != "the" and tags and tags[0] in ("Vd", "Vz"):
        found += 0.4  # 'Mao Zedong came'
    if near.after == "who" or (near.after == "," and near.after2 in ("who", "aged")):
        found += 1.5
    beside = near.after == "," and near.after2 in ("a", "an", "the", "his", "her")
    if (
        beside
        and near.before not in known.words("names", "place_prepositions")
        and _is_role(finder, f.last + 3)
    ):
        found += 1.5  # 'Ada Reve, the daughter of'; but 'born in Sund, the daughter of'
    if near.before == "by" or (near.before == "of" and near.before2 == "command"):
        found += 0.5
    if known.people_nouns.get(near.before) is False and near.before2 != "of":
        found += 1.5
    if near.after == "'s" and near.after2 in known.words("names", "of_persons"):
        found += 1.5
    return found


def _place_nearby(c: Cluster, f: Found, near: _Near, finder: Finder) -> float:
    """What speaks for a place: a dateline, a preposition, 'the city of', what only places have."""
    known = finder.lists.known
    found = 0.0
    if f.name.lower() in known.words("names", "church_seasons"):
        return -8.0  # 'in Lent', 'at Michaelmas'
    if f.name.isupper() and near.after == "," and finder.begins(f.first, _NO_BLOCK):
        found += 4  # a dateline
    if near.after == "'s" and near.after2 in known.words("names", "of_places"):
        found += 1.5
    if near.before in known.words("names", "place_prepositions"):
        placed = near.before2 in known.words("names", "placed")
        found += (3 if placed else 1) if c.score["place"] < 8 else 0
    elif near.before == "of" and near.before2 in known.words("names", "before_of_places"):
        found += 2
    return found


def _body_nearby(f: Found, near: _Near, finder: Finder) -> float:
    """What speaks for a body: members, leaders and troops; a verb in the plural."""
    known = finder.lists.known
    found = 0.0
    if near.after == "'s" and near.after2 in known.words("names", "of_bodies"):
        found += 1.5
    if near.before == "of" and near.before2 in known.words("names", "before_of_bodies"):
        found += 2
    if near.after in ("were", "are", "have") and near.before not in ("and", ",") and len(tokens(f.name)) == 1:
        found += 1.5
    return found


def weigh_heard(clusters: Sequence[Cluster], heard: SpanIndex[HeardMention]) -> None:
    """Adds what the model says of the places of each name: the mean over them, so that a name that stands often weighs no more."""
    for c in clusters:
        votes = _votes(heard, c.mentions)
        for kind in sorted(votes):
            c.score[kind] += _HEARD * votes[kind] / len(c.mentions)


def doubt_unheard(
    clusters: Sequence[Cluster], heard: SpanIndex[HeardMention], parts: SpanIndex[Block]
) -> None:
    """What the model hears nowhere as a name of the kinds it knows is none of them, where lists and the name's words say little:
    'Title IV', 'WHEREAS', an abbreviation. ``parts`` is where it listened."""
    for c in clusters:
        listened = [m for m in c.mentions if parts.at(m[0])]
        votes = max(_votes(heard, listened).values(), default=0.0)
        if listened and c.told < _TOLD and votes < _UNHEARD * len(listened):
            c.score["other"] += _OVER_ALL


def _votes(
    heard: SpanIndex[HeardMention], places: Sequence[tuple[int, int, MentionForm]]
) -> dict[str, float]:
    """How often, weighed by how surely, the model hears a name as one of each kind."""
    votes: dict[str, float] = defaultdict(float)
    for start, end, _ in places:
        best: dict[str, float] = {}
        for m in heard.touching(start, end):
            covers = (min(end, m.end) - max(start, m.start)) / (max(end, m.end) - min(start, m.start))
            titled = m.start <= start and m.end == end  # 'Vice President Harl'
            # what ends before the name is another: 'Sheikh Rell' in 'the Sheikh Rell Mosque'
            if covers >= (_COVERS if m.end >= end else _COVERS_THE_HEAD) or titled:
                said = HEARD_AS[m.kind]
                best[said] = max(best.get(said, 0.0), m.probability)
        for kind, probability in best.items():
            votes[kind] += probability
    return votes


def _is_role(finder: Finder, i: int) -> bool:
    """Whether one of the next few words is a noun for a person ('a left member of')."""
    nouns = finder.lists.known.people_nouns
    return any(finder.words.lower[k] in nouns for k in range(i, min(i + 4, len(finder.words))))


def kind_of(c: Cluster) -> EntityKind:
    """What the evidence says a name is for; 'other' where it says little."""
    best = max(_KINDS, key=lambda k: (c.score.get(k, 0.0), -_KINDS.index(k)))
    if c.score.get(best, 0.0) < 1.0 or c.score.get("other", 0) > c.score.get(best, 0.0):
        return "other"
    return best
