"""python -m training.train CORPORA OUT: trains the network. Fixed seed; prints a log. Needs PyTorch and MiniLM (see docs/model.md)."""

import argparse
import copy
import json
import pathlib
import random
import time

import torch
from torch import Tensor
from torch.nn import functional
from training import measure
from training.batches import Batch, batches
from training.network import Network, crf_loss
from training.taught import Corpus, prepared_corpora
from training.weights import started

from whence.model.pieces import Cutter

SEED = 20261125


def losses(network: Network, b: Batch) -> dict[str, Tensor]:
    """The loss of each head on a batch; only of those that its windows teach."""
    x = network.encoder(b.ids, b.shapes, b.quoted, b.blocks, b.mask)
    made = {}
    known = b.anchor >= 0
    if known.any():
        scores = network.anchors(x)[..., 0].float()
        made["anchor"] = functional.binary_cross_entropy_with_logits(
            scores[known], b.anchor[known].float(), reduction="sum"
        ) / max(1, len(b.attributed))
    if len(b.attributed):
        made["parts"] = _parts_loss(network, x, b)
    if b.classes.any():
        made["mentions"] = _mentions_loss(network, x, b)
    if b.spoken.any():
        scores = network.speakers(x, b.first, b.last, b.blocks, b.quoted, b.mask).float()
        barred = (b.said == 0) * -1e4
        right = torch.logsumexp(scores + barred, 2) - torch.logsumexp(scores, 2)
        made["speakers"] = -(right * b.spoken).sum() / b.spoken.sum()
    return made


def _parts_loss(network: Network, x: Tensor, b: Batch) -> Tensor:
    """The CRF's loss over all anchors of a batch, those of a window side by side."""
    windows, counts = torch.unique(b.attributed[:, 0], return_counts=True)
    most = int(counts.max())
    at = torch.zeros(len(windows), most, dtype=torch.long)
    rows, columns = [], []
    for row, w in enumerate(windows.tolist()):
        mine = b.attributed[b.attributed[:, 0] == w, 1]
        at[row, : len(mine)] = mine
        rows += [row] * len(mine)
        columns += range(len(mine))
    with torch.autocast("cpu", enabled=False):  # in half precision this head ran away after an epoch
        emissions = network.pairs(x[windows].float(), at, b.sentences[windows], b.blocks[windows])[
            rows, columns
        ]
    mask = b.mask[b.attributed[:, 0]]
    return crf_loss(emissions, b.parts, mask, network.pairs.moves, network.pairs.begins).mean()


def _mentions_loss(network: Network, x: Tensor, b: Batch) -> Tensor:
    """Every span is a decision for each class that the window's corpus marks."""
    taught = b.classes.any(1)
    scores = network.mentions(x[taught]).float()
    gold = torch.zeros(b.ids.shape[0], *scores.shape[1:])
    s = b.mentions
    gold[s[:, 0], s[:, 1], s[:, 2], s[:, 3]] = 1
    mask = b.mask[taught].float()
    width = scores.shape[2]
    ends = functional.pad(mask, (0, width))
    ok = torch.stack([mask * ends[:, w : w + mask.shape[1]] for w in range(width)], 2)
    each = functional.binary_cross_entropy_with_logits(scores, gold[taught], reduction="none")
    each = each * ok[..., None] * b.classes[taught][:, None, None].float()
    return each.sum() / max(1, len(s))


WEIGHTS = {"anchor": 1.0, "parts": 0.3, "mentions": 1.0, "speakers": 0.5}


def train(
    network: Network, taught: dict[str, Corpus], dev: dict[str, Corpus], args: argparse.Namespace
) -> Network:
    """Trains; gives back the average of the last weights (an exponential moving one)."""
    dice = random.Random(SEED)
    torch.manual_seed(SEED)
    network.encoder.words.weight.requires_grad_(False)
    slow = [p for p in network.encoder.parameters() if p.requires_grad]
    quick = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    fresh = [m.weight for m in (network.encoder.shapes, network.encoder.quoted, network.encoder.opens)]
    slow = [p for p in slow if not any(p is f for f in fresh)]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": [*quick, *fresh], "lr": args.rate * 3}], weight_decay=0.01, betas=(0.9, 0.98)
    )  # fmt: skip
    plain = [e for name, c in taught.items() if name != "pdnc" for e in c.windows]
    novels = [e for e in taught["pdnc"].windows if e.spoken] if "pdnc" in taught else []
    share = int(len(novels) * args.novels)
    steps = args.epochs * -(-(len(plain) + share) // args.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (0.06 * steps), max(0.02, (steps - n) / (0.94 * steps)))
    )
    average = copy.deepcopy(network)
    start, done, pieces = time.time(), 0, 0
    for epoch in range(args.epochs):
        network.train()
        sums: dict[str, list[float]] = {}
        chosen = plain + dice.sample(novels, share)
        for b in batches(chosen, args.batch, dice):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                made = losses(network, b)
            if not made:
                continue
            loss = sum(WEIGHTS[k] * v for k, v in made.items())
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[union-attr]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            pieces += int(b.mask.sum())
            for k, v in made.items():
                sums.setdefault(k, []).append(float(v.detach()))
            keep = min(0.998, (done + 1) / (done + 10))
            with torch.no_grad():
                for mine, new in zip(average.parameters(), network.parameters(), strict=True):
                    if new.requires_grad:
                        mine.lerp_(new, 1 - keep)
            if done % 100 == 0:
                told = " ".join(f"{k} {sum(v[-100:]) / len(v[-100:]):.3f}" for k, v in sums.items())
                print(
                    f"step {done}/{steps} {time.time() - start:.0f} s {pieces / (time.time() - start):.0f} pieces/s {told}",
                    flush=True,
                )
            if args.minutes and time.time() - start > args.minutes * 60:
                print("time is over", flush=True)
                report(average, dev)
                return average
        report(average, dev)
        torch.save(average.state_dict(), args.out / f"epoch{epoch}.pt")
    return average


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
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--clean", action="store_true", help="only corpora whose licence is stated")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    network, vocabulary = started()
    taught, dev = prepared_corpora(args.corpora, args.out, args.clean, Cutter(vocabulary))
    print(json.dumps({k: len(c.windows) for k, c in taught.items()}), len(vocabulary), "pieces", flush=True)
    network = train(network, taught, dev, args)
    heads = ["attributions"] if "polnear" in taught else []
    torch.save(
        {
            "weights": network.state_dict(),
            "vocabulary": vocabulary,
            "heads": [*heads, "mentions", "speakers"],
        },
        args.out / "network.pt",
    )


if __name__ == "__main__":
    main()
