"""whence follow: each quotation looked for in the source that is given for it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.ledgers import answer, answering, form_options, is_ledger, ledger_option, opened, told
from whence.cli.sources import Sources, in_option, sources_of

if TYPE_CHECKING:
    from whence.follow import Followed
    from whence.layers.document import Document


@click.command(name="follow", short_help="Look for each quotation in the source that is given for it.")
@click.argument("paths", nargs=-1, metavar="[PATH…|LEDGER]")
@in_option
@click.option(
    "--differing",
    is_flag=True,
    help="Only quotations that are not fine: word for word, on the cited page, with nothing left outside.",
)
@click.option(
    "--into", metavar="FILE.docx", type=click.Path(dir_okay=False),
    help="A copy of the Word document with what was found as comments.",
)  # fmt: skip
@form_options
@ledger_option
@answering
def command(
    paths: tuple[str, ...], places: tuple[str, ...], differing: bool, into: str | None, as_json: bool, as_csv: bool, place: str
) -> int:  # fmt: skip
    """Look for each quotation in the source that its note gives, then in all documents at hand: is it there, on that page,
    in those words? Differences are named word by word. Nothing found is no judgement: editions differ, and so do scans.

    Sources are looked for among the given documents and where --in says; of a single file in its folder. Claims with a note and
    without quotation marks stand beside the passages of the source that share their names, dates and numbers.

    \b
    whence follow essay.docx --in sources/
    whence follow essay.docx --in sources/ --into review.docx
    whence follow papers.ledger --csv > quotations.csv
    """
    if len(paths) == 1 and is_ledger(paths[0]):
        place, paths = paths[0], ()
    if into and (len(paths) != 1 or Path(paths[0]).suffix.lower() != ".docx"):
        raise click.UsageError("--into needs the one Word document that is followed.")
    if into and Path(into).suffix.lower() != ".docx":
        raise click.UsageError(
            f"The copy is a Word document; call it {Path(into).with_suffix('.docx').name}."
        )
    if into and Path(into).exists() and Path(into).samefile(paths[0]):
        raise click.UsageError(f"{into} is the document itself; choose another name for the copy.")
    if not paths:
        from whence.follow import LedgerLibrary, choices

        with opened(place) as ledger, ledger.snapshot() as snapshot:
            sources = Sources(LedgerLibrary(snapshot), choices(snapshot))
            _shown(list(snapshot.bodies()), sources, differing, as_json, as_csv)
        return 0
    return _of_files(paths, places, differing, into, as_json, as_csv)


def _of_files(
    paths: tuple[str, ...], places: tuple[str, ...], differing: bool, into: str | None, as_json: bool, as_csv: bool
) -> int:  # fmt: skip
    from whence.cli.inputs import Inputs
    from whence.readers import Said

    inputs = Inputs(paths)
    documents = [(source.name, document) for source, document in inputs.documents(Said())]
    if not documents:
        return inputs.exit_code()
    with sources_of(paths, places, documents) as sources:
        found = _shown(documents, sources, differing, as_json, as_csv)
        inputs.failed += sources.failed
    if into:
        _write_review(paths[0], into, found)
    return inputs.exit_code()


def _shown(
    documents: "list[tuple[str, Document]]", sources: Sources, differing: bool, as_json: bool, as_csv: bool
) -> "list[Followed]":
    from whence.exports.follow_page import COLUMNS, csv_rows, follow_page, is_fine, json_rows

    found, beside = sources.follow(documents)
    kept = [f for f in found if not differing or not is_fine(f)]
    claims = [p for p in beside if not differing or p.beside.differing]
    titles = {path: document.document.title for path, document in documents}
    rows = (csv_rows if as_csv else json_rows)(kept, claims)
    answer(as_json, as_csv, rows, COLUMNS, lambda page: follow_page(page, kept, claims, titles))
    if not found and not (as_json or as_csv):
        told("no quotation was found")
    return found


def _write_review(path: str, into: str, found: "list[Followed]") -> None:
    from whence.exports.review import review

    try:
        unplaced = review(Path(path), Path(into), found)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        click.echo(f"whence: {into} could not be written ({why}); choose another place.", err=True)
        raise click.exceptions.Exit(1) from error
    told(f"wrote {into}")
    if unplaced:
        told(f"{unplaced} of {len(found)} comments have no place in the body of {path} and were left out")
