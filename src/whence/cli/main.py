"""whence: the command and what all its parts share. Each part is a module of its own, loaded when it is called."""

import os
import sys
from importlib import import_module

import click

from whence.version import __version__

_COMMANDS = {
    "read": "whence.cli.read",
    "report": "whence.cli.report",
    "open": "whence.cli.open",
    "find": "whence.cli.find",
    "who": "whence.cli.who",
    "show": "whence.cli.show",
    "documents": "whence.cli.documents",
    "works": "whence.cli.works",
    "decide": "whence.cli.decide",
    "log": "whence.cli.log",
    "follow": "whence.cli.follow",
    "compare": "whence.cli.compare",
    "timeline": "whence.cli.timeline",
    "verify": "whence.cli.verify",
    "schema": "whence.cli.schema",
    "completion": "whence.cli.completion",
}
_EPILOG = """\b
Examples:
  whence read essay.txt                 what it rests on, who speaks, what to look at
  whence read papers/ --json > all.jsonl
  whence report essay.md -o essay.html  a page to read with the apparatus in its margin
  whence read papers/ --ledger papers.ledger
  whence open papers.ledger             the workbench: read, decide, compare, in the browser
  whence works essay.docx               what leans on which source, and what on none
  whence follow essay.docx --in sources/   do its quotations stand in what it cites?
  whence compare papers.ledger          accounts of the same event, and who rests on whom
  whence timeline memoir.txt            when, as exact and as vague as it was told
  whence find salt tax --from 1921 --ledger papers.ledger

\b
Exit codes:
  0  all was done        1  some input could not be read or used, or output not written
  2  wrong arguments     130  interrupted
"""


class _Commands(click.Group):
    """Commands by name; a command's module is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in _COMMANDS:
            command = self.get_command(ctx, name)
            rows.append((name, command.get_short_help_str(80) if command else ""))
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.command(
    cls=_Commands,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", prog_name="whence", message="%(prog)s %(version)s")
def whence() -> None:
    """Read prose about what happened: who says it, on what source, when, about whom.

    Runs offline. Never says who is right.
    """


def run() -> None:
    """The entry point: plain sentences in place of tracebacks for what a user can meet."""
    try:
        sys.exit(whence.main(prog_name="whence", standalone_mode=False) or 0)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("whence: interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # whoever reads our output has closed it; say nothing, also not when the interpreter flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        click.echo(
            f"whence: the output could not be written ({(error.strerror or str(error)).lower()}).", err=True
        )
        sys.exit(1)
