"""whence report: one document → one self-contained HTML page."""

import sys
import tempfile
from pathlib import Path

import click

from whence.cli.inputs import Inputs
from whence.cli.told import said, told_options


@click.command(name="report", short_help="Make one HTML page of a document, its apparatus in the margin.")
@click.argument("path", metavar="FILE")
@click.option(
    "-o",
    "--output",
    default=None,
    metavar="FILE",
    help="Where to write; - for standard output. [default: FILE's name with .html]",
)
@told_options
def command(path: str, output: str | None, **told: str | None) -> int:
    """Read a file (or standard input, -) and write a page that needs nothing else: no network, no other file.

    \b
    whence report essay.txt -o essay.html
    """
    from whence.exports.report import report
    from whence.exports.screen_of import screen_of

    if Path(path).is_dir():
        raise click.UsageError(f"A report is of one document; {path} is a folder. Name a file in it.")
    inputs = Inputs((path,))
    for source, document in inputs.documents(said(**told)):
        page = report(document, screen_of(document)).encode("utf-8", "replace")
        return _write(
            page, output or (f"{source.path.stem}.html" if source.path else "report.html"), source.path
        )
    return inputs.exit_code()


def _write(page: bytes, output: str, source: Path | None) -> int:
    """Writes the page whole or not at all: first beside its place, then moved there."""
    if output == "-":
        sys.stdout.buffer.write(page)
        sys.stdout.buffer.flush()
        return 0
    target = Path(output)
    if source is not None and target.exists() and target.samefile(source):
        raise click.UsageError(f"{output} is the document itself; choose another name for the report.")
    if target.is_dir():
        raise click.UsageError(f"{output} is a folder; name a file in it.")
    if target.exists() and not target.is_file():  # /dev/stdout and its kin
        target.write_bytes(page)
        return 0
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".whence-", delete=False) as beside:
            beside.write(page)
        made = Path(beside.name)
        made.chmod(0o644)
        made.replace(target)
    except OSError as error:
        _forget(beside.name if "beside" in locals() else None)
        click.echo(
            f"whence: {output} could not be written ({(error.strerror or str(error)).lower()}); choose another place with -o.",
            err=True,
        )
        return 1
    click.echo(f"wrote {output}", err=True)
    return 0


def _forget(name: str | None) -> None:
    if name:
        Path(name).unlink(missing_ok=True)
