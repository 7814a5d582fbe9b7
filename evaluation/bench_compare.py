"""The speed of comparing many documents: ten times as many, and one more. Documents are made by a seeded generator, with known copies and known conflicts.

python -m evaluation.bench_compare [FEW MANY]
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import whence
from whence.compare.comparison import Comparison
from whence.compare.keeping import compared, compared_ledger
from whence.exports.compare_page import json_rows
from whence.lang import lexicon
from whence.layers.document import Document
from whence.layers.signals import by_rules
from whence.ledger import open_ledger

FEW, MANY = 1_000, 10_000
_TOLD_BY = 4  # documents that tell of one event
_COPIED = 10  # every so many documents one is a copy of the one before
_FIRST = (
    "Aron Ilse Jonas Marta Edda Piet Lena Tomas Mira Dagny Oskar Hanne Rolf Greta Emil Sofie Karl Anna Peter Maria Henry Clara Edwin Ruth Walter Alice "
    "Hugo Nora Arthur Elsa Felix Ida Georg Hilda Ivan Judith Kurt Laura Max Olga Paul Rosa Simon Thea Viktor Vera Anton Berta Conrad Dora"
).split()
_LAST = "bren cor dal fen gar hol kes lun mor nor pel quist ros sund tor vael".split()
_ENDS = "er ing man sen ström berg dal field wick more".split()
_TOWNS = "ald bre cor dun el fal gol har ist ker lan mar nes ort pol rav sel tam ul vor".split()
_ACTS = (
    ("{n} workers were killed in {p} on {d}", "soldiers killed {n} workers in {p} on {d}", "kill"),
    ("{n} people were arrested in {p} on {d}", "the police arrested {n} people in {p} on {d}", "arrest"),
    ("a fire destroyed {n} houses in {p} on {d}", "{n} houses burned in {p} on {d}", "burn"),
    (
        "{n} demonstrators marched through {p} on {d}",
        "on {d} {n} marchers went through {p} in protest",
        "march",
    ),
)
_PLACES = "archive school chapel mill harbour court library station bakery theatre hospital barracks".split()


def _sentence(chance: random.Random, nouns: list[str], verbs: list[str]) -> str:
    """A sentence about nothing: grammar without sense."""
    who = f"{chance.choice(_FIRST)} {chance.choice(_LAST).capitalize()}{chance.choice(_LAST)}{chance.choice(_ENDS)}"
    a, b, c = chance.sample(nouns, 3)
    return (
        f"{who} {chance.choice(verbs)} the {a} of the {chance.choice(_PLACES)} and the {b}, which had no {c}."
    )


def texts(count: int) -> Iterator[tuple[str, str]]:
    """Documents of about a hundred words: each event is told by four of them, one of which has another number; every tenth has a passage of the one before."""
    chance = random.Random(11)
    tags = lexicon("en").tags
    nouns = sorted(w for w, t in tags.items() if t == ("N",) and len(w) > 3)
    verbs = sorted(w for w, t in tags.items() if t[0] == "Vd" and w.endswith("ed"))
    before = ""
    for n in range(count):
        event = random.Random(n // _TOLD_BY + 1_000_003)
        town = event.choice(_TOWNS).capitalize() + event.choice(_TOWNS) + event.choice(_ENDS)
        number, day = (
            event.randint(12, 90),
            f"{event.randint(1, 28)} {event.choice(('May', 'June', 'March', 'October'))} {event.randint(1850, 1950)}",
        )
        act = event.choice(_ACTS)
        witness = f"{event.choice(_FIRST)} {event.choice(_LAST).capitalize()}{event.choice(_LAST)}{event.choice(_ENDS)}"
        told = act[n % 2].format(n=number + 7 * (n % _TOLD_BY == 3), p=town, d=day)
        filler = [_sentence(chance, nouns, verbs) for _ in range(6)]
        words = f"{told[0].upper()}{told[1:]}, as {witness} tells. {' '.join(filler)}"
        if n % _COPIED == 9:
            words += " " + before
        before = " ".join(filler[:3])
        yield f"{n:05}.txt", words


def documents(count: int) -> list[tuple[str, Document]]:
    """The documents, read by rules."""
    with by_rules():
        return [(name, whence.annotate(text, name=name, language="en")) for name, text in texts(count)]


def full(read: list[tuple[str, Document]]) -> tuple[float, Comparison]:
    """Seconds of a full comparison of documents that are read, and what it gives."""
    start = time.perf_counter()
    found = compared(read)
    found.events()
    found.dependence()
    return time.perf_counter() - start, found


def told(name: str, took: float, found: Comparison) -> None:
    """Prints a line of figures."""
    events, torn = found.counts()
    rests = found.dependence()
    linked = len(rests.documents) - len(rests.alone)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name}: {took:.1f} s, {events} events told by several, {torn} with a conflict, {linked} documents with an origin; {memory} MB",
        flush=True,
    )


def one_more(read: list[tuple[str, Document]]) -> None:
    """Prints how long one document takes that comes to a ledger of all others, and whether it finds what comparing all at once does."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_ledger(Path(folder) / "a.ledger", create=True) as ledger,
    ):
        for name, document in read[:-1]:
            ledger.add(document, name)
        start = time.perf_counter()
        compared_ledger(ledger)
        kept = time.perf_counter() - start
        ledger.add(read[-1][1], read[-1][0])
        ledger.flush()
        start = time.perf_counter()
        found = compared_ledger(ledger)
        took = time.perf_counter() - start
        print(f"all but one kept in a ledger: {kept:.1f} s; the last: {took:.2f} s (at most 1)", flush=True)
        start = time.perf_counter()
        found.events(12)
        print(f"the first twelve events: {time.perf_counter() - start:.2f} s", flush=True)
        start = time.perf_counter()
        rests = found.dependence()
        print(f"who rests on whom: {time.perf_counter() - start:.2f} s", flush=True)
        whole = compared(read)
        same = list(json_rows(whole.events(), whole.dependence())) == list(json_rows(found.events(), rests))
        print(f"the same as comparing all at once: {'yes' if same else 'NO'}", flush=True)


def main(few: int = FEW, many: int = MANY) -> None:
    """Prints the figures of both sizes, the ratio, and those of one more document. The few are compared before the many and after them, since a
    machine grows faster or slower in two minutes."""
    all_read = documents(many)
    times = []
    for count in (few, many, few):
        took, found = full(all_read[:count])
        times.append(took)
        told(f"{count} documents", took, found)
    ratio = 2 * times[1] / (times[0] + times[2])
    print(f"{many // few} times the documents: {ratio:.1f} times the time (at most {1.2 * many / few:.0f})")
    one_more(all_read)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
