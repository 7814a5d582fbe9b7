"""whence timeline: the chronology of documents, or of a ledger."""

import sys
from typing import TYPE_CHECKING

import click

from whence.cli.ledgers import answer, answering, form_options, is_ledger, ledger_option, opened, told

if TYPE_CHECKING:
    from whence.layers.document import Document


@click.command(
    name="timeline", short_help="The times that documents tell, in their order, with who gives each."
)
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--ical", is_flag=True, help="iCalendar, for calendars.")
@form_options
@ledger_option
@answering
def command(paths: tuple[str, ...], ical: bool, as_json: bool, as_csv: bool, place: str) -> int:
    """The chronology of documents: exact dates as points, vague ones as bars, and who gives each; without PATH, of a ledger.

    A gap stands between rows only where the dates settle that what follows is later. Times without a year are counted, not placed.

    \b
    whence timeline essay.txt
    whence timeline memoir.txt --csv > dates.csv
    whence timeline --ledger papers.ledger --ical > papers.ics
    """
    if len(paths) == 1 and is_ledger(paths[0]):
        place, paths = paths[0], ()
    if not paths:
        with opened(place) as ledger, ledger.snapshot() as snapshot:
            return _shown([d for _, d in snapshot.bodies()], ical, as_json, as_csv)
    from whence.cli.inputs import Inputs
    from whence.readers import Said

    inputs = Inputs(paths)
    documents = [d for _, d in inputs.documents(Said())]
    if documents:
        _shown(documents, ical, as_json, as_csv)
    return inputs.exit_code()


def _shown(documents: "list[Document]", ical: bool, as_json: bool, as_csv: bool) -> int:
    import msgspec

    from whence.compare.chronology import Dated, chronology
    from whence.exports.chronology_page import calendar, chronology_page

    rows = chronology(documents)
    if ical:
        if as_json or as_csv:
            raise click.UsageError("Choose one of --json, --csv and --ical.")
        sys.stdout.buffer.write(calendar(rows))
        sys.stdout.buffer.flush()
        before = sum(r.earliest < "0001" for r in rows)
        if before:
            told(f"{_times(before)} before the year 1 left out: iCalendar has no place for them")
    elif rows or as_json or as_csv:
        several = len(documents) > 1
        answer(
            as_json, as_csv, (msgspec.to_builtins(r) for r in rows), Dated.__struct_fields__,
            lambda page: chronology_page(page, rows, several),
        )  # fmt: skip
    unplaced = sum(
        t.type == "DATE" and not t.resolved and t.value.startswith("X") for d in documents for t in d.times
    )
    if not rows:
        told("no time with a year was found")
    elif unplaced:
        told(f"{_times(unplaced)} without a year {'has' if unplaced == 1 else 'have'} no place here")
    return 0


def _times(number: int) -> str:
    return f"{number} time{'' if number == 1 else 's'}"
