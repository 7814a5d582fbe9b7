"""disputing: whether one account denies what another tells, in the same words."""

from whence.compare.tellings import Telling

_SAME_THING = 0.5  # how much of the words behind two events must be the same


def share(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the smaller of two sets of words stands in the other."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def is_disputed(a: Telling, b: Telling) -> bool:
    """'he shook the General's hand', 'he never shook the General's hand': whether one text denies what another tells in the same words of the same thing."""
    if a.path == b.path or a.account.denied == b.account.denied or a.head != b.head:
        return False
    return share(a.after, b.after) >= _SAME_THING and bool(
        a.after & b.after & _told_of(a) & _told_of(b) or a.patients & b.patients
    )


def _told_of(t: Telling) -> frozenset[str]:
    """The nouns and names of what something is done to, or the words behind it where it has none."""
    return t.done_to | t.patients or t.after
