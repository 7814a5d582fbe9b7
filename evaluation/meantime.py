"""meantime: events across documents, MEANTIME (Minard et al. 2016): Wikinews, annotated in the first sentences of each document; the same instance
has the same identifier in all of them. No topics given; mentions that refer to nothing are groups of one."""

import pathlib

from lxml import etree

from evaluation.event_pool import Marked, Report, given_figures, own_figures, read_all


def read(folder: pathlib.Path) -> list[Report]:
    """All documents below a folder."""
    return [_report(path) for path in sorted(folder.rglob("*.xml"))]


def _report(path: pathlib.Path) -> Report:
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    tokens = root.findall("token")
    place = {t.get("t_id"): n for n, t in enumerate(tokens)}
    markables = root.find("Markables")
    instance = {
        m.get("m_id"): m.get("instance_id") or f"{path.stem} {m.get('m_id')}"
        for m in markables
        if m.tag == "EVENT"
    }
    chain = {
        s.get("m_id"): instance[relation.find("target").get("m_id")]
        for relation in root.find("Relations").findall("REFERS_TO")
        if relation.find("target").get("m_id") in instance
        for s in relation.findall("source")
    }
    mentions, annotated = [], set()
    for marked in markables:
        at = tuple(place[a.get("t_id")] for a in marked.findall("token_anchor"))
        annotated |= {int(tokens[n].get("sentence")) for n in at}
        if marked.tag == "EVENT_MENTION" and at:
            identity = marked.get("m_id")
            mentions.append(Marked(at, chain.get(identity, f"{path.stem} alone {identity}")))
    return Report(
        path.stem,
        tuple(t.text or "" for t in tokens),
        tuple(int(t.get("sentence")) for t in tokens),
        tuple(sorted(mentions, key=lambda m: m.tokens)),
        frozenset(annotated),
    )


def score(folder: pathlib.Path) -> dict[str, object]:
    """CoNLL's figures with the mentions given, and from the text alone."""
    reports = read(folder)
    given, own = (read_all(reports, given) for given in (True, False))
    return {**given_figures(given), "from the text alone": own_figures(own)}
