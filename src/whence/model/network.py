"""The network: one file of weights, run by onnxruntime over one window at a time. The only module that imports onnxruntime.

One window a run, always of one of a few lengths, floats throughout, numbers rounded: so a text gives the same numbers
whatever stands beside it and however many threads there are.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from whence.model.pieces import Cutter, Pieces
from whence.model.windows import padded

FILE = "heard.onnx"
_QUOTES = 32  # quotations of a window whose speaker is asked for
_DECIMALS = 3


class ModelError(Exception):
    """A model that cannot be used: one plain sentence that says why and what to do."""


class Numbers(Struct, frozen=True):
    """What the heads say of one window of L pieces, its two ends with it, rounded.

    anchors [L], at [K], parts [K, L, 4], mentions [L, W, classes], speakers [Q, L].
    """

    anchors: NDArray[np.float32]
    at: NDArray[np.int64]
    parts: NDArray[np.float32]
    mentions: NDArray[np.float32]
    speakers: NDArray[np.float32]


class Network:
    """The weights with what was noted beside them: vocabulary, classes, the CRF's moves, calibration."""

    def __init__(self, path: Path, threads: int | None = None) -> None:
        raw = _checked(path)
        onnxruntime: Any = import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or allowed_threads()
        options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                raw, options, providers=["CPUExecutionProvider"]
            )
            about: Mapping[str, str] = self._session.get_modelmeta().custom_metadata_map
            self.cutter = Cutter(about["vocabulary"].split("\n"))
            self.classes: tuple[str, ...] = tuple(json.loads(about["classes"]))
            self.moves = np.array(json.loads(about["moves"]))
            self.begins = np.array(json.loads(about["begins"]))
            self.heads = frozenset(json.loads(about["heads"]))
            self.calibration: dict[str, list[float]] = json.loads(about["calibration"])
        except Exception as error:  # onnxruntime has no common class of its own for these
            raise ModelError(f"The model {path.name} cannot be used ({type(error).__name__}); install Whence again.") from error  # fmt: skip
        self.name = about.get("name", path.stem)
        self.sha256 = hashlib.sha256(raw).hexdigest()

    def run(self, pieces: Pieces, first: int, last: int, quotes: Sequence[tuple[int, int]]) -> Numbers:
        """The numbers of the window of pieces from ``first`` to ``last`` (excluded).

        ``quotes`` are first and last pieces in the window, its first mark counted as 0; as many as there is room for.
        """
        size = last - first + 2
        length = padded(last - first)
        ids = self._padded(pieces.ids[first:last], length, self.cutter.start, self.cutter.stop)
        sentences = pieces.sentences[first:last] - pieces.sentences[first]
        blocks = pieces.blocks[first:last] - pieces.blocks[first]
        opening, closing = np.ones((2, 1, _QUOTES), dtype=np.int64)
        for n, (a, z) in enumerate(quotes[:_QUOTES]):
            opening[0, n], closing[0, n] = a, z
        given = {
            "ids": ids,
            "shapes": self._padded(pieces.shapes[first:last], length),
            "quoted": self._padded(pieces.quoted[first:last], length),
            "sentences": self._padded(sentences, length, 0, int(sentences[-1]), True),
            "blocks": self._padded(blocks, length, 0, int(blocks[-1]), True),
            "mask": (np.arange(length) < size).astype(np.int64)[None],
            "first": opening,
            "last": closing,
        }
        anchors, at, parts, mentions, speakers = self._session.run(None, given)
        return Numbers(
            _rounded(anchors[0, :size]), at[0].astype(np.int64), _rounded(parts[0, :, :size]),
            _rounded(mentions[0, :size]), _rounded(speakers[0, : len(quotes), :size]),
        )  # fmt: skip

    @staticmethod
    def _padded(
        values: NDArray[np.int64], length: int, begin: int = 0, end: int = 0, goes_on: bool = False
    ) -> NDArray[np.int64]:
        out = np.full((1, length), end if goes_on else 0, dtype=np.int64)
        out[0, 0] = begin
        out[0, 1 : len(values) + 1] = values
        out[0, len(values) + 1] = end
        return out


def allowed_threads() -> int:
    """The threads that the user allows: WHENCE_THREADS, else the cores that this process may use, at most four."""
    asked = os.environ.get("WHENCE_THREADS", "")
    if asked.isdigit() and int(asked):
        return int(asked)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, cores)


def installed() -> tuple[str, str]:
    """The name and the checksum of the model that is installed, without loading it. Raises ModelError."""
    noted = Path(str(resources.files("whence.model") / FILE)).with_suffix(".sha256")
    try:
        return noted.stem, noted.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ModelError(f"The model's checksum cannot be read ({(error.strerror or str(error)).lower()}); install Whence again.") from error  # fmt: skip


@lru_cache(maxsize=1)
def network() -> Network:
    """The model that is installed with Whence. Raises ModelError."""
    return Network(Path(str(resources.files("whence.model") / FILE)))


def _checked(path: Path) -> bytes:
    """The file's bytes, if they are those that were trained."""
    try:
        raw = path.read_bytes()
        noted = path.with_suffix(".sha256").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ModelError(f"The model {path.name} cannot be read ({(error.strerror or str(error)).lower()}); install Whence again.") from error  # fmt: skip
    if hashlib.sha256(raw).hexdigest() != noted:
        raise ModelError(f"The model {path.name} is not the one that came with Whence: its checksum differs; install Whence again.")  # fmt: skip
    return raw


def _rounded(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.round(values.astype(np.float64), _DECIMALS).astype(np.float32)
