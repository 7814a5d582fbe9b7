"""python -m training.train CORPORA OUT: trains the network. Fixed seed; prints a log. Needs PyTorch and MiniLM (see docs/model.md)."""

import argparse
import json
import pathlib
import random
import time
from collections.abc import Sequence

import torch
from torch import Tensor
from training import measure
from training.batches import batches
from training.examples import Example
from training.losses import WEIGHTS, losses
from training.network import Network
from training.steps import Steps
from training.taught import Corpus, prepared_corpora
from training.weights import begun, kept_network, started

from whence.model.pieces import Cutter
from whence.model.windows import LENGTH

SEED = 20261125


def train(
    network: Network, taught: dict[str, Corpus], dev: dict[str, Corpus], args: argparse.Namespace,
    teachers: Sequence[Network] = (),
) -> Network:  # fmt: skip
    """Trains; gives back the average of the last weights (an exponential moving one)."""
    dice = random.Random(args.seed)
    torch.manual_seed(args.seed)
    taken = _steps(network, args)
    per_epoch = sum(_share(name, c.windows, args.novels)[1] for name, c in taught.items())
    steps = args.epochs * -(-per_epoch // args.batch)
    start, done, over = time.time(), 0, False
    for epoch in range(args.epochs):
        network.train()
        sums: dict[str, list[Tensor]] = {}
        chosen = [e for name, c in taught.items() for e in _chosen(name, c, epoch, args.novels, dice)]
        for b in batches(chosen, args.batch, dice):
            gone = max(done / steps, (time.time() - start) / (args.minutes * 60) if args.minutes else 0.0)
            over = gone >= 1
            if over:
                break
            with torch.autocast(args.device, dtype=torch.bfloat16):
                made = losses(network, b.to(args.device), teachers)
            done += 1
            if not made:
                continue
            taken.take(sum(WEIGHTS[k] * v for k, v in made.items()), gone, done)  # type: ignore[arg-type]
            for k, v in made.items():
                sums.setdefault(k, []).append(v.detach())
            if done % 100 == 0:
                told = " ".join(f"{k} {float(sum(v[-100:])) / len(v[-100:]):.3f}" for k, v in sums.items())
                print(f"epoch {epoch} step {done}/{steps} {time.time() - start:.0f} s {told}", flush=True)
        if args.device == "cpu":
            report(taken.average, dev)
            torch.save(taken.average.state_dict(), args.out / f"epoch{epoch}.pt")
        if over:
            break
    return taken.average


def _steps(network: Network, args: argparse.Namespace) -> Steps:
    """The steps; what begins from nothing is taught faster than what MiniLM knows."""
    network.encoder.words.weight.requires_grad_(args.words)
    encoder = network.encoder
    fresh = {id(m.weight) for m in (encoder.shapes, encoder.quoted, encoder.opens)}
    slow = [p for p in encoder.parameters() if p.requires_grad and id(p) not in fresh]
    known = {id(p) for p in slow}
    quick = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    return Steps(network, slow, quick, args.rate, args.heads, args.keep)


def _share(name: str, windows: Sequence[Example], novels: float) -> tuple[list[Example], int]:
    """The windows to choose from, and how many an epoch sees."""
    if name != "pdnc":
        return list(windows), len(windows)
    spoken = [e for e in windows if any(s[2] is not None for s in e.spoken)]
    return spoken, int(len(spoken) * novels)


def _chosen(name: str, corpus: Corpus, epoch: int, novels: float, dice: random.Random) -> list[Example]:
    windows, number = _share(name, corpus.phases[epoch % len(corpus.phases)], novels)
    return windows if number == len(windows) else dice.sample(windows, number)


def report(network: Network, dev: dict[str, Corpus]) -> None:
    """Figures on the dev splits."""
    c = dev["polnear"]
    found = measure.attributions(network, c.texts, c.cuts, c.windows, 0.1)
    measure.nested(found)
    for least in (0.3, 0.4, 0.5):
        told = " ".join(f"{k} {v:.1f}" for k, v in measure.score(found, c.texts, least).items())
        print(f"  polnear, anchor >= {least}: {told}")
    for name in ("gum", "litbank"):
        told = ", ".join(
            f"{k} {v[0]:.0f}/{v[1]:.0f}/{v[2]:.1f}"
            for k, v in measure.mentions(network, dev[name].windows).items()
            if v[2]
        )
        print(f"  {name}: {told}")
    for name in ("litbank", "pdnc"):
        right, total = measure.speakers(network, dev[name].windows)
        print(f"  speakers {name}: {right:.1f} of {total}", flush=True)
    for name in ("litbank", "gum", "pdnc"):
        right, linked, total = measure.referents(network, dev[name].windows)
        print(
            f"  in place of a name, {name}: {right:.1f} ({linked:.1f} of those with another) of {total}",
            flush=True,
        )


def main() -> None:
    """Reads the arguments, trains, keeps the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument(
        "--novels", type=float, default=0.25, help="share of the novels' windows in each epoch"
    )
    parser.add_argument("--minutes", type=float, default=0, help="end then, the rate falling with time")
    parser.add_argument("--heads", type=float, default=3, help="times the rate, for the heads")
    parser.add_argument("--keep", type=float, default=0.998, help="of the average of weights, a step")
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--words", action="store_true", help="teach the vocabulary's vectors too")
    parser.add_argument("--length", type=int, default=LENGTH, help="pieces of a window")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--cache", type=pathlib.Path, help="folder of prepared corpora")
    parser.add_argument("--start", type=pathlib.Path, help="a network to go on from instead of MiniLM")
    parser.add_argument("--teachers", type=pathlib.Path, nargs="*", default=[], help="networks to learn from")
    parser.add_argument("--clean", action="store_true", help="only corpora whose licence is stated")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.backends.cuda.matmul.allow_tf32 = True
    network, vocabulary = begun(args.start, args.dropout) if args.start else started(args.dropout)
    teachers = [kept_network(path)[0].to(args.device).eval().requires_grad_(False) for path in args.teachers]
    taught, dev = prepared_corpora(
        args.corpora, args.cache or args.out, args.clean, Cutter(vocabulary), args.length
    )
    print(json.dumps({k: len(c.windows) for k, c in taught.items()}), len(vocabulary), "pieces", flush=True)
    network = train(network.to(args.device), taught, dev, args, teachers)
    if args.device != "cpu":
        report(network, dev)
    heads = ["attributions"]
    torch.save(
        {
            "weights": network.cpu().state_dict(),
            "vocabulary": vocabulary,
            "heads": [*heads, "mentions", "speakers", "referents"],
            "length": args.length,
        },
        args.out / "network.pt",
    )


if __name__ == "__main__":
    main()
