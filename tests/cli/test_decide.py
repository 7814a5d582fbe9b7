"""whence decide, whence log --merge, whence open: what a person decides by command, and what cannot be is said in a sentence."""

import pathlib
import subprocess

import pytest

from tests.cli.forked import whence


def run(*arguments, **more):
    done = whence(*arguments, **more)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    from whence.ledger import open_ledger

    folder = tmp_path_factory.mktemp("decide")
    (folder / "letter.txt").write_text(
        '"The sluice was shut," said Anna Rell in May 1904. Two years later it was sold.\n'
    )
    with open_ledger(folder / "l", create=True) as made:
        made.read(folder / "letter.txt")
    return folder / "l"


def test_a_decision_its_log_and_its_withdrawal(ledger, tmp_path):
    done = run(
        "decide",
        "letter.txt:q1",
        "--speaker",
        "Karl Osk",
        "--because",
        "the ink",
        "--by",
        "Selma",
        "--ledger",
        ledger,
    )
    assert done.returncode == 0, done.stderr
    assert "Selma corrects speaker to “Karl Osk”" in done.stderr
    assert "sluice" in run("find", "sluice", "--voice", "Osk", "--ledger", ledger).stdout
    log = run("log", "--json", "--ledger", ledger).stdout
    (tmp_path / "log.jsonl").write_text(log)
    assert run("decide", "--undo", "--by", "Selma", "--ledger", ledger).returncode == 0
    assert not run("find", "sluice", "--voice", "Osk", "--ledger", ledger).stdout.strip()
    merged = run("log", "--merge", tmp_path / "log.jsonl", "--ledger", ledger)
    assert "0 Entries added, 1 known already" in merged.stderr
    assert run("verify", "--ledger", ledger).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("letter.txt:q1",), "one thing to decide"),
        (("letter.txt:q1", "--accept", "--reject"), "one thing to decide"),
        (("letter.txt:q99", "--accept"), "no record q99"),
        (("letter.txt:t1", "--date", "long ago"), "no date in EDTF"),
        (("letter.txt:t1", "--speaker", "Orla"), "Nothing called speaker can be corrected of a time"),
        (("--undo", "--by", "Nobody Such"), "decided nothing"),
    ],
)
def test_what_cannot_be_decided(ledger, arguments, said):
    done = run("decide", *arguments, "--ledger", ledger)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_open_says_what_is_wrong(tmp_path, ledger):
    import socket

    (tmp_path / "essay.txt").write_text("An essay.\n")
    assert "is a document, no ledger" in run("open", tmp_path / "essay.txt").stderr
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("open", ledger, "--no-browser", "--port", taken.getsockname()[1])
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
    assert pathlib.Path(ledger).exists()


def test_a_log_that_is_none(ledger, tmp_path):
    (tmp_path / "no.jsonl").write_text("no log\n")
    done = run("log", "--merge", tmp_path / "no.jsonl", "--ledger", ledger)
    assert done.returncode == 2
    assert "is no Entry of a log" in done.stderr
