"""The network: one file of weights, run by onnxruntime over one window at a time. The only module that imports onnxruntime.

One window a run, always of one of a few lengths, floats throughout, numbers rounded: so a text gives the same numbers
whatever stands beside it and however many threads there are.
"""

import json
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from whence.model.file import ModelError, checked, installed_file
from whence.model.pieces import Cutter, Pieces
from whence.model.windows import inputs, padded

QUOTES = 32  # quotations of a window whose speaker is asked for
_DECIMALS = 3


class Numbers(Struct, frozen=True):
    """What the heads say of one window of L pieces, its two ends with it, rounded.

    anchors [L], at [K], parts [K, L, 4], mentions [L, W, classes], speakers [Q, L], referents [R, L].
    """

    anchors: NDArray[np.float32]
    at: NDArray[np.int64]
    parts: NDArray[np.float32]
    mentions: NDArray[np.float32]
    speakers: NDArray[np.float32]
    referents: NDArray[np.float32]


class Network:
    """The weights with what was noted beside them: vocabulary, classes, the CRF's moves, calibration."""

    def __init__(self, path: Path, threads: int | None = None) -> None:
        raw = checked(path)
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

    def run(
        self, pieces: Pieces, first: int, last: int, quotes: Sequence[tuple[int, int]], words: Sequence[int]
    ) -> Numbers:
        """The numbers of the window of pieces from ``first`` to ``last`` (excluded).

        ``quotes`` are first and last pieces in the window, its first mark counted as 0, as many as there is room for;
        ``words`` are the pieces of words for whose referents is asked.
        """
        size = last - first + 2
        length = padded(last - first)
        opening, closing = np.ones((2, 1, QUOTES), dtype=np.int64)
        for n, (a, z) in enumerate(quotes[:QUOTES]):
            opening[0, n], closing[0, n] = a, z
        names = ("ids", "shapes", "quoted", "sentences", "blocks")
        values = inputs(pieces, first, last, self.cutter)
        given = {
            k: _filled_up(v, length, k in ("sentences", "blocks")) for k, v in zip(names, values, strict=True)
        }
        given |= {
            "mask": (np.arange(length) < size).astype(np.int64)[None],
            "first": opening,
            "last": closing,
            "words": np.array([words or [0]], dtype=np.int64),
        }
        anchors, at, parts, mentions, speakers, referents = self._session.run(None, given)
        return Numbers(
            _rounded(anchors[0, :size]), at[0].astype(np.int64), _rounded(parts[0, :, :size]),
            _rounded(mentions[0, :size]), _rounded(speakers[0, : len(quotes), :size]),
            _rounded(referents[0, : len(words), :size]),
        )  # fmt: skip


def _filled_up(values: NDArray[np.int64], length: int, goes_on: bool) -> NDArray[np.int64]:
    """The values of a window as a row of the given length, filled up with zeros, or with the last one."""
    out = np.full((1, length), values[-1] if goes_on else 0, dtype=np.int64)
    out[0, : len(values)] = values
    return out


def allowed_threads() -> int:
    """The threads that the user allows: WHENCE_THREADS, else the cores that this process may use, at most four."""
    asked = os.environ.get("WHENCE_THREADS", "")
    if asked.isdigit() and int(asked):
        return int(asked)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, cores)


@lru_cache(maxsize=1)
def network() -> Network:
    """The model that is installed with Whence. Raises ModelError."""
    return Network(installed_file())


def _rounded(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.round(values.astype(np.float64), _DECIMALS).astype(np.float32)
