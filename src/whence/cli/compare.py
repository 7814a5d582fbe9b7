"""whence compare: accounts of the same event side by side, what conflicts, and who rests on whom."""

from typing import TYPE_CHECKING

import click

from whence.cli.ledgers import (
    answer,
    answering,
    form_options,
    is_ledger,
    ledger_option,
    limit_option,
    opened,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from whence.compare.comparison import Comparison
    from whence.compare.dependence import Dependence
    from whence.follow import Card
    from whence.layers.document import Document


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
@limit_option(12)
@form_options
@ledger_option
@answering
def command(
    paths: tuple[str, ...], words: str | None, between: tuple[str, str] | None, limit: int, as_json: bool, as_csv: bool, place: str
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
    asked = _Asked(words, between, limit, as_json, as_csv)
    if not paths:
        from whence.follow import LedgerLibrary, choices

        with opened(place) as ledger, ledger.snapshot() as snapshot:
            cards = LedgerLibrary(snapshot).cards()
            return asked.show(snapshot.bodies(), cards, choices(snapshot), f"whence compare {place}")
    from whence.cli.inputs import Inputs
    from whence.follow import Shelf
    from whence.readers import Said

    inputs = Inputs(paths)
    documents = [(source.name, document) for source, document in inputs.documents(Said())]
    failed = asked.show(documents, Shelf(documents).cards(), {}, "whence compare …") if documents else 0
    return inputs.exit_code() or failed


class _Asked:
    """What was asked for, and how it is to be shown."""

    def __init__(
        self, words: str | None, between: tuple[str, str] | None, limit: int, as_json: bool, as_csv: bool
    ) -> None:
        self.words, self.between, self.limit = words, between, limit
        self.as_json, self.as_csv = as_json, as_csv

    def show(
        self, documents: "Iterable[tuple[str, Document]]", cards: "list[Card]", decided: dict[str, str | None], command_: str
    ) -> int:  # fmt: skip
        """Compares the documents and writes what was asked for; 1 where no event is meant by the words."""
        from whence.compare.comparison import Comparison
        from whence.compare.dependence import dependence
        from whence.compare.leads import leads_of
        from whence.layers.certainty import shown

        comparison = Comparison()
        leads = []
        for path, document in documents:
            sure = shown(document)
            comparison.add(path, sure)
            leads.append(leads_of(path, sure))
        if len(leads) < 2:
            told(
                "one document was given; accounts in other documents are compared with it where there are some"
            )
        if self.words:
            return self._event(
                comparison, lambda paths: dependence([d for d in leads if d.path in paths], cards, decided)
            )
        return self._overview(comparison, dependence(leads, cards, decided), command_)

    def _overview(self, comparison: "Comparison", found: "Dependence", command_: str) -> int:
        from whence.exports import compare_page

        events = comparison.events
        if self.between:
            a, b = (_path(name, found.documents) for name in self.between)
            events = comparison.between(a, b)
        rows = compare_page.csv_rows(events) if self.as_csv else compare_page.json_rows(events, found)
        answer(
            self.as_json, self.as_csv, rows, compare_page.COLUMNS,
            lambda page: compare_page.overview_page(page, events, found, self.limit, command_),
        )  # fmt: skip
        return 0

    def _event(self, comparison: "Comparison", rests: "Callable[[set[str]], Dependence]") -> int:
        from whence.exports import compare_page

        event = comparison.asked(self.words or "")
        if event is None:
            told(f"no event was found for “{self.words}”; fewer or other words may find it")
            return 1
        found = rests({c.path for c in event.table.columns})
        rows = compare_page.csv_rows([event]) if self.as_csv else compare_page.json_rows([event], found)
        answer(
            self.as_json, self.as_csv, rows, compare_page.COLUMNS,
            lambda page: compare_page.event_page(page, event, found),
        )  # fmt: skip
        return 0


def _path(name: str, paths: "tuple[str, ...]") -> str:
    """The path of a document that a person names by its path or file name. Raises ValueError."""
    found = [p for p in paths if name == p or name == p.rsplit("/", 1)[-1]]
    if len(found) != 1:
        raise ValueError(
            f"“{name}” is {'none' if not found else 'several'} of the documents: {', '.join(paths[:6])} …"
        )
    return found[0]
