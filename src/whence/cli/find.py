"""whence find: the lines of a ledger with these words, voice, names, source, in this time."""

import click

from whence.cli.ledgers import answer, answering, form_options, ledger_option, limit_option, opened, told


@click.command(name="find", short_help="Find claims, quotations and text in a ledger.")
@click.argument("words", nargs=-1, metavar="[WORDS]…")
@click.option("--voice", metavar="NAME", help="Only what NAME says; 'author' for whoever wrote the document.")
@click.option("--about", metavar="NAME", help="Only what is about NAME.")
@click.option(
    "--source", metavar="WORK", help="Only what rests on a work with these words in author or title."
)
@click.option(
    "--from", "since", metavar="DATE", help="Only what may have been in or after 1981, 1981-06 or 1981-06-20."
)
@click.option("--to", "until", metavar="DATE", help="Only what may have been in or before it.")
@click.option("--kind", type=click.Choice(["claim", "quotation", "text"]), help="Only lines of this kind.")
@click.option("--in", "document", metavar="DOCUMENT", help="Only in a document by its id, or in those with these words in title, author or path.")  # fmt: skip
@limit_option(50)
@form_options
@ledger_option
@answering
def command(
    words: tuple[str, ...], voice: str | None, about: str | None, source: str | None, since: str | None,
    until: str | None, kind: str | None, document: str | None, limit: int, as_json: bool, as_csv: bool, place: str,
) -> int:  # fmt: skip
    """Find lines that have all WORDS, whatever their case, accents and endings.

    "a phrase" stands together, begin* is the beginning of a word, -not leaves lines out (after --). A time that is
    only roughly known is found wherever it may have been.

    \b
    whence find bread riot --from 1981 --to 1982-06
    whence find '"great sluice"' --voice Morran
    whence find --about Sorrel --source "salt on the sill" --csv > sorrel.csv
    """
    from whence.exports.results import found_page, rows

    with opened(place) as ledger:
        found = ledger.find(
            _question(words), voice=voice, about=about, source=source, since=since, until=until, kind=kind, document=document, limit=limit
        )  # fmt: skip
        answer(
            as_json,
            as_csv,
            rows(found),
            found.columns,
            lambda page: found_page(page, found) if found else None,
        )
    if not found:
        told("nothing found")
    elif found.more:
        told(f"the first {len(found)} lines; --limit gives more of them")
    return 0


def _question(words: tuple[str, ...]) -> str:
    """The arguments as one question: what the shell kept together ('great sluice') is a phrase."""
    return " ".join(f'"{w}"' if " " in w.strip() and '"' not in w else w for w in words)
