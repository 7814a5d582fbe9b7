"""event_signs: what single words of a sentence say of events: numbers, people who are counted, arrivals."""

from whence.dates.grammar import grammar
from whence.lang.inflections import inflections
from whence.layers.clauses import Clauses
from whence.layers.document import Document, Mention, Time
from whence.layers.hosts import Sentence
from whence.layers.spot_words import is_spot_noun
from whence.text import SpanIndex

_OF_ALL = frozenset("be was were are is lose leave have report number".split())
_FOUND_WITHIN = 5  # items behind 'established'
_BE = frozenset("was were is are been being".split())
_MET_WITHIN = 4  # items behind 'met'
_VERB_WITHIN = 8  # items before a number


class Signs(Clauses):
    """One host sentence with the names and times in it; ``kinds`` of entities by their identity."""

    def __init__(
        self, sentence: Sentence, doc: Document, names: SpanIndex[Mention], times: SpanIndex[Time], lengths: SpanIndex[Time],
        kinds: dict[str, str],
    ) -> None:  # fmt: skip
        super().__init__(sentence.host)
        self.sentence, self.doc, self.names, self.kinds = sentence, doc, names, kinds
        self.language = doc.document.language
        self.number_words = frozenset(grammar(self.language).table["numbers"]) - {"a", "an"}
        self.times = times.inside(sentence.start, sentence.end)
        self.lengths = lengths.inside(sentence.start, sentence.end)

    def is_number(self, k: int) -> bool:
        """Whether an item is a number, in digits or in words, and no part of a date."""
        item = self.items[k]
        number = item.tag == "#" or item.lower in self.number_words
        return number and not any(t.start < item.end and item.start < t.end for t in self.times)

    def is_counted(self, i: int) -> bool:
        """'lost 40 killed and 60 wounded', 'counted 43 dead': whether a word stands for those to whom it happened, in numbers."""
        if (
            self.lower(i) not in self.host.known.words("events", "casualties")
            or not i
            or not self.is_number(i - 1)
        ):
            return False
        if self.lower(i) == "dead" and not self._are_all(i):
            return False
        following = self.items[i + 1] if i + 1 < len(self.items) else None
        joined = following is not None and following.lower == "and" and not self._is_limited(i + 2)
        return following is None or not (joined or following.tag in "DOANJ" or following.lower == "by")

    def meets_no_one(self, i: int) -> bool:
        """'meeting blows', 'met the cost': what is met is nobody."""
        if "meet" not in inflections(self.language).bases(self.lower(i)):
            return False
        behind = {self.lower(k) for k in range(i + 1, i + _MET_WITHIN)}
        return bool(behind & self.host.known.words("events", "not_met"))

    def founds_nothing(self, i: int) -> bool:
        """'It has been established by inquiry that …', 'Responsibility was never established': what is made known, and not founded."""
        if "establish" not in inflections(self.language).bases(self.lower(i)):
            return False
        behind = [self.lower(k) for k in range(i + 1, i + _FOUND_WITHIN)]
        if any(w in ("that", "whether", "who", "how", "why") for w in behind):
            return True
        known = self.host.known.words("events", "not_founded")
        subject = self.host.subject_of(self.with_auxiliaries(i))
        return bool(known & set(behind)) or (subject is not None and self.lower(subject.head) in known)

    def _are_all(self, i: int) -> bool:
        """'there were 43 dead', 'lost 43 dead', not 'I buried 17 dead': whether those who are counted are said to be all."""
        before = (self.items[k] for k in range(i - 1, max(-1, i - _VERB_WITHIN), -1))
        verb = next((x.lower for x in before if x.tag in "VXEB"), "")
        return bool(inflections(self.language).bases(verb) & _OF_ALL)

    def _is_limited(self, k: int) -> bool:
        """Whether a number follows, with or without the words that limit it."""
        return any(self.is_number(j) for j in range(k, min(k + 4, len(self.items))))

    def takes_office(self, i: int) -> bool:
        """'became governor of Lorn', 'was made a bishop': whether a verb that says little tells that somebody took an office."""
        bases = inflections(self.language).bases(self.lower(i))
        if not bases & {"become", "make"} or ("make" in bases and self.lower(i - 1) not in _BE):
            return False
        office = self.host.noun_phrase_starting(i + 1) if i + 1 < len(self.items) else None
        return office is not None and self.lower(office.head) in self.host.known.words("events", "offices")

    def comes_to_a_place(self, i: int) -> bool:
        """'came into Upper Zdoba', 'drew into the station at Brod': a verb that says little tells of an arrival where it names where to."""
        bases = inflections(self.language).bases(self.lower(i))
        if not bases & self.host.known.words("events", "coming") or not self.host.is_finite(i):
            return False
        for k in range(i + 1, min(i + 4, len(self.items) - 1)):
            if self.lower(k) in ("to", "into"):
                start = self.items[k + 1].start
                named = self.names.touching(start, start + 1)
                return self._is_spot(k + 1) or any(self.kinds.get(m.entity) == "place" for m in named)
            if self.items[k].tag not in "PR" and self.lower(k) not in ("back", "up", "down", "over"):
                return False
        return False

    def _is_spot(self, k: int) -> bool:
        """'the farm', 'his lodgings': an article or a possessive before the noun for a kind of spot; not 'to school'."""
        noun = self.items[k + 1] if k + 1 < len(self.items) else None
        return self.items[k].tag == "D" and noun is not None and is_spot_noun(noun.lower, self.language)
