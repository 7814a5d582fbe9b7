"""same_event: which tellings, in one document or several, are of the same event: the same, perhaps the same, or not.

Two tellings are compared by a logistic regression over what they share (words that name the event, names, days, numbers, the stretches
around them), trained on ECB+ (training/same_event.py). Only tellings are compared whose stretches share two of their most telling words (see neighbours).
Groups grow by average linkage, inside what is connected; scores are whole thousandths, so that neither the order of documents
nor the sums depend on the company.
"""

import math
import re
from collections.abc import Iterable
from operator import mul

from msgspec import Struct

from whence.compare.another import FEW_YEARS, after_writing, exclude, is_another
from whence.compare.contexts import alike
from whence.compare.contradicting import LIKELY, contradict, log_odds
from whence.compare.counted import COUNTED
from whence.compare.counting import count_alike, marked_alike, one_is_struck
from whence.compare.disputing import is_disputed, share
from whence.compare.heads import opposed
from whence.compare.kinship import are_one_kind, how_near
from whence.compare.linkage import Scores, linked, tie
from whence.compare.loose import LOOSE
from whence.compare.tellings import Telling

SAME = 400  # thousandths: as the same
SURE = 850  # beyond doubt
MAYBE = 350  # as perhaps the same
_LEAST = 100  # thousandths: less counts as nothing
_OUT_OF_REACH = -2.21  # log odds that round to less than _LEAST
_WHOLE = re.compile(r"-?\d{4}-\d\d-\d\d")
_CLOSE, _CLOSE_NAMES = 0.2, 0.6  # below both the sentences of two tellings must share a mark
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
    near = how_near(a, b)
    one = a.path == b.path
    shared = float(bool(a.heads & b.heads))
    one_kind = are_one_kind(a, b)
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


def _may_be(a: Telling, b: Telling) -> bool:
    if opposed(a.head, b.head) or _says_both(a, b) or {a.event.kind, b.event.kind} == {"fire", "destroy"}:
        return False  # shots are no arson
    return bool(a.heads & b.heads) or are_one_kind(a, b) or count_alike(a, b) or how_near(a, b) >= _NEAREST


# not trained, since ECB+ has little of them: reports of one topic share their days anyway
_OTHER_YEARS = -9.0
_IMPOSSIBLE = -30.0  # no text tells of what happens after it was written
_ONLY = 1.5  # where each of two stretches tells but one event of the kind
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
    if contradict(a, b):
        return _of_contradicting(a, b, around)
    if LOOSE in (a.event.why, b.event.why):
        return None  # a word that names no event makes none one with another
    words = _by_words(a, b, around)
    unlike = a.heads.isdisjoint(b.heads) and not are_one_kind(a, b) and not count_alike(a, b)
    if unlike and _is_hopeless(a, b, words, most):
        return None  # nothing is added to it
    bonus = _bonus(a, b, around)
    if _is_hopeless(a, b, words + bonus, most):
        return None
    if _score(features(a, b, around, _MOST_ALIKE), bonus) < _LEAST:
        return None
    found = _score(features(a, b, around), bonus)
    return found if found >= _LEAST else None


def _of_contradicting(a: Telling, b: Telling, around: tuple[float, float]) -> int | None:
    """How likely two tellings that contradict one another are of one event; beyond what they share where their texts speak for it."""
    found = by_itself(a, b, around)
    # 'nine galleys came', 'lost three'
    struck = COUNTED in (a.event.why, b.event.why) and one_is_struck(a, b)
    if found < SAME and not struck and (odds := log_odds(a, b)) >= LIKELY:
        found = SAME + round((1000 - SAME) * (1 - math.exp(LIKELY - odds)))
    return found if found >= _LEAST else None


def by_itself(a: Telling, b: Telling, around: tuple[float, float]) -> int:
    """How likely two tellings are of one event, in thousandths, whatever they contradict one another in."""
    return _score(features(a, b, around), _bonus(a, b, around))


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
    near = how_near(a, b)
    x += _NEAR_WORDS * near + (_SAME_WORD if a.head == b.head else _OTHERS_NEAR * near)
    if a.head[:4] == b.head[:4]:
        x += _BEGIN_ALIKE
    one_kind = are_one_kind(a, b)
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
    one_kind = are_one_kind(a, b)
    day = (
        _ONE_DAY if (one_kind or a.heads & b.heads) and any(_WHOLE.match(d) for d in a.days & b.days) else 0.0
    )
    apart = a.several is not None and b.several is not None and a.several != b.several
    apart_texts = a.event.kind == b.event.kind != "other" and a.path != b.path
    if not day and apart_texts and not a.dates.isdisjoint(b.dates):
        day = _ONE_DAY_AROUND
    month = apart_texts and not a.months.isdisjoint(b.months)
    only = apart_texts and a.alike == b.alike == 1 and (around[1] >= _NAMED_ALIKE or month)
    another = is_another(a, b, around[1])
    return (
        day
        + (0.0 if another else _counting(a, b, around))
        + _ONLY * only
        + _ONE_MONTH * month
        + _DISPUTED * is_disputed(a, b)
        + _ONE_AND_SEVERAL * apart
        + _OTHER_YEARS * another
        + _IMPOSSIBLE * (after_writing(a, b) > FEW_YEARS)
    )


def _counting(a: Telling, b: Telling, around: tuple[float, float]) -> float:
    """What it says that two stretches that are alike count the same things, each but once; a number that no event has is of one event with no other."""
    alone = COUNTED in (a.event.why, b.event.why)
    if (
        not count_alike(a, b)
        or (alone and (one_is_struck(a, b) or not marked_alike(a, b)))
        or exclude(a, b, "when")
        or exclude(a, b, "where")
    ):
        return _OTHER_YEARS if alone else 0.0
    alike_ = around[0] >= _ALIKE_COUNTING and around[1] >= _NAMED_COUNTING
    return _ONE_COUNT if alike_ else 0.0


def _says_both(a: Telling, b: Telling) -> bool:
    """Whether one voice of one text denies the one and tells the other: then it means two things."""
    x, y = a.account, b.account
    return a.path == b.path and x.voice == y.voice and x.denied != y.denied


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
