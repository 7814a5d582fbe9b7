"""whence read: documents → a digest in the terminal, one line of JSON a document, or a ledger."""

import os
import sys
from typing import TYPE_CHECKING

import click

from whence.cli.inputs import Inputs
from whence.cli.sources import in_option, sources_of
from whence.cli.told import said, told_options

if TYPE_CHECKING:
    from whence.exports.screen import Line
    from whence.layers.document import Document
    from whence.readers import Said


@click.command(name="read", short_help="Read documents: a digest in the terminal, JSON, or into a ledger.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object (whence-document/1) a document, a line each."
)
@click.option(
    "--ledger", "place", metavar="FILE",
    help="Keep what is found in this ledger (made where it is not there); what it has read before is skipped.",
)  # fmt: skip
@click.option(
    "--uncertain", is_flag=True, help="Show in the digest also what is not sure; JSON has it always."
)
@in_option
@told_options
def command(
    paths: tuple[str, ...], as_json: bool, place: str | None, uncertain: bool, places: tuple[str, ...], **told: str | None
) -> int:  # fmt: skip
    """Read files, folders (with all below them) or standard input (-).

    A sources.csv or a Zotero export (.json) beside the documents tells what they don't say themselves.

    \b
    whence read essay.txt
    whence read essay.txt --in sources/      with what stands of its quotations in its sources
    whence read papers/ --json > papers.jsonl
    whence read papers/ --ledger papers.ledger
    pbpaste | whence read - --date 1921-05-06
    """
    inputs = Inputs(paths)
    if place:
        return _kept(inputs, said(**told), place, as_json)
    for source, document in inputs.documents(said(**told)):
        if as_json:
            _write_json(document)
        else:
            lines = _followed(source.name, document, places) if places else ()
            show_digest(document, first=inputs.read == 0, uncertain=uncertain, followed=lines)
    return inputs.exit_code()


def _followed(name: str, document: "Document", places: tuple[str, ...]) -> "tuple[Line, ...]":
    """What was found of the document's quotations in its sources, for the digest."""
    from whence.exports.report_follow import followed_lines

    with sources_of((name,), places, [(name, document)]) as sources:
        return followed_lines(*sources.follow([(name, document)]))


def _kept(inputs: Inputs, told: "Said", place: str, as_json: bool) -> int:
    """Reads into a ledger, and says how many documents were new."""
    from whence.cli.ledgers import opened
    from whence.exports.terminal import printable
    from whence.ledger import LedgerError
    from whence.ledger.opening import shown

    with opened(place, create=True) as ledger:
        for _, document in inputs.documents(told, ledger.keep, stops=(LedgerError,)):
            if as_json:
                _write_json(document)
        ledger.flush()
        ledger.tidy()
    code = inputs.exit_code()
    if inputs.read or inputs.kept_before:
        before = f", {inputs.kept_before} as before" if inputs.kept_before else ""
        documents = "document" if inputs.read == 1 else "documents"
        click.echo(f"{inputs.read} {documents} read into {printable(shown(place))}{before}", err=True)
    return code


def _write_json(document: "Document") -> None:
    from whence.layers.document import to_json

    sys.stdout.buffer.write(to_json(document) + b"\n")
    sys.stdout.buffer.flush()


def show_digest(
    document: "Document", first: bool, uncertain: bool = False, followed: "tuple[Line, ...]" = ()
) -> None:
    """Prints the digest, as wide as the terminal, in colour where it has any."""
    import shutil

    from whence.exports.digest import digest
    from whence.exports.screen_of import screen_of
    from whence.layers.certainty import view

    document, left_out = view(document, uncertain)
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = min(shutil.get_terminal_size((80, 24)).columns, 120) if terminal else 80
    text = ("" if first else "\n" + "─" * width + "\n\n") + digest(
        screen_of(document, left_out, followed), width, colour
    )
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
