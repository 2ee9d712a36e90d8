"""What every kind of run has in common: where it writes to, what becomes of a batch, how long its stages take."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

from pipeline.catalogue import Catalogue
from pipeline.catalogue.runs import Kind, ended_by
from pipeline.ingestion import Extracted


class Steps(ABC):
    """The steps of a run, which a flow or a loop takes one after another.

    A context: how it is left is how the catalogue says that the run has ended.

    Parameters
    ----------
    out : Path
        The output folder.
    catalogue : Catalogue
        Where what it does is written down; closed with it.

    Attributes
    ----------
    kind : str
        What kind of run the catalogue calls it.
    number : int or None
        The number of the run in the catalogue; None for one that has found nothing to do.
    """

    kind: Kind

    def __init__(self, out: Path, catalogue: Catalogue) -> None:
        self.out = out
        self.catalogue = catalogue
        self.number: int | None = None
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self.number is not None:
                self.catalogue.runs.end(self.number, ended_by(error))
        finally:
            self.close()

    def close(self) -> None:
        """Give back what is held."""
        self.catalogue.close()

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
