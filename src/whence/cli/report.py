"""whence report: one document, or a ledger → one self-contained HTML page."""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.inputs import Inputs
from whence.cli.ledgers import is_ledger
from whence.cli.sources import in_option, sources_of
from whence.cli.told import said, told_options

if TYPE_CHECKING:
    from whence.exports.pseudonyms import Pseudonyms
    from whence.exports.report import Sought
    from whence.layers.document import Document


@click.command(name="report", short_help="Make one HTML page of a document or a ledger.")
@click.argument("path", metavar="FILE|LEDGER")
@click.option(
    "-o",
    "--output",
    default=None,
    metavar="FILE",
    help="Where to write; - for standard output. [default: FILE's name with .html]",
)
@click.option(
    "--excerpts", is_flag=True, help="Leave the full texts out, but for a few words of what a line is about."
)
@click.option(
    "--pseudonyms",
    metavar="FILE",
    help="Replace names throughout: a list with a line a person, 'Ilse Morran = Witness A'.",
)
@click.option("--uncertain", is_flag=True, help="Show also what is not sure, marked so.")
@in_option
@told_options
def command(
    path: str, output: str | None, excerpts: bool, pseudonyms: str | None, uncertain: bool, places: tuple[str, ...],
    **told: str | None,
) -> int:  # fmt: skip
    """Read a file (or standard input, -), or open a ledger, and write a page that needs nothing else: no network, no other file.

    \b
    whence report essay.txt -o essay.html
    whence report essay.txt --in sources/    with what stands of its quotations in its sources
    whence report papers.ledger -o papers.html
    whence report papers.ledger --excerpts --pseudonyms names.csv -o to-send.html
    """
    if Path(path).is_dir():
        raise click.UsageError(
            f"A report is of one document or of a ledger; {path} is a folder. Read it first: whence read {path} --ledger FILE."
        )
    if pseudonyms and places:
        raise click.UsageError(
            "--in shows words of other documents, in which --pseudonyms replaces nothing; choose one."
        )
    listed = _pseudonyms(pseudonyms) if pseudonyms else None
    if is_ledger(path):
        return _of_ledger(path, output, excerpts, listed, uncertain)
    inputs = Inputs((path,))
    for source, document in inputs.documents(said(**told)):
        sought = _sought(source.name, document, places, output) if places else None
        page, name = _of_document(document, excerpts, listed, uncertain, sought)
        stem = (name or source.path.stem) if source.path else "report"
        return _write(page, output or f"{stem}.html", source.path) or inputs.exit_code()
    return inputs.exit_code()


def _sought(name: str, document: "Document", places: tuple[str, ...], output: str | None) -> "Sought":
    """What was found in the sources, with ways to them from where the page will lie."""
    from whence.exports.report import Sought
    from whence.exports.source_ways import ways_from

    with sources_of((name,), places, [(name, document)]) as sources:
        found, beside = sources.follow([(name, document)])
    folder = Path(output).parent if output and output != "-" else Path()
    return Sought(tuple(found), tuple(beside), ways_from(folder))


def _of_document(
    document: "Document", excerpts: bool, listed: dict[str, str] | None, uncertain: bool, sought: "Sought | None" = None
) -> tuple[bytes, str]:  # fmt: skip
    """The page of one document, and what its file may be called where names are replaced."""
    from whence.exports.pseudonyms import Pseudonyms
    from whence.exports.report import report
    from whence.exports.report_follow import followed_lines
    from whence.exports.screen_of import screen_of
    from whence.layers.certainty import view

    names = Pseudonyms(listed, [document]) if listed else None
    document, left_out = view(names.document(document) if names else document, uncertain)
    lines = followed_lines(sought.found, sought.beside) if sought else ()
    screen = screen_of(document, left_out, lines)
    page = report(document, screen, excerpts, renamed=names is not None, sought=sought)
    return _checked(page, names), Path(document.document.name).stem if names else ""


def _of_ledger(
    path: str, output: str | None, excerpts: bool, listed: dict[str, str] | None, uncertain: bool
) -> int:
    from whence.cli.ledgers import opened
    from whence.exports.ledger_report import ledger_report
    from whence.exports.pseudonyms import Pseudonyms
    from whence.ledger.opening import shown

    stem = "ledger" if "://" in path else Path(path).stem
    with opened(path) as ledger, ledger.snapshot() as snapshot:
        names = Pseudonyms(listed, (d for _, d in snapshot.bodies())) if listed else None
        title = names.words(stem) if names else stem
        page = _checked(ledger_report(snapshot, title, excerpts, names, uncertain), names)
    return _write(page, output or f"{title}.html", None if "://" in shown(path) else Path(path))


def _pseudonyms(path: str) -> dict[str, str]:
    """The list of pseudonyms; what is wrong with it is a wrong argument."""
    from whence.exports.pseudonyms import BadList, pseudonym_list
    from whence.readers import Source, Unreadable, load
    from whence.readers.encoding import cleaned, decode

    try:
        chars, _ = cleaned(decode(load(Source(path, Path(path))))[0])
        return pseudonym_list(chars)
    except Unreadable as reason:
        raise click.UsageError(f"{path} {reason.what}; {reason.remedy}.") from reason
    except BadList as error:
        raise click.UsageError(f"{path}: {error}.") from error


def _checked(page: str, names: "Pseudonyms | None") -> bytes:
    """The page, looked through for names that should not be in it: with one left it is not written."""
    left = names.left_in(page) if names else []
    if left:
        shown = ", ".join(f"“{n}”" for n in left[:5])
        click.echo(
            f"whence: the page still names {shown}; nothing was written. Add these forms to the list.",
            err=True,
        )
        raise click.exceptions.Exit(1)
    for sentence in names.doubts() if names else ():
        click.echo(f"whence: {sentence}.", err=True)
    return page.encode("utf-8", "replace")


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
