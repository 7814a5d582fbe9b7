"""The first tables."""

import sqlalchemy as sa
from alembic import op

from whence.ledger import postgres, sqlite

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes all tables, the index over the lines and the triggers that keep the log as it was written."""
    _tables()
    connection = op.get_bind()
    backend = sqlite if connection.dialect.name == "sqlite" else postgres
    backend.create(connection)
    connection.exec_driver_sql(
        "INSERT INTO ledger (id, program, lines_made, lines_gone) VALUES (1, 'whence', 0, 0)"
    )


def _tables() -> None:
    op.create_table(
        "documents",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("byline", sa.Text()),
        sa.Column("publisher", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("date", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("retrieved", sa.Text()),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Integer(), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.Column("differs", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("first_line", sa.BigInteger(), nullable=False),
        sa.Column("last_line", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("sha256", "told", "made_by"),
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("lines_made", sa.BigInteger(), nullable=False),
        sa.Column("lines_gone", sa.BigInteger(), nullable=False),
        sa.Column("earliest", sa.Integer()),
        sa.Column("latest", sa.Integer()),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "lines",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("passage", NUMBER, nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("voice", NUMBER),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_table(
        "log",
        sa.Column("position", NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "names",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "works",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("csl", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "cited",
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("work", NUMBER, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("citations", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.n"]),
        sa.ForeignKeyConstraint(["work"], ["works.n"]),
        sa.PrimaryKeyConstraint("document", "work"),
    )
    op.create_index("cited_work", "cited", ["work"])
    op.create_table(
        "files",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text()),
        sa.Column("size", sa.BigInteger()),
        sa.Column("url", sa.Text()),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("read_by", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("document", NUMBER),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.n"]),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("path", "version"),
    )
    op.create_index("files_of_document", "files", ["document"])
    op.create_table(
        "name_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("name", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["name"], ["names.n"]),
        sa.PrimaryKeyConstraint("word", "name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "passages",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("page", sa.Text()),
        sa.ForeignKeyConstraint(["document"], ["documents.n"]),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("passages_of_document", "passages", ["document", "start"])
    op.create_table(
        "times",
        sa.Column("line", NUMBER, nullable=False),
        sa.Column("at", sa.SmallInteger(), nullable=False),
        sa.Column("earliest", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("edtf", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["line"], ["lines.n"]),
        sa.PrimaryKeyConstraint("line", "at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "voices",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_author", sa.Boolean(), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.n"]),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("voices_of_document", "voices", ["document"])
    op.create_table(
        "work_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("work", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["work"], ["works.n"]),
        sa.PrimaryKeyConstraint("word", "work"),
        sqlite_with_rowid=False,
    )
