"""frames: all frames of a host sentence: those of its verbs and states, and 'according to X', 'in X's view', 'X's claim that'."""

from collections.abc import Iterator

from whence.layers.document import AttributionKind
from whence.layers.noun_phrases import Phrase
from whence.layers.state_frames import StateFrames
from whence.layers.verb_frames import Draft


class FrameReader(StateFrames):
    """Reads the attributions of one host sentence."""

    def read(self) -> Iterator[Draft]:
        """The attributions of the sentence, in the order of their cues."""
        i = 0
        while i < len(self.items):
            found, taken = self._at(i)
            if found:
                yield found
            i += max(1, taken)

    def _at(self, i: int) -> tuple[Draft | None, int]:
        """The attribution whose cue begins at item i, and how many items the cue takes."""
        items = self.items
        if items[i].lower == "according" and self.lower(i + 1) == "to":
            return self._according(i), 2
        if items[i].lower == "in":
            found = self._in_the_view_of(i)
            if found:
                return found, 1
        if items[i].tag == "N" and items[i].lower in self.nouns:
            found = self._noun(i) or self._noun_alone(i)
            if found:
                return found, 1
        minded = self._minded(i)
        if minded:
            return minded, 1
        verb, size = self.verb_at(i)
        if verb is None:
            return None, 1
        return self._verb(i, size, verb), size

    # -- other frames ---------------------------------------------------------------------------------------------

    def _according(self, i: int) -> Draft | None:
        """'According to X, …' and '…, according to X.'"""
        source = self.host.noun_phrase_starting(i + 2)
        if source is None:
            return None
        begins = i == 0 or self.items[i - 1].lower in (";", ":")
        source = Phrase(source.first, self._source_end(source.last), source.head)
        if begins:
            start = source.last + 1 + (self.lower(source.last + 1) == ",")
            if start >= len(self.items):
                return None
            end = self.clause_end(start)
            return self.draft("indirect", source, (i, i + 1), [(start, end)], "according to")
        start = self.clause_start(i)
        end = i - 2 if self.lower(i - 1) == "," else i - 1
        if end < start:
            return None
        content = [(start, end)]
        rest = source.last + 2
        between = self.lower(source.last + 1) == "," and self.lower(i - 1) == "," and rest < len(self.items)
        if between and not self.is_clause(start, end):
            content.append((rest, self.clause_end(rest)))  # 'Dell, according to my mother, never sent it'
        return self.draft("indirect", source, (i, i + 1), content, "according to")

    def _source_end(self, last: int) -> int:
        """The end of a source after 'according to': up to the comma, with the description that follows it."""
        k = last
        while k + 1 < len(self.items) and self.items[k + 1].tag not in ",QVXMSC":
            k += 1
            if self.items[k].tag in "ANE" and self.lower(k + 1) == ",":
                break
        while k > last and self.items[k].tag in "DPRJ":
            k -= 1
        return self.host.apposition_end(k)

    def _in_the_view_of(self, i: int) -> Draft | None:
        """'In Hale’s view nothing rose', 'in the opinion of the surgeon, …'."""
        views = ("view", "opinion", "words", "account", "judgment", "judgement", "telling")
        begins = i == 0 or self.items[i - 1].lower in (";", ":", ",", "and", "but")
        if not begins:
            return None
        source, cue = None, (i, i)
        phrase = self.host.noun_phrase_starting(i + 1) if i + 1 < len(self.items) else None
        if (
            phrase
            and self.lower(phrase.head) in views
            and phrase.head >= 2
            and self.lower(phrase.head - 1) == "'s"
        ):
            source, cue = self.host.noun_phrase_ending(phrase.head - 2), (phrase.head, phrase.head)
        elif self.lower(i + 1) == "the" and self.lower(i + 2) in views and self.lower(i + 3) == "of":
            source, cue = self.host.noun_phrase_starting(i + 4), (i, i + 3)
        if source is None or not self.can_speak(source):
            return None
        start = max(source.last, cue[1]) + 1
        start += self.lower(start) == ","
        if start >= len(self.items):
            return None
        quoted = self.items[start].tag == "Q"  # 'was, in the words of the surveyor, “too small”'
        end = start if quoted else self.clause_end(start)
        if not quoted and not self.is_clause(start, end):
            return None
        kind: AttributionKind = "direct" if quoted else "indirect"
        return self.draft(kind, source, cue, [(start, end)], "in the view of", verbal=False)

    def _noun(self, i: int) -> Draft | None:
        """'Mojahedin’s claim of …', 'his assertion that …'."""
        items = self.items
        link = self.lower(i + 1)
        if link not in ("that", "of", "about") or i < 1 or i + 2 >= len(items):
            return None
        if items[i - 1].lower in self.possessives:
            source = Phrase(i - 1, i - 1, i - 1)
        elif items[i - 1].lower == "'s" and i >= 2:
            owner = self.host.noun_phrase_ending(i - 2)
            if owner is None or not self.can_speak(owner):
                return None
            source = owner
        else:
            return None
        if link == "of" and items[i + 2].tag not in "GDQ":
            return None
        if link == "that":
            end = self._before_main_verb(i + 2, self.clause_end(i + 2))
        else:
            thing = self.host.noun_phrase_starting(i + 3 if items[i + 2].tag == "G" else i + 2)
            end = thing.last if thing else i + 2
        why = f"noun {items[i].lower}"
        return self.draft("indirect", source, (i, i), [(i + 1, end)], why, verbal=False)
