"""short_titles: titles of earlier works cut short: abbreviated at full stops ('Hist. of Engl.'), or only their last words ('Four Masters')."""

import re

from whence.layers.document import Work
from whence.works import letters

_TELLING, _SEVERAL = 3, 2  # letters of a word that tells a title, and how many such words
_YEARS = re.compile(r"[\s,]*\b\d{4}(?:[-–]\d+)?$")


class ShortTitles:
    """The titles of the works met so far, by the beginnings of their words and by their ends, so that a long document is not gone through for each."""

    def __init__(self) -> None:
        self._by_word: dict[str, dict[str, str]] = {}  # first letters of a word → work → title
        self._by_end: dict[str, list[tuple[str, str]]] = {}

    def put(self, work: Work) -> None:
        """Takes in a work's title, with the body before it: 'Calendar of State Papers' 'Domestic, 1634-5' are one name."""
        bodies = [str(p["literal"]) for p in work.csl.get("author", ()) if "literal" in p]
        own = " ".join([*bodies, str(work.csl.get("title", ""))])
        for word in own.split():
            self._by_word.setdefault(letters(word)[:_TELLING], {})[work.id] = own
        ending = letters(_YEARS.sub("", own))
        self._by_end.setdefault(ending[-_TELLING * _SEVERAL :], []).append((ending, work.id))

    def of(self, title: str) -> list[str]:
        """The works whose title is abbreviated so, or ends so; none for a title of fewer than two telling words."""
        words = title.split()
        telling = [letters(w) for w in words if len(letters(w)) >= _TELLING]
        if len(telling) < _SEVERAL:
            return []
        rarest = min((self._by_word.get(w[:_TELLING], {}) for w in telling), key=len)
        short = letters(title)
        ending = self._by_end.get(short[-_TELLING * _SEVERAL :], ())
        found = [work for work, own in rarest.items() if abbreviates(words, own)]
        found += [work for own, work in ending if own != short and own.endswith(short)]
        return list(dict.fromkeys(found))


def abbreviates(words: list[str], own: str) -> bool:
    """Whether words, one of them cut at a full stop, are each the beginning of a word of a title, in its order: 'Hist. of Engl.'."""
    if not any(w.endswith(".") for w in words):
        return False
    whole = iter([letters(w) for w in own.split()])
    short = [letters(w) for w in words if letters(w)]
    return all(any(w.startswith(s) for w in whole) for s in short) and letters("".join(words)) != letters(own)
