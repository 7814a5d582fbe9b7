"""make bench: speed and memory, each figure the median of several runs, with ratios of one run beside them.

Figures are printed, never asserted: they depend on the machine, the ratios much less.
"""

import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

EXAMPLES = pathlib.Path(__file__).parents[1] / "examples"
WHENCE = pathlib.Path(sys.executable).with_name("whence")
RUNS = 5


def measured(command: list[str], runs: int = RUNS) -> tuple[float, float]:
    """Median seconds and greatest megabytes of a command as a whole process."""
    seconds, memory = [], 0.0
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - start)
        memory = max(memory, usage.ru_maxrss / 1024)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(command)} failed with {process.returncode}")
    return statistics.median(seconds), memory


def main() -> None:
    """Prints the figures."""
    print(f"python {sys.version.split()[0]}, {os.cpu_count()} cores; medians of {RUNS} runs, whole processes")
    bare = measured([sys.executable, "-c", "pass"])
    print(f"\n{'bare Python':34} {bare[0]:6.3f} s {bare[1]:6.1f} MB")
    for name, command in {
        "import whence": [sys.executable, "-c", "import whence"],
        "whence --help": [str(WHENCE), "--help"],
    }.items():
        seconds, memory = measured(command)
        print(
            f"{name:34} {seconds:6.3f} s {memory:6.1f} MB   (+{seconds - bare[0]:.3f} s, +{memory - bare[1]:.1f} MB)"
        )
    essay = EXAMPLES / "essay.txt"
    for name, arguments in {
        "whence read essay.txt --json": ["read", str(essay), "--json"],
        "whence read essay.txt (digest)": ["read", str(essay)],
        "whence report essay.txt": ["report", str(essay), "-o", os.devnull],
    }.items():
        seconds, memory = measured([str(WHENCE), *arguments])
        print(f"{name:34} {seconds:6.3f} s {memory:6.1f} MB   (x{seconds / bare[0]:.0f} of bare Python)")
    book()
    noted()
    timed()
    growth(essay)
    hostile()


def book(words: int = 100_000) -> None:
    """A book of so many words, as a whole process: words a second and memory."""
    from evaluation.generated_texts import essay, people

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "book.txt"
        path.write_text(essay(1, words, people(0, 400)), encoding="utf-8")
        seconds, memory = measured([str(WHENCE), "read", str(path), "--json"], runs=1)
    print(
        f"\na book of {words:,} words: {seconds:.1f} s, {words / seconds:,.0f} words a second, {memory:.0f} MB"
    )


def noted() -> None:
    """The cost of a note in texts of 90, 900 and 9,000 notes (half of them Ibid.): it should not grow."""
    print("\nnotes, by the steps that read them:")
    first = 0.0
    for number in (90, 900, 9_000):
        seconds = _read_notes(number)
        first = first or seconds / number
        print(
            f"  {number:6,} notes: {number / seconds:7,.0f} a second, a note costs x{seconds / number / first:.2f}"
        )


def _read_notes(number: int) -> float:
    from whence.layers import blocks, citations, facts, notes
    from whence.layers.document import DocumentFacts
    from whence.layers.run import annotate
    from whence.text import Text

    body = "\n\n".join(
        " ".join(f"The wall {n + k} fell.[{n + k}]" for k in range(1, 11)) for n in range(0, number, 10)
    )
    listed = "\n\n".join(
        f"[{n}] Ibid., {n % 90 + 1}." if n % 2 == 0 else f"[{n}] Orla Vint, Water and Stone {n % 70} (Port Lorn: Tern Press, 1951), {n % 90 + 1}."
        for n in range(1, number + 1)
    )  # fmt: skip
    text = Text(f"{body}\n\n{listed}\n", "text/plain")
    told = DocumentFacts(id="", text_id="", name="notes", bytes=0, media_type="text/plain", language="en")
    start = time.perf_counter()
    made = annotate(text, told, (blocks.STEP, facts.STEP, notes.STEP, citations.STEP))
    if len(made.notes) != number:
        sys.exit(f"{len(made.notes)} notes were read of {number}")
    return time.perf_counter() - start


_REPEATED = (
    "the ",
    "1 ",
    "3, 4, ",
    "a ",
    "twenty-one ",
    "early late ",
    "May ",
    "a hundred and ",
    "in the ",
    "1/",
    "- ",
)


def timed() -> None:
    """The time expressions alone: prose in characters a second, and what repeats, at 8 and 64 kB: eight times the text should
    cost about eight times (a pattern that goes back on itself would cost hundreds)."""
    from evaluation.generated_texts import essay, people
    from whence.dates import grammar

    grammar_ = grammar("en")

    def cost(text: str) -> float:
        found = []
        for _ in range(3):
            start = time.perf_counter()
            sum(1 for _ in grammar_.find(text))
            found.append(time.perf_counter() - start)
        return sorted(found)[1]

    print("\ntime expressions:")
    for words in (20_000, 200_000):
        text = essay(1, words, people(0, 200))
        seconds = cost(text)
        print(
            f"  {len(text) / 1e6:5.2f} million characters: {len(text) / 1e6 / seconds:.2f} million a second"
        )
    ratios = {
        unit: cost(unit * (64_000 // len(unit))) / cost(unit * (8_000 // len(unit))) for unit in _REPEATED
    }
    worst = max(ratios, key=lambda unit: ratios[unit])
    print(f"  repeated, 8 and 64 kB: x{min(ratios.values()):.1f} to x{ratios[worst]:.1f} ({worst.strip()!r})")


def growth(essay: pathlib.Path) -> None:
    """The cost of 1, 10 and 100 times a text, in one process each, without its start."""
    body, _, notes = essay.read_text(encoding="utf-8").partition("\nNotes\n")
    code = (
        "import sys, time, whence; text = open(sys.argv[1], encoding='utf-8').read(); whence.annotate('Warm.');"
        "start = time.perf_counter(); whence.annotate(text); print(time.perf_counter() - start)"
    )
    print("\ngrowth: the essay's text repeated, its notes once")
    first = 0.0
    for times in (1, 10, 100):
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", delete=False) as file:
            file.write(body * times + "\nNotes\n" + notes)
        found = sorted(
            float(
                subprocess.run(
                    [sys.executable, "-c", code, file.name], capture_output=True, text=True, check=True
                ).stdout
            )
            for _ in range(3)
        )[1]
        size = pathlib.Path(file.name).stat().st_size
        pathlib.Path(file.name).unlink()
        first = first or found
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"{times:4}x {size / 1000:8.1f} kB {found:8.3f} s {size / 1000 / found:8.1f} kB/s   "
            f"cost per copy x{found / times / first:.2f}   peak of all so far {peak:.0f} MB"
        )


HOSTILE = {
    "opening marks": "“", "single marks": "'a ", "open brackets": "[", "note markers": "[1] ", "full stops": ". ",
    "numbers": "1 ", "commas": "a, ", "relative clauses": "who said that ",
}  # fmt: skip


def hostile() -> None:
    """The cost of texts that no author writes, at 10 and 40 kB: four times the text should cost about four times."""
    code = (
        "import sys, time, whence; whence.annotate('Warm.'); unit = sys.argv[1]\n"
        "for size in (10_000, 40_000):\n"
        "    start = time.perf_counter(); whence.annotate(unit * (size // len(unit))); print(time.perf_counter() - start)"
    )
    print("\nhostile texts: 10 kB, 40 kB, ratio")
    for name, unit in HOSTILE.items():
        done = subprocess.run([sys.executable, "-c", code, unit], capture_output=True, text=True, check=True)
        small, large = map(float, done.stdout.split())
        print(f"{name:20} {small:7.3f} s {large:7.3f} s   x{large / small:.1f}")


if __name__ == "__main__":
    main()
