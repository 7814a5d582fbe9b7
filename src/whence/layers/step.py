"""Step: what every layer is. An annotator is a function from a Document to the records of the fields that it makes."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from whence.layers.document import Document
from whence.text import Text

Records = Mapping[str, object]
Annotate = Callable[[Document, Text], Records]


class Step(Struct, frozen=True):
    """One layer: its name, the fields of Document that it needs, those that it makes or completes, its function.

    The runner hands over a Document in which only the needed fields are filled, and the Text (characters and what
    the file itself marks); it takes back the made fields, sorted and checked.
    """

    name: str
    needs: tuple[str, ...]
    makes: tuple[str, ...]
    annotate: Annotate
