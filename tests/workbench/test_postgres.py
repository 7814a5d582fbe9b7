"""The workbench on a ledger in PostgreSQL: the same pages, the same decisions."""

import pytest

from tests.ledger.conftest import database, server  # noqa: F401
from tests.workbench.conftest import LETTER, Inside
from whence.ledger import open_ledger
from whence.workbench.serving import prepared


class OnADatabase(Inside):
    """A workbench on a database by its URL."""

    def __init__(self, url, by):
        self.url, self.by = url, by
        self.start()

    def start(self, port=0):
        self.path = self.url
        super().start(port)


@pytest.fixture
def bench(database, tmp_path):  # noqa: F811
    (tmp_path / "letter.txt").write_text(LETTER)
    with open_ledger(database, create=True) as ledger:
        ledger.read(tmp_path / "letter.txt")
    made = OnADatabase(database, "Selma")
    yield made
    made.stop()


def test_read_decide_find_undo(bench):
    (document,) = bench.get("/api/find?q=sluice&kind=quotation")["lines"]
    name, _, record = document["id"].partition(":")
    body = {"action": "correct", "records": [record], "field": "speaker", "value": "Ilse Dahm"}
    status, _, done = bench.decide(name, **body)
    assert status == 200, done
    assert bench.get("/api/find?q=sluice&voice=Dahm")["lines"]
    for path in ("/", f"/d/{name}", "/compare", "/log", "/next", "/chronology"):
        assert bench.ask(path)[0] == 200
    assert bench.ask("/api/undo", "POST", {})[0] == 200
    assert not bench.get("/api/find?q=sluice&voice=Dahm")["lines"]
    assert bench.ask("/api/ledger")[0] == 422  # a database is dumped, not copied


def test_prepared_says_what_is_wrong(tmp_path):
    from whence.ledger import LedgerError

    (tmp_path / "no.ledger").write_text("not a ledger")
    with pytest.raises(LedgerError):
        prepared(str(tmp_path / "no.ledger"), "Selma")
