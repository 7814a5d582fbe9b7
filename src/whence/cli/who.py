"""whence who: everything that a name says, and all that is said of it and by whom."""

import click

from whence.cli.ledgers import answer, answering, form_options, ledger_option, limit_option, opened


@click.command(name="who", short_help="All that NAME says, and all that is said of NAME.")
@click.argument("name", nargs=-1, required=True, metavar="NAME")
@limit_option(20)
@form_options
@ledger_option
@answering
def command(name: tuple[str, ...], limit: int, as_json: bool, as_csv: bool, place: str) -> int:
    """Everything that NAME says in any document, and all that is said of NAME, and by whom.

    Case, accents and the differences between transliterations don't matter; initials stand for names.

    \b
    whence who Morran
    whence who "I. Morran" --json
    """
    from whence.exports.results import who_page, who_rows
    from whence.ledger.records import Found

    with opened(place) as ledger:
        who = ledger.who(" ".join(name), limit)
        columns = ("relation", *Found.__struct_fields__)
        answer(as_json, as_csv, who_rows(who), columns, lambda page: who_page(page, who))
    return 0
