"""The words by which somebody is said to say something, in languages that only rules read: ``lang/said`` and ``lang/inquits``, a file a language each."""

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct

_DATA = files("whence.lang")
LANGUAGES = frozenset(
    f.name.removesuffix(".toml") for f in _DATA.joinpath("said").iterdir() if f.name.endswith(".toml")
)


class SaidWords(Struct, frozen=True):
    """What lang/said and lang/inquits list of a language.

    ``he``: subject pronouns, ``i`` those of the first person; ``of`` may stand in a description, ``stops`` end it; ``before``: pronouns before a verb;
    ``between``: words between it and its subject, ``asides`` several; ``only_behind``: what says so behind quoted words alone ('so der Intendant');
    ``roles``: titles without an article; ``body``: what somebody lifts or spreads, who says nothing; ``looks``: endings of verbs that are not listed, but for ``no_verbs``; ``suffixes``: pronouns that hang on a verb, ``enclitics`` those that are no subject.
    """

    verbs: frozenset[str]
    participles: frozenset[str]
    auxiliaries: frozenset[str]
    i: frozenset[str]
    he: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    stops: frozenset[str]
    leads: frozenset[str]
    that: frozenset[str]
    according: tuple[str, ...]
    before: frozenset[str]
    between: frozenset[str]
    him: frozenset[str]
    only_behind: frozenset[str]
    roles: frozenset[str]
    body: frozenset[str]
    subjunctives: frozenset[str]
    asides: tuple[str, ...]
    looks: tuple[str, ...]
    no_verbs: frozenset[str]
    suffixes: tuple[str, ...]
    enclitics: tuple[str, ...]


@cache
def function_words(language: str | None) -> frozenset[str]:
    """The pronouns, articles, prepositions and links of a language with data: none of them is a name."""
    words = said_words((language or "en").split("-")[0])
    accounts = frozenset(phrase.split()[0].casefold() for phrase in words.according)
    return (
        words.he
        | words.articles
        | words.of
        | words.stops
        | words.leads
        | words.that
        | words.before
        | accounts
    )


@cache
def said_words(language: str) -> SaidWords:
    """The words of a language; all empty for one without data."""
    told = _table("said", language)
    put_in = _table("inquits", language)

    def words(*names: str) -> frozenset[str]:
        return frozenset(w for name in names for w in told.get(name, "").split())

    def phrases(name: str) -> tuple[str, ...]:
        return tuple(filter(None, told.get(name, "").split("|")))

    def put_in_words(*names: str) -> frozenset[str]:
        return frozenset(w for name in names for w in put_in.get(name, "").split())

    parted = frozenset(pair.split(":")[0] for pair in put_in_words("parted"))
    return SaidWords(
        verbs=words("verbs") | put_in_words("verbs", "hung") | parted,
        participles=words("participles"),
        auxiliaries=words("auxiliaries"),
        i=words("i"),
        he=words("he", "i"),
        articles=words("articles"),
        of=words("of"),
        stops=words("stops", "when"),
        leads=words("leads"),
        that=words("that"),
        according=phrases("according"),
        before=put_in_words("before"),
        between=words("when", "to"),
        him=words("him"),
        only_behind=words("behind"),
        roles=words("roles"),
        body=words("body"),
        subjunctives=words("subjunctives"),
        asides=phrases("asides"),
        looks=(*put_in.get("endings", "").split(), *told.get("looks", "").split()),
        no_verbs=put_in_words("none"),
        enclitics=tuple(told.get("enclitics", "").split()),
        suffixes=tuple(sorted(put_in_words("suffixes"), key=lambda s: (-len(s), s))),
    )


def _table(room: str, language: str) -> dict[str, str]:
    file = _DATA.joinpath(room, f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
