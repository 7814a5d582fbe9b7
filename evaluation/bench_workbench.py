"""make bench: the workbench's part, measured in Chromium on a ledger of a thousand generated documents and a page of a million characters.

How long until the browser answers, until a page is painted, a search answered, a decision kept with all that follows from it; and how
smoothly the long page scrolls. Figures are printed, never asserted.
"""

import json
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from importlib import import_module
from typing import Any

from evaluation.generated_texts import essay, people
from whence.layers.signals import by_rules
from whence.ledger import open_ledger
from whence.readers import Source

_WORDS = "river council harbour letter money night regiment tax prisoner witness".split()


class _Bench:
    def __init__(self, place: pathlib.Path) -> None:
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "whence", "open", str(place), "--no-browser", "--by", "bench"], stdout=subprocess.PIPE, text=True
        )  # fmt: skip
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        self.base, _, self.token = self.address.partition("/?token=")
        self.ask("/")
        self.opened = time.perf_counter() - begun

    def ask(self, path: str, body: object = None) -> Any:
        """What is answered, JSON decoded."""
        data = None if body is None else json.dumps(body).encode()
        headers = {
            "Authorization": f"Bearer {self.token}",
            "X-Whence": "1",
            "Content-Type": "application/json",
        }
        with urllib.request.urlopen(urllib.request.Request(self.base + path, data, headers)) as answer:
            raw = answer.read()
            return json.loads(raw) if answer.headers.get("content-type") == "application/json" else raw


def main(documents: int = 1_000, characters: int = 1_000_000) -> None:
    """Prints the figures."""
    names = people(0, 400)
    print(f"\nworkbench: a ledger of {documents} generated documents, and one of {characters:,} characters")
    with tempfile.TemporaryDirectory() as made:
        place = pathlib.Path(made) / "bench.ledger"
        long = "\n\n".join(essay(n, 5_000, names) for n in range(100_000, 100_000 + characters // 25_000))[
            :characters
        ]
        with by_rules(), open_ledger(place, create=True) as ledger:
            for n, text in enumerate([*(essay(n, 1_000, names) for n in range(documents)), long]):
                path = pathlib.Path(made) / ("long.txt" if n == documents else f"{n:05}.txt")
                path.write_text(text, encoding="utf-8")
                ledger.keep(Source(path.name, path))
        bench = _Bench(place)
        try:
            print(f"  opened, first page answered    {bench.opened:.2f} s")
            _searches(bench, names)
            _decisions(bench, documents)
            _pages(bench)
        finally:
            bench.process.terminate()
            bench.process.wait(20)


def _searches(bench: _Bench, names: list[str], count: int = 200) -> None:
    chance = random.Random(1)
    spent = []
    for _ in range(count):
        asked = {"q": chance.choice(_WORDS)}
        if chance.random() < 0.5:
            asked["voice"] = chance.choice(names).split()[-1]
        begun = time.perf_counter()
        bench.ask(f"/api/find?{urllib.parse.urlencode(asked)}")
        spent.append(time.perf_counter() - begun)
    print(f"  search                         {_percentiles(spent)}")


def _decisions(bench: _Bench, documents: int, count: int = 100) -> None:
    chance = random.Random(2)
    spent, shown = [], []
    for _ in range(count):
        name = f"{chance.randrange(documents):05}.txt"
        outline = bench.ask(f"/api/d/{name}/outline")
        body = {"action": "correct", "records": ["q1"], "field": "speaker", "value": f"Person {chance.randrange(50)}", "position": outline["position"]}  # fmt: skip
        begun = time.perf_counter()
        try:
            bench.ask(f"/api/d/{name}/decide", body)
        except urllib.error.HTTPError:
            continue  # a document without a quotation
        spent.append(time.perf_counter() - begun)
        bench.ask(f"/api/d/{name}/piece/0")
        shown.append(time.perf_counter() - begun)
    if spent:
        print(f"  decision kept                  {_percentiles(spent)}")
        print(f"  decision kept, page drawn anew {_percentiles(shown)}")


def _pages(bench: _Bench) -> None:
    try:
        api: Any = import_module("playwright.sync_api")
    except ImportError:
        print("  no playwright: pages were not opened")
        return
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("  no Chromium: pages were not opened")
        return
    with api.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(bench.address)
        for path, words in (("/", "documents"), ("/d/00007.txt", "a document"), ("/search?q=river", "search"), ("/d/long.txt", "the long one"), ("/d/long.txt", "again")):  # fmt: skip
            page.goto(bench.base + path)
            page.wait_for_timeout(400)
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
            print(f"  first paint, {words:<17} {paint:.0f} ms" if paint else f"  no paint of {path}")
        page.goto(bench.base + "/d/long.txt")
        page.wait_for_timeout(1_000)
        frames = page.evaluate(_SCROLL)
        long = sum(f > 1000 / 50 + 1 for f in frames)
        print(f"  scrolling the long page        {1000 / statistics.mean(frames):.0f} frames a second; {long} of {len(frames)} frames took longer than a fiftieth of a second")  # fmt: skip
        browser.close()


_SCROLL = """() => new Promise(done => {
  const times = []; let last = performance.now();
  const step = now => {
    times.push(now - last); last = now;
    scrollBy(0, 120);
    if (times.length < 600 && scrollY + innerHeight < document.documentElement.scrollHeight - 10) requestAnimationFrame(step);
    else done(times.slice(5));
  };
  requestAnimationFrame(step);
})"""


def _percentiles(times: list[float]) -> str:
    ordered = sorted(times)
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"{1000 * half:.0f} ms, {1000 * most:.0f} ms at the 95th percentile"


if __name__ == "__main__":
    main()
