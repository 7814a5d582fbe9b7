"""What is taught and what is measured: the corpora, prepared and cut into windows."""

import lzma
import pathlib
import pickle
from collections.abc import Callable, Iterable

from training.corpora import gum, litbank, meantime, pdnc, plain, polnear
from training.corpora.prepared import Prepared
from training.examples import Example, cut, examples

from whence.model.pieces import Cutter, Pieces

HELD_NOVELS = frozenset({"DaisyMiller", "TheInvisibleMan"})


PHASES = 3  # ways in which a text is cut into windows, taken in turn


class Corpus:
    """Windows, and for texts that are measured the texts with their pieces."""

    def __init__(self, texts: Iterable[Prepared], cutter: Cutter, length: int, phases: int = 1) -> None:
        given = list(texts)
        cuts = [cut(t, cutter) for t in given]
        self.phases: list[list[Example]] = [
            [
                e
                for n, t in enumerate(given)
                for e in examples(n, t, cuts[n], cutter, length, length * k // phases)
            ]
            for k in range(phases)
        ]
        self.texts: list[Prepared] = given if phases == 1 else []
        self.cuts: list[Pieces] = cuts if phases == 1 else []

    @property
    def windows(self) -> list[Example]:
        """The windows as the program cuts them."""
        return self.phases[0]


def corpora(
    folder: pathlib.Path, cutter: Cutter, clean: bool, length: int
) -> tuple[dict[str, Corpus], dict[str, Corpus]]:
    """What is trained on, and what it is measured on. ``clean`` leaves out what has no licence."""
    novels = frozenset(p.name for p in (folder / "pdnc").iterdir() if p.is_dir())
    train: dict[str, Callable[[], Iterable[Prepared]]] = {
        "litbank": lambda: litbank.texts(folder / "litbank" / "train"),
        "gum": lambda: gum.texts(folder / "gum" / "train", gum.CLEAN if clean else None, clean),
        "meantime": lambda: meantime.texts(folder / "meantime"),
        "plain": lambda: plain.texts(folder / "same-event"),
    }
    if not clean:
        train["polnear"] = lambda: polnear.texts(folder / "polnear" / "train")
        train["pdnc"] = lambda: pdnc.texts(folder / "pdnc", novels - HELD_NOVELS)
    dev: dict[str, Callable[[], Iterable[Prepared]]] = {
        "polnear": lambda: polnear.texts(folder / "polnear" / "dev"),
        "litbank": lambda: litbank.texts(folder / "litbank" / "dev"),
        "gum": lambda: gum.texts(folder / "gum" / "dev"),
        "pdnc": lambda: pdnc.texts(folder / "pdnc", HELD_NOVELS),
    }
    taught = {k: Corpus(t(), cutter, length, 2 if k == "pdnc" else PHASES) for k, t in train.items()}
    return taught, {k: Corpus(t(), cutter, length) for k, t in dev.items()}


def prepared_corpora(
    folder: pathlib.Path, out: pathlib.Path, clean: bool, cutter: Cutter, length: int
) -> tuple[dict[str, Corpus], dict[str, Corpus]]:
    """The corpora, from a cache in ``out`` where they were prepared before."""
    cache = out / f"corpora{'-clean' if clean else ''}-{length}.pickle.xz"
    if cache.exists():
        with lzma.open(cache) as file:
            return pickle.load(file)  # type: ignore[no-any-return]
    made = corpora(folder, cutter, clean, length)
    with lzma.open(cache, "wb", preset=1) as file:
        pickle.dump(made, file)
    return made
