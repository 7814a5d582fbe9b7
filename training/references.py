"""Trains the parser of reference strings: ``python -m training.references FOLDER`` → src/whence/works/references.crf.

FOLDER holds AnyStyle's core.xml, good.xml and bad.xml. Every tenth reference of core.xml is left out, for measuring.
CRFsuite's L-BFGS has no chance in it: the same data give the same model.
"""

import pathlib
import sys

import pycrfsuite
from evaluation.references import HELD, labelled, plain

from whence.works.field_signs import signs

MODEL = pathlib.Path(__file__).parents[1] / "src" / "whence" / "works" / "references.crf"
PARAMETERS = {
    "c1": 0.1,
    "c2": 0.1,
    "max_iterations": 90,
    "feature.minfreq": 3,
    "feature.possible_transitions": False,
}


def main(folder: pathlib.Path) -> None:
    """Trains on all but what is held out and what is the same as that."""
    core = labelled(folder / "core.xml")
    held = {plain(words) for words, _ in core[::HELD]}
    trainer = pycrfsuite.Trainer(verbose=False)
    count = 0
    for name in ("core.xml", "good.xml", "bad.xml"):
        for words, names in labelled(folder / name):
            if plain(words) not in held:
                trainer.append(pycrfsuite.ItemSequence(signs(words)), names)
                count += 1
    trainer.set_params(PARAMETERS)
    trainer.train(str(MODEL))
    print(f"{count} references, {MODEL.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
