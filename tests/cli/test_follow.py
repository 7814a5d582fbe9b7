"""whence follow, works --missing and --is, read and report --in: in three forms, and plain sentences for what is wrong."""

import csv
import io
import json
import pathlib
import re
import shutil

import pytest

from tests.cli.forked import whence

FILES = pathlib.Path(__file__).parents[1] / "follow" / "files"


@pytest.fixture
def folder(tmp_path):
    return pathlib.Path(shutil.copytree(FILES, tmp_path / "papers"))


def test_a_single_file_is_followed_into_its_folder(folder):
    page = whence("follow", folder / "essay.md")
    out = page.stdout.decode()
    assert (page.returncode, page.stderr) == (0, b"")
    assert max(map(len, out.splitlines())) <= 80
    for part in (
        "found word for word",
        "nothing found",
        "outside the cut: “unless”",
        "no source given",
        "“12 per cent” here",
    ):
        assert (part in " ".join(out.split())) is (part != "no source given")


def test_json_and_csv_have_a_row_for_each_quotation_and_claim(folder):
    rows = [json.loads(line) for line in whence("follow", folder / "essay.md", "--json").stdout.splitlines()]
    assert [r["note"] for r in rows if r["kind"] == "quotation"] == ["1", "2", "3", "4", "5", "7", "8"]
    assert [r["answer"] for r in rows if r["kind"] == "quotation"][-2:] == ["nothing", "elsewhere"]
    assert [r["note"] for r in rows if r["kind"] == "claim"] == ["6"]
    table = whence("follow", folder / "essay.md", "--csv").stdout.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(table)))) == len(rows)
    fewer = whence("follow", folder / "essay.md", "--differing", "--json").stdout.splitlines()
    kept = [json.loads(line) for line in fewer]
    assert [r["note"] for r in kept if r["kind"] == "quotation"] == ["2", "3", "4", "5", "7", "8"]


def test_a_ledger_is_followed_and_a_choice_lasts(folder):
    ledger = folder / "papers.ledger"
    whence("read", folder, "--ledger", ledger)
    missing = whence("works", "--missing", "--ledger", ledger).stdout.decode()
    assert missing.startswith("Vint, A Winter of Nets")
    said = whence(
        "works",
        "winter",
        "nets",
        "--is",
        "pell.txt",
        "--by",
        "Edda",
        "--because",
        "same letters",
        "--ledger",
        ledger,
    )
    assert (said.returncode, said.stderr.decode()) == (
        0,
        "kept in the log: the work “winter nets” is pell.txt\n",
    )
    whence("read", folder, "--ledger", ledger, "--date", "1950")  # read anew: ids change, the choice stays
    rows = [json.loads(line) for line in whence("follow", ledger, "--json").stdout.splitlines()]
    vint = next(r for r in rows if r["document"] == "essay.md" and r["note"] == "8")
    assert (vint["answer"], vint["why"], vint["source"]) == ("word_for_word", "a person said so", "pell.txt")
    assert (
        "every work that is cited is here" in whence("works", "--missing", "--ledger", ledger).stderr.decode()
    )
    assert b"Edda" in whence("log", "--ledger", ledger).stdout
    assert whence("works", "winter", "--is", "none.txt", "--ledger", ledger).returncode == 1
    assert (
        "No work has the words"
        in whence("works", "glass", "--is", "pell.txt", "--ledger", ledger).stderr.decode()
    )


def test_sources_in_another_folder_in_a_ledger_or_unreadable(folder, tmp_path):
    essay = pathlib.Path(shutil.move(folder / "essay.md", tmp_path / "essay.md"))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    found = whence("follow", essay, "--in", folder)
    assert found.returncode == 1
    assert "broken.pdf" in found.stderr.decode()
    assert "found word for word" in found.stdout.decode()
    ledger = tmp_path / "sources.ledger"
    whence("read", folder, "--ledger", ledger)
    rows = [
        json.loads(line) for line in whence("follow", essay, "--in", ledger, "--json").stdout.splitlines()
    ]
    assert rows[0]["answer"] == "word_for_word"
    wrong = whence("follow", essay, "--in", ledger, "--in", folder)
    assert (wrong.returncode, wrong.stdout) == (2, b"")


def test_a_reading_list_of_one_document_knows_the_sources(folder, tmp_path):
    essay = pathlib.Path(shutil.move(folder / "essay.md", tmp_path / "essay.md"))
    rows = [
        json.loads(line)
        for line in whence("works", essay, "--missing", "--in", folder, "--json").stdout.splitlines()
    ]
    assert [(r["label"], r["citations"], r["quotations"]) for r in rows] == [("Vint, A Winter of Nets", 1, 1)]
    assert len(whence("works", essay, "--missing", "--json").stdout.splitlines()) == 3


def test_a_review_is_of_one_word_document(folder):
    wrong = whence("follow", folder / "essay.md", "--into", folder / "review.docx")
    assert wrong.returncode == 2
    assert "--into needs the one Word document" in wrong.stderr.decode()


def test_the_digest_and_the_report_say_what_stands_in_the_sources(folder, tmp_path):
    digest = whence("read", folder / "essay.md", "--in", folder).stdout.decode()
    assert "In its sources" in digest
    assert "7 quotations: " in digest
    page = tmp_path / "essay.html"
    done = whence("report", folder / "essay.md", "--in", folder, "-o", page)
    assert done.returncode == 0
    html = page.read_text(encoding="utf-8")
    assert "In its sources" in html
    assert 'href="./papers/hale-salt-on-the-sill.txt#:~:text=The%20square%20was%20emptied%20in"' in html
    assert re.search(r"e-follow.*found word for word", html)
    wrong = whence("report", folder / "essay.md", "--in", folder, "--pseudonyms", folder / "pell.txt")
    assert wrong.returncode == 2


def test_the_report_of_a_ledger_leads_from_a_quotation_into_its_source(folder, tmp_path):
    ledger, page = tmp_path / "papers.ledger", tmp_path / "papers.html"
    whence("read", folder, "--ledger", ledger)
    assert whence("report", ledger, "-o", page).returncode == 0
    html = page.read_text(encoding="utf-8")
    entry = html[html.index("e-follow") :]
    target = re.search(r'href="#(d\d+-[^"]+)"', entry)
    assert target
    assert f'id="{target[1]}"' in html
    ids = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids
