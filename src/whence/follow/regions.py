"""regions: stretches that are not the same beside each other, taken as one where only together they say what is different."""

from collections.abc import Iterator, Sequence

from whence.follow.collated import Collated
from whence.follow.collation import Stretch
from whence.follow.word_kin import WordKin

_FEW = 4  # words on either side in which a negation makes the difference


def whole_regions(
    quoted: Collated, source: Collated, stretches: Sequence[Stretch], cuts: Sequence[int], kin: WordKin
) -> Iterator[Stretch]:
    """The stretches, with neighbours as one that are 'cannot' for 'can not', or 'wept' for 'did not weep'; never over a cut."""
    held: list[Stretch] = []
    for s in stretches:
        if held and (s.same or held[-1].here_end != s.here or held[-1].there_end != s.there):
            yield from _whole(quoted, source, held, cuts, kin)
            held = []
        if s.same:
            yield s
        else:
            held.append(s)
    yield from _whole(quoted, source, held, cuts, kin)


def _whole(
    quoted: Collated, source: Collated, held: Sequence[Stretch], cuts: Sequence[int], kin: WordKin
) -> Sequence[Stretch]:
    if len(held) < 2 or any(held[0].here <= c <= held[-1].here_end for c in cuts):
        return held
    whole = Stretch(held[0].here, held[-1].here_end, held[0].there, held[-1].there_end, False)
    together = same_letters(quoted, source, whole) or one_negates(quoted, source, whole, kin)
    return [whole] if together else held


def same_letters(quoted: Collated, source: Collated, s: Stretch) -> bool:
    """Whether two stretches have the same letters, otherwise divided."""
    here = "".join(quoted.forms[s.here : s.here_end])
    return bool(here) and here == "".join(source.forms[s.there : s.there_end])


def one_negates(quoted: Collated, source: Collated, s: Stretch, kin: WordKin) -> bool:
    """Whether of a few words on both sides only one side says no."""
    few = 0 < s.here_end - s.here <= _FEW and 0 < s.there_end - s.there <= _FEW
    return few and says_no(quoted, s.here, s.here_end, kin) != says_no(source, s.there, s.there_end, kin)


def says_no(words: Collated, first: int, last: int, kin: WordKin) -> bool:
    """Whether a word among these is a negation."""
    return any(kin.is_negation(words.forms[n]) for n in range(first, last))
