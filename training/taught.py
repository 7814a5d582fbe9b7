"""What is taught and what is measured: the corpora, prepared and cut into windows."""

import pathlib
import pickle
from collections.abc import Callable, Iterable

from training.corpora import gum, litbank, pdnc, polnear
from training.corpora.prepared import Prepared
from training.examples import Example, cut, examples

from whence.model.pieces import Cutter, Pieces

HELD_NOVELS = frozenset({"DaisyMiller", "TheInvisibleMan"})


class Corpus:
    """Prepared texts with their pieces and windows."""

    def __init__(self, texts: Iterable[Prepared], cutter: Cutter) -> None:
        self.texts = list(texts)
        self.cuts: list[Pieces] = [cut(t, cutter) for t in self.texts]
        self.windows: list[Example] = [
            e for n, t in enumerate(self.texts) for e in examples(n, t, self.cuts[n], cutter)
        ]


def corpora(folder: pathlib.Path, cutter: Cutter, clean: bool) -> tuple[dict[str, Corpus], dict[str, Corpus]]:
    """What is trained on, and what it is measured on. ``clean`` leaves out what has no licence."""
    novels = frozenset(p.name for p in (folder / "pdnc").iterdir() if p.is_dir())
    train: dict[str, Callable[[], Iterable[Prepared]]] = {
        "litbank": lambda: litbank.texts(folder / "litbank" / "train"),
        "gum": lambda: gum.texts(folder / "gum" / "train", gum.CLEAN if clean else None),
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
    return {k: Corpus(t(), cutter) for k, t in train.items()}, {
        k: Corpus(t(), cutter) for k, t in dev.items()
    }


def prepared_corpora(
    folder: pathlib.Path, out: pathlib.Path, clean: bool, cutter: Cutter
) -> tuple[dict[str, Corpus], dict[str, Corpus]]:
    """The corpora, from a cache in ``out`` where they were prepared before."""
    cache = out / f"corpora{'-clean' if clean else ''}.pickle"
    if cache.exists():
        with cache.open("rb") as file:
            return pickle.load(file)  # type: ignore[no-any-return]
    made = corpora(folder, cutter, clean)
    with cache.open("wb") as file:
        pickle.dump(made, file)
    return made
