"""Phrases: where a noun phrase, a clause and a verb's subject begin and end, told by closed-class words, by parts of
speech that a word can have, and by the names found. Light on purpose: what it cannot tell it does not report.
"""

from msgspec import Struct

from whence.lang import Lexicon
from whence.layers.tagging import POSSESSIVE, ClosedClasses, Item


class Phrase(Struct, frozen=True):
    """A noun phrase by its first and last item, with its head and whether it is a name or a pronoun."""

    first: int
    last: int
    head: int


_NOMINATIVE = frozenset(["i", "he", "she", "we", "they"])
_PARTICLES_OF_VERBS = frozenset(["up", "out", "down", "off", "over", "on", "in"])


_FARTHEST = 40  # steps that the search for a subject takes
_STRETCH = frozenset([",", "—", "–", "(", ")"])


class _Search(Struct):
    """Where the search for a subject stands, and the stretch between commas that it has passed over."""

    at: int
    stretch: tuple[int, int] = (-1, -1)


class Host:
    """One host sentence as items, with the questions that the layers ask of it."""

    def __init__(self, items: list[Item], known: Lexicon, classes: ClosedClasses) -> None:
        self.items = items
        self.known = known
        self.classes = classes

    def is_verb_here(self, i: int) -> bool:
        """Whether the word i is used as a verb: no determiner, adjective, possessive or preposition claims it as a noun."""
        items = self.items
        before = items[i - 1] if i else None
        if before is None:
            return True
        if before.tag in "'DJ" and before.lower not in (
            "that",
            "all",
            "both",
            "each",
            "some",
            "many",
            "most",
            "this",
            "these",
            "those",
            "few",
            "several",
        ):
            return False
        if before.tag == "P" and before.lower not in ("to", "in", "on", "out", "up", "down", "like"):
            return False
        return not (before.lower in ("that", "this") and i + 1 < len(items) and items[i + 1].tag in "VXM")

    def noun_phrase_ending(self, end: int) -> Phrase | None:
        """The noun phrase whose last item is ``end``: its 'of' and 'in' phrases to the right are not looked for."""
        items = self.items
        if end < 0:
            return None
        head = items[end]
        if head.lower == "there":
            return None
        if head.tag == "O":
            return Phrase(end, end, end)
        if head.tag not in "ANJ#GEVB" and not (head.tag == "D" and head.lower in self.classes.indefinite):
            return None
        if head.tag in "VEB" and not (end and items[end - 1].tag in "DJ'"):
            return None
        first = end
        while first > 0:
            before = items[first - 1]
            if (
                before.tag in "AN#J"
                or (before.tag in "GE" and first - 1 > 0 and items[first - 2].tag in "DJNA'")
                or (before.tag == "E" and before.lower.endswith("ed") and first - 1 >= 0)
                or (
                    before.tag in "V"
                    and first >= 2
                    and items[first - 2].tag in "DJ'"
                    and items[first].tag in "NA"
                )
                or (before.tag == "R" and items[first].tag in "J#E" and before.lower.endswith("ly"))
            ):
                first -= 1
            elif before.tag == "D":
                first -= 1
                if (
                    before.lower in ("all", "both", "the", "those", "such")
                    or first == 0
                    or items[first - 1].tag != "D"
                ):
                    break
            elif before.tag == "'" and first >= 2 and items[first - 2].tag in "ANO":
                inner = self.noun_phrase_ending(first - 2)
                first = inner.first if inner else first - 2
                break
            elif before.lower == "-" and first >= 2 and items[first - 2].end == before.start:
                first -= 2
            else:
                break
        return Phrase(first, end, end)

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
                return self._antecedent(search.at)
            phrase = self.noun_phrase_ending(search.at)
            if phrase is None:
                return self._over_relative(search.at)
            phrase = self._joined_names(phrase)
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
                before = self._antecedent(k)
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

    def _antecedent(self, relative: int) -> Phrase | None:
        """The noun phrase to which 'who' belongs."""
        i = relative - 1
        if i >= 0 and self.items[i].lower == ",":
            i -= 1
        phrase = self.noun_phrase_ending(i)
        if phrase and phrase.first and self.items[phrase.first - 1].lower == "of":
            outer = self.noun_phrase_ending(phrase.first - 2)
            if outer:
                return Phrase(outer.first, phrase.last, outer.head)
        return phrase

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

    def noun_phrase_starting(self, start: int) -> Phrase | None:
        """The noun phrase that begins at an item, with an 'of' phrase that follows."""
        items = self.items
        i, head = start, None
        while i < len(items):
            tag = items[i].tag
            if tag == "O" and i == start:
                of = items[i + 1].lower == "of" if i + 2 < len(items) else False
                more = (
                    self.noun_phrase_starting(i + 2)
                    if of and items[i].lower in ("one", "none", "some")
                    else None
                )
                return Phrase(start, more.last if more else i, i)
            if tag in "AN" or (tag in "GE" and head is None and i > start and items[i - 1].tag in "DJ"):
                head = i
                i += 1
            elif tag in "DJ#R" and (head is None or tag in "J#"):
                if tag == "D" and i > start and items[i - 1].tag not in "DP":
                    break
                i += 1
            elif (
                (tag == "'" and head is not None)
                or (items[i].lower == "-" and head is not None and i + 1 < len(items))
                or (
                    tag == "V"
                    and head is None
                    and i > start
                    and items[i - 1].tag in "DJ"
                    and i + 1 < len(items)
                    and items[i + 1].tag in "NA"
                )
            ):
                i += 1
            else:
                break
        if head is None:
            if start < len(items) and items[start].lower in self.classes.indefinite:
                return Phrase(start, start, start)
            return None
        end = head
        if (
            end + 1 < len(items)
            and items[end + 1].lower in ("of", "in", "for", "from", "at", "with")
            and end + 2 < len(items)
        ):
            more = self.noun_phrase_starting(end + 2)
            if more and (items[end + 1].lower == "of" or items[head].tag == "N"):
                end = more.last
        return Phrase(start, end, head)

    def has_finite_verb(self, first: int, last: int) -> bool:
        """Whether a finite verb, auxiliary or modal stands among the items first..last."""
        return any(self.is_finite(k) for k in range(first, last + 1))

    def is_finite(self, k: int) -> bool:
        """Whether an item can be a finite verb where it stands."""
        item, before = self.items[k], self.items[k - 1] if k else None
        if item.tag in "XM":
            return not (before is not None and before.lower == "to") and item.lower not in (
                "being",
                "having",
                "been",
            )
        if item.tag == "V":
            return not (before is not None and before.tag in "D'") or item.lower in ("was", "were")
        if item.tag == "E":
            return item.lower.endswith("ed") and before is not None and before.tag in "NAOR"
        if item.tag == "B":
            return before is not None and (
                before.tag == "O"
                or (before.tag == "N" and before.lower.endswith("s"))
                or before.lower in ("who", "that", "which")
            )
        return False
