"""Properties: the same examples at every `make test`; `make check` looks for new ones."""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile("new" if os.environ.get("WHENCE_NEW_EXAMPLES") else "same")
