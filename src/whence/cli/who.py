"""whence who: everything that a name says, and all that is said of it and by whom."""

from typing import TYPE_CHECKING

import click

from whence.cli.ledgers import (
    answer,
    answering,
    decider,
    deciding_options,
    form_options,
    ledger_option,
    limit_option,
    opened,
    told,
)

if TYPE_CHECKING:
    from whence.ledger import Ledger


@click.command(name="who", short_help="All that NAME says, and all that is said of NAME.")
@click.argument("name", nargs=-1, required=True, metavar="NAME")
@click.option("--is", "is_", metavar="OTHER", help="Keep in the ledger that OTHER is the same person, in other documents.")  # fmt: skip
@click.option("--is-not", metavar="OTHER", help="Keep that OTHER is somebody else.")
@deciding_options
@limit_option(20)
@form_options
@ledger_option
@answering
def command(
    name: tuple[str, ...], is_: str | None, is_not: str | None, by: str | None, because: str, limit: int, as_json: bool, as_csv: bool, place: str,
) -> int:  # fmt: skip
    """Everything that NAME says in any document, and all that is said of NAME, and by whom.

    Case, accents and the differences between transliterations don't matter; initials stand for names.

    \b
    whence who Morran
    whence who "I. Morran" --json
    whence who "Ilse Morran" --is "Madam Osterlind"
    """
    from whence.exports.results import who_page, who_rows
    from whence.ledger.records import Found

    with opened(place) as ledger:
        if is_ or is_not:
            return _kept(ledger, " ".join(name), is_ or is_not or "", bool(is_), decider(by), because)
        who = ledger.who(" ".join(name), limit)
        columns = ("relation", *Found.__struct_fields__)
        answer(as_json, as_csv, who_rows(who), columns, lambda page: who_page(page, who))
    return 0


def _kept(ledger: "Ledger", one: str, other: str, same: bool, by: str, because: str) -> int:
    """Keeps that two names are one person's, or are not."""
    from whence.decisions.making import entry
    from whence.exports.results import said_of_entry

    with ledger.snapshot() as snapshot:
        left, right = snapshot.place_of_name(one), snapshot.place_of_name(other)
    made = entry("same" if same else "different", left, by, because, other=right)
    logged = ledger.append(made)
    told(f"{logged.position}: {by} {said_of_entry(made)}")
    return 0
