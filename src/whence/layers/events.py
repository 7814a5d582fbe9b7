"""events: what is told to happen, by the words that name it, with time, place, participants and numbers where the
sentence ties them plainly. Triggers and kinds are data; the rules only connect what stands side by side.
"""

from collections.abc import Iterable, Iterator

import msgspec

from whence.lang.inflections import inflections
from whence.layers.document import Document, Event, Participant
from whence.layers.event_circumstances import Circumstances
from whence.layers.event_numbers import Numbers
from whence.layers.event_parts import Parts
from whence.layers.event_quantities import ABOARD, Quantities
from whence.layers.event_words import kind_of
from whence.layers.hosts import hosts
from whence.layers.life_dates import with_life_dates
from whence.layers.spot_words import is_spot_behind
from whence.layers.step import Records, Step
from whence.text import Span, SpanIndex, Text

_FIGURATIVE = frozenset(
    "ideological industrial scientific cultural sexual digital technological intellectual academic love".split()
)
_JOINED = 8  # items before 'and' in which the other verb stands
_AIMED = frozenset(["shot"])
_OCCURS = frozenset("begin start occur last".split())
_OF_NOBODY = frozenset("one nobody nothing none anyone anything something little few much".split())
_DID = frozenset("did didn't do does don't".split())
_NOUN_RATHER = frozenset("visits return blow fire struggle order orders split rising escape found".split())


def annotate(doc: Document, text: Text) -> Records:
    """Events in the order of their triggers."""
    made = [
        reader.event(i, *found)
        for reader, i in _items(doc, text)
        if (found := reader.kind(i)) is not None and not reader.is_excluded(i)
    ]
    named = {s for e in made for s in e.triggers[1:]}  # 'opened fire' is one event, not two
    return {"events": _numbered(with_life_dates(doc, [e for e in made if e.triggers[0] not in named]))}


def events_at(doc: Document, text: Text, given: Iterable[tuple[Span, ...]]) -> tuple[Event, ...]:
    """The events whose words are given; the last of an event's words is asked for who takes part, when and where."""
    waiting: dict[int, list[tuple[Span, ...]]] = {}
    for spans in given:
        waiting.setdefault(spans[-1].start, []).append(spans)
    made = []
    for reader, i in _items(doc, text):
        for spans in waiting.pop(reader.items[i].start, ()):
            kind, verbal = reader.kind(i) or ("other", reader.items[i].tag in "VEGB")
            made.append(msgspec.structs.replace(reader.event(i, kind, verbal), triggers=spans))
    made += [Event("", spans, "other", why="given") for left in waiting.values() for spans in left]
    return _numbered(made)


def _numbered(events: list[Event]) -> tuple[Event, ...]:
    ordered = sorted(events, key=lambda e: (e.triggers[0].start, e.triggers[-1].end))
    return tuple(msgspec.structs.replace(e, id=f"ev{n}") for n, e in enumerate(ordered, 1))


def _items(doc: Document, text: Text) -> Iterator[tuple["_Reader", int]]:
    """Every item of every sentence, once."""
    names = SpanIndex([m for m in doc.mentions if m.form in ("name", "pronoun")])
    times = SpanIndex([t for t in doc.times if t.type in ("DATE", "TIME")])
    lengths = SpanIndex([t for t in doc.times if t.type == "DURATION"])
    kinds: dict[str, str] = {e.id: e.kind for e in doc.entities}
    numbers = Numbers(doc.text, doc.document.language)
    cues = frozenset(s.start for a in doc.attributions for s in a.cue)
    seen: set[int] = set()
    for sentence in hosts(doc, text):
        reader = _Reader(Parts(sentence, doc, names, times, lengths, kinds), numbers, cues)
        for i, item in enumerate(reader.items):
            if item.start not in seen and item.tag != "Q":
                seen.add(item.start)
                yield reader, i


class _Reader:
    """Reads the events of one host sentence."""

    def __init__(self, parts: Parts, numbers: Numbers, cues: frozenset[int]) -> None:
        self.parts, self.cues = parts, cues
        self.quantities = Quantities(parts, numbers)
        self.circumstances = Circumstances(parts)
        self.items, self.doc, self.language = parts.items, parts.doc, parts.language

    def kind(self, i: int) -> tuple[str, bool] | None:
        """The kind of event that an item names, and whether it does so as a verb; "other" for what happened without a kind of its own."""
        item = self.items[i]
        if self._is_there(i) or self._was_last_seen(i):
            return ("other", True)
        if item.lower == "dead" and (self.parts.is_passive_here(i) or self.parts.is_counted(i)):
            return ("life", True)
        if item.lower == "dead" and self.quantities.of_the_dead(i):
            return ("life", False)
        part = "verb" if item.tag in "VEGB" else "noun" if item.tag in "NJ" else ""
        if not part:
            return None
        if part == "noun" and self._is_verb_here(i):
            part = "verb"
        phrase = self.parts.phrasal(i) if part == "verb" else None
        kind = phrase[1].kind if phrase else kind_of(item.lower, part, self.language)
        if kind and part == "verb" and self.parts.loses_lives(i):
            kind = "life"
        if kind and part == "verb" and self.parts.loses_a_ship(i):
            kind = "destroy"
        if kind is None and part == "verb" and self.parts.comes_to_a_place(i):
            kind = "move"
        if kind is None and part == "verb" and self.parts.takes_office(i):
            kind = "office"
        if kind == "consult" and self.parts.meets_no_one(i):
            return None
        if kind == "found" and self.parts.founds_nothing(i):
            return None
        if kind is None and self._is_noun_here(i):
            part, kind = "noun", kind_of(item.lower, "noun", self.language)
        if kind is None and item.tag == "N" and self._occurs(i):
            return ("other", False)
        if kind is None and (part == "verb" or item.tag in "NJ") and self._happens(i):
            part = "verb"
            kind = "other"
        return (kind, part == "verb" and not self._is_noun_here(i)) if kind else None

    def _is_verb_here(self, i: int) -> bool:
        """Whether a form that is a noun more often is a verb: behind an auxiliary, a negation or 'to', or between a subject and its object."""
        lower, phrase = self.items[i].lower, self.parts.phrasal(i)
        if not kind_of(lower, "verb", self.language) and not phrase:
            return False
        if i == 0:
            return self.parts.lower(1) == "by"  # 'Shot by the guards on 3 May, he …'
        if lower in _AIMED and self.items[i - 1].tag in "NAO" and self.parts.lower(i + 1) in ("at", "on"):
            return True  # 'Kelling shot at the bailiffs'
        k = i - 1
        while k >= 0 and (self.items[k].tag in "R" or self.parts.lower(k) in ("all", "both")):
            k -= 1
        if k < 0:
            return False
        if self.items[k].tag in "XMT" or self.parts.lower(k) == "to" or lower.endswith("ed"):
            return True
        following = self.items[i + 1].tag if i + 1 < len(self.items) else ""
        if following in ("N", "J") and i + 2 < len(self.items) and self.items[i + 2].tag == "A":
            following = "A"  # 'shot | Constable Brown'
        if self.items[k].tag == "C" and following in ("P", "D", "O", "A"):
            return any(
                x.tag in "VEX" for x in self.items[max(0, k - _JOINED) : k]
            )  # 'was tried and shot at dawn'
        objects = ("D", "O", "A", "P", "R") if phrase else ("D", "O", "A")  # 'set up a press'
        counted = (
            phrase is not None and i + 1 < len(self.items) and self.parts.is_number(i + 1)
        )  # 'cost thirty workers their lives'
        goes_on = phrase is not None and 0 in phrase[0]  # 'The soldiers of Major Hilmi set fire to …'
        told = following in objects or counted or goes_on
        return self.items[k].tag in "NAO" and told and not lower.endswith("s")

    def _happens(self, i: int) -> bool:
        """Whether a verb without a kind tells what happened: finite or passive, and neither a state nor a way of saying."""
        bases = inflections(self.language).bases(self.items[i].lower)
        item, known = self.items[i], self.parts.host.known
        said = item.lower in known.reporting and item.start in self.cues
        resting = self._is_moved(i, bases) or self._rests_somewhere(i, bases)
        idle = said or (bases & known.words("events", "stative") and not resting)
        counted = bases & known.words("events", "counting") and self.quantities.are_told(i)
        if idle and not counted and not (bases & known.words("events", "acting") and self._acts_on(i)):
            return False
        if item.tag in "NJB" and i:  # 'did not excommunicate', 'did not open the gate'
            negated = self.items[i - 1].tag == "T"
            return self.parts.lower(i - 1 - negated) in _DID or (item.tag == "N" and negated)
        if self._only_occurs(i, bases):
            return False
        if item.tag == "G":
            return self.parts.counted_before(i) is not None
        if item.tag not in "VE":
            return False
        if item.tag == "E":  # 'masked men' tells nothing
            return self.parts.is_passive_here(i) or (i > 0 and self._is_told_by(i))
        return self.parts.host.is_finite(i)

    def _only_occurs(self, i: int, bases: frozenset[str]) -> bool:
        """'A fire broke out': whether a verb says of an event, which its subject names, only that it was."""
        if "break" not in bases or self.parts.lower(i + 1) != "out":
            return False
        subject = self.parts.host.subject_of(self.parts.with_auxiliaries(i))
        return subject is not None and bool(kind_of(self.parts.lower(subject.head), "noun", self.language))

    def _occurs(self, i: int) -> bool:
        """Whether a noun is said to have begun, lasted or taken place: then it names what happened ('The ceremony took place in the mill')."""
        k = i + 1
        while k < len(self.items) and self.items[k].tag in "XR":
            k += 1
        if k >= len(self.items) or self.items[k].tag not in "VE":
            return False
        bases = inflections(self.language).bases(self.items[k].lower)
        if "take" in bases:
            return self.parts.lower(k + 1) == "place"
        return bool(bases & _OCCURS) and self.parts.lower(k + 1) != "to"  # 'the town began to shake'

    def _acts_on(self, i: int) -> bool:
        """'gave me an envelope', 'offered the emperor his resignation': a verb that says little, done to a thing that is told."""
        following = self.items[i + 1 : i + 5]
        return any(x.tag == "D" for x in following[:1]) or (
            bool(following) and following[0].tag in "OA" and any(x.tag == "D" for x in following[1:])
        )

    def _is_there(self, i: int) -> bool:
        """'there were 31 detainees in cell 9', 'with 212 refugees on board': people or things that are counted where they are."""
        lower = self.parts.lower
        if lower(i) in ("was", "were") and lower(i - 1) == "there":
            return self.quantities.of_people(i)
        return lower(i) in ABOARD and self.quantities.end_of_aboard == self.items[i].end

    def _was_last_seen(self, i: int) -> bool:
        """'was last seen alive on 3 May 1991': what is told of those who disappeared."""
        return (
            self.parts.lower(i) == "seen"
            and self.parts.lower(i - 1) == "last"
            and self.items[i - 2].tag == "X"
        )

    def _is_told_by(self, i: int) -> bool:
        """'had dedicated', 'he dedicated', 'Varenus dedicated the temple': a form that may be a participle, behind its subject and before its object."""
        before = self.items[i - 1].tag
        following = self.items[i + 1].tag if i + 1 < len(self.items) else ""
        return before in "XO" or (before in "AN" and (following in "DO" or self._is_only_verb(i)))

    def _is_only_verb(self, i: int) -> bool:
        """'A crowd gathered in the market.': a clause that has no other verb, and so is told by this one."""
        if any(x.tag in ",C;" for x in self.items[:i]):
            return False
        last = next((k for k in range(i + 1, len(self.items)) if self.items[k].tag in ",C;"), len(self.items))
        return not any(x.tag in "VXM" for x in self.items[:last])

    def _is_moved(self, i: int, bases: frozenset[str]) -> bool:
        """'were taken to the camp', 'took 23 children': a verb that says little tells what happened to people."""
        if not bases & self.parts.host.known.words("events", "moving"):
            return False
        following = self.items[i + 1] if i + 1 < len(self.items) else None
        named = following is not None and self.parts.is_person(
            i + 1
        )  # 'took Rosaura Mendíbil from the house'
        return (
            self.parts.is_passive_here(i) or named or (following is not None and self.parts.is_number(i + 1))
        )

    def _rests_somewhere(self, i: int, bases: frozenset[str]) -> bool:
        """'The press stood in the cellar': what stays somewhere is told where the words say in what kind of spot."""
        resting = bases & self.parts.host.known.words("events", "resting")
        return bool(resting) and is_spot_behind(self.doc.text, self.items[i].end, self.language)

    def _is_noun_here(self, i: int) -> bool:
        """Whether a form that can be a verb is used as a noun: after an article, an adjective or a possessive."""
        if i == 0:
            return False
        counted = self.parts.is_number(i - 1) and self.items[i].lower.endswith("s")  # 'there were 26 arrests'
        return self.items[i - 1].tag in "DJ'" or self.parts.lower(i - 1) == "of" or counted

    def is_excluded(self, i: int) -> bool:
        """Whether a trigger's word names no event here: part of a name, a compound's first part, an office."""
        item, items, lower = self.items[i], self.items, self.parts.lower
        following = items[i + 1] if i + 1 < len(items) else None
        if item.tag == "A" or (item.lower == "march" and self.doc.text[item.start] == "M"):
            return True
        if item.lower == "dead":
            return False  # 'The dead number sixty-four': counted, or told of by the verb
        if item.lower == "accused" and lower(i - 1) in (
            "the",
            "both",
            "each",
            "every",
            "this",
            "these",
            "other",
        ):
            return True  # 'the accused': somebody, whatever he is told to do
        if item.lower == "fast" and lower(i - 1) in ("so", "too", "very", "as", "how", "stood", "made"):
            return True  # 'came so fast that'
        if item.tag == "J" and following and following.tag in "NAJ" and not self._is_verb_here(i):
            return True  # 'an offensive word'
        if item.tag == "G" and i and items[i - 1].tag == "A" and not (following and following.tag in "DO"):
            return True  # 'the Radio Maravi building'
        if item.lower in _NOUN_RATHER and item.tag not in "N":
            return not (item.lower == "found" and (self.parts.is_passive_here(i) or self._finds(i)))
        if lower(i - 1) == "-" and items[i - 1].end == item.start:
            return True
        if item.lower == "death" and (
            lower(i - 1) == "to" or lower(i - 2) in ("sentence", "sentences", "penalty", "pain")
        ):
            return True  # 'were crushed to death': the verb has told it; 'a sentence of death'
        if lower(i - 1) in _FIGURATIVE:
            return True  # 'the ideological revolution', 'the industrial revolution'
        if lower(i + 1) == "-" and i + 2 < len(items) and items[i + 2].start == items[i + 1].end:
            return True
        if (
            following
            and following.tag == "N"
            and (self._is_noun_here(i) or (item.tag == "N" and not self._is_verb_here(i)))
        ):  # 'war machine', 'defeat plan': the head is another noun
            return following.lower not in ("today", "yesterday")
        # 'left 35 dead' tells of what did it; 'was left standing', 'nobody had been left to do it' of what stayed
        if "leave" not in inflections(self.language).bases(item.lower):
            return False
        stayed = following is not None and (following.tag == "G" or following.lower == "to")
        nobody = lower(i - 1) in _OF_NOBODY and not (
            following and following.tag in "DOA"
        )  # 'there was no one left'
        return bool(self.quantities.tolls(i)) or nobody or (stayed and self.parts.is_passive_here(i))

    def _finds(self, i: int) -> bool:
        """'the body was found', 'a boy found the body in the wood': not 'found that …', and not the verb for the founding of a town."""
        tags = "".join(x.tag for x in self.items[i + 1 : i + 3])
        thing = tags[:1] in ("D", "A") or tags == "OP" or (bool(tags) and self.parts.is_number(i + 1))
        return thing and self.items[i].tag in "VE" and self.items[i].start not in self.cues

    def event(self, i: int, kind: str, verbal: bool) -> Event:
        """The event that an item names."""
        item = self.items[i]
        at_board = self.parts.lower(i) in ABOARD and self._is_there(i)
        phrases = [] if at_board else self.parts.phrases(i, kind, verbal)
        parties = self.parts.parties(phrases)
        aboard = self.quantities.aboard(kind, at_board)
        counted = () if at_board else self.quantities.of(i, kind, phrases)
        phrase = self.parts.phrasal(i) if verbal else None
        places = [i, *(i + 1 + n for n in phrase[0])] if phrase else [i]
        return Event(
            "",
            tuple(Span(self.items[k].start, self.items[k].end) for k in places),
            kind,
            times=self.circumstances.time(i, places[-1]),
            places=self.circumstances.places(i, places[-1], kind),
            participants=tuple(Participant(p.entity, p.role) for p in parties if p.entity),
            quantities=tuple(dict.fromkeys((*counted, *aboard[1]))),
            parties=(*parties, *aboard[0]),
            why=f"{'verb' if verbal else 'noun'} {item.lower}",
        )


STEP = Step(
    "events",
    needs=(
        "document",
        "blocks",
        "sentences",
        "entities",
        "mentions",
        "markers",
        "times",
        "quotations",
        "attributions",
    ),
    makes=("events",),
    annotate=annotate,
)
