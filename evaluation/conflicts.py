"""conflicts: fixtures of accounts (tests/compare/cases): how many of their conflicts are found, and how many are found that are none."""

import pathlib

from tests.compare.fixtures import fixtures, found, is_met


def score(folder: pathlib.Path) -> dict[str, object]:
    """Counts over all files of a folder, by row; and the fixtures that are not right."""
    expected: dict[str, int] = {}
    met: dict[str, int] = {}
    missed: list[str] = []
    made_up: list[str] = []
    count = 0
    for path in sorted(folder.glob("*.txt")):
        for fixture in fixtures(path):
            count += 1
            conflicts = found(fixture)
            for e in fixture.conflicts:
                expected[e.row] = expected.get(e.row, 0) + 1
                if is_met(e, conflicts):
                    met[e.row] = met.get(e.row, 0) + 1
                else:
                    missed.append(f"{fixture.title}: {e.row}, {e.a} / {e.b}")
            extra = [c for c in conflicts if not any(is_met(e, [c]) for e in fixture.conflicts)]
            made_up += [f"{fixture.title}: {c.row}, {c.a} / {c.b}" for c in extra]
    return {
        "fixtures": count,
        "conflicts": sum(expected.values()),
        "found": sum(met.values()),
        "by row": {row: f"{met.get(row, 0)} of {n}" for row, n in sorted(expected.items())},
        "made up": made_up,
        "missed": missed,
    }
