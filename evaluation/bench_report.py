"""make bench: the report's part: a book of 100,000 words made into a page, and the page scrolled through in a browser."""

import pathlib
import shutil
import statistics
import sys
import tempfile
import time

import whence
from evaluation.generated_texts import essay, people
from whence.exports.report import report
from whence.exports.screen_of import screen_of

_SCROLL = """async () => {
  const frames = [];
  let last = performance.now();
  for (let n = 0; n < 600; n++) {
    if (n % 100 === 0) scrollTo(0, document.documentElement.scrollHeight * n / 600);
    scrollBy(0, 100);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }
  return frames;
}"""


def main(words: int = 100_000) -> None:
    """Prints the figures."""
    text = essay(1, words, people(0, 400))
    start = time.perf_counter()
    document = whence.annotate(text, name="book.txt")
    read = time.perf_counter() - start
    start = time.perf_counter()
    page = report(document, screen_of(document))
    made = time.perf_counter() - start
    size = len(page.encode())
    print(
        f"\nreport of a book of {words:,} words, {len(document.quotations):,} quotations, {len(document.notes):,} notes: "
        f"read in {read:.1f} s, made in {made:.1f} s ({made / read:.0%} of reading), {size / 1e6:.1f} MB ({size / len(text.encode()):.1f} times the text)"
    )
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder) / "book.html"
        place.write_text(page, encoding="utf-8")
        scrolled(place)


def scrolled(place: pathlib.Path) -> None:
    """How long a browser takes to show the page, and for each frame while it is scrolled at six places, 100 pixels a frame
    (6,000 pixels a second, as fast as a wheel goes); without a graphics card, as a browser test is."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium here: the page was not scrolled through")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1300, "height": 900}, bypass_csp=True)
        start = time.perf_counter()
        page.goto(place.as_uri())
        page.evaluate("() => new Promise(requestAnimationFrame)")
        shown = time.perf_counter() - start
        frames = page.evaluate(_SCROLL)
        browser.close()
    cut = statistics.quantiles(frames, n=100)
    late = sum(f > 50 for f in frames)
    print(
        f"in Chromium: shown after {shown:.1f} s; 600 frames scrolled at six places: median {statistics.median(frames):.0f} ms, "
        f"95th percentile {cut[94]:.0f} ms, greatest {max(frames):.0f} ms, over 50 ms: {late}"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
