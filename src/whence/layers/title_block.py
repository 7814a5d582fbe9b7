"""title_block: the lines at the head of a document that name its author and its day, and a head whose lines stand without a blank one between them."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from whence.dates.expression import Expression
from whence.dates.grammar import grammar
from whence.lang import lexicon
from whence.layers.paragraphs import Paragraph

_LABEL = re.compile(
    r"(?:date|dated|published|written)(?: on)?:?\s+"
    r"|(?:interview |testimony |statement )?(?:recorded|interviewed|taped|conducted|filmed|given|taken)\b(?:,? (?:at|in|by) [^\n]{1,50}?)??,?(?: on)? (?=\w*\d|[A-Z][a-z]+day|[A-Z][a-z]+ \d)",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"(?:My )?(?:[Mm]ost )?(?:[Vv]ery )?[Dd]ear(?:est)?\b[^.?]{1,60}?[,:—!]|(?:Honou?red |Dear )?(?:Sirs?|Madam|Gentlemen|Mesdames)[,:—]"
    r"|(?:My )?(?:(?:and )?(?:Honou?red|Reverend|Revd|Respected|Esteemed|Beloved|Worthy|Loving|Kind|Most|Right|Highly|Much|Ever|Affectionate|Good|Dear),? ){1,4}"
    r"(?:[A-Z][\w.’'-]+ ){0,2}(?:and )?[A-Z][\w.’'-]+[,:—!](?=\s|$)"
    r"|Your (?:Excellency|Majesty|Lordship|Grace|Highness|Eminence)\b"
)
_SMALL_WORDS = frozenset("PTDSOCX")  # as tags.txt calls prepositions, articles, pronouns and their like
_MOST_LINES = 6
_LONGEST_LINE = 150
_SMALL_AT_MOST = 8  # words without a capital in a line of who and when
_ENDS = re.compile(r"[a-z]{2}[.!?]$|[,;]$")

# 'Par', 'Von', 'Door' and a name of two words or more, then a comma or nothing
_FOREIGN_BYLINE = re.compile(
    r"(?:Por|Par|Von|Di|Door|Av|Texto?|Texte ?|Text):?\s+([^\W\d_a-zß-ÿ][\w’'-]+(?:\s(?:d[aeio]s?|van|von|der|y|e|[^\W\d_a-zß-ÿ][\w’'.-]*)){1,4})(?=,|\s*$|\s[–—-])"
)


def lines_of_title(found: Sequence[Paragraph], chars: str) -> list[Paragraph]:
    """Paragraphs with the first one line by line, where it is a title with a byline or a date below it."""
    if len(found) < 2 or not 2 <= found[0].lines <= _MOST_LINES:
        return list(found)
    first = found[0]
    lines: list[tuple[int, int]] = []
    at = first.start
    for line in chars[first.start : first.end].split("\n"):
        bare = line.strip()
        if bare:
            lines.append((at + line.index(bare), at + line.index(bare) + len(bare)))
        at += len(line) + 1
    said = [chars[a:z] for a, z in lines]
    if any(len(w) > _LONGEST_LINE or _ENDS.search(w) for w in said):
        return list(found)
    heads = (n for n, w in enumerate(said) if n and (_is_labelled(w) or is_dateline(w) or dated_byline(w)))
    head = next(heads, None)
    if head is None:
        return list(found)
    title = replace(first, end=lines[head - 1][1], lines=head)
    rest = [replace(first, start=a, end=z, lines=1, gap=1) for a, z in lines[head:]]
    return [title, *rest, *found[1:]]


def _is_labelled(words: str) -> bool:
    """A byline that says so; two names below each other may be anything."""
    return is_byline(words) and any(words.lower().startswith(f"{b} ") for b in byline_words())


def byline_words() -> list[str]:
    """The words with which a byline begins."""
    by: list[str] = lexicon("en").table("page")["byline"]["by"]
    return by


def foreign_byline(words: str) -> str | None:
    """The name in a byline of another language: 'Por Nora Ellín, 14 de mayo de 1998'; None where it is no such line."""
    found = _FOREIGN_BYLINE.match(words)
    return found[1] if found and len(words) <= _LONGEST_LINE and "\n" not in words else None


def is_byline(words: str) -> bool:
    """Whether words name an author and nothing else: 'By W. H. Sorrel', 'Author: Ada Reve', 'Ada Reve'."""
    if len(words) > 150 or words.count("\n") > 2:
        return False
    if foreign_byline(words):
        return True
    low = words.lower()
    if any(low.startswith(f"{b} ") for b in byline_words()):
        return not re.search(r"[a-z]{2}[.!?]$", words)
    several = re.split(r",?\s(?:and|&)\s", words)
    if len(several) == 2 and all(len(s.split()) > 1 and is_byline(s) for s in several):
        return True  # 'Nora Ellin and Samuel Oake'
    parts = words.split()
    shaped = (
        2 <= len(parts) <= 4 and all(re.match(r"[A-Z][\w.’'\-]*$", w) for w in parts) and "\n" not in words
    )
    return shaped and not re.match(r"[IVXLC]+\.$", parts[0]) and not _has_common_word(parts)


def _has_common_word(parts: list[str]) -> bool:
    """Whether one of the words is in the dictionary and no given name: a heading then, not a name."""
    known = lexicon("en")
    given = known.listed("given_names")
    small = (
        known.tags.get(parts[0].lower(), ("",))[0] in _SMALL_WORDS and parts[0] not in given
    )  # 'To Versailles.'
    return small or any(len(w) > 2 and w.lower().strip(".") in known.tags and w not in given for w in parts)


def is_dateline(words: str) -> bool:
    """'Ambry, 11 May 1921': a place and a date, or a date, and nothing else."""
    label = _LABEL.match(words)
    words = words[label.end() :] if label else words
    if len(words) > 60 or "\n" in words:
        return False
    dated = _dated(words)
    return (
        bool(dated)
        and bool(re.fullmatch(r"(?:[A-Z][\w'’.]*(?: [A-Z][\w'’.]*){0,3},\s*)?", words[: dated[0].start]))
        and (words[dated[-1].end :].strip(" .") == "")
    )


def dated_byline(words: str) -> str | None:
    """Who, in a line that names who and when and ends with the day: 'The Reverend Arthur Venning, August 1926', 'Helena Marrack, in: A Dictionary
    of Western Seafarers, 12 May 1964'; None where it is no such line."""
    dated = _dated(words) if len(words) <= _LONGEST_LINE and "\n" not in words else []
    if not dated or words[dated[-1].end :].strip(" .") or not re.search(r",\s*$", words[: dated[-1].start]):
        return None
    said = words[: dated[-1].start].strip(" ,")
    who = re.split(r",|\s\(|\sin:?\s", said)[0].strip()
    small = [w for w in re.findall(r"[^\W\d_]+", said) if w.islower()]
    shaped = re.match(
        r"(?:[A-Z][\w.’'-]*(?:\s+|$)|(?:of|the|and|for|de|von|van|du|la|le|da|di|zu)\s+){2,8}$", who
    )
    return who if shaped and len(small) <= _SMALL_AT_MOST else None


def is_person_named(who: str) -> bool:
    """Whether words are somebody's name, with or without what he is: 'Superintendent Walter Cragg'."""
    known = lexicon("en")
    titles = {word.lower() for row in known.rows("titles") for word in row[0].split()} | {"the"}
    parts = who.split()
    while len(parts) > 2 and (
        parts[0].lower().strip(".") in titles or parts[0].lower() in known.listed("role_nouns")
    ):
        parts = parts[1:]
    return is_byline(" ".join(parts))


def is_letterhead(words: str) -> bool:
    """The place and the day over a letter, in a line or a few, whatever the place is called: the day stands last."""
    if len(words) > _LONGEST_LINE or words.count("\n") >= _MOST_LINES:
        return False
    dated = _dated(words)
    return bool(dated) and words[dated[-1].end :].strip(" .,\n") == ""


def _dated(words: str) -> list[Expression]:
    """The dates that say their year."""
    return [e for e in grammar("en").find(words) if e.type == "DATE" and e.value[:1].isdigit()]


def is_salutation(words: str) -> bool:
    """Whether a letter begins with these words: 'Dear Ilse,', 'Sir,'."""
    return bool(_SALUTATION.match(words))
