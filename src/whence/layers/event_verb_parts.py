"""event_verb_parts: who does what a verb tells and to whom it is done, by the words beside it. What the sentence does not tie plainly is left out."""

from collections.abc import Iterator
from itertools import islice

from whence.lang.inflections import inflections
from whence.layers.document import Document, Mention, Time
from whence.layers.event_signs import Signs
from whence.layers.event_words import OF_NAMES, Phrasal, phrases_of
from whence.layers.hosts import Sentence
from whence.layers.noun_phrases import Phrase
from whence.layers.spot_words import is_spot_noun
from whence.text import SpanIndex

_BE = frozenset("be is are was were been being got gets getting 's 're".split())
_LIMITS = (
    ("at", "least"), ("at", "most"), ("more", "than"), ("fewer", "than"), ("less", "than"), ("no", "fewer", "than"), ("no", "less", "than"),
    ("as", "many", "as"), ("up", "to"), ("about",), ("around",), ("some",), ("nearly",), ("almost",), ("over",), ("roughly",), ("upwards", "of"), ("upward", "of"), ("exactly",), ("only",), ("just",), ("but",),
)  # fmt: skip
MEASURES = frozenset(
    "mile miles league leagues day days hour hours week weeks month months year years yards feet".split()
)
_SCALES = frozenset(["hundred", "thousand", "dozen", "score", "million"])
_DYING = frozenset(["die", "perish", "expire", "succumb"])  # what has no object
_PARTICLES = frozenset(["down", "up", "out"])
_AIMED = frozenset(["fire", "shoot"])  # 'fired on the crowd'


class VerbParts(Signs):
    """One host sentence, asked for who takes part in what a verb at one of its items tells."""

    def __init__(
        self, sentence: Sentence, doc: Document, names: SpanIndex[Mention], times: SpanIndex[Time], lengths: SpanIndex[Time],
        kinds: dict[str, str],
    ) -> None:  # fmt: skip
        super().__init__(sentence, doc, names, times, lengths, kinds)
        self.occasions = self.host.known.words("events", "occasions")
        self.befalls = self.host.known.words("events", "befalls")
        self._phrasal: dict[int, tuple[tuple[int, ...], Phrasal] | None] = {}

    def _with_those_before(self, phrase: Phrase) -> Phrase:
        """'men and boys': a bare noun with the one that it is joined to."""
        first = phrase.first
        if (
            first > 1
            and self.lower(first - 1) == "and"
            and self.items[first].tag in "NJ"
            and not self.is_number(first)
        ):
            before = self.host.noun_phrase_ending(first - 2) if self.items[first - 2].tag == "N" else None
            if before and before.last == first - 2:
                return Phrase(before.first, phrase.last, phrase.head)
        return phrase

    def _with_its_number(self, phrase: Phrase) -> Phrase:
        """A phrase with the number words, or the 'no', before it: 'three hundred women'."""
        first, last = phrase.first, phrase.last
        while first:
            joined = first > 1 and self.lower(first - 1) in ("-", "and") and self.is_number(first - 2)
            if self.is_number(first - 1):
                first -= 1
            elif joined and self.is_number(first):
                first -= 2  # 'thirty-two', 'two hundred and twelve'
            else:
                break
        if first and self.lower(first - 1) in ("no", "not") and self.lower(first - 2) != "or":
            first -= 1
        if last > phrase.head and self.lower(phrase.head + 1) in ("in", "at", "with", "for", "from"):
            last = phrase.head  # where it was, not who
        return Phrase(first, last, phrase.head)

    def _entity(self, phrase: Phrase) -> str | None:
        """The entity that a phrase's head names."""
        head = self.items[phrase.head]
        found = self.names.touching(head.start, head.end)
        return found[0].entity if found and found[0].end == head.end else None

    def phrasal(self, i: int) -> tuple[tuple[int, ...], Phrasal] | None:
        """The phrase that a verb makes with words behind it; which of the items behind it these are. Asked for kind, parts and words of an event."""
        if i not in self._phrasal:
            following = (item.lower for item in islice(self.items, i + 1, None))
            found = phrases_of(self.lower(i), following, self.language)
            self._phrasal[i] = next((f for f in found if self._is_of(i, f[1])), None)
        return self._phrasal[i]

    def _is_of(self, i: int, phrase: Phrasal) -> bool:
        """Whether a phrase may say what it says of its subject: 'the bomb went off', not 'the man went off'; 'Suvolsk fell', not 'Caesar fell'."""
        subject = self.host.subject_of(self.with_auxiliaries(i)) if phrase.of else None
        if not phrase.of or subject is None:
            return not phrase.of
        named = self._entity(subject) if OF_NAMES in phrase.of else None
        return self.lower(subject.head) in phrase.of or self.kinds.get(named or "", "person") != "person"

    def loses_lives(self, i: int) -> bool:
        """'lost forty men', 'lost 118 of its inhabitants': that people were lost, in numbers, tells that they died."""
        if "lose" not in inflections(self.language).bases(self.lower(i)):
            return False
        thing = self._object(i)
        counted = thing and any(self.is_number(k) for k in range(thing.first, thing.head))
        people = thing is not None and self.lower(thing.head) in self.host.known.people_nouns
        return bool(counted and thing and people and not self.is_spot(thing.head))

    def is_spot(self, k: int) -> bool:
        """Whether an item is the noun for a kind of spot, in the plural too: 'lost 215 | houses'."""
        word = self.lower(k)
        return is_spot_noun(word, self.language) or is_spot_noun(word.removesuffix("s"), self.language)

    def loses_a_ship(self, i: int) -> bool:
        """'the brig was lost on the reef', 'the Fortuna was lost with all hands': what was lost is wrecked where it is no person."""
        if "lose" not in inflections(self.language).bases(self.lower(i)) or not self.is_passive_here(i):
            return False
        subject = self._subject(i)
        return subject is not None and self.lower(subject.head) in self.host.known.words("events", "vessels")

    def _of_verb(self, i: int, kind: str) -> list[tuple[str, Phrase]]:
        if self.is_counted(i):
            return [("patient", self._with_its_number(Phrase(i - 1, i, i)))]
        bases = inflections(self.language).bases(self.lower(i))
        phrase = self.phrasal(i)
        if phrase and phrase[1].same in self.befalls:
            subject = self._subject(i)
            return [("patient", subject)] if subject else []
        subject = self._subject(i)
        thing = self._object_behind(i, phrase[0]) if phrase and phrase[0] else self._object(i)
        if self.is_passive_here(i) or (thing is None and self._is_done_to(i, kind, subject)):
            found = [("patient", subject)] if subject else []
            agent = self._behind("by", i)
            if agent and (self._is_time(agent) or self.lower(agent.head) in self.occasions):
                agent = None  # 'subscribed by evening'
            return [*found, *(("agent", p) for p in (agent, *self._listed(agent)))] if agent else found
        role = (
            "patient"
            if bases & self.befalls
            and (thing is None or bases & _DYING or self.lower(thing.head) in ("life", "lives"))
            else "agent"
        )
        somebody = subject and self._is_somebody(subject) and not self._is_time(subject)
        found = [(role, subject)] if subject and somebody else []
        if (
            thing
            and not bases & _DYING
            and not self._is_time(thing)
            and self.lower(thing.head) not in MEASURES
        ):
            found.append(("patient", thing))
            found += [("patient", p) for p in self._listed(thing)]
            found += [("other", p) for p in self._second_object(bases, thing)]
        return found

    def _second_object(self, bases: frozenset[str], thing: Phrase) -> list[Phrase]:
        """What is given behind to whom it is: 'gave them | six hostages'."""
        behind = thing.last + 1
        if thing.first != thing.last or self.items[thing.head].tag not in "OA" or behind >= len(self.items):
            return []
        if not bases & self.host.known.words("events", "acting") or not (
            self.items[behind].tag == "D" or self.is_number(behind)
        ):
            return []
        second = self._phrase_starting(behind)
        return [second] if second else []

    def _subject(self, i: int) -> Phrase | None:
        if self.items[i].tag == "G" and not any(self.lower(k) in _BE for k in range(max(0, i - 2), i)):
            return self.counted_before(i)
        if i and self.lower(i - 1) == "to":
            return None
        first = self.with_auxiliaries(i)
        found = self.host.subject_of(first)
        found = self._behind_a_name(self._behind_a_time(found), first) if found else self._limited(first)
        return found or (self.earlier_subject(i) if self.follows_and(first) else None)

    def _behind_a_time(self, phrase: Phrase) -> Phrase:
        """A subject without the time before it: 'in that one month | thirty-two monks died'."""
        for k in range(phrase.last, phrase.first, -1):
            timed = any(0 <= self.items[k].start - t.end <= 2 for t in self.times)
            measured = self.is_number(k) and self.lower(k - 1) in MEASURES
            if (timed or measured) and (self.is_number(k) or self.items[k].tag == "D"):
                made = self.host.noun_phrase_starting(k)
                return made if made and made.last == phrase.last else Phrase(k, phrase.last, phrase.last)
        return phrase

    def _behind_a_name(self, phrase: Phrase, verb: int) -> Phrase:
        """A counted subject without the name before it: 'By the explosion in Garrow Pit | thirty-four men were killed'."""
        counted = self._limited(verb)
        first = counted.first if counted else 0
        named = (
            first
            and self.is_number(first)
            and self.items[first].tag != "#"
            and self.items[first - 1].tag == "A"
        )
        return counted if counted and named else phrase

    def counted_before(self, i: int) -> Phrase | None:
        """The counted subject of a participle: 'carried, | sixty-one members voting for it'."""
        phrase = self.host.noun_phrase_ending(i - 1) if i else None
        phrase = self._with_its_number(phrase) if phrase else None
        if phrase is None or not any(self.is_number(k) for k in range(phrase.first, phrase.head)):
            return None
        return phrase if phrase.first == 0 or self.lower(phrase.first - 1) in (",", "with") else None

    def _limited(self, verb: int) -> Phrase | None:
        """A subject with a limited number, or behind a date or a place: 'at least twenty workers', 'On 3 May 1921 twenty workers'."""
        phrase = self.host.noun_phrase_ending(verb - 1)
        if phrase is None:
            return None
        for first in range(phrase.first, phrase.last + 1):
            behind = any(0 <= self.items[first].start - t.end <= 2 for t in self.times)
            if behind or (first > phrase.first and self.is_number(first)):
                return Phrase(first, phrase.last, phrase.head)
        for first in range(phrase.first, min(phrase.first + 3, phrase.last) + 1):
            before = tuple(self.lower(k) for k in range(max(0, first - 3), first))
            if any(before[-len(limit) :] == limit for limit in _LIMITS):
                return Phrase(first, phrase.last, phrase.head)
        return None

    def counts(self, i: int) -> bool:
        """Whether a number stands behind a verb, limits and to whom aside: 'held some 48 detainees', 'gave them six hostages'."""
        k = self._behind_limits(i)
        if k < len(self.items) and self.items[k].tag in "OA" and not self.is_number(k):
            k = self._behind_limits(k)
        return k < len(self.items) and self.is_number(k + self._is_scaled(k))

    def _object(self, i: int) -> Phrase | None:
        k = self._behind_limits(i)
        return self._phrase_starting(k) if k < len(self.items) else None

    def _object_behind(self, i: int, places: tuple[int, ...]) -> Phrase | None:
        """The object of a verb that makes a phrase with words behind it: 'made prisoner | eighty of our men', 'cost the lives of | 74 men', or one before
        them."""
        thing, last = self._object(i), i + 1 + places[-1]
        if thing is None:  # 'put to death | eleven detainees', 'carried off | eighty souls'
            behind = self._object(last)
            counted = behind and any(self.is_number(k) for k in range(behind.first, behind.last + 1))
            return behind if counted else None
        if not thing.first <= last <= thing.last or (last == thing.head and self.counts(i)):
            return thing  # 'took | 1,200 prisoners'
        return self._object(last + (self.lower(last + 1) == "of"))

    def _behind_limits(self, i: int) -> int:
        """The item behind a verb, its particles and what limits a number."""
        k = i + 1
        while self.lower(k) in _PARTICLES or (
            k < len(self.items) and self.items[k].tag == "R" and not self._limit_at(k)
        ):
            k += 1
        if self.lower(k) in ("on", "at", "upon") and inflections(self.language).bases(self.lower(i)) & _AIMED:
            k += 1
        return k + self._limit_at(k)

    def _limit_at(self, k: int) -> int:
        """How many items at a place limit a number."""
        for limit in _LIMITS:
            if tuple(self.lower(k + n) for n in range(len(limit))) == limit:
                return len(limit)
        return 0

    def _phrase_starting(self, k: int) -> Phrase | None:
        """A noun phrase that may begin with a number, of all or of some: 'thirty-one guns', '118 of its inhabitants'."""
        behind = k + self._is_scaled(k)
        while behind < len(self.items) and (
            self.is_number(behind) or (behind > k and self._joins_numbers(behind))
        ):
            behind += 1
        if self.lower(behind - 1) == "a":
            behind = k
        if behind > k and self.lower(behind) == "of":
            behind += 1
        rest = self.host.noun_phrase_starting(behind) if behind < len(self.items) else None
        if behind > k and rest:
            return Phrase(k, rest.last, rest.head)
        return self.host.noun_phrase_starting(k)

    def _is_scaled(self, k: int) -> bool:
        """'a | hundred'."""
        return self.lower(k) == "a" and self.lower(k + 1) in _SCALES

    def _joins_numbers(self, k: int) -> bool:
        """'thirty | - | two', 'a hundred | and | forty'."""
        return self.lower(k) in ("-", "and") and k + 1 < len(self.items) and self.is_number(k + 1)

    def is_passive_here(self, i: int) -> bool:
        """Whether a verb is a passive here: a form of 'be' before it, over 'and' too."""
        for k in range(i - 1, max(-1, i - 5), -1):
            if self.lower(k) in _BE:
                return True
            if self.lower(k) in ("and", "or") and k and self.items[k - 1].tag in "VE":
                return self.is_passive_here(k - 1)
            if self.items[k].tag not in "RTE" and self.lower(k) not in ("all", "both", "each"):
                return False
        return False

    def _is_done_to(self, i: int, kind: str, subject: Phrase | None) -> bool:
        """'Twelve miners killed in a blast', 'the man arrested on Friday': a participle without its auxiliary and without an object."""
        following = self.lower(i + 1)
        return (
            subject is not None
            and kind in ("assault", "arrest")
            and self.items[i].tag in "VE"
            and self.lower(i).endswith(("ed", "en", "ot", "un", "ain"))
            and following in ("by", "in", "on", "at", "during", "after", "when", "near", "", ".", ",")
        )

    def _behind(self, word: str, i: int) -> Phrase | None:
        for k in range(i + 1, min(i + 7, len(self.items) - 1)):
            if self.lower(k) == word:
                return self.host.noun_phrase_starting(k + 1)
            if self.items[k].tag in ",CV":
                return None
        return None

    def _listed(self, phrase: Phrase) -> Iterator[Phrase]:
        """The names that go on a list: 'arrested Marek Sund, Ilse Torp and Jan Haas'."""
        at = phrase.last
        while at + 2 < len(self.items) and self.items[at].tag == "A":
            k = at + 1
            if self.lower(k) == ",":
                k += 1
            if self.lower(k) == "and":
                k += 1
            following = self.host.noun_phrase_starting(k) if k > at + 1 and k < len(self.items) else None
            if following is None or self.items[following.first].tag != "A":
                return
            if following.last + 1 < len(self.items) and self.items[following.last + 1].tag in "VXM":
                return  # the subject of another clause
            yield following
            at = following.last

    def is_person(self, k: int) -> bool:
        """Whether the name of a person stands at an item."""
        item = self.items[k]
        named = self.names.touching(item.start, item.end)
        return any(m.form == "name" and self.kinds.get(m.entity) == "person" for m in named)

    def _is_somebody(self, phrase: Phrase) -> bool:
        entity = self._entity(phrase)
        return entity is None or self.kinds.get(entity) != "place"

    def _is_time(self, phrase: Phrase) -> bool:
        """Whether a phrase names a time by its head: 'eleven weeks', not 'the chapel at noon'."""
        head = self.items[phrase.head]
        return any(t.start < head.end and head.start < t.end for t in (*self.times, *self.lengths))
