"""House rules: records are frozen, imports are light, everything public says what it is."""

import importlib
import inspect
import pkgutil
import subprocess
import sys

import msgspec
import pytest

import whence

MODULES = sorted(m.name for m in pkgutil.walk_packages(whence.__path__, "whence."))


def structs():
    for name in MODULES:
        module = importlib.import_module(name)
        for kind in vars(module).values():
            if (
                inspect.isclass(kind)
                and issubclass(kind, msgspec.Struct)
                and kind is not msgspec.Struct
                and kind.__module__ == name
            ):
                yield kind


PUBLIC = [s for s in structs() if not s.__name__.startswith("_")]


@pytest.mark.parametrize(
    "module",
    [
        "whence.layers.document",
        "whence.text.source",
        "whence.text.anchor",
        "whence.text.span",
        "whence.exports.screen",
    ],
)
def test_records_are_frozen_and_hold_tuples(module):
    for kind in (s for s in PUBLIC if s.__module__ == module):
        assert kind.__struct_config__.frozen, kind
        for field in msgspec.structs.fields(kind):
            assert "list[" not in str(field.type), f"{kind.__name__}.{field.name}"


def test_everything_public_says_what_it_is():
    silent = []
    for name in MODULES:
        module = importlib.import_module(name)
        if not module.__doc__:
            silent.append(name)
        for key, thing in vars(module).items():
            own = getattr(thing, "__module__", None) == name
            if (
                not key.startswith("_")
                and own
                and (inspect.isfunction(thing) or inspect.isclass(thing))
                and not inspect.getdoc(thing)
            ):
                silent.append(f"{name}.{key}")
    assert silent == []


def loaded(statement: str) -> set[str]:
    code = f"import sys; before = set(sys.modules); {statement}; print('\\n'.join(set(sys.modules) - before))"
    return set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
    )


def test_importing_whence_loads_nothing_heavy():
    assert not {m.split(".")[0] for m in loaded("import whence")} & {
        "msgspec",
        "click",
        "rich",
        "jinja2",
        "markdown_it",
        "typing",
    }


def test_the_command_loads_what_a_command_needs_when_it_is_called():
    assert not {m.split(".")[0] for m in loaded("import whence.cli.main")} & {
        "msgspec",
        "rich",
        "jinja2",
        "markdown_it",
        "charset_normalizer",
    }
