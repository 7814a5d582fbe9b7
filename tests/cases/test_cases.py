"""Runs the passages of this folder: each expectation is one assertion about the Document that Whence makes of it."""

import pathlib
import re

import pytest

import whence
from whence.layers.check import broken_rules
from whence.layers.document import Document

FOLDER = pathlib.Path(__file__).parent


def cases():
    for path in sorted(FOLDER.glob("*/*.txt")):
        for part in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, rest = part.partition("\n")
            passage, _, expected = rest.partition("\n--\n")
            lines = [line.strip() for line in expected.splitlines() if line.strip()]
            language = path.parent.name
            name = path.stem if language == "en" else f"{language} {path.stem}"
            yield pytest.param(language, passage.strip("\n"), lines, id=f"{name}: {title.strip()}")


@pytest.mark.parametrize(("language", "passage", "expected"), list(cases()))
def test_case(language: str, passage: str, expected: list[str]) -> None:
    assert expected, "a case without expectations cannot fail"
    doc = whence.annotate(passage, language=None if language == "en" else language)
    assert broken_rules(doc) == []
    reader = Reader(doc)
    for line in expected:
        reader.check(line)


def flat(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


class Reader:
    """Answers expectations about one Document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.names = {e.id: e.name for e in doc.entities}
        self.voices = {v.id: v for v in doc.voices}

    def check(self, line: str) -> None:
        kind, _, rest = line.partition(":")
        fields = [f.strip() for f in rest.split("|")] if rest.strip() else []
        getattr(self, kind.replace(" ", "_"))(*fields)

    def words(self, record) -> str:
        return flat(self.doc.text[record.start : record.end])

    def who(self, voice: str | None) -> str:
        if voice is None:
            return "nobody"
        v = self.voices[voice]
        if voice == "v0":
            return "author"
        return " and ".join(self.names[h] for h in v.holders) or " … ".join(self.words(s) for s in v.unnamed)

    def chain(self, voice: str | None) -> str:
        found = []
        while voice is not None:
            found.append(self.who(voice))
            voice = self.voices[voice].parent
        return " < ".join(found)

    # -- expectations ------------------------------------------------------------------------------------------

    def beginning(self, words: str):
        return [q for q in self.doc.quotations if self.words(q).lstrip("“”\"‘'«„»—–- \xa0").startswith(words)]

    def quotation(self, words: str, who: str, basis: str) -> None:
        found = self.beginning(words)
        assert found, f"no quotation begins {words!r}: {[self.words(q)[:30] for q in self.doc.quotations]}"
        assert (self.who(found[0].voice), found[0].basis) == (who, basis)

    def said(self, words: str) -> None:
        said = [" … ".join(map(self.words, q.segments)) for q in self.doc.quotations]
        assert words in said, f"{words!r} is none of {said}"

    def use(self, words: str, use: str) -> None:
        found = self.beginning(words)
        assert found, f"no quotation begins {words!r}"
        assert found[0].use == use

    def no_quotation(self, words: str = "") -> None:
        assert not [q for q in self.doc.quotations if words in self.words(q)]

    def attribution(self, source: str, cue: str, content: str) -> None:
        made = [
            (
                " … ".join(map(self.words, a.source)),
                " … ".join(map(self.words, a.cue)),
                " … ".join(map(self.words, a.content)),
            )
            for a in self.doc.attributions
        ]
        if content.endswith("…"):
            content = content[:-1].strip()
            assert any(m[:2] == (source, cue) and m[2].startswith(content) for m in made), made
        else:
            assert (source, cue, content) in made

    def voice(self, cue: str, chain: str) -> None:
        found = [a for a in self.doc.attributions if cue == " … ".join(map(self.words, a.cue))]
        assert found, f"no attribution with the cue {cue!r}"
        assert chain in [self.chain(a.voice) for a in found]

    def no_voice(self, words: str) -> None:
        told = [self.words(s) for v in self.doc.voices for s in v.unnamed]
        assert not [t for t in told if words in t], told

    def no_attribution(self, cue: str = "") -> None:
        made = [" … ".join(map(self.words, a.cue)) for a in self.doc.attributions]
        assert not [m for m in made if not cue or m == cue], made

    def claim(self, words: str, who: str, *more: str) -> None:
        found = [c for c in self.doc.claims if self.words(c.evidence[0]).startswith(words)]
        made = [(self.words(c.evidence[0])[:40], self.who(c.voice)) for c in self.doc.claims]
        assert found, f"no claim begins {words!r}: {made}"
        right = [c for c in found if self.who(c.voice) == who]
        assert right, f"not by {who}: {made}"
        for wanted in more:
            assert any(self._is(c, wanted) for c in right), f"{wanted}: {right}"

    def _is(self, claim, wanted: str) -> bool:
        if wanted in ("negative", "positive"):
            return claim.polarity == wanted
        if wanted in ("hedged", "asserted"):
            return claim.certainty == wanted
        key, _, value = wanted.partition("=")
        if key == "citation":
            citation = next((c for c in self.doc.citations if c.id == claim.citation), None)
            note = next((n for n in self.doc.notes if citation and n.id == citation.note), None)
            return (note.label if note else "none") == value
        return str(getattr(claim, key)) == {"none": "None"}.get(value, value)

    def no_claim(self, words: str) -> None:
        assert not [c for c in self.doc.claims if self.words(c.evidence[0]).startswith(words)]

    def time(self, words: str, value: str, resolved: str | None = None) -> None:
        found = [t for t in self.doc.times if self.words(t) == words]
        assert found, f"{words!r} is not among {[self.words(t) for t in self.doc.times]}"
        assert found[0].value == value
        if resolved is not None:
            assert [r.value for r in found[0].resolved] == (
                [] if resolved == "none" else resolved.split(" or ")
            )

    def edtf(self, words: str, edtf: str) -> None:
        found = [t for t in self.doc.times if self.words(t) == words]
        assert [(t.edtf, [r.edtf for r in t.resolved]) for t in found] == [(edtf, [edtf])]

    def mod(self, words: str, mod: str, edtf: str) -> None:
        found = [t for t in self.doc.times if self.words(t) == words]
        assert [(str(t.mod or "none"), str(t.edtf or "none")) for t in found] == [(mod, edtf)]

    def no_time(self, words: str) -> None:
        assert not [t for t in self.doc.times if words in self.words(t)]

    def entity(self, kind: str, name: str, forms: str = "") -> None:
        found = [e for e in self.doc.entities if e.name == name]
        assert found, f"{name!r} is not among {[(e.name, e.kind) for e in self.doc.entities]}"
        assert found[0].kind == kind
        for form in filter(None, (f.strip() for f in forms.split(";"))):
            assert form in found[0].names

    def apart(self, one: str, two: str) -> None:
        by_name = {n: e.id for e in self.doc.entities for n in (e.name, *e.names)}
        assert one in by_name, by_name
        assert two in by_name, by_name
        assert by_name[one] != by_name[two]

    def no_entity(self, name: str) -> None:
        assert not [e for e in self.doc.entities if name in (e.name, *e.names)]

    def cites(self, words: str, work: str, locator: str = "-") -> None:
        found = [c for c in self.doc.citations if c.note is None and self.doc.text[c.start : c.end] == words]
        works = {w.id: w.csl.get("title") for w in self.doc.works}
        assert [(works.get(c.work or ""), c.locator.value if c.locator else "-") for c in found] == [
            (work, locator)
        ], [(self.doc.text[c.start : c.end], works.get(c.work or "")) for c in self.doc.citations]

    def citation(self, label: str, form: str, author: str, locator: str = "-") -> None:
        note = next(n for n in self.doc.notes if n.label == label)
        works = {w.id: w for w in self.doc.works}
        made = []
        for c in self.doc.citations:
            if c.note == note.id:
                people = works[c.work].csl.get("author", [{}]) if c.work else [{}]
                who = (
                    people[0].get("family")
                    or people[0].get("literal")
                    or (works[c.work].csl.get("title") if c.work else "nothing")
                )
                shown = "-" if c.locator is None else c.locator.value
                made.append(
                    (c.form, who, f"({shown})" if c.locator and c.locator.basis == "inherited" else shown)
                )
        assert (form, author, locator) in made, made

    def no_citation(self, label: str) -> None:
        note = next(n for n in self.doc.notes if n.label == label)
        assert not [self.words(c) for c in self.doc.citations if c.note == note.id]

    def marker(self, label: str, words: str) -> None:
        found = [m for m in self.doc.markers if m.label == label]
        assert found, f"no marker {label}"
        assert any(m.covers and self.words(m.covers).startswith(words) for m in found), [
            m.covers and self.words(m.covers) for m in found
        ]

    def block(self, kind: str, words: str) -> None:
        assert (kind, words) in [(b.kind, self.words(b)[: len(words)]) for b in self.doc.blocks]

    def sentences(self, count: str) -> None:
        assert len(self.doc.sentences) == int(count), [self.words(s) for s in self.doc.sentences]

    def relation(self, kind: str, one: str, two: str) -> None:
        claims = {c.id: self.words(c.evidence[0]) for c in self.doc.claims}
        made = [(r.kind, [claims[c] for c in r.a], [claims[c] for c in r.b]) for r in self.doc.relations]
        assert any(
            k == kind and any(c.startswith(one) for c in a) and any(c.startswith(two) for c in b)
            for k, a, b in made
        ), made

    def no_relation(self) -> None:
        assert self.doc.relations == ()

    def problem(self, kind: str) -> None:
        assert kind in [p.kind for p in self.doc.problems]

    def no_problem(self, kind: str = "") -> None:
        assert not [p for p in self.doc.problems if not kind or p.kind == kind]

    # -- events ------------------------------------------------------------------------------------------------

    def event(self, word: str, *parts: str) -> None:
        events = [
            e
            for e in self.doc.events
            if flat(self.doc.text[e.triggers[0].start : e.triggers[-1].end]) == word
        ]
        assert events, f"no event {word!r}: {[self.words(e.triggers[0]) for e in self.doc.events]}"
        told = self.parts(events[0])
        for part in parts:
            name, _, value = part.partition("=")
            assert told[name] == value, f"{word}: {name} is {told[name]!r}, not {value!r}"

    def parts(self, e) -> dict[str, str]:
        times = {t.id: self.words(t) for t in self.doc.times}
        who = {
            role: "; ".join(self.words(p) for p in e.parties if p.role == role) or "none"
            for role in ("agent", "patient", "other")
        }
        q = e.quantities[0] if e.quantities else None
        number = "none"
        if q:
            low, high = ("" if n is None else str(n) for n in (q.least, q.most))
            number = f"about {q.about}" if q.about is not None else low if low == high else f"{low}..{high}"
        return {
            **who,
            "kind": e.kind,
            "number": number,
            "of": (q.of or "none") if q else "none",
            "time": "; ".join(times[t] for t in e.times) or "none",
            "place": "; ".join(self.names[p] for p in e.places) or "none",
        }

    def no_event(self, word: str) -> None:
        assert word not in [self.words(e.triggers[0]) for e in self.doc.events]
