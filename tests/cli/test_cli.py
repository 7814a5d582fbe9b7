"""The command as its users meet it: a process with arguments, output, and an exit code."""

import json
import os
import pathlib
import signal
import subprocess
import sys

import pytest

from whence.readers import MAX_BYTES

ROOT = pathlib.Path(__file__).parents[2]
ESSAY = ROOT / "examples" / "essay.txt"
COMMAND = [sys.executable, "-c", "from whence.cli.main import run; run()"]


def whence(*arguments, stdin: bytes | None = None, **environment) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
    )


def test_the_digest_is_the_default():
    done = whence("read", ESSAY)
    assert done.returncode == 0
    out = done.stdout.decode()
    for part in ("Empty Hands", "Rests on", "Who speaks", "Look at", "Not told", "Next", "Conrad Hale"):
        assert part in out
    assert "\x1b" not in out, "no colours in a pipe"
    assert done.stderr == b"", "silent in a pipe"
    assert max(map(len, out.splitlines())) <= 80


def test_json_is_one_object_a_document_and_nothing_else():
    done = whence("read", ROOT / "examples", "--json")
    assert done.returncode == 0
    documents = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [d["document"]["name"] for d in documents] == sorted(d["document"]["name"] for d in documents)
    assert len(documents) == 6
    assert {d["format"] for d in documents} == {"whence-document/1"}


def test_standard_input():
    done = whence(
        "read", "-", "--json", "--date", "1921-05-06", "--title", "A letter", stdin=b"The wall fell."
    )
    assert done.returncode == 0
    document = json.loads(done.stdout)["document"]
    assert document["title"] == "A letter"
    assert document["date"]["edtf"] == "1921-05-06"


def test_the_other_files_are_still_read(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "good.txt").write_text("The engineer said that the wall would hold.")
    done = whence("read", tmp_path, tmp_path / "gone.txt", tmp_path / "good.txt", "--json")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 4
    assert "empty.txt is empty; give a file with text in it." in errors[1]
    assert errors[-1] == "whence: 2 of 5 documents read, 3 not."
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4", "is damaged"),
        (bytes(range(256)) * 40, "is not text"),
        (b"x" * (MAX_BYTES + 1), "is too large"),
    ],
    ids=["empty", "pdf", "binary", "huge"],
)
def test_bad_input_gets_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    done = whence("read", path)
    assert done.returncode == 1
    [line] = done.stderr.decode().splitlines()
    assert line.startswith(f"whence: {path} {sentence}")
    assert line.endswith(".")
    assert done.stdout == b""


@pytest.mark.slow
def test_one_word_of_twenty_megabytes_is_survived(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 5_000_000)
    assert whence("read", path, "--json").returncode == 0


@pytest.mark.parametrize(
    "arguments", [[], ["read"], ["read", "--date", "May 4", "x"], ["read", "--nonsense"], ["nonsense"]]
)
def test_wrong_arguments(arguments):
    done = whence(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not pathlib.Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "arguments", [["read", ESSAY], ["read", ESSAY, "--json"], ["report", ESSAY, "-o", "-"], ["schema"]]
)
def test_a_full_disk(arguments):
    with pathlib.Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)], stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    assert done.returncode == 1
    assert b"no space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away():
    process = subprocess.Popen(
        [*COMMAND, "read", str(ROOT / "examples"), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(60) == 1
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interrupt_is_said_in_a_word(tmp_path):
    os.mkfifo(tmp_path / "slow.txt")
    process = subprocess.Popen(
        [*COMMAND, "read", str(tmp_path / "slow.txt")], stderr=subprocess.PIPE, stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a shell's background job ignores it
    )  # fmt: skip
    held = os.open(tmp_path / "slow.txt", os.O_WRONLY)  # comes back when the command has begun to read
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    os.close(held)
    assert process.returncode == 130
    assert errors.strip() == b"whence: interrupted"


def test_the_report_is_written_whole(tmp_path):
    target = tmp_path / "essay.html"
    assert whence("report", ESSAY, "-o", target).returncode == 0
    page = target.read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert [p.name for p in tmp_path.iterdir()] == ["essay.html"]


def test_the_report_is_never_written_over_the_document(tmp_path):
    path = tmp_path / "essay.txt"
    path.write_bytes(ESSAY.read_bytes())
    assert whence("report", path, "-o", path).returncode == 2
    assert path.read_bytes() == ESSAY.read_bytes()


def test_a_place_where_nothing_can_be_written(tmp_path):
    done = whence("report", ESSAY, "-o", tmp_path / "no" / "such" / "folder.html")
    assert done.returncode == 1
    assert b"could not be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_same_bytes_every_time():
    one = whence("read", ESSAY, "--json", PYTHONHASHSEED="1", TZ="Asia/Tehran", LC_ALL="C").stdout
    two = whence("read", ESSAY, "--json", PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C.UTF-8").stdout
    assert one == two


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell):
    done = whence("completion", shell)
    assert done.returncode == 0
    assert b"_WHENCE_COMPLETE" in done.stdout


def test_help_has_examples_and_exit_codes():
    out = whence("--help").stdout.decode()
    assert "Examples:" in out
    assert "Exit codes:" in out
    assert "whence read essay.txt" in whence("read", "--help").stdout.decode()


def test_a_fault_of_our_own_stops_no_other_document(tmp_path, capsys, monkeypatch):
    from click.testing import CliRunner

    import whence.layers.reading
    from whence.cli.read import command

    real = whence.layers.reading.read

    def fails_once(source, said):
        if source.name.endswith("bad.txt"):
            raise RuntimeError("boom")
        return real(source, said)

    monkeypatch.setattr(whence.layers.reading, "read", fails_once)
    for name in ("bad.txt", "good.txt"):
        (tmp_path / name).write_text("The wall fell.")
    done = CliRunner().invoke(command, [str(tmp_path), "--json"], standalone_mode=False)
    assert done.return_value == 1
    assert "a fault of Whence itself (RuntimeError: boom)" in done.stderr
    assert done.stdout.count("whence-document/1") == 1
