"""Document: one read document, field for field what FORMAT.md (``whence-document/1``) describes.

JSON and JSON Schema derive from these types; there is no second description. Records are frozen and hold no
behaviour; they point at text by code points and at one another by id.
"""

from typing import Any, Literal

import msgspec
from msgspec import Struct

from whence.dates import Offset
from whence.text import Origin, Page, Span
from whence.version import __version__

FORMAT: Literal["whence-document/1"] = "whence-document/1"

BlockKind = Literal[
    "title", "heading", "paragraph", "block_quotation", "verse", "list_item",
    "turn", "table", "caption", "note", "colophon", "other",
]  # fmt: skip
EntityKind = Literal["person", "organisation", "place", "group", "work", "event", "other"]
MentionForm = Literal["name", "nominal", "pronoun", "adjective"]
CitationForm = Literal["full", "short", "ibid", "idem", "op_cit", "loc_cit", "supra", "archival", "other"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Calendar = Literal[
    "gregorian", "julian", "solar_hijri", "lunar_hijri", "hebrew", "french_republican", "other"
]
TimeBasis = Literal["stated", "anchored", "narrative", "document", "calendar", "person"]
QuotationForm = Literal["inline", "block"]
QuotationUse = Literal["speech", "writing", "term", "title", "other"]
SpeakerBasis = Literal["named", "pronoun", "note", "inferred", "none", "person"]
AttributionKind = Literal["direct", "indirect", "mixed", "belief", "other"]
About = Literal["occurrence", "cause", "characterisation", "intention", "other"]
On = Literal["occurrence", "date", "number", "place", "actor", "cause", "characterisation", "other"]
ToldAs = Literal["happened", "did_not_happen", "intended", "expected", "possible"]


class Model(Struct, frozen=True, gc=False):
    """The model that was used, by name and checksum."""

    name: str
    sha256: str


class MadeBy(Struct, frozen=True, gc=False):
    """The version of Whence that read the document, and its model (null where none was used)."""

    whence: str = __version__
    model: Model | None = None


class Dated(Struct, frozen=True, gc=False):
    """The date of writing or publication, and where in the text it stands (null: told from outside)."""

    edtf: str | None
    value: str
    start: int | None = None
    end: int | None = None


class DocumentFacts(Struct, frozen=True, gc=False):
    """What is known of the document as a whole. ``id`` is the SHA-256 of the file's bytes, ``text_id`` of the text."""

    id: str
    text_id: str
    name: str
    bytes: int
    media_type: str
    url: str | None = None
    retrieved: str | None = None
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    language: str | None = None
    date: Dated | None = None
    tags: tuple[str, ...] = ()


class Block(Struct, frozen=True, gc=False):
    """A piece of the page: a paragraph, a heading (with its level), a note, a block quotation."""

    id: str
    start: int
    end: int
    kind: BlockKind
    level: int | None = None


class Entity(Struct, frozen=True, gc=False):
    """Somebody or something named. ``name`` is the fullest form in the document, ``names`` every form found."""

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    why: str | None = None
    probability: float | None = None


class Mention(Struct, frozen=True, gc=False):
    """One place where an entity is mentioned."""

    start: int
    end: int
    entity: str
    form: MentionForm
    why: str | None = None
    probability: float | None = None


class Voice(Struct, frozen=True, gc=False):
    """One link of 'A says that B says'. ``v0`` is the author; the chain is read by following ``parent``."""

    id: str
    parent: str | None
    holders: tuple[str, ...] = ()
    unnamed: tuple[Span, ...] = ()
    why: str | None = None
    probability: float | None = None


class Marker(Struct, frozen=True, gc=False):
    """A note marker in the running text; ``covers`` is the quotation, sentence or clause that it closes."""

    id: str
    start: int
    end: int
    label: str
    note: str | None
    covers: Span | None = None
    why: str | None = None
    probability: float | None = None


class Note(Struct, frozen=True, gc=False):
    """A note: from its label to its last word."""

    id: str
    start: int
    end: int
    label: str
    markers: tuple[str, ...] = ()
    why: str | None = None
    probability: float | None = None


class Locator(Struct, frozen=True, gc=False):
    """Where in the work. ``label`` is a CSL locator label; ``inherited`` values do not stand in this citation."""

    label: str
    value: str
    basis: Literal["stated", "inherited"]


class Citation(Struct, frozen=True, gc=False):
    """A reference to a work, in a note or in the running text (``note`` null)."""

    id: str
    start: int
    end: int
    note: str | None
    form: CitationForm
    work: str | None = None
    refers_to: str | None = None
    locator: Locator | None = None
    signal: str | None = None
    why: str | None = None
    probability: float | None = None


class WorkPerson(Struct, frozen=True, gc=False):
    """A person who stands behind a work, as an entity of this document."""

    entity: str
    role: str


class Work(Struct, frozen=True, gc=False):
    """A work that is cited, as a CSL-JSON item."""

    id: str
    csl: dict[str, Any]
    people: tuple[WorkPerson, ...] = ()
    why: str | None = None
    probability: float | None = None


class Resolution(Struct, frozen=True, gc=False):
    """What the context makes of a time: value, first and last possible day, what it was counted from, and why."""

    value: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    anchor: str | None
    basis: TimeBasis


class Time(Struct, frozen=True, gc=False):
    """A time expression: TIMEX3 and EDTF of the words as they stand, apart from what context makes of them.

    ``until`` is the time that ends the stretch which begins with this one: '1914–18' are two times.
    """

    id: str
    start: int
    end: int
    type: TimeType
    calendar: Calendar
    value: str
    edtf: str | None
    mod: str | None = None
    offset: Offset | None = None
    resolved: tuple[Resolution, ...] = ()
    until: str | None = None
    why: str | None = None
    probability: float | None = None


class Insertion(Struct, frozen=True, gc=False):
    """An editorial bracket inside a quotation, brackets included; its words are those of whoever quotes."""

    start: int
    end: int
    voice: str


class Quotation(Struct, frozen=True, gc=False):
    """A quotation with its marks; ``segments`` are the quoted words alone."""

    id: str
    start: int
    end: int
    form: QuotationForm
    use: QuotationUse
    segments: tuple[Span, ...]
    insertions: tuple[Insertion, ...] = ()
    elisions: tuple[Span, ...] = ()
    voice: str | None = None
    basis: SpeakerBasis = "none"
    told_by: tuple[Span, ...] = ()
    said: str | None = None
    marker: str | None = None
    why: str | None = None
    probability: float | None = None


class Attribution(Struct, frozen=True, gc=False):
    """Source, cue and content of somebody's saying or believing (Pareti 2012; PolNeAR 2018)."""

    id: str
    kind: AttributionKind
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotations: tuple[str, ...] = ()
    voice: str | None = None
    parent: str | None = None
    said: str | None = None
    why: str | None = None
    probability: float | None = None


class Participant(Struct, frozen=True, gc=False):
    """An entity that takes part in an event."""

    entity: str
    role: Literal["agent", "patient", "other"]


class Party(Struct, frozen=True, gc=False):
    """The words for who, or what, takes part in an event, named or not; ``entity`` where they name one."""

    start: int
    end: int
    role: Literal["agent", "patient", "other"]
    entity: str | None = None


class Quantity(Struct, frozen=True, gc=False):
    """A number of something: at least, at most (null where the words set no bound), and of what.

    ``about`` is the number that is named where it is named as no more than near ("about 300").
    """

    start: int
    end: int
    least: int | None
    most: int | None
    of: str | None
    about: int | None = None


class Event(Struct, frozen=True, gc=False):
    """Something that is told to happen, by the words that name it."""

    id: str
    triggers: tuple[Span, ...]
    kind: str
    times: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    parties: tuple[Party, ...] = ()
    why: str | None = None
    probability: float | None = None


class Claim(Struct, frozen=True, gc=False):
    """A statement that can be checked or disputed, with its evidence and its voice. Never whether it is true."""

    id: str
    evidence: tuple[Span, ...]
    voice: str
    quotation: str | None = None
    attribution: str | None = None
    citation: str | None = None
    about: About = "other"
    events: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    effect: tuple[str, ...] = ()
    told_as: ToldAs | None = None
    times: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    polarity: Literal["positive", "negative"] = "positive"
    certainty: Literal["asserted", "hedged", "questioned"] = "asserted"
    why: str | None = None
    probability: float | None = None


class Relation(Struct, frozen=True, gc=False):
    """How two groups of claims stand to each other, and who says so (``voice`` null: nobody, they just do)."""

    id: str
    kind: Literal["agreement", "disagreement", "tension"]
    on: On
    a: tuple[str, ...]
    b: tuple[str, ...]
    voice: str | None
    signal: tuple[Span, ...] = ()
    why: str | None = None
    probability: float | None = None


class Problem(Struct, frozen=True, gc=False):
    """What a careful reader should look at, in one plain sentence."""

    kind: str
    spans: tuple[Span, ...]
    message: str
    why: str | None = None
    probability: float | None = None


class Document(Struct, frozen=True, gc=False):
    """A read document. Every field is always there; what the document does not give is null or empty."""

    format: Literal["whence-document/1"]
    made_by: MadeBy
    document: DocumentFacts
    text: str
    origins: tuple[Origin, ...] = ()
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    voices: tuple[Voice, ...] = ()
    markers: tuple[Marker, ...] = ()
    notes: tuple[Note, ...] = ()
    citations: tuple[Citation, ...] = ()
    works: tuple[Work, ...] = ()
    times: tuple[Time, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    problems: tuple[Problem, ...] = ()
    layers: dict[str, msgspec.Raw] = {}


def to_json(document: Document) -> bytes:
    """The document as one line of JSON in UTF-8, without the line's end."""
    return msgspec.json.encode(document)


def from_json(line: bytes | str) -> Document:
    """The document of one line of JSON. Raises ValueError with a plain sentence where it is none."""
    try:
        return msgspec.json.decode(line, type=Document)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise ValueError(f"This is no {FORMAT} document: {error}.") from error


def json_schema() -> dict[str, object]:
    """The JSON Schema of a document, derived from the types above."""
    # Raw is any JSON; the schema generator has no word for it.
    schema = msgspec.json.schema(Document, schema_hook=lambda kind: {})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": FORMAT, **schema}
