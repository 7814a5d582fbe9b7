"""Pages that readers marked: places and no words; and what is counted of them."""

import hashlib
import json

import msgspec
import pytest
from evaluation import wars
from evaluation.marked_pages import MarkedPage
from training.corpora import history as taught

ARTICLE = (
    "General Ash said that the bridge had fallen. The river rose. Ilse Torp believed that the war was lost."
)


@pytest.mark.parametrize(("path", "page"), [(wars.KEPT, MarkedPage), (taught.KEPT, MarkedPage)])
def test_marked_pages_keep_places_alone(path, page):
    for line in path.read_bytes().splitlines():
        read = msgspec.json.decode(line, type=page, strict=True)
        assert json.loads(line).keys() == {"document", "start", "end", "sha256", "attributions"}
        for source, cue, content in read.attributions:
            assert content
            assert read.start <= cue[0][0] < read.end
            assert all(a < z for part in (source, cue, content) for a, z in part)


def test_a_page_is_counted_in_the_words_that_were_marked(tmp_path, monkeypatch):
    (tmp_path / "a.tml").write_text(f"<TimeML><TEXT>{ARTICLE}</TEXT></TimeML>", encoding="utf-8")
    kept = tmp_path / "wars.jsonl"
    monkeypatch.setattr(wars, "KEPT", kept)

    def span(words):
        return [[ARTICLE.index(words), ARTICLE.index(words) + len(words)]]

    marked = [
        [span("General Ash"), span("said"), span("that the bridge had fallen")],
        [span("Ilse Torp"), span("believed"), span("that the war was lost")],
    ]
    page = {"document": "a.tml", "start": 0, "end": len(ARTICLE), "attributions": marked}
    right = hashlib.sha256(ARTICLE.encode()).hexdigest()
    kept.write_text(json.dumps(page | {"sha256": right}) + "\n", encoding="utf-8")
    assert wars.score(tmp_path)["all"] == {"found": 2, "P": 100.0, "R": 100.0}
    kept.write_text(json.dumps(page | {"sha256": "0"}) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.tml reads otherwise"):
        wars.score(tmp_path)


def test_an_article_that_is_not_there_is_told(tmp_path, capsys):
    assert wars.score(tmp_path)["marked"] == 0
    assert "01_WW2.tml is not in" in capsys.readouterr().out
