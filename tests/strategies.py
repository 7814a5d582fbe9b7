"""Hypothesis strategies: texts as people write them, with what makes them hard."""

from hypothesis import strategies as st

_WORDS = st.sampled_from(
    'The wall fell Rell said that “it” ‘no’ "yes" [1] [2]. ¹ (3) Ibid. Vint, p. 4 May 1921 mid-May he she they who and but '
    "although … ... « » „ “ -- — ; : , . ? ! Mr. J. K. 1,000 \n \n\n    \t U.S. NCM don’t ’tis e.g. עברית ق ́ é 🙂 \u200b \ufeff \x0c".split(
        " "
    )
)
texts = st.lists(st.one_of(_WORDS, st.text(max_size=8)), min_size=1, max_size=60).map(" ".join)


@st.composite
def spans(draw, size: int = 200):
    start = draw(st.integers(0, size - 1))
    return start, draw(st.integers(start + 1, size))
