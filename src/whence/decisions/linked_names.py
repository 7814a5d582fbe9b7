"""linked_names: people who are called differently in several documents, as far as a person said that they are one."""

from collections.abc import Iterable

from whence.decisions.entries import AnyEntry, Different, Same
from whence.names import tokens
from whence.text import Anchor

Key = tuple[str, ...]


def linked_names(entries: Iterable[AnyEntry]) -> dict[Key, frozenset[str]]:
    """For each name (by its words) all names of the same person, itself among them; the last word on two names stands.

    Names inside one document are merged there (see ``people``); this is about names of two documents.
    """
    pairs: dict[frozenset[str], bool] = {}
    for entry in entries:
        if isinstance(entry, Same | Different) and _is_name(entry.left) and _is_name(entry.right):
            pair = frozenset((_name(entry.left), _name(entry.right)))
            if len(pair) == 2:
                pairs.pop(pair, None)
                pairs[pair] = isinstance(entry, Same)
    group: dict[str, set[str]] = {}
    for pair in (p for p, same in pairs.items() if same):
        one, other = sorted(pair)
        joined = group.get(one, {one}) | group.get(other, {other})
        for name in joined:
            group[name] = joined
    return {tuple(tokens(name)): frozenset(names) for name, names in group.items()}


def _is_name(anchor: Anchor) -> bool:
    return anchor.kind.split()[0] == "entity"


def _name(anchor: Anchor) -> str:
    return " ".join(anchor.exact[0].split())
