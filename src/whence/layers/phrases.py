"""Phrases: what belongs to a noun phrase, and which one is the subject of a verb. Light on purpose: what it cannot tell it does not report."""

from msgspec import Struct

from whence.layers.noun_phrases import NounPhrases, Phrase
from whence.layers.tagging import POSSESSIVE

_NOMINATIVE = frozenset(["i", "he", "she", "we", "they"])
_PARTICLES_OF_VERBS = frozenset(["up", "out", "down", "off", "over", "on", "in"])


_FARTHEST = 40  # steps that the search for a subject takes
_DIGITS = 4  # of a year
_STRETCH = frozenset([",", "—", "–", "(", ")"])


class _Search(Struct):
    """Where the search for a subject stands, and the stretch between commas that it has passed over."""

    at: int
    stretch: tuple[int, int] = (-1, -1)


_ASIDES = frozenset("though although while whilst since because when if as whereas unless".split())
_ASIDE = 24  # items of such a clause


class Host(NounPhrases):
    """One host sentence as items, with the questions that the layers ask of it."""

    def subject_of(self, verb: int) -> Phrase | None:
        """The noun phrase before a verb that is its subject, with the phrases that belong to it.

        Auxiliaries, adverbs, a prepositional phrase and one stretch between commas may stand between. None where
        another verb, a conjunction or the sentence's start comes first.
        """
        search = _Search(verb - 1)
        for _ in range(_FARTHEST):
            if search.at < 0 or self._stops(search):
                return None
            if self._passes_over(search):
                continue
            if self.items[search.at].lower in ("who", "which"):
                return self.antecedent(search.at)
            phrase = self.noun_phrase_ending(search.at)
            if phrase is None:
                return self._over_relative(search.at)
            phrase = self._behind_a_year(self._joined_names(phrase))
            gerund = self._gerund_phrase(phrase.first)
            if gerund is not None:
                search.at = gerund
                continue
            if not self._is_object(phrase):
                return self._with_apposition(self._coordinated(phrase), search.stretch)
            # a phrase like 'in respect to this issue': look to its left for the subject it belongs to
            left = self._over_prepositions(phrase.first - 1)
            if left is None or self.items[left].lower not in (",", "—", "–"):
                return self._with_its_phrases(phrase, left, search.stretch)
            search.at = left
        return None

    def _stops(self, search: "_Search") -> bool:
        """Whether the search for a subject ends here without one: a quotation, a conjunction, a second stretch."""
        item = self.items[search.at]
        if item.tag in "QC" or (item.tag == "S" and item.lower not in ("who", "which")):
            return True
        return item.lower in _STRETCH and (
            search.stretch[0] >= 0 or self._partner_comma(search.at, item.lower) is None
        )

    def _passes_over(self, search: "_Search") -> bool:
        """Moves the search over an auxiliary, an adverb or a stretch between commas."""
        item = self.items[search.at]
        if item.tag in "XMTR" or item.lower in self.known.words("classes", "adverbs_before_verbs"):
            search.at -= 1
            return True
        if item.lower in _STRETCH:
            partner = self._partner_comma(search.at, item.lower)
            assert partner is not None  # else the search has stopped
            search.stretch = (partner, search.at)
            search.at = partner - 1
            return True
        return False

    def _behind_a_year(self, phrase: Phrase) -> Phrase:
        """A name without the year before it: 'On 9 June 1902 | Tomas Rell, a shepherd, was shot'."""
        for k in range(phrase.first, phrase.last):
            year = (
                self.items[k].tag == "#"
                and len(self.items[k].lower) == _DIGITS
                and self.items[k].lower.isdigit()
            )
            if year and self.items[k + 1].tag == "A":
                return Phrase(k + 1, phrase.last, phrase.head)
        return phrase

    def _is_object(self, phrase: Phrase) -> bool:
        """Whether a preposition governs a phrase; 'he' and 'they' are governed by none, and 'until' opens a clause where a verb follows."""
        before = self.items[phrase.first - 1] if phrase.first else None
        if before is None or before.tag != "P" or before.lower in ("until", "till"):
            return False
        return self.items[phrase.head].lower not in _NOMINATIVE

    def _with_its_phrases(self, phrase: Phrase, left: int | None, stretch: tuple[int, int]) -> Phrase | None:
        """'members of the guild of masons': the phrase to which one or two prepositional phrases belong."""
        outer = self.noun_phrase_ending(left) if left is not None else None
        if outer is not None and outer.first and self.items[outer.first - 1].tag == "P":
            further = self._over_prepositions(outer.first - 1)
            outer = self.noun_phrase_ending(further) if further is not None else None
        if outer is None:
            return None
        whole = Phrase(outer.first, phrase.last, outer.head)
        return self._with_apposition(self._coordinated(whole), stretch)

    def _over_relative(self, end: int) -> Phrase | None:
        """'An official who asked not to be named': the phrase with the relative clause that ends at ``end``."""
        for k in range(end, max(0, end - 16), -1):
            if self.items[k].lower in (",", ";", ":", "."):
                return None
            if self.items[k].lower == "who":
                before = self.antecedent(k)
                return Phrase(before.first, end, before.head) if before else None
        return None

    def _with_apposition(self, phrase: Phrase, stretch: tuple[int, int]) -> Phrase:
        """The phrase with the description between commas that follows it ('Nyabati, a left member of NCRI')."""
        first, last = stretch
        if first == phrase.last + 1 and last - first > 1 and self.describes(first + 1):
            return Phrase(phrase.first, last - 1, phrase.head)
        return phrase

    def describes(self, i: int) -> bool:
        """Whether a description of somebody begins at item i: an article, a role, 'who', an age."""
        item = self.items[i]
        return (
            item.lower
            in (
                "a",
                "an",
                "the",
                "who",
                "whose",
                "then",
                "now",
                "formerly",
                "himself",
                "herself",
                "chief",
                "head",
            )
            or item.tag in "#'"
            or (item.tag == "A" and i > 1 and self.items[i - 2].tag in "NO")
            or item.lower in POSSESSIVE
            or item.lower in self.known.people_nouns
            or (item.tag in "JN" and any(k.lower in self.known.people_nouns for k in self.items[i : i + 4]))
        )

    def apposition_end(self, last: int) -> int:
        """The last item of the description that follows a name after a comma; ``last`` itself where none follows."""
        items = self.items
        if last + 2 >= len(items) or items[last + 1].lower != "," or not self.describes(last + 2):
            return last
        relative = items[last + 2].lower in ("who", "whose")
        for k in range(last + 2, min(len(items), last + 32)):
            relative = relative or items[k].lower in ("who", "whose", "which")
            if not relative and self.is_finite(k):
                return last  # a clause of its own, no description
            if items[k].tag == "Q" or items[k].lower in (".", ";", ":", "?", "!", "—"):
                return k - 1
            if items[k].lower == "," and k > last + 3:
                return k - 1
        return min(len(items) - 1, last + 31)

    def _gerund_phrase(self, first: int) -> int | None:
        """The item before 'in summing up …', where the phrase that begins at ``first`` is the object of such a gerund."""
        items = self.items
        k = first - 1
        if k >= 0 and items[k].lower in _PARTICLES_OF_VERBS:
            k -= 1
        if k >= 1 and items[k].tag == "G" and items[k - 1].tag == "P":
            return k - 2
        return None

    def _over_prepositions(self, i: int) -> int | None:
        """The item before one or two prepositions that end at i ('in respect to' counts as one)."""
        items = self.items
        while i >= 0 and items[i].tag == "P":
            i -= 1
        if (
            i >= 1
            and items[i].tag == "N"
            and items[i - 1].tag == "P"
            and items[i].lower
            in (
                "respect",
                "regard",
                "relation",
                "response",
                "reply",
                "addition",
                "contrast",
                "reaction",
                "reference",
                "turn",
            )
        ):
            i -= 2
        return i if i >= 0 else None

    def _partner_comma(self, i: int, sign: str) -> int | None:
        """The sign that opens the stretch which the sign at i closes."""
        opening = {")": "("}.get(sign, sign)
        for k in range(i - 1, max(-1, i - 26), -1):
            if self.items[k].lower == opening:
                return k
            if self.items[k].lower in (";", ":", ".") or (self.items[k].tag == "Q" and sign != ")"):
                return None
        return None

    def antecedent(self, relative: int) -> Phrase | None:
        """The noun phrase to which 'who' belongs."""
        i = relative - 1
        if i >= 0 and self.items[i].lower == ",":
            i -= 1
        phrase = self.noun_phrase_ending(i)
        named = self._described_by(phrase) if phrase else None
        if phrase and named:
            return Phrase(named.first, phrase.last, named.head)  # 'Reuben Tallis, a miller, who'
        if phrase and phrase.first and self.items[phrase.first - 1].lower == "of":
            outer = self.noun_phrase_ending(phrase.first - 2)
            if outer and not (self._is_somebody(phrase) and not self._is_somebody(outer)):
                return Phrase(outer.first, phrase.last, outer.head)
        return phrase

    def _described_by(self, phrase: Phrase) -> Phrase | None:
        """The name that a phrase behind a comma describes."""
        first, items = phrase.first, self.items
        if first < 2 or items[first - 1].lower != "," or items[first].lower not in ("a", "an", "the"):
            return None
        name = self.noun_phrase_ending(first - 2)
        return name if name and items[name.head].tag == "A" and items[phrase.head].tag == "N" else None

    def _is_somebody(self, phrase: Phrase) -> bool:
        """Whether the head of a phrase is a name or a noun for people: 'the words of a warrior, who'."""
        head = self.items[phrase.head]
        return head.tag == "A" or head.lower in self.known.people_nouns

    def _joined_names(self, phrase: Phrase) -> Phrase:
        """'members of MKO and NCRI': names joined by 'and' after a preposition belong together."""
        items = self.items
        if phrase.first >= 2 and items[phrase.first - 1].lower == "and" and items[phrase.head].tag == "A":
            left = self.noun_phrase_ending(phrase.first - 2)
            if left and items[left.head].tag == "A" and left.first and items[left.first - 1].lower == "of":
                return Phrase(left.first, phrase.last, phrase.head)
        return phrase

    def _coordinated(self, phrase: Phrase) -> Phrase:
        """'Both Rajavi and Nyabati': the whole of two joined names, where they begin the clause."""
        items = self.items
        first = phrase.first
        while first >= 2 and items[first - 1].lower == "and":
            left = self.noun_phrase_ending(first - 2)
            if left is None or items[left.head].tag not in "A":
                break
            begins = (
                left.first == 0
                or items[left.first - 1].lower in (",", "both", ";", ":")
                or items[left.first - 1].tag in "SC"
            )
            if not begins or items[phrase.head].tag != "A":
                break
            first = left.first
        return Phrase(first, phrase.last, phrase.head)

    def before_aside(self, verb: int) -> int:
        """Where to look back from for what 'and' joins a verb to: before a clause set between commas, 'took me on her knee, though I
        was far too big, and told me'."""
        words = [item.lower for item in self.items[:verb]]
        joint = next((k for k in range(verb - 1, max(0, verb - 5), -1) if words[k] in ("and", "but")), 0)
        if not joint or words[joint - 1] != ",":
            return verb
        for k in range(joint - 2, max(0, joint - _ASIDE), -1):
            if words[k] in (";", ":") or self.items[k].tag == "Q":
                break
            if words[k] == ",":
                return k + 2 if words[k + 1] in _ASIDES else verb
        return verb
