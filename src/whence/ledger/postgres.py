"""PostgreSQL: where it differs from SQLite: the lock, and a column of text-search vectors for the index."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, Engine, FromClause, create_engine, text
from sqlalchemy.pool import NullPool

from whence.ledger.tables import lines
from whence.ledger.words import Asked

_LOCK = 0x57484E43
# A writer that has waited for another must see what that one wrote; only readers look at one moment.
WRITING = {"isolation_level": "READ COMMITTED"}
_MOST_POSITIONS = 16_383  # of a word in a text-search vector

INDEX = (
    "ALTER TABLE lines ADD COLUMN tokens tsvector",
    "CREATE INDEX line_index ON lines USING gin (tokens)",
)
APPEND_ONLY = (
    "CREATE FUNCTION log_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the log only grows'; END $$",
    "CREATE TRIGGER log_keeps_what_is_written BEFORE UPDATE OR DELETE OR TRUNCATE ON log "
    "FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows()",
)


def engine_of(url: str) -> Engine:
    """An engine for the database's URL, with the driver that Whence installs (extra ``postgres``)."""
    driver = "postgresql+pg8000://"
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            url = driver + url.removeprefix(scheme)
    return create_engine(url, poolclass=NullPool, isolation_level="REPEATABLE READ")


def prepare(engine: Engine) -> None:
    """Nothing to do: readers never wait for writers."""


def create(connection: Connection) -> None:
    """Makes what only PostgreSQL has: the index and the log's triggers."""
    for statement in (*INDEX, *APPEND_ONLY):
        connection.exec_driver_sql(statement)


def lock(connection: Connection) -> None:
    """One writer at a time, so that numbers and the log's chain have one order; given back with the transaction."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def add_to_index(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Puts lines into the index: number, words, keys."""
    for n, words, keys in rows:
        connection.execute(
            text("UPDATE lines SET tokens = CAST(:vector AS tsvector) WHERE n = :n"),
            {"n": n, "vector": _vector(words, keys)},
        )


def clear_index(connection: Connection) -> None:
    """Empties the index."""
    connection.execute(text("UPDATE lines SET tokens = NULL"))


def _vector(words: str, keys: str) -> str:
    """Words with their positions, keys with none; keys begin with a sign that no word has."""
    placed = [f"'{w}':{min(i, _MOST_POSITIONS)}" for i, w in enumerate(words.split(), 1)]
    return " ".join([*placed, *(f"'#{k}'" for k in keys.split())])


def matching(
    asked: Sequence[Asked], keys: Sequence[Sequence[str]]
) -> tuple[FromClause, ColumnElement[bool], ColumnElement[int]]:
    """The lines, the condition that all of these are met, and the line's number. Raises ValueError where all is absent."""
    if not any(not a.absent for a in asked) and not keys:
        raise ValueError("nothing to look for")
    parts = [("!" if a.absent else "") + f"({_words(a)})" for a in asked]
    parts += ["(" + " | ".join(f"'#{k}'" for k in group) + ")" for group in keys]
    condition = text("lines.tokens @@ CAST(:question AS tsquery)").bindparams(question=" & ".join(parts))
    return lines, condition, lines.c.n  # type: ignore[return-value]


def _words(asked: Asked) -> str:
    found = []
    for phrase in asked.phrases:
        words = [f"'{w}'" for w in phrase]
        if asked.prefix:
            words[-1] += ":*"
        found.append("(" + " <-> ".join(words) + ")")
    return " | ".join(found)


def damage(connection: Connection) -> Iterator[str]:
    """PostgreSQL checks its own files."""
    yield from ()
