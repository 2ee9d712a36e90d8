"""The contracts of many documents: one contract each, with all that proves it and all that contradicts it."""

from pipeline.consolidation.contracts import consolidate

__all__ = ["consolidate"]
