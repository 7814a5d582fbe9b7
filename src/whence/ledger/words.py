"""Words as a search compares them: without case, accents and endings; and questions as people type them.

Stems are Snowball's (Porter 2001), by the document's language; a question is asked in all languages of the ledger.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from whence.names import folded as transliterated
from whence.names import tokens as name_tokens

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ʿ": "", "ʾ": "", "ʼ": ""}
)  # fmt: skip
_CLITIC = re.compile(r"(?<=\w)['’]s\b")
_INNER = re.compile(r"(?<=[^\W\d_])['’‘`](?=[^\W\d_])")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # written without spaces: each sign is a word
_TOKEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
# a word as it is written, with combining marks, apostrophes and hyphens inside: it becomes one token or several
_WRITTEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}](?:[^\W_{_CJK}]|[\u0300-\u036f]|['’‘`ʿʾʼ-](?=[^\W_{_CJK}]))*")
_ASKED = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sv": "swedish", "tr": "turkish",
}  # fmt: skip


def folded(words: str) -> str:
    """The words in lower case, without accents, apostrophes and possessive endings.

    >>> folded("Nyâbâti’s Straße")
    'nyabati strasse'
    """
    if not words.isascii():
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
        words = "".join(c for c in decomposed.translate(_LETTERS) if not unicodedata.combining(c))
    return _INNER.sub("", _CLITIC.sub("", words.lower()))


def plain_tokens(words: str) -> list[str]:
    """The folded words one by one, not stemmed."""
    return _TOKEN.findall(folded(words))


def tokens(words: str, language: str | None) -> list[str]:
    """The folded and stemmed words, as they stand in the index.

    >>> tokens("The riots’ causes", "en")
    ['the', 'riot', 'caus']
    """
    code = (language or "").lower().split("-")[0]
    return [_stem(w, code) for w in plain_tokens(words)]


class TokenIndex:
    """The tokens of a whole text, cut once; what stands in a span is looked up by bisection."""

    def __init__(self, chars: str, language: str | None) -> None:
        code = (language or "").lower().split("-")[0]
        self._starts: list[int] = []
        self._tokens: list[str] = []
        for match in _WRITTEN.finditer(chars):
            for token in _word_tokens(match.group(), code):
                self._starts.append(match.start())
                self._tokens.append(token)

    def between(self, start: int, end: int) -> list[str]:
        """The tokens of the words that begin inside start..end."""
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


@lru_cache(maxsize=100_000)
def _word_tokens(word: str, code: str) -> tuple[str, ...]:
    return tuple(_stem(w, code) for w in plain_tokens(word))


@lru_cache(maxsize=200_000)
def _stem(word: str, code: str) -> str:
    stemmer = _stemmer(code)
    if stemmer is None or len(word) < 3 or word.isdigit():
        return word
    return str(stemmer.stemWord(word))  # type: ignore[no-untyped-call]


@lru_cache(maxsize=32)
def _stemmer(code: str) -> "BaseStemmer | None":
    if code not in _STEMMERS:
        return None
    from snowballstemmer import stemmer

    made: BaseStemmer = stemmer(_STEMMERS[code])
    return made


class Asked(Struct, frozen=True):
    """One thing asked for: phrases of which one must stand in a line (or, ``absent``, none may).

    ``prefix``: the last word of each phrase is only the beginning of a word.
    """

    phrases: tuple[tuple[str, ...], ...]
    prefix: bool = False
    absent: bool = False


def asked(question: str, languages: Iterable[str]) -> tuple[Asked, ...]:
    """A question as people type it: words that must all occur, ``"a phrase"``, ``begin*``, ``-not``.

    >>> [a.phrases for a in asked('bread "great sluices"', ["en"])]
    [(('bread',),), (('great', 'sluic'),)]
    """
    known = sorted({code for code in languages if code} | {"en"})
    found = []
    for sign, phrase, word in _ASKED.findall(question):
        words = phrase or word
        prefix = bool(word) and word.endswith("*")
        phrases = {tuple(plain_tokens(words))} if prefix else {tuple(tokens(words, c)) for c in known}
        phrases.discard(())
        if phrases:
            found.append(Asked(tuple(sorted(phrases)), prefix, bool(sign)))
    return tuple(found)


def words_of_name(name: str) -> set[str]:
    """The words under which a name is found: plain, and without the differences that transliteration makes."""
    plain = name_tokens(name)
    return {*plain, *(transliterated(w) for w in plain)} - {""}


def words_of_work(csl: str) -> str:
    """All words of a CSL item: title, people, container, archive."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for key, inner in value.items():
                if key not in ("type", "id"):
                    yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    return " ".join(walk(msgspec.json.decode(csl)))
