"""whence verify: whether a ledger is as it was written."""

import click

from whence.cli.ledgers import ledger_option, opened


@click.command(name="verify", short_help="Check that a ledger is as it was written.")
@click.option(
    "--head", "noted", metavar="HASH", help="A hash of the log that was written down: it must still be there."
)
@ledger_option
def command(noted: str | None, place: str) -> int:
    """Check the file, every stored document by its checksum, and the log by its chain of hashes.

    Exit code 1, and a sentence for each, where something was changed behind the ledger's back.
    """
    from whence.exports.terminal import printable

    with opened(place) as ledger:
        wrong = ledger.verify(noted)
        for sentence in wrong:
            click.echo(printable(sentence))
        if wrong:
            return 1
        with ledger.snapshot() as snapshot:
            n = snapshot.count()
            click.echo(
                f"All is as it was written: {n} document{'s' * (n != 1)}, {snapshot.position} in the log; its last hash is {snapshot.hash}."
            )
    return 0
