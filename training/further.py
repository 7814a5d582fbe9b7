"""python -m training.further CORPORA NETWORK OUT: goes on teaching a trained network, so that it hears histories as well as the news.

The pages of ``corpora/history.jsonl`` and part of PolNeAR's windows, in turns. Of the network only the upper layers and the heads for
attributions move; the lower layers are run once and their vectors kept. PolNeAR's windows are taught by the network as it was beside
their marks; what the other heads make of a vector shall stay near what they made of it before. So names, speakers and persons
are heard as before, and a file exported from it differs from the former one in a few tensors only.
"""

import argparse
import copy
import pathlib
import random
import time
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor
from training.batches import Batch, batch, grouped
from training.corpora import gum, history, polnear
from training.examples import Example
from training.losses import WEIGHTS, Taught, anchors_loss, parts_loss
from training.network import HIDDEN, Network
from training.restored import restored
from training.steps import Steps
from training.taught import Corpus
from training.weights import kept_network

from whence.model.pieces import Cutter
from whence.model.windows import LENGTH

Seen = tuple[Example, Tensor]  # a window, and the vectors that the lower layers make of it


def seen(network: Network, windows: Sequence[Example], layers: int) -> list[Seen]:
    """All windows with what the lower layers make of them, in half precision."""
    encoder = network.encoder
    order = sorted(range(len(windows)), key=lambda n: len(windows[n].ids))
    found: list[Seen] = [(w, torch.zeros(0)) for w in windows]
    with torch.no_grad():
        for k in range(0, len(order), 16):
            group = order[k : k + 16]
            b = batch([windows[n] for n in group])
            vectors = encoder.further(encoder.begun(b.ids, b.shapes, b.quoted, b.blocks), b.mask, last=layers)
            for row, n in enumerate(group):
                found[n] = windows[n], vectors[row, : len(windows[n].ids)].half()
    return found


def mixed(items: Sequence[Seen], size: int, dice: random.Random) -> Iterator[tuple[Batch, Tensor]]:
    """All windows, shuffled, neighbours in length together: batches with the vectors of the lower layers."""
    for part in grouped([window for window, _ in items], size, dice):
        b = batch([items[n][0] for n in part])
        vectors = torch.zeros(len(part), b.ids.shape[1], HIDDEN)
        for row, n in enumerate(part):
            vectors[row, : len(items[n][1])] = items[n][1].float()
        yield b, vectors


def projections(network: Network) -> Tensor:
    """All that the heads for mentions, speakers and persons first make of a vector, as one matrix."""
    m, s, r = network.mentions, network.speakers, network.referents
    return torch.cat([
        part.weight
        for part in (m.first, m.last, m.before, m.after, s.opening, s.closing, s.before, s.after, s.piece, r.asked, r.piece, r.asked2, r.piece2)
    ])  # fmt: skip


class Pupil:
    """A network that goes on learning, and itself as it was."""

    def __init__(self, network: Network, args: argparse.Namespace) -> None:
        self.layers, self.near = args.layers, args.near
        self.network, self.before = network, copy.deepcopy(network).eval().requires_grad_(False)
        self.heads = projections(self.before)
        network.train().requires_grad_(False)
        moved = [*network.encoder.layers[self.layers :], network.anchors, network.pairs]
        for part in moved:
            part.requires_grad_(True)
        slow = [p for p in network.encoder.parameters() if p.requires_grad]
        quick = [*network.anchors.parameters(), *network.pairs.parameters()]
        self.steps = Steps(network, slow, quick, args.rate, args.heads, keep=0.995)

    def losses(self, b: Batch, given: Tensor, alone: bool) -> dict[str, Tensor]:
        """The losses on a batch; ``alone``: the marks alone teach, not what the network said before."""
        x = self.network.encoder.further(given, b.mask, first=self.layers)
        with torch.no_grad():
            was = self.before.encoder.further(given, b.mask, first=self.layers)
            said = None if alone else Taught(torch.sigmoid(self.before.anchors(was)[..., 0]), vectors=[was])
        made = {"anchor": anchors_loss(self.network, x, b, said)}
        parts = parts_loss(self.network, x, b, () if alone else [self.before], said)
        if parts is not None:
            made["parts"] = parts
        moved = ((x - was) * b.mask[..., None]) @ self.heads.T
        made["moved"] = (moved**2).sum() / b.mask.sum() / len(self.heads)
        return made

    def learn(self, made: dict[str, Tensor], gone: float, done: int) -> None:
        """One step by all losses (see ``Steps``)."""
        weights = {**WEIGHTS, "moved": self.near}
        self.steps.take(sum(weights[k] * v for k, v in made.items()), gone, done)  # type: ignore[arg-type]


def train(
    pupil: Pupil, marked: Sequence[Sequence[Seen]], news: Sequence[Seen], args: argparse.Namespace
) -> None:
    """Teaches; ``marked`` are the pages as cut into windows in several ways, taken in turn, ``news`` PolNeAR's windows."""
    dice = random.Random(args.seed)
    share = min(len(news), int(len(marked[0]) * args.news))
    turns = [len(marked[n % len(marked)]) for n in range(args.epochs)]
    steps = sum(-(-n // args.batch) for n in (*turns, *[share] * args.epochs))
    start, done = time.time(), 0
    for epoch in range(args.epochs):
        pages = [(True, *m) for m in mixed(marked[epoch % len(marked)], args.batch, dice)]
        others = [(False, *m) for m in mixed(dice.sample(list(news), share), args.batch, dice)]
        order = [*pages, *others]
        dice.shuffle(order)
        sums: dict[str, list[float]] = {}
        for alone, b, vectors in order:
            made = pupil.losses(b, vectors, alone)
            pupil.learn(made, done / steps, done)
            done += 1
            for name, value in made.items():
                sums.setdefault(f"{'pages' if alone else 'news'} {name}", []).append(float(value.detach()))
        told = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sums.items())
        print(f"epoch {epoch} step {done}/{steps} {time.time() - start:.0f} s {told}", flush=True)


def main() -> None:
    """Reads the arguments, teaches, keeps the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=pathlib.Path)
    parser.add_argument(
        "start", type=pathlib.Path, help="the network to go on from: network.pt, or an exported .onnx file"
    )
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--heads", type=float, default=3, help="times the rate, for the heads")
    parser.add_argument("--layers", type=int, default=3, help="lower layers that stay as they are")
    parser.add_argument(
        "--news", type=float, default=0.5, help="windows of PolNeAR for each window of the pages"
    )
    parser.add_argument("--near", type=float, default=4.0, help="weight of staying near for the other heads")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--clean", action="store_true", help="only corpora whose licence is stated")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    network, kept = (restored if args.start.suffix == ".onnx" else kept_network)(args.start)
    cutter = Cutter(kept["vocabulary"])
    pages = Corpus(history.texts(args.corpora, args.clean), cutter, LENGTH, 3)
    marked = [[w for w in windows if is_marked(w)] for windows in pages.phases]
    others = (
        gum.texts(args.corpora / "gum" / "train", gum.CLEAN, True)
        if args.clean
        else polnear.texts(args.corpora / "polnear" / "train")
    )
    news = Corpus(others, cutter, LENGTH).windows
    print([len(m) for m in marked], "windows of pages", len(news), "of the news", flush=True)
    pupil = Pupil(network, args)
    train(pupil, [seen(network, m, args.layers) for m in marked], seen(network, news, args.layers), args)
    torch.save({**kept, "weights": pupil.steps.average.state_dict()}, args.out / "network.pt")


def is_marked(window: Example) -> bool:
    """Whether anything is known of a window."""
    return bool(window.anchors) or bool((np.asarray(window.unsure)[1:-1] == 0).any())


if __name__ == "__main__":
    main()
