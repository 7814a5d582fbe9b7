"""fold: what stands of a log of Entries, after all that was withdrawn."""

from collections.abc import Iterable
from uuid import UUID

from msgspec import Struct

from whence.decisions.entries import AnyEntry, Withdraw


class State(Struct, frozen=True):
    """A log folded: its Entries in their order, and which of them stand."""

    entries: tuple[AnyEntry, ...] = ()

    def standing(self) -> tuple[AnyEntry, ...]:
        """What has effect: neither withdrawn nor itself a withdrawal. A withdrawal can be withdrawn."""
        withdrawn: set[UUID] = set()
        for entry in reversed(self.entries):  # a withdrawal names only what came before it
            if isinstance(entry, Withdraw) and entry.id not in withdrawn:
                withdrawn.add(entry.entry)
        return tuple(e for e in self.entries if e.id not in withdrawn and not isinstance(e, Withdraw))


def fold(logged: Iterable[AnyEntry], before: State | None = None) -> State:
    """The state of a log after these Entries. Folding it in pieces gives what folding it whole gives."""
    return State((*(before.entries if before else ()), *logged))
