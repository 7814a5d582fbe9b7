"""Said: what a file does not say of itself, and its user or a list beside it does."""

from msgspec import Struct
from msgspec.structs import fields, replace


class Said(Struct, frozen=True, omit_defaults=True):
    """What the file does not say and its user (or a list) does: each outranks what the text seems to say.

    ``date`` and ``retrieved`` are EDTF (a year, a month or a day); ``language`` is a code such as 'en'.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
    url: str | None = None
    media_type: str | None = None
    publisher: str | None = None
    retrieved: str | None = None
    tags: tuple[str, ...] = ()

    def over(self, other: "Said") -> "Said":
        """Both together; what both say is as this one says it.

        >>> Said(title="A").over(Said(title="B", date="1921")).date
        '1921'
        """
        return replace(other, **{f.name: v for f in fields(self) if (v := getattr(self, f.name))})
