"""Tags: what a word can be where it stands, from closed classes first, then from the parts of speech of its form."""

from functools import cache

from msgspec import Struct

from whence.lang import Lexicon, Words, lexicon
from whence.lang.inflections import inflections

_FINE = {"Vd": "V", "Vz": "V", "Vp": "V", "Vb": "B", "Vg": "G", "Vn": "E"}
_CONTRACTS = frozenset(["he", "she", "it", "that", "there", "what", "who", "here", "where", "how"])
POSSESSIVE = frozenset(["his", "her", "its", "their", "our", "my", "your", "whose"])


class Item(Struct, gc=False):
    """A piece of a host sentence: a word, or a whole quotation that stands in it as one thing.

    ``tag``: D determiner, P preposition, C coordinator, S subordinator, O pronoun, X auxiliary, M modal, T negation,
    R adverb, J adjective, N noun, V finite verb, G -ing form, E participle, A name, Q quotation, '#' number, ',' sign.
    """

    start: int
    end: int
    lower: str
    tag: str
    quotation: str | None = None


class ClosedClasses(Struct):
    """The closed classes of a language as sets."""

    determiners: frozenset[str]
    prepositions: frozenset[str]
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    auxiliaries: frozenset[str]
    modals: frozenset[str]
    negations: frozenset[str]
    pronouns: frozenset[str]
    indefinite: frozenset[str]


@cache
def closed_classes(language: str | None) -> ClosedClasses:
    """The closed classes of a language."""
    known = lexicon(language)

    def get(name: str) -> frozenset[str]:
        return known.words("classes", name)

    pronouns = (
        frozenset(known.pronouns)
        | get("subject_pronouns")
        | {"me", "us", "myself", "ourselves", "mine", "ours"}
    )
    return ClosedClasses(
        get("determiners"), get("prepositions"), get("coordinators"), get("subordinators"), get("auxiliaries"),
        get("modals"), get("negations"), pronouns, known.words("sources", "indefinite"),
    )  # fmt: skip


def tag_of(words: Words, i: int, known: Lexicon, classes: ClosedClasses, named: bool) -> str:
    """The tag of one word, from closed classes first, then the parts of speech that its form can be."""
    lower = words.lower[i]
    first = lower[0]
    if named:
        return "A"
    if lower in classes.modals:
        month = words.form(i) == "May" and not (i + 1 < len(words) and words.lower[i + 1] in classes.pronouns)
        return "N" if month else "M"
    if lower == "'s":
        return "X" if i and words.lower[i - 1] in _CONTRACTS else "'"
    if lower in classes.auxiliaries:
        return "X"
    if lower in ("not", "n't", "never"):
        return "T"
    if lower in POSSESSIVE:
        return "D"
    if lower in classes.pronouns or lower in (
        "nobody",
        "everybody",
        "everyone",
        "someone",
        "somebody",
        "anyone",
        "none",
    ):
        return "O"
    if lower in classes.coordinators:
        return "C"
    if lower in ("that", "who", "which", "whom"):
        return "S"
    if lower in classes.determiners:
        return "D"
    if lower in classes.prepositions and lower not in ("like", "up", "down", "off", "out"):
        return "P"
    if lower in classes.subordinators:
        return "S"
    if not first.isalpha():
        return "#" if first.isdigit() else ","
    return _open_class(words, i, lower, known)


def _open_class(words: Words, i: int, lower: str, known: Lexicon) -> str:
    verb = known.reporting.get(lower)
    tags = known.tags.get(lower)
    if verb and verb.form in ("past", "third") and not (tags and tags[0] == "N"):
        return "V"
    if lower in known.people_nouns:
        return "N"
    if tags:
        best = tags[0]
        return _FINE.get(best, best)
    if inflections(known.language).irregular(lower) - {lower}:
        return "V"  # 'stole', 'slew'
    if lower.endswith("ly"):
        return "R"
    if lower.endswith("ing"):
        return "G"
    if lower.endswith("ed") and lower != "hundred":
        return "V"
    if lower.endswith(("able", "ible", "ous", "ful", "less", "ish", "ical")):
        return "J"
    return "N"
