"""Inputs: the documents that a command was given, one after the other, and what is said of those that cannot be read."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from whence.readers import Said, Source, Unreadable, find
from whence.readers.source_lists import SourceLists

if TYPE_CHECKING:
    from whence.layers.document import Document

    Read = Callable[[Source, Said], Document | None]


_LONG = 200_000  # bytes: more takes seconds


class Inputs:
    """Counts what was read and what was not; a failure is one line on standard error, and the others go on."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self.paths = list(paths)
        self.lists = SourceLists(self.paths)
        self.read = 0
        self.kept_before = 0
        self.failed = 0
        self.several = False
        self._faults = 0

    def sources(self) -> Iterator[Source]:
        """The sources in their order, with progress on a terminal where there are several."""
        found = list(find(self.paths))
        self.several = len(found) > 1
        for entry in self._progress(found):
            if isinstance(entry, Source):
                yield entry
            else:
                self.fail(*entry)

    def _progress(
        self, found: list[Source | tuple[str, Unreadable]]
    ) -> Iterator[Source | tuple[str, Unreadable]]:
        if len(found) < 2 or not sys.stderr.isatty():
            yield from found
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(found, description="Reading", console=Console(stderr=True), transient=True)

    def documents(
        self, said: Said, read: "Read | None" = None, stops: tuple[type[Exception], ...] = ()
    ) -> "Iterator[tuple[Source, Document]]":
        """The documents of the sources. What cannot be read is said, and the next one is read.

        ``read`` may be a ledger's: it gives None for what it has read before; ``stops`` are errors that no other
        document survives, such as a full disk under the ledger.
        """
        from whence.layers.reading import read as read_source
        from whence.model.file import ModelError

        for source in self.sources():
            told = said.over(self.lists.said(source))
            self._say_faults()
            try:
                with self._patience(source):
                    document = (read or read_source)(source, told)
            except stops:
                raise
            except ModelError as error:  # no other document fares better
                raise click.ClickException(str(error)) from error
            except Unreadable as reason:
                self.fail(source.name, reason)
            except (
                Exception
            ) as error:  # the last line before the user: a fault of ours stops no other document
                if os.environ.get("WHENCE_DEBUG"):
                    raise
                fault = f"could not be read: a fault of Whence itself ({type(error).__name__}: {error})"
                self.fail(
                    source.name, Unreadable(fault, "please report it; WHENCE_DEBUG=1 shows where it happened")
                )
            else:
                if document is None:
                    self.kept_before += 1
                    continue
                yield source, document
                self.read += 1
        self.lists.faults.extend(self.lists.unknown())
        self._say_faults()

    def _say_faults(self) -> None:
        """Says what is wrong in lists of sources, each once."""
        from whence.exports.terminal import printable

        for sentence in self.lists.faults[self._faults :]:
            click.echo(f"whence: {printable(sentence)}", err=True)
        self._faults = len(self.lists.faults)

    @contextmanager
    def _patience(self, source: Source) -> Iterator[None]:
        """Says on a terminal that a long document is being read; a short one is there before anybody wonders."""
        size = source.path.stat().st_size if source.path and source.path.is_file() else 0
        if self.several or size < _LONG or not sys.stderr.isatty():
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(f"Reading {source.path.name if source.path else source.name} …"):
            yield

    def fail(self, name: str, reason: Unreadable) -> None:
        """Says in one sentence what is wrong with an input, where, and what to do."""
        self.failed += 1
        from whence.exports.terminal import printable

        click.echo(f"whence: {printable(name)} {reason.what}; {reason.remedy}.", err=True)

    def exit_code(self) -> int:
        """0 where all was read; 1, with a summary where there were several, where some was not."""
        if self.failed and (self.several or self.read):
            total = self.read + self.kept_before + self.failed
            click.echo(
                f"whence: {total - self.failed} of {total} documents read, {self.failed} not.", err=True
            )
        return 1 if self.failed or self._faults else 0
