"""Sources: whom the words of an attribution's source name: entities, a pronoun, the author, or somebody who is not named."""

import itertools
import re
from functools import cache

from msgspec import Struct

from whence.lang import lexicon, words_of
from whence.lang.saying import LANGUAGES, function_words, said_words
from whence.layers.document import Document, Entity, Mention, SpeakerBasis
from whence.layers.name_lists import name_lists
from whence.names import tokens
from whence.text import Span, SpanIndex

_FIRST_PERSON = frozenset(["i", "we"])
_GOVERN = frozenset(
    "to with of at by from for on upon about against near beside behind before after like than".split()
)
_WOMEN = frozenset(
    "mother wife sister daughter woman lady girl queen aunt grandmother widow nun mrs miss".split()
)
_MEN = frozenset(
    "father husband brother son man gentleman boy king uncle grandfather widower priest mr".split()
)
_POSSESSIVE = re.compile(r"['’]s?$")
_NAMED_BY = re.compile(r"(?:,|\bof\b|\bin\b|\bat\b|\bfor\b|\bfrom\b|\bto\b|\bby\b|\bwith\b|['’]s\b)")


_DESCRIBES = re.compile(r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[Ii]ts|[A-Z][\w’'-]*[’']s?)\s")


class Who(Struct, frozen=True):
    """Whom a source names. ``pronoun`` waits to be resolved; ``author`` is the voice that speaks around it."""

    holders: tuple[str, ...] = ()
    unnamed: tuple[Span, ...] = ()
    pronoun: str | None = None
    author: bool = False
    basis: SpeakerBasis = "named"


class Sources:
    """Answers for one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.words = words_of(doc.text)
        self.known = lexicon(doc.document.language)
        self.names = SpanIndex([m for m in doc.mentions if m.form == "name"])
        self.entities = {e.id: e for e in doc.entities}
        language = (doc.document.language or "en").split("-")[0]
        self.foreign = function_words(language) if language in LANGUAGES else None
        self._i = said_words(language).i
        self._titles = name_lists(doc.document.language).titles
        before = _words_before_names(doc)
        self.turning = {
            e.id: gender_of(e, doc.document.language, before.get(e.id, set()))
            for e in doc.entities
            if e.kind == "person"
        }

    def who(self, span: Span) -> Who:
        """Whom the words of a source name."""
        first = self.words.first_from(span.start)
        last = self.words.first_from(span.end) - 1
        owner = _POSSESSIVE.search(self.doc.text, span.start, span.end)
        if owner and owner.end() == span.end and owner.start() > span.start:
            span = Span(span.start, owner.start())  # 'Hale’s claim': whose it is
        lower = self.words.lower[first]
        if first == last:
            if lower in (_FIRST_PERSON if self.foreign is None else self._i):
                return Who(author=True, basis="pronoun")
            if lower in self.known.pronouns:
                return Who(pronoun=lower, basis="pronoun")
        named = self._named(span)
        if named:
            return Who(holders=named)
        return Who(unnamed=(span,), basis="named")

    def _named(self, span: Span) -> tuple[str, ...]:
        """The entities that a source phrase names as its head, several where 'and' joins them."""
        inside = [m for m in self.names.touching(span.start, span.end) if m.start >= span.start]
        if self.foreign is not None:
            return self._named_last(inside[-1], span) if inside else ()
        if inside and self._says_who(inside[-1], span):
            return (inside[-1].entity,)
        if not inside or self._belongs_to_another(inside[0], span):
            return ()
        holders = [inside[0].entity]
        for before, m in itertools.pairwise(inside):
            if self.doc.text[before.end : m.start].strip() not in ("and", ", and", ",", "&"):
                break
            holders.append(m.entity)
        return tuple(dict.fromkeys(holders))

    def _named_last(self, m: Mention, span: Span) -> tuple[str, ...]:
        """In another language: who a name at the end of a source is, but not where it only belongs to what is named ('le procureur de Lanvère')."""
        before = self.doc.text[span.start : m.start].split()
        of = before and self.foreign and before[-1].lower() in self.foreign
        return () if m.end != span.end or of else (m.entity,)

    def _says_who(self, m: Mention, span: Span) -> bool:
        """Whether a name at the end says who is described before it: 'The Rev. Owen Pask', 'Marrable’s granddaughter, Hester Gaunt', 'the Lythian envoy Matis Brodny'."""
        if self.entities[m.entity].kind != "person" or self.doc.text[m.end : span.end].strip(" ,"):
            return False
        whole = self.doc.text[span.start : m.start].strip()
        before = self._without_titles(whole)
        if not _DESCRIBES.match(whole):
            return False
        if before.endswith(",") and before.count(",") == 1:
            return True
        if before != whole and before.lower() in ("the", "a", "an"):
            return True
        role = before.split()[-1].lower() if before else ""
        return role in self.known.people_nouns and " " in self.doc.text[m.start : m.end]

    def _belongs_to_another(self, m: Mention, span: Span) -> bool:
        """Whether the first name only describes the head: 'the NCRI’s members', 'members of NCRI', 'Trump supporters'."""
        before = self._without_titles(self.doc.text[span.start : m.start])
        after = self.doc.text[m.end : span.end]
        if before.rstrip().endswith(",") and before.count(",") == 1 and after.strip()[:1] in ("", ","):
            return False  # 'the watchman, Thomas Oakes': the name says who that is
        if _NAMED_BY.search(before):
            return True
        if re.match(r"['’]s?\b", after) or re.match(r"['’](?=\s)", after):
            return True
        following = re.match(r"[\s-]+([a-z][\w-]*)", after)
        if following and not re.match(
            r"(?:and|of|in|at|from|who|the|a|an|on|as|then|himself|herself|also)$", following[1]
        ):
            return True
        # 'the Rajavi' is no person; 'the League' is a body
        entity = self.entities[m.entity]
        called = entity.name.split()[-1].lower() in self.known.people_nouns  # 'the Iron Duke'
        return before.strip().lower() in ("the", "a", "an") and entity.kind == "person" and not called

    def _without_titles(self, before: str) -> str:
        """The words before a name without the titles right before it ('Their commissioner, Captain ')."""
        words = before.split()
        while words and (words[-1] in self._titles or words[-1].rstrip(".") in self._titles):
            words = words[:-1]
        return " ".join(words)

    def compatible(self, entity: str, pronoun: str) -> bool:
        """Whether a pronoun can stand for an entity, as far as its kind and its gender are known."""
        kind = self.entities[entity].kind
        wanted = self.known.pronouns.get(pronoun)
        if wanted in ("m", "f"):
            return kind == "person" and self.turning.get(entity) in (None, wanted)
        if wanted == "p":
            return kind in ("group", "organisation")
        return kind in ("organisation", "place", "work")

    def owns(self, m: Mention) -> bool:
        """Whether a name stands in the possessive: 'Winterbourne’s bench' is about the bench."""
        return bool(re.match(r"['’]s?(?!\w)", self.doc.text[m.end : m.end + 2]))

    def is_governed(self, m: Mention | Span) -> bool:
        """Whether a preposition stands before a name or a description, titles between at most."""
        before = self.doc.text[max(0, m.start - 24) : m.start].split()
        return any(w.lower() in _GOVERN for w in before[-2:])

    def turns(self, span: Span) -> bool:
        """Whether a description says that it is of a man, or of a woman."""
        said = {self.words.lower[i] for i in self.words.between(span.start, span.end)}
        return bool(said & (_WOMEN | _MEN))

    def can_mean(self, pronoun: str, span: Span) -> bool:
        """Whether a pronoun can stand for a description: 'she' for 'my mother', 'they' for 'the officials'."""
        words = [self.words.lower[i] for i in self.words.between(span.start, span.end)]
        several = words[:1] in (["many"], ["some"], ["several"], ["two"])
        plural = several or any(self.known.people_nouns.get(w, False) for w in words[:4])
        wanted = self.known.pronouns.get(pronoun)
        if words[:1] and words[0] in self.known.pronouns and len(words) == 1:
            return False
        if wanted == "p":
            return plural
        one = not plural and any(self.known.people_nouns.get(w) is False for w in words)  # no e-mail is a she
        if wanted == "m":
            return one and not set(words) & _WOMEN
        return wanted == "f" and one and not set(words) & _MEN


@cache
def _titles() -> dict[str, str]:
    return {
        **dict.fromkeys(("Mr.", "Mr", "Sir", "King", "Prince", "Lord", "Father", "Brother", "Monsieur", "Herr", "Duke", "Count", "Baron", "Pope", "Emperor", "Señor", "Don"), "m"),
        **dict.fromkeys(("Mrs.", "Mrs", "Ms.", "Ms", "Miss", "Queen", "Princess", "Lady", "Madame", "Mother", "Sister", "Frau", "Duchess", "Countess", "Empress", "Dame", "Señora", "Mme", "Mlle"), "f"),
    }  # fmt: skip


def _words_before_names(doc: Document) -> dict[str, set[str]]:
    """Entity → the words that stand right before its names."""
    found: dict[str, set[str]] = {}
    for m in doc.mentions:
        if m.form == "name":
            before = doc.text[max(0, m.start - 12) : m.start].split()
            if before:
                found.setdefault(m.entity, set()).add(before[-1])
    return found


def gender_of(entity: Entity, language: str | None, before: set[str]) -> str | None:
    """'m' or 'f' where a title or an unambiguous given name says so; None otherwise."""
    for word in sorted(before):
        if word in _titles():
            return _titles()[word]
    ranks = name_lists(language).titles
    given = name_lists(language).given
    for name in (entity.name, *entity.names):
        parts = name.split()
        if parts[0] in _titles():
            return _titles()[parts[0]]
        row = given.get(parts[0]) if len(parts) > 1 or len(tokens(name)) == 1 else None
        if row and row[0] in ("m", "f") and (len(parts) > 1):
            return row[0]
    if any(ranks.get(word, ("",))[0] == "military" for word in before):
        return "m"  # nearly always, in the sources that historians read
    return None
