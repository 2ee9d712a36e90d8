"""What changed between two records of the same document, and over many documents."""

from pipeline.comparison.changes import Change, ChangeKind, Side, compare
from pipeline.comparison.summary import Comparison, Tally
from pipeline.comparison.versions import compare_versions

__all__ = ["Change", "ChangeKind", "Comparison", "Side", "Tally", "compare", "compare_versions"]
