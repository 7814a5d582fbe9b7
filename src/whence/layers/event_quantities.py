"""event_quantities: how many took part in an event or suffered it, what it cost, how many were aboard, and how long it lasted, as its sentence says."""

import re
from functools import cached_property

from msgspec.structs import replace

from whence.lang.inflections import inflections
from whence.layers.document import Party, Quantity, Time
from whence.layers.event_numbers import THEM, Numbers, end_of_counted
from whence.layers.event_parts import Parts
from whence.layers.noun_phrases import Phrase

_SPELT = 30  # characters of a number in words
_NEAR = 120  # characters from a sale, or a sentence, to its sum
_DEAD = re.compile(
    r"\b(?:(?:left|leaving|leaves)\s+(?P<left>[^.;:]{1,40}?)\s+(?:people\s+)?(?:dead|injured|wounded|homeless)|death toll (?:of|at|to)\s+(?P<toll>[^.;:]{1,30}))\b"
)
_NUMBER_OF = re.compile(
    r"\b(?:(?P<people>number of (?:the )?(?:persons|people|dead|killed|wounded|victims|those)|numbers of)|number of (?:the )?(?P<noun>[a-z]+s)\b|number|sum|amount|total|toll|price|value|count)\b(?=[^.,;:]{0,60}$)",
    re.IGNORECASE,
)
_IS_A_NUMBER = re.compile(r"\s+(?:was|were|amount(?:s|ed)?|came to|number(?:ed|s)?|reached)\b")
_IS = re.compile(
    r"^(?:[^.,;:]{0,50}\s)?(?:amount(?:s|ed)? to|reach(?:es|ed)|rose to|rises to|stood at|stands at|came to|comes to|number(?:ed|s)?|totalled|put at"
    r"|(?:was|were|is|are|been)(?: \w+ly| now)?(?: (?:put|set|given|established|estimated|reckoned|fixed|found)(?: \w+ly)?(?: at| as| to be)?)?)\s+$"
)
_BY = re.compile(r"\s+by (?:the |a )?(?:\w+ ){0,3}\w+(?= (?:amount|is|was|were|came|reach|rose|stood))")
_LIMITS = re.compile(
    r"(?:\b(?:about|around|some|nearly|almost|over|only|just|fully|exactly|at least|at most|(?:no |not )?(?:more|fewer|less) than|as many as|upwards of|but)\s+)+$",
    re.IGNORECASE,
)
_TO_PEOPLE = frozenset("assault life arrest".split())
_IN_FORCE = frozenset("fight assault move consult other contest protest".split())
_WITH_FORCE = re.compile(r"[^.;:,]{0,70}?\bwith\s+(?:a (?:fleet|force|army|host|body) of\s+)?")
_WITH_TOLLS = frozenset("destroy assault fight protest".split())
_ABOARD = re.compile(r"[^.;:,]{0,30}?\b(?:aboard|on board)\b")
_CARRYING = re.compile(
    r"\b(?:carrying|carried|carries|with)\s+(?:(?:exactly|only|about|some|at least|more than|over|nearly|no fewer than)\s+){0,2}$"
)
_CARRIED = frozenset(
    "passengers passenger souls emigrants immigrants refugees pilgrims convicts settlers exiles".split()
)
_LENGTH = re.compile(r"P(?P<hours>T)?(?P<n>\d+)(?P<unit>[YMWDH])")
_UNITS = {"Y": "years", "M": "months", "W": "weeks", "D": "days", "H": "hours"}
_AT_LEAST, _AT_MOST = ("MORE_THAN", "EQUAL_OR_MORE"), ("LESS_THAN", "EQUAL_OR_LESS")
_LASTED = re.compile(
    r"\s+(?:had\s+)?(?:lasted|last|lasting|continued|raged|dragged on|went on|goes on|took|endured)\s+(?:out\s+)?(?:for\s+)?(?:only\s+|exactly\s+|just\s+|fully\s+)?$"
)
_FOR = re.compile(r"\s+(?:[\w’'-]+\s+){0,3}for\s+(?:only\s+|exactly\s+|just\s+|fully\s+)?$")
ABOARD = _CARRIED | {"aboard", "board"}  # the last words for those who were aboard
_BARE = re.compile(r"(?:\s+[\w’'-]+){0,5}\s+")
_THE = re.compile(r"\s+(?:the|this|that|our|their)\s+")
_GOING_ON = frozenset(["besiege", "fast"])
_OF = re.compile(r"\s+of\s+(?:only\s+|exactly\s+|just\s+|fully\s+)?$")
_TO = re.compile(r"\s+(?:to|with)\s+$")
_TO_TERM = re.compile(
    r"\s+[^.;:]{1,120}\s+to\s+(?:a\s+term\s+of\s+)?$"
)  # 'sentenced Rell, a printer of Lorn, to seven years'
_SENTENCING = frozenset(["sentence", "condemn"])
_OPENED = re.compile(r"(?:for|during)\s+$", re.IGNORECASE)
_WENT_ON = re.compile(r"\s+(?:went on|lasted|continued|raged|dragged on)\b")
_OF_A_LENGTH = re.compile(r"(?:['’]s?)?\s$|-$")


class Quantities:
    """Reads the quantities of the events of one sentence."""

    def __init__(self, parts: Parts, numbers: Numbers) -> None:
        self._parts, self._numbers, self._items = parts, numbers, parts.items
        self._text = parts.doc.text

    def of(self, i: int, kind: str, phrases: list[tuple[str, Phrase]]) -> tuple[Quantity, ...]:
        """Those of the event at an item: of people or things, or a sum; then how long it lasted."""
        found = (_of_people(q, kind) for q in self._counted(i, kind, phrases))
        counted = [q for q in found if q is not None][:1]
        length = self._length(i, kind) if kind != "other" or self._items[i].tag == "N" else None
        return (*counted, *([length] if length else ()))

    def are_told(self, i: int) -> bool:
        """Whether what an item tells has a number of people or things, or a sum: 'held 48 detainees', 'offered five hundred pounds'."""
        return self._parts.counts(i) or bool(
            list(self._numbers.sums(self._items[i].end, self._end_of_sums(i)))
        )

    def of_the_dead(self, i: int) -> bool:
        """'The dead number sixty-four': whether a sentence says how many the dead are."""
        return self._parts.lower(i - 1) == "the" and bool(self._stated(i))

    def of_people(self, i: int) -> bool:
        """Whether people are counted right behind an item."""
        found = self._numbers.counts(
            self._items[i].end, min(self._parts.sentence.end, self._items[i].end + _NEAR)
        )
        first = next(iter(found), None)
        return self._parts.counts(i) and first is not None and first.of in self._parts.host.known.people_nouns

    def aboard(self, kind: str, there: bool = False) -> tuple[list[Party], list[Quantity]]:
        """Those who are said to have been aboard what moved or was wrecked, apart from those to whom something happened; or only that they were
        (``there``)."""
        if there:
            return [replace(p, role="patient") for p in self._aboard[0]], self._aboard[1]
        return self._aboard if kind in ("destroy", "move") else ([], [])

    @property
    def end_of_aboard(self) -> int | None:
        """The end of the words that say of some that they were aboard."""
        if not self._aboard[1]:
            return None
        q = self._aboard[1][0]
        said = _ABOARD.match(self._text, q.end, q.end + 50)
        return said.end() if said else end_of_counted(self._text, q)

    @cached_property
    def _aboard(self) -> tuple[list[Party], list[Quantity]]:
        for q in self._numbers.counts(self._parts.sentence.start, self._parts.sentence.end):
            carried = q.of in _CARRIED and _CARRYING.search(self._text, max(0, q.start - 40), q.start)
            if not self._in_a_time(q) and (carried or _ABOARD.match(self._text, q.end, q.end + 50)):
                return [Party(q.start, end_of_counted(self._text, q), "other", None)], [q]
        return [], []

    def _counted(self, i: int, kind: str, phrases: list[tuple[str, Phrase]]) -> list[Quantity]:
        """Numbers of those to whom it happens, else of those who act: 'killing of 20 members', 'fourteen persons were killed'; a sum."""
        for role in ("patient", "agent", "other"):
            found = [
                q
                for r, p in phrases
                if r == role
                for q in self._numbers.inside(self._items[p.first].start, self._items[p.last].end)
                if not self._in_a_time(q) and not self._in_a_name(q)
            ]
            if found:
                return found
        found = self._before_noun(i) or (self.tolls(i) if kind in _WITH_TOLLS else [])
        found = found or self._stated(i) or self._in_force(i, kind)
        if kind in ("transfer", "accuse", "other", "order", "threaten"):
            found += self._numbers.sums(self._items[i].end, self._end_of_sums(i))
        return [q for q in found if not self._in_a_time(q) and not self._in_a_name(q)]

    def _in_a_name(self, q: Quantity) -> bool:
        """'the Seven Towns', 'the trawler Two Brothers': whether a number is a part of a name."""
        end = end_of_counted(self._text, q)
        named = self._parts.names.touching(q.start, end)
        return self._text[q.start].isupper() and any(
            m.form == "name" and m.start <= q.start and m.end >= end for m in named
        )

    def _stated(self, i: int) -> list[Quantity]:
        """'The number of persons drowned is established at 53', 'the sum stolen amounts to …', 'the ransom was 300 ducats': a number that a sentence gives
        to those or to that of which its subject speaks."""
        end = self._items[i].end
        of = _NUMBER_OF.search(self._text, self._parts.sentence.start, self._items[i].start)
        if not of and not (self._items[i].tag in "NJ" and _IS_A_NUMBER.match(self._text, end)):
            return []
        for q in self._numbers.inside(end, min(self._parts.sentence.end, end + _NEAR)):
            if _IS.search(_BY.sub("", self._text[end : _start_of_limits(self._text, q)])):
                said = of and ("people" if of["people"] else of["noun"])
                return [replace(q, of=said) if said and not q.of else q]
            return []
        return []

    def _in_force(self, i: int, kind: str) -> list[Quantity]:
        """'met the islanders with sixty ships', 'came against us with nine galleys': in what strength somebody fought or came."""
        if kind not in _IN_FORCE:
            return []
        end = self._items[i].end
        for q in self._numbers.counts(end, min(self._parts.sentence.end, end + _NEAR)):
            between = self._text[end : _start_of_limits(self._text, q)]
            if q.of in self._parts.host.known.words("events", "forces") and _WITH_FORCE.fullmatch(between):
                return [q]
        return []

    def _before_noun(self, i: int) -> list[Quantity]:
        """A number of events of one kind is one of people: 'there were 26 arrests'."""
        if not (i and self._items[i].lower.endswith("s") and self._parts.is_number(i - 1)):
            return []
        start = max(self._parts.sentence.start, self._items[i - 1].start - _SPELT)
        told = self._numbers.inside(start, self._items[i].end)
        return [replace(q, of="people") for q in told if q.end == self._items[i - 1].end]

    def _end_of_sums(self, i: int) -> int:
        """Up to where a sum is the event's: the next verb, and not too far."""
        end = min(self._parts.sentence.end, self._items[i].end + _NEAR)
        return next((x.start for x in self._items[i + 1 :] if x.tag in "VXM" or x.start > end), end)

    def _in_a_time(self, quantity: Quantity) -> bool:
        times = (*self._parts.times, *self._parts.lengths)
        return any(t.start < quantity.end and quantity.start < t.end for t in times)

    def tolls(self, i: int) -> list[Quantity]:
        """'the explosion left 20 dead', 'a death toll of 35'."""
        start, end = self._items[i].start, min(self._parts.sentence.end, self._items[i].end + 80)
        for m in _DEAD.finditer(self._text, start, end):
            part = "left" if m["left"] else "toll"
            return list(self._numbers.inside(*m.span(part)))
        return []

    # -- how long -----------------------------------------------------------------------------------------------------

    def _length(self, i: int, kind: str) -> Quantity | None:
        """How long an event lasted, where the words tie a length of time to it."""
        return next(
            (q for t in self._parts.lengths if self._is_its_length(i, kind, t) and (q := length_of(t))), None
        )

    def _is_its_length(self, i: int, kind: str, t: Time) -> bool:
        """'the siege lasted eleven weeks', 'for five weeks the siege went on', 'imprisoned for two years', 'a siege of ten days', 'a three-day strike'."""
        item = self._items[i]
        noun = item.tag in "NG"
        if t.start >= item.end:
            between = self._text[item.end : t.start]
            if noun:
                return bool(
                    _LASTED.fullmatch(between)
                    or _OF.fullmatch(between)
                    or (_FOR.fullmatch(between) and self._is_told(i))
                )
            bare = self._goes_on(i) and _BARE.fullmatch(between)
            term = kind == "accuse" and (
                _TO.fullmatch(between) or (self._sentences(i) and _TO_TERM.fullmatch(between))
            )
            return bool(bare or _FOR.fullmatch(between) or term)
        between = self._text[t.end : item.start]
        lasted = _THE.fullmatch(between) and _WENT_ON.match(
            self._text, item.end
        )  # 'Seven weeks the siege lasted'
        if noun and (lasted or _OF_A_LENGTH.fullmatch(between)):
            return True
        opens = _OPENED.search(self._text, self._parts.sentence.start, t.start)
        return bool(opens and noun and _WENT_ON.match(self._text, item.end) and "," not in between[2:])

    def _sentences(self, i: int) -> bool:
        return bool(inflections(self._parts.language).bases(self._parts.lower(i)) & _SENTENCING)

    def _goes_on(self, i: int) -> bool:
        """Whether a verb tells what goes on for a time without 'for': 'had lain before the place eleven weeks'."""
        phrase = self._parts.phrasal(i)
        return bool(inflections(self._parts.language).bases(self._parts.lower(i)) & _GOING_ON) or (
            phrase is not None and phrase[1].same in _GOING_ON
        )

    def _is_told(self, i: int) -> bool:
        """Whether a noun's own verb follows it: 'the siege went on for five weeks'."""
        bases = inflections(self._parts.language).bases(self._parts.lower(i + 1))
        return bool(
            bases & self._parts.host.known.words("events", "occurring")
            or bases & {"go", "continue", "rage", "drag"}
        )


def _of_people(q: Quantity, kind: str) -> Quantity | None:
    """A number of people, where a pronoun stands for those who are counted and such things happen to people; None where it may stand for anything."""
    if q.of != THEM:
        return q
    return replace(q, of="people") if kind in _TO_PEOPLE else None


def _start_of_limits(text: str, q: Quantity) -> int:
    """Where the words begin that limit a number: '| no more than forty'."""
    return (
        q.start - len(limits[0])
        if (limits := _LIMITS.search(text[max(0, q.start - 30) : q.start]))
        else q.start
    )


def length_of(t: Time) -> Quantity | None:
    """A length of time as a quantity of its unit: 'nearly eleven weeks'."""
    said = _LENGTH.fullmatch(t.value)
    if said is None or bool(said["hours"]) != (said["unit"] == "H"):
        return None
    n, of = int(said["n"]), _UNITS[said["unit"]]
    if t.mod == "APPROX":
        return Quantity(t.start, t.end, None, None, of, n)
    return Quantity(t.start, t.end, None if t.mod in _AT_MOST else n, None if t.mod in _AT_LEAST else n, of)
