"""python -m training.export OUT FILE: the trained network as one ONNX file with int8 weights, vocabulary and figures in it.

Weights alone are quantised (int8, one scale a column); they are multiplied as floats, so that no number depends on the
company in a batch or on the processor's int8 instructions.
"""

import argparse
import hashlib
import json
import pathlib

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from training.examples import CLASSES, WIDEST
from training.network import ANCHORS, Network
from training.weights import kept_network

from whence.model.network import QUOTES

_LEAST = 16_384  # numbers: smaller tensors stay floats
_SEVEN_BITS = 63
INPUTS = ("ids", "shapes", "quoted", "sentences", "blocks", "mask", "first", "last", "words")
OUTPUTS = ("anchors", "at", "parts", "mentions", "speakers", "referents")


def exported(network: Network, path: pathlib.Path) -> onnx.ModelProto:
    """The network as an ONNX model with floats."""
    network.eval()
    one = torch.ones(1, 128, dtype=torch.long)
    quotes = torch.ones(1, QUOTES, dtype=torch.long)
    given = (one, one * 0, one * 0, one * 0, one * 0, one, quotes, quotes, one[:, :3])
    torch.onnx.export(
        network, given, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS), opset_version=17, dynamo=False,
        dynamic_axes={name: {1: "length"} for name in INPUTS[:6]} | {"words": {1: "asked"}},
    )  # fmt: skip
    return onnx.load(path)


def quantised(model: onnx.ModelProto) -> onnx.ModelProto:
    """Its large weights as int8 with a scale a row or column: the encoder's multiplied as whole numbers, the vocabulary's
    rows made floats as they are looked up, the heads' when the file is loaded."""
    graph = model.graph
    used = {name: node for node in graph.node for name in node.input}
    kept: list[onnx.TensorProto] = []
    added: list[onnx.NodeProto] = []
    gone: set[str] = set()
    for weight in list(graph.initializer):
        values = numpy_helper.to_array(weight)
        node = used.get(weight.name)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < _LEAST or node is None:
            kept.append(weight)
            continue
        gathered = node.op_type == "Gather"
        integers = node.op_type == "MatMul" and node.name.startswith("/encoder/")
        axis = 1 if gathered or _by_row(node, weight.name) else 0
        most = _SEVEN_BITS if integers else 127
        scale = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-8).astype(np.float32) / most
        small = np.clip(np.rint(values / scale), -most, most).astype(np.int8)
        kept += [
            numpy_helper.from_array(small, f"{weight.name}.int8"),
            numpy_helper.from_array(scale.astype(np.float32), f"{weight.name}.scale"),
        ]
        if integers:
            added += _multiplied(node, weight.name, {n.name for n in added})
            gone.add(node.name)
        elif gathered and values.shape[0] > 1_000:  # the vocabulary: only the rows that a window needs
            added += _looked_up(node, weight.name)
        else:
            added += [
                helper.make_node("Cast", [f"{weight.name}.int8"], [f"{weight.name}.float"], to=onnx.TensorProto.FLOAT),
                helper.make_node("Mul", [f"{weight.name}.float", f"{weight.name}.scale"], [weight.name]),
            ]  # fmt: skip
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = _ordered(
        [*added, *(n for n in graph.node if n.name not in gone)],
        {i.name for i in kept} | {i.name for i in graph.input},
    )
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def _multiplied(node: onnx.NodeProto, weight: str, known: set[str]) -> list[onnx.NodeProto]:
    """A product in whole numbers: what comes in is scaled by its own extent, in the one window that is read at a time.

    Weights have seven bits, so that the sums of two products that older processors make in 16 bits do not overflow, and
    every processor gives the same.
    """
    given, out = node.input[0], node.output[0]
    made = []
    if f"{given}/small" not in known:
        small = [f"{given}.u8", f"{given}.u8scale", f"{given}.u8zero"]
        made.append(helper.make_node("DynamicQuantizeLinear", [given], small, name=f"{given}/small"))
    return [
        *made,
        helper.make_node(
            "MatMulInteger", [f"{given}.u8", f"{weight}.int8", f"{given}.u8zero"], [f"{out}.int32"]
        ),
        helper.make_node("Cast", [f"{out}.int32"], [f"{out}.float"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", [f"{given}.u8scale", f"{weight}.scale"], [f"{out}.scale"]),
        helper.make_node("Mul", [f"{out}.float", f"{out}.scale"], [out]),
    ]


def _looked_up(node: onnx.NodeProto, weight: str) -> list[onnx.NodeProto]:
    ids, out = node.input[1], node.output[0]
    node.input[0], node.output[0] = f"{weight}.int8", f"{out}.int8"
    return [
        helper.make_node("Gather", [f"{weight}.scale", ids], [f"{out}.scale"]),
        helper.make_node("Cast", [f"{out}.int8"], [f"{out}.float"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}.float", f"{out}.scale"], [out]),
    ]


def _by_row(node: onnx.NodeProto, name: str) -> bool:
    return node.op_type == "Gemm" and any(a.name == "transB" and a.i for a in node.attribute)


def _ordered(nodes: list[onnx.NodeProto], known: set[str]) -> list[onnx.NodeProto]:
    """Nodes so that each stands after those that make what it takes."""
    found, waiting = [], nodes
    while waiting:
        ready = [n for n in waiting if all(i == "" or i in known for i in n.input)]
        if not ready:
            raise ValueError("The graph has a circle.")
        known |= {o for n in ready for o in n.output}
        found += ready
        done = {id(n) for n in ready}
        waiting = [n for n in waiting if id(n) not in done]
    return found


def main() -> None:
    """Reads the arguments, writes the file and its checksum."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("file", type=pathlib.Path)
    args = parser.parse_args()
    network, kept = kept_network(args.out / "network.pt")
    model = quantised(exported(network, args.out / "floats.onnx"))
    figures = args.out / "calibration.json"
    about = {
        "vocabulary": "\n".join(kept["vocabulary"]),
        "classes": json.dumps(CLASSES),
        "widest": str(WIDEST),
        "anchors": str(ANCHORS),
        "moves": json.dumps(network.pairs.moves.detach().double().round(decimals=4).tolist()),
        "begins": json.dumps(network.pairs.begins.detach().double().round(decimals=4).tolist()),
        "calibration": figures.read_text(encoding="utf-8") if figures.exists() else "{}",
        "heads": json.dumps(kept["heads"]),
        "name": args.file.stem,
    }
    for key, value in sorted(about.items()):
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    raw = model.SerializeToString(deterministic=True)
    args.file.write_bytes(raw)
    args.file.with_suffix(".sha256").write_text(hashlib.sha256(raw).hexdigest() + "\n", encoding="utf-8")
    print(f"wrote {args.file}: {len(raw) / 1e6:.1f} MB, {hashlib.sha256(raw).hexdigest()}")


if __name__ == "__main__":
    main()
