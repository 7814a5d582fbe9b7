"""The report in a real browser: it stands, it asks for nothing, and a hostile document stays words."""

import pathlib
import re
import subprocess

import pytest

import whence
from tests.conftest import CHROMIUM, NEEDED

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--virtual-time-budget=2000",
]  # fmt: skip

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not NEEDED,
    reason="no Chromium here: the report was not opened in a browser",
)


def opened(page: str, folder: pathlib.Path, *more: str) -> subprocess.CompletedProcess:
    assert CHROMIUM is not None, "this run needs a browser and found none"
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    profile = folder / "profile"
    return subprocess.run(
        [CHROMIUM, *FLAGS, "--enable-logging=stderr", f"--user-data-dir={profile}", *more, path.as_uri()],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_the_page_stands_without_a_complaint(tmp_path):
    done = opened(whence.write(whence.read(EXAMPLES / "essay.txt"), "report"), tmp_path, "--dump-dom")
    assert "CONSOLE" not in done.stderr
    assert "Conrad Hale" in done.stdout
    assert "Rests on" in done.stdout


def test_a_hostile_document_stays_words(tmp_path):
    text = (
        "A title <script>document.title='owned'</script>\n\n"
        "“<img src=x onerror=\"document.title='owned'\">,” said Orla <b>Vint</b>. </div><script>document.title='owned'</script>[1]\n\n"
        "[1] Orla Vint, “javascript:alert(1)”, http://evil.example/<script>document.title='owned'</script>, p. 3.\n"
    )
    done = opened(whence.write(whence.annotate(text), "report"), tmp_path, "--dump-dom")
    assert "<title>owned" not in done.stdout
    assert not re.search(r"<img|onerror=\"|href=\"(?:javascript|http)", done.stdout)


@pytest.mark.parametrize("width", [360, 1024, 1920])
def test_nothing_runs_over_the_side(tmp_path, width):
    """The page is as wide as the window, whatever the document holds: one word of 300 letters too."""
    text = (EXAMPLES / "essay.txt").read_text(encoding="utf-8").replace("bronze", "b" + "r" * 300)
    page = whence.write(whence.annotate(text), "report")
    # to measure, a script of the test's own is let in; the page itself lets in none
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    measure = "<script>document.title = document.documentElement.scrollWidth + '/' + innerWidth</script>"
    done = opened(
        page.replace("</body>", f"{measure}</body>"), tmp_path, "--dump-dom", f"--window-size={width},900"
    )
    found = re.search(r"<title>(\d+)/(\d+)</title>", done.stdout)
    assert found, "the page was not measured"
    assert int(found[1]) <= int(found[2])
