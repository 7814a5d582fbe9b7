"""another: whether two tellings that could be of one event are of two: of other years, other times of the same, other people on the move."""

from functools import cache

from whence.compare.cells import RowKind
from whence.compare.heads import noun
from whence.compare.tellings import ONE_MORE, Telling
from whence.compare.values import compared
from whence.lang import lexicon

FEW_YEARS = 4  # that an account may be wrong by
_GENERATION = 20
_AGAIN = frozenset("arrest move consult protest accuse contest".split())  # what happens to one more than once
_NAMED_ONCE = 0.6  # how alike their names must be where it is not told what was founded, or who was born
_LIFE = 2  # a birth and a death


def is_another(a: Telling, b: Telling, named: float) -> bool:
    """Whether two tellings are of two events of one kind. ``named``: how alike the names of their stretches are."""
    return (
        _years_apart(a, b, named)
        or _of_another_time(a, b)
        or _of_another_way(a, b)
        or _then_and_elsewhere(a, b)
    )


def _years_apart(a: Telling, b: Telling, named: float) -> bool:
    """Whether both are dated, and so far from one another that the dates are hardly those of one event, told wrongly by one. ``named``: how alike the
    names of their stretches are."""
    apart = years_between(a, b)
    if apart <= FEW_YEARS:
        return False
    if not _once(a, b):
        return True
    # he died, and it was founded, but once
    one = a.patients & b.patients or (a.done_to & b.done_to) - _crowds()
    only = max(a.alike, b.alike) <= _LIFE and named >= _NAMED_ONCE and apart <= _GENERATION
    return not (one or (only and not (_says_whose(a) and _says_whose(b))))


def _says_whose(t: Telling) -> bool:
    """Whether it is told who was born, or what was founded; 'the author' may have any name."""
    return bool(t.patients or (t.done_to and t.event.kind != "life"))


def years_between(a: Telling, b: Telling) -> int:
    """The years from one telling to the other by their dates, else from the year in which one was written to what the other tells of later; 0 where
    these overlap, or are not known."""
    if a.years is not None and b.years is not None:
        return max(0, a.years[0] - b.years[1], b.years[0] - a.years[1])
    return after_writing(a, b)


def after_writing(a: Telling, b: Telling) -> int:
    """How many years behind the writing of one telling without a year the other one lies; 0 where it does not."""
    pairs = ((a, b), (b, a))
    return max(
        0, *(y.years[0] - x.written if x.years is None and x.written and y.years else 0 for x, y in pairs)
    )


@cache
def _crowds() -> frozenset[str]:
    """What people are called who are told of in numbers: 'sixty persons drowned' is told of many wrecks."""
    return frozenset(noun(word) for word in lexicon("en").people_nouns)


def _of_another_way(a: Telling, b: Telling) -> bool:
    """Whether somebody left, reached or entered one place by name, and another by another."""
    moves = a.event.kind == b.event.kind == "move"
    goals = bool(a.patients and b.patients and not a.patients & b.patients)
    return moves and (goals or _others_moved(a, b) or _one_moved(a, b))


def _one_moved(a: Telling, b: Telling) -> bool:
    """'I reached Ngaro', 'we came to Ngaro', of another author: whether one tells how he himself came, and the other does not name him."""
    return a.path != b.path and (_tells_own(a) or _tells_own(b)) and not a.agents & b.agents


def _tells_own(t: Telling) -> bool:
    return any(c.row == "by whom" and c.words.startswith("I (") for c in t.account.cells)


def _others_moved(a: Telling, b: Telling) -> bool:
    """'the whole house went down to the beach', 'Mr Wendt reached it': whether those who moved are told by nouns or names, and not the same."""
    one, other = a.agents | a.doers, b.agents | b.doers
    return bool(one and other) and one.isdisjoint(other) and bool(a.agents) != bool(b.agents)


def _then_and_elsewhere(a: Telling, b: Telling) -> bool:
    """'arrived in Lorn on 28 March', 'in Harl on 14 April'; arrested in 1996 at home, in 1998 at the station: whether two accounts of what can happen
    again agree neither in the time, by its year, nor in the place; of who moves in the day. Born in Lorn in 1722, in Harl in 1760: two men of one name."""
    if a.event.kind != b.event.kind:
        return False
    if _once(a, b):
        apart = years_between(a, b)
        return apart > _GENERATION or (apart > FEW_YEARS and exclude(a, b, "where"))
    if a.event.kind not in _AGAIN:
        return False
    apart = years_between(a, b) > 0
    return (apart or a.event.kind == "move") and exclude(a, b, "when") and exclude(a, b, "where")


def exclude(a: Telling, b: Telling, row: RowKind) -> bool:
    """Whether what two tellings say of the day, or of the place, cannot both be so."""
    one, other = ([c.value for c in t.account.cells if c.row == row and c.value] for t in (a, b))
    return any(compared(x, y) == "conflict" for x in one for y in other)


def _of_another_time(a: Telling, b: Telling) -> bool:
    """Whether one is said to be the first of its kind, or of something, and the other the second: the first protocol, the second protocol."""
    nths = {a.nth, b.nth}
    if len(nths) > 1 and ONE_MORE in nths and not (a.account.denied or b.account.denied):
        return not any(n and n > 1 for n in nths)  # 'set out once more' may be the second time
    if len(nths) > 1 and nths.isdisjoint({None, ONE_MORE}):
        return True
    one, other = ({n.split(":")[0] for n in t.numbered} for t in (a, b))
    return a.path != b.path and bool(one & other) and a.numbered.isdisjoint(b.numbered)


def _once(a: Telling, b: Telling) -> bool:
    """Whether two events are of a kind that happens to somebody or something but once: a birth, a death, a founding."""
    return a.event.kind == b.event.kind and a.event.kind in ("life", "found")
