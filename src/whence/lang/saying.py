"""The words by which somebody is said to say something, in languages that only rules read: ``lang/said`` and ``lang/inquits``, a file a language each."""

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct

LANGUAGES = frozenset("de es fr it nl pl pt ru sv".split())


class SaidWords(Struct, frozen=True):
    """What lang/said and lang/inquits list of a language."""

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
    when: frozenset[str]
    him: frozenset[str]
    only_behind: frozenset[str]
    roles: frozenset[str]
    subjunctives: frozenset[str]
    asides: tuple[str, ...]
    looks: tuple[str, ...]
    no_verbs: frozenset[str]
    suffixes: tuple[str, ...]


@cache
def function_words(language: str | None) -> frozenset[str]:
    """The pronouns, articles, prepositions and links of a language with data: none of them is a name."""
    words = said_words((language or "en").split("-")[0])
    return words.he | words.articles | words.of | words.stops | words.leads | words.that | words.before


@cache
def said_words(language: str) -> SaidWords:
    """The words of a language; all empty for one without data."""
    told = _table("said", language)
    put_in = _table("inquits", language)

    def words(*names: str) -> frozenset[str]:
        return frozenset(w for name in names for w in told.get(name, "").split())

    def phrases(name: str) -> tuple[str, ...]:
        return tuple(filter(None, told.get(name, "").split("|")))

    def put_in_words(name: str) -> frozenset[str]:
        return frozenset(put_in.get(name, "").split())

    parted = frozenset(pair.split(":")[0] for pair in put_in_words("parted"))
    return SaidWords(
        words("verbs") | put_in_words("verbs") | put_in_words("hung") | parted,
        words("participles"), words("auxiliaries"), words("i"), words("he", "i"), words("articles"), words("of"), words("stops", "when"),
        words("leads"), words("that"), phrases("according"), put_in_words("before"), words("when", "to"), words("him"),
        words("behind"), words("roles"), words("subjunctives"), phrases("asides"), tuple(put_in.get("endings", "").split() + told.get("looks", "").split()), put_in_words("none"),
        tuple(sorted(put_in_words("suffixes"), key=lambda s: (-len(s), s))),
    )  # fmt: skip


def _table(room: str, language: str) -> dict[str, str]:
    file = files("whence.lang").joinpath(room, f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
