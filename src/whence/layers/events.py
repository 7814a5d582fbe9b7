"""events: what is told to happen, by the words that name it, with time, place, participants and numbers where the
sentence ties them plainly. Triggers and kinds are data; the rules only connect what stands side by side.
"""

import re
from functools import cache

import msgspec

from whence.dates import grammar
from whence.lang import lexicon
from whence.layers.clauses import Clauses
from whence.layers.document import Document, Event, Mention, Participant, Quantity, Time
from whence.layers.hosts import Sentence, hosts
from whence.layers.phrases import Phrase
from whence.layers.step import Records, Step
from whence.text import Span, SpanIndex, Text

_AT_LEAST = re.compile(r"(?:at least|no fewer than|no less than|more than|over)\s+$", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:at most|up to|no more than|fewer than|less than|nearly|almost)\s+$", re.IGNORECASE)
_ABOUT = re.compile(r"(?:about|around|some|roughly|approximately|nearly|almost)\s+$", re.IGNORECASE)
_FIGURATIVE = frozenset(
    "ideological industrial scientific cultural sexual digital technological intellectual academic love".split()
)
_NOT_TRIGGERS = frozenset(
    [
        "met",
        "visits",
        "strike",
        "return",
        "blow",
        "fire",
        "struggle",
        "order",
        "orders",
        "split",
        "rising",
        "escape",
        "found",
        "born",
    ]
)


@cache
def triggers(language: str | None) -> dict[tuple[str, str], str]:
    """(word form, verb or noun) → kind of event."""
    return {(form, part): kind for form, part, kind in lexicon(language).rows("events")}


def annotate(doc: Document, text: Text) -> Records:
    """Events in the order of their triggers."""
    known = triggers(doc.document.language)
    names = SpanIndex([m for m in doc.mentions if m.form in ("name", "pronoun")])
    times = SpanIndex([t for t in doc.times if t.type in ("DATE", "TIME")])
    kinds: dict[str, str] = {e.id: e.kind for e in doc.entities}
    made: list[Event] = []
    seen: set[int] = set()
    for sentence in hosts(doc, text):
        reader = _Reader(sentence, doc, names, times, kinds)
        for i, item in enumerate(reader.items):
            part = "verb" if item.tag in "VEGB" else "noun" if item.tag in "NJ" else ""
            if i and reader.lower(i - 1) == "to" and (item.lower, "verb") in known:
                part = "verb"
            kind = known.get((item.lower, part)) or (
                known.get((item.lower, "noun")) if part and reader.is_noun_here(i) else None
            )
            if kind is None or item.start in seen or reader.is_excluded(i):
                continue
            seen.add(item.start)
            made.append(reader.event(i, kind))
    made.sort(key=lambda e: e.triggers[0].start)
    return {"events": tuple(msgspec.structs.replace(e, id=f"ev{n}") for n, e in enumerate(made, 1))}


class _Reader(Clauses):
    """Reads the events of one host sentence."""

    def __init__(
        self,
        sentence: Sentence,
        doc: Document,
        names: SpanIndex[Mention],
        times: SpanIndex[Time],
        kinds: dict[str, str],
    ) -> None:
        super().__init__(sentence.host)
        self.sentence, self.doc, self.names, self.kinds = sentence, doc, names, kinds
        self.times = times.inside(sentence.start, sentence.end)

    def is_noun_here(self, i: int) -> bool:
        """Whether a form that can be a verb is used as a noun: after an article, an adjective or a possessive."""
        return i > 0 and (self.items[i - 1].tag in "DJ'" or self.items[i - 1].lower == "of")

    def is_excluded(self, i: int) -> bool:
        """Whether a trigger's word names no event here: part of a name, a compound's first part, an office."""
        item = self.items[i]
        if item.tag == "A" or (item.lower == "march" and self.doc.text[item.start] == "M"):
            return True
        if item.tag == "J" and i + 1 < len(self.items) and self.items[i + 1].tag in "NAJ":
            return True  # 'an offensive word'
        if item.lower in _NOT_TRIGGERS and item.tag not in "N":
            return True
        if self.lower(i - 1) == "-" and self.items[i - 1].end == item.start:
            return True
        if self.lower(i - 1) in _FIGURATIVE:
            return True  # 'the ideological revolution', 'the industrial revolution'
        if (
            self.lower(i + 1) == "-"
            and i + 2 < len(self.items)
            and self.items[i + 2].start == self.items[i + 1].end
        ):
            return True
        following = self.items[i + 1] if i + 1 < len(self.items) else None
        # 'war machine', 'defeat plan': the head is another noun
        return (
            item.tag == "N"
            and following is not None
            and following.tag == "N"
            and following.lower not in ("today", "yesterday")
        )

    def event(self, i: int, kind: str) -> Event:
        item = self.items[i]
        verbal = item.tag in "VE" and not self.is_noun_here(i)
        participants = self._of_verb(i) if verbal else self._of_noun(i)
        return Event(
            "",
            (Span(item.start, item.end),),
            kind,
            times=self._time(i),
            places=self._places(i),
            participants=tuple(participants),
            quantities=tuple(self._quantities(i, verbal)),
            why=f"{'verb' if verbal else 'noun'} {item.lower}",
        )

    def _entity(self, phrase: Phrase | None) -> str | None:
        """The entity that a phrase's head names."""
        if phrase is None:
            return None
        head = self.items[phrase.head]
        found = self.names.touching(head.start, head.end)
        return found[0].entity if found and found[0].end == head.end else None

    def _of_verb(self, i: int) -> list[Participant]:
        found: list[Participant] = []
        passive = i > 0 and any(
            self.lower(k) in ("was", "were", "been", "is", "are", "being", "be")
            for k in range(max(0, i - 3), i)
        )
        subject = self._entity(self.host.subject_of(self.with_auxiliaries(i)))
        thing = self._entity(self.host.noun_phrase_starting(i + 1)) if i + 1 < len(self.items) else None
        if subject and self.kinds.get(subject) != "place":
            found.append(Participant(subject, "patient" if passive else "agent"))
        if thing and not passive and thing != subject:
            found.append(Participant(thing, "patient"))
        if passive:
            for k in range(i + 1, min(i + 6, len(self.items) - 1)):
                if self.lower(k) == "by":
                    agent = self._entity(self.host.noun_phrase_starting(k + 1))
                    if agent and agent != subject:
                        found.append(Participant(agent, "agent"))
                    break
        return found

    def _of_noun(self, i: int) -> list[Participant]:
        """'Rajavi’s meeting with Aziz', 'the suppression of Mojahedin by the regime'."""
        found: list[Participant] = []
        k = i - 1
        while k >= 0 and self.items[k].tag in "JN#":
            k -= 1
        if k >= 1 and self.items[k].tag == "'":
            owner = self._entity(self.host.noun_phrase_ending(k - 1))
            if owner:
                found.append(Participant(owner, "agent"))
        for role, word in (("patient", "of"), ("agent", "by"), ("other", "with")):
            if self.lower(i + 1) == word and i + 2 < len(self.items):
                phrase = self.host.noun_phrase_starting(i + 2)
                entity = self._entity(phrase)
                if (
                    entity
                    and all(p.entity != entity for p in found)
                    and not (phrase and phrase.last > phrase.head)
                ):
                    found.append(Participant(entity, role))  # type: ignore[arg-type]
        return found

    def _time(self, i: int) -> tuple[str, ...]:
        """The date that modifies the trigger ('the 20th June uprising'), follows it ('… on 9 January 1983'), or opens
        its clause, where no other trigger stands between."""
        item = self.items[i]
        for t in self.times:
            if 0 <= item.start - t.end <= 2:
                return (t.id,)
        for t in self.times:
            if t.why == "names an event":
                continue  # it belongs to the event that it names
            if 0 <= t.start - item.end <= 70 and self._joined(item.end, t.start):
                return (t.id,)
        first = self.times[0] if self.times else None
        opening = first is not None and self.doc.text[self.sentence.start : first.start].strip(
            ' “"'
        ).lower() in ("", "in", "on", "from", "by", "since", "during", "at")
        if (
            first is not None
            and opening
            and first.end <= item.start
            and not self._parted(first.end, item.start)
        ):
            return (first.id,)
        return ()

    def _joined(self, start: int, end: int) -> bool:
        """Whether what follows a trigger belongs to it: joined by a preposition, no other trigger or clause between."""
        between = self.doc.text[start:end]
        return bool(re.search(r"\b(?:on|in|of|at|since)\s+(?:the\s+)?$", between)) and not self._parted(
            start, end, names=True
        )

    def _parted(self, start: int, end: int, names: bool = False) -> bool:
        """Whether another clause or another event stands between two places."""
        between = self.doc.text[start:end]
        sign = r"[;:.]" if names else r"[;:.]|,.*,"
        clause = r"\b(?:that|which|who|but|because|although|while|whereas|when|after|before|until|and)\b"
        known = triggers(self.doc.document.language)
        other = any(
            (w, "noun") in known or (w, "verb") in known for w in re.findall(r"[a-z-]+", between.lower())
        )
        return other or bool(re.search(f"{sign}|{clause}", between))

    def _places(self, i: int) -> tuple[str, ...]:
        """A place named right behind the trigger's phrase, with 'in' or 'at'."""
        item = self.items[i]
        for m in self.names.inside(item.end, min(self.sentence.end, item.end + 60)):
            if self.kinds.get(m.entity) == "place" and re.search(
                r"\b(?:in|at|near|inside|outside)\s+(?:the\s+)?$", self.doc.text[item.end : m.start]
            ):
                return (
                    ()
                    if self._parted(item.end, m.start) or "," in self.doc.text[item.end : m.start]
                    else (m.entity,)
                )
        return ()

    # -- numbers ---------------------------------------------------------------------------------------------------

    def _quantities(self, i: int, verbal: bool) -> list[Quantity]:
        """Numbers of people beside the trigger: 'killing of 20 members', 'fourteen persons were killed'."""
        phrase: Phrase | None = None
        if not verbal and self.lower(i + 1) == "of" and i + 2 < len(self.items):
            phrase = self.host.noun_phrase_starting(i + 2)
        elif verbal:
            passive = any(self.lower(k) in ("was", "were", "been", "are") for k in range(max(0, i - 3), i))
            phrase = (
                self.host.subject_of(self.with_auxiliaries(i))
                if passive
                else (self.host.noun_phrase_starting(i + 1) if i + 1 < len(self.items) else None)
            )
        if phrase is None:
            return []
        found = self._quantity(phrase)
        return [found] if found else []

    def _quantity(self, phrase: Phrase) -> Quantity | None:
        numbers = grammar(self.doc.document.language)
        for k in range(phrase.first, phrase.last + 1):
            value = (
                numbers.whole(self.items[k].lower)
                if self.items[k].lower not in ("a", "an", "one", "first", "second")
                else None
            )
            if value is None and re.fullmatch(r"\d{1,3}(?:,\d{3})+", self.items[k].lower):
                value = int(self.items[k].lower.replace(",", ""))
            if (
                value is None
                or re.search(r"\d(?:st|nd|rd|th)$", self.items[k].lower)
                or self.items[k].lower in numbers.table["ordinals"]
            ):
                continue
            if 1000 <= value <= 2100 and k == phrase.last:
                continue  # a year
            before = self.doc.text[max(0, self.items[k].start - 20) : self.items[k].start]
            noun = next(
                (self.items[j].lower for j in range(k + 1, phrase.last + 1) if self.items[j].tag == "N"), None
            )
            if noun is None or (
                noun not in self.host.known.people_nouns
                and noun not in ("persons", "dead", "lives", "men", "women", "children")
            ):
                return None
            least: int | None = None if _AT_MOST.search(before) or _ABOUT.search(before) else value
            most: int | None = None if _AT_LEAST.search(before) or _ABOUT.search(before) else value
            return Quantity(self.items[k].start, self.items[k].end, least, most, noun)
        return None


STEP = Step(
    "events",
    needs=("document", "blocks", "sentences", "entities", "mentions", "markers", "times", "quotations"),
    makes=("events",),
    annotate=annotate,
)
