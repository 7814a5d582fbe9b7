"""The references of whole documents, as others marked them (tests/cited)."""

import json
import pathlib
from collections import Counter

from evaluation.cited_works import counted

import whence

FOLDER = pathlib.Path(__file__).parents[1] / "cited"


def test_references_are_found_and_led_to_their_works():
    total: Counter[str] = Counter()
    for name in ("chicago-1.md", "oxford-1.txt", "report-2.md", "german-1.md", "french-3.md"):
        path = FOLDER / name
        gold = [json.loads(line) for line in path.with_suffix(".gold.jsonl").open(encoding="utf-8")]
        total += counted(whence.read(path), gold)
    assert total["found"] >= 0.93 * total["references"]
    assert total["right"] >= 0.93 * total["citations"]
    assert total["led back"] >= 0.8 * total["back"]
    assert total["title"] >= 0.9 * total["titled"]
