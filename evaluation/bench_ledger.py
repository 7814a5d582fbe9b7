"""make bench: the ledger's part: what keeping costs beside reading, and how fast a large ledger answers.

Everything is generated, the same at every run. Figures are printed, never asserted.
"""

import os
import pathlib
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import msgspec

import whence
from evaluation.generated_texts import essay, people
from whence.ledger import Ledger, open_ledger

READ = (
    "import pathlib, resource, sys, time, whence; paths = sorted(pathlib.Path(sys.argv[1]).iterdir()); whence.annotate('Warm.');"
    "start = time.perf_counter(); [whence.read(p) for p in paths]; "
    "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
)
KEEP = (
    "import pathlib, resource, sys, time, whence; from whence.ledger import open_ledger; from whence.readers import Source\n"
    "paths = sorted(pathlib.Path(sys.argv[1]).iterdir()); whence.annotate('Warm.'); start = time.perf_counter()\n"
    "with open_ledger(sys.argv[2], create=True) as ledger:\n"
    "    for p in paths: ledger.keep(Source(p.name, p))\n"
    "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
)


def main(documents: int = 1_000, claims: int = 1_000_000) -> None:
    """Prints the figures."""
    keeping(documents)
    asking(claims)


def _measured(code: str, *arguments: object) -> tuple[float, float]:
    """Seconds and greatest megabytes that a process says of itself."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def keeping(number: int) -> None:
    """Reading and storing against reading alone; the ledger's size against the texts'; memory as documents grow."""
    names = people(0, 400)
    print(f"\nledger: {number} generated documents of 1,000 words, read with and without it")
    with tempfile.TemporaryDirectory() as made:
        for count in (number // 10, number):
            folder = pathlib.Path(made) / str(count)
            folder.mkdir()
            for n in range(count):
                (folder / f"{n:05}.txt").write_text(essay(n, 1_000, names), encoding="utf-8")
            place = pathlib.Path(made) / f"{count}.ledger"
            alone, _ = _measured(READ, folder)
            kept, memory = _measured(KEEP, folder, place)
            texts = sum(p.stat().st_size for p in folder.iterdir())
            size = sum(p.stat().st_size for p in place.parent.glob(f"{count}.ledger*"))
            print(
                f"{count:6} documents: alone {alone:6.1f} s, kept {kept:6.1f} s: {alone / kept:.0%} of the speed; "
                f"ledger {size / texts:.1f} times the texts; peak {memory:.0f} MB"
            )


def asking(claims: int, questions: int = 200) -> None:
    """How fast a ledger of a million claims opens and answers."""
    with tempfile.TemporaryDirectory() as made:
        place = pathlib.Path(made) / "large.ledger"
        names = people(0, 400)
        start = time.perf_counter()
        held, documents = _filled(place, claims, names)
        took = time.perf_counter() - start
        size = place.stat().st_size / 1e6
        print(
            f"\nledger of {held:,} claims in {documents:,} documents, {size:.0f} MB, filled in {took:.0f} s ({held / took:,.0f} claims/s)"
        )
        opening = []
        for _ in range(20):
            start = time.perf_counter()
            with open_ledger(place) as ledger, ledger.snapshot():
                opening.append(time.perf_counter() - start)
        print(f"{'open':28} {_percentiles(opening)}")
        with open_ledger(place) as ledger:
            for name, ask in _questions(ledger, names).items():
                dice = random.Random(name)
                times = []
                for _ in range(questions):
                    start = time.perf_counter()
                    ask(dice)
                    times.append(time.perf_counter() - start)
                print(f"{name:28} {_percentiles(times)}")
        print(f"peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _filled(place: pathlib.Path, claims: int, names: list[str]) -> tuple[int, int]:
    """Keeps documents until there are so many claims. Three hundred essays are read, then kept again under other names."""
    read = [whence.annotate(essay(n, 1_000, names), name=f"{n}.txt") for n in range(300)]
    held = documents = 0
    with open_ledger(place, create=True) as ledger:
        while held < claims:
            document = read[documents % len(read)]
            facts = msgspec.structs.replace(
                document.document, id=f"{documents:064x}", name=f"{documents}.txt"
            )
            ledger.add(msgspec.structs.replace(document, document=facts))
            held += len(document.claims)
            documents += 1
    return held, documents


def _questions(ledger: Ledger, names: list[str]) -> dict[str, Callable[[random.Random], object]]:
    """Questions as people ask them, each with words or names of its own."""
    words = "harbour granary mill council strike bridge march levy salt garrison newspaper railway winter prices".split()
    rare = "harbour railway", "salt levy", '"nobody asked why"', "winter prices"

    def year(dice: random.Random) -> str:
        return str(dice.randint(1850, 1980))

    return {
        "find WORD": lambda d: ledger.find(d.choice(words)),
        "find WORD WORD": lambda d: ledger.find(f"{d.choice(words)} {d.choice(words)}"),
        "find (hardly anything)": lambda d: ledger.find(d.choice(rare) + f" {year(d)}"),
        "find WORD --voice NAME": lambda d: ledger.find(d.choice(words), voice=d.choice(names)),
        "find --about NAME --from YEAR": lambda d: ledger.find(about=d.choice(names), since=year(d)),
        "find WORD --from --to": lambda d: ledger.find(d.choice(words), since=(y := year(d)), until=y),
        "find --source WORK": lambda d: ledger.find(source=d.choice(names).split()[1]),
        "who NAME": lambda d: ledger.who(d.choice(names)),
    }


def _percentiles(times: list[float]) -> str:
    cut = statistics.quantiles(times, n=20)
    return f"median {statistics.median(times) * 1000:7.1f} ms   95th percentile {cut[18] * 1000:7.1f} ms   greatest {max(times) * 1000:7.1f} ms"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
    sys.stdout.flush()
    os._exit(0)
