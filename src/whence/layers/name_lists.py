"""name_lists: the lists of facts that tell what kind of thing a name is for, of one language."""

from functools import cache

from msgspec import Struct

from whence.lang import Lexicon, lexicon
from whence.names import folded


class NameLists(Struct):
    """The lists that tell what kind of thing a name is for, of one language."""

    given: dict[str, tuple[str, ...]]
    places: dict[str, tuple[str, ...]]
    demonyms: dict[str, str]
    peoples: dict[str, str]
    groups: frozenset[str]
    titles: dict[str, tuple[str, ...]]
    organisation_words: dict[str, tuple[str, ...]]
    organisations: dict[str, tuple[str, ...]]
    place_words: dict[str, tuple[str, ...]]
    event_work: dict[str, tuple[str, ...]]
    folded: frozenset[str]  # given names without the differences that transliteration makes
    known: Lexicon


@cache
def name_lists(language: str | None) -> NameLists:
    """The name lists of a language."""
    known = lexicon(language)
    demonyms, peoples = {}, {}
    for adjective, place, plural in known.rows("demonyms"):
        if adjective != "-":
            demonyms[adjective] = place
        peoples[plural] = place
    groups = frozenset(form for row in known.rows("groups") for form in row[:2])
    given = known.listed("given_names")
    sure = frozenset(folded(n) for n, row in given.items() if "ambiguous" not in row and len(n) > 4)
    return NameLists(
        given, known.listed("places"), demonyms, peoples, groups, known.listed("titles"),
        known.listed("organisation_words"), known.listed("organisations"), known.listed("place_words"),
        known.listed("work_and_event_words"), sure, known,
    )  # fmt: skip
