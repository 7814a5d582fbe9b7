"""whence works: the works that the documents of a ledger cite."""

import click

from whence.cli.ledgers import answer, answering, form_options, ledger_option, opened, told


@click.command(name="works", short_help="List the works that documents cite, the most cited first.")
@click.argument("words", nargs=-1, metavar="[WORDS]…")
@form_options
@ledger_option
@answering
def command(words: tuple[str, ...], as_json: bool, as_csv: bool, place: str) -> int:
    """List the works that documents cite; with WORDS those that have them in author, title or place.

    \b
    whence works
    whence works morran salt --json
    """
    from whence.exports.results import rows, works_page

    with opened(place) as ledger:
        found = ledger.works(" ".join(words))
        answer(as_json, as_csv, rows(found), found.columns, lambda page: works_page(page, found))
    if not found:
        told("nothing found" if words else "no document cites a work")
    return 0
