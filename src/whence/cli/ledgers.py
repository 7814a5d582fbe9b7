"""ledgers: how commands open a ledger, ask it, and write its answers as text, JSON Lines or CSV."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from whence.exports.results import Page
    from whence.exports.tables import Row
    from whence.ledger import Ledger

USUAL = "whence.ledger"
F = TypeVar("F", bound=Callable[..., Any])


def ledger_option(command: F) -> F:
    """Adds --ledger to a command that asks."""
    return click.option(
        "--ledger", "place", metavar="FILE", default=USUAL, envvar="WHENCE_LEDGER", show_default=True,
        help="The ledger: a file, or a PostgreSQL database by its URL.",
    )(command)  # fmt: skip


def form_options(command: F) -> F:
    """Adds --json and --csv to a command that answers."""
    for option in (
        click.option("--csv", "as_csv", is_flag=True, help="CSV, for a spreadsheet."),
        click.option("--json", "as_json", is_flag=True, help="One JSON object a line."),
    ):
        command = option(command)
    return command


def deciding_options(command: F) -> F:
    """Adds --by and --because to a command that keeps a decision; ``decider`` fills the first up."""
    for option in (
        click.option("--because", metavar="WHY", default="", help="Why."),
        click.option(
            "--by",
            metavar="NAME",
            envvar="WHENCE_BY",
            help="Who says so; else the name by which you are logged in.",
        ),
    ):
        command = option(command)
    return command


def decider(by: str | None) -> str:
    """Who decides: whoever is named, else the name by which one is logged in."""
    import getpass

    return by or getpass.getuser()


def limit_option(default: int) -> Callable[[F], F]:
    """Adds --limit to a command."""
    return click.option(
        "--limit", type=click.IntRange(1, 1_000_000), default=default, show_default=True, help="At most so many lines."
    )  # fmt: skip


def is_ledger(path: str) -> bool:
    """Whether a path names a ledger: by how the file begins, whatever it is called."""
    if "://" in path:
        return True
    try:
        with Path(path).open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


@contextmanager
def opened(place: str, create: bool = False) -> "Iterator[Ledger]":
    """An open ledger; what is wrong with it is said in a sentence, and the command ends with exit code 1."""
    from whence.exports.terminal import printable
    from whence.ledger import LedgerError, Unknown, open_ledger
    from whence.ledger.opening import shown

    try:
        with open_ledger(place, create) as ledger:
            yield ledger
    except LedgerError as error:
        click.echo(f"whence: {printable(shown(place))} {error.what}; {error.remedy}.", err=True)
        raise click.exceptions.Exit(1) from error
    except Unknown as error:
        click.echo(f"whence: {printable(str(error))}", err=True)
        raise click.exceptions.Exit(1) from error


def answering(command: F) -> F:
    """A question that cannot be asked is a wrong argument."""

    @wraps(command)
    def asked(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except ValueError as error:
            raise click.UsageError(str(error)) from error

    return asked  # type: ignore[return-value]


def answer(
    as_json: bool,
    as_csv: bool,
    rows: "Iterator[Row]",
    columns: tuple[str, ...],
    page: "Callable[[Page], None]",
) -> None:
    """Writes rows as JSON Lines or CSV, or the page for people."""
    if as_json and as_csv:
        raise click.UsageError("Choose one of --json and --csv.")
    if as_json or as_csv:
        from whence.exports.tables import csv_lines, json_lines

        for line in json_lines(rows) if as_json else csv_lines(rows, columns):
            sys.stdout.buffer.write(line)
    else:
        made = new_page()
        page(made)
        sys.stdout.buffer.write(made.text().encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def new_page() -> "Page":
    """An empty page as wide as the terminal, in colour where it has any."""
    from whence.exports.results import Page

    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Page(min(shutil.get_terminal_size((80, 24)).columns, 120) if terminal else 80, colour)


def told(sentence: str) -> None:
    """A remark beside an answer, on standard error."""
    click.echo(sentence, err=True)
