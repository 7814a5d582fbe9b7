"""The installed model: the same numbers whatever stands beside a text and however many threads; bad files are said to be bad."""

import pathlib
import re
import shutil
from importlib import resources

import numpy as np
import pytest

from whence.model.file import FILE, ModelError
from whence.model.hearing import hear
from whence.model.network import Network, network

MODEL = pathlib.Path(str(resources.files("whence.model") / FILE))
TEXT = "Orla Vint said that the mill had been sold. “It was not,” said Mr. Rell. Nobody asked why, according to the clerk."


def heard(model, chars):
    words = [m.start() for m in re.finditer(r"\b(?:he|clerk|wall)\b", chars)]
    return hear(
        model, chars, [(0, len(chars))], [(0, len(chars))], [(44, 57)] if chars == TEXT else [], words
    )


def test_one_thread_or_two():
    assert heard(Network(MODEL, 1), TEXT) == heard(Network(MODEL, 2), TEXT)


def test_alone_or_after_others():
    model = Network(MODEL, 2)
    alone = heard(model, TEXT)
    for words in ("a " * 900, "Rell said so. " * 40, TEXT + " " + TEXT):
        heard(model, words)
    assert heard(model, TEXT) == alone


def test_what_is_heard_stands_in_the_text():
    found = heard(network(), TEXT)
    cues = {TEXT[a:z] for m in found.attributions for a, z in m.cue if m.anchor > 0.5}
    assert "said" in cues
    for m in found.attributions:
        for a, z in (*m.source, *m.cue, *m.content):
            assert TEXT[a:z].strip() == TEXT[a:z] != ""
        assert 0 <= m.probability <= 1


@pytest.mark.parametrize(
    "chars",
    [
        "x" * 50_000,
        "😀" * 3_000,
        "שלום " * 800,
        pytest.param("wall " * 30_000, marks=pytest.mark.slow),
        "\u0301" * 500,
        "a\u200db" * 500,
        "“" * 3_000,
        " ",
    ],
    ids=["one word", "emoji", "right to left", "no full stop", "accents alone", "joiners", "marks", "blank"],
)
def test_hostile_texts(chars):
    for m in heard(network(), chars).attributions:
        assert all(0 <= a < z <= len(chars) for a, z in (*m.source, *m.cue, *m.content))


def test_whom_a_pronoun_stands_for_is_heard():
    chars = "Orla Vint sold the mill. Then she left the town."
    found = hear(network(), chars, [(0, 24), (25, 48)], [(0, 48)], [], [chars.index("she")])
    (referent,) = found.referents
    place, weight = referent.places[0]
    assert place is not None
    assert place < len("Orla Vint")
    assert weight > 0.5


def test_a_changed_file_is_refused(tmp_path):
    shutil.copy(MODEL, tmp_path / FILE)
    shutil.copy(MODEL.with_suffix(".sha256"), tmp_path)
    raw = bytearray((tmp_path / FILE).read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / FILE).write_bytes(raw)
    with pytest.raises(ModelError, match="its checksum differs; install Whence again"):
        Network(tmp_path / FILE)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(
        ModelError, match=r"cannot be read \(no such file or directory\); install Whence again"
    ):
        Network(tmp_path / FILE)


def test_a_file_that_is_no_model(tmp_path):
    import hashlib

    (tmp_path / FILE).write_bytes(b"no model")
    (tmp_path / "heard.sha256").write_text(hashlib.sha256(b"no model").hexdigest())
    with pytest.raises(ModelError, match="cannot be used"):
        Network(tmp_path / FILE)


def test_the_numbers_are_rounded():
    model = network()
    pieces = model.cutter.cut(TEXT, [(0, len(TEXT))], [(0, len(TEXT))], [])
    numbers = model.run(pieces, 0, len(pieces), [], [3, 5])
    assert np.array_equal(numbers.anchors, np.round(numbers.anchors.astype(float), 3).astype(np.float32))
    assert numbers.parts.shape == (len(numbers.at), len(pieces) + 2, 4)
    assert numbers.referents.shape == (2, len(pieces) + 2)
