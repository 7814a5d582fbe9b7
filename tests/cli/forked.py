"""forked: the command as a process of its own for every call, without loading the program anew for each.

A parent process loads the program once; each call is a fork of it, with its own arguments, environment, folder, input, output and exit code.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_LIMIT = 120  # seconds


def serve() -> None:
    """Answers requests, a line of JSON each, until there are none: the exit code of a fork that has run the command."""
    from importlib import import_module

    from whence.cli.main import run
    from whence.dates.grammar import grammar

    for part in ("layers.run", "ledger", "compare.keeping", "exports.report", "follow", "readers.docx"):
        import_module(f"whence.{part}")
    for pattern in grammar("en").patterns.all:
        _ = pattern.regex
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if not child:
            os._exit(_one(request, run))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _one(request: dict, run) -> int:
    import signal

    signal.alarm(_LIMIT)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    for number, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        os.dup2(os.open(request["files"][number], mode), number)
    sys.argv = ["whence", *request["arguments"]]
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - what the parent has read ahead is not the command's
    try:
        run()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    else:
        code = 0
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    return code


class Forks:
    """The parent process, started when it is first asked."""

    def __init__(self) -> None:
        self._parent: subprocess.Popen[str] | None = None

    def __call__(
        self, *arguments: object, stdin: bytes | None = None, **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        """Runs the command with arguments; what it wrote, and its exit code."""
        if self._parent is None:
            self._parent = subprocess.Popen(
                [sys.executable, "-c", "from tests.cli.forked import serve; serve()"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
            )  # fmt: skip
        words = [str(a) for a in arguments]
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder, name) for name in ("in", "out", "err")]
            for file, content in zip(files, (stdin or b"", b"", b""), strict=True):
                file.write_bytes(content)
            request = {
                "arguments": words, "environment": {**os.environ, **environment}, "folder": str(Path.cwd()),
                "files": [str(f) for f in files],
            }  # fmt: skip
            assert self._parent.stdin
            assert self._parent.stdout
            self._parent.stdin.write(json.dumps(request) + "\n")
            self._parent.stdin.flush()
            code = int(self._parent.stdout.readline())
            return subprocess.CompletedProcess(words, code, files[1].read_bytes(), files[2].read_bytes())


whence = Forks()
