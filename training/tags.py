"""Makes lang/en/tags.txt: which parts of speech an English word form can be, from the UD tags of GUM's train side.

    python training/tags.py FOLDER_OF_GUM/train > src/whence/lang/en/tags.txt

Only word forms and tags leave the corpus (a list of facts; annotations CC BY 4.0). A form is listed with each tag that
makes up at least a tenth of its uses, most frequent first; names and numbers are left out.
"""

import collections
import pathlib
import sys

SHORT = {
    "NOUN": "N", "VERB": "V", "AUX": "X", "ADJ": "J", "ADV": "R", "ADP": "P", "DET": "D", "PRON": "O",
    "CCONJ": "C", "SCONJ": "S", "PART": "T", "INTJ": "I",
}  # fmt: skip
FINE = {"VBD": "Vd", "VBZ": "Vz", "VBP": "Vp", "VB": "Vb", "VBG": "Vg", "VBN": "Vn"}


def main(folder: str) -> None:
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for path in sorted(pathlib.Path(folder).glob("*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if len(columns) != 10 or not columns[0].isdigit() or not columns[1].replace("'", "").isalpha():
                continue
            tag = FINE.get(columns[4]) if columns[3] == "VERB" else SHORT.get(columns[3])
            if tag:
                counts[columns[1].lower()][tag] += 1
    print("# Parts of speech of English word forms: form, tags (most frequent first), uses counted.")
    print("# Counted in GUM (train side; annotations CC BY 4.0, Amir Zeldes and others) by training/tags.py.")
    for form in sorted(counts):
        total = sum(counts[form].values())
        tags = [t for t, n in sorted(counts[form].items(), key=lambda p: (-p[1], p[0])) if n >= total / 10]
        print(f"{form}\t{' '.join(tags)}\t{total}")


if __name__ == "__main__":
    main(sys.argv[1])
