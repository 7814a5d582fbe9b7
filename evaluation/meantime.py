"""meantime: events across documents, MEANTIME (Minard et al. 2016): Wikinews, annotated in the first sentences of each document; the same instance
has the same identifier in all of them. No topics given; mentions that refer to nothing are groups of one."""

import pathlib

from evaluation.event_pool import CatFile, Marked, Report, given_figures, own_figures, read_all


def read(folder: pathlib.Path) -> list[Report]:
    """All documents below a folder."""
    return [_report(path) for path in sorted(folder.rglob("*.xml"))]


def _report(path: pathlib.Path) -> Report:
    file = CatFile(path)
    instance = {
        m.get("m_id"): m.get("instance_id") or f"{file.name} {m.get('m_id')}"
        for m in file.markables
        if m.tag == "EVENT"
    }
    chain = {
        s.get("m_id"): instance[relation.find("target").get("m_id")]
        for relation in file.relations.findall("REFERS_TO")
        if relation.find("target").get("m_id") in instance
        for s in relation.findall("source")
    }
    mentions, annotated = [], set()
    for marked in file.markables:
        at = file.at(marked)
        annotated |= {file.sentence(n) for n in at}
        if marked.tag == "EVENT_MENTION" and at:
            identity = marked.get("m_id")
            mentions.append(Marked(at, chain.get(identity, f"{file.name} alone {identity}")))
    return file.report(mentions, annotated)


def score(folder: pathlib.Path) -> dict[str, object]:
    """CoNLL's figures with the mentions given, and from the text alone."""
    reports = read(folder)
    given, own = (read_all(reports, given) for given in (True, False))
    return {**given_figures(given), "from the text alone": own_figures(own)}
