"""Unreadable: why a file could not be read, and what its user can do."""


class Unreadable(Exception):
    """``what`` completes 'FILE …'; ``remedy`` begins a second clause: both are shown to people as they stand."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what = what
        self.remedy = remedy
