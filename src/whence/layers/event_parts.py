"""event_parts: who takes part in an event, by the words beside its trigger, verb or noun. What the sentence does not tie plainly is left out."""

from collections.abc import Iterable

from whence.lang.inflections import inflections
from whence.layers.document import Party
from whence.layers.event_verb_parts import MEASURES, VerbParts
from whence.layers.noun_phrases import Phrase
from whence.layers.tagging import POSSESSIVE

_DONE_TO = frozenset(
    "murder assassination killing execution death arrest detention imprisonment deportation banishment trial conviction burial funeral "
    "birth baptism coronation appointment election nomination dismissal deposition beating hanging poisoning destruction capture defeat "
    "assault rescue release kidnapping abduction".split()
)
_OF_DOERS = frozenset(["protest", "move", "consult", "agree", "contest"])
_POINTING = frozenset(["it", "this", "that", "which", "who", "there"])
_LONGEST = 14  # items of a participant's phrase


class Parts(VerbParts):
    """One host sentence, asked for what belongs to the event at one of its items."""

    def phrases(self, i: int, kind: str, verbal: bool) -> list[tuple[str, Phrase]]:
        """The phrases of those who take part, with their roles."""
        found = self._of_verb(i, kind) if verbal else self._of_noun(i, kind)
        return [
            (role, self._with_its_number(self._with_those_before(p)))
            for role, p in found
            if p.last - p.first < _LONGEST
        ]

    def parties(self, phrases: Iterable[tuple[str, Phrase]]) -> tuple[Party, ...]:
        """Who takes part by the words of phrases, each entity once."""
        made: list[Party] = []
        for role, phrase in phrases:
            entity = self._entity(phrase)
            first, last = self.items[phrase.first], self.items[phrase.last]
            if entity is not None and any(p.entity == entity for p in made):
                continue
            if entity is None and first.tag == "O" and first.lower in _POINTING:
                continue
            made.append(Party(first.start, last.end, role, entity))  # type: ignore[arg-type]
        return tuple(made)

    def _of_noun(self, i: int, kind: str) -> list[tuple[str, Phrase]]:
        """'Rajavi’s meeting with Aziz', 'the murder of Galba by the guards', 'his arrest'."""
        found: list[tuple[str, Phrase]] = []
        bases = inflections(self.language).bases(self.lower(i))
        befalls = bool(bases & _DONE_TO)
        k = i - 1
        while k >= 0 and self.items[k].tag in "JN#":
            k -= 1
        owner: Phrase | None = None
        if k >= 1 and self.items[k].tag == "'":
            owner = self.host.noun_phrase_ending(k - 1)
        elif k >= 0 and self.lower(k) in POSSESSIVE:
            owner = Phrase(k, k, k)
        if owner:
            found.append(("patient" if befalls else "agent", owner))
        sharers = self._sharers(k + 1 if owner else k)
        if sharers := sharers or self._attenders(i):
            found.append(("agent", sharers))
        of = "agent" if kind in _OF_DOERS and not befalls else "patient"
        for role, word in ((of, "of"), ("agent", "by"), ("other", "with")):
            at = i + 1 if self.lower(i + 1) == word else self._after_of(i) if word != "of" else -1
            if 0 <= at < len(self.items) - 1 and self.lower(at) == word:
                phrase = self.host.noun_phrase_starting(at + 1)
                if phrase and self.lower(phrase.head) not in MEASURES and not self._is_time(phrase):
                    found.append((role, phrase))
        return found

    def _sharers(self, k: int) -> Phrase | None:
        """Those who 'took part in the riot', 'attended the funeral', 'came to the meeting', which ends before the article, at ``k``."""
        while k > 0 and self.items[k].tag == "D":
            k -= 1
        verb = k - 1 if self.lower(k) in ("to", "for") else k
        known = "attending_at" if verb < k else "attending"
        if (
            k > 0
            and self.items[verb].tag in "VE"
            and inflections(self.language).bases(self.lower(verb)) & self.host.known.words("events", known)
        ):
            return self._counted_only(self._subject(verb))
        part = k > 1 and self.lower(k) == "in" and self.lower(k - 1) in ("part", "participated")
        if not part:
            return None
        verb = k - 2 if self.lower(k - 1) == "part" else k - 1
        return self._subject(verb)

    def _attenders(self, i: int) -> Phrase | None:
        """Those whom a noun's verb tells of: 'The funeral was attended by | 8,000 people', 'the march drew | 8,000 people'."""
        k = i + 1
        while self.lower(k) in (",", "which", "that", "was", "were", "is"):
            k += 1
        bases = inflections(self.language).bases(self.lower(k)) if k < len(self.items) else frozenset()
        if "attend" in bases and self.lower(k + 1) == "by":
            return self._counted_only(self._phrase_starting(k + 2 + self._limit_at(k + 2)))
        if bases & self.host.known.words("events", "drawing"):
            return self._counted_only(self._object(k))
        return None

    def _counted_only(self, phrase: Phrase | None) -> Phrase | None:
        """A phrase in which people are counted; None for others."""
        phrase = self._with_its_number(phrase) if phrase else None
        counted = phrase and any(self.is_number(k) for k in range(phrase.first, phrase.last + 1))
        return phrase if counted else None

    def _after_of(self, i: int) -> int:
        """The item behind the 'of' phrase that follows a noun."""
        phrase = (
            self.host.noun_phrase_starting(i + 2)
            if self.lower(i + 1) == "of" and i + 2 < len(self.items)
            else None
        )
        return phrase.last + 1 if phrase else -1
