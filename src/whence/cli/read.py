"""whence read: documents → a digest in the terminal, or one line of JSON a document."""

import os
import sys
from typing import TYPE_CHECKING

import click

from whence.cli.inputs import Inputs, checked_date
from whence.readers import MEDIA_TYPES

if TYPE_CHECKING:
    from whence.layers.document import Document


@click.command(name="read", short_help="Read documents: a digest in the terminal, or JSON.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object (whence-document/1) a document, a line each."
)
@click.option("--title", help="The title, where the file does not say it.")
@click.option("--author", help="The author, where the file does not say it.")
@click.option(
    "--date",
    callback=checked_date,
    metavar="EDTF",
    help="The date of writing or publication: 1921, 1921-05, 1921-05-04.",
)
@click.option("--language", metavar="CODE", help="The language (en, de, fr …).")
@click.option("--url", help="Where the document comes from.")
@click.option(
    "--format",
    "media_type",
    type=click.Choice(sorted(MEDIA_TYPES)),
    help="Read as this format, whatever the name says.",
)
def command(
    paths: tuple[str, ...], as_json: bool, title: str | None, author: str | None, date: str | None, language: str | None,
    url: str | None, media_type: str | None,
) -> int:  # fmt: skip
    """Read files, folders (with all below them) or standard input (-).

    \b
    whence read essay.txt
    whence read papers/ --json > papers.jsonl
    pbpaste | whence read - --date 1921-05-06
    """
    from whence.layers.document import to_json
    from whence.layers.reading import Said

    inputs = Inputs(paths)
    for _, document in inputs.documents(Said(title, author, date, language, url, media_type)):
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
