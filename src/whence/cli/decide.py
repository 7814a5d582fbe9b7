"""whence decide: a decision about a record of a ledger, as on the workbench."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from whence.cli.ledgers import answering, decider, deciding_options, ledger_option, opened, told

if TYPE_CHECKING:
    from whence.decisions.making import Action
    from whence.ledger import Ledger

_OPTIONS = (
    ("--accept", "accept", None, "It is read rightly (which does not say that it is true)."),
    ("--reject", "reject", None, "It is read wrongly: there is no such thing there."),
    ("--speaker", "correct", "speaker", "Who says it: a name, “the author”, or “” for nobody told."),
    ("--date", "correct", "edtf", "What a time means, in EDTF: 1981, 1981-06-20, 198X, 1914/1918."),
    ("--source", "correct", "source", "On which cited work it rests, as whence works names it."),
    ("--name", "correct", "name", "What somebody is called."),
    ("--polarity", "correct", "polarity", "positive, or negative: it says that something is not so."),
    ("--told-as", "correct", "told_as", "happened, did_not_happen, intended, expected, possible."),
    ("--mark", "mark", None, "A mark of your own: checked, ask the source."),
    ("--comment", "comment", None, "A remark."),
)
F = TypeVar("F", bound=Callable[..., Any])
_FLAGS = ("--accept", "--reject")


def _options(command: F) -> F:
    """Adds an option for each thing that can be decided."""
    for name, _, _, words in reversed(_OPTIONS):
        variable = name[2:].replace("-", "_")
        if name in _FLAGS:
            command = click.option(name, variable, is_flag=True, help=words)(command)
        else:
            command = click.option(name, variable, metavar="WORDS", default=None, help=words)(command)
    return command


@click.command(name="decide", short_help="Accept, reject or correct what was read; undo.")
@click.argument("identity", required=False, metavar="[ID]")
@_options
@click.option("--undo", is_flag=True, help="Take back your last decision.")
@deciding_options
@ledger_option
@answering
def command(
    identity: str | None, undo: bool, by: str | None, because: str, place: str, **said: object
) -> int:
    """Decide about a record by its id, as find, who and show give it ("48e187c3:q3"); quotations, reported speech (a2), times (t5), claims and names (e1).

    Every decision is one Entry of the log, with who, when and why; what rests on it follows at once, and it can be taken back. It lasts when the
    document is read again.

    \b
    whence decide 48e187c3:q3 --speaker "Anna Rell" --because "the letter of June"
    whence decide 48e187c3:t5 --date 1904-05
    whence decide --undo
    """
    chosen = [
        (a, f, said[n[2:].replace("-", "_")])
        for n, a, f, _ in _OPTIONS
        if said[n[2:].replace("-", "_")] not in (None, False)
    ]
    who = decider(by)
    if undo:
        if chosen or identity:
            raise click.UsageError("--undo stands alone.")
        with opened(place) as ledger:
            return _undone(ledger, who)
    if identity is None or len(chosen) != 1:
        raise click.UsageError(
            "Name one record and one thing to decide about it; whence decide --help lists them."
        )
    action, field, value = chosen[0]
    with opened(place) as ledger:
        return _kept(ledger, identity, action, field, None if value is True else str(value), who, because)  # type: ignore[arg-type]


def _kept(
    ledger: "Ledger", identity: str, action: "Action", field: str | None, value: str | None, by: str, because: str
) -> int:  # fmt: skip
    from whence.decisions import Records, check
    from whence.decisions.making import entry
    from whence.exports.results import said_of_entry

    name, _, record = identity.partition(":")
    document = ledger.document(name)
    try:
        anchor = Records(document).anchor(record)
    except KeyError as error:
        raise ValueError(f"The document {name} has no record {record or '(none named)'}.") from error
    made = entry(action, anchor, by, because, field, value)
    check(document, [made])
    logged = ledger.append(made)
    told(f"{logged.position}: {by} {said_of_entry(made)}")
    return 0


def _undone(ledger: "Ledger", by: str) -> int:
    from whence.decisions.making import withdrawals
    from whence.exports.results import said_of_entry

    with ledger.snapshot() as snapshot:
        state = snapshot.state()
    undone = withdrawals(state, by)
    if not undone:
        raise ValueError(f"{by} has decided nothing that could be taken back.")
    ledger.append_all(undone)
    known = {e.id: e for e in state.entries}
    for withdrawal in undone:
        told(f"taken back: {said_of_entry(known[withdrawal.entry])}")
    return 0
