"""whence log: what people decided, in its order."""

import click

from whence.cli.ledgers import answer, answering, form_options, ledger_option, opened, told


@click.command(name="log", short_help="Show the log of people's Entries.")
@form_options
@ledger_option
@answering
def command(as_json: bool, as_csv: bool, place: str) -> int:
    """Show what people decided about the documents: each Entry with when, by whom, why, and its hash.

    The log only grows; write the last hash down, and whence verify --head HASH tells later whether all is as it was.
    """
    from whence.exports.results import log_page, rows

    with opened(place) as ledger:
        found = ledger.log()
        answer(as_json, as_csv, rows(found), found.columns, lambda page: log_page(page, found))
    if not found:
        told("the log is empty")
    return 0
