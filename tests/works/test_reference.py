"""References as people write them → CSL items."""

import pytest

from whence.works import is_archival, parse


def _told(words, **wanted):
    item = parse(words)
    assert item is not None, words
    for field, value in wanted.items():
        name = field.replace("_", "-")
        found = item.get(name) or item.get(field)
        if field in ("author", "editor", "translator"):
            found = [p.get("family") or p.get("literal") for p in found or ()]
        elif field == "issued":
            found = found["date-parts"][0]
        assert found == value, (field, item)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Ada Corl, *The Seal: A History* (London: Cape, 1960), 4.", {"type": "book", "author": ["Corl"], "title": "The Seal: A History", "publisher": "Cape", "issued": [1960]}),
        ("P. T. Hale, “Drink and Order,” *Harl Quarterly* 48, no. 3 (1962): 287–305.", {"type": "article-journal", "volume": "48", "issue": "3", "issued": [1962]}),
        ("Ines Doyle, “Alone,” in *Work at Sea*, ed. Peter Vint and Ursula Kerr (Port Lorn: Tern Press, 1998), 133–61.", {"type": "chapter", "container_title": "Work at Sea", "editor": ["Vint", "Kerr"]}),
        ("“Loss of the Tern,” *Lorn Mercury*, November 14, 1880, 2.", {"type": "article-newspaper", "container_title": "Lorn Mercury", "issued": [1880, 11, 14]}),
        ("“The Lantern,” Lorn Museum, accessed March 8, 2021, https://museum.example/lantern.", {"type": "webpage", "accessed": {"date-parts": [[2021, 3, 8]]}}),
        ("Josef Kerr, A History of Lorn, trans. by Mary Vint, 4 vols (Harl: Tern Press, 1951–63), II: Partition (1955).", {"title": "A History of Lorn", "translator": ["Vint"], "number_of_volumes": "4", "volume": "II"}),
        ("Daniel Oake, “The Moral Economy of Salt” (PhD diss., University of Harl, 2014), 211.", {"type": "thesis", "publisher": "University of Harl"}),
        ("Karl Pichler, Das Archiv des Salzamtes. Ein Überblick, in: Mitteilungen des Landesvereins 14 (1984), S. 211–238.", {"type": "article-journal", "container_title": "Mitteilungen des Landesvereins", "volume": "14"}),
        ("Leopold Brand, Rechnung und Herrschaft. Das Salzamt 1600–1750, Wien/Köln 1991, S. 12.", {"title": "Rechnung und Herrschaft. Das Salzamt 1600–1750", "issued": [1991]}),
        ("Jean-Pierre Fabre, « Colporteurs (1780-1850) », *Revue d’Auvergne*, t. XXXVIII, n° 2, avril-juin 1991, p. 245-271.", {"volume": "XXXVIII", "issue": "2", "issued": [1991, 6]}),
        ("Haas v Commissioner of Waters [1926] 2 KB 311.", {"type": "legal_case", "title": "Haas v Commissioner of Waters"}),
        ("Land Registration Act 1924, s. 12(1).", {"type": "legislation", "title": "Land Registration Act 1924"}),
        ("The Times, 22 July 1954, p. 6", {"type": "periodical", "title": "The Times", "issued": [1954, 7, 22]}),
        ("Interview with a retired ferryman, Port Lorn, 4 May 1998.", {"type": "interview", "issued": [1998, 5, 4]}),
        ("Email from Ada Corl to the author, 2 March 2017.", {"type": "personal_communication", "author": ["Corl"]}),
    ],
)  # fmt: skip
def test_a_reference_is_read(words, wanted):
    _told(words, **wanted)


@pytest.mark.parametrize(
    "words",
    [
        "I use “readers” here to include those who could not read.",
        "All sums are nominal. A conversion is possible until the end of 1918, but would feign an accuracy that the books have not.",
        "The word “keeper” was used of the house as well.",
    ],
)
def test_a_remark_is_no_reference(words):
    assert parse(words) is None


def test_a_file_is_told_by_its_shelf_mark_and_who_keeps_it():
    assert is_archival("Minutes, 14 March 1921, Harl County Record Office, FO 371/5982, fols 112–19")
    assert is_archival("HCRO, FO 371/5982", {"HCRO"})
    assert not is_archival("HCRO, FO 371/5982")
    assert not is_archival("Secretariat, “Memorandum”, UN Doc. A/CN.4/23 (1949)")
