"""whence log: what people decided, in its order; as a file for others, and theirs joined to it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.ledgers import answer, answering, form_options, ledger_option, opened, told

if TYPE_CHECKING:
    from whence.ledger import Ledger


@click.command(name="log", short_help="Show the log of people's Entries, or merge another one.")
@click.option("--merge", metavar="FILE", help="Add the Entries of another log (JSON Lines, as --json writes them, or as the workbench exports them).")  # fmt: skip
@form_options
@ledger_option
@answering
def command(merge: str | None, as_json: bool, as_csv: bool, place: str) -> int:
    """Show what people decided about the documents: each Entry with when, by whom, why, and its hash.

    The log only grows; write the last hash down, and whence verify --head HASH tells later whether all is as it was. Two people's logs become one
    with --merge: nobody's decision is lost, and where they decided differently both are told.
    """
    from whence.exports.results import log_page, rows

    with opened(place) as ledger:
        if merge:
            return _merged(ledger, Path(merge))
        found = ledger.log()
        answer(as_json, as_csv, rows(found), found.columns, lambda page: log_page(page, found))
    if not found:
        told("the log is empty")
    return 0


def _merged(ledger: "Ledger", path: Path) -> int:
    from whence.decisions.differing import differing
    from whence.decisions.entries import entries_of
    from whence.exports.results import said_of_entry

    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise ValueError(f"{path} cannot be read; name a log that was exported as JSON Lines.") from error
    new, known = ledger.merge(entries_of(written))
    told(f"{new} Entries added, {known} known already")
    with ledger.snapshot() as snapshot:
        for one, other in differing(snapshot.decisions().standing):
            told(f"decided differently: {one.by} {said_of_entry(one)}; {other.by} {said_of_entry(other)} (the later one holds)")  # fmt: skip
    return 0
