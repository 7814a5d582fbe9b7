"""Where names stand: runs of capitalised words that are no ordinary words, with the evidence that stands beside them."""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from whence.lang import Words, words_of
from whence.lang.saying import function_words
from whence.layers.document import Block, Document
from whence.layers.name_joints import SAINTS, Joints
from whence.layers.name_lists import name_lists
from whence.model.heard import HeardMention
from whence.names import PARTICLES, is_acronym
from whence.text import SpanIndex, Text
from whence.works import ROLES

SURE = 0.5  # as likely as not
_SURE_OF_A_PART = 0.7
_INITIAL = re.compile(r"[A-Z]\.?$")
_OPENERS = frozenset("“\"«„‘'([¿¡—–-*•")
_CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday ad bc ce bce am pm".split()
)
_NO_END = frozenset(["-", "–", "’", "'", "&", "'s", "no", "nos", "vol", "p", "pp"])
_HEADINGS = frozenset("chapter book part canto act scene section letter volume vol".split())
_HEADED = re.compile(
    r"[IVXLC]+\.?|\d+|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|One|Two|Three|Four|Five|Six|The|In|Of"
)
_MAX_WORDS = 9
_SITE = re.compile(
    r"\b(?:https?://\S+|[A-Za-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|ws|info|edu|gov|int|eu|uk|de|fr|ir|ru)\b(?:/\S*)?)"
)


_LEADS = frozenset("to for with from about at of in on by after before without against".split())
_MY_VERBS = frozenset("am was have had have've will would could should did do didn't never".split())


def _is_at_its_end(heard: int, end: int) -> bool:
    """Whether what was heard ends with a run, but for the 's of an owner."""
    return end <= heard <= end + len("'s")


class Found(Struct):
    """A name as it stands: first and last word, the words themselves, the title before it, how sure the cut is."""

    start: int
    end: int
    name: str
    title: str | None
    first: int
    last: int
    site: bool = False


class Finder:
    """Finds the names of one document, block by block."""

    def __init__(self, doc: Document, text: Text, heard: Sequence[HeardMention] = ()) -> None:
        self.doc, self.text = doc, text
        self._heard = SpanIndex([m for m in heard if m.kind.endswith("name") and m.probability >= SURE])
        self._starts_heard = {m.start for m in self._heard.records}
        self.lists = name_lists(doc.document.language)
        self.words: Words = words_of(text.chars)
        self.joints = Joints(text.chars, self.words, self.lists)
        self.sentence_starts = {s.start for s in doc.sentences}
        self.body = [
            b
            for b in doc.blocks
            if b.kind not in ("note", "title", "heading", "colophon", "other")
            or (b.kind == "other" and b.end - b.start < 120)
        ]
        self.known_names = _names_of_works(doc)
        self.function_words = function_words(doc.document.language)
        self.alone: Counter[str] = Counter()  # a capital inside a sentence, and no capitalised word before it
        self.inside, self.small = self._forms()

    def _stands_by_itself(self, i: int) -> bool:
        """Whether a capitalised word has no capitalised word right before it."""
        gap = self.text.chars[self.words.ends[i - 1] : self.words.starts[i]] if i else ""
        return not (i and self.words.is_capital(i - 1) and gap == " ")

    def _forms(self) -> tuple[Counter[str], Counter[str]]:
        """How often each word stands with a capital inside a sentence, and without one."""
        inside: Counter[str] = Counter()
        small: Counter[str] = Counter()
        for block in self.body:
            for i in self.words.between(block.start, block.end):
                if not self.words.is_word(i):
                    continue
                if not self.words.is_capital(i):
                    small[self.words.lower[i]] += 1
                elif not self.begins(i, block):
                    inside[self.words.lower[i]] += 1
                    self.alone[self.words.lower[i]] += self._stands_by_itself(i)
        return inside, small

    def begins(self, i: int, block: Block) -> bool:
        """Whether a word stands where any word would have a capital."""
        k = i
        while k > 0 and self.words.starts[k] > block.start and self.words.form(k - 1) in _OPENERS:
            k -= 1
        if self.words.starts[k] <= block.start or self.words.starts[k] in self.sentence_starts:
            return True
        if k < i:
            return True  # after an opening mark
        before = self.words.form(k - 1)
        return before in ".:!?" and not _INITIAL.match(self.words.form(k - 2) if k > 1 else "")

    def names(self) -> list[Found]:
        """The names of the running text, in order."""
        found: list[Found] = []
        for block in self.body:
            found.extend(self._sites(block))
            run: list[int] = []
            for i in self.words.between(self._first_of(block), block.end):
                if self.joints.go_on(run, i):
                    run.append(i)
                    continue
                found.extend(f for part in self._parts(run) for f in self._cut(part, block))
                run = [i] if self.joints.is_name_word(i) else []
            found.extend(f for part in self._parts(run) for f in self._cut(part, block))
        sites = [f for f in found if f.site]
        return sorted(
            (f for f in found if f.site or not any(s.start <= f.start < s.end for s in sites)),
            key=lambda f: f.start,
        )

    def _parts(self, run: list[int]) -> list[list[int]]:
        """A run of capitals in two where the model surely hears the full name of a person begin inside it and end with it: 'the Corl Council Mara Venn'."""
        if len(run) < 3:
            return [run]
        starts, end = self.words.starts, self.words.ends[run[-1]]
        heard = [h for h in self._heard.touching(starts[run[0]], end) if _is_at_its_end(h.end, end)]
        surest = max(heard, key=lambda h: (h.probability, -h.start), default=None)
        if surest is None or surest.kind != "person name" or surest.probability < _SURE_OF_A_PART:
            return [run]
        cut = next((n for n, k in enumerate(run) if starts[k] >= surest.start), 0)
        behind = [k for k in run[cut:] if self.words.is_word(k)]
        return [run[:cut], run[cut:]] if cut and len(behind) > 1 else [run]

    def _first_of(self, block: Block) -> int:
        """Where names of a block begin: behind the label of a turn that is a letter or two ('Q. When did')."""
        head = self.text.chars[block.start : block.end][:8]
        label = re.match(r"[A-Z]{1,2}[.:]\s+", head) if block.kind == "turn" else None
        return block.start + (label.end() if label else 0)

    def _sites(self, block: Block) -> list[Found]:
        return [
            Found(m.start(), m.end(), m.group(), None, -1, -1, site=True)
            for m in _SITE.finditer(self.text.chars, block.start, block.end)
        ]

    def _cut(self, run: list[int], block: Block) -> list[Found]:
        """The names in a run of capitalised words: ordinary first words, titles and calendar words taken off."""
        words = self.words
        while run and (words.lower[run[-1]] in PARTICLES or words.lower[run[-1]] in _NO_END):
            run = run[:-1]
        while (
            run
            and words.form(run[-1]) == "."
            and not re.match(r"[A-Z]$|Jr|Sr", words.form(run[-2] if len(run) > 1 else run[-1]))
        ):
            run = run[:-1]
        run = self._without_me(self._without_opening(self._without_heading(run), block))
        if not run or len(run) > 2 * _MAX_WORDS:
            return []
        demonym_first = len(run) > 1 and words.form(run[0]) in self.lists.demonyms
        run, title = self._without_title(run)
        if not run or self.is_behind_a_name(run):
            return []
        if all(words.lower[i] in _CALENDAR or not words.is_word(i) for i in run):
            return []
        if (
            any(words.lower[i] in _CALENDAR and words.form(i) != "May" for i in run)
            and len(run) <= 3
            and not demonym_first
        ):
            return []
        if len(run) == 1 and not self._stands_alone(run[0], block, title):
            return []
        name = self.name_of(run, title)
        return [name] if name else []

    def name_of(self, run: list[int], title: str | None) -> Found | None:
        """The name that the words of a run make; None where they have hardly a letter."""
        start, end = self.words.starts[run[0]], self.words.ends[run[-1]]
        name = re.sub(r"\s+", " ", self.text.chars[start:end])
        return Found(start, end, name, title, run[0], run[-1]) if sum(c.isalpha() for c in name) > 1 else None

    def is_behind_a_name(self, run: list[int]) -> bool:
        """'Ada Reve, QC': what is put behind a name, and is none."""
        words, first = self.words, run[0]
        return (
            words.lower[first] in self.lists.known.words("names", "behind_names")
            and all(not words.is_word(k) for k in run[1:])
            and first > 1
            and words.form(first - 1) == ","
            and words.is_capital(first - 2)
        )

    def _without_me(self, run: list[int]) -> list[int]:
        """'To Tobias I said', 'the Hallorans I knew': a run without an I that begins what somebody says he did; no king's number."""
        words = self.words
        if len(run) < 2 or words.form(run[-1]) != "I" or run[0] == 0 or run[-1] + 1 >= len(words):
            return run
        before, after = words.lower[run[0] - 1], words.lower[run[-1] + 1]
        begins = words.starts[run[0] - 1] in self.sentence_starts and before in _LEADS
        acts = self.lists.known.tags.get(after, ("",))[0][:1] == "V" or after in _MY_VERBS
        return run[:-1] if acts and (begins or before == "the") else run

    def _without_heading(self, run: list[int]) -> list[int]:
        """The run behind the number of a chapter that stands in one line with it: 'CHAPTER I PARIS'."""
        if (
            len(run) > 2
            and self.words.lower[run[0]] in _HEADINGS
            and _HEADED.fullmatch(self.words.form(run[1]))
        ):
            run = run[1:]
            while run and _HEADED.fullmatch(self.words.form(run[0])):
                run = run[1:]
        return run

    def _without_opening(self, run: list[int], block: Block) -> list[int]:
        """The run without a first word that has its capital only from its place."""
        words = self.words
        while run and self.begins(run[0], block):
            lower, form = words.lower[run[0]], words.form(run[0])
            small = self.small[lower] > self.inside[lower] or lower in self.function_words
            known = lower in self.lists.known.tags or small
            listed = self._listed(form) and lower not in self.function_words
            rest = run[1:]
            rest_known = bool(rest) and self.alone[words.lower[rest[0]]] > 0
            heard = lower != "the" and words.starts[run[0]] in self._starts_heard
            if is_acronym(form) or heard or self._is_a_place(run):
                break
            if rest and words.lower[rest[0]] in PARTICLES | {".", "-"}:
                break
            if known and not listed and self._heads_a_body(run):
                break
            if (known and not listed) or (rest_known and not self.inside[lower] and not listed):
                run = rest
                continue
            break
        if run and words.lower[run[0]] in ("i", "o", "oh"):
            return run[1:] if len(run) > 1 else []
        return run

    def _is_a_place(self, run: list[int]) -> bool:
        """'New England towns': whether the first words together are a place of the list."""
        starts, ends = self.words.starts, self.words.ends
        heads = (self.text.chars[starts[run[0]] : ends[run[n]]] for n in range(1, min(4, len(run))))
        return any(" ".join(head.split()) in self.lists.places for head in heads)

    def _heads_a_body(self, run: list[int]) -> bool:
        """'Human Rights Watch': a common noun before two capitalised words that never stand without it."""
        words = self.words
        tags = self.lists.known.tags.get(words.lower[run[0]], ("",))
        rest = [k for k in run[1:] if words.is_word(k)]
        if tags[0] not in ("N", "J") or len(rest) < 2:
            return False
        return self.alone[words.lower[rest[0]]] == 0 and words.form(rest[0]) not in self.lists.given

    def _listed(self, form: str) -> bool:
        lists = self.lists
        given = lists.given.get(form)
        return (
            (given is not None and "ambiguous" not in given)
            or form in lists.places
            or form in lists.demonyms
            or form in lists.peoples
            or form in lists.groups
            or form in lists.titles
            or form in lists.organisations
            or form in lists.organisation_words
        )

    def _without_title(self, run: list[int]) -> tuple[list[int], str | None]:
        """The run without the titles before a name ('Foreign Minister', 'Captain'), and the title."""
        words = self.words
        title = None
        whole = (
            re.sub(r"\s+", " ", self.text.chars[words.starts[run[0]] : words.ends[run[-1]]]) if run else ""
        )
        if whole in self.known_names or words.form(run[0] if run else 0) in SAINTS:
            return run, None
        if len(run) > 2 and words.lower[run[1]] in ("'s", "’s"):
            return run, None  # 'King’s Cross'
        while run:
            for size in (4, 3, 2, 1):
                if len(run) < size:
                    continue
                form = re.sub(r"\s+", " ", self.text.chars[words.starts[run[0]] : words.ends[run[size - 1]]])
                if form in self.lists.titles and (
                    len(run) > size or "ambiguous" not in self.lists.titles[form]
                ):
                    break
            else:
                return run, title
            rest = run[size:]
            if self._is_built(rest):
                return run, title  # 'Sheikh Rell Mosque', 'Madame Corlan Museum'
            if form in ("Mrs.", "Mrs", "Mme", "Madame") and self._given_of_a_man(rest):
                return run, title
            if title is None and len(rest) == 1 and words.form(rest[0]) in self.lists.demonyms:
                return run, title  # a family name that looks like a demonym
            if rest and words.form(rest[0]) == ".":
                rest = rest[1:]
            if rest and words.lower[rest[0]] in PARTICLES and words.lower[rest[0]] in ("of", "for"):
                return (
                    ([], form) if title is None else (run, title)
                )  # 'Secretary of State', 'President of Iraq': an office
            title = form if title is None else f"{title} {form}"
            run = rest
        return run, title

    def _is_built(self, rest: list[int]) -> bool:
        """Whether the words behind a title, no given name first, end on one for a body or a place."""
        if len(rest) < 2 or self.words.form(rest[0]) in self.lists.given:
            return False
        last = self.words.form(rest[-1])
        ends = self.lists.organisation_words.get(last) or self.lists.place_words.get(last, ())
        return ends[:1] in (("end",), ("both",))

    def _given_of_a_man(self, rest: list[int]) -> bool:
        """Whether a man's full name follows 'Mrs.': it is his wife's name then."""
        words = [self.words.form(i) for i in rest if self.words.is_word(i)]
        return len(words) > 1 and self.lists.given.get(words[0], ("",))[0] == "m"

    def _stands_alone(self, i: int, block: Block, title: str | None) -> bool:
        """Whether one capitalised word is a name: not where its place alone gives it the capital."""
        words = self.words
        form, lower = words.form(i), words.lower[i]
        if len(form) == 1 or lower in _CALENDAR or lower in self.function_words:
            return False
        if title is None and (form in self.lists.titles or form in self.lists.event_work):
            return False  # 'the Captain', 'the War': somebody or something named elsewhere
        if title or is_acronym(form):
            return title is not None or not (self._shouted(i, block) or self._is_a_loud_word(i))
        if self.begins(i, block):
            return (
                self.inside[lower] > 0
                or (self._listed(form) and lower not in self.lists.known.tags)
                or (form in self.lists.places or form in self.lists.demonyms or form in self.lists.peoples)
                or (lower not in self.lists.known.tags and self.small[lower] == 0 and self._acts(i))
            )
        lexical = self.lists.known.tags.get(lower)
        if lexical and not self._listed(form):
            # a common word with a capital inside a sentence: a name only if it always has one
            return self.small[lower] == 0 and self.inside[lower] > 1 and lexical[0] in ("N", "J")
        return self.small[lower] <= self.inside[lower]

    def _is_a_loud_word(self, i: int) -> bool:
        """'WHEREAS', 'in PITY': a word of the dictionary in capitals that nobody heard as a name, where names were heard at all."""
        form, lower = self.words.form(i), self.words.lower[i]
        if not self._heard.records or lower not in self.lists.known.tags or self._listed(form):
            return False
        return not self._heard.touching(self.words.starts[i], self.words.ends[i])

    def _shouted(self, i: int, block: Block) -> bool:
        """Whether the words around are in capitals too."""
        near = [
            k for k in range(max(0, i - 2), min(len(self.words), i + 3)) if self.words.is_word(k) and k != i
        ]
        return bool(near) and all(self.words.form(k).isupper() and len(self.words.form(k)) > 1 for k in near)

    def _acts(self, i: int) -> bool:
        """Whether a word is followed by what follows a name: 's, or a verb that reports."""
        if i + 1 >= len(self.words):
            return False
        following = self.words.lower[i + 1]
        verb = self.lists.known.reporting.get(following)
        return following == "'s" or (verb is not None and verb.form in ("past", "third"))


def _names_of_works(doc: Document) -> frozenset[str]:
    """The full names of the people behind the works cited, in both orders."""
    names = set()
    for work in doc.works:
        for role in ROLES:
            for person in work.csl.get(role, ()):
                given, family = person.get("given", ""), person.get("family", "")
                names |= {f"{given} {family}".strip(), f"{family} {given}".strip()}
    return frozenset(names - {""})
