"""python -m whence: the command, where no script is on the path."""

from whence.cli.main import run

if __name__ == "__main__":
    run()
