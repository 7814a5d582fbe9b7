"""Both databases: every test that takes ``place`` runs on SQLite, and on PostgreSQL wherever it is installed."""

import itertools
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile

import pytest

from whence.ledger import open_ledger

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
_NUMBERS = itertools.count(1)


def _program(name: str) -> str | None:
    found = shutil.which(name) or next(
        (str(p) for p in sorted(pathlib.Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)),
        None,
    )
    return found


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A PostgreSQL server of the tests' own: the beginning of its databases' URLs."""
    initdb, postgres, psql = map(_program, ("initdb", "postgres", "psql"))
    if not (initdb and postgres and psql):
        assert not os.environ.get("WHENCE_NEEDS_POSTGRES"), "this run needs PostgreSQL and found none"
        pytest.skip("no PostgreSQL here: the ledger was tested on SQLite alone")
    folder = tmp_path_factory.mktemp("postgres")
    as_whom = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        as_whom = ["runuser", "-u", "postgres", "--"]
        temporary = pathlib.Path(tempfile.gettempdir()).resolve()
        for above in (folder, *folder.parents):
            below = above != temporary and above.is_relative_to(temporary)
            if below and above.owner() == "root":
                above.chmod(0o755)
        shutil.chown(folder, "postgres")
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        [*as_whom, initdb, "-A", "trust", "-U", "whence", "-E", "UTF8", "--locale=C", "-D", data],
        check=True,
        **quiet,
    )
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    options = [
        "-D",
        data,
        "-p",
        str(port),
        "-k",
        folder,
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "fsync=off",
    ]
    running = subprocess.Popen([*as_whom, postgres, *options], **quiet)
    url = f"postgresql://whence@127.0.0.1:{port}"
    for _ in range(100):
        if subprocess.run([psql, "-c", "SELECT 1", f"{url}/postgres"], **quiet).returncode == 0:
            break
        try:
            running.wait(0.1)
            pytest.fail("PostgreSQL did not start")
        except subprocess.TimeoutExpired:
            pass
    yield url
    running.terminate()
    running.wait(30)


@pytest.fixture
def database(server):
    """A new, empty database: its URL."""
    name = f"ledger_{next(_NUMBERS)}"
    subprocess.run(
        [_program("psql"), "-q", "-c", f"CREATE DATABASE {name}", f"{server}/postgres"],
        check=True,
        capture_output=True,
    )
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgres"])
def place(request, tmp_path):
    """Where a new ledger can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "papers.ledger")
    return request.getfixturevalue("database")


@pytest.fixture(scope="session")
def examples():
    """The six examples, read, with what their list says of them."""
    from whence.layers.reading import read
    from whence.readers import Source, find
    from whence.readers.source_lists import SourceLists

    lists = SourceLists([str(EXAMPLES)])
    return [read(s, lists.said(s)) for s in find([str(EXAMPLES)]) if isinstance(s, Source)]


@pytest.fixture
def kept(place, examples):
    """An open ledger with the six examples."""
    with open_ledger(place, create=True) as ledger:
        for document in examples:
            ledger.add(document)
        ledger.flush()
        yield ledger
