"""Comparison: a Snapshot → findings, each with the passages it rests on. Findings are recomputed and judge nothing."""

from whence.compare.leaning import SourcesOf, sources_of
from whence.compare.shared import SharedPassage, shared_passages

__all__ = ["SharedPassage", "SourcesOf", "shared_passages", "sources_of"]
