"""same_event: which tellings, in one document or several, are of the same event: the same, perhaps the same, or not.

Two tellings are compared by a logistic regression over what they share (words that name the event, names, days, numbers, the stretches
around them), trained on ECB+ (training/same_event.py). Only tellings are compared whose stretches share two of their most telling words (see neighbours).
Groups grow by average linkage, inside what is connected; scores are whole thousandths, so that neither the order of documents
nor the sums depend on the company.
"""

import math
import re
from collections.abc import Iterable
from functools import cache
from operator import mul

from msgspec import Struct

from whence.compare.cells import RowKind
from whence.compare.contexts import alike
from whence.compare.counted import COUNTED
from whence.compare.counting import count_alike, marked_alike, one_is_struck
from whence.compare.disputing import is_disputed, share
from whence.compare.heads import can_name_one, nearness, noun, opposed
from whence.compare.linkage import Scores, linked, tie
from whence.compare.tellings import Telling
from whence.compare.values import AGE, DOERS_AGE, Number, compared
from whence.lang import lexicon

SAME = 400  # thousandths: as the same
SURE = 850  # beyond doubt
MAYBE = 350  # as perhaps the same
_LEAST = 100  # thousandths: less counts as nothing
_OUT_OF_REACH = -2.21  # log odds that round to less than _LEAST
_WHOLE = re.compile(r"-?\d{4}-\d\d-\d\d")
_CLOSE, _CLOSE_NAMES = 0.2, 0.6  # below both the sentences of two tellings must share a mark
_IN_COMPANY = 0.75  # how near words are that name one event in this company
_NEAREST = 0.25  # two words that are less near do not name one event
# What two tellings can share, each with its weight (training/same_event.py).
WEIGHTS = {
    "constant": -9.94,
    "same word": 0.25,
    "a word in common": 1.47,
    "near words": 3.81,
    "other words, so near": 3.55,
    "words begin alike": 0.93,
    "one document": -1.39,
    "one sentence": -1.93,
    "stretches alike": 0.86,
    "names of the stretches alike": 2.67,
    "sentences alike": 0.42,
    "words beside alike": 0.66,
    "names in common": 0.33,
    "names beside in common": 0.28,
    "other agents": -1.34,
    "a patient in common": 0.97,
    "other patients": -0.83,
    # the three nouns were fitted with all others, which then fell on MEANTIME: so they stand beside the weights that were fitted without them
    "a noun for patients in common": 0.87,
    "other nouns for patients": -0.27,
    "a noun for agents in common": 0.58,
    "a day in common": 0.46,
    "one kind": 0.81,
    "other words of one kind": 0.26,
    "the words behind": 1.24,
    "the words before": 0.89,
    "a word in common, in one document": -2.39,
    "a word in common, stretches alike": 2.58,
    "a word in common, names of the stretches alike": 2.42,
}


_WEIGHTS = tuple(WEIGHTS.values())
_CONSTANT, _SAME_WORD, _COMMON = WEIGHTS["constant"], WEIGHTS["same word"], WEIGHTS["a word in common"]
_NEAR_WORDS, _OTHERS_NEAR, _BEGIN_ALIKE = (
    WEIGHTS["near words"],
    WEIGHTS["other words, so near"],
    WEIGHTS["words begin alike"],
)
_STRETCHES, _NAMED = WEIGHTS["stretches alike"], WEIGHTS["names of the stretches alike"]
_COMMON_STRETCHES = WEIGHTS["a word in common, stretches alike"]
_COMMON_NAMED = WEIGHTS["a word in common, names of the stretches alike"]
_KIND, _OTHERS_OF_KIND = WEIGHTS["one kind"], WEIGHTS["other words of one kind"]
_SENTENCES = WEIGHTS["sentences alike"] + WEIGHTS["words beside alike"]
_NAMES, _NAMES_BESIDE = max(0.0, WEIGHTS["names in common"]), WEIGHTS["names beside in common"]
_NOUN, _DOER = WEIGHTS["a noun for patients in common"], WEIGHTS["a noun for agents in common"]
_PATIENT, _BEHIND, _BEFORE = (
    WEIGHTS["a patient in common"],
    WEIGHTS["the words behind"],
    WEIGHTS["the words before"],
)
_ONE_DAY = 1.2  # for a whole day in common, and one kind; not trained, since ECB+ has little of it
_DAY = WEIGHTS["a day in common"]
_ONE_EVENT = frozenset(map(frozenset, (("life", "assault"), ("fire", "fight"))))
_MOST_ALIKE = (1.0, 1.0)


class Group(Struct, frozen=True):
    """Tellings of one event, by their places in the row of all; and those that may be of it."""

    sure: tuple[int, ...]
    maybe: tuple[int, ...]


def features(
    a: Telling, b: Telling, around: tuple[float, float], sentences: tuple[float, float] | None = None
) -> tuple[float, ...]:
    """What two tellings share, in the order of WEIGHTS. ``around``: how alike their stretches are (words, names);
    ``sentences``: how alike their sentences are taken to be (as a whole, beside the words), if that is not to be reckoned."""
    alike_, beside = sentences or (alike(a.words, b.words), alike(a.near, b.near))
    near = _near(a, b)
    one = a.path == b.path
    shared = float(bool(a.heads & b.heads))
    one_kind = _one_kind(a, b)
    return (
        1.0,
        float(a.head == b.head),
        shared,
        near,
        near if a.head != b.head else 0.0,
        float(a.head[:4] == b.head[:4]),
        float(one),
        float(one and a.sentence == b.sentence),
        *around,
        alike_,
        beside,
        share(a.names, b.names),
        share(a.near_names, b.near_names),
        float(bool(a.agents and b.agents and not a.agents & b.agents)),
        float(bool(a.patients & b.patients)),
        float(bool(a.patients and b.patients and not a.patients & b.patients)),
        float(bool(a.done_to & b.done_to)),
        float(bool(a.done_to and b.done_to and not a.done_to & b.done_to)),
        float(bool(a.doers & b.doers)),
        float(bool(a.days & b.days)),
        float(one_kind),
        float(one_kind and not shared),
        share(a.after, b.after),
        share(a.before, b.before),
        shared * one,
        shared * around[0],
        shared * around[1],
    )


def _one_kind(a: Telling, b: Telling) -> bool:
    """Whether two events are of one kind; that somebody died and that he was killed can be one event, and shots are fired in a fight."""
    kinds = frozenset((a.event.kind, b.event.kind))
    return "other" not in kinds and (len(kinds) == 1 or kinds in _ONE_EVENT)


def _may_be(a: Telling, b: Telling) -> bool:
    if opposed(a.head, b.head) or _says_both(a, b) or {a.event.kind, b.event.kind} == {"fire", "destroy"}:
        return False  # shots are no arson
    return bool(a.heads & b.heads) or _one_kind(a, b) or count_alike(a, b) or _near(a, b) >= _NEAREST


def _near(a: Telling, b: Telling) -> float:
    """How near the words for two events are; words that can name one only in company, where they have company in common."""
    near = nearness()(a.head, b.head) or 0.0
    if near < _IN_COMPANY and can_name_one(a.head, b.head) and _in_company(a, b):
        return _IN_COMPANY
    return near


def _in_company(a: Telling, b: Telling) -> bool:
    """Whether two tellings have somebody or something in common who does it or to whom it happens, or of which they count."""
    if a.patients & b.patients or a.agents & b.agents or a.done_to & b.done_to or a.doers & b.doers:
        return True
    return bool(_counted(a) & _counted(b))


def _counted(t: Telling) -> set[str]:
    return {
        noun(c.value.of)
        for c in t.account.cells
        if isinstance(c.value, Number) and c.value.role not in (AGE, DOERS_AGE) and c.value.of
    }


# not trained, since ECB+ has little of them: reports of one topic share their days anyway
_OTHER_YEARS, _FEW_YEARS, _GENERATION = -9.0, 4, 20
_IMPOSSIBLE = -30.0  # no text tells of what happens after it was written
_AGAIN = frozenset("arrest move consult protest accuse contest".split())  # what happens to one more than once
_ONLY = 1.5  # where each of two stretches tells but one event of the kind
_NAMED_ONCE = 0.6  # how alike their names must be where it is not told what was founded, or who was born
_LIFE = 2  # a birth and a death
_NAMED_ALIKE = 0.4  # how alike their names must then be
_ONE_DAY_AROUND = 0.8  # where the stretches around two events of one kind share a day
_ONE_MONTH = 0.7  # where the stretches around two events of one kind share a month
_ONE_COUNT = 5.0  # where two stretches so alike (words, names) count the same things, and each but once
_ALIKE_COUNTING, _NAMED_COUNTING = 0.16, 0.3
_DISPUTED = 1.6  # where one denies in the words in which the other tells it
_ONE_AND_SEVERAL = -6.0  # where it happened to one man there, to many here


def worth_comparing(a: Telling, b: Telling, around: tuple[float, float]) -> bool:
    """Whether two tellings in stretches so alike (words, names) can be of one event."""
    near = around[0] >= _CLOSE or around[1] >= _CLOSE_NAMES
    return (near or not a.marks.isdisjoint(b.marks)) and _may_be(a, b)


def score(a: Telling, b: Telling, around: tuple[float, float], most: float) -> int | None:
    """How likely two tellings that are worth comparing are of one event, in thousandths; None where it is out of the question. ``most``: see most_shared."""
    words = _by_words(a, b, around)
    unlike = a.heads.isdisjoint(b.heads) and not _one_kind(a, b) and not count_alike(a, b)
    if unlike and _is_hopeless(a, b, words, most):
        return None  # nothing is added to it
    bonus = _bonus(a, b, around)
    if _is_hopeless(a, b, words + bonus, most):
        return None
    if _score(features(a, b, around, _MOST_ALIKE), bonus) < _LEAST:
        return None
    found = _score(features(a, b, around), bonus)
    return found if found >= _LEAST else None


def _is_hopeless(a: Telling, b: Telling, words: float, most: float) -> bool:
    """Whether two tellings cannot be of one event, however alike their sentences are."""
    return words + most < _OUT_OF_REACH or words + _shared(a, b) < _OUT_OF_REACH


def most_shared(t: Telling) -> float:
    """The most that a telling can share with any other, by what it has: names, a patient, days, words behind and before."""
    x = _SENTENCES + _NAMES * bool(t.names) + _NAMES_BESIDE * bool(t.near_names) + _PATIENT * bool(t.patients)
    x += _NOUN * bool(t.done_to) + _DOER * bool(t.doers)
    return x + _DAY * bool(t.days) + _BEHIND * bool(t.after) + _BEFORE * bool(t.before)


def _by_words(a: Telling, b: Telling, around: tuple[float, float]) -> float:
    """The most that the words for two events, and the stretches around them, can say for their being one."""
    x = _CONSTANT + _STRETCHES * around[0] + _NAMED * around[1]
    near = _near(a, b)
    x += _NEAR_WORDS * near + (_SAME_WORD if a.head == b.head else _OTHERS_NEAR * near)
    if a.head[:4] == b.head[:4]:
        x += _BEGIN_ALIKE
    one_kind = _one_kind(a, b)
    if not a.heads.isdisjoint(b.heads):
        x += _COMMON + _COMMON_STRETCHES * around[0] + _COMMON_NAMED * around[1]
    elif one_kind:
        x += _OTHERS_OF_KIND
    return x + _KIND * one_kind


def _shared(a: Telling, b: Telling) -> float:
    """The most that what two tellings have in common besides can say for it."""
    x = _SENTENCES
    if not a.names.isdisjoint(b.names):
        x += _NAMES
    if not a.near_names.isdisjoint(b.near_names):
        x += _NAMES_BESIDE
    if not a.patients.isdisjoint(b.patients):
        x += _PATIENT
    if not a.done_to.isdisjoint(b.done_to):
        x += _NOUN
    if not a.doers.isdisjoint(b.doers):
        x += _DOER
    if not a.days.isdisjoint(b.days):
        x += _DAY
    if not a.after.isdisjoint(b.after):
        x += _BEHIND
    if not a.before.isdisjoint(b.before):
        x += _BEFORE
    return x


def _bonus(a: Telling, b: Telling, around: tuple[float, float]) -> float:
    one_kind = _one_kind(a, b)
    day = (
        _ONE_DAY if (one_kind or a.heads & b.heads) and any(_WHOLE.match(d) for d in a.days & b.days) else 0.0
    )
    apart = a.several is not None and b.several is not None and a.several != b.several
    apart_texts = a.event.kind == b.event.kind != "other" and a.path != b.path
    if not day and apart_texts and not a.dates.isdisjoint(b.dates):
        day = _ONE_DAY_AROUND
    month = apart_texts and not a.months.isdisjoint(b.months)
    only = apart_texts and a.alike == b.alike == 1 and (around[1] >= _NAMED_ALIKE or month)
    another = (
        _years_apart(a, b, around[1])
        or _of_another_time(a, b)
        or _of_another_way(a, b)
        or _then_and_elsewhere(a, b)
    )
    return (
        day
        + (0.0 if another else _counting(a, b, around))
        + _ONLY * only
        + _ONE_MONTH * month
        + _DISPUTED * is_disputed(a, b)
        + _ONE_AND_SEVERAL * apart
        + _OTHER_YEARS * another
        + _IMPOSSIBLE * (_after_writing(a, b) > _FEW_YEARS)
    )


def _counting(a: Telling, b: Telling, around: tuple[float, float]) -> float:
    """What it says that two stretches that are alike count the same things, each but once; a number that no event has is of one event with no other."""
    alone = COUNTED in (a.event.why, b.event.why)
    if (
        not count_alike(a, b)
        or (alone and (one_is_struck(a, b) or not marked_alike(a, b)))
        or _exclude(a, b, "when")
        or _exclude(a, b, "where")
    ):
        return _OTHER_YEARS if alone else 0.0
    alike_ = around[0] >= _ALIKE_COUNTING and around[1] >= _NAMED_COUNTING
    return _ONE_COUNT if alike_ else 0.0


def _years_apart(a: Telling, b: Telling, named: float) -> bool:
    """Whether both are dated, and so far from one another that the dates are hardly those of one event, told wrongly by one. ``named``: how alike the
    names of their stretches are."""
    apart = _years_between(a, b)
    if apart <= _FEW_YEARS:
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


def _years_between(a: Telling, b: Telling) -> int:
    """The years from one telling to the other by their dates, else from the year in which one was written to what the other tells of later; 0 where
    these overlap, or are not known."""
    if a.years is not None and b.years is not None:
        return max(0, a.years[0] - b.years[1], b.years[0] - a.years[1])
    return _after_writing(a, b)


def _after_writing(a: Telling, b: Telling) -> int:
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
        apart = _years_between(a, b)
        return apart > _GENERATION or (apart > _FEW_YEARS and _exclude(a, b, "where"))
    if a.event.kind not in _AGAIN:
        return False
    apart = _years_between(a, b) > 0
    return (apart or a.event.kind == "move") and _exclude(a, b, "when") and _exclude(a, b, "where")


def _exclude(a: Telling, b: Telling, row: RowKind) -> bool:
    """Whether what two tellings say of the day, or of the place, cannot both be so."""
    one, other = ([c.value for c in t.account.cells if c.row == row and c.value] for t in (a, b))
    return any(compared(x, y) == "conflict" for x in one for y in other)


def _says_both(a: Telling, b: Telling) -> bool:
    """Whether one voice of one text denies the one and tells the other: then it means two things."""
    x, y = a.account, b.account
    return a.path == b.path and x.voice == y.voice and x.denied != y.denied


def _of_another_time(a: Telling, b: Telling) -> bool:
    """Whether one is said to be the first of its kind, or of something, and the other the second: the first protocol, the second protocol."""
    if a.nth is not None and b.nth is not None and a.nth != b.nth:
        return True
    one, other = ({n.split(":")[0] for n in t.numbered} for t in (a, b))
    return a.path != b.path and bool(one & other) and a.numbered.isdisjoint(b.numbered)


def _once(a: Telling, b: Telling) -> bool:
    """Whether two events are of a kind that happens to somebody or something but once: a birth, a death, a founding."""
    return a.event.kind == b.event.kind and a.event.kind in ("life", "found")


def _score(values: Iterable[float], bonus: float) -> int:
    x = bonus + sum(map(mul, _WEIGHTS, values))
    return round(1000 / (1 + math.exp(-max(-30.0, min(30.0, x)))))


def groups(size: int, scored: Scores) -> list[Group]:
    """The groups of two tellings or more, of ``size`` in all, by their first telling."""
    wider = {n: g for g in linked(size, scored, MAYBE) for n in g}
    found = []
    for sure in linked(size, scored, SAME):
        maybe = tuple(n for n in wider[sure[0]] if n not in sure and tie(n, sure, scored) >= MAYBE)
        if len(sure) > 1:
            found.append(Group(tuple(sure), maybe))
    return found
