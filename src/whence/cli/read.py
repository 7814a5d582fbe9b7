"""whence read: documents → a digest in the terminal, or one line of JSON a document."""

import os
import sys
from typing import TYPE_CHECKING

import click

from whence.cli.inputs import Inputs
from whence.cli.told import said, told_options

if TYPE_CHECKING:
    from whence.layers.document import Document


@click.command(name="read", short_help="Read documents: a digest in the terminal, or JSON.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object (whence-document/1) a document, a line each."
)
@told_options
def command(paths: tuple[str, ...], as_json: bool, **told: str | None) -> int:
    """Read files, folders (with all below them) or standard input (-).

    \b
    whence read essay.txt
    whence read papers/ --json > papers.jsonl
    pbpaste | whence read - --date 1921-05-06
    """
    from whence.layers.document import to_json

    inputs = Inputs(paths)
    for _, document in inputs.documents(said(**told)):
        if as_json:
            sys.stdout.buffer.write(to_json(document) + b"\n")
            sys.stdout.buffer.flush()
        else:
            _show_digest(document, first=inputs.read == 0)
    return inputs.exit_code()


def _show_digest(document: "Document", first: bool) -> None:
    """Prints the digest, as wide as the terminal, in colour where it has any."""
    import shutil

    from whence.exports.digest import digest
    from whence.exports.screen_of import screen_of

    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = min(shutil.get_terminal_size((80, 24)).columns, 120) if terminal else 80
    text = ("" if first else "\n" + "─" * width + "\n\n") + digest(screen_of(document), width, colour)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
