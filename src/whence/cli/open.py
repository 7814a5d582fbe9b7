"""whence open: the workbench in the browser."""

from pathlib import Path

import click

from whence.cli.ledgers import USUAL, decider, is_ledger


@click.command(name="open", short_help="Open the workbench: read, decide, compare, in the browser.")
@click.argument("path", required=False, metavar="[LEDGER|FOLDER]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; 0 takes a free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address, token included, as the first line.")
@click.option("--by", metavar="NAME", envvar="WHENCE_BY", help="Who decides; else the name by which you are logged in.")  # fmt: skip
def command(path: str | None, port: int, no_browser: bool, by: str | None) -> int:
    """Open the workbench on a ledger, or on a folder of documents, in the browser.

    A folder gets a ledger of its own in it (whence.ledger), and its documents are read while you look around. Everything stays on this machine:
    the workbench answers only to this browser. Stop it with Ctrl-C; every decision is kept the moment it is made.

    \b
    whence open papers.ledger
    whence open papers/ --by "Selma Orn"
    """
    place, paths = _place(path)
    from whence.ledger import LedgerError
    from whence.ledger.opening import shown
    from whence.workbench.serving import serve

    def tell(address: str) -> None:
        click.echo(address)
        click.echo("Stop with Ctrl-C.", err=True)

    try:
        serve(place, decider(by), paths, port, tell, browse=not no_browser)
    except LedgerError as error:
        click.echo(f"whence: {shown(place)} {error.what}; {error.remedy}.", err=True)
        return 1
    except OSError as error:
        click.echo(f"whence: port {port} cannot be used ({(error.strerror or str(error)).lower()}); choose another with --port.", err=True)  # fmt: skip
        return 1
    return 0


def _place(path: str | None) -> tuple[str, list[str]]:
    """The ledger, and what is to be read into it."""
    if path is None:
        return USUAL, []
    if "://" in path or is_ledger(path):
        return path, []
    where = Path(path)
    if where.is_dir():
        return str(where / USUAL), [path]
    if where.is_file() and where.stat().st_size:
        raise click.UsageError(
            f"{path} is a document, no ledger; open its folder, or read it with whence read."
        )
    if not where.exists() and where.suffix != ".ledger":
        raise click.UsageError(
            f"{path} is not there; name a folder, a ledger, or a new one that ends in .ledger."
        )
    return path, []
