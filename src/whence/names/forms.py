"""Forms of names and their comparison: order, initials, acronyms, transliterated marks. Not who is meant."""

import re
import unicodedata
from functools import cache

PARTICLES = frozenset(
    "of the and de du des del della di da do dos von van der den zu zum la le el al bin ibn bint abu ben y e af av ter ten".split()
)
_WIVES = frozenset(["mrs", "mme", "frau", "madame"])  # 'Mrs. Jonas Hadrel' is not Jonas Hadrel
_SMALL = frozenset("of the and for in on at to de du des la le y".split())


@cache
def plain(name: str) -> str:
    """A name in lower case without accents, marks and signs: what comparison looks at.

    >>> plain("Nyâbâti")
    'nyabati'
    """
    decomposed = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^\w ]+", "", re.sub(r"[-–‐ ]", " ", kept)).casefold().strip()


def tokens(name: str) -> tuple[str, ...]:
    """The plain words of a name."""
    return tuple(plain(name).split())


def same_words(a: str, b: str) -> bool:
    """Whether two names have the same words in any order: 'Nyabati Bijan' and 'Bijan Nyabati'."""
    return sorted(tokens(a)) == sorted(tokens(b))


def shortens(short: str, full: str) -> bool:
    """Whether a personal name is a short form of another: its last name, its first name, its initials with the last name.

    >>> shortens("Rajavi", "Massoud Rajavi"), shortens("M. Rajavi", "Massoud Rajavi"), shortens("Ali", "Massoud Rajavi")
    (True, True, False)
    """
    a, b = tokens(short), tokens(full)
    if not a or len(a) > len(b) or a == b or (b[0] in _WIVES and a[0] != b[0]):
        return False
    if len(a) == 1:
        return len(a[0]) > 1 and a[0] not in PARTICLES and a[0] in (b[-1], b[0])
    if a[-1] != b[-1]:
        return False
    rest = list(b[:-1])
    for word in a[:-1]:
        fits = next(
            (
                r
                for r in rest
                if r == word
                or (len(word) == 1 and r.startswith(word))
                or (len(r) == 1 and word.startswith(r))
            ),
            None,
        )
        if fits is None:
            return False
        rest = rest[rest.index(fits) + 1 :]
    return True


def initials(name: str) -> str:
    """The initials of a name's words, small words left out: 'National Council of Resistance' → 'NCR'."""
    words = re.split(r"[\s\-–]+", name)
    return "".join(w[0] for w in words if w and w.lower() not in _SMALL and w[0].isalpha()).upper()


def is_acronym(word: str) -> bool:
    """Whether a word looks like an acronym: two to seven capitals (with or without dots), no Roman number."""
    bare = word.replace(".", "").rstrip("s")
    return (
        2 <= len(bare) <= 7
        and bare.isalpha()
        and bare.isupper()
        and not re.fullmatch(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", bare)
    )


def expands(acronym: str, name: str, places: frozenset[str] = frozenset()) -> bool:
    """Whether an acronym stands for a name; one more letter at its end may be a place's ('NCRI': … of Resistance of Iran)."""
    letters = (
        acronym.replace(".", "").upper().rstrip("S")
        if acronym.endswith("s")
        else acronym.replace(".", "").upper()
    )
    found = initials(name)
    if len(found) < 2:
        return False
    if letters == found:
        return True
    return (
        len(found) >= 3 and letters[:-1] == found and any(p.upper().startswith(letters[-1]) for p in places)
    )


def folded(name: str) -> str:
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
