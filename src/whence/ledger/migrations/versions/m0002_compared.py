"""What documents tell beside each other is kept, so that a new document is compared with its neighbours alone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables; they are filled when somebody compares."""
    _documents()
    _pairs()
    _events()


def _number(name: str, primary_key: bool = False) -> "sa.Column[int]":
    return sa.Column(name, NUMBER, nullable=False, primary_key=primary_key, autoincrement=False)


def _documents() -> None:
    op.create_table(
        "compared",
        _number("file", True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("leads", sa.LargeBinary(), nullable=False),
        sa.Column("wording", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "compared_stretches",
        sa.Column("n", NUMBER, primary_key=True),
        _number("file"),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("names", sa.LargeBinary(), nullable=False),
    )
    op.create_index("compared_stretches_of_file", "compared_stretches", ["file"])
    for table, key, of in (("keys", "key", "stretch"), ("marks", "mark", "file")):
        name = f"compared_{table}"
        op.create_table(
            name,
            sa.Column(key, sa.BigInteger(), primary_key=True, autoincrement=False),
            _number(of, True),
            sqlite_with_rowid=False,
        )
        op.create_index(f"{name}_of_{of}", name, [of])


def _pairs() -> None:
    for table, held in (("compared_scores", "scores"), ("compared_copies", "passages")):
        op.create_table(
            table,
            _number("one", True),
            _number("other", True),
            sa.Column(held, sa.LargeBinary(), nullable=False),
            sqlite_with_rowid=False,
        )
        op.create_index(f"{table}_of_other", table, ["other"])


def _events() -> None:
    op.create_table(
        "compared_tellings",
        _number("file", True),
        sa.Column("telling", sa.Integer(), primary_key=True, autoincrement=False),
        _number("part"),
        sa.Column("event", NUMBER),
        sqlite_with_rowid=False,
    )
    op.create_index("compared_tellings_of_part", "compared_tellings", ["part"])
    op.create_index("compared_tellings_of_event", "compared_tellings", ["event"])
    op.create_table(
        "compared_events",
        _number("n", True),
        _number("part"),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
    )
    op.create_index("compared_events_of_part", "compared_events", ["part"])
    op.create_table(
        "compared_by",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
    )
