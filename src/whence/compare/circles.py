"""circles: where a graph comes back to where it began: its strongly connected parts (Tarjan 1972), without recursion."""

from collections.abc import Iterable, Mapping


def circles(onward: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """The groups of two nodes or more of which each leads to each, by name."""
    return sorted(group for group in _Search(onward).groups() if len(group) > 1)


class _Search:
    def __init__(self, onward: Mapping[str, Iterable[str]]) -> None:
        self.onward = {node: sorted(set(others)) for node, others in onward.items()}
        self.number: dict[str, int] = {}
        self.low: dict[str, int] = {}
        self.open: list[str] = []
        self.found: list[tuple[str, ...]] = []

    def groups(self) -> list[tuple[str, ...]]:
        for node in sorted(self.onward):
            if node not in self.number:
                self._from(node)
        return self.found

    def _from(self, start: str) -> None:
        self._enter(start)
        path = [(start, iter(self.onward.get(start, ())))]
        while path:
            node, rest = path[-1]
            following = next(rest, None)
            if following is None:
                path.pop()
                self._leave(node, path[-1][0] if path else None)
            elif following not in self.number:
                self._enter(following)
                path.append((following, iter(self.onward.get(following, ()))))
            elif following in self.open:
                self.low[node] = min(self.low[node], self.number[following])

    def _enter(self, node: str) -> None:
        self.number[node] = self.low[node] = len(self.number)
        self.open.append(node)

    def _leave(self, node: str, before: str | None) -> None:
        if before is not None:
            self.low[before] = min(self.low[before], self.low[node])
        if self.low[node] == self.number[node]:
            at = self.open.index(node)
            self.found.append(tuple(sorted(self.open[at:])))
            del self.open[at:]
