"""The contracts of many documents: one contract each, with all that proves it and all that contradicts it."""

from pipeline.consolidation.contracts import consolidate
from pipeline.consolidation.statuses import STATUS_ORDER

__all__ = ["STATUS_ORDER", "consolidate"]
