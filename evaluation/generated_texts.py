"""Generated texts for the benches: essays of any length with quotations, notes, dates and names, the same at every run."""

import random
from collections.abc import Iterator

_FIRST = "Anna Bela Clara Dorin Edvin Frida Goran Hanne Ilja Jonas Katya Lorin Mirka Noll Otto Petra Rasmus Sigrid Tomas Ulla Viktor Wanda".split()
_BEGIN = "Al Bren Cor Dal El Far Gar Hol Ist Jar Kel Lor Mar Nor Ost Pel Quar Ros Sel Tar Ul Vel Wes Yar Zel".split()
_END = "and berg dell en feld gren ham ik lund mark ner ov quist rup sen tal vik wick stad holt".split()
_PLACES = "Vessa Lantry Orsk Pellin Marrow Tannick Osel Brava Dunmar Kesten".split()
_MONTHS = "January February March April May June July August September October November December".split()
_THINGS = "the harbour,the granary,the mill,the council,the strike,the bridge,the march,the levy,the tax on salt,the garrison,the newspaper,the railway".split(
    ","
)
_DEEDS = "fell,was closed,was burned,was opened,began,ended,was betrayed,was rebuilt,was seized,was abandoned".split(
    ","
)
_CUES = "said that,wrote that,claimed that,recalled that,denied that,insisted that,believed that".split(",")
_PLAIN = (
    "Nobody in {place} spoke of it for years.",
    "The winter was long and the prices rose.",
    "{name} left {place} for {other} in {year}.",
    "On {day} {month} {year} {thing} {deed}.",
    "In {month} {year} the people of {place} gathered before {thing}.",
    "By the middle of {year} {thing} in {place} {deed} for the second time.",
)
_SAID = (
    "{name} {cue} {thing} {deed} in {year}.{mark}",
    "“{Thing} {deed},” said {name}, “and nobody in {place} asked why.”{mark}",
    "According to {name}, {thing} {deed} in {month} {year}.{mark}",
    "{name} {cue} {other_name} had ordered it, and that {thing} {deed}.{mark}",
)


def people(seed: int, number: int) -> list[str]:
    """Names of people who do not exist."""
    dice = random.Random(f"people {seed}")
    return [f"{dice.choice(_FIRST)} {dice.choice(_BEGIN)}{dice.choice(_END)}" for _ in range(number)]


def essay(seed: int, words: int, names: list[str]) -> str:
    """An essay of about so many words, with a title, notes and some of the names."""
    dice = random.Random(f"essay {seed}")
    mine = dice.sample(names, min(8, len(names)))
    paragraphs, notes, count = (
        [f"{dice.choice(_PLACES)} and the Year {dice.randint(1850, 1980)}"],
        list[str](),
        0,
    )
    while count < words:
        sentences = []
        for _ in range(dice.randint(4, 8)):
            sentence = _sentence(dice, mine, notes)
            sentences.append(sentence)
            count += len(sentence.split())
        paragraphs.append(" ".join(sentences))
    return "\n\n".join([*paragraphs, "Notes", *notes]) + "\n"


def _sentence(dice: random.Random, names: list[str], notes: list[str]) -> str:
    said = dice.random() < 0.5
    mark = ""
    if said and dice.random() < 0.4:
        mark = f"[{len(notes) + 1}]"
        author = names[len(notes) % len(names)]
        notes.append(
            f"[{len(notes) + 1}] {author}, The Book of {author.split()[1]} (Ambry: Tern Quay Press, {dice.randint(1900, 1990)}), p. {dice.randint(1, 300)}."
        )
    thing = dice.choice(_THINGS)
    return dice.choice(_SAID if said else _PLAIN).format(
        name=dice.choice(names), other_name=dice.choice(names), place=dice.choice(_PLACES), other=dice.choice(_PLACES), cue=dice.choice(_CUES),
        thing=thing, Thing=thing.capitalize(), deed=dice.choice(_DEEDS), year=dice.randint(1850, 1980), month=dice.choice(_MONTHS),
        day=dice.randint(1, 28), mark=mark,
    )  # fmt: skip


def essays(number: int, words: int) -> Iterator[str]:
    """So many essays of so many words; a few hundred names stand in all of them."""
    names = people(0, 400)
    for seed in range(number):
        yield essay(seed, words, names)
