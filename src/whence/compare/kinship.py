"""kinship: how near what two tellings tell is: their kinds, the words for it, and whom or what they have in common."""

from whence.compare.heads import can_name_one, families, nearness, noun
from whence.compare.tellings import Telling
from whence.compare.values import AGE, DOERS_AGE, Number

_IN_COMPANY = 0.75  # how near words are that name one event in this company
_ONE_EVENT = frozenset(map(frozenset, (("life", "assault"), ("fire", "fight"))))


def are_one_kind(a: Telling, b: Telling) -> bool:
    """Whether two events are of one kind; that somebody died and that he was killed can be one event, and shots are fired in a fight."""
    kinds = frozenset((a.event.kind, b.event.kind))
    return "other" not in kinds and (len(kinds) == 1 or kinds in _ONE_EVENT)


def how_near(a: Telling, b: Telling) -> float:
    """How near the words for two events are; words that can name one only in company, where they have company in common."""
    found = nearness()(a.head, b.head) or 0.0
    if found < _IN_COMPANY and can_name_one(a.head, b.head) and in_company(a, b):
        return _IN_COMPANY
    return found


def in_company(a: Telling, b: Telling) -> bool:
    """Whether two tellings have somebody or something in common who does it or to whom it happens, or of which they count."""
    if a.patients & b.patients or a.agents & b.agents or a.done_to & b.done_to or a.doers & b.doers:
        return True
    return bool(_counted(a) & _counted(b))


def is_kept(t: Telling) -> bool:
    """Whether it is told that somebody is locked up: elsewhere than he was arrested."""
    return not families().get(t.head, frozenset()).isdisjoint(families()["imprison"])


def _counted(t: Telling) -> set[str]:
    return {
        noun(c.value.of)
        for c in t.account.cells
        if isinstance(c.value, Number) and c.value.role not in (AGE, DOERS_AGE) and c.value.of
    }
