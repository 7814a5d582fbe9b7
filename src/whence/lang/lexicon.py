"""Lexicon: the word lists of one language, read from its folder of data files when they are first asked for."""

import re
import tomllib
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from msgspec import Struct

LANGUAGES = ("en",)


class ReportingForm(Struct, frozen=True, gc=False):
    """One form of a verb that reports speech or thought.

    ``form`` is base, third, past, participle or ing; ``frames`` says what may follow (see the data file's head).
    """

    lemma: str
    form: str
    kind: str
    frames: frozenset[str]


class Lexicon:
    """The words of one language. Every list is data; what a list holds is said at the head of its file."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._folder = files("whence.lang") / language

    def rows(self, name: str) -> list[list[str]]:
        """The rows of a tab-separated list, comments left out."""
        lines = (self._folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        return [line.split("\t") for line in lines if line and not line.startswith("# ") and line != "#"]

    @cache  # noqa: B019 - lexicons live as long as the program
    def table(self, name: str) -> dict[str, Any]:
        """A TOML file of the language's folder."""
        return tomllib.loads((self._folder / f"{name}.toml").read_text(encoding="utf-8"))

    @cached_property
    def _words(self) -> dict[str, Any]:
        return self.table("words")

    def words(self, section: str, name: str) -> frozenset[str]:
        """A list of single words, as a set; '_' stands for a space in a word of two."""
        return self._word_sets(section, name)

    @cache  # noqa: B019 - lexicons live as long as the program
    def _word_sets(self, section: str, name: str) -> frozenset[str]:
        return frozenset(w.replace("_", " ") for w in self._words[section][name].split())

    def phrases(self, section: str, name: str) -> tuple[str, ...]:
        """A list of phrases, longest first."""
        return tuple(sorted(self._words[section][name], key=lambda p: (-len(p), p)))

    @cache  # noqa: B019 - lexicons live as long as the program
    def phrase_pattern(self, section: str, name: str) -> re.Pattern[str]:
        """A list of phrases as a pattern of whole words, the longest first, in any case."""
        phrases = (rf"\b{re.escape(p)}\b" for p in self.phrases(section, name))
        return re.compile("|".join(phrases), re.IGNORECASE)

    @cached_property
    def pronouns(self) -> dict[str, str]:
        """Third-person pronouns: m, f, p (several) or n (a thing)."""
        return dict(self._words["pronouns"])

    @cached_property
    def tags(self) -> dict[str, tuple[str, ...]]:
        """The parts of speech that a word form can be, most frequent first (see tags.txt)."""
        return {row[0]: tuple(row[1].split()) for row in self.rows("tags")}

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often a word form stood in lower-case use in the counted texts."""
        return {row[0]: int(row[2]) for row in self.rows("tags")}

    @cached_property
    def reporting(self) -> dict[str, ReportingForm]:
        """Verb form (of one or two words) → what it reports."""
        return self._verb_forms("reporting_verbs")

    @cached_property
    def that_verbs(self) -> dict[str, ReportingForm]:
        """The form of a verb that reports only where 'that' follows at once → what it reports."""
        return self._verb_forms("that_verbs")

    def _verb_forms(self, name: str) -> dict[str, ReportingForm]:
        found: dict[str, ReportingForm] = {}
        for base, third, past, participle, ing, kind, frames in self.rows(name):
            forms = {"past": past, "participle": participle, "base": base, "third": third, "ing": ing}
            for which, form in forms.items():
                found.setdefault(form, ReportingForm(base, which, kind, frozenset(frames.split(","))))
        return found

    def listed(self, name: str) -> dict[str, tuple[str, ...]]:
        """A list keyed by its first column; the other columns follow."""
        return self._listed(name)

    @cache  # noqa: B019
    def _listed(self, name: str) -> dict[str, tuple[str, ...]]:
        return {row[0]: tuple(row[1:]) for row in self.rows(name)}

    @cached_property
    def people_nouns(self) -> dict[str, bool]:
        """Common nouns for persons and bodies that may speak → whether the form is a plural."""
        found: dict[str, bool] = {}
        for name in ("role_nouns", "group_nouns"):
            for row in self.rows(name):
                found[row[0]] = False
                found[row[1]] = True
        return found


@cache
def lexicon(language: str | None) -> Lexicon:
    """The lexicon of a language; English where there is none of its own yet."""
    return Lexicon(language if language in LANGUAGES else "en")
