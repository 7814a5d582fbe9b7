"""state_frames: what is said or thought without a verb that has a speaker: 'was of opinion that', 'is said to have fled', 'the charge that'."""

from whence.lang import ReportingForm
from whence.layers.document import AttributionKind
from whence.layers.noun_phrases import Phrase
from whence.layers.verb_frames import Draft, VerbFrames

_BECOME = frozenset(
    "be is are was were been being felt feel feels seemed seems became become becomes remained remains grew appeared "
    "am 're 's 'm".split()
)
_BOUNDS = frozenset([",", ";", ":", ".", "—", "–", "(", ")", "but", "and", "or"])
_DUTY = frozenset("i you we".split())  # 'you are supposed to be at home'


class StateFrames(VerbFrames):
    """The attributions of one host sentence that an adjective, a passive or a noun brings."""

    def _minded(self, i: int) -> Draft | None:
        """'He was sure that …', 'the council was of the opinion that …'."""
        last = self._state(i)
        first = i - 1
        while first >= 0 and self.items[first].tag == "R":
            first -= 1
        if last is None or first < 0 or self.lower(first) not in _BECOME:
            return None
        that = self.that_after(last + 1, False)
        source = self.host.subject_of(first) if that is not None else None
        if that is None or source is None or not self.can_speak(source) or self.lower(source.head) == "it":
            return None
        if self.lower(source.head) in ("i", "we"):
            return None  # how somebody speaks, as with 'I think'
        end = self.clause_end(that + 1)
        self.last_source = source
        return self.draft("belief", source, (first, last), [(that, end)], "of a mind that")

    def _state(self, i: int) -> int | None:
        """The last item of the words at item i that say what somebody is: 'sure', 'of opinion', 'of the view'."""
        states = self.host.known.words("sources", "states_of_mind")
        if self.lower(i) in states:
            return i
        if self.lower(i) not in ("of", "under"):
            return None
        noun = i + 1 + (self.lower(i + 1) in ("the", "an"))
        return noun if self.lower(noun) in self.host.known.words("sources", "held_views") else None

    def _raised(self, i: int, size: int, verb: ReportingForm) -> Draft | None:
        """'He is said to have fled': what is said is the subject and the infinitive; nobody says it."""
        to = i + size
        if self.items[i].lower not in self.host.known.words("sources", "raising_participles"):
            return None
        if self.lower(to) != "to" or to + 1 >= len(self.items) or self.items[to + 1].tag not in "XBV":
            return None
        subject = self.host.subject_of(i)
        if subject is None or self.lower(subject.head) in _DUTY:
            return None
        if self.lower(i) == "supposed" and self.lower(to + 1) not in ("have", "be"):
            return None
        end = self.clause_end(to)
        content = [(subject.first, subject.last), (to, end)]
        kind: AttributionKind = "belief" if verb.kind == "belief" else "indirect"
        return self.draft(kind, None, (i, to - 1), content, f"{verb.lemma}, passive, to")

    def _impersonal(self, i: int, size: int, verb: ReportingForm) -> Draft | None:
        return super()._impersonal(i, size, verb) or self._raised(i, size, verb)

    def _noun_alone(self, i: int) -> Draft | None:
        """'The charge that they were accessories was never proved', 'there was a rumour that …': nobody is named."""
        if self.lower(i + 1) != "that" or i + 3 >= len(self.items):
            return None
        phrase = self.host.noun_phrase_ending(i)
        if phrase is None or self.items[phrase.first].tag != "D" or not self._begins(phrase):
            return None
        if any(self.items[k].tag not in "J" for k in range(phrase.first + 1, i)):
            return None  # 'The Post reports that'
        if self.host.is_finite(i + 2):
            return None  # 'a story that is told about Thole': nothing is said in it
        that = self.that_after(i + 1, False)
        if that is None:
            return None
        there = phrase.first > 0
        end = self.clause_end(that + 1)
        end = end if there else self._before_main_verb(that + 1, end)
        if not self.host.has_finite_verb(that + 1, end):
            return None
        why = f"the {self.lower(i)} that"
        return self.draft("indirect", None, (phrase.first, i), [(that, end)], why, verbal=False)

    def _begins(self, phrase: Phrase) -> bool:
        """Whether a noun phrase begins its sentence, or stands behind 'there was'."""
        before = phrase.first - 1
        if before < 0 or self.lower(before) in (";", ":"):
            return True
        return self.lower(before) in ("is", "was", "are", "were") and self.lower(before - 1) == "there"

    def _before_main_verb(self, start: int, end: int) -> int:
        """The end of a that-clause that hangs on a noun: before the verb of which the noun is the subject."""
        groups = 0
        for k in range(start, end + 1):
            if self.items[k].tag in "SC":
                groups = 0 if self.items[k].tag == "S" else groups
            if self.host.is_finite(k) and not (k > start and self.items[k - 1].tag in "XMRT"):
                groups += 1
                if groups == 2:
                    return k - 1
        return end

    def _long_subject(self, verb: int) -> Phrase | None:
        """'The committee charged with the inquiry reported that …': a subject with phrases and participles of its own behind it."""
        first = verb
        while first > 0 and not self._bounds(first - 1):
            first -= 1
        head = self.host.noun_phrase_starting(first) if first < verb else None
        last = verb - 1
        while last > first and self.items[last].tag in "XMRT" and not self._is_of_participle(last):
            last -= 1
        if head is None or head.last >= last or not self.can_speak(head):
            return None
        if self.items[head.last + 1].tag not in "PEGV" or self.items[first].tag not in "DAJN#'":
            return None
        between = range(head.last + 1, last + 1)
        if any(
            self.items[k].tag in "XM" or (self.lower(k) == "to" and self.items[k + 1].tag in "BV")
            for k in between
        ):
            return None
        return Phrase(first, last, head.head)

    def _is_of_participle(self, i: int) -> bool:
        """'detainees interviewed separately said': whether an adverb belongs to the participle before it."""
        return self.items[i].tag == "R" and self.items[i - 1].tag in "EV" and self.lower(i - 1).endswith("ed")

    def _bounds(self, i: int) -> bool:
        """Whether no subject goes over item i: a stop, a quotation, what opens a clause."""
        return self.items[i].tag in "QS" or self.items[i].lower in _BOUNDS

    def _source(self, i: int, size: int, verb: ReportingForm) -> Phrase | None:
        found = super()._source(i, size, verb)
        if found is not None or verb.form == "ing" or "that" not in verb.frames:
            return found
        if self.that_after(i + size, bool(verb.frames & {"obj"})) is None:
            return None
        return self._long_subject(i)
