"""Comparison: a Snapshot → findings, each with the passages it rests on. Findings are recomputed and judge nothing."""

from whence.compare.shared import SharedPassage, shared_passages

__all__ = ["SharedPassage", "shared_passages"]
