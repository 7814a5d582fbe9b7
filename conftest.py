"""Every Python block of the README and of docs/ runs with the tests; so do the examples in docstrings."""

from sybil import Sybil
from sybil.evaluators.doctest import NUMBER
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import PythonCodeBlockParser

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), DocTestParser(optionflags=NUMBER)],
    patterns=["README.md", "docs/*.md", "src/whence/*/*.py", "src/whence/*.py"],
).pytest()
