"""people: the names of a reference as CSL names: one person or several, bodies, in the order in which they are written."""

import re
from functools import cache, lru_cache

from whence.lang import lexicon

_CAPITAL = r"[A-ZÀ-ÞŁŠŽČĆŚŻĐİĀĒĪŌŪ]"
_WORD = rf"(?:(?:{_CAPITAL}\.){{2,4}}|{_CAPITAL}[\w’'\-]*(?:\.-{_CAPITAL})*\.?)"
_PARTICLE = r"de|del|della|di|da|dos|das|du|von|van|der|den|zu|zur|vom|la|le|al|el|bin|ibn|y|ten|ter|af|dem|do|i|d['’]"
_NAME_WORD = rf"(?:(?:al|el|ad|an|ar|as|at|ash|az|ul)-{_CAPITAL}[\w’'\-]*|d['’]{_WORD}|{_WORD}|{_PARTICLE})"
NAME = rf"(?:(?:(?:de|von|van|di|da|du|del)(?:\s(?:la|der|den|las|los))?|(?:al|el)-)\s?)?{_WORD}(?:[ ]{_NAME_WORD}){{0,5}}"
AND = r"(?:and|&|und|et|y|e|en)"
# 'Hale, Morran and Doyle', 'Hacker/Winkelbauer'; not 'Hale, Morran', which is as often 'Hale, Title'
NAMES = rf"{NAME}(?:(?:,\s{NAME}){{0,4}},?\s{AND}\s{NAME}|(?:\s?/\s?{NAME}){{1,4}}|(?:\s–\s{NAME}){{1,3}})?(?:,?\set\sal\.|\su\.\s?a\.)?"
_BETWEEN = re.compile(rf",\s(?:{AND}\s)?|\s{AND}\s|\s?/\s?|;\s|\s–\s")
_PARTICLES = frozenset("de von van der den la du di da bin ibn al del della dos das zu zur vom do".split())
_NOT_NAMES = frozenset(
    "the a an in on see ibid cf for this these that it he she they as by letter report act der die das ein eine le les une el los las il lo gli o os um uma de het een voir sur zur zum vgl siehe".split()
)
_LONGEST = 160  # characters of all names of a work


@cache
def corporate_words() -> frozenset[str]:
    """Words that make an author a body: Ministry, Council, Committee ..."""
    return frozenset(lexicon("en").listed("organisation_words")) | frozenset(
        lexicon("en").table("references")["names"]["bodies"].split()
    )


@cache
def _family_first() -> frozenset[str]:
    """Family names that stand first, as in Chinese, Korean and Vietnamese names."""
    return frozenset(lexicon("en").table("references")["names"]["family_first"].split())


def csl_name(name: str, text: str = "") -> dict[str, str]:
    """A CSL name of a written one. ``text`` decides the order where it holds the same words the other way round.

    >>> csl_name("Bijan Nyabati")
    {'family': 'Nyabati', 'given': 'Bijan'}
    >>> csl_name("Nyabati Bijan", "as Bijan Nyabati says")
    {'family': 'Nyabati', 'given': 'Bijan'}
    """
    known = _known_names(text)
    if name not in known:
        known[name] = _csl_name(name, text)
    return dict(known[name])


@lru_cache(maxsize=1)
def _known_names(text: str) -> dict[str, dict[str, str]]:
    """The names of one text that were looked up before: a book cites the same people again and again."""
    return {}


def _csl_name(name: str, text: str) -> dict[str, str]:
    if set(name.split()) & corporate_words():
        return {"literal": name.strip(" ,;")}
    words = name.strip(" ,;.").split() if not re.search(r"\b[A-Z]\.$", name) else name.strip(" ,;").split()
    if len(words) == 1:
        return {"family": words[0]}
    if " of " in f" {name} ":
        return {"literal": name.strip(" ,;")}
    if words[0] in _family_first() and len(words) <= 3:
        return {"family": words[0], "given": " ".join(words[1:])}
    if (
        len(words) == 2
        and f"{words[1]} {words[0]}" in text
        and f"{words[0]} {words[1]}" not in text.replace(name, "", 1)
    ):
        words.reverse()
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return {"family": " ".join(words[at:]), "given": " ".join(words[:at])}


def is_given(word: str) -> bool:
    """Whether a word is a given name or an initial."""
    return bool(re.fullmatch(r"(?:[^\W\d]\.-?){1,4}|[A-Z]{1,2}", word)) or word.strip(".") in _given_names()


@cache
def _given_names() -> frozenset[str]:
    return frozenset(w for g in lexicon("en").listed("given_names") for w in g.split())


def names_of(written: str, text: str = "") -> list[dict[str, str]]:
    """The people, or the body, that some words name; none where they are no names.

    >>> [n["family"] for n in names_of("E. M. Dunstable and Karl Vogt")]
    ['Dunstable', 'Vogt']
    """
    written = re.sub(r",?\s(?:et\sal\.?|u\.\s?a\.)$", "", written.strip(" ,;:"))
    if not written or len(written) > _LONGEST:
        return []
    if set(written.split()) & corporate_words():
        return [{"literal": written}]
    parts = [p.strip() for p in _BETWEEN.split(written) if p.strip()]
    if any(p.split()[0].lower() in _NOT_NAMES - _PARTICLES for p in parts):
        return []
    if (
        len(parts) == 2
        and len(parts[0].split()) == 1
        and re.fullmatch(rf"{re.escape(parts[0])},\s.+", written)
    ):
        return [{"family": parts[0], "given": parts[1]}]  # 'Hale, Conrad'
    if len(parts[0].split()) > 6:
        return []
    return [csl_name(p, text) for p in parts]


def are_names(written: str) -> bool:
    """Whether some words can be those who wrote a work: people, or a body."""
    written = written.strip(" ,;:")
    if not written or len(written) > _LONGEST:
        return False
    if set(written.split()) & corporate_words():
        return written[0].isupper()
    several = rf"{NAME}(?:,\s{NAME}){{1,4}}"  # as Italian writes: 'F. Cantagalli, A. Neri'
    if re.fullmatch(several, written) and all(" " in part for part in written.split(", ")):
        return bool(names_of(written))
    return bool(re.fullmatch(NAMES, written)) and bool(names_of(written))
