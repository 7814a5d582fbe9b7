"""german_names: which capitalised words of a German text are names, where every noun has a capital.

Kept are two words or more together ('Dagmar Rellin', without the office before them), and of single words those that lists know, the last words of names
that are kept, and what stands behind a preposition without an article ('in Wessenau') and nowhere behind an article.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from whence.lang.saying import function_words
from whence.layers.name_spans import Finder, Found
from whence.names import is_acronym

_SEVERAL = 2
_PLACED = frozenset("von nach aus in bei bis über durch gegen".split())
_ARTICLES = re.compile(
    r"(?:d(?:er|ie|as|em|en|es)|(?:k|m|d|s)?ein(?:e[mnrs]?)?|(?:ihr|unser|euer|eur|dies|jed|jen|welch|all|viel)(?:e[mnrs]?)?|im|am|zum|zur|beim|vom|ins|ans|\w+e[mnrs])"
)
# what nouns end with, and hardly a name
_NOUNS = re.compile(
    r"(?:ung|heit|keit|schaft|tum|nis|ion|ität|ie|ik|ismus|chen|lein|ung(?:en)?|heiten|keiten|ions?|jahr|zeit|tag|abend|morgen|haus|hause|weg)$"
)


def no_nouns(finder: Finder, found: Sequence[Found]) -> list[Found]:
    """The names among capitalised words, in order."""
    whole = [w for w in (_whole(finder, f) for f in found) if w is not None]
    families = {w.name.split()[-1] for w in whole if not w.site}
    kept = {(w.start, w.end) for w in whole}
    single = [f for f in found if f.first == f.last and (f.start, f.end) not in kept and not f.site]
    nouns = {f.name for f in single if _is_a_noun(finder, f)}
    alone = [
        f for f in single
        if f.name in families or (f.name not in nouns and (_is_listed(finder, f) or _is_placed(finder, f)))
    ]  # fmt: skip
    return sorted([*whole, *alone], key=lambda f: f.start)


def _whole(finder: Finder, f: Found) -> Found | None:
    """A name of several words, without what leads up to it ('In der', 'Intendant'), of 'die Altstadt von Wessenau' the place; None for one word."""
    if f.site:
        return f
    words = finder.words
    run = [k for k in range(f.first, f.last + 1) if words.is_word(k)]
    while run and words.lower[run[0]] in function_words("de"):
        run = run[1:]
    joined = max((n for n, k in enumerate(run) if words.lower[k] == "von"), default=0)
    if joined and finder.words.form(run[0]) not in finder.lists.given:
        return _named(finder, f, run[joined + 1 :])
    last = list(run)
    while len(last) > 1 and not all(words.is_capital(k) for k in last):
        last = last[1:]
    given = finder.lists.given
    if len(last) > _SEVERAL and words.form(last[0]) not in given and words.form(last[-2]) in given:
        last = last[-2:]
    begins = bool(last) and words.starts[last[0]] in finder.sentence_starts
    if len(last) < _SEVERAL or (begins and words.form(last[0]) not in given):
        return None
    return _named(finder, f, last)


def _named(finder: Finder, f: Found, run: Sequence[int]) -> Found | None:
    """A name of some of the words found."""
    if not run:
        return None
    start, end = finder.words.starts[run[0]], finder.words.ends[run[-1]]
    name = " ".join(finder.text.chars[start:end].split())
    return replace(f, start=start, end=end, name=name, first=run[0], last=run[-1])


def _is_a_noun(finder: Finder, f: Found) -> bool:
    """Whether a word stands behind an article or an adjective, or ends as nouns do."""
    before = finder.words.lower[f.first - 1] if f.first else ""
    return bool(_ARTICLES.fullmatch(before)) or _NOUNS.search(f.name) is not None


def _is_listed(finder: Finder, f: Found) -> bool:
    lists = finder.lists
    return (
        f.name in lists.places or f.name in lists.given or f.name in lists.organisations or is_acronym(f.name)
    )


def _is_placed(finder: Finder, f: Found) -> bool:
    """Whether a preposition of places stands right before a word: 'in Wessenau'."""
    return f.first > 0 and finder.words.lower[f.first - 1] in _PLACED
