"""told: the options by which a user says what the file does not, shared by all commands that read."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from whence.readers import MEDIA_TYPES

if TYPE_CHECKING:
    from whence.readers import Said


def _checked_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """An EDTF date (year, month or day) as an option's value."""
    if value is not None and not re.fullmatch(
        r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?[~?]?", value
    ):
        raise click.BadParameter(f"{value!r} is no date in EDTF; write 1921, 1921-05 or 1921-05-04.")
    return value


_OPTIONS = (
    click.option("--title", help="The title, where the file does not say it."),
    click.option("--author", help="The author, where the file does not say it."),
    click.option(
        "--date", callback=_checked_date, metavar="EDTF", help="The date of writing or publication: 1921, 1921-05, 1921-05-04."
    ),
    click.option("--language", metavar="CODE", help="The language (en, de, fr …)."),
    click.option("--url", help="Where the document comes from."),
    click.option(
        "--format", "media_type", type=click.Choice(sorted(MEDIA_TYPES)), help="Read as this format, whatever the name says."
    ),
)  # fmt: skip


def told_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options to a command; they reach it as keywords, for ``said``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def said(**told: Any) -> "Said":
    """What the options told."""
    from whence.readers import Said

    return Said(**told)
