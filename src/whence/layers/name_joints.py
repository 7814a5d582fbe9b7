"""name_joints: over which words a name goes on: particles, hyphens, epithets, what its owner names, initials."""

import re

from whence.lang import Words
from whence.layers.name_lists import NameLists
from whence.names import PARTICLES

# what a king or a saint is called behind his name, over 'the'
_EPITHETS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth great elder younger conqueror bald pious bold terrible confessor fat short magnificent "
    "lame simple good wise stammerer fair red black white cruel apostate blind catholic devout evangelist baptist apostle theologian unready peaceful just "
    "lion lionheart navigator".split()
)
# what belongs to the name of its owner where both have a capital: 'Land's End', 'Hudson's Bay'
OWNED_PLACES = frozenset(
    "bay cross park court college end green point hospital inn head square lane road street island islands bridge church cathedral hall hill landing mill "
    "mills creek ferry drift gate town land field fields wood woods wharf row yard chapel abbey school lock corner rock rocks peak pass bank alley close well wells".split()
)
_ELIDED = re.compile(r"[dl]['’][A-Z]")  # 'Jean d'Orval'
SAINTS = frozenset(["St", "St.", "Saint", "San", "Santa", "Ste", "Sainte"])
# small words behind a hyphen: 'Abd al-Rahman', 'Kingsmere-sub-Hill'
_JOINED_SMALL = frozenset(
    "e i ye al ul ud el o a la le de du sur en sub upon on by in super under next".split()
)
# a syllable of a given name of East Asia, of which the second is often written small: 'Rell Kwok-lam'
_SYLLABLE = re.compile(
    r"(?:ch|sh|zh|ng|kw|gw|hs|ts|tz|[bcdfghjklmnprstwxyz])?[aeiouü]{1,3}(?:ng|ck|[hklmnprtwy])?",
    re.IGNORECASE,
)
# 'Rell & Corl, 2014', 'Rell & Corl (2014)', 'Rell & I': two people, no firm
_TWO_PEOPLE = re.compile(r"&\s+(?:I\b|[^\W\d_][\w’'-]+(?:,?\s+|,?\s*[(\[])(?:1[5-9]|20)\d\d\b)")


class Joints:
    """Says of the words of one text whether a name goes on over them."""

    def __init__(self, chars: str, words: Words, lists: NameLists) -> None:
        self._chars, self._words, self._lists = chars, words, lists

    def is_name_word(self, i: int) -> bool:
        """Whether a word can stand in a name by itself: it has a capital."""
        return self._words.is_capital(i) and self._words.is_word(i)

    def go_on(self, run: list[int], i: int) -> bool:
        """Whether a word goes on with the run before it."""
        if not run:
            return False
        words, last = self._words, run[-1]
        gap = self._chars[words.ends[last] : words.starts[i]]
        if "\n\n" in gap or (len(gap) > 3 and "\n" not in gap):
            return False
        form, lower = words.form(i), words.lower[i]
        if form == ".":
            return gap == "" and bool(
                re.fullmatch(
                    r"[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Capt|Lt|Sgt|Maj|Prof|Sen|Rep|Gov|Jr|Sr|Adm|Rev|Hon",
                    words.form(last),
                )
            )
        glued = i + 1 < len(words) and words.starts[i + 1] == words.ends[i]
        if form == "-" and gap == "" and glued and words.form(i + 1).isdigit() and len(words.form(last)) <= 3:
            return True  # 'B-12'
        if words.form(last) == "-" and gap == "" and form.isdigit():
            return True
        if form in ("-", "–", "’", "'") and gap == "":
            joined = glued and words.is_word(i + 1)
            if not joined:
                return False
            small = words.lower[i + 1] in _JOINED_SMALL or (form == "-" and self._is_given_in_two(run, i))
            return form in "-’'" and (words.is_capital(i + 1) or small)
        if lower == "'s":
            return gap == "" and self._possessive_goes_on(run, i)
        if form == "&":
            return not _TWO_PEOPLE.match(self._chars, words.starts[i])
        if self._joins_a_place(run, i):
            return True
        if self.is_name_word(i) or (_ELIDED.match(form) and gap == " "):
            return gap != "" or words.form(last) in "-’'."
        if lower in PARTICLES and gap.strip() == "" and i + 1 < len(words):
            return self._particle_goes_on(run, i)
        if lower == "for" and gap == " " and i + 1 < len(words):
            bodies = self._lists.known.words("names", "bodies_for")
            # 'Observatory for Detention Rights'
            return words.lower[last] in bodies and self.is_name_word(i + 1)
        joined = words.form(last) == "-" and gap == ""
        return joined and (lower in _JOINED_SMALL or self._is_given_in_two(run[:-1], last))

    def _is_given_in_two(self, run: list[int], hyphen: int) -> bool:
        """Whether a hyphen behind a family name and a capital joins the two syllables of a given name ('Rell Kwok-lam')."""
        words = self._words
        if len(run) < 2 or not words.is_word(run[-2]) or hyphen + 1 >= len(words):
            return False
        first, second = words.lower[run[-1]], words.lower[hyphen + 1]
        return (
            first not in self._lists.known.tags
            and bool(_SYLLABLE.fullmatch(first))
            and bool(_SYLLABLE.fullmatch(second))
        )

    def _joins_a_place(self, run: list[int], i: int) -> bool:
        """'Bosnia and Herzegovina': whether 'and' stands in the name of a place of the list."""
        words = self._words
        if words.lower[i] != "and" or i + 1 >= len(words):
            return False
        return f"{words.form(run[-1])} and {words.form(i + 1)}" in self._lists.places

    def _possessive_goes_on(self, run: list[int], i: int) -> bool:
        """'the Seamen’s Hospital' is one name, 'Land’s End' too; 'Iraq’s Foreign Minister' is not."""
        words = self._words
        if self._owns_a_place(run, i):
            return True
        if (
            i + 1 >= len(words)
            or not self.is_name_word(i + 1)
            or words.lower[run[0] - 1 if run[0] else 0] != "the"
        ):
            return False
        last = i + 1
        while (
            last + 1 < len(words)
            and self.is_name_word(last + 1)
            and self._chars[words.ends[last] : words.starts[last + 1]] == " "
        ):
            last += 1
        form = words.form(last)
        lists = self._lists
        return (
            form in lists.organisation_words
            or form in lists.place_words
            or form in lists.event_work
            or words.lower[last] in lists.known.people_nouns
        )

    def _owns_a_place(self, run: list[int], i: int) -> bool:
        """'King’s Cross', 'Hudson’s Bay', 'Lincoln’s Inn Hall'; not 'London’s Hyde Park'."""
        words, lists = self._words, self._lists
        owner = words.form(run[-1])
        if (
            i + 1 >= len(words)
            or owner in lists.demonyms
            or (owner in lists.places and len(run) == 1 and "ambiguous" not in lists.places[owner])
        ):
            return False
        begun = [k for k in run if words.is_word(k)]
        saintly = words.form(begun[0]) in SAINTS and len(begun) == 2
        return (
            (len(begun) == 1 or saintly) and self.is_name_word(i + 1) and words.lower[i + 1] in OWNED_PLACES
        )

    def _particle_goes_on(self, run: list[int], i: int) -> bool:
        """'Council of Resistance', 'Simone de Beauvoir', 'Gulf of the Lion'; never 'Rajavi and Nyabati'."""
        words, lower = self._words, self._words.lower[i]
        following = i + 1
        if words.form(following) == "-" and following + 1 < len(words):
            following += 1  # 'Abd al-Rahman'
        if lower == "of" and words.lower[following] == "the" and following + 1 < len(words):
            following += 1
        if not self.is_name_word(following):
            return lower == "the" and words.lower[i - 1] == "of"
        if lower in ("and", "y", "e"):
            return False
        if lower == "the" and words.lower[following] in _EPITHETS:
            return len([k for k in run if words.is_word(k)]) <= 3  # 'William the Conqueror'
        if lower in ("of", "the"):
            heads = self._lists
            first = [words.form(k) for k in run]
            head = any(
                w in heads.organisation_words or w in heads.place_words or w in heads.event_work
                for w in (*first, " ".join(first))
            ) or any(
                " ".join(first[k:]) in heads.titles for k in range(len(first))
            )  # 'Duke of', not 'Mr. Rell of'
            return head or (lower == "the" and words.lower[i - 1] == "of")
        return True
