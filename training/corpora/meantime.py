"""MEANTIME (Minard et al. 2016), English: entities in the first sentences of Wikinews articles. CC BY 4.0."""

import pathlib
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree

from training.corpora.joined import joined
from training.corpora.prepared import Mention, Prepared, prepared

_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place"}
_FORMS = {"NAM": "name", "NOM": "nominal", "PRO": "pronoun"}
_ANNOTATED = 6  # headline, date and the first sentences


def texts(folder: pathlib.Path) -> Iterator[Prepared]:
    """The articles of all topics that are here, cut to what was annotated."""
    for path in sorted(folder.glob("corpus_*/*.xml")):
        root = ElementTree.parse(path).getroot()
        tokens = [(int(t.get("sentence", "0")), str(t.get("t_id")), t.text or "") for t in root.iter("token")]
        found = [list(g) for _, g in groupby(tokens, key=lambda t: t[0])][:_ANNOTATED]
        chars, spans = joined([[t[2] for t in sentence] for sentence in found])
        where = {
            t[1]: span for sentence, mine in zip(found, spans, strict=True) for t, span in zip(sentence, mine, strict=True)
        }  # fmt: skip
        text = prepared(path.stem, chars, ("mentions",))
        text.types = frozenset(_TYPES.values())
        text.mentions = list(_mentions(root, where))
        yield text


def _mentions(root: ElementTree.Element, where: dict[str, tuple[int, int]]) -> Iterator[Mention]:
    kinds = {e.get("m_id"): e.get("ent_type", "") for e in root.iter("ENTITY")}
    of: dict[str | None, str] = {}
    for link in root.iter("REFERS_TO"):
        target = link.find("target")
        for source in link.iter("source"):
            of[source.get("m_id")] = kinds.get(target.get("m_id"), "") if target is not None else ""
    for m in root.iter("ENTITY_MENTION"):
        places = [where[a.get("t_id", "")] for a in m.iter("token_anchor") if a.get("t_id") in where]
        kind, form = _TYPES.get(of.get(m.get("m_id"), "")), _FORMS.get(m.get("syntactic_type", ""))
        if places and kind and form:
            yield Mention(places[0][0], places[-1][1], kind, form)
