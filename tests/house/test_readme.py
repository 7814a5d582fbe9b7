"""The README shows what the program prints."""

import pathlib

import whence

ROOT = pathlib.Path(__file__).parents[2]


def test_the_digest_in_the_readme_is_the_program_s_own():
    digest = whence.write(whence.read(ROOT / "examples" / "essay.txt"), "digest")
    assert digest.strip() in (ROOT / "README.md").read_text(encoding="utf-8")
