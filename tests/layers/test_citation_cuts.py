"""Where a note is cut: far behind commentary too, and in a time that grows with the note."""

import whence
from whence.layers import citation_cuts


def cited(note):
    document = whence.annotate(f"It was so.[1]\n\n[1] {note}\n")
    return [document.text[c.start : c.end] for c in document.citations]


def test_a_reference_is_found_behind_pages_of_commentary():
    talk = "Nobody who lived by the river thought so then and nobody thinks so now. " * 60
    found = cited(
        f"Ada Holt, *The Lower River* (Lorn: Tarn Press, 1931), 12. {talk}See Ivo Dorn, *Mills* (Lorn: Tarn Press, 1940), 3."
    )
    assert len(found) == 2
    assert found[1].startswith("Ivo Dorn")


def test_what_is_looked_at_grows_with_the_note_not_with_its_square(monkeypatch):
    stands_alone, seen = citation_cuts.stands_alone, []

    def counted(w, *known):
        seen.append(len(w.words))
        return stands_alone(w, *known)

    monkeypatch.setattr(citation_cuts, "stands_alone", counted)
    looked_at = []
    for names in (200, 800):
        seen.clear()
        cited("Alda Bern Corl. Dorn, " * names)
        looked_at.append(sum(seen))
    assert looked_at[1] < 8 * looked_at[0]
