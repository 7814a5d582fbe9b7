"""The tables of a ledger, for SQLite and PostgreSQL alike.

Kept: ``files`` (what was read, when, by which version), ``documents`` (what each reading found, whole) and ``log``
(people's Entries). All the others are made from the documents and can be made again: ``passages``, ``voices``,
``lines``, ``times``, ``names``, ``works``, and the index over the lines, which each database has in its own way.
What documents tell beside each other (``compared`` and the tables after it) is made when somebody compares them.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# SQLite's own row numbers are what an Integer primary key names; PostgreSQL needs the wide type.
Number = BigInteger().with_variant(Integer, "sqlite")

ledger = Table(
    "ledger", metadata,
    Column("id", Integer, primary_key=True),
    Column("program", Text, nullable=False),
    Column("lines_made", BigInteger, nullable=False),  # numbers are never used twice
    Column("lines_gone", BigInteger, nullable=False),  # still in SQLite's index, hidden by the join
    Column("earliest", Integer), Column("latest", Integer),  # no time of any line lies outside
)  # fmt: skip

documents = Table(
    "documents", metadata,
    Column("n", Number, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("told", Text, nullable=False),  # what its user or a list said of it, as JSON
    Column("made_by", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text), Column("byline", Text), Column("publisher", Text), Column("language", Text),
    Column("date", Text), Column("url", Text), Column("retrieved", Text), Column("tags", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("characters", Integer, nullable=False), Column("claims", Integer, nullable=False),
    Column("notes", Integer, nullable=False), Column("problems", Integer, nullable=False),
    Column("differs", Text, nullable=False),  # where a list says otherwise than the file: sentences as JSON
    Column("body", LargeBinary, nullable=False),  # the Document's JSON without its text, zlib
    Column("text", LargeBinary, nullable=False),  # its text in UTF-8, zlib
    Column("checksum", Text, nullable=False),  # SHA-256 of body and text
    Column("first_line", BigInteger, nullable=False), Column("last_line", BigInteger, nullable=False),
    UniqueConstraint("sha256", "told", "made_by"),
)  # fmt: skip

files = Table(
    "files", metadata,
    Column("n", Number, primary_key=True),
    Column("path", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", Text), Column("size", BigInteger),
    Column("url", Text),
    Column("read_at", Text, nullable=False), Column("read_by", Text, nullable=False),
    Column("status", Text, nullable=False),  # read, failed, without text
    Column("reason", Text),
    Column("document", Number, ForeignKey("documents.n")),
    Column("current", Boolean, nullable=False),
    UniqueConstraint("path", "version"),
    Index("files_of_document", "document"),
)  # fmt: skip

passages = Table(
    "passages", metadata,
    Column("n", Number, primary_key=True),
    Column("document", Number, ForeignKey("documents.n"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("place", Text, nullable=False),
    Column("page", Text),
    Index("passages_of_document", "document", "start"),
)  # fmt: skip

voices = Table(
    "voices", metadata,
    Column("n", Number, primary_key=True),
    Column("document", Number, ForeignKey("documents.n"), nullable=False),
    Column("voice", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("is_author", Boolean, nullable=False),
    Column("is_named", Boolean, nullable=False),
    Column("characters", Integer, nullable=False),
    Index("voices_of_document", "document"),
)  # fmt: skip

lines = Table(
    "lines", metadata,
    Column("n", Number, primary_key=True),
    Column("document", Number, nullable=False),  # no foreign keys: they would need an index each to delete by
    Column("passage", Number, nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("record", Text, nullable=False),
    Column("spans", Text, nullable=False),
    Column("voice", Number),
    Column("terms", Text, nullable=False),
)  # fmt: skip

times = Table(
    "times", metadata,
    Column("line", Number, ForeignKey("lines.n"), primary_key=True),
    Column("at", SmallInteger, primary_key=True),
    Column("earliest", Integer, nullable=False),
    Column("latest", Integer, nullable=False),
    Column("edtf", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

names = Table(
    "names", metadata,
    Column("n", Number, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)  # fmt: skip

name_words = Table(
    "name_words", metadata,
    Column("word", Text, primary_key=True),
    Column("name", Number, ForeignKey("names.n"), primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

works = Table(
    "works", metadata,
    Column("n", Number, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("csl", Text, nullable=False),
)  # fmt: skip

work_words = Table(
    "work_words", metadata,
    Column("word", Text, primary_key=True),
    Column("work", Number, ForeignKey("works.n"), primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

cited = Table(
    "cited", metadata,
    Column("document", Number, ForeignKey("documents.n"), primary_key=True),
    Column("work", Number, ForeignKey("works.n"), primary_key=True),
    Column("record", Text, nullable=False),
    Column("citations", Integer, nullable=False),
    Column("notes", Integer, nullable=False),
    Index("cited_work", "work"),
)  # fmt: skip

log = Table(
    "log", metadata,
    Column("position", Number, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("entry", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("hash", Text, nullable=False),
)  # fmt: skip

# In the order in which rows of a document can be deleted.
DERIVED = (cited, voices, passages)

# -- what documents tell, beside each other; see whence.ledger.compared ------------------------------------------------

beside = MetaData()

compared = Table(
    "compared", beside,
    Column("file", Number, primary_key=True, autoincrement=False),
    Column("path", Text, nullable=False),
    Column("stamp", Text, nullable=False),  # changes when the file's document does
    Column("told", LargeBinary, nullable=False),
    Column("leads", LargeBinary, nullable=False),
    Column("wording", LargeBinary, nullable=False),
)  # fmt: skip

stretches = Table(
    "compared_stretches", beside,
    Column("n", Number, primary_key=True),
    Column("file", Number, nullable=False),
    Column("at", Integer, nullable=False),  # its place among the stretches of its text
    Column("words", LargeBinary, nullable=False), Column("names", LargeBinary, nullable=False),
    Index("compared_stretches_of_file", "file"),
)  # fmt: skip

stretch_keys = Table(
    "compared_keys", beside,
    Column("key", BigInteger, primary_key=True), Column("stretch", Number, primary_key=True),
    Index("compared_keys_of_stretch", "stretch"),
    sqlite_with_rowid=False,
)  # fmt: skip

marks = Table(
    "compared_marks", beside,
    Column("mark", BigInteger, primary_key=True), Column("file", Number, primary_key=True),
    Index("compared_marks_of_file", "file"),
    sqlite_with_rowid=False,
)  # fmt: skip

scored = Table(
    "compared_scores", beside,
    Column("one", Number, primary_key=True, autoincrement=False), Column("other", Number, primary_key=True),
    Column("scores", LargeBinary, nullable=False),
    Index("compared_scores_of_other", "other"),
    sqlite_with_rowid=False,
)  # fmt: skip

copies = Table(
    "compared_copies", beside,
    Column("one", Number, primary_key=True, autoincrement=False), Column("other", Number, primary_key=True),
    Column("passages", LargeBinary, nullable=False),
    Index("compared_copies_of_other", "other"),
    sqlite_with_rowid=False,
)  # fmt: skip

grouped = Table(
    "compared_tellings", beside,
    Column("file", Number, primary_key=True, autoincrement=False),
    Column("telling", Integer, primary_key=True, autoincrement=False),
    Column("part", Number, nullable=False),  # tellings of two parts have nothing to do with one another
    Column("event", Number),
    Index("compared_tellings_of_part", "part"), Index("compared_tellings_of_event", "event"),
    sqlite_with_rowid=False,
)  # fmt: skip

events = Table(
    "compared_events", beside,
    Column("n", Number, primary_key=True, autoincrement=False),
    Column("part", Number, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("rank", Text, nullable=False),  # documents, tie, voices, conflicts, as JSON
    Column("members", Text, nullable=False),  # tellings that are of it, and those that may be, as JSON
    Index("compared_events_of_part", "part"),
)  # fmt: skip

compared_by = Table(
    "compared_by", beside,
    Column("id", Integer, primary_key=True),
    Column("form", Text, nullable=False),  # of what is kept: another form is made anew
    Column("rules", Text, nullable=False),  # what people dismissed or decided when events were grouped, as JSON
)  # fmt: skip
