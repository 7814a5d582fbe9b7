"""A workbench as a user starts it: whence open in a process of its own, on a folder with texts written for these tests."""

import json
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import pytest

from whence.ledger import open_ledger
from whence.workbench.serving import prepared

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
LETTER = """The Sluice at Harn

"The sluice was shut," said Anna Rell. "Nobody had the key." In May 1904 the meadow was dry. Two years later it was sold.

Karl Osk wrote that the key had been lost since March. Rell's brother Karl set the type.
"""


class Bench:
    """A running workbench."""

    def __init__(self, path, by="Selma", *more):
        self.path, self.by, self.more = pathlib.Path(path), by, more
        self.folder = self.path if self.path.is_dir() else self.path.parent
        self.start()

    def start(self, port=0):
        # a fixed token would be a convenience of the tests' own: each start has a new one
        self.process = subprocess.Popen(
            [sys.executable, "-m", "whence", "open", str(self.path), "--no-browser", "--by", self.by, "--port", str(port), *self.more],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith("http://127.0.0.1:"), self.process.stderr.read()
        self.base, _, self.token = self.address.partition("/?token=")
        self.port = int(self.base.rsplit(":", 1)[1])

    def ask(self, path, method="GET", body=None, headers=None, raw=None):
        """Status, headers and what is answered (JSON decoded)."""
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        sent = {
            "Authorization": f"Bearer {self.token}",
            "X-Whence": "1",
            "Content-Type": "application/json",
            **(headers or {}),
        }
        request = urllib.request.Request(
            self.base + path, data, {k: v for k, v in sent.items() if v is not None}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, _told(answer)
        except urllib.error.HTTPError as error:
            return error.code, error.headers, _told(error)

    def get(self, path):
        status, _, found = self.ask(path)
        assert status == 200, (path, status, found)
        return found

    def decide(self, name, **decision):
        decision.setdefault("position", self.get(f"/api/d/{name}/outline")["position"])
        return self.ask(f"/api/d/{name}/decide", "POST", decision)

    def waited(self):
        """After all documents are read."""
        import time

        while self.get("/api/reading")["busy"]:
            time.sleep(0.05)
        return self

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process.stdout.close()
        self.process.stderr.close()


def _told(answer):
    raw = answer.read()
    return json.loads(raw) if answer.headers.get("content-type") == "application/json" else raw


@pytest.fixture(scope="session")
def read_letter(tmp_path_factory):
    """A folder with one letter and its ledger, read once."""
    made = tmp_path_factory.mktemp("letter") / "papers"
    made.mkdir()
    (made / "letter.txt").write_text(LETTER)
    with open_ledger(made / "whence.ledger", create=True) as ledger:
        ledger.read(made / "letter.txt")
    return made


class Inside(Bench):
    """The same server on a real port, in a thread of the tests' own process: it is there at once."""

    def start(self, port=0):
        self.served = prepared(str(self.path), self.by, port)
        self.address = self.served.address
        self.base, _, self.token = self.address.partition("/?token=")
        self.port = int(self.base.rsplit(":", 1)[1])
        self.thread = threading.Thread(target=self.served.run, daemon=True)
        self.thread.start()

    def stop(self):
        self.served.server.should_exit = True
        self.thread.join(15)


@pytest.fixture
def bench(read_letter, tmp_path):
    """A workbench on the folder with the letter."""
    shutil.copytree(read_letter, tmp_path / "papers")
    made = Inside(tmp_path / "papers" / "whence.ledger")
    yield made
    made.stop()


@pytest.fixture
def bench_to_kill(read_letter, tmp_path):
    """The same in a process of its own, as a user starts it."""
    shutil.copytree(read_letter, tmp_path / "papers")
    made = Bench(tmp_path / "papers" / "whence.ledger")
    yield made
    made.stop()


@pytest.fixture(scope="session")
def read_examples(tmp_path_factory):
    """A folder with the examples, and a ledger of them that was read once."""
    made = tmp_path_factory.mktemp("examples")
    shutil.copytree(EXAMPLES, made / "papers", ignore=shutil.ignore_patterns("README.md"))
    with open_ledger(made / "papers" / "whence.ledger", create=True) as ledger:
        ledger.read(made / "papers")
    return made / "papers"


@pytest.fixture
def examples_bench(read_examples, tmp_path):
    """A workbench on a copy of the ledger of the examples."""
    shutil.copytree(read_examples, tmp_path / "papers")
    made = Inside(tmp_path / "papers" / "whence.ledger")
    yield made
    made.stop()
