"""The log: it only grows, is a chain of hashes, and folds in pieces to what it folds to as a whole."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from whence.decisions.entries import Accept, Correct, Mark, Withdraw, entry_json, entry_of, new_id
from whence.decisions.fold import State, fold
from whence.ledger import open_ledger
from whence.text import Anchor, Span

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
WALL = Anchor("ab" * 32, "claim", (Span(3, 7),), ("wall",), "the ", " fell")


def accept(**more) -> Accept:
    return Accept(**{"id": new_id(), "at": WHEN, "by": "Selma", "what": WALL, **more})


def test_what_is_appended_stands_in_its_order(place):
    with open_ledger(place, create=True) as ledger:
        first = ledger.append(accept(because="checked with the scan"))
        second = ledger.append(
            Correct(id=new_id(), at=WHEN, by="Orla", what=WALL, field="voice", value="Rell")
        )
        assert second.before == first.hash
        assert [row.entry.by for row in ledger.log()] == ["Selma", "Orla"]
        assert ledger.verify(first.hash) == ()
        with ledger.snapshot() as snapshot:
            assert (snapshot.position, snapshot.hash) == (2, second.hash)
            assert len(snapshot.state().standing()) == 2


def test_undo_is_one_more_entry_and_can_itself_be_undone(place):
    with open_ledger(place, create=True) as ledger:
        done = ledger.append(accept()).entry
        undone = ledger.append(Withdraw(id=new_id(), at=WHEN, by="Selma", entry=done.id)).entry
        with ledger.snapshot() as snapshot:
            assert snapshot.state().standing() == ()
        ledger.append(Withdraw(id=new_id(), at=WHEN, by="Selma", entry=undone.id))
        with ledger.snapshot() as snapshot:
            assert snapshot.state().standing() == (done,)
        assert len(ledger.log()) == 3


def test_what_cannot_be_an_entry_is_refused(place):
    with open_ledger(place, create=True) as ledger:
        entry = accept()
        ledger.append(entry)
        with pytest.raises(ValueError, match="already"):
            ledger.append(entry)
        with pytest.raises(ValueError, match="no Entry"):
            ledger.append(Withdraw(id=new_id(), at=WHEN, by="Selma", entry=new_id()))
        assert len(ledger.log()) == 1


@pytest.mark.parametrize("statement", ["UPDATE log SET entry = 'x'", "DELETE FROM log"])
def test_the_database_refuses_to_change_what_is_written(place, statement):
    with open_ledger(place, create=True) as ledger:
        ledger.append(accept())
        with ledger._engine.connect() as connection, pytest.raises(DBAPIError, match="only grows"):
            connection.execute(text(statement))
        assert ledger.verify() == ()


TAMPERED = {
    "UPDATE log SET entry = replace(entry, 'Selma', 'Sally') WHERE position = 2": "Entry 2 of the log is not what was written",
    "DELETE FROM log WHERE position = 2": "Entry 2 of the log is missing",
    "UPDATE log SET before = hash WHERE position = 3": "Entry 3 of the log",
    "UPDATE documents SET body = text": "is not what was written: its checksum differs",
    "UPDATE documents SET checksum = ''": "its checksum differs",
    "UPDATE documents SET title = 'Another'": "was changed (title)",
    "UPDATE voices SET name = 'Nicolae' WHERE is_author": "The voices by which",
    "UPDATE lines SET kind = 3 WHERE kind = 1": "The lines by which",
    "UPDATE lines SET voice = NULL": "The lines by which",
    "UPDATE times SET earliest = 10660101": "The times by which",
    "UPDATE works SET key = 'x' WHERE n = 1": "The works by which",
    "UPDATE files SET document = NULL": "what was read of them is not there",
}


@pytest.mark.parametrize("statement", TAMPERED)
def test_what_is_changed_behind_its_back_shows(kept, statement):
    for _ in range(3):
        kept.append(accept())
    with kept._engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            for name in ("log_keeps_what_is_written", "log_forgets_nothing"):
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE log DISABLE TRIGGER ALL"))
        connection.execute(text(statement))
    assert any(TAMPERED[statement] in sentence for sentence in kept.verify())


def test_a_log_cut_at_its_end_shows_by_a_hash_that_was_noted(kept):
    kept.append(accept())
    noted = kept.append(accept()).hash
    with kept._engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER log_forgets_nothing"))
        else:
            connection.execute(text("ALTER TABLE log DISABLE TRIGGER ALL"))
        connection.execute(text("DELETE FROM log WHERE position = 2"))
    assert kept.verify() == ()
    assert "the log is not the one in which it was noted" in kept.verify(noted)[0]


@st.composite
def logs(draw):
    entries = []
    for n in range(draw(st.integers(0, 12))):
        common = {"id": UUID(int=n + 1), "at": WHEN, "by": draw(st.sampled_from(["Selma", "Orla"]))}
        if entries and draw(st.booleans()):
            entries.append(Withdraw(**common, entry=draw(st.sampled_from(entries)).id))
        else:
            entries.append(Mark(**common, what=WALL, label=draw(st.text(max_size=8))))
    return entries


@given(logs(), st.integers(0, 12))
def test_folding_in_pieces_is_folding_whole(entries, cut):
    whole = fold(entries)
    assert fold(entries[cut:], fold(entries[:cut])) == whole
    assert fold(entries, State()) == whole
    standing = whole.standing()
    assert not any(isinstance(e, Withdraw) for e in standing)


@given(logs())
def test_an_entry_is_what_its_json_says(entries):
    for entry in entries:
        assert entry_of(entry_json(entry)) == entry


def test_what_is_no_entry_is_said_to_be_none():
    with pytest.raises(ValueError, match="no Entry"):
        entry_of("{}")
