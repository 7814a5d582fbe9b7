"""What people decide holds in all that is asked of a ledger, on both databases, and lasts when files are read again."""

import pytest

from tests.decisions.deciding import WHEN, accept, correct, reject, the
from whence.decisions.differing import differing
from whence.decisions.entries import Withdraw, new_id
from whence.ledger import open_ledger

LETTER = 'The Sluice\n\n"The sluice was shut," said Anna Rell. In May 1904 the meadow was dry.\n'


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    made.mkdir()
    (made / "letter.txt").write_text(LETTER)
    return made


def test_lines_follow_a_decision_and_its_withdrawal(place, folder):
    with open_ledger(place, create=True) as ledger:
        ledger.read(folder)
        page = ledger.document("letter.txt")
        assert len(ledger.find("sluice", voice="Rell")) >= 1
        logged = ledger.append(correct(page, "quotation", "The sluice was shut", "speaker", "Karl Osk"))
        assert not ledger.find("sluice", voice="Rell")
        assert len(ledger.find("sluice", voice="Osk")) >= 1
        assert ledger.who("Karl Osk").says
        assert ledger.verify() == ()
        ledger.append(Withdraw(id=new_id(), at=WHEN, by="Selma", entry=logged.entry.id))
        assert len(ledger.find("sluice", voice="Rell")) >= 1
        assert not ledger.find("sluice", voice="Osk")
        assert ledger.document("letter.txt") == page
        assert ledger.verify() == ()


def test_a_date_is_found_where_a_person_puts_it(place, folder):
    with open_ledger(place, create=True) as ledger:
        ledger.read(folder)
        page = ledger.document("letter.txt")
        assert not ledger.find("meadow", since="1914")
        ledger.append(correct(page, "time", "May 1904", "edtf", "1914-05"))
        assert [line.times for line in ledger.find("meadow", since="1914")] == [("1914-05",)]


def test_what_was_read_stays_as_it_was(place, folder):
    with open_ledger(place, create=True) as ledger:
        ledger.read(folder)
        page = ledger.document("letter.txt")
        ledger.append(reject(page, "time", "May 1904"))
        with ledger.snapshot() as snapshot:
            assert snapshot.as_read("letter.txt") == page
            assert len(snapshot.document("letter.txt").times) == len(page.times) - 1
            assert [s.entry.by for s in snapshot.decided("letter.txt").standing] == ["Selma"]


def test_decisions_last_when_a_file_has_changed(place, folder):
    with open_ledger(place, create=True) as ledger:
        ledger.read(folder)
        page = ledger.document("letter.txt")
        ledger.append(correct(page, "quotation", "The sluice was shut", "speaker", "Karl Osk"))
        ledger.append(accept(page, "time", "May 1904"))
        (folder / "letter.txt").write_text("A foreword.\n\n" + LETTER.replace("May 1904", "June 1904"))
        ledger.read(folder)
        assert len(ledger.find("sluice", voice="Osk")) >= 1
        with ledger.snapshot() as snapshot:
            found = snapshot.decided("letter.txt")
        assert [type(o.entry).__name__ for o in found.orphans] == ["Accept"]
        assert ledger.verify() == ()


def test_decisions_last_when_a_file_is_kept_in_another_format(place, folder):
    with open_ledger(place, create=True) as ledger:
        ledger.read(folder)
        page = ledger.document("letter.txt")
        ledger.append(correct(page, "quotation", "The sluice was shut", "speaker", "Karl Osk"))
        (folder / "letter.md").write_text("# " + LETTER.replace('"', "”").replace("”The", "“The"))
        ledger.read(folder)
        assert {line.name for line in ledger.find("sluice", voice="Osk")} == {"letter.txt", "letter.md"}


def test_several_entries_are_written_together_or_not_at_all(place, folder):
    with open_ledger(place, create=True) as ledger:
        ledger.read(folder)
        page = ledger.document("letter.txt")
        good = accept(page, "time", "May 1904")
        with pytest.raises(ValueError, match="no Entry"):
            ledger.append_all([good, Withdraw(id=new_id(), at=WHEN, by="Selma", entry=new_id())])
        assert not ledger.log()
        assert len(ledger.append_all([good])) == 1


def test_two_people_who_decided_differently(place, folder):
    with open_ledger(place, create=True) as ledger:
        ledger.read(folder)
        page = ledger.document("letter.txt")
        words = ("quotation", "The sluice was shut", "speaker")
        one = correct(page, *words, "Karl Osk", by="Selma")
        two = correct(page, *words, "Anna Rell", by="Orla")
        ledger.append_all([one, two, accept(page, "time", "May 1904", by="Orla")])
        with ledger.snapshot() as snapshot:
            assert differing(snapshot.decisions().standing) == [(one, two)]
        ledger.append(correct(page, *words, "Anna Rell", by="Selma"))
        with ledger.snapshot() as snapshot:
            assert differing(snapshot.decisions().standing) == []
        assert the(ledger.document("letter.txt"), "quotation", "sluice").basis == "person"


def test_two_names_of_one_person_in_two_documents(place, folder):
    from whence.decisions.making import entry

    (folder / "report.txt").write_text('"Nobody had the key," said Madam Osterlind. It was in May 1904.\n')
    with open_ledger(place, create=True) as ledger:
        ledger.read(folder)
        with ledger.snapshot() as snapshot:
            other = next(n for n in snapshot.names_beginning("osterlind"))
            one, two = snapshot.place_of_name("Anna Rell"), snapshot.place_of_name(other)
        assert not any("key" in line.words for line in ledger.who("Anna Rell").says)
        same = ledger.append(entry("same", one, "Selma", other=two)).entry
        assert any("key" in line.words for line in ledger.who("Anna Rell").says)
        assert len(ledger.find("key", voice="Anna Rell")) >= 1
        assert other in ledger.who("Anna Rell").names
        assert ledger.verify() == ()
        ledger.append(Withdraw(id=new_id(), at=WHEN, by="Selma", entry=same.id))
        assert not ledger.find("key", voice="Anna Rell")


def test_a_log_replayed_on_the_same_files_gives_the_same_documents(place, folder, tmp_path):
    from whence.decisions.entries import entries_of, entry_json

    with open_ledger(place, create=True) as ledger:
        ledger.read(folder)
        page = ledger.document("letter.txt")
        first = ledger.append(correct(page, "quotation", "The sluice was shut", "speaker", "Karl Osk")).entry
        ledger.append(correct(page, "time", "May 1904", "edtf", "1914-05"))
        ledger.append(Withdraw(id=new_id(), at=WHEN, by="Selma", entry=first.id))
        written = "".join(f"{entry_json(row.entry)}\n" for row in ledger.log())
        decided = ledger.document("letter.txt")
        hashes = [row.hash for row in ledger.log()]
    with open_ledger(tmp_path / "other.ledger", create=True) as other:
        other.read(folder)
        assert other.merge(entries_of(written)) == (3, 0)
        assert other.document("letter.txt") == decided
        assert [row.hash for row in other.log()] == hashes
        assert other.merge(entries_of(written)) == (0, 3)
