"""What every kind of run has in common: where it writes to, what becomes of a batch, how long its stages take."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from pipeline.ingestion import Extracted


class Steps(ABC):
    """The steps of a run, which a flow or a loop takes one after another.

    Parameters
    ----------
    out : Path
        The output folder.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the time that passes to the seconds of `stage`."""
        started = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += perf_counter() - started

    @abstractmethod
    def store(self, extracted: Extracted) -> None:
        """Store the documents of a batch, in one transaction."""
