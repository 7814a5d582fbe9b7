"""The model's file: where it lies, and whether it is the one that was trained."""

import hashlib
from importlib import resources
from pathlib import Path

FILE = "heard.onnx"


class ModelError(Exception):
    """A model that cannot be used: one plain sentence that says why and what to do."""


def installed_file() -> Path:
    """Where the model lies that came with Whence."""
    return Path(str(resources.files("whence.model") / FILE))


def installed() -> tuple[str, str]:
    """The name and the checksum of the model that is installed, without loading it. Raises ModelError."""
    noted = installed_file().with_suffix(".sha256")
    try:
        return noted.stem, noted.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ModelError(f"The model's checksum cannot be read ({(error.strerror or str(error)).lower()}); install Whence again.") from error  # fmt: skip


def checked(path: Path) -> bytes:
    """The file's bytes, if they are those that were trained."""
    try:
        raw = path.read_bytes()
        noted = path.with_suffix(".sha256").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ModelError(f"The model {path.name} cannot be read ({(error.strerror or str(error)).lower()}); install Whence again.") from error  # fmt: skip
    if hashlib.sha256(raw).hexdigest() != noted:
        raise ModelError(f"The model {path.name} is not the one that came with Whence: its checksum differs; install Whence again.")  # fmt: skip
    return raw
