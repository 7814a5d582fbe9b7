"""packing: what a document tells, and its leads, as bytes to keep (MessagePack, compressed), and back.

What all tellings of a document share, the keys of a stretch and the places that the text knows, is written once.
"""

import math
import zlib
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

import msgspec
import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from whence.compare import wording
from whence.compare.contexts import Weighted
from whence.compare.leads import Leads, leads_of
from whence.compare.scenes import Scene
from whence.compare.tellings import Telling
from whence.compare.told import Told, told
from whence.compare.values import Where
from whence.compare.wording import Worded, worded
from whence.layers.certainty import likely, shown
from whence.layers.document import Document
from whence.ledger import LedgerError
from whence.ledger.compared import Side, Stored

_LEVEL = 1  # of compression: what is kept is read far more often than sent
_ID = np.dtype("<u4")
_NOTHING: frozenset[str] = frozenset()

T = TypeVar("T")


class _Packed(Struct, frozen=True, gc=False):
    tellings: tuple[Telling, ...]
    scenes: tuple[Scene, ...]
    places: frozenset[str]


_told = msgspec.msgpack.Decoder(_Packed)
_leads = msgspec.msgpack.Decoder(Leads)
_wording = msgspec.msgpack.Decoder(wording.Packed)


def packed(side: Side, document: Document) -> Stored:
    """All that is kept of a document: what it tells, with those who perhaps say so; leads from what is shown of it alone."""
    said, leads = told(side.path, likely(document)), leads_of(side.path, shown(document))
    wheres = (c.value for t in said.tellings for c in t.account.cells if isinstance(c.value, Where))
    held = _Packed(
        tuple(_bare(t) for t in said.tellings),
        _scenes(said),
        frozenset(p for where in wheres for p in where.known | where.names),
    )
    stretches = [
        (weighed(c.words), weighed(c.names), tuple(_number(k) for k in c.keys)) for c in said.contexts
    ]
    text = worded(side.path, document)
    return Stored(
        side, _small(held), _small(leads), _small(wording.packed(text)), tuple(stretches), tuple(text.marks)
    )


def _scenes(said: Told) -> tuple[Scene, ...]:
    """The scene of each stretch; of one that tells nothing an empty one."""
    found = {t.context: t.scene for t in said.tellings}
    return tuple(found.get(n, Scene()) for n in range(len(said.contexts)))


def _small(held: Struct) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(held), _LEVEL)


def _open(decoder: "msgspec.msgpack.Decoder[T]", kept: bytes) -> T:
    try:
        return decoder.decode(zlib.decompress(kept))
    except (zlib.error, msgspec.DecodeError) as error:
        raise LedgerError(
            "is damaged in what it keeps for comparing",
            "restore a copy of it, or read its documents into a new one",
        ) from error


def unpacked_told(kept: bytes) -> tuple[Telling, ...]:
    """The tellings of a document."""
    held = _open(_told, kept)
    return tuple(_whole(t, held) for t in held.tellings)


def unpacked_leads(kept: bytes) -> Leads:
    """The leads of a document."""
    return _open(_leads, kept)


def _bare(t: Telling) -> Telling:
    """A telling without what its document and its stretch give it."""
    return replace(_placed(t, _NOTHING), scene=Scene())


def _whole(t: Telling, held: _Packed) -> Telling:
    return replace(_placed(t, held.places), scene=held.scenes[t.context])


def _placed(t: Telling, known: frozenset[str]) -> Telling:
    """A telling whose places know these others of its text."""
    if not any(isinstance(c.value, Where) for c in t.account.cells):
        return t
    cells = tuple(
        replace(c, value=replace(c.value, known=known - c.value.names)) if isinstance(c.value, Where) else c
        for c in t.account.cells
    )
    return replace(t, account=replace(t.account, cells=cells))


def _number(word: str) -> int:
    """A word as a number of 63 bits, the same everywhere."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") >> 1


def unpacked_wording(path: str, kept: bytes) -> Worded:
    """The wording of a document's text."""
    return wording.unpacked(path, _open(_wording, kept))


class Vector(Struct, frozen=True, eq=False, gc=False):
    """Weighted stems as sorted numbers, with the squares of their weights."""

    ids: NDArray[np.uint32]
    squares: NDArray[np.uint16]
    length: float


def weighed(words: Weighted) -> bytes:
    """Weighted stems as bytes: their numbers, sorted, then their weights."""
    rows = sorted((zlib.crc32(s.encode()), w) for s, w in words.stems.items())
    ids = np.array([i for i, _ in rows], _ID)
    return ids.tobytes() + np.array([w for _, w in rows], np.uint8).tobytes()


def vector(kept: bytes) -> Vector:
    """Weighted stems from their bytes."""
    size = len(kept) // 5
    squares = np.frombuffer(kept, np.uint8, size, 4 * size).astype(np.uint16) ** 2
    return Vector(np.frombuffer(kept, _ID, size), squares, math.sqrt(int(squares.sum())))


def likenesses(one: Vector, others: Sequence[Vector]) -> list[float]:
    """The cosine of one with each of others, from 0 to 1; equal to contexts.alike."""
    if not one.ids.size or not others:
        return [0.0] * len(others)
    ids = np.concatenate([o.ids for o in others])
    squares = np.concatenate([o.squares for o in others])
    at = np.searchsorted(one.ids, ids).clip(max=one.ids.size - 1)
    owner = np.repeat(np.arange(len(others)), [o.ids.size for o in others])
    shared = np.bincount(owner, np.where(one.ids[at] == ids, squares, 0), len(others))
    return [float(s) / (one.length * o.length) if s else 0.0 for s, o in zip(shared, others, strict=True)]
