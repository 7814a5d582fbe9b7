"""Unreadable: why a file could not be read, and what its user can do."""


class Unreadable(Exception):
    """``what`` completes 'FILE …'; ``remedy`` begins a second clause: both are shown to people as they stand.

    ``without_text``: the file could be opened, but holds no words.
    """

    def __init__(self, what: str, remedy: str, without_text: bool = False) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what = what
        self.remedy = remedy
        self.without_text = without_text
