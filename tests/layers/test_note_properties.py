"""Notes in whatever convention: the same works stand behind the same sentences, however notes are numbered or placed."""

from hypothesis import given, settings
from hypothesis import strategies as st

import whence
from whence.layers.reading import read_bytes
from whence.readers import Said, Source

_WORKS = (
    (
        "Hale",
        "Conrad Hale, The Salt Question (Ambry: Tern Quay Press, 1949), {}.",
        "Hale, The Salt Question, {}.",
    ),
    ("Morran", "Ilse Morran, Bread and Rifles (Ambry: Larch, 1958), {}.", "Morran, Bread and Rifles, {}."),
    (
        "Oake",
        "Mary Oake, A History of the Sluice (Port Lorn: State Press, 1931), {}.",
        "Oake, History of the Sluice, {}.",
    ),
)
_NUMBERS = ("The first wall fell", "The second gate stuck", "The third lamp failed", "The fourth boat sank",
            "The fifth bell rang", "The sixth dog barked", "The seventh man ran", "The eighth door held")  # fmt: skip
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@st.composite
def chains(draw):
    """Notes as (words, whose work): each gives a work in full, shortly, or by Ibid."""
    made, known, last = [], set(), None
    for page in draw(st.lists(st.integers(10, 300), min_size=2, max_size=8)):
        which = draw(st.integers(0, 2))
        if last is not None and draw(st.booleans()):
            made.append((f"Ibid., {page}.", last))
            continue
        name, full, short = _WORKS[which]
        made.append(((short if name in known else full).format(page), name))
        known.add(name)
        last = name
    return made


def cited(document) -> list[tuple[str, str | None]]:
    """The sentence that each marker closes and whose work its note cites."""
    works = {w.id: w.csl["author"][0]["family"] for w in document.works}
    by_note = {c.note: works.get(c.work or "") for c in document.citations}
    return [
        (document.text[m.covers.start : m.covers.end][:14], by_note.get(m.note))
        for m in sorted(document.markers, key=lambda m: m.start)
    ]


def wanted(chain) -> list[tuple[str, str | None]]:
    return [(_NUMBERS[n][:14], name) for n, (_, name) in enumerate(chain)]


def body(chain, marker) -> str:
    return " ".join(f"{_NUMBERS[n]} that night.{marker(n)}" for n in range(len(chain)))


@settings(max_examples=25, deadline=None)
@given(chains(), st.permutations(range(1, 9)))
def test_the_answer_does_not_depend_on_where_notes_stand_or_how_they_are_numbered(chain, labels):
    ordered = [f"[{n}] {words}" for n, (words, _) in enumerate(chain, 1)]
    bracketed = body(chain, lambda n: f"[{n + 1}]") + "\n\n" + "\n".join(ordered)
    dotted = [f"{n}. {words}" for n, (words, _) in enumerate(chain, 1)]
    raised = body(chain, lambda n: str(n + 1).translate(_RAISED)) + "\n\nNotes\n\n" + "\n".join(dotted)
    keyed = (
        body(chain, lambda n: f"[^{labels[n]}]")
        + "\n\n"
        + "\n\n".join(f"[^{labels[n]}]: {words}" for n, (words, _) in enumerate(chain))
    )
    inline = body(chain, lambda n: f"^[{chain[n][0]}]")
    found = [cited(whence.annotate(t)) for t in (bracketed, raised)]
    found += [
        cited(read_bytes(Source("a.md", None), t.encode(), Said(media_type="text/markdown")))
        for t in (keyed, inline)
    ]
    assert found == [wanted(chain)] * 4


@settings(max_examples=15, deadline=None)
@given(chains(), st.data())
def test_a_chain_cut_by_a_chapter_is_two_chains(chain, data):
    cut = data.draw(st.integers(1, len(chain) - 1))
    first, second = chain[:cut], chain[cut:]
    parts = []
    for title, part in (("Chapter One", first), ("Chapter Two", second)):
        notes = "\n".join(f"[{n}] {words}" for n, (words, _) in enumerate(part, 1))
        parts.append(f"{title}\n\n{body(part, lambda n: f'[{n + 1}]')}\n\n{notes}")
    found = [name for _, name in cited(whence.annotate("\n\n".join(parts)))]
    ibid = next((n for n, (words, _) in enumerate(second) if not words.startswith("Ibid")), len(second))
    assert found == [name for _, name in first] + [None] * ibid + [name for _, name in second[ibid:]]


_PIECES = (
    "See", "see also", "Cf.", "and", "Ibid.", "Corl", "Ada Corl,", "Salt", "“On Salt,”", "(London: Cape, 1960)", "12", "pp. 3–4",
    "quoted in", "in", "ed.", "vol. ii", "[", "]", "(", ")", ":", ";", ".", "–", "op. cit.", "idem,", "above, n. 3", "Corl v. Hale",
    "Interview with Ada Corl", "fol. 3v", "Letter of Corl to Hale, 4 May 1921", "hereafter", "the", "for", "et al.", "I", "v.", "’s",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=8), min_size=1, max_size=8))
def test_notes_of_any_pieces_are_read(notes):
    text = " ".join(f"The mill was old.[{n}]" for n in range(1, len(notes) + 1)) + "\n\n"
    text += "\n".join(f"[{n}] {' '.join(pieces)}" for n, pieces in enumerate(notes, 1))
    document = whence.annotate(text)
    assert all(document.text[c.start : c.end].strip() for c in document.citations)


def test_a_note_that_is_only_a_signal_cites_nothing():
    document = whence.annotate(
        "The mill was old.[1] It fell.[2]\n\n[1] Ada Corl, Salt (London: Cape, 1960), 4.\n[2] See"
    )
    assert len(document.works) == 1


def test_a_sentence_is_no_work():
    text = "The wall was old.[1]\n\n[1] Moran noted the poor state of the volumes, stored “over the stables,” on October 6, 1863."
    assert whence.annotate(text).works == ()
