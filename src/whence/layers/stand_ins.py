"""stand_ins: the words that stand for one person without naming him: pronouns of the third person, and nouns for people.

Where each may be looked for is all that is said here; for whom one stands the model hears (``HeardReferent``).
"""

from whence.lang import lexicon, words_of

_ONE = frozenset("mf")


def stand_ins(chars: str, language: str | None) -> list[tuple[int, int]]:
    """The places of 'he', 'her', 'the *parson*', 'his *sister*' in a text, in their order, as code points.

    A noun in capitals is part of a name ('Parson Tringham') and is left out, as are those for several people.
    """
    words, known = words_of(chars), lexicon(language)
    nouns = known.listed("role_nouns")
    found = []
    for n, lower in enumerate(words.lower):
        start, end = words.starts[n], words.ends[n]
        if known.pronouns.get(lower) in _ONE or (lower in nouns and chars[start:end] == lower):
            found.append((start, end))
    return found
