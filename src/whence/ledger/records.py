"""Records: what questions to a ledger give back, each traceable to a document, a place and its words."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import msgspec
from msgspec import Struct

from whence.text import Anchor

if TYPE_CHECKING:
    import pandas
    import polars


class Found(Struct, frozen=True):
    """A line that answers a question: its words as they stand, where, and who says them on what source.

    ``id`` is what ``show`` takes. ``start`` and ``end`` are code points into the document's text. ``times`` are EDTF.
    """

    id: str
    document: str
    name: str
    title: str | None
    place: str
    page: str | None
    kind: str
    voice: str
    words: str
    sources: tuple[str, ...]
    times: tuple[str, ...]
    about: tuple[str, ...]
    start: int
    end: int


class Voiced(Struct, frozen=True):
    """Somebody who speaks, and how many lines were counted."""

    voice: str
    lines: int


class KeptDocument(Struct, frozen=True):
    """A file that the ledger knows, and the document read from it. ``status``: read, failed, without text."""

    id: str
    path: str
    version: int
    status: str
    reason: str | None
    name: str | None
    title: str | None
    byline: str | None
    publisher: str | None
    date: str | None
    language: str | None
    url: str | None
    retrieved: str | None
    tags: tuple[str, ...]
    size: int | None
    characters: int | None
    claims: int | None
    notes: int | None
    problems: int | None
    differs: tuple[str, ...]
    sha256: str | None
    read_at: str
    read_by: str


class KeptWork(Struct, frozen=True):
    """A work that documents cite: in how many documents, how often, in how many notes."""

    label: str
    documents: int
    citations: int
    notes: int
    cited_in: tuple[str, ...]
    csl: dict[str, Any]


class ShownTime(Struct, frozen=True):
    """A time in a line: its words, and what they may mean, from the first to the last possible day."""

    words: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    basis: str | None


class ShownSource(Struct, frozen=True):
    """A source of a line: the work, where in it, and the note that says so."""

    work: str
    locator: str | None
    inherited: bool
    note: str | None
    words: str


class Shown(Struct, frozen=True):
    """One line with all that stands beside it. ``before`` and ``after`` are the words around it in its paragraph."""

    id: str
    document: str
    name: str
    title: str | None
    path: str | None
    place: str
    page: str | None
    kind: str
    voice: str
    told_by: tuple[str, ...]
    before: str
    words: str
    after: str
    sources: tuple[ShownSource, ...]
    times: tuple[ShownTime, ...]
    about: tuple[str, ...]
    told_as: str | None
    polarity: str | None
    certainty: str | None
    anchor: Anchor


R = TypeVar("R", bound=Struct)


class Results(Sequence[R], Generic[R]):
    """Records in their order; ``more`` says whether there would be more than were asked for.

    ``to_pandas()`` and ``to_polars()`` give a data frame with a column a field, where that library is installed.
    """

    def __init__(self, found: Sequence[R], kind: type[R], more: bool = False) -> None:
        self._found = tuple(found)
        self._kind = kind
        self.more = more

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[R]:
        return iter(self._found)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[R]: ...
    def __getitem__(self, index: int | slice) -> R | Sequence[R]:
        return self._found[index]

    def __repr__(self) -> str:
        return f"<{len(self)} × {self._kind.__name__}{', and there are more' if self.more else ''}>"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields."""
        return self._kind.__struct_fields__

    def records(self) -> list[dict[str, Any]]:
        """The records as plain dictionaries of JSON's kinds of values."""
        plain: list[dict[str, Any]] = msgspec.to_builtins(self._found)
        return plain

    def to_pandas(self) -> "pandas.DataFrame":
        """A pandas data frame, a row a record. Raises ImportError where pandas is not installed."""
        import pandas

        return pandas.DataFrame(self.records(), columns=list(self.columns))

    def to_polars(self) -> "polars.DataFrame":
        """A polars data frame, a row a record. Raises ImportError where polars is not installed."""
        import polars

        rows = self.records()
        return polars.DataFrame({c: [row[c] for row in rows] for c in self.columns}, strict=False)


class Who(Struct, frozen=True):
    """All about a name: the names that were taken for it, what they say, what is said of them, and by whom.

    ``by`` counts lines of ``said_of`` by voice, over at most the first 2,000.
    """

    names: tuple[str, ...]
    says: "Results[Found]"
    said_of: "Results[Found]"
    by: tuple[Voiced, ...]
