"""whence documents: the files that a ledger knows; or a list to fill in, of what files don't say."""

import sys

import click

from whence.cli.ledgers import answer, answering, form_options, ledger_option, opened, told


@click.command(
    name="documents", short_help="List the documents of a ledger, or write a template for sources.csv."
)
@click.option("--versions", is_flag=True, help="Also what files were before they changed.")
@click.option(
    "--template",
    is_flag=True,
    help="Write a sources.csv to fill in: a line a file, with what is known of it.",
)
@form_options
@ledger_option
@answering
def command(versions: bool, template: bool, as_json: bool, as_csv: bool, place: str) -> int:
    """List the documents: title, author, date, file, and what could not be read.

    \b
    whence documents --csv > documents.csv
    whence documents --template > sources.csv    fill it in, put it beside the files, read them again
    """
    from whence.exports.results import documents_page, rows

    with opened(place) as ledger:
        found = ledger.documents(versions)
        if template:
            from whence.exports.source_list import source_list

            for line in source_list(found):
                sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
            return 0
        answer(as_json, as_csv, rows(found), found.columns, lambda page: documents_page(page, found))
    if not found:
        told("the ledger is empty")
    return 0
