"""event_circumstances: when and where an event happened, as its clause says: a date or a place behind the trigger, or at the head of its clause, with
no other event and no other clause between."""

import re
from collections import deque
from collections.abc import Iterator, Sequence

from whence.lang.inflections import inflections
from whence.layers.document import Mention, Time
from whence.layers.event_parts import Parts
from whence.layers.event_words import kind_of
from whence.layers.tagging import Item

_REACH = 150  # characters from the trigger to its time or place
_TIE = re.compile(r"\b(?:on|in|of|at|since|during|by|before|after|from|until)\s+(?:the\s+)?$", re.IGNORECASE)
_SELF_TIED = re.compile(
    r"(?:yesterday|today|tonight|last|this|that|next|early|late|earlier|later|shortly|soon|the (?:same|next|following|previous)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\w+ (?:days?|weeks?|months?|years?) (?:ago|later|earlier))\b",
    re.IGNORECASE,
)
_THAT = re.compile(r"\s+that\b")
_WHEN = re.compile(r"\s+(?:when|before|ere)\b")
_PENALTY = re.compile(r"\b(?:sentence|penalty|pain)s? of $")  # 'a sentence of death'
_STOPS = re.compile(r"[,;:()]")
# 'the battle of Hull | (3 May 1820)', 'the siege | (Hull, May 1820)'
_BRACKETED = re.compile(
    r"(?:\s+(?:of|at|in|near|off)\s+(?:the\s+)?[\w'’-]+(?:\s+[\w'’-]+){0,3})?\s+\((?:[^()]{0,40},\s+)?(?:on\s+|in\s+)?"
)
_IT_WAS = re.compile(
    r"\b(?:it|this) (?:was|had been)(?: (?:only|just|about|nearly|almost|towards|shortly|getting on|going on|not yet|already|hardly|past|on|in|at|the|for))* $",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:(?:it|this|that) was (?:only |not until )?)?(?:in|on|from|by|since|during|at)|(?:early|late) (?:on|in))?(?: the)?",
    re.IGNORECASE,
)
_OPENING_PLACE = re.compile(
    r"(?P<cleft>(?:it|this) was (?:only |here )?)?(?:in|at|near)(?: the)?(?: \w+ (?:of|at|in)(?: the)?)?",
    re.IGNORECASE,
)  # 'It was at the wells of Harl that …'
_HEAD = re.compile(r"(?:[,;:]|\b(?:that|and|but|when|where|how|as))\s+", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:that|which|who|whom|whose|where|but|because|although|while|whereas|when|after|before|until|since(?=\s+(?:the|an?|he|she|it|they|his|her|their|its)\b))\b"
)
_OF = re.compile(
    r"(?P<in>\b(?:in|during|at|on)\s+(?:the|a)\s+(?:\w+\s+)?)?\b(?P<noun>\w+)\s+of\s+(?:the\s+)?$"
)
_STANDS = re.compile(
    r"\b(?P<tie>in|at|on|upon|near|inside|outside|off|before|behind|above|below|under|beneath|beside|beyond|from|to|into"
    r"|(?:north|south|east|west)(?:-?(?:east|west))?(?:ward)? of)\s+(?:(?:the|an?|his|her|their|its)\s+)?"
    r"(?:(?:[a-z][\w'’-]*\s+){1,4}?(?:of|at|in|on|near|below|above|behind|outside|beyond|off|before)\s+(?:the\s+)?)?$"
)  # 'in the market hall of Arreux'
_ASIDE = re.compile(r",\s*(?:after|before|following|during|amid|despite|toward|towards)\s[^,;:.]*,")
_BESIDE = re.compile(
    r",?\s+(?:(?:on|at|about|around|towards|by|just|shortly|soon|a little|some time|before|after|past|nearly|almost|exactly|precisely|of)\s+)*(?:the\s+)?"
)
_ENDED = re.compile(
    r"(?:\s+(?!and\b|but\b|who\b|which\b)[\w'’-]+){0,5}?\s+(?:(?:was|were|had been|is)\s+(?:finally\s+)?(?:over|ended|settled|broken|called off|abandoned|lifted|raised|ratified|renewed|denounced|abrogated|revoked|registered)"
    r"|(?:had\s+)?(?:finally\s+)?(?:ended|ceased|expired|lapsed|came to an end|(?:came|entered) into force|took effect))\b"
)
_RELATIVE, _LEADING = (
    frozenset(["which", "who", "whom"]),
    frozenset("in at during by from of to with".split()),
)
_LONGEST_RELATIVE = 20  # items of a relative clause between a noun and its verb
_NEXT_SUBJECT = 9  # items in which the verb of the next clause stands


def _with_hours(times: Sequence[Time], text: str) -> Iterator[tuple[Time, ...]]:
    """Times in their order; a day and the hour beside it as one: 'on Saturday at eleven in the morning', 'on 5 May 1870, shortly before noon'."""
    waiting = deque(times)
    while waiting:
        t = waiting.popleft()
        other = waiting[0] if waiting else None
        day_and_hour = other is not None and t.value.startswith("T") != other.value.startswith("T")
        if other and day_and_hour and _BESIDE.fullmatch(text, t.end, other.start):
            yield t, waiting.popleft()
        else:
            yield (t,)


class Circumstances:
    """When and where the events of one host sentence happened. Items are given by the first and the last that name the event."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._items, self._doc = parts, parts.items, parts.doc
        self._occurs = parts.host.known.words("events", "occurring")
        self._occasions = parts.occasions
        self._houses = parts.host.known.words("events", "houses")
        self._told = list(_with_hours(parts.times, parts.doc.text))

    def time(self, i: int, last: int) -> tuple[str, ...]:
        """The date that modifies the trigger ('the 20th June uprising'), follows it ('… on 9 January 1983'), or opens its clause, with the hour beside it."""
        item = self._items[i]
        for t in self._parts.times:
            if 0 <= item.start - t.end <= 2 and not _STOPS.search(self._doc.text, t.end, item.start):
                return (t.id,)
        end = self._end(i, last)
        ended = _ENDED.match(self._doc.text, item.end) if item.tag in "NG" else None
        for told in self._told:
            if ended and told[0].start >= ended.end():
                break  # 'The strike ended on 30 September'
            if told[0].why == "names an event":
                continue  # it belongs to the event that it names
            starts = (item.end, end, *self._relative_end(i)) if last == i else (end,)
            if any(0 <= told[0].start - s <= _REACH and self._is_joined(s, told[0]) for s in starts):
                return tuple(t.id for t in told)
        first = self._items[self._parts.with_auxiliaries(i)].start
        for told in reversed(self._told):
            when = _WHEN.match(self._doc.text, told[-1].end) if self._is_told_as_hour(told[0]) else None
            cleft = when or _THAT.match(self._doc.text, told[-1].end)
            end = cleft.end() if cleft else told[-1].end
            if end <= first and (when or self._opens(told[0].start)) and not self._is_parted(end, first):
                return tuple(t.id for t in told)
        return ()

    def _is_told_as_hour(self, t: Time) -> bool:
        """'It was twenty to six when the earth shook'."""
        return _IT_WAS.search(self._doc.text, self._parts.sentence.start, t.start) is not None

    def places(self, i: int, last: int, kind: str) -> tuple[str, ...]:
        """A place named in the words for it ('struck the Hag Ledge'), behind the trigger with 'in' or 'at', or at the head of its clause."""
        if last > i:
            named = self._parts.names.inside(self._items[i].end, self._items[last].end)
            if held := next((m for m in named if self._is_place(m)), None):
                return (held.entity,)
        end = self._end(i, last)
        starts = dict.fromkeys((self._items[i].end, end) if last == i else (end,))
        behind = [found for s in starts if (found := self._place_behind(s, kind)) is not None]
        if behind:
            return next((found for found in behind if found), ())
        first = self._items[self._parts.with_auxiliaries(i)].start
        for m in reversed(self._parts.names.inside(self._parts.sentence.start, first)):
            opening = _OPENING_PLACE.fullmatch(self._before(m.start))
            if self._is_place(m) and opening:
                cleft = _THAT.match(self._doc.text, m.end) if opening["cleft"] else None
                return () if self._is_parted(cleft.end() if cleft else m.end, first) else (m.entity,)
        return ()

    def _place_behind(self, end: int, kind: str) -> tuple[str, ...] | None:
        """The first place behind a position that words tie to it; none where another clause stands between; None where there is no such place."""
        for m in self._parts.names.inside(end, min(self._parts.sentence.end, end + _REACH)):
            tie = self._tie(end, m.start, kind) if self._is_place(m) and not self._is_of_somebody(m) else None
            if tie is not None:
                parted = self._is_parted(end, tie) or self._next_clause(m.start, m.end)
                return () if parted else (m.entity,)
        return None

    def _end(self, i: int, last: int) -> int:
        """Where what is told of an event begins: behind its last word, or behind the verb that says of a noun that it took place ('the fire broke out')."""
        if last > i:
            return self._items[last].end
        if self._items[i].tag in "NG":
            behind = self._behind_relative(i)
            for j in range(behind, min(behind + _NEXT_SUBJECT, len(self._items))):
                bases = inflections(self._parts.language).bases(self._items[j].lower)
                held = self._items[j].lower == "held" and self._parts.is_passive_here(j)
                if self._items[j].tag in "VE" and (bases & self._occurs or held):
                    between = self._items[behind : self._parts.with_auxiliaries(j)]
                    verb = j + (self._parts.lower(j + 1) in ("place", "out"))
                    return self._items[i if any(x.tag in ",CVX" for x in between) else verb].end
        return self._items[i].end

    def _relative_end(self, i: int) -> list[int]:
        """The end of the verb that says behind a noun that it was: 'the strike, which lasted | from 3 May to 6 June'."""
        k = i + 1 + (self._parts.lower(i + 1) == ",")
        if self._items[i].tag not in "NG" or self._parts.lower(k) not in ("which", "that"):
            return []
        verb = next((j for j in range(k + 1, min(k + 4, len(self._items))) if self._items[j].tag in "VE"), 0)
        if not inflections(self._parts.language).bases(self._parts.lower(verb)) & self._occurs:
            return []
        return [self._items[verb + (self._parts.lower(verb + 1) in ("place", "out"))].end]

    def _behind_relative(self, i: int) -> int:
        """The item behind a noun and the relative clause that follows it between commas: 'the fire, which took two lives, | broke out on 3 May'."""
        comma = next(
            (
                k
                for k in range(i + 1, min(i + _NEXT_SUBJECT, len(self._items)))
                if self._items[k].tag in ",;CVXM"
            ),
            0,
        )
        behind = [self._parts.lower(k) for k in (comma, comma + 1, comma + 2)]
        if behind[0] == "," and (
            behind[1] in _RELATIVE or (behind[1] in _LEADING and behind[2] in _RELATIVE)
        ):
            for k in range(comma + 2, min(comma + _LONGEST_RELATIVE, len(self._items))):
                if self._parts.lower(k) in (",", ";", "."):
                    return k + 1 if self._parts.lower(k) == "," else i + 1
        return i + 1

    def _is_place(self, m: Mention) -> bool:
        # 'on Saint Vitus' day'
        in_a_time = any(t.start < m.end and m.start < t.end for t in self._parts.times)
        return self._parts.kinds.get(m.entity) == "place" and not in_a_time

    def _is_of_somebody(self, m: Mention) -> bool:
        """'to the Amsterdam merchant': whether a place only says where somebody comes from."""
        following = next(iter(self._inside(m.end, m.end + 2)), None)
        return following is not None and following.lower in self._parts.host.known.people_nouns

    def _tie(self, start: int, end: int, kind: str) -> int | None:
        """Where the words begin that tie a place behind a trigger to it; from where and to where only who moves or is moved."""
        tie = _STANDS.search(self._doc.text[start:end])
        directed = tie is not None and tie["tie"] in ("from", "to", "into")
        crashed = tie is not None and tie["tie"] == "into" and kind == "destroy"
        if tie is None or (directed and not crashed and kind not in ("move", "transfer", "other")):
            return None
        return start + tie.start()

    def _is_joined(self, start: int, time: Time) -> bool:
        """Whether a time behind a trigger belongs to it: joined by a preposition, or by nothing."""
        between = self._doc.text[start : time.start]
        if _BRACKETED.fullmatch(between) and self._doc.text[time.end : time.end + 1] in (")", ",", ";"):
            return True
        tie = _TIE.search(between)
        bare = between == " " and time.type == "DATE"  # 'born 6 March 1811 in Hradisov'
        if not (tie or bare or _SELF_TIED.match(self._doc.text, time.start)):
            return False
        of = _OF.search(between)
        if of and not (of["in"] and self._is_occasion(of["noun"])):
            return False  # 'detained under the decree of 7 January'
        between = between[: of.start()] if of else between[: tie.start()] if tie else between
        return not self._is_parted(start, start + len(between)) and not self._next_clause(
            time.start, time.end
        )

    def _is_occasion(self, noun: str) -> bool:
        """'in the gale of 11 January', 'on the night of 3 May': what is on that day, so that all beside it is."""
        return noun.lower() in self._occasions or bool(kind_of(noun.lower(), "noun", self._parts.language))

    def _before(self, start: int) -> str:
        """What stands between the head of a clause and a place in it. A comma is a head where no verb stands before it."""
        begin = self._parts.sentence.start
        before = self._doc.text[begin:start]
        head = 0
        for m in _HEAD.finditer(before):
            said = any(x.tag in "VXM" for x in self._inside(begin + head, begin + m.start()))
            head = m.end() if before[m.start()] != "," or not said else head
        return before[head:].strip(' “"')

    def _opens(self, start: int) -> bool:
        """Whether a time stands at the head of a clause, with nothing but a preposition before it: 'On 3 May …', 'it was in the autumn of 1944 that …'."""
        return bool(_OPENING.fullmatch(self._before(start)))

    def _next_clause(self, start: int, end: int) -> bool:
        """'resigned, and on 5 May the council met': whether a time or a place opens another clause than that of the trigger before it."""
        before = self._doc.text[self._parts.sentence.start : start]
        if not re.search(
            r"(?:[,;]|\b(?:and|but))\s+(?:on|in|at|by|near)\s+(?:the\s+)?$", before, re.IGNORECASE
        ):
            return False
        following = [x for x in self._items if x.start >= end][:_NEXT_SUBJECT]
        for x in following:
            if x.tag in ",C;":
                return False
            if x.tag in "VXM":
                return True
        return False

    def _is_parted(self, start: int, end: int) -> bool:
        """Whether another clause or another event stands between two places."""
        for aside in _ASIDE.finditer(self._doc.text, start, end):
            if not any(x.tag in "VXM" for x in self._inside(*aside.span())):
                return self._is_parted(start, aside.start()) or self._is_parted(aside.end(), end)
        between = self._doc.text[start:end]
        if re.search(r"[;:]|\.(?!\s?\w)|\.\s+[A-Z][a-z]+ [a-z]", between) or _CLAUSE.search(between):
            return True
        times = self._parts.times  # 'born 6 March 1811 in Hradisov': no march
        inside = [x for x in self._inside(start, end) if not any(t.start <= x.start < t.end for t in times)]
        inside = [x for x in inside if x.lower != "death" or not _PENALTY.search(self._doc.text, 0, x.start)]
        return any(
            x.tag in "VXMB" or self._is_event(x) for x in inside if x.tag not in "AP" and x.lower != "front"
        )

    def _inside(self, start: int, end: int) -> list[Item]:
        return [x for x in self._items if start <= x.start < end]

    def _is_event(self, item: Item) -> bool:
        """Whether a word may name an event; of a noun that stands for a house ('gaol') the verb does not count."""
        noun = kind_of(item.lower, "noun", self._parts.language)
        verb = item.lower not in self._houses and kind_of(item.lower, "verb", self._parts.language)
        return bool(noun or verb)
