"""dash_speech: dialogue whose turns open with a dash, as in French, Spanish, Russian and Irish prose, and what is said in each.

'—Come up! he called. Come up, Tobin!' is two stretches of speech and an inquit between them. A dash at the head of a paragraph
opens lists, demands, verses, signatures and sources of mottoes too: a run of such paragraphs is dialogue where most of them ask, call,
speak of 'I' and 'you', or have an inquit, and somebody answers: a question is followed by what is none, or one says 'I' and another 'you'.
"""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from whence.layers.inquits import DASH, Inquits
from whence.text import trimmed

_OPENS = re.compile(rf"(?:{DASH}|-(?=\s))[ \t\xa0\u2009\u202f]*(?=(?P<first>\S))")
_SIGNS = "¿¡«“‘\"'…([„"
_WITHIN = re.compile(rf"(?:(?<=:)|(?<=[.!?…]))\s*(?P<dash>{DASH})[ \xa0\u2009\u202f]*(?=(?P<first>\S))")
_PUT_IN = re.compile(
    rf"(?P<dash>(?<!\s)\s*+{DASH}\s*+)(?=[^\W\d_])|(?:(?<=[,!?…»”])|(?<=\.\.\.))(?P<sign>\s+)(?=[^\W\d_])"
)
_FINISHED = re.compile(r"(?:[.!?…:,»”\"')\]—–-]|--)\s*(?:\[\w{1,4}\]|[¹²³⁰⁴-⁹]+)?$")
_LISTS = re.compile(r"(?:-(?!-)|–)\s")
_CLOSING = re.compile(r"\s*»")
_NUMBER = re.compile(r"[IVXLC\d]+\s*[—–-]")  # '— II —', over a chapter
_LIKE_ONE = 0.5  # of an inquit: a word that looks like a verb
_SHARE = 0.5  # of a group are talk
_ALONE = 3  # turns that talk, where no inquit shows that it is dialogue
_LISTED = 2  # inquits, where a hyphen opens the turns, or a colon before them announces nobody's words
_ANNOUNCED = 2  # turns at most that a lead-in announces, where nobody answers
_ASKS = re.compile(r"\?[\s»”\"')]*$")
_NEAR = 3  # paragraphs between two turns of one run
_FULL_LINE = 60  # code points
_NAME_WORDS = 5  # '— Winston Churchill': whose words stand above


class Said(Struct, frozen=True):
    """Words said in a turn: with the dash that opens them, and without it."""

    start: int
    end: int
    inner: tuple[int, int]


class _Turn(Struct, frozen=True):
    paragraph: int  # its number among those given
    start: int
    said: list[Said]
    inquit: float  # 1 for one by a known verb, less for one by a word that looks like a verb, 0 for none
    speaks: bool
    of_me: bool
    to_another: bool
    asks: bool  # and says nothing after it
    listed: bool  # a sign opens it that more often opens the item of a list
    behind: bool  # something stands before it in its paragraph


@lru_cache(maxsize=2)
def find(
    chars: str, paragraphs: tuple[tuple[int, int], ...], language: str, unclosed: tuple[int, ...] = ()
) -> tuple[Said, ...]:
    """What is said behind dashes in the given paragraphs (start, end), in order. ``unclosed``: places of opening marks that
    nothing closes, in order; where a dialogue opens with one, as in French, its first turn is read too."""
    heads = [n for n, (a, b) in enumerate(paragraphs) if _OPENS.match(chars, a, b)]
    if not any(_is_turn(chars, *paragraphs[n]) for n in heads):
        return ()
    reader = _Reader(chars, paragraphs, Inquits(chars, language), unclosed)
    taken = [group for run in _runs(reader.groups(heads)) if reader.is_dialogue(run) for group in run]
    said = {s for group in taken for turn in group for s in turn.said}
    return tuple(sorted(said, key=lambda s: s.start))


def _is_turn(chars: str, start: int, end: int) -> bool:
    """Whether a paragraph begins as a turn does: a dash and a capital, and it is finished, and no mere name or number."""
    match = _OPENS.match(chars, start, end)
    if match is None or not _begins(match["first"]):
        return False
    words = chars[match.end() : end]
    if not _FINISHED.search(words) or _NUMBER.fullmatch(words) or _is_verse(words):
        return False
    named = [w for w in words.split() if w[0].isalpha()]
    is_name = 1 < len(named) <= _NAME_WORDS and all(w[0].isupper() for w in named)
    return not (is_name and "!" not in words and "?" not in words)


def _begins(first: str) -> bool:
    return first.isupper() or first.isdigit() or first in _SIGNS


def _is_verse(words: str) -> bool:
    """Whether every line of several begins with a capital, and the first ends as no line does that is full."""
    lines = [line.strip() for line in words.split("\n")]
    return len(lines) > 1 and len(lines[0]) < _FULL_LINE and all(line[:1].isupper() for line in lines[1:])


def _runs(groups: list[list[_Turn]]) -> list[list[list[_Turn]]]:
    """Groups of turns with only a few paragraphs of telling between them."""
    runs: list[list[list[_Turn]]] = []
    for group in groups:
        if runs and group[0].paragraph - runs[-1][-1][-1].paragraph <= _NEAR + 1:
            runs[-1].append(group)
        else:
            runs.append([group])
    return runs


class _Reader:
    """Reads the turns of one text."""

    def __init__(
        self, chars: str, paragraphs: tuple[tuple[int, int], ...], inquits: Inquits, unclosed: tuple[int, ...]
    ) -> None:
        self.chars, self.paragraphs, self.inquits, self.unclosed = chars, paragraphs, inquits, unclosed

    def groups(self, heads: list[int]) -> list[list[_Turn]]:
        """Turns in neighbouring paragraphs, those that are a list left out; and turns behind a colon in other paragraphs."""
        found: list[list[_Turn]] = []
        for first, last in _stretches(heads):
            for group in self._without_lists(first, last):
                if self._is_talk(group):
                    before = group[0].paragraph - 1
                    opening = self._marked_opening(before) if before >= 0 and before < first else None
                    found.append([*([opening] if opening else []), *group])
        dashed = set(heads)
        for n, (start, end) in enumerate(self.paragraphs):
            at = _behind_colon(self.chars, start, end) if n not in dashed else None
            if at is not None:
                found.append([self._turn(n, at)])
        return sorted(found, key=lambda group: group[0].start)

    def _without_lists(self, first: int, last: int) -> list[list[_Turn]]:
        """The turns of neighbouring paragraphs, parted where items of a list stand among them; what does not talk beside an item is one too."""
        groups: list[list[_Turn]] = [[]]
        listed = False
        for n in range(first, last + 1):
            turn = self._turn(n, self.paragraphs[n][0]) if _is_turn(self.chars, *self.paragraphs[n]) else None
            if turn is None:
                while groups[-1] and not _talks(groups[-1][-1]):
                    groups[-1].pop()
                groups.append([])
            elif not listed or _talks(turn):
                groups[-1].append(turn)
            listed = turn is None or (listed and not _talks(turn))
        return [group for group in groups if group]

    def _is_talk(self, group: list[_Turn]) -> bool:
        """Whether most turns of a group talk; one alone may be anything."""
        return len(group) == 1 or sum(map(_talks, group)) >= _SHARE * len(group)

    def is_dialogue(self, run: list[list[_Turn]]) -> bool:
        """Whether turns that stand near one another are a dialogue; those behind a colon are, where others are."""
        turns = [t for group in run for t in group if not t.behind]
        if not turns:
            return False
        first = turns[0].paragraph
        led = first > 0 and self.chars[slice(*self.paragraphs[first - 1])].endswith(":")
        announced = first > 0 and self.inquits.announces(*self.paragraphs[first - 1])
        inquits = sum(t.inquit for t in turns)
        if any(t.listed for t in turns) or (led and not announced):
            return inquits >= min(_LISTED, len(turns))
        answered = _is_answered(turns)
        if inquits >= 1 or (answered and sum(t.speaks for t in turns) >= _ALONE):
            return True
        return announced and (answered or len(turns) <= _ANNOUNCED)

    def _marked_opening(self, n: int) -> _Turn | None:
        """The paragraph before a dialogue, where an opening mark in it is closed only behind the last turn."""
        start, end = self.paragraphs[n]
        before = bisect_left(self.unclosed, end)
        at = self.unclosed[before - 1] if before else -1
        return self._turn(n, at) if at >= start else None

    def _turn(self, number: int, at: int) -> _Turn:
        """A turn from its dash on, cut into what is said and what is put in."""
        chars, (start, end) = self.chars, self.paragraphs[number]
        opened = _OPENS.match(chars, at, end)
        said: list[Said] = []
        begin, place, inquit = at, opened.end() if opened else at + 1, 0.0
        while place < end:
            stop, goes_on, dash, told = self._up_to(place, end)
            inquit = max(inquit, told)
            words = self._trimmed(place, stop)
            if words:
                closing = _CLOSING.match(chars, words[1], stop)
                said.append(Said(begin, closing.end() if closing else words[1], words))
            begin, place = dash, goes_on
        spoken = [s.inner for s in said]
        return _Turn(
            number, at, said, inquit,
            speaks=any(self.inquits.speaks(*s) for s in spoken),
            of_me=any(self.inquits.is_of_me(*s) for s in spoken),
            to_another=any(self.inquits.is_to_another(*s) for s in spoken),
            asks=bool(spoken) and _ASKS.search(chars, *spoken[-1]) is not None,
            listed=at == start and bool(_LISTS.match(chars, at)),
            behind=at != start,
        )  # fmt: skip

    def _up_to(self, at: int, end: int) -> tuple[int, int, int, float]:
        """Where what is said from a place on stops; where it goes on, and the dash before that; what inquit stands between, as in _Turn."""
        aside = False
        for match in _PUT_IN.finditer(self.chars, at, end):
            if match.start() == at:
                continue
            if aside and match["dash"] and not match["dash"][0].isspace():
                aside = False  # it closes words between dashes
                continue
            found = self.inquits.at(match.end(), end, match["dash"] is not None)
            if found:
                return match.start(), found.goes_on, found.goes_on, 1.0 if found.is_sure else _LIKE_ONE
            another = _WITHIN.match(self.chars, match.start(), end) if match["dash"] else None
            if another and another["first"].isupper():
                return match.start(), another.end(), another.start("dash"), 0.0
            aside = aside or bool(match["dash"] and not match["dash"][-1].isspace())
        return end, end, end, 0.0

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        """Words without the white space around them, and without a mark that closes a dialogue opened by one."""
        span = trimmed(self.chars, start, end)
        if span and self.chars[span.end - 1] == "»" and self.chars.find("«", span.start, span.end) < 0:
            span = trimmed(self.chars, span.start, span.end - 1)
        said = span is not None and any(c.isalnum() for c in self.chars[span.start : span.end])
        return (span.start, span.end) if span and said else None


def _talks(turn: _Turn) -> bool:
    return turn.inquit > 0 or turn.speaks


def _is_answered(turns: list[_Turn]) -> bool:
    """Whether somebody answers: what is no question follows one, or one speaks of himself and another to 'you'."""
    if any(a.asks and not b.asks for a, b in pairwise(turns)):
        return True
    of_me = {n for n, t in enumerate(turns) if t.of_me}
    to_another = {n for n, t in enumerate(turns) if t.to_another}
    return bool(of_me and to_another) and len(of_me | to_another) > 1


def _stretches(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of each stretch of numbers that follow one another."""
    found: list[tuple[int, int]] = []
    for n in numbers:
        if found and n == found[-1][1] + 1:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return found


def _behind_colon(chars: str, start: int, end: int) -> int | None:
    """The dash of a turn that opens behind a colon inside a paragraph ('He asked: —Where is he?')."""
    for match in _WITHIN.finditer(chars, start, end):
        if chars[match.start() - 1] == ":" and match["first"].isupper():
            return match.start("dash")
    return None
