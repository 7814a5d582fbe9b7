"""inflections: what a form may be a form of. Irregular forms are data (lang/*/inflections.txt), the others are told by their endings."""

from functools import cache
from importlib.resources import files

_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)  # English; what they make of a word need not be one

_KEPT = 100_000  # words whose bases are remembered


class Inflections:
    """The forms of one language, as far as its file has them. Words are lower case."""

    def __init__(self, language: str) -> None:
        own = files("whence.lang").joinpath(language, "inflections.txt")
        rows = own.read_text(encoding="utf-8").splitlines() if own.is_file() else []
        self._rows: dict[str, frozenset[str]] = {}
        for row in rows:
            if not row.startswith("#"):
                base, *others = row.split()
                for word in (base, *others):
                    self._rows[word] = self._rows.get(word, frozenset()) | {base}
        self._endings = _ENDINGS if rows else ()
        self._known: dict[str, frozenset[str]] = {}

    def irregular(self, word: str) -> frozenset[str]:
        """The bases of which the file has this form: 'found' is of 'find'; none for most words."""
        return self._rows.get(word, frozenset())

    def bases(self, word: str) -> frozenset[str]:
        """What a form may be a form of, itself among them: 'carries' of 'carry', 'stopped' of 'stop'."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[word] = self._bases(word)
        return known

    def _bases(self, word: str) -> frozenset[str]:
        found = {word, *self.irregular(word)}
        for ending, base in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                stem = word[: -len(ending)] + base
                found.add(stem)
                if ending in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2]:
                    found.add(stem[:-1])
        return frozenset(found)


@cache
def inflections(language: str | None) -> Inflections:
    """What is known of a language's forms."""
    return Inflections((language or "en")[:2])
