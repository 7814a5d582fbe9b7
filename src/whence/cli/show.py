"""whence show: one line of a ledger with all that stands beside it; or a whole document."""

import click

from whence.cli.ledgers import answer, answering, form_options, ledger_option, opened


@click.command(name="show", short_help="Show a line with all that stands beside it, or a document's digest.")
@click.argument("identity", metavar="ID")
@form_options
@ledger_option
@answering
def command(identity: str, as_json: bool, as_csv: bool, place: str) -> int:
    """Show a line by the id that find and who give it, or the digest of a document by its id, path or name.

    \b
    whence show 48e187c3:cl20
    whence show essay.txt
    """
    from whence.exports.results import Page, rows, shown_page

    with opened(place) as ledger:
        if ":cl" not in identity and ":q" not in identity and ":s" not in identity:
            return _document(ledger.document(identity), as_json, as_csv)
        shown = ledger.show(identity)

        def page(made: Page) -> None:
            shown_page(made, shown)

        answer(as_json, as_csv, rows([shown]), type(shown).__struct_fields__, page)
    return 0


def _document(document, as_json: bool, as_csv: bool) -> int:  # type: ignore[no-untyped-def]
    import sys

    from whence.cli.read import show_digest
    from whence.layers.document import to_json

    if as_csv:
        raise click.UsageError("A document is no table; use --json, or find with --csv.")
    if as_json:
        sys.stdout.buffer.write(to_json(document) + b"\n")
    else:
        show_digest(document, first=True)
    return 0
