"""finding: where in a document a quotation stands, with its differences, what was bridged, and what stands just outside its cuts."""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec
from msgspec import Struct

from whence.follow.collated import Collated
from whence.follow.collation import Stretch, collate
from whence.follow.differences import Comparison, Cut, Difference, DifferenceKind
from whence.follow.placing import Chain, place
from whence.follow.searched import Searched
from whence.follow.word_kin import WordKin, word_kin
from whence.layers.document import Document, Quotation
from whence.text import Span

_LONGEST_CUT = 60  # words left out in which a single one may turn the sense
_NEAR = 8  # words outside a cut that can take back what stands inside
_BEHIND = 60  # characters behind a quotation in which its author may say that the emphasis is added
_LED = 0.4  # of the telling words must stand where a note leads
_ANYWHERE, _ANYWHERE_LONG, _LONG = (
    0.75,
    0.6,
    15,
)  # of them must stand where none does, and in a quotation of more words
_TELLING, _WORDS = 3, 5  # telling words, and words, that must be the same there at least
_ALONE = 3  # words of a part of a quotation that is looked for by itself
_ENDS = re.compile(r"[.!?;:]")
_STOPS = re.compile(r"[.!?;:]|[,–—]\s")


class Turn(Struct, frozen=True):
    """A word that a cut leaves out and that could turn the sense ('not', 'he denied that'), with the words around it; ``inside``: between
    two parts of the quotation, not before or behind it."""

    words: str
    context: str
    at: Span
    inside: bool = False


class Place(Struct, frozen=True):
    """Where a quotation stands in a document: the spans of its parts, how much of it, and what is different."""

    spans: tuple[Span, ...]
    covered: float
    differences: tuple[Difference, ...]
    bridged: tuple[str, ...]
    turns: tuple[Turn, ...]


class Wanted:
    """A quotation that is looked for: its words, where it is cut, and what its author says of it."""

    def __init__(self, document: Document, quotation: Quotation) -> None:
        self.at = quotation.start  # only the quotation's own characters are kept, counted from here
        self.text = document.text[quotation.start : quotation.end]
        self.behind = document.text[quotation.end : quotation.end + _BEHIND]
        self.markers = [
            self._own(m.start, m.end)
            for m in document.markers
            if quotation.start <= m.start and m.end <= quotation.end
        ]
        letters = {i.end: i.start for i in quotation.insertions if _is_letter(document.text, i.start, i.end)}
        segments = [self._own(letters.get(s.start, s.start), s.end) for s in quotation.segments]
        self.segments = tuple(s for s in segments if len(Collated(self.text, [s], self.markers)))
        self.words = Collated(self.text, self.segments, self.markers) if self.segments else None
        self._insertions = [self._own(i.start, i.end) for i in quotation.insertions if i.end not in letters]
        self._elisions = [self._own(e.start, e.end) for e in quotation.elisions]

    def _own(self, start: int, end: int) -> Span:
        return Span(start - self.at, end - self.at)

    def in_document(self, span: Span | None) -> Span | None:
        """A span of the quotation as one of its document."""
        return Span(span.start + self.at, span.end + self.at) if span else None

    def __len__(self) -> int:
        return len(self.words) if self.words else 0

    def of(self, segments: Sequence[Span]) -> Collated:
        """The words of some segments."""
        return Collated(self.text, segments, self.markers)

    def cuts(self, segments: Sequence[Span], words: Collated) -> list[Cut]:
        """Where between these segments something is left out or put in, by the number of the word that follows."""
        made = []
        for a, b in pairwise(segments):
            put_in = [i for i in self._insertions if a.end <= i.start and i.end <= b.start]
            elided = any(a.end <= e.start and e.end <= b.start for e in self._elisions)
            skipped = any(s not in segments and a.end <= s.start < b.start for s in self.segments)
            span = Span(put_in[0].start, put_in[-1].end) if put_in else None
            inserted = self.text[span.start + 1 : span.end - 1] if span else ""
            made.append(Cut(words.at(b.start), elided or skipped, inserted, span))
        ends = ((0, [i for i in self._insertions if i.end <= segments[0].start]),
                (len(words), [i for i in self._insertions if i.start >= segments[-1].end]))  # fmt: skip
        for before, put_in in ends if tuple(segments) == self.segments else ():
            if put_in:
                span = Span(put_in[0].start, put_in[-1].end)
                made.append(Cut(before, False, self.text[span.start + 1 : span.end - 1], span))
        return made


def _is_letter(text: str, start: int, end: int) -> bool:
    """Whether a bracket only changes the first letter of a word: '[t]he'."""
    return end - start == 3 and text[start + 1].isalpha() and text[end : end + 1].isalpha()


def find(
    wanted: Wanted, searched: Searched, cited: Sequence[tuple[int, int]] = (), apart: Sequence[Span] = (),
    anywhere: bool = False,
) -> Place | None:  # fmt: skip
    """The place of a quotation in a document; None where too little of it stands there.

    ``cited`` are the stretches of words on the cited pages, which are looked at first; ``apart`` is not looked at. ``anywhere``: no
    note leads to this document, so that more than a common phrase must be the same.
    """
    if wanted.words is None:
        return None
    avoided = [(searched.words.at(s.start), searched.words.at(s.end)) for s in apart]
    chain = _chain(wanted, wanted.segments, searched, cited, avoided)
    if chain is None or not _tells(wanted.words, chain, word_kin(searched.language), anywhere):
        return None
    main, strays = _apart(wanted, chain)
    alone: dict[Span, Chain] = {}
    if strays and main:
        alone = {s: c for s in strays if (c := _chain(wanted, [s], searched, cited, avoided))}
        if alone:
            main = tuple(s for s in wanted.segments if s not in alone)
            chain = _chain(wanted, main, searched, cited, avoided) or chain
    if not alone:
        main = wanted.segments
    return _placed(wanted, searched, main, chain, alone)


def _tells(words: Collated, chain: Chain, kin: WordKin, anywhere: bool) -> bool:
    """Whether the words that are the same are more than those that every text has."""
    telling = [n for n in range(len(words)) if kin.is_telling(words.forms[n])]
    same = sum(n in chain.near for n in telling)
    if not anywhere:
        return len(telling) <= 2 or same >= _LED * len(telling)
    if chain.covered == len(words) and len(chain.runs) == 1 and len(words) >= _WORDS:
        return len(words) > _WORDS or same >= 2  # all of them, one after the other
    share = _ANYWHERE if len(words) <= _LONG else _ANYWHERE_LONG
    enough = chain.covered >= max(_WORDS, 0.6 * len(words))
    return enough and same >= _TELLING and same >= share * len(telling)


def _chain(
    wanted: Wanted, segments: Sequence[Span], searched: Searched, cited: Sequence[tuple[int, int]],
    apart: Sequence[tuple[int, int]],
) -> Chain | None:  # fmt: skip
    words = wanted.of(segments)
    cuts = [c.before for c in wanted.cuts(segments, words)]
    return place(words.forms, cuts, searched.places, cited, apart)


def _apart(wanted: Wanted, chain: Chain) -> tuple[tuple[Span, ...], list[Span]]:
    """The segments that a chain covers, and those of some words that it hardly touches."""
    assert wanted.words is not None
    covered = {n for r in chain.runs for n in range(r.here, r.here + r.size)}
    main: list[Span] = []
    strays: list[Span] = []
    for s in wanted.segments:
        numbers = range(wanted.words.at(s.start), wanted.words.at(s.end))
        inside = sum(n in covered for n in numbers)
        (strays if len(numbers) >= _ALONE and inside < len(numbers) / 2 else main).append(s)
    return tuple(main), strays


def _placed(
    wanted: Wanted, searched: Searched, main: Sequence[Span], chain: Chain, alone: "dict[Span, Chain]"
) -> Place:
    kin = word_kin(searched.language)
    assert wanted.words is not None
    found: list[Difference] = []
    spans: list[Span] = []
    bridged: dict[str, None] = {}
    turns: list[Turn] = []
    covered = chain.covered
    for segments, own in ((tuple(main), chain), *(((s,), c) for s, c in alone.items())):
        words = wanted.of(segments)
        cuts = wanted.cuts(segments, words)
        stretches = collate(words, searched.words, own, [c.before for c in cuts], kin.plain, kin.inflects)
        compared = Comparison(words, searched.words, stretches, cuts, kin).compared()
        found += compared.differences
        bridged |= dict.fromkeys(compared.bridged)
        spans += _spans(searched.words, stretches)
        turns += _turns(searched.words, stretches, kin)
        if own is not chain:
            covered += own.covered
            before_here = segments[0].start < main[0].start
            before_there = own.runs[0].there < chain.runs[0].there
            kind: DifferenceKind = "joined" if before_here == before_there else "order"
            part = words.written(0, len(words))
            found.append(Difference(kind, part, part, segments[0], spans[-1]))
    if (
        kin.emphasis_said
        and kin.emphasis_said.search(wanted.behind)
        and not any(d.kind == "emphasis" for d in found)
    ):
        found.append(Difference("emphasis", "", "", None, None))
    said = [d.at for d in found if d.kind in ("negation", "bracketed", "insertion") and d.at]
    turns = [t for t in turns if not any(s.start <= t.at.start and t.at.end <= s.end for s in said)]
    differences = tuple(msgspec.structs.replace(d, here=wanted.in_document(d.here)) for d in found)
    return Place(tuple(spans), covered / len(wanted.words), differences, tuple(bridged), tuple(turns))


def _spans(source: Collated, stretches: Sequence[Stretch]) -> list[Span]:
    """The parts of the source that a quotation has, those apart that a long omission parts."""
    made: list[tuple[int, int]] = []
    for s in stretches:
        if s.there == s.there_end or (s.here == s.here_end and s.there_end - s.there > _NEAR):
            continue
        if made and s.there - made[-1][1] <= _NEAR:
            made[-1] = (made[-1][0], s.there_end)
        else:
            made.append((s.there, s.there_end))
    return [source.span(a, b) for a, b in made]


def _turns(source: Collated, stretches: Sequence[Stretch], kin: WordKin) -> list[Turn]:
    """Words that turn the sense: left out, or just outside the cut: before it in the same clause ('he denied that'), behind it
    what sets a condition, over a comma too ('…, unless it was misheard')."""
    held = [s for s in stretches if s.there < s.there_end and s.here < s.here_end]
    if not held:
        return []
    left_out = [s for s in stretches if s.here == s.here_end and s.there_end - s.there < _LONGEST_CUT]
    outside = [
        (range(_back(source, held[0].there), held[0].there), kin.turns),
        (range(held[-1].there_end, _on(source, held[-1].there_end)), kin.conditions),
        *((range(s.there, s.there_end), kin.turns) for s in left_out),
    ]
    made = []
    for numbers, words in outside:
        turning = [n for n in numbers if source.forms[n] in words]
        if turning:
            low, high = max(0, numbers[0] - _NEAR), min(len(source), numbers[-1] + 1 + _NEAR)
            told = " ".join(source.written(n, n + 1) for n in turning)
            inside = held[0].there <= numbers[0] < held[-1].there_end
            made.append(
                Turn(told, source.written(low, high), source.span(numbers[0], numbers[-1] + 1), inside)
            )
    return made


def _back(source: Collated, at: int) -> int:
    n = at
    while n > 0 and at - n < _NEAR and not _STOPS.search(source.between(n - 1)):
        n -= 1
    return n


def _on(source: Collated, at: int) -> int:
    n = at
    while n < len(source) and n - at < _NEAR and not _ENDS.search(source.between(n - 1)):
        n += 1
    return n
