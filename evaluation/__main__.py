"""python -m evaluation NAME FOLDER: quality on a corpus that you have. The corpora are not part of the project.

python -m evaluation sentences FOLDER            GUM (CoNLL-U): exact sentence spans
python -m evaluation attributions FOLDER         PolNeAR, one split: F1 of cue, source, content, whole; flat; calibration
python -m evaluation history FOLDER              twenty pages of footnoted history that were judged blind (evaluation/history.json): precision, recall
python -m evaluation wars FOLDER                 pages of WikiWars, marked by readers (evaluation/wars.jsonl): precision, recall
python -m evaluation names-gum FOLDER            GUM, one split: names with their type, exact spans
python -m evaluation names-litbank FOLDER        LitBank, one split: the same, and the forms of a name put together (B³)
python -m evaluation names-pdnc FOLDER [NOVEL …] PDNC: the forms of a name put together
python -m evaluation speakers-litbank FOLDER     LitBank, one split: who speaks in each quotation
python -m evaluation speakers-pdnc FOLDER [NOVEL …]  PDNC: the same, in novels
python -m evaluation pronouns-gum FOLDER         GUM, one split: who a source is that is only a pronoun
python -m evaluation pronouns-litbank FOLDER     LitBank, one split: the same, in novels
python -m evaluation fairness FOLDER_OF_CASES    names swapped, of other cultures, "she" for "he": how much is read as before
python -m evaluation chains FILE                 passages with voices inside voices (evaluation/chains*.txt): how many are right
python -m evaluation dashes FILE                 dialogue behind dashes (evaluation/dashes.txt): what is said, precision, recall
python -m evaluation other-languages evaluation/other_languages  who says what in nine other languages
python -m evaluation references FOLDER|FILE      AnyStyle's references: exact fields, words, CSL types
python -m evaluation cited tests/cited           notes of 34 documents: references found, led to the right work, their fields
python -m evaluation ecbplus FOLDER [TOPIC …]    ECB+: the same event across documents, mentions given and from the text alone; CoNLL F1, beside heads alone
python -m evaluation meantime FOLDER             MEANTIME: the same
python -m evaluation copies FOLDER               pairs out of these texts, with and without a copied passage: precision and recall
python -m evaluation conflicts tests/compare/cases  accounts of one event: conflicts found, and made up
python -m evaluation conflicts evaluation/accounts  the same, freely told, by writers who had not seen the program
python -m evaluation same-events tests/compare/cases  which words of two accounts name one event
python -m evaluation quoting FOLDER              quotations out of these texts, changed in eleven ways: how many are named rightly
python -m evaluation decisions FOLDER            a thousand decisions on these texts, which are then edited and converted: how many keep their place
python -m evaluation predict FOLDER OUT.json     reads FOLDER/text/*.txt → {name: document} for an outside scorer
python -m evaluation predict TEXTS.json OUT.json the same for {name: {"text": …, "dct": …}} (times only)
python -m evaluation all CORPORA                 what of the above the folder CORPORA has data for (an hour and more)
"""

import json
import pathlib
import sys
from collections.abc import Callable, Sequence

import whence
from evaluation import (
    attributions,
    chains,
    cited_works,
    conflicts,
    copies,
    dashes,
    decisions,
    ecbplus,
    fairness,
    gum_sentences,
    history,
    meantime,
    names,
    other_languages_score,
    pronouns,
    quoting,
    references,
    same_events,
    speakers,
    wars,
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


Score = Callable[[pathlib.Path, Sequence[str]], object]
# a name, what it measures, and where a folder of all corpora has what it needs
_ONE: dict[str, tuple[Score, str]] = {
    "sentences": (lambda folder, _: gum_sentences.score(folder), "gum/dev"),
    "attributions": (lambda folder, _: attributions.score(folder), "polnear/dev"),
    "history": (lambda folder, _: history.score(folder), "footnoted"),
    "wars": (lambda folder, _: wars.score(folder), "wikiwars"),
    "names-gum": (lambda folder, _: names.gum_score(folder), "gum/dev"),
    "names-litbank": (lambda folder, _: names.litbank_score(folder), "litbank/dev"),
    "names-pdnc": (lambda folder, more: names.pdnc_score(folder, frozenset(more) or None), ""),
    "speakers-litbank": (lambda folder, _: speakers.litbank_score(folder), "litbank/dev"),
    "speakers-pdnc": (lambda folder, more: speakers.pdnc_score(folder, frozenset(more) or None), ""),
    "pronouns-gum": (lambda folder, _: pronouns.gum_score(folder), "gum/dev"),
    "pronouns-litbank": (lambda folder, _: pronouns.litbank_score(folder), "litbank/dev"),
    "fairness": (lambda folder, _: fairness.score(folder), ""),
    "chains": (lambda folder, _: chains.score(folder), ""),
    "dashes": (lambda file, _: dashes.score(file), ""),
    "other-languages": (lambda path, _: other_languages_score.score(path), ""),
    "references": (lambda folder, _: references.score(folder), "anystyle"),
    "cited": (lambda folder, _: cited_works.score(folder), ""),
    "ecbplus": (lambda folder, more: ecbplus.score(folder, [int(t) for t in more if t.isdigit()]), "ecbplus"),
    "meantime": (lambda folder, _: meantime.score(folder), "meantime"),
    "copies": (lambda folder, _: copies.score(folder), "same-event"),
    "conflicts": (lambda folder, _: conflicts.score(folder), ""),
    "same-events": (lambda folder, _: same_events.score(folder), ""),
    "quoting": (lambda folder, _: quoting.score(folder, wrong=20), ""),
    "decisions": (lambda folder, _: decisions.score(folder), ""),
}


def main(arguments: list[str]) -> int:
    """Runs one evaluation; says plainly when there is no corpus."""
    if len(arguments) < 2:
        print(__doc__)
        return 2
    name, folder = arguments[0], pathlib.Path(arguments[1])
    if not folder.exists():
        print(f"There is no corpus at {folder}: nothing was measured.")
        return 1
    if name == "all":
        return everything(folder)
    if name == "predict" and len(arguments) == 3:
        predict(folder, pathlib.Path(arguments[2]))
        return 0
    if name not in _ONE:
        print(__doc__)
        return 2
    print(told(_ONE[name][0](folder, arguments[2:])))
    return 0


def everything(corpora: pathlib.Path) -> int:
    """Runs each evaluation for which a folder of corpora has a part."""
    there = [(name, corpora / part) for name, (_, part) in _ONE.items() if part and (corpora / part).exists()]
    if not there:
        print(f"There is no corpus in {corpora} that is measured here: nothing was measured.")
        return 1
    for name, folder in there:
        print(f"{name} {folder}:", told(_ONE[name][0](folder, ())), flush=True)
    return 0


def told(figures: object) -> str:
    """Figures as JSON."""
    return json.dumps(figures, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
