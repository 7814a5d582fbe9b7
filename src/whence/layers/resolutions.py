"""resolutions: what a time is taken for: made with its EDTF and its days, and what views ask of one."""

import re
from collections.abc import Iterable

from whence.dates import LIMITS, bounds, edtf_of
from whence.layers.document import Resolution, Time, TimeBasis


def resolution(value: str, mod: str | None, anchor: str | None, basis: TimeBasis) -> Resolution:
    """A resolution with the EDTF of its value and its first and last possible day. Of 'by 1921' it is that of 1921 itself."""
    mod = None if mod in LIMITS else mod
    return Resolution(value, edtf_of(value, mod), *bounds(value, mod), anchor, basis)


class Likely:
    """Says of the resolutions of one document whether only the context makes them so: the narrative, or the day from which
    the document speaks; or whether they are counted from a time that only the context makes likely."""

    def __init__(self, times: Iterable[Time]) -> None:
        self._times: dict[str, Time] = {t.id: t for t in times}
        self._known: dict[str, bool] = {}

    def __call__(self, r: Resolution) -> bool:
        """Whether a resolution is only likely."""
        chain: list[str] = []
        while r.basis == "anchored" and r.anchor in self._times and r.anchor not in chain:
            if r.anchor in self._known:
                return self._keep(chain, self._known[r.anchor])
            chain.append(r.anchor)
            found = self._times[r.anchor].resolved
            if len(found) != 1:
                return self._keep(chain, True)
            r = found[0]
        return self._keep(chain, r.basis in ("narrative", "document"))

    def _keep(self, chain: list[str], answer: bool) -> bool:
        self._known |= dict.fromkeys(chain, answer)
        return answer


def label_of(r: Resolution) -> str:
    """Its EDTF; where that has no form, its value without the part of the day."""
    return r.edtf or re.sub(r"T[A-Z]{2}$", "", r.value)
