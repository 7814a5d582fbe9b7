"""heard_names: names that the model hears where rules find none ('Emperor of the United States', 'at Reading'), cut as names are.

The rules go by capitals, lists and dictionaries, so they know nothing of a name that is also a word, or that stands in an office.
The model hears whole noun phrases; kept of one is the name: from its first capital, behind articles and titles.
"""

from collections.abc import Iterable, Sequence

from whence.layers.document import EntityKind
from whence.layers.name_spans import SURE, Finder, Found
from whence.model.heard import HeardMention
from whence.names import PARTICLES
from whence.text import SpanIndex

HEARD_AS: dict[str, EntityKind] = {
    "person name": "person",
    "organization name": "organisation",
    "place name": "place",
    "event name": "event",
}
_SURE_ALONE = 0.7  # of one word, which may have its capital from its place alone
_JOINING = PARTICLES | {"of", "the", "and", "&", "for", "'s", "’s", "-", "–", ".", "'", "’"}


def heard_names(finder: Finder, heard: Sequence[HeardMention], found: Iterable[Found]) -> list[Found]:
    """The names ``heard``, of kinds that are told, beside those that rules have ``found``, in order; none over another."""
    known = SpanIndex(list(found))
    likely = [m for m in heard if m.probability >= SURE]
    kept: list[Found] = []
    for m in sorted(likely, key=lambda m: (m.start, m.end)):
        if known.touching(m.start, m.end) or (kept and kept[-1].end > m.start):
            continue
        name = _cut(finder, m)
        if name is not None:
            kept.append(name)
    return kept


def _cut(finder: Finder, m: HeardMention) -> Found | None:
    """The name in a noun phrase that was heard as one; none where that is a title alone, or more than a name."""
    words = finder.words
    run = list(words.between(m.start, m.end))
    while run and (not words.is_capital(run[0]) or words.lower[run[0]] in ("the", "a", "an")):
        run = run[1:]
    title: list[str] = []
    while run and words.form(run[0]) in finder.lists.titles:
        title.append(words.form(run[0]))
        run = run[1:]
        if run and words.form(run[0]) == ".":
            run = run[1:]
    while run and not (words.is_word(run[-1]) and words.is_capital(run[-1])):
        run = run[:-1]
    if not run or not all(words.is_capital(k) or words.lower[k] in _JOINING for k in run):
        return None
    if words.lower[run[0]] in _JOINING or finder.is_behind_a_name(run):
        return None
    if all(words.form(k).isupper() for k in run if words.is_word(k)) and len(run) > 1:
        return None  # a heading in capitals
    if len(run) == 1 and (finder.small[words.lower[run[0]]] or m.probability < _SURE_ALONE):
        return None  # 'Chirk, chirk, chirk, it went'
    return finder.name_of(run, " ".join(title) or None)
