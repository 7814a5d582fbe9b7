"""linkage: groups by average linkage over a sparse table of whole scores; the same whatever the order of what comes in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

Scores = Mapping[tuple[int, int], int]
_FINE = 1_000  # averages are compared to this part of a score


def linked(size: int, scores: Scores, least: int) -> list[list[int]]:
    """The groups of 0..size-1, each in order, those alone too: the two that are most alike on average are joined, as long as that is ``least`` or more.

    Pairs (the smaller number first) without a score count as 0. Of equally alike pairs the one with the earliest members goes first.
    """
    sums: dict[int, dict[int, int]] = defaultdict(dict)
    for (a, b), score in scores.items():
        sums[a][b] = sums[b][a] = score
    members = {n: [n] for n in range(size)}
    heap = [(-score * _FINE, a, b, 1, 1) for (a, b), score in scores.items() if score >= least]
    heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heappop(heap)
        if len(members.get(a, ())) != size_a or len(members.get(b, ())) != size_b:
            continue  # one of them has grown since, or is gone
        members[a] = sorted(members[a] + members.pop(b))  # a group is called by its earliest member
        for other, total in sums.pop(b).items():
            sums[other].pop(b, None)
            if other != a:
                sums[a][other] = sums[other][a] = sums[a].get(other, 0) + total
        for other, total in sums[a].items():
            average = total * _FINE // (len(members[a]) * len(members[other]))
            if average >= least * _FINE:
                low, high = min(a, other), max(a, other)
                heappush(heap, (-average, low, high, len(members[low]), len(members[high])))
    return [members[n] for n in sorted(members)]


def tie(member: int, group: Iterable[int], scores: Scores) -> int:
    """How alike a member is to the rest of its group, on average; 0 where it is alone."""
    rest = [o for o in group if o != member]
    total = sum(scores.get((min(member, o), max(member, o)), 0) for o in rest)
    return total // len(rest) if rest else 0
