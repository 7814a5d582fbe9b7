"""A ledger keeps what was read, skips what it has, and knows what files were before they changed."""

import pytest

from whence.layers.document import to_json
from whence.ledger import Unknown, open_ledger
from whence.readers import Said, Source, Unreadable


def source(path) -> Source:
    return Source(str(path), path)


def test_what_was_kept_is_what_was_read(kept, examples):
    for document in examples:
        assert to_json(kept.document(document.document.name)) == to_json(document)
    assert kept.verify() == ()


def test_texts_and_their_beginnings(kept, examples):
    """What following quotations asks of a ledger: all texts, and of each the first words."""
    texts = {d.document.name: d.text for d in examples}
    with kept.snapshot() as snapshot:
        assert {path.rsplit("/", 1)[-1]: text for path, text in snapshot.texts()} == texts
        beginnings = snapshot.beginnings(80)
    assert {path.rsplit("/", 1)[-1]: text for path, text in beginnings.items()} == {
        n: t[:80] for n, t in texts.items()
    }


def test_the_same_bytes_are_read_once(place, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Rell said that the wall fell.")
    with open_ledger(place, create=True) as ledger:
        assert ledger.keep(source(path)) is not None
        ledger.flush()
        assert ledger.keep(source(path)) is None
        assert ledger.keep(source(path), Said(author="Orla Vint")) is not None, (
            "what is told of it has changed"
        )
        assert ledger.keep(source(path), Said(author="Orla Vint")) is None or ledger.flush() is None
        assert len(ledger.documents()) == len(ledger.documents(versions=True)) == 1
        assert ledger.documents()[0].byline == "Orla Vint"
        assert ledger.verify() == ()


def test_a_changed_file_is_a_new_version(place, tmp_path):
    path = tmp_path / "a.txt"
    with open_ledger(place, create=True) as ledger:
        for word in ("wall", "tower", "wall"):
            path.write_text(f"Rell said that the {word} fell.")
            ledger.keep(source(path))
            ledger.flush()
        assert [(d.version, d.status) for d in ledger.documents()] == [(3, "read")]
        assert [d.version for d in ledger.documents(versions=True)] == [1, 2, 3]
        assert len(ledger.find("tower")) == 0, "what a file said before is not found as what it says"
        assert len(ledger.find("wall")) == 1
        assert ledger.verify() == ()


def test_two_files_of_the_same_bytes_are_one_document(place, tmp_path):
    with open_ledger(place, create=True) as ledger:
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text("Rell said that the wall fell.")
            ledger.keep(source(tmp_path / name))
        assert len({d.sha256 for d in ledger.documents()}) == 1
        assert len(ledger.documents()) == 2
        assert len(ledger.find("wall")) == 1


def test_what_could_not_be_read_is_kept_as_that(place, tmp_path):
    for name, raw in {
        "empty.txt": b"",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        "a.xyz": b"words",
    }.items():
        (tmp_path / name).write_bytes(raw)
    with open_ledger(place, create=True) as ledger:
        for name in ("empty.txt", "picture.txt", "a.xyz", "gone.txt"):
            with pytest.raises(Unreadable):
                ledger.keep(source(tmp_path / name))
        found = {d.path.rsplit("/")[-1]: (d.status, d.reason) for d in ledger.documents()}
        assert found["empty.txt"][0] == "without text"
        assert found["picture.txt"] == (
            "failed",
            "is a PNG picture, not text; save it as plain text or Markdown",
        )
        assert found["gone.txt"][0] == "failed"
        (tmp_path / "empty.txt").write_text("Now there are words.")
        assert ledger.keep(source(tmp_path / "empty.txt")) is not None
        assert {d.status for d in ledger.documents() if d.path.endswith("empty.txt")} == {"read"}


def test_a_document_is_named_by_id_path_or_name(kept):
    essay = kept.document("essay.txt")
    assert kept.document(essay.document.id[:8]).document.id == essay.document.id
    with pytest.raises(Unknown, match=r"no document “nothing\.txt”"):
        kept.document("nothing.txt")


def test_tidying_changes_no_answer(place, tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    with open_ledger(place, create=True) as ledger:
        for n in range(5):
            path.write_text(f"Rell said that the wall fell in 19{n}0. Orla Vint denied it.")
            ledger.keep(source(path))
            ledger.flush()
        before = ledger.find("wall").records()
        ledger._writer.rebuild()
        assert ledger.find("wall").records() == before
        assert ledger.verify() == ()


def test_an_order_of_documents_changes_no_answer(place, examples, tmp_path):
    with open_ledger(place, create=True) as one, open_ledger(tmp_path / "b.ledger", create=True) as other:
        for document in examples:
            one.add(document)
        for document in reversed(examples):
            other.add(document)

        def answers(ledger):
            return sorted(
                (f.id, f.voice, f.words, f.sources, f.about) for f in ledger.find("salt", limit=500)
            )

        assert answers(one) == answers(other)
        assert one.works().records() != []
        assert {w.label for w in one.works()} == {w.label for w in other.works()}
