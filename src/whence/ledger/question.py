"""Questions: what is asked of a ledger, as keys and words of the index and an exact period."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection, func, select

from whence.ledger import tables as t
from whence.ledger.periods import day_number, period_question
from whence.ledger.words import Asked, asked, plain_tokens
from whence.names import folded, tokens

AUTHOR = "author"
_MOST_NAMES = 2_000


class Question(Struct, frozen=True):
    """Words and conditions, all of which a line must meet. ``since`` and ``until``: a year, a month or a day.

    ``voice`` may be 'author': whoever wrote the document. ``document`` is an id, or words of a title, author or path.
    """

    words: str = ""
    voice: str | None = None
    about: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    document: str | None = None


class Asks(Struct, frozen=True):
    """A question in the terms of the index. ``nothing``: no line can meet it."""

    asked: tuple[Asked, ...]
    keys: tuple[tuple[str, ...], ...]
    period: tuple[int | None, int | None] | None
    nothing: bool = False
    documents: tuple[int, ...] | None = None


Linked = Mapping[tuple[str, ...], frozenset[str]]


def asks(connection: Connection, question: Question, linked: Linked) -> Asks:
    """The question in the terms of the index; ``linked`` are names that a person said are one's. Raises ValueError, with a plain sentence, where it asks for nothing."""
    languages = connection.execute(select(t.documents.c.language).distinct()).scalars()
    words = asked(question.words, [x for x in languages if x])
    if question.words.strip() and not words:
        raise ValueError(f"There is no word in {question.words!r} to look for.")
    keys: list[Sequence[str]] = []
    if question.voice:
        keys.append(_voice_keys(connection, question.voice, linked))
    if question.about:
        keys.append([k for n in people_like(connection, question.about, linked) for k in (f"a{n}", f"b{n}")])
    if question.source:
        keys.append([f"w{n}" for n in works_like(connection, question.source)])
    if question.kind:
        keys.append([f"k{question.kind[0]}"])
    period = _period(connection, question)
    if period:
        keys += _period_keys(connection, period)
    if not keys and all(a.absent for a in words):
        raise ValueError(
            "Say what to look for: words that must occur, or a voice, a name, a source or a time."
        )
    documents = documents_like(connection, question.document) if question.document else None
    if documents == ():
        raise ValueError(f"No document has “{question.document}” in its title, author or path.")
    nothing = any(not k for k in keys)
    return Asks(words, tuple(tuple(k) for k in keys), period, nothing, documents)


def documents_like(connection: Connection, words: str) -> tuple[int, ...]:
    """The numbers of the current documents with this id, or with all these words in title, author or path."""
    rows = connection.execute(
        select(
            t.files.c.document,
            t.files.c.path,
            t.documents.c.sha256,
            t.documents.c.title,
            t.documents.c.byline,
        )
        .join(t.documents, t.documents.c.n == t.files.c.document)
        .where(t.files.c.current)
        .order_by(t.files.c.document)
    )
    wanted = words.casefold().split()
    found = set()
    for row in rows:
        named = f"{row.path} {row.title or ''} {row.byline or ''}".casefold()
        if row.sha256.startswith(words.strip().lower()) or all(w in named for w in wanted):
            found.add(row.document)
    return tuple(sorted(found))


def _voice_keys(connection: Connection, name: str, linked: Linked) -> list[str]:
    if name.casefold() in (AUTHOR, "the author"):
        return ["v0"]
    return [f"v{n}" for n in people_like(connection, name, linked)]


def _period(connection: Connection, question: Question) -> tuple[int | None, int | None] | None:
    if not question.since and not question.until:
        return None
    first = day_number(question.since) if question.since else None
    last = day_number(question.until, last=True) if question.until else None
    for value, number in ((question.since, first), (question.until, last)):
        if value and number is None:
            raise ValueError(f"{value!r} is no date; write 1981, 1981-06, 1981-06-20 or 198X.")
    if first is not None and last is not None and first > last:
        raise ValueError(f"The time from {question.since} to {question.until} ends before it begins.")
    return first, last


def _period_keys(connection: Connection, period: tuple[int | None, int | None]) -> list[Sequence[str]]:
    """Keys that every line of the period has. An open end is closed where the ledger's times end."""
    first, last = period
    if first is None:
        first = connection.execute(select(t.ledger.c.earliest)).scalar()
    if last is None:
        last = connection.execute(select(t.ledger.c.latest)).scalar()
    if first is None or last is None or first > last:
        return [()]
    tokens = period_question(first, last)
    return [tokens] if tokens else []


def people_like(connection: Connection, name: str, linked: Linked) -> list[int]:
    """The numbers of the names like a name, and of all that are linked with one of them."""
    numbers = names_like(connection, name)
    if not linked or not numbers:
        return numbers
    found = connection.execute(select(t.names.c.name).where(t.names.c.n.in_(numbers))).scalars()
    others = {o for n in found for o in linked.get(tuple(tokens(n)), ())}
    rows = connection.execute(select(t.names.c.n).where(t.names.c.name.in_(sorted(others)))).scalars()
    return sorted({*numbers, *rows})


def names_like(connection: Connection, name: str) -> list[int]:
    """The numbers of the names in the ledger that have all words of a name; initials stand for names.

    Where none has them, differences that transliteration makes are passed over ('Syavash', 'Siavash').
    """
    found = _fitting(connection, list(tokens(name)))
    return found or _fitting(connection, [folded(w) for w in tokens(name)], transliterated=True)


def names_beginning(connection: Connection, words: str, limit: int) -> list[str]:
    """Names with a word that begins like the last of some words, and with the others; the shortest first."""
    wanted = list(tokens(words))
    if not wanted:
        return []
    numbers = (
        select(t.name_words.c.name)
        .where(t.name_words.c.word.startswith(wanted[-1], autoescape=True))
        .distinct()
        .limit(_MOST_NAMES)
    )
    rows = connection.execute(select(t.names.c.name).where(t.names.c.n.in_(numbers))).scalars()
    fitting = [n for n in rows if set(wanted[:-1]) <= set(tokens(n))]
    return sorted(fitting, key=lambda n: (len(n), n))[:limit]


def _fitting(connection: Connection, wanted: list[str], transliterated: bool = False) -> list[int]:
    long = [w for w in wanted if len(w) > 1] or wanted
    if not long:
        return []
    numbers = select(t.name_words.c.name).where(t.name_words.c.word.in_(long)).distinct()
    rows = connection.execute(
        select(t.names.c.n, t.names.c.name).where(t.names.c.n.in_(numbers)).order_by(t.names.c.n)
    )
    found = []
    for row in rows:
        words = [folded(w) for w in tokens(row.name)] if transliterated else list(tokens(row.name))
        if fits(wanted, words):
            found.append(row.n)
    return found[:_MOST_NAMES]


def fits(wanted: list[str], words: list[str]) -> bool:
    """Whether a name has all the wanted words, in any order; an initial on either side stands for a word.

    >>> fits(["m", "rajavi"], ["massoud", "rajavi"]), fits(["massoud", "rajavi"], ["rajavi"])
    (True, False)
    """
    left = list(words)
    for word in sorted(wanted, key=len, reverse=True):
        fit = next((w for w in left if w == word), None) or next(
            (
                w
                for w in left
                if (len(word) == 1 and w.startswith(word)) or (len(w) == 1 and word.startswith(w))
            ),
            None,
        )
        if fit is None:
            return False
        left.remove(fit)
    return any(len(w) > 1 and w in words for w in wanted)


def works_like(connection: Connection, words: str) -> list[int]:
    """The numbers of the works whose authors, title and other words hold all these words."""
    wanted = sorted(set(plain_tokens(words)))
    if not wanted:
        return []
    query = (
        select(t.work_words.c.work)
        .where(t.work_words.c.word.in_(wanted))
        .group_by(t.work_words.c.work)
        .having(func.count() == len(wanted))
        .order_by(t.work_words.c.work)
    )
    return list(connection.execute(query).scalars())
