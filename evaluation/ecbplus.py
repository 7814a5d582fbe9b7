"""ecbplus: events across documents, ECB+ (Cybulska and Vossen 2014): no topics given.

Only the sentences whose annotation was checked count (ECBplus_coreference_sentences.csv); mentions of actions that stand in no chain
are groups of one, and count.
"""

import csv
import pathlib
from collections import defaultdict
from collections.abc import Iterable

from evaluation.event_pool import CatFile, Marked, Report, given_figures, own_figures, read_all

DEV = frozenset({2, 5, 12, 18, 21, 23, 34, 35})
TUNED = frozenset(range(1, 36)) - DEV


def read(folder: pathlib.Path, topics: Iterable[int] = ()) -> list[Report]:
    """The documents of some topics, or of all that are there."""
    checked: dict[str, set[int]] = defaultdict(set)
    with (folder / "ECBplus_coreference_sentences.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            checked[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    wanted = {str(t) for t in topics}
    found = []
    for path in sorted((folder / "ECB+").glob("*/*.xml")):
        if not wanted or path.parent.name in wanted:
            found.append(_report(path, checked.get(path.stem, set())))
    return found


def _report(path: pathlib.Path, checked: set[int]) -> Report:
    file = CatFile(path)
    chain: dict[str, str] = {}
    for relation in file.relations:
        name = (
            relation.get("note")
            if relation.tag == "CROSS_DOC_COREF"
            else f"{file.name} {relation.get('r_id')}"
        )
        chain |= {s.get("m_id"): name for s in relation.findall("source")}
    mentions = []
    for marked in file.markables:
        at = file.at(marked)
        if marked.tag.startswith(("ACTION", "NEG_ACTION")) and at and file.sentence(at[0]) in checked:
            identity = marked.get("m_id")
            mentions.append(Marked(at, chain.get(identity, f"{file.name} alone {identity}")))
    return file.report(mentions, checked)


def score(folder: pathlib.Path, topics: Iterable[int] = ()) -> dict[str, object]:
    """CoNLL's figures with the mentions given, and from the text alone."""
    topics = sorted(topics or _dev_or_all(folder))
    reports = read(folder, topics)
    given, own = (read_all(reports, given) for given in (True, False))
    return {"topics": topics, **given_figures(given), "from the text alone": own_figures(own)}


def _dev_or_all(folder: pathlib.Path) -> set[int]:
    """The topics to measure on: the usual dev topics, or all of a folder that has none of those that were trained on."""
    here = {int(p.name) for p in (folder / "ECB+").iterdir() if p.name.isdigit()}
    return here & DEV if here & TUNED else here
