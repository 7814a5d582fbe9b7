"""adding: documents that are put on the desk: files dropped on a page, and folders that are read while one works.

Files are written beside the ledger, into the folder 'added', under their own names; a name never leads out of it. They are read one after the
other in the background, with a ledger connection of its own; what was read is kept, whether or not the rest is cancelled.
"""

import re
import threading
import time
from collections import deque
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request

from whence.ledger import LedgerError, open_ledger
from whence.readers import Source, Unreadable, find
from whence.readers.source_lists import SourceLists
from whence.workbench.desk import AtHand, Desk

FOLDER = "added"
MOST_BYTES = 200_000_000  # of one file
_MOST_NAME = 120
_MOST_TOLD = 200  # failures that are listed


class Reading:
    """Reads what is put on the desk, in a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: deque[str] = deque()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self.now: str | None = None
        self.read = self.as_before = self.total = 0
        self.failed: list[dict[str, str]] = []
        self._since = 0.0

    def add(self, paths: list[str]) -> None:
        """Takes files and folders in, and begins to read where nothing is being read."""
        found = list(find(paths))
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self.read = self.as_before = self.total = 0
                self.failed, self._since = [], time.monotonic()
            for one in found:
                if isinstance(one, Source):
                    self._waiting.append(str(one.path))
                    self.total += 1
                else:
                    self._fail(one[0], one[1])
            if self._waiting and (self._thread is None or not self._thread.is_alive()):
                self._stop.clear()
                self._thread = threading.Thread(target=self._run, name="reading", daemon=True)
                self._thread.start()

    def cancel(self) -> None:
        """Stops after the document that is being read."""
        self._stop.set()
        with self._lock:
            self.total -= len(self._waiting)
            self._waiting.clear()

    def wait(self, seconds: float | None = None) -> None:
        """Waits until all is read."""
        if self._thread is not None:
            self._thread.join(seconds)

    def state(self) -> dict[str, Any]:
        """How far it is: read, still to be read, failed with reasons, seconds left (None where nobody can tell yet)."""
        done = self.read + self.as_before + len(self.failed)
        busy = self._thread is not None and self._thread.is_alive()
        spent = time.monotonic() - self._since
        left = round(spent / done * (self.total - done)) if busy and done and self.total > done else None
        return {
            "busy": busy, "now": self.now, "read": self.read, "as_before": self.as_before, "total": self.total,
            "failed": self.failed[:_MOST_TOLD], "seconds_left": left,
        }  # fmt: skip

    def _run(self) -> None:
        try:
            with open_ledger(self._desk.place, create=True) as ledger:
                while not self._stop.is_set():
                    with self._lock:
                        if not self._waiting:
                            break
                        path = self._waiting.popleft()
                    source = Source(path, Path(path))
                    self.now = source.path.name if source.path else path
                    lists = SourceLists([path])
                    try:
                        document = ledger.keep(source, lists.said(source))
                        ledger.flush()
                        self.read += document is not None
                        self.as_before += document is None
                    except Unreadable as reason:
                        ledger.flush()
                        self._fail(self.now, reason)
            self._desk.compare_ahead()
        except LedgerError as error:
            self.failed.append({"name": self._desk.place, "why": f"{error.what}; {error.remedy}."})
        except Exception as error:  # a fault of ours must not be silent: the page shows it
            self.failed.append(
                {
                    "name": self.now or "",
                    "why": f"could not be read: a fault of Whence itself ({type(error).__name__}).",
                }
            )
        finally:
            self.now = None

    def _fail(self, name: str, reason: Unreadable) -> None:
        self.failed.append({"name": name, "why": f"{reason.what}; {reason.remedy}."})


def safe_name(given: str) -> str:
    """A file name that leads nowhere else. Raises ValueError where nothing is left of it."""
    name = given.replace("\\", "/").rsplit("/", 1)[-1]
    name = re.sub(r"[\x00-\x1f\x7f<>:\"|?*]", "_", name).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    name = f"{stem[: _MOST_NAME - len(suffix)]}{dot}{suffix}" if dot else name[:_MOST_NAME]
    if not name.strip("._ "):
        raise ValueError("This file has no name that can be kept.")
    return name


def _reading(request: Request) -> Reading:
    made: Reading = request.app.state.reading
    return made


ReadingAtHand = Annotated[Reading, Depends(_reading)]
router = APIRouter(prefix="/api", tags=["add"])


@router.put("/files/{name:path}")
async def put(desk: AtHand, reading: ReadingAtHand, name: str, request: Request) -> dict[str, Any]:
    """Put a file on the desk: its bytes as the body."""
    try:
        name = safe_name(name)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    announced = request.headers.get("content-length")
    if announced and announced.isdigit() and int(announced) > MOST_BYTES:
        raise HTTPException(413, _too_large(name))
    folder = desk.folder / FOLDER
    folder.mkdir(exist_ok=True)
    part = folder / f".{name}.part"
    size = 0
    try:
        with part.open("wb") as file:
            async for chunk in request.stream():
                size += len(chunk)
                if size > MOST_BYTES:
                    raise HTTPException(413, _too_large(name))
                file.write(chunk)
        target = _free(folder, name, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    reading.add([str(target)])
    return {"name": target.name, "bytes": size}


@router.get("/reading")
def state(reading: ReadingAtHand) -> dict[str, Any]:
    """How far the reading is."""
    return reading.state()


@router.post("/reading/cancel")
def cancel(reading: ReadingAtHand) -> dict[str, Any]:
    """Stop after the document that is being read."""
    reading.cancel()
    return reading.state()


def _free(folder: Path, name: str, part: Path) -> Path:
    """Where the file goes: its own name, as a new version, if it lies there with other bytes it keeps it; nothing is overwritten unread."""
    target = folder / name
    if not target.exists() or target.read_bytes() == part.read_bytes():
        return target
    stem, suffix = target.stem, target.suffix
    number = 2
    while (folder / f"{stem} {number}{suffix}").exists():
        number += 1
    return folder / f"{stem} {number}{suffix}"


def _too_large(name: str) -> str:
    return f"{name} is larger than {MOST_BYTES // 1_000_000} MB; put it into the folder yourself and read it with whence read."
