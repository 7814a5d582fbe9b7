"""at_hand: what was used last of what is kept, so that it is not read and unpacked again."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class AtHand(Generic[K, V]):
    """At most so many values by their keys; ``get`` gives those that are not at hand, several at once."""

    def __init__(self, get: Callable[[Sequence[K]], Mapping[K, V]], most: int) -> None:
        self._get, self._most = get, most
        self._held: OrderedDict[K, V] = OrderedDict()

    def __call__(self, keys: Sequence[K]) -> dict[K, V]:
        """The values of some keys."""
        missing = [k for k in keys if k not in self._held]
        if missing:
            self._held.update(self._get(missing))
        found = {k: self._held[k] for k in keys}
        for k in keys:
            self._held.move_to_end(k)
        while len(self._held) > max(self._most, len(found)):
            self._held.popitem(last=False)
        return found

    def items(self) -> list[tuple[K, V]]:
        """All that is at hand."""
        return list(self._held.items())

    def forget(self, keys: Sequence[K]) -> None:
        """Lets go of what is no longer so."""
        for k in keys:
            self._held.pop(k, None)
