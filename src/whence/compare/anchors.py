"""anchors: what two tellings have in common besides the word for what happened, and whether two voices, or two stretches of time, may be one."""

import re

from whence.compare.counting import count_alike
from whence.compare.heads import head
from whence.compare.tellings import Telling
from whence.compare.values import Where

_STRETCH = re.compile(
    r"(?:that|those|this|these)\s+(?:same\s+)?(?:week|fortnight|month|days|weeks|months|season|winter|summer|autumn|spring|year)\b"
)
_NEXT = 250  # the same, where one denies what the other tells
_BESIDE = 500  # characters between two tellings of one text that stand beside each other
_TELLING = 35  # how telling a word must be that two sentences share
_SHARED_ALONE = 2  # the same, where each stretch tells but one event of the kind
_SHARED = 3  # telling words that the stretches around two tellings share
_MARKED = frozenset(
    "assault fight arrest accuse protest life destroy transfer found".split()
)  # kinds of events of which a text seldom tells two


def of_another_stretch(a: Telling, b: Telling) -> bool:
    """'Forty-seven were arrested in that week', 'twenty-three were arrested': whether one of them alone tells of a longer time."""
    one, other = (any(c.row == "when" and _STRETCH.match(c.words) for c in t.account.cells) for t in (a, b))
    return one != other


def may_be_one_voice(a: Telling, b: Telling) -> bool:
    """Whether two tellings of one document may be of one voice: what somebody perhaps says may be the author's own."""
    x, y = a.account, b.account
    unsure = x.perhaps or y.perhaps
    return a.path == b.path and unsure and (x.holder == y.holder or not (x.reported and y.reported))


def anchored(a: Telling, b: Telling) -> bool:
    """Whether two tellings have more in common than the word for what happened: a day, a name, the place, to whom or by whom, another telling
    word; or for what does not happen every day, what the texts around them speak of."""
    if tied(a, b) or _who(a) & _who(b):
        return True
    if a.path == b.path:  # a text has its names and words in every sentence
        between = abs(a.at.start - b.at.start)
        if a.account.denied != b.account.denied:
            return between <= _NEXT and a.account.reported and b.account.reported
        if between > _BESIDE:
            return False
    if a.names & b.names or any(w >= _TELLING for s, w in a.words.stems.items() if s in b.words.stems):
        return True
    kinds = {a.event.kind, b.event.kind}
    one_kind = len(kinds) == 1 and "other" not in kinds
    alone = one_kind and a.alike == b.alike == 1
    shared = len(a.around & b.around)
    if count_alike(a, b) and shared >= _SHARED_ALONE:
        return True
    if a.path != b.path and shared >= _SHARED and (one_kind or a.heads & b.heads):
        return True
    if a.months & b.months and ((alone and shared) or (kinds <= _MARKED and shared >= _SHARED_ALONE)):
        return True
    return (kinds <= _MARKED and shared >= _SHARED) or (alone and shared >= _SHARED_ALONE)


def tied(a: Telling, b: Telling) -> bool:
    """Whether two tellings have a day, the place, or who takes part in common."""
    named = a.patients & b.patients or a.agents & b.agents
    if a.days & b.days or named or _where(a) & _where(b):
        return True
    # 'drew his sword' is told of many; who is killed or arrested is not
    return "other" not in (a.event.kind, b.event.kind) and bool(_who(a) & _who(b))


def _who(t: Telling) -> set[str]:
    """The last words of those who take part, without pronouns."""
    words = (c.words.split()[-1] for c in t.account.cells if c.row in ("who", "by whom") and c.words)
    return {head(w) for w in words if len(w) > 3}


def _where(t: Telling) -> set[str]:
    return {n for c in t.account.cells if isinstance(c.value, Where) for n in c.value.names}
