"""What can be wrong with a ledger is said in one sentence, and nothing is lost."""

import os
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import whence
from whence.ledger import LedgerError, open_ledger
from whence.ledger.opening import SCHEMA, shown
from whence.ledger.tables import beside, metadata


@pytest.fixture
def path(tmp_path):
    with open_ledger(tmp_path / "a.ledger", create=True) as ledger:
        ledger.add(whence.annotate("Rell said that the wall fell."))
    return tmp_path / "a.ledger"


def use(path, **more) -> None:
    """Asks a ledger, and writes to it where it was opened to be written to."""
    with open_ledger(path, **more) as ledger:
        ledger.documents()
        ledger.find("wall")
        if more.get("create") or "wait" in more:
            ledger.add(whence.annotate("Another wall fell."))
            ledger.flush()


def said(path, **more) -> str:
    with pytest.raises(LedgerError) as caught:
        use(path, **more)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def execute(path, statement):
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()


def test_one_that_is_not_there(tmp_path):
    assert said(tmp_path / "none.ledger") == "is not there; make it with: whence read FOLDER --ledger FILE"
    assert not (tmp_path / "none.ledger").exists()


def test_a_folder(tmp_path):
    assert "is a folder" in said(tmp_path)


def test_a_folder_that_is_not_there(tmp_path):
    assert "folder" in said(tmp_path / "no" / "a.ledger", create=True)


def test_a_text_file(tmp_path):
    (tmp_path / "a.txt").write_text("The wall fell.")
    assert "is not a ledger, but a file of another kind" in said(tmp_path / "a.txt", create=True)
    assert (tmp_path / "a.txt").read_text() == "The wall fell."


def test_a_database_of_another_program(tmp_path):
    execute(tmp_path / "a.db", "CREATE TABLE documents (id INTEGER)")
    before = (tmp_path / "a.db").read_bytes()
    assert "of another program" in said(tmp_path / "a.db", create=True)
    assert (tmp_path / "a.db").read_bytes() == before


def test_one_of_a_newer_version(path):
    execute(path, "UPDATE alembic_version SET version_num = '9999'")
    assert "newer version of Whence" in said(path, create=True)
    execute(path, f"UPDATE alembic_version SET version_num = '{SCHEMA}'")
    with open_ledger(path) as ledger:
        assert len(ledger.find("wall")) == 1


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_a_damaged_one(path, at):
    raw = bytearray(path.read_bytes())
    start = int(len(raw) * at) // 4096 * 4096
    raw[start : start + 8192] = b"\xff" * min(8192, len(raw) - start)
    path.write_bytes(raw)
    for wal in path.parent.glob("*-wal"):
        wal.unlink()
    try:
        with open_ledger(path) as ledger:
            broken = ledger.verify()
    except LedgerError as error:
        broken = (str(error),)
    assert broken
    assert all("\n" not in sentence for sentence in broken)


def test_one_cut_short(path):
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 3])
    try:
        with open_ledger(path) as ledger:
            broken = ledger.verify()
    except LedgerError as error:
        broken = (str(error),)
    assert broken


def test_a_locked_one(path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert "being written to by another program" in said(path, wait=0.2)
    finally:
        other.execute("ROLLBACK")
        other.close()
    with open_ledger(path) as ledger:
        assert len(ledger.documents()) == 1


def test_what_waits_is_still_there_after_a_lock(path):
    with open_ledger(path, wait=0.2) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        ledger.add(whence.annotate("Another wall fell.", name="b"))
        with pytest.raises(LedgerError, match="another program"):
            ledger.flush()
        other.execute("ROLLBACK")
        other.close()
        ledger.flush()
        assert len(ledger.documents()) == 2


def read_only(path, writing: int) -> None:
    """What somebody sees who may only read; run in a process of its own, as nobody where the tests run as root."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    with open_ledger(path) as ledger:
        found = len(ledger.find("wall"))
        writable = ledger.writable
    try:
        open_ledger(path, create=True)
        said = "opened"
    except LedgerError as error:
        said = str(error)
    os.write(writing, f"{writable} {found} {said}".encode())


def test_one_on_a_read_only_disk(path):
    for folder in path.parents:
        if folder.stat().st_uid == os.geteuid() and folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            read_only(path, writing)
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    path.parent.chmod(0o755)
    with os.fdopen(reading) as said:
        assert said.read() == "False 1 cannot be written to; choose another place or change its permissions"


def test_a_database_that_cannot_be_reached():
    pytest.importorskip("pg8000")
    assert "could not be reached" in said("postgresql://whence:secret@127.0.0.1:9/none")


def test_a_password_is_not_shown():
    assert shown("postgresql://whence:secret@host/papers") == "postgresql://whence:…@host/papers"


def test_the_tables_are_those_that_the_steps_make(place):
    with open_ledger(place, create=True) as ledger, ledger._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [
            d
            for d in compare_metadata(context, [metadata, beside])
            if "line_index" not in str(d) and "tokens" not in str(d)
        ]
    assert differences == []
