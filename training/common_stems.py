"""Makes lang/en/common_stems.txt: how telling a stem is, by how many stretches of text have it.

    python -m training.common_stems FOLDER… > src/whence/lang/en/common_stems.txt

Only stems and counts leave the texts. A stretch has three hundred words; a stem's weight is the logarithm of how many stretches there are for one with it.
"""

import math
import pathlib
import re
import sys
from collections import Counter

from whence.ledger.words import tokens

_STRETCH = 300
_LEAST = 7.0
_SILENT = 0.6  # of the stretches: what stands in more of them tells nothing
_NAME = 4.5  # no name tells less: which names are common depends on the texts
_CAPITALS = 0.9  # of its uses: then it is one


def main(folders: list[str]) -> None:
    """Counts the texts of the folders."""
    counted: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    stretches = 0
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.suffix not in (".txt", ".xml") or path.name in (
                "SOURCE.md",
                "README.txt",
                "LICENSEDATA.TXT",
            ):
                continue
            text = path.read_text(encoding="utf-8", errors="replace")
            if path.suffix == ".xml":
                text = " ".join(re.findall(r"<token [^>]*>([^<]*)</token>", text))
            for form, count in Counter(re.findall(r"[^\W\d_]+", text)).items():
                for stem in tokens(form, "en"):
                    uses[stem] += count
                    capitals[stem] += count * form[0].isupper()
            stems = tokens(text, "en")
            for at in range(0, len(stems), _STRETCH):
                counted.update(set(stems[at : at + _STRETCH]))
                stretches += 1
    print(
        "# How telling an English stem is: 0 where it stands in nearly every text, 7 and more where it stands in one of a thousand (not listed)."
    )
    print(f"# Counted in {stretches} stretches of news and older prose by training/common_stems.py.")
    for stem in sorted(counted):
        weight = math.log(stretches / counted[stem])
        if capitals[stem] > _CAPITALS * uses[stem]:
            weight = max(weight, _NAME)
        if stem.isalpha() and weight < _LEAST:
            print(f"{stem}\t{0 if counted[stem] > _SILENT * stretches else weight:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
