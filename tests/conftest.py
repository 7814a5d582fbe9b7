"""What all tests share: the settings of the properties, and one browser to a process."""

import os
import shutil

import pytest
from hypothesis import settings

# the same examples at every `make test`; `make check` looks for new ones
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile("new" if os.environ.get("WHENCE_NEW_EXAMPLES") else "same")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEEDED = bool(os.environ.get("WHENCE_NEEDS_BROWSER"))


@pytest.fixture(scope="session")
def browser():
    """Chromium, by playwright; one for all tests of a process, as playwright's plain interface can't be begun twice in one."""
    if not NEEDED:
        pytest.importorskip("playwright.sync_api", reason="no playwright here: no page was clicked through")
        if CHROMIUM is None:
            pytest.skip("no Chromium here: no page was clicked through")
    assert CHROMIUM is not None, "this run needs a browser and found none"
    import playwright.sync_api as api

    with api.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()
