"""With which words the time expressions of a language begin: lang/*/beginnings.json, made from the patterns themselves.

The ``regex`` package can say whether a text is the beginning of something that a pattern matches; Python's own ``re`` cannot.
Words are followed letter by letter, so that what is listed is all there is. Lookbehinds are left out: they can only say no.
"""

import json
import string

import regex

from whence.dates import grammar, patterns

LANGUAGES = ("de", "en", "es", "fr", "it", "pt")
MANY = 60  # a first word with more patterns than this is followed by a look at the second
_LONGEST = 24  # letters of a word: a pattern that goes on beyond takes any word, which none may here
_APART = string.punctuation.replace("_", "") + " \n\xa0–—‑‐’‘“”«»…°º½\x00"


class _Pattern:
    def __init__(self, pattern: patterns.Pattern) -> None:
        self._regex = regex.compile(patterns.BEHIND.sub("", pattern.source))  # type: ignore[no-untyped-call]

    def goes_on(self, text: str) -> bool:
        """Whether it matches the beginning of the text, or something that begins with the text."""
        return self._regex.match(text, partial=True) is not None

    def ends_a_word(self, text: str, apart: str = _APART) -> bool:
        """The same, where the text's last word ends."""
        return self.goes_on(text) and any(self.goes_on(text + c) for c in apart)


def beginnings(language: str) -> patterns.Beginnings:
    """The beginnings of one language's patterns."""
    g = grammar(language)
    all_ = list(enumerate(_Pattern(p) for p in g.patterns.all))
    letters = "".join(
        sorted(
            {c for p in g.patterns.all for c in p.source.lower() if c.isalpha()} | set(string.ascii_lowercase)
        )
    )
    lists: dict[tuple[int, ...], int] = {}

    def number(found: "list[tuple[int, _Pattern]]") -> int:
        return lists.setdefault(tuple(n for n, _ in found), len(lists))

    words, seconds = {}, {}
    for word in g.first_words:
        found = [(n, p) for n, p in all_ if p.ends_a_word(word, string.digits if word in "'’" else _APART)]
        words[word] = number(found)
        if len(found) > MANY and word.isalpha():
            after = {w: number(there) for w, there in _words_after(f"{word} ", found, letters)}
            after["0"] = number(
                [(n, p) for n, p in found if any(p.goes_on(f"{word} {d}") for d in range(10))]
            )
            seconds[word] = {"": number([]), **after}
    for size in range(1, patterns.LONGEST):
        digits = [f"{k:0{size}d}" for k in range(10**size)]
        words["0" * size] = number(
            [(n, p) for n, p in all_ if any(p.ends_a_word(d, _APART + letters) for d in digits)]
        )
    words["0" * patterns.LONGEST] = number(
        [(n, p) for n, p in all_ if any(p.goes_on(str(d)) for d in range(10))]
    )
    return patterns.Beginnings(
        of=patterns.made_from(g.patterns.all),
        lists=[list(numbers) for numbers in lists],
        words=words,
        seconds=seconds,
    )


def _words_after(
    lead: str, found: "list[tuple[int, _Pattern]]", letters: str
) -> "list[tuple[str, list[tuple[int, _Pattern]]]]":
    """Every word that a pattern has behind some words, with the patterns that have it."""
    words = []
    waiting = [("", found)]
    while waiting:
        word, there = waiting.pop()
        if len(word) > _LONGEST:
            raise ValueError(f"A pattern takes any word after '{lead.strip()}': {there[0][0]}")
        for letter in letters:
            text = lead + word + letter
            going = [(n, p) for n, p in there if p.goes_on(text)]
            if going:
                waiting.append((word + letter, going))
                if ending := [(n, p) for n, p in going if p.ends_a_word(text)]:
                    words.append((word + letter, ending))
    return sorted(words)


def are_current(language: str) -> bool:
    """Whether the list of a language was made from its patterns as they are now."""
    known = patterns.beginnings(language)
    return known is not None and known.of == patterns.made_from(grammar(language).patterns.all)


def written(language: str) -> str:
    """The file, a list and a word to a line, so that a change shows in its history."""
    made = beginnings(language)
    lists = ",\n".join(str(numbers) for numbers in made.lists)
    return (
        f'{{"of": "{made.of}",\n"lists": [\n{lists}\n],\n"words": {_object(made.words)},\n"seconds": {{'
        + ",\n".join(f"{json.dumps(word)}: {_object(after)}" for word, after in made.seconds.items())
        + "}}\n"
    )


def _object(words: dict[str, int]) -> str:
    return json.dumps(words, indent=0, ensure_ascii=False)
