"""whence compare: in three forms, of files and of a ledger, and plain sentences for what is wrong."""

import csv
import io
import json
import os
import subprocess

import pytest

from tests.cli.forked import whence
from tests.cli.test_cli import COMMAND
from tests.compare.test_comparison import TEXTS


@pytest.fixture
def folder(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_files_are_compared_and_an_event_is_shown(folder):
    page = whence("compare", folder)
    out = " ".join(page.stdout.decode().split())
    assert (page.returncode, page.stderr) == (0, b"")
    assert "4 documents: " in out
    assert "in conflict: 3 May 1921" in out
    assert "no link was found" in out
    assert max(map(len, page.stdout.decode().splitlines())) <= 80
    one = whence("compare", folder, "--event", "workers killed Hull").stdout.decode()
    assert "when in conflict" in " ".join(one.split())
    assert "told as in conflict A happened B happened C did not happen" in " ".join(one.split())


def test_json_and_csv(folder):
    rows = [json.loads(line) for line in whence("compare", folder, "--json").stdout.splitlines()]
    assert rows[-1]["kind"] == "dependence"
    assert rows[-1]["alone"]
    event = rows[0]
    assert event["conflicts"] == 4
    assert len(event["columns"]) == 3
    for row in event["rows"]:
        assert len(row["cells"]) == len(event["columns"])
    table = whence("compare", folder, "--csv").stdout.decode("utf-8-sig")
    cells = list(csv.DictReader(io.StringIO(table)))
    assert {"when", "where", "how many"} <= {c["row"] for c in cells}
    assert "20.. workers" in {c["value"] for c in cells}


def test_a_ledger_gives_what_its_files_give(folder, tmp_path):
    ledger = tmp_path / "papers.ledger"
    names = sorted(TEXTS)
    made = whence("read", *(folder / n for n in names), "--ledger", ledger)
    assert made.returncode == 0
    events = [json.loads(line) for line in whence("compare", ledger, "--json").stdout.splitlines()]
    files = [
        json.loads(line)
        for line in whence("compare", *(folder / n for n in names), "--json").stdout.splitlines()
    ]
    assert [(e["event"], e["conflicts"]) for e in events[:-1]] == [
        (e["event"], e["conflicts"]) for e in files[:-1]
    ]


def test_what_is_wrong_is_said(folder):
    nothing = whence("compare", folder, "--event", "coronation")
    assert nothing.returncode == 1
    assert "no event was found" in nothing.stderr.decode()
    unknown = whence("compare", folder, "--between", "a.txt", "z.txt")
    assert unknown.returncode == 2
    assert "“z.txt” is none of the documents" in unknown.stderr.decode()
    both = whence("compare", folder, "--between", "a.txt", "b.txt").stdout.decode()
    assert "c.txt, " not in both


@pytest.fixture
def ledger(folder):
    place = folder / "papers.ledger"
    assert whence("read", *(folder / n for n in sorted(TEXTS)), "--ledger", place).returncode == 0
    return place


def events(ledger):
    rows = [json.loads(line) for line in whence("compare", ledger, "--json").stdout.splitlines()]
    return {r["event"].split(",")[0]: r for r in rows[:-1]}


@pytest.mark.parametrize(
    ("rule", "gone"),
    [
        ("word: killed", lambda e: "killed" not in e),
        ("documents: a.txt, b.txt", lambda e: e["killed"]["conflicts"] == 2 and "resigned" not in e),
    ],
)
def test_a_rule_dismisses_all_of_a_kind_until_it_is_taken_back(ledger, rule, gone):
    before = events(ledger)
    assert not gone(before)
    made = whence("compare", ledger, "--dismiss", rule, "--by", "Selma", "--because", "another matter")
    assert made.returncode == 0, made.stderr
    assert gone(events(ledger))
    assert (
        f"dismisses findings of the {rule.split(':')[0]}" in whence("log", "--ledger", ledger).stdout.decode()
    )
    assert whence("compare", ledger, "--restore", rule, "--by", "Selma").returncode == 0
    assert events(ledger) == before
    again = whence("compare", ledger, "--restore", rule)
    assert again.returncode == 2
    assert "is not dismissed" in again.stderr.decode()


@pytest.mark.slow
def test_nothing_depends_on_the_order_of_hashes(folder):
    (folder / "e.txt").write_text("Near Hull, Leeds, York and Ripon no one was killed in Hull in May 1921.")
    made = [
        subprocess.run(
            [*COMMAND, "compare", str(folder), "--json"], capture_output=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in (1, 2, 3)
    ]  # fmt: skip
    assert made[0] == made[1] == made[2]


def test_what_was_not_found_is_one_search_away(ledger):
    page = " ".join(whence("compare", ledger, "--event", "workers killed Hull").stdout.decode().split())
    assert "nothing found: A" in page
    assert "whence find workers killed Hull --ledger" in page


def test_rules_that_are_none(ledger, folder):
    wrong = whence("compare", ledger, "--dismiss", "colour: red")
    assert wrong.returncode == 2
    assert "A rule is" in wrong.stderr.decode()
    assert whence("compare", ledger, "--dismiss", "documents: a.txt, z.txt").returncode == 1
    assert whence("compare", folder, "--dismiss", "word: fire").returncode == 2
