"""whence schema: the JSON Schema of what ``whence read --json`` writes."""

import json

import click


@click.command(name="schema", short_help="Print the JSON Schema of a read document.")
def command() -> int:
    """Print the JSON Schema (2020-12) of whence-document/1, derived from the program's own types."""
    from whence.layers.document import json_schema

    click.echo(json.dumps(json_schema(), indent=1, ensure_ascii=False, sort_keys=True))
    return 0
