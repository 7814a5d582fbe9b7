"""whence completion: the script that lets a shell complete whence's commands and options."""

import click


@click.command(name="completion", short_help="Print the completion script for your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the script; load it in your shell's start-up file.

    \b
    eval "$(whence completion bash)"
    whence completion fish > ~/.config/fish/completions/whence.fish
    """
    from click.shell_completion import get_completion_class

    from whence.cli.main import whence

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    click.echo(found(whence, {}, "whence", "_WHENCE_COMPLETE").source())
    return 0
