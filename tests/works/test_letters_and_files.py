"""Letters by who wrote to whom, files of archives that notes call by short names, writings that are no periodicals."""

import pytest

from whence.works import parse
from whence.works.reference import title_alone


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Letter from William Cole to John D. Rell, November 29, 1861, p. 520", {"recipient": "Rell", "title": "William Cole to John D. Rell"}),
        ("letter from Cole to Rell, December 12, 1861", {"recipient": "Rell", "title": "Cole to Rell"}),
        ("Letter from Harbor Rights Watch to the Ministry of Ports, 3 May 2017", {"recipient": "the Ministry of Ports", "title": "Harbor Rights Watch to the Ministry of Ports"}),
        ("Letter from Ada Corl to the author, 3 May 2010", {"title": "letter to the author"}),
        ("Email from Ada Corl, press office, to the authors, 3 May 2010", {"title": "email to the author"}),
        ("Cole to Rell, 18 March, 19 April, 5 June, 1755", {"recipient": "Rell", "title": "Cole to Rell"}),
        ("Cole to ----, 25 July, 1759", {"title": "Cole to ----"}),
    ],
)  # fmt: skip
def test_a_letter_is_from_one_to_another(reference, expected):
    item = parse(reference)
    assert item is not None
    assert item["type"] == "personal_communication"
    assert item["title"] == expected["title"] or item["title"].endswith(expected["title"])
    named = [r.get("family") or r["literal"] for r in item.get("recipient", [])]
    assert named == ([expected["recipient"]] if "recipient" in expected else [])


def test_a_message_of_a_president_is_a_paper():
    item = parse(
        "Message from the President of the Republic, Transmitting a Report on the Ports (Harl: State Press, 1911)"
    )
    assert item is not None
    assert item["type"] != "personal_communication"


@pytest.mark.parametrize(
    ("reference", "archive", "place"),
    [
        ("NARA, RG 84, U.S. Legation Great Britain, Despatches, Vol. 23.", "NARA", "RG 84, U.S. Legation Great Britain, Despatches, Vol. 23"),
        ("NARA, RG 59, Correspondence (1785–1906), Great Britain, Vol. 97.", "NARA", "RG 59, Correspondence (1785–1906), Great Britain, Vol. 97"),
        ("Lorn Archives, LVI. no. 142", "Lorn Archives", "LVI. no. 142"),
    ],
)  # fmt: skip
def test_a_file_of_an_archive_with_a_short_name(reference, archive, place):
    item = parse(reference)
    assert item is not None
    assert (item["type"], item["archive"], item["archive_location"]) == ("manuscript", archive, place)
    assert "issued" not in item
    assert item["title"]


@pytest.mark.parametrize(
    ("title", "rest", "kind"),
    [
        ("Writings of Tobias Rell", ", II. 78", "book"),
        ("Mémoires sur la Colonie", ", 1759", "document"),
        ("Letters of Corl", ", 1755", "document"),
        ("Harbour Days", ", I. 28", "periodical"),
        ("Papers of the Lorn Review", ", II. 78", "periodical"),
    ],
)
def test_somebodys_writings_are_no_periodical(title, rest, kind):
    item = title_alone(title + rest, title)
    assert item is not None
    assert item["type"] == kind


def test_a_newspaper_of_several_days_has_the_first():
    item = parse("Lorn Herald, December 17, 18 and 19, 1869.")
    assert item is not None
    assert (item["type"], item["issued"]["date-parts"]) == ("periodical", [[1869, 12, 17]])


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Country History, 4 (1900), 12", "periodical"),
        ("History, 45 (1960)", "periodical"),
        ("Journal of Rural Things 4 (1960): 33", "periodical"),
        ("The Life of Rell, 2 (1900), 12", "book"),
        ("Ada Corl, 2 (1900), 12", "book"),
        ("Message from Ada Corl, 2 March 2017", "personal_communication"),
    ],
)
def test_a_volume_and_a_year_are_of_a_periodical_but_for_somebodys_works(words, kind):
    item = parse(words)
    assert item is not None
    assert item["type"] == kind
