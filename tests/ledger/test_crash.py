"""A ledger stays whole whatever happens to the process that writes it: killed at any moment, a full disk, two at once."""

import os
import pathlib
import random
import resource
import select
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from whence.decisions.entries import Mark, new_id
from whence.ledger import open_ledger
from whence.readers import Source
from whence.text import Anchor, Span

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
COMMAND = [sys.executable, "-c", "from whence.cli.main import run; run()"]
KILLS = 200 if os.environ.get("WHENCE_NEW_EXAMPLES") else 100  # the rest at make check
WALL = Anchor("ab" * 32, "claim", (Span(3, 7),), ("wall",), "the ", " fell")


def write(place: pathlib.Path, folder: pathlib.Path, done: int, number: int) -> None:
    """Reads small documents into the ledger for ever, new ones and changed ones, and says after each what is safe."""
    with open_ledger(place, create=True) as ledger:
        for n in range(1_000_000):
            path = folder / f"{number}-{n % 7}.txt"
            path.write_text(f"Rell said that wall {number} {n} fell in 19{n % 90 + 10}. “It did,” said Vint.")
            ledger.keep(Source(path.name, path))
            ledger.flush()
            os.write(done, b"d")
            ledger.append(
                Mark(id=new_id(), at=datetime(2026, 3, 1, tzinfo=UTC), by="Orla", what=WALL, label="seen")
            )
            os.write(done, b"e")


def killed(place: pathlib.Path, folder: pathlib.Path, number: int, steps: int, after: float) -> bytes:
    """Runs ``write`` in a process of its own, kills it some time after it has said so often that something is safe;
    what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write(place, folder, writing, number)
        finally:
            os._exit(1)
    os.close(writing)
    said = b""
    while len(said) < steps:
        said += os.read(reading, 1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while select.select([reading], [], [], 0)[0] and (more := os.read(reading, 65_536)):
        said += more
    os.close(reading)
    return said


@pytest.mark.slow
def test_killed_at_any_moment(tmp_path):
    dice, reached = random.Random(4), 0
    with open_ledger(
        tmp_path / "warm.ledger", create=True
    ) as ledger:  # what is loaded here, no child has to load
        (tmp_path / "warm.txt").write_text("Rell said that the wall fell.")
        ledger.keep(Source("warm.txt", tmp_path / "warm.txt"))
    for run in range(KILLS // 20):
        place, entries = tmp_path / f"{run}.ledger", 0
        for number in range(20):
            safe = killed(place, tmp_path, number, dice.randint(0, 3), dice.uniform(0.0, 0.03))
            entries += safe.count(b"e")
            reached += bool(safe)
            if not place.exists() or (not safe and not entries):
                continue
            with open_ledger(place) as ledger:
                assert ledger.verify() == ()
                assert entries <= len(ledger.log()) <= entries + 1
                entries = len(ledger.log())
                if safe:
                    assert any(d.path.startswith(f"{number}-") for d in ledger.documents())
                for kept in ledger.documents():
                    assert len(ledger.document(kept.path).sentences) == 2
                assert all("fell" in f.words or "It did" in f.words for f in ledger.find(voice="Rell"))
    assert reached > KILLS / 2, "most were killed while they wrote, not before"


def limited() -> None:
    """A disk on which a file of more than 400 kB does not fit."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))


@pytest.mark.slow
def test_a_full_disk_leaves_what_was_stored(tmp_path):
    place = tmp_path / "a.ledger"
    first = subprocess.run(
        [*COMMAND, "read", EXAMPLES / "essay.txt", "--ledger", place], capture_output=True, text=True
    )
    assert first.returncode == 0
    many = tmp_path / "many"
    many.mkdir()
    for n in range(24):
        (many / f"{n}.txt").write_text((EXAMPLES / "memoir.txt").read_text() + f"\n\nThe {n}th.\n")
    done = subprocess.run(
        [*COMMAND, "read", many, "--ledger", place], capture_output=True, text=True, preexec_fn=limited
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert "what was stored" in done.stderr
    with open_ledger(place) as ledger:
        assert ledger.verify() == ()
        assert ledger.document("essay.txt").document.byline == "Anselm Quarrie"
    again = subprocess.run([*COMMAND, "read", many, "--ledger", place], capture_output=True, text=True)
    assert again.returncode == 0
    with open_ledger(place) as ledger:
        assert len(ledger.documents()) == 25


@pytest.mark.slow
def test_two_processes_on_one_ledger(place, tmp_path):
    folders = []
    for name in "ab":
        folder = tmp_path / name
        folder.mkdir()
        folders.append(folder)
        for n in range(25):
            (folder / f"{n}.txt").write_text(
                f"{name.upper()}. Rell said that wall {n} of {name} fell. “It did,” said Orla Vint."
            )
    running = [
        subprocess.Popen([*COMMAND, "read", folder, "--ledger", place], stderr=subprocess.PIPE, text=True)
        for folder in folders
    ]
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    with open_ledger(place) as ledger:
        assert ledger.verify() == ()
        assert len(ledger.documents()) == 50
        assert len(ledger.find("wall", kind="claim", limit=500)) == 50
        for n in (0, 24):
            assert len(ledger.find(f'"wall {n} of a"')) == 1


def test_a_reader_sees_one_moment(place):
    import whence

    with open_ledger(place, create=True) as ledger, open_ledger(place, create=True) as other:
        ledger.add(whence.annotate("Rell said that the wall fell.", name="a"))
        with ledger.snapshot() as snapshot:
            assert snapshot.count() == 1
            other.add(whence.annotate("Rell said that the tower fell.", name="b"))
            other.flush()
            assert snapshot.count() == 1
        with ledger.snapshot() as snapshot:
            assert snapshot.count() == 2


if os.name != "posix":
    pytest.skip("these tests kill processes as POSIX does", allow_module_level=True)
