"""noun_phrases: where a noun phrase begins and ends, and which words are verbs, told by closed-class words, by parts of speech that a
word can have, and by the names found.
"""

from msgspec import Struct

from whence.lang import Lexicon
from whence.layers.tagging import ClosedClasses, Item


class Phrase(Struct, frozen=True):
    """A noun phrase by its first and last item, with its head and whether it is a name or a pronoun."""

    first: int
    last: int
    head: int


class NounPhrases:
    """The items of one host sentence, with the questions of nouns and verbs."""

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
