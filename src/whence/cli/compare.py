"""whence compare: accounts of the same event side by side, what conflicts, and who rests on whom."""

from typing import TYPE_CHECKING

import click

from whence.cli.ledgers import (
    answer,
    answering,
    decider,
    deciding_options,
    form_options,
    is_ledger,
    ledger_option,
    limit_option,
    opened,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from whence.compare.comparison import Comparison
    from whence.compare.dependence import Dependence
    from whence.follow import Card

_MANY = 100  # documents


@click.command(name="compare", short_help="Accounts of the same event side by side, and who rests on whom.")
@click.argument("paths", nargs=-1, metavar="[PATH…|LEDGER]")
@click.option(
    "--event",
    "words",
    metavar="WORDS",
    help="The event that these words ask for, with the table of its accounts.",
)
@click.option(
    "--between",
    nargs=2,
    metavar="A B",
    help="Only what two documents both tell, by their paths or file names.",
)
@click.option(
    "--dismiss",
    metavar="RULE",
    help='Keep in the ledger that findings of a kind are not shown: "word: fire", "phrase: …", "name: …", "documents: A, B".',
)
@click.option("--restore", metavar="RULE", help="Take such a rule back.")
@deciding_options
@limit_option(12)
@form_options
@ledger_option
@answering
def command(
    paths: tuple[str, ...], words: str | None, between: tuple[str, str] | None, dismiss: str | None, restore: str | None, by: str | None,
    because: str, limit: int, as_json: bool, as_csv: bool, place: str,
) -> int:  # fmt: skip
    """Accounts of the same event side by side: who tells what of it, where they exclude each other, and who rests on whom.

    Dates, numbers and places are compared; who did it, why, and what it is called are set side by side. What nobody was found to tell is "nothing found";
    that two accounts have nothing in common is "no link was found". Nothing here says who is right.

    \b
    whence compare papers.ledger
    whence compare papers.ledger --event "fire at Harrow mill"
    whence compare a.txt b.txt c.txt --csv > cells.csv
    """
    if len(paths) == 1 and is_ledger(paths[0]):
        place, paths = paths[0], ()
    if dismiss or restore:
        if paths:
            raise click.UsageError("Rules are kept in a ledger; give one, and no other documents.")
        return _kept(place, dismiss, restore, by, because)
    if words is not None and (between or not words.strip()):
        raise click.UsageError(
            "Choose one of --event and --between."
            if between
            else "--event needs words: what happened, where, to whom."
        )
    asked = _Asked(words, between, limit, as_json, as_csv)
    if not paths:
        from whence.compare.keeping import compared_ledger
        from whence.follow import LedgerLibrary, choices

        with opened(place) as ledger, ledger.snapshot() as snapshot:
            asked.ledger = place
            comparison = compared_ledger(ledger, _said)
            cards = LedgerLibrary(snapshot).cards()
            return asked.show(comparison, cards, choices(snapshot), f"whence compare {place}")
    from whence.cli.inputs import Inputs
    from whence.compare.keeping import compared
    from whence.follow import Shelf
    from whence.readers import Said

    inputs = Inputs(paths)
    documents = [(source.name, document) for source, document in inputs.documents(Said())]
    if not documents:
        return inputs.exit_code()
    failed = asked.show(compared(documents), Shelf(documents).cards(), {}, "whence compare …")
    return inputs.exit_code() or failed


def _said(new: int) -> None:
    """Says that there is much to compare, before one waits for it."""
    if new >= _MANY:
        told(f"comparing {new} documents that are new; what is found is kept")


class _Asked:
    """What was asked for, and how it is to be shown."""

    def __init__(
        self, words: str | None, between: tuple[str, str] | None, limit: int, as_json: bool, as_csv: bool
    ) -> None:
        self.words, self.between, self.limit = words, between, limit
        self.as_json, self.as_csv = as_json, as_csv
        self.ledger: str | None = None

    def show(
        self, comparison: "Comparison", cards: "list[Card]", decided: dict[str, str | None], command_: str
    ) -> int:  # fmt: skip
        """Writes what was asked for; 1 where no event is meant by the words."""
        if len(comparison.documents()) < 2:
            told(
                "one document was given; accounts in other documents are compared with it where there are some"
            )

        def rests(paths: set[str] | None) -> "Dependence":
            """Who rests on whom among some of the documents, or all."""
            return comparison.dependence(paths, cards, decided)

        if self.words:
            return self._event(comparison, rests)
        return self._overview(comparison, rests, command_)

    def _overview(
        self, comparison: "Comparison", rests: "Callable[[set[str] | None], Dependence]", command_: str
    ) -> int:  # fmt: skip
        from whence.exports import compare_page

        if self.between:
            a, b = (_path(name, comparison.documents()) for name in self.between)
            if a == b:
                raise ValueError(f"Both are {a}; --between needs two documents.")
            events, found = comparison.between(a, b), rests({a, b})
            counts = len(events), sum(bool(e.table.conflicts) for e in events)
        else:
            whole = self.as_json or self.as_csv
            events, found = comparison.events(None if whole else self.limit), rests(None)
            counts = comparison.counts()
        rows = compare_page.csv_rows(events) if self.as_csv else compare_page.json_rows(events, found)
        answer(
            self.as_json, self.as_csv, rows, compare_page.COLUMNS,
            lambda page: compare_page.overview_page(page, events, counts, found, self.limit, command_),
        )  # fmt: skip
        return 0

    def _event(self, comparison: "Comparison", rests: "Callable[[set[str] | None], Dependence]") -> int:
        from whence.exports import compare_page

        event = comparison.asked(self.words or "")
        if event is None:
            told(f"no event was found for “{self.words}”; fewer or other words may find it")
            return 1
        found = rests({c.path for c in event.table.columns})
        search = f"whence find {self.words} --ledger {self.ledger}" if self.ledger else None
        rows = compare_page.csv_rows([event]) if self.as_csv else compare_page.json_rows([event], found)
        answer(
            self.as_json, self.as_csv, rows, compare_page.COLUMNS,
            lambda page: compare_page.event_page(page, event, found, search),
        )  # fmt: skip
        return 0


def _path(name: str, paths: "tuple[str, ...]") -> str:
    """The path of a document that a person names by its path or file name. Raises ValueError."""
    found = [p for p in paths if name in (p, p.rsplit("/", 1)[-1])]
    found = found or [p for p in paths if name == p.rsplit("/", 1)[-1].rsplit(".", 1)[0]]
    if len(found) != 1:
        raise ValueError(
            f"“{name}” is {'none' if not found else 'several'} of the documents: {', '.join(paths[:6])} …"
        )
    return found[0]


def _kept(place: str, dismiss: str | None, restore: str | None, by: str | None, because: str) -> int:
    """Keeps a rule in the log, or takes one back."""
    from whence.compare.dismissals import dismissal, restoration

    if dismiss and restore:
        raise click.UsageError("Choose one of --dismiss and --restore.")
    who = decider(by)
    with opened(place) as ledger:
        with ledger.snapshot() as snapshot:
            entry = (
                dismissal(snapshot, dismiss, who, because)
                if dismiss
                else restoration(snapshot, restore or "", who, because)
            )
        ledger.append(entry)
    told(f"kept in the log: “{dismiss or restore}” {'is dismissed' if dismiss else 'is shown again'}")
    return 0
