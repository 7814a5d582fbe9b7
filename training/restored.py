"""A network from its exported file, to go on from it: what was quantised comes back as it was rounded."""

import json
import pathlib
import tempfile

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from training.export import exported
from training.network import Network

from whence.model.windows import LENGTH


def restored(path: pathlib.Path) -> tuple[Network, dict[str, object]]:
    """The network, and what ``training.train`` keeps with one.

    The exporter numbers the weights of products; which is which is learnt by exporting a network whose weights are all different.
    """
    model = onnx.load(path)
    about = {entry.key: entry.value for entry in model.metadata_props}
    vocabulary = about["vocabulary"].split("\n")
    network = Network(len(vocabulary))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.01)
    weights = network.state_dict()
    with tempfile.TemporaryDirectory() as folder:
        floats = exported(network, pathlib.Path(folder) / "floats.onnx")
    for name, turned, weight in _pairs(floats, {k: v.numpy() for k, v in weights.items()}):
        values = torch.from_numpy(_values(model, weight))
        weights[name] = (values.T if turned else values).contiguous().clone()
    weights["pairs.moves"] = torch.tensor(json.loads(about["moves"]))
    weights["pairs.begins"] = torch.tensor(json.loads(about["begins"]))
    network.load_state_dict(weights)
    return network, {
        "weights": network.state_dict(), "vocabulary": vocabulary, "heads": json.loads(about["heads"]), "length": LENGTH,
    }  # fmt: skip


def _pairs(floats: onnx.ModelProto, known: dict[str, np.ndarray]) -> list[tuple[str, bool, str]]:
    """Each weight's name, whether the file has it turned, and its name there. Raises ValueError where one is not found."""
    given = {i.name: numpy_helper.to_array(i) for i in floats.graph.initializer}
    found = [(name, False, name) for name in known if name in given]
    left = [name for name in known if name not in given and name not in ("pairs.moves", "pairs.begins")]
    for name in left:
        turned = known[name].T
        same = [k for k, v in given.items() if k not in known and np.array_equal(v, turned)]
        if len(same) != 1:
            raise ValueError(f"{name} is not in the exported file.")
        found.append((name, True, same[0]))
    return found


def _values(model: onnx.ModelProto, name: str) -> np.ndarray:
    parts = {i.name: i for i in model.graph.initializer if i.name.startswith(name)}
    if name in parts:
        return numpy_helper.to_array(parts[name]).copy()
    small, scale = (numpy_helper.to_array(parts[f"{name}.{part}"]) for part in ("int8", "scale"))
    return small.astype(np.float32) * scale
