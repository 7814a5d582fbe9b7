"""Phrases: where a noun phrase, a clause and a verb's subject begin and end, told by closed-class words, by parts of
speech that a word can have, and by the names found. Light on purpose: what it cannot tell it does not report.
"""

from functools import cache

from msgspec import Struct

from whence.lang import Lexicon, Words, lexicon
from whence.layers.document import Mention
from whence.text import SpanIndex


class Item(Struct, gc=False):
    """A piece of a host sentence: a word, or a whole quotation that stands in it as one thing.

    ``tag``: D determiner, P preposition, C coordinator, S subordinator, O pronoun, X auxiliary, M modal, T negation,
    R adverb, J adjective, N noun, V finite verb, G -ing form, E participle, A name, Q quotation, '#' number, ',' sign.
    """

    start: int
    end: int
    lower: str
    tag: str
    quotation: str | None = None


class Phrase(Struct, frozen=True):
    """A noun phrase by its first and last item, with its head and whether it is a name or a pronoun."""

    first: int
    last: int
    head: int


class ClosedClasses(Struct):
    """The closed classes of a language as sets."""

    determiners: frozenset[str]
    prepositions: frozenset[str]
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    auxiliaries: frozenset[str]
    modals: frozenset[str]
    negations: frozenset[str]
    pronouns: frozenset[str]
    indefinite: frozenset[str]


@cache
def closed_classes(language: str | None) -> ClosedClasses:
    """The closed classes of a language."""
    known = lexicon(language)

    def get(name: str) -> frozenset[str]:
        return known.words("classes", name)

    pronouns = (
        frozenset(known.pronouns)
        | get("subject_pronouns")
        | {"me", "us", "myself", "ourselves", "mine", "ours"}
    )
    return ClosedClasses(
        get("determiners"), get("prepositions"), get("coordinators"), get("subordinators"), get("auxiliaries"),
        get("modals"), get("negations"), pronouns, known.words("sources", "indefinite"),
    )  # fmt: skip


_FINE = {"Vd": "V", "Vz": "V", "Vp": "V", "Vb": "B", "Vg": "G", "Vn": "E"}
_NOMINATIVE = frozenset(["i", "he", "she", "we", "they"])
_CONTRACTS = frozenset(["he", "she", "it", "that", "there", "what", "who", "here", "where", "how"])
_PARTICLES_OF_VERBS = frozenset(["up", "out", "down", "off", "over", "on", "in"])
_POSSESSIVE = frozenset(["his", "her", "its", "their", "our", "my", "your", "whose"])


def tag_of(words: Words, i: int, known: Lexicon, classes: ClosedClasses, named: bool) -> str:
    """The tag of one word, from closed classes first, then the parts of speech that its form can be."""
    lower = words.lower[i]
    first = lower[0]
    if named:
        return "A"
    if lower in classes.modals:
        month = words.form(i) == "May" and not (i + 1 < len(words) and words.lower[i + 1] in classes.pronouns)
        return "N" if month else "M"
    if lower == "'s":
        return "X" if i and words.lower[i - 1] in _CONTRACTS else "'"
    if lower in classes.auxiliaries:
        return "X"
    if lower in ("not", "n't", "never"):
        return "T"
    if lower in _POSSESSIVE:
        return "D"
    if lower in classes.pronouns or lower in (
        "nobody",
        "everybody",
        "everyone",
        "someone",
        "somebody",
        "anyone",
        "none",
    ):
        return "O"
    if lower in classes.coordinators:
        return "C"
    if lower in ("that", "who", "which", "whom"):
        return "S"
    if lower in classes.determiners:
        return "D"
    if lower in classes.prepositions and lower not in ("like", "up", "down", "off", "out"):
        return "P"
    if lower in classes.subordinators:
        return "S"
    if not first.isalpha():
        return "#" if first.isdigit() else ","
    return _open_class(words, i, lower, known)


def _open_class(words: Words, i: int, lower: str, known: Lexicon) -> str:
    verb = known.reporting.get(lower)
    tags = known.tags.get(lower)
    if verb and verb.form in ("past", "third") and not (tags and tags[0] == "N"):
        return "V"
    if lower in known.people_nouns:
        return "N"
    if tags:
        best = tags[0]
        return _FINE.get(best, best)
    if lower.endswith("ly"):
        return "R"
    if lower.endswith("ing"):
        return "G"
    if lower.endswith("ed"):
        return "V"
    if lower.endswith(("able", "ible", "ous", "ful", "less", "ish", "ical")):
        return "J"
    return "N"


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
        items = self.items
        i = verb - 1
        skipped_comma = False
        stretch = (-1, -1)
        guard = 0
        while i >= 0 and guard < 40:
            guard += 1
            item = items[i]
            if item.tag in "XMTR" or (item.lower in self.known.words("classes", "adverbs_before_verbs")):
                i -= 1
                continue
            if (
                item.tag == "Q"
                or item.tag in "C"
                or (item.tag == "S" and item.lower not in ("who", "which", "that"))
            ):
                return None
            if item.lower in ("who", "which"):
                return self._antecedent(i)
            if item.lower == "that":
                return None
            if item.lower in (",", "—", "–", "(", ")"):
                if skipped_comma:
                    return None
                partner = self._partner_comma(i, item.lower)
                if partner is None:
                    return None
                skipped_comma = True
                stretch = (partner, i)
                i = partner - 1
                continue
            phrase = self.noun_phrase_ending(i)
            if phrase is None:
                return self._over_relative(i)
            phrase = self._joined_names(phrase)
            gerund = self._gerund_phrase(phrase.first)
            if gerund is not None:
                i = gerund
                continue
            before = items[phrase.first - 1] if phrase.first else None
            if before is not None and before.tag == "P" and items[phrase.head].lower not in _NOMINATIVE:
                # a phrase like 'in respect to this issue': look to its left for the subject it belongs to
                left = self._over_prepositions(phrase.first - 1)
                if left is None:
                    return None
                if items[left].lower in (",", "—", "–"):
                    i = left
                    continue
                outer = self.noun_phrase_ending(left)
                if outer is None:
                    return None
                outer_before = items[outer.first - 1] if outer.first else None
                if outer_before is not None and outer_before.tag == "P":
                    further = self._over_prepositions(outer.first - 1)
                    outermost = self.noun_phrase_ending(further) if further is not None else None
                    if outermost is None:
                        return None
                    outer = outermost
                return self._with_apposition(
                    self._coordinated(Phrase(outer.first, phrase.last, outer.head)), stretch
                )
            return self._with_apposition(self._coordinated(phrase), stretch)
        return None

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
            or item.lower in _POSSESSIVE
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
            if self.items[k].lower in (";", ":", ".") or self.items[k].tag == "Q":
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
                return Phrase(start, i, i)
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


def name_index(mentions: tuple[Mention, ...]) -> SpanIndex[Mention]:
    """The mentions by place."""
    return SpanIndex(mentions)
