"""accounts: the comparison as the workbench shows it, with ways into the texts. It is the report's, over all documents."""

from collections.abc import Callable

from msgspec import Struct

from whence.compare.keeping import compared_ledger
from whence.exports.report_accounts import Accounts, AccountsView, EventView
from whence.follow import Card, LedgerLibrary, choices
from whence.ledger import Ledger, Snapshot

Way = Callable[[str, int], str | None]


class Beside(Struct, frozen=True):
    """All accounts of one ledger: the overview, and a way to ask for one event."""

    accounts: Accounts
    view: AccountsView
    titles: dict[str, str]
    way: Way
    cards: list[Card]
    decided: dict[str, str | None]
    position: int

    def asked(self, words: str) -> EventView | None:
        """The event that words ask for; None where none fits."""
        return self.accounts.asked(words, self.titles, self.way)

    def between(self, a: str, b: str) -> tuple[EventView, ...]:
        """What two documents, by their paths, both tell."""
        return self.accounts.between(a, b, self.titles, self.way)


def beside(ledger: Ledger, snapshot: Snapshot) -> Beside:
    """Compares all documents of a ledger; what is new in it is compared and kept."""
    files = [k for k in snapshot.documents() if k.status == "read"]
    ids = {k.path: k.id for k in files}
    made = Accounts(compared_ledger(ledger))

    def way(path: str, start: int) -> str | None:
        return f"/d/{ids[path]}" + (f"#c{start}" if start >= 0 else "")

    titles = {k.path: k.title or k.name or k.path for k in files}
    cards = LedgerLibrary(snapshot).cards()
    decided = choices(snapshot)
    return Beside(
        made, made.view(cards, decided, titles, way), titles, way, cards, decided, snapshot.position
    )
