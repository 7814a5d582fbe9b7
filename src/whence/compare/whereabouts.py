"""whereabouts: where an event is told to have been: the place named for it, with what it takes to compare it with another."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from whence.compare.spots import Spot, spot_around, spot_of
from whence.compare.values import Where
from whence.lang import lexicon
from whence.layers.document import Claim, Document, Event, Mention
from whence.layers.inner_names import outermost
from whence.names.forms import plain
from whence.text import Span, SpanIndex

_TIE = re.compile(r"\b(in|at|near|off|outside|before)\s+(?:the\s+)?$", re.IGNORECASE)
_SIDE = re.compile(
    r"\b(?:just\s+|to\s+the\s+)?(?P<side>(?:north|south|east|west)(?:-?(?:east|west))?|upstream|downstream|above|below)(?:ward)?(?:\s+of)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# 'on the south bank of the Sava'
_BANK = re.compile(
    r"\b(?P<side>north|south|east|west)(?:ern)?\s+(?:bank|shore|side|slope|face|flank|coast|end)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SIDE_OF = re.compile(
    r"(?:to the )?(?P<side>(?:north|south|east|west)(?:-?(?:east|west))?)(?:ward)? of (?:the )?(?:[A-Z][\w'’-]+ )?(?P<thing>[a-z]\w+)"
)  # 'to the north of the town'
_SIDE_WITHIN = 90  # characters from an event
_SPOT = re.compile(
    r"(?<= )the\s+(?:(?!day|night|morning|evening|week|month|year)[a-z][\w'’-]*\s+){1,3}?(?:of|at|in|on|near|below|above|behind|outside|beyond|off)\s+(?:the\s+)?$"
)  # 'the market hall of Arreux'
_STANDS = re.compile(r"\b(?:in|at|near)\s+(?:the\s+)?$")
_LIES_IN = re.compile(
    r"(?:,|,? (?:at|in|outside|near|of))?\s"
)  # 'in the Prater at Vienna', 'in Fleet Street, London'
_FACILITY = re.compile(
    r"\b(?:street|road|square|hall|palace|church|bridge|station|hospital|hotel|quarter|district|park|gate|market|prison|castle|house|harbou?r|place|rue|via|platz|strasse|avenue)\b|\w(?:gasse|stra(?:ss|ß)e|platz|allee|damm|brücke|gata|gatan|vej|straat|gracht|plein)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\bthe\s+$")
# 'six days below Mbokoro', 'a good league south of the Gannet Ledges': the place named is another; not 'a mile east of the church'
_FAR_FROM = re.compile(
    r"\b(?:(?:[2-9]|\d\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fif?teen|sixteen|eighteen|\w+ty(?:-\w+)?|a hundred|several|many)\s+"
    r"(?:miles|leagues|kilomet(?:re|er)s|km|days|hours|valleys|versts|stages|parasangs)|(?:a|one)\s+(?:good|long|full|whole)\s+league|a\s+day['’]s\s+\w+)"
    r"(?:['’]?\s+(?:journey|march|sail|ride|walk|away))?,?\s+(?:to\s+the\s+)?(?:(?:north|south|east|west)[\w-]*\s+)?"
    r"(?:from|of|below|above|past|beyond|off|short\s+of|outside|upstream\s+of|downstream\s+of)\s+(?:the\s+)?$"
)
_FAR_WITHIN = 70  # characters before a place
_SOON = 4  # characters: 'That was in Sundsvall'
_BEFORE = 24  # characters before a place in which its tie stands


@cache
def _kinds(language: str | None) -> dict[str, str]:
    """Name of a place → what it is: city, country, river …"""
    return {row[0]: row[1] for row in lexicon(language).rows("places")}


class Whereabouts:
    """The places of one document's events."""

    def __init__(self, path: str, document: Document) -> None:
        self._path, self._text = path, document.text
        self._entities = {e.id: e for e in document.entities}
        self._places = SpanIndex(
            [
                m
                for m in outermost(document.mentions)
                if m.form == "name" and self._entities[m.entity].kind == "place"
            ]
        )
        self._named = SpanIndex([m for m in outermost(document.mentions) if m.form == "name"])
        self._times = SpanIndex(document.times)
        self._language = document.document.language
        near = {m.entity for m in outermost(document.mentions) if m.form == "name" and not self._is_far(m)}
        self._all = frozenset(plain(n) for e in document.entities if e.id in near for n in e.names)
        self._kinds = _kinds(self._language)

    def of(self, event: Event, claim: Claim | None, sentence: Span) -> Iterator[tuple[Span, Where]]:
        """The words for where an event was, with what they mean; the one place of its claim where it has none and is all that the claim tells."""
        found = self._places.inside(sentence.start, sentence.end)
        own = [m for m in found if m.entity in event.places]
        if not own and claim and claim.events == (event.id,):
            inside = [m for m in found if any(s.start <= m.start < s.end for s in claim.evidence)]
            stands = [m for m in inside if _STANDS.search(self._before(m))]
            own = stands if len({m.entity for m in inside}) == 1 else []
        end = event.triggers[-1].end
        if own:
            m = own[0]
            spot = spot_around(self._text, Span(m.start, m.end), sentence, self._language)
            yield self._behind(event, m, self._with_spot(self._read(m, found), spot))
        elif spot := spot_of(self._text, event, sentence, self._language):
            yield Span(spot.start, spot.end), self._of_spot(spot, found)
        elif side := _SIDE_OF.search(self._text, end, min(sentence.end, end + _SIDE_WITHIN)):
            names = frozenset({side["thing"]})
            yield Span(*side.span()), Where(names, path=self._path, known=self._all, side=side["side"])

    @staticmethod
    def _behind(event: Event, m: Mention, read: tuple[Span, Where]) -> tuple[Span, Where]:
        """A place without the words for its event or for who takes part: not 'the hunger strike at Hull', 'the envoys at Hull'."""
        span, where = read
        told = [(t.start, t.end) for t in event.triggers] + [(p.start, p.end) for p in event.parties]
        inside = any(span.start <= start < end <= m.start for start, end in told)
        return (Span(m.start, max(span.end, m.end)), where) if inside else read

    def _with_spot(self, read: tuple[Span, Where], spot: Spot | None) -> tuple[Span, Where]:
        """A place with the kind of spot that the words around its name say."""
        span, where = read
        if spot is None:
            return read
        return Span(min(span.start, spot.start), max(span.end, spot.end)), replace(where, spot=spot.kind)

    def _of_spot(self, spot: Spot, found: Sequence[Mention]) -> Where:
        """A spot as a place, by the name that its words say."""
        name = spot.name and not self._times.touching(spot.name.start, spot.name.end) and spot.name
        named = next(iter(self._named.touching(name.start, name.end)), None) if name else None
        said = frozenset({plain(self._text[name.start : name.end])}) if name else frozenset()
        names = self._names(named) if named else said
        beside = frozenset(n for o in found if o != named and not self._is_far(o) for n in self._names(o))
        return Where(names, beside=beside, path=self._path, known=self._all - names, spot=spot.kind)

    def at(self, start: int, end: int) -> tuple[Span, Where] | None:
        """The place with which a stretch begins."""
        m = next(iter(self._places.inside(start, end)), None)
        return self._read(m, [m]) if m and m.start <= start + _SOON else None

    def _before(self, m: Mention) -> str:
        return self._text[max(0, m.start - _BEFORE) : m.start]

    def _read(self, m: Mention, found: Sequence[Mention]) -> tuple[Span, Where]:
        """A place among the places of its sentence."""
        names = self._names(m)
        others = (o for o in found if o.entity != m.entity and not self._is_far(o))
        beside = frozenset(n for o in others for n in self._names(o))
        kind = self._kind(m)
        before = self._before(m)
        tie, side = _TIE.search(before), _SIDE.search(before) or _BANK.search(before)
        around = frozenset() if kind == "city" else self._town(m, found)
        where = Where(
            names, kind, beside, tie[1].lower() if tie else "", self._path, self._all - names, around, side["side"].lower() if side else ""
        )  # fmt: skip
        spot = None if side else _SPOT.search(self._text, max(0, m.start - 3 * _BEFORE), m.start)
        start = m.start - len(side.group()) if side else spot.start() if spot else m.start
        return Span(start, m.end), where

    def _is_far(self, m: Mention) -> bool:
        """Whether a place is named as one from which another is so far."""
        return _FAR_FROM.search(self._text, max(0, m.start - _FAR_WITHIN), m.start) is not None

    def _names(self, m: Mention) -> frozenset[str]:
        return frozenset(plain(n) for n in self._entities[m.entity].names)

    def _kind(self, m: Mention) -> str:
        entity = self._entities[m.entity]
        known = {self._kinds[n] for n in entity.names if n in self._kinds}
        if _FACILITY.search(entity.name) or (not known and _ARTICLE.search(self._before(m))):
            return "facility"  # 'in the Lindengasse' is no town
        return min(known, default="")

    def _town(self, m: Mention, found: Sequence[Mention]) -> frozenset[str]:
        """The names of the town that is said to hold a smaller place: 'in the Prater at Vienna'."""
        following = next((o for o in found if o.start >= m.end), None)
        if following is None or not _LIES_IN.fullmatch(self._text[m.end : following.start]):
            return frozenset()
        return self._names(following) if self._kind(following) == "city" else frozenset()
