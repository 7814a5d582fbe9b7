"""at_hand: what was used last of what is kept, so that it is not read and unpacked again."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


def _one(_: object) -> int:
    return 1


class AtHand(Generic[K, V]):
    """Values by their keys, together at most so large (by number, if no ``size`` is given); ``get`` gives those that are not at hand, several at once."""

    def __init__(
        self, get: Callable[[Sequence[K]], Mapping[K, V]], most: int, size: Callable[[V], int] = _one
    ) -> None:
        self._get, self._most, self._size = get, most, size
        self._held: OrderedDict[K, V] = OrderedDict()
        self._large = 0

    def __call__(self, keys: Sequence[K]) -> dict[K, V]:
        """The values of some keys."""
        missing = [k for k in keys if k not in self._held]
        if missing:
            got = self._get(missing)
            self._held.update(got)
            self._large += sum(map(self._size, got.values()))
        found = {k: self._held[k] for k in keys}
        for k in keys:
            self._held.move_to_end(k)
        while self._large > self._most and len(self._held) > len(found):
            self._large -= self._size(self._held.popitem(last=False)[1])
        return found

    def items(self) -> list[tuple[K, V]]:
        """All that is at hand."""
        return list(self._held.items())

    def forget(self, keys: Sequence[K]) -> None:
        """Lets go of what is no longer so."""
        for k in keys:
            if k in self._held:
                self._large -= self._size(self._held.pop(k))
