"""The commands that ask a ledger: text for people, JSON Lines and CSV for programs, plain sentences for what is wrong."""

import csv
import io
import json

import pytest

from tests.cli.forked import whence
from tests.cli.test_cli import ROOT

QUESTIONS = (
    ("find", "volley"), ("find", "--voice", "Morran"), ("find", "--from", "1921-05", "--to", "1921-05-31"), ("who", "Ilse", "Morran"),
    ("documents",), ("documents", "--versions"), ("works",), ("works", "hale", "salt"),
)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    made = tmp_path_factory.mktemp("ledger") / "papers.ledger"
    done = whence("read", ROOT / "examples", "--ledger", made)
    assert done.returncode == 0
    assert done.stdout == b""
    assert done.stderr.decode() == f"6 documents read into {made}\n"
    return made


def test_what_was_read_before_is_skipped(place):
    done = whence("read", ROOT / "examples", "--ledger", place)
    assert done.stderr.decode() == f"0 documents read into {place}, 6 as before\n"


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_in_three_forms(place, question):
    page = whence(*question, "--ledger", place)
    assert page.returncode == 0
    assert page.stderr.decode().count("\n") <= 1
    assert max(map(len, page.stdout.decode().splitlines())) <= 80
    assert b"\x1b" not in page.stdout
    rows = [json.loads(line) for line in whence(*question, "--json", "--ledger", place).stdout.splitlines()]
    table = list(
        csv.DictReader(io.StringIO(whence(*question, "--csv", "--ledger", place).stdout.decode("utf-8-sig")))
    )
    assert rows
    assert len(rows) == len(table)
    assert list(rows[0]) == list(table[0])
    if "words" in rows[0]:
        assert all(r["words"] and r["place"] and r["name"] for r in rows)


def test_find_shows_place_voice_source_and_words(place):
    out = whence("find", "glove", "rifles", "--ledger", place).stdout.decode()
    for part in (
        "Empty Hands",
        "¶ 10",
        "Ilse Morran",
        "48e187c3:",
        "The Colonel lifted his glove",
        "Morran, Salt on the Sill",
    ):
        assert part in out


def test_show_a_line_and_a_document(place):
    found = json.loads(whence("find", "glove", "rifles", "--json", "--ledger", place).stdout.splitlines()[0])
    out = whence("show", found["id"], "--ledger", place).stdout.decode()
    assert "Voice" in out
    assert "Source" in out
    shown = json.loads(whence("show", found["id"], "--json", "--ledger", place).stdout)
    assert shown["anchor"]["exact"]
    assert "Rests on" in whence("show", "essay.txt", "--ledger", place).stdout.decode()
    assert (
        json.loads(whence("show", "essay.txt", "--json", "--ledger", place).stdout)["format"]
        == "whence-document/1"
    )


def test_the_template_read_again_changes_nothing(place, tmp_path):
    for path in (ROOT / "examples").glob("*.*"):
        if path.name != "sources.csv":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    ledger = tmp_path / "a.ledger"
    (tmp_path / "sources.csv").write_bytes((ROOT / "examples" / "sources.csv").read_bytes())
    assert whence("read", tmp_path, "--ledger", ledger).returncode == 0
    made = whence("documents", "--template", "--ledger", ledger).stdout
    (tmp_path / "sources.csv").write_bytes(made)
    done = whence("read", tmp_path, "--ledger", ledger)
    assert done.stderr.decode().endswith("6 as before\n")


def test_verify_and_log(place):
    done = whence("verify", "--ledger", place)
    assert done.returncode == 0
    assert done.stdout.decode().startswith(
        "All is as it was written: 6 documents, 0 in the log; its last hash is 000"
    )
    assert whence("verify", "--head", "ab" * 32, "--ledger", place).returncode == 1
    assert whence("log", "--ledger", place).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("find", "--ledger", "PLACE"), 2, "Say what to look for"),
        (("find", "--from", "soon", "--ledger", "PLACE"), 2, "'soon' is no date"),
        (("find", "x", "--json", "--csv", "--ledger", "PLACE"), 2, "Choose one"),
        (("who", "Zzyzx", "--ledger", "PLACE"), 1, "No document names “Zzyzx”."),
        (("show", "48e187c3:cl9999", "--ledger", "PLACE"), 1, "has no cl9999"),
        (("show", "none.txt", "--ledger", "PLACE"), 1, "no document “none.txt”"),
        (("find", "x", "--ledger", "none.ledger"), 1, "is not there; make it with"),
        (("read", "examples", "--ledger", "README.md"), 1, "is not a ledger"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(place, arguments, code, sentence):
    done = whence(
        *(place if a == "PLACE" else ROOT / a if a in ("examples", "README.md") else a for a in arguments)
    )
    assert (done.returncode, done.stdout) == (code, b"")
    assert sentence in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_faulty_list_is_said_and_the_documents_are_read(tmp_path):
    (tmp_path / "a.txt").write_text("Rell said that the wall fell.")
    (tmp_path / "sources.csv").write_text("file;date\na.txt;May\ngone.txt;1921\n")
    done = whence("read", tmp_path, "--json")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    said = done.stderr.decode()
    assert "line 2: “May” in the column “date” is no date" in said
    assert "line 3: there is no file “gone.txt”" in said


def test_a_ledger_moves_with_its_folder(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    (one / "papers").mkdir(parents=True)
    (one / "papers" / "a.txt").write_text("Rell said that the wall fell.")
    assert whence("read", one / "papers", "--ledger", one / "a.ledger").returncode == 0
    one.rename(other)
    done = whence("read", other / "papers", "--ledger", other / "a.ledger")
    assert done.stderr.decode().endswith("1 as before\n")


def test_a_failed_file_is_listed_with_its_reason(tmp_path):
    (tmp_path / "a.txt").write_text("Rell said that the wall fell.")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.4")
    done = whence("read", tmp_path, "--ledger", tmp_path / "a.ledger")
    assert done.returncode == 1
    out = whence("documents", "--ledger", tmp_path / "a.ledger").stdout.decode()
    assert "b.txt" in out
    assert "is damaged" in out


def test_a_report_of_a_ledger(place, tmp_path):
    page = tmp_path / "papers.html"
    assert whence("report", place, "-o", page).returncode == 0
    assert "6 documents read" in page.read_text()
    assert place.read_bytes()[:6] == b"SQLite"
    done = whence("report", place, "-o", place)
    assert done.returncode == 2
    assert place.read_bytes()[:6] == b"SQLite"


def test_a_report_that_travels(place, tmp_path):
    listed, page = tmp_path / "names.csv", tmp_path / "out.html"
    listed.write_text("Ilse Morran = Witness A\n")
    for source in (place, ROOT / "examples" / "essay.txt"):
        done = whence("report", source, "--excerpts", "--pseudonyms", listed, "-o", page)
        assert done.returncode == 0, done.stderr
        assert "Morran" not in page.read_text()
        assert "Witness A" in page.read_text()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("Ilse Morran", "line 1 is not a name and its pseudonym"), (None, "is not there"), ("", "is empty")],
)
def test_a_bad_list_of_pseudonyms(place, tmp_path, words, sentence):
    listed = tmp_path / "names.csv"
    if words is not None:
        listed.write_text(words)
    done = whence("report", place, "--pseudonyms", listed, "-o", tmp_path / "out.html")
    assert done.returncode == 2
    assert sentence in done.stderr.decode()
    assert not (tmp_path / "out.html").exists()


def test_works_of_documents_and_of_a_ledger(place):
    essay = ROOT / "examples" / "essay.txt"
    page = whence("works", essay).stdout.decode()
    assert "Notes cover" in page
    assert "Morran, Salt on the Sill" in page
    assert max(map(len, page.splitlines())) <= 80
    row = json.loads(whence("works", essay, "--json").stdout)
    assert 0 < row["share_without_source"] < 1
    table = list(csv.DictReader(io.StringIO(whence("works", essay, "--csv").stdout.decode("utf-8-sig"))))
    assert {t["work"] for t in table} == {w["label"] for w in row["works"]}
    rows = [json.loads(x) for x in whence("works", "--claims", "--json", place).stdout.splitlines()]
    assert len(rows) == 6
    assert row in rows


def test_works_for_other_programs(place):
    essay = ROOT / "examples" / "essay.txt"
    assert b"@book{hale1949salt," in whence("works", essay, "--as", "bibtex").stdout
    assert b"TY  - BOOK" in whence("works", "hale", "--ledger", place, "--as", "ris").stdout
    assert any(
        i["title"].startswith("Salt on") for i in json.loads(whence("works", essay, "--as", "csl").stdout)
    )
    wrong = whence("works", essay, "--as", "bibliography", "--style", "nowhere.csl")
    assert wrong.returncode == 2
    assert b"There is no style nowhere.csl" in wrong.stderr


def test_a_timeline_of_documents_and_of_a_ledger(place):
    essay = ROOT / "examples" / "essay.txt"
    page = whence("timeline", essay)
    assert page.returncode == 0
    assert "●" in page.stdout.decode() or "━" in page.stdout.decode()
    rows = [json.loads(line) for line in whence("timeline", "--json", place).stdout.splitlines()]
    assert {"first", "after"} <= {r["order"] for r in rows}
    table = list(
        csv.DictReader(io.StringIO(whence("timeline", "--csv", "--ledger", place).stdout.decode("utf-8-sig")))
    )
    assert len(table) == len(rows)
    assert whence("timeline", "--ical", place).stdout.startswith(b"BEGIN:VCALENDAR")
    assert whence("timeline", "--ical", "--json", place).returncode == 2
