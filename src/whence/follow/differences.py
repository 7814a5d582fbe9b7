"""differences: what is different between a quotation and the place where it stands, each by its name, with the words of both.

None of them says that somebody is wrong: editions differ, and authors may mean to change.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from whence.follow.collated import BROKEN, Collated, marks
from whence.follow.collation import Stretch
from whence.follow.regions import one_negates, same_letters, says_no, whole_regions
from whence.follow.word_kin import WordKin
from whence.text import Span

DifferenceKind = Literal[
    "spelling", "omission_marked", "omission", "changed", "added", "order", "inflection", "negation", "joined", "emphasis", "insertion", "bracketed",
]  # fmt: skip
_MOVED = 40  # words around a place in which words may stand that the quotation has elsewhere
DISTANT = 100  # words between two parts of a quotation from which on they come from distant places


class Difference(Struct, frozen=True):
    """One difference. ``quoted`` and ``there`` are the words of the quotation and of the source (empty where one has none);
    ``here`` and ``at`` where these stand, each in its own text."""

    kind: DifferenceKind
    quoted: str
    there: str
    here: Span | None = None
    at: Span | None = None


class Cut(Struct, frozen=True):
    """Between two words of a quotation (``before`` is the number of the second) an ellipsis, an insertion, or both.

    ``words`` are those of the insertion, ``span`` where it stands.
    """

    before: int
    elided: bool
    words: str = ""
    span: Span | None = None


class Compared(Struct, frozen=True):
    """The differences in the order of the quotation, and what was bridged without being one."""

    differences: tuple[Difference, ...]
    bridged: tuple[str, ...]


class Comparison:
    """Compares a quotation with its place in a source."""

    def __init__(
        self,
        quoted: Collated,
        source: Collated,
        stretches: Sequence[Stretch],
        cuts: Sequence[Cut],
        kin: WordKin,
    ) -> None:
        self.quoted, self.source, self.kin = quoted, source, kin
        self.cuts = {c.before: c for c in cuts}
        self.bridged: dict[str, None] = {}
        self.stretches = list(whole_regions(quoted, source, stretches, tuple(self.cuts), kin))

    def compared(self) -> Compared:
        """All differences, each once."""
        moved = self._moved()
        found: list[Difference] = []
        for n, s in enumerate(self.stretches):
            if n in moved:
                found += moved[n]
            elif s.same:
                found += self._in_same_words(s)
            else:
                found += self._in_other_words(s)
        found += self._insertions()
        return Compared(tuple(_in_order(found)), tuple(self.bridged))

    # -- the same words -----------------------------------------------------------------------------------------------

    def _in_same_words(self, s: Stretch) -> Iterator[Difference]:
        """Letters, capitals, accents and marks of words that have one form."""
        for k in range(s.here_end - s.here):
            here, there = s.here + k, s.there + k
            yield from self._letters(here, there)
            if k + 1 < s.here_end - s.here and here + 1 not in self.cuts:
                yield from self._marks(here, there)

    def _letters(self, here: int, there: int) -> Iterator[Difference]:
        a, b = self.quoted.letters(here), self.source.letters(there)
        if self.quoted.chars[self.quoted.starts[here]] == "[" and a.casefold() == b.casefold():
            self.bridged["letters in brackets"] = None
            return
        shouted = a.isupper() != b.isupper() and max(len(a), len(b)) > 1 and (a.isupper() or b.isupper())
        if (shouted and a.casefold() == b.casefold()) or self._stressed(here, there):
            yield self._difference("emphasis", here, here + 1, there, there + 1)
        elif a != b:
            yield self._difference("spelling", here, here + 1, there, there + 1)
        else:
            written = self.quoted.chars[self.quoted.starts[here] : self.quoted.ends[here]]
            other = self.source.chars[self.source.starts[there] : self.source.ends[there]]
            if written != other:
                self._bridge(written, other)

    def _bridge(self, a: str, b: str) -> None:
        if BROKEN.search(a) or BROKEN.search(b):
            self.bridged["words broken at the ends of lines"] = None
            return
        for sign, name in (
            ("ﬀ", "ligatures"),
            ("ſ", "long s"),
            ("\u00ad", "soft hyphens"),
            ("’", "shapes of apostrophes"),
        ):
            hit = any("ﬀ" <= c <= "ﬆ" for c in a + b) if sign == "ﬀ" else sign in a + b
            if hit:
                self.bridged[name] = None
                return
        self.bridged["composed accents"] = None

    def _stressed(self, here: int, there: int) -> bool:
        """Whether one of two words stands between signs of emphasis ('_not_', '*not*')."""
        return _is_stressed(self.quoted, here) != _is_stressed(self.source, there)

    def _marks(self, here: int, there: int) -> Iterator[Difference]:
        """What stands between two words, here and there."""
        a, b = self.quoted.between(here), self.source.between(there)
        if a == b:
            return
        bare_a, bare_b = (marks(_plain(x)) for x in (a, b))
        if bare_a == bare_b:
            if _plain(a).split() != _plain(b).split():
                self.bridged["shapes of quotation marks and dashes"] = None
            return
        if _is_outside(b, self.source, there) and not bare_a:
            return  # a note's marker or a page number stands between them
        yield Difference(
            "spelling", a.strip(), b.strip(),
            Span(self.quoted.ends[here], self.quoted.starts[here + 1]), Span(self.source.ends[there], self.source.starts[there + 1]),
        )  # fmt: skip

    # -- other words --------------------------------------------------------------------------------------------------

    def _in_other_words(self, s: Stretch) -> Iterator[Difference]:
        if s.here == s.here_end:
            yield from self._left_out(s)
        elif s.there == s.there_end:
            yield from self._added(s)
        elif self._is_divided(s):
            pass
        elif (moved := self._moved_words(s)) is not None:
            yield moved
        elif s.here_end - s.here == s.there_end - s.there:
            yield from self._word_by_word(s)
        else:
            yield self._of("negation" if one_negates(self.quoted, self.source, s, self.kin) else "changed", s)

    def _left_out(self, s: Stretch) -> Iterator[Difference]:
        """Words of the source that the quotation does not have: said so by an ellipsis or a bracket, or not."""
        size = s.there_end - s.there
        cut = self.cuts.get(s.here)
        if size >= DISTANT:
            yield self._of("joined", s)
        elif cut is not None and cut.elided:
            yield self._of("omission_marked", s)
        elif cut is not None:
            return  # what stands in brackets stands for these words; see _insertions
        elif size <= 3 and says_no(self.source, s.there, s.there_end, self.kin):
            yield self._of("negation", s)
        else:
            yield self._of("omission", s)

    def _added(self, s: Stretch) -> Iterator[Difference]:
        if (moved := self._moved_words(s)) is not None:
            yield moved
            return
        negation = s.here_end - s.here <= 3 and says_no(self.quoted, s.here, s.here_end, self.kin)
        yield self._of("negation" if negation else "added", s)

    def _moved_words(self, s: Stretch) -> Difference | None:
        """Words that the quotation has here and the source near its place: another order. A joining word may be new."""
        held = [t for t in self.stretches if t.there < t.there_end]
        if not held:
            return None
        low, high = max(0, held[0].there - _MOVED), min(len(self.source), held[-1].there_end + _MOVED)
        matched = {n for t in held if t.same for n in range(t.there, t.there_end)}
        spare = 1 if s.here_end - s.here > 3 else 0
        for here, end in ((s.here, s.here_end), (s.here + spare, s.here_end), (s.here, s.here_end - spare)):
            wanted = self.quoted.forms[here:end]
            for n in range(low, high - len(wanted) + 1) if len(wanted) > 1 else ():
                if self.source.forms[n : n + len(wanted)] == wanted and matched.isdisjoint(
                    range(n, n + len(wanted))
                ):
                    return self._difference("order", here, end, n, n + len(wanted))
        return None

    def _word_by_word(self, s: Stretch) -> Iterator[Difference]:
        """Words beside each other: each another spelling, another tense, a negation, or another word."""
        for k in range(s.here_end - s.here):
            here, there = s.here + k, s.there + k
            a, b = self.quoted.forms[here], self.source.forms[there]
            if a == b:
                yield from self._letters(here, there)
                continue
            kind: DifferenceKind = "changed"
            if self.kin.negates(a, b):
                kind = "negation"
            elif self.kin.spells(a, b):
                kind = "spelling"
            elif self.kin.inflects(a, b):
                kind = "inflection"
            yield self._difference(kind, here, here + 1, there, there + 1)

    def _is_divided(self, s: Stretch) -> bool:
        """'publi-/cation' at a line's end, 'any one' for 'anyone': the same letters, otherwise divided."""
        if not same_letters(self.quoted, self.source, s):
            return False
        between = [self.source.between(n) for n in range(s.there, s.there_end - 1)]
        between += [self.quoted.between(n) for n in range(s.here, s.here_end - 1)]
        if all(BROKEN.fullmatch(b) for b in between):
            self.bridged["words broken at the ends of lines"] = None
        else:
            self.bridged["words written apart or together"] = None
        return True

    # -- what moved ---------------------------------------------------------------------------------------------------

    def _moved(self) -> dict[int, list[Difference]]:
        """Words that are left out at one place and stand at another one: another order. By the number of the stretch."""
        others = [n for n, s in enumerate(self.stretches) if not s.same]
        made: dict[int, list[Difference]] = {}
        for at, n in enumerate(others):
            s = self.stretches[n]
            if n in made:
                continue
            if self._is_turned(s.here, s.here_end, s.there, s.there_end):
                made[n] = [self._of("order", s)]
                continue
            for m in others[at + 1 :]:
                t = self.stretches[m]
                if m not in made and self._is_exchanged(s, t):
                    made[n] = [self._spanning("order", s, t)]
                    made[m] = []
                    break
        return made

    def _is_turned(self, here: int, here_end: int, there: int, there_end: int) -> bool:
        a, b = self.quoted.forms[here:here_end], self.source.forms[there:there_end]
        return len(a) == len(b) > 1 and a != b and Counter(a) == Counter(b)

    def _is_exchanged(self, s: Stretch, t: Stretch) -> bool:
        """Whether what one of two stretches lacks the other has."""
        if t.there - s.there_end >= DISTANT:
            return False
        here = Counter(self.quoted.forms[s.here : s.here_end]) + Counter(
            self.quoted.forms[t.here : t.here_end]
        )
        there = Counter(self.source.forms[s.there : s.there_end]) + Counter(
            self.source.forms[t.there : t.there_end]
        )
        return here == there and sum(here.values()) > 0

    # -- insertions ---------------------------------------------------------------------------------------------------

    def _insertions(self) -> Iterator[Difference]:
        """What stands in brackets; apart what says otherwise than the words for which it stands."""
        for cut in self.cuts.values():
            if not cut.words:
                continue
            gap = next(
                (s for s in self.stretches if not s.same and s.here == s.here_end == cut.before and s.there < s.there_end), None
            )  # fmt: skip
            there = self.source.written(gap.there, gap.there_end) if gap else ""
            at = self.source.span(gap.there, gap.there_end) if gap else None
            kind: DifferenceKind = "insertion" if self._contradicts(cut, gap) else "bracketed"
            yield Difference(kind, cut.words, there, cut.span, at)

    def _contradicts(self, cut: Cut, gap: Stretch | None) -> bool:
        inserted = Collated(cut.words)
        if self.kin.is_negative_prefix("".join(inserted.forms)) and cut.span and self._is_glued(cut.span):
            return True  # '[un]authentic'
        if says_no(inserted, 0, len(inserted), self.kin):
            return gap is None or not says_no(self.source, gap.there, gap.there_end, self.kin)
        if gap is None or gap.there_end - gap.there > 12:
            return False
        replaced = range(gap.there, gap.there_end)
        ours = {f for f in inserted.forms if any(c.isdigit() for c in f)}
        theirs = {self.source.forms[n] for n in replaced if any(c.isdigit() for c in self.source.forms[n])}
        if ours and theirs:
            return ours.isdisjoint(theirs)
        names = {inserted.forms[n] for n in range(len(inserted)) if inserted.letters(n)[:1].isupper()}
        named = {self.source.forms[n] for n in replaced if self._is_name(n)}
        return bool(names and named) and names.isdisjoint(named)

    def _is_glued(self, span: Span) -> bool:
        """Whether a word goes on right behind a bracket."""
        return self.quoted.chars[span.end : span.end + 1].isalpha()

    def _is_name(self, n: int) -> bool:
        """Whether a word of the source has a capital that the beginning of a sentence does not give it."""
        return (
            self.source.letters(n)[:1].isupper()
            and n > 0
            and not any(c in ".!?" for c in self.source.between(n - 1))
        )

    # -- records ------------------------------------------------------------------------------------------------------

    def _of(self, kind: DifferenceKind, s: Stretch) -> Difference:
        return self._difference(kind, s.here, s.here_end, s.there, s.there_end)

    def _spanning(self, kind: DifferenceKind, s: Stretch, t: Stretch) -> Difference:
        return self._difference(kind, s.here, t.here_end, s.there, t.there_end)

    def _difference(
        self, kind: DifferenceKind, here: int, here_end: int, there: int, there_end: int
    ) -> Difference:
        return Difference(
            kind,
            self.quoted.written(here, here_end),
            self.source.written(there, there_end),
            self.quoted.span(here, here_end) if here < here_end else None,
            self.source.span(there, there_end) if there < there_end else None,
        )


def _plain(between: str) -> str:
    """Without signs of emphasis, and without the hyphen of a word broken at a line's end."""
    return BROKEN.sub("", between).replace("_", "").replace("*", "")


def _is_outside(between: str, source: Collated, n: int) -> bool:
    """Whether what stands between two words of a source is a note's marker in brackets, or a page's number."""
    return any(c in "[]{}" for c in between) or any(c.isdigit() for c in between)


def _is_stressed(words: Collated, n: int) -> bool:
    before = words.chars[max(0, words.starts[n] - 1) : words.starts[n]]
    after = words.chars[words.ends[n] : words.ends[n] + 1]
    return before in ("_", "*") and before != "" and before == after


def _in_order(found: Sequence[Difference]) -> list[Difference]:
    def where(d: Difference) -> tuple[int, int]:
        return (d.here.start if d.here else -1, d.at.start if d.at else -1)

    ordered: list[Difference] = []
    last = -1
    keyed = []
    for n, d in enumerate(found):
        last = d.here.start if d.here else last
        keyed.append(((last, n), d))
    for _, d in sorted(keyed, key=lambda pair: pair[0]):
        if d not in ordered:
            ordered.append(d)
    return ordered
