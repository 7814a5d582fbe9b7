"""What is derived from the program: the JSON Schema, the commands' help, the notebook's outputs, the beginnings of dates. ``--check`` fails where they are out of date."""

import json
import pathlib
import sys

import click

from evaluation import beginnings
from evaluation.notebook import written as notebook
from whence.cli.main import _COMMANDS, whence
from whence.layers.document import json_schema
from whence.layers.run import STEPS

ROOT = pathlib.Path(__file__).parents[1]


def schema() -> str:
    """The JSON Schema of a read document."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def commands() -> str:
    """The page of all commands, from their own help."""
    parts = ["# Commands\n\nThis page is written by `make generate` from the commands' own help.\n"]
    context = click.Context(whence, info_name="whence", max_content_width=100)
    parts.append(f"## whence\n\n```text\n{whence.get_help(context)}\n```\n")
    for name in _COMMANDS:
        command = whence.get_command(context, name)
        assert command is not None
        shown = command.get_help(
            click.Context(command, info_name=name, parent=context, max_content_width=100)
        )
        parts.append(f"## whence {name}\n\n```text\n{shown}\n```\n")
    return "\n".join(parts)


def layers() -> str:
    """The table of the layers: what each needs and makes, in their order."""
    rows = [
        "# The layers, in their order\n",
        "Written by `make generate` from the program's own declarations.\n",
    ]
    rows += ["| layer | needs | makes or completes |", "|---|---|---|"]
    rows += [
        f"| `{s.name}` | {', '.join(s.needs) or 'the text alone'} | {', '.join(s.makes)} |" for s in STEPS
    ]
    return "\n".join(rows) + "\n"


FILES = {
    "docs/document.schema.json": schema, "docs/cli.md": commands, "docs/layers.md": layers, "docs/questions.ipynb": notebook,
}  # fmt: skip


def main(check: bool) -> int:
    """Writes the files, or says which of them are out of date."""
    stale = 0
    for name, make in FILES.items():
        path = ROOT / name
        content = make()
        if check and (not path.exists() or path.read_text(encoding="utf-8") != content):
            print(f"{name} is out of date; run make generate.")
            stale = 1
        elif not check:
            path.write_text(content, encoding="utf-8")
    for language in beginnings.LANGUAGES:
        if beginnings.are_current(language):
            continue
        name = f"src/whence/lang/{language}/beginnings.json"
        if check:
            print(f"{name} is out of date; run make generate.")
            stale = 1
        else:
            (ROOT / name).write_text(beginnings.written(language), encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
