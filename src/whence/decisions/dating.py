"""dating: decisions about times: what a date means, that it is none, one that was missed."""

from whence.dates.edtf import read_edtf
from whence.decisions.draft import PERSON, Draft, replace, without
from whence.layers.document import Resolution, Time
from whence.text import Span


def set_date(draft: Draft, time: str, words: str | None) -> None:
    """What a time means, in EDTF; None: it cannot be told. Raises ValueError for what is no EDTF."""
    old = draft["times"][time]
    resolved: tuple[Resolution, ...] = ()
    if words:
        said = read_edtf(words)
        resolved = (Resolution(said.value, said.edtf, said.earliest, said.latest, None, "person"),)
    draft.put("times", replace(old, resolved=resolved, why=PERSON if words else "names an event"))
    draft.times_changed = True


def accept_date(draft: Draft, time: str) -> None:
    """What the machine took a time for is what it means."""
    old = draft["times"][time]
    likeliest = tuple(replace(r, basis="person", anchor=None) for r in old.resolved[:1])
    draft.put("times", replace(old, resolved=likeliest, why=PERSON))
    draft.times_changed = True


def add_time(draft: Draft, at: Span, words: str) -> str:
    """A time that was missed. Its id. Raises ValueError for what is no EDTF."""
    said = read_edtf(words)
    found = Resolution(said.value, said.edtf, said.earliest, said.latest, None, "person")
    made = Time(draft.new_id("t", "times"), at.start, at.end, "DATE", "gregorian", said.value, said.edtf,
                resolved=(found,), why=PERSON)  # fmt: skip
    draft.put("times", made)
    draft.times_changed = True
    return made.id


def reject_time(draft: Draft, time: str) -> None:
    """What was taken for a time is none."""
    draft["times"].pop(time)
    draft.change("times", lambda t: replace(t, until=None) if t.until == time else t)
    draft.change("events", lambda e: replace(e, times=without(e.times, time)) if time in e.times else e)
    draft.change("claims", lambda c: replace(c, times=without(c.times, time)) if time in c.times else c)
    for field in ("quotations", "attributions"):
        draft.change(field, lambda r: replace(r, said=None) if r.said == time else r)
    draft.times_changed = True
