"""people: the persons and bodies behind the works cited, as entities of the document."""

import msgspec

from whence.layers.document import Document, WorkPerson
from whence.layers.step import Records, Step
from whence.names import plain
from whence.text import Text
from whence.works import ROLES


def annotate(doc: Document, text: Text) -> Records:
    """Works with their people. The author of an interview is who was interviewed (CSL)."""
    by_name: dict[tuple[str, ...], str] = {}
    for entity in doc.entities:
        for name in (entity.name, *entity.names):
            by_name.setdefault(tuple(sorted(plain(name).split())), entity.id)
    made = []
    for work in doc.works:
        people = []
        for role in ROLES:
            for person in work.csl.get(role, ()):
                name = person.get("literal") or f"{person.get('given', '')} {person.get('family', '')}"
                found = by_name.get(tuple(sorted(plain(name).split())))
                if found:
                    people.append(WorkPerson(found, role))
        made.append(msgspec.structs.replace(work, people=tuple(people)))
    return {"works": tuple(made)}


STEP = Step("people", needs=("entities", "works"), makes=("works",), annotate=annotate)
