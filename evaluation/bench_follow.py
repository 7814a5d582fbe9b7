"""make bench: following a thousand quotations into a ledger of long documents, and how the cost grows with the documents.

Everything is generated: words of a language that does not exist, as frequent as words are. Figures are printed, never asserted.
"""

import pathlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

import msgspec

import whence
from whence.layers.document import Document, Quotation
from whence.ledger import open_ledger
from whence.text import Span

WORDS = 50_000
QUOTED = (12, 40)
FOLLOW = (
    "import resource, sys, time\n"
    "from evaluation.bench_follow import quoting\n"
    "from whence.follow import LedgerLibrary, follow\n"
    "from whence.ledger import open_ledger\n"
    "with open_ledger(sys.argv[1]) as ledger, ledger.snapshot() as snapshot:\n"
    "    documents = list(quoting(int(sys.argv[2]), int(sys.argv[3])))\n"
    "    start = time.perf_counter(); found = follow(documents, LedgerLibrary(snapshot))\n"
    "    seconds = time.perf_counter() - start\n"
    "here = sum(f.answer == 'elsewhere' for f in found)\n"
    "print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, here)"
)


def vocabulary() -> tuple[list[str], list[float]]:
    """Twenty thousand words, and how frequent each is (Zipf)."""
    dice = random.Random("vocabulary")
    parts = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu sta bre cli dro".split()
    words: dict[str, None] = {}
    while len(words) < 20_000:
        words["".join(dice.choice(parts) for _ in range(dice.randint(1, 4)))] = None
    return list(words), [1 / (n + 3) for n in range(20_000)]


def text(number: int, vocabulary_: tuple[list[str], list[float]]) -> str:
    """A document's words, with a full stop now and then, and a paragraph every hundred words."""
    dice = random.Random(f"text {number}")
    words = dice.choices(vocabulary_[0], weights=vocabulary_[1], k=WORDS)
    return "\n\n".join(" ".join(words[n : n + 100]).capitalize() + "." for n in range(0, WORDS, 100))


def documents(count: int) -> Iterator[Document]:
    """Documents of which only the text is known."""
    base = whence.annotate("Nothing.")
    known = vocabulary()
    for n in range(count):
        facts = msgspec.structs.replace(base.document, id=f"{n:064x}", name=f"{n:05}.txt", title=f"Book {n}")
        yield msgspec.structs.replace(base, document=facts, text=text(n, known), blocks=(), sentences=())


def quoting(quotations: int, count: int) -> Iterator[tuple[str, Document]]:
    """Ten documents that quote others of them; of every fifth quotation a word is another one."""
    dice = random.Random("quoting")
    known = vocabulary()
    base = whence.annotate("Nothing.")
    for n in range(10):
        parts, at, records = [], 0, []
        for k in range(quotations // 10):
            words = text(dice.randrange(count), known).split()
            start = dice.randrange(len(words) - QUOTED[1])
            chosen = words[start : start + dice.randint(*QUOTED)]
            if k % 5 == 0:
                chosen[len(chosen) // 2] = "another"
            quotation = f"“{' '.join(chosen)}”"
            span = Span(at, at + len(quotation))
            records.append(
                Quotation(
                    f"q{k + 1}", span.start, span.end, "inline", "writing", (Span(at + 1, span.end - 1),)
                )
            )
            parts.append(quotation)
            at += len(quotation) + 2
        facts = msgspec.structs.replace(base.document, id=f"{n:064d}", name=f"essay {n}.txt")
        yield (
            f"essay {n}.txt",
            msgspec.structs.replace(
                base,
                document=facts,
                text="\n\n".join(parts),
                quotations=tuple(records),
                blocks=(),
                sentences=(),
            ),
        )


def main(sizes: tuple[int, ...] = (100, 1_000), quotations: int = 1_000) -> None:
    """Prints seconds and megabytes for each number of documents, and the ratio."""
    print(f"\nfollow: {quotations} quotations against documents of {WORDS:,} words")
    before = 0.0
    with tempfile.TemporaryDirectory() as made:
        for count in sizes:
            place = pathlib.Path(made) / f"{count}.ledger"
            start = time.perf_counter()
            with open_ledger(place, create=True) as ledger:
                for n, document in enumerate(documents(count)):
                    ledger.add(document, f"{n:05}.txt")
            kept = time.perf_counter() - start
            command = [sys.executable, "-c", FOLLOW, str(place), str(quotations), str(count)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            seconds, own, children, here = map(float, done.stdout.split())
            ratio = f"   x{seconds / before:.1f}" if before else ""
            print(
                f"  {count:5} documents {seconds:6.1f} s {max(own, children):5.0f} MB   {here:.0f} found{ratio}   (kept in {kept:.0f} s)",
                flush=True,
            )
            before = seconds


if __name__ == "__main__":
    main(tuple(int(a) for a in sys.argv[1:]) or (100, 1_000))
