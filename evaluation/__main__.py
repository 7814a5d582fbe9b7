"""python -m evaluation NAME FOLDER: quality on a corpus that you have. The corpora are not part of the project.

python -m evaluation sentences FOLDER            GUM (CoNLL-U): exact sentence spans
python -m evaluation attributions FOLDER         PolNeAR, one split: F1 of cue, source, content, whole; flat; calibration
python -m evaluation history FOLDER              twenty pages of footnoted history that were judged blind (evaluation/history.json): precision, recall
python -m evaluation names-gum FOLDER            GUM, one split: names with their type, exact spans
python -m evaluation names-litbank FOLDER        LitBank, one split: the same, and the forms of a name put together (B³)
python -m evaluation names-pdnc FOLDER [NOVEL …] PDNC: the forms of a name put together
python -m evaluation speakers-litbank FOLDER     LitBank, one split: who speaks in each quotation
python -m evaluation speakers-pdnc FOLDER [NOVEL …]  PDNC: the same, in novels
python -m evaluation fairness FOLDER_OF_CASES    names swapped, of other cultures, "she" for "he": how much is read as before
python -m evaluation chains FILE                 passages with voices inside voices (evaluation/chains*.txt): how many are right
python -m evaluation references FOLDER|FILE      AnyStyle's references: exact fields, words, CSL types
python -m evaluation ecbplus FOLDER [TOPIC …]    ECB+: the same event across documents, mentions given and from the text alone; CoNLL F1, beside heads alone
python -m evaluation meantime FOLDER             MEANTIME: the same
python -m evaluation copies FOLDER               pairs out of these texts, with and without a copied passage: precision and recall
python -m evaluation conflicts tests/compare/cases  accounts of one event: conflicts found, and made up
python -m evaluation quoting FOLDER              quotations out of these texts, changed in eleven ways: how many are named rightly
python -m evaluation decisions FOLDER            a thousand decisions on these texts, which are then edited and converted: how many keep their place
python -m evaluation predict FOLDER OUT.json     reads FOLDER/text/*.txt → {name: document} for an outside scorer
python -m evaluation predict TEXTS.json OUT.json the same for {name: {"text": …, "dct": …}} (times only)
python -m evaluation all CORPORA                 what of the above the folder CORPORA has data for
"""

import json
import pathlib
import sys

import whence
from evaluation import (
    attributions,
    chains,
    conflicts,
    copies,
    decisions,
    ecbplus,
    fairness,
    gum_sentences,
    history,
    meantime,
    names,
    quoting,
    references,
    speakers,
)
from whence.layers.document import to_json


def predict(source: pathlib.Path, target: pathlib.Path) -> None:
    """Writes what Whence reads of every text, by name, for a scorer that is not ours."""
    found: dict[str, object] = {}
    if source.is_dir():
        for path in sorted((source / "text").glob("*.txt")):
            found[path.stem] = json.loads(to_json(whence.read(path)))
    else:
        for name, given in sorted(json.loads(source.read_text(encoding="utf-8")).items()):
            times = whence.annotate(given["text"], name=name, date=given.get("dct")).times
            found[name] = [
                {
                    "start": t.start,
                    "end": t.end,
                    "type": t.type,
                    "value": t.resolved[0].value if t.resolved else t.value,
                }
                for t in times
            ]
    target.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    print(f"wrote {len(found)} to {target}")


def main(arguments: list[str]) -> int:
    """Runs one evaluation; says plainly when there is no corpus."""
    if len(arguments) < 2:
        print(__doc__)
        return 2
    name, folder = arguments[0], pathlib.Path(arguments[1])
    if not folder.exists():
        print(f"There is no corpus at {folder}: nothing was measured.")
        return 1
    if name == "sentences":
        print(json.dumps(gum_sentences.score(folder)))
    elif name == "attributions":
        print(json.dumps(attributions.score(folder), indent=1))
    elif name == "history":
        print(json.dumps(history.score(folder), indent=1))
    elif name == "references":
        print(json.dumps(references.score(folder)))
    elif name == "chains":
        print(json.dumps(chains.score(folder), indent=1, ensure_ascii=False))
    elif name == "meantime":
        print(json.dumps(meantime.score(folder), indent=1))
    elif name == "ecbplus":
        print(json.dumps(ecbplus.score(folder, [int(t) for t in arguments[2:] if t.isdigit()]), indent=1))
    elif name == "conflicts":
        print(json.dumps(conflicts.score(folder), indent=1, ensure_ascii=False))
    elif name == "copies":
        print(json.dumps(copies.score(folder), indent=1, ensure_ascii=False))
    elif name == "decisions":
        print(json.dumps(decisions.score(folder), indent=1, ensure_ascii=False))
    elif name == "quoting":
        print(json.dumps(quoting.score(folder, wrong=20), indent=1, ensure_ascii=False))
    elif name == "fairness":
        print(json.dumps(fairness.score(folder), indent=1, ensure_ascii=False))
    elif name == "names-gum":
        print(json.dumps(names.gum_score(folder)))
    elif name == "names-litbank":
        print(json.dumps(names.litbank_score(folder)))
    elif name == "names-pdnc":
        print(json.dumps(names.pdnc_score(folder, frozenset(arguments[2:]) or None)))
    elif name == "speakers-litbank":
        print(json.dumps(speakers.litbank_score(folder)))
    elif name == "speakers-pdnc":
        print(json.dumps(speakers.pdnc_score(folder, frozenset(arguments[2:]) or None)))
    elif name == "predict" and len(arguments) == 3:
        predict(folder, pathlib.Path(arguments[2]))
    elif name == "all":
        gum = folder / "gum" / "dev"
        if not gum.exists():
            print(f"There is no corpus in {folder} that is measured here: nothing was measured.")
            return 1
        print("sentences, GUM dev:", json.dumps(gum_sentences.score(gum)))
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
